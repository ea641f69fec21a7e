// What is put aside for a while, so that whichever process is asked for it has it. It is sealed: without the key, which only
// whoever put it aside was given, nobody can read it. Losing it loses nothing that was promised.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Connection } from './redis.ts';

const algorithm = 'aes-256-gcm';
const [keyBytes, ivBytes, tagBytes] = [32, 12, 16];

/** Takes something away where it lies under this key; what was put there later stays. */
const takeIfSame = `local kept = redis.call('get', KEYS[1])
if kept and string.sub(kept, 1, 64) == ARGV[1] then redis.call('del', KEYS[1]) return kept end
return false`;

export interface Shelf {
  /**
   * Put something aside for somebody, instead of what was there for them.
   * @param ms for how long
   * @returns the key, 43 letters that fit into an address
   */
  put(owner: string, text: string, ms: number): Promise<string>;
  /** Take it; null when it is not there any more, or was put under another key. */
  take(owner: string, key: string): Promise<string | null>;
  drop(owner: string): Promise<void>;
}

/** @param connection of role `producer`: everything rejects at once while Redis is away */
export function createShelf(connection: Connection): Shelf {
  // Redis' log keeps names for a while: nobody is named there.
  const nameOf = (owner: string): string => `${connection.prefix ?? 'timbre'}:aside:${hashOf(Buffer.from(owner))}`;
  return {
    async put(owner, text, ms) {
      const [key, iv] = [randomBytes(keyBytes), randomBytes(ivBytes)];
      const cipher = createCipheriv(algorithm, key, iv);
      const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      await connection.set(nameOf(owner), hashOf(key) + sealed.toString('base64'), 'PX', ms);
      return key.toString('base64url');
    },
    async take(owner, given) {
      const key = Buffer.from(given, 'base64url');
      if (key.length !== keyBytes) return null;
      const kept = await connection.eval(takeIfSame, 1, nameOf(owner), hashOf(key));
      if (typeof kept !== 'string') return null;
      const sealed = Buffer.from(kept.slice(hashOf(key).length), 'base64');
      const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, ivBytes));
      decipher.setAuthTag(sealed.subarray(-tagBytes));
      return Buffer.concat([decipher.update(sealed.subarray(ivBytes, -tagBytes)), decipher.final()]).toString('utf8');
    },
    async drop(owner) {
      await connection.del(nameOf(owner));
    },
  };
}

const hashOf = (key: Buffer): string => createHash('sha256').update(key).digest('hex');
