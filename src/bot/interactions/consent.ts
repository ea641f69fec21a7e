// The gate before everything that stores something: asks once, remembers what waits, lets it go on.
import { randomUUID } from 'node:crypto';
import type { Storage } from '../../storage/storage.ts';
import type { Clock } from '../clock.ts';
import { buttonId } from './buttons.ts';
import type { Command, Reply } from './command.ts';
import type { Services } from './services.ts';
import { notYours } from './ownership.ts';
import { consent, consentTooLate, consentDeclined, consentOutdated, consentQuestion } from '../replies/consent.ts';

/** What was asked for; the answer goes to the reply that is there by then. */
export type Asked = (reply: Reply, services: Services) => Promise<void>;

interface Waiting {
  readonly id: string;
  readonly asked: Asked;
  /** UTC ms. */
  readonly askedAt: number;
}

/** A question that was not answered for so long is asked again, ms. */
const answerableMs = 60 * 60_000;

export interface ConsentGate {
  /** Whether the user agreed to the current text. */
  given(userId: string): Promise<boolean>;
  /** Put the question into the reply; what was asked for is done when the user agrees. Only a user's newest waits. */
  ask(asked: Asked, reply: Reply): Promise<void>;
  /** What was asked of this user counts no more: an old button gives no new consent. */
  drop(userId: string): void;
  readonly buttons: NonNullable<Command['buttons']>;
}

/**
 * What the buttons carry.
 * @throws UserError `not-yours` when somebody else pressed
 */
function parseArgument(argument: string, reply: Reply): { version: number; userId: string; waitingId: string } {
  const [version = '', userId = '', waitingId = ''] = argument.split('/');
  if (userId === reply.answerTo.userId) return { version: Number(version), userId, waitingId };
  throw notYours('question');
}

export function createConsentGate(storage: Storage, clock: Clock): ConsentGate {
  const waitingByUser = new Map<string, Waiting>();

  /** The command that waits for this very question, taken out. */
  const take = (userId: string, waitingId: string): Waiting | undefined => {
    const waiting = waitingByUser.get(userId);
    if (waiting?.id !== waitingId) return undefined;
    waitingByUser.delete(userId);
    return clock.now() - waiting.askedAt > answerableMs ? undefined : waiting;
  };

  return {
    async given(userId) {
      const user = await storage.users.get(userId);
      return user?.consentVersion === consent.version;
    },
    async ask(asked, reply) {
      const askedAt = clock.now();
      for (const [someone, { askedAt: then }] of waitingByUser) {
        if (askedAt - then > answerableMs) waitingByUser.delete(someone);
      }
      const waiting = { id: randomUUID(), asked, askedAt };
      const { userId } = reply.answerTo;
      waitingByUser.set(userId, waiting);
      const argument = [consent.version, userId, waiting.id].join('/');
      await reply.edit(consentQuestion(buttonId('agree', argument), buttonId('decline', argument)));
    },
    drop(userId) {
      waitingByUser.delete(userId);
    },
    buttons: {
      async agree(argument, reply, services) {
        const { version, userId, waitingId } = parseArgument(argument, reply);
        if (version !== consent.version) return await reply.edit(consentOutdated);
        const waiting = take(userId, waitingId);
        if (waiting === undefined) return await reply.edit(consentTooLate);
        await storage.users.ensure(userId, reply.answerTo.locale);
        await storage.users.giveConsent(userId, version);
        await waiting.asked(reply, services);
      },
      async decline(argument, reply) {
        const { userId, waitingId } = parseArgument(argument, reply);
        take(userId, waitingId);
        await reply.edit(consentDeclined);
      },
    },
  };
}
