// The answer to an upload: what became of each file, what the voice has now, and what to do next.
import type { InAnyLanguage, Translate } from '../../i18n/i18n.ts';
import type { ErrorTexts } from '../../i18n/errors.ts';
import { toldIn } from '../../i18n/notes.ts';
import type { IntakeItem, IntakeOutcome } from '../../storage/records.ts';
import type { Sample } from '../../storage/samples.ts';
import type { Voice } from '../../storage/voices.ts';
import { ButtonStyle } from 'discord.js';
import { buttonId } from '../interactions/buttons.ts';
import { type Answer, type Form, type OutgoingFile, buttons } from '../discord/message.ts';
import { type HeldBackReason, type PitchRange, heldFor, pitchRange, secondsOf } from '../../audio/clip.ts';
import { isDoubted } from '../../ears/comparison.ts';
import type { MisplacedWords } from '../uploads/misplaced.ts';
import { errorSentences } from './errors.ts';
import { checkWords, isHeard, isWaiting, openClips } from './words.ts';
import { otherLanguage } from '../../reading/languages.ts';
import { unreadScripts } from '../../reading/scripts.ts';
import { type Reader, hasSpeech } from '../../reading/speakable.ts';
import { limits, listWithin, plain, sentences, shorten, untrusted } from './text.ts';

/**
 * @param items of the upload, each with its outcome as soon as it has one
 * @param unheard language of recordings without a transcript that nobody here understands; null: none
 */
export const intakeStarted =
  (items: readonly Pick<IntakeItem, 'outcome' | 'unpackedFrom'>[], unheard: string | null = null): Answer =>
  (t) => {
    const files = items.filter(({ unpackedFrom }) => unpackedFrom === undefined).length;
    const done = items.filter(({ outcome }) => outcome !== null && outcome.kind !== 'unpacked').length;
    // How many there will be in an archive is not known before it is done.
    const far =
      files === items.length ? t('intake.filesDone', { done, files }) : t('intake.done', { recordings: done });
    const typing = unheard === null ? '' : `\n${t('intake.unheard', { language: unheard })}`;
    return { content: `${sentences(t, t('intake.got', { files }), done === 0 ? '' : far)}${typing}` };
  };

/** Where an upload would have been answered whose owner wanted it deleted, with its voice or everything, before it was done. */
export const intakeForgotten: Answer = (t) => ({ content: t('intake.forgotten') });

/** One line about what became of a file: seconds, remarks, transcript; or why nothing was kept. */
function outcomeLine(item: IntakeItem, samples: ReadonlyMap<string, Sample>, reader: Reader, t: Translate): string {
  const { outcome } = item;
  if (outcome === null) return t('intake.notYet');
  switch (outcome.kind) {
    case 'added':
      return addedLine(
        outcome,
        outcome.sampleIds.flatMap((id) => samples.get(id) ?? []),
        rewordingsOf(item, samples),
        reader,
        t,
      );
    case 'duplicate':
      return knownLine(outcome, rewordingsOf(item, samples), reader, t);
    case 'rejected':
      return [outcomeWords(outcome, t), ...outcome.remarks.map((remark) => toldIn(remark, t))].join(' · ');
    case 'unpacked':
      return [
        t('intake.inIt', { recordings: outcome.recordings }),
        ...(outcome.left === undefined ? [] : [leftInIt(outcome.left, t)]),
        ...(outcome.others === 0 ? [] : [t('intake.noRecordings', { count: outcome.others })]),
      ].join(' · ');
    case 'consent':
      return t(`spokenConsent.taken.${outcome.check}`);
    default:
      return outcomeWords(outcome, t);
  }
}

const leftInIt = ({ recordings, why }: NonNullable<Unpacked['left']>, t: Translate): string =>
  t('intake.leftInIt', { recordings, why: errorSentences({ message: '', hint: '', texts: why }, t) });

