// Errors that a person can cause and mend. Everything else that is thrown is a bug or an outage (see outage.ts).

/** An error whose text is written for the person who caused it: what was wrong, and what to do about it. */
export class UserError extends Error {
  readonly code: string;
  /** What the person can do now, in one sentence. */
  readonly hint: string;

  /**
   * @param code stable kebab-case identifier, kept in SQL and in logs, for example `no-usable-clips`
   * @param message what was wrong, one sentence, no markup
   * @param hint what to do about it, one sentence
   */
  constructor(code: string, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UserError';
    this.code = code;
    this.hint = hint;
  }
}

/** Something that this program can't do without is away or full; once that is mended, the same start works. */
export class Unavailable extends UserError {}
