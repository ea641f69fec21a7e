// Uploads in rows: outcomes, who finishes them, and what interrupted workers leave.
import assert from 'node:assert/strict';
import test from 'node:test';
import { type IntakeItem, type IntakeOutcome, intakeItem } from '../../src/storage/records.ts';
import { answerTo, someVoice, temporaryStorage } from './support.ts';
import { onEachDatabase } from '../support/databases.ts';

const item = (fileName: string): IntakeItem => ({
  url: `https://cdn.discordapp.com/${fileName}`,
  fileName,
  bytes: 1000,
  contentType: 'audio/wav',
  transcript: null,
  outcome: null,
});
const added: IntakeOutcome = {
  kind: 'added',
  sampleIds: ['1'],
  unusable: 0,
  copies: 0,
  words: [],
  transcriptUnused: false,
  remarks: [],
};
const rejected: IntakeOutcome = { kind: 'rejected', sampleIds: [], message: 'Silent.', remarks: [] };

onEachDatabase('an intake is finished by one caller, once every file has its outcome', async (t) => {
  const storage = await temporaryStorage(t);
  const { intakes } = storage;
  const voice = await someVoice(storage);
  const items = ['a.wav', 'b.wav'].map(item);
  const made = await intakes.create({ userId: voice.ownerId, voiceId: voice.id, items, answerTo });
  assert.deepEqual(await intakes.get(made.id), made);
  assert.deepEqual([made.items, made.answerTo, made.finishedAt], [items, answerTo, null]);
  assert.deepEqual(await intakes.unfinished(), [made]);

  assert.equal(await intakes.finish(made.id), false, 'nothing has an outcome');
  assert.equal(await intakes.recordOutcome(made.id, 0, added), true);
  assert.equal(await intakes.recordOutcome(made.id, 0, rejected), false, 'the first outcome stands');
  assert.equal(await intakes.finish(made.id), false, 'one has none');
  assert.equal(await intakes.recordOutcome(made.id, 1, rejected), true);
  assert.deepEqual(
    (await intakes.get(made.id))?.items.map((done) => done.outcome),
    [added, rejected],
  );
  const callers = await Promise.all(Array.from({ length: 4 }, () => intakes.finish(made.id)));
  assert.equal(callers.filter(Boolean).length, 1);
  assert.deepEqual(await intakes.unfinished(), []);
});

onEachDatabase('outcomes that arrive at once are all kept', async (t) => {
  const storage = await temporaryStorage(t);
  const { intakes } = storage;
  const voice = await someVoice(storage);
  const items = Array.from({ length: 10 }, (_, index) => item(`${index}.wav`));
  const { id } = await intakes.create({ userId: voice.ownerId, voiceId: voice.id, items, answerTo });
  const recorded = await Promise.all(
    [...items.keys(), ...items.keys()].map((index) => intakes.recordOutcome(id, index, added)),
  );
  assert.equal(recorded.filter(Boolean).length, 10);
  assert.ok((await intakes.get(id))?.items.every((done) => done.outcome !== null));
});

onEachDatabase('what does not exist has no outcome and no end', async (t) => {
  const { intakes } = await temporaryStorage(t);
  assert.equal(await intakes.get('none'), null);
  assert.equal(await intakes.recordOutcome('none', 0, added), false);
  assert.equal(await intakes.finish('none'), false);
});

const wordsOf = (of: object) => {
  const { outcome } = intakeItem.parse({ ...item('a.wav'), outcome: { kind: 'duplicate', sampleIds: [], ...of } });
  return outcome?.kind === 'duplicate' && outcome.words;
};

test('a row of earlier times tells of the words of one clip, or of none', () => {
  assert.deepEqual(wordsOf({ words: { sampleId: '1', before: 'So.' } }), [{ sampleId: '1', before: 'So.' }]);
  assert.deepEqual([wordsOf({ words: null }), wordsOf({})], [[], []]);
});
