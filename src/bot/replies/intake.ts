// The answer to an upload: what became of each file, what the voice has now, and what to do next.
import type { IntakeItem, IntakeOutcome } from '../../storage/records.ts';
import type { Sample } from '../../storage/samples.ts';
import type { Voice } from '../../storage/voices.ts';
import { ButtonStyle } from 'discord.js';
import { buttonId } from '../interactions/buttons.ts';
import { type Form, type OutgoingFile, type OutgoingMessage, buttons } from '../discord/message.ts';
import { type PitchRange, pitchRange } from '../../audio/clip.ts';
import { isDoubted } from '../../ears/comparison.ts';
import type { MisplacedWords } from '../uploads/misplaced.ts';
import { checkWords, isHeard, isWaiting, openClips } from './words.ts';
import { otherLanguage } from '../../reading/languages.ts';
import { type Reader, hasSpeech, listed, unreadScripts } from '../../reading/speakable.ts';
import { translate } from '../../i18n/i18n.ts';
import { languageName } from '../../words.ts';
import { count, duration, limits, listWithin, plain, shorten, untrusted } from './text.ts';

/**
 * @param items of the upload, each with its outcome as soon as it has one
 * @param unheard language of recordings without a transcript that nobody here understands; null: none
 */
export function intakeStarted(
  items: readonly Pick<IntakeItem, 'outcome' | 'unpackedFrom'>[],
  unheard: string | null = null,
): OutgoingMessage {
  const files = items.filter(({ unpackedFrom }) => unpackedFrom === undefined).length;
  const done = items.filter(({ outcome }) => outcome !== null && outcome.kind !== 'unpacked').length;
  // How many there will be in an archive is not known before it is done.
  const far = files === items.length ? `${done} of ${files} done.` : `${count(done, 'recording')} done.`;
  const typing = unheard === null ? '' : `\n${unheardHelp(unheard)}`;
  return { content: `Got ${count(files, 'file')}, listening…${done === 0 ? '' : ` ${far}`}${typing}` };
}

const unheardHelp = (language: string): string =>
  `I don’t understand ${languageName(language)}, so these recordings only teach me your pitch and tone, not how you say words. ` +
  'To add the words, send them again with `transcript:` (one file) or `transcripts:` (many).';

/** Where an upload would have been answered whose owner wanted it deleted, with its voice or everything, before it was done. */
export const intakeForgotten: OutgoingMessage = {
  content: 'This upload was deleted before I had finished with it.',
};

/** One line about what became of a file: seconds, remarks, transcript; or why nothing was kept. */
function outcomeLine(item: IntakeItem, samples: ReadonlyMap<string, Sample>, reader: Reader): string {
  const { outcome } = item;
  if (outcome === null) return 'not looked at yet';
  switch (outcome.kind) {
    case 'added':
      return addedLine(
        outcome,
        outcome.sampleIds.flatMap((id) => samples.get(id) ?? []),
        reader,
      );
    case 'duplicate':
      return knownLine(outcome, item.transcript, samples, reader);
    case 'rejected':
      return [outcome.message, ...outcome.remarks].join(' · ');
    case 'unpacked':
      return [
        `${count(outcome.recordings, 'recording')} in it`,
        ...(outcome.others === 0
          ? []
          : [`${count(outcome.others, 'file')} left out that ${outcome.others === 1 ? 'is' : 'are'} no recording`]),
      ].join(' · ');
    default:
      return outcome.message;
  }
}

type Known = Extract<IntakeOutcome, { kind: 'duplicate' }>;

