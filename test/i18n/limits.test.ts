// What people read stands in the catalogues, whole, and fits into Discord's messages in every language, with the longest that it
// can be filled in with.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import type { APIActionRowComponent, APIComponentInMessageActionRow } from 'discord.js';
import type { Answer, Form, OutgoingMessage } from '../../src/bot/discord/message.ts';
import { compared, comparing, comparison } from '../../src/bot/replies/compare.ts';
import { operatorNotice, reportButton, reportForm, reported } from '../../src/bot/replies/report.ts';
import { blocked, featureNames, settingsNow } from '../../src/bot/replies/settings.ts';
import { verified } from '../../src/bot/replies/verify.ts';
import {
  consentDeclined,
  consentForm,
  consentOutdated,
  consentQuestion,
  consentTooLate,
  speakConsent,
} from '../../src/bot/replies/consent.ts';
import { apology, outageReply, userErrorReply } from '../../src/bot/replies/errors.ts';
import {
  broughtBack,
  broughtIn,
  exported,
  exporting,
  nothingToExport,
  readingArchives,
} from '../../src/bot/replies/export.ts';
import { confirmForgetting, forgotten, keptOf, nothingToForget } from '../../src/bot/replies/forget.ts';
import { helpWith } from '../../src/bot/replies/help.ts';
import {
  addMoreForm,
  consentAnswer,
  intakeReply,
  intakeStarted,
  intakeForgotten,
} from '../../src/bot/replies/intake.ts';
import { notifyChosen, notifyQuestion, trainingDone } from '../../src/bot/replies/notify.ts';
import { wordList, wordSet, wordRemoved } from '../../src/bot/replies/pronounce.ts';
import {
  everybodyQuestion,
  shareQuestion,
  versionsGone,
  alreadyShared,
  borrowed,
  notShared,
  shared,
  speakers,
  unshared,
} from '../../src/bot/replies/share.ts';
import {
  figureDetails,
  nothingNew,
  planDetails,
  previewWaits,
  progressNow,
  progressReply,
  curveSoFar,
  remarkReply,
  trainingFailed,
  trainingResult,
  voiceTaken,
  notRead,
  previewCaption,
  previewLost,
  progressEnded,
  statusReply,
} from '../../src/bot/replies/training.ts';
import {
  alreadyActive,
  clipHeard,
  confirmMove,
  confirmRemoval,
  removed,
  rolledBack,
  sampleChoice,
  sampleList,
  transcriptMended,
  versionChoice,
  versionDetails,
  versionList,
  keptActive,
  removalCalledOff,
  versionTagged,
  versionUntagged,
} from '../../src/bot/replies/versions.ts';
import {
  type RecordingEnd,
  recordingEnded,
  recordingPanel,
  script,
  joined,
  left,
  readingAloud,
  recordingInterrupted,
  recordingJoins,
  saying,
} from '../../src/bot/replies/voice-channel.ts';
import {
  confirmVoiceRemoval,
  voiceList,
  voiceRemoved,
  noVoices,
  voiceKept,
  voiceRenamed,
  voiceSpeaks,
  voiceIdle,
} from '../../src/bot/replies/voices.ts';
import { askWords, correctWords, wordsChecked } from '../../src/bot/replies/words.ts';
import { en } from '../../src/i18n/en.ts';
import { type Translate, inLanguage, translate } from '../../src/i18n/i18n.ts';
import { languages } from '../../src/i18n/languages.ts';
import { outageKinds } from '../../src/outage.ts';
import type { IntakeItem } from '../../src/storage/records.ts';
import type { Sample, Version } from '../../src/storage/storage.ts';
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

const many = Array.from({ length: 60 }, (_, index) => index);
/** Nothing is longer once it was made harmless. */
const longest = '*'.repeat(2000);
const most = 9_999_999;

const version = (number: number): Version => ({
  id: `version-${number}`,
  voiceId: 'voice',
  number,
  parentId: `version-${number - 1}`,
  runId: `run-${number}`,
  importedFrom: number % 2 === 0 ? longest : null,
  engine: 'builtin',
  manifest: manifest('state'),
  plan,
  metrics: { ...metrics, similarity: 0.812, ownSimilarity: 0.94 },
  status: number % 3 === 0 ? 'purged' : 'complete',
  prunedAt: 1,
  keptAside: true,
  tag: longest.slice(0, 40),
  trainedSeconds: most,
  knownUntil: 0,
  previewText: 'Hello.',
  training,
  manners: [1, 2, 3].map((index) => ({ index, traits: ['telephone', 'higher'] })),
  createdAt: 1_700_000_000_000,
});
const versions = many.map((index) => version(9_000 + index));

