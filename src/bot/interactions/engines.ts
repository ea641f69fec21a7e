// Which engine a training is done with, and who reads the words of a voice.
import { asTypedHere } from '../../commands-here.ts';
import { engineName } from '../../engines.ts';
import { UserError } from '../../errors.ts';
import { catalog } from '../../models/catalog.ts';
import { modelPresence } from '../../models/folder.ts';
import { espeakInstall, espeakVersion } from '../../phones/espeak.ts';
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

/** The commands that bring what the source voice lacks here to speak other languages; null where it is not used at all. */
async function sourceLacks(modelsDir: string): Promise<string[] | null> {
  if (sourceModel === undefined) return null;
  const model = (await modelPresence(modelsDir, sourceModel)) === 'there' ? [] : [asTypedHere('npm run models')];
  return (await espeakVersion()) === null ? [...model, espeakInstall] : model;
}

const hasSource = async (modelsDir: string): Promise<boolean> => (await sourceLacks(modelsDir))?.length === 0;

/** The commands by which an operator adds a language that voices can't be taught now; none where it can't be added. */
export async function whatAdds(means: Pick<Means, 'config' | 'storage'>, language: string): Promise<string[]> {
  const isOfSource = ofSourceVoices.includes(language) && (await enginesOf(means)).includes('builtin');
  return isOfSource ? ((await sourceLacks(means.config.modelsDir)) ?? []) : [];
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
