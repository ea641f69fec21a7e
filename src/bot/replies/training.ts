// What people read about a run: its progress, its result in plain words, and why it ended early.
import { ButtonStyle } from 'discord.js';
import { type Translate, inLanguage } from '../../i18n/i18n.ts';
import { type Told, toldIn } from '../../i18n/notes.ts';
import type { Script } from '../../reading/scripts.ts';
import type { Tally } from '../../storage/votes.ts';
import type {
  LossPoint,
  RunFailure,
  RunProgress,
  TrainResult,
  TrainingFacts,
  VoiceMetrics,
} from '../../storage/records.ts';
import type { TrainingRun } from '../../storage/runs/run.ts';
import type { Undelivered } from '../../storage/undelivered.ts';
import type { Version } from '../../storage/version.ts';
import type { Voice } from '../../storage/voices.ts';
import { buttonId } from '../interactions/buttons.ts';
import { type Answer, type Button, type OutgoingFile, buttons } from '../discord/message.ts';
import { userErrorReply } from './errors.ts';
import { reportButton } from './report.ts';
import { bar, date, limits, listWithin, sentences, shorten, untrusted } from './text.ts';

/** Share of a usual run that is done when a phase begins, and that it takes. */
const phaseShares: Readonly<Record<RunProgress['phase'], readonly [begin: number, length: number]>> = {
  preparing: [0, 0.1],
  training: [0.3, 0.5],
  evaluating: [0.8, 0.1],
  publishing: [0.9, 0.05],
  speaking: [0.95, 0.05],
};

/** The same of what an engine prepares in its training. */
const preparedInTraining = [0.1, 0.2] as const;

/** Done share of a run, 0 to 1. @param state that it is in */
export function doneShare(
  { phase, done, total }: Pick<RunProgress, 'phase' | 'done' | 'total'>,
  state: TrainingRun['state'],
): number {
  const [begin, length] = phase === 'preparing' && state === 'training' ? preparedInTraining : phaseShares[phase];
  return begin + length * (total > 0 ? Math.min(1, done / total) : 0);
}

/** What a queued training waits for. */
export interface Wait {
  /** Trainings of the same engine whose turn is before its own, and that have not ended. */
  readonly ahead: number;
  /** Until its own end; null: nobody knows. */
  readonly seconds: number | null;
  /** No trainer of its engine is there, but of `others`; null: there is one. */
  readonly missing: { readonly engine: string; readonly others: readonly string[] } | null;
}

export const noWait: Wait = { ahead: 0, seconds: null, missing: null };

/** The one message that follows a training. */
export const progressReply =
  (run: TrainingRun, wait: Wait): Answer =>
  (t) => {
    const row: Button[] = [
      { id: buttonId('cancel', run.id), label: t('training.cancel'), style: ButtonStyle.Danger },
      ...curveButton(run, t),
    ];
    return { content: progressText(run, wait, t), ...(run.cancelRequested ? {} : { components: buttons(...row) }) };
  };

/** The same for whoever asks how it goes. */
export const progressNow =
  (run: TrainingRun, wait: Wait): Answer =>
  (t) => {
    const row = curveButton(run, t);
    return { content: progressText(run, wait, t), ...(row.length === 0 ? {} : { components: buttons(...row) }) };
  };

/** Whether there is more to see in a curve than one point. */
export const hasCurve = (losses: readonly LossPoint[]): boolean => losses.length > 1;

const curveButton = ({ id, progress }: TrainingRun, t: Translate): Button[] =>
  hasCurve(progress?.losses ?? []) ? [{ id: buttonId('show-curve', id), label: t('training.showCurve') }] : [];

/** The loss curve of a training that goes on. @param data PNG */
export const curveSoFar =
  (losses: readonly LossPoint[], data: Buffer): Answer =>
  (t) => {
    const ends = (which: 'train' | 'heldOut', told: 'curveTrain' | 'curveTest'): string[] => {
      const known = losses.flatMap(({ [which]: loss }) => loss ?? []);
      return known.length === 0 ? [] : [t(`training.${told}`, { first: known[0], last: known[known.length - 1] })];
    };
    const description = sentences(
      t,
      t('training.curveOf', { from: losses[0].epoch, to: losses[losses.length - 1].epoch }),
      ...ends('train', 'curveTrain'),
      ...ends('heldOut', 'curveTest'),
    );
    return {
      content: `📉 ${t('training.curveMeans')}`,
      files: [{ name: 'loss-curve.png', data, contentType: 'image/png', description }],
    };
  };

