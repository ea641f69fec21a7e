// Finds ffmpeg and runs it. Every run of it in the project goes through here: no terminal, no network
// protocols, bounded time, memory and output, killed when its caller gives up, and at most one child per core.
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { withCore } from './cores.ts';
import type { AudioFormat } from './format.ts';

export interface Ffmpeg {
  readonly ffmpeg: string;
  readonly version: string;
  /** Whether it resamples with soxr, the better of its two resamplers. */
  readonly soxr: boolean;
}

export interface RunOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Written to the standard input, which is closed otherwise. */
  readonly stdin?: Uint8Array;
  /** Receives the standard output, at most `maxStdoutBytes` of it; a longer one ends the run with `limit`. */
  readonly onStdout?: (chunk: Buffer) => void;
  readonly maxStdoutBytes?: number;
  /** Receives the standard error, all of it. */
  readonly onStderr?: (text: string) => void;
  /** Size at which the kernel stops a written file, where the system has prlimit(1). */
  readonly maxFileBytes?: number;
}

/** A run that did not end well. `failed`: it ended with an error of its own; `limit`: it took more than it may. */
export class FfmpegError extends Error {
  override readonly name = 'FfmpegError';
  readonly reason: 'failed' | 'timeout' | 'limit';
  /** The last lines it said; may hold text out of a hostile file, so it is for logs only. */
  readonly stderr: string;

  constructor(reason: FfmpegError['reason'], message: string, stderr: string) {
    super(message);
    this.reason = reason;
    this.stderr = stderr;
  }
}

const oldestVersion = [5, 1] as const;
const neededFilters = ['aresample', 'aformat', 'aeval', 'asplit', 'highpass', 'alimiter'];
const neededCoders = {
  decoders: ['opus', 'libopus', 'vorbis', 'aac', 'mp3float', 'flac'],
  encoders: ['libopus'],
};
const maxStderrBytes = 16_384;
/** Address space of a child: far more than any audio decoder needs, far less than a machine has. */
const maxMemoryBytes = 2 ** 31;

const prlimit = ['/usr/bin/prlimit', '/bin/prlimit'].find((candidate) => existsSync(candidate));

/** What a child is told of the environment: nothing secret. Heaps per thread would each reserve 64 MB of address space. */
const childEnvironment = {
  ...Object.fromEntries(
    ['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'SystemRoot'].flatMap((name) =>
      process.env[name] === undefined ? [] : [[name, process.env[name]]],
    ),
  ),
  MALLOC_ARENA_MAX: '1',
};

/** Decoders that uploads may use: those of audio that people really have. */
const allowedDecoders = [
  [
    'u8',
    's8',
    's16le',
    's16be',
    's24le',
    's24be',
    's32le',
    's32be',
    'f32le',
    'f32be',
    'f64le',
    'f64be',
    'alaw',
    'mulaw',
  ]
    .map((sample) => `pcm_${sample}`)
    .join(','),
  'adpcm_ms,adpcm_ima_wav,adpcm_ima_qt,mp3float,mp3,mp2float,mp2,aac,alac,flac',
  'opus,libopus,vorbis,libvorbis,amrnb,amrwb',
].join(',');

/** The arguments with which ffmpeg opens an upload: one named demuxer, audio decoders, no protocol but files. */
function inputArguments(format: AudioFormat): string[] {
  return [
    '-threads',
    '1',
    '-protocol_whitelist',
    'file,pipe',
    '-codec_whitelist',
    allowedDecoders,
    '-f',
    format.demuxer,
  ];
}

/** As {@link inputArguments}, for ffmpeg, with the decoder that the format asks for. */
export const decodeArguments = (format: AudioFormat): string[] => [
  ...inputArguments(format),
  ...(format.decoder === undefined ? [] : ['-c:a', format.decoder]),
];

