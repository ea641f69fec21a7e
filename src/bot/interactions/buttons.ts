// The buttons under the bot's answers: their names, and the ids by which a pressed one is known.
import { limits } from '../replies/text.ts';

/** Every button the bot ever shows; each has exactly one handler. */
export const buttonNames = [
  'agree',
  'decline',
  'speak-consent',
  'cancel',
  'show-curve',
  'train-anyway',
  'use-shifted',
  'grow-anew',
  'grow-not',
  'notify-mention',
  'notify-direct',
  'notify-none',
  'again',
  'why-plan',
  'figures',
  'rollback',
  'clips-page',
  'remove',
  'keep',
  'move',
  'forget',
  'keep-active',
  'show-picture',
  'add-more',
  'its-me',
  'my-words',
  'words-back',
  'words-moved',
  'check-words',
  'words-right',
  'words-heard',
  'words-correct',
  'words-refuse',
  'words-next',
  'share',
  'share-everybody',
  'share-not',
  'delete-voice',
  'keep-voice',
  'record-again',
  'record-skip',
  'record-stop',
  'say-skip',
  'report',
  'compare-first',
  'compare-second',
  'compare-same',
] as const;
export type ButtonName = (typeof buttonNames)[number];

/** The custom id of a button: the name under which one command handles it, and what it is about. */
export function buttonId(name: ButtonName, argument: string): string {
  const id = `${name}:${argument}`;
  if (id.length > limits.customId) throw new RangeError(`custom id "${id}" is longer than ${limits.customId}`);
  return id;
}
