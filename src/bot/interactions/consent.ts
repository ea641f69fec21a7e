// The gate before everything that stores something: asks once, remembers the command that waits, lets it go on.
import type { ChatInputCommandInteraction } from 'discord.js';
import { randomUUID } from 'node:crypto';
import { UserError } from '../../errors.ts';
import type { Storage } from '../../storage/storage.ts';
import { type Command, type Reply, buttonId } from './command.ts';
import { consent, consentAfterRestart, consentDeclined, consentOutdated, consentQuestion } from '../replies/consent.ts';

interface Waiting {
  readonly id: string;
  readonly command: Command;
  readonly interaction: ChatInputCommandInteraction;
}

export interface ConsentGate {
  /** Whether the user agreed to the current text. */
  given(userId: string): Promise<boolean>;
  /** Put the question into the reply; the command goes on when the user agrees. A user's newest command waits. */
  ask(waiting: Omit<Waiting, 'id'>, reply: Reply): Promise<void>;
  readonly buttons: NonNullable<Command['buttons']>;
}

/**
 * What the buttons carry, so that an answer to an old question is understood after a restart too.
 * @throws UserError `not-yours` when somebody else pressed
 */
function parseArgument(argument: string, reply: Reply): { version: number; userId: string; waitingId: string } {
  const [version = '', userId = '', waitingId = ''] = argument.split('/');
  if (userId === reply.answerTo.userId) return { version: Number(version), userId, waitingId };
  throw new UserError('not-yours', 'This question is not for you.', 'Start with a command of your own: /addsamples.');
}

export function createConsentGate(storage: Storage): ConsentGate {
  const waitingByUser = new Map<string, Waiting>();

  /** The command that waits for this very question, taken out. */
  const take = (userId: string, waitingId: string): Waiting | undefined => {
    const waiting = waitingByUser.get(userId);
    if (waiting?.id !== waitingId) return undefined;
    waitingByUser.delete(userId);
    return waiting;
  };

  return {
    async given(userId) {
      const user = await storage.users.get(userId);
      return user?.consentVersion === consent.version;
    },
    async ask({ command, interaction }, reply) {
      const waiting = { id: randomUUID(), command, interaction };
      const { userId } = reply.answerTo;
      waitingByUser.set(userId, waiting);
      const argument = [consent.version, userId, waiting.id].join('/');
      await reply.edit(consentQuestion(buttonId('agree', argument), buttonId('decline', argument)));
    },
    buttons: {
      async agree(argument, reply, services) {
        const { version, userId, waitingId } = parseArgument(argument, reply);
        if (version !== consent.version) return await reply.edit(consentOutdated);
        await storage.users.ensure(userId, reply.answerTo.locale);
        await storage.users.giveConsent(userId, version);
        const waiting = take(userId, waitingId);
        if (waiting === undefined) return await reply.edit(consentAfterRestart);
        await waiting.command.run(waiting.interaction, reply, services);
      },
      async decline(argument, reply) {
        const { userId, waitingId } = parseArgument(argument, reply);
        take(userId, waitingId);
        await reply.edit(consentDeclined);
      },
    },
  };
}
