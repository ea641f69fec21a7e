// The graphs of a fetched Whisper, built once from its tensors and kept beside them. That takes several times the memory of
// listening, so a child process does it, and its memory goes with it.
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { ModelUnreadable, readCtranslate2 } from './ctranslate2.ts';
import { exists, openBytes } from '../files.ts';
import { runForked } from '../forked.ts';
import { weightsIn } from './description.ts';
import { describeTransformers, readTransformers } from './transformers.ts';
import { type WhisperShape, shapeOf, writeDecoder, writeEncoder } from './whisper-graphs.ts';

/** Goes up when the same tensors give other graphs. */
const formatVersion = 6;
const size = z.number().int().positive();
const whisperShape = z.object({
  bands: size,
  width: size,
  heads: size,
  encoderLayers: size,
  decoderLayers: size,
  positions: size,
  places: size,
  vocabulary: size,
});

const folderName = (version: number): string => `graphs-${version}`;
const isOlder = (name: string): boolean =>
  Array.from({ length: formatVersion }, (_, version) => folderName(version)).includes(name);

/** With what tells whether the numbers are still those that the graphs were made of. */
const keptShape = whisperShape.extend({ weights: z.object({ bytes: size, changedAt: z.number() }) });

/** The file that holds the numbers of a model. */
async function numbersOf(folder: string) {
  const { ctranslate2, transformers } = weightsIn(folder);
  const isPlain = await exists(ctranslate2);
  const file = isPlain ? ctranslate2 : transformers;
  const { size: bytes, mtimeMs: changedAt } = await stat(file);
  return { isPlain, file, bytes, changedAt };
}

export interface Graphs {
  readonly shape: WhisperShape;
  /** Paths of ONNX files. */
  readonly encoder: string;
  readonly decoder: string;
}

/** The graphs of the model in `folder`, built where they are not there yet. @throws ModelUnreadable */
export async function graphsOf(folder: string): Promise<Graphs> {
  const kept = path.join(folder, folderName(formatVersion));
  const { bytes, changedAt } = await numbersOf(folder);
  const read = async (): Promise<WhisperShape> => {
    const { weights, ...shape } = keptShape.parse(JSON.parse(await readFile(path.join(kept, 'shape.json'), 'utf8')));
    if (weights.bytes !== bytes || weights.changedAt !== changedAt) throw new Error('they are of other numbers');
    return shape;
  };
  const shape = await read().catch(async () => {
    await runForked(new URL('./build-graphs.ts', import.meta.url), [folder, kept]).catch((error: Error) => {
      throw new ModelUnreadable(error.message, { cause: error });
    });
    return await read();
  });
  return { shape, encoder: path.join(kept, 'encoder.onnx'), decoder: path.join(kept, 'decoder.onnx') };
}

/** What the child process does: build the graphs of the model in `folder` and put them into `kept`, all or nothing. */
export async function buildGraphs(folder: string, kept: string): Promise<void> {
  const { isPlain, file, ...weights } = await numbersOf(folder);
  const unfinished = `${kept}.${process.pid}`;
  const bytes = openBytes(file);
  try {
    const tensors = isPlain
      ? readCtranslate2(bytes, 'WhisperSpec')
      : readTransformers(bytes, await describeTransformers(folder));
    const shape = shapeOf(tensors);
    await mkdir(unfinished, { recursive: true });
    writeEncoder(path.join(unfinished, 'encoder.onnx'), tensors, shape);
    writeDecoder(path.join(unfinished, 'decoder.onnx'), tensors, shape);
    await writeFile(path.join(unfinished, 'shape.json'), JSON.stringify({ ...shape, weights }));
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  } finally {
    bytes.close();
  }
  for (const name of await readdir(folder)) {
    if (name === path.basename(kept) || isOlder(name)) await rm(path.join(folder, name), { recursive: true });
  }
  try {
    await rename(unfinished, kept);
  } catch (error) {
    // Another process has just put the same there.
    await rm(unfinished, { recursive: true });
    if (!(await exists(kept))) throw error;
  }
}
