// `ban`, `unban`, `bans` and `erase`: what an operator does about a person.
import { UserError } from '../errors.ts';
import { count, duration } from '../words.ts';
import type { CliContext } from './context.ts';
import { table, time } from './table.ts';

/** From now on the bot answers nothing of this person but /forget; what waits or goes on for them is cancelled. */
export async function ban({ storage, out }: CliContext, userId: string): Promise<void> {
  const isNew = await storage.bans.add(userId);
  const open = (await storage.runs.active()).filter((run) => run.userId === userId);
  for (const run of open) await storage.runs.requestCancel(run.id);
  out(
    `${userId} ${isNew ? 'is banned' : 'was banned already'}; trainings and previews cancelled: ${open.length}.\n` +
      `What they have here stays. To delete it: npm run cli -- erase ${userId}`,
  );
}

/** @throws UserError `not-banned` */
export async function unban({ storage, out }: CliContext, userId: string): Promise<void> {
  if (!(await storage.bans.lift(userId))) {
    throw new UserError('not-banned', `${userId} is not banned.`, 'See who is: npm run cli -- bans');
  }
  out(`${userId} may use the bot again.`);
}

export async function listBans({ storage, out }: CliContext): Promise<void> {
  const bans = await storage.bans.list();
  const rows = bans.map((one) => [one.userId, time(one.createdAt)]);
  for (const line of table(['USER', 'SINCE'], rows, 'Nobody is banned.')) out(line);
}

/** What /forget does, for somebody who can't or won't. @throws UserError `no-user` */
export async function erase({ storage, out }: CliContext, userId: string): Promise<void> {
  const open = (await storage.runs.active()).filter((run) => run.userId === userId);
  for (const run of open) await storage.runs.requestCancel(run.id);
  const holdings = await storage.users.holdings(userId);
  const erased = await storage.forget(userId);
  if (holdings === null || erased === null) {
    throw new UserError(
      'no-user',
      `There is nothing of ${userId} here.`,
      'See the voices there are: npm run cli -- voices',
    );
  }
  out(
    `Deleted of ${userId}: ${count(holdings.voices, 'voice')}, ${count(holdings.clips, 'clip')} (${duration(holdings.seconds)}), ` +
      `${count(holdings.versions, 'version')}, ${count(holdings.uploads, 'upload')}, and all that was made from them.` +
      (erased.blobsLeft === 0 ? '' : ` Files that go with the next sweep: ${erased.blobsLeft}.`),
  );
}
