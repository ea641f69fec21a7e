// What people read about being told that a training is done: the question that is asked once, what they chose, and the telling.
import type { Translate } from '../../i18n/i18n.ts';
import { type Notify, notifyWays } from '../../storage/records.ts';
import type { TrainingRun } from '../../storage/runs/run.ts';
import { type Answer, buttons } from '../discord/message.ts';
import { buttonId } from '../interactions/buttons.ts';
import { sentences, untrusted } from './text.ts';

/** @param userId who is asked */
export const notifyQuestion =
  (userId: string): Answer =>
  (t) => ({
    content: t('training.notify.question'),
    components: buttons(
      ...notifyWays.map((way) => ({ id: buttonId(`notify-${way}`, userId), label: t(`training.notify.${way}`) })),
    ),
  });

/** What somebody chose. */
export const notifyLine = (way: Notify, t: Translate): string => t(`training.notify.chosen.${way}`);

export const notifyChosen =
  (way: Notify): Answer =>
  (t) => ({ content: sentences(t, t('training.notify.fine'), notifyLine(way, t)) });

/**
 * That a training is done.
 * @param link where what came of it is shown
 * @param isInstead whether it is said where everybody reads it, because direct messages are closed
 */
export const trainingDone =
  ({ result }: Pick<TrainingRun, 'result'>, voice: string, link: string, isInstead: boolean): Answer =>
  (t) => {
    const about = { voice: untrusted(voice, 32), link };
    return {
      content: sentences(
        t,
        ...(isInstead ? [t('training.notify.closed')] : []),
        result === null
          ? t('training.notify.failed', about)
          : t('training.notify.ready', { ...about, number: result.versionNumber }),
      ),
    };
  };
