// What stands in the way of a training, said before it costs anything; in the order in which a person should mend it:
// clips, state, epochs, the engine's own parts, memory and disk.
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { secondsOf } from '../../../audio/clip.ts';
import { languageOf } from '../clips.ts';
import type { Device, EngineClip, Finding, TrainRequest } from '../engine.ts';
import { UserError } from '../../../errors.ts';
import { findingFrom, idlePlan, lackingClips, unusableState } from '../findings.ts';
import { brokenBase, missingPart } from './installation.ts';
import { baseFolder } from './network/base.ts';
import { fittingBatch, learningBytes, memoryNeeded, poolSeconds } from './network/memory.ts';
import { readState } from './speaker/state.ts';
import type { VoiceState } from './speaker/state.ts';
import type { KokoroFiles } from './source/kokoro-mouth.ts';
import { isNatural, lackingSource, unlearnt } from './source/source-choice.ts';
import { dueManners } from './tuning/due.ts';
import { hasSpeech, readerOf } from '../../../reading/speakable.ts';

/** A state with its copy while it is written, and features of a second of audio in the cache. */
const stateBytes = 20e6;
const cacheBytesPerSecond = 200 * 2 * 130;

const megabytes = (bytes: number): number => Math.ceil(bytes / 1e6);

/**
 * @param options.base folder with the base weights; `kokoro` the neural source, null where there is none; `learnsTimbre` whether it learns
 * @returns errors before warnings; empty when all is well
 */
export async function preflight(
  request: TrainRequest,
  device: Device,
  {
    base = baseFolder,
    kokoro = null,
    learnsTimbre = false,
  }: { readonly base?: string; readonly kokoro?: KokoroFiles | null; readonly learnsTimbre?: boolean } = {},
): Promise<Finding[]> {
  const { trainClips, heldOutClips, newClipIds, plan, start, stateDir } = request;
  const findings: Finding[] = [];
  const spoken = trainClips.filter(
    (clip) => clip.transcript !== null && hasSpeech(clip.transcript, readerOf('builtin', clip.language)),
  );
  const language = languageOf(spoken);
  const isNaturallySpoken = language !== null && (kokoro?.languages.includes(language) ?? false);

  findings.push(...lackingClips(trainClips, spoken, languageOf(trainClips) ?? 'en'));
  const foreign = [...new Set(spoken.map(({ language }) => language))].filter((tag) => !/^en\b/i.test(tag));
  if (foreign.length > 0 && !isNaturallySpoken) {
    findings.push(findingFrom(new UserError('language-not-supported', { languages: foreign })));
  }
  let parent: VoiceState | null = null;
  if (start !== 'base') {
    const read = async (): Promise<boolean> => {
      parent = await readState(stateDir);
      const { voice, trunk } = parent;
      const lacking = lackingSource(voice.sourceVoice, kokoro);
      if (lacking) throw lacking;
      return trunk !== null || start === 'other-voice';
    };
    findings.push(...(await unusableState(read)));
  }
  findings.push(...idlePlan(plan));
  const missing = await missingPart();
  if (missing !== null) findings.push(missing);
  if (start === 'base') {
    const broken = await brokenBase(base);
    if (broken !== null) findings.push(broken);
  }
  const audio = secondsOf(trainClips) + secondsOf(heldOutClips);
  const { freeBytes } = device;
  const fresh = secondsOf(trainClips.filter(({ id }) => start === 'base' || newClipIds.has(id)));
  const old = secondsOf(trainClips) - fresh;
  const inMemory =
    secondsOf(heldOutClips) + fresh + (fresh > 0 ? Math.min(old, poolSeconds(plan.replayShare, fresh)) : old);
  const needed = memoryNeeded(inMemory, plan.batchSize);
  if (freeBytes !== null && freeBytes < needed) {
    const fitting = fittingBatch(inMemory, freeBytes);
    const room = { batch: plan.batchSize, needed: megabytes(needed), free: megabytes(freeBytes) };
    findings.push(
      findingFrom(
        fitting === null
          ? new UserError('not-enough-memory/none', room)
          : new UserError('not-enough-memory', { ...room, fitting }),
      ),
    );
  }
  const disk = await statfs(path.dirname(path.resolve(stateDir)));
  const diskFree = disk.bavail * disk.bsize;
  const diskNeeded = stateBytes + cacheBytesPerSecond * audio;
  if (diskFree < diskNeeded) {
    const room = { needed: megabytes(diskNeeded), free: megabytes(diskFree) };
    findings.push(findingFrom(new UserError('not-enough-disk', room)));
  }
  const canLearn = learnsTimbre && (freeBytes === null || freeBytes >= learningBytes);
  if (parent !== null && canLearn && isToLearn(parent, request, spoken)) {
    findings.push(findingFrom(new UserError('timbre-takes-longer'), 'warning'));
  }
  const untranscribed = trainClips.length - spoken.length;
  if (spoken.length > 0 && untranscribed > 0) {
    const some = { number: untranscribed, total: trainClips.length };
    findings.push(findingFrom(new UserError('clips-without-transcript', some), 'warning'));
  }
  return [...findings.filter(({ level }) => level === 'error'), ...findings.filter(({ level }) => level === 'warning')];
}

/**
 * Whether a voice that goes on is to learn its timbre in all its manners again, as far as its state and the clips tell. Of one that never
 * has nobody knows yet: its mix may be near enough to the person.
 */
function isToLearn(
  { voice, trunk }: VoiceState,
  { start, plan, trainClips, newClipIds }: TrainRequest,
  spoken: readonly EngineClip[],
): boolean {
  const { sourceVoice, manners, segment } = voice;
  if (start !== 'continue' || !isNatural(sourceVoice) || !sourceVoice.learnt || plan.effort === 'quick') return false;
  const names = new Set(trainClips.map(({ sha256 }) => sha256));
  const isLost = voice.clips.some((sha256) => !names.has(sha256));
  const goesOn = !isLost && !spoken.some(({ id }) => newClipIds.has(id)) && segment !== null && trunk !== null;
  if (goesOn) return false;
  const known = isLost ? unlearnt(sourceVoice) : sourceVoice;
  return plan.effort === 'long' || dueManners(known, secondsOf(spoken), manners.length).length === manners.length;
}