const sample = (index: number): Sample => ({
  ...newSample(index),
  id: `sample-${index}`,
  voiceId: 'voice',
  split: 'train',
  originalName: longest.slice(0, 100),
  transcript: longest.slice(0, 1000),
  heard: { text: longest.slice(0, 1000), isSure: false, owner: null },
  heldBack: index % 2 === 0 ? 'cut-off' : null,
  durationSeconds: most,
  createdAt: 1_700_000_000_000,
});
const samples = many.map(sample);

const run = trainingRun({
  plan: { ...plan, earlyStopPatience: 3, warnings: many.map(() => longest) },
  state: 'training',
  attempts: 1,
  progress: {
    ...progress,
    phase: 'training',
    epoch: most,
    epochs: most,
    secondsLeft: most,
    losses: [0, most].map((epoch) => ({ epoch, train: most, heldOut: most })),
  },
  startedAt: 0,
});

const item = (outcome: IntakeItem['outcome']): IntakeItem => ({
  url: 'https://cdn.discordapp.com/x',
  fileName: longest,
  bytes: 1,
  contentType: null,
  transcript: 'Esta es una lista de todos los números que puede marcar, pero no son muy importantes para él.',
  outcome,
});
const items = many.map((index) =>
  item({
    kind: 'added',
    sampleIds: [`sample-${index}`, `sample-${(index + 1) % 60}`],
    unusable: most,
    copies: most,
    words: [{ sampleId: `sample-${index}`, before: longest, now: longest }],
    transcriptUnused: true,
    remarks: [longest],
  }),
);

const holdings = {
  voices: most,
  clips: most,
  seconds: most,
  transcripts: most,
  versions: most,
  versionsOfOthers: most,
  versionsElsewhere: most,
  uploads: most,
  trainings: most,
  previews: most,
  spokenConsents: most,
  reports: most,
  grants: most,
  hasAgreed: true,
};
const voice = {
  id: 'voice',
  name: longest.slice(0, 32),
  language: 'pt',
  activeVersionId: null,
  sharedAt: 1,
};
const coverage = { heard: most, all: most + 1, what: 'letters' } as const;
const curve = { name: 'curve.png', data: Buffer.alloc(0), contentType: 'image/png' };
const heritage = {
  ancestors: versions,
  clips: many.map((clipIndex) => ({ originalName: longest, clipIndex, into: versions, otherwise: versions })),
  ownClips: most,
  clipsOfOthers: most,
};
const result = trainResult('version', 1);
assert.equal(result.kind, 'train');
const ends = Object.keys(en.call.end) as RecordingEnd[];

const link = '*'.repeat(100);

