// The everyday flows of a bot, driven with a real discord.js client.
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import {
  ActionRowBuilder,
  ApplicationCommandType,
  ApplicationIntegrationType,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  ContextMenuCommandBuilder,
  EmbedBuilder,
  FileUploadBuilder,
  InteractionContextType,
  LabelBuilder,
  Locale,
  MessageFlags,
  ModalBuilder,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
  WebhookClient,
} from 'discord.js';
import { type Bench, startBench } from './bench.ts';
import { ClientError } from './errors.ts';
import { fileUpload } from './person.ts';

const commands = [
  new SlashCommandBuilder()
    .setName('addsamples')
    .setDescription('Add recordings.')
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall)
    .setContexts(InteractionContextType.Guild, InteractionContextType.BotDM)
    .addAttachmentOption((o) =>
      o.setName('sample').setDescription('A recording.').setRequired(true).setFileTypes('audio'),
    )
    .addStringOption((o) => o.setName('transcript').setDescription('What is said.').setMaxLength(20))
    .toJSON(),
  new SlashCommandBuilder()
    .setName('train')
    .setDescription('Train.')
    .addSubcommand((s) =>
      s
        .setName('continue')
        .setDescription('Go on.')
        .addIntegerOption((o) => o.setName('epochs').setDescription('How many.').setMinValue(1).setMaxValue(100)),
    )
    .addSubcommand((s) => s.setName('status').setDescription('How far.'))
    .toJSON(),
  new SlashCommandBuilder()
    .setName('rollback')
    .setDescription('Go back.')
    .addStringOption((o) => o.setName('version').setDescription('Which.').setAutocomplete(true))
    .toJSON(),
  new ContextMenuCommandBuilder().setName('Add voice sample').setType(ApplicationCommandType.Message).toJSON(),
];

const button = (id: string, label: string): ButtonBuilder =>
  new ButtonBuilder().setCustomId(id).setLabel(label).setStyle(ButtonStyle.Primary);

