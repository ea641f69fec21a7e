// /pronounce: how names and other words are said, for oneself or for everybody on a server.
import { PermissionFlagsBits, type ChatInputCommandInteraction, type SlashCommandStringOption } from 'discord.js';
import { UserError } from '../../errors.ts';
import { wordKey } from '../../reading/pronunciation.ts';
import { hasSpeech } from '../../reading/speakable.ts';
import type { ListOwner } from '../../storage/pronunciations.ts';
import type { Command } from '../interactions/command.ts';
import { type Whose, wordList, wordRemoved, wordSet } from '../replies/pronounce.ts';
import { limits, plain, shorten } from '../replies/text.ts';
import { slashCommand } from './options.ts';

const mostWord = 50;
const mostSpoken = 100;

const forOption = (option: SlashCommandStringOption): SlashCommandStringOption =>
  option
    .setName('for')
    .setDescription('Whose list it is on (yours unless you say otherwise)')
    .addChoices({ name: 'me', value: 'yours' }, { name: 'everybody on this server', value: 'server' });

const definition = slashCommand('pronounce', 'How words are said')
  .addSubcommand((sub) =>
    sub
      .setName('word')
      .setDescription('Say a word as you spell it out')
      .addStringOption((option) =>
        option.setName('word').setDescription('As it is written: Siobhan').setRequired(true).setMaxLength(mostWord),
      )
      .addStringOption((option) =>
        option
          .setName('as')
          .setDescription('As you would spell it for somebody who has never heard it: shivawn')
          .setRequired(true)
          .setMaxLength(mostSpoken),
      )
      .addStringOption(forOption),
  )
  .addSubcommand((sub) => sub.setName('list').setDescription('See the words of your list and of this server’s'))
  .addSubcommand((sub) =>
    sub
      .setName('remove')
      .setDescription('Go back to saying a word as it is written')
      .addStringOption((option) =>
        option
          .setName('word')
          .setDescription('Which word')
          .setRequired(true)
          .setMaxLength(mostWord)
          .setAutocomplete(true),
      )
      .addStringOption(forOption),
  );

/**
 * Whose list is meant.
 * @throws UserError `not-in-a-server`, `may-not-manage`
 */
function ownerOf({ options, guildId, memberPermissions, user }: ChatInputCommandInteraction): {
  readonly whose: Whose;
  readonly owner: ListOwner;
} {
  if (options.getString('for') !== 'server') return { whose: 'yours', owner: { userId: user.id } };
  if (guildId === null) {
    throw new UserError('not-in-a-server');
  }
  if (memberPermissions?.has(PermissionFlagsBits.ManageGuild) !== true) {
    throw new UserError('may-not-manage/words');
  }
  return { whose: 'server', owner: { guildId } };
}

export const pronounce: Command = {
  definition,
  isPrivate: () => true,
  needsConsent: ({ options }) => options.getSubcommand() === 'word',
  async run(interaction, reply, { storage }) {
    const { options, guildId } = interaction;
    const { userId, locale } = reply.answerTo;
    const { pronunciations } = storage;
    if (options.getSubcommand() === 'list') {
      const here = guildId === null ? null : await pronunciations.list({ guildId });
      return await reply.edit(wordList(await pronunciations.list({ userId }), here));
    }
    const { whose, owner } = ownerOf(interaction);
    const word = plain(options.getString('word', true), mostWord).replace(/\s+/g, ' ').trim();
    if (options.getSubcommand() === 'remove') {
      if (!(await pronunciations.remove(owner, word))) {
        throw new UserError('no-such-word', { word });
      }
      return await reply.edit(wordRemoved(word, whose));
    }
    const spoken = plain(options.getString('as', true), mostSpoken).replace(/\s+/g, ' ').trim();
    if (!/[\p{L}\p{N}]/u.test(wordKey(word)) || !hasSpeech(spoken, 'every script')) {
      throw new UserError('nothing-to-say/word');
    }
    await storage.users.checkStillThere(userId, locale);
    await reply.edit(wordSet({ word, spoken }, await pronunciations.set(owner, { word, spoken }), whose));
  },
  async autocomplete(interaction, { storage }) {
    const { options, guildId, user } = interaction;
    const ofServer = options.getString('for') === 'server' && guildId !== null;
    const list = await storage.pronunciations.list(ofServer ? { guildId } : { userId: user.id });
    const typed = wordKey(options.getFocused());
    return list
      .filter(({ word }) => wordKey(word).includes(typed))
      .map(({ word, spoken }) => ({ name: shorten(`${word} → ${spoken}`, limits.choiceName), value: word }));
  },
};
