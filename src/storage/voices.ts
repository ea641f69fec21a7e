// Voices: what a person grows. A voice points at the version that speaks.
import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import type { Database, VoicesTable } from './schema.ts';

export interface Voice {
  readonly id: string;
  readonly ownerId: string;
  /** Unique for its owner. */
  readonly name: string;
  /** BCP 47, for example `en`. */
  readonly language: string;
  /** Null until the first training is done, and when every version it could fall back to was purged. */
  readonly activeVersionId: string | null;
  readonly createdAt: number;
}

export class Voices {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** The owner's voice of this name, made when new (`language` matters only then). The owner must exist. */
  async ensure(ownerId: string, name = 'default', language = 'en'): Promise<Voice> {
    await this.#db
      .insertInto('voices')
      .values({ id: randomUUID(), owner_id: ownerId, name, language, active_version_id: null, created_at: Date.now() })
      .onConflict((conflict) => conflict.columns(['owner_id', 'name']).doNothing())
      .execute();
    const row = await this.#db
      .selectFrom('voices')
      .selectAll()
      .where('owner_id', '=', ownerId)
      .where('name', '=', name)
      .executeTakeFirstOrThrow();
    return toVoice(row);
  }

  async get(id: string): Promise<Voice | null> {
    const row = await this.#db.selectFrom('voices').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : toVoice(row);
  }

  async byName(ownerId: string, name: string): Promise<Voice | null> {
    const row = await this.#db
      .selectFrom('voices')
      .selectAll()
      .where('owner_id', '=', ownerId)
      .where('name', '=', name)
      .executeTakeFirst();
    return row === undefined ? null : toVoice(row);
  }

  /** All voices of a person, by name. */
  async list(ownerId: string): Promise<Voice[]> {
    const rows = await this.#db
      .selectFrom('voices')
      .selectAll()
      .where('owner_id', '=', ownerId)
      .orderBy('name')
      .execute();
    return rows.map(toVoice);
  }

  /**
   * Let another version of the voice speak (compare-and-set).
   * @param expectedActiveId the active version that the caller decided on; null: none
   * @returns false when another one has become active since, or the version is purged or of another voice
   */
  async activate(voiceId: string, versionId: string, expectedActiveId: string | null): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('voices')
      .set({ active_version_id: versionId })
      .where('id', '=', voiceId)
      .where('active_version_id', 'is not distinct from', expectedActiveId)
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom('versions')
            .select('versions.id')
            .where('versions.id', '=', versionId)
            .where('versions.voice_id', '=', voiceId)
            .where('versions.status', '=', 'complete'),
        ),
      )
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }
}

function toVoice(row: Selectable<VoicesTable>): Voice {
  return {
    id: row.id,
    ownerId: row.owner_id,
    name: row.name,
    language: row.language,
    activeVersionId: row.active_version_id,
    createdAt: row.created_at,
  };
}
