// What people read about their voices as a whole: which there are, a new name, and the end of one.
import { ButtonStyle } from 'discord.js';
import type { Voice, VoiceHoldings } from '../../storage/voices.ts';
import { languageName } from '../../words.ts';
import { buttonId } from '../interactions/buttons.ts';
import { type OutgoingMessage, buttons } from '../discord/message.ts';
import { count, duration, limits, listWithin, untrusted } from './text.ts';

type Named = Pick<Voice, 'name'>;

const nameOf = ({ name }: Named): string => `“${untrusted(name)}”`;

const heldWords = ({ clips, seconds, versions }: VoiceHoldings): string =>
  `${count(clips, 'clip')} (${duration(seconds)}) and ${count(versions, 'version')}`;

export const noVoices: OutgoingMessage = {
  content: 'You have no voice yet. Send recordings of yourself with `/addsamples`.',
};

export function voiceList(
  all: readonly {
    readonly voice: Pick<Voice, 'name' | 'language' | 'activeVersionId' | 'sharedAt'>;
    readonly holdings: VoiceHoldings;
  }[],
): OutgoingMessage {
  const lines = all.map(({ voice, holdings }) =>
    [
      `**${untrusted(voice.name)}** · ${heldWords(holdings)}`,
      ...(voice.language === 'en' ? [] : [languageName(voice.language)]),
      ...(voice.activeVersionId === null ? ['can’t speak yet'] : []),
      ...(voice.sharedAt === null ? [] : ['shared']),
    ].join(' · '),
  );
  return {
    embeds: [
      {
        title: 'Your voices',
        description: listWithin(lines, limits.embedDescription),
        footer: { text: 'Every command takes voice: to pick one. /addsamples voice: with a new name starts another.' },
      },
    ],
  };
}

export const voiceSpeaks = (voice: Named, language: string): OutgoingMessage => ({
  content: `${nameOf(voice)} speaks ${languageName(language)}. The next training, and what I hear in new recordings, go by that.`,
});

export const voiceRenamed = (before: string, name: string): OutgoingMessage => ({
  content: `“${untrusted(before)}” is now called “${untrusted(name)}”.`,
});

const elsewhereWords = ({ versionsElsewhere }: VoiceHoldings): string =>
  versionsElsewhere === 0 ? '' : `, and ${count(versionsElsewhere, 'version')} of other voices that started from it`;

/** Asked before anything is deleted. */
export function confirmVoiceRemoval(voice: Pick<Voice, 'id' | 'name'>, holdings: VoiceHoldings): OutgoingMessage {
  return {
    content: `This deletes your voice ${nameOf(voice)} for good: ${heldWords(holdings)}, with its previews and uploads${elsewhereWords(holdings)}. If I’m working on it right now, I stop. This can’t be undone.`,
    components: buttons(
      { id: buttonId('delete-voice', voice.id), label: 'Delete this voice', style: ButtonStyle.Danger },
      { id: buttonId('keep-voice', voice.id), label: 'Keep' },
    ),
  };
}

export const voiceKept = (voice: Named): OutgoingMessage => ({
  content: `Nothing was deleted: ${nameOf(voice)} is as it was.`,
});

/** @param blobsLeft files that are deleted later */
export function voiceRemoved(voice: Named, holdings: VoiceHoldings, blobsLeft: number): OutgoingMessage {
  const files =
    blobsLeft === 0
      ? 'The files are off my disk.'
      : `The files are off my disk, except ${count(blobsLeft, 'file')} written seconds ago: gone within two hours.`;
  return {
    content: `Deleted for good: ${nameOf(voice)}, ${heldWords(holdings)}${elsewhereWords(holdings)}. ${files} What I posted in Discord stays there until somebody deletes it.`,
  };
}
