// /help: the shortest way from nothing to a voice.
import type { Answer } from '../discord/message.ts';

/** What other models that are there bring, in the order in which it is told. */
export type Brings = 'speakers' | 'source';

/**
 * @param heardLanguages in which recordings are listened to
 * @param brings what other models that are there bring
 */
export const helpWith =
  (heardLanguages: readonly string[], brings: readonly Brings[]): Answer =>
  (t) => {
    const also = [
      ...(heardLanguages.length === 0 ? [] : [t('help.hears', { languages: heardLanguages })]),
      ...brings.map((what) => t(`help.brings.${what}`)),
    ];
    return {
      embeds: [
        {
          title: t('help.title'),
          description: [`**1.** ${t('help.send')}`, `**2.** ${t('help.train')}`, `**3.** ${t('help.more')}`].join('\n'),
          fields: [
            { name: t('help.calls'), value: t('help.callsHow') },
            { name: t('help.listen'), value: t('help.listenHow') },
            { name: t('help.together'), value: t('help.togetherHow') },
            { name: t('help.training'), value: t('help.trainingHow') },
            { name: t('help.data'), value: t('help.dataHow') },
            ...(also.length === 0 ? [] : [{ name: t('help.also'), value: also.join(' · ') }]),
          ],
          footer: { text: t('help.synthetic') },
        },
      ],
    };
  };
