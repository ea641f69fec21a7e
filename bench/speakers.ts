// Who speaks, told by the spectrum and the pitch alone and with the fetched encoder: how many clips of other people, and of
// the same person on the telephone, as m4a, in a higher voice or whispering, are put on hold; and what is found of recordings
// in which two of them take turns.
// `npm run bench -- speakers FOLDER…` (each FOLDER: recordings of one person; Debian's prompts of Allison come first).
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findSpeech } from '../src/audio/activity.ts';
import { type ComparedClip, judgeConsistency } from '../src/audio/consistency.ts';
import { decodePcm } from '../src/audio/decode.ts';
import { type Ffmpeg, locateFfmpeg } from '../src/audio/ffmpeg.ts';
import { measureClip } from '../src/audio/measures.ts';
import { loadEnvFile, readConfig } from '../src/config.ts';
import { estimateAperiodicity } from '../src/dsp/aperiodicity.ts';
import { estimateEnvelope } from '../src/dsp/envelope.ts';
import { estimateF0 } from '../src/dsp/f0.ts';
import { synthesize } from '../src/dsp/synthesis.ts';
import { keep } from '../src/speakers/embedding.ts';
import { type Encoder, encodedRate, openEncoder } from '../src/speakers/encoder.ts';
import { createSpeakers, encoderName } from '../src/speakers/speakers.ts';
import { closeThreads } from '../src/threads.ts';
import { encodeWav } from '../src/trainer/engines/gpt-sovits/wav.ts';
import { recordedPrompts } from '../test/support/speech.ts';
import { compareMixtures } from './speakers/mixtures.ts';

/** Of a speaker with more recordings so many are taken, evenly, and every so-manieth of them is changed. */
const mostClips = 30;
const changedClips = 5;
/** Clips that a voice has when others are compared with it. */
const knownClips = 12;
/** Seconds, as clips are. */
const [shortest, longest] = [2.2, 11.5];
const clipRate = 32_000;
const execute = promisify(execFile);

interface Clip extends ComparedClip {
  readonly file: string;
  /** What was done to it. */
  readonly kind: string;
}

interface Bench {
  readonly ffmpeg: Ffmpeg;
  readonly encoder: Encoder;
  readonly folder: string;
}

/** A recording as it is compared. */
async function measured({ ffmpeg, encoder }: Bench, file: string, kind: string): Promise<Clip> {
  const samples = await decodePcm(ffmpeg, file, { sampleRate: clipRate });
  const read = (from: number, count: number): Float32Array => {
    const part = new Float32Array(count);
    const first = Math.max(0, from);
    part.set(samples.subarray(first, Math.max(first, from + count)), first - from);
    return part;
  };
  const activity = findSpeech(samples.length, clipRate, read);
  const whole = { start: 0, end: activity.speech.length };
  const { measures, descriptor } = measureClip(samples, clipRate, activity, whole, 0, clipRate);
  const vector = await encoder.embed(await decodePcm(ffmpeg, file, { sampleRate: encodedRate }));
  const embedding = vector === null ? null : keep(encoder.id, vector);
  return { file, kind, measures, descriptor: { ...descriptor, embedding }, transcript: null };
}

/** The same person in other ways. */
async function changed(bench: Bench, file: string): Promise<Clip[]> {
  const { ffmpeg, folder } = bench;
  const into = async (name: string, ...change: readonly string[]): Promise<string> => {
    const target = path.join(folder, name);
    await execute(ffmpeg.ffmpeg, ['-nostdin', '-v', 'error', '-y', '-i', file, ...change, target]);
    return target;
  };
  const band = ['-af', 'highpass=f=300,lowpass=f=3400', '-ar', '8000', '-c:a', 'pcm_mulaw'];
  const samples = await decodePcm(ffmpeg, file, { sampleRate: encodedRate });
  const { f0 } = estimateF0(samples, encodedRate);
  const envelope = estimateEnvelope(samples, encodedRate, f0);
  const aperiodicity = estimateAperiodicity(samples, encodedRate, f0);
  const spoken = async (name: string, factor: number): Promise<string> => {
    const made = synthesize({ f0: f0.map((hz) => hz * factor), envelope, aperiodicity }, encodedRate, 1);
    const peak = made.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    const target = path.join(folder, name);
    await writeFile(target, encodeWav({ samples: made.map((value) => value / peak), sampleRate: encodedRate }));
    return target;
  };
  return [
    await measured(bench, await into('telephone.wav', ...band), 'telephone'),
    await measured(bench, await into('clip.m4a', '-b:a', '48k'), 'm4a'),
    await measured(bench, await spoken('higher.wav', 2 ** (4 / 12)), 'four semitones higher'),
    await measured(bench, await spoken('whispered.wav', 0), 'whispered'),
  ].map((clip) => ({ ...clip, file }));
}

