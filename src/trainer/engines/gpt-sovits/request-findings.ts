// What stands in the way of a training that follows from the request alone: clips, the state to go on from, epochs.
import { access, constants } from 'node:fs/promises';
import { UserError } from '../../../errors.ts';
import type { EngineClip, Finding, TrainRequest } from '../engine.ts';
import type { GptSovitsVersion } from './checkout.ts';
import { toGptSovitsLanguage } from './languages.ts';
import { hasHistory, readState, stateFiles } from './state.ts';

const error = (code: string, message: string, hint: string): Finding => ({ level: 'error', code, message, hint });
const warning = (code: string, message: string, hint: string): Finding => ({ level: 'warning', code, message, hint });

/** Longest and shortest clip that both models take, seconds. */
const longest = 38;
const shortest = 0.7;

const hasWords = ({ transcript }: EngineClip, recognizes: boolean): boolean =>
  transcript === null ? recognizes : transcript.trim() !== '';

/**
 * @param recognizes whether what is said in clips without a transcript can be recognized
 * @returns in the order in which a person should mend it; empty when all is well
 */
export async function requestFindings(
  request: TrainRequest,
  version: GptSovitsVersion,
  recognizes: boolean,
): Promise<Finding[]> {
  const { trainClips, heldOutClips, plan, start, stateDir } = request;
  const findings: Finding[] = [];
  const spoken = trainClips.filter((clip) => hasWords(clip, recognizes));
  const fitting = spoken.filter(({ durationSeconds: seconds }) => seconds >= shortest && seconds <= longest);
  if (trainClips.length === 0) {
    findings.push(error('no-usable-clips', 'This voice has no recordings to train on.', 'Add some with /addsamples.'));
  } else if (spoken.length === 0) {
    findings.push(
      error(
        'no-transcripts',
        'None of the recordings has a transcript, so there is nothing to learn from.',
        'Say what is spoken in them: /addsamples with a transcript.',
      ),
    );
  } else if (fitting.length === 0) {
    findings.push(
      error(
        'no-usable-clips',
        `None of the recordings with a transcript is of a length that GPT-SoVITS takes (${shortest} to ${longest} s).`,
        'Add some of a sentence each with /addsamples.',
      ),
    );
  }
  let missing = 0;
  for (const clip of [...trainClips, ...heldOutClips]) await access(clip.path, constants.R_OK).catch(() => missing++);
  if (missing > 0) {
    findings.push(
      error(
        'clips-missing',
        `${missing} of ${trainClips.length + heldOutClips.length} recordings are missing on disk.`,
        'Remove them with /samples and add them again.',
      ),
    );
  }
  const foreign = [...new Set(spoken.map(({ language }) => language))].filter(
    (tag) => toGptSovitsLanguage(tag) === null,
  );
  if (foreign.length > 0) {
    findings.push(
      error(
        'language-not-supported',
        `GPT-SoVITS speaks Chinese, Japanese, English, Korean and Cantonese; this voice has recordings in ${foreign.join(', ')}.`,
        'Use recordings in one of these languages for this voice.',
      ),
    );
  }
  if (start !== 'base') {
    try {
      await readState(stateDir, version);
      const exact = await hasHistory(stateDir, [stateFiles.s2G, stateFiles.s2D, stateFiles.s1]);
      if (start === 'continue' && !exact) {
        findings.push(
          warning(
            'optimizer-lost',
            'Only the weights of the earlier training are left.',
            'Training continues from them with a fresh optimizer.',
          ),
        );
      }
    } catch (reason) {
      if (!(reason instanceof UserError)) throw reason;
      findings.push(error(reason.code, reason.message, reason.hint));
    }
  }
  if (!(plan.epochs >= 1 && plan.batchSize >= 1 && plan.learningRate > 0)) {
    findings.push(
      error('nothing-to-do', `A training of ${plan.epochs} epochs would do nothing.`, 'Ask for at least one epoch.'),
    );
  }
  const silent = trainClips.length - spoken.length;
  if (spoken.length > 0 && silent > 0) {
    findings.push(
      warning(
        'clips-without-transcript',
        `${silent} of ${trainClips.length} recordings have no transcript.`,
        'They are left out; add what is said in them to learn from them.',
      ),
    );
  }
  return findings;
}
