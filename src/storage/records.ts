// The shapes of JSON columns, shared by every room that reads or writes them. Parsed with zod whenever a row is read.
import { z } from 'zod';
import { errorTexts } from '../i18n/errors.ts';
import { told } from '../i18n/notes.ts';

/** Where and how the answer to an interaction can be given, also after its 15-minute token has died. */
export const answerTo = z.object({
  applicationId: z.string(),
  interactionToken: z.string(),
  /** Snowflake; not there in rows of earlier times. */
  interactionId: z.string().optional(),
  /** UTC ms at which the interaction was created: the token lives 15 minutes from then. */
  createdAt: z.number().int(),
  channelId: z.string().nullable(),
  guildId: z.string().nullable(),
  userId: z.string(),
  /** Of the person, and of the server where it was asked. */
  locale: z.string(),
  guildLocale: z.string().optional(),
  /** Whether the deferred answer is visible to the user only. */
  ephemeral: z.boolean(),
  /** Whether the bot may post in the channel with its own token (it is a member and has the permissions). */
  canPost: z.boolean(),
  canSendVoice: z.boolean(),
  attachmentSizeLimit: z.number().int().positive(),
});
export type AnswerTo = z.infer<typeof answerTo>;

/** Where a message is that the bot sent. */
export const sentMessage = z.object({ channelId: z.string(), messageId: z.string() });
export type SentMessage = z.infer<typeof sentMessage>;

/** What a person should know of a recording as a whole. */
const remarks = z.array(told).default([]);

/** What was wrong with lines of a list of transcripts. */
const unclear = z.array(errorTexts).optional();

/** The words that came with a recording and took the place of those that a clip of it had. */
const newWords = z.object({
  sampleId: z.string(),
  /** Null: it had none. */
  before: z.string().nullable(),
  /** Absent in rows of earlier times: all that came with the recording. */
  now: z.string().optional(),
});
export type NewWords = z.infer<typeof newWords>;
const words = z
  .union([z.array(newWords), newWords.nullable().transform((one) => (one === null ? [] : [one]))])
  .default([]);

/** How it was checked that a sentence of consent was said: by a model that hears, or only that somebody spoke for as long as it takes. */
const consentChecks = ['heard', 'length'] as const;
export type ConsentCheck = (typeof consentChecks)[number];

/** What became of an uploaded file. A row of earlier times may lack what has a default. */
const intakeOutcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('added'),
    /** The clips that the voice got. */
    sampleIds: z.array(z.string()),
    /** Clips that are no good. */
    unusable: z.number().int().nonnegative().default(0),
    /** Clips that the voice has already. */
    copies: z.number().int().nonnegative().default(0),
    /** Whether there was a transcript that is of no clip, because the recording had to be cut. */
    transcriptUnused: z.boolean().default(false),
    /** Of clips that the voice had already. */
    words,
    remarks,
  }),
  z.object({
    kind: z.literal('duplicate'),
    sampleIds: z.array(z.string()),
    /** Name of the recording that it is a copy of, where it is not the same file. */
    copyOf: z.string().nullable().default(null),
    words,
    transcriptUnused: z.boolean().default(false),
  }),
  /** Of both, why. */
  z.object({
    kind: z.literal('rejected'),
    sampleIds: z.array(z.string()),
    message: told,
    /** Where an error was why: the same in the catalogues. */
    texts: errorTexts.optional(),
    remarks,
  }),
  z.object({
    kind: z.literal('failed'),
    sampleIds: z.array(z.string()),
    message: z.string(),
    texts: errorTexts.optional(),
  }),
  /** An archive: its recordings are items of their own. */
  z.object({
    kind: z.literal('unpacked'),
    sampleIds: z.tuple([]).default([]),
    recordings: z.number().int().positive(),
    /** Files in it that are no recordings. */
    others: z.number().int().nonnegative(),
    /** Of its list. */
    unclear,
    /** Recordings that were not listened to any more, and why. */
    left: z.object({ recordings: z.number().int().positive(), why: errorTexts }).optional(),
  }),
  /** The sentence of consent, as it was asked for. */
  z.object({
    kind: z.literal('consent'),
    sampleIds: z.tuple([]).default([]),
    check: z.enum(consentChecks),
  }),
]);
export type IntakeOutcome = z.infer<typeof intakeOutcome>;
/** What became of a recording, as against an archive of them. */
export type RecordingOutcome = Exclude<IntakeOutcome, { kind: 'unpacked' | 'consent' }>;

