// Recording and speaking in voice channels: only who agreed is heard, every take is kept or asked for again, and whatever ends
// a call is said.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { noteOf } from '../../src/i18n/notes.ts';
import { readTranscripts } from '../../src/audio/transcripts.ts';
import { sentencesIn } from '../../src/scripts-to-read/reading-list.ts';
import { recordedPrompts } from '../support/speech.ts';
import { encodeOpus, packetsOf } from '../discord/voice/opus.ts';
import type { Seat } from '../discord/voice/server.ts';
import type { Channel, Message } from '../discord/world.ts';
import { type Lab, assertClean, eventually, gate, startLab, tone } from './support.ts';

/** The operator's own. */
const japanese = '明日は雨が降るでしょう。';

let lab: Lab;
let lounge: Channel;
let sentences: string;
let speech: Buffer[][];

before(async () => {
  sentences = await mkdtemp(path.join(tmpdir(), 'timbre-sentences-'));
  await writeFile(path.join(sentences, 'ja.txt'), `${japanese}\n`);
  lab = await startLab({ env: { SENTENCES_DIR: sentences } });
  lounge = lab.guild.voiceChannel('lounge');
  const prompts = recordedPrompts(3, 5).slice(0, 4);
  speech = await Promise.all(prompts.map((prompt) => encodeOpus('-f', 'g722', '-i', prompt.path)));
  await lab.readyVoice(lab.ann, 0);
  await lab.startBot();
  await lab.discord.ready();
});
after(async () => {
  await lab.close();
  await rm(sentences, { recursive: true, force: true });
});
beforeEach(() => {
  lab.discord.voice.leave(lab.ann);
  lab.discord.voice.leave(lab.ben);
});

/** The sentence that a panel shows. */
const sentenceOf = ({ content }: Pick<Message, 'content'>): string | null => /^# (.+)$/m.exec(content)?.[1] ?? null;
const showsAnother = (than: string | null) => (panel: Message) => {
  const now = sentenceOf(panel);
  return now !== null && now !== than;
};

async function record(): Promise<{ seat: Seat; panel: Message }> {
  const { discord, ann } = lab;
  const seat = discord.voice.join(ann, lounge);
  const asked = ann.slash(lab.channel, 'record');
  const panel = await asked.answer((message) => sentenceOf(message) !== null);
  await discord.voice.ready(lounge);
  return { seat, panel };
}

/** Everything that is kept: rows, blobs, files on their way. */
async function everythingKept(): Promise<Buffer> {
  const files = await readdir(lab.config.dataDir, { recursive: true, withFileTypes: true });
  return Buffer.concat(
    await Promise.all(
      files
        .filter((f) => f.isFile())
        .map((f) =>
          readFile(path.join(f.parentPath, f.name)).catch((error: NodeJS.ErrnoException) => {
            // What is only on its way may be gone meanwhile.
            if (error.code !== 'ENOENT') throw error;
            return Buffer.alloc(0);
          }),
        ),
    ),
  );
}

