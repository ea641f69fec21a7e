// Every strict rule of the stand-in catches a bot that breaks it. Requests go raw through the client's REST manager,
// because its builders would stop most of these mistakes before they reach the wire.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import {
  ApplicationIntegrationType,
  AttachmentBuilder,
  DiscordAPIError,
  type MessageCreateOptions,
  MessageFlags as Flag,
  MessagePayload,
  PermissionFlagsBits as Permission,
  Routes,
  SlashCommandBuilder,
} from 'discord.js';
import { type Bench, startBench } from './bench.ts';
import type { Interaction } from './interaction.ts';
import { oggOpus } from './ogg.ts';
import { opusSeconds } from './voice-message.ts';
import { ordinaryBotPermissions } from './world.ts';

const commands = [
  new SlashCommandBuilder()
    .setName('ping')
    .setDescription('Ping.')
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall)
    .toJSON(),
  new SlashCommandBuilder()
    .setName('find')
    .setDescription('Find.')
    .addStringOption((o) => o.setName('what').setDescription('What.').setAutocomplete(true))
    .toJSON(),
];

interface Sent {
  readonly body?: unknown;
  readonly files?: { name: string; data: Buffer; contentType?: string }[];
}

const row = (...components: unknown[]): unknown => ({ type: 1, components });
const button = (custom_id: string, more: object = {}): unknown => ({
  type: 2,
  style: 1,
  label: 'x',
  custom_id,
  ...more,
});

const refused = (attempt: Promise<unknown>, code: number, status: number, message = /./): Promise<void> =>
  assert.rejects(attempt, (error) => {
    assert.ok(error instanceof DiscordAPIError, String(error));
    assert.deepEqual([error.code, error.status], [code, status], error.message);
    assert.match(error.message, message);
    return true;
  });
const waveform = Buffer.alloc(20, 128).toString('base64');
const mebibytes = (n: number): Buffer => Buffer.alloc(n * 1024 * 1024);
const choices = (list: unknown[]): Sent => ({ body: { type: 8, data: { choices: list } } });

const naive = (): MessageCreateOptions => ({
  flags: Flag.IsVoiceMessage,
  files: [new AttachmentBuilder(oggOpus(2), { name: 'voice-message.ogg', duration: 2, waveform })],
});

const voice = (change: { part?: object; metadata?: object; body?: object } = {}): Sent => ({
  body: {
    flags: Flag.IsVoiceMessage,
    attachments: [{ id: '0', duration_secs: 2, waveform, ...change.metadata }],
    ...change.body,
  },
  files: [{ name: 'voice-message.ogg', data: oggOpus(2), contentType: 'audio/ogg', ...change.part }],
});

