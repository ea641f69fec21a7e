// How much sound a file of chunks says it holds. ffmpeg shortens this claim to the file's size, so that of a WAV that was
// cut off nobody would notice.
import { type FileHandle, open } from 'node:fs/promises';
import type { AudioFormat } from './format.ts';

interface ChunkLayout {
  readonly firstChunk: number;
  readonly headerBytes: number;
  /** Name and bytes of content of the chunk whose header this is. */
  read(header: Buffer): { readonly name: string; readonly bytes: number };
  /** Chunks begin at multiples of this. */
  readonly alignment: number;
}

const layouts: Partial<Record<AudioFormat['demuxer'], ChunkLayout>> = {
  wav: {
    firstChunk: 12,
    headerBytes: 8,
    read: (header) => ({ name: header.toString('latin1', 0, 4), bytes: header.readUInt32LE(4) }),
    alignment: 2,
  },
  // Sony Wave64: names are GUIDs that begin like those of WAV; sizes count the header.
  w64: {
    firstChunk: 40,
    headerBytes: 24,
    read: (header) => ({ name: header.toString('latin1', 0, 4), bytes: Number(header.readBigInt64LE(16)) - 24 }),
    alignment: 8,
  },
  caf: {
    firstChunk: 8,
    headerBytes: 12,
    read: (header) => ({ name: header.toString('latin1', 0, 4), bytes: Number(header.readBigInt64BE(4)) }),
    alignment: 1,
  },
};

const mostChunks = 1000;
/** From here on it is no length, but what a program writes that does not know it yet: SoX 0x7ffff000, others 0xffffffff. */
const placeholder = 0x7ffff000;

async function readAt(file: FileHandle, position: number, bytes: number): Promise<Buffer | null> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, position);
  return bytesRead === bytes ? buffer : null;
}

/**
 * How much longer a file says to be than it is.
 * @returns bytes of sound by the header, divided by the bytes that are there; 1 where all is there or nothing is claimed
 */
export async function claimedOverPresent(path: string, format: AudioFormat): Promise<number> {
  const layout = layouts[format.demuxer];
  if (layout === undefined) return 1;
  await using file = await open(path);
  const { size } = await file.stat();
  let position = layout.firstChunk;
  for (let chunk = 0; chunk < mostChunks; chunk++) {
    const header = await readAt(file, position, layout.headerBytes);
    if (header === null) return 1;
    const { name, bytes } = layout.read(header);
    const start = position + layout.headerBytes;
    if (name === 'data') {
      const present = size - start;
      return present > 0 && bytes > present && bytes < placeholder ? bytes / present : 1;
    }
    if (bytes < 0) return 1;
    position = Math.ceil((start + bytes) / layout.alignment) * layout.alignment;
  }
  return 1;
}
