// How results reach people when the straight way is closed: no voice messages, a token that died, a bot that restarted.
import assert from 'node:assert/strict';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { PermissionFlagsBits } from 'discord.js';
import { drawPicture } from '../../src/pictures/studio.ts';
import type { Interaction } from '../discord/interaction.ts';
import { Message } from '../discord/world.ts';
import { type Lab, assertClean, delivered, eventually, gate, startLab } from './support.ts';

const sixteenMinutes = 16 * 60_000;
const followUps = 'POST /webhooks/:application/:token';
const channelPosts = 'POST /channels/:channel/messages';

/** Somebody is quick. */
const removeLoading = (entry: object): void => {
  if (entry instanceof Message && entry.loading && entry.deletedAt === null) entry.remove();
};

describe('delivery', () => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await startLab();
  });
  afterEach(() => lab.close());

  /** Ann starts a training that shows progress and waits for the returned gate before it publishes. */
  const trainingInHand = async (
    channel = lab.channel,
  ): Promise<{ asked: Interaction; publish: () => void; runId: string }> => {
    const { ann, storage } = lab;
    const voice = await lab.readyVoice(ann);
    await lab.startBot();
    const training = gate();
    lab.script = async (run) => {
      await run.progress({ epoch: 1 });
      await training.opened;
      await run.progress({ epoch: 9 });
      await run.publish();
    };
    const asked = ann.slash(channel, 'train continue');
    await asked.answer();
    lab.discord.clock.advance(3_000);
    await asked.answer((message) => message.content.includes('epoch 1'));
    const run = await storage.runs.latest(voice.id);
    assert.ok(run);
    return { asked, publish: () => training.open(), runId: run.id };
  };

  it('of progress goes on when the clock is set back', async () => {
    const { ann, channel, discord } = lab;
    await lab.readyVoice(ann);
    await lab.startBot();
    const [further, end] = [gate(), gate()];
    lab.script = async (run) => {
      await run.progress({ epoch: 1 });
      await further.opened;
      await run.progress({ epoch: 5 });
      await end.opened;
      await run.publish();
    };
    const asked = ann.slash(channel, 'train continue');
    await asked.answer();
    discord.clock.advance(3_000);
    await asked.answer((message) => message.content.includes('epoch 1'));
    discord.clock.set(-3_600_000);
    further.open();
    discord.clock.advance(3_000);
    await asked.answer((message) => message.content.includes('epoch 5'));
    end.open();
    await asked.followUp((message) => message.isVoiceMessage);
    assertClean(lab);
  });

  it('comes all the same when somebody deletes the answer before there is one', async () => {
    const { ann, channel, discord } = lab;
    await lab.trainedVersion(ann, await lab.readyVoice(ann));
    await lab.startBot();
    const { watchers } = discord.world;
    watchers.add(removeLoading);
    const asked = ann.slash(channel, 'preview', { text: 'Hello there.' });
    await asked.followUp((message) => message.content.includes('v1 says'));
    await asked.followUp((message) => message.isVoiceMessage);
    watchers.delete(removeLoading);
    assert.deepEqual(lab.errors, []);
    assert.deepEqual(discord.violations, []);
  });

  it('goes to the direct messages where an interaction has been followed up as often as may be', async () => {
    const { discord } = lab;
    const cat = discord.person('cat', { installedApp: true });
    const elsewhere = discord.guild('Elsewhere', { installed: false }).channel('general');
    const version = await lab.trainedVersion(cat, await lab.readyVoice(cat));
    await lab.startBot();
    discord.failNext(followUps, { status: 400, body: { code: 40094, message: 'no' } });
    cat.slash(elsewhere, 'preview', { text: 'Hello there.' });
    const spoken = await cat.dm.waitForMessage((message) => message.isVoiceMessage || message.files.length > 0);
    assert.match(spoken.text, new RegExp(`v${version.number} says`));
    assertClean(lab);
  });

  describe('in a thread', () => {
    it('as a post of a forum is, goes there, also when the bot may write nowhere else', async () => {
      const { ann, guild, discord } = lab;
      const thread = guild.thread(guild.forum('help'), 'my voice');
      thread.botPermissions &= ~PermissionFlagsBits.SendMessages;
      // Nobody has written there for long, which is why Discord does not tell the bot of it when that starts.
      thread.state = 'archived';
      const { publish, runId } = await trainingInHand(thread);
      discord.clock.advance(sixteenMinutes);
      thread.state = 'archived';
      publish();
      const result = await thread.waitForMessage((message) => message.embeds.length > 0);
      assert.equal(result.interaction, null);
      await thread.waitForMessage((message) => message.isVoiceMessage);
      await delivered(lab, runId);
      assert.deepEqual(ann.dm.messages, []);
      assert.deepEqual(lab.errors, []);
      assert.deepEqual(discord.violations, []);
    });

    it('that was locked meanwhile goes to the direct messages', async () => {
      const { ann, channel, discord, guild } = lab;
      const thread = guild.thread(channel, 'my voice');
      const { publish, runId } = await trainingInHand(thread);
      thread.state = 'locked';
      publish();
      await ann.dm.waitForMessage((message) => message.text.includes('Version 1 is ready'));
      await ann.dm.waitForMessage((message) => message.isVoiceMessage);
      await delivered(lab, runId);
      assert.deepEqual(lab.errors, []);
      assert.deepEqual(discord.violations, []);
    });
  });

  describe('of a voice message', () => {
    it('becomes a plain attachment where the bot may not send voice messages', async () => {
      const { ann, channel } = lab;
      channel.botPermissions &= ~PermissionFlagsBits.SendVoiceMessages;
      await lab.trainedVersion(ann, await lab.readyVoice(ann));
      await lab.startBot();
      const asked = ann.slash(channel, 'preview', { text: 'Hello there.' });
      const answer = await asked.answer();
      assert.match(answer.content, /v1 says: “Hello there\.” \(synthetic voice\)/);
      const plain = await asked.followUp();
      assert.equal(plain.isVoiceMessage, false);
      assert.equal(plain.files[0]?.name, 'preview-v1.ogg');
      assert.equal(plain.files[0]?.contentType, 'audio/ogg');
      const remark = 'This was spoken on the processor.';
      lab.remark = remark;
      const slower = ann.slash(channel, 'preview', { text: 'Hello again.' });
      await slower.followUp((message) => message.content === remark);
      assertClean(lab);
    });

    it('becomes a plain attachment when Discord refuses it, and for an hour from then on at once', async () => {
      const { ann, channel, discord } = lab;
      await lab.trainedVersion(ann, await lab.readyVoice(ann));
      await lab.startBot();
      const posts = () => discord.requests.filter((request) => request.route === followUps).length;
      for (const code of [50013, 50159, 50160, 50161, 50173]) {
        const before = posts();
        discord.failNext(followUps, { status: code === 50013 ? 403 : 400, body: { code, message: 'no' } });
        for (const text of ['Hello there.', 'Hello again.']) {
          const plain = await ann.slash(channel, 'preview', { text }).followUp();
          assert.equal(plain.files[0]?.name, 'preview-v1.ogg', `error ${code}`);
        }
        assert.equal(posts() - before, 3, `error ${code}`);
        discord.clock.advance(61 * 60_000);
      }
      assertClean(lab);
    });

    it('becomes a plain attachment for people who brought the app themselves', async () => {
      const { discord } = lab;
      const cat = discord.person('cat', { installedApp: true });
      const elsewhere = discord.guild('Elsewhere', { installed: false }).channel('general');
      await lab.readyVoice(cat);
      await lab.startBot();
      const asked = cat.slash(elsewhere, 'train continue');
      const plain = await asked.followUp((message) => message.files[0]?.name === 'preview-v1.ogg');
      assert.match(plain.content, /v1 says/);
      assert.equal(asked.followUps.length, 2);
      assertClean(lab);
    });
  });

  describe('after the token has died', () => {
    it('goes on editing the same message, and answers in the channel', async () => {
      const { ann, channel, discord } = lab;
      const { asked, publish, runId } = await trainingInHand();
      discord.clock.advance(sixteenMinutes);
      publish();
      const result = await channel.waitForMessage((message) => message.embeds.length > 0);
      assert.equal(result.interaction, null);
      assert.ok(result.content.startsWith(`<@${ann.id}>`));
      assert.deepEqual(result.pinged, [ann.id]);
      await channel.waitForMessage((message) => message.isVoiceMessage);
      assert.match(asked.message?.content ?? '', /Training finished/);
      await delivered(lab, runId);
      assert.equal(channel.messages.length, 3);
      assertClean(lab);
    });

    it('says nothing twice when Discord loses the answer to a post', async () => {
      const { channel, discord } = lab;
      const { publish, runId } = await trainingInHand();
      discord.clock.advance(sixteenMinutes);
      discord.failNext(channelPosts, { status: 502, afterwards: true, times: 2 });
      publish();
      await channel.waitForMessage((message) => message.isVoiceMessage);
      await delivered(lab, runId);
      assert.equal(channel.messages.length, 3);
    });

    it('answers in a DM when the channel is closed', async () => {
      const { ann, channel, discord } = lab;
      const { publish, runId } = await trainingInHand();
      discord.clock.advance(sixteenMinutes);
      channel.botPermissions = 0n;
      publish();
      await ann.dm.waitForMessage((message) => message.text.includes('Version 1 is ready'));
      await delivered(lab, runId);
      assert.equal(channel.messages.length, 1);
      assert.deepEqual(lab.discord.violations, []);
    });

    it('keeps the answer for the next command when every way is closed', async () => {
      const { ann, channel, discord, storage } = lab;
      const { publish, runId } = await trainingInHand();
      discord.clock.advance(sixteenMinutes);
      channel.botPermissions = 0n;
      ann.closedDms = true;
      publish();
      await discord.waitForRequest((request) => request.route === channelPosts && request.path.includes(ann.dm.id));
      const status = ann.slash(lab.guild.channel('elsewhere'), 'train status');
      const named = await status.answer();
      assert.match(
        named.content,
        /Training finished.*\n\n📬 I couldn’t reach you with this earlier.*\n• the result of training “default”, <t:/s,
      );
      const result = await status.followUp((message) => message.text.includes('Version 1 is ready'));
      assert.ok(result.ephemeral);
      await status.followUp((message) => message.files[0]?.name === 'preview-v1.ogg');
      const run = await delivered(lab, runId);
      assert.equal(run.state, 'done');
      assert.deepEqual(
        status.followUps.filter((message) => !message.ephemeral),
        [],
      );
      const after = await ann.slash(lab.guild.channel('elsewhere'), 'train status').answer();
      assert.doesNotMatch(after.content, /📬/);
      assert.equal((await storage.runs.get(runId))?.deliveredAt, run.deliveredAt);
    });
  });

  it('keeps an answer for a private whisper also when the next command is a public one', async () => {
    const { ann, channel, discord } = lab;
    const { publish, runId } = await trainingInHand();
    discord.clock.advance(sixteenMinutes);
    channel.botPermissions = 0n;
    ann.closedDms = true;
    publish();
    await discord.waitForRequest((request) => request.route === channelPosts && request.path.includes(ann.dm.id));
    const elsewhere = lab.guild.channel('elsewhere');
    const asked = ann.slash(elsewhere, 'preview', { text: 'Hello.' });
    const result = await asked.followUp((message) => message.text.includes('Version 1 is ready'));
    assert.ok(result.ephemeral);
    const spoken = await asked.followUp((message) => message.files[0]?.name === 'preview-v1.ogg');
    assert.ok(spoken.ephemeral);
    await delivered(lab, runId);
  });

  describe('by a bot that was restarted', () => {
    it('goes on with the same progress message and tells the result once', async () => {
      const { channel } = lab;
      const { asked, publish, runId } = await trainingInHand();
      await lab.stopBot();
      await lab.startBot();
      publish();
      await asked.followUp((message) => message.isVoiceMessage);
      await delivered(lab, runId);
      assert.match(asked.message?.content ?? '', /Training finished/);
      assert.equal(channel.messages.length, 3);
      assertClean(lab);
    });

    it('tells what ended while it was away, and tells it once', async () => {
      const { channel, storage } = lab;
      const { asked, publish, runId } = await trainingInHand();
      await lab.stopBot();
      publish();
      await eventually(
        () => storage.runs.get(runId),
        (run) => run?.endedAt != null,
      );
      await lab.startBot();
      await asked.followUp((message) => message.isVoiceMessage);
      await delivered(lab, runId);
      await lab.stopBot();
      await lab.startBot();
      await lab.stopBot();
      assert.equal(channel.messages.length, 3);
      assertClean(lab);
    });

    it('finds its progress message again after the token has died', async () => {
      const { channel, discord } = lab;
      const { asked, publish } = await trainingInHand();
      await lab.stopBot();
      discord.clock.advance(sixteenMinutes);
      await lab.startBot();
      publish();
      await channel.waitForMessage((message) => message.isVoiceMessage);
      assert.match(asked.message?.content ?? '', /Training finished/);
      assert.equal(channel.messages.length, 3);
      assertClean(lab);
    });
  });

  it('tries again later when Discord is ill, draws nothing again and does not repeat what has arrived', async () => {
    const { discord } = lab;
    const { asked, publish, runId } = await trainingInHand();
    await lab.stopBot();
    publish();
    await eventually(
      () => lab.storage.runs.get(runId),
      (run) => run?.endedAt != null,
    );
    // The library itself tries four times.
    discord.failNext(followUps, { status: 503, times: 4 });
    await lab.startBot();
    await discord.waitForRequest((request) => request.injected);
    // What would be drawn anew now is another picture.
    const run = await lab.storage.runs.get(runId);
    assert.ok(run?.result?.kind === 'train');
    const { losses, bestEpoch, versionNumber } = run.result;
    const title = `Training of version ${versionNumber}`;
    const first = await drawPicture({ kind: 'loss-curve', title, points: losses, bestEpoch });
    const others = [...losses, ...losses.map(({ epoch }) => ({ epoch: epoch + 20, train: 3, heldOut: 3 }))];
    const database = new DatabaseSync(path.join(lab.config.dataDir, 'timbre.sqlite'));
    database
      .prepare('update runs set result = ? where id = ?')
      .run(JSON.stringify({ ...run.result, losses: others }), runId);
    const status = async (): Promise<string> => (await lab.ann.slash(lab.channel, 'train status').answer()).content;
    assert.doesNotMatch(await status(), /result of training/, 'it may simply be on its way');
    database.prepare('update runs set ended_at = ended_at - 120000 where id = ?').run(runId);
    assert.match(
      await status(),
      /📨 Discord hasn’t let me bring you this yet.*\n• the result of training “default”, <t:/,
    );
    database.close();
    discord.clock.advance(10_000);
    await asked.followUp((message) => message.isVoiceMessage);
    await delivered(lab, runId);
    assert.equal(asked.followUps.length, 2);
    assert.deepEqual(asked.followUps[0]?.files[0]?.data, first);
    assert.deepEqual(discord.violations, []);
  });
});
