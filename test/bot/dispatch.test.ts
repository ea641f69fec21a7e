// The way in and the funnel of errors: acknowledged in time, told in words, or apologized for with a reference.
import assert from 'node:assert/strict';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { InteractionResponseType, REST, Routes } from 'discord.js';
import pino from 'pino';
import { startBot } from '../../src/bot/bot.ts';
import { type Command, createRegistry } from '../../src/bot/interactions/command.ts';
import { allCommands } from '../../src/bot/commands/all.ts';
import { createConsentGate } from '../../src/bot/interactions/consent.ts';
import { buttons } from '../../src/bot/discord/message.ts';
import { registerCommands } from '../../src/bot/discord/registration.ts';
import { type Lab, assertClean, startLab } from './support.ts';

describe('the way in', () => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await startLab();
  });
  afterEach(() => lab.close());

  it('helps', async () => {
    await lab.startBot();
    const answer = await lab.ann.slash(lab.channel, 'help').answer();
    assert.ok(answer.ephemeral);
    assert.match(answer.text, /\/addsamples.*\/train continue.*\/preview.*\/rollback.*\/samples remove/s);
    const direct = await lab.ben.slash(lab.ben.dm, 'help').answer();
    assert.equal(direct.text, answer.text);
    assertClean(lab);
  });

  it('says so when Discord refuses its token', async () => {
    const { config, storage, redisUrl } = lab;
    const wrong = { ...config, discordToken: `${config.discordToken}x` };
    const log = pino({ level: 'silent' });
    await assert.rejects(startBot({ config: wrong, storage, redisUrl, log }), { code: 'bad-token' });
  });

  it('acknowledges before it looks at anything', async () => {
    const { ann, channel, storage, discord } = lab;
    await lab.readyVoice(ann);
    await lab.startBot();
    await storage.close();
    const asked = ann.slash(channel, 'versions list');
    // Else the error would be the first that is heard.
    assert.equal((await asked.acknowledged()).type, InteractionResponseType.DeferredChannelMessageWithSource);
    // Whatever breaks is told with a reference that stands in the log.
    const answer = await asked.answer();
    const [, reference] = /Sorry.*reference: `([0-9a-f]{8})`/.exec(answer.content) ?? [];
    assert.ok(reference);
    assert.ok(lab.errors.some((line) => line.reference === reference));
    assert.deepEqual(discord.violations, []);
    assert.deepEqual(discord.rest.refused, []);
  });

  it('asks how a server wants its answers only after a private one was acknowledged', async (t) => {
    const { ann, channel, storage } = lab;
    await lab.startBot();
    const { guilds } = storage;
    const settings = guilds.settings.bind(guilds);
    let wasAcknowledged: boolean | null = null;
    t.mock.method(guilds, 'settings', async (guildId: string | null) => {
      wasAcknowledged ??= asked.acknowledgement !== null;
      return await settings(guildId);
    });
    const asked = ann.slash(channel, 'help');
    await asked.answer();
    assert.equal(wasAcknowledged, true);
    assertClean(lab);
  });

  it('is not held up by another process that holds the database', async () => {
    const { ann, ben, channel, storage, config } = lab;
    await lab.readyVoice(ann);
    await lab.startBot();
    const other = new DatabaseSync(path.join(config.dataDir, 'timbre.sqlite'));
    other.exec('begin immediate');
    // A write waits for it, and whatever else asks the database waits behind that.
    const writing = storage.users.ensure(ben.id, 'en-US');
    const asked = ann.slash(channel, 'versions list');
    await asked.acknowledged();
    assert.deepEqual(await ann.autocomplete(channel, 'versions list', 'voice', ''), [], 'no choices, but in time');
    await ben.slash(channel, 'help').acknowledged();
    other.exec('rollback');
    other.close();
    await writing;
    assert.match((await asked.answer()).text, /no version yet|\/train continue/);
    const choices = await ann.autocomplete(channel, 'versions list', 'voice', '');
    assert.deepEqual(choices, [{ name: 'default', value: 'default' }]);
    assertClean(lab);
  });

  it('asks for consent in private, and only once nothing else is missing', async () => {
    const { ann, ben, storage, channel } = lab;
    const own = await lab.readyVoice(ann);
    await lab.trainedVersion(ann, own);
    // They agreed to an older text.
    await storage.users.giveConsent(ann.id, 1);
    await lab.startBot();
    const commands: [string, Record<string, string>][] = [
      ['preview', { text: 'Hello.' }],
      ['compare', { text: 'Hello.' }],
      ['rollback', {}],
      ['train continue', {}],
      ['say', { text: 'Hello.' }],
      ['share on', {}],
    ];
    for (const [command, options] of commands) {
      const lacking = await ben.slash(channel, command, options).answer();
      assert.ok(lacking.ephemeral, command);
      assert.match(lacking.text, /You have no voice yet/, command);
      assert.equal(await storage.users.get(ben.id), null);
      const question = await ann.slash(channel, command, options).answer();
      assert.ok(question.ephemeral, command);
      assert.match(question.text, /your voice, your say/, command);
    }
    const question = await ann.slash(channel, 'preview', { text: 'Hello.' }).answer();
    ann.click(question, 'I agree');
    await question.until(({ content }) => content.includes('Hello.'));
    const open = await ann.slash(channel, 'preview', { text: 'Hello again.' }).answer();
    assert.ok(!open.ephemeral);
    assertClean(lab);
  });

  it('answers a banned person nothing but /forget', async () => {
    const { ann, ben, channel, storage } = lab;
    await lab.readyVoice(ann);
    await lab.startBot();
    const before = await ann.slash(channel, 'forget').answer();
    await storage.bans.add(ann.id);
    const refused = await ann.slash(channel, 'versions list').answer();
    assert.match(refused.content, /operator of this bot has blocked you.*\/forget/s);
    assert.doesNotMatch((await ben.slash(channel, 'versions list').answer()).content, /has blocked you/);
    ann.click(before, 'Delete everything');
    await before.until((message) => !/has blocked you/.test(message.text) && message.buttons.length === 0);
    assert.equal(await storage.users.get(ann.id), null);
    assert.match((await ann.slash(channel, 'train status').answer()).content, /has blocked you/);
    await storage.bans.lift(ann.id);
    assert.doesNotMatch((await ann.slash(channel, 'train status').answer()).content, /has blocked you/);
    assertClean(lab);
  });

  it('survives an interaction that came too late, and goes on', async () => {
    const { ann, channel, discord } = lab;
    await lab.startBot();
    discord.failNext('POST /interactions/:interaction/:token/callback', {
      status: 404,
      body: { code: 10062, message: 'Unknown interaction' },
    });
    ann.slash(channel, 'help');
    await discord.waitForRequest((request) => request.injected);
    await ann.slash(channel, 'help').answer();
    assert.equal(lab.errors.length, 1);
    assert.doesNotMatch(JSON.stringify(lab.errors), /token|webhooks|callback/);
  });

  it('does once what Discord tells it of twice', async () => {
    const { ann, ben, channel, discord, storage } = lab;
    await lab.trainedVersion(ann, await lab.readyVoice(ann));
    await lab.startBot();
    await discord.ready();
    const { world } = discord;
    const { dispatch } = world;
    world.dispatch = (event, data, guildId) => {
      dispatch(event, data, guildId);
      if (event === 'INTERACTION_CREATE') dispatch(event, data, guildId);
    };
    const asked = ann.slash(channel, 'preview', { text: 'Hello.' });
    const spoken = await asked.answer();
    await asked.followUp();
    const opened = ben.click(spoken, 'Report');
    await opened.shownModal();
    await ben.submitModal(opened, { text: 'It is rude.' }).followUp();
    assert.equal((await ann.autocomplete(channel, 'preview', 'voice', '')).length, 1);
    world.dispatch = dispatch;
    // Whatever came twice has been dealt with by then.
    await ann.slash(channel, 'help').answer();
    assert.equal(asked.followUps.length, 1);
    assert.equal((await storage.operations.reports(9)).length, 1);
    assert.equal((await storage.runs.newest(9)).filter(({ kind }) => kind === 'synthesis').length, 1);
    assert.deepEqual(lab.errors, []);
    assert.deepEqual(discord.violations, []);
  });

  it('answers buttons of an older version of itself', async () => {
    const { ann, channel, discord, config } = lab;
    await lab.startBot();
    const rest = new REST({ api: config.discordApi }).setToken(discord.token);
    const components = buttons({ id: 'forgotten:1', label: 'Old' });
    await rest.post(Routes.channelMessages(channel.id), { body: { content: 'From long ago.', components } });
    const message = await channel.waitForMessage();
    const told = await ann.click(message, 'Old').followUp();
    assert.match(told.content, /This button is out of date/);
    assert.ok(told.ephemeral);
    assertClean(lab);
  });
});

