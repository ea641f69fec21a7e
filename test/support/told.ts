// What was found, as it is said in English.
import { translate } from '../../src/i18n/i18n.ts';
import { type Told, toldIn } from '../../src/i18n/notes.ts';

const each = (what: Told | readonly Told[] | null | undefined): readonly Told[] =>
  what == null ? [] : Array.isArray(what) ? (what as readonly Told[]) : [what as Told];

/** One after the other. */
export const inEnglish = (what: Told | readonly Told[] | null | undefined): string =>
  each(what)
    .map((one) => toldIn(one, translate('en')))
    .join(' ');
