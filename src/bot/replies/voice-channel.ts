// What people read while they record or speak in a voice channel, and why that ended.
import { ButtonStyle } from 'discord.js';
import type { HeldBackReason } from '../../audio/clip.ts';
import type { Translate } from '../../i18n/i18n.ts';
import { type Told, toldIn } from '../../i18n/notes.ts';
import type { Coverage } from '../../scripts-to-read/reading-list.ts';
import { buttonId } from '../interactions/buttons.ts';
import { type Answer, type Button, buttons } from '../discord/message.ts';
import { outcomeWords } from './intake.ts';
import { sentences as joinSentences, untrusted } from './text.ts';

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

const covered = ({ heard, all, what }: Coverage, t: Translate): string =>
  heard === all ? t(`call.coveredAll.${what}`, { all }) : t(`call.covered.${what}`, { heard, all });

/** What became of the last sentence. */
export type TakeNote =
  | { readonly kind: 'kept'; readonly remark: Told | null }
  | { readonly kind: 'on-hold'; readonly reason: HeldBackReason }
  | { readonly kind: 'refused'; readonly reason: Parameters<typeof outcomeWords>[0] }
  | { readonly kind: 'lost' | 'cut-off' | 'never-silent' | 'again' };

function noteOf(note: TakeNote | null, t: Translate): string[] {
  switch (note?.kind) {
    case undefined:
      return [];
    case 'kept':
      return [joinSentences(t, `✅ ${t('call.kept')}`, note.remark === null ? '' : toldIn(note.remark, t))];
    case 'on-hold':
      return [`⏸ ${t('call.onHold', { reason: t(`heldBack.${note.reason}`) })}`];
    case 'refused':
      return [joinSentences(t, `🔁 ${t('call.refused')}`, outcomeWords(note.reason, t))];
    case 'lost':
      return [`🔁 ${t('call.lost')}`];
    case 'never-silent':
      return [`🔁 ${t('call.neverSilent')}`];
    case 'cut-off':
      return [`🔁 ${t('call.cutOff')}`];
    default:
      return [`🔁 ${t('call.again')}`];
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
export const recordingPanel =
  (panel: RecordingPanel): Answer =>
  (t) => {
    const { intakeId, voiceName, channelId, sentence, taken, note, coverage } = panel;
    if (sentence === null) return { content: [...noteOf(note, t), t('call.lastOne')].join('\n') };
    const recording = t('call.recording', { voice: untrusted(voiceName), channel: `<#${channelId}>` });
    return {
      content: [
        joinSentences(t, `🎙️ ${recording}`, taken === 0 ? t('call.readThis') : t('call.read', { sentences: taken })),
        `# ${sentence}`,
        ...noteOf(note, t),
        `-# ${covered(coverage, t)}`,
      ].join('\n'),
      components: buttons(
        { id: buttonId('record-again', intakeId), label: t('call.buttonAgain') },
        { id: buttonId('record-skip', intakeId), label: t('call.buttonSkip') },
        { id: buttonId('record-stop', intakeId), label: t('call.buttonStop'), style: ButtonStyle.Danger },
      ),
    };
  };

export const recordingJoins =
  (channelId: string): Answer =>
  (t) => ({ content: t('call.coming', { channel: `<#${channelId}>` }) });

/** @param reason why, where a limit ended it */
export const recordingEnded =
  (why: RecordingEnd, taken: number, reason: (t: Translate) => string = () => ''): Answer =>
  (t) => ({
    content: joinSentences(
      t,
      t(`call.end.${why}`),
      reason(t),
      taken === 0 ? t('call.nothingRecorded') : why === 'restart' ? '' : t('call.listeningToRest'),
    ),
  });

/** Above the answer to an upload that was being spoken when the bot went down. */
export const recordingInterrupted = (taken: number, t: Translate): string =>
  taken === 0 ? t('call.restartedBefore') : t('call.restarted');

export const script =
  (language: string, sentences: readonly string[], coverage: Coverage): Answer =>
  (t) => ({
    content: [
      joinSentences(t, t('call.script', { language }), covered(coverage, t)),
      ...sentences.map((sentence, index) => `${index + 1}. ${sentence}`),
      `-# ${t('call.scriptRecord')}`,
    ].join('\n'),
    files: [
      {
        name: 'transcripts.txt',
        data: Buffer.from(sentences.map((sentence, index) => `${index + 1} | ${sentence}\n`).join('')),
        contentType: 'text/plain',
        description: t('call.scriptFile'),
      },
    ],
  });

export const joined =
  (channelId: string): Answer =>
  (t) => ({ content: t('call.joined', { channel: `<#${channelId}>` }) });

/** @param channelId where what is written is said from now on; null: nowhere any more */
export const readingAloud =
  (channelId: string | null): Answer =>
  (t) => ({
    content: channelId === null ? t('call.readsNoMore') : t('call.reads', { channel: `<#${channelId}>` }),
  });

export const left: Answer = (t) => ({ content: t('call.left') });

/** @param ahead texts of others that come first */
export const saying =
  (caption: (t: Translate) => string, ahead: number, utterance: string, report: (t: Translate) => Button): Answer =>
  (t) => ({
    content: ahead === 0 ? caption(t) : `${caption(t)}\n-# ${t('call.ahead', { texts: ahead })}`,
    components: buttons({ id: buttonId('say-skip', utterance), label: t('call.buttonSkip') }, report(t)),
  });
