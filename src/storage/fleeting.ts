// What matters only while the processes live that wrote it: leases, signs of life, pictures that somebody waits for. Such a
// statement, outside of a transaction, need not wait for the disk (see sqlite.ts). A process may die, and nothing of it is
// lost; after a power cut it may be as if it had never been written.
import { type CompiledQuery, type KyselyPlugin, SelectQueryNode } from 'kysely';

const queries = new WeakSet<object>();

/** Marks what is written by `db.withPlugin(fleeting)`. */
export const fleeting: KyselyPlugin = {
  transformQuery({ node, queryId }) {
    if (!SelectQueryNode.is(node)) queries.add(queryId);
    return node;
  },
  transformResult: ({ result }) => Promise.resolve(result),
};

export const isFleeting = ({ queryId }: CompiledQuery): boolean => queries.has(queryId);
