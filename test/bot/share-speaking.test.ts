// Speaking with a voice that somebody shares: to whom, where, and no longer than they want.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { packetsOf } from '../discord/voice/opus.ts';
import type { Seat } from '../discord/voice/server.ts';
import type { Options, Person } from '../discord/person.ts';
import type { Channel } from '../discord/world.ts';
import { type Lab, assertClean, eventually, startLab } from './support.ts';

const long = 'One two three. Four five six. Seven eight nine. Ten and eleven. Twelve. And so on. Until the end.';

const anyMore = /isn’t shared with you here any more/;

describe('a voice that is shared for speaking', () => {
  let lab: Lab;
  let cat: Person;
  let seat: Seat;
  let lounge: Channel;
  before(async () => {
    lab = await startLab();
    cat = lab.discord.person('cat');
    await lab.trainedVersion(lab.ann, await lab.readyVoice(lab.ann, 2));
    await lab.readyVoice(lab.ben, 0);
    await lab.readyVoice(cat, 0);
    lounge = lab.guild.voiceChannel('lounge');
    await lab.startBot();
    await lab.discord.ready();
    seat = lab.discord.voice.join(lab.ben, lounge);
    lab.discord.voice.join(cat, lounge);
    await lab.ben.slash(lab.channel, 'join').answer();
    await lab.discord.voice.ready(lounge);
  });
  after(() => lab.close());

  const share = async (sub: string, options: Options = {}): Promise<string> =>
    (await lab.ann.slash(lab.channel, `share ${sub}`, options).answer()).content;
  const say = async (by: Person, text = 'Hello.', channel = lab.channel): Promise<string> =>
    (await by.slash(channel, 'say', { text, of: lab.ann }).answer()).content;
  const silent = async (): Promise<void> => {
    await eventually(
      () => lab.storage.runs.newest(20),
      (runs) => runs.every(({ endedAt, deliveredAt }) => endedAt !== null && deliveredAt !== null),
    );
  };

  it('is spoken with by those whom its owner names, in that server, and says whose it is', async () => {
    const { ann, ben, channel, discord, guild } = lab;
    const refused = /don’t share a voice like that with you here/;
    assert.match(await say(ben), refused);
    assert.match(await share('list'), /Nobody but you can speak with “default”/);
    assert.match(await share('speak', { person: ben }), new RegExp(`may speak here with “default”: <@${ben.id}>`));
    assert.match(await say(ben), new RegExp(`v1 says.*With the voice of <@${ann.id}>, synthetic`, 's'));
    assert.match(await say(cat), refused);
    const there = discord.guild('Another server').channel('general');
    assert.match(await say(ben, 'Hello.', there), refused);

    const singers = guild.role('singers');
    assert.match(await share('speak', { role: singers }), new RegExp(`<@${ben.id}>, <@&${singers.id}>`));
    assert.match(await say(cat), refused);
    cat.roles.add(singers);
    assert.match(await say(cat), /With the voice of/);
    assert.match(await share('end', { role: singers }), new RegExp(`speak here with “default”: <@${ben.id}>\\.`));
    assert.match(await say(cat), refused);
    const question = await ann.slash(channel, 'share speak').answer();
    assert.match(question.content, /Let everybody in this server speak with “default”\?.*person:/s);
    assert.match(await say(cat), refused, 'not before its owner has said so');
    ann.click(question, 'No');
    await question.until(({ content }) => content.includes('nothing changes'));
    const again = await ann.slash(channel, 'share speak').answer();
    ann.click(again, 'Yes, everybody here');
    await again.until(({ content }) => content.includes('everybody in this server'));
    assert.match(await say(cat), /With the voice of/);
    assert.match(await share('speak', { person: ben, role: singers }), /both a person and a role/);
    assert.match((await ann.slash(ann.dm, 'share speak').answer()).content, /in a server only/);
    assert.match((await ann.slash(ann.dm, 'share list').answer()).content, /Nobody but you.*shared in other servers/s);
    assert.match(
      (await cat.slash(channel, 'preview', { text: 'Hello.' }).answer()).content,
      /no version that can speak/,
    );
    await silent();
    assertClean(lab);
  });

  /** Somebody says something long, which is broken off when `end` is done. @returns what they are told */
  const interrupted = async (by: Person, end: () => Promise<unknown>): Promise<string> => {
    const all = 7 * (await packetsOf(lab.voiceMessage.ogg)).length;
    const before = seat.heard.length;
    const said = by.slash(lab.channel, 'say', { text: long, of: lab.ann });
    await said.answer();
    await lab.discord.world.waitFor('the first of it', () => seat.heard.length > before || undefined);
    await end();
    const told = await said.followUp();
    await silent();
    assert.ok(seat.heard.length < before + all);
    return told.content;
  };

  it('falls silent in the middle when its owner ends it, or the server', async () => {
    const { ben, channel, discord, guild } = lab;
    const owner = discord.person('owner', { managesServers: true });
    const allow = async (allowed: boolean): Promise<void> => {
      await owner.slash(channel, 'settings allow', { what: 'sharing', allowed }).answer();
    };
    assert.match(await share('speak', { person: ben }), /may speak/);
    assert.match(await interrupted(ben, () => share('end')), anyMore);
    assert.match(await say(ben), /don’t share a voice like that/);
    await share('speak', { person: ben });
    assert.match(await interrupted(ben, () => allow(false)), anyMore);
    assert.match(await say(ben), /doesn’t want voices to be shared/);
    assert.match(await share('speak'), /doesn’t want voices to be shared/);
    // Whatever a server decides, it can be ended.
    await lab.storage.guilds.block(guild.id, lab.ann.id);
    assert.match(await share('end'), /Nobody but you/);
    await lab.storage.guilds.unblock(guild.id, lab.ann.id);
    await allow(true);
    const [voice] = await lab.storage.voices.list(lab.ann.id);
    assert.deepEqual(await lab.storage.grants.list(voice.id), []);
    assertClean(lab);
  });

  it('falls silent when somebody has lost the role or left, is banned, and when its version is deleted', async () => {
    const { ann, ben, channel, discord, guild, storage } = lab;
    const chorus = guild.role('chorus');
    ben.roles.add(chorus);
    await share('speak', { role: chorus });
    /** Of what came with the command nothing counts for ever. */
    const later = async (change: () => unknown): Promise<void> => {
      await change();
      discord.clock.advance(2_000);
    };
    assert.match(await interrupted(ben, () => later(() => ben.roles.delete(chorus))), anyMore);
    await share('speak', { person: ben });
    assert.match(await interrupted(ben, () => later(() => guild.gone.add(ben))), anyMore);
    guild.gone.delete(ben);
    assert.match(await interrupted(ben, () => storage.bans.add(ben.id)), /has blocked you/);
    await storage.bans.lift(ben.id);
    assert.match(
      await interrupted(ben, async () => {
        const question = await ann.slash(channel, 'samples remove', { clip: 'all' }).answer();
        ann.click(question, question.buttons[0].custom_id);
      }),
      /v1.*(?:deleted|can’t speak)/s,
    );
    assert.deepEqual(lab.errors, []);
    assert.deepEqual(discord.violations, []);
  });
});
