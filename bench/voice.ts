// `npm run bench -- voice [FOLDER]`: how close trained voices come to the person on sentences that training never saw, by
// minutes of speech, speaker and seed. Allison's prompts, and the speakers of FOLDER (or SPEECH_DIR): SPEAKER/NAME_NUMBER.wav
// and prompts.tsv. Speakers of few recordings are cross-validated. Training is that of 20 epochs from the base.
//   --minutes 1,3,8,16  --seeds 3  --epochs 20  --speakers Allison,p225  --no-words (no word error rate)
//   --listen FOLDER     also writes what is spoken there, as WAV
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { decodePcm } from '../src/audio/decode.ts';
import { locateFfmpeg } from '../src/audio/ffmpeg.ts';
import type { Ffmpeg } from '../src/audio/ffmpeg.ts';
import { Converter } from '../src/trainer/engines/builtin/speaking/conversion.ts';
import { readPairs } from '../src/trainer/engines/builtin/speaker/corpus.ts';
import type { Pair, Tools } from '../src/trainer/engines/builtin/speaker/corpus.ts';
import { createBuiltinEngine } from '../src/trainer/engines/builtin/engine.ts';
import { sampleRate } from '../src/trainer/engines/builtin/source/features.ts';
import type { Features, SourceFeatures } from '../src/trainer/engines/builtin/source/features.ts';
import { openSource } from '../src/trainer/engines/builtin/source/sources.ts';
import { compileFlite, Flite } from '../src/trainer/engines/builtin/source/flite.ts';
import { stepZero } from '../src/trainer/engines/builtin/speaking/metrics.ts';
import { synthesizeFeatures } from '../src/trainer/engines/builtin/speaking/render.ts';
import { readState } from '../src/trainer/engines/builtin/speaker/state.ts';
import type { EngineContext, VoiceEngine } from '../src/trainer/engines/engine.ts';
import { Comparison, figuresOf } from './voice/figures.ts';
import type { Figures } from './voice/figures.ts';
import { allison, hasFewClips, speakersIn, splitsOf, trainingSeconds } from './voice/speakers.ts';
import type { Speaker, Split } from './voice/speakers.ts';
import { canRecognize, wordErrorPercent, wordsOf } from './voice/words.ts';
import type { Utterance } from './voice/words.ts';

const conditions = ['source', 'step 0', 'trained', 'natural'] as const;
type Condition = (typeof conditions)[number];
type Figure = keyof Figures | 'wordErrorPercent';

const columns: readonly (readonly [Figure, string, number])[] = [
  ['mcdDb', 'MCD dB', 2],
  ['f0RmseCents', 'F0 error cents', 0],
  ['f0LowHz', 'F0 5 % Hz', 0],
  ['f0HighHz', 'F0 95 % Hz', 0],
  ['voicingErrorPercent', 'voicing error %', 1],
  ['averageSpectrumDb', 'average spectrum dB', 2],
  ['variance', 'variance ratio', 2],
  ['phoneDurationErrorMs', 'phone duration error ms', 0],
  ['pace', 'time ratio', 2],
  ['wordErrorPercent', 'word error %', 1],
];

interface Bench {
  readonly ffmpeg: Ffmpeg;
  readonly engine: VoiceEngine;
  readonly tools: Tools;
  readonly context: EngineContext;
  readonly epochs: number;
  readonly words: boolean;
  readonly listen: string | undefined;
  readonly folder: string;
}

/** What one seed came to: figures of each condition. */
type Result = ReadonlyMap<Condition, ReadonlyMap<Figure, number>>;

/** Train and measure the splits of one seed; their held-out clips are pooled. */
async function measureSplits(
  bench: Bench,
  speaker: Speaker,
  splits: readonly Split[],
  voiceId: string,
): Promise<Result> {
  const { engine, tools, context, epochs } = bench;
  const sums = new Map(conditions.map((condition) => [condition, new Comparison()]));
  const utterances = new Map(conditions.map((condition) => [condition, [] as Utterance[]]));
  for (const { train, test } of splits) {
    const stateDir = await mkdtemp(path.join(bench.folder, 'state-'));
    const newSeconds = train.reduce((sum, clip) => sum + clip.durationSeconds, 0);
    const plan = engine.plan({
      mode: 'fresh',
      epochs,
      newSeconds,
      oldSeconds: 0,
      heldOutClips: 0,
      news: null,
      device: await engine.device(),
      parent: null,
      voiceId,
    });
    const newClipIds = new Set(train.map(({ id }) => id));
    await engine.train(
      { stateDir, start: 'base', plan, trainClips: train, heldOutClips: [], newClipIds, earlierLosses: [] },
      context,
    );
    const state = await readState(stateDir);
    await rm(stateDir, { recursive: true });
    const converter = await Converter.open(state, 'cpu');
    const add = async (condition: Condition, pair: Pair, spoken: Features | SourceFeatures): Promise<void> => {
      sums.get(condition)?.add(spoken, 'segment' in spoken ? spoken : null, pair.target);
      if (!bench.words && bench.listen === undefined) return;
      const samples =
        condition === 'natural'
          ? await decodePcm(bench.ffmpeg, pair.clip.path, { sampleRate })
          : synthesizeFeatures(spoken, createHash('sha256').update(pair.clip.id).digest().readUInt32LE(0));
      utterances.get(condition)?.push({ words: wordsOf(pair.clip.transcript ?? ''), samples });
      if (bench.listen !== undefined) {
        const name = `${voiceId}-${pair.clip.id}-${condition.replace(' ', '')}.wav`;
        await writeFile(path.join(bench.listen, name), waveFile(samples));
      }
    };
    for (const pair of await readPairs(tools, openSource(tools, state.voice.sourceVoice), state.voice.manners, test)) {
      await add('source', pair, pair.source);
      await add('step 0', pair, stepZero(pair.source, state.voice, pair.manner));
      await add('trained', pair, await converter.convert(pair.source, pair.manner));
      await add('natural', pair, pair.target);
    }
    await converter.close();
  }
  const sentences = speaker.clips.map(({ transcript }) => wordsOf(transcript ?? ''));
  const results = new Map<Condition, ReadonlyMap<Figure, number>>();
  for (const condition of conditions) {
    const figures = new Map<Figure, number>(Object.entries(figuresOf(sums.get(condition)!)) as [Figure, number][]);
    if (bench.words) {
      figures.set('wordErrorPercent', await wordErrorPercent(sentences, utterances.get(condition) ?? []));
    }
    results.set(condition, figures);
  }
  return results;
}

