// Several bots at once: each tells of what it was asked for; what one had begun when it died, or could not tell, another
// one tells; and everything is told once.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { atEnd } from '../support/at-end.ts';
import { databaseOf, onEachDatabase } from '../support/databases.ts';
import { readConfig } from '../../src/config.ts';
import type { Channel, Guild } from '../discord/world.ts';
import type { Upload } from '../discord/person.ts';
import { ask } from '../queue/support.ts';
import { type Lab, cancellation, delivered, eventually, gate, recordings, startLab } from './support.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

async function lab(t: TestContext, env: Readonly<Record<string, string>> = {}): Promise<Lab> {
  const made = await startLab({ databaseUrl: databaseOf(t), env });
  atEnd(t, () => made.close());
  return made;
}

/** A bot in a process of its own. */
async function botProcess(t: TestContext, { config, discord, redisUrl }: Lab): Promise<{ kill(): Promise<void> }> {
  const child = spawn(process.execPath, ['src/bot/main.ts'], {
    cwd: root,
    env: {
      ...process.env,
      ...discord.env,
      DATA_DIR: config.dataDir,
      DATABASE_URL: config.databaseUrl ?? '',
      REDIS_URL: redisUrl,
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  atEnd(t, kill);
  await discord.world.waitFor('the bot', () => (discord.gateway.connected > 0 ? true : undefined));
  return { kill };
}

/** As if the time had passed after which a silent bot counts as gone. */
async function allBotsAreSilent({ config }: Lab): Promise<void> {
  const statement = 'update bots set seen_at = 0';
  if (config.databaseUrl !== undefined) {
    const client = new Client({ connectionString: config.databaseUrl });
    await client.connect();
    await client.query(statement);
    await client.end();
    return;
  }
  const file = new DatabaseSync(path.join(config.dataDir, 'timbre.sqlite'), { timeout: 10_000 });
  file.exec(statement);
  file.close();
}

/** What stands in a channel, in short. */
const seen = (channel: Channel) =>
  channel.messages.map((message) =>
    message.isVoiceMessage
      ? 'voice'
      : (message.embeds[0]?.title ?? message.text.split(/[.\n]/)[0]?.replace(/`█+` /, '')),
  );

describe('several bots', () => {
  onEachDatabase('killed between sending and writing: the next one tells the rest, and nothing twice', async (t) => {
    const parts = await lab(t);
    const { ann, ben, discord, guild, storage } = parts;
    const cat = discord.person('cat');
    const [annsPlace, bensPlace, catsPlace] = ['a', 'b', 'c'].map((name) => guild.channel(name));
    await parts.trainedVersion(ben, await parts.readyVoice(ben));
    await parts.readyVoice(ann);
    const catsVoice = await parts.readyVoice(cat);
    const bot = await botProcess(t, parts);

    // Hers ends when its token has died: then only the channel is left.
    const late = gate();
    parts.script = async (run) => {
      await run.progress({ epoch: 1 });
      await late.opened;
      await run.publish();
    };
    const cats = cat.slash(catsPlace, 'train continue');
    await cats.answer(undefined);
    await eventually(
      () => storage.runs.latest(catsVoice.id),
      (run) => run?.progressMessageId != null,
    );
    discord.clock.advance(16 * 60_000);
    const followUps = 'POST /webhooks/:application/:token';
    const posts = 'POST /channels/:channel/messages';
    discord.failNext(posts, { status: 200, unanswered: true });
    late.open();
    await discord.waitForRequest((request) => request.route === posts && request.injected);

    discord.failNext(followUps, { status: 200, unanswered: true, times: 2 });
    parts.script = async (run) => void (await run.publish());
    ann.slash(annsPlace, 'train continue');
    ben.slash(bensPlace, 'preview', { text: 'Hello there.' });
    await discord.waitForRequest(
      () => discord.requests.filter((r) => r.route === followUps && r.injected).length === 2,
    );
    await bot.kill();
    await allBotsAreSilent(parts);

    await parts.startBot();
    for (const run of await storage.runs.newest(10)) await delivered(parts, run.id);
    await parts.stopBot();
    assert.deepEqual(seen(annsPlace), ['100 %', 'Version 1 is ready and active', 'voice']);
    assert.deepEqual(seen(catsPlace), ['100 %', 'Version 1 is ready and active', 'voice']);
    assert.deepEqual(seen(bensPlace), ['🔊 v1 says: “Hello there', 'voice']);
    assert.deepEqual(parts.errors, []);
    assert.deepEqual(discord.violations, []);
  });

  onEachDatabase('side by side: what one could not tell the other does, when it hears them', async (t) => {
    const parts = await lab(t);
    const { ann, ben, discord, storage } = parts;
    const count = 2;
    const guilds = new Map<bigint, Guild>();
    // Which shard a server is of, the time at which it was made decides.
    for (let index = 0; guilds.size < count; index += 1) {
      discord.clock.advance(1);
      const guild = discord.guild(`Guild ${index}`);
      guilds.set((BigInt(guild.id) >> 22n) % BigInt(count), guild);
    }
    const [first, second] = [guilds.get(0n), guilds.get(1n)];
    assert.ok(first && second);
    const [here, there] = [first.channel('here'), second.channel('there')];
    for (const person of [ann, ben]) await parts.trainedVersion(person, await parts.readyVoice(person));
    await parts.startBot({ ids: [0], count });
    await parts.startAnotherBot({ ids: [1], count });

    const asked = [
      ann.slash(here, 'preview', { text: 'From here.' }),
      ben.slash(there, 'preview', { text: 'From there.' }),
    ];
    await Promise.all(asked.map((one) => one.followUp((message) => message.isVoiceMessage)));

    // Started with the one, cancelled with the other: the message of the one says so.
    const training = gate();
    parts.script = async (run) => {
      await run.progress({ epoch: 1 });
      await Promise.race([training.opened, cancellation(run)]);
      if (run.cancelled.aborted) await run.end();
      else await run.publish();
    };
    const started = ann.slash(here, 'train continue', { epochs: 20 });
    await started.answer();
    await ann.slash(there, 'train cancel').answer();
    await started.answer((message) => /cancelled/i.test(message.text));

    // Every way is closed: kept by the one, told by the other.
    const again = ben.slash(there, 'train continue', { epochs: 20 });
    await again.answer();
    const bens = await storage.runs.activeTraining(ben.id);
    assert.ok(bens);
    discord.clock.advance(16 * 60_000);
    there.botPermissions = 0n;
    ben.closedDms = true;
    training.open();
    await discord.waitForRequest((request) => request.path.includes(ben.dm.id) && request.method === 'POST');
    const told: string[] = [];
    await eventually(
      async () => {
        const help = ben.slash(here, 'help');
        await help.answer();
        told.push(...help.followUps.map((message) => message.text));
        return await storage.runs.get(bens.id);
      },
      (run) => run?.deliveredAt != null,
    );
    assert.deepEqual(
      asked.map((one) => one.followUps.length),
      [1, 1],
    );
    assert.deepEqual(discord.violations, []);
    assert.deepEqual(parts.errors, []);
  });
});

async function take(): Promise<Upload> {
  const [one] = await recordings(1);
  assert.ok(one);
  return one;
}

describe('two bots of the same shards', () => {
  test('a question for consent is answered by whichever is there', async (t) => {
    const parts = await lab(t, { MESSAGE_SAMPLES: 'on' });
    const { ann, ben, channel, discord, storage } = parts;
    const cat = discord.person('cat');
    const recording = await take();
    await parts.startBot();
    const typed = await ann.slash(channel, 'addsamples', { file: recording }).answer();
    const picked = await ben.messageCommand(ben.say(channel, '', [recording]), 'Add to my voice').answer();
    cat.say(cat.dm, '', [recording]);
    const direct = await cat.dm.waitForMessage((message) => message.text.includes('Your own voice only'));
    await parts.stopBot();
    // Redis takes longer than Discord.
    await ask(parts.redisUrl, 'CLIENT', 'PAUSE', '800');
    await parts.startBot();
    for (const [person, question] of [
      [ann, typed],
      [ben, picked],
      [cat, direct],
    ] as const) {
      person.click(question, 'I agree');
      await question.until((now) => now.text.includes('Added 1 recording'));
      const [voice] = await storage.voices.list(person.id);
      assert.equal((await storage.samples.list(voice?.id ?? '')).length, 1);
    }
    assert.deepEqual(discord.violations, []);
    assert.deepEqual(parts.errors, []);
  });

  test('what is sent directly is answered by one of them', async (t) => {
    const parts = await lab(t, { MESSAGE_SAMPLES: 'on' });
    const { ann, discord, storage } = parts;
    await parts.readyVoice(ann, 0);
    await parts.startBot();
    await parts.startAnotherBot();
    assert.equal(discord.gateway.connected, 2);
    ann.say(ann.dm, '', [await take()]);
    await ann.dm.waitForMessage((message) => message.text.includes('Added 1 recording'));
    // Whatever is told after it was told by whoever heard it too.
    await ann.slash(ann.dm, 'help').answer();
    assert.equal(ann.dm.messages.filter((message) => /recording/.test(message.text) && !message.ephemeral).length, 1);
    assert.equal((await storage.intakes.unfinished()).length, 0);
    assert.equal(discord.cdn.downloads.length, 1);
    assert.deepEqual(discord.violations, []);
    assert.deepEqual(parts.errors, []);
  });
});

test('which shards a bot has', () => {
  assert.equal(readConfig({}).shards, undefined);
  assert.deepEqual(readConfig({ SHARDS: '0, 2,2', SHARD_COUNT: '4' }).shards, { ids: [0, 2], count: 4 });
  assert.deepEqual(readConfig({ SHARD_COUNT: '2' }).shards, { ids: [0, 1], count: 2 });
  assert.throws(() => readConfig({ SHARDS: '0' }), /SHARD_COUNT: SHARDS says which/);
  assert.throws(() => readConfig({ SHARDS: '0,4', SHARD_COUNT: '4' }), /there is no shard 4 of 4/);
  assert.throws(() => readConfig({ SHARDS: 'all', SHARD_COUNT: '4' }), /SHARDS: must be numbers/);
});