describe('a conversation', () => {
  let bench: Bench;
  before(async () => {
    bench = await startBench(commands);
  });
  after(async () => {
    await bench.close();
    assert.deepEqual(bench.errors, []);
    assert.deepEqual(bench.discord.violations, []);
    assert.deepEqual(bench.discord.rest.refused, []);
  });

  it('connects and registers', async () => {
    assert.equal(bench.client.user?.id, bench.discord.applicationId);
    assert.equal(bench.client.guilds.cache.get(bench.guild.id)?.name, 'Voice lab');
    const registered = await bench.client.application?.commands.fetch();
    assert.deepEqual(registered?.map((c) => c.name).sort(), ['Add voice sample', 'addsamples', 'rollback', 'train']);
  });

  it('takes an upload, defers, edits with a file and follows up', async () => {
    const { discord, ann, ben, channel } = bench;
    const bytes = Buffer.from('not really a recording, but bytes');
    let downloaded: Buffer | undefined;
    bench.onInteraction = async (interaction) => {
      assert.ok(interaction.isChatInputCommand());
      assert.equal(interaction.channelId, channel.id);
      assert.equal(interaction.attachmentSizeLimit, 10 * 1024 * 1024);
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      const attachment = interaction.options.getAttachment('sample', true);
      assert.equal(attachment.name, 'my_voice_1.wav');
      assert.equal(attachment.title, 'my voice (1)');
      assert.equal(attachment.contentType, 'audio/x-wav');
      assert.equal(attachment.ephemeral, true);
      assert.equal(new URL(attachment.url).host, discord.host);
      downloaded = Buffer.from(await (await fetch(attachment.url)).arrayBuffer());
      await interaction.editReply({
        content: `Heard: ${interaction.options.getString('transcript')}`,
        files: [new AttachmentBuilder(Buffer.from('png'), { name: 'wave.png', description: 'a picture' })],
      });
      await interaction.followUp({ content: 'Added.', flags: MessageFlags.Ephemeral });
    };
    const sent = ann.slash(channel, 'addsamples', {
      sample: { name: 'my voice (1).wav', data: bytes },
      transcript: 'hello',
    });
    const { ephemeral } = await sent.acknowledged();
    assert.equal(ephemeral, true);
    const answer = await sent.answer();
    assert.equal(answer.content, 'Heard: hello');
    assert.deepEqual(
      answer.files.map((f) => [f.name, f.description, f.data.toString()]),
      [['wave.png', 'a picture', 'png']],
    );
    const added = await sent.followUp((m) => m.content === 'Added.');
    assert.deepEqual(downloaded, bytes);
    assert.ok(channel.messagesSeenBy(ann).includes(added));
    assert.ok(!channel.messagesSeenBy(ben).includes(added));
    const edit = discord.requests.find((r) => r.route === 'PATCH /webhooks/:application/:token/messages/:message');
    assert.equal(edit?.files[0]?.contentType, 'application/octet-stream');
  });

  it('keeps every state of an edited message', async () => {
    const { ann, channel } = bench;
    bench.onInteraction = async (interaction) => {
      assert.ok(interaction.isChatInputCommand());
      assert.equal(interaction.options.getSubcommand(), 'continue');
      assert.equal(interaction.options.getInteger('epochs'), 3);
      const { resource } = await interaction.reply({ content: 'epoch 1', withResponse: true });
      assert.equal(resource?.message?.content, 'epoch 1');
      const picture = new AttachmentBuilder(Buffer.from('x'), { name: 'curve.png' });
      await interaction.editReply({ content: 'epoch 2', files: [picture] });
      await interaction.editReply({ embeds: [new EmbedBuilder().setTitle('Loss').setImage('attachment://curve.png')] });
      const current = await interaction.fetchReply();
      assert.equal(new URL(current.embeds[0]?.image?.url ?? '').host, bench.discord.host);
      await interaction.editReply({ content: 'done', embeds: [], attachments: [] });
    };
    const sent = ann.slash(channel, 'train continue', { epochs: 3 });
    const message = await sent.answer((m) => m.content === 'done');
    assert.deepEqual(
      message.revisions.map((r) => [r.content, r.embeds.length, r.files.length]),
      [
        ['epoch 1', 0, 0],
        ['epoch 2', 0, 1],
        ['epoch 2', 1, 1],
        ['done', 0, 0],
      ],
    );
    assert.equal(message.ephemeral, false);
  });

  it('waits for edits without polling, and says what it saw when none comes', async () => {
    const { ann, channel } = bench;
    const go = Promise.withResolvers<void>();
    bench.onInteraction = async (interaction) => {
      assert.ok(interaction.isChatInputCommand());
      await interaction.reply('0 %');
      await go.promise;
      await interaction.editReply('50 %');
    };
    const message = await ann.slash(channel, 'train status').answer();
    const edit = message.waitForEdit();
    go.resolve();
    const seen = await edit;
    assert.equal(seen.content, '50 %');
    await assert.rejects(
      message.waitForEdit(() => true, { timeoutMs: 20 }),
      /Waited 20 ms[\s\S]*Timbre: 50 %/,
    );
  });

  it('offers choices while typing', async () => {
    bench.onInteraction = async (interaction) => {
      assert.ok(interaction.isAutocomplete());
      const { name, value } = interaction.options.getFocused(true);
      await interaction.respond([{ name: `${name} ${value}1`, value: 'v1' }]);
    };
    const choices = await bench.ann.autocomplete(bench.channel, 'rollback', 'version', 'v');
    assert.deepEqual(choices, [{ name: 'version v1', value: 'v1' }]);
  });

  it('answers buttons by update, by deferred update and by a message of its own', async () => {
    const { ann, channel, discord } = bench;
    bench.onInteraction = async (interaction) => {
      if (interaction.isChatInputCommand()) {
        const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
          button('a', 'A'),
          button('b', 'B'),
          button('c', 'C'),
        );
        await interaction.reply({ content: 'pick', components: [row], flags: MessageFlags.Ephemeral });
      } else if (interaction.isButton() && interaction.customId === 'a') {
        await interaction.update({ content: 'picked A' });
      } else if (interaction.isButton() && interaction.customId === 'b') {
        await interaction.deferUpdate();
        await interaction.editReply({ content: 'picked B', components: [] });
      } else if (interaction.isButton()) {
        assert.equal(interaction.message.content, 'picked A');
        await interaction.reply('picked C');
      }
    };
    const message = await ann.slash(channel, 'train status').answer();
    assert.throws(() => bench.ben.click(message, 'A'), ClientError);
    assert.throws(() => ann.click(message, 'D'), /the message has: A \(a\), B \(b\), C \(c\)/);
    await ann.click(message, 'A').acknowledged();
    assert.equal(message.content, 'picked A');
    const third = await ann.click(message, 'c').answer();
    assert.equal(third.content, 'picked C');
    await Promise.all([message.waitForEdit(), ann.click(message, 'B').acknowledged()]);
    assert.equal(message.content, 'picked B');
    assert.equal(message.buttons.length, 0);
    assert.equal(message.ephemeral, true);
    assert.ok(discord.transcript().some((e) => e.kind === 'click' && e.text === 'A'));
  });

  it('answers a menu', async () => {
    const { ann, channel } = bench;
    bench.onInteraction = async (interaction) => {
      if (interaction.isChatInputCommand()) {
        const menu = new StringSelectMenuBuilder()
          .setCustomId('which')
          .addOptions({ label: 'One', value: '1' }, { label: 'Two', value: '2' });
        await interaction.reply({
          components: [new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(menu)],
          content: '?',
        });
      } else if (interaction.isStringSelectMenu()) {
        await interaction.update({ content: `chose ${interaction.values.join()}`, components: [] });
      }
    };
    const message = await ann.slash(channel, 'train status').answer();
    assert.throws(() => ann.select(message, 'which', ['3']), ClientError);
    assert.throws(() => ann.select(message, 'which', ['1', '2']), ClientError);
    await ann.select(message, 'which', ['2']).acknowledged();
    assert.equal(message.content, 'chose 2');
  });

  it('shows a form and takes text and files from it', async () => {
    const { ann, channel } = bench;
    bench.onInteraction = async (interaction) => {
      if (interaction.isChatInputCommand()) {
        await interaction.showModal(
          new ModalBuilder()
            .setCustomId('form')
            .setTitle('Samples')
            .addLabelComponents(
              new LabelBuilder()
                .setLabel('Files')
                .setFileUploadComponent(
                  new FileUploadBuilder().setCustomId('files').setMaxValues(2).setFileTypes('audio'),
                ),
              new LabelBuilder()
                .setLabel('Note')
                .setTextInputComponent(
                  new TextInputBuilder().setCustomId('note').setStyle(TextInputStyle.Short).setMaxLength(5),
                ),
            ),
        );
      } else if (interaction.isModalSubmit()) {
        const names = interaction.fields.getUploadedFiles('files', true).map((f) => f.name);
        await interaction.reply(`${interaction.fields.getTextInputValue('note')}: ${names.join(' ')}`);
      }
    };
    const opener = ann.slash(channel, 'train status');
    assert.equal((await opener.shownModal()).title, 'Samples');
    const one = { name: 'one.wav', data: Buffer.from('1') };
    assert.throws(() => ann.submitModal(opener, { files: [one], note: 'too long' }), ClientError);
    assert.throws(() => ann.submitModal(opener, { files: [], note: 'hi' }), ClientError);
    assert.throws(() => ann.submitModal(opener, { files: [one], note: 'hi', other: '' }), ClientError);
    assert.throws(() => ann.submitModal(opener, { files: [{ ...one, name: 'one.txt' }], note: 'hi' }), ClientError);
    const answer = await ann.submitModal(opener, { files: [one, { ...one, name: 'two.mp3' }], note: 'hi' }).answer();
    assert.equal(answer.content, 'hi: one.wav two.mp3');
  });

  it('runs a command on a message', async () => {
    const { ann, channel } = bench;
    bench.onInteraction = async (interaction) => {
      assert.ok(interaction.isMessageContextMenuCommand());
      await interaction.reply(interaction.targetMessage.attachments.map((a) => a.name).join());
    };
    const message = ann.say(channel, 'listen', [{ name: 'hum.ogg', data: Buffer.from('OggS') }]);
    assert.equal((await ann.messageCommand(message, 'Add voice sample').answer()).content, 'hum.ogg');
  });

  it('lets a real client refuse what a client refuses', () => {
    const { ann, channel } = bench;
    const wav = { name: 'a.wav', data: Buffer.from('x') };
    const refused: [string, Parameters<typeof ann.slash>[2], RegExp][] = [
      ['unknown', {}, /no command/],
      ['train', {}, /needs a subcommand/],
      ['train never', {}, /no subcommand/],
      ['addsamples', {}, /"sample" is required/],
      ['addsamples', { sample: { name: 'a.txt', data: Buffer.from('x') } }, /does not take a.txt/],
      ['addsamples', { sample: { name: 'a.wav', data: Buffer.alloc(10 * 1024 * 1024 + 1) } }, /too large/],
      ['addsamples', { sample: wav, transcript: 'x'.repeat(21) }, /wrong length/],
      ['addsamples', { sample: wav, other: 1 }, /no option "other"/],
      ['train continue', { epochs: 0 }, /at least 1/],
      ['train continue', { epochs: 101 }, /at most 100/],
      ['train continue', { epochs: 1.5 }, /an integer/],
    ];
    for (const [command, options, expected] of refused) {
      assert.throws(
        () => ann.slash(channel, command, options),
        (error) => error instanceof ClientError && expected.test(error.message),
      );
    }
  });

  it('posts with its own token when the interaction is long over, and answers from another process by token alone', async () => {
    const { ann, channel, client, discord } = bench;
    let token = '';
    bench.onInteraction = async (interaction) => {
      assert.ok(interaction.isChatInputCommand());
      token = interaction.token;
      await interaction.deferReply();
    };
    const sent = ann.slash(channel, 'train status');
    await sent.acknowledged();
    const webhook = new WebhookClient({ id: discord.applicationId, token }, { rest: { api: discord.api } });
    await webhook.editMessage('@original', 'from elsewhere');
    assert.equal((await sent.answer()).content, 'from elsewhere');

    const target = await client.channels.fetch(channel.id);
    assert.ok(target?.isSendable());
    const late = await target.send({ content: `<@${ann.id}> done`, allowedMentions: { users: [ann.id] } });
    const seen = await channel.waitForMessage((m) => m.id === late.id);
    assert.deepEqual(seen.pinged, [ann.id]);
    await late.edit('done, really');
    assert.deepEqual(
      seen.revisions.map((r) => r.content),
      [`<@${ann.id}> done`, 'done, really'],
    );
    await late.delete();
    assert.ok(!channel.messages.includes(seen));
  });

  it('writes direct messages, and is called in them', async () => {
    const { ann, client } = bench;
    const user = await client.users.fetch(ann.id);
    await user.send('hello there');
    await ann.dm.waitForMessage((m) => m.content === 'hello there');
    bench.onInteraction = async (interaction) => {
      assert.ok(interaction.isChatInputCommand());
      assert.equal(interaction.guildId, null);
      assert.equal(interaction.context, InteractionContextType.BotDM);
      await interaction.reply('in private');
    };
    const wav = await fileUpload(import.meta.filename, 'a.wav');
    assert.equal(wav.data.length, statSync(import.meta.filename).size);
    assert.equal((await ann.slash(ann.dm, 'addsamples', { sample: wav }).answer()).content, 'in private');
  });

  it('is called in a strange server by a person who installed it', async () => {
    const { discord, ann } = bench;
    const strange = discord.guild('Elsewhere', { installed: false }).channel('general');
    const cat = discord.person('cat', { installedApp: true, locale: Locale.Japanese });
    const wav = { name: 'a.wav', data: Buffer.from('x') };
    bench.onInteraction = async (interaction) => {
      assert.ok(interaction.isChatInputCommand());
      assert.equal(interaction.locale, 'ja');
      assert.equal(interaction.inCachedGuild(), false);
      assert.equal(interaction.authorizingIntegrationOwners.guildId, null);
      assert.equal(interaction.authorizingIntegrationOwners.userId, cat.id);
      assert.equal(interaction.appPermissions.has('SendVoiceMessages'), false);
      await interaction.reply('here');
    };
    assert.throws(() => ann.slash(strange, 'addsamples', { sample: wav }), ClientError);
    assert.throws(() => cat.slash(strange, 'train status'), ClientError);
    assert.equal((await cat.slash(strange, 'addsamples', { sample: wav }).answer()).content, 'here');
  });

  it('tells a watcher of everything as it happens', async () => {
    const { discord, ann, channel } = bench;
    const seen: string[] = [];
    const stop = discord.watch((entry, change) => seen.push(`${change} ${entry.author.name}: ${entry.text}`));
    bench.onInteraction = async (interaction) => {
      assert.ok(interaction.isChatInputCommand());
      await interaction.deferReply();
      await interaction.editReply('one');
      await interaction.editReply('two');
      await interaction.deleteReply();
    };
    const sent = ann.slash(channel, 'train status');
    await discord.world.waitFor('the deletion', () => (sent.message?.deletedAt ?? null) !== null || undefined);
    stop();
    ann.say(channel, 'unheard');
    assert.deepEqual(seen, [
      'new ann: /train status',
      'new Timbre: ',
      'edited Timbre: one',
      'edited Timbre: two',
      'deleted Timbre: two',
    ]);
  });

  it('writes a transcript of everything', () => {
    const entries = bench.discord.transcript();
    const first = entries.findIndex((e) => e.kind === 'command');
    assert.equal(entries[first]?.text, '/addsamples sample:my voice (1).wav transcript:hello');
    assert.equal(entries[first]?.files[0]?.data.length, 33);
    const answer = entries[first + 1];
    assert.equal(answer?.author.name, 'Timbre');
    assert.equal(answer?.onlyFor, 'ann');
    assert.equal(answer?.files[0]?.name, 'wave.png');
    assert.deepEqual(
      entries.find((e) => e.text === 'done')?.earlier.map((r) => r.content),
      ['epoch 1', 'epoch 2', 'epoch 2'],
    );
  });
});
