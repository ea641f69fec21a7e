// Wording and limits of what people read, without Discord: the cases that a conversation seldom meets.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { IntakeItem } from '../../src/storage/records.ts';
import type { Sample, Version } from '../../src/storage/storage.ts';
import type { OutgoingMessage } from '../../src/bot/discord/message.ts';
import { helpWith } from '../../src/bot/replies/help.ts';
import { intakeReply, type IntakeSummary } from '../../src/bot/replies/intake.ts';
import { translate } from '../../src/i18n/i18n.ts';
import { bar, duration, listWithin, plain, shorten, untrusted } from '../../src/bot/replies/text.ts';
import {
  doneShare,
  figures,
  noWait,
  nothingNew,
  progressText,
  trainingFailed,
  trainingResult,
} from '../../src/bot/replies/training.ts';
import {
  sampleChoice,
  sampleList,
  treeDescription,
  treeVersions,
  versionChoice,
  versionDetails,
  versionList,
} from '../../src/bot/replies/versions.ts';
import { inEnglish } from '../support/in-english.ts';
import {
  manifest,
  metrics,
  newSample,
  plan,
  progress,
  trainingRun,
  trainResult,
  training,
} from '../storage/support.ts';

const english = translate('en');

const version = (number: number, changes: Partial<Version> = {}): Version => ({
  id: `version-${number}`,
  voiceId: 'voice',
  number,
  parentId: number === 1 ? null : `version-${number - 1}`,
  runId: `run-${number}`,
  importedFrom: null,
  engine: 'builtin',
  manifest: manifest('state'),
  plan,
  metrics,
  status: 'complete',
  prunedAt: null,
  keptAside: false,
  tag: null,
  trainedSeconds: 75,
  knownUntil: 1_700_000_000_000,
  previewText: 'Hello.',
  manners: null,
  training,
  createdAt: 1_700_000_000_000,
  ...changes,
});

const sample = (index: number, changes: Partial<Sample> = {}): Sample => ({
  ...newSample(index),
  id: `sample-${index}`,
  voiceId: 'voice',
  split: 'train',
  createdAt: 1_700_000_000_000,
  ...changes,
});

it('a version that was kept aside says why', () => {
  const decision = { active: false, reason: 'You chose v1.', details: [], comparison: null };
  const aside = version(2, { keptAside: true, training: { ...training, decision } });
  const heritage = { ancestors: [], clips: [], ownClips: 0, clipsOfOthers: 0 };
  assert.match(
    JSON.stringify(inEnglish(versionDetails(aside, false, heritage, false))),
    /kept aside when it was made\. You chose v1\./,
  );
});

describe('text', () => {
  it('shortens without splitting a character', () => {
    assert.equal(shorten('abc', 3), 'abc');
    assert.equal(shorten('abcd', 3), 'ab…');
    assert.equal(shorten('a😀😀', 3), 'a…');
  });

  it('makes names harmless', () => {
    assert.equal(plain('a\u0000b\n\tc\u202e.wav'), 'a b c.wav');
    for (const nothing of [' \u200b ', '\u3164', '\u2800\uffa0']) assert.equal(plain(nothing), 'unnamed');
    assert.equal(plain(`e${'\u0301'.repeat(50)}x`), `e${'\u0301'.repeat(4)}x`);
    assert.equal(untrusted('**x** `y` @here <#1> [a](b)'), String.raw`\*\*x\*\* \`y\` \@here \<\#1\> \[a\]\(b\)`);
    assert.equal(untrusted('x'.repeat(99), 10), `${'x'.repeat(9)}…`);
  });

  it('says durations in the largest unit that fits', () => {
    assert.deepEqual([0.04, 9.96, 59.6, 65, 3_725].map(duration), [
      '0.0 s',
      '10.0 s',
      '1 min 00 s',
      '1 min 05 s',
      '1 h 02 min',
    ]);
  });

  it('draws bars of one width', () => {
    assert.deepEqual(
      [-1, 0, 0.5, 1, 7].map((share) => bar(share, 4)),
      ['░░░░', '░░░░', '██░░', '████', '████'],
    );
  });

  it('keeps lists within their limit and counts the rest', () => {
    const lines = Array.from({ length: 500 }, (_, index) => `line ${index}`);
    const text = listWithin(lines, 300);
    assert.ok(text.length <= 300);
    const kept = text.split('\n');
    assert.equal(kept.at(-1), `… and ${500 - (kept.length - 1)} more`);
    assert.equal(listWithin(['a', 'b'], 300), 'a\nb');
  });
});

