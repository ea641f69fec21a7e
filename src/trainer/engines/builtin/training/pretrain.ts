// What the network knows before it hears a person: how the other voices of flite say what the source voice says. They are
// parallel data of any amount. Each of them is a manner, so what they have in common is what remains for a new voice.
import { batchesOf, Random } from '../../../../learning/random.ts';
import type { NamedTensors } from '../../../../learning/safetensors.ts';
import { Trainer } from '../../../../learning/trainer.ts';
import { align, makeExamples, measureShifts } from '../speaker/corpus.ts';
import type { Parallel, Statistics } from '../speaker/corpus.ts';
import type { SourceFeatures } from '../source/features.ts';
import { otherVoices, sourceVoices } from '../source/flite.ts';
import type { FliteVoice, SourceVoice } from '../source/flite.ts';
import { usualBatch } from '../network/memory.ts';
import { ofFirstManner, optimizerFor, voiceModel } from '../network/model.ts';
import { averageDecays, learningRates } from './schedule.ts';
import { cepstrumStatistics, pitchStatistics, someonesPitch } from '../source/statistics.ts';

/** More of them bring less than 0.003 of the held-out loss each. */
const epochs = 6;
const pace = { peak: 1e-3, warmup: 50 };
const seed = 1;

const statisticsOf = (spoken: readonly SourceFeatures[]): Statistics['source'] => ({
  cepstrum: cepstrumStatistics(spoken),
  pitch: pitchStatistics(spoken) ?? someonesPitch,
});

/**
 * Train a network from a source voice to all other voices. Same utterances: same weights, on one thread.
 * @param utterances the same sentences, spoken by each voice
 * @param report is given the number of each epoch and its mean loss
 * @returns weights by parameter name, without those of the single voices
 */
export async function pretrain(
  voice: SourceVoice,
  utterances: ReadonlyMap<FliteVoice, readonly SourceFeatures[]>,
  report: (epoch: number, loss: number) => void,
): Promise<NamedTensors> {
  const spokenBy = (name: FliteVoice): readonly SourceFeatures[] => utterances.get(name) ?? [];
  const sources = spokenBy(voice);
  const source = statisticsOf(sources);
  const others = [...sourceVoices, ...otherVoices].filter((other) => other !== voice);
  const all = others.flatMap(spokenBy);
  // The first manner is nobody's: it is the part of all the others, too.
  const manners = [statisticsOf(all), ...others.map((other) => statisticsOf(spokenBy(other)))];
  const pairs: Parallel[] = [];
  const alignments = [];
  for (const [i, other] of others.entries()) {
    const own = spokenBy(other).map((target, k) => ({ source: sources[k], target, manner: i + 1 }));
    const statistics: Statistics = { source, manners };
    const frame = { ...statistics, shifts: measureShifts(own, statistics) };
    for (const pair of own) alignments.push(align(pair, frame));
    pairs.push(...own);
  }
  const examples = makeExamples(pairs, alignments, { source, manners });
  const rows = Int32Array.from(examples.weights, (_, row) => row);
  const trainer = await Trainer.create(voiceModel(manners.length), {
    batchSize: usualBatch,
    seed,
    providers: ['cpu'],
    optimizer: optimizerFor(rows.length),
  });
  try {
    const random = Random.seeded(seed);
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const part = batchesOf(random.shuffle(rows), usualBatch, (row) => examples.weights[row]);
      const [from, to] = [trainer.step, trainer.step + part.indices.length / usualBatch];
      const { losses } = await trainer.runEpoch({
        data: examples.data,
        ...part,
        learningRates: learningRates(pace, from, to),
        averageDecays: averageDecays(from, to),
      });
      report(epoch, losses.reduce((sum, loss) => sum + loss, 0) / losses.length);
    }
    return ofFirstManner(trainer.weights(true));
  } finally {
    await trainer.dispose();
  }
}
