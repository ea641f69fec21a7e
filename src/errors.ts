// Errors that a person can cause and mend. Everything else that is thrown is a bug or an outage (see outage.ts).
import { type ErrorArguments, type ErrorCode, type ErrorParams, errorIn } from './i18n/errors.ts';
import { translate } from './i18n/i18n.ts';

/** An error whose text is written for the person who caused it: what was wrong, and what to do about it. */
export class UserError extends Error {
  readonly code: string;
  /** What the person can do now, in one sentence. */
  readonly hint: string;
  /** What the texts in the catalogues are filled in with; undefined: there are none, it is told in English. */
  readonly params: ErrorParams | undefined;

  /**
   * What people read in their language: its texts stand in the catalogues.
   * @param code stable kebab-case identifier, kept in SQL and in logs, for example `no-usable-clips`
   */
  constructor(...error: { [C in ErrorCode]: [code: C, ...params: ErrorArguments<C>] }[ErrorCode]);
  /**
   * What only an operator reads, in English.
   * @param message what was wrong, one sentence, no markup
   * @param hint what to do about it, one sentence
   */
  constructor(code: string, message: string, hint: string, options?: ErrorOptions);
  constructor(
    code: string,
    about: string | ErrorParams = {},
    hintOrOptions?: string | ErrorOptions,
    options?: ErrorOptions,
  ) {
    const texts =
      typeof about === 'string'
        ? { message: about, hint: typeof hintOrOptions === 'string' ? hintOrOptions : '' }
        : errorIn({ code, message: '', hint: '', params: about }, translate('en'));
    super(texts.message, typeof hintOrOptions === 'object' ? hintOrOptions : options);
    this.name = 'UserError';
    this.code = code;
    this.hint = texts.hint;
    this.params = typeof about === 'string' ? undefined : about;
  }
}

/** Something that this program can't do without is away or full; once that is mended, the same start works. */
export class Unavailable extends UserError {}
