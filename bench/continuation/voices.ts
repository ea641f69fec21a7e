// What the benches of continuation share: voices that are trained and continued by the engine and its planner, as the
// product does it, and the clips for them.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Ffmpeg, locateFfmpeg } from '../../src/audio/ffmpeg.ts';
import type { Effort, TrainingPlan } from '../../src/storage/records.ts';
import { encoderName } from '../../src/speakers/speakers.ts';
import { createBuiltinEngine } from '../../src/trainer/engines/builtin/engine.ts';
import { kokoroName } from '../../src/trainer/engines/builtin/source/kokoro/kokoro.ts';
import { readState } from '../../src/trainer/engines/builtin/speaker/state.ts';
import type { VoiceState } from '../../src/trainer/engines/builtin/speaker/state.ts';
import { secondsOf } from '../../src/audio/clip.ts';
import type { EngineContext, TrainOutcome, VoiceEngine } from '../../src/trainer/engines/engine.ts';
import { toMetrics } from '../../src/trainer/engines/measuring/figures.ts';
import { describeNews } from '../../src/trainer/news.ts';
import type { Clips, Material } from '../planner/material.ts';

/** Give a number from 0 to 1 a sign and two digits. */
export const signed = (value: number): string => `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(2)}`;

export class Voices {
  readonly engine: VoiceEngine;
  readonly ffmpeg: Ffmpeg;
  readonly context: EngineContext;
  /** Clips and features are kept here from one run of a bench to the next. */
  readonly clipDir: string;
  readonly #folder: string;

  private constructor(ffmpeg: Ffmpeg, folder: string, models: string | null, learnsTimbre: boolean) {
    const kept = path.join(tmpdir(), 'timbre-bench-planner');
    this.ffmpeg = ffmpeg;
    const kokoro =
      models === null ? null : { folder: path.join(models, kokoroName), partsDir: path.join(kept, kokoroName) };
    this.engine = createBuiltinEngine({
      ffmpeg,
      kokoro,
      encoder: models === null ? null : path.join(models, encoderName),
      learnsTimbre,
    });
    this.clipDir = path.join(kept, 'clips');
    this.context = {
      signal: new AbortController().signal,
      onEvent: () => Promise.resolve(),
      cacheDir: path.join(kept, 'features'),
    };
    this.#folder = folder;
  }

  /**
   * @param models folder of the natural source and the speaker encoder; null: flite, and nobody tells who is heard
   * @param learnsTimbre see BuiltinEngineOptions
   */
  static async open(models: string | null = null, learnsTimbre = false): Promise<Voices> {
    return new Voices(await locateFfmpeg(), await mkdtemp(path.join(tmpdir(), 'timbre-bench-')), models, learnsTimbre);
  }

  async close(): Promise<void> {
    await this.engine.close();
    await rm(this.#folder, { recursive: true });
  }

  /** The planner's plan for a voice that knows `old` and gets `fresh`, as on a quiet machine. @param parent null: from the base */
  async plan(parent: string | null, old: Clips, fresh: Clips, voiceId: string, effort?: Effort): Promise<TrainingPlan> {
    const { stepSeconds: _, ...device } = await this.engine.device();
    return this.engine.plan({
      mode: 'continue',
      epochs: null,
      newSeconds: secondsOf(fresh.train),
      oldSeconds: secondsOf(old.train),
      news: parent === null ? null : describeNews(fresh.train, old.train),
      heldOutClips: old.heldOut.length + fresh.heldOut.length,
      parent: parent === null ? null : { id: '1', number: 1, steps: (await readState(parent)).voice.steps },
      voiceId,
      device,
      ...(effort && { effort }),
    });
  }

  /** Train a copy of `parent`. @returns the folder of the new state, and what the engine says of it */
  async train(
    parent: string | null,
    plan: TrainingPlan,
    old: Clips,
    fresh: Clips,
  ): Promise<{ stateDir: string; outcome: TrainOutcome }> {
    const stateDir = await this.copyOf(parent);
    const outcome = await this.engine.train(
      {
        stateDir,
        start: parent === null ? 'base' : 'continue',
        plan,
        trainClips: [...old.train, ...fresh.train].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)),
        heldOutClips: [...old.heldOut, ...fresh.heldOut],
        newClipIds: new Set([...fresh.train, ...fresh.heldOut].map(({ id }) => id)),
        earlierLosses: [],
      },
      this.context,
    );
    return { stateDir, outcome };
  }

  /** A folder with the same state; null: an empty one. */
  async copyOf(stateDir: string | null): Promise<string> {
    const copy = await mkdtemp(path.join(this.#folder, 'state-'));
    if (stateDir !== null) await cp(stateDir, copy, { recursive: true });
    return copy;
  }

  /** What a state folder holds. */
  stateOf(stateDir: string): Promise<VoiceState> {
    return readState(stateDir);
  }

  /** Mean distortion of a voice on clips, dB. */
  async distance(stateDir: string, clips: readonly Material[]): Promise<number> {
    return toMetrics(await this.engine.evaluate(stateDir, clips, this.context)).mcdDb ?? NaN;
  }
}
