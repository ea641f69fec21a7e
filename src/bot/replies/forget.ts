// What people read when they want everything of theirs deleted: before it, after it, and when there is nothing.
import { ButtonStyle } from 'discord.js';
import type { Holdings } from '../../storage/users.ts';
import { buttonId } from '../interactions/buttons.ts';
import { type OutgoingMessage, buttons } from '../discord/message.ts';
import { count, duration } from './text.ts';

/** What is kept, one line each, without what there is none of. */
function holdingLines(holdings: Holdings): string[] {
  const { voices, clips, seconds, transcripts, versions, versionsOfOthers, uploads, trainings, previews } = holdings;
  return [
    ...(clips === 0 ? [] : [`${count(clips, 'clip')} (${duration(seconds)}) and ${count(transcripts, 'transcript')}`]),
    ...(voices === 0 ? [] : [`${count(voices, 'voice')} with ${count(versions, 'version')}`]),
    ...(versionsOfOthers === 0
      ? []
      : [`${count(versionsOfOthers, 'version')} of other people’s voices that started from yours`]),
    ...(uploads + trainings + previews === 0
      ? []
      : [
          `the records of ${count(uploads, 'upload')}, ${count(trainings, 'training')} and ${count(previews, 'preview')}, and the previews themselves`,
        ]),
    'your consent, and your Discord id with it',
  ].map((line) => `• ${line}`);
}

const inDiscord = 'What I posted in Discord stays there until somebody deletes it.';

/** Asked before anything is deleted. */
export function confirmForgetting(holdings: Holdings, userId: string): OutgoingMessage {
  return {
    content: [
      '**This deletes everything I have of yours:**',
      ...holdingLines(holdings),
      `If I’m working on something for you right now, I stop. None of it can be brought back. ${inDiscord}`,
    ].join('\n'),
    components: buttons(
      { id: buttonId('forget', userId), label: 'Delete everything', style: ButtonStyle.Danger },
      { id: buttonId('keep', userId), label: 'Keep' },
    ),
  };
}

/** @param blobsLeft files that are deleted later */
export function forgotten(holdings: Holdings, blobsLeft: number): OutgoingMessage {
  const files =
    blobsLeft === 0
      ? 'The files are off my disk.'
      : `The files are off my disk, except ${count(blobsLeft, 'file')} written seconds ago: gone within two hours.`;
  return {
    content: [
      '**Deleted for good:**',
      ...holdingLines(holdings),
      `${files} What I had computed from them for training is gone within two hours too. ${inDiscord}`,
    ].join('\n'),
  };
}

export const nothingToForget: OutgoingMessage = { content: 'I have nothing of yours.' };
