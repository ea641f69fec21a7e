// /verify: what is sent as a voice message is known again, and anything else isn't.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { soundIn } from '../support/bytes.ts';
import { type Lab, assertClean, startLab } from './support.ts';

describe('/verify', () => {
  let lab: Lab;
  before(async () => {
    lab = await startLab();
    await lab.trainedVersion(lab.ann, await lab.readyVoice(lab.ann, 2));
    await lab.startBot();
  });
  after(() => lab.close());

  it('knows what was spoken here, and tells whose it is to them alone', async () => {
    const { ann, ben, channel } = lab;
    const asked = ann.slash(channel, 'preview', { text: 'Hello.' });
    const spoken = await asked.followUp((message) => message.isVoiceMessage);
    const data = spoken.files[0]?.data ?? Buffer.alloc(0);
    assert.deepEqual(soundIn(data), soundIn(lab.voiceMessage.ogg));
    const verify = async (by: typeof ann, bytes: Buffer): Promise<string> => {
      const answer = await by.slash(channel, 'verify', { file: { name: 'voice-message.ogg', data: bytes } }).answer();
      assert.ok(answer.ephemeral);
      return answer.content;
    };
    assert.match(await verify(ann, data), /Yes: v1 of your voice.*synthetic/);
    const toOthers = await verify(ben, data);
    assert.match(toOthers, /Yes: a model spoke this here/);
    assert.doesNotMatch(toOthers, /v1|ann/);
    const changed = Buffer.from(data);
    changed[changed.length - 1] ^= 1;
    assert.match(await verify(ben, changed), /changed since/);
    assert.match(await verify(ben, lab.voiceMessage.ogg), /no mark of mine/);
    assert.match(await verify(ben, Buffer.alloc(6_000_000)), /no mark of mine/);
    assert.equal(await lab.storage.users.get(ben.id), null, 'who only asks is not kept');
    assertClean(lab);
  });
});
