// Reads the text file in which a person says what is spoken in which recording: as editors and spreadsheets save it, and
// as data sets for speech have it. Then finds the lines that belong to the recordings at hand.
import { UserError } from '../errors.ts';
import type { ErrorTexts } from '../i18n/errors.ts';
import { keepable, plain, shorten } from '../words.ts';
import { type Entry, entriesOf } from './transcript-columns.ts';
import { fittingNames } from './transcript-names.ts';
import { delimiterOf, rowsOf } from './transcript-rows.ts';

/** Longest transcript of one recording, characters; a clip of 12 s holds some 200. */
export const maxTranscriptLength = 1000;
const maxLines = 10_000;

/** Endings of files that {@link parseTranscripts} reads. */
export const transcriptEndings = ['.txt', '.csv', '.tsv', '.list'] as const;

/** A transcript as it is kept: on one line, white space folded. */
export const cleanTranscript = (typed: string): string => keepable(typed).replace(/\s+/g, ' ').trim();

/** What a list says of one recording. */
export interface TranscriptLine {
  /** Where it is written: the number of its line, from 1. */
  readonly line: number;
  /** As it is written, with folders; empty: it names none. */
  readonly file: string;
  /** Null: that is unclear, see `wrong`. */
  readonly transcript: string | null;
  /** What is wrong with the line: `bad-transcripts` with its number. */
  readonly wrong: UserError | null;
}

/** What a list says of the recordings at hand. */
export interface Transcripts {
  /** Of each recording; null: nothing that is clear. */
  readonly transcripts: readonly (string | null)[];
  /** What is wrong with lines that may be of these recordings: their owner is told, and the other lines count. */
  readonly unclear: readonly ErrorTexts[];
}

/** Where no list came along. */
export const nothingSaid: Transcripts = { transcripts: [], unclear: [] };

/** @throws UserError `bad-transcripts` when these are no text */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
  const text = encoding === null ? decodeBytes(bytes) : new TextDecoder(encoding).decode(bytes);
  if (!text.includes('\0')) return text;
  throw new UserError('bad-transcripts');
}

/** Without a byte order mark of UTF-16: UTF-8 where that is possible, else what Windows wrote before. */
function decodeBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function lineOf(entry: Entry): TranscriptLine {
  const { row, file } = entry;
  const { line } = row;
  const refused = (wrong: UserError): TranscriptLine => ({ line, file, transcript: null, wrong });
  if ('wrong' in entry) return refused(new UserError(`bad-transcripts/${entry.wrong}`, { line }));
  if (/^$|[/\\]$/.test(file)) return { ...refused(new UserError('bad-transcripts/nameless', { line })), file: '' };
  const transcript = cleanTranscript(entry.text);
  if (transcript === '') return refused(new UserError('bad-transcripts/no-text', { line }));
  if (transcript.length <= maxTranscriptLength) return { line, file, transcript, wrong: null };
  return refused(new UserError('bad-transcripts/too-long', { line, most: maxTranscriptLength }));
}

/**
 * Parse a list of transcripts. Understood are: `file name<TAB or |>text` a line; CSV and TSV with quotes or without, with
 * or without a heading; `metadata.csv` of LJSpeech and of coqui; a GPT-SoVITS `.list` (`path|speaker|language|text`). Empty
 * lines and remarks (`#`) are skipped. Encodings: by the byte order mark, else UTF-8, else Windows-1252.
 * @returns what is said of each recording, in the order of the file; a file may be named more than once
 * @throws UserError `bad-transcripts` when there is not one line to be read
 */
export function parseTranscripts(bytes: Uint8Array): TranscriptLine[] {
  const lines = decode(bytes).split(/\r\n|\r|\n/);
  if (lines.length > maxLines) {
    throw new UserError('bad-transcripts/too-many', { line: maxLines + 1, most: maxLines });
  }
  const delimiter = delimiterOf(lines);
  const rows = rowsOf(lines, delimiter);
  const read = entriesOf(rows, delimiter).flatMap((entry) => {
    const line = lineOf(entry);
    return entry.row.isRemark && line.wrong !== null ? [] : [line];
  });
  if (read.length > 0) return read;
  throw new UserError(rows.every(({ isRemark }) => isRemark) ? 'bad-transcripts/empty' : 'bad-transcripts/heading');
}

/**
 * Which transcript belongs to which recording. Several recordings of one name take the lines of that name in their order,
 * where these are as many.
 * @param recordings the names that each recording goes by, with folders where it has any; the best one first
 * @throws UserError `no-transcript-fits` when no line is of any of the recordings; what is wrong with the lines, when they
 *   say nothing clear of any
 */
export function matchTranscripts(
  lines: readonly TranscriptLine[],
  recordings: readonly (readonly string[])[],
): Transcripts {
  const transcripts: (string | null)[] = recordings.map(() => null);
  const wrong: UserError[] = [];
  const fitting = fittingNames(
    lines.map(({ file }) => file),
    recordings,
  );
  for (const { lines: at, recordings: those } of fitting) {
    const said = at.map((index) => lines[index]);
    wrong.push(...said.flatMap((line) => line.wrong ?? []));
    const clear = new Set(said.flatMap(({ transcript }) => transcript ?? []));
    const isOne = new Set(those.map((recording) => recordings[recording][0])).size === 1;
    if (those.length === 1 && clear.size === 1) [transcripts[those[0]]] = clear;
    else if (isOne && said.length === those.length) {
      for (const [place, recording] of those.entries()) transcripts[recording] = said[place].transcript;
    } else if (clear.size > 0) wrong.push(ambiguous(said, those.length, isOne));
  }
  wrong.push(...lines.flatMap((line) => (line.file === '' ? (line.wrong ?? []) : [])));
  if (fitting.length === 0 && lines.some(({ transcript }) => transcript !== null)) {
    throw new UserError('no-transcript-fits', {
      yours: shorten(recordings.map(([name = '']) => plain(name, 40)).join(', '), 500),
    });
  }
  const [first = lines.find((line) => line.wrong !== null)?.wrong] = wrong;
  if (first != null && transcripts.every((transcript) => transcript === null)) throw first;
  return { transcripts, unclear: wrong.flatMap(({ texts }) => texts ?? []) };
}

/** What a list says of these recordings: see {@link parseTranscripts}, {@link matchTranscripts}. */
export const readTranscripts = (bytes: Uint8Array, recordings: readonly (readonly string[])[]): Transcripts =>
  matchTranscripts(parseTranscripts(bytes), recordings);

/** @param isOne whether all of the files go by the very same name */
function ambiguous(said: readonly TranscriptLine[], files: number, isOne: boolean): UserError {
  const about = { name: plain(said[0].file, 60), where: said.map(({ line }) => String(line)) };
  if (files === 1) return new UserError('ambiguous-transcripts', about);
  if (!isOne) return new UserError('ambiguous-transcripts/names', { ...about, files });
  return said.length === 1
    ? new UserError('ambiguous-transcripts/one-line', { ...about, files })
    : new UserError('ambiguous-transcripts/lines', { ...about, files, lines: said.length });
}
