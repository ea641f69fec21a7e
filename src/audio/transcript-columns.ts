// Where file and words are in the rows of a list of transcripts: by its heading, else by what most of its rows say. That is
// decided once for the whole list; a row that does not go with it is not guessed at but told as unclear.
import { type Cell, type Delimiter, type Row, isRecordingName } from './transcript-rows.ts';

/** What is wrong with a row: which text of `bad-transcripts` says it. */
export type Fault = 'undivided' | 'no-field' | 'no-text' | 'columns' | 'quote';

/** What a row says, as it is written; or what is wrong with it. `file` is empty where it names none. */
export type Entry = { readonly row: Row; readonly file: string } & (
  | { readonly text: string }
  | { readonly wrong: Fault }
);

interface Columns {
  /** How many there are. */
  readonly count: number;
  readonly file: number;
  /** Where the words are: the first of these that is not empty. */
  readonly words: readonly number[];
  /** Without a heading: columns of names that come again and again (a speaker, a language), and those names. */
  readonly labels: ReadonlyMap<number, ReadonlySet<string>>;
}

/** How a heading calls the column of files, and those of the words: what is spoken before what is written. */
const fileHeadings =
  /^(?:(?:audio|wav|sound|clip)?[ _-]?(?:file[ _-]?(?:name|path)|file|path|name)s?|audio|wav|clip|id|recording)$/i;
const textHeadings = [
  /^normali[sz]ed[ _-]?(?:text|transcript|transcription|sentence)$/i,
  /^(?:text|transcript|transcription|transcripts|sentence|words|what is said|raw[ _-]?text)$/i,
] as const;

/** A language as a list of GPT-SoVITS names it: `en`, `EN`, `all_zh`, `auto_yue`, `en_us`, `Japanese`. */
const listLanguage = /^(?:(?:all_|auto_)?[a-z]{2,4}(?:[_-][a-z]{2})?|chinese|english|japanese|korean|cantonese)$/i;

/** Null: they are no heading. */
function headingOf({ cells }: Row): Columns | null {
  const names = cells.map(({ text }) => text.trim());
  const file = names.findIndex((name) => fileHeadings.test(name));
  const words = textHeadings
    .map((wanted) => names.findIndex((name) => wanted.test(name)))
    .filter((index) => index >= 0 && index !== file);
  return file < 0 || words.length === 0 ? null : { count: names.length, file, words, labels: new Map() };
}

const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether two texts say much the same, one of them written out: "$5" and "five dollars". */
function saysTheSame(written: string, spoken: string): boolean {
  const [some, others] = [new Set(wordsIn(written)), new Set(wordsIn(spoken))];
  const shared = [...some].filter((word) => others.has(word)).length;
  if (shared > 0 && 2 * shared >= Math.max(some.size, others.size)) return true;
  return others.size > 0 && /[\d$€£%]/.test(written) && !/\d/.test(spoken);
}
const isTheSame = (a: string, b: string): boolean => wordsIn(a).join(' ') === wordsIn(b).join(' ');

const isLabel = (text: string): boolean => /^[\p{L}\p{N}_-]+$/u.test(text.trim());

const textOf = ({ cells }: Row, column: number): string => cells[column]?.text.trim() ?? '';
const most = <T>(all: readonly T[], is: (one: T) => boolean): boolean => 2 * all.filter(is).length > all.length;

const isSpaced = ({ cells }: Row, column: number): boolean => cells.at(column)?.isSpaced ?? false;

/** All of a row's text from a cell on. */
const restFrom = ({ text, cells }: Row, column: number): string =>
  column === cells.length - 1 ? cells[column].text : text.slice(cells[column].at);

/** Whether a row is one of a GPT-SoVITS list: `path|speaker|language|text`. */
const isListed = (row: Row): boolean => row.cells.length >= 4 && listLanguage.test(textOf(row, 2));

/** The columns of such a list. */
function listColumns(rows: readonly Row[]): Columns | null {
  const listed = rows.filter(isListed);
  if (listed.length === 0 || 2 * listed.length < rows.length) return null;
  return { count: 4, file: 0, words: [3], labels: new Map([[2, new Set(listed.map((row) => textOf(row, 2)))]]) };
}

/** What comes up in a column for more than one row. */
function labelsOf(rows: readonly Row[], column: number): ReadonlySet<string> {
  const byText = Map.groupBy(rows, (row) => textOf(row, column));
  return new Set([...byText].flatMap(([text, those]) => (text !== '' && those.length > 1 ? [text] : [])));
}

