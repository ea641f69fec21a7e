// GPT-SoVITS's api_v2.py as a child on loopback. It has one model for everybody, remembers references by their path, answers
// 200 with a second of silence when it fails, and rewrites its settings: all of that is dealt with here. One request at a
// time; it starts with the first one, and is stopped when nobody has spoken for a while.
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { totalmem } from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { UserError, toldAs } from '../../../errors.ts';
import { type Note, noteOf } from '../../../i18n/notes.ts';
import type { Speech } from '../engine.ts';
import type { Checkout } from './checkout.ts';
import { hashFile } from '../../../files.ts';
import { listGpus } from './gpu.ts';
import { spawnLeashed } from './leash.ts';
import { makeWorkingFolder } from './scripts.ts';
import type { Leashed } from './leash.ts';
import { checkWeights } from './weights.ts';
import type { Reference } from './reference.ts';
import { decodeWav } from './wav.ts';

/** What speaks. */
export interface SpokenVoice {
  /** Absolute paths of exported weights. */
  readonly gpt: string;
  readonly sovits: string;
  readonly reference: Reference;
}

export interface SpeechServerOptions {
  /** A folder for this server alone; what lies in it is removed. */
  readonly workDir: string;
  /** Until the server answers; it reads about 2 GB of models first. Default 300. */
  readonly startSeconds?: number;
  /** Until an answer is given up; the first one takes a minute by itself. Default: 180, and three a letter on the processor. */
  readonly answerSeconds?: (letters: number) => number;
  /** Without a request, until it is stopped. Default 300. */
  readonly idleSeconds?: number;
  /** By how much its memory may grow over that of its first answer. Default 4 GiB, at most a quarter of the machine's. */
  readonly growthBytes?: number;
}

/** Graphics memory that must be free before it starts on the card: its models, and what a training beside may yet ask for. */
const cardBytes = 3 * 2 ** 30;
/** Of every random choice: same weights, same reference, same text, same samples. */
const seed = 1234;
/** Of what it prints, characters. */
const keptOutput = 16_384;
const pollMs = 100;

interface Running {
  readonly child: Leashed;
  readonly place: Place;
  readonly port: number;
  /** The last of what it said since the current request began. */
  output: string;
  /** SHA-256 of the weights that it speaks with; null: not known. */
  loaded: { readonly gpt: string; readonly sovits: string } | null;
  /** What it read last, since the weights were changed. */
  reference: { readonly hash: string; readonly path: string } | null;
  /** The transcript that it remembers, and in which language it read it. */
  prompt: { readonly text: string; readonly language: string } | null;
  /** Memory after its first answer. */
  firstBytes: number | null;
}

/** What it computes on. */
type Place =
  | { readonly device: 'cuda' }
  /** `remark`: why not on the card; null: there is none. */
  | { readonly device: 'cpu'; readonly remark: Note | null };

/** It did not do what was asked, and may do so after a new start. */
class Unwell extends Error {}

const answerBody = z.object({ message: z.string(), Exception: z.string().optional() });

export class SpeechServer {
  readonly #checkout: Checkout;
  readonly #options: Required<Omit<SpeechServerOptions, 'answerSeconds'>> & SpeechServerOptions;
  #running: Running | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;
  #names = 0;
  #closed = false;

