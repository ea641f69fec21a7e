// What people read who report what was spoken, and what the operator reads of it.
import type { Report } from '../../storage/operations.ts';
import type { InAnyLanguage, Translate } from '../../i18n/i18n.ts';
import type { Answer, Button, Form, OutgoingMessage } from '../discord/message.ts';
import { buttonId } from '../interactions/buttons.ts';
import { date, limits, listWithin, untrusted } from './text.ts';

/** Longest reason, characters. */
export const mostReportText = 500;

/** Under what is spoken. @param saidBy who let the version speak */
export const reportButton = (versionId: string, saidBy: string, t: Translate): Button => ({
  id: buttonId('report', `${versionId}/${saidBy}`),
  label: t('report.button'),
});

export const reportForm =
  (argument: string): InAnyLanguage<Form> =>
  (t) => ({
    id: buttonId('report', argument),
    title: t('report.title'),
    text: { label: t('report.what'), value: '', maxLength: mostReportText },
  });

export const reported: Answer = (t) => ({ content: t('report.thanks') });

/** What the operator tells everybody. */
export const operatorNotice =
  (text: string): Answer =>
  (t) => ({ content: t('report.notice', { text: untrusted(text, 900) }) });

const placeOf = ({ guildId, channelId }: Report): string =>
  guildId === null ? 'in direct messages' : `in <#${channelId}> (server ${guildId})`;

const lineOf = (report: Report): string =>
  report.saidBy === ''
    ? `\`${report.id}\` ${date(report.createdAt)} ${placeOf(report)}: <@${report.reporterId}> reported what somebody had said who has deleted everything since.`
    : `\`${report.id}\` ${date(report.createdAt)} ${placeOf(report)}: <@${report.reporterId}> reports what <@${report.saidBy}> had said by version \`${report.versionId}\`: “${untrusted(report.text, mostReportText)}”`;

/** The operator speaks English. */
export const reportToOperator = (report: Report): OutgoingMessage => ({
  content: `⚠️ ${lineOf(report)}\n\`/admin reports\` lists what is open.`,
});

export const openReports = (reports: readonly Report[]): OutgoingMessage => ({
  content: reports.length === 0 ? 'Nothing was reported.' : listWithin(reports.map(lineOf), limits.content),
});
