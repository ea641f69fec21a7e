// What a person took along comes back as a voice of theirs.
import { UserError } from '../errors.ts';
import type { Storage, Voice } from '../storage/storage.ts';
import type { Check, Kept } from '../storage/usage.ts';
import type { Takeout } from './reading.ts';

/** A voice that is there, and whether it was before. */
export interface BroughtBack {
  readonly voice: Voice;
  readonly wasThere: boolean;
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
