// Which voice, version or sample a person means; theirs only. What is not theirs does not exist for them.
import type { APIApplicationCommandOptionChoice } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Translate } from '../../i18n/i18n.ts';
import type { Speaking } from '../../storage/grants.ts';
import type { Storage, Version, Voice } from '../../storage/storage.ts';
import { forbiddenHere } from './admission.ts';
import { keptVoiceName } from '../../storage/voices.ts';
import { plain, shorten } from '../replies/text.ts';
import { severalEngines, versionChoice } from '../replies/versions.ts';

export const defaultVoice = 'default';

/** The name that is meant, as it is kept. */
export const voiceName = (typed: string | null): string => (typed === null ? defaultVoice : keptVoiceName(typed));

/** That somebody pressed a button under what is another person's. */
export function notYours(what: 'voice' | 'training' | 'question'): UserError {
  return new UserError(`not-yours/${what}`);
}

/** The user's voice that a button is about. @throws UserError `not-yours` */
export async function pressedVoice(storage: Storage, userId: string, voiceId: string): Promise<Voice> {
  const voice = await storage.voices.get(voiceId);
  if (voice?.ownerId !== userId) throw notYours('voice');
  return voice;
}

/** The voice of this name; without a name the default one, or the only one there is. */
export function pickVoice(voices: readonly Voice[], typed: string | null): Voice | undefined {
  const named = voices.find(({ name }) => voiceName(name) === voiceName(typed));
  return named ?? (typed === null && voices.length === 1 ? voices[0] : undefined);
}

/** As {@link pickVoice} among a user's voices. @throws UserError `no-voice` */
export async function ownVoice(storage: Storage, userId: string, typed: string | null): Promise<Voice> {
  const voices = await storage.voices.list(userId);
  const voice = pickVoice(voices, typed);
  if (voice !== undefined) return voice;
  if (voices.length === 0) throw new UserError('no-voice');
  const yours = shorten(voices.map(({ name }) => name).join(', '), 500);
  throw typed === null
    ? new UserError('no-voice/which', { yours })
    : new UserError('no-voice/named', { name: plain(typed, 32), yours });
}

/**
 * The voice that somebody is to speak with: their own, or one that is shared with them where they are.
 * @param ownerId whose it is to be; null: their own
 * @throws UserError `no-voice`, `not-shared`, `feature-forbidden`
 */
export async function voiceToSpeak(
  storage: Storage,
  speaking: Speaking,
  ownerId: string | null,
  typed: string | null,
): Promise<Voice> {
  const { userId, guildId } = speaking;
  if (ownerId === null || ownerId === userId) return await ownVoice(storage, userId, typed);
  if ((await storage.guilds.settings(guildId)).forbidden.includes('sharing')) throw forbiddenHere('sharing');
  const shared: Voice[] = [];
  for (const voice of await storage.voices.list(ownerId)) {
    if (await storage.grants.maySpeak(voice.id, speaking)) shared.push(voice);
  }
  const voice = pickVoice(shared, typed);
  if (voice !== undefined) return voice;
  if (shared.length === 0) throw new UserError('not-shared');
  const names = shorten(shared.map(({ name }) => name).join(', '), 500);
  throw typed === null ? new UserError('not-shared/which', { names }) : new UserError('not-shared/named', { names });
}

/**
 * Look whether somebody may go on speaking with a version of a voice.
 * @param roleIds gives the roles that they have now, null where they are in the server no more; asked where it is not their voice
 * @throws UserError `banned`, `erased-meanwhile`, `version-purged`, `not-shared`
 */
export async function checkStillSpeaks(
  storage: Storage,
  { voice, version }: { readonly voice: Voice; readonly version: Version },
  { userId, guildId }: Omit<Speaking, 'roleIds'>,
  roleIds: () => Promise<readonly string[] | null>,
): Promise<void> {
  if (await storage.bans.has(userId)) throw new UserError('banned');
  const now = await storage.versions.get(version.id);
  if (now === null) throw new UserError('erased-meanwhile');
  speakable(now);
  if (voice.ownerId === userId) return;
  const { forbidden } = await storage.guilds.settings(guildId);
  const roles = forbidden.includes('sharing') ? null : await roleIds();
  if (roles === null || !(await storage.grants.maySpeak(voice.id, { userId, guildId, roleIds: roles }))) {
    throw new UserError('not-shared/any-more');
  }
}

/** Name of the voice that recordings are for. A new name makes a new voice; who has none yet gets the default one. */
export async function voiceMeant(storage: Storage, userId: string, typed: string | null): Promise<string> {
  const voices = await storage.voices.list(userId);
  if (typed === null && voices.length > 0) return (await ownVoice(storage, userId, null)).name;
  return pickVoice(voices, typed)?.name ?? voiceName(typed);
}

/** @throws UserError `no-version` when the user has no such version, `version-purged` when it can never speak again */
export async function ownVersion(
  storage: Storage,
  userId: string,
  versionId: string,
): Promise<{ voice: Voice; version: Version }> {
  const version = await storage.versions.get(versionId);
  const voice = version === null ? null : await storage.voices.get(version.voiceId);
  if (version === null || voice === null || voice.ownerId !== userId) {
    throw notYours('voice');
  }
  return { voice, version: speakable(version) };
}

/** The version of this number, or the active one. @throws UserError `no-version`, `version-purged` */
export async function versionOf(storage: Storage, voice: Voice, number: number | null): Promise<Version> {
  const version =
    number === null
      ? voice.activeVersionId === null
        ? null
        : await storage.versions.get(voice.activeVersionId)
      : await storage.versions.byNumber(voice.id, number);
  if (version !== null) return speakable(version);
  if (number !== null) throw new UserError('no-version/numbered', { number });
  throw (await isTraining(storage, voice))
    ? new UserError('no-version/training')
    : new UserError('no-version/speaking');
}

/** Whether a version of this voice is being made. */
export const isTraining = async ({ runs }: Pick<Storage, 'runs'>, { id, ownerId }: Voice): Promise<boolean> =>
  (await runs.activeTraining(ownerId))?.voiceId === id;

function speakable(version: Version): Version {
  if (version.status === 'complete') return version;
  throw new UserError('version-purged/numbered', { number: version.number });
}

/** Choices of a `voice` option. */
export async function voiceChoices(
  storage: Storage,
  userId: string,
  typed: string,
): Promise<APIApplicationCommandOptionChoice<string>[]> {
  const voices = await storage.voices.list(userId);
  return voices
    .map(({ name }) => voiceName(name))
    .filter((name) => name.includes(typed.toLowerCase()))
    .slice(0, 25)
    .map((name) => ({ name, value: name }));
}

/** Choices of a `version` option: those that can speak, newest first. */
export async function versionChoices(
  storage: Storage,
  userId: string,
  typedVoice: string | null,
  typed: string,
  t: Translate,
): Promise<APIApplicationCommandOptionChoice<number>[]> {
  const voice = pickVoice(await storage.voices.list(userId), typedVoice);
  if (voice === undefined) return [];
  const versions = await storage.versions.list(voice.id);
  const several = severalEngines(versions);
  return versions
    .filter(({ status, number }) => status === 'complete' && `v${number}`.includes(typed.toLowerCase()))
    .slice(0, 25)
    .map((version) => ({
      name: versionChoice(version, version.id === voice.activeVersionId, several, t),
      value: version.number,
    }));
}