/** What became of the sentence of consent, where it came alone. */
export const consentAnswer =
  ({ outcome, fileName }: IntakeItem): Answer =>
  (t) => ({
    content:
      outcome?.kind === 'consent'
        ? `✅ ${t(`spokenConsent.taken.${outcome.check}`)}`
        : `🔁 **${untrusted(fileName, 40)}** · ${outcome?.kind === 'rejected' || outcome?.kind === 'failed' ? outcomeWords(outcome, t) : t('intake.notYet')}`,
  });

type Unpacked = Extract<IntakeOutcome, { kind: 'unpacked' }>;
type Refused = Extract<IntakeOutcome, { kind: 'rejected' | 'failed' }>;

/** Why nothing was kept. */
export const outcomeWords = ({ message, texts }: Refused, t: Translate): string =>
  texts === undefined || typeof message !== 'string'
    ? toldIn(message, t)
    : errorSentences({ message, hint: '', texts }, t);

type Known = Extract<IntakeOutcome, { kind: 'duplicate' }>;

/** Words that came with a recording for clips that the voice had already. */
interface Rewording {
  readonly before: string | null;
  readonly now: string;
  /** What the clip has now; undefined: it is gone. */
  readonly kept: string | null | undefined;
}

/** All of a file's, whatever became of it else. */
const rewordingsOf = ({ outcome, transcript }: IntakeItem, samples: ReadonlyMap<string, Sample>): Rewording[] =>
  outcome?.kind === 'added' || outcome?.kind === 'duplicate'
    ? outcome.words.map(({ sampleId, before, now = transcript ?? '' }) => ({
        before,
        now,
        kept: samples.get(sampleId)?.transcript,
      }))
    : [];

/** What is said of several clips, one after the other. */
const inOne = (words: readonly (string | null)[]): string =>
  untrusted(words.filter((one) => one !== null).join(' / '), 150);

/** About a recording that the voice had already. */
function knownLine(
  { copyOf, transcriptUnused }: Known,
  words: readonly Rewording[],
  reader: Reader,
  t: Translate,
): string {
  if (words.length === 0) {
    return [
      copyOf === null ? t('intake.known') : t('intake.knownAs', { name: untrusted(copyOf, 40) }),
      ...(transcriptUnused ? [t('intake.transcriptUnused')] : []),
    ].join(' · ');
  }
  const unread = unreadNote(words.map(({ now }) => now).join(' '), reader, t);
  if (words.every(({ before }) => before === null)) return [t('intake.knownTranscribed'), ...unread].join(' · ');
  const there = words.filter(({ kept }) => kept !== undefined);
  if (there.length === 0) return t('intake.takenOut');
  const before = inOne(there.map((one) => one.before));
  if (there.every((one) => one.kept === one.before)) return t('intake.knownKeeps', { before });
  return [t('intake.knownReworded', { before, now: inOne(there.map(({ now }) => now)) }), ...unread].join(' · ');
}

/** What of a transcript no word will be learnt from, if anything. */
export function unreadNote(transcript: string, reader: Reader, t: Translate): string[] {
  const scripts = reader === 'english' ? unreadScripts(transcript) : [];
  if (!hasSpeech(transcript, reader)) {
    return [scripts.length === 0 ? t('intake.unspeakable') : t('intake.unspeakableIn', { scripts })];
  }
  return scripts.length === 0 ? [] : [t('intake.partlyUnspeakable', { scripts })];
}

/** Whether clips that the voice had already got other words in place of those they had, and still have them. */
const isReworded = (item: IntakeItem, samples: ReadonlyMap<string, Sample>): boolean =>
  rewordingsOf(item, samples).some(({ before, kept }) => before !== null && kept != null && kept !== before);

/** Whether what came with a recording that the voice had already are its words now. */
const isTranscribed = (item: IntakeItem, samples: ReadonlyMap<string, Sample>): boolean =>
  item.outcome?.kind === 'duplicate' && rewordingsOf(item, samples).some(({ now, kept }) => kept === now);

