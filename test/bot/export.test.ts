// /export: what comes is all there is, opens, and can be sent back; /import makes a voice of it again.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Interaction } from '../discord/interaction.ts';
import type { Message } from '../discord/world.ts';
import { type Lab, assertClean, recordings, startLab } from './support.ts';
import { exchange } from '../../src/storage/exchange.ts';
import { encodeSafetensors } from '../../src/learning/safetensors.ts';
import { newSample, sha256 } from '../storage/support.ts';

/** What an export sent: the files of each archive, by the archive's name. */
async function archives(asked: Interaction): Promise<Map<string, Record<string, Uint8Array>>> {
  await asked.answer((message) => !message.text.startsWith('Packing'));
  const files = asked.followUps.flatMap((message: Message) => {
    assert.ok(message.ephemeral);
    return message.files;
  });
  return new Map(files.map(({ name, data }) => [name, unzipSync(new Uint8Array(data))]));
}

/** A state of one tensor. */
const tensor = (value: number): Uint8Array =>
  encodeSafetensors(new Map([['w', { shape: [2], data: Float32Array.of(1, value) }]]));

describe('/export', () => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await startLab();
  });
  afterEach(() => lab.close());

  it('sends recordings that can be sent back, the weights that speak, and what is known', async () => {
    const { ann, ben, channel, storage } = lab;
    const voice = await lab.readyVoice(ann, 0);
    await lab.startBot();
    const [one, two] = await recordings(2);
    assert.ok(one && two);
    for (const [file, transcript] of [
      [one, one.text],
      [two, `${two.text} | really`],
    ] as const) {
      const sent = ann.slash(channel, 'addsamples', { file, transcript });
      await sent.answer((message) => message.text.includes('Added'));
    }
    await ann.slash(channel, 'pronounce word', { word: 'gg', as: 'good game' }).answer();
    const asked = ann.slash(channel, 'export');
    const got = await archives(asked);
    assert.deepEqual([...got.keys()], ['about-me.zip', 'default-recordings.zip']);
    const about = JSON.parse(strFromU8(got.get('about-me.zip')?.['about-me.json'] ?? new Uint8Array()));
    assert.equal(about.user.id, ann.id);
    assert.deepEqual(about.pronunciations, [{ word: 'gg', spoken: 'good game' }]);
    assert.equal(about.voices[0].samples.length, 2);
    const clips = got.get('default-recordings.zip') ?? {};
    assert.deepEqual(
      Object.keys(clips).map((name) => name.replace(/^(\d+)-.*\.flac$/, '$1.flac')),
      ['0001.flac', '0002.flac', 'list.txt', 'timbre.json', 'timbre.sig'],
    );
    assert.match(asked.message?.content ?? '', /in 2 archives.*\/addsamples zip:/s);

    await lab.readyVoice(ben, 0);
    const [sent] = asked.followUps.flatMap(({ files }) => files).filter(({ name }) => name.includes('recordings'));
    assert.ok(sent);
    const back = ben.slash(channel, 'addsamples', { zip: { name: sent.name, data: sent.data } });
    await back.answer((message) => message.text.includes('Added 2 recordings'));
    const [bens] = await storage.voices.list(ben.id);
    const words = async (id: string) =>
      (await storage.samples.list(id)).map(({ transcript, durationSeconds }) => [transcript, durationSeconds]);
    assert.deepEqual(
      (await words(bens?.id ?? '')).map(([said]) => said),
      (await words(voice.id)).map(([said]) => String(said).replace('|', '/')),
    );
    assertClean(lab);
  });

  it('ends where the person deletes everything meanwhile', async (t) => {
    const { discord, storage } = lab;
    const gone = discord.person('gone');
    const voice = await lab.readyVoice(gone, 0);
    const { sha256 } = await storage.blobs.put(Buffer.alloc(60_000, 77));
    await storage.samples.add(voice.id, [newSample(1, { sha256 })]);
    await lab.startBot();
    const { blobs } = storage;
    const read = blobs.read.bind(blobs);
    t.mock.method(blobs, 'read', async (sha: string) => {
      await storage.forget(gone.id);
      return await read(sha);
    });
    const asked = gone.slash(lab.channel, 'export');
    await asked.answer((message) => message.content.includes('has been deleted in the meantime'));
    assert.equal(asked.followUps.length, 1, 'what is known of them, before');
    assertClean(lab);
  });

  it('comes in as many archives as messages can carry, also to somebody who is banned, and says what is left', async () => {
    const { ben, channel, discord, storage } = lab;
    const small = discord.person('small', { fileSizeLimit: 200_000, installedApp: true });
    const voice = await lab.readyVoice(small, 0);
    for (let n = 0; n < 14; n++) {
      const { sha256 } = await storage.blobs.put(Buffer.alloc(60_000, n));
      await storage.samples.add(voice.id, [
        newSample(n, { sha256, originalName: `../../${n}<x>.wav`, transcript: null }),
      ]);
    }
    const { sha256 } = await storage.blobs.put(Buffer.alloc(300_000, 1));
    await storage.samples.add(voice.id, [newSample(20, { sha256, originalName: 'big.wav' })]);
    const version = await lab.trainedVersion(small, voice);
    await lab.startBot();
    await storage.bans.add(small.id);

    const asked = small.slash(channel, 'export');
    const got = await archives(asked);
    const names = [...got.keys()];
    assert.deepEqual(names.slice(0, 3), ['about-me.zip', `default-v${version.number}.zip`, 'default-recordings-1.zip']);
    assert.equal(names.length, 2 + 7);
    for (const file of asked.followUps.flatMap(({ files }) => files)) assert.ok(file.data.length <= 200_000);
    const clips = names.slice(2).flatMap((name) => Object.keys(got.get(name) ?? {}));
    assert.equal(clips.filter((name) => /^\d{4}-[0-9x.]+\.flac$/.test(name)).length, 14);
    assert.match(asked.message?.content ?? '', /Damaged here, so not in it: state\.safetensors\. The operator/);
    assert.match(asked.message?.content ?? '', /Too large for a message.*: 0015-big\.flac\./s);
    const manifest = JSON.parse(strFromU8(got.get(names[1] ?? '')?.['manifest.json'] ?? new Uint8Array()));
    assert.deepEqual(exchange.parse(manifest).files, version.manifest?.files);

    const elsewhere = discord.guild('Elsewhere', { installed: false }).channel('talk');
    const part = small.slash(elsewhere, 'export');
    assert.equal((await archives(part)).size, 5);
    assert.match(part.message?.content ?? '', /That is not all.*direct message to me/s);
    assert.match((await ben.slash(channel, 'export').answer()).content, /nothing of yours/);
    assert.deepEqual(new Set(lab.errors.splice(0).map(({ msg }) => msg)), new Set(['a file can’t be exported']));
    assertClean(lab);
  });

  it('comes back with /import as a new voice that speaks, once, and only to its owner as it was sent', async () => {
    const { ann, ben, channel, storage } = lab;
    const voice = await lab.readyVoice(ann, 0);
    for (let n = 0; n < 5; n++) {
      const { sha256 } = await storage.blobs.put(Buffer.alloc(6_000, n));
      await storage.samples.add(voice.id, [newSample(n, { sha256, sourceSha256: sha256 })]);
    }
    await storage.blobs.put(Buffer.from('state'));
    const version = await lab.trainedVersion(ann, voice);
    await lab.startBot();
    const asked = ann.slash(channel, 'export');
    await archives(asked);
    const sent = asked.followUps.flatMap(({ files }) => files).map(({ name, data }) => ({ name, data }));
    const [about, weights, recordings] = sent;
    assert.deepEqual(
      sent.map(({ name }) => name),
      ['about-me.zip', 'default-v1.zip', 'default-recordings.zip'],
    );
    const all = { zip: weights, zip2: recordings };
    const bring = async (person: typeof ann, options: Record<string, typeof about>): Promise<Message> =>
      await person.slash(channel, 'import', options).answer(({ content }) => !content.startsWith('Reading'));

    assert.match((await bring(ann, all)).content, /here already: your voice “default”/);
    await storage.removeVoice(voice.id);
    assert.match((await bring(ann, { zip: about })).content, /no signature of mine.*\/addsamples zip:/s);
    assert.match((await bring(ann, { zip: weights })).content, /lack 4 clips that the version learnt from/);
    const changed = { ...recordings, data: Buffer.from(recordings.data) };
    changed.data[changed.data.length >> 1] ^= 1;
    assert.match((await bring(ann, { ...all, zip2: changed })).content, /damaged/);
    await lab.readyVoice(ben, 0);
    assert.match((await bring(ben, all)).content, /somebody else’s voice/);
    assert.deepEqual(await storage.voices.list(ann.id), []);

    const back = await bring(ann, all);
    assert.match(back.content, /“default” is here again: 5 clips \(15 s\).*speaks with v1/s);
    const [now] = await storage.voices.list(ann.id);
    const bytes = [weights, recordings, about, weights, weights, changed, weights, recordings].map(
      ({ data }) => data.length,
    );
    assert.equal(
      (await storage.usage.uploads(ann.id, 0)).reduce((sum, { amount }) => sum + amount, 0),
      bytes.reduce((sum, size) => sum + size, 0),
      'what was refused counts like what was taken, each once',
    );
    const speaks = await storage.versions.get(now.activeVersionId ?? '');
    assert.deepEqual(speaks?.manifest, version.manifest);
    const played = ann.click(back, 'Play its preview');
    await played.followUp((message) => message.files.length > 0);
    await storage.voices.rename(now.id, 'other');
    await storage.samples.remove((await storage.samples.list(now.id))[0].id);
    assert.match((await bring(ann, all)).content, /“default” is here again/);
    assertClean(lab);
  });

  it('of elsewhere the operator alone brings in: weights of which every number was looked at, recordings as any upload', async () => {
    const { ann, ben, channel, discord, storage } = lab;
    discord.world.owner = ann;
    const voice = await lab.readyVoice(ann, 0);
    await lab.startBot();
    const [one, two] = await recordings(2);
    assert.ok(one && two);
    for (const file of [one, two]) {
      const sent = ann.slash(channel, 'addsamples', { file, transcript: file.text });
      await sent.answer((message) => message.text.includes('Added'));
    }
    await storage.blobs.put(Buffer.from('state'));
    lab.script = async (run) => void (await run.publish());
    const training = ann.slash(channel, 'train continue');
    await training.followUp((message) => message.isVoiceMessage);
    const asked = ann.slash(channel, 'export');
    await archives(asked);
    const sent = asked.followUps.flatMap(({ files }) => files).map(({ name, data }) => ({ name, data }));
    const [, weights, clips] = sent;
    /** The same with another state, as whoever made it up would tell of it. */
    const altered = (
      { name, data }: typeof weights,
      file: string,
      state: Uint8Array,
      changes: object = {},
    ): typeof weights => {
      const { 'state.safetensors': _, ...inside } = unzipSync(new Uint8Array(data));
      const about = JSON.parse(strFromU8(inside['timbre.json'] ?? new Uint8Array()));
      const told = { name: file, sha256: sha256(Buffer.from(state)), bytes: state.length };
      about.files = [...about.files.filter((one: { name: string }) => one.name !== 'state.safetensors'), told];
      about.version.manifest = { ...about.version.manifest, files: [told], ...changes };
      const made = { ...inside, [file]: state, 'timbre.json': strToU8(JSON.stringify(about)) };
      return { name, data: Buffer.from(zipSync(made, { level: 0 })) };
    };
    const bring = (person: typeof ann, zip: typeof weights): Interaction =>
      person.slash(channel, 'import', { zip, zip2: clips });
    const refusal = async (zip: typeof weights, person = ann): Promise<string> =>
      (await bring(person, zip).answer(({ content }) => !content.startsWith('Reading'))).content;
    await storage.removeVoice(voice.id);

    const good = altered(weights, 'state.safetensors', tensor(0.5));
    await lab.readyVoice(ben, 0);
    assert.match(await refusal(good, ben), /isn’t as I made it/);
    for (const [zip, why] of [
      [altered(weights, 'state.safetensors', tensor(Number.NaN)), /state\.safetensors is damaged, or no plain numbers/],
      [altered(weights, 'state.json', strToU8('{"a":[1e999]}')), /state\.json is damaged/],
      [altered(weights, 'state.ckpt', tensor(1)), /can hold more than numbers \(state\.ckpt\).*npm run cli/s],
      [altered(weights, 'state.safetensors', tensor(1), { engine: 'other' }), /made by other, and no trainer for that/],
    ] as const) {
      assert.match(await refusal(zip), why);
    }
    assert.deepEqual(await storage.voices.list(ann.id), [], 'nothing is kept of what is refused');

    const asksFor = bring(ann, good);
    const told = await asksFor.followUp(({ content }) => content.includes('not sign'));
    assert.ok(told.ephemeral);
    assert.match(
      told.content,
      /“default” is here.*nothing it says is proven.*speaks with v1.*deleting the voice does/s,
    );
    await asksFor.answer(({ text }) => text.includes('Added 2 recordings'));
    const [now] = await storage.voices.list(ann.id);
    const speaks = await storage.versions.get(now?.activeVersionId ?? '');
    assert.deepEqual([speaks?.importedFrom, speaks?.plan, speaks?.training], ['default', null, null]);
    assert.deepEqual(
      (await storage.samples.list(now?.id ?? '')).map(({ transcript }) => transcript),
      [one.text, two.text],
    );
    assert.match(await refusal(good), /here already: your voice “default”/);
    const bens = unzipSync(new Uint8Array(clips.data));
    const about = strFromU8(bens['timbre.json'] ?? new Uint8Array()).replace(ann.id, ben.id);
    const zip = { name: 'bens.zip', data: Buffer.from(zipSync({ ...bens, 'timbre.json': strToU8(about) })) };
    const others = ann.slash(channel, 'import', { zip });
    assert.match(
      (await others.answer(({ content }) => !content.startsWith('Reading'))).content,
      new RegExp(`voice of ${ben.id}.*voice import ${ben.id} FILES`, 's'),
    );
    assertClean(lab);
  });

  it('does not bring back more than one person may have', async () => {
    const { ann, channel, storage } = lab;
    const voice = await lab.readyVoice(ann, 0);
    const { sha256 } = await storage.blobs.put(Buffer.alloc(6_000, 1));
    await storage.samples.add(voice.id, [newSample(1, { sha256 })]);
    await lab.startBot();
    const asked = ann.slash(channel, 'export');
    await archives(asked);
    const sent = asked.followUps.flatMap(({ files }) => files).find(({ name }) => name.includes('recordings'));
    assert.ok(sent);
    for (let n = 1; n < lab.config.limits.voices; n++) await storage.voices.ensure(ann.id, `voice ${n}`);
    await storage.samples.remove((await storage.samples.list(voice.id))[0].id);
    const refused = ann.slash(channel, 'import', { zip: { name: sent.name, data: sent.data } });
    assert.match((await refused.answer()).content, /voices, and \d+ is the limit/);
    assertClean(lab);
  });
});
