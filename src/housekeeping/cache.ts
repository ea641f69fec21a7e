// What an engine has cached of clips that are no more, or of words that they have no more. Each trainer does this for itself: its cache is on its own disk.
import { createReadStream } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Log } from '../log.ts';
import type { Storage } from '../storage/storage.ts';

/** A cached file's name begins with the key that it is of. */
const keyLength = 64;
/** In the name of a file that is of several clips: their keys are its first line, one after the other. */
export const ofSeveral = '.of-several';

/** All keys that a cached file is of. What is only being written may have none yet but that in its name. */
async function keysIn(folder: string, name: string): Promise<string[]> {
  const keys = [name.slice(0, keyLength)];
  if (!name.includes(ofSeveral)) return keys;
  let line = '';
  try {
    for await (const part of createReadStream(path.join(folder, name), 'latin1')) {
      line += String(part);
      if (line.includes('\n')) break;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const end = line.indexOf('\n');
  return [...keys, ...(end < 0 ? [] : (line.slice(0, end).match(new RegExp(`.{1,${keyLength}}`, 'g')) ?? []))];
}

/**
 * Remove from a cache what is of no clip any more. Taken away by mistake it would only cost time.
 * @param keysOf the keys that an engine caches a clip under
 */
export async function sweepCache(
  storage: Pick<Storage, 'samples'>,
  keysOf: (clip: {
    readonly sha256: string;
    readonly transcript: string | null;
    readonly language: string;
  }) => readonly string[],
  folder: string,
): Promise<void> {
  // In this order: what is cached for a clip that comes meanwhile is not looked at.
  const names = await readdir(folder);
  const kept = new Set<string>();
  for await (const clips of storage.samples.everywhere()) for (const key of clips.flatMap(keysOf)) kept.add(key);
  for (const name of names) {
    if (!(await keysIn(folder, name)).every((key) => kept.has(key))) await rm(path.join(folder, name), { force: true });
  }
}

/** How often what nobody's removal has led to is looked for all the same, ms. */
const sweepEveryMs = 3_600_000;
/** How often it is looked whether anybody's recordings were removed, ms. */
const lookEveryMs = 5_000;
/** After a sweep, so many times as long as it took goes by until the next one: where much is kept and somebody always removes something. */
const rest = 20;

/**
 * Sweep now, soon after recordings of anybody were removed or got other words, and now and then.
 * @param sweep never throws
 * @param everyMs how often it is looked for removals
 */
export async function startCacheSweeps(
  storage: Pick<Storage, 'countRemovals'>,
  sweep: () => Promise<void>,
  log: Log,
  everyMs = lookEveryMs,
): Promise<{ close(): Promise<void> }> {
  let seen = 0;
  let [dueAt, restUntil] = [0, 0];
  const look = async (): Promise<void> => {
    if (performance.now() < restUntil) return;
    // Counted before the sweep: what is removed meanwhile is seen by the next one.
    const removals = await storage.countRemovals();
    const started = performance.now();
    if (removals === seen && started < dueAt) return;
    await sweep();
    const now = performance.now();
    [seen, dueAt, restUntil] = [removals, now + sweepEveryMs, now + rest * (now - started)];
  };
  await look();
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking
      .then(look)
      .catch((error: unknown) => log.warn({ err: error }, 'removals could not be looked for'));
  }, everyMs);
  return {
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}