function addedLine(
  outcome: Extract<IntakeOutcome, { kind: 'added' }>,
  samples: readonly Sample[],
  others: readonly Rewording[],
  reader: Reader,
  t: Translate,
): string {
  if (samples.length === 0) return t('intake.takenOut');
  const [remark] = samples.flatMap((sample) => sample.verdict.remarks);
  const seconds = secondsOf(samples);
  return [
    samples.length === 1 ? t('length', { seconds }) : t('intake.secondsIn', { seconds, clips: samples.length }),
    ...(outcome.unusable > 0 ? [t('intake.unusable', { count: outcome.unusable })] : []),
    ...(outcome.copies > 0 ? [t('intake.copies', { clips: outcome.copies })] : []),
    ...othersNote(others, t),
    ...(outcome.transcriptUnused ? [t('intake.transcriptUnused')] : []),
    ...(outcome.transcriptUnused && samples.every(({ heard }) => heard === null) ? [] : [wordsNote(samples, t)]),
    ...samples.flatMap(({ transcript }) => (transcript === null ? [] : unreadNote(transcript, reader, t))),
    ...[...(remark === undefined ? [] : [remark]), ...outcome.remarks].map((one) => toldIn(one, t)),
  ].join(' · ');
}

/** That other clips of a file, which the voice had already, have new words. */
function othersNote(others: readonly Rewording[], t: Translate): string[] {
  const now = others.filter((one) => one.kept === one.now);
  if (now.length === 0) return [];
  const before = inOne(now.map((one) => one.before)) || t('sample.noTranscript');
  return [t('intake.othersReworded', { clips: now.length, before, now: inOne(now.map((one) => one.now)) })];
}

/** Whose words a file's clips have: their owner's, or what was heard. */
function wordsNote(samples: readonly Sample[], t: Translate): string {
  const heard = samples.flatMap((sample) => (sample.heard === null ? [] : [{ ...sample, heard: sample.heard }]));
  const sure = heard.filter(isHeard).map((sample) => sample.heard.text);
  const unsure = heard.filter(isWaiting).map((sample) => sample.heard.text);
  if (sure.length + unsure.length === 0) {
    return samples.some((sample) => sample.transcript !== null) ? t('intake.transcript') : t('sample.noTranscript');
  }
  return [
    ...(sure.length === 0 ? [] : [t('intake.heard', { words: untrusted(sure.join(' / '), 200) })]),
    ...(unsure.length === 0 ? [] : [t('intake.notSure', { words: untrusted(unsure.join(' / '), 200) })]),
  ].join(' · ');
}

/** Whether words will be learnt from all of a transcript. */
const isReadable = (transcript: string, reader: Reader): boolean =>
  hasSpeech(transcript, reader) && (reader !== 'english' || unreadScripts(transcript).length === 0);

/** `✓` good, `⚠` fair, `⏸` held back, `✗` not kept, `=` there already, `✎` there already, with new words, `▤` an archive. */
function mark(item: IntakeItem, samples: ReadonlyMap<string, Sample>, reader: Reader): string {
  switch (item.outcome?.kind) {
    case 'added':
      if (item.outcome.sampleIds.some((id) => samples.get(id)?.heldBack != null)) return '⏸';
      return item.outcome.remarks.length === 0 &&
        item.outcome.sampleIds.every((id) => samples.get(id)?.verdict.grade !== 'fair') &&
        (item.transcript === null || isReadable(item.transcript, reader))
        ? '✓'
        : '⚠';
    case 'duplicate':
      return isTranscribed(item, samples) ? '✎' : '＝';
    case 'consent':
      return '✓';
    case 'unpacked':
      return '▤';
    default:
      return '✗';
  }
}

/** What several things are said in: of a sentence that is not the last one, no full stop. */
const inARow = (said: string): string => said.replaceAll(/[.。](?= · )/g, '');

