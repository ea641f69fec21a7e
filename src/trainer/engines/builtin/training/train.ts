// A training run: from the parent's state and the clips to a trained state, with checkpoints on the way from which it can
// be finished bit for bit.
import type { NamedTensors } from '../../../../learning/safetensors.ts';
import { type Note, noteOf } from '../../../../i18n/notes.ts';
import type { LossPoint } from '../../../../storage/records.ts';
import type { EngineEvent, TrainOutcome, TrainRequest } from '../../engine.ts';
import { baseOf } from '../network/base.ts';
import type { Tools } from '../speaker/corpus.ts';
import { TrainingSession } from './session.ts';
import { framesPerSecond } from '../source/features.ts';
import { raisedOf } from '../network/manners.ts';
import { languageOf } from '../../clips.ts';
import { gather, noExamples } from './material.ts';
import type { Material } from './material.ts';
import { gentler, harmful, PilotFailed, worsening } from './pilot.ts';
import { readState, writeState } from '../speaker/state.ts';
import type { VoiceState } from '../speaker/state.ts';
import { isNatural } from '../source/source-choice.ts';
import type { AnySource } from '../source/source-choice.ts';
import { cepstrumStatistics } from '../source/statistics.ts';

export interface TrainOptions extends Tools {
  readonly emit: (event: EngineEvent) => Promise<void>;
  /** Shortest time between two checkpoints, seconds. */
  readonly checkpointSeconds: number;
  /** Source of a new voice; absent: to be chosen. */
  readonly chosen?: AnySource;
  /** What was told of it; a run that goes on after a checkpoint finds it there. */
  readonly told?: readonly Note[];
}

/** Rows that tell how lively a manner is spoken: a second of speech. */
const leastRows = 200;

/** Whether this voice was grown with flite where its words could be said by the natural source. */
const couldBeNatural = ({ start, trainClips }: TrainRequest, { sourceVoice }: Material, { kokoro }: Tools): boolean =>
  start === 'continue' && !isNatural(sourceVoice) && (kokoro?.speaks(languageOf(trainClips) ?? '') ?? false);

/** What is told of manners that came with the recordings of this segment: one note, or none. */
function mannersFound({ frame, mannerFrames, segment }: Material): Note[] {
  const found = frame.manners.flatMap((_, manner) => {
    if (manner < Math.max(1, segment.manners)) return [];
    const raised = Math.round((raisedOf(frame.manners, manner) * 12) / Math.LN2);
    const of = { seconds: mannerFrames[manner] / framesPerSecond, semitones: Math.abs(raised) };
    if (raised === 0) return [noteOf('manner', of)];
    return [raised > 0 ? noteOf('manner-higher', of) : noteOf('manner-lower', of)];
  });
  return found.length === 0 ? [] : [noteOf('manners-found', { count: found.length, found })];
}

/**
 * Run or finish a training; see TrainRequest for what each start means. When it returns, the state folder holds what
 * speaks, the best epoch, and where a continuation goes on: after the last epoch, or, when training stopped early, from
 * the best one at the learning rate of the next plan.
 * Before the pilot of a plan has passed nothing is written, so a run that is killed till then begins again from its parent.
 * @throws UserError when the parent's state can't be used, no optimizer step can be made, or the pilot fails, also the
 *   second, gentler one; `signal.reason` when aborted
 */
export async function train(request: TrainRequest, options: TrainOptions): Promise<TrainOutcome> {
  const isOther = request.start === 'other-voice';
  const from: Beginning = {
    parent: await parentOf(request),
    others: isOther ? (await readState(request.stateDir)).weights : null,
  };
  try {
    return await attempt(request, from, options);
  } catch (error) {
    if (!(error instanceof PilotFailed)) throw error;
  }
  try {
    const outcome = await attempt({ ...request, plan: gentler(request.plan) }, from, options);
    return { ...outcome, remarks: [noteOf('tried-again'), ...outcome.remarks] };
  } catch (error) {
    throw error instanceof PilotFailed ? harmful(error) : error;
  }
}

/** State of the voice itself that a run goes on with; null: it is a new one. @throws UserError when it can't be used */
export const parentOf = async ({ start, stateDir }: TrainRequest): Promise<VoiceState | null> =>
  start === 'base' || start === 'other-voice' ? null : readState(stateDir);

/** What a run begins from: a state of this voice, or the network of another one; neither: the base. */
interface Beginning {
  readonly parent: VoiceState | null;
  readonly others: NamedTensors | null;
}

