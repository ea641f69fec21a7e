// Names the outages that no person caused and trying again does not mend: of the disk, of the database, and of where files
// are kept.

import path from 'node:path';
import { UserError } from './errors.ts';
import { translate } from './i18n/i18n.ts';

/** What may stand on another machine. */
type Elsewhere = 'database' | 'store';

/** Something on another machine does not answer, or answers that it can't work now. */
export class Away extends Error {
  override readonly name = 'Away';
  readonly what: Elsewhere;

  constructor(what: Elsewhere, cause: unknown) {
    super(`the ${what} is away: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.what = what;
  }
}

export const outageKinds = [
  'disk-full',
  'read-only',
  'forbidden',
  'misplaced',
  'disk-broken',
  'database-damaged',
  'database-locked',
  'database-away',
  'store-away',
] as const;

export interface Outage {
  readonly kind: (typeof outageKinds)[number];
  /** For whoever uses the bot, in English: what is wrong and what will happen, in one or two sentences. */
  readonly forPeople: string;
  /** For whoever runs it: what is wrong, where, and how it is mended. */
  readonly forOperators: string;
  /** Whether it may be over by itself, or once others made room: then the same start works later. */
  readonly mayPass: boolean;
}

/** @param place the file or folder that it is about, where that is known */
type Saying = (place: string | null) => string;

const outages: Readonly<Record<Outage['kind'], { readonly mayPass: boolean; readonly say: Saying }>> = {
  'disk-full': {
    mayPass: true,
    say: (place) =>
      place === null
        ? 'The disk is full (that of DATA_DIR, of TMPDIR, of Postgres, or of where this writes): make room there, or move it to a larger one. Nothing needs to be restored.'
        : `There is no room left on the disk of ${place}: make room there, or name a place on a larger one. Nothing needs to be restored.`,
  },
  'read-only': {
    mayPass: true,
    say: (place) =>
      `${place === null ? 'The disk or the database' : `The disk of ${place}`} is read-only: mount it writable. Nothing needs to be restored.`,
  },
  forbidden: {
    mayPass: true,
    say: (place) =>
      place === null
        ? 'Timbre may not write its files or its database: give DATA_DIR and TMPDIR to the user that runs it, with Postgres the tables to the user in DATABASE_URL.'
        : `${place} can't be opened or written: give it, or the folder that it is in, to the user that runs Timbre, or name another place.`,
  },
  misplaced: {
    mayPass: false,
    say: (place) =>
      `A file stands where a folder must be, or a folder where a file must be${place === null ? '' : `: ${place}`}. Move it away, or name another place.`,
  },
  'disk-broken': {
    mayPass: true,
    say: (place) =>
      `The disk ${place === null ? '' : `of ${place} `}answers with an input or output error: look at the system’s log and at the disk itself.`,
  },
  'database-damaged': {
    mayPass: false,
    say: (place) =>
      `The database (${place ?? 'timbre.sqlite in DATA_DIR'}) is damaged. Stop everything, move what is in DATA_DIR away and keep it, then: npm run cli -- restore DIR, with the DIR of the last backup.`,
  },
  'database-locked': {
    mayPass: true,
    say: () => 'Another program holds the database for long (a backup, a shell of sqlite3?): end it.',
  },
  'database-away': {
    mayPass: true,
    say: () =>
      'Postgres does not answer, or takes no more connections: look at it, and at DATABASE_URL. Nothing needs to be restored.',
  },
  'store-away': {
    mayPass: true,
    say: () =>
      'The object store does not answer, or refuses: look at it, and at S3_ENDPOINT and its keys. Nothing needs to be restored.',
  },
};

const bySystemCode: Readonly<Record<string, Outage['kind']>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EROFS: 'read-only',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
  ENOTDIR: 'misplaced',
  EISDIR: 'misplaced',
  EIO: 'disk-broken',
};

/** By SQLite's primary result code (https://www.sqlite.org/rescode.html). */
const bySqliteCode: Readonly<Record<number, Outage['kind']>> = {
  3: 'forbidden',
  5: 'database-locked',
  6: 'database-locked',
  8: 'read-only',
  10: 'disk-broken',
  11: 'database-damaged',
  13: 'disk-full',
  14: 'forbidden',
  26: 'database-damaged',
};

