// Consent that is spoken: the sentence that somebody was asked to say, and the recording that proves they did. One of each version of
// the consent's text; all are kept until everything of theirs is deleted.
import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import { clipDescriptor, clipMeasures } from '../audio/clip.ts';
import { unlessErased } from './erased.ts';
import { readJson } from './json.ts';
import type { ConsentCheck } from './records.ts';
import type { Database, SpokenConsentsTable } from './schema.ts';
import { timeOf } from './time.ts';

/** What recordings are compared with. */
const consentClip = z.object({ measures: clipMeasures, descriptor: clipDescriptor });
export type ConsentClip = z.infer<typeof consentClip>;

/** What somebody is to say. */
export interface ConsentSentence {
  /** Of the consent's text. */
  readonly consentVersion: number;
  /** Of the sentence, BCP 47. */
  readonly language: string;
  readonly sentence: string;
  /** Those in it that change from time to time, so that an old recording can't have them. */
  readonly words: readonly string[];
}

export interface SpokenConsent extends ConsentSentence {
  readonly userId: string;
  readonly askedAt: number;
  /** Null: not yet. */
  readonly spoken: {
    /** SHA-256 of the recording as it came, a blob. */
    readonly recording: string;
    /** What the recording was called. */
    readonly fileName: string;
    readonly check: ConsentCheck;
    readonly clip: ConsentClip;
    readonly at: number;
  } | null;
}

/** A sentence counts for so long, ms: its date and its words would not prove anything later. */
export const sentenceCountsMs = 24 * 60 * 60_000;

export class Consents {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** All of a person, newest version first. */
  async list(userId: string): Promise<SpokenConsent[]> {
    const rows = await this.#db
      .selectFrom('spoken_consents')
      .selectAll()
      .where('user_id', '=', userId)
      .orderBy('consent_version', 'desc')
      .execute();
    return rows.map(toConsent);
  }

  /** Whether this version of the text was agreed to aloud. */
  async isSpoken(userId: string, consentVersion: number): Promise<boolean> {
    const all = await this.list(userId);
    return all.some((one) => one.consentVersion === consentVersion && one.spoken !== null);
  }

  /** The sentence that a person is to say now, where there is one that counts. */
  async awaited(userId: string): Promise<SpokenConsent | null> {
    const [newest] = await this.list(userId);
    if (newest === undefined || newest.spoken !== null) return null;
    return (await timeOf(this.#db)) - newest.askedAt < sentenceCountsMs ? newest : null;
  }

  /** The recording that tells who agreed; null: nobody did so aloud. */
  async latest(userId: string): Promise<SpokenConsent['spoken']> {
    return (await this.list(userId)).find(({ spoken }) => spoken !== null)?.spoken ?? null;
  }

  /**
   * Ask somebody to say this, in place of what they were asked to say before; nothing changes once they have said it.
   * @throws UserError `erased-meanwhile`
   */
  async ask(userId: string, asked: ConsentSentence): Promise<void> {
    const values = {
      language: asked.language,
      sentence: asked.sentence,
      words: JSON.stringify(asked.words),
      asked_at: await timeOf(this.#db),
    };
    await unlessErased(() =>
      this.#db
        .insertInto('spoken_consents')
        .values({ user_id: userId, consent_version: asked.consentVersion, ...values })
        .onConflict((conflict) =>
          conflict
            .columns(['user_id', 'consent_version'])
            .doUpdateSet(values)
            .where('spoken_consents.recording', 'is', null),
        )
        .execute(),
    );
  }

  /**
   * Write down that what was asked for was said. Blobs first: the recording is stored.
   * @returns false when something else is asked for by now, or everything of the person was deleted
   */
  async speak(
    { userId, consentVersion, askedAt }: SpokenConsent,
    { recording, fileName, check, clip }: Omit<NonNullable<SpokenConsent['spoken']>, 'at'>,
  ): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('spoken_consents')
      .set({
        recording,
        file_name: fileName,
        checked_by: check,
        clip: JSON.stringify(clip),
        spoken_at: await timeOf(this.#db),
      })
      .where('user_id', '=', userId)
      .where('consent_version', '=', consentVersion)
      .where('asked_at', '=', askedAt)
      .where('recording', 'is', null)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }
}

function toConsent(row: Selectable<SpokenConsentsTable>): SpokenConsent {
  const { recording, file_name: fileName, checked_by: check, clip, spoken_at: at } = row;
  const where = `the spoken consent of ${row.user_id}`;
  return {
    userId: row.user_id,
    consentVersion: row.consent_version,
    language: row.language,
    sentence: row.sentence,
    words: readJson(z.array(z.string()), row.words, where),
    askedAt: row.asked_at,
    spoken:
      recording === null || fileName === null || check === null || clip === null || at === null
        ? null
        : { recording, fileName, check, clip: readJson(consentClip, clip, where), at },
  };
}
