// Trains S1, the model that turns text into semantic tokens: writes its settings, runs s1_train.py, and follows it by the
// files that it writes, because what it says depends on the version of its progress bar.
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isWholeArchive } from './archive.ts';
import { formatS1Settings, parseS1Settings } from './s1-settings.ts';
import { runScript } from './scripts.ts';
import { diverged, noStep, notLoaded, pretrainedNotLoaded, Sequence } from './stage.ts';
import type { StageRequest } from './stage.ts';
import { stateFiles } from './state.ts';
import { s1Steps, saveInterval } from './steps.ts';

const name = 'voice';
const folder = 'timbre';
const weightsFolder = `${folder}/weights`;
const pollMs = 300;

export type S1Start =
  | { readonly kind: 'checkpoint'; readonly file: string; readonly epochs: number; readonly steps: number }
  | { readonly kind: 'weights'; readonly file: string }
  | { readonly kind: 'base' };

export interface S1Request extends StageRequest {
  readonly start: S1Start;
}

/**
 * Train `epochs` more epochs.
 * @throws UserError when the start was not taken up or no step was made; ScriptFailed; `signal.reason` when aborted
 */
export async function trainS1(request: S1Request): Promise<void> {
  const { checkout, folder: cwd, start, epochs, batchSize, dataset, signal } = request;
  const at = (file: string): string => path.join(cwd, file);
  const output = `${folder}/logs_s1_${checkout.version}`;
  const checkpoints = at(`${output}/ckpt`);
  for (const made of [at(output), at(weightsFolder)]) await rm(made, { recursive: true, force: true });
  for (const made of [checkpoints, at(weightsFolder)]) await mkdir(made, { recursive: true });
  const restored = start.kind === 'checkpoint' ? start.epochs : 0;
  // It only reads this file, and finds it by its name.
  if (start.kind === 'checkpoint') {
    await link(start.file, path.join(checkpoints, `epoch=${start.epochs - 1}-step=${start.steps}.ckpt`));
  }
  const last = restored + epochs;
  const settings = parseS1Settings(await readFile(checkout.s1Template, 'utf8'));
  const changes = {
    train: {
      epochs: last,
      batch_size: batchSize,
      seed: request.seed,
      ...(!checkout.isHalf && { precision: '32' }),
      save_every_n_epoch: saveInterval(last, epochs),
      // Otherwise it removes all other files beside the newest.
      if_save_latest: false,
      if_save_every_weights: true,
      if_dpo: false,
      half_weights_save_dir: weightsFolder,
      exp_name: name,
    },
    '': {
      pretrained_s1: start.kind === 'weights' ? start.file : checkout.pretrained.s1,
      train_semantic_path: `${folder}/6-name2semantic.tsv`,
      train_phoneme_path: `${folder}/2-name2text.txt`,
      output_dir: output,
    },
  };
  await writeFile(at(`${folder}/s1.yaml`), formatS1Settings(settings, changes));

  const abort = new AbortController();
  const sequence = new Sequence((error) => abort.abort(error));
  const watch = new S1Watch(request, restored, s1Steps(dataset.clips.length, batchSize));
  const stepsBefore = start.kind === 'checkpoint' ? start.steps : 0;
  let saved = { epoch: restored, steps: stepsBefore };
  const look = async (): Promise<void> => {
    for (const { epoch, steps, file } of await newCheckpoints(checkpoints, saved.epoch)) {
      const weights = at(`${weightsFolder}/${name}-e${epoch}.ckpt`);
      if (!(await isWholeArchive(file)) || !(await isWholeArchive(weights))) return;
      if (steps <= saved.steps) throw noStep('S1');
      saved = { epoch, steps };
      await request.onSaved({
        epochs: epoch - restored,
        steps: steps - stepsBefore,
        checkpointEpochs: epoch,
        checkpointSteps: steps,
        files: { [stateFiles.s1]: file, [stateFiles.s1Weights]: weights },
        losses: new Map(),
      });
    }
  };
  let pending = false;
  const timer = setInterval(() => {
    if (pending) return;
    pending = true;
    sequence.add(async () => {
      await look();
      pending = false;
    });
  }, pollMs);
  try {
    await runScript(checkout, 'GPT_SoVITS/s1_train.py', ['--config_file', `${folder}/s1.yaml`], {
      cwd,
      signal: AbortSignal.any([signal, abort.signal]),
      onLine: (line) => watch.hear(line),
    });
  } finally {
    clearInterval(timer);
    // What was saved before it failed counts, and nothing is written any more when this returns.
    await sequence.settle();
  }
  sequence.add(look);
  await sequence.end();
  if (saved.epoch !== last) throw new Error(`s1_train.py ended after epoch ${saved.epoch} of ${last} without an error`);
}

interface Checkpoint {
  /** Counted from 1. */
  readonly epoch: number;
  readonly steps: number;
  readonly file: string;
}

/** Checkpoints of epochs after `after`, the oldest first. Their names count epochs from 0. */
async function newCheckpoints(checkpoints: string, after: number): Promise<Checkpoint[]> {
  return (await readdir(checkpoints))
    .flatMap((file) => {
      const [, epoch, steps] = /^epoch=(\d+)-step=(\d+)\.ckpt$/.exec(file) ?? [];
      if (epoch === undefined || steps === undefined) return [];
      return [{ epoch: Number(epoch) + 1, steps: Number(steps), file: path.join(checkpoints, file) }];
    })
    .filter(({ epoch }) => epoch > after)
    .sort((a, b) => a.epoch - b.epoch);
}

/** Follows what the program says, as far as it says something. */
class S1Watch {
  readonly #request: S1Request;
  readonly #restored: number;
  readonly #stepsPerEpoch: number;

  constructor(request: S1Request, restored: number, stepsPerEpoch: number) {
    this.#request = request;
    this.#restored = restored;
    this.#stepsPerEpoch = stepsPerEpoch;
  }

  hear(line: string): void {
    const resuming = this.#request.start.kind === 'checkpoint';
    const taken = /^ckpt_path: (.+)$/.exec(line)?.[1];
    if (taken !== undefined && (taken !== 'None') !== resuming) {
      throw resuming ? notLoaded('S1', 'it found no checkpoint') : pretrainedNotLoaded('S1', 'it found a checkpoint');
    }
    // tqdm: “Epoch 3:  61%|███   | 544/886 [11:06<06:58, 0.82it/s, v_num=0, total_loss_step=332.0, …]”
    const [, epoch, done, total] = /^Epoch (\d+): .*?(\d+)\/(\d+) \[/.exec(line) ?? [];
    if (epoch === undefined) return;
    const loss = /total_loss_step=([^,\]]+)/.exec(line)?.[1];
    if (loss !== undefined && !Number.isFinite(Number(loss))) throw diverged('S1');
    const epochs = Number(epoch) - this.#restored + Number(done) / Number(total);
    if (epochs < 0) throw notLoaded('S1', `it began at epoch ${epoch}, not ${this.#restored}`);
    this.#request.onProgress(
      epochs,
      Math.floor(epochs * this.#stepsPerEpoch),
      loss === undefined ? null : Number(loss),
    );
  }
}