/** @throws PilotFailed before anything is written */
async function attempt(
  request: TrainRequest,
  { parent, others }: Beginning,
  options: TrainOptions,
): Promise<TrainOutcome> {
  const { plan, stateDir, start } = request;
  const { told = [] } = options;
  const material = await gather(request, parent, options);
  const begun = parent ? null : (others ?? (await baseOf(material.sourceVoice)));
  const session = await TrainingSession.open(material, parent, begun);
  try {
    const done = (start === 'resume' ? parent?.voice.run : null) ?? { epochs: 0, steps: 0 };
    // What the voice had before this run.
    const before = { epochs: session.epochs - done.epochs, steps: session.steps - done.steps };
    const losses: LossPoint[] = request.earlierLosses.filter((point) => point.epoch <= done.epochs);
    const made = (): { epochs: number; steps: number } => ({
      epochs: session.epochs - before.epochs,
      steps: session.steps - before.steps,
    });
    if (start !== 'resume') await session.measureBest();
    if (losses.length === 0) losses.push({ epoch: 0, train: null, heldOut: session.best.loss });
    const pilot = start === 'continue' && !material.goesOn ? plan.pilotEpochs : 0;
    const knownBefore = pilot > 0 ? await session.knownLosses() : [];

    const started = performance.now();
    const patience = plan.earlyStopPatience ?? Infinity;
    const stopsEarly = (): boolean => made().epochs > 0 && session.epochs - session.best.epochs >= patience;
    let lastCheckpoint = started;
    while (made().epochs < plan.epochs && !stopsEarly()) {
      options.signal.throwIfAborted();
      const { epochs: epoch } = made();
      const loss = await session.epoch(async (steps) => {
        const { steps: step } = made();
        const secondsSoFar = (performance.now() - started) / 1000;
        await options.emit({
          type: 'progress',
          progress: {
            phase: 'training',
            done: epoch + steps / session.stepsPerEpoch,
            total: plan.epochs,
            epoch,
            epochs: plan.epochs,
            step,
            trainLoss: losses.at(-1)?.train ?? null,
            heldOutLoss: losses.at(-1)?.heldOut ?? null,
            secondsLeft: (secondsSoFar * (session.stepsPerEpoch * plan.epochs - step)) / (step - done.steps),
          },
        });
        options.signal.throwIfAborted();
      });
      losses.push({ epoch: epoch + 1, ...loss });
      if (epoch + 1 < pilot) continue;
      if (epoch + 1 === pilot) {
        const change = worsening(knownBefore, await session.knownLosses());
        if (change > 0) throw new PilotFailed(change);
      }
      const sinceCheckpoint = performance.now() - lastCheckpoint;
      if (sinceCheckpoint >= options.checkpointSeconds * 1000 || made().epochs === plan.epochs) {
        await writeState(stateDir, {
          ...stateOf(material, session),
          voice: { ...voiceOf(material, session), run: { ...made(), ...(told.length > 0 && { told }) } },
        });
        await options.emit({ type: 'checkpoint', epoch: epoch + 1, step: made().steps, losses: [...losses] });
        // From when it was written: on a slow disk not every epoch ends with one.
        lastCheckpoint = performance.now();
      }
    }
    const { epochs, steps } = made();
    if (steps === 0) throw noExamples();
    if (stopsEarly()) session.endSegment();
    const bestEpoch = Math.max(0, session.best.epochs - before.epochs);
    const voice = voiceOf(material, session);
    await writeState(stateDir, {
      ...stateOf(material, session),
      voice: { ...voice, manners: await livelinessOf(voice.manners, material, session) },
    });
    // What happened before a resume, only the segment tells; one that was the parent's tells nothing of this run.
    const isOwn = !material.goesOn || request.trainClips.some(({ id }) => request.newClipIds.has(id));
    const remarks = [
      ...(isOwn && material.segment.peak < plan.learningRate ? [noteOf('tried-again')] : []),
      ...(isOwn && session.batchSize < plan.batchSize
        ? [noteOf('smaller-batches', { planned: plan.batchSize, batch: session.batchSize })]
        : []),
      ...(isOwn ? mannersFound(material) : []),
      ...(couldBeNatural(request, material, options) ? [noteOf('grow-anew')] : []),
    ];
    return { epochs, steps, bestEpoch, losses, remarks };
  } finally {
    await session.dispose();
  }
}

/** Manners with how lively the network speaks in them; where there are no rows to tell, it stays as it was. */
async function livelinessOf(
  manners: VoiceState['voice']['manners'],
  { typicalRows, examples }: Material,
  session: TrainingSession,
): Promise<VoiceState['voice']['manners']> {
  const cepstrum = await session.speak(typicalRows);
  return manners.map((manner, index) => {
    const speech = Uint8Array.from(typicalRows, (row) => (examples.manners[row] === index ? 1 : 0));
    if (speech.reduce((sum, is) => sum + is, 0) < leastRows) return manner;
    return { ...manner, spokenDeviation: [...cepstrumStatistics([{ cepstrum, speech }]).deviation] };
  });
}

const stateOf = ({ banks, frame, prosody }: Material, session: TrainingSession): Omit<VoiceState, 'voice'> => {
  const { weights, trunk, best } = session.state();
  return { weights, trunk, best, banks, shifts: frame.shifts, prosody: prosody.tensors };
};

const voiceOf = (material: Material, session: TrainingSession): VoiceState['voice'] => ({
  sourceVoice: material.sourceVoice,
  source: material.frame.source,
  manners: material.frame.manners.map(({ cepstrum, pitch }, i) => ({
    cepstrum,
    pitch,
    spokenDeviation: material.spokenDeviations[i] ?? null,
    ...(material.tops[i] && { top: material.tops[i] }),
  })),
  usualManner: material.mannerFrames.indexOf(Math.max(...material.mannerFrames)),
  clips: material.clips,
  prosody: material.prosody.learnt,
  ...session.state().voice,
  run: null,
});
