// Reads the text file in which a person says what is spoken in which recording: as editors and spreadsheets save it, and
// as data sets for speech have it. Then finds the lines that belong to the recordings at hand.
import path from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { UserError } from '../errors.ts';
import { keepable, plain, shorten } from '../words.ts';

/** Longest transcript of one recording, characters; a clip of 12 s holds some 200. */
export const maxTranscriptLength = 1000;
const maxLines = 10_000;

/** Endings of files that {@link parseTranscripts} reads. */
export const transcriptEndings = ['.txt', '.csv', '.tsv', '.list'] as const;

/** A transcript as it is kept: on one line, white space folded. */
export const cleanTranscript = (typed: string): string => keepable(typed).replace(/\s+/g, ' ').trim();

/** What a file says of one recording. */
export interface TranscriptLine {
  /** Where it is written: the number of its line, from 1. */
  readonly line: number;
  /** As it is written, with folders. */
  readonly file: string;
  readonly transcript: string;
}

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

interface Row {
  readonly line: number;
  readonly fields: readonly string[];
}

/** How a heading calls the column of files, and those of the words: what is spoken before what is written. */
const fileHeadings =
  /^(?:(?:audio|wav|sound|clip)?[ _-]?(?:file|filename|path|name)s?|file[ _-](?:name|path)|audio|wav|clip|id|recording)$/i;
const textHeadings = [
  /^normali[sz]ed[ _-]?(?:text|transcript|transcription|sentence)$/i,
  /^(?:text|transcript|transcription|transcripts|sentence|words|what is said|raw[ _-]?text)$/i,
] as const;

/** A language as a list of GPT-SoVITS names it: `en`, `EN`, `all_zh`, `auto_yue`, `en_us`. */
const listLanguage = /^(?:all_|auto_)?[a-z]{2,4}(?:[_-][a-z]{2})?$/i;

/** A file name that a comma or semicolon follows. */
const namedBefore = /^"?[^"\t|,;]+\.[a-z0-9]{2,4}"?\s*([,;])/i;

/** What divides the fields: found out by the first line that says something. */
function delimiterOf(line: string): '|' | '\t' | ',' | ';' {
  const named = namedBefore.exec(line)?.[1] as ',' | ';' | undefined;
  if (named !== undefined) return named;
  for (const delimiter of ['\t', '|'] as const) if (line.includes(delimiter)) return delimiter;
  return line.includes(';') && !line.includes(',') ? ';' : line.includes(',') ? ',' : '|';
}

const isSilent = (line: string): boolean => line.trim() === '' || line.startsWith('#');

/** A field that a spreadsheet put into quotes, without them. */
function unquoted(field: string): string {
  const inner = /^\s*"((?:[^"]|"")*)"\s*$/.exec(field)?.[1];
  return inner === undefined ? field : inner.replaceAll('""', '"');
}

/** Rows of a file whose lines are rows, whatever is in them. */
function plainRows(lines: readonly string[], delimiter: string): Row[] {
  return lines.flatMap((line, index) =>
    isSilent(line) ? [] : [{ line: index + 1, fields: line.split(delimiter).map(unquoted) }],
  );
}

/** Rows of a file that may have quotes around its fields, and line breaks in them. */
function csvRows(text: string, delimiter: string): Row[] {
  try {
    const rows: Row[] = [];
    parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      ltrim: true,
      on_record: (fields, { lines }) => {
        if (!isSilent(fields.join(''))) rows.push({ line: lines, fields });
        return null;
      },
    });
    return rows;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error.code === 'CSV_QUOTE_NOT_CLOSED' ? openedAt(text) : error.lines);
    throw new UserError('bad-transcripts/quote', { line });
  }
}

/** The number of the line from which on the quotation marks don't pair. */
function openedAt(text: string): number {
  const lines = text.split(/\r\n|\r|\n/);
  let open = 0;
  for (const [index, line] of lines.entries()) {
    if ((line.split('"').length - 1) % 2 === 1) open = open === 0 ? index + 1 : 0;
  }
  return Math.max(open, 1);
}

