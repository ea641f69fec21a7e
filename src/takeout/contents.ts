// Everything that is kept of a person, as files that they can take along: what is known of them, their recordings with what is
// said in them (in the form in which they can be sent again), and the weights of their voices. What belongs to a voice is signed,
// so that it can be brought back as it was.
import { createHash } from 'node:crypto';
import { type Exchange, exchange, manifestName } from '../storage/exchange.ts';
import type { Sample, Storage, Version, Voice } from '../storage/storage.ts';
import { plain } from '../words.ts';
import { type TakeoutClip, type TakeoutVersion, signatureOf, takeoutManifest, takeoutNames } from './manifest.ts';

/** A file of the archives. */
export interface TakeoutFile {
  readonly name: string;
  /** Where it is known before it is read. */
  readonly bytes?: number;
  /** How much is told of it in what `index` makes. */
  readonly toldBytes?: number;
  read(): Promise<Buffer>;
}

/** Files that belong together, in as many archives as it takes. */
export interface TakeoutGroup {
  /** Name of the archives, without ending. */
  readonly name: string;
  readonly files: readonly TakeoutFile[];
  /** Makes the files that tell of the others in the same archive, each with its name. */
  readonly index?: (files: Readonly<Record<string, Buffer>>) => Promise<readonly (readonly [string, Buffer])[]>;
}

const textFile = (name: string, text: string): TakeoutFile => ({ name, read: async () => Buffer.from(text) });
const jsonFile = (name: string, value: unknown): TakeoutFile => textFile(name, `${JSON.stringify(value, null, 2)}\n`);

/** A name that every system takes, and that Discord leaves as it is. */
const safe = (name: string, max: number): string =>
  plain(name)
    .normalize('NFKD')
    .replaceAll(/\s+/g, '-')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '')
    .slice(0, max)
    .replace(/^[.-]+/, '') || 'unnamed';

/** What tells of the files of an archive, and its signature. */
async function signedManifest(
  storage: Storage,
  { id, name, language, ownerId }: Voice,
  files: Readonly<Record<string, Buffer>>,
  clips: readonly TakeoutClip[],
  version: TakeoutVersion | null,
): Promise<[string, Buffer][]> {
  const manifest = takeoutManifest.parse({
    format: 'timbre-takeout',
    formatVersion: 1,
    ownerId,
    voice: { id, name, language },
    files: Object.entries(files).map(([file, content]) => ({
      name: file,
      sha256: createHash('sha256').update(content).digest('hex'),
      bytes: content.length,
    })),
    clips,
    version,
  });
  const text = Buffer.from(`${JSON.stringify(manifest)}\n`);
  return [
    [takeoutNames.manifest, text],
    [takeoutNames.signature, signatureOf(text, await storage.signing.key())],
  ];
}

/** The clips of a voice, each archive with a list that `/addsamples zip:` reads. */
function recordingsOf(
  storage: Storage,
  voice: Voice,
  samples: readonly Sample[],
  active: Version | null,
): TakeoutGroup {
  const said = new Map<string, string>();
  const clips = new Map<string, TakeoutClip>();
  const files = samples.map((sample, index): TakeoutFile => {
    const { id: _, voiceId: __, createdAt, ...clip } = sample;
    const number = String(index + 1).padStart(4, '0');
    const name = `${number}-${safe(clip.originalName.replace(/\.[a-z0-9]{1,5}$/i, ''), 50)}.flac`;
    // A bar would begin another field.
    if (clip.transcript !== null) said.set(name, clip.transcript.replaceAll('|', '/'));
    const told = { ...clip, isNew: active !== null && createdAt > active.knownUntil };
    clips.set(name, told);
    const toldBytes = Buffer.byteLength(JSON.stringify(told));
    return { name, toldBytes, read: async () => await storage.blobs.read(clip.sha256) };
  });
  return {
    name: `${safe(voice.name, 32)}-recordings`,
    files,
    async index(packed) {
      const names = Object.keys(packed);
      const lines = names.flatMap((name) => (said.has(name) ? [`${name} | ${said.get(name)}\n`] : []));
      const list = { 'list.txt': Buffer.from(lines.join('')) };
      const told = names.flatMap((name) => clips.get(name) ?? []);
      return [...Object.entries(list), ...(await signedManifest(storage, voice, { ...packed, ...list }, told, null))];
    },
  };
}

/** The version that speaks, in the form in which an operator's `weights import` takes it. */
async function weightsOf(storage: Storage, voice: Voice, version: Version): Promise<TakeoutGroup | null> {
  const { manifest, number, metrics, trainedSeconds, previewText } = version;
  if (manifest === null) return null;
  const about: Exchange = {
    format: 'timbre-weights',
    formatVersion: 1,
    engine: manifest.engine,
    engineVersion: manifest.engineVersion,
    voice: voice.name,
    version: number,
    createdAt: new Date(version.createdAt).toISOString(),
    trainedSeconds,
    metrics,
    files: manifest.files,
  };
  const kept: TakeoutVersion = {
    id: version.id,
    number,
    manifest,
    metrics,
    trainedSeconds,
    previewText,
    isPruned: version.prunedAt !== null || version.importedFrom !== null,
    manners: version.manners === null ? null : [...version.manners],
    ...(await storage.versions.ground(version)),
  };
  return {
    name: `${safe(voice.name, 32)}-v${number}`,
    files: [
      {
        ...jsonFile(manifestName, exchange.parse(about)),
        toldBytes: Buffer.byteLength(JSON.stringify(kept)),
      },
      ...manifest.files.map(({ name, bytes, sha256 }) => ({
        name,
        bytes,
        read: async () => await storage.blobs.read(sha256),
      })),
    ],
    index: (packed) => signedManifest(storage, voice, packed, [], kept),
  };
}

/** What is known of a person beside what can be heard. */
async function aboutThem(storage: Storage, userId: string, voices: readonly Voice[]): Promise<TakeoutGroup> {
  const user = await storage.users.get(userId);
  const consents = await storage.consents.list(userId);
  const of = async (voice: Voice) => ({
    ...voice,
    samples: await storage.samples.list(voice.id),
    versions: await storage.versions.list(voice.id),
    votes: await storage.votes.list(voice.id),
    sharedForSpeaking: await storage.grants.list(voice.id),
  });
  return {
    name: 'about-me',
    files: [
      jsonFile('about-me.json', {
        user,
        consents,
        pronunciations: await storage.pronunciations.list({ userId }),
        voices: await Promise.all(voices.map(of)),
      }),
      ...consents.flatMap(({ consentVersion, spoken }) =>
        spoken === null
          ? []
          : {
              name: safe(`consent-${consentVersion}-${spoken.fileName}`, 80),
              read: async () => await storage.blobs.read(spoken.recording),
            },
      ),
    ],
  };
}

/** All of a person's files; of each voice the version that speaks. Empty where nothing is kept of them. */
export async function takeoutOf(storage: Storage, userId: string): Promise<TakeoutGroup[]> {
  if ((await storage.users.get(userId)) === null) return [];
  const voices = await storage.voices.list(userId);
  const groups: TakeoutGroup[] = [await aboutThem(storage, userId, voices)];
  for (const voice of voices) {
    const active = voice.activeVersionId === null ? null : await storage.versions.get(voice.activeVersionId);
    const weights = active === null ? null : await weightsOf(storage, voice, active);
    if (weights !== null) groups.push(weights);
    const samples = await storage.samples.list(voice.id);
    if (samples.length > 0) groups.push(recordingsOf(storage, voice, samples, active));
  }
  return groups;
}
