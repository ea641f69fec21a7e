// Tells what an uploaded file is from its first bytes. Only what is named here is ever shown to ffmpeg, and ffmpeg is told
// which demuxer to use: text-driven demuxers (playlists, concat, DASH, SDP…) that could open other files stay unreachable.
import { open } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../errors.ts';

/** A file format of audio: ffmpeg's name of the demuxer, and the name that people know. */
export interface AudioFormat {
  readonly demuxer: 'wav' | 'w64' | 'aiff' | 'caf' | 'flac' | 'mp3' | 'aac' | 'ogg' | 'mov' | 'matroska';
  readonly name: string;
  /** Endings of such files, the usual ones first. */
  readonly endings: readonly `.${string}`[];
  /** The decoder to use, where ffmpeg's own choice is not the best: libopus fills in lost packets, ffmpeg's own leaves holes. */
  readonly decoder?: 'libopus';
}

const formats = {
  wav: { demuxer: 'wav', name: 'WAV', endings: ['.wav'] },
  flac: { demuxer: 'flac', name: 'FLAC', endings: ['.flac'] },
  mp3: { demuxer: 'mp3', name: 'MP3', endings: ['.mp3'] },
  mov: { demuxer: 'mov', name: 'MP4', endings: ['.m4a', '.mp4', '.mov'] },
  ogg: { demuxer: 'ogg', name: 'Ogg', endings: ['.ogg', '.opus', '.oga'] },
  matroska: { demuxer: 'matroska', name: 'WebM', endings: ['.webm'] },
  aac: { demuxer: 'aac', name: 'AAC', endings: ['.aac'] },
  aiff: { demuxer: 'aiff', name: 'AIFF', endings: ['.aiff', '.aif'] },
  caf: { demuxer: 'caf', name: 'CAF', endings: ['.caf'] },
  w64: { demuxer: 'w64', name: 'Wave64', endings: ['.w64'] },
} as const satisfies Record<string, AudioFormat>;

/** Endings of the files that can be read. */
export const audioEndings: readonly `.${string}`[] = Object.values(formats).flatMap(({ endings }) => endings);

/** Names of the formats that can be read. */
const audioFormats: readonly string[] = Object.values(formats).map(({ name }) => name);

/** What else people upload by mistake, told by its first bytes, so that the answer can name it. */
const mistakes: readonly (readonly [magic: string, content: string])[] = [
  ['\x89PNG', 'picture'],
  ['\xff\xd8\xff', 'picture'],
  ['GIF8', 'picture'],
  ['%PDF', 'pdf'],
  ['PK\x03\x04', 'zip'],
  ['Rar!', 'archive'],
  ['7z\xbc\xaf', 'archive'],
  ['\x1f\x8b', 'archive'],
  ['MThd', 'midi'],
];

/** Leading boxes of ISO media files, besides `ftyp`, that older QuickTime writers begin with. */
const isoBoxes = new Set(['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot']);

function sniffHead(head: Buffer): AudioFormat | null {
  const ascii = (from: number, to: number) => head.toString('latin1', from, to);
  const form = ascii(8, 12);
  switch (ascii(0, 4)) {
    case 'RIFF':
    case 'RF64':
    case 'BW64':
      return form === 'WAVE' ? formats.wav : null;
    case 'FORM':
      return form === 'AIFF' || form === 'AIFC' ? formats.aiff : null;
    case 'riff':
      return ascii(24, 28) === 'wave' ? formats.w64 : null;
    case 'fLaC':
      return formats.flac;
    case 'OggS':
      return ascii(28, 36) === 'OpusHead' ? { ...formats.ogg, decoder: 'libopus' } : formats.ogg;
    case 'caff':
      return formats.caf;
    case '\x1aE\xdf\xa3':
      return formats.matroska;
  }
  if (isoBoxes.has(ascii(4, 8))) return formats.mov;
  const [first = 0, second = 0, third = 0] = head;
  // An MPEG audio frame starts with eleven set bits; ADTS AAC has layer 0, which MPEG audio proper never uses.
  if (first === 0xff && (second & 0xe0) === 0xe0) {
    if ((second & 0xf6) === 0xf0) return formats.aac;
    const reserved = (second & 0x18) === 0x08 || (second & 0x06) === 0 || third >> 4 === 15 || (third & 0x0c) === 0x0c;
    if (!reserved) return formats.mp3;
  }
  return null;
}

/** Length in bytes of an ID3v2 tag at the start of `head`, 0 when there is none. */
function id3Length(head: Buffer): number {
  if (head.toString('latin1', 0, 3) !== 'ID3' || head.length < 10) return 0;
  const size = head.subarray(6, 10).reduce((sum, byte) => (sum << 7) | (byte & 0x7f), 0);
  return 10 + size + ((head[5] ?? 0) & 0x10 ? 10 : 0);
}

function describe(head: Buffer): string {
  const magic = head.toString('latin1', 0, 4);
  const known = mistakes.find(([start]) => magic.startsWith(start));
  if (known) return known[1];
  const isText = head.every((byte) => byte === 9 || byte === 10 || byte === 13 || byte === 27 || byte >= 32);
  return isText ? 'text' : 'unknown';
}

/**
 * Find out what kind of audio file this is.
 * @param file path on this machine, and the name under which a person uploaded it (only its ending is used, for the answer)
 * @throws UserError `empty-file`, `not-audio`
 */
export async function sniffFormat(file: { readonly path: string; readonly fileName: string }): Promise<AudioFormat> {
  await using handle = await open(file.path, 'r');
  const head = Buffer.alloc(4096);
  const { bytesRead } = await handle.read(head, 0, head.length, 0);
  if (bytesRead === 0) {
    throw new UserError('empty-file');
  }
  let seen = head.subarray(0, bytesRead);
  const skip = id3Length(seen);
  let format = sniffHead(seen);
  if (skip > 0) {
    const { bytesRead: after } = await handle.read(head, 0, head.length, skip);
    // Zero padding after the tag is common; a tag followed by nothing that can be told is most likely MP3.
    seen = head.subarray(0, after);
    const start = Math.max(
      seen.findIndex((byte) => byte !== 0),
      0,
    );
    format = sniffHead(seen.subarray(start)) ?? formats.mp3;
  }
  if (format) return format;
  const ending = /^\.[a-z0-9]{1,5}$/i.exec(path.extname(file.fileName))?.[0].toLowerCase();
  const found = { holds: describe(seen), formats: audioFormats };
  throw ending === undefined
    ? new UserError('not-audio/unnamed', found)
    : new UserError('not-audio/misnamed', { ...found, ending });
}
