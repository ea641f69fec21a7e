// `npm run bench -- voice [FOLDER]`: how close trained voices come to the person, and how natural they sound, on sentences
// that training never saw, by minutes of speech, speaker and seed. Allison's prompts, and the speakers of FOLDER (or
// SPEECH_DIR): SPEAKER/NAME_NUMBER.wav and prompts.tsv. Speakers of few recordings are cross-validated. Training is that of 20
// epochs from the base. Two tables: what the engine holds of an utterance against what it holds of the recording, and what
// is heard of the samples: by the fetched models (MODELS_DIR), and by judges in a Python environment that is made here.
// In other languages (--speakers es,fr,it,ru: `sh scripts/setup.sh languages` fetches them) nobody hears words, and only the
// neural source speaks.
//   --minutes 0.33,1,3,8  --seeds 3  --epochs 20  --speakers Allison,p225  --sources flite,kokoro,kokoro-learning,kokoro-manners (then over a telephone),kokoro-grown (then more)
//   --held-out 40 (clips of a speaker with many)  --folds 5 (at most, of a speaker with few)
//   --timbre-steps 24,48 (at most, where a timbre is learnt; a voice for each)
//   --no-judges (nothing of Python)  --no-words  --no-oracles (nothing that takes the person's own spectrum or melody)
//   --sounds FOLDER     also writes one sentence of each there, as Ogg
//   --curve FILE.png    also draws the similarity: by steps where several are given (a source that learns nothing has 0), else by seconds
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { z } from 'zod';
import { type Ffmpeg, locateFfmpeg } from '../src/audio/ffmpeg.ts';
import { loadEnvFile, readConfig } from '../src/config.ts';
import { modelName } from '../src/ears/listening-models.ts';
import { openWhisper } from '../src/ears/whisper.ts';
import { openEncoder } from '../src/speakers/encoder.ts';
import { encoderName } from '../src/speakers/speakers.ts';
import { createBuiltinEngine } from '../src/trainer/engines/builtin/engine.ts';
import type { BuiltinEngineOptions } from '../src/trainer/engines/builtin/engine.ts';
import { sampleRate } from '../src/trainer/engines/builtin/source/features.ts';
import { compileFlite, Flite } from '../src/trainer/engines/builtin/source/flite.ts';
import { atSpeechLevel } from '../src/trainer/engines/builtin/speaking/render.ts';
import type { EngineClip, EngineContext, VoiceEngine } from '../src/trainer/engines/engine.ts';
import { encodeWav } from '../src/trainer/engines/gpt-sovits/wav.ts';
import { drawSimilarity } from './voice/curve.ts';
import type { SimilarityPoint } from './voice/curve.ts';
import { Comparison, figuresOf } from './voice/figures.ts';
import type { Figures } from './voice/figures.ts';
import { figuresByEar } from './voice/heard.ts';
import type { HeardFigures, Hearers } from './voice/heard.ts';
import { Judges } from './voice/judges.ts';
import { type Spoken, type Workshop, sources } from './voice/sources.ts';
import { hasFewClips, prompted, speakersIn, splitsOf, trainingSeconds, usualHeldOut } from './voice/speakers.ts';
import type { Speaker, Split } from './voice/speakers.ts';
import { otherRecordedLanguages } from '../test/support/speech.ts';
import { wordErrorPercent, wordsOf } from './voice/words.ts';

type Figure = keyof Figures | keyof HeardFigures | 'wordErrorPercent';
type Column = readonly [Figure, string, number];

