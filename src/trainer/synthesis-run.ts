// One preview: a version's state is restored, speaks the text, and the recording goes into the run's result.
import path from 'node:path';
import { UserError } from '../errors.ts';
import type { StateManifest } from '../storage/records.ts';
import type { SynthesisRun, Version } from '../storage/storage.ts';
import type { EngineContext } from './engines/engine.ts';
import type { Lease } from './lease.ts';
import { restoreWeights } from './states.ts';
import { speakAloud, type TrainerServices, withFolder } from './services.ts';

type Speaking = Version & { readonly manifest: StateManifest };

/** @throws UserError `version-purged` */
async function speaking({ storage }: TrainerServices, versionId: string): Promise<Speaking> {
  const version = await storage.versions.get(versionId);
  const manifest = version?.manifest ?? null;
  if (version !== null && manifest !== null) return { ...version, manifest };
  throw new UserError('version-purged');
}

/** @throws UserError when a version cannot speak any more; the lease's reason when it is aborted */
export async function synthesisRun(services: TrainerServices, run: SynthesisRun, lease: Lease): Promise<boolean> {
  const { request } = run;
  const version = await speaking(services, request.versionId);
  const other = request.against === undefined ? null : await speaking(services, request.against);
  if (!(await services.storage.runs.advance(run.id, run.fence, 'preparing'))) throw lease.lost();
  return withFolder(services, run, async (folder) => {
    const context: EngineContext = { signal: lease.signal, onEvent: async () => {}, cacheDir: services.cacheDir };
    const { text, spoken = text, rest } = request;
    const delivery = { ...request.delivery, ...(rest === undefined ? {} : { rest }) };
    const say = async ({ id, number, manifest }: Speaking) => {
      const stateDir = path.join(folder, `v${number}`);
      await restoreWeights(services.storage.blobs, services.engine, manifest, stateDir, `Version ${number}`);
      const { preview, remark } = await speakAloud(services, stateDir, spoken, context, delivery);
      return { preview: { ...preview, text, versionId: id }, remark };
    };
    const { preview, remark } = await say(version);
    const second = other === null ? null : (await say(other)).preview;
    return services.storage.runs.complete(run.id, run.fence, {
      kind: 'synthesis',
      preview,
      ...(second === null ? {} : { second }),
      ...(remark === undefined ? {} : { remark }),
    });
  });
}
