// /mydata: what is kept of a person, counted, and what they can do with it.
import type { Command } from '../interactions/command.ts';
import { keptOf, nothingToForget } from '../replies/forget.ts';
import { slashCommand } from './options.ts';

export const mydata: Command = {
  definition: slashCommand('mydata', 'See what I have of yours'),
  despite: { mydata: 'everything' },
  isPrivate: () => true,
  needsConsent: () => false,
  async run(_interaction, reply, { storage }) {
    const { userId } = reply.answerTo;
    const holdings = await storage.users.holdings(userId);
    const user = await storage.users.get(userId);
    await reply.edit(
      holdings === null ? nothingToForget : keptOf(holdings, user?.consentAt ?? null, user?.notify ?? null),
    );
  },
};
