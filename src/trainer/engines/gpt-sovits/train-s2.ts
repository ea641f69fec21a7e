// Trains S2, the model that turns semantic tokens into sound: writes its settings, runs s2_train.py, and believes nothing of
// it. Whatever goes wrong while it loads, it silently begins from the pretrained model, and overwrites.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { isWholeArchive } from './archive.ts';
import { ourProgram, runScript } from './scripts.ts';
import { diskFull, diverged, noSpaceLeft, noStep, notLoaded, pretrainedNotLoaded, Sequence } from './stage.ts';
import type { StageRequest } from './stage.ts';
import { stateFiles } from './state.ts';
import { s2Steps, saveInterval } from './steps.ts';

/** The text's part of the model learns at this share of the rate (the web interface's default). */
const textRateShare = 0.4;
const name = 'voice';
const folder = 'timbre';
const weightsFolder = `${folder}/weights`;

export type S2Start =
  | { readonly kind: 'checkpoint'; readonly generator: string; readonly discriminator: string; readonly epochs: number }
  | { readonly kind: 'weights'; readonly generator: string }
  | { readonly kind: 'base' };

export interface S2Request extends StageRequest {
  readonly start: S2Start;
  readonly learningRate: number;
}

/** Of the template nothing is known but that it is three groups. */
const template = z.looseObject({
  train: z.looseObject({}),
  data: z.looseObject({}),
  model: z.looseObject({}),
});

/**
 * Train `epochs` more epochs.
 * @throws UserError when the start was not taken up; ScriptFailed; `signal.reason` when aborted
 */
export async function trainS2(request: S2Request): Promise<void> {
  const { checkout, folder: cwd, start, epochs, batchSize, dataset, signal } = request;
  const at = (file: string): string => path.join(cwd, file);
  const logs = `${folder}/logs_s2_${checkout.version}`;
  // What an earlier attempt left would be taken up instead of the start: it goes by the names of the files.
  for (const made of [logs, weightsFolder]) {
    await rm(at(made), { recursive: true, force: true });
    await mkdir(at(made), { recursive: true });
  }
  const restored = start.kind === 'checkpoint' ? start.epochs : 0;
  let pretrained = checkout.pretrained.s2G;
  if (start.kind === 'checkpoint') await restoreCheckpoint(request, start, at(logs));
  if (start.kind === 'weights') pretrained = await overlay(request, start.generator, at(`${folder}/pretrained-s2.pth`));
  const last = restored + epochs;
  const every = saveInterval(last, epochs);
  const expectedSteps = s2Steps(dataset.sizes, batchSize);
  const settings = template.parse(JSON.parse(await readFile(checkout.s2Template, 'utf8')));
  Object.assign(settings.train, {
    epochs: last,
    batch_size: batchSize,
    seed: request.seed,
    learning_rate: request.learningRate,
    // It would be applied again for all epochs so far at each start.
    lr_decay: 1,
    text_low_lr_rate: textRateShare,
    fp16_run: checkout.isHalf,
    pretrained_s2G: pretrained,
    pretrained_s2D: checkout.pretrained.s2D,
    // Each checkpoint gets a name of its own, so that none is overwritten while it is read.
    if_save_latest: false,
    if_save_every_weights: true,
    save_every_epoch: every,
    // Each logged step draws pictures, too.
    log_interval: Math.max(1, Math.floor(expectedSteps / 4)),
    gpu_numbers: checkout.gpuNumbers,
    grad_ckpt: false,
  });
  settings.model['version'] = checkout.version;
  settings.data['exp_dir'] = folder;
  Object.assign(settings, {
    s2_ckpt_dir: folder,
    save_weight_dir: weightsFolder,
    name,
    version: checkout.version,
  });
  await writeFile(at(`${folder}/s2.json`), JSON.stringify(settings));

  const abort = new AbortController();
  const sequence = new Sequence((error) => abort.abort(error));
  const watch = new S2Watch(request, restored, expectedSteps, {
    // Two gigabytes that nobody reads any more.
    started: () =>
      sequence.add(async () => {
        for (const file of restoredFiles(at(logs))) await rm(file, { force: true });
      }),
    saved: (epoch, losses) =>
      sequence.add(async () => {
        const { steps, files } = await savedFiles(cwd, logs, epoch);
        // The program counts as if all epochs so far had had as many steps as those of this call.
        const made = (steps / epoch) * (epoch - restored);
        if (made === 0) throw noStep('S2');
        const counted = { checkpointEpochs: epoch, checkpointSteps: steps };
        await request.onSaved({ epochs: epoch - restored, steps: made, ...counted, files, losses });
      }),
  });
  try {
    await runScript(checkout, 'GPT_SoVITS/s2_train.py', ['--config', `${folder}/s2.json`], {
      cwd,
      signal: AbortSignal.any([signal, abort.signal]),
      onLine: (line) => watch.hear(line),
    });
  } finally {
    // What was saved before it failed counts, and nothing is written any more when this returns.
    await sequence.settle();
  }
  await sequence.end();
  if (watch.savedEpoch !== last) {
    throw new Error(`s2_train.py ended after epoch ${watch.savedEpoch} of ${last} without an error`);
  }
}

