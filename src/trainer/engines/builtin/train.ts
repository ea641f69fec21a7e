// A training run: from the parent's state and the clips to a trained state, with checkpoints on the way from which it can
// be finished bit for bit.
import { UserError } from '../../../errors.ts';
import { warmupCosine } from '../../../learning/optimizer.ts';
import { batchesOf, Random } from '../../../learning/random.ts';
import type { NamedTensors } from '../../../learning/safetensors.ts';
import { Trainer } from '../../../learning/trainer.ts';
import type { LossPoint } from '../../../storage/records.ts';
import type { EngineEvent, TrainOutcome, TrainRequest } from '../engine.ts';
import { makeBank } from './bank.ts';
import { makeExamples, measureShifts, readClip, readPairs } from './corpus.ts';
import type { Examples, Frame, Tools } from './corpus.ts';
import type { Features } from './features.ts';
import type { SourceVoice } from './flite.ts';
import { optimizerFor, voiceModel } from './model.ts';
import { readState, writeState } from './state.ts';
import type { VoiceState } from './state.ts';
import { cepstrumStatistics, pitchStatistics } from './statistics.ts';
import type { Pitch } from './statistics.ts';

/** Speakers above this median F0 (Hz) begin from the woman's voice; the source voices' medians lie at 170 and 95 Hz. */
const voiceBoundary = 145;
/** The learning rate falls to this share of its peak. */
const finalRate = 0.1;
/** Steps between two looks at the abort signal: some 0.3 s. */
const stepsAtOnce = 64;
/** Where a speaker's recordings have no voiced frame. */
const someonesPitch: Pitch = { mean: Math.log(150), deviation: 0.2 };

export interface TrainOptions extends Tools {
  readonly emit: (event: EngineEvent) => Promise<void>;
  /** Shortest time between two checkpoints, seconds. */
  readonly checkpointSeconds: number;
}

/** Source voice for a speaker with this pitch. */
export function chooseSourceVoice(pitch: Pitch | null): SourceVoice {
  return Math.exp((pitch ?? someonesPitch).mean) >= voiceBoundary ? 'slt' : 'rms';
}

const noExamples = (): UserError =>
  new UserError(
    'no-usable-clips',
    'There is nothing to train on: no recording has a transcript that could be matched to it.',
    'Add recordings with what is said in them: /addsamples with a transcript.',
  );

/** Everything of a run that stays as it is from epoch to epoch. */
interface Prepared {
  readonly frame: Frame;
  readonly sourceVoice: SourceVoice;
  readonly pitch: Pitch;
  readonly bank: Float32Array;
  readonly examples: Examples;
  /** Rows of new clips, and of those that are replayed. */
  readonly newRows: Int32Array;
  readonly oldRows: Int32Array;
  readonly heldOut: Examples;
}

async function prepare(request: TrainRequest, parent: VoiceState | null, options: TrainOptions): Promise<Prepared> {
  const { trainClips, heldOutClips, newClipIds } = request;
  const targets: Features[] = [];
  for (const clip of trainClips) {
    options.signal.throwIfAborted();
    targets.push(await readClip(options, clip));
  }
  const pitch = pitchStatistics(targets) ?? someonesPitch;
  const sourceVoice = parent?.voice.sourceVoice ?? chooseSourceVoice(pitch);
  const pairs = await readPairs(options, sourceVoice, trainClips);
  const [first] = pairs;
  if (!first) throw noExamples();
  const frame: Frame = parent
    ? { source: parent.voice.source, target: parent.voice.target }
    : {
        source: {
          cepstrum: cepstrumStatistics(pairs.map(({ source }) => source)),
          pitch: pitchStatistics(pairs.map(({ source }) => source)) ?? someonesPitch,
        },
        target: { cepstrum: cepstrumStatistics(targets) },
      };
  const shifts = measureShifts(pairs, frame);
  const examples = makeExamples(pairs, frame, shifts);
  const isNew = pairs.map(({ clip }) => request.start === 'base' || newClipIds.has(clip.id));
  // Nothing new: the run goes over all that the voice knows.
  const anyNew = isNew.includes(true);
  const rowsOf = (wanted: boolean): Int32Array =>
    Int32Array.from(
      pairs.flatMap(({ source }, i) =>
        (!anyNew || isNew[i]) === wanted
          ? Array.from({ length: source.frames }, (_, row) => examples.starts[i] + row)
          : [],
      ),
    );
  const heldOutPairs = await readPairs(options, sourceVoice, heldOutClips);
  return {
    frame,
    sourceVoice,
    pitch,
    bank: makeBank(targets, frame.target.cepstrum),
    examples,
    newRows: rowsOf(true),
    oldRows: rowsOf(false),
    heldOut: makeExamples(heldOutPairs, frame, shifts),
  };
}