/** About a recording that the voice had already; `sent` is the transcript that came with it this time. */
function knownLine(
  { copyOf, words }: Known,
  sent: string | null,
  samples: ReadonlyMap<string, Sample>,
  reader: Reader,
): string {
  const known = 'your voice already has this recording';
  if (words === null || sent === null) return copyOf === null ? known : `${known}: “${untrusted(copyOf, 40)}”`;
  const unread = unreadNote(sent, reader);
  if (words.before === null) return [`${known}; now it has its transcript too`, ...unread].join(' · ');
  const before = `“${untrusted(words.before, 150)}”`;
  switch (samples.get(words.sampleId)?.transcript) {
    case undefined:
      return 'taken out again';
    case words.before:
      return `${known}, and it keeps the words it had: ${before}`;
    default:
      return [`${known}, with other words. Before: ${before}. Now: “${untrusted(sent, 150)}”`, ...unread].join(' · ');
  }
}

/** What of a transcript no word will be learnt from, if anything. */
export function unreadNote(transcript: string, reader: Reader): string[] {
  const unread = reader === 'english' ? unreadScripts(transcript) : [];
  const why = unread.length === 0 ? '' : `: I read English, not ${listed(unread)}`;
  if (!hasSpeech(transcript, reader)) return [`I can’t say anything in its transcript${why}`];
  return unread.length === 0 ? [] : [`I can’t say some of its transcript${why}`];
}

/** Whether a recording that the voice had already got other words in place of those it had, and still has them. */
function isReworded({ outcome }: IntakeItem, samples: ReadonlyMap<string, Sample>): boolean {
  if (outcome?.kind !== 'duplicate' || outcome.words === null || outcome.words.before === null) return false;
  const now = samples.get(outcome.words.sampleId)?.transcript;
  return now != null && now !== outcome.words.before;
}

/** Whether what came with a recording that the voice had already are its words now. */
const isTranscribed = ({ outcome, transcript }: IntakeItem, samples: ReadonlyMap<string, Sample>): boolean =>
  outcome?.kind === 'duplicate' &&
  outcome.words !== null &&
  samples.get(outcome.words.sampleId)?.transcript === transcript;

function addedLine(
  outcome: Extract<IntakeOutcome, { kind: 'added' }>,
  samples: readonly Sample[],
  reader: Reader,
): string {
  if (samples.length === 0) return 'taken out again';
  const [remark] = samples.flatMap((sample) => sample.verdict.remarks);
  const seconds = duration(secondsOf(samples));
  return [
    samples.length === 1 ? seconds : `${seconds} in ${samples.length} clips`,
    ...(outcome.unusable > 0 ? [`${count(outcome.unusable, 'unusable clip')} left out`] : []),
    ...(outcome.copies > 0 ? [`${count(outcome.copies, 'clip')} left out that your voice already has`] : []),
    outcome.transcriptUnused
      ? 'transcript not used (it covers the whole recording, which had to be cut into clips)'
      : wordsNote(samples),
    ...samples.flatMap(({ transcript }) => (transcript === null ? [] : unreadNote(transcript, reader))),
    ...(remark === undefined ? [] : [remark]),
    ...outcome.remarks,
  ].join(' · ');
}

/** Whose words a file's clips have: their owner's, or what was heard. */
function wordsNote(samples: readonly Sample[]): string {
  const heard = samples.flatMap((sample) => (sample.heard === null ? [] : [{ ...sample, heard: sample.heard }]));
  const sure = heard.filter(isHeard).map((sample) => sample.heard.text);
  const unsure = heard.filter(isWaiting).map((sample) => sample.heard.text);
  if (sure.length + unsure.length === 0) {
    return samples.some((sample) => sample.transcript !== null) ? 'with transcript' : 'no transcript';
  }
  return [
    ...(sure.length === 0 ? [] : [`heard: “${untrusted(sure.join(' / '), 200)}”`]),
    ...(unsure.length === 0 ? [] : [`not sure, so not learnt from: “${untrusted(unsure.join(' / '), 200)}”`]),
  ].join(' · ');
}

