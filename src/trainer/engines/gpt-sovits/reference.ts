// The recording that a voice's speech is modelled on: GPT-SoVITS takes 3 to 10 seconds with what is said in them, and copies
// manner and noise as they are. So the best-measured of the voice's own clips is chosen, and kept with its state.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { findSpeech } from '../../../audio/activity.ts';
import { decodePcm } from '../../../audio/decode.ts';
import type { Ffmpeg } from '../../../audio/ffmpeg.ts';
import { integratedLoudness } from '../../../audio/loudness.ts';
import { estimateSnr } from '../../../audio/snr.ts';
import { UserError, toldAs } from '../../../errors.ts';
import type { EngineClip, EngineContext } from '../engine.ts';
import { languages, toGptSovitsLanguage } from './languages.ts';
import type { Language } from './languages.ts';
import { encodeWav } from './wav.ts';

export interface Reference {
  /** Absolute path of a WAV file. */
  readonly path: string;
  /** What is said in it; empty: not known, then only its sound is modelled on. */
  readonly text: string;
  readonly language: Language;
}

/** The files of a state that hold it. */
export const referenceFiles = ['reference.wav', 'reference.json'] as const;

/** What GPT-SoVITS takes is measured after resampling, so a little within its 3 to 10 s. */
const shortest = 3.05;
const longest = 9.95;
/** So many clips are measured; more would only cost time. */
const measured = 24;
/** Hz: of clips, and of S2. */
const sampleRate = 32_000;
/** Between clips that are joined, seconds. */
const pause = 0.3;

const referenceFile = z.object({ text: z.string(), language: z.enum(languages) });

/** What it takes to read clips. */
type Reading = Pick<EngineContext, 'signal' | 'fetch'> & { readonly ffmpeg: Ffmpeg };

interface Candidate {
  readonly clip: EngineClip;
  readonly samples: Float32Array;
  readonly score: number;
}

/**
 * How well a clip serves: decibels of signal to noise count up to 40; a tenth more speech in it is worth 3 dB, a level
 * 1 dB off −20 LUFS costs 0.5 dB, a second away from 6 s costs 1 dB.
 */
export function scoreOf(figures: {
  readonly snrDb: number | null;
  readonly speechShare: number;
  readonly loudnessLufs: number | null;
  readonly seconds: number;
}): number {
  const { snrDb, speechShare, loudnessLufs, seconds } = figures;
  const level = loudnessLufs === null ? 20 : Math.abs(loudnessLufs + 20);
  return Math.min(snrDb ?? 0, 40) + 30 * speechShare - 0.5 * level - Math.abs(seconds - 6);
}

async function measure(clip: EngineClip, { ffmpeg, signal, fetch }: Reading): Promise<Candidate> {
  await fetch?.(clip);
  const samples = await decodePcm(ffmpeg, clip.path, { sampleRate, signal });
  const activity = findSpeech(samples.length, sampleRate, (from, count) =>
    Float32Array.from({ length: count }, (_, i) => samples[from + i] ?? 0),
  );
  const { speech } = activity;
  const score = scoreOf({
    snrDb: estimateSnr(activity, { start: 0, end: speech.length }),
    speechShare: speech.reduce((sum, flag) => sum + flag, 0) / speech.length,
    loudnessLufs: integratedLoudness(samples, sampleRate),
    seconds: samples.length / sampleRate,
  });
  return { clip, samples, score };
}

/**
 * Choose the reference among clips and write it into a state folder. The same clips give the same bytes. Where no clip is
 * long enough, several are joined; where all are too long, the middle of one serves, without its words.
 * @throws UserError when there is no clip with a transcript in a language that GPT-SoVITS speaks
 */
export async function writeReference(clips: readonly EngineClip[], dir: string, reading: Reading): Promise<void> {
  const spoken = clips
    .filter(({ transcript, language }) => transcript?.trim() && toGptSovitsLanguage(language) !== null)
    .sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  const fitting = spoken.filter(({ durationSeconds: seconds }) => seconds >= shortest && seconds <= longest);
  const short = spoken.filter(({ durationSeconds: seconds }) => seconds < shortest);
  const pool = fitting.length > 0 ? fitting : short.length > 0 ? short : spoken;
  if (pool.length === 0) {
    throw new UserError(
      'no-reference',
      'None of the recordings can be a model to speak after: it takes one with a transcript.',
      'Say what is spoken in them: /addsamples with a transcript.',
      { told: toldAs('no-transcripts') },
    );
  }
  // Those of a medium length first.
  const nearest = pool.toSorted((a, b) => Math.abs(a.durationSeconds - 6) - Math.abs(b.durationSeconds - 6));
  const candidates: Candidate[] = [];
  for (const clip of nearest.slice(0, measured)) candidates.push(await measure(clip, reading));
  candidates.sort((a, b) => b.score - a.score);
  const { samples, text } =
    pool === fitting ? asItIs(candidates) : pool === short ? joined(candidates) : middle(candidates);
  const language = toGptSovitsLanguage(candidates[0]?.clip.language ?? '') ?? 'en';
  await writeFile(path.join(dir, referenceFiles[0]), encodeWav({ samples, sampleRate }));
  const content: z.infer<typeof referenceFile> = { text, language };
  await writeFile(path.join(dir, referenceFiles[1]), `${JSON.stringify(content)}\n`);
}

interface Passage {
  readonly samples: Float32Array;
  readonly text: string;
}

const wordsOf = (clip: EngineClip): string => clip.transcript?.trim() ?? '';

function asItIs([best]: readonly Candidate[]): Passage {
  return { samples: best.samples, text: wordsOf(best.clip) };
}

/** The best ones in a row until they are long enough; silence fills what is lacking of very little. */
function joined(candidates: readonly Candidate[]): Passage {
  const enough = Math.ceil(shortest * sampleRate);
  const gap = Math.round(pause * sampleRate);
  const used: Candidate[] = [];
  let length = -gap;
  for (const candidate of candidates) {
    if (length >= enough) break;
    used.push(candidate);
    length += gap + candidate.samples.length;
  }
  const samples = new Float32Array(Math.max(length, enough));
  let at = 0;
  for (const part of used) {
    samples.set(part.samples, at);
    at += part.samples.length + gap;
  }
  return { samples, text: used.map(({ clip }) => wordsOf(clip)).join(' ') };
}

/** What can be taken of one that is too long; what is said in it is not known. */
function middle([best]: readonly Candidate[]): Passage {
  const length = Math.floor(longest * sampleRate);
  const start = Math.floor((best.samples.length - length) / 2);
  return { samples: best.samples.slice(start, start + length), text: '' };
}

/** @throws UserError when a state has none */
export async function readReference(dir: string): Promise<Reference> {
  try {
    const { text, language } = referenceFile.parse(
      JSON.parse(await readFile(path.join(dir, referenceFiles[1]), 'utf8')),
    );
    return { path: path.join(dir, referenceFiles[0]), text, language };
  } catch (error) {
    throw new UserError(
      'state-damaged',
      `The saved voice can't be used: ${referenceFiles[1]} is missing or damaged.`,
      'Start again with /train fresh, or go back to another version with /rollback.',
      { cause: error, told: toldAs('state-damaged') },
    );
  }
}