const answers: Readonly<Record<string, Answer>> = {
  consentQuestion: consentQuestion('a', 'd'),
  consentDeclined,
  consentOutdated,
  consentTooLate,
  speakConsent: speakConsent(longest),
  apology: apology('12345678'),
  exporting,
  nothingToExport,
  readingArchives: readingArchives(most),
  broughtBack: broughtBack({ name: longest }, false, samples, { id: 'version', number: most }),
  broughtIn: broughtIn({ name: longest }, false, { id: 'version', number: most }),
  broughtInBefore: broughtIn({ name: longest }, true, null),
  broughtBackBefore: broughtBack({ name: longest }, true, samples, null),
  exported: exported(most, { tooLarge: many.map(() => longest), damaged: many.map(() => longest) }, 'place'),
  confirmForgetting: confirmForgetting(holdings, '1'),
  forgotten: forgotten(holdings, most),
  help: helpWith(['en', 'de', 'fr', 'es', 'it', 'ja', 'ko', 'ru', 'pt', 'pl'], ['speakers', 'source']),
  intakeStarted: intakeStarted(items, 'pt'),
  consentAnswer: consentAnswer(items[0]),
  consentTaken: consentAnswer({ ...items[0], outcome: { kind: 'consent', sampleIds: [], check: 'length' } }),
  wordSet: wordSet({ word: longest, spoken: longest }, longest.slice(1), 'server'),
  wordList: wordList(
    many.map(() => ({ word: longest, spoken: longest })),
    many.map(() => ({ word: longest, spoken: longest })),
  ),
  shareQuestion: shareQuestion(voice),
  everybodyQuestion: everybodyQuestion(voice),
  voiceIdle: voiceIdle({ kind: 'idle', voiceName: longest, usedAt: 1e12, eraseAt: 1e12 }),
  versionsGone: versionsGone({ kind: 'purged', voiceName: longest, numbers: many.map(() => most), activeNumber: null }),
  progress: progressReply(run, { ahead: most, seconds: most, missing: null }),
  waiting: progressReply(run, {
    ahead: most,
    seconds: null,
    missing: { engine: 'builtin', others: ['gpt-sovits', 'builtin'] },
  }),
  progressNow: progressNow(run, { ahead: most, seconds: most, missing: null }),
  curveSoFar: curveSoFar(
    many.map((epoch) => ({ epoch, train: most, heldOut: most })),
    Buffer.alloc(1),
  ),
  statusReply: statusReply(
    progressReply(run, { ahead: most, seconds: most, missing: null }),
    (['training', 'preview', 'upload', 'notice'] as const).flatMap((kind) =>
      many.map((_, index) => ({ kind, voice: longest, at: 1e12, kept: index % 2 === 0 })),
    ),
  ),
  notifyQuestion: notifyQuestion('100000000000000001'),
  notifyChosen: notifyChosen('direct'),
  trainingDone: trainingDone({ result }, longest, link, true),
  trainingDoneWithout: trainingDone({ result: null }, longest, link, true),
  previewWaits: previewWaits('builtin'),
  remarkReply: remarkReply({ note: 'grow-anew' }, 'voice'),
  trainingFailed: trainingFailed(run, { code: 'x', message: longest, hint: longest }),
  trainingResult: trainingResult(result, curve, '100000000000000001'),
  figures: figureDetails(version(1), []),
  plan: planDetails(most, { ...plan, reasons: many.map(() => longest) }),
  nothingNew: nothingNew(
    most,
    'voice',
    many.map(() => longest),
  ),
  voiceTaken: voiceTaken(
    voice,
    many.map(() => ({ name: longest })),
  ),
  alreadyActive: alreadyActive(version(most)),
  clipHeard: clipHeard(sample(1), Buffer.alloc(0)),
  confirmRemoval: confirmRemoval(samples, versions, 'voice'),
  confirmMove: confirmMove(sample(1), { name: longest }, versions, 'clip/voice'),
  moved: removed(1, { own: versions, elsewhere: most, activeNumber: null, training: true }, longest),
  removed: removed(most, { own: versions, elsewhere: most, activeNumber: null, training: true }),
  rolledBack: rolledBack(version(most), version(most)),
  sampleList: sampleList(voice, samples, 1),
  transcriptMended: transcriptMended(sample(1), longest.slice(1), versions, () => [longest]),
  versionDetails: versionDetails(version(most), true, heritage, true),
  versionList: versionList(voice, versions, new Map(), null, []),
  panel: recordingPanel({
    intakeId: 'intake',
    voiceName: longest,
    channelId: '1',
    sentence: 'x'.repeat(200),
    taken: most,
    note: { kind: 'kept', remark: 'x'.repeat(300) },
    coverage,
  }),
  script: script(
    'pt',
    many.slice(0, 20).map(() => 'x'.repeat(60)),
    coverage,
  ),
  voiceList: voiceList(many.map(() => ({ voice, holdings }))),
  confirmVoiceRemoval: confirmVoiceRemoval(voice, holdings),
  voiceRemoved: voiceRemoved(voice, holdings, most),
  askWords: askWords('intake', sample(1), samples),
  wordsChecked: wordsChecked(most),
  intake: intakeReply({
    intakeId: 'intake',
    voiceId: 'voice',
    voiceName: longest,
    language: 'en',
    items,
    samples,
    learnt: null,
    misplaced: many.slice(0, 10).map((file) => ({ sample: sample(file), file, line: file + 1 })),
    reader: 'english',
    spoken: ['en', 'es'],
    picture: 'none',
  }),
  comparing: comparing(longest),
  comparison: comparison('run', [], (t) => reportButton('version', '1', t)),
  compared: compared(most, most - 1, 'first', { wins: most, losses: most, same: most }),
  nothingToForget,
  keptOf: keptOf(holdings, 1, 'direct'),
  intakeForgotten,
  wordRemoved: wordRemoved(longest, 'server'),
  reported,
  operatorNotice: operatorNotice(longest),
  settings: settingsNow(
    {
      channels: many.map(String),
      roles: many.map(String),
      forbidden: ['sharing', 'read-aloud'],
      isQuiet: true,
      longestText: most,
      textsWaiting: most,
    },
    many.map(String),
  ),
  blocked: blocked('1', true),
  unblocked: blocked('1', false),
  shared: shared(longest),
  notShared,
  alreadyShared: alreadyShared(longest, 1),
  unshared: unshared(longest),
  speakersNone: speakers(longest, [], 'server'),
  ended: progressEnded({ ...run, state: 'cancelled', startedAt: 0, endedAt: most }),
  done: progressEnded({ ...run, state: 'done' }),
  failed: progressEnded({ ...run, state: 'failed' }),
  previewLost: previewLost(most),
  ...Object.fromEntries(
    (['changed', 'elsewhere', 'unmarked'] as const).map((kind) => [`verified ${kind}`, verified({ kind }, null)]),
  ),
  verified: verified({ kind: 'ours', madeAt: 1, versionId: 'version' }, most),
  versionTagged: versionTagged(version(1), longest),
  versionUntagged: versionUntagged(version(1)),
  keptActive: keptActive(version(1), version(2)),
  removalCalledOff,
  recordingJoins: recordingJoins('1'),
  recordingInterrupted: (t) => ({ content: recordingInterrupted(most, t) }),
  joined: joined('1'),
  readingAloud: readingAloud('1'),
  readingNoMore: readingAloud(null),
  left,
  saying: saying(
    (t) => borrowed(`${previewCaption(most, longest, t)} ${notRead(['cyrillic'], t)}`, '1', t),
    most,
    'utterance',
    (t) => reportButton('version', '1', t),
  ),
  noVoices,
  voiceSpeaks: voiceSpeaks({ name: longest }, 'pt'),
  voiceRenamed: voiceRenamed(longest, longest),
  voiceKept: voiceKept({ name: longest }),
  ...Object.fromEntries(ends.map((end) => [`recording ${end}`, recordingEnded(end, most)])),
  ...Object.fromEntries(outageKinds.map((kind) => [`outage ${kind}`, outageReply(kind, 'x'.repeat(36))])),
};

