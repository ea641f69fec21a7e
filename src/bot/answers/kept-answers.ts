// Answers that no way led to: they wait for the user's next command, whose fresh token is a way. The truth is in SQL
// (not delivered, not finished); this index is made again at every start, when all of them are tried once more. The next
// command may be anywhere, so that what is given there only its user sees.
import type { AnswerTo } from '../../storage/records.ts';

/** Give an answer by a fresh interaction. @returns whether the user has it now */
export type Give = (way: AnswerTo) => Promise<boolean>;

export class KeptAnswers {
  readonly #byUser = new Map<string, Map<string, Give>>();
  readonly #giving = new Set<string>();

  /** Keep an answer. @param key names it; keeping it twice keeps it once */
  keep(userId: string, key: string, give: Give): void {
    const answers = this.#byUser.get(userId) ?? new Map<string, Give>();
    this.#byUser.set(userId, answers.set(key, give));
  }

  has(userId: string, key: string): boolean {
    return this.#byUser.get(userId)?.has(key) ?? false;
  }

  /** There is nothing to tell this user any more. */
  drop(userId: string): void {
    this.#byUser.delete(userId);
  }

  /** Give a user everything that was kept, by whispers; what fails stays kept. */
  async giveAll(way: AnswerTo): Promise<void> {
    const answers = this.#byUser.get(way.userId);
    for (const [key, give] of answers ?? []) {
      if (this.#giving.has(key)) continue;
      this.#giving.add(key);
      try {
        if (await give({ ...way, ephemeral: true })) answers?.delete(key);
      } finally {
        this.#giving.delete(key);
      }
    }
    if (answers?.size === 0 && this.#byUser.get(way.userId) === answers) this.#byUser.delete(way.userId);
  }
}
