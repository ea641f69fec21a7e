// The stand-in's voice channels as @discordjs/voice meets them: encrypted, with what people say and who hears it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { before, after, describe, it } from 'node:test';
import {
  AudioPlayerStatus,
  EndBehaviorType,
  StreamType,
  VoiceConnectionStatus,
  createAudioPlayer,
  createAudioResource,
  entersState,
  joinVoiceChannel,
} from '@discordjs/voice';
import { GatewayIntentBits } from 'discord.js';
import { Readable } from 'node:stream';
import { WebSocket } from 'ws';
import { type Bench, startBench } from './bench.ts';
import { encodeVoiceMessage } from '../../src/audio/voice-message.ts';
import { locateFfmpeg } from '../../src/audio/ffmpeg.ts';
import { packetsOf } from './voice/opus.ts';
import { patienceMs } from '../support/patience.ts';
import type { Channel } from './world.ts';

let bench: Bench;
let lounge: Channel;
let ogg: Buffer;

before(async () => {
  bench = await startBench([], {
    options: { intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates] },
  });
  lounge = bench.guild.voiceChannel('lounge');
  const samples = Float32Array.from({ length: 12_000 }, (_, n) => 0.3 * Math.sin((2 * Math.PI * 220 * n) / 24_000));
  ({ ogg } = await encodeVoiceMessage(await locateFfmpeg(), { samples, sampleRate: 24_000 }));
});
after(() => bench.close());

const join = (channel: Channel, options: { daveEncryption?: boolean } = {}) => {
  const guild = bench.client.guilds.cache.get(bench.guild.id);
  assert.ok(guild);
  const connection = joinVoiceChannel({
    channelId: channel.id,
    guildId: guild.id,
    selfDeaf: false,
    adapterCreator: guild.voiceAdapterCreator,
    ...options,
  });
  connection.on('error', () => {});
  return connection;
};
type Connection = ReturnType<typeof join>;

const heardBy = async (connection: Connection, id: string, talk: () => Promise<void>): Promise<Buffer[]> => {
  const stream = connection.receiver.subscribe(id, { end: { behavior: EndBehaviorType.AfterSilence, duration: 150 } });
  const packets: Buffer[] = [];
  stream.on('data', (packet: Buffer) => packets.push(packet));
  const ended = once(stream, 'end');
  await talk();
  await ended;
  return packets.filter((packet) => packet.length > 3);
};

/** Make the bot play, until it is done. */
const play = async (connection: Connection): Promise<void> => {
  const player = createAudioPlayer();
  connection.subscribe(player);
  player.play(createAudioResource(Readable.from([ogg]), { inputType: StreamType.OggOpus }));
  await entersState(player, AudioPlayerStatus.Playing, AbortSignal.timeout(patienceMs));
  await entersState(player, AudioPlayerStatus.Idle, AbortSignal.timeout(patienceMs));
};

