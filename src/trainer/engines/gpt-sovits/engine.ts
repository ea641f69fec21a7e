// The engine of production quality: an unmodified checkout of GPT-SoVITS, driven from outside. Its programs prepare, train
// and speak; what they do wrong or leave unsaid is dealt with in the modules beside this one.
import { mkdtemp } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import type { Ffmpeg } from '../../../audio/ffmpeg.ts';
import type { TrainingPlan } from '../../../storage/records.ts';
import { clipProgress } from '../clips.ts';
import type {
  Device,
  EngineClip,
  EngineContext,
  Finding,
  PlanInput,
  PrepareReport,
  Speech,
  TrainOutcome,
  TrainRequest,
  VoiceEngine,
} from '../engine.ts';
import type { ClipFigures } from '../measuring/figures.ts';
import { adoptWeights } from './adopt.ts';
import type { Checkout } from './checkout.ts';
import { prepare } from './dataset.ts';
import { measureSpeech } from './evaluate.ts';
import { wordsKey } from './feature-cache.ts';
import type { Speakers } from '../../../speakers/speakers.ts';
import { listGpus } from './gpu.ts';
import { planTraining } from './plan.ts';
import { installation, isForAll, machineFindings, pythonFindings } from './preflight.ts';
import { installedRecognizer } from './recognition.ts';
import { readReference } from './reference.ts';
import { requestFindings } from './request-findings.ts';
import { SpeechServer } from './speech-server.ts';
import { engineVersion, isHistory, readState, sampleRate, stateFiles } from './state.ts';
import { train } from './training.ts';

export interface GptSovitsEngineOptions {
  readonly checkout: Checkout;
  readonly ffmpeg: Ffmpeg;
  /** Who tells whom one hears in what a voice says; null: nobody. */
  readonly speakers?: Speakers | null;
}

/** Start the engine; its speech server comes up when somebody speaks. */
export function createGptSovitsEngine(options: GptSovitsEngineOptions): VoiceEngine {
  return new GptSovitsEngine(options);
}

class GptSovitsEngine implements VoiceEngine {
  readonly id = 'gpt-sovits';
  readonly version: string;
  readonly sampleRate = sampleRate;
  readonly isHistory = isHistory;
  readonly #options: GptSovitsEngineOptions;
  #server: Promise<SpeechServer> | undefined;

  constructor(options: GptSovitsEngineOptions) {
    this.#options = options;
    this.version = engineVersion(options.checkout.version);
  }

  plan(input: PlanInput): TrainingPlan {
    return planTraining(input, this.#options.checkout.isHalf);
  }

  async installation(dir: string): Promise<Finding[]> {
    return installation(this.#options.checkout, dir);
  }

  async unready(): Promise<Finding[]> {
    return (await pythonFindings(this.#options.checkout)).filter(isForAll);
  }

  async preflight(request: TrainRequest): Promise<Finding[]> {
    const { checkout } = this.#options;
    await this.#freeMemory();
    const findings = [
      ...(await requestFindings(request, checkout.version, (await installedRecognizer(checkout)) !== null)),
      ...(await machineFindings(checkout, request.stateDir)),
    ];
    const of = (level: Finding['level']): Finding[] => findings.filter((finding) => finding.level === level);
    return [...of('error'), ...of('warning')];
  }

  cacheKeys({ sha256, transcript }: Pick<EngineClip, 'sha256' | 'transcript' | 'language'>): string[] {
    return [sha256, wordsKey(sha256, transcript)];
  }

  async prepare(clips: readonly EngineClip[], context: EngineContext): Promise<PrepareReport> {
    await this.#freeMemory();
    return prepare(clips, this.#options, context);
  }

  async train(request: TrainRequest, context: EngineContext): Promise<TrainOutcome> {
    await this.#freeMemory();
    return train(request, this.#options, context);
  }

  async evaluate(
    stateDir: string,
    heldOutClips: readonly EngineClip[],
    context: EngineContext,
  ): Promise<readonly ClipFigures[]> {
    const { signal, fetch } = context;
    const started = performance.now();
    let done = 0;
    const afterClip = async (): Promise<void> => {
      done++;
      await context.onEvent(clipProgress('evaluating', started, done, heldOutClips.length));
    };
    const speak = (text: string): Promise<Speech> => this.synthesize(stateDir, text, context);
    return measureSpeech(heldOutClips, speak, {
      ffmpeg: this.#options.ffmpeg,
      speakers: this.#options.speakers ?? null,
      signal,
      fetch,
      afterClip,
    });
  }

  async synthesize(stateDir: string, text: string, { signal }: EngineContext): Promise<Speech> {
    const dir = path.resolve(stateDir);
    const reference = await readReference(dir);
    const [gpt, sovits] = [path.join(dir, stateFiles.s1Weights), path.join(dir, stateFiles.s2Weights)];
    return (await this.#speechServer()).speak({ gpt, sovits, reference }, text, signal);
  }

  async verify(stateDir: string): Promise<void> {
    await readState(stateDir, this.#options.checkout.version);
    await readReference(stateDir);
  }

  async adopt(source: string, stateDir: string, language: string): Promise<void> {
    const { checkout, ffmpeg } = this.#options;
    await adoptWeights(source, stateDir, language, { version: checkout.version, ffmpeg });
  }

  async device(): Promise<Device> {
    const { gpu } = this.#options.checkout;
    await this.#freeMemory();
    if (gpu === null) {
      return { provider: 'cpu', name: cpus()[0]?.model ?? 'CPU', freeBytes: process.availableMemory() };
    }
    const now = (await listGpus()).find(({ uuid }) => uuid === gpu.uuid);
    return { provider: 'cuda', name: gpu.name, freeBytes: now?.freeBytes ?? null };
  }

  async close(): Promise<void> {
    await (await this.#server)?.close();
  }

  /** What speaks leaves the graphics card to what trains. */
  async #freeMemory(): Promise<void> {
    await (await this.#server)?.unload();
  }

  async #speechServer(): Promise<SpeechServer> {
    this.#server ??= mkdtemp(path.join(tmpdir(), 'timbre-gpt-sovits-')).then(
      (workDir) => new SpeechServer(this.#options.checkout, { workDir }),
    );
    return this.#server;
  }
}
