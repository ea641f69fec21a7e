// The end-to-end encryption of a call (DAVE, https://daveprotocol.com): who is in its MLS group, who is added and removed as
// they come and go, and the epochs in between. People are members in this process; the bot is one at the other end of a
// connection, which commits whatever is proposed while it is a member.
import { DAVESession, type MediaType, type ProposalsOperationType } from '@snazzah/davey';
import { ExternalSender, splitCommit, vector } from './mls.ts';

export const protocolVersion = 1;

/* oxlint-disable typescript/no-unsafe-enum-assignment -- the library's own names for these exist in its types only */
const audio = 0 as MediaType;
const append = 0 as ProposalsOperationType;
/* oxlint-enable typescript/no-unsafe-enum-assignment */

/** The bot, seen from the gateway. */
export interface RemoteMember {
  readonly id: string;
  externalSender(serialized: Buffer): void;
  proposals(payload: Buffer): void;
  announceCommit(transition: number, commit: Buffer): void;
  welcome(transition: number, welcome: Buffer): void;
  /** All begin anew: it answers with a new key package. */
  prepareEpoch(epoch: number): void;
}

interface Local {
  readonly id: string;
  readonly session: DAVESession;
}

export class Group {
  readonly #channelId: string;
  readonly #sender = new ExternalSender();
  readonly #locals = new Map<string, Local>();
  #remote: RemoteMember | null = null;
  /** Members by their leaf. */
  #leaves: (string | null)[] = [];
  /** Those who wait to be added, with their key packages, in the order in which they came. */
  readonly #waiting = new Map<string, Buffer>();
  readonly #leaving = new Set<string>();
  /** What the bot was asked to commit. */
  #asked: { removed: ReadonlySet<string>; added: readonly string[] } | null = null;
  #epoch = 0n;
  #transition = 0;
  /** How many commits there were. */
  commits = 0;
  /** Called when somebody was added or removed. */
  onChange: () => void = () => {};

  constructor(channelId: string) {
    this.#channelId = channelId;
  }

  get members(): string[] {
    return this.#leaves.filter((id) => id !== null);
  }

