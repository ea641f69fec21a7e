// Files of intake workers and runs of trainers that went silent. Every dispatcher does this in each of its rounds instead of in
// turn: whoever waits for what a dead process held waits no longer than its lease.
import type { Log } from '../log.ts';
import { leasesLost } from '../metrics/figures.ts';
import type { RunEvent } from '../queue/jobs.ts';
import type { Storage } from '../storage/storage.ts';

/**
 * Free what silent processes hold; runs that were to be cancelled end here. Harmless when done by several at once.
 * @param tell hears of each run
 */
export async function releaseLeases(
  storage: Pick<Storage, 'intakeFiles' | 'runs'>,
  log: Log,
  tell: (event: RunEvent) => Promise<void>,
): Promise<void> {
  const files = await storage.intakeFiles.releaseExpired();
  leasesLost.inc({ of: 'intake' }, files);
  if (files > 0) log.warn({ files }, 'took files from an intake worker that went silent');
  for (const run of await storage.runs.releaseExpired()) {
    leasesLost.inc({ of: 'trainer' });
    log.warn({ run: run.id, fence: run.fence, state: run.state }, 'took a run from a trainer that went silent');
    await tell({ runId: run.id, what: run.state === 'queued' ? 'queued' : 'ended' });
  }
}