/** The columns of rows without a heading; null: file and text, whatever divides the text. */
function columnsOf(rows: readonly Row[]): Columns | null {
  const wide = rows.filter(({ cells }) => cells.length > 2);
  if (2 * wide.length < rows.length || wide.length === 0) return null;
  const [[count, full]] = [...Map.groupBy(wide, ({ cells }) => cells.length)].toSorted(
    ([, a], [, b]) => b.length - a.length,
  );
  const all = Array.from({ length: count }, (_, column) => column);
  const file = Math.max(
    0,
    all.findIndex((column) => most(full, (row) => isRecordingName(textOf(row, column)))),
  );
  const others = all.filter((column) => column > file);
  const labels = new Map(
    others.flatMap((column) => {
      const names = labelsOf(full, column);
      return most(full, (row) => names.has(textOf(row, column))) ? [[column, names] as const] : [];
    }),
  );
  const left = others.filter((column) => !labels.has(column) && full.some((row) => textOf(row, column) !== ''));
  const [first, second] = left;
  if (left.length === 1) return { count, file, words: [first], labels };
  const filled = full.filter((row) => textOf(row, second) !== '');
  const isSame = full.length > 1 ? saysTheSame : isTheSame;
  // LJSpeech: what is written, then what is spoken.
  const isPair = second === first + 1 && left.length === 2;
  return isPair && most(filled, (row) => isSame(textOf(row, first), textOf(row, second)))
    ? { count, file, words: [second, first], labels }
    : null;
}

/** With what follows a comma and a space put back to what is before it: so commas are written in sentences. */
function unspaced(row: Row): Row {
  const kept = row.cells.filter(({ isSpaced }, index) => index < 2 || !isSpaced);
  const cells = kept.map((cell, index): Cell => {
    const next = kept[index + 1];
    if (row.cells[row.cells.indexOf(cell) + 1] === next) return cell;
    return { ...cell, text: row.text.slice(cell.at, next === undefined ? undefined : next.at - 1) };
  });
  return { ...row, cells };
}

type Read = string | { readonly wrong: Fault };
const unclear: Read = { wrong: 'columns' };

/** The words of a row of a list that has columns. */
function readColumns(row: Row, columns: Columns, hasHeading: boolean): Read {
  const { count, file, words, labels } = columns;
  const { cells } = row;
  if (cells.length === 2 && file === 0 && !hasHeading) {
    return [...labels.values()].some((names) => names.has(textOf(row, 1))) ? { wrong: 'no-text' } : cells[1].text;
  }
  if ([...labels].some(([at, names]) => textOf(row, at) !== '' && !names.has(textOf(row, at)))) return unclear;
  if (cells.findLastIndex(({ text }) => text.trim() !== '') >= count) {
    const again = unspaced(row);
    if (again.cells.length === count) return readColumns(again, columns, hasHeading);
    return words.length === 1 && words[0] === count - 1 ? restFrom(row, count - 1) : unclear;
  }
  const [column = words[0]] = words.filter((one) => textOf(row, one) !== '');
  // What follows a comma and a space may be the rest of the text before it.
  if (hasHeading ? !isSpaced(row, 1) && isSpaced(row, column + 1) : isSpaced(row, 2)) return unclear;
  if (hasHeading) return cells[column]?.text ?? { wrong: 'no-field' };
  if (cells.length < count) return { wrong: cells.length < 2 ? 'undivided' : 'columns' };
  const [spoken, written] = words;
  const differs = written !== undefined && column === spoken && !saysTheSame(textOf(row, written), textOf(row, spoken));
  return differs ? unclear : cells[column].text;
}

/**
 * The words of a row of a file name and a text. What divides it again is of the text, unless it may as well be a column.
 * @param isEven whether all rows are divided into as many
 */
function readText(row: Row, delimiter: Delimiter, isEven: boolean): Read {
  const [, first, ...others] = row.cells;
  if (first === undefined) return { wrong: 'undivided' };
  const texts = [first, ...others].map(({ text }) => text).filter((text) => text.trim() !== '');
  if (texts.length < 2) return texts[0] ?? first.text;
  if (others.every(({ isSpaced }) => isSpaced)) return restFrom(row, 1);
  const isMixed = texts.some(isLabel) && !texts.every(isLabel);
  const isTwice = texts.some((text, index) => index > 0 && saysTheSame(texts[index - 1], text));
  return delimiter === '\t' || isEven || isMixed || isTwice || isListed(row) ? unclear : restFrom(row, 1);
}

/** What each row says, in their order; a heading says nothing. */
export function entriesOf(rows: readonly Row[], delimiter: Delimiter): Entry[] {
  const first = rows.find(({ isRemark }) => !isRemark);
  const heading = first === undefined ? null : headingOf(first);
  const body = heading === null ? rows : rows.filter((row) => row !== first);
  const whole = heading === null ? body.map((row) => (isSpaced(row, 1) ? row : unspaced(row))) : body;
  const voting = whole.filter((row) => !row.isRemark && !row.isOpen);
  const columns = heading ?? listColumns(voting) ?? columnsOf(voting);
  const isEven = voting.length > 1 && new Set(voting.map(({ cells }) => cells.length)).size === 1;
  return whole.map((row) => {
    const file = textOf(row, columns?.file ?? 0);
    const read = row.isOpen
      ? ({ wrong: 'quote' } as const)
      : columns === null
        ? readText(row, delimiter, isEven)
        : readColumns(row, columns, heading !== null);
    if (typeof read === 'string') return { row, file, text: read };
    return { row, file: row.cells.length > 1 ? file : '', ...read };
  });
}
