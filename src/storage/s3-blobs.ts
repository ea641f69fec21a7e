// Blobs in an object store that speaks S3, for many machines: each one keeps what it read lately in a folder of its own.
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import path from 'node:path';
import { Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as startTimer } from 'node:timers';
import { setTimeout } from 'node:timers/promises';
import { AwsV4Signer } from 'aws4fetch';
import { hashFile } from '../files.ts';
import { Away, outage } from '../outage.ts';
import { BlobDamaged, type BlobStore, LocalBlobs, type StoredBlob } from './blobs.ts';

export interface ObjectStoreSettings {
  /** For example `https://s3.eu-central-1.amazonaws.com` or `http://minio:9000`. */
  readonly endpoint: string;
  /** Must be there; nothing else is kept in it. */
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** What this machine keeps of what it read, at most. */
  readonly cacheBytes: number;
}

/** A request is made so often, with pauses that double from this share of the patience: some 2 s beside the requests themselves. */
const mostAttempts = 5;
const firstPause = 1 / 128;
/** How long the store may be silent, ms; what is sent to it may take longer by the time that it takes at this speed. */
const patienceMs = 20_000;
const slowestBytesPerMs = 100;
/** After so many times this patience no other attempt is made. */
const mostPatiences = 3;
/** What is kept of what was read is read anew after so long: it may have been deleted by another machine, ms. */
const cachedMs = 24 * 3_600_000;
const hourMs = 3_600_000;
/** So many objects are listed at once. */
const pageSize = 500;

/** An answer that is none of the expected ones; the store is away when it goes on. */
class Refused extends Error {
  override readonly name = 'Refused';
  readonly isWorthAnother: boolean;

  constructor(status: number, text: string) {
    const [, code = 'no reason given'] = /<Code>([^<]*)<\/Code>/.exec(text) ?? [];
    super(`it answers ${status} (${code})`);
    // Bodies that broke on the way are 400: the store has compared them with their hash.
    this.isWorthAnother = status >= 500 || status === 429 || status === 400;
  }
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** What is sent, as often as it takes. */
interface Body {
  readonly bytes: number;
  open(): Readable;
}

interface Given {
  readonly headers?: Record<string, string>;
  readonly body?: Body;
  readonly into?: string;
}

/** An object as it was when it was looked at. */
interface Seen {
  readonly etag: string;
  /** Since it was put last, by the clock of the store, which knows whole seconds. */
  readonly ageMs: number;
}

export class S3Blobs implements BlobStore {
  readonly #settings: ObjectStoreSettings;
  readonly #cache: LocalBlobs;
  readonly #cacheFolder: string;
  readonly #patienceMs: number;
  /** What the cache may hold at most by what was put into it since it was looked at. */
  #cachedBytes = Infinity;
  readonly #bringing = new Map<string, Promise<void>>();
  #tidying: Promise<void> = Promise.resolve();

  private constructor(settings: ObjectStoreSettings, cache: LocalBlobs, cacheFolder: string, silenceMs: number) {
    this.#patienceMs = silenceMs;
    this.#settings = settings;
    this.#cache = cache;
    this.#cacheFolder = cacheFolder;
  }

