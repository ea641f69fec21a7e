// The thread that listens; see ears.ts.
import { workerData } from 'piscina';
import { z } from 'zod';
import type { Hearing } from './hearing.ts';
import { type Listener, openWhisper } from './whisper.ts';

const { folder, isOver } = z.object({ folder: z.string(), isOver: z.instanceof(Int32Array) }).parse(workerData);
let listener: Promise<Listener> | undefined;

export default async function hear(samples: Float32Array): Promise<Hearing> {
  listener ??= openWhisper(folder);
  return await (await listener).hear(samples, () => Atomics.load(isOver, 0) === 1);
}
