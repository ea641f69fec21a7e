// /help: the way from nothing to a voice.
import type { Command } from '../interactions/command.ts';
import { catalog } from '../../models/catalog.ts';
import { modelName } from '../../ears/listening-models.ts';
import { modelPresence } from '../../models/folder.ts';
import { type Brings, helpWith } from '../replies/help.ts';
import { slashCommand } from './options.ts';

/** The models of which it is told what they bring. */
const tellable: readonly (readonly [model: string, what: Brings])[] = [
  ['speaker-encoder', 'speakers'],
  ['kokoro', 'source'],
];

export const help: Command = {
  definition: slashCommand('help', 'How to grow a model of your own voice'),
  isPrivate: () => true,
  needsConsent: () => false,
  despite: { help: 'server' },
  async run(_interaction, reply, { config, heardLanguages }) {
    const used = catalog.filter(({ name, isUsed }) => isUsed && name !== modelName);
    const presences = await Promise.all(used.map((model) => modelPresence(config.modelsDir, model)));
    const there = new Set(used.filter((_, i) => presences[i] === 'there').map(({ name }) => name));
    const brings = tellable.filter(([name]) => there.has(name)).map(([, what]) => what);
    await reply.edit(helpWith(heardLanguages, brings));
  },
};
