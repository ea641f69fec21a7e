// The lines of a list of transcripts as rows of cells: what divides them, quotes around them, line breaks in quotes. A
// quotation mark that never closes spoils its own row alone.
import { audioEndings } from './format.ts';

export type Delimiter = '|' | '\t' | ',' | ';';

export interface Cell {
  /** Without the quotes around it. */
  readonly text: string;
  /** Where it begins in the row's text. */
  readonly at: number;
  /** Whether it goes on after a comma and a space, as a sentence does and what a spreadsheet writes does not. */
  readonly isSpaced: boolean;
}

export interface Row {
  /** The number of its first line, from 1. */
  readonly line: number;
  /** As it is written. */
  readonly text: string;
  readonly cells: readonly Cell[];
  /** Whether it opens a quotation mark that is never closed. */
  readonly isOpen: boolean;
  /** Whether it starts with `#`: a remark, or a file that is called so. */
  readonly isRemark: boolean;
}

/** Longest text in quotes, characters: no row is looked for the end of a quotation any further. */
const mostQuoted = 20_000;

const ending = `\\.(?:${audioEndings.map((one) => one.slice(1)).join('|')})`;

/** No list has more columns; what follows is of the last one. */
const mostCells = 100;

/** Whether a cell is the name of a recording. */
const recordingName = new RegExp(`${ending}\\s*$`, 'i');
export const isRecordingName = (cell: string): boolean => recordingName.test(cell);

/** The name of a recording that a comma or semicolon follows. */
const namedBefore = new RegExp(`^\\s*"?[^"\\t|,;]+${ending}"?\\s*([,;])`, 'i');

/** What divides the cells of a line, by the line alone; null: nothing does. */
function delimiterIn(line: string): Delimiter | null {
  const [found] = namedBefore.exec(line)?.slice(1) ?? /\t/.exec(line) ?? /\|/.exec(line) ?? /[,;]/.exec(line) ?? [];
  return (found ?? null) as Delimiter | null;
}

/** Whether what somebody typed is a list, rather than the words themselves. */
export const isList = (text: string): boolean =>
  /[|\t]/.test(text) || text.split('\n').some((line) => namedBefore.test(line));

const patternsOf = (delimiter: Delimiter) => {
  const blank = String.raw`[^\S\n\t]*`;
  return {
    /** A cell in quotes, and one whose quotes are open at the end. */
    quoted: new RegExp(String.raw`${blank}"([^"]*(?:""[^"]*)*)"${blank}(?=[${delimiter}\n]|$)`, 'y'),
    open: new RegExp(String.raw`${blank}"[^"]*(?:""[^"]*)*$`, 'y'),
    plain: new RegExp(`[^${delimiter}]*`, 'y'),
    rest: /[^]*/y,
  };
};
const patterns = { '|': patternsOf('|'), '\t': patternsOf('\t'), ',': patternsOf(','), ';': patternsOf(';') };

/** @returns the cells, and whether quotes are open at the end */
function cellsOf(text: string, delimiter: Delimiter): Pick<Row, 'cells' | 'isOpen'> {
  const cells: Cell[] = [];
  let isOpen = false;
  const { quoted, open, plain, rest } = patterns[delimiter];
  const at = (pattern: RegExp, place: number): RegExpExecArray | null => {
    pattern.lastIndex = place;
    return pattern.exec(text);
  };
  for (let place = 0; place <= text.length; place++) {
    const inQuotes = cells.length < mostCells - 1 ? at(quoted, place) : null;
    const [whole, inner] = inQuotes ?? at(cells.length < mostCells - 1 ? plain : rest, place) ?? [''];
    isOpen ||= inQuotes === null && (at(open, place) !== null || whole.includes('\n'));
    const isProse = (delimiter === ',' || delimiter === ';') && /^\s/.test(whole);
    cells.push({ text: inner?.replaceAll('""', '"') ?? whole, at: place, isSpaced: cells.length > 0 && isProse });
    place += whole.length;
  }
  return { cells, isOpen };
}

/** Whether a line within quotes is rather a row of its own, and the quotation mark before it a stray one. */
function beginsRow(line: string, delimiter: Delimiter): boolean {
  const [inside] = line.split('"', 1);
  if (delimiter === '|' || delimiter === '\t') return inside.includes(delimiter);
  // After the first comma of a sentence comes a space.
  return namedBefore.test(inside) || new RegExp(`^[^${delimiter}]*${delimiter}\\S`).test(inside);
}

/** Whether quotes mean nothing where they are not closed: tabs and bars are written by hand. */
const isByHand = (delimiter: Delimiter): boolean => delimiter === '|' || delimiter === '\t';

/** What divides the cells in most lines; where it is even, in the first of them. */
export function delimiterOf(lines: readonly string[]): Delimiter {
  const votes = lines.flatMap((line) => (line.startsWith('#') ? [] : (delimiterIn(line) ?? [])));
  const [most] = [...Map.groupBy(votes, (vote) => vote)].toSorted(([, a], [, b]) => b.length - a.length);
  return most?.[0] ?? '|';
}

/** The rows of these lines; empty ones are left out. */
export function rowsOf(lines: readonly string[], delimiter: Delimiter): Row[] {
  const rows: Row[] = [];
  for (let index = 0; index < lines.length;) {
    const line = index + 1;
    let text = lines[index++];
    if (text.trim() === '') continue;
    // Several dividers in one file are fine.
    const own = text.includes(delimiter) ? delimiter : delimiterIn(text);
    const isOther = own !== null && (isByHand(own) || namedBefore.test(text));
    const by = isOther ? own : delimiter;
    let divided = cellsOf(text, by);
    let more = text;
    for (let next = index; divided.isOpen && next < lines.length && more.length < mostQuoted;) {
      if (beginsRow(lines[next], by)) break;
      more += `\n${lines[next++]}`;
      if (!lines[next - 1].includes('"')) continue;
      const whole = cellsOf(more, by);
      if (!whole.isOpen) [divided, text, index] = [whole, more, next];
    }
    const isOpen = divided.isOpen && !isByHand(by);
    rows.push({ line, text, cells: divided.cells, isOpen, isRemark: text.startsWith('#') });
  }
  return rows;
}
