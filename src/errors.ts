// Errors that a person can cause and mend. Everything else that is thrown is a bug or an outage (see outage.ts).
import { type ErrorArguments, type ErrorKey, type ErrorTexts, errorIn } from './i18n/errors.ts';
import { translate } from './i18n/i18n.ts';

type Params = ErrorTexts['params'];

/** An error whose text is written for the person who caused it: what was wrong, and what to do about it. */
export class UserError extends Error {
  readonly code: string;
  /** What the person can do now, in one sentence. */
  readonly hint: string;
  /** Its texts in the catalogues; undefined: there are none, it is told in English. */
  readonly texts: ErrorTexts | undefined;

  /**
   * What people read in their language: its texts stand in the catalogues.
   * @param key a stable kebab-case code, kept in SQL and in logs, for example `no-usable-clips`; after a slash, which of
   *   its texts
   */
  constructor(...error: { [K in ErrorKey]: [key: K, ...params: ErrorArguments<K>] }[ErrorKey]);
  /**
   * What only an operator reads, in English.
   * @param message what was wrong, one sentence, no markup
   * @param hint what to do about it, one sentence
   * @param options `told`: what people read instead
   */
  constructor(code: string, message: string, hint: string, options?: ErrorOptions & { readonly told?: ErrorTexts });
  constructor(
    key: string,
    about: string | Params = {},
    hintOrOptions?: string | ErrorOptions,
    options?: ErrorOptions & { readonly told?: ErrorTexts },
  ) {
    const texts = typeof about === 'string' ? options?.told : { key, params: about };
    const { message, hint } =
      typeof about === 'string'
        ? { message: about, hint: hintOrOptions as string }
        : errorIn({ message: '', hint: '', texts }, translate('en'));
    super(message, typeof hintOrOptions === 'object' ? hintOrOptions : options);
    this.name = 'UserError';
    this.code = key.split('/', 1)[0];
    this.hint = hint;
    this.texts = texts;
  }
}

/** What people read of an error: its texts in the catalogues. */
export const toldAs = <K extends ErrorKey>(key: K, ...[params]: ErrorArguments<K>): ErrorTexts => ({
  key,
  params: params ?? {},
});

/** What is kept of an error that is told later. */
export const kept = ({ code, message, hint, texts }: UserError) => ({
  code,
  message,
  hint,
  ...(texts !== undefined && { texts }),
});

/** Something that this program can't do without is away or full; once that is mended, the same start works. */
export class Unavailable extends UserError {}
