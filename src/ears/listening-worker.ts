// The thread that listens; see ears.ts.
import { workerData } from 'piscina';
import { z } from 'zod';
import { ModelUnreadable } from './ctranslate2.ts';
import type { Hearing } from './hearing.ts';
import { type Listener, openWhisper } from './whisper.ts';

const { folder, isOver } = z.object({ folder: z.string(), isOver: z.instanceof(Int32Array) }).parse(workerData);
let listener: Promise<Listener> | undefined;

export interface Task {
  /** Mono, 16 kHz. */
  readonly samples: Float32Array;
  readonly language: string;
}

/** An error loses its class on its way out of a thread. */
export type Answer = Hearing | { readonly unreadable: string };

export default async function hear({ samples, language }: Task): Promise<Answer> {
  listener ??= openWhisper(folder);
  try {
    return await (await listener).hear(samples, language, () => Atomics.load(isOver, 0) === 1);
  } catch (error) {
    if (error instanceof ModelUnreadable) return { unreadable: error.message };
    throw error;
  }
}
