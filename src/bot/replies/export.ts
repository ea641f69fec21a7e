// What people read when they take along what is theirs, and when they bring it back.
import { secondsOf } from '../../audio/clip.ts';
import type { Sample, Version, Voice } from '../../storage/storage.ts';
import { type Answer, buttons } from '../discord/message.ts';
import { buttonId } from '../interactions/buttons.ts';
import { limits, listWithin, shorten, untrusted } from './text.ts';

export const nothingToExport: Answer = (t) => ({ content: t('export.nothing') });

/** Why something is left over, and what to do. */
const cuts = { time: 'export.cutByTime', place: 'export.cutByPlace' } as const;

export const exporting: Answer = (t) => ({ content: t('export.packing') });

/**
 * @param archives how many were sent
 * @param leftOut names of files that no message can carry, and of those that are damaged here
 * @param cut why there is more than was sent; null: there is not
 */
export const exported =
  (
    archives: number,
    leftOut: { readonly tooLarge: readonly string[]; readonly damaged: readonly string[] },
    cut: keyof typeof cuts | null,
  ): Answer =>
  (t) => {
    const { tooLarge, damaged } = leftOut;
    const lines = [
      t('export.done', { archives }),
      ...(cut === null ? [] : [t(cuts[cut])]),
      ...(tooLarge.length === 0
        ? []
        : [t('export.tooLarge', { count: tooLarge.length, names: listWithin(tooLarge, 500, t) })]),
      ...(damaged.length === 0 ? [] : [t('export.damaged', { names: listWithin(damaged, 500, t) })]),
      t('export.forget'),
    ];
    return { content: shorten(lines.join('\n'), limits.content) };
  };

export const readingArchives =
  (archives: number): Answer =>
  (t) => ({ content: t('import.reading', { archives }) });

/**
 * @param wasThere whether all of it was in this voice already
 * @param active the version that speaks
 */
export const broughtBack =
  (
    { name }: Pick<Voice, 'name'>,
    wasThere: boolean,
    clips: readonly Pick<Sample, 'durationSeconds'>[],
    active: Pick<Version, 'id' | 'number'> | null,
  ): Answer =>
  (t) => {
    const voice = untrusted(name, 100);
    if (wasThere) return { content: t('import.there', { voice }) };
    const seconds = secondsOf(clips);
    const back = t('import.back', { voice, clips: clips.length, seconds });
    if (active === null) return { content: `${back}\n${t('import.silent')}` };
    return {
      content: `${back}\n${t('import.speaks', { number: active.number })}`,
      components: buttons({ id: buttonId('again', active.id), label: t('version.playPreview') }),
    };
  };

/** What came in without a signature of this installation, and what that means. @param active the version that speaks */
export const broughtIn =
  ({ name }: Pick<Voice, 'name'>, wasThere: boolean, active: Pick<Version, 'id' | 'number'> | null): Answer =>
  (t) => {
    const voice = untrusted(name, 100);
    if (wasThere) return { content: t('import.there', { voice }) };
    const known = active === null ? [] : [t('import.unprovenVersion', { number: active.number })];
    return {
      content: shorten([t('import.in', { voice }), `⚠️ ${t('import.unproven')}`, ...known].join('\n'), limits.content),
    };
  };
