// A version as files that can be carried elsewhere: what its manifest says, whoever writes or reads it.
import { z } from 'zod';
import { stateFile, voiceMetrics } from './records.ts';

/** Of the file that says what the others are. */
export const manifestName = 'manifest.json';

/** What an exported folder says of itself. */
export const exchange = z.object({
  format: z.literal('timbre-weights'),
  formatVersion: z.literal(1),
  engine: z.string().max(100),
  /** States of another version of the engine are not the same thing. */
  engineVersion: z.string().max(100),
  /** Of the speech, Hz; absent: whatever the engine speaks at. */
  sampleRate: z.number().int().positive().optional(),
  /** Name and version of the voice that it was exported from. */
  voice: z.string().min(1).max(32),
  version: z.number().int().positive(),
  /** When that version was made. */
  createdAt: z.iso.datetime(),
  trainedSeconds: z.number().nonnegative(),
  metrics: voiceMetrics,
  files: z
    .array(stateFile)
    .min(1)
    .max(1000)
    .refine((files) => files.every(({ name }) => name !== manifestName), `none may be called ${manifestName}`)
    .refine((files) => new Set(files.map(({ name }) => name)).size === files.length, 'each must be named once'),
});
export type Exchange = z.infer<typeof exchange>;
