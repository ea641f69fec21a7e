// What was heard in the clips of an upload, one after the other: whose words a clip has, and what its owner is asked.
import { ButtonStyle } from 'discord.js';
import type { InAnyLanguage, Translate } from '../../i18n/i18n.ts';
import { isDoubted } from '../../ears/comparison.ts';
import type { Sample } from '../../storage/samples.ts';
import { wordsDigest } from '../../storage/taught-words.ts';
import { maxTranscriptLength } from '../../audio/transcripts.ts';
import { type ButtonName, buttonId } from '../interactions/buttons.ts';
import { type Answer, type Form, buttons } from '../discord/message.ts';
import { shorten, untrusted } from './text.ts';

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
export const checkWords = (intakeId: string, clips: readonly Sample[], t: Translate) => {
  const waiting = clips.filter(waits).length;
  const label = waiting === 0 ? t('words.check') : t('words.checkWaiting', { clips: waiting });
  return { id: buttonId('check-words', intakeId), label };
};

/** One clip, what was heard in it, and what its owner can say to that. `clips` are those that are open. */
export const askWords =
  (intakeId: string, sample: Sample, clips: readonly Sample[]): Answer =>
  (t) => {
    const argument = wordsArgument(intakeId, sample);
    const button = (name: ButtonName, label: string, style?: ButtonStyle.Primary) => ({
      id: buttonId(name, argument),
      label,
      ...(style && { style }),
    });
    const part = sample.clipIndex === 0 ? '' : ` #${sample.clipIndex + 1}`;
    const words = untrusted(sample.heard?.text ?? '', 600);
    const isGiven = isDoubted(sample);
    const [length, place] = [
      t('length', { seconds: sample.durationSeconds }),
      t('words.place', { number: clips.indexOf(sample) + 1, clips: clips.length }),
    ];
    return {
      content: [
        `**${untrusted(sample.originalName, 40)}**${part} · ${length} · ${place}`,
        ...(isGiven ? [t('words.youWrote', { words: untrusted(sample.transcript ?? '', 600) })] : []),
        isWaiting(sample) && !isGiven ? t('words.notSure', { words }) : t('words.iHeard', { words }),
      ].join('\n'),
      components: isGiven
        ? buttons(
            button('words-right', t('words.mine'), ButtonStyle.Primary),
            button('words-heard', t('words.yours')),
            button('words-correct', t('words.correct')),
            button('words-next', t('words.next')),
          )
        : buttons(
            button('words-right', t('words.right'), ButtonStyle.Primary),
            button('words-correct', t('words.correct')),
            button('words-refuse', t('words.refuse')),
            button('words-next', t('words.next')),
          ),
    };
  };

/** @param left clips that are open still */
export const wordsChecked =
  (left: number): Answer =>
  (t) => ({ content: left === 0 ? t('words.done') : t('words.left', { clips: left }) });

/** Where a clip's words can be typed, beginning with those that were heard. */
export const correctWords =
  (intakeId: string, sample: Sample): InAnyLanguage<Form> =>
  (t) => ({
    id: buttonId('words-correct', wordsArgument(intakeId, sample)),
    title: t('words.formTitle'),
    text: {
      label: t('words.formLabel'),
      value: shorten(sample.heard?.text ?? '', maxTranscriptLength),
      maxLength: maxTranscriptLength,
    },
  });
