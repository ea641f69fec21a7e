// What was heard in the clips of an upload, one after the other: whose words a clip has, and what its owner is asked.
import { ButtonStyle } from 'discord.js';
import { isDoubted } from '../../ears/comparison.ts';
import type { Sample } from '../../storage/samples.ts';
import { wordsDigest } from '../../storage/taught-words.ts';
import { maxTranscriptLength } from '../../audio/transcripts.ts';
import { type ButtonName, buttonId } from '../interactions/buttons.ts';
import { type Form, type OutgoingMessage, buttons } from '../discord/message.ts';
import { count, duration, untrusted } from './text.ts';

type Worded = Pick<Sample, 'heard' | 'transcript' | 'heldBack'>;

/** Whether a clip's words are those that were heard, and nobody has said otherwise. */
export const isHeard = ({ heard, transcript }: Omit<Worded, 'heldBack'>): boolean =>
  heard !== null && heard.text === transcript && heard.owner !== 'given' && heard.owner !== 'confirmed';

/** Whether words that were heard in a clip are not learnt from until its owner confirms them. */
export const isWaiting = ({ heard, transcript }: Omit<Worded, 'heldBack'>): boolean =>
  heard !== null && transcript === null && heard.owner === null;

/** Whether its owner can say something of what was heard in a clip. */
const isOpen = (sample: Worded): boolean => sample.heard !== null && (sample.heard.owner === null || isDoubted(sample));

/** Whether a clip, or its words, wait for what its owner says of them. */
const waits = (sample: Worded): boolean => isWaiting(sample) || isDoubted(sample);

/** The clips whose words their owner may look through: first those that wait for it. */
export function openClips(samples: readonly Sample[]): Sample[] {
  const open = samples.filter(isOpen);
  return [...open.filter(waits), ...open.filter((sample) => !waits(sample))];
}

/** What the buttons under a clip carry: by the digest it is known whether its words are still those that were shown. */
export const wordsArgument = (intakeId: string, sample: Pick<Sample, 'id' | 'transcript' | 'heard'>): string =>
  [intakeId, sample.id, wordsDigest(JSON.stringify([sample.transcript, sample.heard?.owner])).slice(0, 8)].join('/');

/** Offered under an upload's answer. */
export const checkWords = (intakeId: string, clips: readonly Sample[]) => {
  const waiting = clips.filter(waits).length;
  const label = waiting === 0 ? 'Check what I heard' : `Check the words of ${count(waiting, 'clip')}`;
  return { id: buttonId('check-words', intakeId), label };
};

/** One clip, what was heard in it, and what its owner can say to that. `clips` are those that are open. */
export function askWords(intakeId: string, sample: Sample, clips: readonly Sample[]): OutgoingMessage {
  const argument = wordsArgument(intakeId, sample);
  const button = (name: ButtonName, label: string, style?: ButtonStyle.Primary) => ({
    id: buttonId(name, argument),
    label,
    ...(style && { style }),
  });
  const part = sample.clipIndex === 0 ? '' : ` #${sample.clipIndex + 1}`;
  const heard = `“${untrusted(sample.heard?.text ?? '', 600)}”`;
  const isGiven = isDoubted(sample);
  const doubt = isWaiting(sample) ? 'I am not sure what is said in it' : 'I heard';
  return {
    content: [
      `**${untrusted(sample.originalName, 40)}**${part} · ${duration(sample.durationSeconds)} · ${clips.indexOf(sample) + 1} of ${count(clips.length, 'clip')} to check`,
      ...(isGiven
        ? [`You wrote: “${untrusted(sample.transcript ?? '', 600)}”`, `I heard: ${heard}`]
        : [`${doubt}: ${heard}`]),
    ].join('\n'),
    components: isGiven
      ? buttons(
          button('words-right', 'Mine is right', ButtonStyle.Primary),
          button('words-heard', 'What you heard is right'),
          button('words-correct', 'Correct'),
          button('words-next', 'Next'),
        )
      : buttons(
          button('words-right', 'That’s right', ButtonStyle.Primary),
          button('words-correct', 'Correct'),
          button('words-refuse', 'Don’t learn these words'),
          button('words-next', 'Next'),
        ),
  };
}

/** @param left clips that are open still */
export const wordsChecked = (left: number): OutgoingMessage => ({
  content:
    left === 0
      ? 'That was the last one. Your word counts: `/train continue` teaches your voice these words.'
      : `That was the last one; ${count(left, 'clip')} left for later. \`/samples list\` shows the words of all clips.`,
});

/** Where a clip's words can be typed, beginning with those that were heard. */
export const correctWords = (intakeId: string, sample: Sample): Form => ({
  id: buttonId('words-correct', wordsArgument(intakeId, sample)),
  title: 'What is said in it',
  label: 'Word for word',
  value: (sample.heard?.text ?? '').slice(0, maxTranscriptLength),
  maxLength: maxTranscriptLength,
});