/** What a model heard in a clip. */
export const heardWords = z.object({
  text: z.string(),
  /** Whether it is learnt from without anybody's word for it. */
  isSure: z.boolean(),
  /** What its owner says of the words: `given` with the recording, or later; null: nothing yet. */
  owner: z.enum(['given', 'confirmed', 'corrected', 'refused']).nullable().default(null),
});
export type HeardWords = z.infer<typeof heardWords>;

/** Where a file of an upload lies that is here already, in place of a link. */
export const blobUrl = (sha256: string): string => `blob:${sha256}`;
/** The SHA-256 of the blob that a file of an upload lies in; null: it is to be fetched. */
export const blobOf = (url: string): string | null => /^blob:([0-9a-f]{64})$/.exec(url)?.[1] ?? null;

/** One file of an upload, written down before it is fetched so that a crash loses nothing. */
export const intakeItem = z.object({
  /** A link to it, or what `blobUrl` makes. */
  url: z.string(),
  fileName: z.string(),
  bytes: z.number().int().nonnegative(),
  contentType: z.string().nullable(),
  transcript: z.string().nullable(),
  /** Of the list that the transcripts of the upload are from: with its first file. */
  unclear,
  /** Where it came out of an archive: the index of that item, and its own among the archive's recordings. */
  unpackedFrom: z
    .object({ item: z.number().int().nonnegative(), recording: z.number().int().nonnegative() })
    .optional(),
  /** That it is the sentence of consent, and no recording to learn from. */
  isConsent: z.literal(true).optional(),
  /** Null until this file has been dealt with. */
  outcome: intakeOutcome.nullable(),
});
export type IntakeItem = z.infer<typeof intakeItem>;

/** How recordings sound beside the usual ones of a voice, by what is measured. */
const mannerTraits = ['telephone', 'fuller', 'higher', 'lower', 'noisier', 'duller', 'brighter'] as const;
export type MannerTrait = (typeof mannerTraits)[number];
/** A manner in which a version can speak beside its usual one: what the engine calls it, and how it sounds beside that. */
export const versionManner = z.object({
  index: z.number().int().nonnegative(),
  /** Empty: otherwise, in a way that has no name. */
  traits: z.array(z.enum(mannerTraits)),
});
export type VersionManner = z.infer<typeof versionManner>;

/** How somebody is told that a training is done: mentioned where they asked, in a direct message too, or not at all. */
export const notifyWays = ['mention', 'direct', 'none'] as const;
export type Notify = (typeof notifyWays)[number];

/** What has limits for a day. */
export type UseKind = 'upload' | 'training' | 'preview';

/** How much time a training may take; absent wherever it can be said: `usual`. */
export const efforts = ['quick', 'usual', 'long'] as const;
const effort = z.enum(efforts).optional();
export type Effort = (typeof efforts)[number];

/** The phases of a training that take time, in order. */
export const workPhases = ['preparing', 'training', 'evaluating', 'publishing'] as const;
export type WorkPhase = (typeof workPhases)[number];

