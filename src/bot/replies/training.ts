// What people read about a run: its progress, its result in plain words, and why it ended early.
import { ButtonStyle } from 'discord.js';
import { engineName } from '../../engines.ts';
import { inLanguage } from '../../i18n/i18n.ts';
import { listed } from '../../reading/speakable.ts';
import type { Tally } from '../../storage/votes.ts';
import type { RunFailure, RunProgress, TrainResult, TrainingFacts, VoiceMetrics } from '../../storage/records.ts';
import type { TrainingRun } from '../../storage/runs/run.ts';
import type { Version } from '../../storage/version.ts';
import type { Voice } from '../../storage/voices.ts';
import { buttonId } from '../interactions/buttons.ts';
import { type Answer, type OutgoingFile, type OutgoingMessage, buttons } from '../discord/message.ts';
import { userErrorReply } from './errors.ts';
import { bar, count, duration, limits, listWithin, shorten, untrusted } from './text.ts';

const phaseNames: Readonly<Record<RunProgress['phase'], string>> = {
  preparing: 'Analysing the clips',
  training: 'Training',
  evaluating: 'Measuring on test clips',
  publishing: 'Saving the version',
  speaking: 'Speaking the preview',
};

/** Share of a usual run that is done when a phase begins, and that it takes. */
const phaseShares: Readonly<Record<RunProgress['phase'], readonly [begin: number, length: number]>> = {
  preparing: [0, 0.3],
  training: [0.3, 0.5],
  evaluating: [0.8, 0.1],
  publishing: [0.9, 0.05],
  speaking: [0.95, 0.05],
};

/** Done share of a run, 0 to 1. */
export function doneShare({ phase, done, total }: Pick<RunProgress, 'phase' | 'done' | 'total'>): number {
  const [begin, length] = phaseShares[phase];
  return begin + length * (total > 0 ? Math.min(1, done / total) : 0);
}

/** What a queued training waits for. */
export interface Wait {
  /** Trainings of the same engine that were asked for earlier and have not ended. */
  readonly ahead: number;
  /** No trainer of its engine is there, but of `others`; null: there is one. */
  readonly missing: { readonly engine: string; readonly others: readonly string[] } | null;
}

export const noWait: Wait = { ahead: 0, missing: null };

/** The one message that follows a training. */
export function progressReply(run: TrainingRun, wait: Wait): OutgoingMessage {
  const cancel = buttons({ id: buttonId('cancel', run.id), label: 'Cancel', style: ButtonStyle.Danger });
  return { content: progressText(run, wait), ...(run.cancelRequested ? {} : { components: cancel }) };
}

export function progressText(run: TrainingRun, { ahead, missing }: Wait): string {
  const { progress } = run;
  if (run.cancelRequested) return '🛑 Stopping…';
  if (missing !== null) {
    return `⏳ Your training waits: ${nobodyRuns(missing.engine)}${missing.others.map((other) => ` Or end it, and \`/train continue engine:${other}\` begins anew with ${engineName(other)}.`).join('')}`;
  }
  if (run.state === 'queued' && run.attempts === 0) {
    return ahead === 0 ? '⏳ Queued: starting in a moment.' : `⏳ Queued: ${count(ahead, 'training')} before yours.`;
  }
  if (run.state === 'queued') return '⏳ The trainer was restarted and continues from the last checkpoint in a moment.';
  if (progress === null) return '⏳ Starting…';
  const share = doneShare(progress);
  // It may end before its last epoch.
  const atMost = progress.phase === 'training' && run.plan?.earlyStopPatience != null ? 'at most' : 'about';
  const facts = [
    ...(progress.phase === 'training' && progress.epochs > 0 ? [`epoch ${progress.epoch} of ${progress.epochs}`] : []),
    ...(progress.trainLoss === null ? [] : [`loss ${progress.trainLoss.toFixed(3)}`]),
    ...(progress.heldOutLoss === null ? [] : [`test clips ${progress.heldOutLoss.toFixed(3)}`]),
    ...(progress.secondsLeft === null ? [] : [`${atMost} ${timeLeft(progress.secondsLeft)} left of this step`]),
  ];
  return shorten(
    [
      `**${phaseNames[progress.phase]}**`,
      `\`${bar(share)}\` ${Math.round(share * 100)} %`,
      facts.join(' · '),
      ...(run.plan?.warnings ?? []).map((warning) => `⚠️ ${warning}`),
    ]
      .filter((line) => line !== '')
      .join('\n'),
    limits.content,
  );
}

