// The answer to an upload: what became of each file, what the voice has now, and what to do next.
import type { IntakeItem } from '../../storage/records.ts';
import type { Sample } from '../../storage/samples.ts';
import type { OutgoingFile, OutgoingMessage } from '../message.ts';
import { count, duration, limits, listWithin, untrusted } from './text.ts';

export const intakeStarted = (files: number, done = 0): OutgoingMessage => ({
  content: `Got ${count(files, 'file')}. Listening…${done === 0 ? '' : ` ${done} of ${files} done.`}`,
});

/** One sentence about a recording whose clips were kept: seconds, remarks, transcript. Stored as the item's outcome. */
export function addedMessage(
  samples: readonly Sample[],
  rejectedClips: number,
  transcript: { readonly given: boolean; readonly dropped: boolean },
): string {
  const seconds = samples.reduce((sum, sample) => sum + sample.durationSeconds, 0);
  const [remark] = samples.flatMap((sample) => sample.verdict.remarks);
  return [
    samples.length === 1 ? duration(seconds) : `${duration(seconds)} in ${samples.length} clips`,
    ...(rejectedClips > 0 ? [`${count(rejectedClips, 'unusable clip')} left out`] : []),
    transcriptNote(transcript),
    ...(remark === undefined ? [] : [remark]),
  ].join(' · ');
}

export const duplicateMessage = 'your voice has this recording already';
export const transcribedMessage = 'your voice has this recording already; now it has its transcript too';

function transcriptNote({ given, dropped }: { readonly given: boolean; readonly dropped: boolean }): string {
  if (dropped) return 'transcript not used (it is for the whole recording, which had to be cut into clips)';
  return given ? 'with transcript' : 'no transcript';
}

/** `✓` good, `⚠` fair, `✗` not kept, `=` there already. */
function mark(item: IntakeItem, samples: ReadonlyMap<string, Sample>): string {
  switch (item.outcome?.kind) {
    case 'added':
      return item.outcome.sampleIds.every((id) => samples.get(id)?.verdict.grade !== 'fair') ? '✓' : '⚠';
    case 'duplicate':
      return '＝';
    default:
      return '✗';
  }
}

export interface IntakeSummary {
  readonly voiceName: string;
  readonly items: readonly IntakeItem[];
  /** All samples of the voice now. */
  readonly samples: readonly Sample[];
  readonly hasVersion: boolean;
  readonly pictures: readonly OutgoingFile[];
}

export function intakeReply({ voiceName, items, samples, hasVersion, pictures }: IntakeSummary): OutgoingMessage {
  const byId = new Map(samples.map((sample) => [sample.id, sample]));
  const added = items.flatMap((item) => (item.outcome?.kind === 'added' ? item.outcome.sampleIds : []));
  const kept = added.flatMap((id) => byId.get(id) ?? []);
  const lines = items.map(
    (item) =>
      `${mark(item, byId)} **${untrusted(item.fileName, 40)}** · ${item.outcome?.message ?? 'not looked at yet'}`,
  );
  const keptFiles = items.filter((item) => item.outcome?.kind === 'added').length;
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
          ...(samples.length === 0 ? [] : [{ name: `Voice “${untrusted(voiceName)}”`, value: voiceTotals(samples) }]),
          { name: 'Next', value: nextStep(kept, samples, hasVersion) },
        ],
        ...image(pictures[0]),
      },
      ...pictures.slice(1).map(image),
    ],
    files: pictures,
  };
}

const image = (picture: OutgoingFile | undefined) =>
  picture === undefined ? {} : { image: { url: `attachment://${picture.name}` } };

const colors = { good: 0x3ba55d, bad: 0xd83c3e } as const;

/** How much a voice has to learn from. */
export function voiceTotals(samples: readonly Sample[]): string {
  const seconds = samples.reduce((sum, sample) => sum + sample.durationSeconds, 0);
  const transcribed = samples.filter((sample) => sample.transcript !== null).length;
  const heldOut = samples.filter((sample) => sample.split === 'held-out').length;
  return `${duration(seconds)} in ${count(samples.length, 'clip')}; ${transcribed} with transcript, ${heldOut} held out to measure progress (never trained on).`;
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
  return kept.length === 0 ? 'Nothing new to train on. Send other recordings with `/addsamples`.' : training;
}
