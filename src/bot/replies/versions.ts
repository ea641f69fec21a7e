// What people read about versions and samples.
import { ButtonStyle } from 'discord.js';
import { engineName } from '../../engines.ts';
import type { TreeVersion } from '../../pictures/tree.ts';
import type { Sample } from '../../storage/samples.ts';
import type { Version } from '../../storage/version.ts';
import type { Voice } from '../../storage/voices.ts';
import { type Tally, type Vote, talliesOf } from '../../storage/votes.ts';
import { buttonId } from '../interactions/buttons.ts';
import { type Button, type OutgoingFile, type OutgoingMessage, buttons } from '../discord/message.ts';
import { voiceTotals } from './intake.ts';
import { isHeard, isWaiting } from './words.ts';
import { figures, planLines } from './training.ts';
import { count, date, duration, limits, listWithin, pagesOf, plain, shorten, untrusted } from './text.ts';

/**
 * How close a version is beside the one that was active before it. Each version was measured on the test clips of its time:
 * only these two were on the same ones, so that a list tells this and no figures.
 */
function comparison({ training }: Version): string {
  const { rival, decision } = training ?? { rival: null, decision: null };
  if (rival === null || decision === null || decision.comparison === null) return '';
  const words = { closer: 'closer to you than', same: 'as close to you as', further: 'further from you than' };
  return ` · ${words[decision.comparison]} v${rival.number}`;
}

const tagWords = ({ tag }: Pick<Version, 'tag'>) => (tag === null ? '' : ` · “${untrusted(tag)}”`);

/** Whether only the weights of a version are left, so that it can't be continued exactly. */
const isWeightsOnly = ({ prunedAt, importedFrom }: Version): boolean => prunedAt !== null || importedFrom !== null;

/** What versions were made with is told where a voice has some of several engines. */
export const severalEngines = (versions: readonly Version[]): boolean =>
  new Set(versions.map(({ engine }) => engine)).size > 1;

/**
 * A version in a choice of an autocomplete, which renders no markup: number, name, date, minutes, how close it is.
 * @param several see {@link severalEngines}; of all functions here
 */
export function versionChoice(version: Version, active: boolean, several: boolean): string {
  const day = new Date(version.createdAt).toISOString().slice(0, 10);
  const name = version.tag === null ? '' : ` “${plain(version.tag, 40)}”`;
  return shorten(
    `v${version.number}${name}${active ? ' (active)' : ''} · ${day} · ${duration(version.trainedSeconds)}${comparison(version)}${madeWith(version, several)}`,
    limits.choiceName,
  );
}

const madeWith = ({ engine }: Version, several: boolean): string => (several ? ` · ${engineName(engine)}` : '');

/** Where a version comes from. `parent` is the one of the same voice; undefined when there is none there. */
function origin(version: Version, parent: Version | undefined): string {
  if (version.importedFrom !== null) return `imported from “${untrusted(version.importedFrom)}”`;
  if (parent !== undefined) return `from v${parent.number}`;
  return version.parentId === null ? 'from the base' : 'from another voice';
}

/** How often a version was liked better than those that it was heard beside. */
function byEar({ id }: Version, votes: readonly Vote[]): string {
  const tallies = [...talliesOf(votes, id).values()];
  const sum = (of: keyof Tally): number => tallies.reduce((total, tally) => total + tally[of], 0);
  const all = sum('wins') + sum('losses') + sum('same');
  return all === 0 ? '' : ` · liked better ${sum('wins')} of ${count(all, 'time')}`;
}

/** What is special about a version that can speak. */
function remarks(version: Version, active: boolean, otherwise: number): string {
  return [
    ...(version.keptAside && !active ? [' · kept aside'] : []),
    ...(isWeightsOnly(version) ? [' · weights only'] : []),
    ...(otherwise > 0 ? [` · ${count(otherwise, 'clip')} learnt with other words`] : []),
  ].join('');
}

function versionLine(
  version: Version,
  parent: Version | undefined,
  active: boolean,
  otherwise: number,
  several: boolean,
  votes: readonly Vote[],
): string {
  const head = `**v${version.number}**${active ? ' ★ active' : ''}${tagWords(version)} · ${date(version.createdAt)}`;
  if (version.status === 'purged')
    return `~~v${version.number}~~ · ${date(version.createdAt)} · deleted: a clip it had learnt was removed`;
  return `${head} · ${origin(version, parent)} · ${duration(version.trainedSeconds)} of speech${comparison(version)}${madeWith(version, several)}${byEar(version, votes)}${remarks(version, active, otherwise)}`;
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
            ? 'from another voice'
            : null,
    };
  });
}

