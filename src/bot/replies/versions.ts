// What people read about versions and samples.
import { ButtonStyle } from 'discord.js';
import type { Translate } from '../../i18n/i18n.ts';
import { toldIn } from '../../i18n/notes.ts';
import type { TreeVersion } from '../../pictures/tree.ts';
import type { Sample } from '../../storage/samples.ts';
import type { Version } from '../../storage/version.ts';
import type { Voice } from '../../storage/voices.ts';
import { type Tally, type Vote, talliesOf } from '../../storage/votes.ts';
import { mannerNames } from './manners.ts';
import { buttonId } from '../interactions/buttons.ts';
import { type Answer, type Button, type OutgoingFile, buttons } from '../discord/message.ts';
import { voiceTotals } from './intake.ts';
import { isHeard, isWaiting } from './words.ts';
import { figures, planLines } from './training.ts';
import { date, limits, listWithin, pagesOf, plain, sentences, shorten, untrusted } from './text.ts';

/**
 * How close a version is beside the one that was active before it. Each version was measured on the test clips of its time:
 * only these two were on the same ones, so that a list tells this and no figures.
 */
function comparison({ training }: Version, t: Translate): string {
  const { rival, decision } = training ?? { rival: null, decision: null };
  if (rival === null || decision === null || decision.comparison === null) return '';
  return ` · ${t(`version.${decision.comparison}`, { number: rival.number })}`;
}

const tagWords = ({ tag }: Pick<Version, 'tag'>, t: Translate) =>
  tag === null ? '' : ` · ${t('quoted', { text: untrusted(tag) })}`;

/** Whether only the weights of a version are left, so that it can't be continued exactly. */
const isWeightsOnly = ({ prunedAt, importedFrom }: Version): boolean => prunedAt !== null || importedFrom !== null;

/** What versions were made with is told where a voice has some of several engines. */
export const severalEngines = (versions: readonly Version[]): boolean =>
  new Set(versions.map(({ engine }) => engine)).size > 1;

/**
 * A version in a choice of an autocomplete, which renders no markup: number, name, date, minutes, how close it is.
 * @param several see {@link severalEngines}; of all functions here
 */
export function versionChoice(version: Version, active: boolean, several: boolean, t: Translate): string {
  const day = new Date(version.createdAt).toISOString().slice(0, 10);
  const name = version.tag === null ? '' : ` ${t('quoted', { text: plain(version.tag, 40) })}`;
  const speech = t('length', { seconds: version.trainedSeconds });
  return shorten(
    `v${version.number}${name}${active ? ` ${t('version.activeChoice')}` : ''} · ${day} · ${speech}${comparison(version, t)}${madeWith(version, several, t)}`,
    limits.choiceName,
  );
}

const madeWith = ({ engine }: Version, several: boolean, t: Translate): string =>
  several ? ` · ${t('engine', { engine })}` : '';

/** Where a version comes from. `parent` is the one of the same voice; undefined when there is none there. */
function origin(version: Version, parent: Version | undefined, t: Translate): string {
  if (version.importedFrom !== null) return t('version.importedFrom', { name: untrusted(version.importedFrom) });
  if (parent !== undefined) return t('version.fromParent', { number: parent.number });
  return version.parentId === null ? t('version.fromBase') : t('version.fromOther');
}

/** How often a version was liked better than those that it was heard beside. */
function byEar({ id }: Version, votes: readonly Vote[], t: Translate): string {
  const tallies = [...talliesOf(votes, id).values()];
  const sum = (of: keyof Tally): number => tallies.reduce((total, tally) => total + tally[of], 0);
  const count = sum('wins') + sum('losses') + sum('same');
  return count === 0 ? '' : ` · ${t('version.likedBetter', { wins: sum('wins'), count })}`;
}

/** What is special about a version that can speak. */
function remarks(version: Version, active: boolean, otherwise: number, t: Translate): string {
  return [
    ...(version.keptAside && !active ? [t('version.aside')] : []),
    ...(isWeightsOnly(version) ? [t('version.weights')] : []),
    ...(otherwise > 0 ? [t('version.otherWords', { clips: otherwise })] : []),
  ]
    .map((remark) => ` · ${remark}`)
    .join('');
}

