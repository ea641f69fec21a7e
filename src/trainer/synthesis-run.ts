// One preview: a version's state is restored, speaks the text, and the recording goes into the run's result.
import path from 'node:path';
import { UserError } from '../errors.ts';
import type { SynthesisRun } from '../storage/storage.ts';
import type { EngineContext } from './engines/engine.ts';
import type { Lease } from './lease.ts';
import { restoreWeights } from './states.ts';
import { speak, type Workshop, withFolder } from './workshop.ts';

/** @throws UserError when the version cannot speak any more; the lease's reason when it is aborted */
export async function synthesisRun(shop: Workshop, run: SynthesisRun, lease: Lease): Promise<boolean> {
  const { request } = run;
  const version = await shop.storage.versions.get(request.versionId);
  if (version === null || version.manifest === null) {
    throw new UserError(
      'version-purged',
      'This version is gone: it was trained on recordings that were deleted.',
      'Pick another one from /versions list.',
    );
  }
  const { manifest } = version;
  if (!(await shop.storage.runs.advance(run.id, run.fence, 'preparing'))) throw lease.lost();
  return withFolder(shop, run, async (folder) => {
    const stateDir = path.join(folder, 'state');
    await restoreWeights(shop.storage.blobs, shop.engine, manifest, stateDir, `Version ${version.number}`);
    const context: EngineContext = { signal: lease.signal, onEvent: async () => {}, cacheDir: shop.cacheDir };
    const preview = await speak(shop, stateDir, request.text, context);
    return shop.storage.runs.complete(run.id, run.fence, {
      kind: 'synthesis',
      preview: { ...preview, versionId: version.id },
    });
  });
}
