// What people read about where a recording comes from.
import type { MarkFound } from '../../audio/marks.ts';
import type { Answer } from '../discord/message.ts';
import { date } from './text.ts';

/** @param ownNumber of the version that spoke, where it is of the one who asks */
export const verified =
  (found: MarkFound, ownNumber: number | null): Answer =>
  (t) => {
    if (found.kind !== 'ours') return { content: t(`verify.${found.kind}`) };
    const made = date(found.madeAt);
    return {
      content: ownNumber === null ? t('verify.ours', { made }) : t('verify.yours', { made, number: ownNumber }),
    };
  };
