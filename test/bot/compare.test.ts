// /compare: two versions without their names, and what becomes of the vote.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { REST, Routes } from 'discord.js';
import { markOf } from '../../src/audio/marks.ts';
import { buttons } from '../../src/bot/discord/message.ts';
import type { Version, Voice } from '../../src/storage/storage.ts';
import { type Lab, assertClean, startLab } from './support.ts';

describe('/compare', () => {
  let lab: Lab;
  let voice: Voice;
  let versions: Version[];
  before(async () => {
    lab = await startLab();
    voice = await lab.readyVoice(lab.ann, 2);
    versions = [await lab.trainedVersion(lab.ann, voice), await lab.trainedVersion(lab.ann, voice)];
    await lab.trainedVersion(lab.ben, await lab.readyVoice(lab.ben, 2));
    await lab.startBot();
  });
  after(() => lab.close());

  it('tells which was which only after the vote, and keeps it beside the figures', async () => {
    const { ann, ben, channel, storage } = lab;
    const asked = ann.slash(channel, 'compare', { text: 'Which one is it?' });
    assert.match((await asked.answer()).content, /Two versions will say: “Which one is it\?”/);
    const question = await asked.followUp((message) => message.files.length === 2);
    assert.doesNotMatch(question.text, /v\d/);
    assert.deepEqual(
      question.files.map(({ name }) => name),
      ['A.ogg', 'B.ogg'],
    );
    const key = await storage.signing.key();
    const spoken = question.files.map(({ data }) => {
      const mark = markOf(Buffer.from(data), key);
      return versions.find(({ id }) => mark.kind === 'ours' && mark.versionId === id)?.number;
    });
    assert.deepEqual(new Set(spoken), new Set([1, 2]));
    assert.match((await ben.click(question, 'A').followUp()).content, /isn’t yours/);
    assert.deepEqual(await storage.votes.list(voice.id), []);

    const told = await ann.click(question, 'B').followUp();
    assert.equal(
      told.content,
      `A was v${spoken[0]}, B was v${spoken[1]}. You like v${spoken[1]} better. So far: v${spoken[0]} 0, v${spoken[1]} 1, no difference 0.`,
    );
    const changed = await ann.click(question, 'A').followUp();
    assert.match(changed.content, new RegExp(`So far: v${spoken[0]} 1, v${spoken[1]} 0, no difference 0`));
    const listed = (await ann.slash(channel, 'versions list').answer()).text;
    assert.match(listed, new RegExp(`v${spoken[0]}\\*\\*.*liked better 1 of 1 time`));
    assert.match(listed, new RegExp(`v${spoken[1]}\\*\\*.*liked better 0 of 1 time`));
    const rest = new REST({ api: lab.config.discordApi }).setToken(lab.discord.token);
    const first = versions.find(({ number }) => number === spoken[0]);
    const components = buttons({ id: `figures:${first?.id}`, label: 'Figures' });
    await rest.post(Routes.channelMessages(channel.id), { body: { content: 'Result', components } });
    const shown = await channel.waitForMessage(({ content }) => content === 'Result');
    const figures = await ann.click(shown, 'Figures').followUp();
    assert.match(figures.text, new RegExp(`By ear.*v${spoken[0]} 1 · v${spoken[1]} 0 · no difference 0`, 's'));
    await storage.removeVoice(voice.id);
    assert.deepEqual(await storage.votes.list(voice.id), []);
    assertClean(lab);
  });

  it('needs two versions', async () => {
    const { ben, channel } = lab;
    const alone = ben.slash(channel, 'compare', { text: 'Hello.' });
    assert.match((await alone.answer()).content, /takes two different versions/);
    const same = ben.slash(channel, 'compare', { text: 'Hello.', version: 1, against: 1 });
    assert.match((await same.answer()).content, /takes two different versions/);
    assertClean(lab);
  });
});
