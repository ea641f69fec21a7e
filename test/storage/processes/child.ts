// The other side of the tests that need several processes: does what it is told and reports over IPC.
import { LocalBlobs } from '../../../src/storage/blobs.ts';
import { type Storage, openStorage } from '../../../src/storage/storage.ts';
import { newSample, newVersion, sha256, shown } from '../support.ts';

export type Order =
  | { readonly do: 'open'; readonly dataDir: string }
  | { readonly do: 'claim'; readonly runIds: readonly string[] }
  | { readonly do: 'publish'; readonly runId: string; readonly fence: number; readonly times: number }
  | { readonly do: 'outcomes'; readonly intakeId: string; readonly count: number }
  /** Adds clips three by three until killed; reports each upload after its transaction. */
  | { readonly do: 'write'; readonly voiceId: string }
  | { readonly do: 'put'; readonly folder: string; readonly source: string };

let storage: Storage | undefined;
const report = (value: unknown): void => void process.send?.(value);

async function obey(order: Order): Promise<unknown> {
  if (order.do === 'open') {
    storage = await openStorage({ dataDir: order.dataDir });
    return 'opened';
  }
  if (order.do === 'put') {
    const blobs = await LocalBlobs.open(order.folder);
    return await blobs.put(order.source);
  }
  if (storage === undefined) throw new Error('open first');
  const { runs, intakes, samples } = storage;
  if (order.do === 'claim') {
    const claimed = await Promise.all(order.runIds.map((id) => runs.claim(id, 600_000, 'builtin')));
    return claimed.filter((run) => run !== null).map((run) => run.id);
  }
  if (order.do === 'publish') {
    const attempts = Array.from({ length: order.times }, () =>
      runs.publish(order.runId, order.fence, newVersion(), shown),
    );
    return (await Promise.all(attempts)).filter((version) => version !== null).length;
  }
  if (order.do === 'outcomes') {
    let first = 0;
    for (let index = 0; index < order.count; index += 1) {
      const message = `by ${process.pid}`;
      if (await intakes.recordOutcome(order.intakeId, index, { kind: 'rejected', sampleIds: [], message, remarks: [] }))
        first += 1;
    }
    return first;
  }
  for (let upload = 0; ; upload += 1) {
    const sourceSha256 = sha256(`${process.pid} ${upload}`);
    await samples.add(
      order.voiceId,
      [0, 1, 2].map((index) => newSample(index, { sourceSha256 })),
    );
    report({ wrote: sourceSha256 });
  }
}

process.on('message', (order: Order) => {
  obey(order).then(
    (value) => report({ done: value }),
    (error: unknown) => report({ error: String(error) }),
  );
});
report('ready');
