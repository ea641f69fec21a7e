// How something is to be said: the words that are said otherwise than they are written, how fast, how high, and in which manner.
import type { SlashCommandOptionsOnlyBuilder } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Translate } from '../../i18n/i18n.ts';
import { pronounced } from '../../reading/pronunciation.ts';
import { type AnswerTo, type SynthesisRequest, speeds, transpositions } from '../../storage/records.ts';
import type { Storage, Version } from '../../storage/storage.ts';
import { mannerMeant } from './manners.ts';

export type Delivery = NonNullable<SynthesisRequest['delivery']>;

/** A text as it is read to this person, in this place. @throws UserError `text-too-long-here` */
export async function readAs(
  { pronunciations, guilds }: Storage,
  { userId, guildId }: Pick<AnswerTo, 'userId' | 'guildId'>,
  text: string,
): Promise<string> {
  const { longestText } = await guilds.settings(guildId);
  if (text.length > longestText) {
    throw new UserError('text-too-long-here', { characters: text.length, most: longestText });
  }
  return pronounced(text, await pronunciations.for(userId, guildId));
}

/** What a version is to say, as trainers are asked for it. */
export async function speechRequest(
  storage: Storage,
  answerTo: AnswerTo,
  version: Pick<Version, 'id'>,
  text: string,
  delivery: Delivery | null = null,
): Promise<SynthesisRequest> {
  const spoken = await readAs(storage, answerTo, text);
  return {
    kind: 'synthesis',
    text,
    ...(spoken === text ? {} : { spoken }),
    ...(delivery === null ? {} : { delivery }),
    versionId: version.id,
  };
}

/** The options with which a person says how fast and how high. */
export const deliveryOptions = (builder: SlashCommandOptionsOnlyBuilder): SlashCommandOptionsOnlyBuilder =>
  builder
    .addNumberOption((option) =>
      option
        .setName('speed')
        .setDescription('How fast: 2 is twice as fast')
        .setMinValue(speeds.least)
        .setMaxValue(speeds.most),
    )
    .addIntegerOption((option) =>
      option
        .setName('pitch')
        .setDescription('How many semitones higher, or lower')
        .setMinValue(transpositions.least)
        .setMaxValue(transpositions.most),
    )
    .addStringOption((option) =>
      option
        .setName('manner')
        .setDescription('Other than usual, if some of your recordings sound different')
        .setMaxLength(100)
        .setAutocomplete(true),
    );

interface Given {
  getNumber(name: string): number | null;
  getInteger(name: string): number | null;
  getString(name: string): string | null;
}

/**
 * How it was asked to be said; null: as usual.
 * @param t of the person who asked
 * @throws UserError `delivery-unknown` where the version's engine can't do that, `no-manner` where it has no such manner
 */
export function deliveryOf(
  options: Given,
  version: Pick<Version, 'engine' | 'number' | 'manners'>,
  t: Translate,
): Delivery | null {
  const { engine, number } = version;
  const speed = options.getNumber('speed') ?? 1;
  const semitones = options.getInteger('pitch') ?? 0;
  const named = options.getString('manner');
  if (speed === 1 && semitones === 0 && named === null) return null;
  if (engine !== 'builtin') throw new UserError('delivery-unknown', { number });
  return {
    ...(speed === 1 ? {} : { speed }),
    ...(semitones === 0 ? {} : { semitones }),
    ...(named === null ? {} : { manner: mannerMeant(version, named, t) }),
  };
}
