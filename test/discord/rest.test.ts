// The REST side besides the rules of messages: rate limits, injected faults, nonces, and the CDN.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { RESTEvents, Routes, SlashCommandBuilder } from 'discord.js';
import { type Bench, startBench } from './bench.ts';
import type { StoredFile } from './world.ts';

const commands = [new SlashCommandBuilder().setName('ping').setDescription('Ping.').toJSON()];
const post = 'POST /channels/:channel/messages';

const statusOf = async (address: string, headers: Record<string, string> = {}): Promise<number> =>
  (await fetch(address, { headers })).status;

describe('REST', () => {
  let bench: Bench;
  before(async () => {
    bench = await startBench(commands);
  });
  after(() => bench.close());
  const send = (content: string, more: object = {}): Promise<unknown> =>
    bench.client.rest.post(Routes.channelMessages(bench.channel.id), { body: { content, ...more } });

  const raw = (): Promise<Response> =>
    fetch(`${bench.discord.api}/v10/channels/${bench.channel.id}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${bench.discord.token}`, 'content-type': 'application/json' },
      body: '{"content":"raw"}',
    });

  describe('rate limits', () => {
    it('refuse with 429, and the client comes back in time', async () => {
      const { discord, client, channel } = bench;
      let limited = 0;
      client.rest.on(RESTEvents.RateLimited, () => limited++);
      await send('warm');
      discord.rateLimit(post, 1, 400);
      assert.equal((await raw()).status, 200);
      // The client knows nothing of the raw request, so it runs into the limit.
      await send('waited');
      assert.equal(limited, 1);
      const statuses = discord.requests.filter((r) => r.route === post).map((r) => r.status);
      assert.deepEqual(statuses, [200, 200, 429, 200]);
      assert.deepEqual(
        channel.messages.map((m) => m.content),
        ['warm', 'raw', 'waited'],
      );
      assert.deepEqual(discord.rest.refused, []);
      discord.rateLimit(post, 1000, 1000);
    });

    it('are told in headers and body', async () => {
      const { discord } = bench;
      discord.rateLimit(post, 1, 60_000);
      const first = await raw();
      assert.equal(first.headers.get('x-ratelimit-limit'), '1');
      assert.equal(first.headers.get('x-ratelimit-remaining'), '0');
      assert.match(first.headers.get('x-ratelimit-bucket') ?? '', /^\w+$/);
      assert.ok(Number(first.headers.get('x-ratelimit-reset-after')) > 50);
      const second = await raw();
      assert.equal(second.status, 429);
      assert.ok(Number(second.headers.get('retry-after')) > 50);
      const body = (await second.json()) as { retry_after: number; global: boolean };
      assert.ok(body.retry_after > 50 && body.retry_after <= 60);
      assert.equal(body.global, false);
      discord.rateLimit(post, 1000, 1000);
    });

    it('count 50 requests a second in all', async () => {
      const { discord } = bench;
      const me = (): Promise<Response> =>
        fetch(`${discord.api}/v10/users/@me`, { headers: { authorization: `Bot ${discord.token}` } });
      const responses = await Promise.all(Array.from({ length: 130 }, me));
      const refused = responses.find((r) => r.status === 429);
      assert.ok(refused);
      assert.equal(refused.headers.get('x-ratelimit-global'), 'true');
      assert.equal(((await refused.json()) as { global: boolean }).global, true);
    });
  });

  describe('faults', () => {
    it('are answered instead of the request', async () => {
      const { discord, channel } = bench;
      const before = channel.messages.length;
      discord.failNext(post, { status: 403, body: { code: 50173, message: 'no voice' } });
      await assert.rejects(send('x'), { code: 50173, status: 403 });
      assert.equal(channel.messages.length, before);
      assert.deepEqual(discord.rest.refused, []);
      assert.throws(() => discord.failNext('POST /nowhere', { status: 500 }), /no route/);
    });

    it('can lose the answer of a request that took effect: without a nonce the message doubles', async () => {
      const { discord, channel } = bench;
      const count = (content: string): number => channel.messages.filter((m) => m.content === content).length;
      discord.failNext(post, { status: 502, afterwards: true });
      await send('twice');
      assert.equal(count('twice'), 2);
      discord.failNext(post, { status: 502, afterwards: true });
      await send('once', { nonce: '123', enforce_nonce: true });
      assert.equal(count('once'), 1);
    });
  });

  it('lists messages newest first, in pages, without ephemeral ones', async () => {
    const { client, ann, guild } = bench;
    const channel = guild.channel('pages');
    const [one, two, three] = ['1', '2', '3'].map((text) => ann.say(channel, text));
    assert.ok(one && two && three);
    const list = async (query: Record<string, string>): Promise<string[]> => {
      const options = { query: new URLSearchParams(query) };
      const found = (await client.rest.get(Routes.channelMessages(channel.id), options)) as { content: string }[];
      return found.map((m) => m.content);
    };
    assert.deepEqual(await list({}), ['3', '2', '1']);
    assert.deepEqual(await list({ limit: '2' }), ['3', '2']);
    assert.deepEqual(await list({ before: three.id, limit: '1' }), ['2']);
    assert.deepEqual(await list({ after: one.id, limit: '1' }), ['2']);
    await assert.rejects(list({ limit: '101' }), { code: 50035 });
  });

  it('refuses requests without the bot token, and routes that do not exist', async () => {
    const { discord } = bench;
    assert.equal(await statusOf(`${discord.api}/v10/users/@me`), 401);
    assert.equal(await statusOf(`${discord.api}/v10/users/@me`, { authorization: `Bot ${discord.token}` }), 200);
    const before = discord.violations.length;
    assert.equal(await statusOf(`${discord.api}/v10/nowhere`, { authorization: `Bot ${discord.token}` }), 404);
    assert.equal(discord.violations.length, before);
  });

  it('answers 204 without a content type', async () => {
    const { discord, ann, channel } = bench;
    const { id, token } = ann.slash(channel, 'ping');
    const response = await fetch(`${discord.api}/v10/interactions/${id}/${token}/callback`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"type":5}',
    });
    assert.equal(response.status, 204);
    assert.equal(response.headers.get('content-type'), null);
  });

  describe('the CDN', () => {
    let url = '';
    let file: StoredFile;
    const data = Buffer.alloc(100_000, 'timbre');
    before(() => {
      [file] = bench.ann.say(bench.channel, 'x', [{ name: 'a.wav', data }]).files as [StoredFile];
      url = bench.discord.world.fileUrl(file);
    });
    afterEach(() => {
      assert.equal(bench.discord.cdn.downloads.at(-1)?.file, file);
    });

    it('serves what was uploaded', async () => {
      const response = await fetch(url);
      assert.equal(response.headers.get('content-type'), 'audio/x-wav');
      assert.deepEqual(Buffer.from(await response.arrayBuffer()), data);
      assert.equal((await bench.discord.waitForDownload((d) => d.state === 'complete')).sentBytes, data.length);
    });

    it('refuses changed and expired addresses', async () => {
      assert.equal(await statusOf(url.replace(/ex=\w/, 'ex=f')), 404);
      assert.equal(await statusOf(url.replace('a.wav', 'b.wav')), 404);
      assert.equal(await statusOf(url.split('?')[0] ?? ''), 404);
      assert.equal(await statusOf(url), 200);
      bench.discord.clock.advance(24 * 3600 * 1000);
      assert.equal(await statusOf(url), 404);
      assert.equal(await statusOf(bench.discord.world.fileUrl(file)), 200);
    });

    it('fails in the ways that networks fail', async () => {
      const { discord } = bench;
      url = discord.world.fileUrl(file);
      discord.cdn.fail({ kind: 503 });
      assert.equal((await fetch(url)).status, 503);
      discord.cdn.fail({ kind: 'cut', afterBytes: 1000 });
      await assert.rejects(fetch(url).then((r) => r.arrayBuffer()));
      assert.equal(discord.cdn.downloads.at(-1)?.sentBytes, 1000);
      discord.cdn.fail({ kind: 'slow', bytesPerSecond: 1_000_000 });
      assert.equal((await (await fetch(url)).arrayBuffer()).byteLength, data.length);
      discord.cdn.fail({ kind: 'stall', only: (f) => f.name === 'a.wav' });
      const controller = new AbortController();
      const stalled = await fetch(url, { signal: controller.signal });
      const running = await discord.waitForDownload((d) => d.state === 'running' && d.sentBytes === 50_000);
      controller.abort();
      await assert.rejects(stalled.arrayBuffer());
      await discord.world.waitFor('the aborted download', () => running.state === 'aborted' || undefined);
    });
  });
});
