// Names the outages that no person caused and trying again does not mend: of the disk, of the database, and of where files
// are kept.

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
  'disk-broken',
  'database-locked',
  'database-away',
  'store-away',
] as const;

export interface Outage {
  readonly kind: (typeof outageKinds)[number];
  /** For whoever uses the bot, in English: what is wrong and what will happen, in one or two sentences. */
  readonly forPeople: string;
  /** For whoever runs it: what is wrong and how it is mended. */
  readonly forOperators: string;
}

const outages: Readonly<Record<Outage['kind'], Pick<Outage, 'forOperators'>>> = {
  'disk-full': {
    forOperators:
      'The disk is full: make room, or move DATA_DIR (or Postgres’ data) to a larger disk. Nothing needs to be restored.',
  },
  'read-only': {
    forOperators: 'The disk or the database is read-only: mount it writable. Nothing needs to be restored.',
  },
  forbidden: {
    forOperators:
      'The files belong to another user, or their mode forbids writing: give DATA_DIR to the user that runs Timbre.',
  },
  'disk-broken': {
    forOperators: 'The disk answers with an input or output error: look at the system’s log and at the disk itself.',
  },
  'database-locked': {
    forOperators: 'Another program holds the database for long (a backup, a shell of sqlite3?): end it.',
  },
  'database-away': {
    forOperators:
      'Postgres does not answer, or takes no more connections: look at it, and at DATABASE_URL. Nothing needs to be restored.',
  },
  'store-away': {
    forOperators:
      'The object store does not answer, or refuses: look at it, and at S3_ENDPOINT and its keys. Nothing needs to be restored.',
  },
};

const bySystemCode: Readonly<Record<string, Outage['kind']>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EROFS: 'read-only',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
  EIO: 'disk-broken',
};

/** By SQLite's primary result code (https://www.sqlite.org/rescode.html). */
const bySqliteCode: Readonly<Record<number, Outage['kind']>> = {
  3: 'forbidden',
  5: 'database-locked',
  6: 'database-locked',
  8: 'read-only',
  10: 'disk-broken',
  13: 'disk-full',
};

/** By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const byPostgresCode: Readonly<Record<string, Outage['kind']>> = {
  '53100': 'disk-full',
  '25006': 'read-only',
  '42501': 'forbidden',
  '55P03': 'database-locked',
  '58030': 'disk-broken',
};

/** Of node:sqlite's errors, which carry an extended result code: the primary one is its lowest byte. */
function sqliteKind(error: object): Outage['kind'] | undefined {
  if (!('code' in error && error.code === 'ERR_SQLITE_ERROR')) return undefined;
  return 'errcode' in error && typeof error.errcode === 'number' ? bySqliteCode[error.errcode & 0xff] : undefined;
}

/** System calls that are about no file. */
const notOfFiles = /^(connect|listen|bind|accept|getaddrinfo|spawn|kill)/;

function kindOf(error: object): Outage['kind'] | undefined {
  if (error instanceof Away) return `${error.what}-away`;
  const sqlite = sqliteKind(error);
  if (sqlite !== undefined) return sqlite;
  if ('syscall' in error && typeof error.syscall === 'string' && notOfFiles.test(error.syscall)) return undefined;
  for (const known of [bySystemCode, byPostgresCode]) {
    if ('code' in error && typeof error.code === 'string' && Object.hasOwn(known, error.code)) return known[error.code];
  }
  // A child says it in words.
  const said = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr : '';
  if (/No space left on device|Disk quota exceeded/.test(said)) return 'disk-full';
  return said.includes('Read-only file system') ? 'read-only' : undefined;
}

/**
 * Name the outage that an error tells of.
 * @param error anything that was thrown; its causes and the errors it gathers are looked at too
 * @returns null when it is none that this program knows: a bug, or another kind of outage
 */
export function outage(error: unknown): Outage | null {
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 10; depth++) {
    const kind = kindOf(at);
    if (kind !== undefined) return outageOf(kind);
    if (at instanceof AggregateError) {
      const [found] = at.errors.flatMap((one) => outage(one) ?? []);
      if (found !== undefined) return found;
    }
    at = 'cause' in at ? at.cause : undefined;
  }
  return null;
}

/** The outage of a kind, as another process has named it. */
export const outageOf = (kind: Outage['kind']): Outage => ({
  kind,
  forPeople: translate('en')(`outage.${kind}`),
  ...outages[kind],
});
