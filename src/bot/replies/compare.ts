// What people read about two versions that they heard without their names.
import type { Tally, VoteChoice } from '../../storage/votes.ts';
import type { Translate } from '../../i18n/i18n.ts';
import { type Answer, type Button, buttons, type OutgoingFile } from '../discord/message.ts';
import { buttonId } from '../interactions/buttons.ts';
import { sentences, untrusted } from './text.ts';

export const comparing =
  (text: string): Answer =>
  (t) => ({ content: t('compare.comparing', { text: untrusted(text, 300) }) });

/** @param files of the first and the second, which their names don't tell */
export const comparison =
  (runId: string, files: readonly OutgoingFile[], report: (t: Translate) => Button): Answer =>
  (t) => ({
    content: t('compare.question'),
    files,
    components: buttons(
      { id: buttonId('compare-first', runId), label: 'A' },
      { id: buttonId('compare-second', runId), label: 'B' },
      { id: buttonId('compare-same', runId), label: t('compare.same') },
      report(t),
    ),
  });

/** @param tally of the first, against the second */
export const compared =
  (first: number, second: number, choice: VoteChoice, { wins, losses, same }: Tally): Answer =>
  (t) => {
    const liked = choice === 'first' ? first : second;
    return {
      content: sentences(
        t,
        t('compare.revealed', { first, second }),
        choice === 'same' ? t('compare.likedBoth') : t('compare.liked', { liked }),
        t('compare.tally', { first, second, wins, losses, same }),
      ),
    };
  };
