// The key with which this installation signs what it made. Made when it is first needed; all processes have the same one.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';
import { timeOf } from './time.ts';

/** There is one. */
const name = 'signing';

export interface SigningKey {
  /** The beginning of the SHA-256 of the public key: names it. */
  readonly keyId: string;
  /** Ed25519: the same signature for the same data. */
  sign(data: Buffer): Buffer;
  verify(data: Buffer, signature: Buffer): boolean;
}

export class Signing {
  readonly #db: Kysely<Database>;
  #key: Promise<SigningKey> | null = null;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async key(): Promise<SigningKey> {
    this.#key ??= this.#load();
    try {
      return await this.#key;
    } catch (error) {
      this.#key = null;
      throw error;
    }
  }

  async #load(): Promise<SigningKey> {
    const find = () => this.#db.selectFrom('keys').select('private_key').where('name', '=', name).executeTakeFirst();
    if ((await find()) === undefined) {
      const made = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' });
      await this.#db
        .insertInto('keys')
        .values({ name, private_key: made.toString('base64'), created_at: await timeOf(this.#db) })
        // Another process may have been faster.
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute();
    }
    const row = await find();
    if (row === undefined) throw new Error('the signing key was deleted while it was made');
    const privateKey = createPrivateKey({
      key: Buffer.from(row.private_key, 'base64'),
      type: 'pkcs8',
      format: 'der',
    });
    const publicKey = createPublicKey(privateKey);
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    return {
      keyId: createHash('sha256').update(spki).digest('hex').slice(0, 16),
      sign: (data) => sign(null, data, privateKey),
      verify: (data, signature) => verify(null, data, publicKey, signature),
    };
  }
}
