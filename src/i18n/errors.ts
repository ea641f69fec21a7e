// Errors in the language of whoever reads them: by code and parameters where the catalogue has them, else as they were written.
import { en } from './en.ts';
import type { Translate } from './i18n.ts';
import type { FilledIn } from './types.ts';

type Texts = typeof en.errors;
/** Codes of the errors whose texts stand in the catalogue. */
export type ErrorCode = keyof Texts;

type ParamsOf<C extends ErrorCode> = FilledIn<Texts[C][keyof Texts[C]]>;

/** What follows an error's code: nothing, or what its texts are filled in with, and its cause. */
export type ErrorArguments<C extends ErrorCode> = keyof ParamsOf<C> extends never
  ? [params?: undefined, options?: ErrorOptions]
  : [params: ParamsOf<C>, options?: ErrorOptions];

/** The same of any error. */
export type ErrorParams = Readonly<Record<string, string | number | readonly string[]>>;

/** An error, or what was kept of one. */
export interface TellableError {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly params?: ErrorParams | undefined;
}

/** What was wrong, and what to do about it. */
export function errorIn(
  { code, message, hint, params }: TellableError,
  t: Translate,
): { message: string; hint: string } {
  if (params === undefined || !Object.hasOwn(en.errors, code)) return { message, hint };
  const say = t as (key: string, params: ErrorParams) => string;
  return { message: say(`errors.${code}.message`, params), hint: say(`errors.${code}.hint`, params) };
}
