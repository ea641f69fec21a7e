// /pronounce: one's own words and those of a server, and what a preview is read as.
import assert from 'node:assert/strict';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { mannerMeant } from '../../src/bot/interactions/manners.ts';
import { translate } from '../../src/i18n/i18n.ts';
import type { VersionManner } from '../../src/storage/records.ts';
import { deliveryOf } from '../../src/bot/interactions/delivery.ts';
import type { Options } from '../discord/person.ts';
import { type Lab, assertClean, delivered, eventually, startLab } from './support.ts';

describe('/pronounce', () => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await startLab();
    const voice = await lab.readyVoice(lab.ann, 2);
    await lab.trainedVersion(lab.ann, voice);
    await lab.startBot();
  });
  afterEach(() => lab.close());

  /** What the run of a preview says: as it is shown, and as it is read. */
  const previewed = async (text: string, options: Options = {}) => {
    const { ann, channel, storage } = lab;
    const speeches = async () => (await storage.runs.newest(20)).filter(({ kind }) => kind === 'synthesis');
    const before = new Set((await speeches()).map(({ id }) => id));
    const answer = await ann.slash(channel, 'preview', { text, ...options }).answer();
    const [run] = await eventually(
      async () => (await speeches()).filter(({ id }) => !before.has(id)),
      ({ length }) => length > 0,
    );
    assert.ok(run?.request.kind === 'synthesis');
    await delivered(lab, run.id);
    return { shown: answer.content, ...run.request };
  };

  it('makes a word sound as it was spelled out, until it is taken back', async () => {
    const { ann, channel, storage } = lab;
    const set = (word: string, as: string) => ann.slash(channel, 'pronounce word', { word, as }).answer();
    assert.match((await set(' Siobhan', 'shivawn')).content, /I’ll say “Siobhan” as “shivawn”\. Hear it/);
    assert.match((await set('siobhan', 'shavon')).content, /as “shavon” \(before: “shivawn”\)/);
    assert.match((await set('…', 'dots')).content, /no letters in this/);
    const hello = await previewed('Hello SIOBHAN.');
    assert.deepEqual([hello.text, hello.spoken], ['Hello SIOBHAN.', 'Hello shavon.']);
    assert.match(hello.shown, /Hello SIOBHAN/);
    assert.equal((await previewed('Hello.')).spoken, undefined);
    assert.match((await ann.slash(channel, 'pronounce list').answer()).text, /\*\*siobhan\*\* → shavon/);
    assert.deepEqual(await ann.autocomplete(channel, 'pronounce remove', 'word', 'SIO'), [
      { name: 'siobhan → shavon', value: 'siobhan' },
    ]);
    const remove = () => ann.slash(channel, 'pronounce remove', { word: 'Siobhan' }).answer();
    assert.match((await remove()).content, /as it is written again/);
    assert.match((await remove()).content, /is not on the list/);
    assert.deepEqual(await storage.pronunciations.for(ann.id, null), []);
    assertClean(lab);
  });

  it('has a list of the server for everybody there, which one’s own goes before', async () => {
    const { ann, ben, channel, discord, guild, storage } = lab;
    const both = { word: 'gg', as: 'good game', for: 'server' };
    assert.match((await ann.slash(channel, 'pronounce word', both).answer()).content, /Only people who may manage/);
    const owner = discord.person('owner', { managesServers: true });
    await lab.readyVoice(owner, 0);
    assert.match(
      (await owner.slash(channel, 'pronounce word', both).answer()).content,
      /Everybody’s voices here will say “gg” as “good game”/,
    );
    assert.match((await owner.slash(owner.dm, 'pronounce word', both).answer()).content, /This is not a server/);
    assert.equal((await previewed('gg all')).spoken, 'good game all');
    await ann.slash(channel, 'pronounce word', { word: 'GG', as: 'gee gee' }).answer();
    assert.equal((await previewed('gg all')).spoken, 'gee gee all');
    const listed = await ben.slash(channel, 'pronounce list').answer();
    assert.match(listed.text, /Nothing yet.*On this server.*\*\*gg\*\* → good game/s);
    await storage.forget(ann.id);
    assert.deepEqual(await storage.pronunciations.list({ userId: ann.id }), []);
    assert.deepEqual(await storage.pronunciations.list({ guildId: guild.id }), [{ word: 'gg', spoken: 'good game' }]);
    assertClean(lab);
  });

  it('is beside speed and pitch, which an engine must know', async () => {
    const { ann, channel } = lab;
    assert.deepEqual((await previewed('Hello.', { speed: 1.5, pitch: -3 })).delivery, { speed: 1.5, semitones: -3 });
    assert.deepEqual((await previewed('Hello.', { pitch: 12 })).delivery, { semitones: 12 });
    assert.equal((await previewed('Hello.', { speed: 1, pitch: 0 })).delivery, undefined);
    const beyondThat: Options[] = [{ speed: 2.1 }, { speed: 0.4 }, { pitch: 13 }];
    for (const beyond of beyondThat) {
      assert.throws(() => ann.slash(channel, 'preview', { text: 'Hello.', ...beyond }));
    }
    assert.throws(
      () =>
        deliveryOf(
          { getNumber: () => 2, getInteger: () => null, getString: () => null },
          { engine: 'gpt-sovits', number: 1, manners: null },
          translate('en'),
        ),
      { code: 'delivery-unknown' },
    );
    assertClean(lab);
  });

  it('says texts in a manner that the version knows, by its name in the person’s language or in English', async () => {
    const { ann, channel, storage } = lab;
    const [voice] = await storage.voices.list(ann.id);
    const none = await ann.slash(channel, 'preview', { text: 'Hello.', manner: 'higher' }).answer();
    assert.match(none.content, /speaks in one manner only/);
    const rows = new DatabaseSync(path.join(lab.config.dataDir, 'timbre.sqlite'), { timeout: 5000 });
    const manners: VersionManner[] = [
      { index: 2, traits: ['telephone', 'higher'] },
      { index: 0, traits: [] },
      { index: 3, traits: [] },
    ];
    rows
      .prepare('update versions set manners = ? where id = ?')
      .run(JSON.stringify(manners), voice.activeVersionId ?? '');
    rows.close();
    const shown = await ann.slash(channel, 'versions show', { version: 1 }).answer();
    assert.match(shown.text, /in other manners \(telephone, higher, another way and another way 2\)/);
    const names = (await ann.autocomplete(channel, 'preview', 'manner', '')).map(({ name }) => name);
    assert.deepEqual(names, ['telephone, higher', 'another way', 'another way 2']);
    assert.deepEqual(
      (await ann.autocomplete(channel, 'say', 'manner', 'TELE')).map(({ value }) => value),
      ['telephone, higher'],
    );
    assert.deepEqual((await previewed('Hello.', { manner: 'Telephone, higher' })).delivery, { manner: 2 });
    assert.deepEqual((await previewed('Hello.', { manner: 'another way 2', pitch: 2 })).delivery, {
      manner: 3,
      semitones: 2,
    });
    const unknown = await ann.slash(channel, 'preview', { text: 'Hello.', manner: '__proto__' }).answer();
    assert.match(unknown.content, /no such manner.*“telephone, higher”, “another way” or “another way 2”/s);
    for (const [language, name] of [
      ['de', 'Telefon, höher'],
      ['ja', '電話, 高い'],
    ]) {
      assert.equal(mannerMeant({ manners, number: 1 }, name, translate(language)), 2);
      assert.equal(mannerMeant({ manners, number: 1 }, 'telephone, higher', translate(language)), 2);
    }
    assertClean(lab);
  });

  it('speaks whatever an option can hold', async () => {
    const text = `Well${' '.repeat(10)}. `.repeat(20) + '🎉'.repeat(800);
    assert.ok(text.length > 1800 && text.length <= 2000);
    assert.match((await previewed(text)).text, /^Well/);
    assertClean(lab);
  });
});