function versionLine(
  version: Version,
  parent: Version | undefined,
  active: boolean,
  otherwise: number,
  several: boolean,
  votes: readonly Vote[],
  t: Translate,
): string {
  if (version.status === 'purged') {
    return `~~v${version.number}~~ · ${date(version.createdAt)} · ${t('version.deletedBecause')}`;
  }
  const star = active ? ` ★ ${t('version.isActive')}` : '';
  const head = `**v${version.number}**${star}${tagWords(version, t)} · ${date(version.createdAt)}`;
  const speech = t('version.speech', { seconds: version.trainedSeconds });
  return `${head} · ${origin(version, parent, t)} · ${speech}${comparison(version, t)}${madeWith(version, several, t)}${byEar(version, votes, t)}${remarks(version, active, otherwise, t)}`;
}

/** The versions as the tree draws them. */
export function treeVersions(versions: readonly Version[], activeId: string | null): TreeVersion[] {
  const byId = new Map(versions.map((version) => [version.id, version]));
  return versions.map((version) => {
    const parent = byId.get(version.parentId ?? '');
    return {
      number: version.number,
      parent: parent?.number ?? null,
      state:
        version.status === 'purged'
          ? 'purged'
          : version.id === activeId
            ? 'active'
            : version.keptAside
              ? 'aside'
              : isWeightsOnly(version)
                ? 'weights'
                : 'complete',
      trainedSeconds: version.trainedSeconds,
      createdAt: version.createdAt,
      tag: version.tag,
      origin:
        version.importedFrom !== null
          ? 'imported'
          : parent === undefined && version.parentId !== null
            ? 'otherVoice'
            : null,
    };
  });
}

/** The tree in words, for those who can't see the picture. */
export function treeDescription(versions: readonly TreeVersion[], t: Translate): string {
  const nodes = versions.map(({ number, parent, state, origin, tag }) =>
    [
      `v${number} ${
        parent !== null
          ? t('version.fromParent', { number: parent })
          : origin === null
            ? t('version.fromBase')
            : origin === 'imported'
              ? t('version.imported')
              : t('version.fromOther')
      }`,
      ...(tag === null ? [] : [t('quoted', { text: plain(tag) })]),
      ...(state === 'complete' ? [] : [t(`version.state.${state}`)]),
    ].join(', '),
  );
  return shorten(t('version.tree', { versions: versions.length, nodes: nodes.join('; ') }), limits.fileDescription);
}

/**
 * @param learntOtherwise as `Versions.learntOtherwise` tells it
 * @param tree null where it could not be drawn
 */
export const versionList =
  (
    voice: Pick<Voice, 'name' | 'activeVersionId'>,
    versions: readonly Version[],
    learntOtherwise: ReadonlyMap<string, ReadonlySet<string>>,
    tree: ((t: Translate) => OutgoingFile) | null,
    votes: readonly Vote[],
  ): Answer =>
  (t) => {
    const byId = new Map(versions.map((version) => [version.id, version]));
    const several = severalEngines(versions);
    const lines = versions.map((version) =>
      versionLine(
        version,
        byId.get(version.parentId ?? ''),
        version.id === voice.activeVersionId,
        learntOtherwise.get(version.id)?.size ?? 0,
        several,
        votes,
        t,
      ),
    );
    const title = t('version.listTitle', { voice: untrusted(voice.name) });
    const list = {
      description: listWithin(lines, limits.embedDescription, t),
      footer: { text: t('version.listFooter') },
    };
    if (tree === null) return { embeds: [{ title, ...list }] };
    const picture = tree(t);
    // The picture first: a long list would push it out of sight.
    return { embeds: [{ title, image: { url: `attachment://${picture.name}` } }, list], files: [picture] };
  };

/** What a version comes from, for its owner. */
export interface Heritage {
  /** What it continued from, nearest first, across voices. */
  readonly ancestors: readonly Version[];
  /** The first of the clips, and which versions of the voice they went into, oldest first. */
  readonly clips: readonly {
    readonly originalName: string;
    readonly clipIndex: number;
    readonly into: readonly Version[];
    /** Those of them that learnt it with other words than it has now. */
    readonly otherwise: readonly Version[];
  }[];
  readonly ownClips: number;
  /** Clips of other voices, learnt by a version of theirs that this line started from. */
  readonly clipsOfOthers: number;
}

