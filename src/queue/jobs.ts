// The contracts of what travels through Redis. Redis only dispatches: a job names a row, SQL says what it means.
import { z } from 'zod';
import { outageKinds } from '../outage.ts';

const queueKinds = { train: 'training', synthesis: 'synthesis' } as const;

/**
 * The BullMQ queue of a kind of run for an engine: a preview never waits behind a training, nor anything behind what its
 * trainer can't do. BullMQ allows no colon in it.
 */
export const queueName = (kind: keyof typeof queueKinds, engine: string): string => `${queueKinds[kind]}.${engine}`;

/** What the keys of the queues begin with, unless several installations share a Redis. */
export const defaultPrefix = 'bull';

/** The BullMQ queue of files of uploads. */
export const intakeQueue = 'intake';

/** Payload of the jobs of runs. */
const runJob = z.object({ runId: z.string().min(1).max(64) });
export type RunJob = z.infer<typeof runJob>;

/** Payload of a job of the intake: a file of this upload waits. Which one is taken up, and when, is decided in SQL. */
const intakeJob = z.object({ intakeId: z.string().min(1).max(64) });
export type IntakeJob = z.infer<typeof intakeJob>;

/** Any job: what it is about. */
export const jobSubject = z.union([
  runJob.transform(({ runId }) => runId),
  intakeJob.transform(({ intakeId }) => intakeId),
]);

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

/** The BullMQ id of a file's job, as {@link jobId}. */
export const fileJobId = (file: { readonly intakeId: string; readonly item: number; readonly fence: number }): string =>
  `${file.intakeId}.${file.item}.${file.fence}`;

/**
 * A wake-up on the Redis channel `timbre:intakes`. `file`: one has its outcome, or its upload is gone; `outage`: not even
 * that can be written down, as `outage` names; `picture`: it was drawn.
 */
export const intakeEvent = z.object({
  intakeId: z.string().min(1).max(64),
  what: z.enum(['file', 'outage', 'picture']),
  outage: z.enum(outageKinds).optional(),
});
export type IntakeEvent = z.infer<typeof intakeEvent>;