/** Whether an item is a recording to learn from. */
const isRecording = ({ outcome, isConsent }: IntakeItem): boolean => outcome?.kind !== 'unpacked' && isConsent !== true;

const isUsed = (sample: Sample): boolean => sample.heldBack === null;

/** Why clips of a file are held back, after what else is said of it. */
function heldBackNote(item: IntakeItem, samples: ReadonlyMap<string, Sample>, t: Translate): string {
  const ids = item.outcome?.sampleIds ?? [];
  const [reason, ...others] = ids.flatMap((id) => samples.get(id)?.heldBack ?? []);
  if (reason === undefined) return '';
  const doubted = ids.flatMap((id) => samples.get(id) ?? []).find(isDoubted);
  const heard = doubted?.heard == null ? '' : t('intake.colonHeard', { words: untrusted(doubted.heard.text, 150) });
  const held = { reason: t(`heldBack.${reason}`), heard, part: others.length + 1, clips: ids.length };
  return ` · ${ids.length === 1 ? t('intake.onHold', held) : t('intake.partOnHold', held)}`;
}

/** @param types what can be picked */
export const addMoreForm =
  ({ id, name }: Pick<Voice, 'id' | 'name'>, types: NonNullable<Form['files']>['types']): InAnyLanguage<Form> =>
  (t) => ({
    id: buttonId('add-more', id),
    title: shorten(t('intake.addTo', { voice: plain(name) }), limits.formTitle),
    text: { label: t('intake.formLines'), value: '', maxLength: limits.formText, isOptional: true },
    files: { label: t('intake.formFiles'), most: 10, types },
  });

export interface IntakeSummary {
  readonly intakeId: string;
  readonly voiceId: string;
  readonly voiceName: string;
  /** That the voice speaks, BCP 47. */
  readonly language: string;
  readonly items: readonly IntakeItem[];
  /** All samples of the voice now. */
  readonly samples: readonly Sample[];
  /** What the active version has learnt, as `Versions.learnt` tells it; null: there is none. */
  readonly learnt: ((sample: Sample) => boolean) | null;
  /** Clips that came with each other's transcripts. */
  readonly misplaced: readonly MisplacedWords[];
  /** Who will read the transcripts. */
  readonly reader: Reader;
  /** The languages (BCP 47) that voices can be taught here. */
  readonly spoken: readonly string[];
  /** `coming`: it is being drawn; `none`: it can be asked for. */
  readonly picture: ((t: Translate) => OutgoingFile) | 'coming' | 'none';
}

/** What to do about clips that are held back, for each reason that there is. */
const heldHelp = (held: readonly HeldBackReason[], t: Translate): string =>
  [
    ...(held.some((reason) => heldFor(reason) === 'speaker') ? [t('intake.heldHelp')] : []),
    ...(held.some((reason) => isDoubted({ heldBack: reason })) ? [t('intake.doubtedHelp')] : []),
    ...(held.includes('cut-off') ? [t('intake.cutOffHelp')] : []),
  ].join('\n');

