// In which manner something is to be said: those that a version knows, and which of them a person means.
import type { APIApplicationCommandOptionChoice } from 'discord.js';
import { UserError } from '../../errors.ts';
import { type Translate, translate } from '../../i18n/i18n.ts';
import type { Version } from '../../storage/storage.ts';
import { mannerNames } from '../replies/manners.ts';

type Manners = Pick<Version, 'manners' | 'number'>;

const folded = (text: string): string => text.trim().toLowerCase();

/** Choices of the `manner` option. */
export function mannerChoices(
  { manners }: Manners,
  typed: string,
  t: Translate,
): APIApplicationCommandOptionChoice<string>[] {
  return mannerNames(manners ?? [], t)
    .filter((name) => folded(name).includes(folded(typed)))
    .map((name) => ({ name, value: name }));
}

/**
 * What the engine calls the manner that somebody named, in their language or in English.
 * @throws UserError `no-manner` where the version knows none of that name
 */
export function mannerMeant({ manners, number }: Manners, typed: string, t: Translate): number {
  const known = manners ?? [];
  if (known.length === 0) throw new UserError('no-manner/none', { number });
  const names = mannerNames(known, t);
  for (const named of [names, mannerNames(known, translate('en'))]) {
    const manner = known[named.findIndex((name) => folded(name) === folded(typed))];
    if (manner !== undefined) return manner.index;
  }
  throw new UserError('no-manner', { number, names: names.map((name) => t('quoted', { text: name })) });
}
