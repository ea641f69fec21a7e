// Whose melody goes along with a person's: what the natural source plans for their words in one of its voices is held against what
// they really sang. Nothing is said for it: that would cost some 25 times as much.
import { alignFrames } from '../../../../dsp/dtw.ts';
import { cepstrumWidth } from '../source/features.ts';
import type { Features } from '../source/features.ts';
import type { PlannedOutline } from '../source/kokoro-source.ts';

/** Words that are planned in each voice, seconds of recordings. */
export const plannedSeconds = 25;
/** Voices whose melodies are mixed: what they have in common goes along with another speaker's better than the best of them. */
const sungTogether = 3;
/** Bounds of a level, in deviations: silence is silence, however silent. */
const levels = { least: -3, most: 2 };
/** Features of a frame that are aligned: its level, and whether it has a tone. */
const width = 2;

/**
 * Shares of the voices that go along with a person best, as many of each.
 * @param voices with their correlation; the first is taken where none goes along
 */
export function mixedMelody(voices: readonly (readonly [string, number])[]): [string, number][] {
  const best = voices.filter(([, correlation]) => correlation > 0).toSorted(([, a], [, b]) => b - a);
  const taken = best.length === 0 ? voices.slice(0, 1) : best.slice(0, sungTogether);
  return taken.map(([name]) => [name, 1 / taken.length]);
}

const bounded = (level: number): number => Math.min(levels.most, Math.max(levels.least, level));

/** [frames × 2] */
function rowsOf(frames: number, levelOf: (frame: number) => number, f0: Float32Array): Float32Array {
  const rows = new Float32Array(width * frames);
  for (let frame = 0; frame < frames; frame++)
    rows.set([bounded(levelOf(frame)), f0[frame] > 0 ? 1 : -1], width * frame);
  return rows;
}

function recordedRows({ frames, cepstrum, speech, f0 }: Features): Float32Array {
  const spoken = [...speech.keys()]
    .filter((frame) => speech[frame] === 1)
    .map((frame) => cepstrum[frame * cepstrumWidth]);
  const mean = spoken.reduce((sum, level) => sum + level, 0) / Math.max(1, spoken.length);
  const variance = spoken.reduce((sum, level) => sum + (level - mean) ** 2, 0) / Math.max(1, spoken.length);
  const deviation = Math.max(1e-3, Math.sqrt(variance));
  const levelOf = (frame: number): number =>
    speech[frame] === 1 ? (cepstrum[frame * cepstrumWidth] - mean) / deviation : levels.least;
  return rowsOf(frames, levelOf, f0);
}

/** Sums over frames of utterances that are aligned by level and voicing. */
export class MelodyComparison {
  #frames = 0;
  #x = 0;
  #y = 0;
  #xx = 0;
  #yy = 0;
  #xy = 0;

  /** @param plans of the sentences of what was recorded, one after the other */
  add(plans: readonly Pick<PlannedOutline, 'frames' | 'f0' | 'level'>[], recorded: Features): void {
    const f0 = Float32Array.from(plans.flatMap((plan) => [...plan.f0]));
    const level = plans.flatMap((plan) => [...plan.level]);
    if (f0.length === 0 || recorded.frames === 0) return;
    const planned = rowsOf(f0.length, (frame) => level[frame], f0);
    const { a, b } = alignFrames(planned, recordedRows(recorded), width, 0);
    for (const [i, frame] of a.entries()) {
      const [hertz, sung] = [f0[frame], recorded.f0[b[i]]];
      if (hertz <= 0 || sung <= 0) continue;
      const [x, y] = [Math.log(hertz), Math.log(sung)];
      this.#frames++;
      this.#x += x;
      this.#y += y;
      this.#xx += x * x;
      this.#yy += y * y;
      this.#xy += x * y;
    }
  }

  /** Correlation of ln F0 where both have a tone, −1 to 1; 0 where nothing is known. */
  get correlation(): number {
    const n = this.#frames;
    const variances = (n * this.#xx - this.#x ** 2) * (n * this.#yy - this.#y ** 2);
    return variances > 0 ? (n * this.#xy - this.#x * this.#y) / Math.sqrt(variances) : 0;
  }
}
