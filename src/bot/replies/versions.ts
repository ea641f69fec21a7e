// What people read about versions and samples.
import { ButtonStyle } from 'discord.js';
import type { Sample } from '../../storage/samples.ts';
import type { Version } from '../../storage/versions.ts';
import { buttonId } from '../command.ts';
import { type OutgoingMessage, buttons } from '../message.ts';
import { voiceTotals } from './intake.ts';
import { figures } from './training.ts';
import { count, date, duration, limits, listWithin, plain, shorten, untrusted } from './text.ts';

const distortion = (version: Version) =>
  version.metrics.mcdDb === null ? 'not measured' : `${version.metrics.mcdDb.toFixed(2)} dB`;

/** A version in a choice of an autocomplete, which renders no markup: number, date, minutes, figures. */
export function versionChoice(version: Version, active: boolean): string {
  const day = new Date(version.createdAt).toISOString().slice(0, 10);
  return shorten(
    `v${version.number}${active ? ' (active)' : ''} · ${day} · ${duration(version.trainedSeconds)} · ${distortion(version)}`,
    limits.choiceName,
  );
}

function versionLine(version: Version, parent: Version | undefined, active: boolean): string {
  const head = `**v${version.number}**${active ? ' ★ active' : ''} · ${date(version.createdAt)}`;
  if (version.status === 'purged')
    return `~~v${version.number}~~ · ${date(version.createdAt)} · purged: a clip it knew was removed`;
  const from = parent === undefined ? 'from the base' : `from v${parent.number}`;
  return `${head} · ${from} · ${duration(version.trainedSeconds)} of speech · ${distortion(version)}`;
}

export function versionList(voiceName: string, versions: readonly Version[], activeId: string | null): OutgoingMessage {
  const byId = new Map(versions.map((version) => [version.id, version]));
  const lines = versions.map((version) =>
    versionLine(version, version.parentId === null ? undefined : byId.get(version.parentId), version.id === activeId),
  );
  return {
    embeds: [
      {
        title: `Versions of “${untrusted(voiceName)}”`,
        description: listWithin(lines, limits.embedDescription),
        footer: {
          text: 'dB: distance to your recordings on held-out clips, lower is closer. /rollback goes back to a version.',
        },
      },
    ],
  };
}

export function rolledBack(version: Version, previous: Version | null): OutgoingMessage {
  const facts = `Made ${date(version.createdAt)} from ${duration(version.trainedSeconds)} of speech.`;
  const after =
    previous === null ? '' : ` v${previous.number} is kept: \`/rollback version:${previous.number}\` brings it back.`;
  return {
    embeds: [
      {
        title: `v${version.number} speaks again`,
        color: 0x5865f2,
        description: `${facts}${after} The next \`/train continue\` goes on from v${version.number}.`,
        fields: [
          { name: 'How close it is to you', value: shorten(figures(version.metrics, null, null), limits.embedField) },
        ],
        footer: { text: 'Its preview follows: synthetic speech.' },
      },
    ],
  };
}

export const keptActive = (active: Version, aside: Version): OutgoingMessage => ({
  content: `v${active.number} stays active. v${aside.number} is not lost: \`/rollback version:${aside.number}\` lets it speak.`,
});

export const alreadyActive = (version: Version): OutgoingMessage => ({
  content: `v${version.number} is active already.`,
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

export function sampleList(voiceName: string, samples: readonly Sample[]): OutgoingMessage {
  const lines = samples.map((sample) => {
    const grade = sample.heldBack !== null ? '⏸' : sample.verdict.grade === 'good' ? '✓' : '⚠';
    const words = sample.transcript === null ? 'no transcript' : `“${untrusted(sample.transcript)}”`;
    const heldOut = sample.split === 'held-out' ? ' · held out' : '';
    const heldBack = sample.heldBack === null ? '' : ` · **held back**: ${sample.heldBack}`;
    const clip = sample.clipIndex === 0 ? '' : ` #${sample.clipIndex + 1}`;
    return `${grade} **${untrusted(sample.originalName, 40)}**${clip} · ${duration(sample.durationSeconds)} · ${words}${heldOut}${heldBack}`;
  });
  return {
    embeds: [
      {
        title: `Clips of “${untrusted(voiceName)}”`,
        description: listWithin(lines, limits.embedDescription),
        fields: [{ name: 'Together', value: voiceTotals(samples) }],
        footer: { text: '/samples remove takes one out, and every version trained on it.' },
      },
    ],
  };
}

const numbers = (versions: readonly Version[]) => versions.map((version) => `v${version.number}`).join(', ');

/** Versions of voices that had started from this one. */
const elsewhereWords = (versions: number) =>
  versions === 0 ? '' : ` and ${count(versions, 'version')} of other voices that had started from this one`;

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

export const removalCalledOff: OutgoingMessage = { content: 'Kept. Nothing was removed.' };

/** @param purged `elsewhere`: how many versions of other voices went with it */
export function removed(
  clips: number,
  purged: { readonly own: readonly Version[]; readonly elsewhere: number; readonly active: Version | null },
): OutgoingMessage {
  const { own, elsewhere, active } = purged;
  const gone =
    own.length === 0 ? 'No version was trained on it.' : `Purged with it: ${numbers(own)}${elsewhereWords(elsewhere)}.`;
  const now = active === null ? 'No version is active now.' : `Active: v${active.number}.`;
  return { content: shorten(`Removed ${count(clips, 'clip')}. ${gone} ${now}`, limits.content) };
}