export function progressText(run: TrainingRun, { ahead, seconds, missing }: Wait, t: Translate): string {
  const { progress } = run;
  if (run.cancelRequested) return `🛑 ${t('training.stopping')}`;
  if (missing !== null) {
    return `⏳ ${sentences(
      t,
      t('training.waits', { engine: missing.engine }),
      ...missing.others.map((other) => t('training.orWith', { id: other, engine: other })),
    )}`;
  }
  const done = seconds === null ? [] : [t('training.doneIn', { seconds })];
  if (run.state === 'queued' && run.attempts === 0) {
    const place = ahead === 0 ? t('training.queued') : t('training.queuedBehind', { trainings: ahead });
    return `⏳ ${sentences(t, place, ...done)}`;
  }
  if (run.state === 'queued') return `⏳ ${sentences(t, t('training.restarted'), ...done)}`;
  if (progress === null) return `⏳ ${sentences(t, t('training.starting'), ...done)}`;
  const spent = (progress.at - (run.startedAt ?? progress.at)) / 1000;
  const whole = progress.wholeSecondsLeft;
  const share = whole === null || spent <= 0 ? doneShare(progress, run.state) : Math.min(0.99, spent / (spent + whole));
  const { phase, epoch, epochs, trainLoss, heldOutLoss, secondsLeft } = progress;
  // It may end before its last epoch.
  const mayEndEarly = phase === 'training' && run.plan?.earlyStopPatience != null;
  const facts = [
    ...(phase === 'training' && epochs > 0 ? [t('training.epoch', { epoch, epochs })] : []),
    ...(trainLoss === null ? [] : [t('training.loss', { loss: trainLoss })]),
    ...(heldOutLoss === null ? [] : [t('training.testLoss', { loss: heldOutLoss })]),
    ...(seconds !== null
      ? [t('training.left', { seconds })]
      : secondsLeft === null
        ? []
        : [t(mayEndEarly ? 'training.atMostLeft' : 'training.aboutLeft', { time: timeLeft(secondsLeft, t) })]),
  ];
  return shorten(
    [
      `**${t(`training.phase.${phase}`)}**`,
      `\`${bar(share)}\` ${t('percentOf', { share })}`,
      facts.join(' · '),
      ...(run.plan?.warnings ?? []).map((warning) => `⚠️ ${toldIn(warning, t)}`),
    ]
      .filter((line) => line !== '')
      .join('\n'),
    limits.content,
  );
}

/** The same for a preview. */
export const previewWaits =
  (engine: string): Answer =>
  (t) => ({ content: `⏳ ${t('training.previewWaits', { engine })}` });

/** An estimate is not worth tenths of a second. */
const timeLeft = (seconds: number, t: Translate): string =>
  seconds < 10 ? t('duration.seconds', { seconds: Math.max(1, Math.round(seconds)) }) : t('length', { seconds });

/** Lines that name what has not reached somebody. */
const undeliveredLines = (list: readonly Undelivered[], heading: string, t: Translate): string[] =>
  list.length === 0
    ? []
    : [
        heading,
        ...list.map(
          ({ kind, voice, at }) =>
            `• ${t(`training.undelivered.${kind}`, { voice: untrusted(voice ?? '', 32) })}, ${date(at)}`,
        ),
      ];

/**
 * How somebody’s training goes, and what has not reached them.
 * @param undelivered what is kept follows the answer by itself
 */