/** Of buttons, as they are sent. */
function labelsOf(rows: readonly APIActionRowComponent<APIComponentInMessageActionRow>[]): string[] {
  return rows.flatMap(({ components }) =>
    components.flatMap((one) => ('label' in one && one.label !== undefined ? [one.label] : [])),
  );
}

/** https://docs.discord.com/developers/resources/message#embed-object-embed-limits and those of messages and components. */
function checkMessage({ content = '', embeds = [], components = [], files = [] }: OutgoingMessage, what: string): void {
  const within = (text: string, limit: number, part: string): void =>
    assert.ok(text.length <= limit, `${what}, ${part}: ${text.length} of ${limit}: ${text.slice(0, 200)}`);
  within(content, 2000, 'content');
  let all = 0;
  for (const { title = '', description = '', footer, fields = [] } of embeds) {
    within(title, 256, 'title');
    within(description, 4096, 'description');
    within(footer?.text ?? '', 2048, 'footer');
    all += title.length + description.length + (footer?.text.length ?? 0);
    for (const { name, value } of fields) {
      within(name, 256, 'name of a field');
      within(value, 1024, name);
      assert.ok(name !== '' && value !== '', what);
      all += name.length + value.length;
    }
  }
  assert.ok(all <= 6000, `${what}: ${all} characters in its embeds`);
  for (const label of labelsOf(components)) within(label, 80, 'label');
  for (const { description = '' } of files) within(description, 1024, 'alternative text');
}

function checkForm({ title, text, files }: Form): void {
  assert.ok(title.length <= 45, title);
  assert.ok((text?.label ?? '').length <= 45, text?.label);
  assert.ok((files?.label ?? '').length <= 45, files?.label);
}

const keysOf = <T extends object>(texts: T): (keyof T & string)[] => Object.keys(texts) as (keyof T & string)[];

/** The longest values that the texts of an error are filled in with. */
function longestParams(key: keyof typeof en.errors): Record<string, string | number | string[]> {
  const { message, hint } = en.errors[key];
  return Object.fromEntries(
    [...`${message} ${hint}`.matchAll(/\{\{(\w+)(?:, (\w+))?\}\}/g)].map(([, name, format]) => {
      switch (format) {
        case undefined:
          return [name, 'x'.repeat(500)];
        case 'outage':
          return [name, 'disk-full'];
        case 'content':
          return [name, 'unknown'];
        case 'language':
          return [name, 'pt'];
        case 'list':
        case 'either':
        case 'lineNumbers':
          return [name, many.map(String)];
        case 'permissions':
          return [name, ['ViewChannel', 'Connect', 'Speak']];
        case 'scripts':
          return [name, keysOf(en.script)];
        default:
          return [name, format.startsWith('languages') || format === 'languageNames' ? ['en', 'pt', 'yue'] : most];
      }
    }),
  );
}

