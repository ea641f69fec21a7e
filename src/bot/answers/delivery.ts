// Tells people how their runs ended: once, whichever process asked and however long it took. Of each message it is written
// down that it is being sent, then where it is. Where only the first is known (a bot died in between, or Discord gave no
// answer), it is looked for in the channel, and Discord itself drops what is posted again, by its nonce. Only a whisper
// nobody can look for: it is said again, because the other order could lose the result of hours.
import { marked } from '../../audio/marks.ts';
import { type Translate, inLanguage, translate } from '../../i18n/i18n.ts';
import type { Told } from '../../i18n/notes.ts';
import { drawPicture } from '../../pictures/studio.ts';
import { pictureWords } from '../../pictures/words.ts';
import type { AnswerTo, Notify, Preview, TrainResult } from '../../storage/records.ts';
import { type Answer, type OutgoingFile, buttons, tongueOf } from '../discord/message.ts';
import { BlobDamaged } from '../../storage/blobs.ts';
import type { Run, Storage, TrainingRun } from '../../storage/storage.ts';
import type { Clock } from '../clock.ts';
import type { Messenger, Ping, Sent } from '../discord/messenger.ts';
import type { ProgressMessages } from './progress.ts';
import { comparison } from '../replies/compare.ts';
import { trainingDone } from '../replies/notify.ts';
import { reportButton } from '../replies/report.ts';
import { userErrorReply } from '../replies/errors.ts';
import { sentences } from '../replies/text.ts';
import {
  isOffer,
  previewCaption,
  previewLost,
  remarkReply,
  trainingFailed,
  trainingResult,
} from '../replies/training.ts';

/** After a failure (Discord or the network is ill) the next try waits this long, doubled with each further one. */
const retryAfterMs = 2_000;
const longestRetryMs = 10 * 60_000;

/** The messages of an answer. */
type Part =
  | 'comparison'
  | 'caption'
  | 'voice'
  | 'rival-voice'
  | 'remark'
  | 'result'
  | 'end'
  | 'direct'
  | 'direct-closed';

/** Whom the messages about a training mention: the first one, and the others. */
interface Pings {
  readonly first: Ping;
  readonly rest: Ping;
}

const pingsBy: Readonly<Record<Notify | 'unsaid', Pings>> = {
  mention: { first: 'always', rest: 'never' },
  direct: { first: 'never', rest: 'never' },
  none: { first: 'never', rest: 'never' },
  unsaid: { first: 'usual', rest: 'usual' },
};

/** Another bot tells of the run by now, or nobody has to. */
class NotOurs extends Error {}

export interface Delivery {
  /** Tell how an ended run ended that this bot tells of, unless that is going on or was done. */
  deliver(run: Run): Promise<void>;
  /** Tell it by whispers, after no other way had led to the user. */
  deliverKept(run: Run, way: AnswerTo): Promise<void>;
  close(): Promise<void>;
}

