// One attempt at a training run: its folders, and its writes, each of which carries the fence. Where one is refused, the run
// was lost and the attempt stops.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { RunProgress } from '../../storage/records.ts';
import type { PhaseState } from '../../storage/run-states.ts';
import type { Checkpoint, PlannedTraining, TrainingRun } from '../../storage/storage.ts';
import type { Lease } from '../lease.ts';
import { steadyTimeLeft } from '../time-left.ts';
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
  report(progress: Omit<RunProgress, 'at'>): Promise<void>;
  /** Its blobs must be stored before. @throws RunStopped */
  saveCheckpoint(checkpoint: Checkpoint): Promise<void>;
  /** Wall seconds of each phase until now. */
  phaseSeconds(): Record<string, number>;
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
      if (!(await runs.advance(run.id, run.fence, phase, planned))) throw lease.lost();
    },
    report: progressWriter(services, run, lease),
    async saveCheckpoint(checkpoint) {
      if (!(await runs.saveCheckpoint(run.id, run.fence, checkpoint))) throw lease.lost();
    },
    phaseSeconds: () => clock.seconds(),
  };
}

/** Wall seconds of each phase of this attempt. */
function phaseClock(): { enter(phase: string): void; seconds(): Record<string, number> } {
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
    seconds() {
      settle();
      return { ...spent };
    },
  };
}

function progressWriter(
  services: TrainerServices,
  run: TrainingRun,
  lease: Lease,
): (progress: Omit<RunProgress, 'at'>) => Promise<void> {
  let written = -Infinity;
  let phase: string | undefined;
  const timeLeft = steadyTimeLeft();
  return async (progress) => {
    const now = performance.now();
    const secondsLeft = timeLeft(progress);
    if (progress.phase === phase && now - written < progressEveryMs && progress.done < progress.total) return;
    written = now;
    phase = progress.phase;
    if (!(await services.storage.runs.saveProgress(run.id, run.fence, { ...progress, secondsLeft, at: Date.now() })))
      throw lease.lost();
    announce(services, run.id, 'progress');
  };
}