/** What is written in place, between what the catalogues say (in brackets here). */
const between = (text: string): string => {
  // What was cut off has no end.
  let outside = text.replace(/⟦[^⟧]*…$/su, '');
  for (let before = ''; before !== outside;) [before, outside] = [outside, outside.replaceAll(/⟦[^⟦⟧]*⟧/g, '')];
  // Mentions, times, code and versions are the same in every language; Intl says what languages are called.
  return outside.replaceAll(/<[^>]*>|`[^`]*`|\bv\d+\b|attachment:\S*|x{9,}|GPT-SoVITS|Portuguese/g, '');
};
const isWritten = (text: string): boolean => /\p{L}{2,}/u.test(between(text));

/** Everything of a message or a form that somebody reads. */
function textsOf(what: unknown, key = ''): string[] {
  if (typeof what === 'string') return /^(?:content|title|description|name|value|text|label)$/.test(key) ? [what] : [];
  if (Buffer.isBuffer(what) || typeof what !== 'object' || what === null) return [];
  return Object.entries(what).flatMap(([part, inside]) =>
    // A file's name is no text.
    key === 'files' || (part === 'name' && 'data' in what) ? [] : textsOf(inside, Array.isArray(what) ? key : part),
  );
}

describe('everything that is read stands in the catalogues', () => {
  const found: string[] = [];
  // They stand beside the commands.
  const names = Object.values(featureNames);
  const marked: Translate = Object.assign(
    (key: string, params: Record<string, unknown> = {}): string => {
      for (const [name, value] of Object.entries(params)) {
        // What another text is filled in with is somebody's words, or it comes out of the catalogues too.
        if (typeof value === 'string' && !/^[a-z-]{2,12}$/.test(value) && !names.includes(value) && isWritten(value))
          found.push(`${key} ${name}: ${value}`);
      }
      return `⟦${(translate('en') as (key: string, params: object) => string)(key, params)}⟧`;
    },
    { language: 'en' as const },
  );
  for (const [name, answer] of Object.entries(answers)) {
    it(name, () => {
      found.length = 0;
      const texts = textsOf(inLanguage(answer, marked));
      assert.deepEqual([...found, ...texts.filter(isWritten).map(between)], []);
    });
  }

  it('and nothing that is answered is left out here', async () => {
    const folder = path.join(import.meta.dirname, '../../src/bot/replies');
    const here = await readFile(import.meta.filename, 'utf8');
    // What operators read is English.
    const files = (await readdir(folder)).filter((file) => !['admin.ts', 'text.ts'].includes(file));
    const missing = [];
    for (const file of files) {
      const source = await readFile(path.join(folder, file), 'utf8');
      for (const [, name] of source.matchAll(
        /^export const (\w+)(?:: Answer\b| =\n(?:[^;]*?\n)?? {2}\([^;]*?\): (?:Answer|InAnyLanguage<Form>) =>)/gm,
      )) {
        if (!new RegExp(`\\b${name}\\b`).test(here)) missing.push(name);
      }
    }
    assert.deepEqual(missing, []);
  });
});

describe('everything that is read fits', () => {
  for (const language of languages) {
    it(`in ${language}`, () => {
      const t = translate(language);
      for (const [name, answer] of Object.entries(answers)) checkMessage(inLanguage(answer, t), name);
      checkForm(inLanguage(addMoreForm({ id: 'voice', name: longest }, ['audio']), t));
      checkForm(inLanguage(correctWords('intake', sample(1)), t));
      checkForm(inLanguage(reportForm('version/1'), t));
      checkForm(inLanguage(consentForm(['audio']), t));
      for (const one of versions) assert.ok(versionChoice(one, true, true, t).length <= 100);
      for (const one of samples) assert.ok(sampleChoice(one, t).length <= 100);
      assert.ok(t('sample.allOfVoice', { clips: most }).length <= 100);
      for (const key of keysOf(en.errors)) {
        const told = userErrorReply({ message: '', hint: '', texts: { key, params: longestParams(key) } });
        checkMessage(inLanguage(told, t), key);
      }
    });
  }
});