/** That no trainer of an engine is there. */
const nobodyRuns = (engine: string): string =>
  `no trainer for ${engineName(engine)} is running. It begins as soon as one is.`;

/** The same for a preview. */
export const previewWaits = (engine: string): OutgoingMessage => ({
  content: `⏳ Your preview waits: ${nobodyRuns(engine)}`,
});

/** An estimate is not worth tenths of a second. */
const timeLeft = (seconds: number): string =>
  seconds < 10 ? `${Math.max(1, Math.round(seconds))} s` : duration(seconds);

/** What the progress message becomes when the run has ended: facts without buttons. */
export function progressEnded(run: TrainingRun): OutgoingMessage {
  const seconds = run.startedAt === null || run.endedAt === null ? null : (run.endedAt - run.startedAt) / 1000;
  const time = seconds === null ? '' : ` after ${duration(seconds)}`;
  switch (run.state) {
    case 'done':
      return { content: `\`${bar(1)}\` 100 %\nTraining finished${time}.` };
    case 'cancelled':
      return { content: `🛑 Training cancelled${time}. Your voice is as it was before.` };
    default:
      return { content: `⚠️ Training stopped${time}.` };
  }
}

export const trainingFailed =
  ({ id }: Pick<TrainingRun, 'id'>, failure: RunFailure): Answer =>
  (t) => ({
    content: shorten(`${inLanguage(userErrorReply(failure), t).content}\n${t('training.asBefore')}`, limits.content),
    ...(failure.shift === undefined
      ? {}
      : { components: buttons({ id: buttonId('use-shifted', id), label: t('training.useShifted') }) }),
  });

/** The result of a training: what came of it in three lines, the loss curve, what to do with it. Details are a button away. */
export function trainingResult(result: TrainResult, curve: OutgoingFile): OutgoingMessage {
  const { plan, versionId, versionNumber, rival, leftOut } = result;
  const active = result.decision?.active ?? true;
  const lines = [
    ...(result.decision === null ? [] : [result.decision.reason]),
    `${startOf(result)} with ${duration(result.totalSeconds)} of speech${result.newSeconds < result.totalSeconds ? `, ${duration(result.newSeconds)} of it new` : ''}.`,
    ...(leftOut.length === 0 ? [] : [`${count(leftOut.length, 'clip')} could not be used: see *Figures*.`]),
    ...[...plan.warnings, ...result.remarks].map((sentence) => `⚠️ ${sentence}`),
  ];
  const details = [
    { id: buttonId('why-plan', versionId), label: 'Why this plan?' },
    { id: buttonId('figures', versionId), label: 'Figures' },
  ];
  return {
    embeds: [
      {
        title: active
          ? `Version ${versionNumber} is ready and active`
          : `Version ${versionNumber} is kept aside; v${rival?.number ?? ''} stays active`,
        color: active ? 0x5865f2 : 0xf0b232,
        description: listWithin(lines, limits.embedDescription),
        image: { url: `attachment://${curve.name}` },
        footer: {
          text: active
            ? 'The preview below is synthetic speech.'
            : result.rivalPreview === null
              ? `The preview of v${versionNumber} below is synthetic speech.`
              : `Listen to both previews below, v${versionNumber} first, and choose. Both are synthetic speech.`,
        },
      },
    ],
    files: [curve],
    components: active
      ? buttons(
          { id: buttonId('again', versionId), label: 'Play the preview again' },
          ...(rival === null
            ? []
            : [
                {
                  id: buttonId('rollback', rival.versionId),
                  label: `Roll back to v${rival.number}`,
                  style: ButtonStyle.Danger,
                } as const,
              ]),
          ...details,
        )
      : buttons(
          { id: buttonId('rollback', versionId), label: `Use v${versionNumber} anyway` },
          { id: buttonId('keep-active', versionId), label: `Keep v${rival?.number ?? ''}`, style: ButtonStyle.Success },
          // Its own trainer lets it speak.
          ...(rival === null || result.rivalPreview !== null
            ? []
            : [{ id: buttonId('again', rival.versionId), label: `Play v${rival.number}` }]),
          ...details,
        ),
  };
}

