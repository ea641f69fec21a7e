// Kokoro in a process of its own, for all threads of a trainer: one copy of its weights, and its memory goes with it when nobody
// has needed it for a while.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Excitation, KokoroSpeech, SpeechPlan } from './kokoro.ts';
import type { Mix, Style } from './voices.ts';

/** What can be asked, and what is answered. */
export interface KokoroAnswers {
  /** Voices that the model brings. */
  readonly names: { readonly asked: object; readonly answer: string[] };
  /** See Voices.style. */
  readonly style: {
    readonly asked: { readonly tokens: number; readonly timbre: Mix; readonly melody: string | Mix };
    readonly answer: Style;
  };
  /** See Voices.timbres. */
  readonly timbres: { readonly asked: { readonly tokens: number }; readonly answer: ReadonlyMap<string, Float32Array> };
  /** See Kokoro.plan. */
  readonly plan: { readonly asked: Sentence & Partial<Pick<SpeechPlan, 'durations'>>; readonly answer: SpeechPlan };
  /** See Kokoro.speak. */
  readonly speak: { readonly asked: Sentence & SpeechPlan; readonly answer: KokoroSpeech };
  /** See Kokoro.excite. */
  readonly excite: { readonly asked: Sentence & SpeechPlan; readonly answer: Excitation };
}

interface Sentence {
  readonly ipa: string;
  readonly style: Style;
  readonly speed: number;
}

/** Asks it. @throws Error with the name and message of what was thrown there, or when the process ended */
export type AskKokoro = <Name extends keyof KokoroAnswers>(
  name: Name,
  asked: KokoroAnswers[Name]['asked'],
) => Promise<KokoroAnswers[Name]['answer']>;

export interface KokoroRequest {
  readonly id: number;
  readonly name: keyof KokoroAnswers;
  readonly asked: unknown;
}

export interface KokoroReply {
  readonly id: number;
  readonly answer?: unknown;
  readonly error?: { readonly name: string; readonly message: string };
}

/** It keeps the weights for so long when nothing is asked. */
const idleMs = 300_000;
const script = fileURLToPath(new URL('./process-main.ts', import.meta.url));

interface Running {
  readonly child: ChildProcess;
  readonly waiting: Map<number, PromiseWithResolvers<unknown>>;
}

/** Starts with the first question. */
export class KokoroProcess {
  readonly #args: readonly string[];
  #running: Running | undefined;
  #ids = 0;
  #idle: NodeJS.Timeout | undefined;

  /** @param folder of the model; `partsDir` for what is made of it */
  constructor({ folder, partsDir }: { readonly folder: string; readonly partsDir: string }) {
    this.#args = [folder, partsDir];
  }

  /** See {@link AskKokoro}. */
  readonly ask = async (name: keyof KokoroAnswers, asked: unknown): Promise<unknown> => {
    clearTimeout(this.#idle);
    const running = (this.#running ??= this.#start());
    const answered = Promise.withResolvers<unknown>();
    const id = this.#ids++;
    running.waiting.set(id, answered);
    running.child.send({ id, name, asked } satisfies KokoroRequest, (error) => {
      if (error !== null) answered.reject(error);
    });
    try {
      return await answered.promise;
    } finally {
      running.waiting.delete(id);
      if (running.waiting.size === 0) this.#idle = setTimeout(() => void this.close(), idleMs).unref();
    }
  };

  /** Resolves when the process has ended; what was asked is rejected. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const running = this.#running;
    if (running === undefined) return;
    this.#running = undefined;
    const ended = once(running.child, 'exit');
    // It is waited for.
    running.child.ref();
    running.child.kill('SIGKILL');
    await ended;
  }

  #start(): Running {
    const child = fork(script, this.#args, {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [],
      serialization: 'advanced',
    });
    const waiting: Running['waiting'] = new Map();
    const running = { child, waiting };
    let output = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-2000)));
    child.on('message', ({ id, answer, error }: KokoroReply) => {
      if (error === undefined) waiting.get(id)?.resolve(answer);
      else waiting.get(id)?.reject(Object.assign(new Error(error.message), { name: error.name }));
    });
    child.on('exit', (code, signal) => {
      if (this.#running === running) this.#running = undefined;
      const reason = new Error(`The natural source ended with ${signal ?? code}. ${output.trim()}`.trim());
      for (const { reject } of waiting.values()) reject(reason);
    });
    child.on('error', (error) => {
      for (const { reject } of waiting.values()) reject(error);
    });
    // Who waits for an answer keeps this process; the child does not.
    child.unref();
    child.channel?.unref();
    (child.stderr as { unref?(): void } | null)?.unref?.();
    return running;
  }
}
