// `backup` and `restore`: everything that must survive in a folder, whatever it is kept in, and back. A backup is one moment: the
// rows as an SQLite file, and the files that they need. A folder that holds one already gets only what is new; until
// that is whole, the old one stays.
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Config } from '../config.ts';
import { UserError } from '../errors.ts';
import { hashFile } from '../files.ts';
import { tryLock } from '../locks.ts';
import { writingTo } from '../outage.ts';
import { neededBlobs } from '../storage/blob-references.ts';
import { type BlobStore, LocalBlobs } from '../storage/blobs.ts';
import { type Carried, carryBlobs } from '../storage/carrying.ts';
import { manifestName } from '../storage/data-folder.ts';
import { migrate } from '../storage/migrations.ts';
import { connect, openBlobs, openDatabase } from '../storage/places.ts';
import { writeSnapshot } from '../storage/rows.ts';
import { openSqlite } from '../storage/sqlite.ts';
import { makeFolder } from '../writable.ts';
import { carryInto, examinePlace, tellOfFiles } from './carry.ts';

/** What a folder of ours may hold, also when its first backup was broken off. */
const ours = /^(backup\.json|blobs|lock\.sqlite(-\w+)?|new|rows-[0-9a-f]{16}\.sqlite)$/;
/** Files that their owner deletes while they are copied: so often the rows are read again. */
const mostRounds = 10;

const backup = z.object({
  format: z.literal('timbre-backup'),
  formatVersion: z.literal(1),
  createdAt: z.iso.datetime(),
  rows: z.object({
    name: z.string().regex(/^rows-[0-9a-f]{16}\.sqlite$/),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    bytes: z.number().int().positive(),
  }),
});

/**
 * Back everything up beside running processes.
 * @returns whether every file that the rows name could be read
 * @throws UserError when the folder is another's, or another backup writes to it
 */
export async function writeBackup(config: Config, to: string, out: (line: string) => void): Promise<boolean> {
  const folder = path.resolve(to);
  await examinePlace(config);
  await makeFolder(folder, 0o700);
  const strange = (await readdir(folder)).find((name) => !ours.test(name));
  if (strange !== undefined) {
    throw new UserError(
      'not-empty',
      `${folder} is not a backup: it holds ${strange}.`,
      'Name a folder that is new or empty, or one with a backup.',
    );
  }
  const unlock = tryLock(path.join(folder, 'lock.sqlite'));
  if (unlock === null) {
    throw new UserError('busy', `Another backup writes to ${folder}.`, 'Wait for it, or name another folder.');
  }
  try {
    return await writingTo(folder, () => writeInto(config, folder, out));
  } finally {
    unlock();
  }
}

async function writeInto(config: Config, folder: string, out: (line: string) => void): Promise<boolean> {
  const coming = path.join(folder, 'new');
  await rm(coming, { recursive: true, force: true });
  await mkdir(coming, { mode: 0o700 });
  const snapshot = path.join(coming, 'rows.sqlite');
  const blobs = await LocalBlobs.open(path.join(folder, 'blobs'));
  const carried = await copyOneMoment(config, snapshot, blobs, coming);
  const sha256 = await hashFile(snapshot);
  const { size: bytes } = await stat(snapshot);
  const rows = { name: `rows-${sha256.slice(0, 16)}.sqlite`, sha256, bytes };
  const createdAt = new Date().toISOString();
  const manifest: z.infer<typeof backup> = { format: 'timbre-backup', formatVersion: 1, createdAt, rows };
  await copyFile(snapshot, path.join(folder, rows.name));
  await sync(path.join(folder, rows.name));
  const written = path.join(coming, manifestName);
  await writeFile(written, JSON.stringify(manifest, null, 2));
  await sync(written);
  await sync(folder);
  // From here on it is this backup; before, it was the last one.
  await rename(written, path.join(folder, manifestName));
  await sync(folder);
  await dropOld(folder, rows.name, snapshot, blobs);
  await rm(coming, { recursive: true });
  tellOfFiles(carried, out);
  out(`Backed up to ${folder}: the database (${(bytes / 1e6).toFixed(1)} MB) and its files.`);
  return carried.lost.length === 0;
}

