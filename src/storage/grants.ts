// Who may speak with a voice beside its owner: in one server a person, the members of a role, or everybody. What is not here is
// not allowed.
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { UserError } from '../errors.ts';
import { unlessErased } from './erased.ts';
import type { Database } from './schema.ts';
import { timeOf } from './time.ts';
import { inTransaction } from './transaction.ts';

/** To whom in a server. */
export type GrantedTo =
  | { readonly kind: 'person' | 'role'; readonly id: string }
  | { readonly kind: 'server'; readonly id: null };

export interface Grant {
  readonly guildId: string;
  readonly to: GrantedTo;
}

/** Somebody in a server who wants to speak with a voice. */
export interface Speaking {
  readonly userId: string;
  readonly guildId: string | null;
  readonly roleIds: readonly string[];
}

const mostGrants = 100;

export class Grants {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** Allow it from now on. @throws UserError `too-many-grants`, `erased-meanwhile` */
  async give(voiceId: string, grant: Grant): Promise<void> {
    await unlessErased(() =>
      inTransaction(this.#db, 'adds', async (db) => {
        const grants = new Grants(db);
        await grants.take(voiceId, grant);
        if ((await grants.list(voiceId)).length >= mostGrants) {
          throw new UserError('too-many-grants', { most: mostGrants });
        }
        const { guildId, to } = grant;
        await db
          .insertInto('grants')
          .values({
            id: randomUUID(),
            voice_id: voiceId,
            guild_id: guildId,
            kind: to.kind,
            grantee_id: to.id,
            created_at: await timeOf(db),
          })
          .execute();
      }),
    );
  }

  /** Allow it no more. */
  async take(voiceId: string, { guildId, to }: Grant): Promise<void> {
    await this.#db
      .deleteFrom('grants')
      .where('voice_id', '=', voiceId)
      .where('guild_id', '=', guildId)
      .where('kind', '=', to.kind)
      .where('grantee_id', 'is not distinct from', to.id)
      .execute();
  }

  /** Allow it to nobody any more, anywhere. */
  async takeAll(voiceId: string): Promise<void> {
    await this.#db.deleteFrom('grants').where('voice_id', '=', voiceId).execute();
  }

  /** Oldest first. */
  async list(voiceId: string): Promise<Grant[]> {
    const rows = await this.#db
      .selectFrom('grants')
      .selectAll()
      .where('voice_id', '=', voiceId)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows.map(({ guild_id: guildId, kind, grantee_id: id }) => ({
      guildId,
      to: kind === 'server' || id === null ? { kind: 'server', id: null } : { kind, id },
    }));
  }

  /** Whether somebody may speak with a voice now: their own, or one that is shared with them there. */
  async maySpeak(voiceId: string, { userId, guildId, roleIds }: Speaking): Promise<boolean> {
    const voice = await this.#db.selectFrom('voices').select('owner_id').where('id', '=', voiceId).executeTakeFirst();
    if (voice === undefined) return false;
    if (voice.owner_id === userId) return true;
    if (guildId === null) return false;
    return (await this.list(voiceId)).some(
      ({ guildId: there, to }) =>
        there === guildId &&
        (to.kind === 'server' || (to.kind === 'person' ? to.id === userId : roleIds.includes(to.id))),
    );
  }
}
