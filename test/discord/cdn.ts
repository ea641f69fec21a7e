// The attachment CDN: signed addresses that expire, and downloads that a test can slow down, stall or cut.
import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StoredFile, World } from './world.ts';

const lifetimeMs = 24 * 60 * 60 * 1000;

/** What to do with the next downloads. */
export interface DownloadFault {
  /** Which files; all when absent. */
  readonly only?: (file: StoredFile) => boolean;
  /** `stall`: nothing more comes; `cut`: the connection breaks; `slow`: see `bytesPerSecond`; a number: this status. */
  readonly kind: 'stall' | 'cut' | 'slow' | number;
  /** Bytes that are delivered before the stall or cut; half of the file when absent. */
  readonly afterBytes?: number;
  readonly bytesPerSecond?: number;
  /** How many downloads are affected; 1 when absent. */
  readonly times?: number;
}

export interface Download {
  readonly file: StoredFile;
  readonly at: number;
  /** Grows while it runs. */
  sentBytes: number;
  state: 'running' | 'complete' | 'aborted';
}

export class Cdn {
  readonly #world: World;
  readonly #key = randomBytes(32);
  readonly #faults: { fault: DownloadFault; left: number }[] = [];
  /** Every download that was granted, in order. */
  readonly downloads: Download[] = [];

  /** @param origin `http://host:port` */
  constructor(world: World, origin: string) {
    this.#world = world;
    world.fileUrl = (file) => {
      const pathname = `/${file.folder}/${file.id}/${file.name}`;
      const issued = Math.floor(world.clock.now() / 1000);
      const expires = issued + lifetimeMs / 1000;
      const [is, ex] = [issued.toString(16), expires.toString(16)];
      return `${origin}${pathname}?ex=${ex}&is=${is}&hm=${this.#sign(pathname, ex, is)}&`;
    };
  }

  /** Break the next downloads. */
  fail(fault: DownloadFault): void {
    this.#faults.push({ fault, left: fault.times ?? 1 });
  }

  handle(request: IncomingMessage, response: ServerResponse, url: URL): void {
    const id = url.pathname.split('/').at(-2) ?? '';
    const file = this.#world.files.get(id);
    const [ex, is, hm] = [url.searchParams.get('ex'), url.searchParams.get('is'), url.searchParams.get('hm')];
    const signed = ex !== null && is !== null && hm === this.#sign(url.pathname, ex, is);
    const alive = ex !== null && Number.parseInt(ex, 16) * 1000 > this.#world.clock.now();
    const rightPath = file && url.pathname === `/${file.folder}/${file.id}/${file.name}`;
    if (!rightPath || !signed || !alive) {
      response.writeHead(404, { 'content-type': 'text/plain;charset=UTF-8' });
      response.end('This content is no longer available.');
      return;
    }
    const scheduled = this.#faults.find(({ fault, left }) => left > 0 && (fault.only?.(file) ?? true));
    if (scheduled) scheduled.left--;
    const fault = scheduled?.fault;
    if (typeof fault?.kind === 'number') {
      response.writeHead(fault.kind, { 'content-type': 'text/plain' });
      response.end();
      return;
    }
    const download: Download = { file, at: this.#world.clock.now(), sentBytes: 0, state: 'running' };
    this.downloads.push(download);
    response.on('close', () => {
      download.state = response.writableFinished ? 'complete' : 'aborted';
      this.#world.changed();
    });
    response.writeHead(200, { 'content-type': file.contentType, 'content-length': file.data.length });
    if (request.method === 'HEAD') {
      response.end();
    } else if (!fault) {
      download.sentBytes = file.data.length;
      response.end(file.data);
    } else if (fault.kind === 'slow') {
      this.#trickle(response, download, fault.bytesPerSecond ?? 16_384);
    } else {
      const part = file.data.subarray(0, fault.afterBytes ?? file.data.length >> 1);
      download.sentBytes = part.length;
      response.flushHeaders();
      response.write(part, () => {
        if (fault.kind === 'cut') response.destroy();
        this.#world.changed();
      });
    }
    this.#world.changed();
  }

  #trickle(response: ServerResponse, download: Download, bytesPerSecond: number): void {
    const { data } = download.file;
    const step = Math.max(1, Math.floor(bytesPerSecond / 20));
    const timer = setInterval(() => {
      const next = data.subarray(download.sentBytes, download.sentBytes + step);
      download.sentBytes += next.length;
      response.write(next);
      if (download.sentBytes >= data.length) {
        clearInterval(timer);
        response.end();
      }
      this.#world.changed();
    }, 50);
    response.on('close', () => clearInterval(timer));
  }

  #sign(pathname: string, ex: string, is: string): string {
    return createHmac('sha256', this.#key).update(`${pathname}?ex=${ex}&is=${is}`).digest('hex');
  }
}
