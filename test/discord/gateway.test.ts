// Sessions of the gateway: resume with replay, reconnects, close codes, intents.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { Client, Events, GatewayIntentBits, type Message, SlashCommandBuilder } from 'discord.js';
import { GatewayOpcodes as Op } from 'discord-api-types/v10';
import { WebSocket } from 'ws';
import { type Bench, startBench } from './bench.ts';
import { startDiscord } from './standin.ts';

const commands = [new SlashCommandBuilder().setName('ping').setDescription('Ping.').toJSON()];

/** A client of its own making says what it is told to. @returns the code with which it is closed */
async function closedWith(url: string, ...frames: (object | string)[]): Promise<unknown> {
  const socket = new WebSocket(url);
  socket.on('open', () => {
    for (const frame of frames) socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  });
  const [code] = (await once(socket, 'close')) as unknown[];
  return code;
}

describe('the gateway', () => {
  let bench: Bench;
  before(async () => {
    bench = await startBench(commands);
    bench.onInteraction = async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply('pong');
    };
  });
  after(async () => {
    await bench.close();
    assert.deepEqual(bench.errors, []);
  });

  it('replays what happened while the network was gone', async () => {
    const { discord, client, ann, channel } = bench;
    const resumed = once(client, Events.ShardResume);
    discord.dropSockets();
    const sent = [ann.slash(channel, 'ping'), ann.slash(channel, 'ping')];
    for (const interaction of sent) assert.equal((await interaction.answer()).content, 'pong');
    await resumed;
    assert.deepEqual(discord.gateway.counts, { identified: 1, resumed: 1 });
  });

  it('resumes after a close that allows it, and when asked to reconnect', async () => {
    const { discord, client, ann, channel } = bench;
    for (const disturb of [
      (): void => discord.gateway.closeSockets(4000),
      (): void => discord.gateway.requestReconnect(),
    ]) {
      const resumed = once(client, Events.ShardResume);
      disturb();
      await resumed;
      await ann.slash(channel, 'ping').answer();
    }
    assert.deepEqual(discord.gateway.counts, { identified: 1, resumed: 3 });
  });

  it('begins anew when its session was forgotten', async () => {
    const { discord, client, ann, channel } = bench;
    discord.gateway.invalidateSessions();
    await discord.identified(2);
    await once(client, Events.ShardReady);
    await ann.slash(channel, 'ping').answer();
  });

  it('tells a connected bot about new servers and channels', async () => {
    const { discord, client } = bench;
    const joined = once(client, Events.GuildCreate);
    const guild = discord.guild('New');
    await joined;
    const made = once(client, Events.ChannelCreate);
    const channel = guild.channel('fresh');
    await made;
    assert.ok(client.channels.cache.has(channel.id));
  });

  it('closes on what it cannot accept', async () => {
    const url = `ws://${bench.discord.host}/gateway?v=10&encoding=json`;
    const identify = (d: object): object => ({
      op: Op.Identify,
      d: { token: bench.discord.token, intents: 1, properties: { os: '', browser: '', device: '' }, ...d },
    });
    assert.equal(await closedWith(url.replace('v=10', 'v=8')), 4012);
    assert.equal(await closedWith(url, 'no json'), 4002);
    assert.equal(await closedWith(url, { d: null }), 4002);
    assert.equal(await closedWith(url, identify({}), { op: 99 }), 4001);
    assert.equal(await closedWith(url, { op: Op.PresenceUpdate, d: {} }), 4003);
    assert.equal(await closedWith(url, identify({ token: 'wrong' })), 4004);
    assert.equal(await closedWith(url, identify({}), identify({})), 4005);
    assert.equal(await closedWith(url, identify({ shard: [1, 1] })), 4010);
    assert.equal(await closedWith(url, identify({ intents: 1 << 30 })), 4013);
    assert.equal(await closedWith(url, identify({ intents: GatewayIntentBits.MessageContent })), 4014);
    const session = { token: bench.discord.token, session_id: 'x', seq: 0 };
    assert.equal(await closedWith(url, { op: Op.Resume, d: { ...session, token: 'wrong' } }), 4004);
    const heartbeats = Array.from({ length: 121 }, () => ({ op: Op.Heartbeat, d: null }));
    assert.equal(await closedWith(url, ...heartbeats), 4008);
  });

  it('shares the servers out among shards', async () => {
    const { discord } = bench;
    const guildsOf = async (shard: number): Promise<string[]> => {
      const socket = new WebSocket(`ws://${discord.host}/gateway?v=10&encoding=json`);
      const properties = { os: '', browser: '', device: '' };
      socket.on('open', () => {
        socket.send(
          JSON.stringify({ op: Op.Identify, d: { token: discord.token, intents: 1, properties, shard: [shard, 3] } }),
        );
      });
      return new Promise((resolve) => {
        socket.on('message', (raw: Buffer) => {
          const { t, d } = JSON.parse(raw.toString()) as { t: string; d: { guilds: { id: string }[] } };
          if (t !== 'READY') return;
          socket.close();
          resolve(d.guilds.map((g) => g.id));
        });
      });
    };
    const shares = await Promise.all([guildsOf(0), guildsOf(1), guildsOf(2)]);
    for (const [shard, ids] of shares.entries()) {
      for (const id of ids) assert.equal(Number((BigInt(id) >> 22n) % 3n), shard);
    }
    assert.deepEqual(shares.flat().sort(), [...discord.world.guilds.keys()].sort());
  });

  it('refuses a client with a wrong token', async () => {
    const client = new Client({ intents: [], rest: { api: bench.discord.api } });
    await assert.rejects(client.login(`${bench.discord.token}x`));
    await client.destroy();
  });
});

describe('intents', () => {
  it('decide which messages a bot hears of, and how much of them', async () => {
    const discord = await startDiscord({ privilegedIntents: GatewayIntentBits.MessageContent });
    const channel = discord.guild('Lab').channel('talk');
    const ann = discord.person('ann');
    const heard: [string, string][] = [];
    const { Guilds, GuildMessages, MessageContent } = GatewayIntentBits;
    const listen = async (name: string, intents: number[]): Promise<Client> => {
      const client = new Client({ intents, rest: { api: discord.api } });
      client.on(Events.MessageCreate, (message: Message) => heard.push([name, message.content]));
      const ready = once(client, Events.ClientReady);
      await client.login(discord.token);
      await ready;
      return client;
    };
    const clients = [
      await listen('guilds', [Guilds]),
      await listen('messages', [Guilds, GuildMessages]),
      await listen('content', [Guilds, GuildMessages, MessageContent]),
    ];
    const arrived = Promise.all(clients.slice(1).map((client) => once(client, Events.MessageCreate)));
    ann.say(channel, 'hello');
    await arrived;
    const mentioned = Promise.all(clients.slice(1).map((client) => once(client, Events.MessageCreate)));
    ann.say(channel, `hey <@${discord.applicationId}>`);
    await mentioned;
    const mention = `hey <@${discord.applicationId}>`;
    assert.deepEqual(
      heard.sort(([a, b], [c, d]) => `${a} ${b}`.localeCompare(`${c} ${d}`)),
      [
        ['content', 'hello'],
        ['content', mention],
        ['messages', ''],
        ['messages', mention],
      ],
    );
    for (const client of clients) await client.destroy();
    await discord.close();
  });
});
