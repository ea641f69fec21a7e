// A tiny engine for tests of the trainer: its "voice" is a tone whose pitch says how often and on what it was trained.
// It obeys the whole contract of VoiceEngine and stops at gates, so that a test can act in the middle of a run.
import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { UserError } from '../../src/errors.ts';
import { planTraining } from '../../src/trainer/engines/builtin/plan.ts';
import type { EngineContext, TrainRequest, VoiceEngine } from '../../src/trainer/engines/engine.ts';
import { addTo, noFigures } from '../../src/trainer/engines/measuring/figures.ts';
import { unlessAborted } from '../../src/unless-aborted.ts';
import { noteOf } from '../../src/i18n/notes.ts';

const toneState = z.object({ epochs: z.number(), run: z.number(), clips: z.array(z.string()) });

const sampleRate = 16_000;
/** What a continuation goes on from exactly, like an optimizer's moments. */
const historyFile = 'history.json';

const stateFile = (dir: string): string => path.join(dir, 'tone.json');
const read = async (dir: string) => toneState.parse(JSON.parse(await readFile(stateFile(dir), 'utf8')));

export interface ToneEngine extends VoiceEngine {
  /** How each call of `train` began, for example `continue at 2`. */
  readonly starts: string[];
  /** The transcripts of the clips that each call of `train` was given. */
  readonly words: (string | null)[][];
  /** Names of the recordings that were on this machine when `train` was called. */
  readonly local: string[][];
  /** Make training stop before epoch `n` of a run until `open()`; resolves `reached` when it got there. */
  gate(epoch: number): { reached: Promise<void>; open: () => void };
}

/** @param options `misfit`: words that are not what is said in any clip; `chooses`: what it says that it takes its time for */
export function createToneEngine(
  options: {
    id?: string;
    version?: string;
    steps?: number;
    worseFrom?: number;
    misfit?: string;
    chooses?: { source: string; learnsTimbre: boolean };
  } = {},
): ToneEngine {
  const gates = new Map<number, { reached: () => void; opened: Promise<void> }>();
  const starts: string[] = [];
  const words: (string | null)[][] = [];
  const local: string[][] = [];
  return {
    id: options.id ?? 'tone',
    version: options.version ?? '1',
    sampleRate,
    starts,
    words,
    local,
    gate(epoch) {
      const reached = Promise.withResolvers<void>();
      const opened = Promise.withResolvers<void>();
      gates.set(epoch, { reached: reached.resolve, opened: opened.promise });
      return { reached: reached.promise, open: opened.resolve };
    },
    plan: planTraining,
    installation: async () => [],
    preflight: async () => [],
    isHistory: (name) => name === historyFile,
    async verify(stateDir) {
      await read(stateDir).catch((error: unknown) => {
        throw new UserError('state-damaged', 'The tone is off key.', 'Send another one.', { cause: error });
      });
    },
    device: async () => ({ provider: 'cpu', name: 'test', freeBytes: null }),
    cacheKeys: ({ sha256 }) => [sha256],
    // The tone that was trained longest is everybody's favourite.
    async nearest(stateDirs) {
      const epochs = await Promise.all(stateDirs.map(async (dir) => (await read(dir)).epochs));
      return epochs.indexOf(Math.max(...epochs));
    },
    async prepare(clips, { cacheDir, fetch }) {
      for (const clip of clips) {
        const features = path.join(cacheDir, `${clip.sha256}.tone`);
        if (
          await access(features).then(
            () => true,
            () => false,
          )
        )
          continue;
        await fetch?.(clip);
        await writeFile(features, await readFile(clip.path));
      }
      const failed = clips.flatMap(({ id, transcript }) =>
        transcript !== null && transcript === options.misfit
          ? [{ clipId: id, reason: noteOf('misfit'), misfit: true }]
          : [],
      );
      return { prepared: clips.length - failed.length, failed };
    },
    async train(request: TrainRequest, context: EngineContext) {
      const before = request.start === 'base' ? { epochs: 0, run: 0, clips: [] } : await read(request.stateDir);
      const state = { ...before, run: request.start === 'resume' ? before.run : 0 };
      const fresh = request.trainClips.filter((clip) => request.newClipIds.has(clip.id));
      starts.push(`${request.start} at ${state.epochs}, ${fresh.length} new`);
      words.push(request.trainClips.map(({ transcript }) => transcript));
      local.push(await readdir(path.dirname(request.trainClips[0]?.path ?? '')));
      if (options.chooses) await context.onEvent({ type: 'chosen', ...options.chooses });
      const losses = [...request.earlierLosses];
      for (let epoch = state.run + 1; epoch <= request.plan.epochs; epoch++) {
        const gate = gates.get(epoch);
        if (gate !== undefined) {
          gate.reached();
          gates.delete(epoch);
          await unlessAborted(context.signal, gate.opened);
        }
        context.signal.throwIfAborted();
        losses.push({ epoch, train: 1 / epoch, heldOut: 2 / epoch });
        const now = {
          epochs: state.epochs + epoch - state.run,
          run: epoch,
          clips: request.trainClips.map((c) => c.sha256),
        };
        await writeFile(stateFile(request.stateDir), JSON.stringify(now));
        await writeFile(path.join(request.stateDir, historyFile), JSON.stringify(losses));
        await context.onEvent({ type: 'checkpoint', epoch, step: epoch * 10, losses });
        await context.onEvent({
          type: 'progress',
          progress: {
            phase: 'training',
            done: epoch,
            total: request.plan.epochs,
            epoch,
            epochs: request.plan.epochs,
            step: epoch * 10,
            trainLoss: 1 / epoch,
            heldOutLoss: 2 / epoch,
            secondsLeft: null,
          },
        });
      }
      return {
        epochs: request.plan.epochs,
        steps: options.steps ?? request.plan.epochs * 10,
        bestEpoch: 1,
        losses,
        ...(options.chooses && { source: options.chooses.source }),
        remarks: [],
      };
    },
    async evaluate(stateDir, clips) {
      const { epochs } = await read(stateDir);
      const mcd = epochs >= (options.worseFrom ?? Infinity) ? 9 : 10 / (1 + epochs);
      return clips.map((clip) => {
        const figures = noFigures(clip);
        addTo(figures.means.mcd, mcd, 1);
        addTo(figures.means.mcdSource, 10, 1);
        addTo(figures.means.mcdStepZero, 8, 1);
        return figures;
      });
    },
    async synthesize(stateDir, text, _context, { speed = 1, semitones = 0 } = {}) {
      const { epochs } = await read(stateDir);
      const hertz = (200 + 10 * epochs + text.length) * 2 ** (semitones / 12);
      const samples = Float32Array.from(
        { length: sampleRate / speed },
        (_, index) => 0.3 * Math.sin((2 * Math.PI * hertz * index) / sampleRate),
      );
      return { samples, sampleRate };
    },
    close: async () => {},
  };
}
