// Answers that no way led to: they wait for the user's next command, whose fresh token is a way. The truth is in SQL
// (not delivered, not finished); this index is made again at every start, when all of them are tried once more.
import type { AnswerTo } from '../storage/records.ts';

export class KeptAnswers {
  readonly #byUser = new Map<string, Map<string, (way: AnswerTo) => Promise<void>>>();

  /**
   * Keep an answer.
   * @param key names it; keeping it twice keeps it once
   * @param give gives the answer by a fresh interaction
   */
  keep(userId: string, key: string, give: (way: AnswerTo) => Promise<void>): void {
    const answers = this.#byUser.get(userId) ?? new Map<string, (way: AnswerTo) => Promise<void>>();
    this.#byUser.set(userId, answers.set(key, give));
  }

  has(userId: string, key: string): boolean {
    return this.#byUser.get(userId)?.has(key) ?? false;
  }

  /** Give a user everything that was kept. What fails again is kept again by whoever gives it. */
  async giveAll(way: AnswerTo): Promise<void> {
    const answers = this.#byUser.get(way.userId);
    this.#byUser.delete(way.userId);
    for (const give of answers?.values() ?? []) await give(way);
  }
}