/** Where file and words are in the rows that follow; null: they are no heading. */
function headingOf(fields: readonly string[]): { file: number; text: number } | null {
  const names = fields.map((field) => field.trim());
  const file = names.findIndex((name) => fileHeadings.test(name));
  const text = textHeadings.map((wanted) => names.findIndex((name) => wanted.test(name))).find((index) => index >= 0);
  return file < 0 || text === undefined || file === text ? null : { file, text };
}

const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether two texts say much the same, one of them written out: "$5" and "five dollars". */
function saysTheSame(a: string, b: string): boolean {
  const [some, others] = [new Set(words(a)), new Set(words(b))];
  const shared = [...some].filter((word) => others.has(word)).length;
  return shared > 0 && 2 * shared >= Math.min(some.size, others.size);
}

const isLabel = (field: string): boolean => /^[\p{L}\p{N}_-]+$/u.test(field.trim());
const isSpeech = (field: string): boolean => words(field).length >= 2;

/**
 * Where the words are in rows without a heading that a bar divides, as data sets have it. Text with a bar in it is not
 * taken for columns.
 */
function columnOf(rows: readonly Row[]): 'rest' | 1 | 2 {
  if (!rows.every(({ fields }) => fields.length === 3)) return 'rest';
  const [seconds, thirds] = [1, 2].map((column) => rows.map(({ fields }) => fields[column] ?? ''));
  if (seconds === undefined || thirds === undefined) return 'rest';
  // LJSpeech: what is written, then what is spoken.
  if (thirds.every((third, row) => third.trim() === '' || saysTheSame(seconds[row] ?? '', third))) return 2;
  // A speaker after the words, or, where it comes again, before them.
  if (thirds.every(isLabel) && seconds.every(isSpeech)) return 1;
  const again = new Set(seconds).size < seconds.length;
  return again && seconds.every(isLabel) && thirds.every(isSpeech) ? 2 : 'rest';
}

/** File and words of each row of a file that is divided by bars or tabs. */
function entriesOf(rows: readonly Row[], delimiter: string): { line: number; file: string; text: string | null }[] {
  const column = delimiter === '|' ? columnOf(rows.filter(({ fields }) => !isListed(fields))) : 'rest';
  return rows.map(({ line, fields: [file = '', ...fields] }) => {
    if (fields.length === 0) {
      // Both dividers in one file are fine.
      const [, name, rest] = /^([^|\t]+)[|\t](.*)$/.exec(file) ?? [];
      return { line, file: name ?? file, text: rest ?? null };
    }
    const all = [file, ...fields];
    if (delimiter === '|' && isListed(all)) return { line, file, text: fields.slice(2).join('|') };
    if (column === 'rest') return { line, file, text: fields.join(delimiter) };
    const chosen = all[column] ?? '';
    return { line, file, text: chosen.trim() === '' ? (all[1] ?? '') : chosen };
  });
}

/** Whether a row is one of a GPT-SoVITS list: `path|speaker|language|text`. */
const isListed = (fields: readonly string[]): boolean =>
  fields.length >= 4 && listLanguage.test(fields[2]?.trim() ?? '');

/**
 * Parse transcripts. Understood are: `file name<TAB or |>text` a line; CSV and TSV with quotes, with or without a heading;
 * `metadata.csv` of LJSpeech and of coqui; a GPT-SoVITS `.list` (`path|speaker|language|text`). Empty lines and lines
 * that start with `#` are skipped. Encodings: by the byte order mark, else UTF-8, else Windows-1252.
 * @param bytes contents of the file
 * @returns what is said of each recording, in the order of the file; a file may be named more than once
 * @throws UserError `bad-transcripts` with the number of the line that is wrong, and what is wrong with it
 */
