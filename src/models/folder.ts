// Models on this machine: whether one is there and whole. A file is known by its bytes, never by its name.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { hashFile } from '../files.ts';
import type { Model, ModelFile } from './catalog.ts';

export type Presence = 'there' | 'absent' | 'damaged';

/** Where a file of a model lies below the folder of all models. */
export const placeOf = (folder: string, model: Pick<Model, 'name'>, file: Pick<ModelFile, 'name'>): string =>
  path.join(folder, model.name, file.name);

/** Look at a file: size first, then every byte. */
export async function presenceOf(file: string, { bytes, sha256 }: ModelFile): Promise<Presence> {
  const found = await stat(file).catch(() => null);
  if (found === null) return 'absent';
  return found.size === bytes && (await hashFile(file)) === sha256 ? 'there' : 'damaged';
}

/** Look at a model. One that is partly there is absent; one wrong byte makes it damaged. */
export async function modelPresence(folder: string, model: Model): Promise<Presence> {
  const all = await Promise.all(model.files.map((file) => presenceOf(placeOf(folder, model, file), file)));
  return all.includes('damaged') ? 'damaged' : all.includes('absent') ? 'absent' : 'there';
}
