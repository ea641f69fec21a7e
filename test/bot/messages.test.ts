// Recordings in people's own messages: the command in a message's menu, and direct messages; only where they are turned on.
import assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'node:test';
import type { Upload } from '../discord/person.ts';
import { type Lab, assertClean, recordings, startLab } from './support.ts';

const command = 'Add to my voice';
/** For what ffmpeg does meanwhile, on a machine that has other things to do. */

describe('recordings in messages', () => {
  let lab: Lab;
  let speech: Awaited<ReturnType<typeof recordings>>;
  before(async () => {
    speech = await recordings(3);
  });
  afterEach(() => lab.close());

  const start = async (env: Readonly<Record<string, string>>): Promise<Lab> => {
    lab = await startLab({ env });
    await lab.startBot();
    return lab;
  };
  const take = (index: number): Upload => {
    const one = speech[index];
    assert.ok(one);
    return one;
  };

  it('are nobody’s business where they are not turned on', async () => {
    const { ann, channel, discord } = await start({});
    const message = ann.say(channel, '', [take(0)]);
    assert.throws(() => ann.messageCommand(message, command), /There is no message command/);
    ann.say(ann.dm, '', [take(0)]);
    // Whatever is told after it was not told before it either.
    await ann.slash(ann.dm, 'help').answer();
    assert.deepEqual(discord.cdn.downloads, []);
    assertClean(lab);
  });

  it('are added by the command in the menu of one’s own message, after consent', async () => {
    const { ann, ben, channel, storage } = await start({ MESSAGE_SAMPLES: 'on' });
    const message = ann.say(channel, 'listen', [take(0), { name: 'cat.png', data: Buffer.from('\x89PNG') }]);
    const asked = ann.messageCommand(message, command);
    const question = await asked.answer();
    assert.ok(question.ephemeral);
    assert.deepEqual(await storage.intakes.unfinished(), []);
    ann.click(question, 'I agree');
    await question.until((now) => now.text.includes('Added 1 recording'));
    const [voice] = await storage.voices.list(ann.id);
    assert.equal((await storage.samples.list(voice?.id ?? '')).length, 1);

    await lab.readyVoice(ben, 0);
    const foreign = await ben.messageCommand(message, command).answer();
    assert.match(foreign.content, /somebody else’s message/);
    const silent = await ann.messageCommand(ann.say(channel, 'no files'), command).answer();
    assert.match(silent.content, /no recording in this message/);
    assert.deepEqual(await storage.voices.list(ben.id).then((voices) => voices.map(({ name }) => name)), ['default']);
    assert.deepEqual(await storage.intakes.unfinished(), []);
    assertClean(lab);
  });

  it('are taken from direct messages, and go to the voice that was last sent to', async () => {
    const { ann, storage } = await start({ MESSAGE_SAMPLES: 'on' });
    ann.say(ann.dm, 'Hello bot!');
    ann.say(ann.dm, '', [take(0)]);
    const question = await ann.dm.waitForMessage((message) => message.text.includes('Your own voice only'));
    assert.equal(await storage.users.get(ann.id), null);
    ann.click(question, 'I agree');
    await ann.dm.waitForMessage((message) => message.text.includes('Added 1 recording'));

    const other = ann.slash(ann.dm, 'addsamples', { file: take(1), voice: 'radio' });
    await other.answer((message) => message.text.includes('Added 1 recording'));
    ann.say(ann.dm, '', [take(2)]);
    await ann.dm.waitForMessage((message) => /Voice “radio”\n?.* in 2 clips/s.test(message.text));
    const voices = await storage.voices.list(ann.id);
    const clips = await Promise.all(voices.map(({ id }) => storage.samples.list(id)));
    assert.deepEqual(
      voices
        .map(({ name }, index) => [name, clips[index]?.length])
        .sort(([a], [b]) => String(a).localeCompare(String(b))),
      [
        ['default', 1],
        ['radio', 2],
      ],
    );
    assertClean(lab);
  });
});
