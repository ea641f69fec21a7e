// Keeps a claimed run: renews its lease while work goes on, and stops the work when the run is no longer ours or wanted.
import type { Storage } from '../storage/storage.ts';

/** Why work on a run stops before its end: the reason of the abort signal. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped';
  /** `cancelled` by its owner; `lost`: it ended, or another trainer has it; `shutdown` of this process; where files are kept is `away`. */
  readonly why: 'cancelled' | 'lost' | 'shutdown' | 'away';
  constructor(why: RunStopped['why']) {
    super(`run ${why}`);
    this.why = why;
  }
}

export interface Lease {
  readonly signal: AbortSignal;
  /** Look at the row now: something may have happened to it (a cancel was announced). */
  check(): Promise<void>;
  /** A write was refused: the run is not ours any more. Aborts the signal. @returns what to throw */
  lost(): RunStopped;
  release(): void;
}

/**
 * Hold the lease of a claimed run until `release()`.
 * @param fence of the claim: every renewal carries it
 * @param shutdown aborted when this process is to end
 */
export function holdLease(
  runs: Storage['runs'],
  run: { readonly id: string; readonly fence: number },
  leaseMs: number,
  shutdown: AbortSignal,
): Lease {
  const controller = new AbortController();
  const stop = (why: RunStopped['why']): void => controller.abort(new RunStopped(why));
  // Not by the wall clock, which may be set.
  let expires = performance.now() + leaseMs;
  const check = async (): Promise<void> => {
    try {
      const asked = performance.now();
      const { held, cancelRequested } = await runs.renew(run.id, run.fence, leaseMs);
      if (!held) stop('lost');
      else if (cancelRequested) stop('cancelled');
      else expires = asked + leaseMs;
    } catch (error) {
      // The database may be busy for a moment; past the lease somebody else may own the run.
      if (performance.now() >= expires) controller.abort(error);
    }
  };
  const timer = setInterval(() => void check(), leaseMs / 4);
  const onShutdown = (): void => stop('shutdown');
  if (shutdown.aborted) onShutdown();
  else shutdown.addEventListener('abort', onShutdown, { once: true });
  return {
    signal: controller.signal,
    check,
    lost() {
      stop('lost');
      return new RunStopped('lost');
    },
    release() {
      clearInterval(timer);
      shutdown.removeEventListener('abort', onShutdown);
    },
  };
}
