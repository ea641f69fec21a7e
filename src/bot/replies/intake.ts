// The answer to an upload: what became of each file, what the voice has now, and what to do next.
import type { IntakeItem, IntakeOutcome } from '../../storage/records.ts';
import type { Sample } from '../../storage/samples.ts';
import { buttonId } from '../interactions/command.ts';
import { type OutgoingFile, type OutgoingMessage, buttons } from '../discord/message.ts';
import { count, duration, limits, listWithin, untrusted } from './text.ts';

export const intakeStarted = (files: number, done = 0): OutgoingMessage => ({
  content: `Got ${count(files, 'file')}. Listening…${done === 0 ? '' : ` ${done} of ${files} done.`}`,
});

/** Where an upload would have been answered whose owner wanted everything deleted before it was done. */
export const intakeForgotten: OutgoingMessage = { content: 'This upload was deleted with everything else of you.' };

/** One line about what became of a file: seconds, remarks, transcript; or why nothing was kept. */
function outcomeLine(outcome: IntakeOutcome | null, samples: ReadonlyMap<string, Sample>): string {
  if (outcome === null) return 'not looked at yet';
  switch (outcome.kind) {
    case 'added':
      return addedLine(
        outcome,
        outcome.sampleIds.flatMap((id) => samples.get(id) ?? []),
      );
    case 'duplicate':
      if (outcome.transcribed) return 'your voice has this recording already; now it has its transcript too';
      return `your voice has this recording already${outcome.copyOf === null ? '' : `: “${untrusted(outcome.copyOf, 40)}”`}`;
    case 'rejected':
      return [outcome.message, ...outcome.remarks].join(' · ');
    default:
      return outcome.message;
  }
}

function addedLine(outcome: Extract<IntakeOutcome, { kind: 'added' }>, samples: readonly Sample[]): string {
  if (samples.length === 0) return 'taken out again';
  const [remark] = samples.flatMap((sample) => sample.verdict.remarks);
  const seconds = duration(secondsOf(samples));
  return [
    samples.length === 1 ? seconds : `${seconds} in ${samples.length} clips`,
    ...(outcome.unusable > 0 ? [`${count(outcome.unusable, 'unusable clip')} left out`] : []),
    ...(outcome.copies > 0 ? [`${count(outcome.copies, 'clip')} left out that your voice has already`] : []),
    outcome.transcriptUnused
      ? 'transcript not used (it is for the whole recording, which had to be cut into clips)'
      : samples.some((sample) => sample.transcript !== null)
        ? 'with transcript'
        : 'no transcript',
    ...(remark === undefined ? [] : [remark]),
    ...outcome.remarks,
  ].join(' · ');
}

