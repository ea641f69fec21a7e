// How far the natural source is before the network learns: recordings are followed, a timbre is learnt from them, words are
// said. Each part is as long as there is to do of it, at the pace at which it was last done here, so that all of them are one
// progress and one time that falls, instead of one after the other that each come to nothing.
import { progressOf } from '../clips.ts';
import type { EngineEvent } from '../engine.ts';

/** Seconds of the clock for a second of speech that is followed or said, and for a step that is learnt: on two cores of which others use some. */
const usualPaces = { follow: 1.3, learn: 0.8, say: 0.6 };
export type Part = keyof typeof usualPaces;
/** How much there is to do: seconds of speech, steps. */
type Amounts = Record<Part, number>;

/** What is expected counts as much, against what is seen, as this share of all of it. */
const expectedWeight = 0.15;
/** What takes less tells no pace. */
const tellingSeconds = 2;

/** The paces of a machine, as far as it has been seen at work. */
export class Paces {
  readonly #seen: Partial<Amounts> = {};

  of(part: Part): number {
    return this.#seen[part] ?? usualPaces[part];
  }

  note(part: Part, amount: number, seconds: number): void {
    if (amount > 0 && seconds >= tellingSeconds) this.#seen[part] = seconds / amount;
  }
}

export class Preparation {
  readonly #paces: Paces;
  /** As they were when it began: a share that is done stays done. */
  readonly #expected: Amounts;
  readonly #now: () => number;
  readonly #amounts: Amounts = { follow: 0, learn: 0, say: 0 };
  readonly #done: Amounts = { follow: 0, learn: 0, say: 0 };
  readonly #began: number;

  /** @param now seconds, of a clock that goes on */
  constructor(paces: Paces, now: () => number = () => performance.now() / 1000) {
    this.#paces = paces;
    this.#expected = { follow: paces.of('follow'), learn: paces.of('learn'), say: paces.of('say') };
    this.#now = now;
    this.#began = now();
  }

  /** There is so much to do of a part, as far as it is known. */
  is(part: Part, amount: number): void {
    this.#amounts[part] = amount;
  }

  /** So much of it is done. */
  reached(part: Part, amount: number): void {
    this.#done[part] = Math.min(amount, this.#amounts[part]);
  }

  /** A part, after which the next one begins. @returns what the work does */
  async during<Result>(part: Part, work: () => Promise<Result>): Promise<Result> {
    const began = this.#now();
    const result = await work();
    this.#paces.note(part, this.#done[part], this.#now() - began);
    this.#done[part] = this.#amounts[part];
    return result;
  }

  event(): EngineEvent {
    const seconds = (amounts: Amounts): number =>
      Object.entries(amounts).reduce((sum, [part, amount]) => sum + amount * this.#expected[part as Part], 0);
    const [total, done] = [seconds(this.#amounts), seconds(this.#done)];
    const expected = expectedWeight * total;
    const slowness = total > 0 ? (this.#now() - this.#began + expected) / (done + expected) : 1;
    return progressOf('preparing', done, total, slowness * (total - done));
  }
}
