// Speaking with a voice that somebody shares: to whom, where, and no longer than they want.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { packetsOf } from '../discord/voice/opus.ts';
import type { Seat } from '../discord/voice/server.ts';
import type { Options, Person } from '../discord/person.ts';
import type { Channel } from '../discord/world.ts';
import { type Lab, assertClean, eventually, startLab } from './support.ts';

const long = 'One two three. Four five six. Seven eight nine. Ten and eleven. Twelve. And so on. Until the end.';

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
    assert.match(await share('speak'), /everybody in this server/);
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

  it('falls silent in the middle when its owner ends it, or the server', async () => {
    const { ben, channel, discord, guild } = lab;
    const all = 7 * (await packetsOf(lab.voiceMessage.ogg)).length;
    const owner = discord.person('owner', { managesServers: true });
    const allow = async (allowed: boolean): Promise<void> => {
      await owner.slash(channel, 'settings allow', { what: 'sharing', allowed }).answer();
    };
    const interrupted = async (end: () => Promise<unknown>): Promise<void> => {
      const before = seat.heard.length;
      const said = ben.slash(channel, 'say', { text: long, of: lab.ann });
      await said.answer();
      await discord.world.waitFor('the first of it', () => seat.heard.length > before || undefined);
      await end();
      await said.followUp(({ content }) => content.includes('isn’t shared with you here any more'));
      await silent();
      assert.ok(seat.heard.length < before + all);
    };
    assert.match(await share('speak', { person: ben }), /may speak/);
    await interrupted(() => share('end'));
    assert.match(await say(ben), /don’t share a voice like that/);
    await share('speak', { person: ben });
    await interrupted(() => allow(false));
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
});