  /**
   * @param cacheFolder on a local disk, made when absent; may be deleted while nothing runs
   * @param silenceMs how long the store may be silent
   * @throws Away when there is no such bucket, or it does not let us in
   */
  static async open(
    settings: ObjectStoreSettings,
    cacheFolder: string,
    silenceMs: number = patienceMs,
  ): Promise<S3Blobs> {
    const blobs = new S3Blobs(settings, await LocalBlobs.open(cacheFolder), cacheFolder, silenceMs);
    await blobs.#list('', 1);
    await blobs.#tidy();
    setInterval(() => void blobs.#tidy().catch(() => {}), hourMs).unref();
    return blobs;
  }

  async put(source: string | Buffer): Promise<StoredBlob> {
    const isFile = typeof source === 'string';
    const sha256 = isFile ? await hashFile(source) : createHash('sha256').update(source).digest('hex');
    const body: Body = {
      bytes: isFile ? (await stat(source)).size : source.length,
      open: () => (isFile ? createReadStream(source) : Readable.from([source])),
    };
    // The store compares what arrives with the hash, so that a file which changes meanwhile is refused.
    await this.#ask('PUT', this.#url(sha256), [200], { headers: { 'x-amz-content-sha256': sha256 }, body });
    return { sha256, bytes: body.bytes };
  }

  async has(sha256: string): Promise<boolean> {
    return (await this.#look(sha256)) !== null;
  }

  async copyTo(sha256: string, destination: string): Promise<number> {
    return await this.#throughCache(sha256, () => this.#cache.copyTo(sha256, destination));
  }

  async read(sha256: string): Promise<Buffer> {
    return await this.#throughCache(sha256, () => this.#cache.read(sha256));
  }

  async delete(sha256: string, olderThanMs = -Infinity): Promise<boolean> {
    const seen = await this.#look(sha256);
    if (seen !== null && !(await this.#deleteIfOlder(sha256, seen, olderThanMs))) return false;
    await this.#cache.delete(sha256);
    return true;
  }

  async sweep(
    neededOf: (blobs: readonly string[]) => Promise<ReadonlySet<string>>,
    olderThanMs: number,
  ): Promise<number> {
    let deleted = 0;
    for await (const objects of this.#pages()) {
      const found = objects.filter(({ sha256 }) => sha256 !== null);
      const needed = await neededOf(found.flatMap(({ sha256 }) => sha256 ?? []));
      for (const { sha256, ...seen } of found) {
        if (sha256 === null || needed.has(sha256)) continue;
        if (!(await this.#deleteIfOlder(sha256, seen, olderThanMs))) continue;
        await this.#cache.delete(sha256);
        deleted += 1;
      }
    }
    return deleted;
  }

  async *contents(): AsyncGenerator<{ readonly blobs: readonly string[]; readonly others: readonly string[] }> {
    for await (const objects of this.#pages()) {
      const blobs = objects.flatMap(({ sha256 }) => sha256 ?? []);
      yield { blobs, others: objects.flatMap(({ sha256, key }) => (sha256 === null ? key : [])) };
    }
  }

  /** All objects; `sha256` is null for those that are no blobs. */
  async *#pages(): AsyncGenerator<(Seen & { readonly key: string; readonly sha256: string | null })[]> {
    for (let after = ''; ;) {
      const { objects, isCut } = await this.#list(after, pageSize);
      yield objects.map((object) => ({
        ...object,
        sha256: /^[0-9a-f]{2}\/[0-9a-f]{62}$/.test(object.key) ? object.key.replace('/', '') : null,
      }));
      const last = objects.at(-1);
      if (!isCut || last === undefined) return;
      after = last.key;
    }
  }

  /** @returns whether it is gone; one that was put again since it was seen stays */
  async #deleteIfOlder(sha256: string, seen: Seen, olderThanMs: number): Promise<boolean> {
    if (seen.ageMs < olderThanMs) return false;
    const headers = { 'if-match': seen.etag };
    const { status } = await this.#ask('DELETE', this.#url(sha256), [200, 204, 404, 412], { headers });
    return status !== 412;
  }

  async #look(sha256: string): Promise<Seen | null> {
    const { status, headers } = await this.#ask('HEAD', this.#url(sha256), [200, 404]);
    if (status === 404) return null;
    const now = Date.parse(headers.date ?? '') || Date.now();
    return { etag: headers.etag ?? '*', ageMs: now - Date.parse(headers['last-modified'] ?? '') };
  }

  async #list(
    after: string,
    most: number,
  ): Promise<{ readonly objects: (Seen & { readonly key: string })[]; readonly isCut: boolean }> {
    const url = this.#bucketUrl();
    url.search = new URLSearchParams({ 'list-type': '2', 'start-after': after, 'max-keys': String(most) }).toString();
    const { text, headers } = await this.#ask('GET', url, [200]);
    const now = Date.parse(headers.date ?? '') || Date.now();
    const objects = Array.from(text.matchAll(/<Contents>(.*?)<\/Contents>/gs), ([, object = '']) => {
      const value = (name: string): string => new RegExp(`<${name}>([^<]*)</${name}>`).exec(object)?.[1] ?? '';
      const etag = value('ETag').replaceAll(/&quot;|&#34;/g, '"');
      return { key: value('Key'), etag, ageMs: now - Date.parse(value('LastModified')) };
    });
    return { objects, isCut: text.includes('<IsTruncated>true</IsTruncated>') };
  }

  /** Use a blob from the cache, where it is brought first if need be. */
  async #throughCache<T>(sha256: string, use: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await use();
      } catch (error) {
        // Missing, tidied away in this moment, or damaged here.
        if (!(error instanceof BlobDamaged) || attempt === 3) throw error;
      }
      await this.#cache.delete(sha256);
      await this.#bringOnce(sha256);
    }
  }

  /** However many ask for it at once. */
  async #bringOnce(sha256: string): Promise<void> {
    const coming = this.#bringing.get(sha256) ?? this.#bring(sha256).finally(() => this.#bringing.delete(sha256));
    this.#bringing.set(sha256, coming);
    await coming;
  }

  async #bring(sha256: string): Promise<void> {
    const file = path.join(this.#tmp, randomUUID());
    try {
      const { status } = await this.#ask('GET', this.#url(sha256), [200, 404], { into: file });
      if (status === 404) throw new BlobDamaged(sha256, 'is missing');
      const actual = await hashFile(file);
      if (actual !== sha256) throw new BlobDamaged(sha256, `is damaged: the SHA-256 of its object is ${actual}`);
      this.#cachedBytes += (await this.#cache.put(file)).bytes;
    } finally {
      await rm(file, { force: true });
    }
    if (this.#cachedBytes > this.#settings.cacheBytes) await this.#tidy(sha256);
  }

  /** Delete from the cache what was brought long ago, and the oldest until the rest fits. @param just what stays */
  async #tidy(just?: string): Promise<void> {
    this.#tidying = this.#tidying.catch(() => {}).then(() => this.#tidyNow(just));
    await this.#tidying;
  }

