// Where every error of what a person asked for ends: told in their words, or with a reference that stands in the log.
import { randomBytes } from 'node:crypto';
import { UserError } from '../../errors.ts';
import { failures } from '../../metrics/figures.ts';
import { outage } from '../../outage.ts';
import type { Answer } from '../discord/message.ts';
import { apology, outageReply, userErrorReply } from '../replies/errors.ts';
import { type Asking, type Rule, admit } from './admission.ts';
import type { Means } from './means.ts';

export interface Funnel {
  /** Do the work; what goes wrong is told by `tell`. @param about what the log says of it */
  run(about: object, work: () => Promise<void>, tell: (message: Answer) => Promise<void>): Promise<void>;
  /** @throws UserError where somebody may not use what they want to use, see admission.ts */
  admit(asking: Asking): Promise<void>;
}

/** @param ruleOf what is known of a command, button or form, by its name */
export function createFunnel({ log, storage }: Pick<Means, 'log' | 'storage'>, ruleOf: (name: string) => Rule): Funnel {
  /** What a person reads of an error. */
  const explain = (error: unknown, about: object): Answer => {
    if (error instanceof UserError) {
      failures.inc({ where: 'interaction', code: error.code });
      log.info({ ...about, code: error.code }, 'refused');
      return userErrorReply(error);
    }
    const reference = randomBytes(4).toString('hex');
    const out = outage(error);
    failures.inc({ where: 'interaction', code: out?.kind ?? 'internal' });
    log.error({ ...about, reference, outage: out?.kind, err: error }, out?.forOperators ?? 'an interaction failed');
    return out === null ? apology(reference) : outageReply(out.kind, reference);
  };

  return {
    async run(about, work, tell) {
      try {
        await work();
      } catch (error) {
        await tell(explain(error, about)).catch((failure: unknown) =>
          log.warn({ ...about, err: failure }, 'could not tell of an error'),
        );
      }
    },
    admit: (asking) => admit(storage, asking, ruleOf(asking.name)),
  };
}