/** One version in detail. */
export const versionDetails =
  (version: Version, active: boolean, heritage: Heritage, several: boolean): Answer =>
  (t) => {
    const { ancestors, clips, ownClips, clipsOfOthers } = heritage;
    const line = ancestors.map((one) =>
      one.voiceId === version.voiceId ? `v${one.number}` : t('version.ofAnotherVoice'),
    );
    const from =
      version.importedFrom === null
        ? [
            `v${version.number}`,
            ...line,
            ancestors.at(-1)?.importedFrom != null ? t('version.imported') : t('version.theBase'),
          ].join(' ← ')
        : t('version.importedUnknown', { name: untrusted(version.importedFrom) });
    const clipLines = clips.map(({ originalName, clipIndex, into, otherwise }) => {
      const clip = `**${untrusted(originalName, 40)}**${clipIndex === 0 ? '' : ` #${clipIndex + 1}`}`;
      const other = otherwise.length === 0 ? '' : t('version.clipOtherwise', { versions: numbers(otherwise) });
      return `• ${t('version.clipIn', { clip, versions: numbers(into) })}${other}`;
    });
    const more = [
      ...(ownClips > clips.length ? [t('version.moreClips', { count: ownClips - clips.length })] : []),
      ...(clipsOfOthers === 0 ? [] : [t('version.clipsOfAnother', { clips: clipsOfOthers })]),
    ];
    const made = { date: date(version.createdAt), seconds: version.trainedSeconds, engine: version.engine };
    return {
      embeds: [
        {
          title: `v${version.number}${version.tag === null ? '' : ` ${t('quoted', { text: untrusted(version.tag) })}`}`,
          description: sentences(
            t,
            several ? t('version.madeWith', made) : t('version.made', made),
            active ? t('version.itIsActive') : '',
            version.keptAside ? t('version.wasAside') : '',
            version.keptAside ? toldIn(version.training?.decision?.reason ?? '', t) : '',
            version.status === 'purged' ? t('version.wasDeleted') : '',
            version.status === 'complete' && isWeightsOnly(version) ? weightsOnlyWords(version, t) : '',
            version.status === 'complete' && version.manners !== null && version.manners.length > 0
              ? t('version.manners', { names: mannerNames(version.manners, t) })
              : '',
          ),
          fields: [
            { name: t('version.comesFrom'), value: shorten(from, limits.embedField) },
            { name: t('figures.title'), value: shorten(figures(version.metrics, null, null, t), limits.embedField) },
            ...(version.plan === null
              ? []
              : [
                  {
                    name: t('version.plan'),
                    value: listWithin(planLines(version.plan, t), limits.embedField, t),
                  },
                ]),
            ...(ownClips + clipsOfOthers === 0
              ? []
              : [
                  {
                    name: t('version.learntFrom', { clips: ownClips + clipsOfOthers }),
                    value: listWithin([...clipLines, ...more], limits.embedField, t),
                  },
                ]),
          ],
        },
      ],
    };
  };

/** What it means that only weights are left. */
const weightsOnlyWords = ({ importedFrom }: Version, t: Translate): string =>
  importedFrom === null ? t('version.pruned') : t('version.importedWeights');

export const versionTagged =
  (version: Version, tag: string): Answer =>
  (t) => ({
    content: sentences(
      t,
      t('version.tagged', { number: version.number, tag: untrusted(tag) }),
      isWeightsOnly(version) ? t('version.weightsStay') : t('version.staysComplete'),
    ),
  });

export const versionUntagged =
  ({ number, tag }: Version): Answer =>
  (t) => ({
    content:
      tag === null ? t('version.untagged', { number }) : t('version.untaggedFrom', { number, tag: untrusted(tag) }),
  });

export const rolledBack =
  (version: Version, previous: Version | null): Answer =>
  (t) => ({
    embeds: [
      {
        title: t('version.speaksAgain', { number: version.number }),
        color: 0x5865f2,
        description: sentences(
          t,
          t('version.made', { date: date(version.createdAt), seconds: version.trainedSeconds }),
          previous === null ? '' : t('version.previousKept', { number: previous.number }),
          isWeightsOnly(version) ? weightsOnlyWords(version, t) : t('version.nextGoesOn', { number: version.number }),
        ),
        fields: [
          { name: t('figures.title'), value: shorten(figures(version.metrics, null, null, t), limits.embedField) },
        ],
        footer: { text: t('version.previewFollows') },
      },
    ],
  });

