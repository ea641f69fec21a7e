// What people read about sharing: the question before others may start from a voice, and what became of versions that had.
import { ButtonStyle } from 'discord.js';
import type { Notice } from '../../storage/records.ts';
import type { Voice } from '../../storage/voices.ts';
import { buttonId } from '../interactions/buttons.ts';
import { type OutgoingMessage, buttons } from '../discord/message.ts';
import { date, limits, shorten, untrusted } from './text.ts';

/** The consent; nothing is shared before its button was pressed. */
export function shareQuestion(voice: Pick<Voice, 'id' | 'name'>): OutgoingMessage {
  return {
    embeds: [
      {
        title: `Let others start from “${untrusted(voice.name)}”?`,
        description: [
          '**What it means**: when somebody on this bot begins a voice that sounds like yours, its training may start from your active version instead of from nothing. They hear less of the machine sooner.',
          '**What they get**: a version of theirs that contains what yours had learnt from your recordings, trained on towards their voice. Nobody gets your recordings, your versions or your name, and you are not told who they are.',
          '**How to end it**: `/share off`, at any time: no further voice starts from yours. What had started before stays with its owner, until you remove a recording it comes from (`/samples remove`) or everything (`/forget`): then it is deleted there too.',
        ].join('\n'),
      },
    ],
    components: buttons(
      { id: buttonId('share', voice.id), label: 'Yes, others may start from it', style: ButtonStyle.Success },
      { id: buttonId('share-not', voice.id), label: 'No' },
    ),
  };
}

export const shared = (voiceName: string): OutgoingMessage => ({
  content: `Thank you. Others may start from “${untrusted(voiceName)}” now. \`/share off\` ends it.`,
});

export const notShared: OutgoingMessage = { content: 'All right: nobody starts from your voice.' };

export const alreadyShared = (voiceName: string, sharedAt: number): OutgoingMessage => ({
  content: `Others may start from “${untrusted(voiceName)}” since ${date(sharedAt)}. \`/share off\` ends it.`,
});

export const unshared = (voiceName: string): OutgoingMessage => ({
  content: `No further voice starts from “${untrusted(voiceName)}”. Versions of others that had started from it stay theirs; \`/samples remove\` and \`/forget\` reach those too.`,
});

/** Versions of somebody's voice are gone because of what happened in another voice. */
export function versionsGone({ voiceName, numbers, activeNumber }: Notice['content']): OutgoingMessage {
  const versions = numbers.map((number) => `v${number}`).join(', ');
  const [are, they] = numbers.length === 1 ? ['is', 'it'] : ['are', 'they'];
  const now =
    activeNumber === null
      ? 'No version is active now: `/rollback` lets another one speak, and `/train continue` makes a new one.'
      : `Active: v${activeNumber}.`;
  return {
    content: shorten(
      `${versions} of your voice “${untrusted(voiceName)}” ${are} deleted: ${they} had started from another voice, and recordings of that were removed by whom they are of. Your own recordings are all there. ${now}`,
      limits.content,
    ),
  };
}
