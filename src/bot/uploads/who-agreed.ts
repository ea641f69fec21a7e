// With consent that is spoken: whose clips a person may say are theirs.
import { UserError } from '../../errors.ts';
import { isOfSomebodyElse } from '../../speakers/agreeing.ts';
import type { Sample } from '../../storage/storage.ts';
import type { Means } from '../interactions/means.ts';

/**
 * Where consent is spoken: which clips are of somebody else than who agreed, as far as the encoder can tell. A press doesn't
 * make them the person's own, or one's own sentence would let anybody's recordings in.
 * @throws UserError `consent-not-spoken` where there is nobody yet to compare them with
 */
export async function notWhoAgreed(
  { config, storage }: Pick<Means, 'config' | 'storage'>,
  userId: string,
  clips: readonly Sample[],
): Promise<Sample[]> {
  if (!config.spokenConsent) return [];
  const spoken = await storage.consents.latest(userId);
  if (spoken === null) throw new UserError('consent-not-spoken/first');
  return clips.filter(({ descriptor }) => descriptor !== null && isOfSomebodyElse({ descriptor }, spoken.clip));
}
