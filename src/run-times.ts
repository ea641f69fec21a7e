// How long a training takes, told by how long those before it took: each phase as a sum of what there is to do, at rates that
// fit most of the past runs. One that was held up, because the machine was busy, does not count for more than another.
import type { Effort, RunTimes, TrainingWork, WorkPhase } from './storage/records.ts';
import { workPhases } from './storage/records.ts';

/** Seconds of each phase. */
export type PhaseTimes = Readonly<Record<WorkPhase, number>>;

/** What the time of a phase grows with; each is a sum of some of these, the first ones rather. 1 is what it takes anyway. */
const causes: Readonly<Record<WorkPhase, (work: TrainingWork) => readonly number[]>> = {
  preparing: ({ newSeconds, seconds }) => [newSeconds, 1, seconds],
  // In a timbre that was learnt, what is replayed must be said anew.
  training: ({ newSeconds, seconds, epochSeconds, learnsTimbre }) => [
    epochSeconds ?? seconds,
    1,
    newSeconds,
    learnsTimbre === true ? seconds : 0,
  ],
  evaluating: ({ testClips, hasRival }) => [testClips, 1, hasRival ? testClips : 0],
  publishing: () => [1],
};

/** Times of a phase this short are told apart no more, s. */
const shortest = 1;
const refits = 12;
/** A run that is off by less than this share of its time counts as one that fits. */
const fits = 0.03;
/** By this share a sum of more causes must fit better. */
const worthACause = 0.03;

interface Seen {
  readonly causes: readonly number[];
  readonly seconds: number;
}

/**
 * What one of each cause takes, none less than nothing: the least sum of deviations relative to each time (median regression,
 * by iteratively reweighted least squares, Schlossmacher 1973), over every choice of causes.
 */
function rates(seen: readonly Seen[]): readonly number[] {
  const count = seen[0]?.causes.length ?? 0;
  let best: { readonly rates: readonly number[]; readonly loss: number } = {
    rates: Array(count).fill(0),
    loss: Infinity,
  };
  for (let choice = 1; choice < 1 << count; choice++) {
    const chosen = Array.from({ length: count }, (_, index) => index).filter((index) => (choice >> index) & 1);
    if (chosen.length > seen.length) continue;
    const found = ratesOf(seen, chosen);
    if (found === null) continue;
    const of = Array.from({ length: count }, (_, index) => found[chosen.indexOf(index)] ?? 0);
    const deviations = seen.map(
      (one) => Math.abs(total(of, one.causes) - one.seconds) / Math.max(shortest, one.seconds),
    );
    const loss = deviations.reduce((sum, deviation) => sum + deviation, 0) / seen.length + worthACause * chosen.length;
    if (loss < best.loss) best = { rates: of, loss };
  }
  return best.rates;
}

/** Of these causes only; null: they can't be told apart, or one would take less than nothing. */
function ratesOf(seen: readonly Seen[], chosen: readonly number[]): readonly number[] | null {
  let weights = seen.map(({ seconds }) => 1 / Math.max(shortest, seconds) ** 2);
  let found: readonly number[] | null = null;
  for (let round = 0; round < refits; round++) {
    found = leastSquares(seen, chosen, weights);
    if (found === null || found.some((rate) => rate < 0)) return null;
    const now = found;
    weights = seen.map(({ causes: given, seconds }) => {
      const scale = Math.max(shortest, seconds);
      const told = chosen.reduce((sum, cause, index) => sum + now[index] * given[cause], 0);
      return 1 / (scale ** 2 * Math.max(fits, Math.abs(told - seconds) / scale));
    });
  }
  return found;
}

/** Normal equations, by Gaussian elimination with pivots; null: singular. */
function leastSquares(
  seen: readonly Seen[],
  chosen: readonly number[],
  weights: readonly number[],
): readonly number[] | null {
  const rows = chosen.map((a) => [
    ...chosen.map((b) => seen.reduce((sum, one, i) => sum + weights[i] * one.causes[a] * one.causes[b], 0)),
    seen.reduce((sum, one, i) => sum + weights[i] * one.causes[a] * one.seconds, 0),
  ]);
  const scales = rows.map((row, i) => row[i]);
  for (let i = 0; i < rows.length; i++) {
    const pivot = rows[i][i];
    if (!(pivot > 1e-9 * scales[i])) return null;
    for (let j = 0; j < rows.length; j++) {
      if (j === i) continue;
      const share = rows[j][i] / pivot;
      for (let k = i; k < rows[j].length; k++) rows[j][k] -= share * rows[i][k];
    }
  }
  return rows.map((row, i) => row[chosen.length] / row[i]);
}