export const intakeReply =
  ({
    intakeId,
    voiceId,
    voiceName,
    language,
    items,
    samples,
    learnt,
    misplaced,
    reader,
    spoken,
    picture,
  }: IntakeSummary): Answer =>
  (t) => {
    const byId = new Map(samples.map((sample) => [sample.id, sample]));
    const added = items.flatMap((item) => (item.outcome?.kind === 'added' ? item.outcome.sampleIds : []));
    const kept = added.flatMap((id) => byId.get(id) ?? []);
    const gain = gainOf(
      kept.filter(isUsed),
      samples.filter((sample) => isUsed(sample) && !kept.includes(sample)),
      t,
    );
    const lines = items.map(
      (item) =>
        `${mark(item, byId, reader)} **${untrusted(item.fileName, 40)}** · ${inARow(`${outcomeLine(item, byId, reader, t)}${heldBackNote(item, byId, t)}`)}`,
    );
    const held = kept.flatMap(({ heldBack }) => heldBack ?? []);
    const keptFiles = items.filter((item) =>
      item.outcome?.sampleIds.some((id) => byId.get(id)?.heldBack === null),
    ).length;
    const transcribed = items.filter((item) => isTranscribed(item, byId)).length;
    const toCheck = openClips(kept);
    const anyReworded = items.some((item) => isReworded(item, byId));
    const other = otherLanguage(typedWords(items), language);
    const unclear = items.flatMap((item) => [
      ...(item.unclear ?? []),
      ...(item.outcome?.kind === 'unpacked' ? (item.outcome.unclear ?? []) : []),
    ]);
    const shown = typeof picture === 'string' ? null : picture(t);
    const canShow = picture === 'none' && kept.length > 0;
    const row = [
      ...(misplaced.length === 0
        ? []
        : [
            {
              id: buttonId('words-moved', intakeId),
              label: t('intake.putRight'),
              style: ButtonStyle.Primary as const,
            },
          ]),
      ...(toCheck.length === 0 ? [] : [checkWords(intakeId, toCheck, t)]),
      ...(held.some((reason) => heldFor(reason) === 'speaker')
        ? [{ id: buttonId('its-me', intakeId), label: t('intake.itsMe') }]
        : []),
      ...(held.some((reason) => heldFor(reason) === 'words')
        ? [{ id: buttonId('my-words', intakeId), label: t('intake.myWords') }]
        : []),
      ...(anyReworded ? [{ id: buttonId('words-back', intakeId), label: t('intake.oldWords') }] : []),
      ...(canShow ? [{ id: buttonId('show-picture', intakeId), label: t('intake.showPicture') }] : []),
    ];
    return {
      embeds: [
        {
          title: titleOf(items.filter(isRecording).length, keptFiles, transcribed, t),
          color: keptFiles + transcribed === 0 ? colors.bad : colors.good,
          description: listWithin(lines, limits.embedDescription, t),
          fields: [
            ...(gain === null ? [] : [{ name: t('intake.whatIsNew'), value: gain }]),
            ...(samples.length === 0
              ? []
              : [{ name: t('intake.voice', { voice: untrusted(voiceName) }), value: voiceTotals(samples, t) }]),
            ...(held.length === 0 ? [] : [{ name: t('intake.held'), value: heldHelp(held, t) }]),
            ...(misplaced.length === 0
              ? []
              : [{ name: t('intake.mixedUp'), value: misplacedHelp(items, misplaced, t) }]),
            ...(other === null
              ? []
              : [{ name: t('intake.otherLanguage'), value: otherLanguageHelp(language, other, spoken, t) }]),
            ...(anyReworded ? [{ name: t('intake.newWords'), value: t('intake.newWordsHelp') }] : []),
            ...(kept.some((sample) => isHeard(sample) || isWaiting(sample))
              ? [{ name: t('intake.heardTitle'), value: t('intake.heardHelp') }]
              : []),
            ...(unclear.length === 0 ? [] : [{ name: t('intake.unclearLines'), value: unclearHelp(unclear, t) }]),
            { name: t('intake.next'), value: nextStep(kept, samples, learnt, reader, t) },
          ],
          ...(shown === null ? {} : { image: { url: `attachment://${shown.name}` } }),
        },
      ],
      files: shown === null ? [] : [shown],
      components: [
        ...(row.length === 0 ? [] : (buttons(...row) ?? [])),
        ...(buttons({ id: buttonId('add-more', voiceId), label: t('intake.addMore') }) ?? []),
      ],
    };
  };

/** @param kept files that gave clips; `transcribed` those that were there already and gave these words */
function titleOf(files: number, kept: number, transcribed: number, t: Translate): string {
  if (kept === files) return t('intake.added', { recordings: files });
  if (transcribed === 0) return kept === 0 ? t('intake.nothingAdded') : t('intake.addedSome', { kept, files });
  return kept === 0
    ? t('intake.tookTranscripts', { count: transcribed })
    : t('intake.addedAndTook', { kept, files, count: transcribed });
}

