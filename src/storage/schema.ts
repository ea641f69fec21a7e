// The tables as SQL holds them. Column types exist in SQLite and Postgres alike: ids are text, times are UTC ms in a
// bigint, booleans are 0 or 1, JSON is text and parsed with zod by the repository that reads it.
import type { Generated } from 'kysely';
import type { ConsentCheck, Notify, UseKind } from './records.ts';
import type { RunState } from './run-states.ts';

export interface Database {
  users: UsersTable;
  spoken_consents: SpokenConsentsTable;
  voices: VoicesTable;
  samples: SamplesTable;
  intakes: IntakesTable;
  intake_files: IntakeFilesTable;
  pictures: PicturesTable;
  runs: RunsTable;
  run_times: RunTimesTable;
  checkpoints: CheckpointsTable;
  versions: VersionsTable;
  version_samples: VersionSamplesTable;
  left_out: LeftOutTable;
  outbox: OutboxTable;
  notices: NoticesTable;
  bans: BansTable;
  blob_references: BlobReferencesTable;
  centroids: CentroidsTable;
  turns: TurnsTable;
  hearings: HearingsTable;
  trainers: TrainersTable;
  pronunciations: PronunciationsTable;
  bots: BotsTable;
  leaders: LeadersTable;
  guilds: GuildsTable;
  guild_blocks: GuildBlocksTable;
  keys: KeysTable;
  votes: VotesTable;
  grants: GrantsTable;
  reports: ReportsTable;
  switches: SwitchesTable;
  uses: UsesTable;
}

export interface SpokenConsentsTable {
  user_id: string;
  /** Of the consent's text. */
  consent_version: number;
  /** Of the sentence, BCP 47. */
  language: string;
  sentence: string;
  /** JSON: the words in it that were drawn. */
  words: string;
  asked_at: number;
  /** Blob; null, as what follows, until it was said. */
  recording: Generated<string | null>;
  file_name: Generated<string | null>;
  checked_by: Generated<ConsentCheck | null>;
  /** JSON of what recordings are compared with. */
  clip: Generated<string | null>;
  spoken_at: Generated<number | null>;
}

export interface UsersTable {
  /** Discord snowflake. */
  id: string;
  locale: string;
  /** The version of the consent text that was agreed to; null: none yet. */
  consent_version: number | null;
  consent_at: number | null;
  created_at: number;
  /** When an intake worker last began with a file of theirs. */
  file_taken_at: Generated<number>;
  /** Until when a bot has it to itself to look whether they may have more, and to add it. */
  admitting_until: Generated<number>;
  /** How they are told that a training is done. `asked`: they were asked and did not say; null: nobody asked. */
  notify: Generated<Notify | 'asked' | null>;
}

export interface VoicesTable {
  id: string;
  owner_id: string;
  /** Unique for its owner. */
  name: string;
  /** BCP 47. */
  language: string;
  active_version_id: string | null;
  /** How often its owner chose by hand which version speaks. */
  choices: number;
  /** When the owner allowed others to start their voices from it; null: not allowed. */
  shared_at: number | null;
  /** The run that offered to grow it anew from a better source; null: none has. */
  offered_by: Generated<string | null>;
  created_at: number;
  /** When somebody last used it. */
  used_at: number;
  /** What its owner was told of its being idle; null: nothing. It counts while it is newer than the last use. */
  idle_notice_id: Generated<string | null>;
}

export interface SamplesTable {
  id: string;
  voice_id: string;
  /** Blob of the normalized clip. */
  sha256: string;
  /** Hash of the upload that the clip was cut from. */
  source_sha256: string;
  /** Position of the clip in that upload. */
  clip_index: number;
  original_name: string;
  duration_seconds: number;
  transcript: string | null;
  /** What a model heard; null: nobody listened. */
  heard: string | null;
  measures: string;
  verdict: string;
  /** What later clips are compared with; null for clips from before there was such a thing. */
  descriptor: string | null;
  /** Why it is not trained on until the person says so; null: it is. */
  held_back_reason: string | null;
  split: 'train' | 'held-out';
  created_at: number;
}

/** What is to be told; see telling.ts. */
interface Told {
  /** The bot that tells of it; null: none does. */
  teller: Generated<string | null>;
  /** Whether no way led to the person, so that it waits for their next command. */
  kept: Generated<0 | 1>;
  /** JSON of what was sent of it, and what was begun; null: nothing. */
  told: Generated<string | null>;
}

