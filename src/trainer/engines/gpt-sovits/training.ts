// A training run: S2, then S1, from the parent's state to a state that speaks, with a checkpoint whenever one of the two has
// written one. The programs run in a folder beside the state, which goes when the run ends, however it ends.
import { secondsOf } from '../../../audio/clip.ts';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { UserError, toldAs } from '../../../errors.ts';
import { noteOf } from '../../../i18n/notes.ts';
import type { LossPoint } from '../../../storage/records.ts';
import type { EngineClip, EngineContext, TrainOutcome, TrainRequest } from '../engine.ts';
import { composeDataset } from './dataset.ts';
import type { Dataset, Tools } from './dataset.ts';
import { s1EpochsOf } from './plan.ts';
import { referenceFiles, writeReference } from './reference.ts';
import { makeWorkingFolder, ScriptFailed } from './scripts.ts';
import { diskFull, noSpaceLeft, noStep } from './stage.ts';
import type { Saved, StageRequest } from './stage.ts';
import { hasHistory, newVoice, readState, stateFiles, writeState } from './state.ts';
import type { VoiceState } from './state.ts';
import { s1Batch } from './steps.ts';
import { trainS1 } from './train-s1.ts';
import { trainS2 } from './train-s2.ts';

type Run = NonNullable<VoiceState['run']>;
type Model = 's2' | 's1';

/**
 * Run or finish a training; see TrainRequest for what each start means.
 * @throws UserError when the parent's state can't be used, was not taken up, or no step can be made; `signal.reason` when
 * aborted
 */
