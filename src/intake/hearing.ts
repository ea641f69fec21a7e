// Hears clips, each one once: what a model heard in a clip is kept, whoever sends it again.
import { readSamples } from '../audio/decode.ts';
import type { RecordingClip } from '../audio/intake.ts';
import type { Ears } from '../ears/ears.ts';
import type { Hearing } from '../ears/hearing.ts';
import type { Storage, Voice } from '../storage/storage.ts';
import { unlessAborted } from '../unless-aborted.ts';

type Clip = Pick<RecordingClip, 'sha256' | 'listenedPath'>;

/**
 * What is said in a clip, from what is kept where it was heard before.
 * @param voice that the clip was sent for; its language is BCP 47
 * @returns null where nobody listens to this language
 * @throws `signal.reason` at once when aborted; others may still wait for the clip
 */
export type Hear = (clip: Clip, voice: Pick<Voice, 'id' | 'language'>, signal?: AbortSignal) => Promise<Hearing | null>;

export function createHearing(storage: Pick<Storage, 'hearings'>, ears: Ears | null): Hear {
  const listening = new Map<string, Promise<Hearing | null>>();

  const listen = async (
    clip: Clip,
    { id, language }: Pick<Voice, 'id' | 'language'>,
    model: string,
  ): Promise<Hearing | null> => {
    const kept = await storage.hearings.get(clip.sha256, model);
    if (kept !== null) return kept;
    const hearing = (await ears?.hear(await readSamples(clip.listenedPath), language)) ?? null;
    if (hearing !== null) await storage.hearings.put(clip.sha256, id, model, hearing);
    return hearing;
  };

  return async (clip, voice, signal) => {
    const model = ears?.modelFor(voice.language) ?? null;
    if (model === null) return null;
    signal?.throwIfAborted();
    const key = `${clip.sha256} ${model}`;
    const hearing = listening.get(key) ?? listen(clip, voice, model).finally(() => listening.delete(key));
    listening.set(key, hearing);
    return await unlessAborted(signal, hearing);
  };
}