  async #tidyNow(just: string | undefined): Promise<void> {
    const files: { name: string; bytes: number; at: number }[] = [];
    for (const entry of await readdir(this.#cacheFolder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const name = path.join(entry.parentPath, entry.name);
      const found = await stat(name).catch(() => null);
      if (found !== null) files.push({ name, bytes: found.size, at: found.mtimeMs });
    }
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    const oldest = Date.now() - cachedMs;
    for (const file of files.sort((a, b) => a.at - b.at)) {
      if (bytes <= this.#settings.cacheBytes && file.at > oldest) break;
      if (file.at > oldest && path.dirname(file.name) === this.#tmp) continue;
      if (just !== undefined && file.name.endsWith(path.join(just.slice(0, 2), just.slice(2)))) continue;
      await rm(file.name, { force: true });
      bytes -= file.bytes;
    }
    this.#cachedBytes = bytes;
  }

  /** Where files of the cache are before they are whole. */
  get #tmp(): string {
    return path.join(this.#cacheFolder, 'tmp');
  }

  #bucketUrl(): URL {
    return new URL(`${this.#settings.endpoint.replace(/\/+$/, '')}/${this.#settings.bucket}`);
  }

  #url(sha256: string): URL {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`"${sha256}" is not a SHA-256`);
    return new URL(`${this.#bucketUrl().href}/${sha256.slice(0, 2)}/${sha256.slice(2)}`);
  }

  /**
   * Ask the store, again where that may help.
   * @param given.into a file that the body of a 200 goes to
   * @throws Away when it can't be reached, breaks off, or gives none of the expected answers
   */
  async #ask(method: string, url: URL, expected: readonly number[], given: Given = {}): Promise<Answer> {
    const patience = this.#patienceMs + (given.body?.bytes ?? 0) / slowestBytesPerMs;
    const enough = Date.now() + mostPatiences * patience;
    for (let attempt = 1, pauseMs = this.#patienceMs * firstPause; ; attempt += 1, pauseMs *= 2) {
      try {
        return await this.#askOnce(method, url, expected, given, patience);
      } catch (error) {
        // Of this machine's disk.
        if (outage(error) !== null) throw error;
        const isFinal = error instanceof Refused && !error.isWorthAnother;
        if (isFinal || attempt === mostAttempts || Date.now() > enough) throw new Away('store', error);
      }
      await setTimeout(pauseMs);
    }
  }

  async #askOnce(
    method: string,
    url: URL,
    expected: readonly number[],
    given: Given,
    patience: number,
  ): Promise<Answer> {
    const { accessKeyId, secretAccessKey, region } = this.#settings;
    const { body, into } = given;
    const keys = { accessKeyId, secretAccessKey, region, service: 's3' };
    const signed = await new AwsV4Signer({ method, url: url.href, headers: given.headers ?? {}, ...keys }).sign();
    const silence = new AbortController();
    const timer = startTimer(() => silence.abort(new Error('it is silent')), patience);
    try {
      const answer = await send(signed.url, { method, headers: signed.headers, body, signal: silence.signal });
      const { headers, statusCode: status = 0 } = answer;
      if (status === 200 && into !== undefined) {
        await pipeline(
          answer,
          async function* (chunks: AsyncIterable<Buffer>) {
            for await (const chunk of chunks) {
              timer.refresh();
              yield chunk;
            }
          },
          createWriteStream(into),
        );
        if ((await stat(into)).size !== Number(headers['content-length'])) throw new Error('the answer broke off');
        return { status, headers, text: '' };
      }
      // Whatever is not read to its end keeps its connection.
      const text = await textOf(answer);
      if (!expected.includes(status)) throw new Refused(status, text);
      return { status, headers, text };
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Send a request. @returns its answer, as soon as that begins, also before all was sent */
async function send(
  url: URL,
  given: {
    readonly method: string;
    readonly headers: Headers;
    readonly body: Body | undefined;
    readonly signal: AbortSignal;
  },
): Promise<IncomingMessage> {
  const { method, body, signal } = given;
  const headers = { ...Object.fromEntries(given.headers), ...(body && { 'content-length': String(body.bytes) }) };
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const outgoing = request(url, { method, headers, signal });
  const answered = once(outgoing, 'response') as Promise<[IncomingMessage]>;
  // After the answer, what goes wrong is told by the answer itself.
  outgoing.on('error', () => {});
  // What can't be read of the body ends the request, with the same error.
  if (body === undefined) outgoing.end();
  else pipeline(body.open(), outgoing).catch(() => {});
  const [answer] = await answered;
  return answer;
}
