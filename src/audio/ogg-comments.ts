// The comments of an Ogg Opus file (RFC 3533, RFC 7845 §5.2): read from files of anybody, and put into files of our own.
import { pageOf } from './ogg-opus.ts';

const pageHeader = 27;
const lastPage = 4;
const headMagic = 'OpusHead';
const tagsMagic = 'OpusTags';
const vendor = 'Timbre';
/** A file with more of them, or longer ones, is not looked at any further. */
const mostComments = 100;
const longestComment = 4096;
/** What fits into the segments of one page. */
const longestTags = 255 * 254;

interface Page {
  readonly flags: number;
  readonly granule: bigint;
  readonly serial: number;
  readonly segments: Buffer;
  readonly body: Buffer;
}

export interface OggOpus {
  /** All but the comments, as they are: what is heard. */
  readonly packets: readonly Buffer[];
  readonly comments: ReadonlyMap<string, string>;
}

/** The pages of a file that has nothing else in it; null: it is none. */
function pagesOf(file: Buffer): Page[] | null {
  const pages: Page[] = [];
  for (let at = 0; at < file.length;) {
    if (at + pageHeader > file.length || file.toString('latin1', at, at + 4) !== 'OggS' || file[at + 4] !== 0)
      return null;
    const bodyAt = at + pageHeader + file[at + 26];
    const segments = file.subarray(at + pageHeader, bodyAt);
    const end = bodyAt + segments.reduce((sum, length) => sum + length, 0);
    if (end > file.length) return null;
    pages.push({
      flags: file[at + 5],
      granule: file.readBigInt64LE(at + 6),
      serial: file.readUInt32LE(at + 14),
      segments,
      body: file.subarray(bodyAt, end),
    });
    at = end;
  }
  return pages;
}

/** The packets in pages of one stream, and after how many packets each page ends. */
function packetsOf(pages: readonly Page[]): { packets: Buffer[]; ends: number[] } {
  const packets: Buffer[] = [];
  const ends: number[] = [];
  let parts: Buffer[] = [];
  for (const { segments, body } of pages) {
    let at = 0;
    for (const length of segments) {
      parts.push(body.subarray(at, at + length));
      at += length;
      if (length === 255) continue;
      packets.push(Buffer.concat(parts));
      parts = [];
    }
    ends.push(packets.length);
  }
  return { packets, ends };
}

function commentsIn(tags: Buffer): Map<string, string> | null {
  const comments = new Map<string, string>();
  let at = tagsMagic.length;
  const take = (): Buffer | null => {
    if (at + 4 > tags.length) return null;
    const length = tags.readUInt32LE(at);
    if (at + 4 + length > tags.length) return null;
    at += 4 + length;
    return tags.subarray(at - length, at);
  };
  if (take() === null || at + 4 > tags.length) return null;
  const count = tags.readUInt32LE(at);
  at += 4;
  if (count > mostComments) return null;
  for (let index = 0; index < count; index++) {
    const comment = take();
    if (comment === null || comment.length > longestComment) return null;
    const text = comment.toString('utf8');
    const equals = text.indexOf('=');
    if (equals > 0) comments.set(text.slice(0, equals).toUpperCase(), text.slice(equals + 1));
  }
  return comments;
}

interface Stream extends OggOpus {
  readonly pages: readonly Page[];
  /** The first page that is heard. */
  readonly soundAt: number;
}

const has = (packet: Buffer, magic: string): boolean => packet.toString('latin1', 0, magic.length) === magic;

function streamIn(file: Buffer): Stream | null {
  const pages = pagesOf(file);
  if (pages === null || pages.some(({ serial }) => serial !== pages[0].serial)) return null;
  const { packets, ends } = packetsOf(pages);
  const [head, tags, ...sound] = packets;
  // Comments end with a page, before what is heard begins.
  const soundAt = ends.indexOf(2) + 1;
  if (ends[0] !== 1 || soundAt === 0 || tags === undefined) return null;
  const comments = has(head, headMagic) && has(tags, tagsMagic) ? commentsIn(tags) : null;
  return comments === null ? null : { packets: [head, ...sound], comments, pages, soundAt };
}

/** What is in a file, whoever made it; null: it is no Ogg Opus file with one stream and comments. */
export const readOggOpus = (file: Buffer): OggOpus | null => streamIn(file);

/** A text with its length before it. */
function sized(text: string): Buffer {
  const bytes = Buffer.from(text);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(bytes.length);
  return Buffer.concat([size, bytes]);
}

/**
 * The file with these comments in place of those that it had; what is heard stays as it is. Same input: same bytes.
 * @throws RangeError when it is no Ogg Opus file, or the comments are too long for a page
 */
export function withComments(file: Buffer, comments: ReadonlyMap<string, string>): Buffer {
  const stream = streamIn(file);
  if (stream === null) throw new RangeError('Comments need an Ogg Opus file');
  const count = Buffer.alloc(4);
  count.writeUInt32LE(comments.size);
  const tags = Buffer.concat([
    Buffer.from(tagsMagic),
    sized(vendor),
    count,
    ...[...comments].map(([name, value]) => sized(`${name}=${value}`)),
  ]);
  if (tags.length > longestTags) throw new RangeError('These comments are too long');
  const { pages, soundAt } = stream;
  const [first, ...sound] = [pages[0], ...pages.slice(soundAt)];
  return Buffer.concat([
    pageOf({ sequence: 0, ...first }),
    pageOf({
      sequence: 1,
      flags: sound.length === 0 ? lastPage : 0,
      granule: 0n,
      serial: first.serial,
      segments: Buffer.from([...Buffer.alloc(Math.floor(tags.length / 255), 255), tags.length % 255]),
      body: tags,
    }),
    ...sound.map((one, index) => pageOf({ sequence: index + 2, ...one })),
  ]);
}
