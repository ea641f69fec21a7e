// /voices, and what other commands do for somebody who has several.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { catalog } from '../../src/models/catalog.ts';
import { espeakVersion } from '../../src/phones/espeak.ts';
import { pressedVoice } from '../../src/bot/interactions/ownership.ts';
import type { Voice } from '../../src/storage/storage.ts';
import { keptVoiceName } from '../../src/storage/voices.ts';
import { newSample, publishedVersion } from '../storage/support.ts';
import { type Lab, assertClean, gate, startLab } from './support.ts';

describe('/voices', () => {
  let lab: Lab;
  let main: Voice;
  let second: Voice;
  beforeEach(async () => {
    lab = await startLab();
    main = await lab.readyVoice(lab.ann, 2);
    second = await lab.storage.voices.ensure(lab.ann.id, 'whisper');
    const blob = await lab.storage.blobs.put(Buffer.from('a clip'));
    await lab.storage.samples.add(second.id, [newSample(20, { sha256: blob.sha256 }), newSample(21)]);
  });
  afterEach(() => lab.close());

  it('lists and renames them, and no name is taken twice', async () => {
    const { ann, ben, channel, storage } = lab;
    await lab.trainedVersion(ann, second);
    await lab.startBot();
    const list = await ann.slash(channel, 'voices list').answer();
    assert.ok(list.ephemeral);
    assert.match(list.text, /\*\*default\*\* · 2 clips .* and 0 versions · can’t speak yet/);
    assert.match(list.text, /\*\*whisper\*\* · 2 clips \(6\.0 s\) and 1 version$/m);
    const taken = await ann.slash(channel, 'voices rename', { voice: 'whisper', name: ' Default ' }).answer();
    assert.match(taken.content, /You already have a voice called “default”/);
    const renamed = await ann.slash(channel, 'voices rename', { voice: 'whisper', name: 'Low *voice*' }).answer();
    assert.equal(renamed.content, String.raw`“whisper” is now called “low \*voice\*”.`);
    assert.equal((await storage.voices.get(second.id))?.name, 'low *voice*');
    const same = await ann.slash(channel, 'voices rename', { voice: 'low *voice*', name: 'LOW *VOICE*' }).answer();
    assert.match(same.content, /is now called/);
    const stranger = await ben.slash(channel, 'voices rename', { voice: 'default', name: 'mine' }).answer();
    assert.match(stranger.content, /no voice yet/);
    assert.match((await ben.slash(channel, 'voices list').answer()).content, /no voice yet/);
    assertClean(lab);
  });

  it('has a language, of those that the engine speaks', async () => {
    const { ann, channel, storage } = lab;
    await lab.startBot();
    const set = (language: string) => ann.slash(channel, 'voices language', { voice: 'whisper', language }).answer();
    assert.match((await set('zh')).content, /voices speak English, not Chinese/);
    const canLearn = catalog.some(({ name, isUsed }) => name === 'kokoro' && isUsed);
    const isThere = (await espeakVersion()) !== null;
    const missing = isThere
      ? /can add it with npm run models\.$/
      : /with npm run models and sudo apt-get .*espeak-ng\.$/;
    assert.match((await set('es')).content, canLearn ? missing : /not Spanish\.\nRecord English/);
    await lab.stopBot();
    Object.assign(lab.config.engine, { name: 'gpt-sovits' });
    await lab.startBot();
    assert.match((await set('es')).content, /voices speak English, .*Japanese.*, not Spanish/);
    assert.match((await set('ja')).content, /“whisper” speaks Japanese/);
    assert.equal((await storage.voices.get(second.id))?.language, 'ja');
    assert.match((await ann.slash(channel, 'voices list').answer()).text, /\*\*whisper\*\* · .* · Japanese/);
    assertClean(lab);
  });

  it('deletes one after a question, with its training, and leaves the others alone', async () => {
    const { ann, channel, storage } = lab;
    await lab.trainedVersion(ann, second);
    const [clip] = await storage.samples.list(second.id);
    assert.ok(clip);
    const { entered, left } = { entered: gate(), left: gate() };
    lab.script = async (training) => {
      entered.open();
      await left.opened;
      assert.equal(await training.publish(), null, 'there is nothing to publish to');
    };
    await lab.startBot();
    const training = ann.slash(channel, 'train fresh', { voice: 'whisper' });
    const progress = await training.answer();
    await entered.opened;

    const question = await ann.slash(channel, 'voices delete', { voice: 'whisper' }).answer();
    assert.match(question.content, /deletes your voice “whisper” for good: 2 clips \(6\.0 s\) and 1 version/);
    ann.click(question, 'Keep');
    await question.until((message) => message.content.includes('Nothing was deleted: “whisper”'));
    assert.ok(await storage.voices.get(second.id));

    const again = await ann.slash(channel, 'voices delete', { voice: 'whisper' }).answer();
    ann.click(again, 'Delete this voice');
    await again.until((message) => message.content.startsWith('Deleted for good: “whisper”, 2 clips'));
    await progress.until((message) => /cancelled/i.test(message.text));
    left.open();
    assert.equal(await storage.voices.get(second.id), null);
    assert.deepEqual(await storage.samples.list(second.id), []);
    assert.deepEqual(await storage.versions.list(second.id), []);
    assert.deepEqual(await storage.neededBlobs([clip.sha256]), new Set());
    assert.equal((await storage.samples.list(main.id)).length, 2);
    assertClean(lab);
  });

  it('purges what had started from it, and is nobody else’s to delete', async () => {
    const { ann, ben, channel, storage } = lab;
    const first = await publishedVersion(storage, second, {
      sampleIds: (await storage.samples.list(second.id)).map(({ id }) => id),
    });
    await storage.voices.share(second.id, true);
    const bens = await lab.readyVoice(ben, 2);
    const derived = await publishedVersion(storage, bens, { parentId: first.id });
    for (const { runId } of [first, derived]) await storage.runs.markDelivered(runId ?? '');
    await lab.startBot();
    await assert.rejects(pressedVoice(storage, ben.id, second.id), { code: 'not-yours' });
    const question = await ann.slash(channel, 'voices delete', { voice: 'whisper' }).answer();
    assert.match(question.content, /1 version of other voices that started from it/);
    ann.click(question, 'Delete this voice');
    await question.until((message) => message.content.startsWith('Deleted for good'));
    assert.equal((await storage.versions.get(derived.id))?.status, 'purged');
    assert.equal((await storage.voices.get(bens.id))?.activeVersionId, null);
    assertClean(lab);
  });

  it('other commands say which voice they took when none was named, and ask when none is the default one', async () => {
    const { ann, channel, storage } = lab;
    await lab.startBot();
    const training = ann.slash(channel, 'train continue');
    const told = await training.followUp((message) => message.content.includes('I used your voice “default”'));
    assert.ok(told.ephemeral);
    assert.match(told.content, /add `voice:`: whisper\./);
    await training.followUp((message) => message.isVoiceMessage);
    await storage.voices.rename(main.id, 'loud');
    const which = await ann.slash(channel, 'train continue').answer();
    assert.match(which.content, /several voices: say which one with voice:\.\nYours: loud, whisper\./);
    const file = { name: 'a.wav', data: Buffer.from('no recording') };
    const where = await ann.slash(channel, 'addsamples', { file }).answer();
    assert.match(where.content, /several voices/);
    await storage.removeVoice(second.id);
    const sent = ann.slash(channel, 'addsamples', { file });
    await sent.answer((message) => message.text.includes('Voice “loud”'));
    assert.deepEqual(
      (await storage.voices.list(ann.id)).map(({ name }) => name),
      ['loud'],
      'no second voice comes of a renamed one',
    );
    assertClean(lab);
  });

  it('a name of any letters can be offered and taken back', async () => {
    const { ann, channel, storage } = lab;
    await lab.startBot();
    const names = ['İ'.repeat(32), 'ẞ'.repeat(32), '🦊'.repeat(16), `${'a'.repeat(31)}İ`, 'ΑΣ ΑΣ', ' x\u202e ', 'É'];
    for (const typed of names) {
      const kept = keptVoiceName(typed);
      assert.ok(kept.length <= 32, typed);
      assert.equal(keptVoiceName(kept), kept, typed);
      await storage.voices.ensure(ann.id, kept);
      const choices = await ann.autocomplete(channel, 'samples list', 'voice', kept.slice(0, 3));
      const offered = choices.find(({ value }) => value === kept);
      const answer = await ann.slash(channel, 'samples list', { voice: String(offered?.value) }).answer();
      assert.match(answer.content, /This voice has no clips/, typed);
    }
    // One from a time when names could grow.
    await storage.voices.ensure(ann.id, 'i̇'.repeat(20));
    const choices = await ann.autocomplete(channel, 'samples list', 'voice', 'i̇i̇');
    assert.ok(choices.every(({ value }) => String(value).length <= 32));
    assertClean(lab);
  });
});
