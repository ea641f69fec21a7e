// Downloads against a real HTTP server on loopback: limits hold while streaming, and nothing is left behind.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import test from 'node:test';
import type { TestContext } from 'node:test';
import { download } from '../../src/audio/download.ts';
import type { DownloadOptions } from '../../src/audio/download.ts';
import { scratch } from './material.ts';

const token = 'ex=abc&hm=s3cret';
const content = Buffer.alloc(300_000, 'timbre ');

async function serve(t: TestContext): Promise<{ host: string; folder: string; options: DownloadOptions }> {
  const server = http.createServer((request, response) => {
    const route = new URL(request.url ?? '/', 'http://x').pathname;
    const status = /^\/status\/(\d+)$/.exec(route)?.[1];
    if (status !== undefined) response.writeHead(Number(status)).end('no');
    else if (route === '/file') response.writeHead(200, { 'content-length': content.length }).end(content);
    else if (route === '/unannounced') response.writeHead(200).end(content);
    else if (route === '/hop') response.writeHead(302, { location: '/file' }).end();
    else if (route === '/away') response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end();
    else if (route === '/round') response.writeHead(302, { location: '/round' }).end();
    else if (route === '/stall') response.writeHead(200).write('a');
    else if (route === '/break') {
      response.writeHead(200, { 'content-length': 1000 }).write('a', () => response.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const folder = await scratch(t);
  return { host, folder, options: { allowedHosts: [host], maxBytes: 1_000_000, timeoutMs: 20_000, folder } };
}

test('a file arrives whole, also by a redirect on the same host', async (t) => {
  const { host, options } = await serve(t);
  for (const route of ['file', 'hop', 'unannounced']) {
    const file = await download(`http://${host}/${route}?${token}`, options);
    assert.equal(file.bytes, content.length);
    assert.equal(file.sha256, createHash('sha256').update(content).digest('hex'));
    assert.ok((await readFile(file.path)).equals(content));
  }
});

test('what a person can cause has a code, no word of the token, and leaves no file', async (t) => {
  const { host, folder, options } = await serve(t);
  const fails = async (url: string, code: string, overrides: Partial<DownloadOptions> = {}) => {
    await assert.rejects(download(url, { ...options, ...overrides }), (error: Error & { code?: string }) => {
      assert.equal(error.name, 'UserError', error.stack);
      assert.equal(error.code, code);
      assert.doesNotMatch(`${error.stack}${JSON.stringify(error)}${String(error.cause)}`, /s3cret/);
      return true;
    });
  };
  await fails(`http://${host}/status/404?${token}`, 'link-expired');
  await fails(`http://${host}/status/403?${token}`, 'link-expired');
  await fails(`http://${host}/status/500?${token}`, 'download-failed');
  await fails(`http://${host}/file?${token}`, 'file-too-big', { maxBytes: content.length - 1 });
  await fails(`http://${host}/unannounced?${token}`, 'file-too-big', { maxBytes: content.length - 1 });
  await fails(`http://${host}/stall?${token}`, 'download-timeout', { timeoutMs: 150 });
  await fails(`http://${host}/break?${token}`, 'download-failed');
  await fails(`http://${host}/round?${token}`, 'download-failed');
  await fails(`http://${host}/away?${token}`, 'host-not-allowed');
  await fails(`http://${host}/file?${token}`, 'host-not-allowed', { allowedHosts: ['127.0.0.1'] });
  await fails(`http://localhost.example/file?${token}`, 'host-not-allowed', { allowedHosts: ['localhost.example'] });
  await fails(`http://user:${token}@${host}/file`, 'host-not-allowed');
  await fails(`file:///etc/passwd?${token}`, 'host-not-allowed', { allowedHosts: [''] });
  await fails(`not an address ${token}`, 'host-not-allowed');
  assert.deepEqual(await readdir(folder), []);
});

test('the caller can give up', async (t) => {
  const { host, folder, options } = await serve(t);
  const reason = new Error('shutting down');
  const controller = new AbortController();
  const running = download(`http://${host}/stall`, { ...options, signal: controller.signal });
  controller.abort(reason);
  await assert.rejects(running, reason);
  assert.deepEqual(await readdir(folder), []);
});

test('a file that can not be written is no broken connection', async (t) => {
  const { host, folder, options } = await serve(t);
  const gone = { ...options, folder: path.join(folder, 'gone') };
  await assert.rejects(download(`http://${host}/file`, gone), { code: 'ENOENT', syscall: 'open' });
});
