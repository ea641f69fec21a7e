// /help: the way from nothing to a voice.
import type { Command } from '../interactions/command.ts';
import { help as text } from '../replies/help.ts';
import { slashCommand } from './options.ts';

export const help: Command = {
  definition: slashCommand('help', 'How to grow a model of your own voice'),
  isPrivate: () => true,
  needsConsent: () => false,
  run: (_interaction, reply) => reply.edit(text),
};
