// The mark by which a machine knows that a file was spoken by a model, and that this installation made it: comments of the file,
// with a signature over what is heard. It says nothing of a file that was encoded anew, or whose comments were taken out.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readOggOpus, withComments } from './ogg-comments.ts';

/** IPTC's term for what a model made (https://cv.iptc.org/newscodes/digitalsourcetype/). */
const sourceType = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';
const generator = 'Timbre';
const names = {
  generator: 'GENERATOR',
  source: 'DIGITALSOURCETYPE',
  date: 'DATE',
  version: 'TIMBRE_VERSION',
  key: 'TIMBRE_KEY',
  signature: 'TIMBRE_SIGNATURE',
} as const;

/** What is said of a file. */
export interface Mark {
  /** Of the version that spoke. */
  readonly versionId: string;
  /** UTC ms. */
  readonly madeAt: number;
}

/** Who signs: one key an installation. */
export interface Signer {
  /** Names the key. */
  readonly keyId: string;
  /** The same for the same data. */
  sign(data: Buffer): Buffer;
  verify(data: Buffer, signature: Buffer): boolean;
}

const signed = (packets: readonly Buffer[], versionId: string, date: string): Buffer => {
  const sound = createHash('sha256');
  for (const packet of packets) {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(packet.length);
    sound.update(length).update(packet);
  }
  return Buffer.from(['timbre-mark-1', sound.digest('hex'), versionId, date].join('\n'));
};

/**
 * The file with its mark. Same file, mark and key: same bytes.
 * @param ogg Ogg Opus
 * @throws RangeError when it is none
 */
export function marked(ogg: Buffer, { versionId, madeAt }: Mark, signer: Signer): Buffer {
  const { packets = [] } = readOggOpus(ogg) ?? {};
  const date = new Date(madeAt).toISOString();
  const signature = signer.sign(signed(packets, versionId, date)).toString('base64');
  return withComments(
    ogg,
    new Map([
      [names.generator, generator],
      [names.source, sourceType],
      [names.date, date],
      [names.version, versionId],
      [names.key, signer.keyId],
      [names.signature, signature],
    ]),
  );
}

/**
 * What a file says of itself. `ours`: this installation made it, and it sounds as it did then; `changed`: it has such a mark,
 * and was changed since; `elsewhere`: it says that another installation made it; `unmarked`: it says nothing.
 */
export type MarkFound = ({ readonly kind: 'ours' } & Mark) | { readonly kind: 'changed' | 'elsewhere' | 'unmarked' };

const markComments = z.object({
  [names.generator]: z.literal(generator),
  [names.version]: z.uuid(),
  [names.date]: z.iso.datetime(),
  [names.key]: z.string().max(100),
  [names.signature]: z.base64().max(200),
});

/** @param file of anybody */
export function markOf(file: Buffer, signer: Signer): MarkFound {
  const ogg = readOggOpus(file);
  const said = markComments.safeParse(Object.fromEntries(ogg?.comments ?? []));
  if (ogg === null || !said.success) return { kind: 'unmarked' };
  const {
    [names.version]: versionId,
    [names.date]: date,
    [names.key]: keyId,
    [names.signature]: signature,
  } = said.data;
  if (keyId !== signer.keyId) return { kind: 'elsewhere' };
  const isGood = signer.verify(signed(ogg.packets, versionId, date), Buffer.from(signature, 'base64'));
  return isGood ? { kind: 'ours', versionId, madeAt: Date.parse(date) } : { kind: 'changed' };
}