export const statusReply =
  (status: Answer, undelivered: readonly Undelivered[]): Answer =>
  (t) => {
    const shown = inLanguage(status, t);
    const [kept = [], tried = []] = [true, false].map((which) => undelivered.filter(({ kept }) => kept === which));
    const lines = [
      ...undeliveredLines(kept, `📬 ${t('training.keptFollows')}`, t),
      ...undeliveredLines(tried, `📨 ${t('training.stillTrying')}`, t),
    ];
    if (lines.length === 0) return shown;
    const content = shorten(shown.content ?? '', limits.content / 2);
    return { ...shown, content: `${content}\n\n${listWithin(lines, limits.content - content.length - 2, t)}` };
  };

/** What the progress message becomes when the run has ended: facts without buttons. */
export const progressEnded =
  (run: TrainingRun): Answer =>
  (t) => {
    const seconds = run.startedAt === null || run.endedAt === null ? null : (run.endedAt - run.startedAt) / 1000;
    const time = seconds === null ? '' : t('training.after', { seconds });
    switch (run.state) {
      case 'done':
        return { content: `\`${bar(1)}\` ${t('percentOf', { share: 1 })}\n${t('training.finished', { time })}` };
      case 'cancelled':
        return { content: `🛑 ${sentences(t, t('training.cancelled', { time }), t('training.asBefore'))}` };
      default:
        return { content: `⚠️ ${t('training.stopped', { time })}` };
    }
  };

export const trainingFailed =
  ({ id }: Pick<TrainingRun, 'id'>, failure: RunFailure): Answer =>
  (t) => ({
    content: shorten(`${inLanguage(userErrorReply(failure), t).content}\n${t('training.asBefore')}`, limits.content),
    ...(failure.shift === undefined
      ? {}
      : { components: buttons({ id: buttonId('use-shifted', id), label: t('training.useShifted') }) }),
  });

/** The note of an engine that a voice could be grown anew from a better source: an offer, which is made once. */
const growAnew = 'grow-anew';

export const isOffer = (remark: Told): boolean =>
  typeof remark === 'object' && 'note' in remark && remark.note === growAnew;

/** What came of a run otherwise than usual; an offer has buttons to take it or leave it. */
export const remarkReply =
  (remark: Told, voiceId: string): Answer =>
  (t) => ({
    content: toldIn(remark, t),
    ...(isOffer(remark) && {
      components: buttons(
        { id: buttonId('grow-anew', voiceId), label: t('training.growAnew'), style: ButtonStyle.Success },
        { id: buttonId('grow-not', voiceId), label: t('training.growNot') },
      ),
    }),
  });

/** The result of a training: what came of it in three lines, the loss curve, what to do with it. Details are a button away. */
export const trainingResult =
  (result: TrainResult, curve: OutgoingFile, saidBy: string): Answer =>
  (t) => {
    const { plan, versionId, versionNumber, rival, leftOut } = result;
    const active = result.decision?.active ?? true;
    const fresh = { seconds: result.totalSeconds, fresh: result.newSeconds };
    const isPartlyNew = result.newSeconds > 0 && result.newSeconds < result.totalSeconds;
    const lines = [
      ...(result.decision === null ? [] : [toldIn(result.decision.reason, t)]),
      t(`training.from.${startOf(result)}`, {
        parent: result.parentNumber ?? 0,
        speech: isPartlyNew ? t('training.speechSomeNew', fresh) : t('training.speech', fresh),
      }),
      ...(leftOut.length === 0 ? [] : [t('training.leftOut', { clips: leftOut.length })]),
      ...[...plan.warnings, ...result.remarks.filter((remark) => !isOffer(remark))].map(
        (remark) => `⚠️ ${toldIn(remark, t)}`,
      ),
    ];
    const numbers = { number: versionNumber, rival: rival?.number ?? '' };
    const details = [
      { id: buttonId('why-plan', versionId), label: t('training.whyPlan') },
      { id: buttonId('figures', versionId), label: t('training.figures') },
    ];
    return {
      embeds: [
        {
          title: active ? t('training.ready', numbers) : t('training.aside', numbers),
          color: active ? 0x5865f2 : 0xf0b232,
          description: listWithin(lines, limits.embedDescription, t),
          image: { url: `attachment://${curve.name}` },
          footer: {
            text: active
              ? t('training.previewBelow')
              : result.rivalPreview === null
                ? t('training.previewOfBelow', numbers)
                : t('training.previewsBelow', numbers),
          },
        },
      ],
      files: [curve],
      components: [
        ...((active
          ? buttons(
              { id: buttonId('again', versionId), label: t('training.playAgain') },
              ...(rival === null
                ? []
                : [
                    {
                      id: buttonId('rollback', rival.versionId),
                      label: t('training.rollBack', numbers),
                      style: ButtonStyle.Danger,
                    } as const,
                  ]),
              ...details,
            )
          : buttons(
              { id: buttonId('rollback', versionId), label: t('training.useAnyway', numbers) },
              {
                id: buttonId('keep-active', versionId),
                label: t('training.keep', numbers),
                style: ButtonStyle.Success,
              },
              // Its own trainer lets it speak.
              ...(rival === null || result.rivalPreview !== null
                ? []
                : [{ id: buttonId('again', rival.versionId), label: t('training.play', numbers) }]),
              ...details,
            )) ?? []),
        ...(buttons(reportButton(versionId, saidBy, t)) ?? []),
      ],
    };
  };