/** `✓` good, `⚠` fair, `⏸` held back, `✗` not kept, `=` there already, `✎` there already, with new words, `▤` an archive. */
function mark(item: IntakeItem, samples: ReadonlyMap<string, Sample>, reader: Reader): string {
  switch (item.outcome?.kind) {
    case 'added':
      if (item.outcome.sampleIds.some((id) => samples.get(id)?.heldBack != null)) return '⏸';
      return item.outcome.remarks.length === 0 &&
        item.outcome.sampleIds.every((id) => samples.get(id)?.verdict.grade !== 'fair') &&
        (item.transcript === null || unreadNote(item.transcript, reader).length === 0)
        ? '✓'
        : '⚠';
    case 'duplicate':
      return isTranscribed(item, samples) ? '✎' : '＝';
    case 'unpacked':
      return '▤';
    default:
      return '✗';
  }
}

const isUsed = (sample: Sample): boolean => sample.heldBack === null;

/** Why clips of a file are held back, after what else is said of it. */
function heldBackNote(item: IntakeItem, samples: ReadonlyMap<string, Sample>): string {
  const ids = item.outcome?.sampleIds ?? [];
  const reasons = ids.flatMap((id) => samples.get(id)?.heldBack ?? []);
  if (reasons.length === 0) return '';
  const which = ids.length === 1 ? '' : ` ${reasons.length} of ${ids.length} clips`;
  const doubted = ids.flatMap((id) => samples.get(id) ?? []).find(isDoubted);
  const heard = doubted?.heard == null ? '' : `: “${untrusted(doubted.heard.text, 150)}”`;
  return ` · **on hold**${which}: ${reasons[0]}${heard}`;
}