/** What is wrong with lines of the list that came along. */
const unclearHelp = (unclear: readonly ErrorTexts[], t: Translate): string =>
  listWithin(
    unclear.map((texts) => shorten(errorSentences({ message: '', hint: '', texts }, t), 400)),
    limits.embedField,
    t,
  );

/** Whose words are whose: "what I hear in **a.wav** is the transcript of **b.wav**". */
function misplacedHelp(items: readonly IntakeItem[], misplaced: readonly MisplacedWords[], t: Translate): string {
  const name = (item: number): string => `**${untrusted(items[item].fileName, 40)}**`;
  const lines = misplaced.map(({ file, line }) => t('intake.misplaced', { file: name(file), line: name(line) }));
  return listWithin(lines, limits.embedField, t);
}

/** The transcripts that came with what was added. What was heard is left out: it is of the voice's language, right or wrong. */
const typedWords = (items: readonly IntakeItem[]): string =>
  items.flatMap(({ outcome, transcript }) => (outcome?.kind === 'added' ? (transcript ?? []) : [])).join('\n');

function otherLanguageHelp(own: string, other: string, spoken: readonly string[], t: Translate): string {
  return sentences(
    t,
    t('intake.looksLike', { own, other }),
    spoken.includes(other) ? t('intake.ifYouSpeak', { other }) : t('intake.cantSpeakYet', { own, other }),
  );
}

/** What new clips add to what the voice had; null when it had nothing, or nothing is new. */
function gainOf(fresh: readonly Sample[], before: readonly Sample[], t: Translate): string | null {
  if (fresh.length === 0 || before.length === 0) return null;
  const more = { seconds: secondsOf(fresh), share: secondsOf(fresh) / secondsOf(before) };
  const was = pitchRange(before);
  const now = pitchRange([...fresh, ...before]);
  const wider = was && now && (now.lowHz < was.lowHz * 0.95 || now.highHz > was.highHz * 1.05);
  return wider ? t('intake.gainWider', { ...more, now: hertz(now, t), was: hertz(was, t) }) : t('intake.gain', more);
}

const hertz = ({ lowHz, highHz }: PitchRange, t: Translate): string =>
  t('intake.hertz', { low: Math.round(lowHz), high: Math.round(highHz) });

const colors = { good: 0x3ba55d, bad: 0xd83c3e } as const;

/** How much a voice has to learn from. */
export function voiceTotals(all: readonly Sample[], t: Translate): string {
  const samples = all.filter(isUsed);
  const totals = {
    seconds: secondsOf(samples),
    clips: samples.length,
    transcribed: samples.filter((sample) => sample.transcript !== null).length,
    test: samples.filter((sample) => sample.split === 'held-out').length,
    held: all.length - samples.length,
  };
  return totals.held === 0 ? t('intake.totals', totals) : t('intake.totalsOnHold', totals);
}

function nextStep(
  kept: readonly Sample[],
  all: readonly Sample[],
  learnt: IntakeSummary['learnt'],
  reader: Reader,
  t: Translate,
): string {
  if (all.length === 0) return t('intake.step.record');
  const trainable = all.filter((sample) => isUsed(sample) && sample.split === 'train');
  if (trainable.length === 0) return all.some(isUsed) ? t('intake.step.sendMore') : t('intake.step.allHeld');
  if (trainable.every((sample) => sample.transcript === null)) return t('intake.step.transcripts');
  if (!trainable.some(({ transcript }) => transcript !== null && hasSpeech(transcript, reader))) {
    return t('intake.step.unspoken');
  }
  if (learnt !== null && trainable.every(learnt)) return t('intake.step.nothingNew');
  const training = learnt === null ? t('intake.step.first') : t('intake.step.train');
  return kept.some((sample) => sample.transcript === null) ? `${training}\n${t('intake.step.transcripts')}` : training;
}