describe('/record', () => {
  it('hears sentence by sentence who agreed, and nothing of anybody else', async () => {
    const { discord, ann, ben, storage } = lab;
    const loud = discord.voice.join(ben, lounge);
    const { seat, panel } = await record();
    const talked = new AbortController();
    const talking = loud.speak(Array.from({ length: 40 }, () => speech[3]).flat(), 8, talked.signal);
    seat.impair({ seed: 5, loss: 0.05, reordered: 0.02, jitterMs: 3 });
    const read: string[] = [];
    for (const packets of speech.slice(0, 2)) {
      const shown = sentenceOf(panel);
      assert.ok(shown !== null && sentencesIn('en')?.includes(shown));
      read.push(shown);
      await seat.speak(packets);
      await panel.until(showsAnother(shown));
    }
    assert.ok(seat.network.lost > 0);
    await panel.until(({ content }) => content.includes('Got it'));
    assert.match(panel.content, /\d+ of \d+ sounds/);
    ann.click(panel, 'Stop');
    const answer = await panel.until((message) => message.text.includes('Added 2 recordings'));
    assert.match(answer.text, /2 clips/);
    talked.abort();
    await talking;

    const [voice] = await storage.voices.list(ann.id);
    const samples = await storage.samples.list(voice.id);
    assert.deepEqual(new Set(samples.map(({ transcript }) => transcript)), new Set(read));
    const lengths = speech.slice(0, 2).map((packets) => packets.length * 0.02);
    for (const { durationSeconds } of samples) assert.ok(lengths.some((seconds) => durationSeconds <= seconds + 0.3));
    await eventually(
      async () => discord.voice.botIn(lab.guild),
      (place) => place === null,
    );
    // The takes themselves are gone, and nothing is there of who only talked.
    const kept = await everythingKept();
    for (const packet of [...speech[3], ...speech[0]].filter(({ length }) => length > 40)) {
      assert.equal(kept.includes(packet.subarray(2, 34)), false);
    }
    assert.equal(kept.includes(ben.id), false);
    assertClean(lab);
  });

  it('asks again for what was lost, cut off or not wanted, and shows another one for what is skipped', async () => {
    const { ann, ben, storage } = lab;
    const [voice] = await storage.voices.list(ann.id);
    const before = await storage.samples.list(voice.id);
    const { seat, panel } = await record();
    const first = sentenceOf(panel);
    seat.impair({ seed: 3, loss: 0.4 });
    await seat.speak(speech[0]);
    await panel.until(({ content }) => content.includes('got lost'));
    assert.equal(sentenceOf(panel), first);
    seat.impair({ seed: 1 });
    await seat.speak(speech[0].slice(40, 65));
    await panel.until(({ content }) => content.includes('cut off'));
    assert.equal(sentenceOf(panel), first);

    const pressed = ben.click(panel, 'Skip');
    assert.match((await pressed.followUp()).content, /isn’t yours/);
    ann.click(panel, 'Skip');
    await panel.until(showsAnother(first));
    const second = sentenceOf(panel);
    await seat.speak(speech[2]);
    await panel.until(showsAnother(second));
    ann.click(panel, 'Again');
    await panel.until((message) => sentenceOf(message) === second);
    await seat.speak(Array.from({ length: 80 }, () => Buffer.from([0xf8, 0xff, 0xfd])));
    await panel.until(({ content }) => content.includes('no good'));
    ann.click(panel, 'Stop');
    await panel.until(({ text }) => text.includes('Nothing was added'));
    assert.equal((await storage.samples.list(voice.id)).length, before.length);
    assertClean(lab);
  });

  it('ends, and says so, when the person leaves, it is thrown out, or the bot goes down', async () => {
    const { discord, ann } = lab;
    const left = await record();
    discord.voice.leave(ann);
    await eventually(
      async () => discord.clock.advance(11_000),
      () => left.panel.content.includes('You left'),
    );
    const thrown = await record();
    discord.voice.moveBot(lab.guild, null);
    await thrown.panel.until(({ content }) => content.includes('disconnected'));

    const { seat, panel } = await record();
    const shown = sentenceOf(panel);
    await seat.speak(speech[3]);
    await panel.until(showsAnother(shown));
    await lab.stopBot();
    assert.match(panel.content, /restart/);
    await lab.startBot();
    await panel.until(({ content, text }) => content.includes('goes on from there') && text.includes('Added 1 rec'));
    assertClean(lab);
  });

  it('is refused where it can’t be, with who can change that', async () => {
    const { discord, ann } = lab;
    const refusal = async () => (await ann.slash(lab.channel, 'record').answer()).content;
    assert.match(await refusal(), /aren’t in a voice channel/);
    const closed = lab.guild.voiceChannel('closed');
    closed.botPermissions &= ~PermissionFlagsBits.Connect;
    discord.voice.join(ann, closed);
    assert.match(await refusal(), /“Connect” is missing.*Edit Channel/s);
    assert.deepEqual(discord.rest.refused, []);
  });
});

