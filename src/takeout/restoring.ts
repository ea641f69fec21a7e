// What a person took along comes back as a voice of theirs.
import { UserError } from '../errors.ts';
import type { Storage, Voice } from '../storage/storage.ts';
import { keptVoiceName } from '../storage/voices.ts';
import type { Check, Kept } from '../storage/usage.ts';
import { examineState } from './examining.ts';
import type { Takeout } from './reading.ts';

/** A voice that is there, and whether it was before. */
export interface BroughtBack {
  readonly voice: Voice;
  readonly wasThere: boolean;
}

/**
 * Make a new voice of what was read and is not proven: its weights alone, once all their numbers were looked at. What the archives say of
 * recordings is not believed: they go the way of any upload.
 * @param ownerId whose it is to be; it must be theirs, as they say
 * @param isThere whether an engine can work here
 * @throws UserError `bad-takeout/other-owner`, `bad-takeout/state`, `bad-takeout/format`, `bad-takeout/engine`
 */
export async function bringIn(
  { blobs, voices, versions }: Pick<Storage, 'blobs' | 'voices' | 'versions'>,
  ownerId: string,
  { ownerId: whose, voice, version, pathOf }: Takeout,
  checkMore: Check<Kept>,
  isThere: (engine: string) => boolean,
): Promise<BroughtBack> {
  if (whose !== ownerId) throw new UserError('bad-takeout/other-owner', { owner: whose });
  if (version !== null) {
    const { manifest } = version;
    if (!isThere(manifest.engine)) throw new UserError('bad-takeout/engine', { engine: manifest.engine });
    const other = await examineState(manifest, pathOf);
    if (other !== null) throw new UserError('bad-takeout/format', { file: other });
    const there = await voices.havingAll(ownerId, [], manifest);
    if (there !== null) return { voice: there, wasThere: true };
    for (const { sha256 } of manifest.files) await blobs.put(pathOf(sha256));
  }
  const name = keptVoiceName(voice.name) || 'default';
  const made = await voices.restore(ownerId, { ...voice, name }, { clips: [], version: null }, checkMore);
  if (made === null) throw new Error('a voice that stands on nothing was refused');
  if (version !== null) {
    const { manifest, metrics, trainedSeconds, manners } = version;
    const from = { importedFrom: name, manifest, metrics, trainedSeconds, manners };
    await versions.import({ ...from, voiceId: made.id, activate: true });
  }
  return { voice: (await voices.get(made.id)) ?? made, wasThere: false };
}

/**
 * Make a new voice of what was read, unless its owner has all of it in one already.
 * @param ownerId whose it is to be; it must be theirs
 * @param checkMore is given what they would keep with it; what it throws refuses all
 * @throws UserError `bad-takeout/not-yours`, `bad-takeout/ground`
 */
export async function bringBack(
  { blobs, voices }: Pick<Storage, 'blobs' | 'voices'>,
  ownerId: string,
  { ownerId: whose, voice, clips, version, pathOf }: Takeout,
  checkMore: Check<Kept>,
): Promise<BroughtBack> {
  if (whose !== ownerId) throw new UserError('bad-takeout/not-yours');
  const sounds = clips.map(({ sha256 }) => sha256);
  const there = await voices.havingAll(ownerId, sounds, version?.manifest ?? null);
  if (there !== null) return { voice: there, wasThere: true };
  for (const sha256 of new Set([...sounds, ...(version?.manifest.files ?? []).map((file) => file.sha256)])) {
    await blobs.put(pathOf(sha256));
  }
  const brought = await voices.restore(ownerId, voice, { clips, version }, checkMore);
  if (brought === null) throw new UserError('bad-takeout/ground');
  return { voice: brought, wasThere: false };
}
