// What `restore` and `move` share: everything of one place into another, which must be empty, or hold what an earlier try has put there.
import type { Kysely } from 'kysely';
import { UserError } from '../errors.ts';
import type { BlobStore } from '../storage/blobs.ts';
import { type Carried, carryBlobs, stranger } from '../storage/carrying.ts';
import { examineDataFolder } from '../storage/data-folder.ts';
import { type StoragePlace, openBlobs, openDatabase } from '../storage/places.ts';
import { examinePostgres } from '../storage/postgres.ts';
import { NotEmpty, atWork, carryRows } from '../storage/rows.ts';
import type { Database } from '../storage/schema.ts';
import { heldStill } from '../storage/transaction.ts';

/** Look whether a place can be used. @throws UserError */
export async function examinePlace(place: StoragePlace): Promise<void> {
  await examineDataFolder(place.dataDir);
  if (place.databaseUrl !== undefined) await examinePostgres(place.databaseUrl);
}

/** @throws UserError while anything works on the database */
export async function mustBeStill(db: Kysely<Database>, where: string): Promise<void> {
  const running = await atWork(db);
  if (running.length === 0) return;
  throw new UserError(
    'running',
    `${running.join(' and ').replace(/^a/, 'A')} runs on the database ${where}.`,
    'Stop everything first. What was killed counts as running for half a minute.',
  );
}

/**
 * Carry rows, files or both. Nobody can change rows where they come from meanwhile.
 * @param given.work folder for files on their way
 * @throws UserError when something runs on the target, or other things are there
 */
export async function carryInto(given: {
  readonly from: { readonly db: Kysely<Database>; readonly blobs: BlobStore };
  readonly to: StoragePlace;
  readonly parts: { readonly rows: boolean; readonly files: boolean };
  readonly work: string;
  readonly out: (line: string) => void;
}): Promise<Carried> {
  const { from, to, parts, work, out } = given;
  const target = parts.rows ? (await openDatabase(to, { isFilled: true })).db : null;
  try {
    if (target !== null) await mustBeStill(target, 'that is to be filled');
    return await heldStill(from.db, async (source) => {
      let carried: Carried = { files: 0, bytes: 0, found: 0, lost: [] };
      if (parts.files) {
        const blobs = await openBlobs(to);
        const strange = await stranger(source, blobs);
        if (strange !== null) {
          throw new UserError(
            'not-empty',
            `Where the files are to go, there are others already, for example ${strange}.`,
            'Name a place that is empty, or empty it. No row was written.',
          );
        }
        carried = await carryBlobs(source, from.blobs, blobs, work);
        tellOfFiles(carried, out);
      }
      if (target !== null) {
        const rows = await carryRows(source, target).catch((error: unknown) => {
          if (!(error instanceof NotEmpty)) throw error;
          throw new UserError(
            'not-empty',
            `The database that is to be filled has rows already (${error.message}).`,
            'Name one that is empty. Nothing in it was changed.',
          );
        });
        out(
          rows === 0
            ? 'Rows: all of them were there already.'
            : `Rows: ${rows} written, and compared with where they come from.`,
        );
      }
      return carried;
    });
  } finally {
    await target?.destroy();
  }
}

export function tellOfFiles({ files, bytes, found, lost }: Carried, out: (line: string) => void): void {
  const before = found === 0 ? '' : `; ${found} were there already`;
  out(`Files: ${files} copied (${(bytes / 1e6).toFixed(1)} MB), each compared with its SHA-256${before}.`);
  if (lost.length === 0) return;
  out(`${lost.length} are missing or damaged where they come from: what needs them won’t work, as it does not now.`);
  for (const sha256 of lost.slice(0, 10)) out(`  ${sha256}`);
}