function startOf({ parentNumber, plan }: TrainResult): 'version' | 'base' | 'other' {
  if (parentNumber !== null) return 'version';
  return plan.parentVersionId === null ? 'base' : 'other';
}

/** Each choice of a version's plan, with its reason. */
export const planDetails =
  (number: number, plan: TrainResult['plan']): Answer =>
  (t) => ({
    embeds: [
      {
        title: t('training.planOf', { number }),
        description: listWithin(planLines(plan, t), limits.embedDescription, t),
      },
    ],
  });

/** The figures of a version. @param byEar how it was liked beside others, by their numbers */
export const figureDetails =
  (
    { number, metrics, training: result }: Version,
    byEar: readonly { readonly number: number; readonly tally: Tally }[],
  ): Answer =>
  (t) => {
    const rival = result?.rival ?? null;
    const comparison = result?.decision?.details ?? [];
    return {
      embeds: [
        {
          title: t('training.inFigures', { number }),
          fields: [
            {
              name: t('figures.title'),
              value: shorten(
                [
                  ...(comparison.length === 0 ? [] : [...comparison.map((one) => toldIn(one, t)), t('figures.over')]),
                  figures(metrics, rival?.metrics ?? null, rival?.number ?? null, t),
                ].join('\n'),
                limits.embedField,
              ),
            },
            ...(byEar.length === 0
              ? []
              : [
                  {
                    name: t('training.byEar'),
                    value: listWithin(
                      byEar.map(({ number: other, tally }) => t('training.byEarLine', { number, other, ...tally })),
                      limits.embedField,
                      t,
                    ),
                  },
                ]),
            ...(result === null
              ? []
              : [
                  { name: t('training.training'), value: t('training.steps', result) },
                  { name: t('training.time'), value: shorten(phaseTimes(result.phaseSeconds, t), limits.embedField) },
                ]),
            ...(result === null || result.leftOut.length === 0
              ? []
              : [
                  {
                    name: t('training.notUsed'),
                    value: listWithin(
                      result.leftOut.map((one) => leftOutLine(one, t)),
                      limits.embedField,
                      t,
                    ),
                  },
                ]),
          ],
        },
      ],
    };
  };

const leftOutLine = ({ clip, reason }: TrainingFacts['leftOut'][number], t: Translate): string =>
  `• **${untrusted(clip, 40)}**: ${toldIn(reason, t)}`;

/** What a training did, each choice with its reason. */
export function planLines(plan: TrainResult['plan'], t: Translate): string[] {
  if (plan.reasons.length > 0) return plan.reasons.map((reason) => `• ${toldIn(reason, t)}`);
  const { epochs, learningRate, batchSize } = plan;
  return [`• ${t('training.plan', { epochs, rate: learningRate, batch: batchSize })}`];
}

const isPhase = (phase: string): phase is RunProgress['phase'] => Object.hasOwn(phaseShares, phase);

