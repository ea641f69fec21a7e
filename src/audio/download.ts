// Downloads an attachment to disk: only from hosts that are allowed, no more and no longer than allowed.
import { createHash, randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../errors.ts';

export interface DownloadOptions {
  /** `host` or `host:port` values; plain http is accepted for loopback hosts only. */
  readonly allowedHosts: readonly string[];
  readonly maxBytes: number;
  /** Of the whole download, redirects included. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Where the file is put, under a random name. */
  readonly folder: string;
}

export interface DownloadedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

const maxRedirects = 3;
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function checkAddress(address: string, base: URL | undefined, allowedHosts: readonly string[]): URL {
  const url = URL.canParse(address, base?.href) ? new URL(address, base) : null;
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.test(url.hostname));
  if (!url || !secure || url.username !== '' || url.password !== '' || !allowedHosts.includes(url.host)) {
    throw new UserError('host-not-allowed');
  }
  return url;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}

function tooBig(maxBytes: number): UserError {
  return new UserError('file-too-big', { most: megabytes(maxBytes) });
}

function checkStatus(status: number): void {
  if (status === 401 || status === 403 || status === 404 || status === 410) {
    throw new UserError('link-expired', { status });
  }
  if (status < 200 || status >= 300) {
    throw new UserError('download-failed/status', { status });
  }
}

/** Follow redirects by hand, so that each address is checked before it is asked. */
async function request(url: string, options: DownloadOptions, signal: AbortSignal): Promise<Response> {
  let address = checkAddress(url, undefined, options.allowedHosts);
  for (let hop = 0; hop <= maxRedirects; hop++) {
    // Compressed answers would say nothing of the size of the file.
    const response = await fetch(address, { redirect: 'manual', signal, headers: { 'accept-encoding': 'identity' } });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) return response;
    await response.body?.cancel();
    address = checkAddress(location, address, options.allowedHosts);
  }
  throw new UserError('download-failed/redirects');
}

/**
 * Stream a file to disk. Nothing is left behind unless it arrived as a whole.
 * Messages of errors never hold the URL, which carries a token.
 * @throws UserError `host-not-allowed`, `file-too-big`, `link-expired`, `download-timeout`, `download-failed`;
 *   `options.signal.reason` when aborted; the system's error when the file can't be written
 */
export async function download(url: string, options: DownloadOptions): Promise<DownloadedFile> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  const target = path.join(options.folder, `download-${randomUUID()}`);
  let complete = false;
  try {
    const response = await request(url, options, signal);
    try {
      checkStatus(response.status);
      if (Number(response.headers.get('content-length') ?? 0) > options.maxBytes) throw tooBig(options.maxBytes);
      await using file = await open(target, 'wx', 0o600);
      const hash = createHash('sha256');
      let bytes = 0;
      for await (const chunk of response.body ?? []) {
        bytes += chunk.length;
        if (bytes > options.maxBytes) throw tooBig(options.maxBytes);
        hash.update(chunk);
        await file.writeFile(chunk);
      }
      complete = true;
      return { path: target, bytes, sha256: hash.digest('hex') };
    } finally {
      if (!complete) await response.body?.cancel().catch(() => {});
    }
  } catch (error) {
    await rm(target, { force: true });
    options.signal?.throwIfAborted();
    if (error instanceof UserError) throw error;
    if (timeout.aborted) {
      throw new UserError('download-timeout', { seconds: Math.round(options.timeoutMs / 1000) });
    }
    // Whatever the file system says is no fault of the connection, whose errors come from undici and have no errno themselves.
    if (error instanceof Error && 'errno' in error) throw error;
    // undici hides the socket error in the cause; its code says all that may be said.
    const { cause } = error instanceof Error ? error : {};
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new UserError('download-failed', { code });
  }
}
