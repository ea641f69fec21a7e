// A network that loses, delays and reorders packets, the same ones for the same seed.

export interface Impairment {
  readonly seed: number;
  /** Share of packets that never arrive. */
  readonly loss?: number;
  /** Share of packets that are overtaken by the one behind them. */
  readonly reordered?: number;
  /** Packets are late by up to so many ms. */
  readonly jitterMs?: number;
}

/** mulberry32: uniform in [0, 1). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export class Network {
  readonly #random: () => number;
  readonly #impairment: Impairment;
  #held: Buffer | null = null;
  /** How many packets were lost. */
  lost = 0;

  constructor(impairment: Impairment = { seed: 1 }) {
    this.#impairment = impairment;
    this.#random = randomOf(impairment.seed);
  }

  /** Pass a packet on, or not. @param arrive may be called later */
  send(packet: Buffer, arrive: (packet: Buffer) => void): void {
    const { loss = 0, reordered = 0, jitterMs = 0 } = this.#impairment;
    const [fate, order, late] = [this.#random(), this.#random(), this.#random() * jitterMs];
    if (fate < loss) {
      this.lost++;
      return;
    }
    const pass = (one: Buffer): void => {
      if (late < 1) arrive(one);
      else setTimeout(() => arrive(one), late);
    };
    const overtaken = this.#held;
    this.#held = null;
    if (overtaken === null && order < reordered) this.#held = packet;
    else pass(packet);
    if (overtaken !== null) pass(overtaken);
  }
}
