// What an exported archive says of itself, signed: of which voice it is, which files it holds, and all that a voice needs to be
// as it was when they are brought back.
import { z } from 'zod';
import { clipDescriptor, clipMeasures, clipVerdict, heldBackReason } from '../audio/clip.ts';
import { UserError } from '../errors.ts';
import { heardWords, stateManifest, versionManner, voiceMetrics } from '../storage/records.ts';
import type { SigningKey } from '../storage/signing.ts';

/** Of the two files that tell of the others. */
export const takeoutNames = { manifest: 'timbre.json', signature: 'timbre.sig' } as const;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().min(1).max(200);

function isTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

/** BCP 47. */
const language = z.string().min(2).max(35).refine(isTag, 'it is not a language');

/** Samples by their SHA-256, each with the digest of the words that were learnt with it. */
const learnt = z.array(z.object({ sha256, words: sha256.nullable() })).max(20_000);

/** A clip, see NewSample and Sample of storage/samples.ts. */
const clip = z.object({
  sha256,
  sourceSha256: sha256,
  originalName: z.string().max(200),
  clipIndex: z.number().int().nonnegative(),
  transcript: z.string().min(1).max(4000).nullable(),
  heard: heardWords.nullable(),
  measures: clipMeasures,
  verdict: clipVerdict.refine(({ grade }) => grade !== 'rejected', 'it is of no use'),
  descriptor: clipDescriptor.nullable(),
  heldBack: heldBackReason.nullable(),
  durationSeconds: z.number().positive().max(3600),
  split: z.enum(['train', 'held-out']),
  /** Whether it came after the version that is in the archives. */
  isNew: z.boolean(),
});
export type TakeoutClip = z.infer<typeof clip>;

const version = z.object({
  id: z.string().max(100),
  number: z.number().int().positive(),
  manifest: stateManifest.extend({
    engine: z.string().regex(/^[a-z0-9-]{1,40}$/),
    engineVersion: z.string().max(100),
  }),
  metrics: voiceMetrics,
  trainedSeconds: z.number().nonnegative(),
  previewText: z.string().max(4000).nullable(),
  /** Whether the history of its training had been pruned. */
  isPruned: z.boolean(),
  manners: z.array(versionManner).max(100).nullable(),
  /** What it learnt from, itself and through earlier versions of its voice; and what it could not use. */
  learnt,
  leftOut: learnt,
  /** The version of another voice that it goes back to; null: none. */
  startedFrom: z.string().max(100).nullable(),
});
export type TakeoutVersion = z.infer<typeof version>;

export const takeoutManifest = z.object({
  format: z.literal('timbre-takeout'),
  formatVersion: z.literal(1),
  /** Discord id. */
  ownerId: z.string().regex(/^\d{1,20}$/),
  voice: z.object({ id: z.string().max(100), name: z.string().min(1).max(32), language }),
  /** All files of the archive but these two. */
  files: z
    .array(z.object({ name, sha256, bytes: z.number().int().nonnegative() }))
    .max(5000)
    .refine((files) => new Set(files.map((file) => file.name)).size === files.length, 'each must be named once'),
  clips: z.array(clip).max(5000),
  version: version.nullable(),
});
export type TakeoutManifest = z.infer<typeof takeoutManifest>;

/** What is signed cannot be taken for anything else that is. */
const signed = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from('timbre-takeout-1\n'), bytes]);

/** The content of the file with the signature. */
export const signatureOf = (manifest: Buffer, key: SigningKey): Buffer =>
  Buffer.from(`${key.keyId} ${key.sign(signed(manifest)).toString('base64')}\n`);

/** @throws UserError `bad-takeout/foreign`, `bad-takeout/changed` */
export function checkSignature(manifest: Buffer, signature: Buffer | null, key: SigningKey): void {
  const [keyId, base64 = ''] = signature?.toString('latin1').trim().split(' ') ?? [];
  if (keyId !== key.keyId) throw new UserError('bad-takeout/foreign');
  if (!key.verify(signed(manifest), Buffer.from(base64, 'base64'))) throw new UserError('bad-takeout/changed');
}
