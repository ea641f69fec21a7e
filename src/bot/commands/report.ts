// The button with which anybody tells the operator that something is wrong with what was spoken.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { FormHandler } from '../interactions/command.ts';
import { mostReportText, reported, reportForm, reportToOperator } from '../replies/report.ts';
import { plain } from '../replies/text.ts';

const mostADay = 10;

const about = z.tuple([z.uuid(), z.string().regex(/^\d{1,20}$/)]);

/**
 * @param argument as `reportButton` makes it: the version that spoke, and who let it
 * @throws UserError `unknown-button` where no button of ours carries that
 */
function parsed(argument: string): { versionId: string; saidBy: string } {
  const { data } = about.safeParse(argument.split('/'));
  if (data === undefined) throw new UserError('unknown-button');
  const [versionId, saidBy] = data;
  return { versionId, saidBy };
}

export const report: FormHandler = {
  async open(argument) {
    parsed(argument);
    return reportForm(argument);
  },
  async submit(argument, { text }, reply, { storage, messenger, owners, log }) {
    const { versionId, saidBy } = parsed(argument);
    const { userId: reporterId, guildId, channelId } = reply.answerTo;
    const { operations } = storage;
    if ((await operations.reportedBy(reporterId)) >= mostADay) {
      throw new UserError('too-many-reports', { most: mostADay });
    }
    const kept = await operations.report({
      reporterId,
      saidBy,
      versionId,
      guildId,
      channelId,
      text: plain(text, mostReportText),
    });
    log.warn({ report: kept.id }, 'somebody reported what was spoken: see /admin reports');
    // Whoever can't be told now finds it with /admin.
    await Promise.allSettled(
      [...(await owners())].map((owner) => messenger.sendDirect(owner, reportToOperator(kept), randomUUID())),
    );
    await reply.whisper(reported);
  },
};
