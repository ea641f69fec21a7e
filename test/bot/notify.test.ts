// How people are told that a training is done: asked once, kept to, said once.
import assert from 'node:assert/strict';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Interaction } from '../discord/interaction.ts';
import type { Message } from '../discord/world.ts';
import { failure } from '../storage/support.ts';
import { type Lab, assertClean, delivered, gate, startLab } from './support.ts';

const channelPosts = 'POST /channels/:channel/messages';

const pingsIn = (messages: readonly Message[]): string[][] => messages.map(({ pinged }) => [...pinged]);
const publicOnes = ({ followUps }: Interaction): Message[] => followUps.filter(({ ephemeral }) => !ephemeral);
const isQuestion = (message: Message): boolean => message.content.includes('How shall I tell you');
describe('being told that a training is done', () => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await startLab();
  });
  afterEach(() => lab.close());

  /** Ann’s training, as far as a gate: she wants to be told of its end in this way. */
  const trainingBy = async (how: 'mention' | 'direct' | 'none') => {
    const { ann, channel, storage } = lab;
    const voice = await lab.readyVoice(ann);
    await lab.startBot();
    const chosen = await ann.slash(channel, 'train notify', { how }).answer();
    assert.match(chosen.content, /^All right\. When a training is done, I /);
    assert.ok(chosen.ephemeral);
    const end = gate();
    lab.script = async (run) => {
      await end.opened;
      await run.publish();
    };
    const asked = ann.slash(channel, 'train continue', { epochs: 2 });
    await asked.answer();
    const run = await storage.runs.latest(voice.id);
    assert.ok(run);
    return { asked, open: () => end.open(), runId: run.id };
  };

  it('is asked once, after the first training, and can be said again', async () => {
    const { ann, channel, storage, config } = lab;
    await lab.readyVoice(ann);
    const database = new DatabaseSync(path.join(config.dataDir, 'timbre.sqlite'));
    database.exec('update users set notify = null');
    database.close();
    await lab.startBot();
    lab.script = (run) => run.fail(failure);
    const first = ann.slash(channel, 'train continue');
    const question = await first.followUp(isQuestion);
    assert.ok(question.ephemeral);
    assert.deepEqual(
      question.buttons.map(({ label }) => label),
      ['Mention me here', 'Direct message', 'No need'],
    );
    await first.followUp((message) => message.content.includes('No clip can be used'));
    ann.click(question, 'Direct message');
    await question.until((message) => message.content.includes('I also write you a direct message'));
    assert.deepEqual(question.buttons, []);
    const kept = await ann.slash(channel, 'mydata').answer();
    assert.match(kept.content, /• When a training is done, I also write you a direct message\./);

    const second = ann.slash(channel, 'train continue');
    await second.followUp((message) => message.content.includes('No clip can be used'));
    await ann.dm.waitForMessage((message) => message.content.includes('ended without a new version'));
    assert.deepEqual(second.followUps.filter(isQuestion), []);
    assert.deepEqual((await storage.users.get(ann.id))?.notify, 'direct');
    assertClean(lab);
  });

  it('by a mention of them alone, once, with the result', async () => {
    const { ann } = lab;
    const { asked, open, runId } = await trainingBy('mention');
    open();
    await asked.followUp((message) => message.isVoiceMessage);
    await delivered(lab, runId);
    assert.deepEqual(pingsIn(publicOnes(asked)), [[ann.id], []]);
    assert.ok(publicOnes(asked)[0]?.content.startsWith(`<@${ann.id}>`));
    assertClean(lab);
  });

  it('by a direct message that leads to the result, once, although Discord loses the answer', async () => {
    const { ann, discord, guild, channel } = lab;
    const { asked, open, runId } = await trainingBy('direct');
    discord.failNext(channelPosts, { status: 502, afterwards: true, times: 1 });
    open();
    const result = await asked.followUp((message) => message.embeds.length > 0);
    await delivered(lab, runId);
    assert.deepEqual(
      ann.dm.messages.map(({ content }) => content),
      [`“default” is trained: v1 is ready. https://discord.com/channels/${guild.id}/${channel.id}/${result.id}`],
    );
    assert.deepEqual(pingsIn(publicOnes(asked)), [[], []]);
  });

  it('by a mention where direct messages are closed, and says why', async () => {
    const { ann } = lab;
    const { asked, open, runId } = await trainingBy('direct');
    ann.closedDms = true;
    open();
    await delivered(lab, runId);
    const told = publicOnes(asked);
    assert.deepEqual(pingsIn(told), [[], [], [ann.id]]);
    assert.match(
      told[2]?.content ?? '',
      /You take no direct messages from me, so I mention you here\. “default” is trained/,
    );
  });

  it('not at all, also when the command’s own way has died', async () => {
    const { channel, discord } = lab;
    const { open, runId } = await trainingBy('none');
    discord.clock.advance(16 * 60_000);
    open();
    await channel.waitForMessage((message) => message.isVoiceMessage);
    await delivered(lab, runId);
    assert.ok(channel.messages.every(({ pinged }) => pinged.length === 0));
    assertClean(lab);
  });

  it('by nothing more than the result where that comes by direct message itself', async () => {
    const { ann, channel, discord } = lab;
    const { open, runId } = await trainingBy('direct');
    discord.clock.advance(16 * 60_000);
    channel.botPermissions = 0n;
    open();
    await ann.dm.waitForMessage((message) => message.text.includes('Version 1 is ready'));
    await delivered(lab, runId);
    assert.ok(ann.dm.messages.every(({ content }) => !content.includes('is trained')));
  });
});
