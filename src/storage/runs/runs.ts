// Runs, put together of what people do with them and what trainers do.
import type { Kysely } from 'kysely';
import type { Database } from '../schema.ts';
import { runLeases } from './leases.ts';
import { publishing } from './publishing.ts';
import { runQueries } from './queries.ts';

export const createRuns = (db: Kysely<Database>) => ({ ...runQueries(db), ...runLeases(db), ...publishing(db) });
export type Runs = ReturnType<typeof createRuns>;