/** `✓` good, `⚠` fair, `⏸` held back, `✗` not kept, `=` there already. */
function mark(item: IntakeItem, samples: ReadonlyMap<string, Sample>): string {
  switch (item.outcome?.kind) {
    case 'added':
      if (item.outcome.sampleIds.some((id) => samples.get(id)?.heldBack != null)) return '⏸';
      return item.outcome.remarks.length === 0 &&
        item.outcome.sampleIds.every((id) => samples.get(id)?.verdict.grade !== 'fair')
        ? '✓'
        : '⚠';
    case 'duplicate':
      return '＝';
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
  return ` · **held back**${which}: ${reasons[0]}`;
}

export interface IntakeSummary {
  readonly intakeId: string;
  readonly voiceName: string;
  readonly items: readonly IntakeItem[];
  /** All samples of the voice now. */
  readonly samples: readonly Sample[];
  readonly hasVersion: boolean;
  readonly pictures: readonly OutgoingFile[];
}

export function intakeReply({
  intakeId,
  voiceName,
  items,
  samples,
  hasVersion,
  pictures,
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
      `${mark(item, byId)} **${untrusted(item.fileName, 40)}** · ${outcomeLine(item.outcome, byId)}${heldBackNote(item, byId)}`,
  );
  const anyHeldBack = !kept.every(isUsed);
  const keptFiles = items.filter((item) =>
    item.outcome?.sampleIds.some((id) => byId.get(id)?.heldBack === null),
  ).length;
  return {
    embeds: [
      {
        title:
          keptFiles === items.length
            ? `Added ${count(items.length, 'recording')}`
            : keptFiles === 0
              ? 'Nothing was added'
              : `Added ${keptFiles} of ${items.length} recordings`,
        color: keptFiles === 0 ? colors.bad : colors.good,
        description: listWithin(lines, limits.embedDescription),
        fields: [
          ...(gain === null ? [] : [{ name: 'What is new', value: gain }]),
          ...(samples.length === 0 ? [] : [{ name: `Voice “${untrusted(voiceName)}”`, value: voiceTotals(samples) }]),
          ...(anyHeldBack ? [{ name: 'Held back', value: heldBackHelp }] : []),
          { name: 'Next', value: nextStep(kept, samples, hasVersion) },
        ],
        ...image(pictures[0]),
      },
      ...pictures.slice(1).map(image),
    ],
    files: pictures,
    ...(anyHeldBack ? { components: buttons({ id: buttonId('use-anyway', intakeId), label: 'Use anyway' }) } : {}),
  };
}

const heldBackHelp =
  'These clips are kept, but your voice does not learn from them. If it is you, press “Use anyway”; if not, take them out with `/samples remove`.';

/** What new clips add to what the voice had; null when it had nothing, or nothing is new. */
function gainOf(fresh: readonly Sample[], before: readonly Sample[]): string | null {
  if (fresh.length === 0 || before.length === 0) return null;
  const more = `${duration(secondsOf(fresh))} more (+${Math.round((100 * secondsOf(fresh)) / secondsOf(before))} %)`;
  const was = pitchRange(before);
  const now = pitchRange([...fresh, ...before]);
  const wider = was.lowHz < Infinity && (now.lowHz < was.lowHz * 0.95 || now.highHz > was.highHz * 1.05);
  return wider ? `${more}; a wider pitch, ${hertz(now)} instead of ${hertz(was)}.` : `${more}.`;
}

const secondsOf = (samples: readonly Sample[]): number =>
  samples.reduce((sum, sample) => sum + sample.durationSeconds, 0);

interface PitchRange {
  readonly lowHz: number;
  readonly highHz: number;
}

/** From the lowest to the highest pitch of any of these; infinite, the wrong way round, where none has a voice. */
function pitchRange(samples: readonly Sample[]): PitchRange {
  const ranges = samples.flatMap(({ measures }) => measures.f0 ?? []);
  return {
    lowHz: Math.min(...ranges.map(({ lowHz }) => lowHz)),
    highHz: Math.max(...ranges.map(({ highHz }) => highHz)),
  };
}

const hertz = ({ lowHz, highHz }: PitchRange): string => `${Math.round(lowHz)} to ${Math.round(highHz)} Hz`;

const image = (picture: OutgoingFile | undefined) =>
  picture === undefined ? {} : { image: { url: `attachment://${picture.name}` } };

const colors = { good: 0x3ba55d, bad: 0xd83c3e } as const;

/** How much a voice has to learn from. */
export function voiceTotals(all: readonly Sample[]): string {
  const samples = all.filter(isUsed);
  const heldBack = all.length - samples.length;
  const transcribed = samples.filter((sample) => sample.transcript !== null).length;
  const heldOut = samples.filter((sample) => sample.split === 'held-out').length;
  return `${duration(secondsOf(samples))} in ${count(samples.length, 'clip')}; ${transcribed} with transcript, ${heldOut} held out to measure progress (never trained on)${heldBack === 0 ? '' : `; ${heldBack} more held back`}.`;
}

export const transcriptsHelp =
  'Clips without a transcript only teach pitch and tone; words are learnt from clips with one. To add them, send the recordings again with `transcript:` (one file) or `transcripts:` (a .txt with a line `file name | what is said` for each).';

function nextStep(kept: readonly Sample[], all: readonly Sample[], hasVersion: boolean): string {
  if (all.length === 0) {
    return 'Record yourself in a quiet room, a sentence or two in each file (2 to 12 seconds), and send it with `/addsamples`.';
  }
  const training = hasVersion
    ? '`/train continue` teaches your voice the new clips.'
    : '`/train continue` makes the first version.';
  if (all.every((sample) => sample.transcript === null)) return transcriptsHelp;
  if (kept.some((sample) => sample.transcript === null)) return `${training}\n${transcriptsHelp}`;
  return !kept.some(isUsed) ? 'Nothing new to train on. Send other recordings with `/addsamples`.' : training;
}
