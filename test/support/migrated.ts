// A database that has been through all migrations, copied to wherever a test wants an empty one: they are made once.
import { constants } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { databaseName } from '../../src/storage/data-folder.ts';
import { type Storage, openStorage } from '../../src/storage/storage.ts';
import { sharedFolder } from './shared.ts';

/** Open the storage in a folder with an SQLite file, a migrated one where there is none yet. */
export async function openMigrated(dataDir: string): Promise<Storage> {
  const template = await sharedFolder(['migrated database'], async (folder) => {
    await (await openStorage({ dataDir: folder })).close();
  });
  await mkdir(dataDir, { recursive: true });
  try {
    await copyFile(path.join(template, databaseName), path.join(dataDir, databaseName), constants.COPYFILE_EXCL);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return await openStorage({ dataDir });
}
