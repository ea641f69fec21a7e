// Findings that engines have in common: what stands in the way of a training whichever engine is to do it.
import type { TrainingPlan } from '../../storage/records.ts';
import { UserError } from '../../errors.ts';
import type { ErrorTexts } from '../../i18n/errors.ts';
import type { EngineClip, Finding } from './engine.ts';

/** @param texts what people read of it */
const findingOf =
  (level: Finding['level']) =>
  (code: string, message: string, hint: string, texts?: ErrorTexts): Finding => ({
    level,
    code,
    message,
    hint,
    ...(texts && { texts }),
  });
/** What stands in the way, for an operator. */
export const error = findingOf('error');
/** What is to be known, for an operator. */
export const warning = findingOf('warning');

/** The same of an error, for people. */
export const findingFrom = ({ code, message, hint, texts }: UserError, level: Finding['level'] = 'error'): Finding =>
  findingOf(level)(code, message, hint, texts);

/**
 * That there are no clips, or none of them can teach.
 * @param clips to be trained on; `spoken` those with words that can be spoken
 * @param language in which the words are to be, BCP 47; null: in any that the engine speaks
 */
export function lackingClips(
  clips: readonly EngineClip[],
  spoken: readonly EngineClip[],
  language: string | null,
): Finding[] {
  if (clips.length === 0) return [findingFrom(new UserError('no-usable-clips'))];
  if (spoken.length > 0) return [];
  if (clips.some(({ transcript }) => transcript !== null)) {
    return [
      findingFrom(
        language === null
          ? new UserError('unspeakable-transcripts/words')
          : new UserError('unspeakable-transcripts', { language }),
      ),
    ];
  }
  return [findingFrom(new UserError('no-transcripts'))];
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
    return [findingFrom(reason)];
  }
  return [findingFrom(new UserError('optimizer-lost'), 'warning')];
}

/** That a plan would do nothing. */
export function idlePlan({ epochs, batchSize, learningRate }: TrainingPlan): Finding[] {
  if (epochs >= 1 && batchSize >= 1 && learningRate > 0) return [];
  return [findingFrom(new UserError('nothing-to-do', { epochs }))];
}
