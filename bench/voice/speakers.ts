// Whom the voice bench trains: recordings as normalized FLAC clips, and which of them are held out.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Ffmpeg } from '../../src/audio/ffmpeg.ts';
import { integratedLoudness } from '../../src/audio/loudness.ts';
import { Random } from '../../src/learning/random.ts';
import { secondsOf } from '../../src/audio/clip.ts';
import type { EngineClip } from '../../src/trainer/engines/engine.ts';
import { recordedPrompts } from '../../test/support/speech.ts';

export interface Speaker {
  readonly name: string;
  /** BCP 47. */
  readonly language: string;
  readonly clips: readonly EngineClip[];
}

interface Recording {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  /** What ffmpeg must be told to read it. */
  readonly input: readonly string[];
}

/** As the bot keeps clips, except that none is cut: its transcript is of the whole. */
const clipRate = 32_000;
const clipLoudness = -20;
const highPass = 'highpass=f=50:t=q:w=0.5412,highpass=f=50:t=q:w=1.3066';

/** A recording as a clip, kept in `folder`. */
async function toClip({ ffmpeg }: Ffmpeg, folder: string, recording: Recording, language: string): Promise<EngineClip> {
  const run = promisify(execFile);
  const kept = path.join(folder, `${recording.name}.flac`);
  if (!existsSync(kept)) {
    const read = ['-v', 'error', '-nostdin', '-y', ...recording.input, '-i', recording.file];
    const mono = ['-ac', '1', '-ar', `${clipRate}`];
    const decoded = await run(ffmpeg, [...read, '-af', highPass, ...mono, '-f', 'f32le', 'pipe:1'], {
      encoding: 'buffer',
      maxBuffer: 2 ** 28,
    });
    const samples = new Float32Array(Uint8Array.from(decoded.stdout).buffer);
    const gain = clipLoudness - (integratedLoudness(samples, clipRate) ?? clipLoudness);
    // Another bench may be making the same one, and this one may be ended.
    const made = path.join(folder, `${process.pid}-${recording.name}.flac`);
    await run(ffmpeg, [...read, '-af', `${highPass},volume=${gain}dB`, ...mono, '-sample_fmt', 's16', made]);
    await rename(made, kept);
  }
  const bytes = await readFile(kept);
  // STREAMINFO, the first block of a FLAC file: 36 bits of sample count, at 32 kHz.
  const durationSeconds = bytes.readUInt32BE(22) / clipRate;
  return {
    id: recording.name,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    path: kept,
    durationSeconds,
    transcript: recording.text,
    language,
  };
}

async function toSpeaker(
  ffmpeg: Ffmpeg,
  name: string,
  folder: string,
  recordings: readonly Recording[],
  language: string,
): Promise<Speaker> {
  await mkdir(folder, { recursive: true });
  const clips: EngineClip[] = [];
  for (const recording of recordings) {
    clips.push(await toClip(ffmpeg, folder, recording, language));
  }
  return { name, language, clips };
}

/** 300 to 3400 Hz. */
const telephone = 'highpass=f=300,highpass=f=300,lowpass=f=3400,lowpass=f=3400';

/** A clip as it would sound over a telephone, kept beside it. */
export async function overTelephone({ ffmpeg }: Ffmpeg, clip: EngineClip): Promise<EngineClip> {
  const kept = clip.path.replace(/flac$/, 'telephone.flac');
  const made = `${kept}.${process.pid}.flac`;
  const read = ['-v', 'error', '-nostdin', '-y', '-i', clip.path];
  await promisify(execFile)(ffmpeg, [...read, '-af', telephone, '-sample_fmt', 's16', made]);
  await rename(made, kept);
  const sha256 = createHash('sha256')
    .update(await readFile(kept))
    .digest('hex');
  return { ...clip, id: `${clip.id}.telephone`, sha256, path: kept };
}

/** Longer prompts are several sentences, and take much memory to align. */
const longestPrompt = 32;

/**
 * A speaker of Debian's prompts, by those of the tests and those that are shorter or longer: Allison Smith in English
 * (`Allison`), and one of each other language that is set up, by its name (`es`).
 */
export function prompted(ffmpeg: Ffmpeg, cacheDir: string, language: string): Promise<Speaker> {
  const name = language === 'en' ? 'Allison' : language;
  const recordings = recordedPrompts(1, longestPrompt, language).map(({ name, path: file, text }) => ({
    name: name.replaceAll('/', '-'),
    file,
    text,
    input: ['-f', 'g722'],
  }));
  return toSpeaker(ffmpeg, name, path.join(cacheDir, 'clips', name), recordings, language);
}

