// What stands in the way of a training that follows from the request alone: clips, the state to go on from, epochs.
import { UserError } from '../../../errors.ts';
import { hasSpeech } from '../../../reading/speakable.ts';
import type { EngineClip, Finding, TrainRequest } from '../engine.ts';
import { findingFrom, idlePlan, lackingClips, unusableState } from '../findings.ts';
import type { GptSovitsVersion } from './checkout.ts';
import { languages, toGptSovitsLanguage } from './languages.ts';
import { hasHistory, readState, stateFiles } from './state.ts';

/** Longest and shortest clip that both models take, seconds. */
const longest = 38;
const shortest = 0.7;

const hasWords = ({ transcript }: EngineClip, recognizes: boolean): boolean =>
  transcript === null ? recognizes : hasSpeech(transcript, 'every script');

/**
 * @param recognizes whether what is said in clips without a transcript can be recognized
 * @returns in the order in which a person should mend it; empty when all is well
 */
export async function requestFindings(
  request: TrainRequest,
  version: GptSovitsVersion,
  recognizes: boolean,
): Promise<Finding[]> {
  const { trainClips, plan, start, stateDir } = request;
  const findings: Finding[] = [];
  const spoken = trainClips.filter((clip) => hasWords(clip, recognizes));
  const fitting = spoken.filter(({ durationSeconds: seconds }) => seconds >= shortest && seconds <= longest);
  findings.push(...lackingClips(trainClips, spoken, null));
  if (spoken.length > 0 && fitting.length === 0) {
    findings.push(findingFrom(new UserError('no-usable-clips/lengths', { shortest, longest })));
  }
  const foreign = [...new Set(spoken.map(({ language }) => language))].filter(
    (tag) => toGptSovitsLanguage(tag) === null,
  );
  if (foreign.length > 0) {
    const told = new UserError('language-not-supported/sovits', { spoken: languages, languages: foreign });
    findings.push(findingFrom(told));
  }
  if (start !== 'base') {
    const read = async (): Promise<boolean> => {
      await readState(stateDir, version);
      const exact = await hasHistory(stateDir, [stateFiles.s2G, stateFiles.s2D, stateFiles.s1]);
      return exact || start !== 'continue';
    };
    findings.push(...(await unusableState(read)));
  }
  findings.push(...idlePlan(plan));
  const silent = trainClips.length - spoken.length;
  if (spoken.length > 0 && silent > 0) {
    const some = { number: silent, total: trainClips.length };
    findings.push(findingFrom(new UserError('clips-without-transcript/left-out', some), 'warning'));
  }
  return findings;
}
