// What was heard in an upload: shown clip by clip, confirmed, corrected, refused; and transcripts of other files put right.
import assert from 'node:assert/strict';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { HeldBackReason } from '../../src/audio/clip.ts';
import type { HeardWords, IntakeItem } from '../../src/storage/records.ts';
import type { Sample, Voice } from '../../src/storage/storage.ts';
import type { Reply } from '../../src/bot/interactions/command.ts';
import type { Services } from '../../src/bot/interactions/services.ts';
import { wordsButtons, wordsForms } from '../../src/bot/uploads/words.ts';
import type { Message } from '../discord/world.ts';
import { answerTo, newSample, sha256 } from '../storage/support.ts';
import { type Lab, assertClean, startLab } from './support.ts';

/** A clip of a file, as an intake leaves it. */
interface File {
  readonly given?: string;
  readonly heard: string;
  readonly isSure?: boolean;
  readonly heldBack?: HeldBackReason;
}

describe('what was heard', () => {
  let lab: Lab;
  let voice: Voice;
  beforeEach(async () => {
    lab = await startLab();
    voice = await lab.readyVoice(lab.ann, 0);
  });
  afterEach(() => lab.close());

  /** The answer to an upload that was taken in and not yet told of. */
  const uploadAnswer = async (files: readonly File[]): Promise<Message> => {
    const { storage, ann } = lab;
    const items: IntakeItem[] = [];
    for (const [index, { given, heard, isSure = true, heldBack = null }] of files.entries()) {
      const owner: HeardWords['owner'] = given === undefined ? null : 'given';
      const { added } = await storage.samples.add(voice.id, [
        newSample(0, {
          sourceSha256: sha256(`file ${index}`),
          originalName: `take ${index + 1}.wav`,
          transcript: given ?? (isSure ? heard : null),
          heard: { text: heard, isSure, owner },
          heldBack,
        }),
      ]);
      const sampleIds = added.map(({ id }) => id);
      items.push({
        url: 'https://cdn.discordapp.com/x',
        fileName: `take ${index + 1}.wav`,
        bytes: 1,
        contentType: null,
        transcript: given ?? null,
        outcome: { kind: 'added', sampleIds, unusable: 0, copies: 0, words: [], transcriptUnused: false, remarks: [] },
      });
    }
    const way = { ...answerTo, applicationId: lab.discord.applicationId, userId: ann.id, canPost: false };
    await storage.intakes.create({ userId: ann.id, voiceId: voice.id, items, answerTo: way });
    await lab.startBot();
    return await ann.dm.waitForMessage((message) => message.embeds.length > 0);
  };

  const clips = async (): Promise<Sample[]> =>
    (await lab.storage.samples.list(voice.id)).sort((a, b) => (a.originalName < b.originalName ? -1 : 1));
  const worded = async () => (await clips()).map(({ transcript, heard }) => [transcript, heard?.owner]);

  it('is confirmed, corrected and refused clip by clip, the unsure ones first', async () => {
    const { ann } = lab;
    const answer = await uploadAnswer([
      { heard: 'One for the money.' },
      { heard: 'Too four the show.', isSure: false },
      { heard: 'Three to get ready.' },
      { heard: 'Now go, cat, go.', isSure: false },
    ]);
    assert.match(answer.text, /take 1\.wav\*\* · .*heard: “One for the money\.”/);
    assert.match(answer.text, /take 2\.wav\*\* · .*not sure, so not learnt from: “Too four the show\.”/);
    const asked = await ann.click(answer, 'Check the words of 2 clips').followUp();
    assert.match(
      asked.content,
      /take 2\.wav\*\* · 3\.0 s · 1 of 4 clips to check\nI’m not sure.*“Too four the show\.”/,
    );

    const opener = ann.click(asked, 'Correct');
    const form = await opener.shownModal();
    assert.match(JSON.stringify(form), /"value":"Too four the show\."/);
    ann.submitModal(opener, { text: '  Two for\nthe show. ' });
    await asked.until(({ content }) => content.includes('take 4.wav'));
    ann.click(asked, 'That’s right');
    await asked.until(({ content }) => content.includes('take 1.wav'));
    assert.match(asked.content, /1 of 2 clips to check\nI heard: “One for the money\.”/);
    ann.click(asked, 'Next');
    await asked.until(({ content }) => content.includes('take 3.wav'));
    ann.click(asked, 'Don’t learn these words');
    await asked.until(({ content }) => content.includes('last one; 1 clip left'));
    assert.deepEqual(await worded(), [
      ['One for the money.', null],
      ['Two for the show.', 'corrected'],
      [null, 'refused'],
      ['Now go, cat, go.', 'confirmed'],
    ]);

    const list = await ann.slash(lab.channel, 'samples list').answer();
    for (const line of [
      '“One for the money.” (heard)',
      '“Two for the show.” (corrected)',
      'no transcript',
      '“Now go, cat, go.” (heard, confirmed by you)',
    ]) {
      assert.ok(list.text.includes(line), list.text);
    }
    assertClean(lab);
  });

  it('is its owner’s alone, and answers buttons that are out of date', async () => {
    const { ann, ben, storage } = lab;
    const answer = await uploadAnswer([
      { heard: 'Too four the show.', isSure: false },
      { heard: 'One.', isSure: false },
    ]);
    const pressed = ann.click(answer, 'Check the words of 2 clips');
    const asked = await pressed.followUp();
    const argument = (asked.button('Correct').custom_id ?? '').replace(/^[^:]*:/, '');
    const services = { storage } as Services;
    const reply = { answerTo: { ...answerTo, userId: ben.id } } as Reply;
    const refused = { name: 'UserError', code: 'nothing-heard' };
    for (const [name, handler] of Object.entries(wordsButtons)) {
      await assert.rejects(
        handler(argument.slice(0, name === 'check-words' ? 36 : 200), reply, services),
        refused,
        name,
      );
    }
    const { 'words-correct': form } = wordsForms;
    await assert.rejects(async () => await form?.open(argument, ben.id, services), refused);
    await assert.rejects(
      async () => await form?.submit(argument, { text: 'Mine.', files: [] }, reply, services),
      refused,
    );

    const [first, second] = await clips();
    const opener = ann.click(asked, 'Correct');
    await opener.shownModal();
    await storage.samples.transcribe(voice.id, first, 'Two for the show.');
    const late = await ann.submitModal(opener, { text: 'Something' }).followUp();
    assert.match(late.content, /settled or changed since/);
    for (const button of ['That’s right', 'Correct', 'Don’t learn these words', 'Next']) {
      assert.match((await ann.click(asked, button).followUp()).content, /settled or changed since/, button);
    }
    const again = await ann.click(answer, 'Check the words of 2 clips').followUp();
    assert.match(again.content, /“One\.”/);
    const empty = ann.click(again, 'Correct');
    await empty.shownModal();
    assert.match((await ann.submitModal(empty, { text: ' \n ' }).followUp()).content, /no words in this/);
    await storage.samples.remove(second?.id ?? '');
    assert.match((await ann.click(again, 'That’s right').followUp()).content, /was taken out/);
    assert.deepEqual(await worded(), [['Two for the show.', 'corrected']]);
    assertClean(lab);
  });

  it('puts right what came with other files’ transcripts, and asks about halves', async () => {
    const { ann } = lab;
    const lines = [
      'The old boat drifts past the wall.',
      'Choose a warm coat for the journey.',
      'Nobody knew the road.',
    ];
    const other = { heldBack: 'doubt-other' as const };
    const answer = await uploadAnswer([
      { given: lines[1], heard: lines[0], ...other },
      { given: lines[0], heard: 'Choose a worm coat for the journey', ...other },
      { given: `${lines[2]} And so on and on.`, heard: lines[2], heldBack: 'doubt-more' },
      { given: 'Something else.', heard: 'Put the yellow vase beside the mirror.', ...other },
      // Nearly the words of the next one, which are right there.
      { given: 'A dream.', heard: 'Please enter your password, followed by the pound key.', ...other },
      {
        given: 'Please enter your passcode followed by the pound key.',
        heard: 'Please enter your passcode followed by the pound key.',
      },
    ]);
    assert.match(answer.text, /take 1\.wav\*\* · .*its transcript is not what I hear: “The old boat/);
    assert.match(answer.text, /What I hear in \*\*take 1\.wav\*\* is the transcript of \*\*take 2\.wav\*\*/);
    assert.match(answer.text, /What I hear in \*\*take 2\.wav\*\* is the transcript of \*\*take 1\.wav\*\*/);
    assert.doesNotMatch(answer.text, /hear in \*\*take [3-6]/);
    assert.match(answer.text, /take 3\.wav\*\* · .*says more than I hear: “Nobody knew the road\.”/);
    const pressed = ann.click(answer, 'Put the words right');
    await answer.until(({ text }) => !text.includes('What I hear in'));
    assert.deepEqual((await clips()).map(({ transcript, heldBack }) => [transcript, heldBack]).slice(0, 2), [
      [lines[0], null],
      [lines[1], null],
    ]);
    await pressed.acknowledged();

    const asked = await ann.click(answer, 'Check the words of 3 clips').followUp();
    assert.match(asked.content, /You wrote: “Nobody knew the road\. And so on and on\.”\nI heard: “Nobody/);
    ann.click(asked, 'What you heard is right');
    await asked.until(({ content }) => content.includes('take 4.wav'));
    ann.click(asked, 'Mine is right');
    await asked.until(({ content }) => content.includes('take 5.wav'));
    ann.click(asked, 'Mine is right');
    await asked.until(({ content }) => content.includes('That was the last one'));
    const [, , third, fourth] = await clips();
    assert.deepEqual([third?.transcript, third?.heldBack], [lines[2], null]);
    assert.deepEqual([fourth?.transcript, fourth?.heldBack], ['Something else.', null]);
    assertClean(lab);
  });

  it('is said not to be before anything is looked at, in a language that no model here knows', async () => {
    await lab.close();
    lab = await startLab({ env: { MODELS_DIR: path.join(import.meta.dirname, '../ears') } });
    const { ann, channel, storage } = lab;
    const { id } = await lab.readyVoice(ann, 0);
    await storage.voices.setLanguage(id, 'ja');
    await lab.startBot();
    const file = { name: 'take.wav', data: Buffer.from('no sound') };
    const notHeard = ann.slash(channel, 'addsamples', { file });
    await notHeard.answer(({ content }) =>
      /^Got 1 file, listening….*I don’t understand Japanese, so .* send them again with `transcript:`/s.test(content),
    );
    const help = await ann.slash(channel, 'help').answer();
    assert.match(help.text, /understands what you say in recordings without a transcript \(English and German\)/);
    await storage.voices.setLanguage(id, 'de');
    const heard = ann.slash(channel, 'addsamples', { file });
    await heard.answer(({ content }) => content === 'Got 1 file, listening…');
    assertClean(lab);
  });
});
