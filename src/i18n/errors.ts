// Errors in the language of whoever reads them: by what the catalogues have of them, else as they were written.
import { z } from 'zod';
import { en } from './en.ts';
import type { FilledIn, Translate } from './types.ts';

type Texts = typeof en.errors;
/** What names an error in the catalogues: its code, and after a slash which of several texts. */
export type ErrorKey = keyof Texts;

type ParamsOf<K extends ErrorKey> = FilledIn<Texts[K][keyof Texts[K]]>;

/** What follows an error's key: nothing, or what its texts are filled in with, and its cause. */
export type ErrorArguments<K extends ErrorKey> = keyof ParamsOf<K> extends never
  ? [params?: undefined, options?: ErrorOptions]
  : [params: ParamsOf<K>, options?: ErrorOptions];

/** The texts of an error in the catalogues, and what they are filled in with: kept where an error is told later. */
export const errorTexts = z.object({
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string()).readonly()])),
});
export type ErrorTexts = z.infer<typeof errorTexts>;

/** An error, or what was kept of one. Without texts in the catalogues it is told in English. */
export interface TellableError {
  readonly message: string;
  readonly hint: string;
  readonly texts?: ErrorTexts | undefined;
}

/** What was wrong, and what to do about it. */
export function errorIn({ message, hint, texts }: TellableError, t: Translate): { message: string; hint: string } {
  if (texts === undefined || !Object.hasOwn(en.errors, texts.key)) return { message, hint };
  const say = t as (key: string, params: object) => string;
  return {
    message: say(`errors.${texts.key}.message`, texts.params),
    hint: say(`errors.${texts.key}.hint`, texts.params),
  };
}
