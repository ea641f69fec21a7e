// The use of a day is a fact of the person: it stays when the voice goes, and goes with the person.
import assert from 'node:assert/strict';
import type { Storage, Voice } from '../../src/storage/storage.ts';
import { onEachDatabase } from '../support/databases.ts';
import { answerTo, failure, queuedRun, runIn, sentFile, someVoice, temporaryStorage } from './support.ts';

const [ann, ben] = ['100000000000000001', '100000000000000002'];
const hourMs = 3_600_000;

const send = (storage: Storage, voice: Voice, bytes: number) =>
  storage.intakes.create({ userId: voice.ownerId, voiceId: voice.id, items: [sentFile(bytes)], answerTo });

const amounts = (uses: readonly { readonly amount: number }[]): number[] => uses.map(({ amount }) => amount);

/** What limits are compared with: amounts of uploads, trainings and previews. */
async function used({ usage }: Storage, userId: string) {
  return [
    amounts(await usage.uploads(userId, 0)),
    amounts(await usage.trainings(userId, 0)),
    amounts(await usage.previews(userId, 0)),
  ];
}

onEachDatabase('what was used of the limits of a day stays when the voice is deleted', async (t) => {
  const storage = await temporaryStorage(t);
  const now = Date.now();
  const at = async (hours: number): Promise<void> => await storage.setClock(now + hours * hourMs);
  await at(0);
  const voice = await someVoice(storage, ann);
  const other = await storage.voices.ensure(ann, 'other');
  await send(storage, voice, 5_000_000_000);
  const first = await runIn(storage, voice, 'training');
  await storage.runs.request({
    voiceId: voice.id,
    userId: ann,
    engine: 'builtin',
    request: { kind: 'synthesis', text: 'The rest.', versionId: 'v', isRest: true },
    answerTo,
  });
  await at(1);
  await storage.runs.fail(first.id, first.fence, failure);
  await send(storage, other, 7);
  await queuedRun(storage, voice, 'synthesis');
  const open = await runIn(storage, voice, 'training');
  await at(3);
  const before = [
    [5_000_000_000, 7],
    [hourMs, 2 * hourMs],
    [0, 1],
  ];
  assert.deepEqual(await used(storage, ann), before);
  await storage.removeVoice(voice.id);
  assert.equal(await storage.runs.get(open.id), null);
  assert.deepEqual(await used(storage, ann), [[5_000_000_000, 7], [hourMs, 2 * hourMs], [1]]);
  assert.deepEqual(
    (await storage.usage.uploads(ann, now)).map((use) => use.at),
    [now + hourMs],
    'each at its time',
  );

  const waiting = await queuedRun(storage, other);
  const inLine = async () => [...(await storage.usage.trainedBefore([waiting.id]))];
  assert.deepEqual(await inLine(), [[waiting.id, 3 * 3600]], 'nor does it bring them forward in the line');
  const sent = await storage.usage.noteSent(ann, 9);
  assert.deepEqual((await used(storage, ann))[0], [5_000_000_000, 7, 9]);
  await storage.usage.takeBack(sent);
  await storage.removeVoice(other.id);
  assert.deepEqual(await used(storage, ann), [[5_000_000_000, 7], [hourMs, 2 * hourMs], [1]], 'once each');

  await at(3 + 49);
  await storage.retention.deleteEnded();
  assert.deepEqual(await used(storage, ann), [[], [], []], 'nobody looks at it any more');
});

onEachDatabase('what others used with the voice of somebody who is forgotten stays theirs', async (t) => {
  const storage = await temporaryStorage(t);
  const voice = await someVoice(storage, ann);
  await someVoice(storage, ben);
  await send(storage, voice, 5);
  const request = { kind: 'synthesis', text: 'Hello.', versionId: 'v' } as const;
  await storage.runs.request({ voiceId: voice.id, userId: ben, engine: 'builtin', request, answerTo });
  // Not even what can't be read keeps anybody.
  await storage.change("update intakes set items = '{'; update runs set request = '{'");
  await storage.forget(ann);
  assert.deepEqual(await used(storage, ben), [[], [], [1]]);
  await someVoice(storage, ann);
  assert.deepEqual(await used(storage, ann), [[], [], []]);
  await assert.rejects(storage.usage.noteSent('3', 1), { code: 'erased-meanwhile' });
});
