// The gate before everything that stores something: asks once, remembers what waits, lets it go on.
import type { Interaction, Message } from 'discord.js';
import { z } from 'zod';
import { inLanguage, translate } from '../../i18n/i18n.ts';
import type { Log } from '../../log.ts';
import type { Shelf } from '../../queue/shelf.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Clock } from '../clock.ts';
import type { Answer } from '../discord/message.ts';
import type { Sources } from '../discord/sources.ts';
import { buttonId } from './buttons.ts';
import type { Command, Reply } from './command.ts';
import { notYours } from './ownership.ts';
import { consent, consentTooLate, consentDeclined, consentOutdated, consentQuestion } from '../replies/consent.ts';

/** What was asked for, whichever bot it was asked; the answer goes to the reply that is there by then. */
export type Revived = ReturnType<Sources['revive']>;

/** A question that was not answered for so long is asked again, ms. */
const answerableMs = 60 * 60_000;

/** What waits. Nothing of a person is kept before they agree: this is sealed, and the key is in the buttons. */
const waiting = z.object({ askedAt: z.number(), source: z.string() });

export interface ConsentGate {
  /** Whether the user agreed to the current text. */
  given(userId: string): Promise<boolean>;
  /** Put the question into the reply; what was asked for is done when the user agrees. Only a user's newest waits. */
  ask(asked: Interaction | Message, reply: Reply): Promise<void>;
  /** What was asked of this user counts no more: an old button gives no new consent. */
  drop(userId: string): Promise<void>;
  readonly buttons: NonNullable<Command['buttons']>;
}

/**
 * What the buttons carry.
 * @throws UserError `not-yours` when somebody else pressed
 */
function parseArgument(argument: string, reply: Reply): { version: number; userId: string; key: string } {
  const [version = '', userId = '', key = ''] = argument.split('/');
  if (userId === reply.answerTo.userId) return { version: Number(version), userId, key };
  throw notYours('question');
}

/** In the language of who is asked, also where everybody sees it: they agree to nothing that they can't read. */
const theirs = (answer: Answer, { answerTo }: Reply): Answer => inLanguage(answer, translate(answerTo.locale));

/** @param goOn does what was asked for */
export function createConsentGate(
  { storage, clock, log, shelf, sources }: { storage: Storage; clock: Clock; log: Log; shelf: Shelf; sources: Sources },
  goOn: (asked: Revived, reply: Reply) => Promise<void>,
): ConsentGate {
  /** While Redis is away nothing waits: whoever agrees is told to ask again. */
  const orNothing = async <T>(work: Promise<T>): Promise<T | null> =>
    await work.catch((error: unknown) => {
      log.warn({ err: error }, 'what waits for consent could not be kept');
      return null;
    });

  /** What waits for this very question, taken out. */
  const take = async (userId: string, key: string): Promise<Revived | null> => {
    const text = await orNothing(shelf.take(userId, key));
    if (text === null) return null;
    const { askedAt, source } = waiting.parse(JSON.parse(text));
    return clock.now() - askedAt > answerableMs ? null : sources.revive(source);
  };

  return {
    async given(userId) {
      const user = await storage.users.get(userId);
      return user?.consentVersion === consent.version;
    },
    async ask(asked, reply) {
      const { userId } = reply.answerTo;
      const source = sources.of(asked);
      if (source === null) throw new Error('consent is asked for what can not be gone on with');
      const text = JSON.stringify({ askedAt: clock.now(), source } satisfies z.infer<typeof waiting>);
      const key = await orNothing(shelf.put(userId, text, answerableMs));
      const argument = [consent.version, userId, key ?? ''].join('/');
      await reply.edit(theirs(consentQuestion(buttonId('agree', argument), buttonId('decline', argument)), reply));
    },
    async drop(userId) {
      await orNothing(shelf.drop(userId));
    },
    buttons: {
      async agree(argument, reply) {
        const { version, userId, key } = parseArgument(argument, reply);
        if (version !== consent.version) return await reply.edit(theirs(consentOutdated, reply));
        const asked = await take(userId, key);
        if (asked === null) return await reply.edit(theirs(consentTooLate, reply));
        await storage.users.ensure(userId, reply.answerTo.locale);
        await storage.users.giveConsent(userId, version);
        await goOn(asked, reply);
      },
      async decline(argument, reply) {
        const { userId, key } = parseArgument(argument, reply);
        await take(userId, key);
        await reply.edit(theirs(consentDeclined, reply));
      },
    },
  };
}
