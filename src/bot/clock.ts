// Time as the bot sees it, so that tests can pass fifteen minutes in none.

export interface Clock {
  /** UTC milliseconds: may jump when the machine's clock is set. */
  now(): number;
  /** Milliseconds since some moment, for how long ago something was: never jumps. */
  elapsed(): number;
  /** Call `task` once after `ms`; the returned function calls it off. */
  after(ms: number, task: () => void): () => void;
}

export const systemClock: Clock = {
  now: Date.now,
  elapsed: () => performance.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};