export const keptActive =
  (active: Version, aside: Version): Answer =>
  (t) => ({ content: t('version.keptActive', { active: active.number, aside: aside.number }) });

export const alreadyActive =
  (version: Version): Answer =>
  (t) => ({
    content: t('version.alreadyActive', { number: version.number }),
    components: buttons({ id: buttonId('again', version.id), label: t('version.playPreview') }),
  });

/** A sample in a choice of an autocomplete. */
export function sampleChoice(sample: Sample, t: Translate): string {
  const part = `#${sample.clipIndex + 1}`;
  const words =
    sample.transcript === null ? t('sample.noTranscript') : t('quoted', { text: plain(sample.transcript, 40) });
  return shorten(
    `${plain(sample.originalName, 30)} ${part} · ${t('length', { seconds: sample.durationSeconds })} · ${words}`,
    limits.choiceName,
  );
}

/** What is said in a clip, and who says so. */
function wordsOf(sample: Sample, t: Translate): string {
  const { transcript, heard } = sample;
  if (transcript !== null) {
    const whose =
      heard?.owner === 'confirmed'
        ? 'confirmed'
        : isHeard(sample)
          ? 'heard'
          : heard?.owner === 'corrected'
            ? 'corrected'
            : 'typed';
    return t(`sample.words.${whose}`, { words: untrusted(transcript) });
  }
  return heard !== null && isWaiting(sample)
    ? t('sample.notSure', { words: untrusted(heard.text) })
    : t('sample.noTranscript');
}

const clipLine = (sample: Sample, t: Translate): string => {
  const grade = sample.heldBack !== null ? '⏸' : sample.verdict.grade === 'good' ? '✓' : '⚠';
  const heldOut = sample.split === 'held-out' ? ` · ${t('sample.test')}` : '';
  const heldBack =
    sample.heldBack === null ? '' : ` · ${t('sample.onHold', { reason: t(`heldBack.${sample.heldBack}`) })}`;
  const clip = sample.clipIndex === 0 ? '' : ` #${sample.clipIndex + 1}`;
  const length = t('length', { seconds: sample.durationSeconds });
  return `${grade} **${untrusted(sample.originalName, 40)}**${clip} · ${length} · ${wordsOf(sample, t)}${heldOut}${heldBack}`;
};

/** So many clips are looked through at once. */
const mostLinesOfPage = 20;

/** @param page from 0; where there are not as many any more, the last one is shown */
export const sampleList =
  ({ id, name }: Pick<Voice, 'id' | 'name'>, samples: readonly Sample[], page = 0): Answer =>
  (t) => {
    const lines = samples.map((sample) => clipLine(sample, t));
    const pages = pagesOf(lines, mostLinesOfPage, limits.embedDescription);
    const shown = Math.max(0, Math.min(page, pages.length - 1));
    const turn = (to: number, label: string): Button[] =>
      to in pages ? [{ id: buttonId('clips-page', `${id}/${to}`), label }] : [];
    const place = { voice: untrusted(name), page: shown + 1, pages: pages.length };
    return {
      embeds: [
        {
          title: pages.length < 2 ? t('sample.title', place) : t('sample.titleOfPage', place),
          description: pages[shown].join('\n'),
          fields: [{ name: t('sample.together'), value: voiceTotals(samples, t) }],
          footer: { text: t('sample.footer') },
        },
      ],
      components:
        pages.length < 2 ? [] : buttons(...turn(shown - 1, t('sample.back')), ...turn(shown + 1, t('sample.more'))),
    };
  };

/** A clip with what is said in it. */
export const clipHeard =
  (sample: Sample, flac: Buffer): Answer =>
  (t) => ({
    content: `**${untrusted(sample.originalName, 40)}** · ${t('length', { seconds: sample.durationSeconds })} · ${shorten(wordsOf(sample, t), 1500)}`,
    files: [{ name: 'clip.flac', data: flac, contentType: 'audio/flac' }],
  });

