// /forget: everything of a person goes, whatever is going on, and nothing of anybody else.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { REST, Routes } from 'discord.js';
import { confirmForgetting } from '../../src/bot/replies/forget.ts';
import { consent } from '../../src/bot/replies/consent.ts';
import { ask } from '../queue/support.ts';
import { newSample } from '../storage/support.ts';
import { filesWith } from '../support/bytes.ts';
import { type Lab, assertClean, cancellation, gate, recordings, startLab } from './support.ts';
import { inEnglish } from '../support/in-english.ts';

describe('/forget', () => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await startLab({ redis: 'own' });
  });
  afterEach(() => lab.close());

  it('says what goes, waits for the button, and deletes it for good', async () => {
    const { ann, ben, channel, storage } = lab;
    const mine = await lab.readyVoice(ann, 5);
    const theirs = await lab.readyVoice(ben, 5);
    await storage.samples.add(mine.id, [newSample(7, { transcript: null })]);
    await lab.trainedVersion(ann, mine);
    const kept = await lab.trainedVersion(ben, theirs);
    await lab.startBot();
    const first = await ann.slash(channel, 'forget').answer();
    assert.ok(first.ephemeral);
    assert.match(first.content, /6 clips \(18 s\) and 5 transcripts\n• 1 voice with 1 version\n/);
    assert.match(first.content, /records of 0 uploads, 1 training and 0 previews/);
    assert.match(first.content, /your consent, .*\n.*None of it can be brought back/);
    ann.click(first, 'Keep');
    await first.until((message) => message.content.includes('Nothing was removed'));
    assert.equal((await storage.samples.list(mine.id)).length, 6);

    const shown = await ann.slash(channel, 'mydata').answer();
    assert.ok(shown.ephemeral);
    assert.match(
      shown.content,
      /what I have of yours.*6 clips.*1 voice with 1 version.*agreed on <t:\d+:f>.*`\/export`/s,
    );
    assert.deepEqual(shown.buttons, []);
    const question = await ann.slash(channel, 'forget').answer();
    ann.click(question, 'Delete everything');
    await question.until((message) => /Deleted for good.*6 clips.*1 version/s.test(message.content));
    assert.deepEqual(question.buttons, []);
    assert.equal(await storage.users.get(ann.id), null);
    assert.equal(await storage.voices.get(mine.id), null);
    assert.equal((await storage.voices.get(theirs.id))?.activeVersionId, kept.id);
    assert.equal((await storage.samples.list(theirs.id)).length, 5);

    assert.match((await ann.slash(channel, 'mydata').answer()).content, /nothing of yours/);
    // Whoever comes back is new: asked for consent again, where anything would be kept.
    const again = await ann.slash(channel, 'preview', { text: 'Still there?' }).answer();
    assert.match(again.text, /no voice yet/);
    const asked = await ann.slash(channel, 'pronounce word', { word: 'Ann', as: 'Anne' }).answer();
    assert.match(asked.text, /Your own voice only/);
    assertClean(lab);
  });

  it('leaves no trace in any file, Redis’ own too', async () => {
    const { ann, ben, channel, config, discord, redisUrl, storage } = lab;
    await lab.readyVoice(ben, 3);
    const voice = await storage.voices.ensure((await storage.users.ensure(ann.id, ann.locale)).id, 'Annabella');
    await storage.users.giveConsent(ann.id, consent.version);
    await storage.samples.add(
      voice.id,
      [0, 1, 2, 3].map((index) => newSample(index, { originalName: 'Annas.wav', transcript: 'Annas words' })),
    );
    await lab.startBot();
    lab.script = async (run) => {
      await run.fail({ code: 'no-memory', message: 'There is not enough memory.', hint: 'Ask for fewer epochs.' });
    };
    const asked = ann.slash(channel, 'train continue');
    await asked.followUp((message) => message.content.includes('not enough memory'));
    const question = await ann.slash(channel, 'forget').answer();
    ann.click(question, 'Delete everything');
    await question.until((message) => message.content.includes('Deleted for good'));
    const tokens = discord.requests.flatMap(({ path: to }) => /^\/webhooks\/\d+\/([^/]+)/.exec(to)?.[1] ?? []);
    assert.ok(tokens.length >= 2);
    const secrets = [ann.id, 'Annabella', 'Annas', ...tokens];
    assert.deepEqual(await filesWith(config.dataDir, secrets), []);
    assert.ok((await filesWith(config.dataDir, [ben.id])).length > 0);
    assert.equal(await ask<string>(redisUrl, 'CONFIG', 'GET', 'appendonly').then((found) => found[1]), 'yes');
    assert.deepEqual(lab.errors, []);
  });

  it('says that there is nothing, also when it is pressed twice', async () => {
    const { ann, ben, channel } = lab;
    await lab.readyVoice(ann, 1);
    await lab.startBot();
    const nothing = await ben.slash(channel, 'forget').answer();
    assert.equal(nothing.content, 'I have nothing of yours.');
    assert.ok(nothing.ephemeral);
    const [one, two] = [await ann.slash(channel, 'forget').answer(), await ann.slash(channel, 'forget').answer()];
    ann.click(one, 'Delete everything');
    await one.until((message) => message.content.includes('Deleted for good'));
    ann.click(two, 'Delete everything');
    await two.until((message) => message.content === 'I have nothing of yours.');
    assertClean(lab);
  });

  it('reaches whoever never agreed to anything, and has only reported something', async () => {
    const { ann, ben, channel, config, storage } = lab;
    const voice = await lab.readyVoice(ann, 1);
    await lab.startBot();
    const where = { guildId: null, channelId: null };
    await storage.operations.report({
      reporterId: ben.id,
      saidBy: ann.id,
      versionId: 'v',
      text: 'Bens words',
      ...where,
    });
    await storage.grants.give(voice.id, { guildId: '9', to: { kind: 'person', id: ben.id } });
    const shown = await ben.slash(channel, 'mydata').answer();
    assert.match(shown.content, /1 permission to speak .*\n• 1 report to the operator, by you or about you$/);
    const question = await ben.slash(channel, 'forget').answer();
    ben.click(question, 'Delete everything');
    await question.until(({ content }) => /Deleted for good.*1 report to the operator/s.test(content));
    assert.doesNotMatch(question.content, /your consent/);
    assert.deepEqual(await storage.operations.reports(5), []);
    assert.deepEqual(await filesWith(config.dataDir, [ben.id, 'Bens words']), []);
    assert.match((await ben.slash(channel, 'forget').answer()).content, /nothing of yours/);
    assertClean(lab);
  });

  it('stops a training, whose message says so, and keeps nothing of what comes of it', async () => {
    const { ann, channel, discord, storage } = lab;
    const voice = await lab.readyVoice(ann);
    await lab.startBot();
    const stopped = gate();
    lab.script = async (run) => {
      await run.progress();
      await cancellation(run);
      assert.equal(await run.publish(), null);
      await run.end();
      stopped.open();
    };
    const asked = ann.slash(channel, 'train continue');
    await asked.answer();
    discord.clock.advance(3_000);
    const shown = await asked.answer((message) => message.content.includes('Training'));
    const question = await ann.slash(channel, 'forget').answer();
    ann.click(question, 'Delete everything');
    await question.until((message) => message.content.includes('Deleted for good'));
    await shown.until((message) => message.content.includes('Training cancelled'));
    assert.deepEqual(shown.buttons, []);
    assert.deepEqual(await storage.runs.active(), []);
    assert.equal(await storage.voices.get(voice.id), null);
    assertClean(lab);
  });

  it('gives no answer later that was kept for the person', async () => {
    const { ann, channel, discord, storage } = lab;
    const voice = await lab.readyVoice(ann);
    await lab.startBot();
    const training = gate();
    lab.script = async (run) => {
      await training.opened;
      await run.fail({ code: 'no-memory', message: 'There is not enough memory.', hint: 'Ask for fewer epochs.' });
    };
    await ann.slash(channel, 'train continue').answer();
    const elsewhere = lab.guild.channel('elsewhere');
    const question = await ann.slash(elsewhere, 'forget').answer();
    // No way leads to Ann when her training ends.
    discord.clock.advance(16 * 60_000);
    channel.botPermissions = 0n;
    ann.closedDms = true;
    const refused = discord.waitForRequest((request) => request.path.includes(ann.dm.id) && request.method === 'POST');
    training.open();
    await refused;
    ann.click(question, 'Delete everything');
    await question.until((message) => message.content.includes('Deleted for good'));
    assert.equal(await storage.voices.get(voice.id), null);
    const help = ann.slash(elsewhere, 'help');
    await help.answer();
    await ann.slash(elsewhere, 'help').answer();
    assert.equal(help.followUps.length, 0);
    assert.deepEqual(lab.errors, []);
  });

  it('lets no old question bring a person back', async () => {
    const { ann, channel, discord, storage } = lab;
    await lab.startBot();
    const old = await ann.slash(channel, 'pronounce word', { word: 'Ann', as: 'Anne' }).answer();
    await storage.users.ensure(ann.id, 'en-US');
    const question = await ann.slash(channel, 'forget').answer();
    ann.click(question, 'Delete everything');
    await question.until((message) => message.content.includes('Deleted for good'));
    ann.click(old, 'I agree');
    await old.until((message) => message.content.includes('nothing was stored'));
    assert.equal(await storage.users.get(ann.id), null);

    const late = await ann.slash(channel, 'pronounce word', { word: 'Ann', as: 'Anne' }).answer();
    discord.clock.advance(61 * 60_000);
    ann.click(late, 'I agree');
    await late.until((message) => message.content.includes('nothing was stored'));
    assert.equal(await storage.users.get(ann.id), null);
    assertClean(lab);
  });

  it('lets a command that was still waiting for a file keep nothing', async () => {
    const { ann, channel, discord, storage } = lab;
    await lab.readyVoice(ann, 0);
    await lab.startBot();
    const [file] = await recordings(1);
    const transcripts = { name: 'list.txt', data: Buffer.from(`${file.name} | ${'And so on. '.repeat(9)}`) };
    discord.cdn.fail({ kind: 'slow', bytesPerSecond: 60, only: ({ name }) => name === 'list.txt' });
    const asked = ann.slash(channel, 'addsamples', { file, transcripts });
    await discord.waitForDownload((download) => download.sentBytes > 0);
    await storage.forget(ann.id);
    assert.match((await asked.answer()).content, /has been deleted in the meantime/);
    assert.equal(await storage.users.get(ann.id), null);
    assertClean(lab);
  });

  it('lets an upload that is going on end with nothing kept', async () => {
    const { ann, channel, storage } = lab;
    await lab.readyVoice(ann, 0);
    await lab.startBot();
    const [file] = await recordings(1);
    assert.ok(file);
    const answer = await ann.slash(channel, 'addsamples', { file }).answer();
    await storage.forget(ann.id);
    await answer.until((message) => message.content.includes('deleted before I had finished'));
    assert.equal(await storage.users.get(ann.id), null);
    assertClean(lab);
  });

  it('deletes nothing of whoever presses the button of somebody else', async () => {
    const { ann, ben, channel, config, discord, storage } = lab;
    const voice = await lab.readyVoice(ben, 1);
    await lab.startBot();
    const rest = new REST({ api: config.discordApi }).setToken(discord.token);
    const { components } = inEnglish(
      confirmForgetting((await storage.users.holdings(ben.id)) ?? assert.fail(), ann.id),
    );
    await rest.post(Routes.channelMessages(channel.id), { body: { content: 'Forwarded.', components } });
    const refusal = await ben.click(await channel.waitForMessage(), 'Delete everything').followUp();
    assert.match(refusal.content, /This question isn’t for you/);
    assert.ok(refusal.ephemeral);
    assert.deepEqual(await storage.voices.get(voice.id), voice);
    assertClean(lab);
  });
});
