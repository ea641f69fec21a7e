// Whether a file of PyTorch has been written to its end. Programs say nothing while they write.
import { open } from 'node:fs/promises';

const endRecordBytes = 22;
const endSignature = 0x06054b50;

/** Whether `file` is there and ends as the archives of torch.save end; a copy under way does not. */
export async function isWholeArchive(file: string): Promise<boolean> {
  let handle;
  try {
    handle = await open(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  try {
    const { size } = await handle.stat();
    if (size < endRecordBytes) return false;
    const end = Buffer.alloc(endRecordBytes);
    await handle.read(end, 0, endRecordBytes, size - endRecordBytes);
    return end.readUInt32LE() === endSignature && end.readUInt16LE(20) === 0;
  } finally {
    await handle.close();
  }
}
