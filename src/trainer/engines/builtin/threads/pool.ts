// Worker threads for everything that computes: the trainer's event loop only passes messages. A task runs to its end on
// one worker; it may report events on the way and waits until they have been dealt with, and hears when it is not wanted any
// more, which src/threads.ts and piscina below it know nothing of.
// No thread is ended from outside: a native addon that is at work in it would take the process along with an abort.
import os from 'node:os';
import { Worker } from 'node:worker_threads';
import { UserError } from '../../../../errors.ts';
import type { ErrorTexts } from '../../../../i18n/errors.ts';
import '../../../../learning/telemetry.ts';
import type { TaskInput, TaskName, TaskOutput, TaskEvent } from './tasks.ts';

/** What the pool says to a worker. */
export type ToWorker =
  | { readonly kind: 'start'; readonly id: number; readonly task: TaskName; readonly input: unknown }
  | { readonly kind: 'abort'; readonly id: number }
  /** The event that the worker waits for has been dealt with; with an error the task fails. */
  | { readonly kind: 'heard'; readonly id: number; readonly error?: string }
  /** Of a question. */
  | { readonly kind: 'answer'; readonly question: number; readonly answer?: unknown; readonly error?: SentError }
  /** Abort what runs, and end. */
  | { readonly kind: 'end' };

/** What a worker says to the pool. */
export type FromWorker =
  | { readonly kind: 'event'; readonly id: number; readonly event: TaskEvent }
  /** Something that only the other side has. */
  | { readonly kind: 'ask'; readonly question: number; readonly asked: unknown }
  | { readonly kind: 'done'; readonly id: number; readonly output: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: SentError };

/** An error as it crosses threads: structured cloning would lose its class and fields. */
export interface SentError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Of a UserError. */
  readonly code?: string;
  readonly hint?: string;
  readonly texts?: ErrorTexts | undefined;
}

/** An error to be sent; {@link SentError}. */
export function toSend(error: unknown): SentError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), stack: undefined };
  const sent = { name: error.name, message: error.message, stack: error.stack };
  return error instanceof UserError ? { ...sent, code: error.code, hint: error.hint, texts: error.texts } : sent;
}

/** An error that was sent, as the class that callers expect. */
export function revive({ name, message, stack, code, hint, texts: told }: SentError): Error {
  const error =
    code !== undefined && hint !== undefined
      ? new UserError(code, message, hint, told && { told })
      : new Error(message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}

export interface TaskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: (event: TaskEvent) => Promise<void>;
}

interface Job {
  readonly id: number;
  readonly task: TaskName;
  readonly input: unknown;
  readonly options: TaskOptions;
  readonly resolve: (output: unknown) => void;
  readonly reject: (reason: unknown) => void;
  /** Why an event of it was refused: thrown once it has stopped. */
  refusal?: unknown;
}

interface Member {
  readonly worker: Worker;
  readonly ended: Promise<void>;
  job: Job | undefined;
}

/**
 * A pool that grows to its size as work comes and then keeps its workers.
 * @example
 * const pool = new WorkerPool(2, { fliteFolder });
 * const figures = await pool.run('analyzeClip', { ffmpeg, clip, cacheDir }, { signal });
 * await pool.close();
 */
export class WorkerPool {
  /** Most workers that run at once. */
  readonly size: number;
  readonly #workerData: unknown;
  readonly #answer: (asked: unknown) => Promise<unknown>;
  readonly #members = new Set<Member>();
  readonly #waiting: Job[] = [];
  #ids = 0;
  #closed = false;

  /**
   * @param size most workers that run at once
   * @param workerData what every worker is given when it starts
   * @param answer what a worker asks of this side
   */
  constructor(size: number, workerData: unknown, answer: (asked: unknown) => Promise<unknown>) {
    this.size = size;
    this.#workerData = workerData;
    this.#answer = answer;
  }

