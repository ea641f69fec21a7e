// A fetched model for a process that would use it.
import path from 'node:path';
import { asTypedHere } from '../commands-here.ts';
import type { Log } from '../log.ts';
import { catalog } from './catalog.ts';
import { modelPresence } from './folder.ts';

/**
 * The folder of a model of the catalogue.
 * @returns null where it is not there (`npm run models` fetches it) or is damaged, which the log says
 */
export async function usableModel(modelsDir: string, name: string, log: Log): Promise<string | null> {
  const model = catalog.find((one) => one.name === name);
  if (model === undefined) return null;
  const presence = await modelPresence(modelsDir, model);
  if (presence === 'damaged') {
    const remedy = asTypedHere('npm run models fetches it again');
    log.warn({ model: name, modelsDir }, `this model is damaged and is not used; ${remedy}`);
  }
  return presence === 'there' ? path.join(modelsDir, name) : null;
}