/** The files of a checkpoint that the program says it has written, and the number of steps in their names. */
async function savedFiles(
  cwd: string,
  logs: string,
  epoch: number,
): Promise<{ readonly steps: number; readonly files: Readonly<Record<string, string>> }> {
  const exports = await readdir(path.join(cwd, weightsFolder));
  const exported = exports.find((file) => file.startsWith(`${name}_e${epoch}_s`));
  const steps = /_s(\d+)\.pth$/.exec(exported ?? '')?.[1];
  if (exported === undefined || steps === undefined)
    throw new Error(`s2_train.py exported no weights of epoch ${epoch}`);
  const files = {
    [stateFiles.s2G]: path.join(cwd, logs, `G_${steps}.pth`),
    [stateFiles.s2D]: path.join(cwd, logs, `D_${steps}.pth`),
    [stateFiles.s2Weights]: path.join(cwd, weightsFolder, exported),
  };
  for (const file of Object.values(files)) {
    if (!(await isWholeArchive(file))) throw new Error(`s2_train.py did not write ${path.basename(file)} whole`);
  }
  return { steps: Number(steps), files };
}

/** Generator and discriminator that a training goes on from, under the lowest number that there is. */
const restoredFiles = (logs: string): readonly [string, string] => [
  path.join(logs, 'G_0.pth'),
  path.join(logs, 'D_0.pth'),
];

/** Put a checkpoint where the program looks for it, going on at the rate of this run. */
async function restoreCheckpoint(
  request: S2Request,
  start: S2Start & { readonly kind: 'checkpoint' },
  logs: string,
): Promise<void> {
  const rates = [String(request.learningRate), String(textRateShare)];
  const [generator, discriminator] = restoredFiles(logs);
  const files = [start.generator, generator, start.discriminator, discriminator];
  const { epochs } = z.object({ epochs: z.array(z.number()) }).parse(await ask(request, ['rate', ...rates, ...files]));
  const other = epochs.find((epoch) => epoch !== start.epochs);
  if (other !== undefined) throw notLoaded('S2', `a checkpoint is of epoch ${other}, not ${start.epochs}`);
}

/** Make exported weights into a pretrained model. */
async function overlay(request: S2Request, weights: string, target: string): Promise<string> {
  await ask(request, ['overlay', request.checkout.pretrained.s2G, weights, target]);
  return target;
}

async function ask({ checkout, folder, signal }: S2Request, args: readonly string[]): Promise<unknown> {
  let answer = 'null';
  const onLine = (line: string): void => {
    if (line.startsWith('{')) answer = line;
  };
  await runScript(checkout, ourProgram('checkpoints.py'), args, { cwd: folder, signal, onLine });
  return JSON.parse(answer);
}

interface S2Events {
  /** It has loaded what it goes on from. */
  started(): void;
  /** With the mean losses of the epochs since the last time. */
  saved(epoch: number, losses: ReadonlyMap<number, number>): void;
}

/** Follows what the program says, and objects as soon as it does not do what it was asked for. */
class S2Watch {
  savedEpoch: number;
  readonly #request: S2Request;
  readonly #restored: number;
  readonly #on: S2Events;
  #loaded: string[] = [];
  #pretrained: string[] = [];
  #started = false;
  #exportFailed = false;
  #epoch: number;
  #stepsPerEpoch: number;
  #sum = 0;
  #count = 0;
  #logged = 0;
  #losses = new Map<number, number>();

