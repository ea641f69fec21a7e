// Everything that is kept of a person, as files that they can take along: what is known of them, their recordings with what is
// said in them (in the form in which they can be sent again), and the weights of their voices.
import { type Exchange, exchange, manifestName } from '../../storage/exchange.ts';
import type { Sample, Storage, Version, Voice } from '../../storage/storage.ts';
import { plain } from '../../words.ts';

/** A file of the archives. */
export interface TakeoutFile {
  readonly name: string;
  /** Where it is known before it is read. */
  readonly bytes?: number;
  read(): Promise<Buffer>;
}

/** Files that belong together, in as many archives as it takes. */
export interface TakeoutGroup {
  /** Name of the archives, without ending. */
  readonly name: string;
  readonly files: readonly TakeoutFile[];
  /** Makes the file that tells of the others in the same archive. */
  readonly index?: (names: readonly string[]) => TakeoutFile;
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

/** The clips of a voice, each archive with a list that `/addsamples zip:` reads. */
function recordingsOf(storage: Storage, voice: Voice, samples: readonly Sample[]): TakeoutGroup {
  const said = new Map<string, string>();
  const files = samples.map(({ originalName, transcript, sha256 }, index): TakeoutFile => {
    const number = String(index + 1).padStart(4, '0');
    const name = `${number}-${safe(originalName.replace(/\.[a-z0-9]{1,5}$/i, ''), 50)}.flac`;
    // A bar would begin another field.
    if (transcript !== null) said.set(name, transcript.replaceAll('|', '/'));
    return { name, read: async () => await storage.blobs.read(sha256) };
  });
  return {
    name: `${safe(voice.name, 32)}-recordings`,
    files,
    index: (names) =>
      textFile('list.txt', names.flatMap((name) => (said.has(name) ? [`${name} | ${said.get(name)}\n`] : [])).join('')),
  };
}

/** The version that speaks, in the form in which an operator's `weights import` takes it. */
function weightsOf(storage: Storage, voice: Voice, version: Version): TakeoutGroup | null {
  const { manifest } = version;
  if (manifest === null) return null;
  const about: Exchange = {
    format: 'timbre-weights',
    formatVersion: 1,
    engine: manifest.engine,
    engineVersion: manifest.engineVersion,
    voice: voice.name,
    version: version.number,
    createdAt: new Date(version.createdAt).toISOString(),
    trainedSeconds: version.trainedSeconds,
    metrics: version.metrics,
    files: manifest.files,
  };
  return {
    name: `${safe(voice.name, 32)}-v${version.number}`,
    files: [
      jsonFile(manifestName, exchange.parse(about)),
      ...manifest.files.map(({ name, bytes, sha256 }) => ({
        name,
        bytes,
        read: async () => await storage.blobs.read(sha256),
      })),
    ],
  };
}

/** What is known of a person beside what can be heard. */
async function aboutThem(storage: Storage, userId: string, voices: readonly Voice[]): Promise<TakeoutGroup> {
  const user = await storage.users.get(userId);
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
        pronunciations: await storage.pronunciations.list({ userId }),
        voices: await Promise.all(voices.map(of)),
      }),
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
    const weights = active === null ? null : weightsOf(storage, voice, active);
    if (weights !== null) groups.push(weights);
    const samples = await storage.samples.list(voice.id);
    if (samples.length > 0) groups.push(recordingsOf(storage, voice, samples));
  }
  return groups;
}