/** The trainer's state without the averages, which are the model. */
const momentsOf = (state: NamedTensors): NamedTensors =>
  new Map([...state].filter(([name]) => !name.startsWith('average/')));

const averagesOf = (state: NamedTensors): NamedTensors =>
  new Map(
    [...state].flatMap(([name, tensor]) => (name.startsWith('average/') ? [[name.slice(8), tensor] as const] : [])),
  );

const prefixed = (prefix: string, tensors: NamedTensors): NamedTensors =>
  new Map([...tensors].map(([name, tensor]) => [prefix + name, tensor]));

/**
 * Run or finish a training; see TrainRequest for what each start means. The state folder holds the best epoch when it
 * returns.
 * @throws UserError when the parent's state can't be used or no optimizer step can be made; `signal.reason` when aborted
 */
export async function train(request: TrainRequest, options: TrainOptions): Promise<TrainOutcome> {
  const { plan, stateDir, start } = request;
  const parent = start === 'base' ? null : await readState(stateDir);
  const prepared = await prepare(request, parent, options);
  const { examples, heldOut, newRows, oldRows } = prepared;
  const replayed = Math.min(oldRows.length, Math.round(plan.replayShare * newRows.length));
  const stepsPerEpoch = Math.ceil((newRows.length + replayed) / plan.batchSize);
  const schedule = {
    peak: plan.learningRate,
    floor: finalRate * plan.learningRate,
    warmup: plan.warmupSteps,
    total: stepsPerEpoch * plan.epochs,
  };

  const trainer = await Trainer.create(voiceModel, {
    batchSize: plan.batchSize,
    seed: plan.seed,
    optimizer: optimizerFor(examples.weights.length),
  });
  try {
    if (parent?.optimizer) {
      const slots = new Map([...parent.optimizer, ...prefixed('average/', parent.weights)]);
      trainer.load(slots, parent.voice.optimizerSteps);
    } else if (parent) {
      trainer.loadWeights(prefixed('weight/', parent.weights));
    }
    const resumed = start === 'resume' ? (parent?.voice.run ?? null) : null;
    const random = resumed ? Random.restored(resumed.random) : Random.seeded(plan.seed ^ 0x5eed);
    let epoch = resumed?.epoch ?? 0;
    let step = resumed?.step ?? 0;
    let bestEpoch = resumed?.bestEpoch ?? 0;
    let bestLoss = resumed?.bestLoss ?? null;
    let best = parent?.best ?? null;
    // What the voice had before this run.
    const before = { epochs: (parent?.voice.epochs ?? 0) - epoch, steps: (parent?.voice.steps ?? 0) - step };
    const optimizerStepsBefore = trainer.step - step;
    const losses: LossPoint[] = request.earlierLosses.filter((point) => point.epoch <= epoch);

    const heldOutLoss = async (): Promise<number | null> => {
      if (heldOut.speech.length === 0) return null;
      const figures = await trainer.evaluate(heldOut.data, heldOut.speech, true);
      return figures.reduce((sum, loss) => sum + loss, 0) / figures.length;
    };
    const stateNow = (underWay: boolean): VoiceState => ({
      voice: {
        sourceVoice: prepared.sourceVoice,
        source: prepared.frame.source,
        target: prepared.frame.target,
        pitch: prepared.pitch,
        spokenDeviation: null,
        epochs: before.epochs + epoch,
        steps: before.steps + step,
        optimizerSteps: trainer.step,
        clips: request.trainClips.map(({ sha256 }) => sha256).sort(),
        run: underWay ? { epoch, step, bestEpoch, bestLoss, random: random.state() } : null,
      },
      weights: averagesOf(trainer.state()),
      optimizer: momentsOf(trainer.state()),
      bank: prepared.bank,
      best: underWay ? best : null,
    });

    if (losses.length === 0) losses.push({ epoch: 0, train: null, heldOut: await heldOutLoss() });
    const patience = plan.earlyStopPatience ?? Infinity;
    const started = performance.now();
    const stepsBefore = step;
    let lastCheckpoint = started;
    while (epoch < plan.epochs && (bestLoss === null || epoch - bestEpoch < patience)) {
      const rows = drawRows(random, newRows, oldRows, replayed);
      const epochLosses: number[] = [];
      for (let done = 0; done < stepsPerEpoch; done += stepsAtOnce) {
        options.signal.throwIfAborted();
        const until = Math.min(done + stepsAtOnce, stepsPerEpoch);
        const part = batchesOf(
          rows.subarray(done * plan.batchSize, until * plan.batchSize),
          plan.batchSize,
          (row) => examples.weights[row],
        );
        const learningRates = warmupCosine(schedule, step, step + until - done);
        const report = await trainer.runEpoch({ data: examples.data, ...part, learningRates });
        epochLosses.push(...report.losses);
        step += until - done;
        const secondsLeft =
          (((performance.now() - started) / 1000) * (schedule.total - step)) / Math.max(1, step - stepsBefore);
        await options.emit({
          type: 'progress',
          progress: {
            phase: 'training',
            done: epoch + until / stepsPerEpoch,
            total: plan.epochs,
            epoch,
            epochs: plan.epochs,
            step,
            trainLoss: losses.at(-1)?.train ?? null,
            heldOutLoss: losses.at(-1)?.heldOut ?? null,
            secondsLeft,
          },
        });
      }
      epoch++;
      const loss = await heldOutLoss();
      losses.push({
        epoch,
        train: epochLosses.reduce((sum, value) => sum + value, 0) / epochLosses.length,
        heldOut: loss,
      });
      if (loss !== null && (bestLoss === null || loss < bestLoss)) {
        [bestEpoch, bestLoss] = [epoch, loss];
        best = trainer.state();
      }
      const now = performance.now();
      if (now - lastCheckpoint >= options.checkpointSeconds * 1000 || epoch === plan.epochs) {
        await writeState(stateDir, stateNow(true));
        await options.emit({ type: 'checkpoint', epoch, step, losses: [...losses] });
        lastCheckpoint = now;
      }
    }
    if (step === 0) throw noExamples();
    if (best) trainer.load(best, optimizerStepsBefore + bestEpoch * stepsPerEpoch);
    else bestEpoch = epoch;
    const outcome = { epochs: epoch, steps: step, bestEpoch, losses, remarks: [] };
    const { cepstrum } = await trainer.predict(examples.data, true);
    const speaking = new Uint8Array(examples.weights.length);
    for (const row of examples.speech) speaking[row] = 1;
    const spoken = cepstrumStatistics([{ cepstrum, speech: speaking }]);
    [epoch, step] = [bestEpoch, bestEpoch * stepsPerEpoch];
    const final = stateNow(false);
    await writeState(stateDir, { ...final, voice: { ...final.voice, spokenDeviation: [...spoken.deviation] } });
    return outcome;
  } finally {
    await trainer.dispose();
  }
}

/** Rows of one epoch in random order: all new ones, and a random choice of old ones. */
function drawRows(random: Random, newRows: Int32Array, oldRows: Int32Array, replayed: number): Int32Array {
  const replay = random.shuffle(oldRows.slice()).subarray(0, replayed);
  const rows = new Int32Array(newRows.length + replayed);
  rows.set(newRows);
  rows.set(replay, newRows.length);
  return random.shuffle(rows);
}
