// Which voice an operator means, and how one is called.
import { UserError } from '../errors.ts';
import type { Storage, Version, Voice } from '../storage/storage.ts';

export const nameOf = (voice: Voice): string => `${voice.ownerId}/${voice.name}`;

/**
 * @param typed an id, or the owner's id, with `/` and a name behind it where the voice is not called default
 * @throws UserError `no-voice`
 */
export async function findVoice(storage: Storage, typed: string): Promise<Voice> {
  const [owner = '', ...rest] = typed.split('/');
  const voice =
    (await storage.voices.get(typed)) ?? (await storage.voices.byName(owner, rest.join('/').trim() || 'default'));
  if (voice !== null) return voice;
  throw new UserError('no-voice', `There is no voice “${typed}”.`, 'See the ones there are: npm run cli -- voices');
}

/** The version of this number, or the active one. @throws UserError `no-version` */
export async function findVersion(storage: Storage, voice: Voice, number: number | null): Promise<Version> {
  const id = voice.activeVersionId;
  const version =
    number === null
      ? id === null
        ? null
        : await storage.versions.get(id)
      : await storage.versions.byNumber(voice.id, number);
  if (version !== null) return version;
  throw new UserError(
    'no-version',
    number === null ? `${nameOf(voice)} has no active version.` : `${nameOf(voice)} has no version ${number}.`,
    `See the ones there are: npm run cli -- versions ${nameOf(voice)}`,
  );
}
