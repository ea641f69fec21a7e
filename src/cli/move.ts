// `move`: an installation into another database, another store of files, or both. What it comes from stays as it is.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Config, readConfig, readEnvFile } from '../config.ts';
import { UserError } from '../errors.ts';
import { openBlobs, openDatabase } from '../storage/places.ts';
import { carryInto, examinePlace, mustBeStill } from './carry.ts';

/**
 * @param file with the settings that are to be others, as `.env` has them
 * @returns whether every file that the rows name could be read
 * @throws UserError when something runs, other things are where it is to go, or nothing is to be moved
 */
export async function move(
  config: Config,
  file: string,
  env: Readonly<Record<string, string | undefined>>,
  out: (line: string) => void,
): Promise<boolean> {
  const to = readConfig({ ...env, ...readEnvFile(path.resolve(file)) });
  const parts = {
    rows: (config.databaseUrl ?? config.dataDir) !== (to.databaseUrl ?? to.dataDir),
    files: storeOf(config) !== storeOf(to),
  };
  if (!parts.rows && !parts.files) {
    throw new UserError(
      'nothing-to-move',
      `With the settings in ${file}, everything is kept where it is now.`,
      'Set DATABASE_URL, S3_… or DATA_DIR there to where it is to go.',
    );
  }
  await examinePlace(config);
  await examinePlace(to);
  await mkdir(path.join(config.dataDir, 'work'), { recursive: true, mode: 0o700 });
  const work = await mkdtemp(path.join(config.dataDir, 'work', 'move-'));
  const { db } = await openDatabase(config);
  try {
    await mustBeStill(db, 'that is to be moved');
    const { lost } = await carryInto({ from: { db, blobs: await openBlobs(config) }, to, parts, work, out });
    out(
      `Put what ${file} says into .env and start again. What was here is still here: delete it once all is well there.`,
    );
    return lost.length === 0;
  } finally {
    await db.destroy();
    await rm(work, { recursive: true, force: true });
  }
}

const storeOf = ({ objectStore, dataDir }: Config): string =>
  objectStore === undefined ? dataDir : `${objectStore.endpoint}/${objectStore.bucket}`;