/** How much a training has to do. */
export const trainingWork = z.object({
  /** Speech that it learns and is tested on, and that of it which is new to its voice. */
  seconds: z.number().nonnegative(),
  newSeconds: z.number().nonnegative(),
  testClips: z.number().int().nonnegative(),
  /** Whether a version is measured beside the new one. */
  hasRival: z.boolean(),
  /** Speech in all of its epochs; null: not planned yet. */
  epochSeconds: z.number().nonnegative().nullable(),
  effort,
  /** Whether the source learns the person's timbre, too; absent: not known yet, or its engine does no such thing. */
  learnsTimbre: z.boolean().optional(),
});
export type TrainingWork = z.infer<typeof trainingWork>;

/** How long a training took on a device, and what for. */
export const runTimes = z.object({
  /** What the voice is made from, where its engine knows several; null: it knows one. */
  source: z.string().nullable(),
  work: trainingWork,
  /** Wall seconds of each phase. */
  phases: z.record(z.enum(workPhases), z.number().nonnegative()),
});
export type RunTimes = z.infer<typeof runTimes>;

export const trainingRequest = z.object({
  kind: z.literal('train'),
  /** `continue`: from the active version; `fresh`: from the base, as version n+1 all the same. */
  mode: z.enum(['continue', 'fresh']),
  /** N more epochs, or null: the planner chooses. */
  epochs: z.number().int().min(1).max(1000).nullable(),
  /** How much there was to do when it was asked for; absent: nobody looked. */
  work: trainingWork.optional(),
  /** See `RunTimes`: of the version that it goes on from. */
  source: z.string().nullable().optional(),
  effort,
});
export type TrainingRequest = z.infer<typeof trainingRequest>;
/** How fast something can be said, times as fast as usual. */
export const speeds = { least: 0.5, most: 2 } as const;
/** How much higher, semitones. */
export const transpositions = { least: -12, most: 12 } as const;
/** Most characters of a text that is to be spoken; how much of it can be is decided by how long that takes. */
export const mostCharacters = 2000;
export const synthesisRequest = z.object({
  kind: z.literal('synthesis'),
  text: z.string().min(1).max(mostCharacters),
  /** The text as it is read, where words are said otherwise than they are written. */
  spoken: z.string().min(1).optional(),
  /** How it is said, where otherwise than usual: times as fast, semitones higher, in another manner. */
  delivery: z
    .object({
      speed: z.number().min(speeds.least).max(speeds.most).optional(),
      semitones: z.number().min(transpositions.least).max(transpositions.most).optional(),
      /** `index` of a manner of the version. */
      manner: z.number().int().nonnegative().optional(),
    })
    .optional(),
  /** Whether it is played in a voice channel, by the bot that asked for it; else it is sent as a voice message. */
  aloud: z.literal(true).optional(),
  /** Whether it is the rest of a sentence that was cut for an earlier one: both are one preview. */
  isRest: z.literal(true).optional(),
  /** What the sentence goes on with, which another request says. */
  rest: z.string().optional(),
  /** Id of the version that says the same after it, where both are compared by ear. */
  against: z.string().optional(),
  versionId: z.string(),
});
export type SynthesisRequest = z.infer<typeof synthesisRequest>;
export type RunRequest = TrainingRequest | SynthesisRequest;

/** What a training run will do, with a reason for each choice. Same plan, parent, samples: same bits. */
export const trainingPlan = z.object({
  mode: z.enum(['continue', 'fresh']),
  /** The version it goes on from, fixed when the run begins: a rollback meanwhile is for later runs. Null: the base. */
  parentVersionId: z.string().nullable(),
  epochs: z.number().int().positive(),
  /** Epochs of the engine's second model, where it has two; absent: as many as of the first. */
  secondEpochs: z.number().int().positive().optional(),
  learningRate: z.number().positive(),
  warmupSteps: z.number().int().nonnegative(),
  batchSize: z.number().int().positive(),
  /** Seconds of old audio per second of new audio in one epoch. */
  replayShare: z.number().nonnegative(),
  /** Epochs without a better held-out loss after which training stops; null: never. The best epoch is kept. */
  earlyStopPatience: z.number().int().positive().nullable(),
  /** Epochs after which the held-out loss must not have become worse: it is tried again, more gently; 0: no such pilot. */
  pilotEpochs: z.number().int().nonnegative().default(0),
  seed: z.number().int().nonnegative(),
  /** Steps at most in which the timbre of a natural source is learnt; absent: as many as are usual. */
  timbreSteps: z.number().int().positive().optional(),
  /** What an engine spends beside epochs and steps goes by it. */
  effort,
  reasons: z.array(told),
  /** What will hurt, or what the owner should know. */
  warnings: z.array(told).default([]),
});
export type TrainingPlan = z.infer<typeof trainingPlan>;