  constructor(checkout: Checkout, options: SpeechServerOptions) {
    this.#checkout = checkout;
    this.#options = {
      startSeconds: 300,
      idleSeconds: 300,
      growthBytes: Math.min(4 * 2 ** 30, totalmem() / 4),
      ...options,
    };
  }

  /**
   * Speak a text in the language of the voice's reference.
   * @throws UserError when GPT-SoVITS cannot; `signal.reason` when aborted
   */
  async speak(voice: SpokenVoice, text: string, signal: AbortSignal): Promise<Speech> {
    if (!/[\p{L}\p{N}]/u.test(text)) throw nothingToSpeak();
    return this.#exclusively(signal, async () => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await this.#speak(voice, text, signal);
        } catch (error) {
          signal.throwIfAborted();
          if (!(error instanceof Unwell)) throw error;
          await this.#stop();
          if (attempt < 2) continue;
          throw new UserError(
            'speech-failed',
            `GPT-SoVITS could not speak: ${error.message}.`,
            'Try again later or with another text; if it goes on, the operator finds the reason with the doctor command.',
            { cause: error, told: toldAs('speech-failed') },
          );
        }
      }
    });
  }

  /** Stop the child until it is needed again, for example to free its memory on the graphics card. */
  async unload(): Promise<void> {
    await this.#exclusively(undefined, () => this.#stop());
  }

  /** Stop for good; what is being spoken fails. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running?.child.end();
    await this.unload();
    await rm(this.#options.workDir, { recursive: true, force: true });
  }

  /** Run `work` when all that was asked for before is done. */
  async #exclusively<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const before = this.#queue;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#queue = promise;
    const aborted = Promise.withResolvers<void>();
    const onAbort = (): void => aborted.resolve();
    signal?.addEventListener('abort', onAbort, { once: true });
    await Promise.race([before, aborted.promise]);
    signal?.removeEventListener('abort', onAbort);
    if (signal?.aborted) {
      void before.then(() => resolve());
      throw signal.reason;
    }
    clearTimeout(this.#idle);
    try {
      return await work();
    } finally {
      if (this.#running) {
        this.#idle = setTimeout(() => void this.unload(), this.#options.idleSeconds * 1000);
        this.#idle.unref();
      }
      resolve();
    }
  }

  async #speak(voice: SpokenVoice, text: string, signal: AbortSignal): Promise<Speech> {
    const { reference } = voice;
    const [gpt, sovits] = await Promise.all([hashWeights(voice.gpt), hashWeights(voice.sovits)]);
    // What it remembers of a transcript goes by the text alone, also when it was read in another language.
    const known = this.#running?.prompt;
    if (known?.text === reference.text && known.language !== reference.language) await this.#stop();
    const server = await this.#server(voice, signal);
    const { device } = server.place;
    const seconds = this.#options.answerSeconds?.(text.length) ?? 180 + (device === 'cpu' ? 3 : 0.3) * text.length;
    if (server.loaded?.gpt !== gpt || server.loaded.sovits !== sovits) {
      server.loaded = null;
      server.reference = null;
      await this.#set(server, 'gpt', voice.gpt, signal);
      await this.#set(server, 'sovits', voice.sovits, signal);
      server.loaded = { gpt, sovits };
    }
    const referencePath = await this.#remember(server, reference, signal, seconds);
    server.output = '';
    server.prompt = { text: reference.text, language: reference.language };
    const answer = await this.#ask(server, 'POST', '/tts', signal, seconds, {
      text,
      text_lang: reference.language,
      ref_audio_path: referencePath,
      prompt_text: reference.text,
      prompt_lang: reference.language,
      text_split_method: 'cut5',
      batch_size: 1,
      seed,
      media_type: 'wav',
      streaming_mode: false,
    });
    if (answer.status !== 200) throw refusal(answer);
    const speech = decodeWav(answer.body);
    if (speech === null) throw new Unwell('it answered with something that is no recording');
    if (speech.samples.every((sample) => sample === 0)) {
      // It says 200 all the same; whether something broke, or nothing was left to speak, is in what it printed before. That
      // may still lie in the pipe: between two turns of the event loop it is read.
      await setImmediate();
      await setImmediate();
      const trace = lastError(server.output);
      if (trace !== null) throw new Unwell(trace);
      throw nothingToSpeak();
    }
    await this.#watchMemory(server);
    const remark = server.place.device === 'cpu' ? server.place.remark : null;
    return remark === null ? speech : { ...speech, remark };
  }

  #check(which: 'gpt' | 'sovits', file: string): Promise<void> {
    return checkWeights(file, path.basename(file), which === 'sovits' ? this.#checkout.version : null);
  }

  async #set(server: Running, which: 'gpt' | 'sovits', file: string, signal: AbortSignal): Promise<void> {
    // Other voices of this process and its memory are within reach of what is loaded.
    await this.#check(which, file);
    const query = new URLSearchParams({ weights_path: path.resolve(file) });
    const answer = await this.#ask(
      server,
      'GET',
      `/set_${which}_weights?${query.toString()}`,
      signal,
      this.#options.startSeconds,
    );
    if (answer.status !== 200) throw refusal(answer);
  }

  /**
   * Let the server read a reference, unless it was the last one. It takes what it once read from a path for what lies there,
   * with the weights of that time: so every change of weights and every content gets a path of its own. Read within a request
   * for speech, it would shift the random numbers, and the same text would sound otherwise the next time.
   */
  async #remember(server: Running, reference: Reference, signal: AbortSignal, seconds: number): Promise<string> {
    const hash = await hashFile(reference.path);
    if (server.reference?.hash === hash) return server.reference.path;
    const file = path.join(this.#options.workDir, `reference-${++this.#names}.wav`);
    await copyFile(reference.path, file);
    const query = new URLSearchParams({ refer_audio_path: file });
    const answer = await this.#ask(server, 'GET', `/set_refer_audio?${query.toString()}`, signal, seconds);
    if (answer.status !== 200) throw refusal(answer);
    if (server.reference) await rm(server.reference.path);
    server.reference = { hash, path: file };
    return file;
  }

  async #watchMemory(server: Running): Promise<void> {
    const bytes = await residentBytes(server.child);
    server.firstBytes ??= bytes;
    if (bytes - server.firstBytes > this.#options.growthBytes) await this.#stop();
  }

  async #server(voice: SpokenVoice, signal: AbortSignal): Promise<Running> {
    const running = this.#running;
    if (running !== null && (running.place.device === 'cuda' || running.place.remark === null)) return running;
    const place = await this.#place();
    // The card may have become free since it was started on the processor.
    if (running !== null && place.device === 'cpu') return running;
    await this.#stop();
    return await this.#start(voice, place, signal);
  }

  /** Where there is room for it now: a training on the same card, which may take hours, is not disturbed. */
  async #place(): Promise<Place> {
    const { gpu } = this.#checkout;
    if (gpu === null) return { device: 'cpu', remark: null };
    const free = (await listGpus(this.#checkout.env()['PATH'])).find(({ uuid }) => uuid === gpu.uuid)?.freeBytes ?? 0;
    if (free >= cardBytes) return { device: 'cuda' };
    return { device: 'cpu', remark: noteOf('spoken-on-cpu', { free: free / 2 ** 30, needed: cardBytes / 2 ** 30 }) };
  }

  async #start(voice: SpokenVoice, place: Place, signal: AbortSignal): Promise<Running> {
    const { python, version, pretrained } = this.#checkout;
    const { device } = place;
    const isHalf = device === 'cuda' && this.#checkout.isHalf;
    const withoutCard = { CUDA_VISIBLE_DEVICES: '', _CUDA_VISIBLE_DEVICES: '', is_half: 'False' };
    const { workDir, startSeconds } = this.#options;
    await Promise.all([this.#check('gpt', voice.gpt), this.#check('sovits', voice.sovits)]);
    await rm(workDir, { recursive: true, force: true });
    await mkdir(workDir, { recursive: true });
    // JSON is YAML. It is rewritten whenever weights are changed, so it is this child's alone.
    const settings = path.join(workDir, `settings-${++this.#names}.yaml`);
    const custom = {
      device,
      is_half: isHalf,
      version,
      t2s_weights_path: path.resolve(voice.gpt),
      vits_weights_path: path.resolve(voice.sovits),
      bert_base_path: pretrained.bert,
      cnhuhbert_base_path: pretrained.hubert,
    };
    await writeFile(settings, JSON.stringify({ custom }));
    const cwd = path.join(workDir, 'checkout');
    await makeWorkingFolder(this.#checkout, cwd);
    const port = await freePort();
    const child = spawnLeashed(python, ['-s', 'api_v2.py', '-a', '127.0.0.1', '-p', String(port), '-c', settings], {
      cwd,
      env: this.#checkout.env(device === 'cpu' ? withoutCard : {}),
    });
    const server: Running = {
      child,
      place,
      port,
      output: '',
      loaded: null,
      reference: null,
      prompt: null,
      firstBytes: null,
    };
    for (const stream of [child.process.stdout, child.process.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        server.output = (server.output + text).slice(-keptOutput);
      });
    }
    if (this.#closed) {
      await child.end();
      throw new Error('The speech server is closed');
    }
    this.#running = server;
    void child.closed.then(() => {
      if (this.#running === server) this.#running = null;
    });
    try {
      const deadline = Date.now() + startSeconds * 1000;
      for (;;) {
        signal.throwIfAborted();
        if (this.#running !== server) throw new Unwell(lastError(server.output) ?? 'its server ended while starting');
        if (Date.now() > deadline) throw new Unwell(`its server did not start within ${startSeconds} seconds`);
        // An empty request is refused by whoever is ready to take a real one.
        const answer = await this.#ask(server, 'POST', '/tts', signal, 10, {}).catch(() => null);
        if (answer?.status === 400) return server;
        await Promise.race([child.closed, new Promise((resolve) => setTimeout(resolve, pollMs))]);
      }
    } catch (error) {
      await this.#stop();
      throw error;
    }
  }

  async #stop(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    await running?.child.end();
    // Recordings of those who spoke last.
    await rm(this.#options.workDir, { recursive: true, force: true });
  }

  /** One request; silence for too long, and a child that ends meanwhile, are for a new start to mend. */
  async #ask(
    server: Running,
    method: 'GET' | 'POST',
    target: string,
    signal: AbortSignal,
    seconds: number,
    body?: object,
  ): Promise<{ readonly status: number; readonly body: Buffer }> {
    const limit = AbortSignal.timeout(seconds * 1000);
    try {
      return await new Promise((resolve, reject) => {
        const options = { host: '127.0.0.1', port: server.port, method, path: target, agent: false } as const;
        const headers = body === undefined ? {} : { 'content-type': 'application/json' };
        const request = http.request({ ...options, headers, signal: AbortSignal.any([signal, limit]) }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
          response.on('error', reject);
        });
        request.on('error', reject);
        request.end(body === undefined ? undefined : JSON.stringify(body));
      });
    } catch (error) {
      // What it is doing cannot be called off.
      if (signal.aborted) await this.#stop();
      signal.throwIfAborted();
      if (limit.aborted) throw new Unwell(`it gave no answer within ${seconds} seconds`, { cause: error });
      throw new Unwell(lastError(server.output) ?? 'its server ended', { cause: error });
    }
  }
}

const nothingToSpeak = (): UserError => new UserError('nothing-to-speak');

/** @throws UserError when there are none: the server would take the base's instead */
async function hashWeights(file: string): Promise<string> {
  return hashFile(file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new UserError(
      'state-damaged',
      `The saved voice can't be used: ${path.basename(file)} is missing.`,
      'Go back to another version with /rollback, or start again with /train fresh.',
      { told: toldAs('state-damaged') },
    );
  });
}

/** What it says of itself with a status other than 200. */
function refusal({ status, body }: { readonly status: number; readonly body: Buffer }): Error {
  const said = answerBody.safeParse(parseJson(body));
  if (status !== 400 || !said.success) return new Unwell(`it answered with the status ${status}`);
  const { message, Exception: reason } = said.data;
  return new UserError(
    'speech-refused',
    `GPT-SoVITS could not speak: ${reason ?? message}.`,
    'Try another text or version; the operator finds more with the doctor command.',
    { told: toldAs('speech-failed') },
  );
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

/** The last error of Python or of its web server in what was printed; null: none. */
function lastError(output: string): string | null {
  const errors = output.match(/^(?:(?:\w+\.)*\w*(?:Error|Exception|Interrupt|Exit)\b.*|ERROR: .*)$/gm);
  return errors?.at(-1)?.trim().slice(0, 300) ?? null;
}

/** Memory that a child holds, bytes; 0 where the system does not tell. */
async function residentBytes({ process: { pid } }: Leashed): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return 1024 * Number(/^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1] ?? 0);
}

/** A port of the loopback interface that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
