// What the operator is told by people, and what they do for them from within Discord.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Lab, assertClean, eventually, startLab } from './support.ts';
import type { Person } from '../discord/person.ts';

describe('/admin', () => {
  let lab: Lab;
  let owner: Person;
  before(async () => {
    lab = await startLab();
    owner = lab.discord.person('owner', { managesServers: true });
    lab.discord.world.owner = owner;
    await lab.trainedVersion(lab.ann, await lab.readyVoice(lab.ann, 2));
    await lab.startBot();
    await lab.discord.ready();
  });
  after(() => lab.close());

  const admin = async (sub: string, options = {}): Promise<string> =>
    (await owner.slash(owner.dm, `admin ${sub}`, options).answer()).content;

  it('is for the owner of the application', async () => {
    const { ann, channel, discord } = lab;
    const manager = discord.person('manager', { managesServers: true });
    assert.throws(() => manager.slash(channel, 'admin status'), /no command \/admin/);
    assert.match((await ann.slash(ann.dm, 'admin status').answer()).content, /for the operator of this bot/);
    const told = await admin('status');
    assert.match(told, /0 at work; waiting: none.*builtin on none.*1 with 1 voice.*GB free.*Reports\*\*: 0/s);
    assertClean(lab);
  });

  it('hears what anybody reports of what was spoken', async () => {
    const { ann, ben, channel, storage } = lab;
    const spoken = await ann.slash(channel, 'preview', { text: 'Something rude.' }).answer();
    const opened = ben.click(spoken, 'Report');
    await opened.acknowledged();
    const thanks = await ben.submitModal(opened, { text: 'It is rude to *me*.' }).followUp();
    assert.ok(thanks.ephemeral);
    assert.match(thanks.content, /operator of this bot has been told/);
    const direct = await owner.dm.waitForMessage(({ content }) => content.includes('reports what'));
    assert.match(direct.content, new RegExp(`<@${ben.id}> reports what <@${ann.id}> had said.*It is rude`));
    const [report] = await storage.operations.reports(9);
    assert.match(await admin('reports'), new RegExp(`${report.id}.*It is rude to \\\\\\*me`));
    assert.match(await admin('done', { report: report.id }), /Done/);
    assert.match(await admin('done', { report: report.id }), /no such report/);
    assert.match(await admin('reports'), /Nothing was reported/);

    for (let n = 0; n < 10; n++) {
      await storage.operations.report({ ...report, reporterId: ben.id, text: `again ${n}` });
    }
    const again = ben.click(spoken, 'Report');
    await again.acknowledged();
    assert.match((await ben.submitModal(again, { text: 'More.' }).followUp()).content, /reported 10 things today/);
    const cat = lab.discord.person('cat');
    const { text } = await storage.operations.report({ ...report, reporterId: cat.id, text: 'About ann.' });
    const aboutBen = { reporterId: cat.id, saidBy: ben.id, text: 'About ben.' };
    await storage.operations.report({ ...report, ...aboutBen, versionId: 'another' });
    await storage.forget(ben.id);
    // Of one millisecond they may come in any order.
    const left = (await storage.operations.reports(9)).toSorted((a, b) => b.text.length - a.text.length);
    const nothing = { saidBy: '', versionId: '', text: '' };
    assert.deepEqual(
      left.map(({ reporterId, saidBy, versionId, text: words }) => ({ reporterId, saidBy, versionId, text: words })),
      [
        { reporterId: cat.id, saidBy: ann.id, versionId: report.versionId, text },
        { reporterId: cat.id, ...nothing },
      ],
      'who reported is forgotten, and who was reported in what somebody else did',
    );
    assert.match(await admin('reports'), /<@\d+> reported what somebody had said who has deleted everything since/);
    await storage.operations.settle(left[1].id);
    const spokenByBen = { ...report, reporterId: cat.id, saidBy: ben.id };
    await storage.operations.report(spokenByBen);
    await storage.forget(ann.id);
    const [one, two] = await storage.operations.reports(9);
    assert.deepEqual({ ...one, ...nothing }, one, 'whose voice it was is forgotten too');
    assert.deepEqual({ ...two, ...nothing }, two, 'whoever had let it speak');
    assert.equal(two.reporterId, cat.id);
    await lab.readyVoice(ann);
    assertClean(lab);
  });

  it('takes nothing new while it is paused, and says so; rights stay', async () => {
    const { ann, channel } = lab;
    assert.match(await admin('pause', { on: true }), /Paused/);
    const refused = await ann.slash(channel, 'preview', { text: 'Hello.' }).answer();
    assert.match(refused.content, /under maintenance/);
    assert.match((await ann.slash(ann.dm, 'versions list').answer()).content, /under maintenance/);
    assert.doesNotMatch((await ann.slash(channel, 'forget').answer()).content, /under maintenance/);
    assert.match(await admin('status'), /Paused/);
    assert.match(await admin('pause', { on: false }), /taken again/);
    assert.doesNotMatch((await ann.slash(channel, 'versions list').answer()).text, /under maintenance/);
    assertClean(lab);
  });

  it('tells everybody who agreed, by direct message', async () => {
    const { ann, discord, storage } = lab;
    assert.match(await admin('notice', { text: 'Back at *noon*.' }), /1 person will be told/);
    await eventually(
      async () => {
        discord.clock.advance(15_000);
        return await storage.notices.pending();
      },
      (pending) => pending.length === 0,
    );
    const told = await ann.dm.waitForMessage(({ content }) => content.startsWith('📣'));
    assert.match(told.content, /From the operator of this bot: Back at \\\*noon\\\*/);

    assert.equal(await storage.idle.warn(14), 1);
    await eventually(
      async () => {
        discord.clock.advance(15_000);
        return await storage.notices.pending();
      },
      (pending) => pending.length === 0,
    );
    const idle = await ann.dm.waitForMessage(({ content }) => content.startsWith('Nobody has used'));
    assert.match(
      idle.content,
      /your voice “default” since <t:\d+:f>\. I’ll delete it, with its recordings, on <t:\d+:f>/,
    );
    assertClean(lab);
  });
});
