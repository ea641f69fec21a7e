// Zip archives of recordings, with or without a list of what is said in them.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { audioEndings } from '../audio/format.ts';
import { type Transcripts, nothingSaid, readTranscripts, transcriptEndings } from '../audio/transcripts.ts';
import { UserError } from '../errors.ts';
import { keepable, plain } from '../words.ts';
import { type Entry, type ZipArchive, mustBeReadable, ofArchive, openZipArchive } from '../zip.ts';

/** Far more than a person records in a day, far less than what harms. */
const bounds = {
  recordings: 500,
  /** Of one recording, unpacked. */
  bytes: 100 * 2 ** 20,
  /** Of all recordings, unpacked. */
  allBytes: 2 ** 30,
  listBytes: 256 * 1024,
  /** Unpacked bytes for each packed one; silence in a WAV file comes to some 300. */
  ratio: 500,
};

export interface ZippedRecording {
  /** Its name in the archive, without folders. */
  readonly fileName: string;
  /** Unpacked. */
  readonly bytes: number;
  /** What the archive's list says of it; null: nothing. */
  readonly transcript: string | null;
}

export interface Zip {
  /** In the order of the archive. */
  readonly recordings: readonly ZippedRecording[];
  /** How many files are something else. */
  readonly others: number;
  /** What is wrong with lines of its list. */
  readonly unclear: Transcripts['unclear'];
  /**
   * Unpack a recording.
   * @param index in `recordings`
   * @param target path of the file, which must not be there
   * @returns its SHA-256
   * @throws UserError `bad-zip` when it is damaged; `signal.reason` when aborted
   */
  extract(index: number, target: string, signal: AbortSignal): Promise<string>;
  close(): void;
}

const endingOf = (name: string): string => path.posix.extname(name).toLowerCase();
const isOneOf = (endings: readonly string[], { fileName }: Entry): boolean => endings.includes(endingOf(fileName));

function check(recordings: readonly Entry[], lists: readonly Entry[]): void {
  for (const entry of [...recordings, ...lists]) mustBeReadable(entry);
  if (recordings.length === 0) {
    throw new UserError('bad-zip/no-recordings', { endings: audioEndings.slice(0, 6).join(', ') });
  }
  if (lists.length > 1) {
    throw new UserError('bad-zip/lists', {
      lists: lists.length,
      names: lists
        .map(({ fileName }) => plain(fileName, 40))
        .slice(0, 5)
        .join(', '),
    });
  }
  if (recordings.length > bounds.recordings) throw new UserError('bad-zip/recordings', { most: bounds.recordings });
  if (recordings.some(({ uncompressedSize }) => uncompressedSize > bounds.bytes)) {
    throw new UserError('bad-zip/large-recording', { megabytes: bounds.bytes / 2 ** 20 });
  }
  if (recordings.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0) > bounds.allBytes) {
    throw new UserError('bad-zip/bytes', { gigabytes: bounds.allBytes / 2 ** 30 });
  }
  const swollen = recordings.find((entry) => entry.uncompressedSize > bounds.ratio * Math.max(1, entry.compressedSize));
  if (swollen !== undefined) {
    throw new UserError('bad-zip/swells', {
      name: plain(swollen.fileName, 60),
      megabytes: Math.round(swollen.uncompressedSize / 2 ** 20),
    });
  }
}

/** What the list says of each recording. */
async function transcriptsOf(zip: ZipArchive, list: Entry, recordings: readonly Entry[]): Promise<Transcripts> {
  if (list.uncompressedSize > bounds.listBytes)
    throw new UserError('bad-zip/list', { kilobytes: bounds.listBytes / 1024 });
  const bytes = Buffer.concat(await Array.fromAsync(zip.unpacked(list)));
  return readTranscripts(
    bytes,
    recordings.map(({ fileName }) => [fileName]),
  );
}

/**
 * Look into an archive. Close it in the end.
 * @throws UserError `bad-zip`, or what its list of transcripts is wrong with
 */
export async function openZip(file: string): Promise<Zip> {
  const zip = await openZipArchive(file);
  const { entries } = zip;
  try {
    const found = entries.filter((entry) => isOneOf(audioEndings, entry));
    const lists = entries.filter((entry) => isOneOf(transcriptEndings, entry));
    check(found, lists);
    const [list] = lists;
    const { transcripts, unclear } = list === undefined ? nothingSaid : await transcriptsOf(zip, list, found);
    return {
      recordings: found.map(({ fileName, uncompressedSize }, index) => ({
        fileName: keepable(path.posix.basename(fileName)),
        bytes: uncompressedSize,
        transcript: transcripts[index] ?? null,
      })),
      others: entries.length - found.length - lists.length,
      unclear,
      async extract(index, target, signal) {
        const entry = found[index];
        if (entry === undefined) throw new RangeError(`the archive has no recording ${index}`);
        const hash = createHash('sha256');
        const hashed = async function* (content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
          for await (const chunk of content) {
            hash.update(chunk);
            yield chunk;
          }
        };
        try {
          const file = createWriteStream(target, { flags: 'wx', mode: 0o600 });
          await pipeline(zip.unpacked(entry), hashed, file, { signal });
        } catch (error) {
          signal.throwIfAborted();
          throw ofArchive(error);
        }
        return hash.digest('hex');
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw ofArchive(error);
  }
}
