// Discord's rules for registering commands catch wrong definitions.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ApplicationCommandOptionType as Option, DiscordAPIError, Locale, Routes } from 'discord.js';
import { type Bench, startBench } from './bench.ts';

const option = (more: object = {}): object => ({ type: Option.String, name: 'text', description: 'x', ...more });
const command = (more: object = {}): object => ({ name: 'say', description: 'x', ...more });
const withOption = (more: object): object[] => [command({ options: [option(more)] })];
const many = (n: number, make: (i: number) => object): object[] => Array.from({ length: n }, (_, i) => make(i));

describe('command registration', () => {
  let bench: Bench;
  before(async () => {
    bench = await startBench([]);
  });
  after(() => bench.close());
  const put = (body: unknown): Promise<unknown> =>
    bench.client.rest.put(Routes.applicationCommands(bench.discord.applicationId), { body });

  const wrong: [string, unknown][] = [
    ['upper case', [command({ name: 'Say' })]],
    ['a space in a name', [command({ name: 'say it' })]],
    ['a long name', [command({ name: 'x'.repeat(33) })]],
    ['no description', [{ name: 'say' }]],
    ['a long description', [command({ description: 'x'.repeat(101) })]],
    ['two commands of one name', [command(), command()]],
    ['101 commands', many(101, (i) => command({ name: `c${i}` }))],
    ['16 message commands', many(16, (i) => ({ type: 3, name: `C ${i}` }))],
    ['a message command with a description', [command({ type: 3 })]],
    ['26 options', [command({ options: many(26, (i) => option({ name: `o${i}` })) })]],
    ['two options of one name', [command({ options: [option(), option()] })]],
    ['an unknown option type', withOption({ type: 99 })],
    [
      'a required option after an optional one',
      [command({ options: [option(), option({ name: 'b', required: true })] })],
    ],
    ['26 choices', withOption({ choices: many(26, (i) => ({ name: `${i}`, value: `${i}` })) })],
    ['a choice of the wrong type', withOption({ choices: [{ name: 'one', value: 1 }] })],
    ['choices and autocomplete', withOption({ choices: [{ name: 'one', value: '1' }], autocomplete: true })],
    ['autocomplete of a file', withOption({ type: Option.Attachment, autocomplete: true })],
    ['a range of text', withOption({ min_value: 1 })],
    ['an empty range', withOption({ type: Option.Integer, min_value: 2, max_value: 1 })],
    ['file types of text', withOption({ file_types: ['audio'] })],
    [
      '11 file types',
      withOption({ type: Option.Attachment, file_types: many(11, (i) => ({ i })).map((_, i) => `.a${i}`) }),
    ],
    ['an unknown file type', withOption({ type: Option.Attachment, file_types: ['music'] })],
    ['options beside subcommands', [command({ options: [option({ type: Option.Subcommand, name: 'a' }), option()] })]],
    [
      'a subcommand in a subcommand',
      withOption({ type: Option.Subcommand, options: [option({ type: Option.Subcommand, name: 'deep' })] }),
    ],
    ['an unknown locale', [command({ name_localizations: { xx: 'say' } })]],
    ['a wrong localised name', [command({ name_localizations: { [Locale.German]: 'Sag es' } })]],
    [
      'more than 8000 characters',
      [
        command({
          options: many(25, (i) =>
            option({
              name: `o${i}`,
              description: 'x'.repeat(100),
              choices: many(25, (j) => ({ name: `${j}`.padEnd(10, 'x'), value: `${j}` })),
            }),
          ),
        }),
      ],
    ],
    [
      'more than 8000 characters in the longest language only',
      [
        command({
          options: many(25, (i) =>
            option({
              name: `o${i}`,
              choices: many(4, (j) => ({ name: `${j}`, value: 'v'.repeat(75) })),
              description_localizations: { [Locale.German]: 'x'.repeat(100) },
            }),
          ),
        }),
      ],
    ],
  ];
  for (const [what, body] of wrong) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(put(body), (error) => error instanceof DiscordAPIError && error.code === 50035);
      assert.deepEqual(bench.discord.world.commands.get(null), []);
    });
  }

  it('refuses contexts of commands of one server', async () => {
    const route = Routes.applicationGuildCommands(bench.discord.applicationId, bench.guild.id);
    await assert.rejects(bench.client.rest.put(route, { body: [command({ contexts: [0] })] }), { code: 50035 });
    const strange = bench.discord.guild('Elsewhere', { installed: false });
    const other = Routes.applicationGuildCommands(bench.discord.applicationId, strange.id);
    await assert.rejects(bench.client.rest.put(other, { body: [] }), { code: 50001 });
  });

  it('keeps the id of a command that stays, and takes localised names', async () => {
    const names = { [Locale.Japanese]: 'サンプル追加', [Locale.ChineseCN]: '添加样本' };
    const ids = async (): Promise<string[]> =>
      ((await put([command({ name_localizations: names })])) as { id: string }[]).map((c) => c.id);
    assert.deepEqual(await ids(), await ids());
    assert.match((await ids())[0] ?? '', /^\d{17,19}$/);
  });

  it('shows commands of a server there only', async () => {
    const route = Routes.applicationGuildCommands(bench.discord.applicationId, bench.guild.id);
    await bench.client.rest.put(route, { body: [command({ name: 'here' })] });
    const other = bench.discord.guild('Other').channel('x');
    assert.throws(() => bench.ann.slash(other, 'here'), /no command \/here here; there are: say/);
    assert.equal(bench.ann.slash(bench.channel, 'here').isCommand, true);
  });
});