/** Transcripts by the id of their sample. */
export const runWords = z.record(z.string(), z.string());

/** One point of the loss curve: after `epoch` epochs of this run (0: before the first step). */
export const lossPoint = z.object({ epoch: z.number(), train: z.number().nullable(), heldOut: z.number().nullable() });
export type LossPoint = z.infer<typeof lossPoint>;

export const runProgress = z.object({
  phase: z.enum(['preparing', 'training', 'evaluating', 'publishing', 'speaking']),
  /** Done and total of the phase, in its own units (clips, epochs); total 0: not known. */
  done: z.number(),
  total: z.number(),
  epoch: z.number().int().nonnegative(),
  epochs: z.number().int().nonnegative(),
  step: z.number().int().nonnegative(),
  trainLoss: z.number().nullable(),
  heldOutLoss: z.number().nullable(),
  /** Of the phase. */
  secondsLeft: z.number().nullable(),
  /** Of the whole run; null: nobody knows. */
  wholeSecondsLeft: z.number().nullable().default(null),
  /** The loss curve so far, thinned where there are many epochs. */
  losses: z.array(lossPoint).default([]),
  /** UTC ms. */
  at: z.number().int(),
});
export type RunProgress = z.infer<typeof runProgress>;
/** What an engine says of it. */
export type StepProgress = Omit<RunProgress, 'wholeSecondsLeft' | 'losses' | 'at'>;

/** A named file of an engine state and the blob that holds it. */
export const stateFile = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().nonnegative(),
});
/** The files of a state: what a version or a checkpoint is made of. */
export const stateManifest = z.object({
  engine: z.string(),
  engineVersion: z.string(),
  files: z.array(stateFile).min(1),
});
export type StateManifest = z.infer<typeof stateManifest>;

/** Figures of a version, measured on held-out clips that training never saw. */
export const voiceMetrics = z.object({
  heldOutClips: z.number().int().nonnegative(),
  heldOutSeconds: z.number().nonnegative(),
  /** Mel-cepstral distortion, dB (c1..c24, speech frames, DTW); null when nothing is held out. */
  mcdDb: z.number().nullable(),
  /** The same for the untouched source voice and for the untrained map (step 0). */
  mcdSourceDb: z.number().nullable(),
  mcdStepZeroDb: z.number().nullable(),
  /** RMS error of F0 on frames voiced in both, cents, after DTW. */
  f0RmseCents: z.number().nullable(),
  voicingErrorPercent: z.number().nullable(),
  /**
   * How like its owner's recordings what it says sounds to the speaker encoder (cosine of embeddings, 1: the same), and how
   * like them the test clips' own recordings do; null without the encoder.
   */
  similarity: z.number().nullable().default(null),
  ownSimilarity: z.number().nullable().default(null),
});
export type VoiceMetrics = z.infer<typeof voiceMetrics>;

/** A spoken preview, ready to be sent as a Discord voice message. */
export const preview = z.object({
  versionId: z.string(),
  text: z.string(),
  /** Blob of an Ogg Opus file, mono 48 kHz. */
  blob: z.string(),
  bytes: z.number().int().positive(),
  durationSeconds: z.number().positive(),
  /** Base64, one byte a point, at most 256 points. */
  waveform: z.string(),
});
export type Preview = z.infer<typeof preview>;

