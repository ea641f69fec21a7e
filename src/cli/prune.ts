// `prune`: what the trainer does after each training, for all voices now; and the sweep that runs every hour.
import type { CliContext } from './context.ts';
import { megabytes } from './table.ts';
import { nameOf } from './voice.ts';

/** Younger files may belong to a row that is not written yet, ms. */
const settledMs = 3_600_000;

export async function prune({ storage, openEngine, config, out }: CliContext): Promise<void> {
  let count = 0;
  const engine = await openEngine();
  for (const voice of await storage.voices.all()) {
    for (const { version, freedBytes } of await storage.versions.prune(voice.id, {
      keep: config.keepVersions,
      engine,
    })) {
      out(`${nameOf(voice)} v${version.number}: only its weights are kept, ${megabytes(freedBytes)} are free to go`);
      count++;
    }
  }
  const deleted = await storage.sweepBlobs(settledMs);
  out(`Versions pruned: ${count}. Files deleted: ${deleted}; those of the last hour go later by themselves.`);
}
