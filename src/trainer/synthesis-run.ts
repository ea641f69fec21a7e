// One preview: a version's state is restored, speaks the text, and the recording goes into the run's result.
import path from 'node:path';
import { UserError } from '../errors.ts';
import type { SynthesisRun } from '../storage/storage.ts';
import type { EngineContext } from './engines/engine.ts';
import type { Lease } from './lease.ts';
import { restoreWeights } from './states.ts';
import { speakAloud, type TrainerServices, withFolder } from './services.ts';

/** @throws UserError when the version cannot speak any more; the lease's reason when it is aborted */
export async function synthesisRun(services: TrainerServices, run: SynthesisRun, lease: Lease): Promise<boolean> {
  const { request } = run;
  const version = await services.storage.versions.get(request.versionId);
  if (version === null || version.manifest === null) {
    throw new UserError(
      'version-purged',
      'This version is gone: it had learnt recordings that were deleted.',
      'Pick another one from /versions list.',
    );
  }
  const { manifest } = version;
  if (!(await services.storage.runs.advance(run.id, run.fence, 'preparing'))) throw lease.lost();
  return withFolder(services, run, async (folder) => {
    const stateDir = path.join(folder, 'state');
    await restoreWeights(services.storage.blobs, services.engine, manifest, stateDir, `Version ${version.number}`);
    const context: EngineContext = { signal: lease.signal, onEvent: async () => {}, cacheDir: services.cacheDir };
    const { text, spoken = text, delivery } = request;
    const { preview, remark } = await speakAloud(services, stateDir, spoken, context, delivery);
    return services.storage.runs.complete(run.id, run.fence, {
      kind: 'synthesis',
      preview: { ...preview, text, versionId: version.id },
      ...(remark === undefined ? {} : { remark }),
    });
  });
}
