// The clock of the Discord stand-in: real time that a test can push forward, so that 15 minutes need not be waited for.

interface Alarm {
  /** UTC ms. */
  due: number;
  /** So many times as long as it should it waits while nobody pushes the clock. */
  readonly patience: number;
  readonly ring: () => void;
  timer: NodeJS.Timeout | undefined;
}

/** Runs with the machine's time from `startAt`; {@link advance} jumps. */
export class Clock {
  #offset: number;
  #advanced = 0;
  readonly #alarms = new Set<Alarm>();

  /** @param startAt UTC ms that the clock shows now; an earlier time makes everything look old to a bot with the real time */
  constructor(startAt = Date.now()) {
    this.#offset = startAt - Date.now();
  }

  /** UTC ms. */
  now(): number {
    return Date.now() + this.#offset;
  }

  /** Milliseconds since some moment: what the clock is set to does not matter. */
  elapsed(): number {
    return performance.now() + this.#advanced;
  }

  /** Show another time from now on, as when a machine's clock is set: no time passes by that. */
  set(ms: number): void {
    this.#offset += ms;
  }

  /** Jump forward; alarms that are passed ring at once, in their order. */
  advance(ms: number): void {
    this.#offset += ms;
    this.#advanced += ms;
    for (const alarm of this.#alarms) alarm.due -= ms * (alarm.patience - 1);
    for (const alarm of [...this.#alarms].sort((a, b) => a.due - b.due)) {
      clearTimeout(alarm.timer);
      if (alarm.due <= this.now()) {
        this.#alarms.delete(alarm);
        alarm.ring();
      } else {
        this.#arm(alarm);
      }
    }
  }

  /** Call `ring` once when the clock shows `due` (UTC ms). Does not keep the process alive. */
  at(due: number, ring: () => void): void {
    this.#add({ due, patience: 1, ring, timer: undefined });
  }

  /**
   * Call `ring` once when somebody had so many ms and did not use them. A machine that is busy with other things gives
   * nobody as much: what passes by itself counts a tenth of what {@link advance} lets pass.
   */
  after(ms: number, ring: () => void): void {
    const patience = 10;
    this.#add({ due: this.now() + ms * patience, patience, ring, timer: undefined });
  }

  /** Forget every alarm. */
  close(): void {
    for (const alarm of this.#alarms) clearTimeout(alarm.timer);
    this.#alarms.clear();
  }

  #add(alarm: Alarm): void {
    this.#alarms.add(alarm);
    this.#arm(alarm);
  }

  #arm(alarm: Alarm): void {
    const ring = (): void => {
      this.#alarms.delete(alarm);
      alarm.ring();
    };
    alarm.timer = setTimeout(ring, Math.max(0, alarm.due - this.now())).unref();
  }
}

const discordEpoch = 1_420_070_400_000;

/** Makes ids whose upper bits are the clock's time, as Discord does: 17 to 19 digits, strictly increasing. */
export class Snowflakes {
  #last = 0n;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  next(): string {
    const candidate = BigInt(this.#clock.now() - discordEpoch) << 22n;
    this.#last = candidate > this.#last ? candidate : this.#last + 1n;
    return this.#last.toString();
  }
}
