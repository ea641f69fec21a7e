// /readaloud: only what those write who want it, where they want it, and while they are there.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { GatewayIntentBits } from 'discord.js';
import { packetsOf } from '../discord/voice/opus.ts';
import { type Lab, assertClean, eventually, startLab } from './support.ts';

describe('/readaloud', () => {
  let lab: Lab;
  before(async () => {
    lab = await startLab({ privilegedIntents: GatewayIntentBits.MessageContent, env: { READ_ALOUD: 'on' } });
    await lab.trainedVersion(lab.ann, await lab.readyVoice(lab.ann, 2));
    await lab.trainedVersion(lab.ben, await lab.readyVoice(lab.ben, 2));
    await lab.startBot();
    await lab.discord.ready();
  });
  after(() => lab.close());

  const said = async (): Promise<string[]> =>
    (await lab.storage.runs.newest(50)).flatMap(({ request }) => (request.kind === 'synthesis' ? [request.text] : []));
  const toggle = async (on: boolean): Promise<string> =>
    (await lab.ann.slash(lab.channel, 'readaloud', { on }).answer()).content;

  it('says with their own voice what they write there, and nothing of anybody else', async () => {
    const { ann, ben, channel, discord, guild, storage } = lab;
    const lounge = guild.voiceChannel('lounge');
    const elsewhere = guild.channel('elsewhere');
    const packets = await packetsOf(lab.voiceMessage.ogg);
    assert.match(await toggle(true), /aren’t in a voice channel/);
    const seat = discord.voice.join(ann, lounge);
    discord.voice.join(ben, lounge);
    assert.match(await toggle(true), /I’ll say what you write in <#/);
    await discord.voice.ready(lounge);

    ben.say(channel, 'Not this.');
    ann.say(elsewhere, 'Nor this.');
    ann.say(channel, '…');
    ann.say(channel, 'Look at https://www.example.com/a/b?c now.');
    await discord.world.waitFor('the sentence', () => seat.heard.length >= packets.length || undefined);
    assert.deepEqual(await said(), ['Look at example dot com now.']);

    await storage.guilds.block(guild.id, ann.id);
    ann.say(channel, 'Blocked here.');
    // Its answer comes after what was written before.
    assert.match((await ann.slash(channel, 'versions list').answer()).content, /have blocked you/);
    await storage.guilds.unblock(guild.id, ann.id);

    const allow = async (allowed: boolean): Promise<void> => {
      const forbidden = allowed ? [] : ['read-aloud' as const];
      await storage.guilds.change(guild.id, (settings) => ({ ...settings, forbidden }));
    };
    await allow(false);
    ann.say(channel, 'Forbidden here.');
    assert.match(await toggle(true), /doesn’t want messages read aloud/);
    await allow(true);

    // Messages are taken in their order: what comes after has been looked at when this is said.
    ann.say(channel, 'One more.');
    await eventually(said, (texts) => texts.includes('One more.'));
    assert.match(await toggle(false), /don’t read your messages aloud any more/);
    ann.say(channel, 'Silence.');
    ann.slash(channel, 'say', { text: 'By command.' });
    await eventually(said, (texts) => texts.includes('By command.'));
    assert.deepEqual(new Set(await said()), new Set(['Look at example dot com now.', 'One more.', 'By command.']));
    assertClean(lab);
  });
});