/** Rows and files of one moment: what was deleted while it was copied is in neither. */
async function copyOneMoment(config: Config, rows: string, to: BlobStore, folder: string): Promise<Carried> {
  const { db } = await openDatabase(config);
  try {
    const from = await openBlobs(config);
    let [files, bytes] = [0, 0];
    for (let round = 1; ; round += 1) {
      await writeSnapshot(db, rows);
      const snapshot = connect(openSqlite(rows));
      try {
        const carried = await carryBlobs(snapshot, from, to, folder);
        files += carried.files;
        bytes += carried.bytes;
        const stillNeeded = await neededBlobs(db, carried.lost);
        if (carried.lost.length === stillNeeded.size || round === mostRounds) {
          return { ...carried, files, bytes, found: carried.found + carried.files - files };
        }
      } finally {
        await snapshot.destroy();
      }
    }
  } finally {
    await db.destroy();
  }
}

/** Delete what only earlier backups needed. @param snapshot a copy of the rows of this one */
async function dropOld(folder: string, rows: string, snapshot: string, blobs: LocalBlobs): Promise<void> {
  const old = (await readdir(folder)).filter((name) => name.startsWith('rows-') && name !== rows);
  for (const name of old) await rm(path.join(folder, name));
  const db = connect(openSqlite(snapshot));
  try {
    await blobs.sweep((sought) => neededBlobs(db, sought), -Infinity);
  } finally {
    await db.destroy();
  }
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Put a backup into the database and the store that the settings name, which must be empty or hold what an earlier try
 * has put there.
 * @returns whether every file that the rows name was there
 * @throws UserError when there is no whole backup, something runs, or others' things are there
 */
export async function restoreBackup(config: Config, from: string, out: (line: string) => void): Promise<boolean> {
  const folder = path.resolve(from);
  const { rows, createdAt } = await readManifest(folder);
  await examinePlace(config);
  await mkdir(path.join(config.dataDir, 'work'), { recursive: true, mode: 0o700 });
  const work = await mkdtemp(path.join(config.dataDir, 'work', 'restore-'));
  try {
    // The backup stays as it is, also when a newer program reads it.
    const copy = path.join(work, `${randomUUID()}.sqlite`);
    await copyFile(path.join(folder, rows.name), copy).catch(() => {
      throw damaged(folder, `${rows.name} can’t be read`);
    });
    if ((await hashFile(copy)) !== rows.sha256) throw damaged(folder, `${rows.name} is not as it was written`);
    const db = connect(openSqlite(copy));
    try {
      await migrate(db);
      const carried = await carryInto({
        from: { db, blobs: await LocalBlobs.open(path.join(folder, 'blobs')) },
        to: config,
        parts: { rows: true, files: true },
        work,
        out,
      });
      out(`Restored what was backed up at ${createdAt}.`);
      return carried.lost.length === 0;
    } finally {
      await db.destroy();
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function readManifest(folder: string): Promise<z.infer<typeof backup>> {
  const text = await readFile(path.join(folder, manifestName), 'utf8').catch(() => null);
  if (text === null) {
    throw new UserError(
      'no-backup',
      `There is no whole backup in ${folder}: ${manifestName} is missing.`,
      'Name the folder that “backup” wrote to.',
    );
  }
  try {
    return backup.parse(JSON.parse(text));
  } catch {
    throw damaged(folder, `${manifestName} is not what “backup” writes`);
  }
}

const damaged = (folder: string, what: string): UserError =>
  new UserError(
    'backup-damaged',
    `The backup in ${folder} is damaged: ${what}.`,
    'Take another one. Nothing was changed.',
  );
