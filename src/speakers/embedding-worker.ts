// The thread that tells who speaks; see speakers.ts.
import { workerData } from 'piscina';
import { z } from 'zod';
import { type Encoder, openEncoder } from './encoder.ts';
import type { Embedded } from './speakers.ts';

const { folder } = z.object({ folder: z.string() }).parse(workerData);
let encoder: Promise<Encoder> | undefined;

export default async function embed(samples: Float32Array): Promise<Embedded> {
  encoder ??= openEncoder(folder);
  const opened = await encoder;
  return { model: opened.id, vector: await opened.embed(samples) };
}