const heldColumns: readonly Column[] = [
  ['mcdDb', 'MCD dB', 2],
  ['f0RmseCents', 'F0 error cents', 0],
  ['f0FineCents', 'within half an octave', 0],
  ['f0GrossPercent', 'beyond %', 1],
  ['f0LowHz', 'F0 5 % Hz', 0],
  ['f0HighHz', 'F0 95 % Hz', 0],
  ['voicingErrorPercent', 'voicing error %', 1],
  ['averageSpectrumDb', 'average spectrum dB', 2],
  ['variance', 'variance ratio', 2],
  ['phoneDurationErrorMs', 'phone duration error ms', 0],
  ['pace', 'time ratio', 2],
];
const heardColumns: readonly Column[] = [
  ['heardMcdDb', 'MCD dB', 2],
  ['heardF0RmseCents', 'F0 error cents', 0],
  ['heardF0FineCents', 'within half an octave', 0],
  ['heardF0GrossPercent', 'beyond %', 1],
  ['similarity', 'similarity', 3],
  ['judgedSimilarity', 'similarity, judge', 3],
  ['p808', 'P.808', 2],
  ['signal', 'signal', 2],
  ['background', 'background', 2],
  ['overall', 'overall', 2],
  ['heardWordErrorPercent', 'words wrong % (Whisper)', 1],
  ['wordErrorPercent', 'words wrong % (pocketsphinx)', 1],
];

/** What one seed came to: figures by what spoke. */
type Result = ReadonlyMap<string, Partial<Record<Figure, number>>>;

interface Bench extends Workshop {
  readonly hearers: Hearers;
  readonly words: boolean;
  readonly sounds: string | undefined;
}

/** Train and measure the splits of one seed; their held-out clips are pooled. */
async function measureSplits(
  bench: Bench,
  speaker: Speaker,
  splits: readonly Split[],
  [source, voiceId]: readonly [string, string],
): Promise<Result> {
  const utterances: Spoken[] = [];
  for (const { train, test, others } of splits) {
    const { failed } = await bench.engine.prepare([...train, ...test], bench.context);
    const unusable = new Set(failed.map(({ clipId }) => clipId));
    const usable = (clips: readonly EngineClip[]): EngineClip[] => clips.filter(({ id }) => !unusable.has(id));
    const split = { train: usable(train), test: usable(test), others };
    for await (const spoken of sources.get(source)!.speak(bench, split, voiceId)) {
      utterances.push({ ...spoken, samples: atSpeechLevel(spoken.samples, sampleRate) });
    }
  }
  if (bench.sounds !== undefined) await writeSounds(bench.ffmpeg, bench.sounds, [speaker.name, source], utterances);
  const heard = await figuresByEar(bench.hearers, utterances);
  const sentences = speaker.clips.map(({ transcript }) => wordsOf(transcript ?? ''));
  const results = new Map<string, Partial<Record<Figure, number>>>();
  for (const by of heard.keys()) {
    const said = utterances.filter((spoken) => spoken.by === by);
    const sums = new Comparison();
    for (const { features, natural } of said) {
      if (features !== null) sums.add(features, 'segment' in features ? features : null, natural);
    }
    const { judges } = bench.hearers;
    const words = said.map(({ clip, samples }) => ({ words: wordsOf(clip.transcript ?? ''), samples }));
    results.set(by, {
      ...(sums.utterances > 0 && figuresOf(sums)),
      ...heard.get(by),
      ...(judges !== null &&
        bench.words &&
        speaker.language === 'en' && { wordErrorPercent: await wordErrorPercent(judges.python, sentences, words) }),
    });
  }
  return results;
}

/** Seconds of what is worth listening to. */
const listened = { least: 3, most: 7 };

