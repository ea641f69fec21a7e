// The part of MLS (RFC 9420) that Discord's voice gateway has in an end-to-end encrypted call: it is the group's external
// sender, which proposes whom to add and to remove, and it tells a commit from the welcome behind it.
import { type KeyObject, generateKeyPairSync, sign } from 'node:crypto';

/** DAVE's cipher suite: DHKEMP256_AES128GCM_SHA256_P256. */
const cipherSuite = 2;
const mls10 = 1;
const publicMessage = 1;
const proposalTypes = { add: 1, remove: 3 } as const;
const contentTypes = { proposal: 2, commit: 3 } as const;
const basicCredential = 1;
const externalSenderType = 2;
/** What a committer's leaf says of its origin (§7.2): made by a commit. */
const leafOfCommit = 3;

const integer = (bytes: number, value: number | bigint): Buffer =>
  Buffer.from(
    BigInt(value)
      .toString(16)
      .padStart(bytes * 2, '0'),
    'hex',
  );

/** A vector with its length in front (§2.1.2). */
export function vector(data: Buffer): Buffer {
  if (data.length < 0x40) return Buffer.concat([integer(1, data.length), data]);
  if (data.length < 0x40_00) return Buffer.concat([integer(2, 0x40_00 | data.length), data]);
  return Buffer.concat([integer(4, 0x80_00_00_00 + data.length), data]);
}

const empty = vector(Buffer.alloc(0));

export class ExternalSender {
  readonly #key: KeyObject;
  /** As members need it to believe what it proposes. */
  readonly serialized: Buffer;

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#key = privateKey;
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
    this.serialized = Buffer.concat([
      vector(point),
      integer(2, basicCredential),
      vector(Buffer.from('stand-in voice gateway')),
    ]);
  }

  /** @param groupId id of the channel @returns an MLSMessage */
  add(groupId: string, epoch: bigint, keyPackage: Buffer): Buffer {
    return this.#propose(groupId, epoch, Buffer.concat([integer(2, proposalTypes.add), keyPackage]));
  }

  /** @param leaf index of the member's leaf */
  remove(groupId: string, epoch: bigint, leaf: number): Buffer {
    return this.#propose(groupId, epoch, Buffer.concat([integer(2, proposalTypes.remove), integer(4, leaf)]));
  }

  #propose(groupId: string, epoch: bigint, proposal: Buffer): Buffer {
    const framed = Buffer.concat([
      vector(integer(8, BigInt(groupId))),
      integer(8, epoch),
      integer(1, externalSenderType),
      integer(4, 0),
      empty,
      integer(1, contentTypes.proposal),
      proposal,
    ]);
    const header = Buffer.concat([integer(2, mls10), integer(2, publicMessage)]);
    const signed = Buffer.concat([
      vector(Buffer.from('MLS 1.0 FramedContentTBS')),
      vector(Buffer.concat([header, framed])),
    ]);
    return Buffer.concat([header, framed, vector(sign('sha256', signed, this.#key))]);
  }
}

class Reader {
  readonly #data: Buffer;
  at = 0;

  constructor(data: Buffer) {
    this.#data = data;
  }

  integer(bytes: number): number {
    this.at += bytes;
    return this.#data.readUIntBE(this.at - bytes, bytes);
  }

  skip(bytes: number): void {
    this.at += bytes;
  }

  skipVectors(count: number): void {
    for (let left = count; left > 0; left--) {
      const size = 1 << (this.#data.readUInt8(this.at) >> 6);
      this.at += size;
      this.at += this.#data.readUIntBE(this.at - size, size) % 2 ** (8 * size - 2);
    }
  }
}

function expect(what: string, found: number, wanted: number): void {
  if (found !== wanted) throw new Error(`no commit: ${what} is ${found}, not ${wanted}`);
}

/**
 * The two halves of what a committer sends: the commit as an MLSMessage, and the Welcome that follows where somebody is added.
 * @throws Error for anything else
 */
export function splitCommit(payload: Buffer): { commit: Buffer; welcome: Buffer | null } {
  const reader = new Reader(payload);
  expect('version', reader.integer(2), mls10);
  expect('wire format', reader.integer(2), publicMessage);
  reader.skipVectors(1); // group id
  reader.skip(8); // epoch
  expect('sender', reader.integer(1), 1);
  reader.skip(4); // leaf
  reader.skipVectors(1); // authenticated data
  expect('content', reader.integer(1), contentTypes.commit);
  reader.skipVectors(1); // proposals
  if (reader.integer(1) === 1) {
    reader.skipVectors(2); // encryption key, signature key
    expect('credential', reader.integer(2), basicCredential);
    reader.skipVectors(6); // identity, capabilities
    expect('leaf source', reader.integer(1), leafOfCommit);
    reader.skipVectors(4); // parent hash, extensions, signature, nodes of the path
  }
  reader.skipVectors(3); // signature, confirmation tag, membership tag
  const welcome = payload.subarray(reader.at);
  if (welcome.length > 0) expect('cipher suite of the welcome', welcome.readUInt16BE(), cipherSuite);
  return { commit: payload.subarray(0, reader.at), welcome: welcome.length > 0 ? welcome : null };
}
