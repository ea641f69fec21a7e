// What a changed client can send: buttons and forms that no message has, about what is another person's, or about nothing.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { allCommands } from '../../src/bot/commands/all.ts';
import { buttonNames } from '../../src/bot/interactions/buttons.ts';
import { assertClean, startLab } from './support.ts';

const forms = new Set<string>(allCommands.flatMap((command) => Object.keys(command.forms ?? {})));

it('forged buttons and forms change nothing of anybody, and are no fault of the bot', async (t) => {
  const lab = await startLab();
  t.after(() => lab.close());
  const { ann, ben, channel, discord, storage } = lab;
  const voice = await lab.readyVoice(ann);
  const version = await lab.trainedVersion(ann, voice);
  await lab.readyVoice(ben, 1);
  const run = await storage.runs.latest(voice.id);
  const [sample] = await storage.samples.list(voice.id);
  assert.ok(run);
  const { answerTo } = run;
  const upload = { userId: ann.id, voiceId: voice.id, items: [], answerTo, isOver: true as const };
  const intake = await storage.intakes.create(upload);
  await lab.startBot();
  await discord.ready();

  const everything = async (): Promise<unknown> => ({
    users: [await storage.users.get(ann.id), await storage.users.get(ben.id)],
    voices: [await storage.voices.list(ann.id), await storage.voices.list(ben.id)],
    versions: await storage.versions.list(voice.id),
    samples: await storage.samples.list(voice.id),
    grants: await storage.grants.list(voice.id),
    votes: await storage.votes.list(voice.id),
    runs: await storage.runs.newest(9),
    reports: await storage.operations.reports(9),
  });
  const before = await everything();
  const own = await ben.slash(channel, 'train status').answer();
  const others = ann.say(channel, 'Hello.');
  const key = 'A'.repeat(43);
  const usual = [voice.id, version.id, run.id, `${intake.id}/${sample.id}`, `${sample.id}/${voice.id}`, '__proto__'];
  const special = new Map([
    ['agree', [`1/${ann.id}/${key}`, `1/${ben.id}/${key}`]],
    ['forget', [ann.id, '\u0000']],
    ['report', [`${version.id}/@everyone`, `${version.id}/${ann.id}/`, `@everyone/${ann.id}`]],
  ]);
  const names = [...buttonNames, 'constructor', '__proto__', ''];
  // What opens a form that is about nobody, and how oneself is told.
  const harmless = new Set(['speak-consent', 'notify-mention', 'notify-direct', 'notify-none']);
  for (const name of names.filter((one) => !harmless.has(one))) {
    const sent = [...usual, ...(special.get(name) ?? [])].flatMap((argument, index) => {
      const message = index % 2 === 0 ? own : others;
      const id = `${name}:${argument}`;
      return [ben.forgePress(message, id), ...(forms.has(name) ? [ben.forgeForm(message, id, 'Words.')] : [])];
    });
    for (const one of sent) await one.acknowledged();
    assert.ok(
      sent.every(({ modal }) => modal === null),
      name,
    );
  }
  // Of all that was acknowledged, nothing is going on any more.
  await lab.stopBot();
  assert.deepEqual(await everything(), before);
  assertClean(lab);
});