/**
 * Speakers of a folder: SPEAKER/NAME_NUMBER.wav, and prompts.tsv with a line `NUMBER⇥TEXT` for each sentence.
 * @throws when there is no prompts.tsv
 */
export async function speakersIn(ffmpeg: Ffmpeg, cacheDir: string, folder: string): Promise<Speaker[]> {
  const prompts = new Map(
    (await readFile(path.join(folder, 'prompts.tsv'), 'utf8'))
      .split('\n')
      .flatMap((line) => (line.includes('\t') ? [line.split('\t', 2) as [string, string]] : [])),
  );
  const names = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const speakers: Speaker[] = [];
  for (const { name } of names.sort((a, b) => a.name.localeCompare(b.name))) {
    const recordings = (await readdir(path.join(folder, name))).sort().flatMap((file) => {
      const text = prompts.get(/_(\w+)\.wav$/.exec(file)?.[1] ?? '');
      return text === undefined
        ? []
        : [{ name: file.slice(0, -4), file: path.join(folder, name, file), text, input: [] }];
    });
    speakers.push(await toSpeaker(ffmpeg, name, path.join(cacheDir, 'clips', name), recordings, 'en'));
  }
  return speakers;
}

/** One training and what it is measured on. */
export interface Split {
  readonly train: readonly EngineClip[];
  readonly test: readonly EngineClip[];
  /** What is in neither. */
  readonly others: readonly EngineClip[];
}

/** A number from 0 to 1 that stays with a clip. */
const hashOf = ({ id }: EngineClip): number => createHash('sha256').update(id).digest().readUInt32BE(0) / 2 ** 32;

export const usualHeldOut = 40;
/** How long the held-out clips of a speaker with many are, seconds. */
const heldOutSeconds = { least: 2, most: 12 };
/** A speaker with fewer clips is measured by cross-validation in this many folds. */
const fewClips = 60;
const folds = 5;

/** Whether there are so few clips that each must be held out in its turn. */
export const hasFewClips = ({ clips }: Speaker): boolean => clips.length < fewClips;

export interface Amounts {
  /** Of speech that is trained on. */
  readonly minutes: number;
  readonly seed: number;
  /** Clips of a speaker with many that are held out; default: {@link usualHeldOut}. */
  readonly heldOut?: number;
}

/**
 * Trainings whose held-out clips together are the speaker's figures. Of many clips those with the lowest hashes are held
 * out and the seed draws `minutes` of the others; few clips are cross-validated, the seed drawing from all others.
 */
export function splitsOf(speaker: Speaker, { minutes, seed, heldOut = usualHeldOut }: Amounts): Split[] {
  const clips = speaker.clips.toSorted((a, b) => hashOf(a) - hashOf(b));
  const random = Random.seeded(seed);
  const shuffled = <T>(items: readonly T[]): T[] =>
    [...random.shuffle(Int32Array.from(items, (_, i) => i))].map((i) => items[i]);
  if (hasFewClips(speaker)) {
    const order = shuffled(clips);
    return Array.from({ length: folds }, (_, fold) => {
      const test = order.filter((_, i) => i % folds === fold);
      const others = order.filter((_, i) => i % folds !== fold);
      return splitOf(others, minutes, test);
    });
  }
  const { least, most } = heldOutSeconds;
  const test = clips
    .filter(({ durationSeconds }) => durationSeconds >= least && durationSeconds <= most)
    .slice(0, heldOut);
  return [splitOf(shuffled(clips.filter((clip) => !test.includes(clip))), minutes, test)];
}

function splitOf(clips: readonly EngineClip[], minutes: number, test: readonly EngineClip[]): Split {
  const train = drawn(clips, minutes);
  return { train, test, others: clips.filter((clip) => !train.includes(clip)) };
}

/** The first clips of so many minutes, each that brings the sum closer. */
function drawn(clips: readonly EngineClip[], minutes: number): EngineClip[] {
  const train: EngineClip[] = [];
  for (const clip of clips) {
    const missing = 60 * minutes - secondsOf(train);
    if (missing >= clip.durationSeconds / 2) train.push(clip);
  }
  return train;
}

/** Seconds of speech that a speaker's trainings have at most. */
export const trainingSeconds = (split: Split): number => secondsOf(split.train);
