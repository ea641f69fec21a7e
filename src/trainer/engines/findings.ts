// Findings that engines have in common: what stands in the way of a training whichever engine is to do it.
import type { TrainingPlan } from '../../storage/records.ts';
import { UserError } from '../../errors.ts';
import type { EngineClip, Finding } from './engine.ts';

export const error = (code: string, message: string, hint: string): Finding => ({
  level: 'error',
  code,
  message,
  hint,
});
export const warning = (code: string, message: string, hint: string): Finding => ({
  level: 'warning',
  code,
  message,
  hint,
});

/**
 * That there are no clips, or none of them can teach.
 * @param clips to be trained on; `spoken` those with words that can be spoken
 * @param language in which the words are to be
 */
export function lackingClips(clips: readonly EngineClip[], spoken: readonly EngineClip[], language: string): Finding[] {
  if (clips.length === 0) {
    return [error('no-usable-clips', 'This voice has no recordings to train on.', 'Add some with /addsamples.')];
  }
  if (spoken.length > 0) return [];
  if (clips.some(({ transcript }) => transcript !== null)) {
    return [
      error(
        'unspeakable-transcripts',
        'Nothing in the transcripts can be spoken, so there are no words to learn from.',
        `Say what is spoken in ${language}: /samples transcript, or /addsamples with the same recordings.`,
      ),
    ];
  }
  return [
    error(
      'no-transcripts',
      'None of the recordings has a transcript, so there is nothing to learn from.',
      'Say what is spoken in them: /addsamples with a transcript.',
    ),
  ];
}

/**
 * That the state to go on from can't be used, or that only its weights can.
 * @param read throws UserError where it can't be used; resolves to whether its history, where that is wanted, is there
 */
export async function unusableState(read: () => Promise<boolean>): Promise<Finding[]> {
  try {
    if (await read()) return [];
  } catch (reason) {
    if (!(reason instanceof UserError)) throw reason;
    return [error(reason.code, reason.message, reason.hint)];
  }
  return [
    warning(
      'optimizer-lost',
      'Only the weights of the earlier training are left.',
      'Training continues from them with a fresh optimizer.',
    ),
  ];
}

/** That a plan would do nothing. */
export function idlePlan({ epochs, batchSize, learningRate }: TrainingPlan): Finding[] {
  if (epochs >= 1 && batchSize >= 1 && learningRate > 0) return [];
  return [error('nothing-to-do', `A training of ${epochs} epochs would do nothing.`, 'Ask for at least one epoch.')];
}