const stateWords = {
  active: ', active',
  complete: '',
  aside: ', kept aside',
  weights: ', weights only',
  purged: ', deleted',
};

/** The tree in words, for those who can't see the picture. */
export function treeDescription(versions: readonly TreeVersion[]): string {
  const nodes = versions.map(
    ({ number, parent, state, origin, tag }) =>
      `v${number} ${parent === null ? (origin ?? 'from the base') : `from v${parent}`}${tag === null ? '' : `, “${plain(tag)}”`}${stateWords[state]}`,
  );
  return shorten(`Tree of ${count(versions.length, 'version')}: ${nodes.join('; ')}`, limits.fileDescription);
}

/**
 * @param learntOtherwise as `Versions.learntOtherwise` tells it
 * @param tree null where it could not be drawn
 */
export function versionList(
  voice: Pick<Voice, 'name' | 'activeVersionId'>,
  versions: readonly Version[],
  learntOtherwise: ReadonlyMap<string, ReadonlySet<string>>,
  tree: OutgoingFile | null,
  votes: readonly Vote[],
): OutgoingMessage {
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
    ),
  );
  const title = `Versions of “${untrusted(voice.name)}”`;
  const list = {
    description: listWithin(lines, limits.embedDescription),
    footer: {
      text: '/rollback goes back to a version, /versions show tells you more about one.',
    },
  };
  if (tree === null) return { embeds: [{ title, ...list }] };
  // The picture first: a long list would push it out of sight.
  return { embeds: [{ title, image: { url: `attachment://${tree.name}` } }, list], files: [tree] };
}

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
export function versionDetails(
  version: Version,
  active: boolean,
  heritage: Heritage,
  several: boolean,
): OutgoingMessage {
  const { ancestors, clips, ownClips, clipsOfOthers } = heritage;
  const line = ancestors.map((one) =>
    one.voiceId === version.voiceId ? `v${one.number}` : 'a version of another voice',
  );
  const from =
    version.importedFrom === null
      ? [`v${version.number}`, ...line, ...(ancestors.at(-1)?.importedFrom != null ? ['imported'] : ['the base'])].join(
          ' ← ',
        )
      : `Imported from “${untrusted(version.importedFrom)}”; I don’t know which recordings it learnt from.`;
  const clipLines = clips.map(
    ({ originalName, clipIndex, into, otherwise }) =>
      `• **${untrusted(originalName, 40)}**${clipIndex === 0 ? '' : ` #${clipIndex + 1}`} in ${numbers(into)}${otherwise.length === 0 ? '' : ` (learnt with other words: ${numbers(otherwise)})`}`,
  );
  const more = [
    ...(ownClips > clips.length ? [`… and ${count(ownClips - clips.length, 'more clip')}`] : []),
    ...(clipsOfOthers === 0 ? [] : [`… and ${count(clipsOfOthers, 'clip')} of another voice`]),
  ];
  return {
    embeds: [
      {
        title: `v${version.number}${version.tag === null ? '' : ` “${untrusted(version.tag)}”`}`,
        description: [
          `Made ${date(version.createdAt)}${several ? ` with ${engineName(version.engine)}` : ''} from ${duration(version.trainedSeconds)} of speech.`,
          ...(active ? ['It is active.'] : []),
          ...(version.keptAside
            ? [`It was kept aside when it was made. ${version.training?.decision?.reason ?? ''}`]
            : []),
          ...(version.status === 'purged' ? ['It was deleted: a clip it had learnt was removed.'] : []),
          ...(version.status === 'complete' && isWeightsOnly(version) ? [weightsOnlyWords(version)] : []),
        ].join(' '),
        fields: [
          { name: 'Comes from', value: shorten(from, limits.embedField) },
          { name: 'How close it is to you', value: shorten(figures(version.metrics, null, null), limits.embedField) },
          ...(version.plan === null
            ? []
            : [{ name: 'The plan, and why', value: listWithin(planLines(version.plan), limits.embedField) }]),
          ...(ownClips + clipsOfOthers === 0
            ? []
            : [
                {
                  name: `Learnt from ${count(ownClips + clipsOfOthers, 'clip')}`,
                  value: listWithin([...clipLines, ...more], limits.embedField),
                },
              ]),
        ],
      },
    ],
  };
}

