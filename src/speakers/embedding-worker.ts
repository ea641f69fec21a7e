// The thread that tells who speaks; see speakers.ts.
import { workerData } from 'piscina';
import { z } from 'zod';
import { type Encoder, openEncoder } from './encoder.ts';
import type { EncodedBy } from './speakers.ts';

const { folder } = z.object({ folder: z.string() }).parse(workerData);
let encoder: Promise<Encoder> | undefined;

export default async function encode(samples: Float32Array): Promise<EncodedBy> {
  encoder ??= openEncoder(folder);
  const opened = await encoder;
  return { model: opened.id, encoded: await opened.encode(samples) };
}
