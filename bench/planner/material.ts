// Clips for the planner bench: recorded prompts as the bot keeps them, also with noise, in another voice or by somebody else.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { clipMeasures, clipDescriptor } from '../../src/audio/clip.ts';
import type { Ffmpeg } from '../../src/audio/ffmpeg.ts';
import { processRecording } from '../../src/audio/intake.ts';
import type { EngineClip } from '../../src/trainer/engines/engine.ts';
import type { Described } from '../../src/trainer/news.ts';
import { spokenByOther } from '../../test/support/other-speaker.ts';
import { type Prompt, recordedPrompts } from '../../test/support/speech.ts';

/** What the prompt of 16 kHz is encoded with, and the extension. */
export const encodings = {
  'MP3 of 24 kbit/s': ['mp3', '-b:a', '24k'],
  'MP3 of 32 kbit/s': ['mp3', '-b:a', '32k'],
  'MP3 of 64 kbit/s': ['mp3', '-b:a', '64k'],
  'MP3 of 128 kbit/s': ['mp3', '-b:a', '128k'],
  'M4A of 16 kbit/s': ['m4a', '-c:a', 'aac', '-b:a', '16k'],
  'M4A of 64 kbit/s': ['m4a', '-c:a', 'aac', '-b:a', '64k'],
  'Opus of 16 kbit/s': ['ogg', '-c:a', 'libopus', '-b:a', '16k'],
  'Opus of 64 kbit/s': ['ogg', '-c:a', 'libopus', '-b:a', '64k'],
  'Opus narrowband': ['ogg', '-c:a', 'libopus', '-b:a', '12k', '-cutoff', '4000'],
  'WAV of 14 kHz': ['wav', '-ar', '14000'],
  'WAV of 11 kHz': ['wav', '-ar', '11025'],
  'WAV of 8 kHz': ['wav', '-ar', '8000'],
} as const satisfies Readonly<Record<string, readonly [extension: string, ...encoder: readonly string[]]>>;
export type Encoding = keyof typeof encodings;

/**
 * `noisy`: white noise 15 dB below the speech; `telephone`: 300 to 3400 Hz; `higher`: 2.5 semitones, the vocal tract too;
 * `other`: a man says it.
 */
export type Kind = 'plain' | 'noisy' | 'telephone' | 'higher' | 'other' | Encoding;
export type Material = EngineClip & Described;

const sidecar = z.object({ measures: clipMeasures, descriptor: clipDescriptor, sha256: z.string() });

const factor = 2 ** (2.5 / 12);
const filters: Readonly<Record<Exclude<Kind, 'other' | Encoding>, string>> = {
  plain: 'anull',
  telephone: 'aresample=16000,highpass=f=300,highpass=f=300,lowpass=f=3400,lowpass=f=3400',
  noisy: 'aresample=16000,volume=-3dB,aeval=val(0)+0.03*(2*random(0)-1)',
  higher: `aresample=16000,asetrate=${Math.round(16_000 * factor)},aresample=16000,atempo=${(1 / factor).toFixed(4)}`,
};

const isEncoding = (kind: Kind): kind is Encoding => kind in encodings;

/** A prompt as a clip, kept in `folder`; null when the bot would make none or several of it. */
async function toClip(ffmpeg: Ffmpeg, folder: string, prompt: Prompt, kind: Kind): Promise<Material | null> {
  const recorded = prompt.language === 'en' ? kind : `${kind}.${prompt.language}`;
  const id = `${prompt.name}.${recorded}`.replaceAll(/[ /]/g, '-');
  const kept = path.join(folder, `${id}.flac`);
  const described = path.join(folder, `${id}.json`);
  const known = await readFile(described, 'utf8').catch(() => null);
  const clip = (parsed: z.infer<typeof sidecar>): Material => ({
    id,
    ...parsed,
    path: kept,
    durationSeconds: parsed.measures.durationSeconds,
    transcript: prompt.text,
    language: prompt.language,
  });
  if (known !== null) return clip(sidecar.parse(JSON.parse(known)));
  const work = await mkdtemp(path.join(tmpdir(), 'timbre-bench-'));
  try {
    const [extension, ...how] = isEncoding(kind)
      ? encodings[kind]
      : ['wav', '-af', filters[kind === 'other' ? 'plain' : kind]];
    const fileName = `recording.${extension}`;
    const recording = path.join(work, fileName);
    const decode = ['-v', 'error', '-nostdin', '-y', '-f', 'g722', '-i', prompt.path];
    if (kind === 'other') await writeFile(recording, await spokenByOther('rms', prompt.text));
    else await promisify(execFile)(ffmpeg.ffmpeg, [...decode, ...how, recording]);
    const upload = { path: recording, fileName, sha256: '0'.repeat(64) };
    const { clips } = await processRecording(ffmpeg, upload, { folder: work });
    const [made] = clips;
    if (made === undefined || clips.length > 1) return null;
    await copyFile(made.path, kept);
    const { measures, descriptor, sha256 } = made;
    await writeFile(described, JSON.stringify({ measures, descriptor, sha256 }));
    return clip({ measures, descriptor, sha256 });
  } finally {
    await rm(work, { recursive: true });
  }
}

/** A number from 0 to 1 that stays with a prompt. */
export const hashOf = (name: string): number => createHash('sha256').update(name).digest().readUInt32BE(0) / 2 ** 32;

/** Prompts of 2.5 to 9 s in the order of their hashes: always the same ones come first. */
export function promptsByHash(language?: string): Prompt[] {
  return recordedPrompts(2, 12, language)
    .filter(({ seconds }) => seconds >= 2.5 && seconds <= 9)
    .toSorted((a, b) => hashOf(a.name) - hashOf(b.name));
}

/** Clips of the first prompts in the list, up to so many seconds; kept in `folder` for the next time. */
export async function clipsOf(
  ffmpeg: Ffmpeg,
  folder: string,
  prompts: Iterable<Prompt>,
  seconds: number,
  kind: Kind = 'plain',
): Promise<Material[]> {
  await mkdir(folder, { recursive: true });
  const clips: Material[] = [];
  let total = 0;
  for (const prompt of prompts) {
    if (total >= seconds) break;
    const clip = await toClip(ffmpeg, folder, prompt, kind);
    if (clip === null) continue;
    clips.push(clip);
    total += clip.durationSeconds;
  }
  return clips;
}

/** What a voice has: about one clip in eight is held out, none of fewer than four. */
export interface Clips {
  readonly train: readonly Material[];
  readonly heldOut: readonly Material[];
}

export const noClips: Clips = { train: [], heldOut: [] };

export function split(clips: readonly Material[]): Clips {
  const sorted = clips.toSorted((a, b) => hashOf(`split ${a.id}`) - hashOf(`split ${b.id}`));
  const count = clips.length < 4 ? 0 : Math.max(1, Math.round(clips.length / 8));
  return { heldOut: sorted.slice(0, count), train: sorted.slice(count) };
}
