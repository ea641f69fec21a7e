// /addsamples: consent, uploads of real speech, bad ones, and a bot that dies in the middle of them.
import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { audioEndings } from '../../src/audio/format.ts';
import { processRecording } from '../../src/audio/intake.ts';
import { consent } from '../../src/bot/replies/consent.ts';
import { connect } from '../../src/queue/redis.ts';
import type { Interaction } from '../discord/interaction.ts';
import type { Options, Upload } from '../discord/person.ts';
import { make, promptInput } from '../audio/material.ts';
import { newSample, sha256 } from '../storage/support.ts';
import { type Lab, assertClean, eventually, recordings, startLab } from './support.ts';

const textFile = (content: string): Upload => ({ name: 'transcripts.txt', data: Buffer.from(content) });

/** For what ffmpeg does meanwhile, on a machine that has other things to do. */

describe('/addsamples', () => {
  let lab: Lab;
  let speech: Awaited<ReturnType<typeof recordings>>;
  before(async () => {
    speech = await recordings(3);
  });
  beforeEach(async () => {
    lab = await startLab();
    await lab.startBot();
  });
  afterEach(() => lab.close());

  const recording = (index: number, name?: string): Upload & { text: string } => {
    const one = speech[index];
    assert.ok(one);
    return name === undefined ? one : { ...one, name };
  };

  const allFinished = () =>
    eventually(
      () => lab.storage.intakes.unfinished(),
      (intakes) => intakes.length === 0,
    );

  /** Ann sends a recording whose download begins and stands still; it goes well the next time. */
  const stalledUpload = async (): Promise<Interaction> => {
    const { ann, channel, discord } = lab;
    discord.cdn.fail({ kind: 'stall' });
    const asked = ann.slash(channel, 'addsamples', { file: recording(0) });
    await discord.world.waitFor('a download', () => discord.cdn.downloads[0]);
    return asked;
  };

  it('asks for consent first, then goes on with the files in hand', async () => {
    const { ann, ben, channel, storage } = lab;
    const file = recording(0);
    const asked = ann.slash(channel, 'addsamples', { file, transcript: file.text });
    const question = await asked.answer();
    assert.ok(question.ephemeral);
    assert.match(question.text, /What is stored.*Why.*How to delete.*Your own voice only/s);
    assert.equal(await storage.users.get(ann.id), null);
    assert.deepEqual(await storage.intakes.unfinished(), []);

    ann.click(question, 'I agree');
    await question.until((message) => message.text.includes('Added 1 recording'));
    assert.match(question.text, /✓ \*\*.*wav\*\* · .* · with transcript/);
    assert.match(question.text, /`\/train continue` makes the first version/);
    await question.until((message) => message.files[0]?.name === 'recording.webp');
    const user = await storage.users.get(ann.id);
    assert.equal(user?.consentVersion, consent.version);
    assert.ok(user.consentAt !== null);
    assert.equal(await storage.users.get(ben.id), null);

    const second = ann.slash(channel, 'addsamples', { file: recording(1) });
    const answer = await second.answer((message) => message.text.includes('Added'));
    assert.match(answer.text, /no transcript/);
    assert.match(answer.text, /only teach pitch and tone.*`transcripts:`/s);
    assert.match(answer.text, /in 2 clips; 1 with transcript, 0 test clips/);
    assertClean(lab);
  });

  it('stores nothing when the person declines, and keeps strangers off the question', async () => {
    const { ann, channel, storage, discord } = lab;
    const question = await ann.slash(channel, 'addsamples', { file: recording(0) }).answer();
    ann.click(question, 'No, thanks');
    await question.until((message) => message.content.includes('nothing was stored'));
    assert.equal(await storage.users.get(ann.id), null);
    assert.deepEqual(discord.cdn.downloads, []);

    // What goes on for long is public from the first; all else is asked in private.
    const publicQuestion = await ann.slash(channel, 'record').answer();
    assert.ok(!publicQuestion.ephemeral);
    const stranger = await lab.ben.click(publicQuestion, 'I agree').followUp();
    assert.match(stranger.content, /isn’t for you/);
    assert.equal(await storage.users.get(lab.ben.id), null);
    assertClean(lab);
  });

  it('asks for the command again when Redis lost what was asked for', async () => {
    const { ann, channel, storage } = lab;
    const question = await ann.slash(channel, 'addsamples', { file: recording(0) }).answer();
    const redis = connect(lab.redisUrl, 'worker');
    await redis.flushall();
    redis.disconnect();
    ann.click(question, 'I agree');
    await question.until((message) => message.content.includes('Please send it again'));
    assert.equal(await storage.users.get(ann.id), null);
    assertClean(lab);
  });

  it('takes many files with a list of transcripts, and says which are no speech', async () => {
    const { ann, channel, storage } = lab;
    const voice = await lab.readyVoice(ann, 0);
    const list = [`${recording(0).name}\t${recording(0).text}`, `my take (2).wav | ${recording(1).text}`].join('\n');
    const asked = ann.slash(channel, 'addsamples', {
      file: recording(0),
      file2: recording(1, 'my take (2).wav'),
      file3: { name: 'notes.wav', data: Buffer.from('this is no recording at all, it only says so') },
      file4: recording(0, 'the same again.wav'),
      transcripts: textFile(list),
    });
    const answer = await asked.answer((message) => message.text.includes('Added'));
    assert.match(answer.text, /Added 2 of 4 recordings/);
    assert.match(answer.text, /✓ \*\*my take \\\(2\\\)\.wav\*\* · .*with transcript/);
    assert.match(answer.text, /✗ \*\*notes\.wav\*\* · /);
    // Whichever of the two was there first.
    assert.match(answer.text, /[＝✎] \*\*.*\*\* · your voice already has this recording/);
    const samples = await storage.samples.list(voice.id);
    assert.deepEqual(
      new Set(samples.map((sample) => sample.transcript)),
      new Set([recording(0).text, recording(1).text]),
    );
    await allFinished();
    assertClean(lab);
  });

  it('tells what it noticed of a recording as a whole, and holds back the transcript of one that is cut off', async () => {
    const { ann, channel, storage } = lab;
    const voice = await lab.readyVoice(ann, 0);
    const folder = await mkdtemp(path.join(tmpdir(), 'timbre-remarks-'));
    const [whole, opposite] = [path.join(folder, 'whole.wav'), path.join(folder, 'opposite.wav')];
    await make(...promptInput(3), whole);
    await make(...promptInput(3, 8), '-af', 'pan=stereo|c0=c0|c1=-1*c0', opposite);
    const [bytes, data] = await Promise.all([readFile(whole), readFile(opposite)]);
    await rm(folder, { recursive: true });
    const asked = ann.slash(channel, 'addsamples', {
      file: { name: 'half.wav', data: bytes.subarray(0, (bytes.length * 2) / 3) },
      file2: { name: 'opposite.wav', data },
      transcripts: textFile('half.wav | All of what is said here.\nopposite.wav | Some words.'),
    });
    const answer = await asked.answer((message) => message.text.includes('Added'));
    assert.match(answer.text, /⏸ \*\*half\.wav\*\* · .* · The file claims to last .* could be read/);
    assert.match(answer.text, /half\.wav.* · \*\*on hold\*\*: it seems to be cut off, so its transcript may say more/);
    assert.match(answer.text, /⚠ \*\*opposite\.wav\*\* · .*one had the wrong polarity/);
    assert.doesNotMatch(answer.text, /\. · /);
    const heldBack = (await storage.samples.list(voice.id)).filter((sample) => sample.heldBack !== null);
    assert.deepEqual(
      heldBack.map(({ originalName }) => originalName),
      ['half.wav'],
    );
    assertClean(lab);
  });

  it('says that the disk is full when not even that can be written down, and goes on later', async () => {
    const { ann, channel, storage } = lab;
    await lab.readyVoice(ann, 0);
    storage.intakes.recordOutcome = async () => await writeFile('/dev/full', 'x').then(() => false);
    const asked = ann.slash(channel, 'addsamples', { file: recording(0), transcript: recording(0).text });
    const answer = await asked.answer((message) => message.text.includes('disk'));
    assert.match(answer.text, /no room left on this bot’s disk. The operator has been told/);
    assert.match(lab.errors[0]?.msg ?? '', /^The disk is full .*: make room there/);
    Reflect.deleteProperty(storage.intakes, 'recordOutcome');
    ann.slash(channel, 'help');
    await answer.until((message) => message.text.includes('Added 1 recording'));
  });

  it('gives a recording that is known its transcript', async () => {
    const { ann, channel, storage } = lab;
    const voice = await lab.readyVoice(ann, 0);
    const file = recording(0);
    await ann.slash(channel, 'addsamples', { file }).answer((message) => message.text.includes('Added 1'));
    const again = ann.slash(channel, 'addsamples', { file, transcript: file.text });
    const answer = await again.answer((message) => message.embeds.length > 0);
    assert.match(answer.text, /✎ .*already has this recording; now it has its transcript too/);
    assert.match(answer.text, /Took a new transcript for 1 recording/);
    assert.match(answer.text, /Next.*`\/train continue` makes the first version/s);
    const [sample] = await storage.samples.list(voice.id);
    assert.equal(sample?.transcript, file.text);
    assertClean(lab);
  });

  it('takes other words for a recording that is known, says what it had, and gives that back', async () => {
    const { ann, channel, storage } = lab;
    const voice = await lab.readyVoice(ann, 0);
    const [file, file2] = [recording(0), recording(1)];
    const send = (one: string, two: string) =>
      ann
        .slash(channel, 'addsamples', {
          file,
          file2,
          transcripts: textFile(`${file.name}|${one}\n${file2.name}|${two}`),
        })
        .answer((message) => message.embeds.length > 0);
    const words = async () => new Set((await storage.samples.list(voice.id)).map(({ transcript }) => transcript));
    await send(file2.text, file.text);
    assert.deepEqual(await words(), new Set([file.text, file2.text]));
    await send('Words that are wrong.', file2.text);

    const answer = await send(file.text, file2.text);
    assert.match(answer.text, /Took a new transcript for 1 recording/);
    assert.match(answer.text, /✎ .*with other words. Before: “Words that are wrong\.”. Now: “/);
    assert.match(answer.text, /＝ .*already has this recording$/m);
    assert.match(answer.text, /Next.*`\/train continue` makes the first version/s);
    assert.deepEqual(await words(), new Set([file.text, file2.text]));

    ann.click(answer, 'Back to the old words');
    await answer.until((message) => message.text.includes('keeps the words it had: “Words that are wrong'));
    assert.deepEqual(await words(), new Set(['Words that are wrong.', file2.text]));
    assert.deepEqual(
      answer.buttons.map(({ label }) => label),
      ['Add more recordings'],
    );
    assertClean(lab);
  });

  it('says at once what nobody can speak', async () => {
    const { ann, channel } = lab;
    await lab.readyVoice(ann, 0);
    const [file, file2] = [recording(0), recording(1)];
    const first = ann.slash(channel, 'addsamples', { file, transcript: 'Шесть ложек' });
    const answer = await first.answer((message) => message.embeds.length > 0);
    assert.match(answer.text, /⚠ .*I can’t say anything in its transcript: I read English, not Cyrillic/);
    assert.match(answer.text, /Next.*I can’t say any of the transcripts.*`\/samples transcript`/s);
    const training = await ann.slash(channel, 'train continue').answer();
    assert.match(training.content, /I can’t say anything in the transcripts of your clips/);
    const second = ann.slash(channel, 'addsamples', { file: file2, transcript: 'Six spoons, шесть ложек.' });
    const partly = await second.answer((message) => message.embeds.length > 0);
    assert.match(partly.text, /⚠ .*I can’t say some of its transcript: I read English, not Cyrillic/);
    assert.match(partly.text, /Next.*`\/train continue` makes the first version/s);
    assertClean(lab);
  });

  it('explains wrong transcripts before it takes anything', async () => {
    const { ann, channel, storage, discord } = lab;
    await lab.readyVoice(ann, 0);
    const [file, file2] = [recording(0), recording(1)];
    const two = await ann.slash(channel, 'addsamples', { file, file2, transcript: 'hello' }).answer();
    assert.match(two.content, /One transcript can’t cover several files/);
    const nonsense = await ann
      .slash(channel, 'addsamples', { file, transcripts: textFile('no separator here') })
      .answer();
    assert.match(nonsense.content, /Line 1 of the transcripts/);
    const others = await ann.slash(channel, 'addsamples', { file, transcripts: textFile('other.wav|hello') }).answer();
    assert.match(others.content, /None of the names in the transcripts/);
    assert.deepEqual(await storage.intakes.unfinished(), []);
    assert.ok(discord.cdn.downloads.every((download) => download.file.name === 'transcripts.txt'));
    assertClean(lab);
  });

  it('lets every file be picked that can be read, and every kind of list', async () => {
    const { ann, channel, storage } = lab;
    const voice = await lab.readyVoice(ann, 0);
    const folder = await mkdtemp(path.join(tmpdir(), 'timbre-formats-'));
    const memo = path.join(folder, 'memo.webm');
    await make(...promptInput(3), '-c:a', 'libopus', memo);
    const file = { name: 'memo.webm', data: await readFile(memo) };
    await rm(folder, { recursive: true });
    const transcripts = {
      name: 'metadata.csv',
      data: Buffer.from('\uFEFFfile,text\r\nmemo.wav,"Well, ""yes""."\r\n', 'utf16le'),
    };
    const asked = ann.slash(channel, 'addsamples', { file, transcripts });
    await asked.answer((message) => message.text.includes('Added 1 recording'));
    assert.equal((await storage.samples.list(voice.id))[0]?.transcript, 'Well, "yes".');
    for (const ending of audioEndings) {
      const picked = ann.slash(channel, 'addsamples', { file: { name: `empty${ending}`, data: Buffer.from('-') } });
      const refused = await picked.answer((message) => message.embeds.length > 0);
      assert.match(
        refused.text,
        /holds text, not audio\. Upload a recording as WAV, FLAC, MP3, MP4, Ogg, WebM, .* or Wave64\./,
      );
    }
    assert.throws(() => ann.slash(channel, 'addsamples', { file: { name: 'a.png', data: Buffer.from('-') } }));
    assertClean(lab);
  });

  it('takes a zip archive of recordings with their list', async () => {
    const { ann, channel, storage } = lab;
    const voice = await lab.readyVoice(ann, 0);
    const zip = {
      name: 'takes.zip',
      data: Buffer.from(
        zipSync({
          'a.wav': new Uint8Array(recording(0).data),
          'b.wav': strToU8('no audio'),
          'list.csv': strToU8(`file,text\na.wav,"${recording(0).text}"`),
          'notes.pdf': strToU8('%PDF'),
        }),
      ),
    };
    const given: Options[] = [{ transcript: 'Hello.' }, { transcripts: textFile('a.wav | Hello.') }];
    for (const wrong of given) {
      const refused = await ann.slash(channel, 'addsamples', { zip, ...wrong }).answer();
      assert.match(refused.content, /must be in the archive/);
    }
    assert.match((await ann.slash(channel, 'addsamples', {}).answer()).content, /no recording in this.*`?zip:/s);
    const asked = ann.slash(channel, 'addsamples', { zip });
    const answer = await asked.answer((message) => message.text.includes('Added'));
    assert.match(answer.text, /Added 1 of 2 recordings/);
    assert.match(answer.text, /▤ \*\*takes\.zip\*\* · 2 recordings in it · 1 file left out that is no recording/);
    assert.match(answer.text, /✓ \*\*a\.wav\*\* · .* · with transcript/);
    assert.match(answer.text, /✗ \*\*b\.wav\*\* · .* holds text, not audio/);
    assert.deepEqual(
      (await storage.samples.list(voice.id)).map(({ transcript }) => transcript),
      [recording(0).text],
    );
    assertClean(lab);
  });

  it('takes more by a form, without the command', async () => {
    const { ann, channel, storage } = lab;
    const voice = await lab.readyVoice(ann, 0);
    const first = ann.slash(channel, 'addsamples', { file: recording(0) });
    const answer = await first.answer((message) => message.text.includes('Added'));
    const more = async (files: Upload[], text = '') => {
      const opener = ann.click(answer, 'Add more recordings');
      await opener.acknowledged();
      return ann.submitModal(opener, { files, text });
    };
    const wrong = await (await more([recording(1), recording(2)], 'Only one line.')).answer();
    assert.match(wrong.content, /You sent 2 files and typed 1 line\..*a line for each file/s);
    const sent = await more([recording(1), recording(2)], `${recording(1).text}\n\n${recording(2).text}`);
    const added = await sent.answer((message) => message.text.includes('Added 2 recordings'));
    assert.ok(added.ephemeral && added !== answer);
    assert.match(answer.text, /Added 1 recording/, 'what became of the first stays');
    const said = (await storage.samples.list(voice.id)).map(({ transcript }) => transcript);
    assert.deepEqual(new Set(said), new Set([null, recording(1).text, recording(2).text]));
    const named = await more([recording(0)], `${recording(0).name} | ${recording(0).text}`);
    await named.answer((message) => message.text.includes('a new transcript for 1 recording'));
    for (const by of ['\t', ',']) {
      const list = await more(
        [recording(0)],
        `\n${recording(0).name}${by}Said by ${by === ',' ? 'a comma' : 'a tab'}.`,
      );
      await list.answer((message) => message.text.includes('a new transcript for 1 recording'));
    }
    const clips = await storage.samples.list(voice.id);
    assert.ok(clips.some(({ transcript }) => transcript === 'Said by a comma.'));

    // Whoever has forgotten everything is asked again before anything is taken.
    const opener = ann.click(answer, 'Add more recordings');
    await opener.acknowledged();
    await storage.forget(ann.id);
    const question = await ann.submitModal(opener, { files: [recording(0)] }).answer();
    assert.match(question.text, /Your own voice only/);
    const told = await ann.click(question, 'I agree').followUp();
    assert.match(told.content, /This voice isn’t yours/);
    assert.deepEqual(await storage.voices.list(ann.id), []);
    assertClean(lab);
  });

  it('matches voice messages, all of one name, by their order', async () => {
    const { ann, channel, storage } = lab;
    const voice = await lab.readyVoice(ann, 0);
    const [file, file2] = [recording(0, 'voice-message.wav'), recording(1, 'voice-message.wav')];
    const line = 'voice-message.wav |';
    const one = await ann.slash(channel, 'addsamples', { file, file2, transcripts: textFile(`${line} One.`) }).answer();
    assert.match(one.content, /2 files .*“voice-message\.wav”, with only one line for them/);
    assert.match(one.content, /in the order in which you sent/);
    const list = textFile(`${line} ${file.text}\n${line} ${file2.text}`);
    const asked = ann.slash(channel, 'addsamples', { file, file2, transcripts: list });
    await asked.answer((message) => message.text.includes('Added 2 recordings'));
    const samples = await storage.samples.list(voice.id);
    const spoken = new Map(samples.map((sample) => [sample.sourceSha256, sample.transcript]));
    assert.equal(spoken.get(sha256(Buffer.from(file.data))), file.text);
    assert.equal(spoken.get(sha256(Buffer.from(file2.data))), file2.text);
    assertClean(lab);
  });

  it('says which lines of a list are unclear, and takes the others', async () => {
    const { ann, channel, storage } = lab;
    const voice = await lab.readyVoice(ann, 0);
    const [file, file2] = [recording(0), recording(1)];
    const transcripts = textFile(`file,text,mood\n${file.name},So, what,fine\n${file2.name},Hello, you`);
    const asked = ann.slash(channel, 'addsamples', { file, file2, transcripts });
    const answer = await asked.answer((message) => message.text.includes('Added 2 recordings'));
    assert.match(answer.text, /Lines left out.*Line 3 of the transcripts .*which part is the text.*quotation marks/s);
    const said = (await storage.samples.list(voice.id)).map(({ transcript }) => transcript);
    assert.deepEqual(new Set(said), new Set(['So, what', null]));
    assertClean(lab);
  });

  it('says so when nothing is usable', async () => {
    const { ann, channel } = lab;
    await lab.readyVoice(ann, 0);
    const asked = ann.slash(channel, 'addsamples', { file: { name: 'broken.mp3', data: Buffer.alloc(2000, 7) } });
    const answer = await asked.answer((message) => message.embeds.length > 0);
    assert.match(answer.text, /Nothing was added/);
    assert.match(answer.text, /Record yourself in a quiet room/);
    assert.deepEqual(answer.files, []);
    assertClean(lab);
  });

  it('shows hostile file names as nothing but names', async () => {
    const { ann, channel, discord } = lab;
    await lab.readyVoice(ann, 0);
    const name = `**bold**\u202e@everyone <@${ann.id}> \`x\`\n||${'long '.repeat(40)}.wav`;
    const asked = ann.slash(channel, 'addsamples', { file: { name, data: Buffer.from('nothing') } });
    const answer = await asked.answer((message) => message.embeds.length > 0);
    const [line = ''] = (answer.embeds[0]?.description ?? '').split('\n');
    assert.ok(line.startsWith(String.raw`✗ **\*\*bold\*\*\@everyone \<\@1`), line);
    assert.doesNotMatch(line, /\u202e/);
    assert.ok(line.length < 300);
    assert.deepEqual(answer.pinged, []);
    assert.deepEqual(discord.violations, []);
  });

  it('goes on with the downloads of a bot that was stopped, in the same answer', async () => {
    const { ann, channel, discord, storage } = lab;
    const voice = await lab.readyVoice(ann, 0);
    const [file, file2] = [recording(0), recording(1)];
    discord.cdn.fail({ kind: 'stall', only: (stored) => stored.name === file2.name });
    const asked = ann.slash(channel, 'addsamples', { file, file2 });
    const answer = await asked.answer();
    assert.match(answer.content, /Got 2 files/);
    await discord.world.waitFor('a download', () => discord.cdn.downloads[0]);
    discord.clock.advance(3_000);
    const [intake] = await storage.intakes.unfinished();
    assert.ok(intake);
    await eventually(
      () => storage.intakes.get(intake.id),
      (now) => now?.items[0]?.outcome != null,
    );
    await answer.until((message) => message.content === 'Got 2 files, listening… 1 of 2 done.');
    await lab.stopBot();
    assert.equal((await storage.intakes.unfinished()).length, 1);

    await lab.startBot();
    await answer.until((message) => message.text.includes('Added 2 recordings'));
    assert.equal((await storage.samples.list(voice.id)).length, 2);
    await allFinished();
    assert.deepEqual(discord.cdn.downloads.filter((d) => d.file.name === file.name).length, 1);
    assertClean(lab);
  });

  it('counts a file as added whose outcome a crash has swallowed', async () => {
    const { ann, channel, storage, ffmpeg, config } = lab;
    const voice = await lab.readyVoice(ann, 0);
    const file = recording(0);
    const asked = await stalledUpload();
    await lab.stopBot();
    // What a crash between the two writes leaves: the clip is in the voice, and no outcome tells of it.
    const folder = path.join(config.dataDir, 'crashed');
    await mkdir(folder);
    await writeFile(path.join(folder, 'upload'), file.data);
    const sourceSha256 = sha256(Buffer.from(file.data));
    const upload = { path: path.join(folder, 'upload'), fileName: file.name, sha256: sourceSha256 };
    const [clip] = (await processRecording(ffmpeg, upload, { folder })).clips;
    assert.ok(clip);
    const { measures, verdict } = clip;
    const changes = { sha256: (await storage.blobs.put(clip.path)).sha256, sourceSha256, measures, verdict };
    await storage.samples.add(voice.id, [newSample(0, changes)]);

    await lab.startBot();
    await asked.answer((message) => message.text.includes('Added 1 recording'));
    assert.equal((await storage.samples.list(voice.id)).length, 1);

    const again = ann.slash(channel, 'addsamples', { file });
    await again.answer((message) => message.text.includes('your voice already has this recording'));
    assertClean(lab);
  });

  it('answers late in a DM, never in the channel', async () => {
    const { ann, channel, discord } = lab;
    await lab.readyVoice(ann, 0);
    await stalledUpload();
    await lab.stopBot();
    discord.clock.advance(20 * 60_000);
    await lab.startBot();
    const late = await ann.dm.waitForMessage((message) => message.text.includes('Added 1 recording'));
    await late.until((message) => message.files[0]?.name === 'recording.webp');
    assert.deepEqual(channel.messagesSeenBy(lab.ben), []);
    assertClean(lab);
  });
});