function phaseTimes(seconds: Readonly<Record<string, number>>, t: Translate): string {
  const times = Object.entries(seconds).map(
    ([phase, length]) => `${isPhase(phase) ? t(`phase.${phase}`) : phase} ${t('length', { seconds: length })}`,
  );
  return times.length === 0 ? t('training.notMeasured') : times.join(' · ');
}

/** Figures of a version in words, beside those of the version it came from. */
export function figures(
  metrics: VoiceMetrics,
  parent: VoiceMetrics | null,
  parentNumber: number | null,
  t: Translate,
): string {
  const { mcdDb, mcdStepZeroDb, f0RmseCents, voicingErrorPercent, similarity, ownSimilarity } = metrics;
  if (mcdDb === null) return t('figures.none');
  const before = (value: number | null | undefined, key: 'figures.whole' | 'figures.tenths' | 'figures.hundredths') =>
    value === null || value === undefined || parentNumber === null
      ? ''
      : t('figures.before', { number: parentNumber, figure: t(key, { value }) });
  const start = parent === null && mcdStepZeroDb !== null ? t('figures.untrained', { db: mcdStepZeroDb }) : '';
  const rivalVoice =
    parent?.similarity == null
      ? ''
      : t('figures.before', { number: parentNumber ?? '', figure: t('percentOf', { share: parent.similarity }) });
  const own = ownSimilarity === null ? '' : t('figures.own', { share: ownSimilarity });
  const measured = { clips: metrics.heldOutClips, seconds: metrics.heldOutSeconds };
  return [
    ...(similarity === null ? [] : [`• ${t('figures.voice', { share: similarity, before: rivalVoice, own })}`]),
    `• ${t('figures.sound', { db: mcdDb, before: `${before(parent?.mcdDb, 'figures.hundredths')}${start}` })}`,
    ...(f0RmseCents === null
      ? []
      : [`• ${t('figures.melody', { cents: f0RmseCents, before: before(parent?.f0RmseCents, 'figures.whole') })}`]),
    ...(voicingErrorPercent === null
      ? []
      : [
          `• ${t('figures.voicing', {
            percent: voicingErrorPercent,
            before: before(parent?.voicingErrorPercent, 'figures.tenths'),
          })}`,
        ]),
    sentences(t, similarity === null ? t('figures.lower') : t('figures.othersLower'), t('figures.measured', measured)),
  ].join('\n');
}

/** The text that stands in for a voice message's missing one: before it, or beside a plain attachment. */
export const previewCaption = (versionNumber: number, text: string, t: Translate): string =>
  `🔊 ${t('preview.says', { number: versionNumber, text: untrusted(text, 500) })}`;

/** What a preview leaves out. @param scripts as `unreadScripts` names them */
export const notRead = (scripts: readonly Script[], t: Translate): string => `⚠️ ${t('preview.leftOut', { scripts })}`;

export const previewLost =
  (versionNumber: number): Answer =>
  (t) => ({ content: t('preview.damaged', { number: versionNumber }) });

/** Which voice a command meant that named none. */
export const voiceTaken =
  (voice: Pick<Voice, 'name'>, others: readonly Pick<Voice, 'name'>[]): Answer =>
  (t) => ({
    content: shorten(
      t('training.voiceTaken', {
        voice: untrusted(voice.name),
        others: others.map(({ name }) => untrusted(name)).join(', '),
      }),
      limits.content,
    ),
  });

/** Clips that are named. */
const mostNamed = 5;

/** @param leftOut names of clips that it could not use and that are as they were */
export const nothingNew =
  (versionNumber: number, voiceId: string, leftOut: readonly string[]): Answer =>
  (t) => ({
    content: shorten(
      sentences(
        t,
        leftOut.length === 0
          ? t('training.learntAll', { number: versionNumber })
          : t('training.learntUsable', {
              number: versionNumber,
              clips: leftOut.length,
              names: leftOut.slice(0, mostNamed).map((name) => untrusted(name, 40)),
              more: leftOut.length > mostNamed ? '…' : '',
            }),
        t('training.newHelpsMore'),
      ),
      limits.content,
    ),
    components: buttons({ id: buttonId('train-anyway', voiceId), label: t('training.anyway') }),
  });