function startOf({ parentNumber, plan }: TrainResult): string {
  if (parentNumber !== null) return `Continued from v${parentNumber}`;
  return plan.parentVersionId === null ? 'Trained from the base' : 'Started from another voice that is like yours';
}

/** Each choice of a version's plan, with its reason. */
export const planDetails = (number: number, plan: TrainResult['plan']): OutgoingMessage => ({
  embeds: [
    { title: `v${number}: the plan, and why`, description: listWithin(planLines(plan), limits.embedDescription) },
  ],
});

/** The figures of a version. @param byEar how it was liked beside others, by their numbers */
export function figureDetails(
  { number, metrics, training: result }: Version,
  byEar: readonly { readonly number: number; readonly tally: Tally }[],
): OutgoingMessage {
  const rival = result?.rival ?? null;
  const comparison = result?.decision?.details ?? '';
  return {
    embeds: [
      {
        title: `v${number} in figures`,
        fields: [
          {
            name: 'How close it is to you',
            value: shorten(
              [
                ...(comparison === '' ? [] : [comparison, 'Over all of these clips:']),
                figures(metrics, rival?.metrics ?? null, rival?.number ?? null),
              ].join('\n'),
              limits.embedField,
            ),
          },
          ...(byEar.length === 0
            ? []
            : [
                {
                  name: 'By ear, without their names',
                  value: listWithin(
                    byEar.map(
                      ({ number: other, tally: { wins, losses, same } }) =>
                        `v${number} ${wins} · v${other} ${losses} · no difference ${same}`,
                    ),
                    limits.embedField,
                  ),
                },
              ]),
          ...(result === null
            ? []
            : [
                {
                  name: 'Training',
                  value: `${count(result.epochs, 'epoch')}, ${count(result.steps, 'step')}; the best epoch was ${result.bestEpoch}.`,
                },
                { name: 'Time', value: shorten(phaseTimes(result.phaseSeconds), limits.embedField) },
              ]),
          ...(result === null || result.leftOut.length === 0
            ? []
            : [{ name: 'Not used', value: listWithin(result.leftOut.map(leftOutLine), limits.embedField) }]),
        ],
      },
    ],
  };
}

const leftOutLine = ({ clip, reason }: TrainingFacts['leftOut'][number]): string =>
  `• **${untrusted(clip, 40)}**: ${reason}`;

/** What a training did, each choice with its reason. */
export function planLines(plan: TrainResult['plan']): string[] {
  if (plan.reasons.length > 0) return plan.reasons.map((reason) => `• ${reason}`);
  return [`• ${count(plan.epochs, 'epoch')}, learning rate ${plan.learningRate}, batches of ${plan.batchSize}.`];
}