/** What it means that only weights are left. */
const weightsOnlyWords = ({ importedFrom }: Version): string =>
  `${importedFrom === null ? 'The history of its training was pruned' : 'It was imported without the history of its training'}: \`/train continue\` goes on from its weights, with a fresh optimizer.`;

export const versionTagged = (version: Version, tag: string): OutgoingMessage => ({
  content: `v${version.number} is now called “${untrusted(tag)}”. ${isWeightsOnly(version) ? `Its weights, all that is left of it, stay.` : 'It stays complete, however many versions come after it.'}`,
});

export const versionUntagged = (version: Version): OutgoingMessage => ({
  content: `v${version.number} no longer has a name${version.tag === null ? '' : `; it was called “${untrusted(version.tag)}”`}.`,
});

export function rolledBack(version: Version, previous: Version | null): OutgoingMessage {
  const facts = `Made ${date(version.createdAt)} from ${duration(version.trainedSeconds)} of speech.`;
  const after =
    previous === null ? '' : ` v${previous.number} is kept: \`/rollback version:${previous.number}\` brings it back.`;
  const next = isWeightsOnly(version)
    ? weightsOnlyWords(version)
    : `The next \`/train continue\` goes on from v${version.number}.`;
  return {
    embeds: [
      {
        title: `v${version.number} speaks again`,
        color: 0x5865f2,
        description: `${facts}${after} ${next}`,
        fields: [
          { name: 'How close it is to you', value: shorten(figures(version.metrics, null, null), limits.embedField) },
        ],
        footer: { text: 'Its preview follows: synthetic speech.' },
      },
    ],
  };
}

export const keptActive = (active: Version, aside: Version): OutgoingMessage => ({
  content: `v${active.number} stays active. v${aside.number} isn’t lost: \`/rollback version:${aside.number}\` brings it back.`,
});

export const alreadyActive = (version: Version): OutgoingMessage => ({
  content: `v${version.number} is already active.`,
  components: buttons({ id: buttonId('again', version.id), label: 'Play its preview' }),
});

/** A sample in a choice of an autocomplete. */
export function sampleChoice(sample: Sample): string {
  const part = `#${sample.clipIndex + 1}`;
  const words = sample.transcript === null ? 'no transcript' : `“${plain(sample.transcript, 40)}”`;
  return shorten(
    `${plain(sample.originalName, 30)} ${part} · ${duration(sample.durationSeconds)} · ${words}`,
    limits.choiceName,
  );
}

/** What is said in a clip, and who says so. */
function wordsOf(sample: Sample): string {
  const { transcript, heard } = sample;
  if (transcript !== null) {
    const whose = isHeard(sample) ? 'heard' : heard?.owner === 'corrected' ? 'corrected' : 'typed';
    return `“${untrusted(transcript)}” (${heard?.owner === 'confirmed' ? 'heard, confirmed by you' : whose})`;
  }
  return heard !== null && isWaiting(sample)
    ? `“${untrusted(heard.text)}”? (heard, not sure: not learnt from)`
    : 'no transcript';
}

const clipLine = (sample: Sample): string => {
  const grade = sample.heldBack !== null ? '⏸' : sample.verdict.grade === 'good' ? '✓' : '⚠';
  const heldOut = sample.split === 'held-out' ? ' · test clip' : '';
  const heldBack = sample.heldBack === null ? '' : ` · **on hold**: ${sample.heldBack}`;
  const clip = sample.clipIndex === 0 ? '' : ` #${sample.clipIndex + 1}`;
  return `${grade} **${untrusted(sample.originalName, 40)}**${clip} · ${duration(sample.durationSeconds)} · ${wordsOf(sample)}${heldOut}${heldBack}`;
};

/** So many clips are looked through at once. */
const mostLinesOfPage = 20;