/** By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const byPostgresCode: Readonly<Record<string, Outage['kind']>> = {
  '53100': 'disk-full',
  '25006': 'read-only',
  '42501': 'forbidden',
  '55P03': 'database-locked',
  '58030': 'disk-broken',
};

/** The primary result code of an error of node:sqlite, which carries an extended one: its lowest byte. Null: it is another error. */
export function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR')) return null;
  return 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null;
}

/** System calls that are about no file. */
const notOfFiles = /^(connect|listen|bind|accept|getaddrinfo|spawn|kill)/;

function kindOf(error: object): Outage['kind'] | undefined {
  if (error instanceof Away) return `${error.what}-away`;
  const sqlite = bySqliteCode[sqliteCode(error) ?? 0];
  if (sqlite !== undefined) return sqlite;
  if ('syscall' in error && typeof error.syscall === 'string' && notOfFiles.test(error.syscall)) return undefined;
  // Where a file is made that is there already, it may have been waited for.
  if ('code' in error && error.code === 'EEXIST' && 'syscall' in error && error.syscall === 'mkdir') return 'misplaced';
  for (const known of [bySystemCode, byPostgresCode]) {
    if ('code' in error && typeof error.code === 'string' && Object.hasOwn(known, error.code)) return known[error.code];
  }
  // A child says it in words.
  const said = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr : '';
  if (/No space left on device|Disk quota exceeded/.test(said)) return 'disk-full';
  return said.includes('Read-only file system') ? 'read-only' : undefined;
}

/** An outage and where it was met. */
class Met extends Error {
  override readonly name = 'Met';
  readonly path: string;

  constructor(path: string, cause: unknown) {
    super(`at ${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.path = path;
  }
}

/**
 * Say where an outage was met: a full disk is found out by a write, whose error names no file, and SQLite names none at all.
 * @returns the error as it is where it is no outage, or says already what a person can do
 */
export const metAt = (place: string, error: unknown): unknown =>
  error instanceof UserError || outage(error) === null ? error : new Met(place, error);

/** What a disk says; anything else may have been met where was read. */
const ofDisks: readonly (Outage['kind'] | undefined)[] = ['disk-full', 'read-only', 'disk-broken'];

/** Do something that writes to one place only. @throws what `work` throws; of what the disk says, by {@link metAt} */
export async function writingTo<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw ofDisks.includes(outage(error)?.kind) ? metAt(place, error) : error;
  }
}

/** The file or folder that an error itself names. */
function placeOf(error: object): string | null {
  if (!('path' in error && typeof error.path === 'string')) return null;
  if ('syscall' in error && error.syscall === 'mkdtemp') return path.dirname(error.path);
  if (!('dest' in error && typeof error.dest === 'string')) return error.path;
  // Of two, the second one is written; whose rights are missing is not said.
  return kindOf(error) === 'forbidden' ? `${error.path} or ${error.dest}` : error.dest;
}

/**
 * Name the outage that an error tells of.
 * @param error anything that was thrown; its causes and the errors it gathers are looked at too
 * @returns null when it is none that this program knows: a bug, or another kind of outage
 */
export function outage(error: unknown): Outage | null {
  let place: string | null = null;
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 10; depth++) {
    place = placeOf(at) ?? place;
    const kind = kindOf(at);
    if (kind !== undefined) return outageOf(kind, place);
    if (at instanceof AggregateError) {
      const [found] = at.errors.flatMap((one) => outage(one) ?? []);
      if (found !== undefined) return found;
    }
    at = 'cause' in at ? at.cause : undefined;
  }
  return null;
}

/** The outage of a kind, as another process has named it. @param place the file or folder that it is about */
export function outageOf(kind: Outage['kind'], place: string | null = null): Outage {
  const { mayPass, say } = outages[kind];
  return { kind, mayPass, forPeople: translate('en')(`outage.${kind}`), forOperators: say(place) };
}
