// The one interface behind which every voice engine stands. The trainer owns runs, blobs and SQL; an engine only sees
// local folders and files, and reports through events.
import type { ErrorTexts } from '../../i18n/errors.ts';
import type { Note } from '../../i18n/notes.ts';
import type { Effort, LossPoint, StepProgress, TrainingPlan, VersionManner } from '../../storage/records.ts';
import type { ClipFigures } from './measuring/figures.ts';

/** A clip as an engine sees it: a local, normalized, mono recording. */
export interface EngineClip {
  readonly id: string;
  /** SHA-256 of the file: the key of every cached feature. */
  readonly sha256: string;
  /** Local path of a FLAC file, 32 kHz mono; it need not be there before the context's `fetch`. */
  readonly path: string;
  readonly durationSeconds: number;
  /** What is said; null: not known (the clip then feeds statistics and the frame bank only). */
  readonly transcript: string | null;
  /** BCP 47, for example `en`. */
  readonly language: string;
}

export type EngineEvent =
  | { readonly type: 'progress'; readonly progress: StepProgress }
  /** What a training takes its time for, as soon as that is known; absent: the engine knows but one thing. */
  | {
      readonly type: 'chosen';
      /** See TrainOutcome. */
      readonly source: string;
      /** Whether the source learns the person's timbre before the network does; absent: it can't. */
      readonly learnsTimbre?: boolean;
    }
  /** The state folder holds a complete, consistent state of `epoch` finished epochs of this run. */
  | {
      readonly type: 'checkpoint';
      readonly epoch: number;
      readonly step: number;
      readonly losses: readonly LossPoint[];
    };

export interface EngineContext {
  /** Aborted on cancel and on shutdown. The engine stops soon after, by throwing `signal.reason`. */
  readonly signal: AbortSignal;
  /** The engine waits for the returned promise, so that a checkpoint is stored before the folder changes again. */
  readonly onEvent: (event: EngineEvent) => Promise<void>;
  /** Folder for features that can be made again; shared by all voices, keyed by clip hash and extractor version. */
  readonly cacheDir: string;
  /**
   * Bring a clip's recording to its path. Awaited before a recording is read, so that those of which everything is cached
   * stay where they are. Absent: all are there.
   * @throws UserError `clips-missing` when it is missing or damaged
   */
  readonly fetch?: (clip: EngineClip) => Promise<void>;
}

/** One thing that stands in the way of a run (`error`) or that the user should know (`warning`). */
export interface Finding {
  readonly level: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  /** What people read of it; absent: it is for an operator. */
  readonly texts?: ErrorTexts;
}

export interface PrepareReport {
  readonly prepared: number;
  /** Clips that can't be used, and why. */
  readonly failed: readonly {
    readonly clipId: string;
    readonly reason: Note;
    /** Its transcript is of another recording. */
    readonly misfit?: boolean;
  }[];
  /** See `fits`; absent: the engine can't tell. */
  readonly fits?: ReadonlyMap<string, number>;
}

export interface TrainRequest {
  /** Folder with the parent's state (or a checkpoint's); holds the trained state when `train` returns. */
  readonly stateDir: string;
  /**
   * `base`: stateDir is empty, begin from the base. `continue`: stateDir holds the parent version's state; `plan.epochs`
   * more. `resume`: stateDir holds a checkpoint of this very run, finish what is left of `plan.epochs`. `other-voice`:
   * stateDir holds the weights of another voice, which the engine's `nearest` chose; from there, a new voice begins.
   */
  readonly start: 'base' | 'continue' | 'resume' | 'other-voice';
  readonly plan: TrainingPlan;
  readonly trainClips: readonly EngineClip[];
  readonly heldOutClips: readonly EngineClip[];
  /**
   * Ids of the train clips that the parent has not been trained on, or not yet with their transcript, and of the held-out
   * clips that came after it.
   */
  readonly newClipIds: ReadonlySet<string>;
  /** Loss points of this run from before the resumed checkpoint. */
  readonly earlierLosses: readonly LossPoint[];
}

export interface TrainOutcome {
  /** Epochs and optimizer steps made by this run (with those before a resume). */
  readonly epochs: number;
  readonly steps: number;
  /** Epoch of this run whose parameters were kept. */
  readonly bestEpoch: number;
  readonly losses: readonly LossPoint[];
  /** What the voice is made from, where the engine knows several, which each take their time; absent: it knows one. */
  readonly source?: string;
  /** What was chosen on the way, as a plan's reasons. */
  readonly reasons?: readonly Note[];
  /** What went otherwise than planned. */
  readonly remarks: readonly Note[];
}

/** How something is said; what is absent is as usual. An engine that can't do otherwise says it as usual. */
export interface Delivery {
  /** Times as fast, see `speeds` of storage/records.ts. */
  readonly speed?: number;
  /** So many semitones higher, see `transpositions` there. */
  readonly semitones?: number;
  /** Index of the manner to speak in; one that the voice does not have is its usual one. */
  readonly manner?: number;
  /** What the sentence goes on with, which is said afterwards: melody and rhythm go on to it. */
  readonly rest?: string;
}

export interface Speech {
  /** Mono, −1 to 1. */
  readonly samples: Float32Array;
  readonly sampleRate: number;
  /** What went otherwise than usual. */
  readonly remark?: Note;
}

