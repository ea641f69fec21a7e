// Consent that is spoken, where the operator wants it: nothing is trained before, nothing is lost meanwhile, and the recording is
// its owner's to see, to take along and to delete.
import assert from 'node:assert/strict';
import { unzipSync, strFromU8 } from 'fflate';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, before, describe, it } from 'node:test';
import { tmpdir } from 'node:os';
import { speakableName } from '../../src/bot/interactions/spoken-consent.ts';
import { make, promptInput } from '../audio/material.ts';
import { encodeOpus } from '../discord/voice/opus.ts';
import { recordedPrompts } from '../support/speech.ts';
import type { Upload } from '../discord/person.ts';
import type { Message } from '../discord/world.ts';
import { type Lab, assertClean, eventually, recordings, startLab } from './support.ts';

const sentenceIn = ({ content }: Pick<Message, 'content'>): string => /^> (.+)$/m.exec(content)?.[1] ?? '';

describe('consent that is spoken', () => {
  let lab: Lab;
  let speech: Upload[];
  let consent: Upload;
  before(async () => {
    speech = await recordings(2);
    const folder = await mkdtemp(path.join(tmpdir(), 'timbre-consent-'));
    const file = path.join(folder, 'consent.ogg');
    await make(...promptInput(9, 3), '-t', '9', file);
    consent = { name: 'consent.ogg', data: await readFile(file) };
    await rm(folder, { recursive: true });
  });
  afterEach(() => lab.close());

  const start = async (env: Readonly<Record<string, string>> = {}): Promise<Lab> => {
    lab = await startLab({ env: { CONSENT: 'spoken', ...env } });
    await lab.startBot();
    return lab;
  };

  it('is asked for after the button, and again by /train; what was sent waits for it', async () => {
    const { ann, channel, storage } = await start();
    const upload = ann.slash(channel, 'addsamples', { file: speech[0], file2: speech[1] });
    const question = await upload.answer();
    const agreed = ann.click(question, 'I agree');
    await question.until(({ text }) => text.includes('Added 2 recordings'));
    const shown = await agreed.followUp();
    const sentence = sentenceIn(shown);
    assert.ok(shown.ephemeral);
    assert.match(sentence, /^I, ann, agree that this bot learns my voice .* My words are \w+, \w+ and \w+\.$/);
    const [voice] = await storage.voices.list(ann.id);
    for (const { id, transcript } of await storage.samples.list(voice.id)) {
      await storage.samples.settle(id, transcript, 'One two three.', 'given');
    }

    const train = ann.slash(channel, 'train continue');
    const refused = await train.answer(({ text }) => text.includes('heard you agree yet'));
    assert.doesNotMatch(refused.text, /My words are/, 'what is for one person alone is shown to nobody else');
    const again = await train.followUp();
    assert.equal(sentenceIn(again), sentence, 'whoever has recorded it need not do so again');
    assert.equal(await storage.runs.activeTraining(ann.id), null);

    const send = async (files: readonly Upload[]) => {
      const opener = ann.click(again, 'Send the recording');
      await opener.shownModal();
      return ann.submitModal(opener, { files });
    };
    const tooShort = await send([speech[0]]);
    await tooShort.answer(({ text }) => text.includes('too short or too long'));
    assert.equal((await storage.samples.list(voice.id)).length, 2, 'it is nothing to learn from');
    const sent = await send([consent]);
    await sent.answer(({ text }) => text.includes('Nobody here understands this language'));
    assert.equal((await storage.samples.list(voice.id)).length, 2);
    assert.match((await ann.slash(channel, 'mydata').answer()).text, /1 recording in which you agree/);
    const exported = ann.slash(channel, 'export');
    await exported.answer(({ text }) => !text.startsWith('Packing'));
    const about = exported.followUps.flatMap(({ files: sent }) => sent).find(({ name }) => name === 'about-me.zip');
    const files = unzipSync(new Uint8Array(about?.data ?? []));
    assert.deepEqual(Buffer.from(files['consent-3-consent.ogg'] ?? []), consent.data);
    assert.match(strFromU8(files['about-me.json'] ?? new Uint8Array()), /"sentence": "I, ann, agree/);
    await ann.slash(channel, 'train continue').answer(({ text }) => /v1|queue|Training/i.test(text));
    await eventually(
      () => storage.voices.get(voice.id),
      (now) => now?.activeVersionId != null,
    );
    assertClean(lab);
  });

  it('is said in a voice channel, before the sentences', async () => {
    const { ann, channel, storage, discord } = await start();
    await discord.ready();
    const lounge = lab.guild.voiceChannel('lounge');
    await lab.readyVoice(ann, 0);
    const seat = discord.voice.join(ann, lounge);
    const panel = await ann.slash(channel, 'record').answer(({ content }) => content.includes('# '));
    assert.match(panel.content, /^# I, ann, agree/m);
    await discord.voice.ready(lounge);
    const long = recordedPrompts(6, 12)[0];
    await seat.speak(await encodeOpus('-f', 'g722', '-i', long.path));
    await panel.until(({ content }) => content.includes('# ') && !content.includes('# I, ann'));
    ann.click(panel, 'Stop');
    await eventually(
      () => storage.consents.latest(ann.id),
      (spoken) => spoken?.check === 'length',
    );
    const [voice] = await storage.voices.list(ann.id);
    assert.deepEqual(await storage.samples.list(voice.id), []);
    const kept = await storage.consents.latest(ann.id);
    assert.ok(await storage.blobs.has(kept?.recording ?? ''), 'the take stays as proof');
    assertClean(lab);
  });

  it('is a recording that comes alone in a direct message', async () => {
    const { ann, storage } = await start({ MESSAGE_SAMPLES: 'on' });
    await lab.readyVoice(ann, 2);
    await ann.slash(ann.dm, 'train continue').followUp(({ text }) => text.includes('My words are'));
    ann.say(ann.dm, '', [consent]);
    await ann.dm.waitForMessage(({ text }) => text.includes('Nobody here understands'));
    assert.ok(await storage.consents.isSpoken(ann.id, 3));
    // The next one is a recording again.
    ann.say(ann.dm, '', [speech[0]]);
    await ann.dm.waitForMessage(({ text }) => text.includes('Added 1 recording'));
    await ann.slash(ann.dm, 'forget').answer();
    assertClean(lab);
  });
});

it('a sentence names people by what can be spoken', () => {
  const names = ['Zoë ★ O’Neil', '\u202eevil\u202c', '🎉🎉', '@everyone', 'x'.repeat(40)];
  assert.deepEqual(
    names.map((displayName) => speakableName({ displayName, username: 'account' })),
    ['Zoë O’Neil', 'evil', 'account', 'everyone', `${'x'.repeat(31)}…`],
  );
});