export function parseTranscripts(bytes: Uint8Array): TranscriptLine[] {
  const text = decode(bytes);
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.length > maxLines) {
    throw new UserError('bad-transcripts/too-many', { line: maxLines + 1, most: maxLines });
  }
  const first = lines.find((line) => !isSilent(line));
  if (first === undefined) throw new UserError('bad-transcripts/empty');
  const delimiter = delimiterOf(first);
  const rows = delimiter === '|' ? plainRows(lines, delimiter) : csvRows(text, delimiter);
  const heading = headingOf(rows[0]?.fields ?? []);
  const body = heading === null ? rows : rows.slice(1);
  const entries =
    heading !== null
      ? body.map(({ line, fields }) => ({ line, file: fields[heading.file] ?? '', text: fields[heading.text] ?? null }))
      : delimiter === ',' || delimiter === ';'
        ? body.map(({ line, fields: [file = '', spoken] }) => ({ line, file, text: spoken ?? null }))
        : entriesOf(body, delimiter);
  if (entries.length === 0) throw new UserError('bad-transcripts/heading');
  return entries.map(({ line, file, text: spoken }) => {
    if (spoken === null) {
      throw heading === null
        ? new UserError('bad-transcripts/undivided', { line })
        : new UserError('bad-transcripts/no-field', { line });
    }
    if (path.posix.basename(file.replaceAll('\\', '/')).trim() === '') {
      throw new UserError('bad-transcripts/nameless', { line });
    }
    const transcript = cleanTranscript(spoken);
    if (transcript === '') {
      throw new UserError('bad-transcripts/no-text', { line });
    }
    if (transcript.length > maxTranscriptLength) {
      throw new UserError('bad-transcripts/too-long', { line, most: maxTranscriptLength });
    }
    return { line, file: file.trim(), transcript };
  });
}

/** The last part of a path of either kind, as it is compared: without case, in composed form. */
const nameKey = (name: string): string => (name.split(/[/\\]/).at(-1) ?? '').trim().normalize('NFC').toLowerCase();

/** The same without what tells the format. */
const stemKey = (name: string): string => nameKey(name).replace(/\.[a-z0-9]{2,4}$/, '');

/** "Lines 3, 4 and 7". */
const linesOf = (lines: readonly TranscriptLine[]): string[] => lines.map(({ line }) => String(line));

/**
 * Which transcript belongs to which recording: that of the same name, with or without folder and ending. Several
 * recordings of one name take the lines of that name in their order, where these are as many.
 * @param recordings the names that each recording goes by, the best one first
 * @returns the transcript of each; null: the file says nothing of it
 * @throws UserError `ambiguous-transcripts` when it can't be told which line is meant; `no-transcript-fits` when no line
 *   is of any of the recordings
 */
export function matchTranscripts(
  lines: readonly TranscriptLine[],
  recordings: readonly (readonly string[])[],
): (string | null)[] {
  const byName = Map.groupBy(lines, ({ file }) => nameKey(file));
  const byStem = Map.groupBy(lines, ({ file }) => stemKey(file));
  const linesFor = (names: readonly string[]): TranscriptLine[] | undefined => {
    for (const name of names) {
      const found = byName.get(nameKey(name)) ?? byStem.get(stemKey(name));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const found: (string | null)[] = recordings.map(() => null);
  const wanted = Map.groupBy(recordings.keys(), (index) => linesFor(recordings[index] ?? []));
  wanted.delete(undefined);
  if (wanted.size === 0) {
    throw new UserError('no-transcript-fits', {
      yours: shorten(recordings.map(([name = '']) => plain(name, 40)).join(', '), 500),
    });
  }
  for (const [said = [], those] of wanted) {
    const same = new Set(said.map(({ transcript }) => transcript)).size === 1;
    if (said.length !== those.length && !(same && those.length === 1)) throw ambiguous(recordings, said, those);
    for (const [place, index] of those.entries()) found[index] = said[place]?.transcript ?? null;
  }
  return found;
}

function ambiguous(
  recordings: readonly (readonly string[])[],
  said: readonly TranscriptLine[],
  those: readonly number[],
): UserError {
  const about = { name: plain(recordings[those[0] ?? 0]?.[0] ?? '', 60), where: linesOf(said) };
  if (those.length === 1) return new UserError('ambiguous-transcripts', about);
  return said.length === 1
    ? new UserError('ambiguous-transcripts/one-line', { ...about, files: those.length })
    : new UserError('ambiguous-transcripts/lines', { ...about, files: those.length, lines: said.length });
}