/** The filter that resamples to `rate` Hz as well as this ffmpeg can. */
export function resampleFilter(ffmpeg: Ffmpeg, rate: number): string {
  return ffmpeg.soxr
    ? `aresample=${rate}:resampler=soxr:precision=28`
    : `aresample=${rate}:filter_size=128:phase_shift=10:cutoff=0.97`;
}

/**
 * Run ffmpeg to its end.
 * @returns what it said on standard error (the last 16 KB)
 * @throws FfmpegError when it fails or takes too much; `signal.reason` when aborted
 */
export async function runFfmpeg(program: string, args: readonly string[], options: RunOptions): Promise<string> {
  const { signal } = options;
  return await withCore(signal, async () => {
    return await new Promise<string>((resolve, reject) => {
      const limits = [`--as=${maxMemoryBytes}`, `--cpu=${Math.ceil(options.timeoutMs / 1000)}`, '--core=0'];
      if (options.maxFileBytes !== undefined) limits.push(`--fsize=${options.maxFileBytes}`);
      const [command, words] = prlimit ? [prlimit, [...limits, '--', program, ...args]] : [program, [...args]];
      const child = spawn(command, words, {
        stdio: ['pipe', 'pipe', 'pipe'],
        windowsHide: true,
        env: childEnvironment,
      });
      let stderr = '';
      let stdoutBytes = 0;
      let failure: unknown;
      const stop = (why: unknown) => {
        failure ??= why;
        child.kill('SIGKILL');
      };
      const onAbort = () => stop(signal?.reason);
      signal?.addEventListener('abort', onAbort, { once: true });
      const timer = setTimeout(
        () => stop(new FfmpegError('timeout', `took more than ${options.timeoutMs} ms`, stderr)),
        options.timeoutMs,
      );
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr = (stderr + text).slice(-maxStderrBytes);
        options.onStderr?.(text);
      });
      child.stdout.on('data', (chunk: Buffer) => {
        if (failure !== undefined) return;
        stdoutBytes += chunk.length;
        if (stdoutBytes > (options.maxStdoutBytes ?? 0)) {
          stop(new FfmpegError('limit', `wrote more than ${options.maxStdoutBytes ?? 0} bytes`, stderr));
          return;
        }
        try {
          options.onStdout?.(chunk);
        } catch (error) {
          stop(error);
        }
      });
      // A child that ends early closes its input; how it ended is told by 'close'.
      child.stdin.on('error', () => {});
      child.stdin.end(options.stdin);
      child.on('error', (error) => {
        failure ??= error;
      });
      child.on('close', (code, killedBy) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        if (failure !== undefined) reject(failure);
        else if (code === 0) resolve(stderr);
        else if (killedBy === 'SIGXCPU' || killedBy === 'SIGXFSZ' || killedBy === 'SIGKILL') {
          reject(new FfmpegError('limit', `stopped by ${killedBy}`, stderr));
        } else reject(new FfmpegError('failed', `ended with ${killedBy ?? `code ${code}`}`, stderr));
      });
    });
  });
}

async function ask(program: string, question: string): Promise<string> {
  const chunks: Buffer[] = [];
  await runFfmpeg(program, ['-hide_banner', question], {
    timeoutMs: 20_000,
    onStdout: (chunk) => chunks.push(chunk),
    maxStdoutBytes: 4 * 2 ** 20,
  });
  return Buffer.concat(chunks).toString('utf8');
}

/** Whether a version is at least the oldest we know to work; builds from git (`N-…`) are named by date and taken as new. */
function isNewEnough(version: string): boolean {
  const [, major, minor] = /^[nb]?(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined) return /^N-\d+/.test(version) && !/^N-[0-9]{1,5}-/.test(version);
  return Number(major) > oldestVersion[0] || (Number(major) === oldestVersion[0] && Number(minor) >= oldestVersion[1]);
}

/** What is at each path, until the file there is another one. */
const inspected = new Map<string, { readonly file: string; readonly found: Promise<Ffmpeg | string> }>();

