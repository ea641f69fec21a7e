// The contracts of what travels through Redis. Redis only dispatches: a job names a row, SQL says what it means.
import { z } from 'zod';

const queueKinds = { train: 'training', synthesis: 'synthesis' } as const;

/**
 * The BullMQ queue of a kind of run for an engine: a preview never waits behind a training, nor anything behind what its
 * trainer can't do. BullMQ allows no colon in it.
 */
export const queueName = (kind: keyof typeof queueKinds, engine: string): string => `${queueKinds[kind]}.${engine}`;

/** Payload of every job. */
export const runJob = z.object({ runId: z.string().min(1).max(64) });
export type RunJob = z.infer<typeof runJob>;

/**
 * The BullMQ id of a run's job: the run and the fence it waits with. Dispatching twice is harmless, because BullMQ ignores
 * an id that it has; a run that was taken from a dead trainer waits with a higher fence, so that the job which that
 * trainer left behind as active cannot stand in the way.
 */
export const jobId = (run: { readonly runId: string; readonly fence: number }): string => `${run.runId}.${run.fence}`;

/** A wake-up on the Redis channel `timbre:runs`: the row of this run changed. A lost one only delays: the bot also polls. */
export const runEvent = z.object({
  runId: z.string().min(1).max(64),
  what: z.enum(['queued', 'progress', 'cancel', 'ended']),
});
export type RunEvent = z.infer<typeof runEvent>;
