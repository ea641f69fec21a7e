// What a person liked better when they heard two versions of a voice without their names.
import type { Kysely } from 'kysely';
import { unlessErased } from './erased.ts';
import type { Database } from './schema.ts';
import { timeOf } from './time.ts';

const voteChoices = ['first', 'second', 'same'] as const;
export type VoteChoice = (typeof voteChoices)[number];

export interface Vote {
  /** Of versions. */
  readonly firstId: string;
  readonly secondId: string;
  readonly choice: VoteChoice;
}

/** How two versions stand to each other by ear: times that each was better, and that they were the same. */
export interface Tally {
  readonly wins: number;
  readonly losses: number;
  readonly same: number;
}

/** How a version stands to each other that it was heard beside, by their ids. */
export function talliesOf(votes: readonly Vote[], versionId: string): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const { firstId, secondId, choice } of votes) {
    if (firstId !== versionId && secondId !== versionId) continue;
    const other = firstId === versionId ? secondId : firstId;
    const { wins, losses, same } = tallies.get(other) ?? { wins: 0, losses: 0, same: 0 };
    const won = choice === (firstId === versionId ? 'first' : 'second');
    tallies.set(other, {
      wins: wins + (won ? 1 : 0),
      losses: losses + (won || choice === 'same' ? 0 : 1),
      same: same + (choice === 'same' ? 1 : 0),
    });
  }
  return tallies;
}

export class Votes {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** Write down, or change, what was said of a comparison. @param runId that let both speak: one vote each */
  async cast(runId: string, voiceId: string, { firstId, secondId, choice }: Vote): Promise<void> {
    const now = await timeOf(this.#db);
    await unlessErased(() =>
      this.#db
        .insertInto('votes')
        .values({ run_id: runId, voice_id: voiceId, first_id: firstId, second_id: secondId, choice, created_at: now })
        .onConflict((conflict) => conflict.column('run_id').doUpdateSet({ choice }))
        .execute(),
    );
  }

  /** All of a voice, oldest first. */
  async list(voiceId: string): Promise<Vote[]> {
    const rows = await this.#db
      .selectFrom('votes')
      .selectAll()
      .where('voice_id', '=', voiceId)
      .orderBy('created_at')
      .orderBy('run_id')
      .execute();
    return rows.map((row) => ({ firstId: row.first_id, secondId: row.second_id, choice: row.choice }));
  }
}