describe('strict rules', () => {
  let bench: Bench;
  before(async () => {
    bench = await startBench(commands);
    for (const route of ['POST /channels/:channel/messages', 'POST /webhooks/:application/:token']) {
      bench.discord.rateLimit(route, 1000, 1000);
    }
  });
  after(() => bench.close());
  beforeEach(() => {
    bench.channel.botPermissions = ordinaryBotPermissions;
    bench.discord.world.violations.length = 0;
  });

  const ping = (): Interaction => bench.ann.slash(bench.channel, 'ping');
  const callback = (i: Interaction, sent: Sent): Promise<unknown> =>
    bench.client.rest.post(Routes.interactionCallback(i.id, i.token), { ...sent, auth: false });
  const followUp = (i: Interaction, sent: Sent): Promise<unknown> =>
    bench.client.rest.post(Routes.webhook(bench.discord.applicationId, i.token), { ...sent, auth: false });
  const edit = (i: Interaction, sent: Sent, id = '@original'): Promise<unknown> =>
    bench.client.rest.patch(Routes.webhookMessage(bench.discord.applicationId, i.token, id), { ...sent, auth: false });
  const post = (sent: Sent): Promise<{ id: string }> =>
    bench.client.rest.post(Routes.channelMessages(bench.channel.id), sent) as Promise<{ id: string }>;
  const find = (): Interaction => {
    void bench.ann.autocomplete(bench.channel, 'find', 'what', 'x', {}).catch(() => {});
    return [...bench.discord.world.interactions.values()].at(-1) as Interaction;
  };

  const deferred = async (flags = 0): Promise<Interaction> => {
    const interaction = ping();
    await callback(interaction, { body: { type: 5, data: { flags } } });
    return interaction;
  };

  describe('acknowledging', () => {
    it('refuses an answer after 3 s, and tells the person', async () => {
      const late = ping();
      bench.discord.clock.advance(3001);
      await assert.rejects(late.acknowledged(), /did not respond within 3 s/);
      await refused(callback(late, { body: { type: 5 } }), 10062, 404);
      assert.equal(bench.discord.transcript().at(-1)?.kind, 'no-answer');
    });

    it('accepts an answer after 2.5 s', async () => {
      const slow = ping();
      bench.discord.clock.advance(2500);
      await callback(slow, { body: { type: 4, data: { content: 'just in time' } } });
      assert.equal(slow.message?.content, 'just in time');
    });

    it('refuses a second callback', async () => {
      await refused(callback(await deferred(), { body: { type: 4, data: { content: 'x' } } }), 40060, 400);
    });

    it('refuses an unknown interaction and a wrong token', async () => {
      const interaction = ping();
      const other = ping();
      const wrong = Routes.interactionCallback(interaction.id, other.token);
      await refused(bench.client.rest.post(wrong, { body: { type: 5 }, auth: false }), 10062, 404);
    });

    it('refuses callback types that do not fit', async () => {
      await refused(callback(ping(), { body: { type: 7, data: { content: 'x' } } }), 50035, 400);
      await refused(callback(ping(), { body: { type: 8, data: { choices: [] } } }), 50035, 400);
      await refused(callback(ping(), { body: { type: 99 } }), 50035, 400);
    });

    it('lets only the ephemeral flag be set by a defer', async () => {
      await refused(callback(ping(), { body: { type: 5, data: { flags: Flag.IsVoiceMessage } } }), 50035, 400);
      await refused(callback(ping(), { body: { type: 5, data: { flags: Flag.IsComponentsV2 } } }), 50035, 400);
      assert.equal((await deferred(Flag.Ephemeral)).message?.ephemeral, true);
    });

    it('refuses files with a defer', async () => {
      const files = [{ name: 'a.txt', data: Buffer.from('x') }];
      await refused(callback(ping(), { body: { type: 5 }, files }), 50035, 400);
    });
  });

  describe('interaction tokens', () => {
    it('die after 15 minutes', async () => {
      const interaction = await deferred();
      bench.discord.clock.advance(14.9 * 60_000);
      await edit(interaction, { body: { content: 'alive' } });
      bench.discord.clock.advance(0.1 * 60_000);
      await refused(edit(interaction, { body: { content: 'x' } }), 50027, 401);
      await refused(followUp(interaction, { body: { content: 'x' } }), 50027, 401);
    });

    it('do nothing before the acknowledgement, and nothing when invented', async () => {
      const interaction = ping();
      await refused(edit(interaction, { body: { content: 'x' } }), 10015, 404);
      const invented = Routes.webhook(bench.discord.applicationId, 'invented');
      await refused(bench.client.rest.post(invented, { body: { content: 'x' }, auth: false }), 10015, 404);
    });

    it('see only their own messages', async () => {
      const one = await deferred();
      const two = await deferred();
      await edit(two, { body: { content: 'x' } });
      await refused(edit(one, { body: { content: 'x' } }, two.message?.id), 10008, 404);
      await bench.client.rest.delete(Routes.webhookMessage(bench.discord.applicationId, two.token), { auth: false });
      await refused(edit(two, { body: { content: 'x' } }), 10008, 404);
    });

    it('allow 5 follow-ups where only the person installed the app', async () => {
      const strange = bench.discord.guild('Elsewhere', { installed: false }).channel('general');
      const cat = bench.discord.person('cat', { installedApp: true });
      const interaction = cat.slash(strange, 'ping');
      await callback(interaction, { body: { type: 4, data: { content: 'x' } } });
      for (let i = 0; i < 5; i++) await followUp(interaction, { body: { content: 'x' } });
      await refused(followUp(interaction, { body: { content: 'x' } }), 40094, 400);
      const channel = Routes.channelMessages(strange.id);
      await refused(bench.client.rest.post(channel, { body: { content: 'x' } }), 50001, 403);
    });

    it('edit the deferred answer by the first follow-up, which is reported', async () => {
      const interaction = await deferred();
      await followUp(interaction, { body: { content: 'meant as a second message' } });
      assert.equal(interaction.message?.content, 'meant as a second message');
      assert.equal(interaction.followUps.length, 0);
      assert.deepEqual(
        bench.discord.violations.map((v) => v.rule),
        ['deprecated'],
      );
    });

    it('cannot change who sees the answer', async () => {
      const interaction = await deferred(Flag.Ephemeral);
      await edit(interaction, { body: { content: 'x' } });
      assert.equal(interaction.message?.ephemeral, true);
      const open = await deferred();
      await refused(edit(open, { body: { content: 'x', flags: Flag.Ephemeral } }), 50035, 400, /Ephemeral/);
    });
  });

  describe('messages', () => {
    const wrong: [string, Sent['body'], number, RegExp][] = [
      ['no content', {}, 50006, /empty/],
      ['blank content', { content: ' \n' }, 50006, /empty/],
      ['long content', { content: 'x'.repeat(2001) }, 50035, /content/],
      ['a number as content', { content: 5 }, 50035, /content/],
      ['11 embeds', { embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) }, 50035, /embeds/],
      ['a long embed title', { embeds: [{ title: 'x'.repeat(257) }] }, 50035, /title/],
      ['a long embed description', { embeds: [{ description: 'x'.repeat(4097) }] }, 50035, /description/],
      [
        '26 embed fields',
        { embeds: [{ fields: Array.from({ length: 26 }, () => ({ name: 'x', value: 'x' })) }] },
        50035,
        /fields/,
      ],
      ['an empty embed field', { embeds: [{ fields: [{ name: 'x', value: '' }] }] }, 50035, /value/],
      [
        'more than 6000 characters in embeds',
        { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] },
        50035,
        /6000/,
      ],
      [
        '6 rows',
        { content: 'x', components: Array.from({ length: 6 }, (_, i) => row(button(`${i}`))) },
        50035,
        /5 or fewer/,
      ],
      [
        '6 buttons in a row',
        { content: 'x', components: [row(...['1', '2', '3', '4', '5', '6'].map((i) => button(i)))] },
        50035,
        /components/,
      ],
      ['a button outside a row', { content: 'x', components: [button('a')] }, 50035, /components/],
      ['a long custom id', { content: 'x', components: [row(button('x'.repeat(101)))] }, 50035, /components/],
      ['the same custom id twice', { content: 'x', components: [row(button('a'), button('a'))] }, 50035, /duplicated/],
      ['a button without label', { content: 'x', components: [row(button('a', { label: '' }))] }, 50035, /components/],
      [
        'a long button label',
        { content: 'x', components: [row(button('a', { label: 'x'.repeat(81) }))] },
        50035,
        /components/,
      ],
      [
        'a link button with a custom id',
        { content: 'x', components: [row(button('a', { style: 5 }))] },
        50035,
        /components/,
      ],
      [
        'a menu with 26 options',
        {
          content: 'x',
          components: [
            row({
              type: 3,
              custom_id: 'm',
              options: Array.from({ length: 26 }, (_, i) => ({ label: 'x', value: `${i}` })),
            }),
          ],
        },
        50035,
        /components/,
      ],
      [
        'a menu beside a button',
        {
          content: 'x',
          components: [row({ type: 3, custom_id: 'm', options: [{ label: 'x', value: 'x' }] }, button('a'))],
        },
        50035,
        /components/,
      ],
      ['text components without their flag', { components: [{ type: 10, content: 'x' }] }, 50035, /type/],
      [
        'content beside text components',
        { content: 'x', flags: 1 << 15, components: [{ type: 10, content: 'x' }] },
        50035,
        /V2/,
      ],
      [
        'too much text in components',
        { flags: 1 << 15, components: [1, 2].map(() => ({ type: 10, content: 'x'.repeat(2001) })) },
        50035,
        /4000/,
      ],
      [
        '41 components',
        { flags: 1 << 15, components: Array.from({ length: 41 }, () => ({ type: 14 })) },
        50035,
        /components/,
      ],
      ['an ephemeral channel message', { content: 'x', flags: Flag.Ephemeral }, 50035, /Ephemeral/],
      ['a loading flag', { content: 'x', flags: Flag.Loading }, 50035, /Loading/],
      [
        'contradicting mentions',
        { content: 'x', allowed_mentions: { parse: ['users'], users: ['175928847299117063'] } },
        50035,
        /exclusive/,
      ],
      ['metadata of a file that is not there', { content: 'x', attachments: [{ id: '0' }] }, 50035, /No file/],
      [
        '11 attachments',
        { content: 'x', attachments: Array.from({ length: 11 }, (_, i) => ({ id: `${i}` })) },
        50035,
        /attachments/,
      ],
      [
        'a reply to nothing',
        { content: 'x', message_reference: { message_id: '175928847299117063' } },
        50035,
        /Unknown message/,
      ],
    ];
    for (const [what, body, code, message] of wrong) {
      it(`refuses ${what}`, () => refused(post({ body }), code, 400, message));
    }

    it('takes exactly what is allowed', async () => {
      await post({
        body: {
          content: 'x'.repeat(2000),
          embeds: [{ description: 'x'.repeat(4096) }, { description: 'x'.repeat(1904) }],
          components: Array.from({ length: 5 }, (_, i) =>
            row(...['1', '2', '3', '4', '5'].map((j) => button(`${i}${j}`))),
          ),
        },
        files: Array.from({ length: 10 }, (_, i) => ({ name: `${i}.txt`, data: Buffer.from('x') })),
      });
      assert.equal(bench.channel.messages.at(-1)?.files.length, 10);
      assert.deepEqual(bench.discord.violations, []);
    });

    it('refuses 11 files, a file above 10 MiB, and 25 MiB in all', async () => {
      const files = Array.from({ length: 11 }, (_, i) => ({ name: `${i}.txt`, data: Buffer.from('x') }));
      await refused(post({ body: {}, files }), 50035, 400);
      await post({ body: {}, files: [{ name: 'a', data: mebibytes(10) }] });
      await refused(post({ body: {}, files: [{ name: 'a', data: mebibytes(10.1) }] }), 40005, 413);
      const three = ['a', 'b', 'c'].map((name) => ({ name, data: mebibytes(9) }));
      await refused(post({ body: {}, files: three }), 40005, 413);
    });

    it('refuses to touch messages of others, ephemeral and unknown ones', async () => {
      const message = bench.ann.say(bench.channel, 'mine');
      const patch = (id: string): Promise<unknown> =>
        bench.client.rest.patch(Routes.channelMessage(bench.channel.id, id), { body: { content: 'x' } });
      await refused(patch(message.id), 50005, 403);
      await refused(bench.client.rest.delete(Routes.channelMessage(bench.channel.id, message.id)), 50013, 403);
      const hidden = await deferred(Flag.Ephemeral);
      await refused(patch(hidden.message?.id ?? ''), 10008, 404);
      await refused(patch('175928847299117063'), 10008, 404);
      await refused(bench.client.rest.get(Routes.channel('175928847299117063')), 10003, 404);
    });

    it('refuses what the bot lacks permissions for', async () => {
      const { channel } = bench;
      const files = [{ name: 'a.txt', data: Buffer.from('x') }];
      channel.botPermissions = ordinaryBotPermissions & ~Permission.AttachFiles;
      await refused(post({ body: {}, files }), 50013, 403);
      await refused(edit(await deferred(), { body: {}, files }), 50013, 403);
      channel.botPermissions = ordinaryBotPermissions & ~Permission.SendMessages;
      await refused(post({ body: { content: 'x' } }), 50013, 403);
      channel.botPermissions = 0n;
      await refused(post({ body: { content: 'x' } }), 50001, 403);
    });

    it('refuses direct messages to people who closed them', async () => {
      const { client, discord } = bench;
      const dan = discord.person('dan', { closedDms: true });
      const dm = (await client.rest.post(Routes.userChannels(), { body: { recipient_id: dan.id } })) as { id: string };
      await refused(client.rest.post(Routes.channelMessages(dm.id), { body: { content: 'x' } }), 50007, 403);
      await refused(
        client.rest.post(Routes.userChannels(), { body: { recipient_id: '175928847299117063' } }),
        10013,
        404,
      );
    });

    it('refuses to take components V2 back, and content beside them', async () => {
      const interaction = await deferred();
      await edit(interaction, { body: { flags: Flag.IsComponentsV2, components: [{ type: 10, content: 'x' }] } });
      await refused(
        edit(interaction, { body: { flags: 0, components: [{ type: 10, content: 'x' }] } }),
        50035,
        400,
        /removed/,
      );
      await refused(edit(interaction, { body: { content: 'x' } }), 50035, 400, /V2/);
    });

    it('refuses an edit that leaves nothing', async () => {
      const interaction = await deferred();
      await edit(interaction, { body: { content: 'x' } });
      await refused(edit(interaction, { body: { content: '' } }), 50006, 400);
    });

    it('reports mentions of everyone, files that are referred to but absent, and files that nothing shows', async () => {
      await post({ body: { content: '@everyone' } });
      await post({ body: { content: '@everyone', allowed_mentions: { parse: [] } } });
      await post({ body: { embeds: [{ image: { url: 'attachment://none.png' } }] } });
      const files = [{ name: 'a.txt', data: Buffer.from('x') }];
      const text = { type: 10, content: 'x' };
      const media = { url: 'attachment://a.txt' };
      const shown = {
        type: 17,
        components: [
          { type: 13, file: media },
          { type: 12, items: [{ media }] },
          { type: 9, components: [text], accessory: { type: 11, media } },
          { type: 14 },
          row(button('b')),
        ],
      };
      await post({ body: { flags: Flag.IsComponentsV2, components: [text] }, files });
      await post({ body: { flags: Flag.IsComponentsV2, components: [text, shown] }, files });
      assert.deepEqual(
        bench.discord.violations.map((v) => v.rule),
        ['allowed-mentions', 'lost-file', 'lost-file'],
      );
    });
  });

  describe('autocomplete and forms', () => {
    it('refuses wrong choices', async () => {
      const one = { name: 'x', value: 'x' };
      await refused(callback(find(), choices(Array.from({ length: 26 }, () => one))), 50035, 400);
      await refused(callback(find(), choices([{ name: 'x'.repeat(101), value: 'x' }])), 50035, 400);
      await refused(callback(find(), choices([{ name: '', value: 'x' }])), 50035, 400);
      await refused(callback(find(), choices([{ name: 'x', value: 'x'.repeat(101) }])), 50035, 400);
      await refused(callback(find(), choices([{ name: 'x', value: 5 }])), 50035, 400);
      await refused(callback(find(), { body: { type: 4, data: { content: 'x' } } }), 50035, 400);
      const interaction = find();
      await callback(interaction, choices(Array.from({ length: 25 }, () => one)));
      assert.equal(interaction.choices?.length, 25);
    });

    it('refuses wrong forms', async () => {
      const input = { type: 4, custom_id: 'a', style: 1 };
      const label = (more: object = {}, component: object = input): object => ({
        type: 18,
        label: 'x',
        component,
        ...more,
      });
      const form = (data: object): Sent => ({
        body: { type: 9, data: { custom_id: 'f', title: 'x', components: [label()], ...data } },
      });
      await refused(callback(ping(), form({ title: 'x'.repeat(46) })), 50035, 400, /title/);
      await refused(callback(ping(), form({ custom_id: 'x'.repeat(101) })), 50035, 400, /custom_id/);
      await refused(callback(ping(), form({ components: [] })), 50035, 400, /components/);
      await refused(
        callback(ping(), form({ components: Array.from({ length: 6 }, () => label()) })),
        50035,
        400,
        /components/,
      );
      await refused(callback(ping(), form({ components: [label({ label: 'x'.repeat(46) })] })), 50035, 400);
      await refused(callback(ping(), form({ components: [label({}, { ...input, max_length: 4001 })] })), 50035, 400);
      await refused(
        callback(ping(), form({ components: [label({}, { type: 19, custom_id: 'u', max_values: 11 })] })),
        50035,
        400,
      );
    });
  });

  describe('voice messages', () => {
    it('measures Ogg Opus', () => {
      assert.equal(opusSeconds(oggOpus(2)), 2);
      assert.equal(opusSeconds(Buffer.from('RIFF....WAVE')), null);
    });

    it('are taken as channel message, answer and follow-up', async () => {
      await post(voice());
      const interaction = ping();
      const { flags, attachments } = voice().body as { flags: number; attachments: unknown };
      await callback(interaction, { ...voice(), body: { type: 4, data: { flags, attachments } } });
      await followUp(interaction, voice());
      assert.equal(interaction.message?.isVoiceMessage, true);
      assert.equal(interaction.followUps[0]?.files[0]?.waveform, waveform);
      assert.equal(interaction.followUps[0]?.files[0]?.durationSecs, 2);
      assert.deepEqual(bench.discord.violations, []);
    });

    it('are refused with anything but one audio file with its metadata', async () => {
      await refused(post(voice({ body: { content: 'x' } })), 50159, 400);
      await refused(post(voice({ body: { embeds: [{ title: 'x' }] } })), 50159, 400);
      await refused(post(voice({ body: { components: [row(button('a'))] } })), 50159, 400);
      await refused(post({ body: { flags: Flag.IsVoiceMessage } }), 50160, 400);
      const [file] = voice().files ?? [];
      const two = [file, file].filter((f) => f !== undefined);
      await refused(post({ body: { flags: Flag.IsVoiceMessage }, files: two }), 50160, 400);
      await refused(post(voice({ part: { contentType: 'application/ogg' } })), 50160, 400);
      await refused(post(voice({ metadata: { waveform: undefined } })), 50161, 400);
      await refused(post(voice({ metadata: { duration_secs: undefined } })), 50161, 400);
      await refused(post(voice({ metadata: { waveform: '%' } })), 50035, 400, /base64/);
      await refused(post(voice({ metadata: { waveform: Buffer.alloc(257).toString('base64') } })), 50035, 400, /256/);
      await refused(post(voice({ metadata: { waveform: 'x'.repeat(401) } })), 50035, 400, /waveform/);
    });

    it('are refused without the permission, and when edited', async () => {
      bench.channel.botPermissions = ordinaryBotPermissions & ~Permission.SendVoiceMessages;
      await refused(post(voice()), 50173, 403);
      bench.channel.botPermissions = ordinaryBotPermissions & ~Permission.AttachFiles;
      const { id } = await post(voice());
      const patch = bench.client.rest.patch(Routes.channelMessage(bench.channel.id, id), { body: { content: 'x' } });
      await refused(patch, 50162, 400);
      const interaction = await deferred();
      await refused(edit(interaction, voice()), 50035, 400, /IsVoiceMessage/);
    });

    it('are refused in the type that discord.js guesses for a Buffer, and taken in the declared one', async () => {
      const channel = await bench.client.channels.fetch(bench.channel.id);
      assert.ok(channel?.isSendable());
      await refused(channel.send(naive()), 50160, 400);
      const payload = await MessagePayload.create(channel, naive()).resolveBody().resolveFiles();
      for (const file of payload.files ?? []) file.contentType = 'audio/ogg';
      const sent = await channel.send(payload);
      assert.equal(sent.flags.has(Flag.IsVoiceMessage), true);
      assert.equal(sent.attachments.first()?.duration, 2);
    });

    it('are reported when their metadata lie', async () => {
      await post(voice({ metadata: { duration_secs: 3 } }));
      await post(voice({ metadata: { waveform: Buffer.alloc(21).toString('base64') } }));
      await post(voice({ part: { data: Buffer.from('ID3'), contentType: 'audio/mpeg' } }));
      const messages = bench.discord.violations.map((v) => v.message);
      assert.match(messages[0] ?? '', /plays 2.00 s/);
      assert.match(messages[1] ?? '', /21 points for 2 s/);
      assert.match(messages[2] ?? '', /not Opus/);
    });
  });

  describe("Discord's OpenAPI document", () => {
    it('is contradicted by wrong requests, with route and path', async () => {
      await refused(post({ body: { content: 'x', embeds: [{ title: 5 }] } }), 50035, 400);
      assert.deepEqual(
        bench.discord.violations.map((v) => [v.rule, v.route, v.path]),
        [['openapi', 'POST /channels/:channel/messages', '/embeds/0/title']],
      );
    });
  });
});