  /**
   * Run a task on the next free worker.
   * @throws what the task throws; `signal.reason` when aborted, once the task has stopped: it writes nothing any more
   */
  run<Name extends TaskName>(task: Name, input: TaskInput<Name>, options: TaskOptions = {}): Promise<TaskOutput<Name>> {
    const { signal } = options;
    if (this.#closed) return Promise.reject(new Error('The worker pool is closed'));
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const job: Job = { id: this.#ids++, task, input, options, resolve, reject };
    const onAbort = (): void => {
      const waiting = this.#waiting.indexOf(job);
      if (waiting >= 0) {
        this.#waiting.splice(waiting, 1);
        reject(signal?.reason);
      }
      for (const member of this.#members) if (member.job === job) post(member, { kind: 'abort', id: job.id });
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    // Who wants to hear something waits for it; the rest is work that takes its time anyway.
    if (task === 'speak') this.#waiting.unshift(job);
    else this.#waiting.push(job);
    this.#dispatch();
    return promise.finally(() => signal?.removeEventListener('abort', onAbort)) as Promise<TaskOutput<Name>>;
  }

  /** Resolves when all workers have ended; what still runs is rejected. */
  async close(): Promise<void> {
    this.#closed = true;
    const closed = new Error('The worker pool is closed');
    for (const job of this.#waiting.splice(0)) job.reject(closed);
    const members = [...this.#members];
    for (const member of members) {
      member.job?.reject(closed);
      post(member, { kind: 'end' });
      // It is waited for.
      member.worker.ref();
    }
    await Promise.all(members.map(({ ended }) => ended));
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      let member = [...this.#members].find(({ job }) => job === undefined);
      if (!member && this.#members.size < this.size) member = this.#hire();
      if (!member) return;
      const job = this.#waiting.shift()!;
      member.job = job;
      member.worker.ref();
      post(member, { kind: 'start', id: job.id, task: job.task, input: job.input });
    }
  }

  #hire(): Member {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: this.#workerData });
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const member: Member = { worker, ended, job: undefined };
    this.#members.add(member);
    worker.on('message', (message: FromWorker) => void this.#hear(member, message));
    worker.on('error', (error) => member.job?.reject(error));
    worker.on('exit', (code) => {
      this.#members.delete(member);
      resolve();
      member.job?.reject(new Error(`A worker thread ended with code ${code}`));
      if (!this.#closed) this.#dispatch();
    });
    return member;
  }

  async #tell(member: Member, { question, asked }: Extract<FromWorker, { kind: 'ask' }>): Promise<void> {
    try {
      post(member, { kind: 'answer', question, answer: await this.#answer(asked) });
    } catch (error) {
      post(member, { kind: 'answer', question, error: toSend(error) });
    }
  }

  async #hear(member: Member, message: FromWorker): Promise<void> {
    if (message.kind === 'ask') return this.#tell(member, message);
    const { job } = member;
    if (job?.id !== message.id) return;
    if (message.kind === 'event') {
      try {
        if (this.#closed) throw new Error('The worker pool is closed');
        if (!job.options.signal?.aborted) await job.options.onEvent?.(message.event);
        post(member, { kind: 'heard', id: job.id });
      } catch (error) {
        // The caller's own error goes to the caller; the worker only needs to know that it is over.
        job.refusal = error;
        post(member, { kind: 'heard', id: job.id, error: 'the event was refused' });
      }
      return;
    }
    const { signal } = job.options;
    if (signal?.aborted) job.reject(signal.reason);
    else if (job.refusal !== undefined) job.reject(job.refusal);
    else if (message.kind === 'done') job.resolve(message.output);
    else job.reject(revive(message.error));
    member.job = undefined;
    if (this.#closed) return;
    // An idle worker must not keep the process alive.
    member.worker.unref();
    this.#dispatch();
  }
}

function post(member: Member, message: ToWorker): void {
  member.worker.postMessage(message);
}

/** Workers that this machine carries: one per core, two at least so that a preview need not wait for a training. */
export function defaultPoolSize(): number {
  return Math.min(8, Math.max(2, os.availableParallelism()));
}