/** New clips held against those that the parent has learnt. Shares are of the new seconds, 0 to 1. */
export interface News {
  /** Somebody else by the sound of it, used because the owner said so. */
  readonly otherSpeaker: number;
  /** Recorded with more noise, at another bandwidth or level. */
  readonly otherConditions: number;
  /** Spoken higher, livelier, faster… */
  readonly otherManner: number;
  /** Median signal-to-noise ratios, dB; null where it could not be measured. */
  readonly snrDb: number | null;
  readonly usualSnrDb: number | null;
  /** By how much the range of F0 grows, semitones. */
  readonly widerPitch: number;
  /** Words that were not said before. */
  readonly newWords: number;
}

/** What a plan follows from. */
export interface PlanInput {
  readonly mode: 'continue' | 'fresh';
  /** N more epochs, as the user said; null: choose. */
  readonly epochs: number | null;
  /** How much time it may take; where epochs are named, beside these. */
  readonly effort?: Effort;
  /** Transcribed audio the parent has not been trained on, and that it has, in seconds. */
  readonly newSeconds: number;
  readonly oldSeconds: number;
  /** What is new beside its amount; null where there is nothing to compare with. */
  readonly news: News | null;
  readonly heldOutClips: number;
  /** The version that is continued; null: from the base. */
  readonly parent: {
    readonly id: string;
    readonly number: number;
    /** Optimizer steps that made it, those of its ancestors among them. */
    readonly steps: number;
  } | null;
  /** It begins from the weights of another voice, which is closer than the base. */
  readonly fromOtherVoice?: boolean;
  readonly voiceId: string;
  readonly device: Device;
}

export interface Device {
  /** Execution provider, for example `cpu` or `cuda`. */
  readonly provider: string;
  /** Of the processor or graphics card, for a person. */
  readonly name: string;
  /** Memory that is free on it; null: not known. */
  readonly freeBytes: number | null;
  /** That a step of learning the timbre took by the clock when it last did; absent: none was made since it started. */
  readonly stepSeconds?: number;
  /** Providers that were tried before it, and why they were not taken. */
  readonly refused?: readonly { readonly provider: string; readonly reason: string }[];
}

export interface VoiceEngine {
  readonly id: string;
  /** Changes whenever states of the older version cannot be continued bit for bit. */
  readonly version: string;
  /** Of its speech, Hz, where a voice has no other: `synthesize` tells. */
  readonly sampleRate: number;
  /** How a run trains. The same input gives the same plan, with a reason for every choice. */
  plan(input: PlanInput): TrainingPlan;
  /**
   * What is missing or damaged of what the engine is made of, for an operator; errors before warnings. May take a minute.
   * @param dir where states will lie; it must be there
   */
  installation(dir: string): Promise<readonly Finding[]>;
  /**
   * What makes every training impossible until an operator mends it and starts the trainer again: asked once, when it starts.
   * May take a minute. Absent: all that the engine needs comes with Timbre.
   */
  unready?(): Promise<readonly Finding[]>;
  /** What stands in the way of training with this plan, before it costs anything; most important first. */
  preflight(request: TrainRequest): Promise<readonly Finding[]>;
  /** The SHA-256 with which the names of all that is cached for a clip begin. What begins otherwise may be deleted. */
  cacheKeys(clip: Pick<EngineClip, 'sha256' | 'transcript' | 'language'>): readonly string[];
  /** Extract and cache the features of clips; those already cached cost nothing. */
  prepare(clips: readonly EngineClip[], context: EngineContext): Promise<PrepareReport>;
  /**
   * How far recordings are from their transcripts, so that two transcripts of one recording can be compared: the right one is
   * lower. Absent: it can't tell.
   * @returns by clip id, of those of which it can be told
   */
  fits?(clips: readonly EngineClip[], context: EngineContext): Promise<ReadonlyMap<string, number>>;
  /**
   * Which of other voices' states (their weights suffice) is closer to these clips than the base, before any training;
   * absent: voices of this engine can't begin from others.
   * @returns its index; null: the base is closest
   */
  nearest?(stateDirs: readonly string[], clips: readonly EngineClip[], context: EngineContext): Promise<number | null>;
  /** @throws UserError when no optimizer step could be made */
  train(request: TrainRequest, context: EngineContext): Promise<TrainOutcome>;
  /** Figures of the state on each held-out clip that can be measured. */
  evaluate(
    stateDir: string,
    heldOutClips: readonly EngineClip[],
    context: EngineContext,
  ): Promise<readonly ClipFigures[]>;
  /**
   * Speak `text` with the state. Same state, text and delivery: same samples.
   * @throws RangeError for a delivery beyond what is possible
   */
  synthesize(stateDir: string, text: string, context: EngineContext, delivery?: Delivery): Promise<Speech>;
  /** The manners that a state can speak in beside its usual one; absent: this engine knows none. */
  manners?(stateDir: string): Promise<readonly VersionManner[]>;
  /**
   * Read every file of a state, with or without its history, and check that this engine can speak and go on with it.
   * Nothing in it is ever executed.
   * @throws UserError naming the one thing that is missing, damaged or foreign
   */
  verify(stateDir: string): Promise<void>;
  /**
   * Make a state, in an empty folder, of weights that the engine's own program exported elsewhere; absent: it has none.
   * Nothing in them is executed.
   * @param language BCP 47, of the recording that comes with them
   * @throws UserError naming the one thing that is missing, damaged or foreign
   */
  adopt?(source: string, stateDir: string, language: string): Promise<void>;
  /** Whether a file of a state is there only so that training goes on exactly; without it, it goes on from the weights. */
  isHistory(fileName: string): boolean;
  /** What it computes on. */
  device(): Promise<Device>;
  /** End worker threads and children. */
  close(): Promise<void>;
}