/** The first sentence of a good length, as the person says it and as the voice does. */
async function writeSounds(
  { ffmpeg }: Ffmpeg,
  folder: string,
  [name, source]: readonly [string, string],
  utterances: readonly Spoken[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const worth = utterances.find(
    ({ clip: { durationSeconds } }) => durationSeconds >= listened.least && durationSeconds <= listened.most,
  );
  for (const { by, clip, samples } of utterances) {
    if (clip.id !== worth?.clip.id || (by !== 'natural' && by !== 'trained')) continue;
    const wav = path.join(folder, `${name}.wav`);
    await writeFile(wav, encodeWav({ samples, sampleRate }));
    const ogg = path.join(folder, `${name.toLowerCase()}-${by === 'natural' ? by : source}.ogg`);
    const coded = [
      '-c:a',
      'libopus',
      '-b:a',
      '32k',
      '-map_metadata',
      '-1',
      '-fflags',
      '+bitexact',
      '-flags:a',
      '+bitexact',
    ];
    await promisify(execFile)(ffmpeg, ['-v', 'error', '-nostdin', '-y', '-i', wav, ...coded, ogg]);
    await rm(wav);
    console.log(`${ogg}: ${clip.transcript}`);
  }
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

function table(columns: readonly Column[], speech: string, results: readonly Result[]): string[] {
  const [first] = results;
  return [...(first?.keys() ?? [])].map((by) => {
    const cells = columns.map(([figure, , digits]) =>
      spread(
        results.map((result) => result.get(by)?.[figure] ?? NaN),
        digits,
      ),
    );
    return `| ${[speech, by, ...cells].join(' | ')} |`;
  });
}

function printTable(
  title: string,
  columns: readonly Column[],
  all: readonly (readonly [string, readonly Result[]])[],
): void {
  console.log(`\n${title}\n`);
  console.log(`| ${['speech', 'spoken by', ...columns.map(([, name]) => name)].join(' | ')} |`);
  console.log(`|${'---|'.repeat(columns.length + 2)}`);
  for (const [speech, results] of all) for (const line of table(columns, speech, results)) console.log(line);
}

/** What the fetched models and the judges hear with, as far as they are there; what is not is said. */
async function openHearers(
  modelsDir: string,
  cacheDir: string,
  without: { readonly 'no-judges': boolean; readonly 'no-words': boolean },
): Promise<Hearers> {
  const open = async <T>(name: string, opener: (folder: string) => Promise<T>): Promise<T | null> => {
    try {
      return await opener(path.join(modelsDir, name));
    } catch (error) {
      console.log(`WITHOUT ${name.toUpperCase()}: npm run models fetches it. ${String(error)}\n`);
      return null;
    }
  };
  return {
    cacheDir,
    encoder: await open(encoderName, openEncoder),
    listener: without['no-words'] ? null : await open(modelName, openWhisper),
    judges: without['no-judges'] ? null : await Judges.open(cacheDir),
  };
}

const options = {
  minutes: { type: 'string', default: '0.33,1,3,8' },
  seeds: { type: 'string', default: '3' },
  epochs: { type: 'string', default: '20' },
  speakers: { type: 'string' },
  sources: { type: 'string', default: 'flite' },
  'held-out': { type: 'string', default: `${usualHeldOut}` },
  folds: { type: 'string', default: '5' },
  'timbre-steps': { type: 'string' },
  'no-judges': { type: 'boolean', default: false },
  'no-words': { type: 'boolean', default: false },
  'no-oracles': { type: 'boolean', default: false },
  sounds: { type: 'string' },
  curve: { type: 'string' },
} as const;
const wholeNumber = z.coerce.number().int().positive();

/** Print a line for each speaker, amount of speech and source: median and range over the seeds. */
export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const minutes = values.minutes.split(',').map((value) => z.coerce.number().positive().parse(value));
  const seeds = wholeNumber.parse(values.seeds);
  const heldOut = wholeNumber.parse(values['held-out']);
  const folds = wholeNumber.parse(values.folds);
  const timbreSteps = values['timbre-steps']?.split(',').map((value) => wholeNumber.parse(value)) ?? [];
  const bySteps = timbreSteps.length > 1;
  const asked = z.array(z.enum([...sources.keys()])).parse(values.sources.split(','));
  const cacheDir = path.join(tmpdir(), 'timbre-bench-voice');
  const featureDir = path.join(cacheDir, 'features');
  await mkdir(featureDir, { recursive: true });
  loadEnvFile();
  const { modelsDir } = readConfig(process.env);
  const ffmpeg = await locateFfmpeg();
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-bench-'));
  const kokoro = { folder: path.join(modelsDir, 'kokoro'), partsDir: path.join(cacheDir, 'kokoro') };
  const hearers = await openHearers(modelsDir, featureDir, values);
  // As the product has it, where it is there.
  const encoder = hearers.encoder && path.join(modelsDir, encoderName);
  const open = (options: Pick<BuiltinEngineOptions, 'kokoro' | 'learnsTimbre'>): VoiceEngine =>
    createBuiltinEngine({ ffmpeg, checkpointSeconds: 3600, encoder, ...options });
  const engines = { plain: open({}), neural: open({ kokoro }), learning: open({ kokoro, learnsTimbre: true }) };
  try {
    const signal = new AbortController().signal;
    const context: EngineContext = { signal, onEvent: () => Promise.resolve(), cacheDir: featureDir };
    const flite = new Flite(await compileFlite(), folder);
    const bench: Omit<Bench, 'engine' | 'timbreSteps'> = {
      ffmpeg,
      context,
      folder,
      hearers,
      words: !values['no-words'],
      sounds: values.sounds,
      oracles: !values['no-oracles'],
      tools: { ffmpeg, flite, cacheDir: featureDir, signal, provider: 'cpu' },
      epochs: wholeNumber.parse(values.epochs),
    };
    const others = positionals[0] ?? process.env.SPEECH_DIR;
    const named = values.speakers?.split(',');
    const inOtherLanguages = otherRecordedLanguages().filter((language) => named?.includes(language));
    const speakers = [
      ...(await Promise.all(['en', ...inOtherLanguages].map((language) => prompted(ffmpeg, cacheDir, language)))),
      ...(others === undefined ? [] : await speakersIn(ffmpeg, cacheDir, others)),
    ].filter(({ name }) => named?.includes(name) ?? true);
    const all: [string, Result[]][] = [];
    const points: SimilarityPoint[] = [];
    for (const speaker of speakers) {
      const { name } = speaker;
      for (const [source, steps] of asked.flatMap((own) => voicesOf(own, timbreSteps))) {
        const engine = engines[sources.get(source)!.engine];
        for (const wanted of amountsOf(speaker, minutes)) {
          const results: Result[] = [];
          let seconds = 0;
          for (let seed = 1; seed <= seeds; seed++) {
            const splits = splitsOf(speaker, { minutes: wanted, seed, heldOut }).slice(0, folds);
            seconds = splits.reduce((sum, split) => sum + trainingSeconds(split), 0) / splits.length;
            const own = { ...bench, engine, timbreSteps: steps };
            results.push(await measureSplits(own, speaker, splits, [source, `${name}-${wanted}-${seed}`]));
          }
          const amount = seconds < 60 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(1)} min`;
          const speech = [name, source, ...(steps === undefined ? [] : [`${steps} steps`]), amount].join(', ');
          all.push([speech, results]);
          for (const line of table(heardColumns, speech, results)) console.log(line);
          const curve = bySteps ? `${name}, ${amount}` : `${name}, ${source}`;
          points.push(...similarityOf(results, { curve, x: bySteps ? (steps ?? 0) : seconds }));
        }
      }
    }
    if (values.curve !== undefined) {
      const axis = bySteps ? 'steps' : 'seconds of speech';
      await writeFile(values.curve, drawSimilarity(points, { title: 'Similarity to the person', axis }));
    }
    printTable('Heard, of the samples', heardColumns, all);
    printTable('Held, of the features', heldColumns, all);
  } finally {
    for (const engine of Object.values(engines)) await engine.close();
    await hearers.encoder?.close();
    await hearers.listener?.close();
    await rm(folder, { recursive: true });
  }
}

/** A voice for each number of steps, where the source learns. */
const voicesOf = (source: string, steps: readonly number[]): [string, number | undefined][] =>
  sources.get(source)?.engine === 'learning' && steps.length > 0
    ? steps.map((own) => [source, own])
    : [[source, undefined]];

/** Of what was trained, the mean over the seeds; nothing where one of the encoders is not there. */
function similarityOf(results: readonly Result[], place: Pick<SimilarityPoint, 'curve' | 'x'>): SimilarityPoint[] {
  const mean = (figure: Figure): number =>
    results.reduce((sum, result) => sum + (result.get('trained')?.[figure] ?? NaN), 0) / results.length;
  const [similarity, judged] = [mean('similarity'), mean('judgedSimilarity')];
  return Number.isNaN(similarity + judged) ? [] : [{ ...place, similarity, judged }];
}

/** Amounts that the speaker has enough clips for; of those with few, all there is is the last. */
function amountsOf(speaker: Speaker, minutes: readonly number[]): number[] {
  if (!hasFewClips(speaker)) return [...minutes];
  const least = Math.min(...splitsOf(speaker, { minutes: Infinity, seed: 1 }).map(trainingSeconds)) / 60;
  return [...minutes.filter((wanted) => wanted < 0.8 * least), Infinity];
}