describe('progress', () => {
  it('grows through the phases and never beyond', () => {
    const steps = [
      ['preparing', 'preparing'],
      ['training', 'preparing'],
      ['training', 'training'],
      ['evaluating', 'evaluating'],
      ['publishing', 'publishing'],
      ['publishing', 'speaking'],
    ] as const;
    const shares = steps.flatMap(([state, phase]) =>
      [0, 1, 2].map((done) => doneShare({ phase, done, total: 2 }, state)),
    );
    const percents = shares.map((share) => Math.round(share * 100));
    assert.deepEqual(
      percents,
      percents.toSorted((a, b) => a - b),
    );
    assert.equal(percents.at(-1), 100);
    assert.equal(doneShare({ phase: 'training', done: 3, total: 0 }, 'training'), 0.3);
  });

  it('says where a run is', () => {
    assert.match(progressText(trainingRun({}), noWait, english), /Queued: starting in a moment/);
    assert.match(progressText(trainingRun({}), { ...noWait, ahead: 2 }, english), /Queued: 2 trainings before yours/);
    assert.equal(
      progressText(trainingRun({}), { ...noWait, missing: { engine: 'gpt-sovits', others: ['builtin'] } }, english),
      '⏳ Your training waits: no trainer for GPT-SoVITS is running. It begins as soon as one is. Or cancel it and start over with the built-in engine: `/train continue engine:builtin`.',
    );
    for (const [seconds, time] of [
      [3, '10 seconds'],
      [41, '40 seconds'],
      [100, '2 minutes'],
      [1000, '15 minutes'],
      [5500, '1.5 hours'],
    ] as const) {
      const queued = progressText(trainingRun({}), { ...noWait, seconds }, english);
      assert.equal(queued, `⏳ Queued: starting in a moment. Done in about ${time}.`);
    }
    const whole = { ...progress, secondsLeft: 12, wholeSecondsLeft: 60 };
    const training = trainingRun({ state: 'training', startedAt: progress.at - 30_000, progress: whole });
    const told = progressText(training, { ...noWait, seconds: 58 }, english);
    assert.match(told, /33 %\n.* · about 1 minute left$/, 'of all of it');
    assert.match(progressText(trainingRun({ attempts: 1 }), noWait, english), /trainer was restarted/);
    assert.match(progressText(trainingRun({ state: 'claimed' }), noWait, english), /Starting/);
    assert.match(
      progressText(trainingRun({ state: 'training', cancelRequested: true, progress }), noWait, english),
      /Stopping/,
    );
    const early = progressText(
      trainingRun({
        state: 'preparing',
        progress: { ...progress, phase: 'preparing', trainLoss: null, heldOutLoss: null, secondsLeft: null },
      }),
      noWait,
      english,
    );
    assert.match(early, /^\*\*Analysing the clips\*\*\n`░+` 2 %$/);
    const warned = { state: 'training' as const, progress, plan: { ...plan, warnings: ['That is a lot.'] } };
    assert.match(progressText(trainingRun(warned), noWait, english), /\n⚠️ That is a lot\.$/);
  });
});

describe('the result of a training', () => {
  it('says where it began', () => {
    const curve = { name: 'curve.png', data: Buffer.alloc(0), contentType: 'image/png' };
    const begins = (changes: object): string => {
      const result = { ...trainResult('version', 1), ...changes };
      assert.equal(result.kind, 'train');
      return textOf(inEnglish(trainingResult(result, curve, '1')));
    };
    assert.match(begins({}), /^Trained from the base with/);
    assert.match(begins({ parentNumber: 4 }), /^Continued from v4 with/);
    const seconds = { parentNumber: 4, totalSeconds: 19 };
    assert.match(begins({ ...seconds, newSeconds: 6 }), /^Continued from v4 with 19 s of speech, 6\.0 s of it new\./);
    assert.match(begins({ ...seconds, newSeconds: 0 }), /^Continued from v4 with 19 s of speech\./);
    const shared = { plan: { ...plan, parentVersionId: 'of somebody else' } };
    assert.match(begins(shared), /^Started from another voice that is like yours with/);
  });
});

describe('nothing new', () => {
  it('names the clips that could not be used, and what would change that', () => {
    assert.match(
      inEnglish(nothingNew(2, 'voice', [])).content ?? '',
      /^v2 has already learnt every clip of this voice\. New/,
    );
    const names = Array.from({ length: 7 }, (_, index) => `clip ${index}.wav`);
    assert.match(
      inEnglish(nothingNew(2, 'voice', names)).content ?? '',
      /every clip that it could use\. 7 clips it could not, .*: clip 0\.wav, .*clip 4\.wav…\. Correct .*\/samples transcript/,
    );
  });
});

