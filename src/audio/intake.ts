// Makes clips to train on out of one uploaded recording: decode, clean, cut, measure, judge, store as FLAC.
import { mkdtemp, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { outage } from '../outage.ts';
import { type Note, noteOf } from '../i18n/notes.ts';
import { analyseRecording } from './analysis.ts';
import { clipSampleRate } from './clip.ts';
import { claimedDuration } from './claim.ts';
import { ClippingCounter, largestSample } from './clipping.ts';
import { FfmpegError, decodeArguments, resampleFilter, runFfmpeg } from './ffmpeg.ts';
import type { Ffmpeg } from './ffmpeg.ts';
import { sniffFormat } from './format.ts';
import type { AudioFormat } from './format.ts';
import type { Mix, RecordingClip } from './recording-worker.ts';

/** Longest recording that is taken, seconds. */
const longestRecording = 30 * 60;

export interface UploadedFile {
  readonly path: string;
  /** As the person named it; never used as a path. */
  readonly fileName: string;
  readonly sha256: string;
}

export type { RecordingClip } from './recording-worker.ts';

export interface RecordingReport {
  /** At least one; rejected ones are among them. */
  readonly clips: readonly RecordingClip[];
  /** What a person should know of the recording as a whole; empty when all is well. */
  readonly remarks: readonly Note[];
  /** Whether less could be read than the file says to hold. */
  readonly isCutOff: boolean;
}

/** Wall time that the decoding of one recording may take; 30 minutes of speech take some 20 s on one core. */
const decodeTimeoutMs = 180_000;
const mostChannels = 8;
const highestRate = 192_000;

/** Of what ffmpeg says of an upload, so much is looked at. */
const mostSaid = 2 ** 18;

/** What is missed of a recording that counts its samples, seconds: less than that is no sound of a word. */
const shortest = 0.1;

/** Share of broken samples from which a recording is no recording. */
const mostBroken = 0.01;

interface Decoded {
  readonly counter: ClippingCounter;
  /** What ffmpeg said of the upload. */
  readonly said: string;
}

/**
 * Decode an upload to two outputs: a stereo file at the rate of clips, free of DC and rumble; and the untouched samples, of
 * which only the clipped and the broken ones are counted. One broken sample would stay in the memory of the filters for ever,
 * so that an upload that holds some is decoded once more, without them.
 */
async function decodeUpload(
  ffmpeg: Ffmpeg,
  file: UploadedFile,
  format: AudioFormat,
  pcmPath: string,
  signal: AbortSignal | undefined,
): Promise<Decoded> {
  const decoded = await decode(ffmpeg, file, format, pcmPath, [], signal);
  const { broken, samples } = decoded.counter;
  if (broken === 0) return decoded;
  if (broken > samples * mostBroken) {
    throw new UserError('broken-samples');
  }
  const mended = `if(lt(abs(val(ch))\\,${largestSample})\\,val(ch)\\,0)`;
  await decode(ffmpeg, file, format, pcmPath, [`aeval=${mended}:c=same`], signal);
  return decoded;
}

async function decode(
  ffmpeg: Ffmpeg,
  file: UploadedFile,
  format: AudioFormat,
  pcmPath: string,
  firstFilters: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Decoded> {
  const counter = new ClippingCounter(format);
  let said = '';
  // Without the first `aresample` both outputs would become stereo, and clipped samples could not be told any more.
  // A fourth-order Butterworth high-pass at 50 Hz, in double precision: low voices begin at 70 Hz.
  const graph = [
    `[0:a:0]${[...firstFilters, 'asplit'].join(',')}[untouched][kept]`,
    '[kept]aresample,aformat=sample_fmts=dblp:channel_layouts=stereo,highpass=f=50:t=q:w=0.5412,highpass=f=50:t=q:w=1.3066,' +
      `${resampleFilter(ffmpeg, clipSampleRate)},aformat=sample_fmts=flt[clean]`,
  ].join(';');
  const cap = `${longestRecording + 1}`;
  await runFfmpeg(
    ffmpeg.ffmpeg,
    [
      ['-hide_banner', '-nostdin', '-nostats', '-y', '-v', 'info', '-filter_complex_threads', '1'],
      [...decodeArguments(format), '-t', cap, '-i', `file:${file.path}`],
      ['-filter_complex', graph, '-map_metadata', '-1', '-sn', '-dn', '-vn'],
      ['-map', '[clean]', '-t', cap, '-c:a', 'pcm_f32le', '-f', 'f32le', `file:${pcmPath}`],
      ['-map', '[untouched]', '-t', cap, '-c:a', 'pcm_f32le', '-fflags', '+bitexact', '-f', 'wav', 'pipe:1'],
    ].flat(),
    {
      timeoutMs: decodeTimeoutMs,
      signal,
      onStdout: (chunk) => {
        counter.push(chunk);
        if (counter.channels > mostChannels || counter.sampleRate > highestRate) {
          throw new UserError('too-many-channels', {
            channels: counter.channels,
            rate: counter.sampleRate,
            mostChannels,
            highestRate,
          });
        }
      },
      maxStdoutBytes: (longestRecording + 2) * highestRate * mostChannels * 4,
      maxFileBytes: (longestRecording + 2) * clipSampleRate * 2 * 4,
      onStderr: (text) => {
        if (said.length < mostSaid) said += text;
      },
    },
  );
  return { counter, said };
}

/** What went wrong in ffmpeg, for the person who uploaded the file; null when it is no fault of the file. */
function explain(error: FfmpegError): UserError | null {
  if (outage(error) !== null) return null;
  const options = { cause: error };
  if (error.reason === 'timeout') {
    return new UserError('too-slow', undefined, options);
  }
  if (error.reason === 'limit') return tooLong(options);
  if (error.stderr.includes('matches no streams') || error.stderr.includes('Stream specifier')) {
    return new UserError('no-sound', undefined, options);
  }
  if (error.stderr.includes('not on whitelist')) {
    return new UserError('codec-not-supported', undefined, options);
  }
  return new UserError('broken-file', undefined, options);
}

function tooLong(options?: ErrorOptions): UserError {
  return new UserError('too-long', { minutes: longestRecording / 60 }, options);
}

const mixRemarks: Readonly<Partial<Record<Mix, Note>>> = {
  left: noteOf('only-left'),
  right: noteOf('only-right'),
  opposite: noteOf('opposite'),
};

export interface RecordingOptions {
  readonly folder: string;
  readonly signal?: AbortSignal;
  /** Told how long what was decoded is, seconds, or could have become where decoding was given up; also where nothing comes of it. */
  readonly onDecoded?: (seconds: number) => void;
  /** Where one speaker ends and another begins, seconds, in order: no clip goes across. */
  readonly changes?: readonly number[];
}

async function processIn(
  folder: string,
  ffmpeg: Ffmpeg,
  file: UploadedFile,
  { signal, changes = [], onDecoded = () => {} }: Omit<RecordingOptions, 'folder'>,
): Promise<RecordingReport> {
  const format = await sniffFormat(file);
  const pcmPath = path.join(folder, 'recording.f32');
  const { counter, said } = await decodeUpload(ffmpeg, file, format, pcmPath, signal).catch((error: unknown) => {
    if (error instanceof FfmpegError && error.reason !== 'failed') onDecoded(longestRecording);
    throw error;
  });
  const seconds = (await stat(pcmPath)).size / (2 * 4 * clipSampleRate);
  onDecoded(seconds);
  if (seconds > longestRecording) throw tooLong();
  if (seconds === 0) {
    throw new UserError('broken-file/silent');
  }
  const task = {
    pcmPath,
    sampleRate: clipSampleRate,
    uploadChannels: counter.channels,
    uploadSampleRate: counter.sampleRate,
    clippedPerFrame: counter.perFrame(),
    changes,
    folder,
  };
  const claim = await claimedDuration(said, file.path, format);
  const analysis = await analyseRecording(task, signal);
  await rm(pcmPath);
  if (analysis.kind === 'silent') {
    throw new UserError('silent-recording', { seconds: analysis.durationSeconds });
  }
  if (analysis.kind === 'steady') {
    throw new UserError('no-speech');
  }
  const read = analysis.durationSeconds;
  const isCutOff = claim !== null && claim.seconds > (claim.isExact ? read + shortest : read * 1.2 + 0.3);
  const remarks = [
    ...(isCutOff ? [noteOf('cut-off', { claimed: claim.seconds, read })] : []),
    ...[mixRemarks[analysis.mix] ?? []].flat(),
    ...(counter.broken > 0 ? [noteOf('broken-samples')] : []),
  ];
  return { clips: analysis.clips, remarks, isCutOff };
}

/**
 * Make clips out of an uploaded recording. The clips are in a new folder within `options.folder`, which the caller removes;
 * nothing is left there when this throws. The same file gives the same clips, bit for bit.
 * @param file the upload on disk
 * @throws UserError `empty-file`, `not-audio`, `no-sound`, `codec-not-supported`, `broken-file`, `broken-samples`, `too-many-channels`, `too-long`,
 *   `too-slow`, `silent-recording`, `no-speech`; `signal.reason` when aborted
 */
export async function processRecording(
  ffmpeg: Ffmpeg,
  file: UploadedFile,
  options: RecordingOptions,
): Promise<RecordingReport> {
  const folder = await mkdtemp(path.join(options.folder, 'recording-'));
  try {
    return await processIn(folder, ffmpeg, file, options);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error instanceof FfmpegError ? (explain(error) ?? error) : error;
  }
}