/** @param bot names the process */
export function createDelivery(
  storage: Storage,
  bot: string,
  messenger: Messenger,
  progress: ProgressMessages,
  clock: Clock,
): Delivery {
  const telling = storage.telling.runs;
  const failures = new Map<string, { count: number; retryAt: number }>();
  const delivering = new Map<string, Promise<void>>();

  /** Loss curves by run, until they have arrived: however often that is tried, each is drawn once. */
  const curves = new Map<string, Promise<Buffer>>();

  const curveOf = (run: Run, { losses, bestEpoch, versionNumber }: TrainResult, t: Translate): Promise<Buffer> => {
    const title = t('picture.training', { number: versionNumber });
    const drawn =
      curves.get(run.id) ??
      drawPicture({ kind: 'loss-curve', title, points: losses, bestEpoch, words: pictureWords(t) });
    curves.set(run.id, drawn);
    drawn.catch(() => curves.delete(run.id));
    return drawn;
  };

  /**
   * Send a part of the answer, unless it was sent.
   * @param messages what is sent, whichever of them it is; none: it can't be looked for
   * @returns whether the user has it
   */
  const once = async (
    run: Run,
    way: AnswerTo,
    part: Part,
    messages: readonly Answer[],
    send: (key: string) => Promise<Sent | null>,
  ): Promise<boolean> => {
    const known = await telling.begin(bot, run.id, part);
    if (known === 'not-ours') throw new NotOurs();
    if (typeof known === 'object') return true;
    const found =
      known === 'begun' && messages.length > 0 && way === run.answerTo ? await messenger.find(way, messages) : null;
    const sent = found ?? (await send(`${run.id}:${part}`));
    if (sent === null) return false;
    await telling.sent(bot, run.id, part, sent);
    return true;
  };

  const say = async (run: Run, way: AnswerTo, part: Part, message: Answer, ping?: Ping): Promise<boolean> =>
    await once(run, way, part, [message], (key) => messenger.send(way, message, key, ping));

  const numberOf = async ({ versionId }: Preview): Promise<number> =>
    (await storage.versions.get(versionId))?.number ?? 0;

  /** What was spoken, with its mark; null: it is damaged. */
  const spoken = async (run: Run, { blob, versionId }: Preview): Promise<Buffer | null> => {
    const mark = { versionId, madeAt: run.endedAt ?? run.createdAt };
    try {
      return marked(await storage.blobs.read(blob), mark, await storage.signing.key());
    } catch (error) {
      if (error instanceof BlobDamaged) return null;
      throw error;
    }
  };

  /** Two versions, as files: the names of voice messages could not tell one from the other. */
  const letCompare = async (run: Run, way: AnswerTo, previews: readonly Preview[]): Promise<boolean> => {
    const files: OutgoingFile[] = [];
    for (const [index, preview] of previews.entries()) {
      const data = await spoken(run, preview);
      if (data === null) return await say(run, way, 'comparison', previewLost(await numberOf(preview)));
      files.push({ name: `${'AB'[index]}.ogg`, data, contentType: 'audio/ogg' });
    }
    return await say(
      run,
      way,
      'comparison',
      comparison(run.id, files, (t) => reportButton(previews[0].versionId, run.userId, t)),
    );
  };

  const speak = async (
    run: Run,
    way: AnswerTo,
    preview: Preview,
    captioned: boolean,
    part: 'voice' | 'rival-voice' = 'voice',
    ping?: Ping,
  ): Promise<boolean> => {
    const number = await numberOf(preview);
    const caption: Answer = (t) => ({
      content: previewCaption(number, preview.text, t),
      components: buttons(reportButton(preview.versionId, run.userId, t)),
    });
    const { durationSeconds, waveform } = preview;
    const data = await spoken(run, preview);
    if (data === null) return await say(run, way, part, previewLost(number), ping);
    const voice = {
      file: { name: 'voice-message.ogg', data, contentType: 'audio/ogg' },
      durationSeconds,
      waveform,
    };
    const files = [{ name: `preview-v${number}.ogg`, data, contentType: 'audio/ogg' }];
    const plain: Answer = (t) => ({ ...inLanguage(caption, t), files });
    // Away from its command a voice message would not say what it is, and it can't carry text.
    const alone = !captioned && !messenger.tokenAlive(way);
    return await once(run, way, part, [{ files: [voice.file] }, plain], async (key) =>
      alone && !(await say(run, way, 'caption', caption, ping))
        ? null
        : await messenger.sendVoice(way, voice, plain, key, ping),
    );
  };

  /** An offer is made once to a voice, however often it is told of. */
  const remarkOn = async (run: Run, way: AnswerTo, remark: Told | undefined, ping?: Ping): Promise<boolean> => {
    if (remark === undefined) return true;
    if (isOffer(remark) && !(await storage.voices.offerOnce(run.voiceId, run.id))) return true;
    return await say(run, way, 'remark', remarkReply(remark, run.voiceId), ping);
  };

  const tellTrained = async (run: Run, way: AnswerTo, result: TrainResult, pings: Pings): Promise<boolean> => {
    const data = await curveOf(run, result, tongueOf(way));
    const told: Answer = (t) =>
      inLanguage(
        trainingResult(
          result,
          {
            name: 'loss-curve.png',
            data,
            contentType: 'image/png',
            description: t('training.curve', { number: result.versionNumber }),
          },
          run.userId,
        ),
        t,
      );
    return (
      (await say(run, way, 'result', told, pings.first)) &&
      (await speak(run, way, result.preview, true, 'voice', pings.rest)) &&
      (result.rivalPreview === null || (await speak(run, way, result.rivalPreview, true, 'rival-voice', pings.rest))) &&
      (await remarkOn(run, way, result.remarks.find(isOffer), pings.rest))
    );
  };

  /**
   * The direct message of somebody who wants one about a training that they were told of; where they take none, they are
   * mentioned instead.
   */
  const alsoDirectly = async (run: TrainingRun, way: AnswerTo): Promise<void> => {
    const told = await telling.begin(bot, run.id, run.result === null ? 'end' : 'result');
    // It came by direct message itself, where the channel is closed.
    if (typeof told !== 'object' || told.channelId !== way.channelId) return;
    const { guildId, userId, ephemeral, locale } = way;
    const voice = (await storage.voices.get(run.voiceId))?.name ?? '';
    const link = ephemeral
      ? `<#${told.channelId}>`
      : `https://discord.com/channels/${guildId}/${told.channelId}/${told.messageId}`;
    const written = await once(run, way, 'direct', [], (key) =>
      messenger.sendDirect(userId, inLanguage(trainingDone(run, voice, link, false), translate(locale)), key),
    );
    if (!written && !ephemeral) {
      await say(run, way, 'direct-closed', trainingDone(run, voice, link, true), 'always');
    }
  };

  /** True when the user knows. */
  const tell = async (run: Run, way: AnswerTo): Promise<boolean> => {
    const wish = await wishOf(run, way);
    const known = await tellParts(run, way, pingsBy[wish ?? 'unsaid']);
    if (known && wish === 'direct' && run.kind === 'train' && run.state !== 'cancelled') await alsoDirectly(run, way);
    return known;
  };

  /** How they want to be told of a training in a server; null: they did not say. */
  const wishOf = async (run: Run, way: AnswerTo): Promise<Notify | null> =>
    run.kind === 'train' && way === run.answerTo && way.guildId !== null
      ? ((await storage.users.get(run.userId))?.notify ?? null)
      : null;

  const tellParts = async (run: Run, way: AnswerTo, pings: Pings): Promise<boolean> => {
    const shown = run.kind === 'train' && way === run.answerTo && (await progress.end(run));
    if (run.result?.kind === 'train') return await tellTrained(run, way, run.result, pings);
    if (run.result?.kind === 'synthesis') {
      const { preview, remark, second } = run.result;
      return (
        (second === undefined
          ? await speak(run, way, preview, false)
          : await letCompare(run, way, [preview, second])) && (await remarkOn(run, way, remark))
      );
    }
    if (run.state === 'cancelled' && shown) return true;
    const message: Answer =
      run.failure === null
        ? (t) => ({ content: sentences(t, t('training.cancelledNow'), t('training.asBefore')) })
        : run.kind === 'train'
          ? trainingFailed(run, run.failure)
          : userErrorReply(run.failure);
    return await say(run, way, 'end', message, pings.first);
  };

  const give = async (run: Run, way: AnswerTo): Promise<void> => {
    try {
      if (!(await tell(run, way))) return await telling.keep(bot, run.id);
      await storage.runs.markDelivered(run.id);
      curves.delete(run.id);
    } catch (error) {
      if (!(error instanceof NotOurs)) throw error;
    }
  };

  const alone = async (run: Run, way: AnswerTo): Promise<void> => {
    const delivery = give(run, way).finally(() => delivering.delete(run.id));
    delivering.set(run.id, delivery);
    await delivery;
  };

  return {
    async deliver({ id }) {
      if (delivering.has(id) || clock.elapsed() < (failures.get(id)?.retryAt ?? -Infinity)) return;
      const now = await storage.runs.get(id);
      if (now === null) failures.delete(id);
      if (now === null || now.endedAt === null || now.deliveredAt !== null || delivering.has(id)) return;
      try {
        await alone(now, now.answerTo);
        failures.delete(id);
      } catch (error) {
        const count = (failures.get(id)?.count ?? 0) + 1;
        const wait = Math.min(longestRetryMs, retryAfterMs * 2 ** (count - 1));
        failures.set(id, { count, retryAt: clock.elapsed() + wait });
        throw error;
      }
    },
    async deliverKept(run, way) {
      try {
        await alone(run, { ...way, ephemeral: true });
      } catch (error) {
        await telling.keep(bot, run.id);
        throw error;
      }
    },
    async close() {
      await Promise.allSettled(delivering.values());
    },
  };
}
