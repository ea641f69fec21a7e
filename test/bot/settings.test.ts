// What a server decides about the bot: a matrix of who, what and where, and that nothing gets around it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type APIApplicationCommandOption, ApplicationCommandOptionType as Option, REST, Routes } from 'discord.js';
import { allCommands } from '../../src/bot/commands/all.ts';
import { buttons } from '../../src/bot/discord/message.ts';
import { refusalOf, type Rule } from '../../src/bot/interactions/admission.ts';
import { buttonNames } from '../../src/bot/interactions/buttons.ts';
import { createRegistry } from '../../src/bot/interactions/command.ts';
import { createConsentGate } from '../../src/bot/interactions/consent.ts';
import { type GuildSettings, usualSettings } from '../../src/storage/guilds.ts';
import type { Interaction } from '../discord/interaction.ts';
import type { Options, OptionValue, Person } from '../discord/person.ts';
import type { Channel, Role } from '../discord/world.ts';
import { type Lab, assertClean, delivered, eventually, startLab } from './support.ts';

const registry = createRegistry(allCommands, createConsentGate({} as never, async () => {}).buttons);

/** What is to come of it. */
const expected = (decision: string, person: string, place: string, action: string): string => {
  if (action === 'a right' || action === 'settings') return 'yes';
  if (person === 'blocked') return 'blocked-here';
  if (['one channel', 'all of it'].includes(decision) && place === 'elsewhere') return 'wrong-channel';
  if (['one role', 'all of it'].includes(decision) && person === 'somebody') return 'wrong-role';
  return ['no sharing', 'all of it'].includes(decision) && action === 'share' ? 'feature-forbidden' : 'yes';
};

describe('what a server decided', () => {
  const decisions: Readonly<Record<string, GuildSettings>> = {
    nothing: usualSettings,
    'one channel': { ...usualSettings, channels: ['here'] },
    'one role': { ...usualSettings, roles: ['singers'] },
    'no sharing': { ...usualSettings, forbidden: ['sharing'] },
    'all of it': { ...usualSettings, channels: ['here'], roles: ['singers'], forbidden: ['sharing'] },
  };
  const people: Readonly<Record<string, { readonly roleIds: string[]; readonly isBlocked: boolean }>> = {
    somebody: { roleIds: ['everyone'], isBlocked: false },
    singer: { roleIds: ['everyone', 'singers'], isBlocked: false },
    blocked: { roleIds: ['everyone', 'singers'], isBlocked: true },
  };
  const places: Readonly<Record<string, string[]>> = {
    here: ['here'],
    'a thread of here': ['thread', 'here'],
    elsewhere: ['elsewhere'],
  };
  const actions: Readonly<Record<string, Rule>> = {
    'a right': { despite: 'everything', feature: 'sharing' },
    settings: { despite: 'server', feature: null },
    usual: { despite: 'nothing', feature: null },
    share: { despite: 'nothing', feature: 'sharing' },
  };
  const cases = Object.keys(decisions).flatMap((decision) =>
    Object.keys(people).flatMap((person) =>
      Object.keys(places).flatMap((place) =>
        Object.keys(actions).map((action) => ({ decision, person, place, action })),
      ),
    ),
  );

  it('holds for each person, action and place', () => {
    const outcomes = cases.map(({ decision, person, place, action }) => {
      const { roleIds, isBlocked } = people[person];
      const asking = { roleIds, channelIds: places[place] };
      return refusalOf(decisions[decision], isBlocked, asking, actions[action])?.code ?? 'yes';
    });
    assert.deepEqual(
      outcomes.map((outcome, i) => ({ ...cases[i], outcome })),
      cases.map((one) => ({ ...one, outcome: expected(one.decision, one.person, one.place, one.action) })),
    );
  });
});

