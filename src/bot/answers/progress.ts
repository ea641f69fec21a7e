// The one message that follows a training: edited at most every three seconds, and only when what it says has changed.
import { expectations, wholeTime } from '../../run-times.ts';
import type { Run, Storage, TrainingRun } from '../../storage/storage.ts';
import type { Clock } from '../clock.ts';
import { type Answer, inTongueOf } from '../discord/message.ts';
import { type Messenger, type Sent, openChannel, unlessClosed } from '../discord/messenger.ts';
import { noWait, progressEnded, progressReply, type Wait } from '../replies/training.ts';

const editEveryMs = 3_000;
/** Discord allows only few edits of a message that is older than an hour. */
const oldMessageMs = 60 * 60_000;
const editOldEveryMs = 60_000;

/** What a training waits for, and when it will be done. */
export async function waitOf({ runs, trainers, pastRuns, usage }: Storage, run: Run): Promise<Wait> {
  const now = await usage.now();
  const told = run.state === 'queued' ? null : leftOf(run, now);
  if (told !== null) return { ...noWait, seconds: told };
  const alive = await trainers.alive();
  const engines = new Set(alive.map(({ engine }) => engine));
  if (run.state === 'queued' && run.engine !== null && !engines.has(run.engine)) {
    return { ...noWait, missing: { engine: run.engine, others: [...engines] } };
  }
  const able = alive.filter(({ engine }) => engine === run.engine);
  const past = await pastRuns.times(run.engine ?? '', [...new Set(able.map(({ device }) => device))]);
  const tell = expectations(past);
  /** Until it has ended, were it its turn now. */
  const ownSeconds = (one: Run): number | null => {
    if (one.kind !== 'train') return null;
    const left = leftOf(one, now);
    const { work, source } = one.request;
    const times = left !== null || work === undefined ? null : tell(work, source ?? null);
    const spent = one.state === 'queued' ? 0 : (now - (one.startedAt ?? now)) / 1000;
    return times === null ? left : Math.max(0, wholeTime(times) - spent);
  };
  if (run.state !== 'queued') return { ...noWait, seconds: ownSeconds(run) };
  const others = (await runs.active()).filter(
    ({ id, kind, engine }) => id !== run.id && kind === 'train' && engine === run.engine,
  );
  const trained = await usage.trainedBefore([run, ...others].map(({ id }) => id));
  /** As they are dispatched: what had begun first, then who had trained least. */
  const turn = ({ id, startedAt }: Run): number => (startedAt === null ? Math.round(trained.get(id) ?? 0) : -1);
  const inOrder = (a: Run, b: Run): number => turn(a) - turn(b) || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
  const before = others.filter((other) => inOrder(other, run) < 0).sort(inOrder);
  return { ahead: before.length, seconds: endOf([...before, run].map(ownSeconds), able.length), missing: null };
}

/** Seconds until a run has ended that began, by what its trainer said of it; null: it said nothing. */
function leftOf({ progress, state }: Run, now: number): number | null {
  if (progress === null || progress.wholeSecondsLeft === null) return null;
  const since = state === 'queued' ? 0 : Math.max(0, now - progress.at) / 1000;
  return Math.max(0, progress.wholeSecondsLeft - since);
}

/** When the last of these has ended, each taken by the trainer that is free first, s; null: of one it is not known how long it takes. */
function endOf(seconds: readonly (number | null)[], trainers: number): number | null {
  const busy = Array.from({ length: Math.max(1, trainers) }, () => 0);
  let end = 0;
  for (const length of seconds) {
    if (length === null) return null;
    const first = busy.indexOf(Math.min(...busy));
    end = busy[first] + length;
    busy[first] = end;
  }
  return end;
}

export interface ProgressMessages {
  /** Show the run as it is in SQL, now or as soon as an edit is due again. Resolves when it is shown. */
  update(runId: string): Promise<void>;
  /** The last edit of a run that ended; not throttled. False when the message cannot be reached any more. */
  end(run: TrainingRun): Promise<boolean>;
  close(): Promise<void>;
}

