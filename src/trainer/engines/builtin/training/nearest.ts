// Which voice a new one begins from: the one whose network, untrained on the new speaker, comes closest to what they say.
// A network works on normalized frames, so it fits any speaker: what it brings is how people differ from the source voice.
import type { NamedTensors } from '../../../../learning/safetensors.ts';
import { Trainer } from '../../../../learning/trainer.ts';
import type { EngineClip } from '../../engine.ts';
import { baseOf } from '../network/base.ts';
import { makeExamples, readAlignments, readPairs, readSummary } from '../speaker/corpus.ts';
import type { Tools } from '../speaker/corpus.ts';
import { findManners } from '../network/manners.ts';
import type { Sound } from '../network/manners.ts';
import { isNatural } from '../source/source-choice.ts';
import { openSpeakers } from '../source/sources.ts';
import { chooseSource } from './choose-source.ts';
import { newFrame } from './material.ts';
import { ofFirstManner, voiceModel } from '../network/model.ts';
import { readState } from '../speaker/state.ts';

/** So much speech tells which voice is near, seconds. */
const enoughSeconds = 60;
const batchSize = 256;

/**
 * Compare states of other voices, by the loss of their networks on these clips before any training, with each other and
 * with the base.
 * @returns index of the closest state; null: the base is closest, or nothing can be compared
 */
export async function nearestState(
  stateDirs: readonly string[],
  clips: readonly EngineClip[],
  tools: Tools,
): Promise<number | null> {
  const sorted = clips.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  const sounds = [];
  for (const clip of sorted) sounds.push(await readSummary(tools, clip));
  const sourceVoice = await chooseSource(tools, sorted, sounds);
  const speakers = openSpeakers(tools, sourceVoice);
  const chosen: EngineClip[] = [];
  const summaries: Sound[] = [];
  let seconds = 0;
  for (const [i, clip] of sorted.entries()) {
    if (seconds >= enoughSeconds) break;
    if (clip.transcript === null) continue;
    chosen.push(clip);
    summaries.push(sounds[i]);
    seconds += clip.durationSeconds;
  }
  if (!summaries.some(({ speechFrames }) => speechFrames > 0)) return null;
  const manners = findManners([], summaries);
  const pairs = await readPairs(tools, speakers, manners, chosen);
  if (pairs.length === 0) return null;
  const frame = newFrame(pairs, manners);
  const examples = makeExamples(pairs, await readAlignments(tools, speakers, pairs, frame), frame);
  if (examples.speech.length === 0) return null;
  const trainer = await Trainer.create(voiceModel(1), { batchSize, seed: 0, providers: [tools.provider] });
  try {
    const loss = async (): Promise<number> => {
      tools.signal.throwIfAborted();
      const losses = await trainer.evaluate(examples.data, examples.speech);
      return losses.reduce((sum, value) => sum + value, 0) / losses.length;
    };
    const load = (weights: NamedTensors): void =>
      trainer.loadWeights(new Map([...ofFirstManner(weights)].map(([name, tensor]) => [`weight/${name}`, tensor])));
    load(await baseOf(sourceVoice));
    let least = await loss();
    let nearest: number | null = null;
    for (const [index, stateDir] of stateDirs.entries()) {
      const { weights, voice } = await readState(stateDir);
      // What another kind of source lacks is another thing.
      if (isNatural(voice.sourceVoice) !== isNatural(sourceVoice)) continue;
      load(weights);
      const own = await loss();
      if (own < least) [least, nearest] = [own, index];
    }
    return nearest;
  } finally {
    await trainer.dispose();
  }
}