describe('/settings', () => {
  let lab: Lab;
  let owner: Person;
  let other: Channel;
  let old: Channel;
  let singers: Role;
  before(async () => {
    lab = await startLab();
    owner = lab.discord.person('owner', { managesServers: true });
    other = lab.guild.channel('elsewhere');
    // Of a thread that nobody writes in Discord does not tell a bot that starts.
    old = lab.guild.thread(lab.channel, 'long ago');
    old.state = 'archived';
    singers = lab.guild.role('singers');
    const voice = await lab.readyVoice(lab.ann, 2);
    await lab.trainedVersion(lab.ann, voice);
    await lab.startBot();
    await lab.discord.ready();
  });
  after(() => lab.close());

  const set = (command: string, options: Options = {}) =>
    owner.slash(lab.channel, `settings ${command}`, options).answer();

  it('is for those who manage the server, wherever they are', async () => {
    const { ann, discord } = lab;
    assert.throws(() => ann.slash(lab.channel, 'settings show'), /no command \/settings/);
    const manager = discord.person('manager', { managesServers: true });
    const shown = await set('show');
    assert.ok(shown.ephemeral);
    assert.match(shown.text, /Channels.*All of them.*Roles.*Everybody.*2000 characters/s);
    assert.match((await set('channel', { channel: lab.channel, allowed: true })).text, new RegExp(lab.channel.id));
    const elsewhere = await manager.slash(other, 'settings show').answer();
    assert.match(elsewhere.text, new RegExp(lab.channel.id));
    assert.match((await ann.slash(other, 'versions list').answer()).content, /don’t answer in this channel.*Go to <#/s);
    assert.match((await ann.slash(lab.channel, 'versions list').answer()).text, /v1/);
    assert.match((await ann.slash(old, 'versions list').answer()).text, /v1/, 'a thread is part of its channel');
    assert.match((await ann.slash(ann.dm, 'versions list').answer()).text, /v1/);
    await set('channel', { channel: lab.channel, allowed: false });
    assert.match((await ann.slash(other, 'versions list').answer()).text, /v1/);
    assertClean(lab);
  });

  it('lets certain roles in', async () => {
    const { ann, channel } = lab;
    await set('role', { role: singers, allowed: true });
    assert.match((await ann.slash(channel, 'versions list').answer()).content, /certain roles only.*<@&/s);
    ann.roles.add(singers);
    assert.match((await ann.slash(channel, 'versions list').answer()).text, /v1/);
    await set('role', { role: singers, allowed: false });
    assertClean(lab);
  });

  it('makes answers private and voice messages files', async () => {
    const { ann, channel, storage } = lab;
    await set('quiet', { on: true });
    await set('allow', { what: 'voice-messages', allowed: false });
    const spoken = async (): Promise<Interaction> => {
      const before = (await storage.runs.newest(50)).length;
      const asked = ann.slash(channel, 'preview', { text: 'Hello.' });
      await asked.answer();
      const [run] = await eventually(
        () => storage.runs.newest(50),
        ({ length }) => length > before,
      );
      await delivered(lab, run.id);
      return asked;
    };
    const quiet = await spoken();
    assert.ok(quiet.message?.ephemeral);
    assert.deepEqual(
      quiet.followUps.map(({ ephemeral, files }) => [ephemeral, files.map(({ name }) => name)]),
      [[true, ['preview-v1.ogg']]],
    );
    await set('quiet', { on: false });
    const aloud = await spoken();
    assert.ok(aloud.message?.ephemeral === false);
    assert.deepEqual(
      aloud.followUps.map(({ ephemeral, files }) => [ephemeral, files.map(({ name }) => name)]),
      [[false, ['preview-v1.ogg']]],
    );
    await set('allow', { what: 'voice-messages', allowed: true });
    assertClean(lab);
  });

  it('says how long a text may be, and how many may wait', async () => {
    const { ann, channel } = lab;
    assert.match((await set('limits', { characters: 20, waiting: 1 })).text, /20 characters.*up to 1 of/);
    const long = ann.slash(channel, 'preview', { text: 'This text is longer than that.' });
    assert.match((await long.answer()).content, /has 30 characters, and 20 is the most/);
    await set('limits', { characters: 2000, waiting: 5 });
    assertClean(lab);
  });

  it('sends the bot out of its voice channels at once', async () => {
    const { ann, channel, discord, guild } = lab;
    const lounge = guild.voiceChannel('lounge');
    discord.voice.join(ann, lounge);
    const forbid = (allowed: boolean) => set('allow', { what: 'voice-channels', allowed });
    const gone = async () => {
      await eventually(
        async () => discord.voice.botIn(guild),
        (place) => place === null,
      );
    };
    assert.match((await ann.slash(channel, 'join').answer()).content, /I’m in <#/);
    await forbid(false);
    await gone();
    assert.match((await ann.slash(channel, 'join').answer()).content, /doesn’t want me in its voice channels/);
    await forbid(true);
    const panel = await ann.slash(channel, 'record').answer(({ content }) => content.includes('Read this'));
    assert.equal(panel.ephemeral, false);
    await set('block', { person: ann });
    await panel.until(({ text }) => text.includes('Nothing was'));
    await gone();
    await set('unblock', { person: ann });
    discord.voice.leave(ann);
    assertClean(lab);
  });

  /** Something that a client would send. */
  const filledIn = (options: readonly APIApplicationCommandOption[]): Options =>
    Object.fromEntries(
      options
        .filter(({ required }) => required)
        .map((option): [string, OptionValue] => {
          const [choice] = 'choices' in option ? (option.choices ?? []) : [];
          if (choice !== undefined) return [option.name, choice.value];
          if (option.type === Option.String) return [option.name, 'hello'];
          if (option.type === Option.Boolean) return [option.name, true];
          if (option.type === Option.User) return [option.name, lab.ben];
          if (option.type === Option.Channel) return [option.name, lab.channel];
          if (option.type === Option.Role) return [option.name, singers];
          if (option.type === Option.Attachment) {
            const [type = '.wav'] = ('file_types' in option && option.file_types) || [];
            return [option.name, { name: `a${type}`, data: Buffer.alloc(9) }];
          }
          return [option.name, 1];
        }),
    );

  it('is asked by every command, button and form', async () => {
    const { channel, config, discord } = lab;
    const cat = discord.person('cat', { managesServers: true });
    const add = { file: { name: 'a.wav', data: Buffer.alloc(9) } };
    await lab.storage.users.ensure(cat.id, 'en-US');
    await lab.storage.users.giveConsent(cat.id, (await lab.storage.users.get(lab.ann.id))?.consentVersion ?? 0);
    const added = await cat.slash(channel, 'addsamples', add).answer(({ buttons: { length } }) => length > 0);
    const opened = cat.click(added, 'Add more recordings');
    await opened.acknowledged();
    await set('block', { person: cat });
    const refused = /people who manage this server have blocked you/;

    const sent = cat.submitModal(opened, { files: [add.file] });
    assert.match((await sent.answer()).content, refused);
    const shown = (discord.world.commands.get(null) ?? []).filter(
      ({ default_member_permissions: needed }) => needed !== '0',
    );
    const commands = shown.flatMap(({ name, options = [] }) => {
      const subs = options.filter(({ type }) => type === Option.Subcommand);
      return subs.length === 0
        ? [{ name, options }]
        : subs.map((sub) => ({ name: `${name} ${sub.name}`, options: ('options' in sub && sub.options) || [] }));
    });
    assert.ok(commands.length > 30);
    await Promise.all(
      commands.map(async ({ name, options }) => {
        const answer = await cat.slash(channel, name, filledIn(options)).answer();
        assert.equal(refused.test(answer.content), registry.ruleOf(name).despite === 'nothing', `/${name}`);
      }),
    );

    const rest = new REST({ api: config.discordApi }).setToken(discord.token);
    for (let at = 0; at < buttonNames.length; at += 5) {
      const names = buttonNames.slice(at, at + 5);
      const components = buttons(...names.map((name) => ({ id: `${name}:x`, label: name })));
      await rest.post(Routes.channelMessages(channel.id), { body: { content: `Buttons ${at}`, components } });
      const message = await channel.waitForMessage(({ content }) => content === `Buttons ${at}`);
      const refusable = names.filter((one) => registry.ruleOf(one).despite === 'nothing');
      await Promise.all(
        refusable.map(async (name) => assert.match((await cat.click(message, name).followUp()).content, refused, name)),
      );
    }
    assertClean(lab);
  });
});