export async function train(request: TrainRequest, tools: Tools, context: EngineContext): Promise<TrainOutcome> {
  const { stateDir, start } = request;
  const { version } = tools.checkout;
  const parent = start === 'base' ? newVoice : await readState(stateDir, version);
  const folder = await mkdtemp(path.join(path.dirname(path.resolve(stateDir)), 'gpt-sovits-'));
  try {
    await makeWorkingFolder(tools.checkout, folder);
    const clips = replayed(request);
    const dataset = await composeDataset(path.join(folder, 'timbre'), clips, tools.checkout, context.cacheDir);
    if (dataset.clips.length === 0) {
      throw new UserError(
        'no-usable-clips',
        'There is nothing to train on: no recording with a transcript could be prepared.',
        'Add recordings of 1 to 30 s with what is said in them: /addsamples with a transcript.',
        { told: toldAs('no-usable-clips/unmatched') },
      );
    }
    const training = new Training(request, tools, context, { folder, dataset, parent });
    return await training.run();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** New clips, and a choice of the old ones that is another one in each run. */
function replayed({ trainClips, newClipIds, plan, start }: TrainRequest): EngineClip[] {
  const fresh = trainClips.filter(({ id }) => newClipIds.has(id));
  if (start === 'base' || fresh.length === 0) return [...trainClips];
  const key = ({ sha256 }: EngineClip): string => createHash('sha256').update(`${plan.seed} ${sha256}`).digest('hex');
  const old = trainClips
    .filter(({ id }) => !newClipIds.has(id))
    .map((clip) => ({ clip, key: key(clip) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const enough = plan.replayShare * secondsOf(fresh);
  let seconds = 0;
  return [
    ...fresh,
    ...old.flatMap(({ clip }) => {
      if (seconds >= enough) return [];
      seconds += clip.durationSeconds;
      return [clip];
    }),
  ];
}

class Training {
  readonly #request: TrainRequest;
  readonly #tools: Tools;
  readonly #context: EngineContext;
  readonly #folder: string;
  readonly #dataset: Dataset;
  readonly #losses: LossPoint[];
  readonly #epochs: Readonly<Record<Model, number>>;
  readonly #started = performance.now();
  /** Epochs of this run when it began here. */
  readonly #startedAt: number;
  #state: VoiceState;
  #run: Run;
  #reporting = false;

  constructor(
    request: TrainRequest,
    tools: Tools,
    context: EngineContext,
    given: { readonly folder: string; readonly dataset: Dataset; readonly parent: VoiceState },
  ) {
    const { plan, start, earlierLosses } = request;
    this.#request = request;
    this.#tools = tools;
    this.#context = context;
    this.#folder = given.folder;
    this.#dataset = given.dataset;
    this.#state = given.parent;
    this.#losses = [...earlierLosses];
    this.#epochs = { s2: plan.epochs, s1: s1EpochsOf(plan) };
    const nothing = { epochs: 0, steps: 0 };
    this.#run = (start === 'resume' ? given.parent.run : null) ?? {
      s2: { ...nothing, batchSize: plan.batchSize },
      s1: { ...nothing, batchSize: s1Batch(given.dataset.clips.length, plan.batchSize) },
      remarks: [],
    };
    this.#startedAt = this.#run.s2.epochs + this.#run.s1.epochs;
  }

  async run(): Promise<TrainOutcome> {
    const { plan, stateDir } = this.#request;
    const file = (name: string): string => path.join(path.resolve(stateDir), name);
    await this.#stage('s2', async (stage) => {
      const { checkpointEpochs, epochs } = this.#state.s2;
      const exact = checkpointEpochs > 0 && (await hasHistory(stateDir, [stateFiles.s2G, stateFiles.s2D]));
      const start = exact
        ? ({
            kind: 'checkpoint',
            generator: file(stateFiles.s2G),
            discriminator: file(stateFiles.s2D),
            epochs: checkpointEpochs,
          } as const)
        : epochs > 0
          ? ({ kind: 'weights', generator: file(stateFiles.s2Weights) } as const)
          : ({ kind: 'base' } as const);
      await trainS2({ ...stage, start, learningRate: plan.learningRate });
    });
    await this.#stage('s1', async (stage) => {
      const { checkpointEpochs, checkpointSteps, epochs } = this.#state.s1;
      const exact = checkpointEpochs > 0 && (await hasHistory(stateDir, [stateFiles.s1]));
      const start = exact
        ? ({ kind: 'checkpoint', file: file(stateFiles.s1), epochs: checkpointEpochs, steps: checkpointSteps } as const)
        : epochs > 0
          ? ({ kind: 'weights', file: file(stateFiles.s1Weights) } as const)
          : ({ kind: 'base' } as const);
      await trainS1({ ...stage, start });
    });
    await this.#finish();
    const { s2, s1, remarks } = this.#run;
    const steps = s2.steps + s1.steps;
    await this.#tell('s1', s1.epochs, steps, null);
    return { epochs: plan.epochs, steps, bestEpoch: plan.epochs, losses: this.#losses, remarks };
  }

  /** Train one of the models for what is left of its epochs, with half the batch whenever memory does not suffice. */
  async #stage(model: Model, train: (stage: StageRequest) => Promise<void>): Promise<void> {
    const { checkout } = this.#tools;
    const { plan } = this.#request;
    while (this.#run[model].epochs < this.#epochs[model]) {
      const { epochs, batchSize } = this.#run[model];
      const before = { state: this.#state, run: this.#run };
      try {
        await train({
          checkout,
          folder: this.#folder,
          dataset: this.#dataset,
          signal: this.#context.signal,
          epochs: this.#epochs[model] - epochs,
          batchSize,
          // The programs begin with the same random numbers at each start otherwise.
          seed: (plan.seed + this.#state[model].epochs) % 2 ** 31,
          onSaved: (saved) => this.#save(model, before, saved),
          onProgress: (done, steps, loss) => this.#report(model, epochs + done, before.run, steps, loss),
        });
        if (this.#run[model].epochs === epochs) throw noStep(model.toUpperCase());
      } catch (error) {
        if (!(error instanceof ScriptFailed)) throw error;
        if (error.output.includes(noSpaceLeft)) throw diskFull(error);
        if (!error.outOfMemory) throw error;
        if (batchSize <= 1) throw memoryShort(error);
        const half = Math.floor(batchSize / 2);
        const remark = noteOf('sovits-memory', { planned: batchSize, model: model.toUpperCase(), batch: half });
        this.#run = {
          ...this.#run,
          [model]: { ...this.#run[model], batchSize: half },
          remarks: [...this.#run.remarks, remark],
        };
      }
    }
  }

  /** Take a checkpoint into the state folder, and tell of it. */
  async #save(model: Model, before: { state: VoiceState; run: Run }, saved: Saved): Promise<void> {
    const { epochs, steps, checkpointEpochs, checkpointSteps } = saved;
    const lived = before.state[model];
    const ran = before.run[model];
    this.#run = { ...this.#run, [model]: { ...ran, epochs: ran.epochs + epochs, steps: ran.steps + steps } };
    this.#state = {
      ...this.#state,
      [model]: { epochs: lived.epochs + epochs, steps: lived.steps + steps, checkpointEpochs, checkpointSteps },
      run: this.#run,
    };
    await writeState(this.#request.stateDir, this.#tools.checkout.version, this.#state, saved.files);
    for (const [epoch, loss] of saved.losses) {
      this.#losses.push({ epoch: ran.epochs + epoch, train: loss, heldOut: null });
    }
    const { s2, s1 } = this.#run;
    await this.#context.onEvent({
      type: 'checkpoint',
      epoch: s2.epochs + s1.epochs,
      step: s2.steps + s1.steps,
      losses: [...this.#losses],
    });
    // What shows the progress of S1 may say nothing before its end.
    await this.#tell(model, this.#run[model].epochs, s2.steps + s1.steps, null);
  }

  /** Tell of progress, unless the last time is still being heard. */
  #report(model: Model, epochs: number, before: Run, steps: number, loss: number | null): void {
    if (this.#reporting) return;
    this.#reporting = true;
    const over = (): void => void (this.#reporting = false);
    this.#tell(model, epochs, before.s2.steps + before.s1.steps + steps, loss).then(over, over);
  }

  async #tell(model: Model, epochs: number, step: number, loss: number | null): Promise<void> {
    const others = model === 's2' ? 0 : this.#run.s2.epochs;
    const [done, total] = [others + epochs, this.#epochs.s2 + this.#epochs.s1];
    const spent = (performance.now() - this.#started) / 1000;
    const made = done - this.#startedAt;
    await this.#context.onEvent({
      type: 'progress',
      progress: {
        phase: 'training',
        done,
        total,
        epoch: Math.min(Math.floor(epochs) + 1, this.#epochs[model]),
        epochs: this.#epochs[model],
        step,
        trainLoss: loss,
        heldOutLoss: null,
        secondsLeft: made > 0.5 ? (spent * (total - done)) / made : null,
      },
    });
  }

  /** The reference clip, and the end of the run. */
  async #finish(): Promise<void> {
    const { ffmpeg, checkout } = this.#tools;
    const { stateDir } = this.#request;
    const { clips } = this.#dataset;
    const dir = path.join(this.#folder, 'timbre', 'reference');
    await mkdir(dir);
    const { signal, fetch } = this.#context;
    await writeReference(clips, dir, { ffmpeg, signal, fetch });
    const moved = Object.fromEntries(referenceFiles.map((name) => [name, path.join(dir, name)]));
    const learnt = [...new Set([...this.#state.clips, ...clips.map(({ sha256 }) => sha256)])].sort();
    await writeState(stateDir, checkout.version, { ...this.#state, clips: learnt, run: null }, moved);
  }
}

const memoryShort = (cause: Error): UserError =>
  new UserError(
    'not-enough-memory',
    'Memory did not suffice, not even for one recording at a time.',
    'Try again when the machine has less to do, or remove the longest recordings with /samples.',
    { cause, told: toldAs('memory-short') },
  );
