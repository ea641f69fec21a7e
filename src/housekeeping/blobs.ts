// Blobs that no row refers to, and what is left of deleted rows in the database's files.
import type { Job } from './job.ts';

/** Younger blobs may belong to a row that is not written yet, ms. */
const settledMs = 3_600_000;

export const blobs: Job = {
  name: 'blobs',
  everyMs: 3_600_000,
  async run(storage) {
    await storage.wipe();
    const deleted = await storage.sweepBlobs(settledMs);
    return deleted === 0 ? null : { deleted };
  },
};
