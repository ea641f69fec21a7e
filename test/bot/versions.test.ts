// /rollback, /preview, /versions and /samples: what a voice has become, and the ways back.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Version, Voice } from '../../src/storage/storage.ts';
import { newSample, sha256 } from '../storage/support.ts';
import { soundIn } from '../support/bytes.ts';
import { type Lab, assertClean, cancellation, gate, startLab } from './support.ts';

describe('versions and samples', () => {
  let lab: Lab;
  let voice: Voice;
  let first: Version;
  let second: Version;
  beforeEach(async () => {
    lab = await startLab();
    voice = await lab.readyVoice(lab.ann, 5);
    first = await lab.trainedVersion(lab.ann, voice);
    await lab.storage.samples.add(voice.id, [newSample(2, { originalName: 'later.wav', transcript: 'much later' })]);
    second = await lab.trainedVersion(lab.ann, voice);
    await lab.startBot();
  });
  afterEach(() => lab.close());

  describe('/rollback', () => {
    it('goes back to the parent at once, tells its facts, then lets it speak', async () => {
      const { ann, channel, storage } = lab;
      const asked = ann.slash(channel, 'rollback');
      const answer = await asked.answer();
      assert.match(answer.text, /v1 speaks again/);
      assert.match(answer.text, /`\/rollback version:2` brings it back/);
      assert.match(answer.text, /6\.00 dB mel-cepstral distortion/);
      assert.equal((await storage.voices.get(voice.id))?.activeVersionId, first.id);
      const spoken = await asked.followUp((message) => message.isVoiceMessage);
      const run = await storage.runs.get(first.runId ?? '');
      assert.equal(run?.result?.kind, 'train');
      assert.deepEqual(soundIn(spoken.files[0]?.data), soundIn(await storage.blobs.read(run.result.preview.blob)));
      assertClean(lab);
    });

    it('offers the versions that can speak with their facts, and goes forward too', async () => {
      const { ann, channel, storage } = lab;
      const choices = await ann.autocomplete(channel, 'rollback', 'version', '');
      assert.deepEqual(
        choices.map((choice) => choice.value),
        [2, 1],
      );
      assert.match(choices[0]?.name ?? '', /^v2 \(active\) · \d{4}-\d\d-\d\d · .* s · closer to you than v1$/);
      assert.deepEqual(await lab.ben.autocomplete(channel, 'rollback', 'version', ''), []);
      await ann.slash(channel, 'rollback').followUp((message) => message.isVoiceMessage);
      const forward = ann.slash(channel, 'rollback', { version: 2 });
      await forward.followUp((message) => message.isVoiceMessage);
      assert.equal((await storage.voices.get(voice.id))?.activeVersionId, second.id);
      assertClean(lab);
    });

    it('says why it can not', async () => {
      const { ann, ben, channel } = lab;
      const same = await ann.slash(channel, 'rollback', { version: 2 }).answer();
      assert.match(same.content, /v2 is already active/);
      const unknown = await ann.slash(channel, 'rollback', { version: 9 }).answer();
      assert.match(unknown.content, /There is no version 9\.\n\/versions list/);
      await ann.slash(channel, 'rollback').followUp((message) => message.isVoiceMessage);
      const root = await ann.slash(channel, 'rollback').answer();
      assert.match(root.content, /doesn’t continue from an earlier version/);
      await lab.readyVoice(ben, 1);
      const none = await ben.slash(channel, 'rollback').answer();
      assert.match(none.content, /no version that can speak yet\.\nMake one with \/train continue/);
      assertClean(lab);
    });
  });

  describe('/preview', () => {
    it('speaks any text with any version', async () => {
      const { ann, channel, storage } = lab;
      const asked = ann.slash(channel, 'preview', { text: ' Hello\n*there*! ', version: 1 });
      const answer = await asked.answer();
      assert.match(answer.content, /v1 says: “Hello \\\*there\\\*!” \(synthetic voice\)/);
      const spoken = await asked.followUp((message) => message.isVoiceMessage);
      assert.equal(spoken.files[0]?.name, 'voice-message.ogg');
      assert.equal(spoken.files[0]?.contentType, 'audio/ogg');
      assert.deepEqual(await storage.runs.active(), []);
      assertClean(lab);
    });

    it('refuses what it can not speak', async () => {
      const { ann, ben, channel } = lab;
      const dots = await ann.slash(channel, 'preview', { text: '…!?' }).answer();
      assert.match(dots.content, /nothing in this text that I can say\.\nWrite some words\./);
      await lab.readyVoice(ben, 0);
      const none = await ben.slash(channel, 'preview', { text: 'Hello.' }).answer();
      assert.match(none.content, /no version that can speak yet/);
      assertClean(lab);
    });

    it('limits a text by how long it takes to say', async () => {
      const { ann, channel } = lab;
      const long = await ann.slash(channel, 'preview', { text: '0123456789'.repeat(50) }).answer();
      assert.match(long.content, /would take about 2 min \d\d s to say; 1 min 00 s is the limit\.\nShorten it/);
      const short = ann.slash(channel, 'preview', { text: 'Some of these words. '.repeat(30) });
      await short.followUp((message) => message.isVoiceMessage);
      assertClean(lab);
    });

    it('says what it leaves out, and what it can not read at all', async () => {
      const { ann, channel } = lab;
      const some = ann.slash(channel, 'preview', { text: 'Hello, привет and γειά!' });
      assert.match((await some.answer()).content, /synthetic voice\)\n⚠️ .* left out what is in Cyrillic and Greek\.$/);
      await some.followUp((message) => message.isVoiceMessage);
      const none = await ann.slash(channel, 'preview', { text: '你好 한국' }).answer();
      assert.match(none.content, /I read English, not Korean and Chinese characters\.\nWrite some words in English/);
      assertClean(lab);
    });
  });

  describe('/versions', () => {
    it('list: numbers, parents, minutes, figures and the active one, in words and as a tree', async () => {
      const { ann, ben, channel } = lab;
      const list = await ann.slash(channel, 'versions list').answer();
      assert.ok(list.ephemeral);
      assert.match(list.text, /\*\*v2\*\* ★ active · <t:\d+:f> · from v1 · 15 s of speech · closer to you than v1\n/);
      assert.match(list.text, /\*\*v1\*\* · <t:\d+:f> · from the base · 12 s of speech(\n|$)/);
      assert.doesNotMatch(list.text, / dB/, 'each was measured on other clips');
      const [picture] = list.files;
      assert.equal(picture?.name, 'versions.png');
      assert.equal(picture.data.toString('latin1', 1, 4), 'PNG');
      assert.equal(picture.description, 'Tree of 2 versions: v2 from v1, active; v1 from the base');
      const none = await ben.slash(channel, 'versions list').answer();
      assert.match(none.content, /You have no voice yet\.\nSend recordings/);
      assertClean(lab);
    });

    it('show: what a version comes from, its plan and figures, and where its clips went', async () => {
      const { ann, channel } = lab;
      const choices = await ann.autocomplete(channel, 'versions show', 'version', '');
      assert.deepEqual(
        choices.map((choice) => choice.value),
        [2, 1],
      );
      const shown = await ann.slash(channel, 'versions show', { version: 2 }).answer();
      assert.match(shown.text, /It is active\./);
      assert.match(shown.text, /v2 ← v1 ← the base/);
      assert.match(shown.text, /5\.70 dB mel-cepstral distortion/);
      assert.match(shown.text, /20 epochs, as you asked/);
      assert.match(shown.text, /\*\*later\.wav\*\* #3 in v2/);
      assert.match(shown.text, /\*\*clip \d\.wav\*\* in v1, v2/);
      const unknown = await ann.slash(channel, 'versions show', { version: 9 }).answer();
      assert.match(unknown.content, /There is no version 9\.\n\/versions list/);
      assertClean(lab);
    });

    it('tag and untag: a name that is shown wherever versions are', async () => {
      const { ann, channel, storage } = lab;
      const named = await ann.slash(channel, 'versions tag', { version: 1, name: ' before the\ncold ' }).answer();
      assert.match(named.content, /v1 is now called “before the cold”\. It stays complete/);
      const list = await ann.slash(channel, 'versions list').answer();
      assert.match(list.text, /\*\*v1\*\* · “before the cold” · /);
      assert.match(list.files[0]?.description ?? '', /v1 from the base, “before the cold”/);
      const choices = await ann.autocomplete(channel, 'rollback', 'version', '1');
      assert.match(choices[0]?.name ?? '', /^v1 “before the cold” · /);
      assert.match((await ann.slash(channel, 'versions show', { version: 1 }).answer()).text, /v1 “before the cold”/);
      const plainAgain = await ann.slash(channel, 'versions untag', { version: 1 }).answer();
      assert.match(plainAgain.content, /v1 no longer has a name; it was called “before the cold”/);
      assert.equal((await storage.versions.get(first.id))?.tag, null);
      assertClean(lab);
    });

    it('tells pruned and imported versions, and what going back to one means', async () => {
      const { ann, channel, storage } = lab;
      const engine = { id: 'builtin', isHistory: (name: string) => name === 'optimizer.safetensors' };
      const [file] = first.manifest?.files ?? [];
      assert.ok(file);
      const optimizer = { ...file, name: 'optimizer.safetensors' };
      const state = { engine: 'builtin', engineVersion: '1', files: [file, optimizer] };
      const made = { voiceId: voice.id, manifest: state, metrics: first.metrics, trainedSeconds: 90, manners: null };
      await storage.versions.import({ ...made, importedFrom: 'studio', activate: false });
      assert.equal((await storage.versions.prune(voice.id, { keep: 1, engine })).length, 1);
      const list = await ann.slash(channel, 'versions list').answer();
      assert.match(list.text, /\*\*v3\*\* · <t:\d+:f> · imported from “studio” · 1 min 30 s of speech · weights only/);
      const shown = await ann.slash(channel, 'versions show', { version: 3 }).answer();
      assert.match(shown.text, /Imported from “studio”; I don’t know which recordings it learnt from/);
      const back = ann.slash(channel, 'rollback', { version: 3 });
      assert.match((await back.answer()).text, /goes on from its weights, with a fresh optimizer/);
      const spoken = await back.followUp((message) => message.isVoiceMessage);
      assert.ok(spoken.files[0]);
      assertClean(lab);
    });
  });

  describe('/samples', () => {
    it('lists the clips', async () => {
      const { ann, channel } = lab;
      const list = await ann.slash(channel, 'samples list').answer();
      assert.match(list.text, /✓ \*\*later\.wav\*\* #3 · 3\.0 s · “much later”/);
      assert.match(list.text, /test clip/);
      assertClean(lab);
    });

    it('turns pages of many, and plays one', async () => {
      const { ann, ben, channel, storage } = lab;
      const flac = Buffer.from('fLaC, and so on');
      const { sha256: blob } = await storage.blobs.put(flac);
      const many = Array.from({ length: 30 }, (_, index) =>
        newSample(0, {
          sha256: index === 0 ? blob : sha256(`page ${index}`),
          sourceSha256: sha256(`source ${index}`),
          originalName: `take ${String(index + 1).padStart(2, '0')}.wav`,
        }),
      );
      await storage.samples.add(voice.id, many);
      const list = await ann.slash(channel, 'samples list').answer();
      assert.match(list.text, /page 1 of 2.*take 14\.wav/s);
      assert.doesNotMatch(list.text, /take 15\.wav/);
      assert.throws(() => list.button('Back'));
      ann.click(list, 'More');
      await list.until((message) => /page 2 of 2.*take 15\.wav.*take 30\.wav/s.test(message.text));
      ann.click(list, 'Back');
      await list.until((message) => /page 1 of 2/.test(message.text));

      const choices = await ann.autocomplete(channel, 'samples listen', 'clip', 'take 01.wav');
      const played = await ann.slash(channel, 'samples listen', { clip: String(choices[0]?.value) }).answer();
      assert.ok(played.ephemeral);
      assert.deepEqual(
        [played.files[0]?.name, Buffer.from(played.files[0]?.data ?? []).equals(flac)],
        ['clip.flac', true],
      );
      await lab.readyVoice(ben, 1);
      const foreign = await ben.slash(channel, 'samples listen', { clip: String(choices[0]?.value) }).answer();
      assert.match(foreign.content, /You have no such clip/);
      assertClean(lab);
      await lab.storage.blobs.delete(sha256(flac));
      const lost = await ann.slash(channel, 'samples listen', { clip: String(choices[0]?.value) }).answer();
      assert.match(lost.content, /missing or damaged on disk: “take 01\.wav”.*\/samples remove/s);
      assert.deepEqual(
        lab.errors.map(({ msg }) => msg),
        ['a clip can’t be played'],
      );
    });

    it('says that the training which uses the clip was stopped, and why', async () => {
      const { ann, channel, storage } = lab;
      const started = gate();
      const stopped = gate();
      lab.script = async (training) => {
        await training.progress();
        started.open();
        await cancellation(training);
        stopped.open();
      };
      const { added } = await storage.samples.add(voice.id, [newSample(3, { originalName: 'newest.wav' })]);
      const asked = ann.slash(channel, 'train continue', { epochs: 1 });
      await started.opened;
      const clip = added[0]?.id ?? '';
      const answer = await ann.slash(channel, 'samples remove', { clip }).answer();
      assert.match(
        answer.content,
        /^Removed 1 clip\. .* That stopped your training; `\/train continue` starts it again/,
      );
      await stopped.opened;
      const reason = await asked.followUp((message) => message.text.includes('was using has been removed'));
      assert.match(reason.content, /Start the training again/);
      assertClean(lab);
    });

    it('asks before versions are lost, then says which ones are', async () => {
      const { ann, channel, storage } = lab;
      const choices = await ann.autocomplete(channel, 'samples remove', 'clip', 'later');
      assert.match(choices[0]?.name ?? '', /later\.wav #3 · 3\.0 s · “much later”/);
      assert.match(choices[1]?.name ?? '', /All 6 clips/);
      const clip = String(choices[0]?.value);
      const kept = await ann.slash(channel, 'samples remove', { clip }).answer();
      assert.match(kept.content, /also deletes v2, trained on it\. This can’t be undone/);
      ann.click(kept, 'Keep');
      await kept.until((message) => message.content.includes('Nothing was removed'));

      const question = await ann.slash(channel, 'samples remove', { clip }).answer();
      ann.click(question, 'Remove and delete 1 version');
      await question.until((message) => message.content.includes('Removed 1 clip. Deleted with it: v2. Active: v1.'));
      assert.equal((await storage.samples.list(voice.id)).length, 5);
      const list = await ann.slash(channel, 'versions list').answer();
      assert.match(list.text, /~~v2~~ .* deleted/);
      const purged = await ann.slash(channel, 'rollback', { version: 2 }).answer();
      assert.match(purged.content, /v2 was deleted: a clip it had learnt was removed/);
      assertClean(lab);
    });

    it('moves a clip to another voice, and what learnt it goes as if it had been removed', async () => {
      const { ann, ben, channel, storage } = lab;
      const other = await storage.voices.ensure(ann.id, 'other');
      const [choice] = await ann.autocomplete(channel, 'samples move', 'clip', 'later');
      const clip = String(choice?.value);
      const to = (await ann.autocomplete(channel, 'samples move', 'to', 'oth')).map(({ value }) => value);
      assert.deepEqual(to, ['other']);
      const move = (name: string) => ann.slash(channel, 'samples move', { clip, to: name }).answer();
      assert.match((await move('nobody has this')).content, /no voice called/);
      assert.match((await move('default')).content, /“default” has this clip already/);
      const question = await move('other');
      assert.match(question.content, /Moving this clip to “other” deletes v2: .* can’t be undone/);
      ann.click(question, 'Keep');
      await question.until((message) => message.content.includes('Nothing was removed'));
      const again = await move('other');
      const stale = await move('other');
      ann.click(again, 'Move and delete 1 version');
      const done = 'The clip belongs to “other” now and is new to it. Deleted with it: v2. Active: v1.';
      await again.until((message) => message.content.includes(done));
      assert.deepEqual(
        (await storage.samples.list(other.id)).map(({ id, split }) => [id, split]),
        [[clip, 'train']],
      );
      const late = ann.click(stale, 'Move and delete 1 version');
      assert.match((await late.followUp()).content, /no such clip/);
      const back = await ann.slash(channel, 'samples move', { clip, to: 'default', voice: 'other' }).answer();
      assert.match(back.content, /belongs to “default” now and is new to it. No version is affected/);
      const strangers = await ben.slash(channel, 'samples move', { clip, to: 'default' }).answer();
      assert.match(strangers.content, /no such clip|no voice yet/);
      assertClean(lab);
    });

    it('mends a transcript: no version goes, those that learnt the old words say so, and it is new to the next', async () => {
      const { ann, ben, channel, storage } = lab;
      const choices = await ann.autocomplete(channel, 'samples transcript', 'clip', '');
      assert.ok(choices.every(({ name }) => !name.startsWith('All ')));
      const [choice] = await ann.autocomplete(channel, 'samples transcript', 'clip', 'later');
      const clip = choice?.value ?? assert.fail();
      const mend = (text: string) => ann.slash(channel, 'samples transcript', { clip, text }).answer();
      const known = await ann.slash(channel, 'train continue').answer();
      assert.match(known.content, /v2 has already learnt every clip/);

      const answer = await mend('  much   later,  indeed ');
      assert.match(answer.content, /\*\*later\.wav\*\* is now “much later, indeed”.\nBefore: “much later”/);
      assert.match(
        answer.content,
        /\nv2 learnt it with the old words; the next `\/train continue` learns the new ones/,
      );
      const list = await ann.slash(channel, 'versions list').answer();
      assert.match(list.text, /\*\*v2\*\*.*1 clip learnt with other words/);
      assert.doesNotMatch(list.text, /\*\*v1\*\*.*learnt with other words/);
      const shown = await ann.slash(channel, 'versions show', { version: 2 }).answer();
      assert.match(shown.text, /\*\*later\.wav\*\*.* in v2 \(learnt with other words: v2\)/);
      const training = ann.slash(channel, 'train continue');
      await training.followUp((message) => message.isVoiceMessage);
      const after = await ann.slash(channel, 'versions show', { version: 3 }).answer();
      assert.match(after.text, /in v2, v3 \(learnt with other words: v2\)/);

      assert.match((await mend('much later, indeed')).content, /later\.wav.* already has this transcript/);
      assert.match(
        (await mend('гораздо позже')).content,
        /⚠ But I can’t say anything in its transcript: I read English/,
      );
      const stranger = await ben.slash(channel, 'samples transcript', { clip, text: 'mine' }).answer();
      assert.match(stranger.content, /no voice yet/);
      const all = await ann.slash(channel, 'samples transcript', { clip: voice.id, text: 'mine' }).answer();
      assert.match(all.content, /You have no such clip/);
      assert.equal((await storage.samples.get(String(clip)))?.transcript, 'гораздо позже');
      assert.ok((await storage.versions.list(voice.id)).every(({ status }) => status === 'complete'));
      assertClean(lab);
    });

    it('removes all of a voice’s clips', async () => {
      const { ann, channel, storage } = lab;
      const question = await ann.slash(channel, 'samples remove', { clip: 'all' }).answer();
      assert.match(question.content, /Removing all 6 clips also deletes v1, v2/);
      ann.click(question, 'Remove and delete 2 versions');
      await question.until((message) =>
        message.content.includes('Removed 6 clips. Deleted with it: v1, v2. No version is active'),
      );
      assert.deepEqual(await storage.samples.list(voice.id), []);
      assertClean(lab);
    });

    it('removes at once what no version was trained on, and nobody else’s', async () => {
      const { ann, ben, channel, storage } = lab;
      const { added } = await storage.samples.add(voice.id, [newSample(9, { transcript: null })]);
      const clip = added[0]?.id ?? '';
      await lab.readyVoice(ben, 1);
      const strangers = await ben.slash(channel, 'samples remove', { clip }).answer();
      assert.match(strangers.content, /You have no such clip/);
      const gone = await ann.slash(channel, 'samples remove', { clip }).answer();
      assert.match(gone.content, /Removed 1 clip\. No version is affected\. Active: v2\./);
      assertClean(lab);
    });
  });

  it('a version that got worse is kept aside: both speak, and two buttons decide', async () => {
    const { ann, channel, storage } = lab;
    lab.script = async (run) => {
      await run.publish(true);
    };
    const asked = ann.slash(channel, 'train continue', { epochs: 1 });
    const result = await asked.followUp((message) => message.embeds.length > 0);
    assert.match(result.text, /Version 3 is kept aside; v2 stays active/);
    assert.match(result.text, /It is further from you/);
    await channel.waitForMessage(() => channel.messages.filter((message) => message.isVoiceMessage).length === 2);
    assert.equal((await storage.voices.get(voice.id))?.activeVersionId, second.id);

    const kept = await ann.click(result, 'Keep v2').followUp();
    assert.match(kept.content, /v2 stays active\. v3 isn’t lost/);
    await ann.click(result, 'Use v3 anyway').followUp((message) => message.text.includes('v3 speaks again'));
    const third = await storage.versions.byNumber(voice.id, 3);
    assert.equal((await storage.voices.get(voice.id))?.activeVersionId, third?.id);
    await channel.waitForMessage(() => channel.messages.filter((message) => message.isVoiceMessage).length === 3);
    assertClean(lab);
  });

  it('buttons of others are refused to them alone', async () => {
    const { ann, ben, channel, storage } = lab;
    const training = gate();
    lab.script = async (run) => {
      await run.publish();
      training.open();
    };
    const asked = ann.slash(channel, 'train continue', { epochs: 1 });
    const result = await asked.followUp((message) => message.embeds.length > 0);
    for (const label of ['Play the preview again', 'Roll back to v2']) {
      const refusal = await ben.click(result, label).followUp();
      assert.ok(refusal.ephemeral);
      assert.match(refusal.content, /This voice isn’t yours/);
    }
    const back = ann.click(result, 'Roll back to v2');
    await back.followUp((message) => message.text.includes('v2 speaks again'));
    await back.followUp((message) => message.isVoiceMessage);
    assert.equal((await storage.voices.get(voice.id))?.activeVersionId, second.id);
    await training.opened;
    assertClean(lab);
  });
});
