// What people read when they take along what is theirs.
import type { OutgoingMessage } from '../discord/message.ts';
import { count, limits, listWithin, shorten } from './text.ts';

export const nothingToExport: OutgoingMessage = { content: 'I have nothing of yours.' };

/** Why something is left over, and what to do. */
const cuts = {
  time: 'That is not all: there is more than Discord lets me send at once. Ask the operator for the rest.',
  place:
    'That is not all: Discord lets me send no more here. Use `/export` in a direct message to me, or on a server that I am on.',
} as const;

export const exporting: OutgoingMessage = { content: 'Packing everything I have of yours…' };

/**
 * @param archives how many were sent
 * @param leftOut names of files that no message can carry, and of those that are damaged here
 * @param cut why there is more than was sent; null: there is not
 */
export function exported(
  archives: number,
  leftOut: { readonly tooLarge: readonly string[]; readonly damaged: readonly string[] },
  cut: keyof typeof cuts | null,
): OutgoingMessage {
  const { tooLarge, damaged } = leftOut;
  const lines = [
    `Here is everything I have of yours, in ${count(archives, 'archive')}: recordings with what is said in them (send them back with \`/addsamples zip:\`), the version that speaks of each voice, and what I know of you.`,
    ...(cut === null ? [] : [cuts[cut]]),
    ...(tooLarge.length === 0
      ? []
      : [
          `Too large for a message, so ask the operator for ${tooLarge.length === 1 ? 'it' : 'them'}: ${listWithin(tooLarge, 500)}.`,
        ]),
    ...(damaged.length === 0
      ? []
      : [`Damaged here, so not in it: ${listWithin(damaged, 500)}. The operator has been told.`]),
    '`/forget` deletes it all here.',
  ];
  return { content: shorten(lines.join('\n'), limits.content) };
}
