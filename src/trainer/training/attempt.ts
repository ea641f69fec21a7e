// One attempt at a training run: its folders, and its writes, each of which carries the fence. Where one is refused, the run
// was lost and the attempt stops.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { expectations } from '../../run-times.ts';
import {
  type LossPoint,
  type RunTimes,
  type StepProgress,
  type TrainingWork,
  workPhases,
} from '../../storage/records.ts';
import type { PhaseState } from '../../storage/run-states.ts';
import type { Checkpoint, NewVersion, PlannedTraining, TrainingRun } from '../../storage/storage.ts';
import type { Lease } from '../lease.ts';
import { type WholeTimeLeft, steadyTimeLeft, wholeTimeLeft } from '../time-left.ts';
import { announce, type TrainerServices } from '../services.ts';

/** Progress is written at most this often; a change of phase always is. */
const progressEveryMs = 500;

export interface Attempt {
  readonly services: TrainerServices;
  readonly run: TrainingRun;
  readonly signal: AbortSignal;
  /** Its folder, and in it the one with the state that is trained and the one for recordings. */
  readonly folder: string;
  readonly stateDir: string;
  readonly clipDir: string;
  /** Enter the next phase; with what this attempt and later ones keep to, where that was settled. @throws RunStopped */
  enter(phase: PhaseState, planned?: PlannedTraining): Promise<void>;
  /** Show how it gets on. @throws RunStopped */
  report(progress: StepProgress): Promise<void>;
  /** From now on it is told when the run will end, by how long others took. */
  expect(work: TrainingWork): void;
  /** The same, since it is known what its engine takes the time for. */
  chosen(choice: { readonly source: string; readonly learnsTimbre?: boolean }): void;
  /** Its blobs must be stored before. @throws RunStopped */
  saveCheckpoint(checkpoint: Checkpoint): Promise<void>;
  /** Wall seconds of each phase until now. */
  phaseSeconds(): Record<string, number>;
  /** The same for those that come after it; null: it was interrupted, so that it tells them nothing. */
  took(work: TrainingWork, source: string | null): NewVersion['took'];
}

/** @param folder empty, and this attempt's own */
export async function beginAttempt(
  services: TrainerServices,
  run: TrainingRun,
  lease: Lease,
  folder: string,
): Promise<Attempt> {
  const { runs } = services.storage;
  const stateDir = path.join(folder, 'state');
  const clipDir = path.join(folder, 'clips');
  for (const dir of [stateDir, clipDir]) await mkdir(dir);
  const clock = phaseClock();
  const { name: device } = await services.engine.device();
  const tell = expectations(await services.storage.pastRuns.times(services.engine.id, [device]));
  const whole = wholeTimeLeft();
  let source = run.request.source ?? null;
  let work: TrainingWork | null = null;
  /** Known only on the way. */
  let choice: Pick<TrainingWork, 'learnsTimbre'> = {};
  const expectAll = (): void => whole.expect(work && tell({ ...work, ...choice }, source));
  return {
    services,
    run,
    signal: lease.signal,
    folder,
    stateDir,
    clipDir,
    async enter(phase, planned) {
      lease.signal.throwIfAborted();
      clock.enter(phase);
      const working = workPhases.find((one) => one === phase);
      if (working !== undefined) whole.enter(working);
      if (!(await runs.advance(run.id, run.fence, phase, planned))) throw lease.lost();
    },
    report: progressWriter(services, run, lease, { whole, phase: () => clock.phase() }),
    expect(wanted) {
      work = wanted;
      expectAll();
    },
    chosen({ learnsTimbre, ...chosen }) {
      source = chosen.source;
      choice = learnsTimbre === undefined ? {} : { learnsTimbre };
      expectAll();
    },
    async saveCheckpoint(checkpoint) {
      if (!(await runs.saveCheckpoint(run.id, run.fence, checkpoint))) throw lease.lost();
    },
    phaseSeconds: () => clock.seconds(),
    took(done, madeFrom) {
      // What an earlier attempt did took its time as well.
      if (run.fence > 1) return null;
      const spent = clock.seconds();
      const phases = Object.fromEntries(workPhases.map((phase) => [phase, spent[phase] ?? 0])) as RunTimes['phases'];
      return { device, times: { source: madeFrom, work: { ...done, ...choice }, phases } };
    },
  };
}

/** Which phase this attempt is in, and wall seconds of each. */
function phaseClock(): { enter(phase: string): void; phase(): string; seconds(): Record<string, number> } {
  const spent: Record<string, number> = {};
  let phase = 'preparing';
  let since = performance.now();
  const settle = (): void => {
    const now = performance.now();
    spent[phase] = (spent[phase] ?? 0) + (now - since) / 1000;
    since = now;
  };
  return {
    enter(next) {
      settle();
      phase = next;
    },
    phase: () => phase,
    seconds() {
      settle();
      return { ...spent };
    },
  };
}

/** It is written each time that there is something to tell: more points than can be told apart in a picture are of no use. */
const mostLosses = 200;

/** The loss curve so far, by what is told of progress. @param before points of an earlier attempt: what it did again is told anew */
export function curveFrom(before: readonly LossPoint[]): (progress: StepProgress) => LossPoint[] {
  let points = [...before];
  return ({ phase, epoch, epochs, trainLoss: train, heldOutLoss: heldOut }) => {
    if (phase !== 'training' || (train === null && heldOut === null)) return points;
    const apart = Math.ceil(epochs / mostLosses);
    const earlier = points.filter((point) => point.epoch < epoch && point.epoch % apart === 0);
    points = [...earlier, { epoch, train, heldOut }];
    return points;
  };
}

function progressWriter(
  services: TrainerServices,
  run: TrainingRun,
  lease: Lease,
  now: { readonly whole: WholeTimeLeft; readonly phase: () => string },
): (progress: StepProgress) => Promise<void> {
  let written = -Infinity;
  let phase: string | undefined;
  const timeLeft = steadyTimeLeft();
  const curve = curveFrom(run.progress?.losses ?? []);
  return async (progress) => {
    const at = performance.now();
    const secondsLeft = timeLeft(progress, now.phase());
    const wholeSecondsLeft = now.whole.left(progress);
    const losses = curve(progress);
    if (progress.phase === phase && at - written < progressEveryMs && progress.done < progress.total) return;
    written = at;
    phase = progress.phase;
    const shown = { ...progress, secondsLeft, wholeSecondsLeft, losses, at: Date.now() };
    if (!(await services.storage.runs.saveProgress(run.id, run.fence, shown))) throw lease.lost();
    announce(services, run.id, 'progress');
  };
}