describe('/script', () => {
  it('gives sentences that the voice lacks, with the list to send along', async () => {
    const { ann } = lab;
    const message = await ann.slash(lab.channel, 'script', { count: 5 }).answer();
    const [list] = message.files;
    assert.ok(message.ephemeral && list?.name === 'transcripts.txt');
    const names = Array.from({ length: 5 }, (_, n) => [`${n + 1}.wav`]);
    const { transcripts: words } = readTranscripts(list.data, names);
    const all = sentencesIn('en') ?? [];
    assert.ok(words.every((sentence) => sentence !== null && all.includes(sentence)));
    for (const sentence of words) assert.ok(message.content.includes(sentence ?? '?'));
    const [voice] = await lab.storage.voices.list(ann.id);
    for (const { transcript } of voice ? await lab.storage.samples.list(voice.id) : []) {
      assert.ok(!words.includes(transcript));
    }
  });

  it('gives the operator’s own where none come with a language, and says so where there are none at all', async () => {
    const { storage } = lab;
    const aiko = lab.discord.person('aiko');
    const { id } = await lab.readyVoice(aiko, 0);
    await storage.voices.setLanguage(id, 'ja');
    assert.ok((await aiko.slash(lab.channel, 'script').answer()).content.includes(japanese));
    await storage.voices.setLanguage(id, 'ko');
    assert.match((await aiko.slash(lab.channel, 'script').answer()).content, /nothing to read in Korean.*Japanese/s);
  });
});