describe('figures', () => {
  it('say what they mean, beside the parent’s', () => {
    const better = figures({ ...metrics, mcdDb: 5.5 }, metrics, 1, english);
    assert.match(better, /^• \*\*Sound\*\*: 5\.50 dB mel-cepstral distortion \(v1: 5\.90\)/);
    assert.match(better, /cents pitch error \(v1: 200\)/);
    assert.match(better, /Lower is closer\. Measured on 2 clips/);
    assert.doesNotMatch(better, /Voice\*\*/);
    const heard = { ...metrics, similarity: 0.812, ownSimilarity: 0.94 };
    const alike = figures(heard, { ...metrics, similarity: 0.79 }, 1, english);
    assert.match(
      alike,
      /^• \*\*Voice\*\*: sounds 81 % like you \(v1: 79 %\); your own recordings among each other: 94 %\n• \*\*Sound\*\*/,
    );
    assert.match(figures(heard, null, null, english), /sounds 81 % like you; your own/);
  });

  it('admit that nothing was measured', () => {
    assert.match(figures({ ...metrics, mcdDb: null }, null, null, english), /Not measured.*Once you have four clips/);
  });
});

const textOf = (message: OutgoingMessage): string => message.embeds?.[0]?.description ?? '';

describe('long lists', () => {
  const many = Array.from({ length: 500 }, (_, index) => index);

  it('fit into a message', () => {
    const versions = many.map((index) => version(500 - index));
    assert.ok(
      textOf(inEnglish(versionList({ name: 'default', activeVersionId: 'version-7' }, versions, new Map(), null, [])))
        .length <= 4096,
    );
    const samples = many
      .slice(0, 50)
      .map((index) => sample(index, { originalName: '*'.repeat(100), transcript: '`'.repeat(1000) }));
    const pages = samples.map((_, page) => textOf(inEnglish(sampleList({ id: 'v', name: 'default' }, samples, page))));
    assert.ok(pages.every((text) => text.length <= 4096));
    assert.equal(new Set(pages.flatMap((text) => text.split('\n'))).size, samples.length, 'every clip is on a page');
    assert.ok(samples.every((one) => sampleChoice(one, english).length <= 100));
    const tagged = versions.map((one) => ({ ...one, tag: '*'.repeat(40) }));
    assert.ok(tagged.every((one) => versionChoice(one, true, true, english).length <= 100));
    assert.ok(treeDescription(treeVersions(tagged, 'version-7'), english).length <= 1024);
    const clips = many.map((clipIndex) => ({ originalName: '*'.repeat(100), clipIndex, into: tagged, otherwise: [] }));
    const heritage = { ancestors: versions, clips, ownClips: 500, clipsOfOthers: 3 };
    const details = inEnglish(
      versionDetails({ ...version(501), tag: '*'.repeat(40), keptAside: true }, true, heritage, true),
    );
    for (const field of details.embeds?.[0]?.fields ?? []) assert.ok(field.value.length <= 1024, field.name);
  });

  it('of files too, with everything a person must know after them', () => {
    const items: IntakeItem[] = many.slice(0, 10).map((index) => ({
      url: 'https://cdn.discordapp.com/x',
      fileName: '|'.repeat(500),
      bytes: 1,
      contentType: null,
      transcript: null,
      outcome: { kind: 'rejected', sampleIds: [], message: `${'very long '.repeat(60)}${index}`, remarks: [] },
    }));
    const reply = intakeReply({
      voiceId: 'v',
      intakeId: 'intake',
      voiceName: 'default',
      language: 'en',
      items,
      samples: [],
      learnt: null,
      misplaced: [],
      reader: 'english',
      spoken: ['en'],
      picture: 'none',
    });
    const [embed] = inEnglish(reply).embeds ?? [];
    assert.equal(embed?.title, 'Nothing was added');
    assert.ok((embed.description ?? '').length <= 4096);
    assert.match(embed.fields?.at(-1)?.value ?? '', /Record yourself in a quiet room/);
  });

  it('of help, which tells what the models bring that are there', () => {
    assert.match(
      JSON.stringify(inEnglish(helpWith(['en', 'de'], ['speakers', 'source']))),
      /This bot also.*understands what you say .*\(English and German\) .* · tells who speaks.* · a natural source voice/,
    );
    const many = ['en', 'de', 'fr', 'es', 'it', 'ja', 'ko', 'ru', 'pt', 'pl'];
    assert.match(JSON.stringify(inEnglish(helpWith(many, []))), /\(English, German, French and 7 more languages\)/);
    assert.doesNotMatch(JSON.stringify(inEnglish(helpWith([], []))), /This bot also/);
  });

  it('and a failure of any length', () => {
    const told = inEnglish(trainingFailed({ id: 'run' }, { code: 'x', message: 'm'.repeat(3000), hint: 'h' }));
    assert.ok((told.content ?? '').length <= 2000);
  });
});

