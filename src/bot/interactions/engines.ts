// Which engine a training is done with, and who reads the words of a voice.
import { engineName } from '../../engines.ts';
import { UserError } from '../../errors.ts';
import { catalog } from '../../models/catalog.ts';
import { modelPresence } from '../../models/folder.ts';
import { espeakVersion } from '../../phones/espeak.ts';
import { languagesOfEngine, ofSourceVoices } from '../../reading/languages.ts';
import { type Reader, readerOf } from '../../reading/speakable.ts';
import type { Version, Voice } from '../../storage/storage.ts';
import { plain } from '../replies/text.ts';
import type { Means } from './means.ts';

/** Longest name of an engine that may be typed. */
export const maxEngineName = 32;

/** The engines that can be asked for: those whose trainers are there, and the operator's. */
export async function enginesOf({ config, storage }: Pick<Means, 'config' | 'storage'>): Promise<string[]> {
  const alive = await storage.trainers.alive();
  return [...new Set([config.engine.name, ...alive.map(({ engine }) => engine)])];
}

/** The languages (BCP 47) that voices can be taught here. */
export async function languagesSpoken(means: Pick<Means, 'config' | 'storage'>): Promise<string[]> {
  const engines = await enginesOf(means);
  const source = engines.includes('builtin') && (await hasSource(means.config.modelsDir));
  return [...new Set(engines.flatMap((engine) => languagesOfEngine(engine, source)))];
}

const sourceModel = catalog.find(({ name, isUsed }) => name === 'kokoro' && isUsed);

const hasSource = async (modelsDir: string): Promise<boolean> =>
  sourceModel !== undefined &&
  (await modelPresence(modelsDir, sourceModel)) === 'there' &&
  (await espeakVersion()) !== null;

/** Whether voices could be taught a language that they can't be taught now, were the source voice and eSpeak NG there. */
export async function canBeAdded(means: Pick<Means, 'config' | 'storage'>, language: string): Promise<boolean> {
  return sourceModel !== undefined && ofSourceVoices.includes(language) && (await enginesOf(means)).includes('builtin');
}

/**
 * What a training is done with: as asked for; else with what made the active version, unless a fresh start would wait for a
 * trainer that isn't there; else with what the operator chose.
 * @throws UserError `engine-unknown`
 */
export async function engineFor(
  means: Pick<Means, 'config' | 'storage'>,
  typed: string | null,
  mode: 'continue' | 'fresh',
  active: Version | null,
): Promise<string> {
  const there = await enginesOf(means);
  const engines = [...there, ...(active === null ? [] : [active.engine])];
  if (typed !== null) {
    const named = engines.find((id) => [id, engineName(id)].some((name) => name.toLowerCase() === typed.toLowerCase()));
    if (named !== undefined) return named;
    throw new UserError('engine-unknown', {
      typed: plain(typed, maxEngineName),
      engines: [...new Set(engines)].map((id) => `engine:${id}`),
    });
  }
  if (active !== null && (mode === 'continue' || there.includes(active.engine))) return active.engine;
  return means.config.engine.name;
}

/** Who reads the words of a voice: the engine of its active version, else the operator's. */
export async function readerOfVoice(
  { config, storage }: Pick<Means, 'config' | 'storage'>,
  voice: Pick<Voice, 'activeVersionId' | 'language'> | null,
): Promise<Reader> {
  const active = voice?.activeVersionId == null ? null : await storage.versions.get(voice.activeVersionId);
  return readerOf(active?.engine ?? config.engine.name, voice?.language ?? 'en');
}