describe('/say', () => {
  it('speaks sentence after sentence with the owner’s voice, and falls silent when told to', async (t) => {
    const { discord, ann, ben } = lab;
    const voice = await lab.readyVoice(ann);
    await lab.stopBot();
    const version = await lab.trainedVersion(ann, voice);
    await lab.startBot();
    const seat = discord.voice.join(ann, lounge);
    const other = discord.voice.join(ben, lounge);
    const joins = ann.slash(lab.channel, 'join');
    await joins.answer(({ content }) => content.includes('/say'));
    await discord.voice.ready(lounge);
    const { ogg } = lab.voiceMessage;
    const short = await tone(lab.ffmpeg, 330, 0.3);
    lab.sounds.set('How are you?', short).set('Short.', short);
    const [packets, shortly] = [await packetsOf(ogg), await packetsOf(short.ogg)];
    // The first sentence is there last.
    const { blobs } = lab.storage;
    const read = blobs.read.bind(blobs);
    const secondIsThere = gate();
    const slow = t.mock.method(blobs, 'read', async (sha256: string) => {
      const speech = await read(sha256);
      if (speech.equals(ogg)) await secondIsThere.opened;
      else setImmediate(() => secondIsThere.open());
      return speech;
    });
    const said = ann.slash(lab.channel, 'say', { text: 'Hello there. How are you?' });
    assert.match((await said.answer()).content, new RegExp(`v${version.number}`));
    const both = [...packets, ...shortly];
    await discord.world.waitFor('two sentences', () => seat.heard.length >= both.length || undefined);
    assert.deepEqual(seat.heard, both);
    assert.deepEqual(other.heard, seat.heard);
    slow.mock.restore();
    const noVoice = await ben.slash(lab.channel, 'say', { text: 'Me too.' }).answer();
    assert.ok(noVoice.ephemeral && noVoice.content.includes('no voice yet'), noVoice.content);

    const long = 'One two three. Four five six. Seven eight nine. Ten and eleven. Twelve. And so on. Until the end.';
    const all = 7 * packets.length;
    const skipped = await ann.slash(lab.channel, 'say', { text: long }).answer();
    await ann.slash(lab.channel, 'say', { text: 'Short.' }).answer();
    await discord.world.waitFor('the first of it', () => seat.heard.length > both.length || undefined);
    ann.click(skipped, 'Skip');
    const end = shortly[shortly.length - 1];
    const isSaid = () => seat.heard.slice(both.length).some((packet) => packet.equals(end));
    await discord.world.waitFor('the text behind it', () => isSaid() || undefined);
    assert.deepEqual(seat.heard.slice(-shortly.length), shortly);
    assert.ok(seat.heard.length < both.length + all);

    const before = seat.heard.length;
    await ann.slash(lab.channel, 'say', { text: long }).answer();
    await discord.world.waitFor('the first of it', () => seat.heard.length > before || undefined);
    ann.slash(lab.channel, 'leave');
    await eventually(
      async () => discord.voice.botIn(lab.guild),
      (place) => place === null,
    );
    assert.ok(seat.heard.length < before + all);
    const sent = [...lab.channel.messages, ...lounge.messages].filter((message) => message.isVoiceMessage);
    assert.deepEqual(sent, []);
    const told = discord.transcript().map(({ text }) => text);
    assert.ok(told.some((text) => text.includes('I’m in #lounge')) && !told.some((text) => text.includes('<#')));

    const used = await lab.storage.usage.previews(ann.id, 0);
    lab.remark = noteOf('lowest-pitch', { semitones: 6 });
    const cut = 'Here is the first part of a sentence, and here is the rest of it that takes long. And one more.';
    await ann.slash(lab.channel, 'say', { text: cut }).answer();
    const made = await eventually(
      () => lab.storage.runs.newest(3),
      (runs) => runs.every(({ request }) => request.kind === 'synthesis' && cut.includes(request.text)),
    );
    assert.deepEqual(
      made.map(({ request }) => request.kind === 'synthesis' && request.isRest === true),
      [false, true, false],
    );
    const firstOf = made.find(({ request }) => request.kind === 'synthesis' && request.text.startsWith('Here'))!;
    assert.equal(
      firstOf.request.kind === 'synthesis' && firstOf.request.rest,
      'and here is the rest of it that takes long.',
    );
    const count = (uses: typeof used) => uses.reduce((sum, { amount }) => sum + amount, 0);
    assert.equal(count(await lab.storage.usage.previews(ann.id, 0)), count(used) + 2);
    await eventually(
      () => Promise.all(made.map(({ id }) => lab.storage.runs.get(id))),
      (runs) => runs.every((run) => run?.deliveredAt !== null),
    );
    lab.remark = undefined;
    ann.slash(lab.channel, 'leave');
    await eventually(
      async () => discord.voice.botIn(lab.guild),
      (place) => place === null,
    );
    // What goes for all of a text is said once.
    const remarks = discord.transcript().filter(({ text }) => text.includes('no lower than 6 semitones'));
    assert.equal(remarks.length, 1);
    assertClean(lab);
  });

  it('goes on in another channel and on another server, and is gone when it is thrown out or alone', async () => {
    const { discord, ann } = lab;
    const { voice } = discord;
    const attic = lab.guild.voiceChannel('attic');
    const packets = await packetsOf(lab.voiceMessage.ogg);
    const says = async (seat: Seat): Promise<void> => {
      const before = seat.heard.length;
      await ann.slash(lab.channel, 'say', { text: 'Here I am.' }).answer();
      await discord.world.waitFor('the sentence', () => seat.heard.length >= before + packets.length || undefined);
      assert.deepEqual(seat.heard.slice(before), packets);
    };
    voice.join(ann, lounge);
    await ann.slash(lab.channel, 'join').answer();
    await voice.ready(lounge);
    voice.moveBot(lab.guild, attic);
    const elsewhere = await ann.slash(lab.channel, 'say', { text: 'Where are you?' }).answer();
    assert.match(elsewhere.content, /and you aren’t/);
    const seat = voice.join(ann, attic);
    await voice.ready(attic);
    await says(seat);
    voice.changeServer(lab.guild);
    await voice.ready(attic);
    await says(seat);

    voice.moveBot(lab.guild, null);
    const nobody = await ann.slash(lab.channel, 'leave').answer();
    assert.match(nobody.content, /in no voice channel/);
    await says(seat);
    voice.leave(ann);
    await eventually(
      async () => {
        discord.clock.advance(11_000);
        return voice.botIn(lab.guild);
      },
      (place) => place === null,
    );
    assertClean(lab);
  });

  it('lets another process of this bot answer first that is in a voice channel of the server', async () => {
    const { discord, ann, guild, channel } = lab;
    const elsewhere = (there: Channel | null): void =>
      discord.world.voiceStateWanted(
        { guild_id: guild.id, channel_id: there?.id ?? null, self_mute: false, self_deaf: false },
        'another process',
      );
    elsewhere(lounge);
    const askedAt = discord.clock.now();
    await ann.slash(channel, 'leave').acknowledged();
    // A timer may be a millisecond early.
    assert.ok(discord.clock.now() - askedAt >= 990, 'that one had a second, and is gone');
    const asked = ann.slash(channel, 'leave');
    // What has nothing to do with it does not wait.
    await ann.slash(channel, 'help').acknowledged();
    assert.equal(asked.acknowledgement, null);
    elsewhere(null);
    assert.match((await asked.answer()).content, /in no voice channel/);
    assertClean(lab);
  });
});