/** @param types what can be picked */
export const addMoreForm = (
  { id, name }: Pick<Voice, 'id' | 'name'>,
  types: NonNullable<Form['files']>['types'],
): Form => ({
  id: buttonId('add-more', id),
  title: shorten(`Add to “${plain(name)}”`, limits.formTitle),
  label: 'What you say: a line for each file',
  value: '',
  maxLength: limits.formText,
  isOptional: true,
  files: { label: 'Recordings of yourself', most: 10, types },
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
  readonly picture: OutgoingFile | 'coming' | 'none';
}

export function intakeReply({
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
}: IntakeSummary): OutgoingMessage {
  const byId = new Map(samples.map((sample) => [sample.id, sample]));
  const added = items.flatMap((item) => (item.outcome?.kind === 'added' ? item.outcome.sampleIds : []));
  const kept = added.flatMap((id) => byId.get(id) ?? []);
  const gain = gainOf(
    kept.filter(isUsed),
    samples.filter((sample) => isUsed(sample) && !kept.includes(sample)),
  );
  const lines = items.map(
    (item) =>
      `${mark(item, byId, reader)} **${untrusted(item.fileName, 40)}** · ${outcomeLine(item, byId, reader)}${heldBackNote(item, byId)}`,
  );
  const anyHeldBack = !kept.every(isUsed);
  const keptFiles = items.filter((item) =>
    item.outcome?.sampleIds.some((id) => byId.get(id)?.heldBack === null),
  ).length;
  const transcribed = items.filter((item) => isTranscribed(item, byId)).length;
  const toCheck = openClips(kept);
  const anyReworded = items.some((item) => isReworded(item, byId));
  const other = otherLanguage(typedWords(items), language);
  const shown = typeof picture === 'string' ? null : picture;
  const canShow = picture === 'none' && kept.length > 0;
  const row = [
    ...(misplaced.length === 0
      ? []
      : [{ id: buttonId('words-moved', intakeId), label: 'Put the words right', style: ButtonStyle.Primary as const }]),
    ...(toCheck.length === 0 ? [] : [checkWords(intakeId, toCheck, translate('en'))]),
    ...(anyHeldBack ? [{ id: buttonId('use-anyway', intakeId), label: 'Use anyway' }] : []),
    ...(anyReworded ? [{ id: buttonId('words-back', intakeId), label: 'Back to the old words' }] : []),
    ...(canShow ? [{ id: buttonId('show-picture', intakeId), label: 'Show the picture' }] : []),
  ];
  return {
    embeds: [
      {
        title: titleOf(items.filter(({ outcome }) => outcome?.kind !== 'unpacked').length, keptFiles, transcribed),
        color: keptFiles + transcribed === 0 ? colors.bad : colors.good,
        description: listWithin(lines, limits.embedDescription),
        fields: [
          ...(gain === null ? [] : [{ name: 'What is new', value: gain }]),
          ...(samples.length === 0 ? [] : [{ name: `Voice “${untrusted(voiceName)}”`, value: voiceTotals(samples) }]),
          ...(anyHeldBack
            ? [
                {
                  name: 'On hold',
                  value: kept.every((sample) => isUsed(sample) || isDoubted(sample)) ? doubtedHelp : heldBackHelp,
                },
              ]
            : []),
          ...(misplaced.length === 0 ? [] : [{ name: 'Mixed up', value: misplacedHelp(items, misplaced) }]),
          ...(other === null ? [] : [{ name: 'Another language?', value: otherLanguageHelp(language, other, spoken) }]),
          ...(anyReworded ? [{ name: 'New words', value: rewordedHelp }] : []),
          ...(kept.some((sample) => isHeard(sample) || isWaiting(sample)) ? [{ name: 'Heard', value: heardHelp }] : []),
          { name: 'Next', value: nextStep(kept, samples, learnt, reader) },
        ],
        ...(shown === null ? {} : { image: { url: `attachment://${shown.name}` } }),
      },
    ],
    files: shown === null ? [] : [shown],
    components: [
      ...(row.length === 0 ? [] : (buttons(...row) ?? [])),
      ...(buttons({ id: buttonId('add-more', voiceId), label: 'Add more recordings' }) ?? []),
    ],
  };
}

/** @param kept files that gave clips; `transcribed` those that were there already and gave these words */
function titleOf(files: number, kept: number, transcribed: number): string {
  if (kept === files) return `Added ${count(files, 'recording')}`;
  const added = `Added ${kept} of ${files} recordings`;
  if (transcribed === 0) return kept === 0 ? 'Nothing was added' : added;
  const words = `${transcribed === 1 ? 'a new transcript' : 'new transcripts'} for ${count(transcribed, 'recording')}`;
  return kept === 0 ? `Took ${words}` : `${added}, took ${words}`;
}

/** Whose words are whose: "what I hear in **a.wav** is the transcript of **b.wav**". */
function misplacedHelp(items: readonly IntakeItem[], misplaced: readonly MisplacedWords[]): string {
  const name = (item: number): string => `**${untrusted(items[item].fileName, 40)}**`;
  const lines = misplaced.map(({ file, line }) => `What I hear in ${name(file)} is the transcript of ${name(line)}.`);
  return listWithin(lines, limits.embedField);
}

/** The transcripts that came with what was added. What was heard is left out: it is of the voice's language, right or wrong. */
const typedWords = (items: readonly IntakeItem[]): string =>
  items.flatMap(({ outcome, transcript }) => (outcome?.kind === 'added' ? (transcript ?? []) : [])).join('\n');

function otherLanguageHelp(language: string, other: string, spoken: readonly string[]): string {
  const [own, theirs] = [languageName(language), languageName(other)];
  const looks = `These words look like ${theirs}, but this voice speaks ${own}: read as ${own}, they teach it wrong sounds.`;
  return spoken.includes(other)
    ? `${looks} If you speak ${theirs} in this voice’s recordings, tell me with \`/voices language\`.`
    : `${looks} I can’t speak ${theirs} yet, so please use recordings in ${own}.`;
}

const rewordedHelp =
  'These recordings had different transcripts before. Versions that learnt the old ones stay; `/versions list` marks them.';

const heardHelp =
  'Where no transcript came with a recording, I listened. Press “Check…” to confirm or correct what I heard: your word counts, and what I was not sure of is not learnt before.';

const heldBackHelp =
  'I keep these clips, but your voice doesn’t learn from them. If it’s you speaking, press “Use anyway”; if not, remove them with `/samples remove`.';

const doubtedHelp =
  'I keep these clips, but your voice doesn’t learn from them until their words are right: press “Check the words…” and tell me which are. “Use anyway” takes yours.';

/** What new clips add to what the voice had; null when it had nothing, or nothing is new. */
function gainOf(fresh: readonly Sample[], before: readonly Sample[]): string | null {
  if (fresh.length === 0 || before.length === 0) return null;
  const more = `${duration(secondsOf(fresh))} more (+${Math.round((100 * secondsOf(fresh)) / secondsOf(before))} %)`;
  const was = pitchRange(before);
  const now = pitchRange([...fresh, ...before]);
  const wider = was && now && (now.lowHz < was.lowHz * 0.95 || now.highHz > was.highHz * 1.05);
  return wider ? `${more}; a wider pitch, ${hertz(now)} instead of ${hertz(was)}.` : `${more}.`;
}

const secondsOf = (samples: readonly Sample[]): number =>
  samples.reduce((sum, sample) => sum + sample.durationSeconds, 0);

const hertz = ({ lowHz, highHz }: PitchRange): string => `${Math.round(lowHz)} to ${Math.round(highHz)} Hz`;

const colors = { good: 0x3ba55d, bad: 0xd83c3e } as const;

/** How much a voice has to learn from. */
export function voiceTotals(all: readonly Sample[]): string {
  const samples = all.filter(isUsed);
  const heldBack = all.length - samples.length;
  const transcribed = samples.filter((sample) => sample.transcript !== null).length;
  const heldOut = samples.filter((sample) => sample.split === 'held-out').length;
  return `${duration(secondsOf(samples))} in ${count(samples.length, 'clip')}; ${transcribed} with transcript, ${count(heldOut, 'test clip')} to measure progress (never trained on)${heldBack === 0 ? '' : `; ${heldBack} more on hold`}.`;
}

const transcriptsHelp =
  'Clips without a transcript only teach pitch and tone; to learn how you speak, I need the words. To add them, send the recordings again with `transcript:` (one file) or `transcripts:` (a .txt with a line `file name | what is said` for each).';

/** For those whose transcripts nobody can speak. */
const unspokenHelp =
  'I can’t say any of the transcripts, so there are no words to learn from yet. Send these recordings again with `transcripts:` in English, or correct the words with `/samples transcript`.';

function nextStep(
  kept: readonly Sample[],
  all: readonly Sample[],
  learnt: IntakeSummary['learnt'],
  reader: Reader,
): string {
  if (all.length === 0) {
    return 'Record yourself in a quiet room, a sentence or two in each file (2 to 12 seconds), and send it with `/addsamples`.';
  }
  const trainable = all.filter((sample) => isUsed(sample) && sample.split === 'train');
  if (trainable.length === 0) {
    return all.some(isUsed)
      ? 'Send more recordings with `/addsamples`: what you’ve sent so far is set aside to measure progress.'
      : 'Nothing to train on yet. If the clips on hold are yours, use them; otherwise send other recordings with `/addsamples`.';
  }
  if (trainable.every((sample) => sample.transcript === null)) return transcriptsHelp;
  if (!trainable.some(({ transcript }) => transcript !== null && hasSpeech(transcript, reader))) return unspokenHelp;
  if (learnt !== null && trainable.every(learnt)) {
    return 'Nothing new to train on. Send other recordings with `/addsamples`.';
  }
  const training =
    learnt === null
      ? '`/train continue` makes the first version.'
      : '`/train continue` teaches your voice what is new.';
  return kept.some((sample) => sample.transcript === null) ? `${training}\n${transcriptsHelp}` : training;
}