/** 16-bit mono WAV. */
function waveFile(samples: Float32Array): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + 2 * samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(2 * sampleRate, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(2 * samples.length, 40);
  const pcm = Int16Array.from(samples, (sample) => Math.round(32_000 * Math.max(-1, Math.min(1, sample))));
  return Buffer.concat([header, Buffer.from(pcm.buffer)]);
}

/** Median and range. */
function spread(values: readonly number[], digits: number): string {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const [low, high] = [sorted[0], sorted.at(-1)];
  if (low === undefined || high === undefined) return '–';
  const middle = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
  const [from, median, to] = [low, middle, high].map((value) => value.toFixed(digits));
  return from === to ? median : `${median} (${from}–${to})`;
}

function table(speech: string, results: readonly Result[]): string[] {
  return conditions.map((condition) => {
    const cells = columns.map(([figure, , digits]) =>
      spread(
        results.map((result) => result.get(condition)?.get(figure) ?? NaN),
        digits,
      ),
    );
    return `| ${[speech, condition, ...cells].join(' | ')} |`;
  });
}

const options = {
  minutes: { type: 'string', default: '1,3,8,16' },
  seeds: { type: 'string', default: '3' },
  epochs: { type: 'string', default: '20' },
  speakers: { type: 'string' },
  'no-words': { type: 'boolean', default: false },
  listen: { type: 'string' },
} as const;
const wholeNumber = z.coerce.number().int().positive();

/** Print a line for each speaker, amount of speech and condition: median and range over the seeds. */
export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const minutes = values.minutes.split(',').map((value) => z.coerce.number().positive().parse(value));
  const seeds = wholeNumber.parse(values.seeds);
  const cacheDir = path.join(tmpdir(), 'timbre-bench-voice');
  await mkdir(cacheDir, { recursive: true });
  const words = !values['no-words'] && (await canRecognize());
  if (!words) console.log('Without word error rates: they need a Python with pocketsphinx (PYTHON names it).\n');
  if (values.listen !== undefined) await mkdir(values.listen, { recursive: true });
  const ffmpeg = await locateFfmpeg();
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-bench-'));
  const engine = createBuiltinEngine({ ffmpeg, checkpointSeconds: 3600 });
  try {
    const signal = new AbortController().signal;
    const featureDir = path.join(cacheDir, 'features');
    const context: EngineContext = { signal, onEvent: () => Promise.resolve(), cacheDir: featureDir };
    const flite = new Flite(await compileFlite(), folder);
    const bench: Bench = {
      ffmpeg,
      engine,
      context,
      words,
      folder,
      listen: values.listen,
      tools: { ffmpeg, flite, cacheDir: featureDir, signal, provider: 'cpu' },
      epochs: wholeNumber.parse(values.epochs),
    };
    const others = positionals[0] ?? process.env.SPEECH_DIR;
    const speakers = [
      await allison(ffmpeg, cacheDir),
      ...(others === undefined ? [] : await speakersIn(ffmpeg, cacheDir, others)),
    ].filter(({ name }) => values.speakers?.split(',').includes(name) ?? true);
    console.log(`| ${['speech', 'spoken by', ...columns.map(([, title]) => title)].join(' | ')} |`);
    console.log(`|${'---|'.repeat(columns.length + 2)}`);
    for (const { name, clips } of speakers) {
      const { failed } = await engine.prepare(clips, context);
      const unusable = new Set(failed.map(({ clipId }) => clipId));
      const speaker = { name, clips: clips.filter(({ id }) => !unusable.has(id)) };
      for (const wanted of hasFewClips(speaker) ? [Infinity] : minutes) {
        const results: Result[] = [];
        let seconds = 0;
        for (let seed = 1; seed <= seeds; seed++) {
          const splits = splitsOf(speaker, wanted, seed);
          seconds = splits.reduce((sum, split) => sum + trainingSeconds(split), 0) / splits.length;
          results.push(await measureSplits(bench, speaker, splits, `${name}-${wanted}-${seed}`));
        }
        for (const line of table(`${name}, ${(seconds / 60).toFixed(1)} min`, results)) console.log(line);
      }
    }
  } finally {
    await engine.close();
    await rm(folder, { recursive: true });
  }
}
