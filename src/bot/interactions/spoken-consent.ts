// Consent that is spoken, where the operator wants it beside the button: what a person is asked to say, and whether they have.
// Until then what they send is kept and waits; nothing is trained.
import { randomInt } from 'node:crypto';
import { type Translate, translate } from '../../i18n/i18n.ts';
import { tags } from '../../i18n/languages.ts';
import { type ConsentSentence, sentenceCountsMs } from '../../storage/consents.ts';
import type { AnswerTo } from '../../storage/records.ts';
import type { User } from 'discord.js';
import { consent, speakConsent } from '../replies/consent.ts';
import { shorten } from '../../words.ts';
import type { Reply } from './command.ts';
import type { Means } from './means.ts';

const mostName = 32;
const drawnWords = 3;

/** What of a name can be spoken. */
const lettersOf = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{M}\p{N}'’.-]+/gu, ' ')
    .trim();

/** What a person is called in a sentence that is spoken: letters and figures of their name, else of their account's. */
export function speakableName({ displayName, username }: Pick<User, 'displayName' | 'username'>): string {
  const name = /\p{L}/u.test(lettersOf(displayName)) ? lettersOf(displayName) : username;
  return shorten(name, mostName);
}

/** So many words of those that there are, each once. */
function drawWords(t: Translate): string[] {
  const all = t('spokenConsent.words').split(/[,、，] ?/u);
  return Array.from({ length: drawnWords }, () => all.splice(randomInt(all.length), 1)[0]);
}

function sentenceFor(name: string, now: number, t: Translate): ConsentSentence {
  const { language } = t;
  const words = drawWords(t);
  const date = new Intl.DateTimeFormat(tags[language], { dateStyle: 'long', timeZone: 'UTC' }).format(now);
  const sentence = t('spokenConsent.sentence', { name, date, words });
  return { consentVersion: consent.version, language: tags[language], sentence, words };
}

/** Whether nothing of a person may be trained until they have said that they agree. */
export const isSpeechMissing = async (
  { config, storage }: Pick<Means, 'config' | 'storage'>,
  userId: string,
): Promise<boolean> => config.spokenConsent && !(await storage.consents.isSpoken(userId, consent.version));

/** What the person is to say: the same for half the time it counts, so that who has just recorded it need not do so again. */
export async function sentenceToSpeak(
  { storage }: Pick<Means, 'storage'>,
  { userId, locale }: Pick<AnswerTo, 'userId' | 'locale'>,
  name: string,
): Promise<ConsentSentence> {
  const t = translate(locale);
  const now = await storage.usage.now();
  const before = await storage.consents.awaited(userId);
  if (
    before !== null &&
    before.consentVersion === consent.version &&
    before.language === tags[t.language] &&
    now - before.askedAt < sentenceCountsMs / 2
  ) {
    return before;
  }
  const asked = sentenceFor(name, now, t);
  await storage.consents.ask(userId, asked);
  return asked;
}

/** Show the person what they are to say, where they have not said it; `reply` has been answered. */
export async function askToSpeak(means: Pick<Means, 'config' | 'storage'>, reply: Reply): Promise<void> {
  if (!(await isSpeechMissing(means, reply.answerTo.userId))) return;
  const { sentence } = await sentenceToSpeak(means, reply.answerTo, reply.name);
  await reply.whisper(speakConsent(sentence));
}
