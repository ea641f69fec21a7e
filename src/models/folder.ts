// Models on this machine: whether one is there and whole. A file is known by its bytes, never by its name; what was verified
// is noted, so that a start need not read every byte again.
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { hashFile } from '../files.ts';
import type { Model, ModelFile } from './catalog.ts';

export type Presence = 'there' | 'absent' | 'damaged';

/** Where a file of a model lies below the folder of all models. */
export const placeOf = (folder: string, model: Pick<Model, 'name'>, file: Pick<ModelFile, 'name'>): string =>
  path.join(folder, model.name, file.name);

/** Files that were verified, by their place below the folder: what their bytes hash to, and which file that was. */
const notes = z.record(z.string(), z.object({ sha256: z.string(), file: z.string() }));
type Notes = z.infer<typeof notes>;

/** Look at a file: size first, then every byte. */
export async function presenceOf(file: string, { bytes, sha256 }: ModelFile): Promise<Presence> {
  const found = await stat(file).catch(() => null);
  if (found === null) return 'absent';
  return found.size === bytes && (await hashFile(file)) === sha256 ? 'there' : 'damaged';
}

/**
 * Look at a model. One that is partly there is absent; one wrong byte makes it damaged. Files that nobody has touched since
 * they were verified are taken at their word; see {@link examineModel}.
 */
export async function modelPresence(folder: string, model: Model): Promise<Presence> {
  return await look(folder, model, await readNotes(folder));
}

/** As {@link modelPresence}, and reads every byte. */
export async function examineModel(folder: string, model: Model): Promise<Presence> {
  return await look(folder, model, {});
}

async function look(folder: string, model: Model, known: Notes): Promise<Presence> {
  const verified: Notes = {};
  const all = await Promise.all(
    model.files.map(async (file): Promise<Presence> => {
      const place = placeOf(folder, model, file);
      const name = path.relative(folder, place);
      const identity = await identityOf(place);
      if (identity !== null && known[name]?.sha256 === file.sha256 && known[name].file === identity) return 'there';
      const presence = await presenceOf(place, file);
      if (identity !== null && presence === 'there') verified[name] = { sha256: file.sha256, file: identity };
      return presence;
    }),
  );
  if (Object.keys(verified).length > 0) await note(folder, verified);
  return all.includes('damaged') ? 'damaged' : all.includes('absent') ? 'absent' : 'there';
}

/** What changes when a file is written to or put in another's place. */
async function identityOf(file: string): Promise<string | null> {
  const found = await stat(file, { bigint: true }).catch(() => null);
  return found && [found.size, found.ino, found.mtimeNs, found.ctimeNs].join(' ');
}

const notesIn = (folder: string): string => path.join(folder, 'verified.json');

async function readNotes(folder: string): Promise<Notes> {
  try {
    return notes.parse(JSON.parse(await readFile(notesIn(folder), 'utf8')));
  } catch {
    // Absent or damaged: all is read again.
    return {};
  }
}

async function note(folder: string, verified: Notes): Promise<void> {
  const partial = `${notesIn(folder)}.${process.pid}`;
  try {
    await writeFile(partial, JSON.stringify({ ...(await readNotes(folder)), ...verified }, null, 2));
    await rename(partial, notesIn(folder));
  } catch {
    // A folder that may only be read is read anew at each start.
  }
}