const total = (of: readonly number[], given: readonly number[]): number =>
  of.reduce((sum, rate, index) => sum + rate * given[index], 0);

/** So many of the newest runs tell; fewer than the least tell nothing of one of another size. */
const tellingRuns = { least: 2, most: 30 } as const;

/**
 * How long a training takes, by what it has to do and what its voice is made from (null: what new ones are, as far as that is
 * known); null: nobody knows yet.
 */
export type Expectations = (work: TrainingWork, source: string | null) => PhaseTimes | null;

/** The newest, by what they were learnt from: who waits asks time and again, and trainings end seldom. */
const learnt = new Map<string, Expectations>();
const mostLearnt = 8;

/**
 * Learn how long trainings take; from the same ones only once.
 * @param past those that ended well on the same device, newest first
 */
export function expectations(past: readonly RunTimes[]): Expectations {
  const key = JSON.stringify(past);
  const known = learnt.get(key);
  if (known !== undefined) return known;
  const [oldest] = learnt.keys();
  if (oldest !== undefined && learnt.size >= mostLearnt) learnt.delete(oldest);
  const tell = learnFrom(past);
  learnt.set(key, tell);
  return tell;
}

const effortOf = ({ effort }: TrainingWork): Effort => effort ?? 'usual';
/** Whether all is new, as in a first training. */
const isFirst = ({ seconds, newSeconds }: TrainingWork): boolean => newSeconds > 0.99 * seconds;
/** What so many of those before did, the next one is expected to do. */
const usualShare = 0.8;

/**
 * Of runs with the same effort those that took their time for the same as a training will; none, where it is not known what that is.
 */
function alikeIn(asked: readonly RunTimes[], work: TrainingWork): readonly RunTimes[] {
  const learning = (is: boolean | undefined): readonly RunTimes[] =>
    asked.filter((run) => run.work.learnsTimbre === is);
  if (work.learnsTimbre !== undefined) return learning(work.learnsTimbre);
  // Nobody has looked yet: as first trainings did, or others.
  const before = asked.filter((run) => run.work.learnsTimbre !== undefined && isFirst(run.work) === isFirst(work));
  const newest = before.slice(0, tellingRuns.most);
  if (newest.length === 0) return learning(undefined);
  const learnt = newest.filter((run) => run.work.learnsTimbre).length;
  const doMost = 2 * learnt > newest.length;
  const most = doMost ? learnt : newest.length - learnt;
  return most >= usualShare * newest.length ? learning(doMost) : [];
}

function learnFrom(past: readonly RunTimes[]): Expectations {
  const known = new Map<string, PhaseTimes | null>();
  const usual = past.find(({ work }) => !work.hasRival)?.source ?? past[0]?.source ?? null;
  return (work, source) => {
    const wanted = source ?? usual;
    const like = past.filter((run) => run.source === wanted);
    // Effort and timbre are for the training alone; how much more or less that takes is told by others of the same.
    const asked = alikeIn(
      like.filter((run) => effortOf(run.work) === effortOf(work)),
      work,
    );
    if (asked.length < tellingRuns.least) return null;
    const { learnsTimbre } = asked[0].work;
    const key = JSON.stringify([wanted, work]);
    const before = known.get(key);
    if (before !== undefined) return before;
    // Before its plan is made a run's epochs are not known: then all are looked at without.
    const isPlanned = work.epochSeconds !== null;
    const times = Object.fromEntries(
      workPhases.map((phase) => {
        const told = phase === 'training' ? asked : like;
        const seen = told.slice(0, tellingRuns.most).map((run) => ({
          causes: causes[phase](isPlanned ? run.work : { ...run.work, epochSeconds: null }),
          seconds: run.phases[phase],
        }));
        return [phase, total(rates(seen), causes[phase]({ ...work, learnsTimbre }))];
      }),
    ) as Record<WorkPhase, number>;
    known.set(key, times);
    return times;
  };
}

/** Of all phases. */
export const wholeTime = (times: PhaseTimes): number => workPhases.reduce((sum, phase) => sum + times[phase], 0);
