// /share: consent that others may start from a voice, and what its owner's deletions mean to them.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { REST, Routes } from 'discord.js';
import { shareQuestion } from '../../src/bot/replies/share.ts';
import type { Sample, Version, Voice } from '../../src/storage/storage.ts';
import { publishedVersion } from '../storage/support.ts';
import { type Lab, assertClean, eventually, startLab } from './support.ts';
import { inEnglish } from '../support/in-english.ts';

describe('/share', () => {
  let lab: Lab;
  let anns: Voice;
  let bens: Voice;
  let clip: Sample;
  beforeEach(async () => {
    lab = await startLab();
    anns = await lab.readyVoice(lab.ann, 1);
    bens = await lab.readyVoice(lab.ben, 1);
    const [sample] = await lab.storage.samples.list(anns.id);
    assert.ok(sample);
    clip = sample;
  });
  afterEach(() => lab.close());

  /** A version that its owner has been told of. */
  async function version(voice: Voice, parentId: string | null, sampleIds: string[]): Promise<Version> {
    const made = await publishedVersion(lab.storage, voice, { parentId, sampleIds });
    await lab.storage.runs.markDelivered(made.runId ?? '');
    return made;
  }

  /** Ben's voice has a version that started from Ann's; both its own clip and hers are in it. */
  async function startedFromAnns(): Promise<void> {
    const { voices } = lab.storage;
    const first = await version(anns, null, [clip.id]);
    await voices.share(anns.id, true);
    await version(bens, first.id, []);
  }

  it('asks first, shares only after a yes, and ends at once', async () => {
    const { ann, channel, storage } = lab;
    await version(anns, null, [clip.id]);
    await lab.startBot();
    const question = await ann.slash(channel, 'share on').answer();
    assert.ok(question.ephemeral);
    assert.match(question.text, /Let others start from “default”\?/);
    assert.match(question.text, /Nobody gets your recordings.*`\/share off`/s);
    assert.deepEqual(await storage.voices.startingPoints(bens.id), [], 'a question is no consent');
    ann.click(question, 'No');
    await question.until((message) => message.content.includes('nothing changes'));
    assert.deepEqual(await storage.voices.startingPoints(bens.id), []);

    const again = await ann.slash(channel, 'share on').answer();
    ann.click(again, 'Yes, others may start from it');
    await again.until((message) => message.content.includes('Others may now start from “default”'));
    const points = await storage.voices.startingPoints(bens.id);
    assert.deepEqual(
      points.map(({ voice, version: { number } }) => [voice.id, number]),
      [[anns.id, 1]],
    );
    assert.match((await ann.slash(channel, 'share on').answer()).content, /since <t:\d+:f>/);

    assert.match((await ann.slash(channel, 'share off').answer()).content, /No new voice starts from “default”/);
    assert.deepEqual(await storage.voices.startingPoints(bens.id), []);
    assertClean(lab);
  });

  it('tells the other owner by direct message when versions go, and whoever removes that they do', async () => {
    const { ann, ben, channel, storage } = lab;
    await startedFromAnns();
    await lab.startBot();
    assert.match(
      (await ben.slash(channel, 'versions list').answer()).text,
      /v1.* ★ active · .* · from another voice · /,
    );
    const question = await ann.slash(channel, 'samples remove', { clip: clip.id }).answer();
    assert.match(question.content, /also deletes v1 and 1 version of other voices that started from this one/);
    ann.click(question, 'Remove and delete 2 versions');
    await question.until((message) => /Deleted with it: v1 and 1 version of other voices/.test(message.content));
    lab.discord.clock.advance(15_000);
    const told = await ben.dm.waitForMessage();
    assert.match(told.content, /^v1 of your voice “default” is deleted: it started from another voice/);
    assert.match(told.content, /No version is active now/);
    assert.doesNotMatch(told.content, /ann/i);
    await eventually(
      () => storage.notices.pending(),
      (pending) => pending.length === 0,
    );
    assert.match((await ben.slash(channel, 'versions list').answer()).text, /~~v1~~ .* deleted/);
    assertClean(lab);
  });

  it('tells with the next command where direct messages are closed; /forget says what goes too', async () => {
    const { ann, ben, channel, discord, storage } = lab;
    await startedFromAnns();
    ben.closedDms = true;
    await lab.startBot();
    const question = await ann.slash(channel, 'forget').answer();
    assert.match(question.content, /1 version of other people’s voices that started from yours/);
    ann.click(question, 'Delete everything');
    await question.until((message) => message.content.includes('Deleted for good'));
    const refused = discord.waitForRequest((request) => request.path.includes(ben.dm.id) && request.method === 'POST');
    discord.clock.advance(15_000);
    await refused;
    assert.equal((await storage.notices.pending()).length, 1);
    // The refusal has to come back before the notice is kept for the next command.
    const asked: ReturnType<typeof ben.slash>[] = [];
    await eventually(
      async () => {
        const help = ben.slash(channel, 'help');
        asked.push(help);
        await help.answer();
        return await storage.notices.pending();
      },
      (pending) => pending.length === 0,
    );
    const told = asked.flatMap((help) => help.followUps);
    assert.equal(told.length, 1, 'once');
    assert.match(told[0]?.content ?? '', /v1 of your voice “default” is deleted/);
    assert.ok(told[0]?.ephemeral);
    assert.deepEqual(lab.errors, []);
  });

  it('is nobody else’s to give', async () => {
    const { ben, channel, discord, config, storage } = lab;
    await lab.startBot();
    const rest = new REST({ api: config.discordApi }).setToken(discord.token);
    const { embeds, components } = inEnglish(shareQuestion(anns));
    await rest.post(Routes.channelMessages(channel.id), { body: { embeds, components } });
    const refusal = await ben.click(await channel.waitForMessage(), 'Yes, others may start from it').followUp();
    assert.match(refusal.content, /This voice isn’t yours/);
    assert.equal((await storage.voices.get(anns.id))?.sharedAt, null);
    assertClean(lab);
  });
});
