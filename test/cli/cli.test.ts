// The operator's commands: in this process against real storage, and once as the process that people start.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { unzipSync, zipSync } from 'fflate';
import { Kysely } from 'kysely';
import { runCli } from '../../src/cli/cli.ts';
import { migrate } from '../../src/storage/migrations.ts';
import type { StateManifest } from '../../src/storage/records.ts';
import type { Database } from '../../src/storage/schema.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import type { Storage, Voice } from '../../src/storage/storage.ts';
import { archivesOf } from '../../src/takeout/archives.ts';
import { takeoutOf } from '../../src/takeout/contents.ts';
import { make, promptInput } from '../audio/material.ts';
import {
  metrics,
  newSample,
  newVersion,
  publishedVersion,
  queuedRun,
  runIn,
  sha256,
  someVoice,
  shown as made,
} from '../storage/support.ts';
import { startDiscord } from '../discord/standin.ts';
import { catalog } from '../../src/models/catalog.ts';
import { createToneEngine } from '../trainer/tone-engine.ts';
import { openMigrated } from '../support/migrated.ts';

const owner = '100000000000000001';
const token = `${Buffer.from(owner).toString('base64url')}.Gabcde.${'x'.repeat(30)}`;

describe('cli', () => {
  let dataDir: string;
  let storage: Storage;
  let voice: Voice;
  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'timbre-cli-'));
    storage = await openMigrated(dataDir);
    voice = await someVoice(storage, owner);
  });
  afterEach(async () => {
    await storage.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  /** Run a command beside the open storage, as beside a running bot. */
  async function cli(
    args: readonly string[],
    engine = createToneEngine(),
    env: Readonly<Record<string, string>> = {},
  ): Promise<{ code: number; out: string; err: string }> {
    const [out, err]: [string[], string[]] = [[], []];
    const code = await runCli(args, {
      env: { DATA_DIR: dataDir, DISCORD_TOKEN: token, ...env },
      out: (line) => out.push(line),
      err: (line) => err.push(line),
      engine,
    });
    return { code, out: out.join('\n'), err: err.join('\n') };
  }

  /** A state of the tone engine as blobs, with its history. */
  async function toneState(
    epochs: number,
    tone = JSON.stringify({ epochs, run: 0, clips: [] }),
  ): Promise<StateManifest> {
    const files = await Promise.all(
      Object.entries({ 'history.json': `"history ${epochs}"`, 'tone.json': tone }).map(async ([name, text]) => ({
        name,
        ...(await storage.blobs.put(Buffer.from(text))),
      })),
    );
    return { engine: 'tone', engineVersion: '1', files };
  }
  const toneVersion = async (epochs: number, parentId: string | null = null) =>
    await publishedVersion(storage, voice, { engine: 'tone', parentId, manifest: await toneState(epochs) });

  it('tells what it can do, and what it did not understand', async () => {
    const nothing = await cli([]);
    assert.deepEqual([nothing.code, nothing.err], [2, '']);
    assert.match(nothing.out, /Usage: npm run cli/);
    for (const line of ['--help', 'help', 'weights --help', 'versions -h', 'ban --help']) {
      const help = await cli(line.split(' '));
      assert.deepEqual([help.code, help.err], [0, ''], line);
      assert.match(help.out, /Usage: npm run cli/);
    }
    const mistakes: [string, RegExp][] = [
      ['sing', /no command “sing”/],
      ['weights', /“weights” needs one word more: weights export, or weights import/],
      ['versions', /takes one VOICE/],
      ['voices all', /takes nothing/],
      ['prune --activate', /“prune” knows no --activate/],
      ['voices --loud', /Unknown option '--loud'/],
      [`versions ${owner} --version two`, /--version takes a number/],
      [`samples import ${owner}`, /takes one VOICE, and the FILEs/],
      ['ban somebody', /takes one USER: a Discord id/],
      ['erase', /takes one USER/],
      ['samples import', /takes one VOICE, and the FILEs/],
      ['voice import', /takes one USER, and the FILEs for it/],
      ['backup', /takes one DIR/],
      ['restore here there', /takes one DIR/],
      ['move', /Say --to FILE/],
      [`weights export ${owner}`, /Say --to DIR/],
      [`weights import ${owner}`, /Say --from DIR/],
    ];
    for (const [line, wrong] of mistakes) {
      const { code, err } = await cli(line.split(' '));
      assert.equal(code, 2, line);
      assert.match(err, wrong);
      assert.match(err, /Usage:/);
      // Short first: of a command that is known, its own line.
      assert.equal(err.split('\n').length < 6, line !== 'sing' && line !== 'weights', err);
    }
    const lost = await cli(['samples', 'import', `${owner}/new`, import.meta.dirname, '--transcripts', '/nowhere/it']);
    assert.deepEqual([lost.code, lost.err.split('\n')[0]], [1, '“/nowhere/it” can’t be read.']);
    assert.equal((await cli(['bans'])).out, 'Nobody is banned.');
    const settings = await cli(['voices'], undefined, { KEEP_VERSIONS: '0' });
    assert.equal(settings.code, 2);
    assert.match(settings.err, /KEEP_VERSIONS/);
  });

  it('lists voices, runs and versions', async () => {
    const { added } = await storage.samples.add(voice.id, [newSample(0), newSample(1)]);
    const [a, b] = added;
    assert.ok(a && b);
    const one = await publishedVersion(storage, voice, { sampleIds: [a.id] });
    await storage.versions.setTag(one.id, 'before the cold');
    const run = await runIn(storage, voice, 'publishing');
    const aside = newVersion({ parentId: one.id, sampleIds: [a.id, b.id], activate: false, choices: 1 });
    await storage.runs.publish(run.id, run.fence, aside, made);
    await storage.voices.share(voice.id, true);
    const failed = await runIn(storage, await someVoice(storage, '2'), 'failed');

    assert.match(
      (await cli(['voices'])).out,
      new RegExp(`${owner}/default +${voice.id} +2 +0\\.1 min +2 +v1 +yes\n2/default .* - +no`),
    );
    const runs = (await cli(['runs'])).out;
    assert.match(
      runs,
      new RegExp(`${failed.id} +train +2/default +failed +1 +no-usable-clips: No clip can be used\\.`),
    );
    assert.match(runs, new RegExp(`${run.id} +train +${owner}/default +done +1 +v2`));
    const versions = (await cli(['versions', voice.id])).out;
    assert.match(versions, /v2 +\d{4}-\d\d-\d\d \d\d:\d\d +v1 +0\.1 min +- +0\.0 MB +kept aside\n/);
    assert.match(versions, /v1 .* the base .* before the cold +active$/);
    const shown = (await cli(['versions', `${owner}/default`, '--version', '2'])).out;
    assert.match(shown, /comes from v1 ← the base/);
    assert.match(shown, /plan: 20 epochs, as you asked/);
    assert.match(shown, new RegExp(`clip hello.wav #1 +${a.id} +in v1, v2\nclip hello.wav #2 +${b.id} +in v2`));

    for (const wrong of [
      ['versions', 'nobody'],
      ['versions', owner, '--version', '9'],
    ]) {
      const { code, err } = await cli(wrong);
      assert.equal(code, 1);
      assert.match(err, /There is no voice “nobody”|has no version 9/);
    }
  });

  it('imports recordings as uploads are taken in, into a voice that it makes', async () => {
    const folder = path.join(dataDir, 'takes');
    await mkdir(folder);
    await make(...promptInput(4), '-t', '4', path.join(folder, 'one.wav'));
    await make(...promptInput(4, 5), '-t', '4', path.join(folder, 'Two.flac'));
    await writeFile(path.join(folder, 'notes.md'), 'no recording');
    const transcripts = path.join(folder, 'transcripts.txt');
    await writeFile(transcripts, 'one.wav | What is said in it.\ntwo.flac | And in this.\n');
    const { code, out, err } = await cli(['samples', 'import', '77/Radio', folder, '--transcripts', transcripts]);
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /^added +one\.wav: [34]\.\d s in 1 clip · with transcript$/m);
    assert.match(out, /^added +Two\.flac: /m);
    assert.match(out, /^rejected +notes\.md: .*text/m);
    assert.match(out, /2 of 3 recordings taken; 77\/radio has 2 clips, 0\.1 min\.$/);
    const made = await storage.voices.byName('77', 'radio');
    const clips = await storage.samples.list(made?.id ?? '');
    assert.deepEqual(
      new Map(clips.map(({ originalName, transcript }) => [originalName, transcript])),
      new Map([
        ['one.wav', 'What is said in it.'],
        ['Two.flac', 'And in this.'],
      ]),
    );
    for (const { sha256: blob } of clips) await storage.blobs.copyTo(blob, path.join(dataDir, `${blob}.flac`));

    const again = await cli(['samples', 'import', '77/radio', path.join(folder, 'one.wav')]);
    assert.match(again.out, /^duplicate +one\.wav: it is there already/m);
    const nothing = await cli(['samples', 'import', '77/radio', path.join(folder, 'notes.md')]);
    assert.equal(nothing.code, 1);
    assert.match(nothing.err, /Not one recording/);
    const missing = await cli(['samples', 'import', '77/radio', path.join(folder, 'three.wav')]);
    assert.match(missing.err, /There is no file “.*three\.wav”/);
  });

  it('brings a voice back, and one of elsewhere if it is trusted, of which everything is looked at', async () => {
    const folder = path.join(dataDir, 'taken');
    await mkdir(folder);
    const flac = path.join(folder, 'clip.flac');
    await make('-f', 'lavfi', '-i', 'sine=220:duration=2', '-ar', '32000', '-ac', '1', flac);
    const file = await storage.blobs.put(flac);
    const { added } = await storage.samples.add(voice.id, [newSample(0, { sha256: file.sha256, durationSeconds: 2 })]);
    await publishedVersion(storage, voice, {
      engine: 'tone',
      manifest: await toneState(3),
      sampleIds: added.map(({ id }) => id),
    });
    const take = async (key?: 'elsewhere'): Promise<string[]> => {
      const files: string[] = [];
      const groups = (await takeoutOf(storage, owner)).slice(1);
      for (const group of groups) {
        for await (const { name, data } of archivesOf(group, 10e6, () => assert.fail())) {
          const inside = unzipSync(new Uint8Array(data));
          if (key === 'elsewhere') inside['timbre.sig'] = new TextEncoder().encode('0123456789abcdef AAAA');
          files.push(path.join(folder, name));
          await writeFile(files[files.length - 1], zipSync(inside, { level: 0 }));
        }
      }
      return files;
    };
    const files = await take();
    const bring = (...more: string[]) => cli(['voice', 'import', owner, ...more]);
    assert.match((await bring(...files)).err, /has not agreed to anything/);
    await storage.users.giveConsent(owner, 1);
    assert.match((await bring(`${files[0]}x`)).err, /There is no file/);
    assert.match((await bring(...files)).out, /All of it is there already/);
    await storage.removeVoice(voice.id);
    assert.match((await bring(...files)).out, /default: 1 clip and the version that speaks/);
    const foreign = await take('elsewhere');
    const [back] = await storage.voices.list(owner);
    await storage.removeVoice(back.id);
    assert.match((await bring(...foreign)).err, /no signature of mine/);
    const trusted = await bring('--trust', ...foreign);
    assert.equal(trusted.err, '');
    assert.match(trusted.out, /1 clip and the version that speaks/);

    const [again] = await storage.voices.list(owner);
    await storage.removeVoice(again.id);
    const broken = await someVoice(storage, owner);
    const noise = await storage.blobs.put(Buffer.alloc(500, 7));
    const clips = await storage.samples.add(broken.id, [newSample(0, { sha256: noise.sha256 })]);
    const sampleIds = clips.added.map(({ id }) => id);
    const undecodable = await take('elsewhere');
    await storage.samples.remove(sampleIds[0] ?? '');
    assert.match((await bring('--trust', ...undecodable)).err, /can’t be decoded/);
    const [offKey] = (await storage.samples.add(broken.id, [newSample(0, { sha256: file.sha256, durationSeconds: 2 })]))
      .added;
    await publishedVersion(storage, broken, {
      engine: 'tone',
      manifest: await toneState(0, '"no tone"'),
      sampleIds: [offKey.id],
    });
    const silent = await take('elsewhere');
    await storage.removeVoice(broken.id);
    assert.match((await bring('--trust', ...silent)).err, /The tone is off key/);
    assert.deepEqual(await storage.voices.list(owner), []);
  });

  it('bans and erases people', async () => {
    const run = await queuedRun(storage, voice);
    await storage.samples.add(voice.id, [newSample(0)]);
    assert.match((await cli(['ban', owner])).out, /is banned; trainings and previews cancelled: 1\..*erase/s);
    assert.equal((await storage.runs.get(run.id))?.state, 'cancelled');
    assert.match((await cli(['ban', owner])).out, /was banned already; .* cancelled: 0/);
    assert.match((await cli(['bans'])).out, new RegExp(`^USER +SINCE\n${owner}  \\d{4}-`));

    const erased = await cli(['erase', owner]);
    assert.match(erased.out, /Deleted of \d+: 1 voice, 1 clip \(3\.0 s\), 0 versions, 0 uploads/);
    assert.equal(await storage.users.get(owner), null);
    assert.equal(await storage.bans.has(owner), true, 'who is forgotten stays banned');
    assert.deepEqual([(await cli(['erase', owner])).code, (await cli(['unban', owner])).code], [1, 0]);
    assert.match((await cli(['unban', owner])).err, /is not banned/);
    assert.equal(await storage.bans.has(owner), false);
  });

  it('prunes every voice, and deletes what nothing needs', async () => {
    let parent: string | null = null;
    for (let epochs = 1; epochs <= 4; epochs++) parent = (await toneVersion(epochs, parent)).id;
    const { code, out } = await cli(['prune'], undefined, { KEEP_VERSIONS: '1' });
    assert.equal(code, 0);
    assert.match(out, /default v2: only its weights are kept, 0\.0 MB/);
    assert.match(out, /default v1: only .*\nVersions pruned: 2\. Files deleted: 0; those of the last hour/s);
    assert.match((await cli(['prune'], undefined, { KEEP_VERSIONS: '1' })).out, /Versions pruned: 0/);
  });

  describe('weights', () => {
    let folder: string;
    beforeEach(async () => {
      folder = path.join(dataDir, 'exported');
    });

    it('go out without their history and come in as the next version of any voice', async () => {
      const version = await toneVersion(7);
      const exported = await cli(['weights', 'export', owner, '--to', folder]);
      assert.deepEqual([exported.code, exported.err], [0, '']);
      assert.deepEqual((await readdir(folder)).sort(), ['manifest.json', 'tone.json']);
      const about = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')) as Record<string, unknown>;
      assert.deepEqual(
        [about['engine'], about['engineVersion'], about['sampleRate'], about['voice'], about['metrics']],
        ['tone', '1', 16_000, 'default', metrics],
      );

      const other = await someVoice(storage, '2');
      const imported = await cli(['weights', 'import', '2', '--from', folder]);
      assert.match(imported.out, /v1 of 2\/default, imported from v1 of “default”\.\nIt is not active/);
      assert.equal((await storage.voices.get(other.id))?.activeVersionId, null);
      assert.match((await cli(['weights', 'import', other.id, '--from', folder, '--activate'])).out, /active now/);
      const second = await storage.versions.byNumber(other.id, 2);
      assert.deepEqual(
        [second?.importedFrom, second?.parentId, second?.runId, second?.metrics, second?.trainedSeconds],
        ['default', null, null, metrics, version.trainedSeconds],
      );
      const [, tone] = version.manifest?.files ?? [];
      assert.deepEqual(second?.manifest, { engine: 'tone', engineVersion: '1', files: [tone] }, 'the same bytes');
      assert.equal((await storage.voices.get(other.id))?.activeVersionId, second.id);
      assert.match((await cli(['versions', '2'])).out, /v2 .* imported from “default” .* active, weights only/);
      assert.deepEqual(
        (await readdir(dataDir)).filter((name) => name.startsWith('import-')),
        [],
      );
    });

    it('stay where they are when they can’t be exported', async () => {
      const refused = async (code: RegExp, ...args: string[]): Promise<void> => {
        const { code: exit, err } = await cli(['weights', 'export', owner, '--to', folder, ...args]);
        assert.equal(exit, 1);
        assert.match(err, code);
        await assert.rejects(readdir(folder), { code: 'ENOENT' }, 'nothing was begun');
      };
      await refused(/has no active version/);
      await publishedVersion(storage, voice);
      await refused(/v1 of .* was made by the engine “builtin” 1, and this is “tone” 1/);
      await publishedVersion(storage, voice, { engine: 'tone', manifest: await toneState(1, 'no tone') });
      await refused(/The tone is off key/);
      const gone = await toneVersion(3);
      for (const { sha256 } of gone.manifest?.files ?? []) await storage.blobs.delete(sha256);
      await refused(/v3 of .* its file tone\.json is missing or damaged/);
      assert.deepEqual(
        (await readdir(dataDir)).filter((name) => name.startsWith('exported')),
        [],
      );
      await mkdir(path.join(folder, 'something'), { recursive: true });
      const full = await cli(['weights', 'export', owner, '--version', '2', '--to', folder]);
      assert.match(full.err, /is not empty\.\nName a folder that is new or empty/);
    });

    it('are refused with the reason when they are damaged or foreign, and nothing changes', async () => {
      await toneVersion(2);
      await cli(['weights', 'export', owner, '--to', folder]);
      const tone = await readFile(path.join(folder, 'tone.json'), 'utf8');
      type Manifest = { files: { name: string; sha256: string; bytes: number }[] } & Record<string, unknown>;
      const original = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')) as Manifest;
      const [file] = original.files;
      assert.ok(file);
      const outside = path.join(dataDir, 'outside');
      await writeFile(outside, tone);
      const cases: [string, RegExp, (dir: string, put: (changes: object) => Promise<void>) => Promise<unknown>][] = [
        ['no manifest', /no manifest\.json/, (dir) => rm(path.join(dir, 'manifest.json'))],
        ['no JSON', /is not JSON/, (dir) => writeFile(path.join(dir, 'manifest.json'), '{')],
        ['another format', /format: /, (_, put) => put({ format: 'pickle' })],
        ['a bit flipped', /SHA-256/, (dir) => writeFile(path.join(dir, 'tone.json'), tone.replace('2', '3'))],
        ['cut off', /bytes instead of/, (dir) => writeFile(path.join(dir, 'tone.json'), tone.slice(1))],
        ['a file missing', /tone\.json is missing/, (dir) => rm(path.join(dir, 'tone.json'))],
        [
          'a link out of the folder',
          /is not a plain file/,
          async (dir) => {
            await rm(path.join(dir, 'tone.json'));
            await symlink(outside, path.join(dir, 'tone.json'));
          },
        ],
        ['a path', /files\.0\.name/, (_, put) => put({ files: [{ ...file, name: '../outside' }] })],
        ['a file twice', /each must be named once/, (_, put) => put({ files: [file, file] })],
        ['its own manifest', /none may be called/, (_, put) => put({ files: [{ ...file, name: 'manifest.json' }] })],
        ['figures that are none', /metrics\.mcdDb/, (_, put) => put({ metrics: { ...metrics, mcdDb: 'good' } })],
        ['another engine', /made by the engine “builtin” 1/, (_, put) => put({ engine: 'builtin' })],
        [
          'a later engine',
          /made by the engine “tone” 2, and this is “tone” 1/,
          (_, put) => put({ engineVersion: '2' }),
        ],
        ['another rate', /speaks at 8000 Hz/, (_, put) => put({ sampleRate: 8000 })],
        [
          'what the engine can’t read',
          /off key/,
          async (dir, put) => {
            await writeFile(path.join(dir, 'tone.json'), 'no tone');
            await put({ files: [{ name: 'tone.json', sha256: sha256('no tone'), bytes: 7 }] });
          },
        ],
      ];
      for (const [name, reason, damage] of cases) {
        const copy = path.join(dataDir, 'copy');
        await cp(folder, copy, { recursive: true });
        await damage(copy, (changes) =>
          writeFile(path.join(copy, 'manifest.json'), JSON.stringify({ ...original, ...changes })),
        );
        const { code, err } = await cli(['weights', 'import', owner, '--from', copy, '--activate']);
        assert.equal(code, 1, name);
        assert.match(err, reason, name);
        assert.match(err, /Nothing was changed/, name);
        await rm(copy, { recursive: true });
      }
      assert.equal((await storage.versions.list(voice.id)).length, 1);
      assert.deepEqual(
        (await readdir(dataDir)).filter((name) => name.startsWith('import-')),
        [],
      );
    });
  });

  describe('doctor', () => {
    it('finds all well, and says what is used', async () => {
      const discord = await startDiscord();
      const { code, out } = await cli(['doctor'], undefined, discord.env);
      await discord.close();
      assert.equal(code, 0, out);
      assert.match(out, /✓ Discord token: has the form/);
      assert.match(out, /✓ Discord: answers, and knows the bot as “/);
      assert.match(out, /✓ Redis: a private one can be started/);
      assert.match(out, /✓ database: SQLite 3[\d.]+, sound and up to date/);
      assert.match(out, /✓ engine: “tone” 1 computes on cpu \(test\)/);
      const speaksMore = catalog.some(({ name, isUsed }) => name === 'kokoro' && isUsed);
      assert.equal(/espeak-ng: .*Spanish/.test(out), speaksMore, 'told where a voice can use it');
      assert.match(out, /All is well\.$/);
    });

    it('tells what else was tried to compute on, and why it was not taken', async () => {
      const engine = createToneEngine();
      const device = await engine.device();
      const reason = 'a library is missing, '.repeat(30).concat('namely libcudnn.so.9');
      engine.device = async () => ({ ...device, refused: [{ provider: 'cuda', reason }] });
      const { out } = await cli(['doctor'], engine);
      assert.ok(out.includes(`✓ engine: not on cuda: ${reason}\n`), out);
    });

    it('names what is wrong and the command that mends it', async () => {
      const engine = createToneEngine();
      engine.installation = async () => [
        { level: 'error', code: 'engine-not-installed', message: 'It is not there.', hint: 'npm ci' },
      ];
      const old = path.join(dataDir, 'old');
      await mkdir(old);
      const db = new Kysely<Database>({ dialect: openSqlite(path.join(old, 'timbre.sqlite')) });
      await migrate(db, '0001-voices-runs-versions');
      await db.destroy();
      const env = { DISCORD_TOKEN: 'x'.repeat(60), REDIS_URL: 'redis://:secret@127.0.0.1:1', DATA_DIR: old };
      const { code, out } = await cli(['doctor'], engine, { ...env, FFMPEG_PATH: '/nowhere/ffmpeg' });
      assert.equal(code, 1);
      assert.match(out, /✗ Discord token: .*\n +→ Copy it again/);
      assert.match(
        out,
        /✗ Redis: No Redis answers at redis:\/\/127\.0\.0\.1:1 .*\n +→ Start it \(sudo systemctl start redis-server/,
      );
      assert.match(out, /✗ ffmpeg: .*\n +→ Set FFMPEG_PATH/);
      assert.match(out, /✗ database: SQLite .*; it is of an older version \(0002-.*\n +→ npm start/);
      assert.match(out, /✗ engine: It is not there\.\n +→ npm ci\nFix what is marked/);
      assert.doesNotMatch(out, /secret/);

      await writeFile(path.join(old, 'timbre.sqlite'), 'this is no database, whatever its name says');
      const broken = await cli(['doctor'], undefined, { DATA_DIR: old, KEEP_VERSIONS: '' });
      assert.match(
        broken.out,
        /✗ database: .* is not a database of Timbre\.\n +→ If DATA_DIR belongs to another program, .* restore DIR/,
      );
      const wrong = await cli(['doctor'], undefined, { LEASE_SECONDS: 'long' });
      assert.match(wrong.out, /✗ settings: .*LEASE_SECONDS.*\n +→ Fix these lines/s);
      assert.equal(wrong.code, 1);
    });
  });

  it('answers as a process beside an open database, with its exit code', async () => {
    const program = path.join(import.meta.dirname, '../../src/cli/main.ts');
    const run = promisify(execFile);
    const env = { ...process.env, DATA_DIR: dataDir };
    const { stdout } = await run(process.execPath, [program, 'voices'], { env });
    assert.match(stdout, new RegExp(`${owner}/default`));
    await assert.rejects(run(process.execPath, [program, 'versions', 'nobody'], { env }), { code: 1, stdout: '' });
  });
});
