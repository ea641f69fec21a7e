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
          '**What it means**: when somebody else here starts a voice that sounds like yours, its training may begin with your active version instead of the base. It sounds like a person sooner.',
          '**What they get**: a version of their own that contains what yours learnt from your recordings, trained further towards their voice. Nobody gets your recordings, your versions or your name, and you aren’t told who they are.',
          '**How to end it**: `/share off`, at any time: no new voice starts from yours. Voices that already did stay with their owners until you remove a recording they come from (`/samples remove`) or everything (`/forget`): then they are deleted too.',
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
  content: `Thank you! Others may now start from “${untrusted(voiceName)}”. \`/share off\` ends it.`,
});

export const notShared: OutgoingMessage = { content: 'All right, nobody starts from your voice.' };

export const alreadyShared = (voiceName: string, sharedAt: number): OutgoingMessage => ({
  content: `Others may start from “${untrusted(voiceName)}” since ${date(sharedAt)}. \`/share off\` ends it.`,
});

export const unshared = (voiceName: string): OutgoingMessage => ({
  content: `No new voice starts from “${untrusted(voiceName)}”. Versions that already did stay with their owners; \`/samples remove\` and \`/forget\` delete those too.`,
});

/** Versions of somebody's voice are gone because of what happened in another voice. */
export function versionsGone({ voiceName, numbers, activeNumber }: Notice['content']): OutgoingMessage {
  const versions = numbers.map((number) => `v${number}`).join(', ');
  const [are, they] = numbers.length === 1 ? ['is', 'it'] : ['are', 'they'];
  const now =
    activeNumber === null
      ? 'No version is active now: pick another with `/rollback`, or make a new one with `/train continue`.'
      : `Active: v${activeNumber}.`;
  return {
    content: shorten(
      `${versions} of your voice “${untrusted(voiceName)}” ${are} deleted: ${they} started from another voice whose owner has removed recordings. Your own recordings are all still here. ${now}`,
      limits.content,
    ),
  };
}