export interface IntakesTable extends Told {
  id: string;
  user_id: string;
  voice_id: string;
  items: string;
  answer_to: string;
  /** Whether the token in it was taken out, because it had died. */
  token_cleared: Generated<0 | 1>;
  created_at: number;
  finished_at: number | null;
  /**
   * Of takes spoken in a voice channel. `on`: further ones may come; `interrupted`: none will, because the bot that
   * listened is no more; null: these are all.
   */
  recording: 'on' | 'interrupted' | null;
}

/** Files of uploads that nothing has become of yet: what intake workers take from each other. */
interface IntakeFilesTable {
  intake_id: string;
  /** Index in the upload's items. */
  item: number;
  user_id: string;
  /** The blob that it lies in; null: it is to be fetched. */
  blob: string | null;
  created_at: number;
  /** When Redis was told; null: not yet. */
  dispatched_at: number | null;
  /** Raised whenever it is taken from a worker. */
  fence: Generated<number>;
  /** How often a worker has begun with it. */
  attempts: Generated<number>;
  /** The worker that has it; null: it waits. */
  held_by: string | null;
  lease_until: number | null;
  /** The length that it was taken for. */
  lease_ms: number | null;
}

/** Pictures of uploads that are to be shown. */
interface PicturesTable {
  intake_id: string;
  answer_to: string;
  /** Whether somebody pressed a button for it and waits. */
  asked: 0 | 1;
  /** The message that shows it later; null: not known. */
  message: string | null;
  /** Base64 of a WebP; null: not drawn yet. */
  image: string | null;
  /** Until when somebody draws it. */
  lease_until: number | null;
  created_at: number;
}

export interface RunsTable extends Told {
  id: string;
  kind: 'train' | 'synthesis';
  voice_id: string;
  user_id: string;
  /** Whose trainers may claim it; null: of earlier times, whichever comes first. */
  engine: string | null;
  request: string;
  plan: string | null;
  /** The voice's `choices` when the plan was made; null while there is none. */
  choices: number | null;
  /** The transcripts that a training begins with, by sample; null before, and once it has ended. */
  words: string | null;
  state: RunState;
  /** Raised by every claim; a write that carries an older one is refused. */
  fence: number;
  lease_until: number | null;
  /** For how long it was taken last, ms; null before the first claim. */
  lease_ms: number | null;
  attempts: number;
  progress: string | null;
  cancel_requested: 0 | 1;
  answer_to: string;
  /** Whether the token in it was taken out, because it had died. */
  token_cleared: Generated<0 | 1>;
  progress_message_id: string | null;
  result: string | null;
  failure: string | null;
  delivered_at: number | null;
  created_at: number;
  updated_at: number;
  started_at: number | null;
  ended_at: number | null;
}

/** How long trainings took that ended with a version. */
interface RunTimesTable {
  run_id: string;
  engine: string;
  /** What it was computed on. */
  device: string;
  times: string;
  ended_at: number;
}

/** The newest complete checkpoint of a run that has not ended. */
interface CheckpointsTable {
  run_id: string;
  epoch: number;
  step: number;
  manifest: string;
  losses: string;
  created_at: number;
}

export interface VersionsTable {
  id: string;
  voice_id: string;
  /** 1, 2, 3… within its voice; never used twice. */
  number: number;
  /** May be a version of another person's voice. */
  parent_id: string | null;
  /** The run that made it, while that is kept; null for those that were imported. */
  run_id: string | null;
  /** Name of the voice that an imported version comes from; null for those that were trained here. */
  imported_from: string | null;
  engine: string;
  /** Null once purged. */
  manifest: string | null;
  /** Null for those that were imported. */
  plan: string | null;
  metrics: string;
  status: 'complete' | 'purged';
  /** When it lost what only an exact continuation needs; null: it has it still. */
  pruned_at: number | null;
  /** Whether it was not let active when it was made, because it had got worse. */
  kept_aside: 0 | 1;
  /** The name that its owner gave it. */
  tag: string | null;
  /** Seconds of audio in the samples it was trained on. */
  trained_seconds: number;
  /** Clips that came later are new to it. */
  known_until: number;
  /** What it said first; null for those that were imported. */
  preview_text: string | null;
  /** What is told of its training; null for those that were imported. */
  training: string | null;
  /** The manners that it can speak in beside its usual one; null: not known. */
  manners: string | null;
  created_at: number;
}

/** Which samples a version was trained on. */
interface VersionSamplesTable {
  version_id: string;
  sample_id: string;
  /** Digest of the transcript that it had then; null: it had none, so that no words were learnt from it. */
  words_sha256: string | null;
}

