// Who may do what where: every command, button and form has a row, written out here, for each person in each place. What is new
// has no row, and fails until somebody has decided.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApplicationCommandOptionType } from 'discord.js';
import { allCommands, messageCommands } from '../../src/bot/commands/all.ts';
import { type Rule, admit } from '../../src/bot/interactions/admission.ts';
import { createRegistry } from '../../src/bot/interactions/command.ts';
import { createConsentGate } from '../../src/bot/interactions/consent.ts';
import { readConfig } from '../../src/config.ts';
import { UserError } from '../../src/errors.ts';
import { features, usualSettings } from '../../src/storage/guilds.ts';
import { temporaryStorage } from '../storage/support.ts';

const inMenus = messageCommands({ ...readConfig({}), messageSamples: true });
const registry = createRegistry(allCommands, createConsentGate({} as never, async () => {}).buttons, inMenus);

/** Everything that a person can set off, by its name. */
const names = [
  ...allCommands
    .map(({ definition }) => definition.toJSON())
    .flatMap(({ name, options = [] }) => {
      const subs = options.filter(({ type }) => type === ApplicationCommandOptionType.Subcommand);
      return subs.length === 0 ? [`/${name}`] : subs.map((sub) => `/${name} ${sub.name}`);
    }),
  ...registry.messageCommands.keys(),
  ...registry.buttons.keys(),
  ...registry.forms.keys(),
];

/** What each works despite, and of what it is part that a server can forbid. */
const rows: readonly (readonly [Rule['despite'], Rule['feature'], names: string])[] = [
  ['everything', null, '/mydata, /export, /forget, forget'],
  ['everything', 'sharing', '/share off, /share end, share-not'],
  ['server', null, '/train cancel, cancel, /leave, /help, report'],
  ['server', null, '/settings show, /settings channel, /settings role, /settings allow, /settings quiet'],
  ['server', null, '/settings limits, /settings block, /settings unblock'],
  ['server', null, '/admin status, /admin reports, /admin done, /admin pause, /admin notice'],
  ['server', 'voice-channels', 'record-stop, say-skip'],
  ['nothing', 'voice-channels', '/record, /join, /say, record-again, record-skip'],
  ['nothing', 'read-aloud', '/readaloud'],
  ['nothing', 'sharing', '/share on, /share speak, /share list, share, share-everybody'],
  [
    'nothing',
    null,
    '/addsamples, /script, /import, /verify, Add to my voice, add-more, show-picture, its-me, my-words',
  ],
  ['nothing', null, '/train continue, /train fresh, /train status, train-anyway, use-shifted, why-plan, figures'],
  ['nothing', null, 'show-curve, grow-anew, grow-not, /train notify, notify-mention, notify-direct, notify-none'],
  ['nothing', null, '/preview, /compare, again, compare-first, compare-second, compare-same'],
  ['nothing', null, '/versions list, /versions show, /versions tag, /versions untag, /rollback, rollback, keep-active'],
  ['nothing', null, '/samples list, /samples listen, /samples remove, /samples transcript, /samples move'],
  ['nothing', null, 'clips-page, remove, move, keep, check-words, words-right, words-heard, words-refuse, words-next'],
  ['nothing', null, 'words-correct, words-moved, words-back, agree, decline, speak-consent'],
  ['nothing', null, '/voices list, /voices rename, /voices language, /voices delete, delete-voice, keep-voice'],
  ['nothing', null, '/pronounce word, /pronounce list, /pronounce remove'],
];
const decided = new Map(
  rows.flatMap(([despite, feature, some]) => some.split(', ').map((name) => [name, { despite, feature }] as const)),
);

const people = {
  'somebody with the role': { userId: '1', roleIds: ['everyone', 'singers'] },
  somebody: { userId: '2', roleIds: ['everyone'] },
  'blocked by the server': { userId: '3', roleIds: ['everyone', 'singers'] },
  'banned by the operator': { userId: '4', roleIds: ['everyone', 'singers'] },
} as const;
const places = {
  'the channel': { guildId: 'server', channelIds: ['here'] },
  'a thread of it': { guildId: 'server', channelIds: ['thread', 'here'] },
  elsewhere: { guildId: 'server', channelIds: ['elsewhere'] },
  'another server': { guildId: 'other', channelIds: ['elsewhere'] },
  'direct messages': { guildId: null, channelIds: ['dm'] },
} as const;
type Who = keyof typeof people;
type Where = keyof typeof places;

/** What is to come of it; null: it is done. */
function expected({ despite, feature }: Rule, who: Who, where: Where, isPaused: boolean): string | null {
  if (despite === 'everything') return null;
  if (who === 'banned by the operator') return 'banned';
  if (despite === 'server') return null;
  if (isPaused) return 'paused';
  if (where === 'direct messages' || where === 'another server') return null;
  if (who === 'blocked by the server') return 'blocked-here';
  if (where === 'elsewhere') return 'wrong-channel';
  if (who === 'somebody') return 'wrong-role';
  return feature === null ? null : 'feature-forbidden';
}

describe('who may do what where', () => {
  it('is decided of everything that there is, and of nothing else', () => {
    assert.deepEqual([...decided.keys()].sort(), [...new Set(names)].sort());
    for (const name of names) assert.deepEqual(registry.ruleOf(name.replace('/', '')), decided.get(name), name);
  });

  it('and holds for each person in each place', async (t) => {
    const storage = await temporaryStorage(t);
    await storage.guilds.change('server', () => ({
      ...usualSettings,
      channels: ['here'],
      roles: ['singers'],
      forbidden: [...features],
    }));
    await storage.guilds.block('server', people['blocked by the server'].userId);
    await storage.bans.add(people['banned by the operator'].userId);
    const asked = async (name: string, who: Who, where: Where): Promise<string | null> => {
      try {
        await admit(storage, { name, ...people[who], ...places[where] }, registry.ruleOf(name.replace('/', '')));
        return null;
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return error.code;
      }
    };
    for (const isPaused of [false, true]) {
      await storage.operations.setPaused(isPaused);
      for (const [name, rule] of decided) {
        for (const who of Object.keys(people) as Who[]) {
          for (const where of Object.keys(places) as Where[]) {
            const outcome = await asked(name, who, where);
            assert.equal(outcome, expected(rule, who, where, isPaused), `${name}, ${who}, ${where}, ${isPaused}`);
          }
        }
      }
    }
  });
});
