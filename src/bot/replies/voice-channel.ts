// What people read while they record or speak in a voice channel, and why that ended.
import { ButtonStyle } from 'discord.js';
import type { Coverage } from '../../scripts-to-read/reading-list.ts';
import { buttonId } from '../interactions/buttons.ts';
import { type OutgoingMessage, buttons } from '../discord/message.ts';
import { count, untrusted } from './text.ts';

/** Why a recording is over. */
export type RecordingEnd =
  | 'stopped'
  | 'all-read'
  | 'idle'
  | 'alone'
  | 'thrown-out'
  | 'lost'
  | 'deleted'
  | 'forbidden'
  | 'refused'
  | 'restart';

const ends: Readonly<Record<RecordingEnd, string>> = {
  stopped: 'Recording stopped.',
  'all-read': 'You have read everything I have. Wow!',
  idle: 'I heard nothing for two minutes, so I stopped recording.',
  alone: 'You left the voice channel, so I stopped recording.',
  'thrown-out': 'I was disconnected from the voice channel, so recording is over.',
  lost: 'I lost the connection to the voice channel, so recording is over.',
  deleted: 'The voice that this was for was deleted, so I stopped recording.',
  forbidden: 'The people who manage this server ended it, so I stopped recording.',
  refused: 'I can’t take any more just now.',
  restart: 'I have to restart, so recording is over. What you said is kept; `/record` goes on.',
};

const covered = ({ heard, all, what }: Coverage): string =>
  heard === all
    ? `Your voice has all ${all} ${what} of the language.`
    : `Your voice has ${heard} of ${all} ${what} so far.`;

/** What became of the last sentence. */
export type TakeNote =
  | { readonly kind: 'kept'; readonly remark: string | null }
  | { readonly kind: 'on-hold'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'lost' | 'cut-off' | 'again' };

function noteOf(note: TakeNote | null): string[] {
  switch (note?.kind) {
    case undefined:
      return [];
    case 'kept':
      return [note.remark === null ? '✅ Got it.' : `✅ Got it. ${note.remark}`];
    case 'on-hold':
      return [`⏸ The last one is on hold: ${note.reason}. It comes again.`];
    case 'refused':
      return [`🔁 The last one is no good, it comes again. ${note.reason}`];
    case 'lost':
      return ['🔁 Some of that got lost on the way to me. Once more, please.'];
    case 'cut-off':
      return ['🔁 That was cut off: I heard only part of the sentence. Once more, please.'];
    default:
      return ['🔁 Once more, then.'];
  }
}

export interface RecordingPanel {
  readonly intakeId: string;
  readonly voiceName: string;
  readonly channelId: string;
  /** Null: the last ones are being listened to. */
  readonly sentence: string | null;
  /** Sentences read so far. */
  readonly taken: number;
  readonly note: TakeNote | null;
  readonly coverage: Coverage;
}

/** The sentence to read now, what became of the one before, and what can be done. */
export function recordingPanel(panel: RecordingPanel): OutgoingMessage {
  const { intakeId, voiceName, channelId, sentence, taken, note, coverage } = panel;
  if (sentence === null) return { content: [...noteOf(note), 'That was the last one. Listening…'].join('\n') };
  return {
    content: [
      `🎙️ Recording “${untrusted(voiceName)}” in <#${channelId}>: only you are heard. ${taken === 0 ? 'Read this aloud; the next one comes when you fall silent:' : `${count(taken, 'sentence')} read.`}`,
      `# ${sentence}`,
      ...noteOf(note),
      `-# ${covered(coverage)}`,
    ].join('\n'),
    components: buttons(
      { id: buttonId('record-again', intakeId), label: 'Again' },
      { id: buttonId('record-skip', intakeId), label: 'Skip' },
      { id: buttonId('record-stop', intakeId), label: 'Stop', style: ButtonStyle.Danger },
    ),
  };
}

export const recordingJoins = (channelId: string): OutgoingMessage => ({ content: `Coming to <#${channelId}>…` });

/** @param reason why, where a limit ended it */
export const recordingEnded = (why: RecordingEnd, taken: number, reason = ''): OutgoingMessage => ({
  content: [
    ends[why],
    reason,
    taken > 0 ? (why === 'restart' ? '' : 'Listening to the last of it…') : 'Nothing was recorded.',
  ]
    .filter((line) => line !== '')
    .join(' '),
});

/** Above the answer to an upload that was being spoken when the bot went down. */
export const recordingInterrupted = (taken: number): string =>
  taken === 0
    ? 'I had to restart before you had read anything. `/record` begins again.'
    : 'I had to restart while you were recording. What you had read until then is kept; `/record` goes on from there.';

export const script = (language: string, sentences: readonly string[], coverage: Coverage): OutgoingMessage => ({
  content: [
    `Read these aloud, one recording each, in a quiet room; then send them with \`/addsamples\` and \`transcripts:\`, the file attached here. They are what your voice lacks most (${language}). ${covered(coverage)}`,
    ...sentences.map((sentence, index) => `${index + 1}. ${sentence}`),
    '-# In a voice channel, `/record` shows them one by one and needs no files.',
  ].join('\n'),
  files: [
    {
      name: 'transcripts.txt',
      data: Buffer.from(sentences.map((sentence, index) => `${index + 1} | ${sentence}\n`).join('')),
      contentType: 'text/plain',
      description: 'A line for each recording: name your files 1.wav, 2.wav and so on',
    },
  ],
});

export const joined = (channelId: string): OutgoingMessage => ({
  content: `I’m in <#${channelId}>. \`/say\` speaks there with your own voice; \`/leave\` sends me away.`,
});

export const left: OutgoingMessage = { content: 'Bye.' };

/** @param ahead texts of others that come first */
export const saying = (caption: string, ahead: number, utterance: string): OutgoingMessage => ({
  content: ahead === 0 ? caption : `${caption}\n-# ${count(ahead, 'text')} before it.`,
  components: buttons({ id: buttonId('say-skip', utterance), label: 'Skip' }),
});
