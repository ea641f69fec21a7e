// What was heard in a clip, and whether that is sure enough to be learnt from.

export interface Hearing {
  /** Empty: no words. */
  readonly text: string;
  /** Mean natural logarithm of the probability of each token, the end among them. */
  readonly meanLogProbability: number;
  /** Bytes of the text over those of its compressed form: above 2.4 it repeats itself. */
  readonly compressionRatio: number;
}

/** Above, a text repeats itself (transcribe.py of openai/whisper). */
export const mostCompression = 2.4;
/** From which on what was heard is taken for what was said. */
const sureFrom = -0.25;
/** From which on it is held against what somebody wrote. */
const tellsFrom = -0.5;

/** Whether it may be learnt from without anybody's word for it. */
export const isSure = ({ meanLogProbability, compressionRatio }: Hearing): boolean =>
  meanLogProbability >= sureFrom && compressionRatio <= mostCompression;

/** Whether it is sure enough to doubt a transcript by it, which takes less: most letters suffice. */
export const tells = ({ meanLogProbability, compressionRatio }: Hearing): boolean =>
  meanLogProbability >= tellsFrom && compressionRatio <= mostCompression;