async function clipsOf(bench: Bench, name: string, files: readonly string[]): Promise<Clip[]> {
  const clips: Clip[] = [];
  const step = Math.max(1, files.length / mostClips);
  const chosen = files.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
  for (const [index, file] of chosen.slice(0, mostClips).entries()) {
    const wav = path.join(bench.folder, `${name}-${index}.wav`);
    const input = file.endsWith('.g722') ? ['-f', 'g722', '-i', file] : ['-i', file];
    await execute(bench.ffmpeg.ffmpeg, ['-nostdin', '-v', 'error', '-y', ...input, wav]);
    clips.push(await measured(bench, wav, 'own'));
    const isChanged = index % Math.ceil(Math.min(mostClips, files.length) / changedClips) === 0;
    if (isChanged) clips.push(...(await changed(bench, wav)));
    await rm(wav);
  }
  return clips;
}

/** Recordings in a folder that are as long as clips. */
async function recordingsIn({ ffmpeg }: Bench, folder: string): Promise<string[]> {
  const files: string[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const file = path.join(folder, name);
    if (!/\.(wav|flac|ogg|mp3|m4a|gsm|g722)$/.test(name)) continue;
    const seconds = name.endsWith('.g722')
      ? (await stat(file)).size / 8000
      : (await decodePcm(ffmpeg, file, { sampleRate: 8000 }).catch(() => new Float32Array(0))).length / 8000;
    if (seconds >= shortest && seconds <= longest) files.push(file);
  }
  return files;
}

const withoutEmbedding = (clip: ComparedClip): ComparedClip => ({
  ...clip,
  descriptor: { ...clip.descriptor, embedding: null },
});

/** Shares of clips that are put on hold, by sound alone and with the encoder. */
function held(clips: readonly Clip[], known: readonly Clip[]): string {
  let [before, now] = [0, 0];
  for (const clip of clips) {
    const others = known.filter(({ file }) => file !== clip.file);
    if (judgeConsistency(withoutEmbedding(clip), others.map(withoutEmbedding)).heldBack !== null) before++;
    if (judgeConsistency(clip, others).heldBack !== null) now++;
  }
  const percent = (count: number): string => `${((100 * count) / clips.length).toFixed(0)} %`.padStart(7);
  return `${String(clips.length).padStart(6)} ${percent(before)} ${percent(now)}`;
}

/** What a voice has of these clips. */
function voiceOf(clips: readonly Clip[]): Clip[] {
  const own = clips.filter(({ kind }) => kind === 'own');
  const known = own.filter((_, index) => index % Math.max(1, Math.floor(own.length / knownClips)) === 0);
  return known.slice(0, knownClips);
}

export async function run(folders: readonly string[]): Promise<void> {
  loadEnvFile();
  const { modelsDir } = readConfig(process.env);
  const ffmpeg = await locateFfmpeg();
  const encoder = await openEncoder(path.join(modelsDir, encoderName));
  const embedding = createSpeakers(path.join(modelsDir, encoderName), ffmpeg);
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-speakers-'));
  try {
    const bench = { ffmpeg, encoder, folder };
    const recordings = new Map([['Allison', recordedPrompts(shortest, longest).map(({ path: file }) => file)]]);
    for (const one of folders) recordings.set(path.basename(one), await recordingsIn(bench, one));
    const speakers = new Map<string, Clip[]>();
    for (const [name, files] of recordings) speakers.set(name, await clipsOf(bench, name, files));
    console.log(`${'voice'.padEnd(20)} ${'clips of'.padEnd(24)}  clips  before     now   (put on hold)`);
    for (const [name, clips] of speakers) {
      const voice = voiceOf(clips);
      const line = (of: string, some: readonly Clip[]): void =>
        console.log(`${name.padEnd(20)} ${of.padEnd(24)} ${held(some, voice)}`);
      for (const kind of new Set(clips.map((clip) => clip.kind))) {
        line(
          kind,
          clips.filter((clip) => clip.kind === kind),
        );
      }
      for (const [other, theirs] of speakers) {
        if (other !== name)
          line(
            other,
            theirs.filter(({ kind }) => kind === 'own'),
          );
      }
    }
    await compareMixtures(
      { ffmpeg, folder, speakers: embedding },
      Array.from(recordings, ([name, files]) => ({ name, files, known: voiceOf(speakers.get(name) ?? []) })),
    );
  } finally {
    await embedding.close();
    await encoder.close();
    await closeThreads();
    await rm(folder, { recursive: true });
  }
}