function phaseTimes(seconds: Readonly<Record<string, number>>): string {
  const times = Object.entries(seconds).map(([phase, length]) => `${phase} ${duration(length)}`);
  return times.length === 0 ? 'not measured' : times.join(' · ');
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** Figures of a version in words, beside those of the version it came from. */
export function figures(metrics: VoiceMetrics, parent: VoiceMetrics | null, parentNumber: number | null): string {
  if (metrics.mcdDb === null) {
    return 'Not measured: there is no test clip yet. Once you have four clips with transcripts, one of them is set aside for this.';
  }
  const before = (value: number | null | undefined, digits: number) =>
    value === null || value === undefined || parentNumber === null
      ? ''
      : ` (v${parentNumber}: ${value.toFixed(digits)})`;
  const start =
    parent === null && metrics.mcdStepZeroDb !== null
      ? ` (before its training: ${metrics.mcdStepZeroDb.toFixed(2)})`
      : '';
  const rivalVoice = parent?.similarity == null ? '' : ` (v${parentNumber}: ${percent(parent.similarity)})`;
  const own =
    metrics.ownSimilarity === null ? '' : `; your own recordings among each other: ${percent(metrics.ownSimilarity)}`;
  const lines = [
    ...(metrics.similarity === null
      ? []
      : [`• **Voice**: sounds ${percent(metrics.similarity)} like you${rivalVoice}${own}`]),
    `• **Sound**: ${metrics.mcdDb.toFixed(2)} dB mel-cepstral distortion${before(parent?.mcdDb, 2)}${start}`,
    ...(metrics.f0RmseCents === null
      ? []
      : [
          `• **Melody**: ${metrics.f0RmseCents.toFixed(0)} cents pitch error${before(parent?.f0RmseCents, 0)}; 100 cents are a semitone`,
        ]),
    ...(metrics.voicingErrorPercent === null
      ? []
      : [
          `• **Voicing**: ${metrics.voicingErrorPercent.toFixed(1)} % of frames wrong${before(parent?.voicingErrorPercent, 1)}`,
        ]),
    `${metrics.similarity === null ? 'Lower' : 'Of the others, lower'} is closer. Measured on ${count(metrics.heldOutClips, 'clip')} (${duration(metrics.heldOutSeconds)}) that were never trained on.`,
  ];
  return lines.join('\n');
}

/** The text that stands in for a voice message's missing one: before it, or beside a plain attachment. */
export function previewCaption(versionNumber: number, text: string): string {
  return `🔊 v${versionNumber} says: “${untrusted(text, 500)}” (synthetic voice)`;
}

/** What a preview leaves out. @param scripts as `unreadScripts` names them */
export const notRead = (scripts: readonly string[]): string =>
  `⚠️ I only read English, so I left out what is in ${listed(scripts)}.`;

export const previewLost = (versionNumber: number): OutgoingMessage => ({
  content: `The preview of v${versionNumber} is damaged on my disk. \`/preview\` makes a new one.`,
});

/** Which voice a command meant that named none. */
export const voiceTaken = (voice: Pick<Voice, 'name'>, others: readonly Pick<Voice, 'name'>[]): OutgoingMessage => ({
  content: shorten(
    `I used your voice “${untrusted(voice.name)}”. To use another one, add \`voice:\`: ${others.map(({ name }) => untrusted(name)).join(', ')}.`,
    limits.content,
  ),
});

/** Clips that are named. */
const mostNamed = 5;

/** @param leftOut names of clips that it could not use and that are as they were */
export const nothingNew = (versionNumber: number, voiceId: string, leftOut: readonly string[]): OutgoingMessage => ({
  content: shorten(
    [
      leftOut.length === 0
        ? `v${versionNumber} has already learnt every clip of this voice.`
        : `v${versionNumber} has already learnt every clip that it could use. ${count(leftOut.length, 'clip')} it could not, because the words don’t fit or can’t be spoken: ${listed(leftOut.slice(0, mostNamed).map((name) => untrusted(name, 40)))}${leftOut.length > mostNamed ? '…' : ''}. Correct what is said in them with \`/samples transcript\`.`,
      'New recordings would help more than training again: `/addsamples`. To train anyway, say for how long: `/train continue epochs:20`.',
    ].join(' '),
    limits.content,
  ),
  components: buttons({ id: buttonId('train-anyway', voiceId), label: 'Train anyway' }),
});