/** As {@link inspectAnew}, once in the life of a process. */
function inspect(program: string): Promise<Ffmpeg | string> {
  const { ino, mtimeMs, size } = statSync(program, { throwIfNoEntry: false }) ?? {};
  const file = [ino, mtimeMs, size].join(' ');
  const known = inspected.get(program);
  if (known?.file === file) return known.found;
  const found = inspectAnew(program).then((answer) => {
    if (typeof answer === 'string') inspected.delete(program);
    return answer;
  });
  inspected.set(program, { file, found });
  return found;
}

/** Whether it was built with all that ffmpeg has of its own, and Opus: else its lists are looked through, a run for each. */
function isWhole(about: string): boolean {
  return (
    about.includes('--enable-libopus') && !/--disable-(?:everything|all|(?:filter|encoder|decoder)s?)\b/.test(about)
  );
}

/** Describe the ffmpeg at `program`, or say what is wrong with it. */
async function inspectAnew(program: string): Promise<Ffmpeg | string> {
  try {
    const about = await ask(program, '-version');
    const version = /^ffmpeg version (\S+)/.exec(about)?.[1];
    if (version === undefined) return `${program} is not ffmpeg`;
    if (!isNewEnough(version)) return `${program} is version ${version}; ${oldestVersion.join('.')} or newer is needed`;
    const lists: Readonly<Record<string, readonly string[]>> = isWhole(about)
      ? {}
      : { filters: neededFilters, ...neededCoders };
    const offers = await Promise.all(Object.keys(lists).map((list) => ask(program, `-${list}`)));
    for (const [index, [list, names]] of Object.entries(lists).entries()) {
      const offered = new Set(offers[index]?.split('\n').map((line) => line.trim().split(/\s+/)[1]));
      const missing = names.filter((name) => !offered.has(name));
      if (missing.length > 0) return `${program} was built without the ${list} ${missing.join(', ')}`;
    }
    return { ffmpeg: program, version, soxr: about.includes('--enable-libsoxr') };
  } catch (error) {
    return `${program} can't be run (${error instanceof Error ? error.message : String(error)})`;
  }
}

function onPath(name: string, searchPath: string): string | null {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  const folders = searchPath.split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  return folders.map((folder) => path.join(folder, file)).find((candidate) => existsSync(candidate)) ?? null;
}

/** Path of the binary of the optional package ffmpeg-static; it downloads it on install, so it may well be missing. */
function staticFfmpeg(): string | null {
  try {
    const binary: unknown = createRequire(import.meta.url)('ffmpeg-static');
    return typeof binary === 'string' && existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}

function installCommand(): string {
  if (process.platform === 'darwin') return 'brew install ffmpeg';
  if (process.platform === 'win32') return 'winget install ffmpeg';
  return 'sudo apt-get install ffmpeg';
}

/**
 * Find an ffmpeg that can do what Timbre needs: the configured one and no other, or else the system's (it gets security
 * updates), or else that of the npm package ffmpeg-static.
 * @throws UserError `ffmpeg-missing` with the command that installs it
 */
export async function locateFfmpeg(configuredPath?: string): Promise<Ffmpeg> {
  const searchPath = process.env['PATH'] ?? '';
  const candidates = configuredPath === undefined ? [onPath('ffmpeg', searchPath), staticFfmpeg()] : [configuredPath];
  const faults: string[] = [];
  for (const candidate of candidates) {
    if (candidate === null) continue;
    const found = await inspect(candidate);
    if (typeof found !== 'string') return found;
    faults.push(found);
  }
  throw new UserError(
    'ffmpeg-missing',
    faults.length === 0 ? 'ffmpeg was not found.' : `No usable ffmpeg was found: ${faults.join('; ')}.`,
    configuredPath === undefined
      ? `Install it with: ${installCommand()}`
      : `Set FFMPEG_PATH to a working ffmpeg, or unset it and install one with: ${installCommand()}`,
  );
}