interface Shown {
  /** JSON of the message that Discord shows. */
  message: string;
  /** Before then (`clock.elapsed`) there is no further edit. */
  nextEditAt: number;
  /** There may be something new to show. */
  stale: boolean;
  /** No further edits: the run has ended, nobody can be reached, or the bot stops. */
  over: boolean;
  /** Ends the wait for `nextEditAt` early. */
  wake: () => void;
  /** Those who wait for what is new to be shown. */
  waiting: (() => void)[];
  following: Promise<void> | null;
}

export function createProgressMessages(
  storage: Storage,
  messenger: Messenger,
  clock: Clock,
  onError: (error: unknown, runId: string) => void,
): ProgressMessages {
  const shownByRun = new Map<string, Shown>();

  const shownOf = (runId: string): Shown => {
    const known = shownByRun.get(runId);
    if (known !== undefined) return known;
    const shown = {
      message: '',
      nextEditAt: -Infinity,
      stale: false,
      over: false,
      wake: () => {},
      waiting: [],
      following: null,
    };
    shownByRun.set(runId, shown);
    return shown;
  };

  /** Replace the message where it is: by the token, later by the bot's own right. Null when neither way is open. */
  const replace = async (run: Run, message: Answer): Promise<Sent | null> => {
    const { answerTo, progressMessageId } = run;
    if (messenger.tokenAlive(answerTo)) return await messenger.replaceOriginal(answerTo, message);
    const channelId = openChannel(answerTo);
    if (channelId === null || progressMessageId === null) return null;
    const sent = { channelId, messageId: progressMessageId };
    return await unlessClosed(messenger.editInChannel(sent, inTongueOf(answerTo, message)).then(() => sent));
  };

  const edit = async (runId: string, shown: Shown): Promise<void> => {
    const run = await storage.runs.get(runId);
    if (run?.kind !== 'train' || run.endedAt !== null) return;
    const message = inTongueOf(run.answerTo, progressReply(run, await waitOf(storage, run)));
    const json = JSON.stringify(message);
    if (json === shown.message) return;
    const isOld = clock.now() - run.answerTo.createdAt > oldMessageMs;
    shown.nextEditAt = clock.elapsed() + (isOld ? editOldEveryMs : editEveryMs);
    const sent =
      (await replace(run, message)) ?? (await messenger.sendInChannel(run.answerTo, message, `progress:${run.id}`));
    shown.message = json;
    if (sent === null) shown.over = true;
    else if (sent.messageId !== run.progressMessageId) await storage.runs.setProgressMessage(run.id, sent.messageId);
  };

  const follow = async (runId: string, shown: Shown): Promise<void> => {
    while (shown.stale && !shown.over) {
      const wait = shown.nextEditAt - clock.elapsed();
      if (wait > 0) {
        await new Promise<void>((resolve) => {
          const callOff = clock.after(wait, resolve);
          shown.wake = () => {
            callOff();
            resolve();
          };
        });
        continue;
      }
      shown.stale = false;
      const waiting = shown.waiting.splice(0);
      try {
        await edit(runId, shown);
      } catch (error) {
        onError(error, runId);
      }
      for (const resolve of waiting) resolve();
    }
    for (const resolve of shown.waiting.splice(0)) resolve();
    shown.following = null;
  };

  const stop = async (shown: Shown): Promise<void> => {
    shown.over = true;
    shown.wake();
    await shown.following;
  };

  return {
    async update(runId) {
      const shown = shownOf(runId);
      await new Promise<void>((resolve) => {
        shown.waiting.push(resolve);
        shown.stale = true;
        shown.following ??= follow(runId, shown);
      });
    },
    async end(run) {
      await stop(shownOf(run.id));
      shownByRun.delete(run.id);
      return (await replace(run, progressEnded(run))) !== null;
    },
    async close() {
      await Promise.all(Array.from(shownByRun.values(), stop));
    },
  };
}
