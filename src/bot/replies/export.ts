// What people read when they take along what is theirs.
import type { Answer } from '../discord/message.ts';
import { limits, listWithin, shorten } from './text.ts';

export const nothingToExport: Answer = (t) => ({ content: t('export.nothing') });

/** Why something is left over, and what to do. */
const cuts = { time: 'export.cutByTime', place: 'export.cutByPlace' } as const;

export const exporting: Answer = (t) => ({ content: t('export.packing') });

/**
 * @param archives how many were sent
 * @param leftOut names of files that no message can carry, and of those that are damaged here
 * @param cut why there is more than was sent; null: there is not
 */
export const exported =
  (
    archives: number,
    leftOut: { readonly tooLarge: readonly string[]; readonly damaged: readonly string[] },
    cut: keyof typeof cuts | null,
  ): Answer =>
  (t) => {
    const { tooLarge, damaged } = leftOut;
    const lines = [
      t('export.done', { archives }),
      ...(cut === null ? [] : [t(cuts[cut])]),
      ...(tooLarge.length === 0
        ? []
        : [t('export.tooLarge', { count: tooLarge.length, names: listWithin(tooLarge, 500, t) })]),
      ...(damaged.length === 0 ? [] : [t('export.damaged', { names: listWithin(damaged, 500, t) })]),
      t('export.forget'),
    ];
    return { content: shorten(lines.join('\n'), limits.content) };
  };