  constructor(request: S2Request, restored: number, stepsPerEpoch: number, on: S2Events) {
    this.#request = request;
    this.#restored = restored;
    this.savedEpoch = restored;
    this.#epoch = restored + 1;
    this.#stepsPerEpoch = stepsPerEpoch;
    this.#on = on;
  }

  hear(line: string): void {
    if (!this.#started) return this.#hearLoading(line);
    // The program goes on without its weights; the reason is at the end of what follows.
    if (this.#exportFailed && /^\w+(Error|Exception)\b/.test(line)) {
      const error = new Error(`s2_train.py could not export its weights: ${line}`);
      throw line.includes(noSpaceLeft) ? diskFull(error) : error;
    }
    // tqdm: “ 17%|█▋        | 1/6 [01:40<08:24, …]”
    const [, done, total] = /\|\s*(\d+)\/(\d+) \[/.exec(line) ?? [];
    if (done !== undefined) {
      this.#stepsPerEpoch = Number(total);
      return this.#progress(Number(done));
    }
    // “INFO:timbre:[disc, gen, fm, mel, kl_ssl, kl, global_step, lr]”
    const numbers = /^INFO:\w+:\[([^\]]*)\]$/.exec(line)?.[1]?.split(', ');
    if (numbers?.length === 8) return this.#lossOf(Number(numbers[3]));
    const saved = /saving ckpt \w+_e(\d+):(.*)$/.exec(line);
    if (saved !== null) {
      this.#exportFailed = saved[2] !== 'Success.';
      if (this.#exportFailed) return;
      this.#closeEpoch(Number(saved[1]));
      this.savedEpoch = Number(saved[1]);
      this.#on.saved(this.savedEpoch, this.#losses);
      this.#losses = new Map();
    }
    const ended = /====> Epoch: (\d+)/.exec(line)?.[1];
    if (ended !== undefined) {
      this.#closeEpoch(Number(ended));
      this.#epoch = Number(ended) + 1;
      this.#progress(0);
    }
  }

  #hearLoading(line: string): void {
    const resuming = this.#request.start.kind === 'checkpoint';
    const fallBack = (why: string) => (resuming ? notLoaded('S2', why) : pretrainedNotLoaded('S2', why));
    const missing = /^error, (\S+) is not in the checkpoint/.exec(line)?.[1];
    if (missing !== undefined) throw fallBack(`it lacks ${missing}`);
    const loaded = /Loaded checkpoint '.*?([GD])_\d+\.pth' \(iteration (\d+)\)/.exec(line);
    if (loaded) this.#loaded.push(`${loaded[1]}${loaded[2]}`);
    const pretrained = /^loaded pretrained (.+) <All keys matched successfully>/.exec(line)?.[1];
    if (pretrained !== undefined) this.#pretrained.push(pretrained);
    if (/^loaded pretrained .*_IncompatibleKeys\(missing_keys=\[[^\]]/.test(line))
      throw fallBack('parts of it are missing');
    if (/loaded pretrained/.test(line) && resuming) throw fallBack('it began from the pretrained model');
    const from = /^start training from epoch (\d+)/.exec(line)?.[1];
    if (from === undefined) return;
    if (Number(from) !== this.#restored + 1) throw fallBack(`it began at epoch ${from}, not ${this.#restored + 1}`);
    const wanted = resuming ? [`D${this.#restored}`, `G${this.#restored}`] : [];
    if (this.#loaded.join() !== wanted.join()) throw fallBack('a checkpoint is missing');
    if (!resuming && this.#pretrained.length !== 2) throw fallBack('a file is missing');
    this.#started = true;
    this.#on.started();
  }

  #progress(stepInEpoch: number): void {
    const epochs = this.#epoch - 1 - this.#restored + stepInEpoch / Math.max(1, this.#stepsPerEpoch);
    const loss = this.#count > 0 ? this.#sum / this.#count : null;
    this.#request.onProgress(epochs, Math.round(epochs * this.#stepsPerEpoch), loss);
  }

  #lossOf(mel: number): void {
    this.#logged++;
    if (!Number.isFinite(mel)) return;
    this.#sum += mel;
    this.#count++;
  }

  #closeEpoch(epoch: number): void {
    if (this.#logged > 0 && this.#count === 0) throw diverged('S2');
    if (this.#count > 0) this.#losses.set(epoch - this.#restored, this.#sum / this.#count);
    this.#sum = this.#count = this.#logged = 0;
  }
}