  joinLocal(id: string): void {
    const session = new DAVESession(protocolVersion, id, this.#channelId);
    session.setExternalSender(this.#sender.serialized);
    this.#locals.set(id, { id, session });
    this.#waiting.set(id, session.getSerializedKeyPackage());
    this.#proceed();
  }

  joinRemote(remote: RemoteMember): void {
    this.#remote = remote;
    remote.externalSender(this.#sender.serialized);
  }

  /** The bot's key package: it wants to be added, for the first time or again. */
  keyPackage(serialized: Buffer): void {
    if (this.#remote === null) return;
    if (this.members.includes(this.#remote.id)) this.#leaving.add(this.#remote.id);
    this.#waiting.set(this.#remote.id, serialized);
    this.#proceed();
  }

  leave(id: string): void {
    this.#waiting.delete(id);
    this.#locals.delete(id);
    // Who is about to be added will be a member.
    if (this.members.includes(id) || this.#asked?.added.includes(id) === true) this.#leaving.add(id);
    if (this.#remote?.id === id) {
      this.#remote = null;
      // What it was asked to commit stands proposed for ever: the others begin anew.
      if (this.#asked !== null) return this.#restart();
    }
    this.#proceed();
  }

  /** What the bot committed. @throws Error when nobody asked for it, or it is none */
  committed(payload: Buffer): void {
    const asked = this.#asked;
    if (asked === null) throw new Error('a commit that nobody asked for');
    this.#asked = null;
    const { commit, welcome } = splitCommit(payload);
    this.#apply(commit, welcome, asked);
    this.#proceed();
  }

  /** End-to-end encrypt what a person says; as it is while they are alone. */
  encrypt(id: string, opus: Buffer): Buffer {
    const session = this.#locals.get(id)?.session;
    return session?.ready === true ? session.encryptOpus(opus) : opus;
  }

  /** What a person hears of the bot; null: it is not encrypted for them. */
  decrypt(id: string, from: string, packet: Buffer): Buffer | null {
    const session = this.#locals.get(id)?.session;
    if (session?.ready !== true || !session.getUserIds().includes(from)) return null;
    try {
      return session.decrypt(from, audio, packet);
    } catch {
      return null;
    }
  }

  #proceed(): void {
    if (this.#asked !== null) return;
    const removed = new Set([...this.#leaving].filter((id) => this.members.includes(id)));
    const staying = this.members.filter((id) => !removed.has(id));
    if (staying.length === 0 || (staying.length === 1 && removed.size > 0)) return this.#beginAnew(staying);
    const isFounding = this.#leaves.length === 0;
    const committer = [this.#remote?.id, ...staying].find((id) => id !== undefined && staying.includes(id));
    const added = [...this.#waiting.keys()].filter((id) => id !== committer && !removed.has(id));
    if (removed.size === 0 && added.length === 0) return undefined;
    if (committer === undefined || isFounding) return undefined;
    return this.#propose(committer, removed, removed.size > 0 ? [] : added);
  }

  #restart(): void {
    this.#asked = null;
    this.#waiting.clear();
    this.#leaving.clear();
    this.#leaves = [];
    this.#epoch = 0n;
    this.onChange();
    for (const id of this.#locals.keys()) this.joinLocal(id);
  }

  /** With at most one member left there is no group: whoever is there founds the next one. */
  #beginAnew(staying: readonly string[]): void {
    const hadGroup = this.#leaves.length > 0;
    this.#leaving.clear();
    this.#leaves = [];
    this.#epoch = 0n;
    for (const id of staying) {
      if (id === this.#remote?.id) this.#remote.prepareEpoch(1);
      else {
        this.#locals.delete(id);
        this.joinLocal(id);
      }
    }
    if (hadGroup) this.onChange();
    const [founder, ...others] = this.#waiting.keys();
    if (founder === undefined || others.length === 0) return;
    this.#waiting.delete(founder);
    this.#leaves = [founder];
    this.#propose(founder, new Set(), others);
  }

  #propose(committer: string, removed: ReadonlySet<string>, added: readonly string[]): void {
    const messages = [
      ...Array.from(removed, (id) => this.#sender.remove(this.#channelId, this.#epoch, this.#leaves.indexOf(id))),
      ...added.map((id) => this.#sender.add(this.#channelId, this.#epoch, this.#waiting.get(id) ?? Buffer.alloc(0))),
    ];
    const proposals = vector(Buffer.concat(messages));
    const recognized = [...this.members, ...added];
    const results = this.members
      .filter((id) => !removed.has(id))
      .map((id) => {
        const result = this.#locals.get(id)?.session.processProposals(append, proposals, recognized);
        return { id, result };
      });
    const change = { removed, added };
    if (committer === this.#remote?.id) {
      this.#asked = change;
      this.#remote.proposals(Buffer.concat([Buffer.from([append]), proposals]));
      return;
    }
    const made = results.find(({ id }) => id === committer)?.result;
    if (made?.commit === undefined) throw new Error(`no commit by ${committer}`);
    this.#apply(made.commit, made.welcome ?? null, change);
    this.#proceed();
  }

  #apply(
    commit: Buffer,
    welcome: Buffer | null,
    { removed, added }: { removed: ReadonlySet<string>; added: readonly string[] },
  ): void {
    const transition = this.#epoch === 0n ? 0 : ++this.#transition;
    for (const id of this.members) {
      if (removed.has(id)) continue;
      if (id === this.#remote?.id) this.#remote.announceCommit(transition, commit);
      // Who has left may be back already, as somebody who knows nothing of this group.
      else if (!this.#leaving.has(id)) this.#locals.get(id)?.session.processCommit(commit);
    }
    this.#leaves = this.#leaves.map((id) => (id !== null && removed.has(id) ? null : id));
    for (const id of removed) this.#leaving.delete(id);
    for (const id of added) {
      const isBack = this.#leaving.has(id);
      if (!isBack) this.#waiting.delete(id);
      const blank = this.#leaves.indexOf(null);
      if (blank < 0) this.#leaves.push(id);
      else this.#leaves[blank] = id;
      if (welcome === null) throw new Error('somebody was added without a welcome');
      if (id === this.#remote?.id) this.#remote.welcome(transition, welcome);
      else if (!isBack) this.#locals.get(id)?.session.processWelcome(welcome);
    }
    while (this.#leaves.at(-1) === null) this.#leaves.pop();
    this.#epoch++;
    this.commits++;
    this.onChange();
  }
}