/** Which samples a training could not use, so that its version did not learn from them. */
interface LeftOutTable {
  version_id: string;
  sample_id: string;
  /** Digest of the transcript that it had then; null: none. */
  words_sha256: string | null;
}

/** Runs that Redis has yet to be told of. Written in the transaction that queues the run. */
interface OutboxTable {
  id: string;
  run_id: string;
  created_at: number;
}

/** People whom the operator does not let use the bot. */
interface BansTable {
  user_id: string;
  created_at: number;
}

/** What people must be told that did not come of anything they asked for. */
interface NoticesTable extends Told {
  id: string;
  user_id: string;
  content: string;
  created_at: number;
  /** Null: not told yet. */
  delivered_at: number | null;
}

/** Which blobs are needed by what, but for samples. Exactly one of the others is not null. */
export interface BlobReferencesTable {
  sha256: string;
  version_id: string | null;
  /** The run whose checkpoint it is of. */
  checkpoint_of: string | null;
  /** The run that ended with this preview: needed until that was told. */
  preview_of: string | null;
}

/** What a version sounds like: the mean mel-cepstrum of its clips. None for those without clips that could be measured. */
type CentroidsTable = { version_id: string } & Record<
  'c1' | 'c2' | 'c3' | 'c4' | 'c5' | 'c6' | 'c7' | 'c8' | 'c9' | 'c10' | 'c11' | 'c12',
  number
>;

/** What a model heard in a clip, so that it is heard once, whoever sends it. */
interface HearingsTable {
  /** Of the normalized clip. */
  sha256: string;
  /** The voice that the clip was sent for when it was heard: with that it goes, whoever else sent it. */
  voice_id: string;
  /** Which model, by name and digest. */
  model: string;
  text: string;
  mean_log_probability: number;
  compression_ratio: number;
  created_at: number;
}

/** When each job of the housekeeping was last taken on by some process. */
interface TurnsTable {
  job: string;
  taken_at: number;
}

/** Trainers that announced themselves. */
interface TrainersTable {
  id: string;
  engine: string;
  device: string;
  seen_at: number;
  /** How long it counts as there after that. */
  lease_ms: number;
}

interface PronunciationsTable {
  id: string;
  /** Whose list it is on: a person's or a server's; the other one is null. */
  user_id: string | null;
  guild_id: string | null;
  /** As it was typed. */
  word: string;
  /** Unique on its list. */
  word_key: string;
  spoken: string;
  created_at: number;
}

/** Bots that announced themselves. */
interface BotsTable {
  id: string;
  seen_at: number;
  /** How long it counts as there after that. */
  lease_ms: number;
}

/** Who does what one process at a time does. */
interface LeadersTable {
  job: string;
  who: string;
  until: number;
}

/** Servers about which somebody decided something. */
interface GuildsTable {
  id: string;
  settings: string;
  updated_at: number;
}

/** People whom those who manage a server do not let use the bot there. */
interface GuildBlocksTable {
  guild_id: string;
  user_id: string;
  created_at: number;
}

/** What this installation signs with. */
interface KeysTable {
  name: string;
  /** Base64 of the PKCS #8. */
  private_key: string;
  created_at: number;
}

/** What people liked better of two versions. */
interface VotesTable {
  /** The run that let both speak; it need not be there any more. */
  run_id: string;
  voice_id: string;
  first_id: string;
  second_id: string;
  choice: 'first' | 'second' | 'same';
  created_at: number;
}

/** Who may speak with a voice beside its owner. */
interface GrantsTable {
  id: string;
  voice_id: string;
  guild_id: string;
  kind: 'person' | 'role' | 'server';
  /** Null: everybody in the server. */
  grantee_id: string | null;
  created_at: number;
}

/** What people reported and nobody has dealt with. The ids need be of nobody here. */
interface ReportsTable {
  id: string;
  reporter_id: string;
  /** Who let it be said; empty, as version and text, once everything of theirs was deleted. */
  said_by: string;
  version_id: string;
  guild_id: string | null;
  channel_id: string | null;
  text: string;
  created_at: number;
}

/** What a person has used of what a day has limits for, and nothing else tells of: how much, and when. */
interface UsesTable {
  id: string;
  user_id: string;
  /** `upload`: bytes; `training`: ms; `preview`: one each. */
  kind: UseKind;
  amount: number;
  /** When it was used; of a training: when it ended. */
  at: number;
}

/** What is switched on. */
interface SwitchesTable {
  name: string;
  created_at: number;
}
