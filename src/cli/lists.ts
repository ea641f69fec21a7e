// `voices`, `runs` and `versions`: what there is, in tables.
import { secondsOf } from '../audio/clip.ts';
import { UserError } from '../errors.ts';
import { translate } from '../i18n/i18n.ts';
import { toldIn } from '../i18n/notes.ts';
import type { Run, Version, Voice } from '../storage/storage.ts';
import type { CliContext } from './context.ts';
import { megabytes, minutes, table, time } from './table.ts';
import { findVersion, nameOf } from './voice.ts';

const newestRuns = 20;

export async function listVoices({ storage, out }: CliContext): Promise<void> {
  const rows: string[][] = [];
  for (const voice of await storage.voices.all()) {
    const samples = await storage.samples.list(voice.id);
    const versions = (await storage.versions.list(voice.id)).filter(({ status }) => status === 'complete');
    const active = versions.find(({ id }) => id === voice.activeVersionId);
    rows.push([
      nameOf(voice),
      voice.id,
      String(samples.length),
      minutes(secondsOf(samples)),
      String(versions.length),
      active === undefined ? '-' : `v${active.number}`,
      voice.sharedAt === null ? 'no' : 'yes',
    ]);
  }
  const head = ['VOICE', 'ID', 'CLIPS', 'AUDIO', 'VERSIONS', 'ACTIVE', 'SHARED'];
  for (const line of table(head, rows, 'There are no voices yet.')) out(line);
}

/** How far a run is, or how it ended. */
function outcome({ state, progress, result, failure }: Run): string {
  if (failure !== null) return `${failure.code}: ${failure.message}`;
  if (result?.kind === 'train')
    return `v${result.versionNumber}${result.decision?.active === false ? ', kept aside' : ''}`;
  if (progress === null || state === 'queued') return '';
  return `${progress.phase}${progress.epochs > 0 ? `, epoch ${progress.epoch} of ${progress.epochs}` : ''}`;
}

export async function listRuns({ storage, out }: CliContext): Promise<void> {
  const voices = new Map((await storage.voices.all()).map((voice) => [voice.id, voice]));
  const rows: string[][] = [];
  for (const run of await storage.runs.newest(newestRuns)) {
    const voice = voices.get(run.voiceId);
    rows.push([
      time(run.createdAt),
      run.id,
      run.kind,
      voice === undefined ? run.voiceId : nameOf(voice),
      run.state,
      String(run.attempts),
      outcome(run),
    ]);
  }
  const head = ['ASKED', 'RUN', 'KIND', 'VOICE', 'STATE', 'ATTEMPTS', ''];
  for (const line of table(head, rows, 'Nothing has been trained or spoken yet.')) out(line);
}

function stateOf(version: Version, voice: Voice): string {
  if (version.status === 'purged') return 'purged';
  return [
    ...(version.id === voice.activeVersionId ? ['active'] : []),
    ...(version.keptAside ? ['kept aside'] : []),
    ...(version.prunedAt === null && version.importedFrom === null ? [] : ['weights only']),
  ].join(', ');
}

/** A version with the voice it is of, where that is another one than `voice`. */
async function called({ storage }: CliContext, version: Version, voice: Voice): Promise<string> {
  if (version.voiceId === voice.id) return `v${version.number}`;
  const other = await storage.voices.get(version.voiceId);
  return `${other === null ? version.voiceId : nameOf(other)} v${version.number}`;
}

async function originOf(context: CliContext, version: Version, voice: Voice): Promise<string> {
  if (version.importedFrom !== null) return `imported from “${version.importedFrom}”`;
  const parent = version.parentId === null ? null : await context.storage.versions.get(version.parentId);
  return parent === null ? 'the base' : await called(context, parent, voice);
}

/** Mel-cepstral distortion beside that of the version before, on the same clips: those of other times are no measure. */
function distance({ metrics, training }: Version): string {
  const before = training?.rival?.metrics?.mcdDb ?? null;
  if (metrics.mcdDb === null || before === null) return '-';
  const change = metrics.mcdDb - before;
  return `${change < 0 ? '−' : '+'}${Math.abs(change).toFixed(2)} dB to v${training?.rival?.number}`;
}

export async function listVersions(context: CliContext, voice: Voice): Promise<void> {
  const rows: string[][] = [];
  for (const version of await context.storage.versions.list(voice.id)) {
    const { manifest } = version;
    rows.push([
      `v${version.number}`,
      time(version.createdAt),
      await originOf(context, version, voice),
      minutes(version.trainedSeconds),
      distance(version),
      megabytes(manifest?.files.reduce((sum, { bytes }) => sum + bytes, 0) ?? 0),
      version.tag ?? '',
      stateOf(version, voice),
    ]);
  }
  const head = ['VERSION', 'MADE', 'FROM', 'AUDIO', 'DISTANCE', 'SIZE', 'TAG', ''];
  for (const line of table(head, rows, `${nameOf(voice)} has no versions yet.`)) context.out(line);
}

/** All of one version: its files, what it comes from, its clips and where else they went. */
export async function showVersion(context: CliContext, voice: Voice, number: number): Promise<void> {
  const { storage, out } = context;
  const version = await findVersion(storage, voice, number);
  const lineage = await storage.versions.lineage(version.id);
  if (lineage === null) throw new UserError('no-version', `v${number} has just been deleted.`, 'Ask again.');
  const state = stateOf(version, voice);
  out(
    `${nameOf(voice)} v${number}${version.tag === null ? '' : ` “${version.tag}”`}${state === '' ? '' : ` (${state})`}`,
  );
  out(`made ${time(version.createdAt)} by ${version.engine} ${version.manifest?.engineVersion ?? ''}`.trimEnd());
  const line = await Promise.all(lineage.ancestors.map((one) => called(context, one, voice)));
  const oldest = lineage.ancestors.at(-1) ?? version;
  out(`comes from ${[...line, await originOf(context, oldest, voice)].join(' ← ')}`);
  for (const reason of version.plan?.reasons ?? []) out(`plan: ${toldIn(reason, translate('en'))}`);
  for (const file of version.manifest?.files ?? []) out(`file ${file.name}  ${megabytes(file.bytes)}  ${file.sha256}`);
  for (const sample of lineage.samples) {
    const into = await storage.versions.derivedFrom([sample.id]);
    const names = await Promise.all(into.map((one) => called(context, one, voice)));
    out(`clip ${sample.originalName} #${sample.clipIndex + 1}  ${sample.id}  in ${names.join(', ')}`);
  }
}