const addedItem: IntakeItem = {
  url: 'https://cdn.discordapp.com/x',
  fileName: 'a.wav',
  bytes: 1,
  contentType: null,
  transcript: null,
  outcome: {
    kind: 'added',
    sampleIds: ['sample-0'],
    unusable: 0,
    copies: 0,
    words: [],
    transcriptUnused: false,
    remarks: [],
  },
};

const replyTo = (changes: Partial<Sample>, learnt: boolean | null = null, told: Partial<IntakeSummary> = {}) => {
  const samples = [sample(0, changes)];
  const answer = intakeReply({
    voiceId: 'v',
    intakeId: 'intake',
    voiceName: 'default',
    language: 'en',
    items: [addedItem],
    samples,
    learnt: learnt === null ? null : () => learnt,
    misplaced: [],
    reader: 'english',
    spoken: ['en'],
    picture: 'none',
    ...told,
  });
  const message = inEnglish(answer);
  const fields = message.embeds?.[0]?.fields ?? [];
  const other = fields.find(({ name }) => name === 'Another language?')?.value;
  const labels = JSON.stringify(message.components).match(/(?<="label":")[^"]*/g) ?? [];
  const hold = fields.find(({ name }) => name === 'On hold')?.value ?? '';
  return { lines: textOf(message), labels, hold, other, next: message.embeds?.[0]?.fields?.at(-1)?.value ?? '' };
};

const sentWith = (transcript: string): Partial<IntakeSummary> => ({ items: [{ ...addedItem, transcript }] });

/** What is asked of a clip on hold: by buttons, and whether it is said that another voice is heard, and that it ends early. */
const asked = (heldBack: Sample['heldBack']): unknown[] => {
  const { hold, labels } = replyTo({ heldBack });
  return [
    labels.filter((label) => !/picture|Add more/.test(label)),
    /another voice/.test(hold),
    /too early/.test(hold),
  ];
};

describe('an upload', () => {
  it('is marked by its worst clip', () => {
    assert.match(replyTo({}).lines, /^✓/);
    assert.match(replyTo({ verdict: { grade: 'fair', remarks: ['noisy'] } }).lines, /^⚠/);
  });

  it('tells when its words are of another language than the voice', () => {
    const spanish = 'Esta es una lista de todos los números que puede marcar, pero no son muy importantes para él.';
    const english = 'These are all of the numbers that you can call, but they are not important.';
    assert.match(
      replyTo({}, null, sentWith(spanish)).other ?? '',
      /look like Spanish.*speaks English.*recordings in English/,
    );
    assert.equal(replyTo({}, null, sentWith(english)).other, undefined);
    const voice: Partial<IntakeSummary> = { language: 'ko', reader: 'every script', spoken: ['en', 'ko'] };
    assert.match(
      replyTo({}, null, { ...sentWith(english), ...voice }).other ?? '',
      /If you speak English.*\/voices language/,
    );
    assert.match(replyTo({}, null, { ...sentWith(spanish), ...voice }).other ?? '', /recordings in Korean/);
    // What was heard is of the voice's language, right or wrong.
    assert.equal(replyTo({ transcript: spanish }).other, undefined);
  });

  it('asks of what is on hold what its reason needs, and nothing else', () => {
    assert.deepEqual(asked(null), [[], false, false]);
    assert.deepEqual(asked('stranger'), [['That’s me: use them'], true, false]);
    assert.deepEqual(asked('other-speaker'), [['That’s me: use them'], true, false]);
    assert.deepEqual(asked('doubt-more'), [['My words are right'], false, false]);
    assert.deepEqual(asked('cut-off'), [['My words are right'], false, true]);
  });

  it('leads to the next step', () => {
    assert.match(replyTo({}).next, /makes the first version/);
    assert.match(replyTo({}, false).next, /teaches your voice what is new/);
    assert.match(replyTo({}, true).next, /Nothing new to train on/);
    assert.match(replyTo({ transcript: null }).next, /^Clips without a transcript/);
    assert.match(replyTo({ transcript: 'Шесть ложек' }).next, /^I can’t say any of the transcripts/);
    assert.match(replyTo({ heldBack: 'stranger' }).next, /^Nothing to train on yet.*use them/);
    assert.match(replyTo({ split: 'held-out' }).next, /^Send more recordings.*set aside/);
  });
});
