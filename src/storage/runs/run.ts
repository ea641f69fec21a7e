// What a run is: one training or one spoken preview from the request to the answer; and how its row is read.
import type { Expression, ExpressionBuilder, Selectable, SqlBool } from 'kysely';
import { readJson, readJsonOrNull } from '../json.ts';
import {
  type AnswerTo,
  type RunFailure,
  type RunProgress,
  type SynthesisRequest,
  type SynthesisResult,
  type TrainResult,
  type TrainingPlan,
  type TrainingRequest,
  answerTo,
  runFailure,
  runProgress,
  runWords,
  synthesisRequest,
  synthesisResult,
  trainResult,
  trainingPlan,
  trainingRequest,
} from '../records.ts';
import { type RunState, type endedStates, heldStates } from '../run-states.ts';
import type { Database, RunsTable } from '../schema.ts';

interface AnyRun {
  readonly id: string;
  readonly voiceId: string;
  readonly userId: string;
  readonly state: RunState;
  /** Whose trainers may claim it; null: a training of earlier times, for whichever comes first. */
  readonly engine: string | null;
  /** Raised by every claim; a write that carries an older one is refused. */
  readonly fence: number;
  /** UTC ms until which a silent trainer keeps the run; null while nobody holds it. */
  readonly leaseUntil: number | null;
  /** Claims since the run last got further, by a checkpoint; without those that were handed back in good order. */
  readonly attempts: number;
  readonly progress: RunProgress | null;
  readonly cancelRequested: boolean;
  readonly answerTo: AnswerTo;
  readonly progressMessageId: string | null;
  readonly failure: RunFailure | null;
  /** When the end of the run was told to the user; null: not yet. */
  readonly deliveredAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** First claim. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

export interface TrainingRun extends AnyRun {
  readonly kind: 'train';
  readonly request: TrainingRequest;
  /** Null until the first claim has made it. */
  readonly plan: TrainingPlan | null;
  /** `choices` of the voice when the plan was made; null while there is none. */
  readonly choices: number | null;
  /** The transcripts when the plan was made, by sample: what every attempt learns. Null while there is no plan. */
  readonly words: ReadonlyMap<string, string> | null;
  readonly result: TrainResult | null;
}

export interface SynthesisRun extends AnyRun {
  readonly kind: 'synthesis';
  readonly request: SynthesisRequest;
  readonly result: SynthesisResult | null;
}

export type Run = TrainingRun | SynthesisRun;

export type RunsBuilder = ExpressionBuilder<Database, 'runs'>;

/** Guards a trainer's write: it holds the run by this very claim. */
export const heldBy =
  (id: string, fence: number) =>
  (eb: RunsBuilder): Expression<SqlBool> =>
    eb.and([eb('id', '=', id), eb('fence', '=', fence), eb('state', 'in', heldStates)]);

/** What a run's end writes. */
export const ended = <State extends (typeof endedStates)[number]>(state: State, now: number) => ({
  state,
  lease_until: null,
  words: null,
  updated_at: now,
  ended_at: now,
});

/** Parse a row of `runs`. */
export function toRun(row: Selectable<RunsTable>): Run {
  return row.kind === 'train' ? toTraining(row) : toSynthesis(row);
}

/** Parse a row of `runs` whose kind is `train`. */
export function toTraining(row: Selectable<RunsTable>): TrainingRun {
  const where = whereOf(row);
  return {
    ...common(row),
    kind: 'train',
    request: readJson(trainingRequest, row.request, where('request')),
    plan: readJsonOrNull(trainingPlan, row.plan, where('plan')),
    choices: row.choices,
    words: row.words === null ? null : new Map(Object.entries(readJson(runWords, row.words, where('words')))),
    result: readJsonOrNull(trainResult, row.result, where('result')),
  };
}

function toSynthesis(row: Selectable<RunsTable>): SynthesisRun {
  const where = whereOf(row);
  return {
    ...common(row),
    kind: 'synthesis',
    request: readJson(synthesisRequest, row.request, where('request')),
    result: readJsonOrNull(synthesisResult, row.result, where('result')),
  };
}

const whereOf =
  ({ id }: Selectable<RunsTable>) =>
  (column: string): string =>
    `runs.${column} of ${id}`;

function common(row: Selectable<RunsTable>): AnyRun {
  const where = whereOf(row);
  return {
    id: row.id,
    voiceId: row.voice_id,
    userId: row.user_id,
    state: row.state,
    engine: row.engine,
    fence: row.fence,
    leaseUntil: row.lease_until,
    attempts: row.attempts,
    progress: readJsonOrNull(runProgress, row.progress, where('progress')),
    cancelRequested: row.cancel_requested === 1,
    answerTo: readJson(answerTo, row.answer_to, where('answer_to')),
    progressMessageId: row.progress_message_id,
    failure: readJsonOrNull(runFailure, row.failure, where('failure')),
    deliveredAt: row.delivered_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}