describe('the registry', () => {
  const [help] = allCommands;
  assert.ok(help);
  const consentButtons = createConsentGate({} as never, async () => {}).buttons;

  it('takes every command, each button with one handler', () => {
    const registry = createRegistry(allCommands, consentButtons);
    assert.equal(registry.commands.size, allCommands.length);
  });

  it('refuses a name with two handlers or none, and a definition that does not serialize', () => {
    assert.throws(() => createRegistry([...allCommands, help], consentButtons), /two commands are called/);
    assert.throws(() => createRegistry(allCommands, {}), /no handler for the buttons agree, decline/);
    const greedy: Command = {
      ...help,
      definition: { name: 'x', toJSON: () => ({ ...help.definition.toJSON(), name: 'x' }) },
    };
    const again = { ...greedy, buttons: { cancel: async () => {} } };
    assert.throws(
      () => createRegistry([...allCommands, again], consentButtons),
      /two handlers for the button "cancel"/,
    );
    const broken = {
      ...help,
      definition: {
        name: 'y',
        toJSON: () => {
          throw new Error('no description');
        },
      },
    };
    assert.throws(() => createRegistry([broken], consentButtons), /no description/);
  });
});

describe('registration', () => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await startLab();
  });
  afterEach(() => lab.close());

  it('says what changed, and changes nothing when nothing did', async () => {
    const { config, discord } = lab;
    const puts = () => discord.requests.filter((request) => request.method === 'PUT').length;
    const before = puts();
    const again = await registerCommands(config);
    assert.deepEqual(new Set(again.values()), new Set(['unchanged']));
    assert.equal(puts(), before);

    const global = discord.world.commands.get(null) ?? [];
    const [one, two, ...rest] = global;
    assert.ok(one && two);
    discord.world.commands.set(null, [{ ...one, description: 'Something else' }, ...rest, { ...two, name: 'old' }]);
    const changes = await registerCommands(config);
    assert.equal(changes.get(one.name), 'changed');
    assert.equal(changes.get(two.name), 'added');
    assert.equal(changes.get('old'), 'removed');
    assert.deepEqual(
      new Set((discord.world.commands.get(null) ?? []).map((c) => c.name)),
      new Set(allCommands.map((c) => c.definition.name)),
    );
    assertClean(lab);
  });

  it('registers for one server', async () => {
    const { config, discord, guild } = lab;
    const changes = await registerCommands({ ...config, discordGuildId: guild.id });
    assert.deepEqual(new Set(changes.values()), new Set(['added']));
    const put = discord.requests.findLast((request) => request.method === 'PUT');
    assert.ok(put?.path.endsWith(Routes.applicationGuildCommands(discord.applicationId, guild.id)));
    assert.doesNotMatch(JSON.stringify(put?.body), /contexts|integration_types/);
    const second = await registerCommands({ ...config, discordGuildId: guild.id });
    assert.deepEqual(new Set(second.values()), new Set(['unchanged']));
    assertClean(lab);
  });
});
