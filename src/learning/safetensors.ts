// Reads and writes safetensors files (github.com/huggingface/safetensors, format of 2023): eight bytes of header length, a
// JSON header, then plain little-endian numbers. Nothing in such a file can be run; what is read is checked first.
import { endianness } from 'node:os';
import { z } from 'zod';
import type { Bytes } from '../files.ts';
import type { Shape } from './graph.ts';
import { fromBfloats, fromHalves } from './halves.ts';

export interface NamedTensor {
  readonly shape: Shape;
  readonly data: Float32Array;
}
export type NamedTensors = ReadonlyMap<string, NamedTensor>;

/** The format's own limit. */
const MAX_HEADER_BYTES = 100_000_000;
const METADATA = '__metadata__';

const size = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const elementBytes = { F32: 4, F16: 2, BF16: 2 } as const;
const entry = z.strictObject({
  dtype: z.enum(['F32', 'F16', 'BF16'], { error: 'only floats of 32 and 16 bits are read' }),
  shape: z.array(size).max(8),
  data_offsets: z.tuple([size, size]),
});
const metadataEntry = z.record(z.string(), z.string());

if (endianness() !== 'LE') throw new Error('safetensors are little-endian, this machine is not');

/** @param metadata free text, kept in the header */
export function encodeSafetensors(tensors: NamedTensors, metadata: Readonly<Record<string, string>> = {}): Buffer {
  let end = 0;
  const entries = [...tensors].map(([name, { shape, data }]) => {
    if (name === METADATA) throw new Error(`a tensor can't be named ${METADATA}`);
    const start = end;
    end += data.byteLength;
    return [name, { dtype: 'F32', shape, data_offsets: [start, end] }] as const;
  });
  const json = Buffer.from(JSON.stringify({ [METADATA]: metadata, ...Object.fromEntries(entries) }));
  // Spaces after the header keep the numbers aligned.
  const header = Buffer.concat([json, Buffer.alloc((8 - (json.length % 8)) % 8, ' ')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  const bodies = [...tensors.values()].map(({ data }) => Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  return Buffer.concat([length, header, ...bodies]);
}

/** @throws Error with the reason when the file is damaged or not one of 32-bit floats; nothing is allocated beyond its own size */
export function decodeSafetensors(file: Uint8Array): { tensors: NamedTensors; metadata: Record<string, string> } {
  const { tensors, metadata } = readSafetensors(Buffer.from(file.buffer, file.byteOffset, file.byteLength));
  return { tensors: new Map(Array.from(tensors, ([name, { shape, data }]) => [name, { shape, data }])), metadata };
}

/**
 * As {@link decodeSafetensors}, of a file of any size: numbers are read whenever a tensor is asked for its own.
 * @param options.withHalves also reads numbers of half precision, as 32-bit floats
 */
export function readSafetensors(
  bytes: Bytes,
  { withHalves = false }: { readonly withHalves?: boolean } = {},
): { tensors: NamedTensors; metadata: Record<string, string> } {
  if (bytes.length < 8) throw new Error('not a safetensors file: shorter than its header length');
  const headerLength = bytes.subarray(0, 8).readBigUInt64LE(0);
  if (headerLength > BigInt(Math.min(MAX_HEADER_BYTES, bytes.length - 8))) {
    throw new Error(`not a safetensors file: a header of ${headerLength} bytes in a file of ${bytes.length}`);
  }
  const bodyStart = 8 + Number(headerLength);
  const bodyLength = bytes.length - bodyStart;
  const header = parseHeader(bytes.subarray(8, bodyStart));
  const tensors = new Map<string, NamedTensor>();
  let covered = 0;
  for (const [
    name,
    {
      dtype,
      shape,
      data_offsets: [start, end],
    },
  ] of header.entries) {
    if (dtype !== 'F32' && !withHalves) throw new Error(`damaged safetensors file: "${name}": only dtype F32 is read`);
    if (start !== covered) throw new Error(`damaged safetensors file: "${name}" begins at ${start}, not at ${covered}`);
    const count = shape.reduce((product, n) => product * n, 1);
    if (end - start !== count * elementBytes[dtype]) {
      throw new Error(`damaged safetensors file: "${name}" [${shape.join()}] in ${end - start} bytes`);
    }
    if (end > bodyLength) throw new Error(`damaged safetensors file: "${name}" ends after the file`);
    tensors.set(name, {
      shape,
      get data() {
        return numbersOf[dtype](bytes.subarray(bodyStart + start, bodyStart + end));
      },
    });
    covered = end;
  }
  if (covered !== bodyLength) throw new Error(`damaged safetensors file: ${bodyLength - covered} bytes too many`);
  return { tensors, metadata: header.metadata };
}

const numbersOf = {
  // A copy is aligned, and does not keep the whole file alive.
  F32: (bytes: Buffer): Float32Array => new Float32Array(Uint8Array.from(bytes).buffer),
  F16: fromHalves,
  BF16: fromBfloats,
} as const;

/** The header's entries in the order of their numbers, which must leave no gap. */
function parseHeader(bytes: Buffer): { entries: [string, z.infer<typeof entry>][]; metadata: Record<string, string> } {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    throw new Error('damaged safetensors file: the header is no JSON', { cause: error });
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new Error('damaged safetensors file: the header is no object');
  }
  let metadata: Record<string, string> = {};
  const entries: [string, z.infer<typeof entry>][] = [];
  for (const [name, value] of Object.entries(json)) {
    const parsed = name === METADATA ? metadataEntry.safeParse(value) : entry.safeParse(value);
    if (!parsed.success) throw new Error(`damaged safetensors file: "${name}": ${z.prettifyError(parsed.error)}`);
    if (name === METADATA) metadata = parsed.data as Record<string, string>;
    else entries.push([name, parsed.data as z.infer<typeof entry>]);
  }
  entries.sort(([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1]);
  return { entries, metadata };
}
