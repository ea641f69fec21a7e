// What somebody who reads English reads.
import type { Answer, OutgoingMessage } from '../../src/bot/discord/message.ts';
import { inLanguage, translate } from '../../src/i18n/i18n.ts';

export const inEnglish = (answer: Answer): OutgoingMessage => inLanguage(answer, translate('en'));
