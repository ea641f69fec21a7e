// Tells people how their runs ended: once, whichever process asked and however long it took. A run is marked as delivered
// after Discord has taken the answer: what a crash in between repeats is a message, what the other order could lose is
// the result of hours. In channels Discord itself drops the repetition, by its nonce.
import { drawPicture } from '../../pictures/studio.ts';
import type { AnswerTo, Preview, TrainResult } from '../../storage/records.ts';
import { BlobDamaged } from '../../storage/blobs.ts';
import type { Run, Storage } from '../../storage/storage.ts';
import type { Clock } from '../clock.ts';
import type { KeptAnswers } from './kept-answers.ts';
import type { Messenger } from '../discord/messenger.ts';
import type { ProgressMessages } from './progress.ts';
import { userErrorReply } from '../replies/errors.ts';
import { previewCaption, previewLost, trainingFailed, trainingResult } from '../replies/training.ts';

/** After a failure (Discord or the network is ill) the next try waits this long, doubled with each further one. */
const retryAfterMs = 2_000;
const longestRetryMs = 10 * 60_000;

export interface Delivery {
  /** Tell how an ended run ended, unless that is going on, was done, or waits for the user's next command. */
  deliver(run: Run): Promise<void>;
  close(): Promise<void>;
}

export function createDelivery(
  storage: Storage,
  messenger: Messenger,
  progress: ProgressMessages,
  kept: KeptAnswers,
  clock: Clock,
): Delivery {
  const failures = new Map<string, { count: number; retryAt: number }>();
  const delivering = new Map<string, Promise<void>>();
  /** Messages of deliveries that broke off half-way, by key: the next try goes on after them. */
  const sent = new Set<string>();

  /** Loss curves by run, until they have arrived: however often that is tried, each is drawn once. */
  const curves = new Map<string, Promise<Buffer>>();

  const curveOf = (run: Run, { losses, bestEpoch }: TrainResult, title: string): Promise<Buffer> => {
    const drawn = curves.get(run.id) ?? drawPicture({ kind: 'loss-curve', title, points: losses, bestEpoch });
    curves.set(run.id, drawn);
    drawn.catch(() => curves.delete(run.id));
    return drawn;
  };

  const once = async (key: string, send: () => Promise<unknown>): Promise<boolean> => {
    if (sent.has(key)) return true;
    if ((await send()) === null) return false;
    sent.add(key);
    return true;
  };

  /** @param part of the answer, unique within the run */
  const speak = async (
    run: Run,
    way: AnswerTo,
    preview: Preview,
    captioned: boolean,
    part: 'voice' | 'rival-voice' = 'voice',
  ): Promise<boolean> => {
    const key = `${run.id}:${part}`;
    const version = await storage.versions.get(preview.versionId);
    const number = version?.number ?? 0;
    const caption = previewCaption(number, preview.text);
    const { durationSeconds, waveform } = preview;
    let data: Buffer;
    try {
      data = await storage.blobs.read(preview.blob);
    } catch (error) {
      if (!(error instanceof BlobDamaged)) throw error;
      return await once(key, () => messenger.send(way, previewLost(number), key));
    }
    // Away from its command a voice message would not say what it is, and it can't carry text.
    const alone = !captioned && !messenger.tokenAlive(way);
    if (
      alone &&
      !(await once(`${run.id}:caption`, () => messenger.send(way, { content: caption }, `${run.id}:caption`)))
    ) {
      return false;
    }
    return await once(key, () =>
      messenger.sendVoice(
        way,
        { file: { name: 'voice-message.ogg', data, contentType: 'audio/ogg' }, durationSeconds, waveform },
        { content: caption, files: [{ name: `preview-v${number}.ogg`, data, contentType: 'audio/ogg' }] },
        key,
      ),
    );
  };

  const tellTrained = async (run: Run, way: AnswerTo, result: TrainResult): Promise<boolean> => {
    const title = `Training of version ${result.versionNumber}`;
    const key = `${run.id}:result`;
    const send = async (): Promise<unknown> => {
      const data = await curveOf(run, result, title);
      const picture = { name: 'loss-curve.png', data, contentType: 'image/png', description: `Loss curve: ${title}` };
      return await messenger.send(way, trainingResult(result, picture), key);
    };
    return (
      (await once(key, send)) &&
      (await speak(run, way, result.preview, true)) &&
      (result.rivalPreview === null || (await speak(run, way, result.rivalPreview, true, 'rival-voice')))
    );
  };

  /** True when the user knows. */
  const tell = async (run: Run, way: AnswerTo): Promise<boolean> => {
    const shown = run.kind === 'train' && way === run.answerTo && (await progress.end(run));
    if (run.result?.kind === 'train') return await tellTrained(run, way, run.result);
    if (run.result?.kind === 'synthesis') {
      const { preview, remark } = run.result;
      const key = `${run.id}:remark`;
      return (
        (await speak(run, way, preview, false)) &&
        (remark === undefined || (await once(key, () => messenger.send(way, { content: remark }, key))))
      );
    }
    if (run.state === 'cancelled' && shown) return true;
    const message =
      run.failure === null
        ? { content: 'Cancelled. Your voice is as it was before.' }
        : run.kind === 'train'
          ? trainingFailed(run, run.failure)
          : userErrorReply(run.failure);
    return await once(`${run.id}:end`, () => messenger.send(way, message, `${run.id}:end`));
  };

  const give = async (run: Run, way: AnswerTo): Promise<boolean> => {
    if (!(await tell(run, way))) return false;
    await storage.runs.markDelivered(run.id);
    curves.delete(run.id);
    for (const part of ['caption', 'voice', 'rival-voice', 'remark', 'result', 'end']) sent.delete(`${run.id}:${part}`);
    return true;
  };

  const giveOrKeep = async (run: Run): Promise<void> => {
    if (await give(run, run.answerTo)) return;
    kept.keep(run.userId, run.id, async (fresh) => {
      const now = await storage.runs.get(run.id);
      return now === null || now.deliveredAt !== null || (await give(now, fresh));
    });
  };

  return {
    async deliver(run) {
      if (delivering.has(run.id) || kept.has(run.userId, run.id)) return;
      if (clock.elapsed() < (failures.get(run.id)?.retryAt ?? -Infinity)) return;
      const now = await storage.runs.get(run.id);
      if (now === null) failures.delete(run.id);
      if (now === null || now.endedAt === null || now.deliveredAt !== null || delivering.has(run.id)) return;
      const delivery = giveOrKeep(now).finally(() => delivering.delete(run.id));
      delivering.set(run.id, delivery);
      try {
        await delivery;
        failures.delete(run.id);
      } catch (error) {
        const count = (failures.get(run.id)?.count ?? 0) + 1;
        const wait = Math.min(longestRetryMs, retryAfterMs * 2 ** (count - 1));
        failures.set(run.id, { count, retryAt: clock.elapsed() + wait });
        throw error;
      }
    },
    async close() {
      await Promise.allSettled(delivering.values());
    },
  };
}
