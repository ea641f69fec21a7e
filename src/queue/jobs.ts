// The contracts of what travels through Redis. Redis only dispatches: a job names a row, SQL says what it means.
import { z } from 'zod';

/** Queue names are BullMQ queue names; one queue per kind of run so that a preview never waits behind a training. */
export const queueNames = { train: 'training', synthesis: 'synthesis' } as const;
export type QueueName = (typeof queueNames)[keyof typeof queueNames];

/** Payload of every job. `runId` is also the BullMQ job id, so that dispatching twice is harmless. */
export const runJob = z.object({ runId: z.string().min(1).max(64) });
export type RunJob = z.infer<typeof runJob>;

/** A wake-up on the Redis channel `timbre:runs`: the row of this run changed. A lost one only delays: the bot also polls. */
export const runEvent = z.object({
  runId: z.string().min(1).max(64),
  what: z.enum(['queued', 'progress', 'cancel', 'ended']),
});
export type RunEvent = z.infer<typeof runEvent>;
