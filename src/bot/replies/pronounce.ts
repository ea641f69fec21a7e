// What people read about how words are said.
import type { Pronunciation } from '../../reading/pronunciation.ts';
import type { OutgoingMessage } from '../discord/message.ts';
import { limits, listWithin, untrusted } from './text.ts';

/** Whose list it is, in words. */
export type Whose = 'yours' | 'server';

const everywhere = (whose: Whose): string => (whose === 'yours' ? 'I' : 'Everybody’s voices here');
const say = (whose: Whose): string => (whose === 'yours' ? '’ll say' : ' will say');

export const wordSet = ({ word, spoken }: Pronunciation, before: string | null, whose: Whose): OutgoingMessage => ({
  content: `${everywhere(whose)}${say(whose)} “${untrusted(word)}” as “${untrusted(spoken)}”${
    before === null || before === spoken ? '' : ` (before: “${untrusted(before)}”)`
  }. Hear it with \`/preview\`.`,
});

export const wordRemoved = (word: string, whose: Whose): OutgoingMessage => ({
  content:
    whose === 'yours'
      ? `I say “${untrusted(word)}” as it is written again.`
      : `“${untrusted(word)}” is not on this server’s list any more.`,
});

const lines = (list: readonly Pronunciation[]): string =>
  listWithin(
    list.map(({ word, spoken }) => `**${untrusted(word)}** → ${untrusted(spoken)}`),
    limits.embedField,
  );

/** @param here of the server; null: this is none */
export function wordList(own: readonly Pronunciation[], here: readonly Pronunciation[] | null): OutgoingMessage {
  const none = 'Nothing yet: `/pronounce word` adds one.';
  return {
    embeds: [
      {
        title: 'How words are said',
        fields: [
          { name: 'Yours', value: own.length === 0 ? none : lines(own) },
          ...(here === null || here.length === 0 ? [] : [{ name: 'On this server', value: lines(here) }]),
        ],
        footer: { text: 'Your own word counts before the server’s.' },
      },
    ],
  };
}
