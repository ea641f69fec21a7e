// Blobs that no row refers to, what was heard in clips that nobody has, and what is left of deleted rows in the database's files.
import type { Job } from './job.ts';

/** Younger blobs may belong to a row that is not written yet, ms. */
const settledMs = 3_600_000;

export const blobs: Job = {
  name: 'blobs',
  everyMs: 3_600_000,
  async run(storage) {
    await storage.wipe();
    const deleted = await storage.sweepBlobs(settledMs);
    const hearings = await storage.hearings.sweep(settledMs);
    return deleted + hearings === 0 ? null : { deleted, hearings };
  },
};
