// Files in zip archives, each no larger than a message can carry. They are stored as they are: sound and weights don't get smaller.
import { type Zippable, zip } from 'fflate';
import { BlobDamaged } from '../storage/blobs.ts';
import type { TakeoutFile, TakeoutGroup } from './contents.ts';

export interface Archive {
  readonly name: string;
  readonly data: Buffer;
}

/** What an archive needs beside its files, bytes: for each of them and its line in a list, and for what tells of them all. */
const overhead = { each: 2000, list: 64 * 1024 };

const pack = async (files: Zippable): Promise<Buffer> =>
  await new Promise((resolve, reject) => {
    zip(files, { level: 0 }, (error, data) => {
      if (error === null) resolve(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
      else reject(error);
    });
  });

/**
 * The files of a group, in as few archives as hold them.
 * @param maxBytes of an archive
 * @param leftOut hears of files that no archive can hold, and of those that are damaged, with the error
 */
export async function* archivesOf(
  { name, files, index }: TakeoutGroup,
  maxBytes: number,
  leftOut: (file: TakeoutFile, error: BlobDamaged | null) => void,
): AsyncGenerator<Archive> {
  const room = maxBytes - overhead.list;
  let packed: Record<string, Buffer> = {};
  let bytes = 0;
  let number = 0;
  const flush = async (isLast: boolean): Promise<Archive> => {
    const whole: Zippable = { ...packed, ...Object.fromEntries((await index?.(packed)) ?? []) };
    number += 1;
    packed = {};
    bytes = 0;
    return { name: isLast && number === 1 ? `${name}.zip` : `${name}-${number}.zip`, data: await pack(whole) };
  };
  for (const file of files) {
    let content: Buffer | null = null;
    try {
      if ((file.bytes ?? 0) <= room) content = await file.read();
    } catch (error) {
      if (!(error instanceof BlobDamaged)) throw error;
      leftOut(file, error);
      continue;
    }
    const needed = (content?.length ?? 0) + overhead.each + (file.toldBytes ?? 0);
    if (content === null || needed > room) {
      leftOut(file, null);
      continue;
    }
    if (bytes + needed > room) yield await flush(false);
    packed[file.name] = content;
    bytes += needed;
  }
  if (bytes > 0) yield await flush(true);
}
