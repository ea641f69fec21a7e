// Reads the text file in which a person says what is spoken in which recording.
import { UserError } from '../errors.ts';

/** Longest transcript of one recording, characters; a clip of 12 s holds some 200. */
export const maxTranscriptLength = 1000;
const maxLines = 10_000;

function nonsense(line: number, message: string): UserError {
  return new UserError(
    'bad-transcripts',
    `Line ${line} of the transcripts ${message}.`,
    'Write one line for each recording: its file name, then a tab or |, then what is said.',
  );
}

/** A transcript as it is kept: on one line, white space folded. */
export const cleanTranscript = (typed: string): string => typed.replace(/\s+/g, ' ').trim();

/** The last part of a path of either kind, as it is compared: without case, in composed form. */
function fileKey(path: string): string {
  return (path.split(/[/\\]/).at(-1) ?? '').trim().normalize('NFC').toLowerCase();
}

/**
 * Parse transcripts: `file name<TAB or |>text` a line, or a GPT-SoVITS `.list` (`path|speaker|language|text`). Empty lines
 * and lines that start with `#` are skipped. A file named twice with the same text is fine.
 * @param text contents of the file, decoded from UTF-8 (a byte order mark is ignored)
 * @returns transcripts by file name (without folders, in lower case)
 * @throws UserError `bad-transcripts` with the number of the line that is wrong
 */
export function parseTranscripts(text: string): Map<string, string> {
  const transcripts = new Map<string, string>();
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  if (lines.length > maxLines) throw nonsense(maxLines + 1, `is one too many: at most ${maxLines} are read`);
  for (const [index, line] of lines.entries()) {
    const number = index + 1;
    if (line.includes('\uFFFD') || line.includes('\0')) throw nonsense(number, 'is not UTF-8 text');
    if (line.trim() === '' || line.startsWith('#')) continue;
    const list = /^([^|\t]+)\|[^|]*\|[a-z]{2,4}\|(.*)$/i.exec(line);
    const pair = list ?? /^([^|\t]+)[|\t](.*)$/.exec(line);
    if (!pair) throw nonsense(number, 'has neither a tab nor a | between file name and text');
    const [, file = '', spoken = ''] = pair;
    const key = fileKey(file);
    const transcript = cleanTranscript(spoken);
    if (key === '') throw nonsense(number, 'does not name a file');
    if (transcript === '') throw nonsense(number, 'has no text');
    if (transcript.length > maxTranscriptLength)
      throw nonsense(number, `is longer than ${maxTranscriptLength} characters`);
    if (transcripts.has(key) && transcripts.get(key) !== transcript) {
      throw nonsense(number, 'names a file that an earlier line gives another text');
    }
    transcripts.set(key, transcript);
  }
  if (transcripts.size === 0) throw nonsense(1, 'and all others are empty');
  return transcripts;
}
