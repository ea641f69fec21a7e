// /train: from the request to the voice message, and everything that can come in between.
import { transcriptsDigest } from '../../src/transcript-shift.ts';
import { noteOf } from '../../src/i18n/notes.ts';
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Interaction } from '../discord/interaction.ts';
import { manifest, newSample, newVersion, shown, training } from '../storage/support.ts';
import {
  type Lab,
  type Training,
  assertClean,
  cancellation,
  delivered,
  eventually,
  gate,
  startLab,
} from './support.ts';

const isOffer = (message: { readonly content: string }): boolean => message.content.includes('natural source voice');

/** What stands on the buttons under a message. */
const labels = ({ buttons }: { readonly buttons: readonly { readonly label?: string }[] }) =>
  buttons.map(({ label }) => label);

describe('/train', () => {
  let lab: Lab;
  /** Let the time pass until the second edit of the progress is due. */
  const soon = async (asked: Interaction): Promise<void> => {
    await asked.answer();
    lab.discord.clock.advance(3_000);
  };
  beforeEach(async () => {
    lab = await startLab();
  });
  afterEach(() => lab.close());

  it('shows progress in one message, then the result, then a voice message', async () => {
    const { ann, channel } = lab;
    await lab.readyVoice(ann);
    await lab.startBot();
    const training = gate();
    lab.script = async (run) => {
      await run.progress({ phase: 'training', epoch: 3, epochs: 20, done: 3, total: 20, secondsLeft: 65 });
      await training.opened;
      await run.publish();
    };
    const asked = ann.slash(channel, 'train continue', { epochs: 20 });
    const { ephemeral } = await asked.acknowledged();
    assert.equal(ephemeral, false);
    await soon(asked);
    const shown = await asked.answer((message) => message.content.includes('Training'));
    assert.match(shown.content, /epoch 3 of 20 · loss 0\.500 · test clips 0\.600 · about 1 min 05 s left of this step/);
    assert.deepEqual(
      shown.buttons.map((button) => button.label),
      ['Cancel'],
    );
    training.open();

    const result = await asked.followUp((message) => message.embeds.length > 0);
    assert.match(result.text, /Version 1 is ready and active/);
    const why = await ann.click(result, 'Why this plan?').followUp();
    assert.equal(why.ephemeral, true);
    assert.match(why.text, /the plan, and why.*• 20 epochs, as you asked/s);
    const figures = await ann.click(result, 'Figures').followUp();
    assert.equal(figures.ephemeral, true);
    assert.match(figures.text, /6\.00 dB mel-cepstral distortion \(before its training: 7\.60\)/);
    assert.equal(result.files[0]?.name, 'loss-curve.png');
    assert.equal(result.embeds[0]?.image?.url, 'attachment://loss-curve.png');
    assert.deepEqual(
      result.buttons.map((button) => button.label),
      ['Play the preview again', 'Why this plan?', 'Figures', 'Report'],
    );

    const voice = await asked.followUp((message) => message.isVoiceMessage);
    assert.equal(voice.files[0]?.contentType, 'audio/ogg');
    assert.match(shown.content, /100 %\nTraining finished after/);
    assert.deepEqual(shown.buttons, []);
    assertClean(lab);
  });

  it('offers once to grow a voice anew from a better source, does it when asked to, and lets it be when not', async () => {
    const { ann, channel, discord, storage } = lab;
    const bob = discord.person('bob');
    await lab.trainedVersion(ann, await lab.readyVoice(ann));
    const voiceOfBob = await lab.readyVoice(bob);
    await lab.trainedVersion(bob, voiceOfBob);
    await lab.startBot();
    lab.remark = noteOf('grow-anew');
    const preview = ann.slash(channel, 'preview', { text: 'Hello there.' });
    const offer = await preview.followUp(isOffer);
    assert.deepEqual(
      offer.buttons.map((button) => button.label),
      ['Grow it again', 'Not now'],
    );
    const stranger = await bob.click(offer, 'Grow it again').followUp();
    assert.match(stranger.content, /This voice isn’t yours/);
    await ann.click(offer, 'Not now').acknowledged();
    await eventually(
      async () => offer.buttons.length,
      (buttons) => buttons === 0,
    );
    assert.match(offer.content, /All right.*\/train fresh/);

    const again = ann.slash(channel, 'preview', { text: 'Hello again.' });
    await again.followUp((message) => message.isVoiceMessage);
    const trained = bob.slash(channel, 'train continue', { epochs: 2 });
    const result = await trained.followUp((message) => message.embeds.length > 0);
    assert.doesNotMatch(result.text, /natural source voice/);
    const offered = await trained.followUp(isOffer);
    assert.equal(again.followUps.filter(isOffer).length, 0, 'only once');
    lab.remark = undefined;
    await bob.click(offered, 'Grow it again').followUp((message) => message.embeds.length > 0);
    const run = await storage.runs.latest(voiceOfBob.id);
    assert.equal(run?.request.kind === 'train' && run.request.mode, 'fresh');
    assertClean(lab);
  });

  it('lets people choose the engine where several are running, and says where nobody trains with one', async () => {
    const { ann, channel, storage } = lab;
    const voice = await lab.readyVoice(ann);
    const v1 = await lab.trainedVersion(ann, voice);
    await lab.startBot();
    assert.deepEqual(await ann.autocomplete(channel, 'train continue', 'engine', ''), [
      { name: 'the built-in engine', value: 'builtin' },
    ]);
    const unknown = await ann.slash(channel, 'train fresh', { engine: 'gpt-sovits' }).answer();
    assert.match(unknown.content, /No engine called “gpt-sovits” is running here\..*engine:builtin, or leave it out/s);

    const card = { id: 'card', engine: 'gpt-sovits', device: 'a card' };
    await storage.trainers.announce(card, 3_600_000);
    const choices = await ann.autocomplete(channel, 'train continue', 'engine', 'gpt');
    assert.deepEqual(choices, [{ name: 'GPT-SoVITS', value: 'gpt-sovits' }]);
    const asked = ann.slash(channel, 'train continue', { engine: 'GPT-SoVITS' });
    await asked.answer((message) => message.content.includes('Queued: starting in a moment'));
    const [run] = await storage.runs.active();
    assert.ok(run);
    assert.equal(run.engine, 'gpt-sovits', 'although every clip is known to a version of the other engine');

    await storage.trainers.withdraw(card.id);
    const status = await ann.slash(channel, 'train status').answer();
    assert.match(
      status.content,
      /Your training waits: no trainer for GPT-SoVITS is running\..*start over with the built-in engine: `\/train continue engine:builtin`/,
    );
    const claimed = await storage.runs.claim(run.id, 60_000, 'gpt-sovits');
    const phases = ['preparing', 'training', 'evaluating', 'publishing'] as const;
    for (const phase of phases) await storage.runs.advance(run.id, claimed?.fence ?? 0, phase);
    const rival = { versionId: v1.id, number: 1, metrics: null };
    const decision = { active: false, reason: 'Listen to both and choose.', details: [], comparison: null };
    const state = { ...manifest('theirs'), engine: 'gpt-sovits' };
    const facts = { manifest: state, activate: false, training: { ...training, rival, decision } };
    assert.ok(await storage.runs.publish(run.id, claimed?.fence ?? 0, newVersion(facts), shown));
    lab.discord.clock.advance(5_000);
    const result = await asked.followUp((message) => message.embeds.length > 0);
    assert.deepEqual(
      result.buttons.map(({ label }) => label),
      ['Use v2 anyway', 'Keep v1', 'Play v1', 'Why this plan?', 'Figures', 'Report'],
    );
    const list = await ann.slash(channel, 'versions list').answer();
    assert.match(list.text, /v2.*GPT-SoVITS.*kept aside.*v1.*the built-in engine/s);
    const details = await ann.slash(channel, 'versions show', { version: 2 }).answer();
    assert.match(details.text, /with GPT-SoVITS from/);
    const waits = await ann.slash(channel, 'preview', { text: 'Hello', version: 2 }).followUp();
    assert.match(waits.content, /Your preview waits: no trainer for GPT-SoVITS is running/);
    assert.equal(waits.ephemeral, true);
    const spoken = ann.click(result, 'Play v1');
    await spoken.followUp((message) => message.isVoiceMessage);
    assertClean(lab);
  });

  it('compares a continued version with its parent, and plays the preview again', async () => {
    const { ann, channel, storage } = lab;
    const voice = await lab.readyVoice(ann);
    await lab.trainedVersion(ann, voice);
    await lab.startBot();
    await storage.samples.add(voice.id, [newSample(1)]);
    const asked = ann.slash(channel, 'train continue');
    const result = await asked.followUp((message) => message.embeds.length > 0);
    assert.match(result.text, /It is closer to you\./);
    const figures = await ann.click(result, 'Figures').followUp();
    assert.match(figures.text, /By −0\.30 dB.*5\.70 dB mel-cepstral distortion \(v1: 6\.00\)/s);
    const again = ann.click(result, 'Play the preview again');
    await again.followUp((message) => message.content.includes('v2 says: “This is how I sound.”'));
    await again.followUp((message) => message.isVoiceMessage);
    assert.deepEqual(
      result.buttons.map((button) => button.label),
      ['Play the preview again', 'Roll back to v1', 'Why this plan?', 'Figures', 'Report'],
    );
    assertClean(lab);
  });

  it('transcripts that slipped by one line are shifted by a button, once, and it trains', async () => {
    const { ann, channel, storage } = lab;
    const voice = await lab.readyVoice(ann, 3);
    await lab.startBot();
    const samples = await storage.samples.list(voice.id);
    for (const [index, sample] of samples.entries()) {
      await storage.samples.transcribe(voice.id, sample, `words ${index}`);
    }
    const now = await storage.samples.list(voice.id);
    const shift = { by: 'after' as const, sampleIds: now.map(({ id }) => id), words: transcriptsDigest(now) };
    lab.script = (run) =>
      run.fail({ code: 'transcripts-shifted', message: 'They slipped.', hint: 'Shift them?', shift });
    const refused = await ann
      .slash(channel, 'train continue', { epochs: 2 })
      .followUp((m) => m.content.includes('slipped'));
    lab.script = async (run) => {
      await run.publish();
    };
    // What was corrected meanwhile is not what was looked at.
    const [first] = now;
    await storage.samples.reword(first.id, first.transcript ?? '', 'other words');
    const late = await ann.click(refused, 'Use them shifted').followUp((message) => message.ephemeral);
    assert.match(late.content, /have changed since/);
    await storage.samples.reword(first.id, 'other words', first.transcript ?? '');
    const pressed = ann.click(refused, 'Use them shifted');
    await channel.waitForMessage((message) => message.text.includes('Version 1 is ready'));
    await pressed.acknowledged();
    const words = (await storage.samples.list(voice.id)).map(({ transcript }) => transcript);
    assert.deepEqual(new Set(words), new Set(['words 0', 'words 1', 'words 2']));
    assert.notDeepEqual(
      words,
      now.map(({ transcript }) => transcript),
    );
    assertClean(lab);
  });

  it('edits the progress at most every three seconds, and only when it changed', async () => {
    const { ann, channel, discord } = lab;
    await lab.readyVoice(ann);
    await lab.startBot();
    const over = gate();
    const started = Promise.withResolvers<Training>();
    lab.script = async (run) => {
      started.resolve(run);
      await over.opened;
      await run.publish();
    };
    const asked = ann.slash(channel, 'train continue', { epochs: 20 });
    const shown = await asked.answer();
    const training = await started.promise;
    const at = (epoch: number) => training.progress({ epoch, epochs: 20, done: epoch, secondsLeft: null });
    for (const last of [5, 9]) {
      // Five things to tell, but one edit to do it: when it is due.
      for (let epoch = last - 4; epoch <= last; epoch++) await at(epoch);
      discord.clock.advance(3_000);
      await shown.until((message) => message.content.includes(`epoch ${last} `));
    }
    // The same once more is no reason for an edit.
    await at(9);
    discord.clock.advance(3_000);
    await at(10);
    discord.clock.advance(3_000);
    await shown.until((message) => message.content.includes('epoch 10 '));
    over.open();
    await asked.followUp((message) => message.isVoiceMessage);

    const edits = shown.revisions.slice(0, -1);
    for (const [index, edit] of edits.entries()) {
      const before = edits[index - 1];
      if (before === undefined) continue;
      assert.ok(edit.at - before.at >= 3_000, `${edit.at - before.at} ms between two edits`);
      assert.notEqual(edit.content, before.content);
    }
    assertClean(lab);
  });

  it('shows the curve so far to whoever trains, as soon as there is one', async () => {
    const { ann, ben, channel } = lab;
    await lab.readyVoice(ann);
    await lab.startBot();
    const steps = [gate(), gate(), gate()];
    const losses = [0, 1, 2].map((epoch) => ({
      epoch,
      train: epoch === 0 ? null : 1 / epoch,
      heldOut: 2 / (1 + epoch),
    }));
    lab.script = async (run) => {
      await run.progress({ losses: losses.slice(0, 1) });
      await steps[0].opened;
      await run.progress({ epoch: 2, losses });
      await steps[1].opened;
      await run.progress({ epoch: 0, losses: [] });
      await steps[2].opened;
      await run.publish();
    };
    const asked = ann.slash(channel, 'train continue');
    await soon(asked);
    const begun = await asked.answer((message) => message.content.includes('Training'));
    assert.deepEqual(labels(begun), ['Cancel'], 'one point is no curve');

    steps[0].open();
    await eventually(
      async () => lab.storage.runs.active(),
      ([run]) => run?.progress?.epoch === 2,
    );
    lab.discord.clock.advance(3_000);
    const going = await asked.answer((message) => message.buttons.length === 2);
    assert.deepEqual(labels(going), ['Cancel', 'Curve so far']);
    const curve = await ann.click(going, 'Curve so far').followUp();
    assert.equal(curve.ephemeral, true);
    assert.match(curve.content, /The lower the curve, the closer to you/);
    assert.equal(curve.files[0]?.name, 'loss-curve.png');
    assert.equal(
      curve.files[0]?.description,
      'Loss curve of epochs 0 to 2. Training clips: 1.000 at first, now 0.500. Test clips: 2.000 at first, now 0.667.',
    );
    assert.match((await ben.click(going, 'Curve so far').followUp()).content, /training isn’t yours/);

    for (const [command, options] of [
      ['preview', { text: 'Hello.' }],
      ['versions list', {}],
    ] as const) {
      const answer = await ann.slash(channel, command, options).answer();
      assert.match(answer.content, /first version of this voice is still being made.*\/train status/s);
    }
    const status = await ann.slash(channel, 'train status').answer();
    assert.deepEqual(labels(status), ['Curve so far']);
    steps[1].open();
    await eventually(
      async () => lab.storage.runs.active(),
      ([run]) => run?.progress?.epoch === 0,
    );
    const early = await ann.click(status, 'Curve so far').followUp();
    assert.match(early.content, /nothing to draw yet.*been through your clips/s);
    steps[2].open();
    await asked.followUp((message) => message.embeds.length > 0);
    const done = await ann.click(status, 'Curve so far').followUp();
    assert.match(done.files[0]?.description ?? '', /^Loss curve of epochs 0 to 3\./);
    assertClean(lab);
  });

  it('is cancelled by its button, by its owner only', async () => {
    const { ann, ben, channel, storage } = lab;
    const voice = await lab.readyVoice(ann);
    await lab.startBot();
    lab.script = async (run) => {
      await run.progress();
      await cancellation(run);
      await run.end();
    };
    const asked = ann.slash(channel, 'train continue');
    await soon(asked);
    const shown = await asked.answer((message) => message.content.includes('Training'));

    const strangers = ben.click(shown, 'Cancel');
    const refusal = await strangers.followUp();
    assert.ok(refusal.ephemeral);
    assert.match(refusal.content, /isn’t yours/);

    ann.click(shown, 'Cancel');
    await shown.until((message) => /cancelled.*Your voice is as it was/.test(message.content));
    assert.deepEqual(shown.buttons, []);
    const run = await storage.runs.latest(voice.id);
    assert.equal(run?.state, 'cancelled');
    await delivered(lab, run.id);
    assert.deepEqual(asked.followUps, []);
    assertClean(lab);
  });

  it('is cancelled by command, and says when there is nothing to cancel', async () => {
    const { ann, channel } = lab;
    await lab.readyVoice(ann);
    await lab.startBot();
    lab.script = async (run) => {
      await run.progress();
      await cancellation(run);
      await run.end();
    };
    const nothing = await ann.slash(channel, 'train cancel').answer();
    assert.match(nothing.content, /You have no training running\.\nStart one/);
    assert.ok(nothing.ephemeral);
    const asked = ann.slash(channel, 'train continue');
    await soon(asked);
    await asked.answer((message) => message.content.includes('Training'));
    const second = await ann.slash(channel, 'train fresh').answer((message) => message.content.includes('already'));
    assert.match(second.content, /You already have a training running\.\n.*\/train cancel/);
    await ann.slash(channel, 'train cancel').answer((message) => message.content.includes('Stopping'));
    await asked.answer((message) => message.content.includes('cancelled'));
    assertClean(lab);
  });

  it('tells why a training failed and what to do', async () => {
    const { ann, channel } = lab;
    await lab.readyVoice(ann);
    await lab.startBot();
    lab.script = (run) =>
      run.fail({ code: 'no-memory', message: 'There is not enough memory.', hint: 'Ask for fewer epochs.' });
    const asked = ann.slash(channel, 'train continue');
    const told = await asked.followUp();
    assert.match(
      told.content,
      /There is not enough memory\.\nAsk for fewer epochs\.\nYour voice is as it was before\./,
    );
    assert.match(asked.message?.content ?? '', /Training stopped/);
    const status = await ann.slash(channel, 'train status').answer();
    assert.match(status.content, /There is not enough memory/);
    assertClean(lab);
  });

  it('asks back when there is nothing new, and trains anyway when told to', async () => {
    const { ann, ben, channel, storage } = lab;
    const voice = await lab.readyVoice(ann);
    await lab.trainedVersion(ann, voice);
    await lab.startBot();
    const asked = ann.slash(channel, 'train continue');
    const question = await asked.answer();
    assert.match(question.content, /v1 has already learnt every clip/);
    const strangers = await ben.click(question, 'Train anyway').followUp();
    assert.match(strangers.content, /isn’t yours/);
    const anyway = ann.click(question, 'Train anyway');
    const result = await anyway.followUp((message) => message.embeds.length > 0);
    assert.match(result.text, /Version 2 is ready/);
    await anyway.followUp((message) => message.isVoiceMessage);
    assert.match(question.content, /Training finished/);

    const named = ann.slash(channel, 'train continue', { epochs: 3 });
    await named.followUp((message) => message.isVoiceMessage);
    // Who wants it to be quick has not asked for more of the same; who lets it be long has.
    const quick = await ann.slash(channel, 'train continue', { effort: 'quick' }).answer();
    assert.match(quick.content, /v3 has already learnt every clip/);
    await ann.slash(channel, 'train continue', { effort: 'long' }).followUp((message) => message.isVoiceMessage);
    const run = await storage.runs.latest(voice.id);
    assert.equal(run?.request.kind === 'train' && run.request.effort, 'long');
    assertClean(lab);
  });

  it('takes a transcript that came later for something new, and a clip that is held back for nothing', async () => {
    const { ann, channel, storage } = lab;
    const voice = await lab.readyVoice(ann);
    const silent = newSample(7, { transcript: null });
    await storage.samples.add(voice.id, [silent]);
    await lab.trainedVersion(ann, voice);
    await lab.startBot();
    await storage.samples.add(voice.id, [newSample(8, { heldBack: 'stranger' })]);
    const before = await ann.slash(channel, 'train continue').answer();
    assert.match(before.content, /v1 has already learnt every clip/);
    await storage.samples.transcribe(voice.id, silent, 'now I know');
    const asked = ann.slash(channel, 'train continue');
    await asked.followUp((message) => message.isVoiceMessage);
    const after = await ann.slash(channel, 'train continue').answer();
    assert.match(after.content, /v2 has already learnt every clip/);
    assertClean(lab);
  });

  it('says what is missing before it trains', async () => {
    const { ann, channel, storage } = lab;
    await lab.startBot();
    const agreed = await lab.readyVoice(ann, 0);
    const none = await ann.slash(channel, 'train continue').answer();
    assert.match(none.content, /no recordings yet\.\nSend some with \/addsamples/);
    await storage.samples.add(agreed.id, [newSample(0, { transcript: null })]);
    const silent = await ann.slash(channel, 'train continue').answer();
    assert.match(silent.content, /None of your clips has a transcript/);
    const unknown = await ann.slash(channel, 'train continue', { voice: 'other' }).answer();
    assert.match(unknown.content, /no voice called “other”\.\nYours: default\./);
    assertClean(lab);
  });

  it('tells the status of the training, and only to its owner', async () => {
    const { ann, ben, channel } = lab;
    await lab.readyVoice(ann);
    await lab.startBot();
    const training = gate();
    lab.script = async (run) => {
      await run.progress({ epoch: 7, epochs: 20 });
      await training.opened;
      await run.publish();
    };
    const never = await ann.slash(channel, 'train status').answer();
    assert.match(never.content, /haven’t trained yet/);
    const asked = ann.slash(channel, 'train continue');
    await soon(asked);
    await asked.answer((message) => message.content.includes('epoch 7'));
    const status = await ann.slash(channel, 'train status').answer();
    assert.match(status.content, /epoch 7 of 20/);
    const strangers = await ben.slash(channel, 'train status').answer();
    assert.match(strangers.content, /You have no voice yet/);
    training.open();
    await asked.followUp((message) => message.isVoiceMessage);
    const done = await ann.slash(channel, 'train status').answer();
    assert.match(done.content, /Training finished/);
    assertClean(lab);
  });

  it('serves two people at once, each their own', async () => {
    const { ann, ben, channel, storage } = lab;
    await lab.readyVoice(ann);
    await lab.readyVoice(ben);
    await lab.startBot();
    const both = gate();
    let running = 0;
    lab.script = async (run) => {
      await run.progress();
      if (++running === 2) both.open();
      await both.opened;
      await run.publish();
    };
    const asked = [ann, ben].map((person) => ({ person, interaction: person.slash(channel, 'train continue') }));
    for (const { person, interaction } of asked) {
      await interaction.followUp((message) => message.isVoiceMessage);
      assert.equal(interaction.followUps.length, 2);
      const voice = await storage.voices.byName(person.id, 'default');
      assert.notEqual(voice?.activeVersionId, null);
    }
    assertClean(lab);
  });
});