/** @param page from 0; where there are not as many any more, the last one is shown */
export function sampleList(
  { id, name }: Pick<Voice, 'id' | 'name'>,
  samples: readonly Sample[],
  page = 0,
): OutgoingMessage {
  const pages = pagesOf(samples.map(clipLine), mostLinesOfPage, limits.embedDescription);
  const shown = Math.max(0, Math.min(page, pages.length - 1));
  const turn = (to: number, label: string): Button[] =>
    to in pages ? [{ id: buttonId('clips-page', `${id}/${to}`), label }] : [];
  return {
    embeds: [
      {
        title: `Clips of “${untrusted(name)}”${pages.length < 2 ? '' : `, page ${shown + 1} of ${pages.length}`}`,
        description: pages[shown].join('\n'),
        fields: [{ name: 'Together', value: voiceTotals(samples) }],
        footer: {
          text: '/samples listen plays a clip, transcript corrects its words, remove deletes it and every version trained on it.',
        },
      },
    ],
    components: pages.length < 2 ? [] : buttons(...turn(shown - 1, 'Back'), ...turn(shown + 1, 'More')),
  };
}

/** A clip with what is said in it. */
export const clipHeard = (sample: Sample, flac: Buffer): OutgoingMessage => ({
  content: `**${untrusted(sample.originalName, 40)}** · ${duration(sample.durationSeconds)} · ${shorten(wordsOf(sample), 1500)}`,
  files: [{ name: 'clip.flac', data: flac, contentType: 'audio/flac' }],
});

const numbers = (versions: readonly Pick<Version, 'number'>[]) =>
  versions.map((version) => `v${version.number}`).join(', ');

/** Versions of voices that had started from this one. */
const elsewhereWords = (versions: number) =>
  versions === 0 ? '' : ` and ${count(versions, 'version')} of other voices that started from this one`;

/** Asked before versions are lost. `what` is an id of a sample, or of a voice for all of its samples. */
export function confirmRemoval(clips: readonly Sample[], versions: readonly Version[], what: string): OutgoingMessage {
  const own = versions.filter((version) => version.voiceId === clips[0]?.voiceId);
  return {
    content: shorten(
      `Removing ${clips.length === 1 ? 'this clip' : `all ${count(clips.length, 'clip')}`} also deletes ${numbers(own)}${elsewhereWords(versions.length - own.length)}: they were trained on it. This can’t be undone.`,
      limits.content,
    ),
    components: buttons(
      {
        id: buttonId('remove', what),
        label: `Remove and delete ${count(versions.length, 'version')}`,
        style: ButtonStyle.Danger,
      },
      { id: buttonId('keep', what), label: 'Keep' },
    ),
  };
}

/**
 * @param sample as it was
 * @param versions those that learnt it with other words than these, newest first
 * @param unread what of the words can't be spoken, as `unreadNote` says it
 */
export function transcriptMended(
  sample: Sample,
  transcript: string,
  versions: readonly Version[],
  unread: readonly string[],
): OutgoingMessage {
  const name = `**${untrusted(sample.originalName, 40)}**`;
  if (sample.transcript === transcript) return { content: `${name} already has this transcript.` };
  const before = sample.transcript === null ? 'It had none before.' : `Before: “${untrusted(sample.transcript, 300)}”`;
  const learnt =
    versions.length === 0
      ? ''
      : `\n${shorten(numbers(versions), 300)} learnt it with the old words; the next \`/train continue\` learns the new ones.`;
  const warning = unread.map((note) => `\n⚠ But ${note}.`).join('');
  return {
    content: shorten(
      `The transcript of ${name} is now “${untrusted(transcript, 300)}”.\n${before}${learnt}${warning}`,
      limits.content,
    ),
  };
}

export const removalCalledOff: OutgoingMessage = { content: 'Nothing was removed.' };

/** @param gone `elsewhere`: how many versions of other voices went with it; `training`: whether one had to be stopped */
export function removed(
  clips: number,
  gone: {
    readonly own: readonly Pick<Version, 'number'>[];
    readonly elsewhere: number;
    readonly activeNumber: number | null;
    readonly training: boolean;
  },
): OutgoingMessage {
  const { own, elsewhere, activeNumber, training } = gone;
  const purged =
    own.length === 0
      ? 'No version was trained on it.'
      : `Deleted with it: ${numbers(own)}${elsewhereWords(elsewhere)}.`;
  const stopped = training
    ? ' Your training was using it, so I stopped it; `/train continue` starts again without it.'
    : '';
  const now = activeNumber === null ? 'No version is active now.' : `Active: v${activeNumber}.`;
  return { content: shorten(`Removed ${count(clips, 'clip')}. ${purged}${stopped} ${now}`, limits.content) };
}
