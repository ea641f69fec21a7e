// What the fault tests watch of a training: when it is in the middle, how it goes on, how it ends.
import assert from 'node:assert/strict';
import type { Run, Version } from '../../src/storage/storage.ts';
import type { Interaction } from '../discord/interaction.ts';
import type { Person } from '../discord/person.ts';
import type { Channel, Message } from '../discord/world.ts';
import { patience } from '../support/conversation.ts';
import type { Timbre } from '../support/timbre.ts';

/** So many epochs of four short clips take several seconds, and with a lease of two seconds a checkpoint comes after one. */
const manyEpochs = 100;

export interface Training {
  readonly interaction: Interaction;
  readonly runId: string;
}

/** `/train continue`. */
export async function startTraining(
  timbre: Timbre,
  person: Person,
  channel: Channel,
  epochs = manyEpochs,
): Promise<Training> {
  const interaction = person.slash(channel, 'train continue', { epochs });
  await interaction.answer(undefined, patience);
  const run = await timbre.storage.runs.activeTraining(person.id);
  assert.ok(run);
  return { interaction, runId: run.id };
}

/** Wait until the training could be resumed from somewhere in its middle. @returns the epoch of that checkpoint */
export async function inTheMiddle(timbre: Timbre, { runId }: Training): Promise<number> {
  const checkpoint = await timbre.until(
    'a checkpoint',
    async () => (await timbre.storage.runs.latestCheckpoint(runId)) ?? undefined,
  );
  const run = await timbre.storage.runs.get(runId);
  assert.equal(run?.state, 'training');
  assert.ok(checkpoint.epoch > 0 && checkpoint.epoch < manyEpochs, `the checkpoint is of epoch ${checkpoint.epoch}`);
  return checkpoint.epoch;
}

/** Follow the run to its end and to its delivery. @returns it, and the epochs in which each of its claims was seen training */
export async function followToEnd(
  timbre: Timbre,
  { runId }: Training,
): Promise<{ run: Run; epochsByFence: ReadonlyMap<number, readonly number[]> }> {
  const epochsByFence = new Map<number, number[]>();
  const run = await timbre.until('the end and delivery of the run', async () => {
    const now = await timbre.storage.runs.get(runId);
    assert.ok(now);
    // A new claim starts with the progress of the one before.
    if (now.state === 'training' && now.progress?.phase === 'training') {
      epochsByFence.set(now.fence, [...(epochsByFence.get(now.fence) ?? []), now.progress.epoch]);
    }
    return now.deliveredAt === null ? undefined : now;
  });
  return { run, epochsByFence };
}

/** The run made exactly one version, of every epoch once, and its owner was told and played it once. */
export async function checkFinishedOnce(timbre: Timbre, training: Training, run: Run): Promise<Version> {
  const { storage } = timbre;
  assert.equal(run.state, 'done');
  assert.equal(run.failure, null);
  assert.equal(run.result?.kind, 'train');
  assert.deepEqual(
    run.result.losses.map((point) => point.epoch),
    Array.from({ length: run.result.plan.epochs + 1 }, (_, epoch) => epoch),
  );
  const [version, ...others] = await storage.versions.list(run.voiceId);
  assert.ok(version);
  assert.deepEqual(others, [], 'one version');
  assert.equal(version.id, run.result.versionId);
  assert.equal((await storage.voices.get(run.voiceId))?.activeVersionId, version.id);
  for (const file of version.manifest?.files ?? []) assert.ok(await storage.blobs.has(file.sha256), file.name);

  const { interaction } = training;
  assert.match(interaction.message?.text ?? '', /100 %\nTraining finished/);
  assert.deepEqual(
    messagesTo(interaction).map((message) => (message.isVoiceMessage ? 'voice' : message.embeds[0]?.title)),
    ['Version 1 is ready and active', 'voice'],
  );
  return version;
}

/** What the bot wrote because of the training, besides its progress; not what it asked this person privately. */
function messagesTo({ message: progress, person, channel }: Interaction): Message[] {
  return channel
    .messagesSeenBy(person)
    .filter(
      (message) =>
        message.author.bot === true &&
        !message.ephemeral &&
        message !== progress &&
        message.interaction?.person === progress?.interaction?.person,
    );
}
