// The everyday flows of a bot, driven with a real discord.js client.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { AttachmentBuilder, MessageFlags, SlashCommandBuilder } from 'discord.js';
import { type Bench, startBench } from './bench.ts';

const commands = [
  new SlashCommandBuilder()
    .setName('addsamples')
    .setDescription('Add recordings.')
    .addAttachmentOption((o) =>
      o.setName('sample').setDescription('A recording.').setRequired(true).setFileTypes('audio'),
    )
    .addStringOption((o) => o.setName('transcript').setDescription('What is said.'))
    .toJSON(),
];

describe('a conversation', () => {
  let bench: Bench;
  before(async () => {
    bench = await startBench(commands);
  });
  after(() => bench.close());
  beforeEach(() => {
    bench.errors.length = 0;
  });

  it('connects and registers', () => {
    assert.equal(bench.client.user?.id, bench.discord.applicationId);
    assert.equal(bench.client.guilds.cache.get(bench.guild.id)?.name, 'Voice lab');
    assert.equal(bench.client.application?.id, bench.discord.applicationId);
    assert.deepEqual(bench.discord.violations, []);
  });

  it('takes an upload, defers, edits with a file and follows up', async () => {
    const { discord, ann, channel } = bench;
    const bytes = Buffer.from('not really a recording, but bytes');
    let downloaded: Buffer | undefined;
    bench.onInteraction = async (interaction) => {
      assert.ok(interaction.isChatInputCommand());
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
    const { ephemeral, afterMs } = await sent.acknowledged();
    assert.equal(ephemeral, true);
    assert.ok(afterMs < 1000);
    const answer = await sent.answer();
    assert.equal(answer.content, 'Heard: hello');
    assert.equal(answer.files[0]?.name, 'wave.png');
    assert.equal(answer.files[0]?.description, 'a picture');
    assert.deepEqual(answer.files[0]?.data, Buffer.from('png'));
    const added = await sent.followUp((m) => m.content === 'Added.');
    assert.deepEqual(downloaded, bytes);
    assert.ok(channel.messagesSeenBy(ann).includes(added));
    assert.ok(!channel.messagesSeenBy(bench.ben).includes(added));
    assert.deepEqual(bench.errors, []);
    assert.deepEqual(discord.violations, []);
    assert.deepEqual(discord.rest.refused, []);
  });
});