const numbers = (versions: readonly Pick<Version, 'number'>[]) =>
  versions.map((version) => `v${version.number}`).join(', ');

/** Versions of voices that had started from this one. */
const elsewhereWords = (versions: number, t: Translate) => (versions === 0 ? '' : t('sample.elsewhere', { versions }));

/** Asked before versions are lost. `what` is an id of a sample, or of a voice for all of its samples. */
export const confirmRemoval =
  (clips: readonly Sample[], versions: readonly Version[], what: string): Answer =>
  (t) => {
    const own = versions.filter((version) => version.voiceId === clips[0]?.voiceId);
    const loss = {
      clips: clips.length,
      versions: numbers(own),
      elsewhere: elsewhereWords(versions.length - own.length, t),
    };
    return {
      content: shorten(clips.length === 1 ? t('sample.removeThis', loss) : t('sample.removeAll', loss), limits.content),
      components: buttons(
        {
          id: buttonId('remove', what),
          label: t('sample.removeAndDelete', { versions: versions.length }),
          style: ButtonStyle.Danger,
        },
        { id: buttonId('keep', what), label: t('button.keep') },
      ),
    };
  };

/**
 * @param sample as it was
 * @param versions those that learnt it with other words than these, newest first
 * @param unread what of the words can't be spoken, as `unreadNote` says it
 */
export const transcriptMended =
  (
    sample: Sample,
    transcript: string,
    versions: readonly Version[],
    unread: (t: Translate) => readonly string[],
  ): Answer =>
  (t) => {
    const clip = `**${untrusted(sample.originalName, 40)}**`;
    if (sample.transcript === transcript) return { content: t('sample.sameTranscript', { clip }) };
    return {
      content: shorten(
        [
          t('sample.transcriptNow', { clip, words: untrusted(transcript, 300) }),
          sample.transcript === null
            ? t('sample.noneBefore')
            : t('sample.before', { words: untrusted(sample.transcript, 300) }),
          ...(versions.length === 0 ? [] : [t('sample.learntOld', { versions: shorten(numbers(versions), 300) })]),
          ...unread(t).map((note) => `⚠ ${t('sample.but', { note })}`),
        ].join('\n'),
        limits.content,
      ),
    };
  };

/** Ask before a clip is given to another voice. @param what the button's argument */
export const confirmMove =
  (clip: Sample, to: Pick<Voice, 'name'>, versions: readonly Version[], what: string): Answer =>
  (t) => {
    const own = versions.filter((version) => version.voiceId === clip.voiceId);
    const loss = {
      voice: untrusted(to.name),
      versions: numbers(own),
      elsewhere: elsewhereWords(versions.length - own.length, t),
    };
    return {
      content: shorten(t('sample.moveThis', loss), limits.content),
      components: buttons(
        {
          id: buttonId('move', what),
          label: t('sample.moveAndDelete', { versions: versions.length }),
          style: ButtonStyle.Danger,
        },
        { id: buttonId('keep', clip.id), label: t('button.keep') },
      ),
    };
  };

export const removalCalledOff: Answer = (t) => ({ content: t('sample.nothingRemoved') });

/** What went with clips that a voice has no more. */
export interface Gone {
  readonly own: readonly Pick<Version, 'number'>[];
  /** How many versions of other voices. */
  readonly elsewhere: number;
  readonly activeNumber: number | null;
  /** Whether one had to be stopped. */
  readonly training: boolean;
}

/** @param movedTo the name of the voice that the clip belongs to now; null: they were deleted */
export const removed =
  (clips: number, gone: Gone, movedTo: string | null = null): Answer =>
  (t) => {
    const { own, elsewhere, activeNumber, training } = gone;
    return {
      content: shorten(
        sentences(
          t,
          movedTo === null ? t('sample.removed', { clips }) : t('sample.moved', { voice: untrusted(movedTo) }),
          own.length === 0
            ? t('sample.noVersion')
            : t('sample.deletedWithIt', { versions: numbers(own), elsewhere: elsewhereWords(elsewhere, t) }),
          training ? t('sample.trainingStopped') : '',
          activeNumber === null ? t('version.noneActive') : t('version.active', { number: activeNumber }),
        ),
        limits.content,
      ),
    };
  };