/** What is told of the training that made a version: kept with the version, as runs are not kept for ever. */
export const trainingFacts = z.object({
  /** The version of the same voice that it went on from. */
  parentNumber: z.number().int().positive().nullable(),
  /**
   * The version that was active before, and its figures on the same held-out clips, measured in this run; null: this
   * engine can't measure it.
   */
  rival: z
    .object({ versionId: z.string(), number: z.number().int().positive(), metrics: voiceMetrics.nullable() })
    .nullable(),
  /** Whether it became active, and why; a version that got worse, or came after its owner's choice, is kept aside. */
  decision: z
    .object({
      active: z.boolean(),
      reason: told,
      /** The same with its figures; of earlier times one sentence, or none. */
      details: z
        .union([z.array(told), z.string().transform((sentence) => (sentence === '' ? [] : [sentence]))])
        .default([]),
      /** Beside the rival, on the same clips; null: not known. */
      comparison: z.enum(['closer', 'same', 'further']).nullable().default(null),
    })
    .nullable(),
  /** Clips that could not be used, and why. */
  leftOut: z.array(z.object({ clip: z.string(), reason: told })),
  /** What went otherwise than planned. */
  remarks: z.array(told).default([]),
  /** Held-out clips that it was measured on. */
  heldOutIds: z.array(z.string()).default([]),
  epochs: z.number().int().positive(),
  steps: z.number().int().positive(),
  bestEpoch: z.number().int().nonnegative(),
  newSeconds: z.number().nonnegative(),
  /** Wall time of each phase. */
  phaseSeconds: z.record(z.string(), z.number()),
});
export type TrainingFacts = z.infer<typeof trainingFacts>;

export const trainResult = trainingFacts.extend({
  kind: z.literal('train'),
  versionId: z.string(),
  versionNumber: z.number().int().positive(),
  plan: trainingPlan,
  metrics: voiceMetrics,
  totalSeconds: z.number().nonnegative(),
  losses: z.array(lossPoint),
  preview: preview,
  /** What the rival says, to be compared by ear; only for a version that is kept aside. */
  rivalPreview: preview.nullable(),
});
export type TrainResult = z.infer<typeof trainResult>;
export const synthesisResult = z.object({
  kind: z.literal('synthesis'),
  preview: preview,
  /** What the version says that it is compared with. */
  second: preview.optional(),
  /** What went otherwise than usual. */
  remark: told.optional(),
});
export type SynthesisResult = z.infer<typeof synthesisResult>;
export const runFailure = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  /** The same in the catalogues. */
  texts: errorTexts.optional(),
  /** Where a training found that clips have their neighbours' words: how to mend it. */
  shift: z.object({ by: z.enum(['before', 'after']), sampleIds: z.array(z.string()), words: z.string() }).optional(),
});
export type RunFailure = z.infer<typeof runFailure>;

/** Something that a person must be told. `purged`: versions of their voice went with those that they had started from. */
const purgedContent = z.object({
  kind: z.literal('purged'),
  voiceName: z.string(),
  numbers: z.array(z.number().int().positive()).min(1),
  /** The version that speaks now. */
  activeNumber: z.number().int().positive().nullable(),
});
export type PurgedContent = z.infer<typeof purgedContent>;
/** A voice that nobody has used since then will be deleted. */
const idleContent = z.object({
  kind: z.literal('idle'),
  voiceName: z.string(),
  /** UTC ms. */
  usedAt: z.number(),
  eraseAt: z.number(),
});
export type IdleContent = z.infer<typeof idleContent>;
/** `operator`: what the operator tells everybody. */
export const noticeContent = z.discriminatedUnion('kind', [
  purgedContent,
  idleContent,
  z.object({ kind: z.literal('operator'), text: z.string() }),
]);
export interface Notice {
  readonly id: string;
  readonly userId: string;
  readonly content: z.infer<typeof noticeContent>;
}
