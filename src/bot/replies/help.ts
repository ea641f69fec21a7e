// /help: the shortest way from nothing to a voice.
import { languagesInWords } from '../../words.ts';
import type { OutgoingMessage } from '../discord/message.ts';

/** What listening brings, in these languages. */
const hearing = (languages: readonly string[]): string[] =>
  languages.length === 0
    ? []
    : [
        `hears what you say in recordings without a transcript (${languagesInWords(languages)}) and compares those you send`,
      ];

const alsoField = (brings: readonly string[]): { name: string; value: string }[] =>
  brings.length === 0 ? [] : [{ name: 'This bot also', value: brings.join(' · ') }];

/**
 * @param heardLanguages in which recordings are listened to
 * @param brings what other models that are there bring
 */
export const helpWith = (heardLanguages: readonly string[], brings: readonly string[]): OutgoingMessage => ({
  embeds: [
    {
      title: 'Grow a model of your own voice',
      description: [
        '**1.** `/addsamples`: send recordings of yourself, 2 to 12 seconds each, in a quiet room, with what you say (`transcript:` for one file, `transcripts:` for many).',
        '**2.** `/train continue`: makes a version of your voice, and speaks to you.',
        '**3.** More recordings, `/train continue` again: each version goes on from the one before and keeps what it learnt.',
      ].join('\n'),
      fields: [
        {
          name: 'In a voice channel',
          value:
            '`/record` shows you sentences, hears only you and keeps what you read · `/say text:…` speaks there with your voice · `/join` and `/leave` · `/script` gives you the sentences to record elsewhere',
        },
        {
          name: 'Listen',
          value:
            '`/preview text:…` speaks any text · `/pronounce word` teaches it how a name is said · `/versions list` draws what there is · `/versions show` tells all of one · `/versions tag` gives one a name and keeps it complete · `/rollback` goes back to one',
        },
        {
          name: 'Training',
          value:
            '`/train continue epochs:20` trains 20 more epochs · `/train fresh` starts over from the base (as a new version) · `/train status` · `/train cancel`',
        },
        {
          name: 'Your data',
          value:
            '`/samples list` · `/samples transcript` corrects what is said in one · `/samples remove` deletes a clip and every version trained on it · `/voices` lists, renames or deletes whole voices, or says what language one speaks · `/share on` lets others start their voices from yours (off unless you say so) · `/export` sends you everything · `/forget` deletes it',
        },
        ...alsoField([...hearing(heardLanguages), ...brings]),
      ],
      footer: { text: 'Everything the model says is synthetic. Send recordings of your own voice only.' },
    },
  ],
});