describe('voice channels', () => {
  it('carry speech both ways, end-to-end encrypted, while people come and go', async () => {
    const { voice } = bench.discord;
    const { ann, ben } = bench;
    const seat = voice.join(ann, lounge);
    const connection = join(lounge);
    const call = await voice.ready(lounge);
    const packets = await packetsOf(ogg);
    assert.deepEqual(await heardBy(connection, ann.id, () => seat.speak(packets)), packets);
    await play(connection);
    assert.deepEqual(seat.heard, packets);

    const late = voice.join(ben, lounge);
    await voice.ready(lounge);
    assert.ok(call.group.commits >= 2);
    const both = await Promise.all([
      heardBy(connection, ann.id, () => seat.speak(packets)),
      heardBy(connection, ben.id, () => late.speak(packets)),
    ]);
    assert.deepEqual(both, [packets, packets]);
    voice.leave(ann);
    await bench.discord.world.waitFor('ann is out', () => !call.group.members.includes(ann.id) || undefined);
    await play(connection);
    assert.deepEqual(late.heard, packets);
    assert.equal(seat.heard.length, packets.length);

    voice.leave(ben);
    const back = voice.join(ann, lounge);
    await voice.ready(lounge);
    await play(connection);
    assert.deepEqual(back.heard, packets);

    connection.destroy();
    await bench.discord.world.waitFor('the bot is out', () => voice.botIn(bench.guild) === null || undefined);
    voice.leave(ann);
    assert.deepEqual(bench.discord.violations, []);
  });

  it('go on over a lost connection, another server and another channel, and end with a kick', async () => {
    const { voice } = bench.discord;
    const seat = voice.join(bench.ann, lounge);
    const packets = await packetsOf(ogg);
    const connection = join(lounge);
    await voice.ready(lounge);
    voice.server.dropSockets();
    await bench.discord.world.waitFor('a resumed session', () => voice.server.counts.resumed || undefined);
    assert.deepEqual(await heardBy(connection, bench.ann.id, () => seat.speak(packets)), packets);

    voice.changeServer(bench.guild);
    await voice.ready(lounge);
    assert.deepEqual(await heardBy(connection, bench.ann.id, () => seat.speak(packets)), packets);

    const attic = bench.guild.voiceChannel('attic');
    const moved = voice.join(bench.ann, attic);
    voice.moveBot(bench.guild, attic);
    await voice.ready(attic);
    assert.deepEqual(await heardBy(connection, bench.ann.id, () => moved.speak(packets)), packets);

    voice.moveBot(bench.guild, null);
    await entersState(connection, VoiceConnectionStatus.Disconnected, AbortSignal.timeout(patienceMs));
    connection.destroy();
    voice.leave(bench.ann);
  });

  it('lose, delay and reorder the same packets for the same seed', async () => {
    const { voice } = bench.discord;
    const packets = await packetsOf(ogg);
    const seat = voice.join(bench.ann, lounge);
    const connection = join(lounge);
    await voice.ready(lounge);
    const arrived = async (seed: number): Promise<Buffer[]> => {
      seat.impair({ seed, loss: 0.2, reordered: 0.1, jitterMs: 2 });
      return await heardBy(connection, bench.ann.id, () => seat.speak(packets));
    };
    const first = await arrived(7);
    const lost = packets.filter((packet) => !first.some((one) => one.equals(packet)));
    assert.ok(lost.length > 0 && lost.length < packets.length / 2);
    const again = await arrived(7);
    assert.deepEqual(
      packets.filter((packet) => !again.some((one) => one.equals(packet))),
      lost,
    );
    connection.destroy();
    voice.leave(bench.ann);
  });

  it('are closed to who may not connect, does not encrypt, or breaks the protocol', async () => {
    const { voice } = bench.discord;
    const unencrypted = join(lounge, { daveEncryption: false });
    const closed = await new Promise<number>((resolve) => {
      unencrypted.on('stateChange', (_, now) => {
        if (now.status === VoiceConnectionStatus.Connecting) now.networking.once('close', resolve);
      });
    });
    assert.equal(closed, 4017);
    unencrypted.destroy();

    const closedWith = async (...frames: unknown[]): Promise<number> => {
      const socket = new WebSocket(`wss://${voice.server.endpoint}?v=8`);
      socket.on('open', () => {
        for (const frame of frames) socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
      });
      const [code] = (await once(socket, 'close')) as [number];
      return code;
    };
    const hello = {
      server_id: bench.guild.id,
      user_id: '1',
      session_id: 'x',
      token: 'x',
      max_dave_protocol_version: 1,
    };
    assert.equal(await closedWith('no json'), 4002);
    assert.equal(await closedWith({ op: 5, d: {} }), 4003);
    assert.equal(await closedWith({ op: 0, d: hello }), 4004);
    assert.equal(await closedWith({ op: 0, d: { ...hello, server_id: '1' } }), 4011);
    assert.equal(await closedWith({ op: 7, d: { ...hello, seq_ack: 1 } }), 4006);
  });
});
