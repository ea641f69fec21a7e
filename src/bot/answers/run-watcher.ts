// Watches the runs that this bot tells of and lets their users see what changes. Redis wakes it up; a slow poll finds what no wake-up told.
import type { Log } from '../../log.ts';
import type { RunEvent } from '../../queue/jobs.ts';
import type { AnswerTo } from '../../storage/records.ts';
import type { Run, Storage, SynthesisRun, WantedRun } from '../../storage/storage.ts';
import type { Check } from '../../storage/usage.ts';
import type { Clock } from '../clock.ts';
import type { Delivery } from './delivery.ts';
import type { ProgressMessages } from './progress.ts';

const pollEveryMs = 5_000;

export interface RunWatcher {
  /**
   * Queue a run and begin to follow it; a training is shown when this resolves.
   * @param checkOpen see `Runs.request`
   * @throws UserError when the user already has as many as are allowed
   */
  request(wanted: Omit<WantedRun, 'teller'>, checkOpen: Check<number>): Promise<Run>;
  /** Ask for a cancel and show that; see `Runs.requestCancel`. */
  cancel(run: Run): Promise<'cancelled' | 'requested' | 'ended'>;
  /** These runs ended in SQL although nobody cancelled them: let their trainer and their users know at once. */
  stopped(runIds: readonly string[]): Promise<void>;
  /**
   * Cancel all open runs of a user, whose rows then go with `erase`; their messages say that they ended.
   * @returns what `erase` returns
   */
  stopAll<T>(userId: string, erase: () => Promise<T>): Promise<T>;
  /** As {@link stopAll}, of one voice. */
  stopVoice<T>(voiceId: string, erase: () => Promise<T>): Promise<T>;
  /** Tell this user what no way had led to them with, by whispers. */
  tellKept(way: AnswerTo): Promise<void>;
  /** Something may have changed about this run. */
  wake(runId: string): void;
  /** Look for what other processes left behind. */
  takeOver(): Promise<void>;
  /** Go on with what an earlier process left, and poll from now on. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export function createRunWatcher(parts: {
  storage: Storage;
  /** Names the process. */
  bot: string;
  progress: ProgressMessages;
  delivery: Delivery;
  /** Takes over sentences for a voice channel that have ended. */
  aloud: (run: SynthesisRun) => Promise<void>;
  /** Nothing waits for this user any more. */
  drop: (userId: string) => Promise<void>;
  clock: Clock;
  log: Log;
  /** Tell the dispatcher that there is something to dispatch. */
  nudge: () => void;
  /** Tell other processes of a change. */
  publish: (event: RunEvent) => Promise<void>;
}): RunWatcher {
  const { storage, bot, progress, delivery, aloud, drop, clock, log, nudge, publish } = parts;
  const telling = storage.telling.runs;
  /** The runs that this bot tells of, as far as it knows. */
  let ours = new Set<string>();
  const tasks = new Set<Promise<void>>();
  let closed = false;
  let callOffPoll: (() => void) | undefined;

  const inBackground = (work: () => Promise<void>, about: object): void => {
    if (closed) return;
    const task = work()
      .catch((error: unknown) =>
        log.warn({ ...about, err: error }, 'could not show a run; trying again with the next poll'),
      )
      .finally(() => tasks.delete(task));
    tasks.add(task);
  };

  const look = async (run: Run): Promise<void> => {
    const isAloud = run.kind === 'synthesis' && run.request.aloud === true;
    if (run.endedAt !== null) await (isAloud ? aloud(run) : delivery.deliver(run));
    else if (run.kind === 'train') await progress.update(run.id);
  };

  const wake = (runId: string): void => {
    inBackground(
      async () => {
        if (!ours.has(runId) && !(await telling.takeOne(bot, runId))) return;
        ours.add(runId);
        const run = await storage.runs.get(runId);
        if (run === null) ours.delete(runId);
        else await look(run);
      },
      { run: runId },
    );
  };

  const poll = (): void => {
    inBackground(async () => {
      const before = new Set(ours);
      const changing = await storage.runs.toldBy(bot);
      // What was asked for meanwhile is not among them, and its wake-up must not be missed.
      ours = new Set([...changing.map(({ id }) => id), ...ours.difference(before)]);
      for (const run of changing) inBackground(() => look(run), { run: run.id });
    }, {});
    callOffPoll = clock.after(pollEveryMs, poll);
  };

  const takeOver = async (): Promise<void> => {
    for (const runId of await telling.take(bot)) {
      ours.add(runId);
      wake(runId);
    }
  };

  /** Trainer and bots also ask SQL now and then: a wake-up that is lost only delays. */
  const wakeOthers = async (runId: string): Promise<void> => {
    await publish({ runId, what: 'cancel' }).catch((error: unknown) => log.warn({ err: error }, 'no wake-up'));
  };

  const requestCancel = async (run: Run): Promise<'cancelled' | 'requested' | 'ended'> => {
    const outcome = await storage.runs.requestCancel(run.id);
    if (outcome !== 'ended') await wakeOthers(run.id);
    return outcome;
  };

  const stopThose = async <T>(isMeant: (run: Run) => boolean, erase: () => Promise<T>): Promise<T> => {
    const open = (await storage.runs.active()).filter(isMeant);
    for (const run of open) await requestCancel(run);
    const erased = await erase();
    // Only now: as long as there is a row, whatever wakes this up would show it as going on.
    for (const run of open) {
      if (run.kind !== 'train') continue;
      await progress
        .end({ ...run, state: 'cancelled', endedAt: clock.now() })
        .catch((error: unknown) => log.warn({ err: error, run: run.id }, 'could not show that a run ended'));
    }
    return erased;
  };

  return {
    async request(wanted, checkOpen) {
      const run = await storage.runs.request({ ...wanted, teller: bot }, checkOpen);
      ours.add(run.id);
      nudge();
      await look(run);
      return run;
    },
    async cancel(run) {
      const outcome = await requestCancel(run);
      wake(run.id);
      return outcome;
    },
    async stopped(runIds) {
      for (const runId of runIds) {
        await wakeOthers(runId);
        wake(runId);
      }
    },
    async stopAll(userId, erase) {
      return await stopThose(
        (run) => run.userId === userId,
        async () => {
          const erased = await erase();
          await drop(userId);
          return erased;
        },
      );
    },
    stopVoice: (voiceId, erase) => stopThose((run) => run.voiceId === voiceId, erase),
    async tellKept(way) {
      for (const runId of await telling.takeKept(bot, way.userId)) {
        const run = await storage.runs.get(runId);
        if (run !== null) await delivery.deliverKept(run, way);
      }
    },
    wake,
    takeOver,
    async start() {
      await telling.unkeep();
      await takeOver();
      poll();
    },
    async close() {
      closed = true;
      callOffPoll?.();
      await progress.close();
      await Promise.allSettled(tasks);
      await delivery.close();
    },
  };
}
