// A checkout is opened and looked through: what is missing is said with what mends it. The checkout is the contract double;
// nvidia-smi and the Python with all packages are small programs of the test's own.
import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { locateFfmpeg } from '../../../../src/audio/ffmpeg.ts';
import { translate } from '../../../../src/i18n/i18n.ts';
import { toldIn } from '../../../../src/i18n/notes.ts';
import { ConfigError, readConfig } from '../../../../src/config.ts';
import type { GptSovitsSettings } from '../../../../src/config.ts';
import { createEngine } from '../../../../src/trainer/engines/create.ts';
import type { Finding } from '../../../../src/trainer/engines/engine.ts';
import { openCheckout } from '../../../../src/trainer/engines/gpt-sovits/checkout.ts';
import type { Checkout } from '../../../../src/trainer/engines/gpt-sovits/checkout.ts';
import type { Gpu } from '../../../../src/trainer/engines/gpt-sovits/gpu.ts';
import { toGptSovitsLanguage } from '../../../../src/trainer/engines/gpt-sovits/languages.ts';
import {
  installation,
  machineFindings,
  modelFindings,
  pythonFindings,
} from '../../../../src/trainer/engines/gpt-sovits/preflight.ts';
import { makeCheckout } from './checkout.ts';

let folder: string;
let home: string;
/** Programs of the test; first on PATH. */
let programs: string;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timbre-preflight-'));
  home = path.join(folder, 'checkout');
  programs = path.join(folder, 'bin');
  await mkdir(programs);
  await makeCheckout(home);
});
after(() => rm(folder, { recursive: true }));

async function program(name: string, ...lines: readonly string[]): Promise<string> {
  const file = path.join(programs, name);
  await writeFile(file, ['#!/bin/sh', ...lines, ''].join('\n'));
  await chmod(file, 0o755);
  return file;
}

/** An nvidia-smi that shows cards: `index, uuid, name, MiB in all, MiB free, capability`. */
const cards = (...rows: readonly string[]): Promise<string> => program('nvidia-smi', `cat <<'END'`, ...rows, 'END');
const noCards = (): Promise<void> => rm(path.join(programs, 'nvidia-smi'), { force: true });

const environment = (extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => {
  const { CUDA_VISIBLE_DEVICES: _, ...env } = process.env;
  return { ...env, PATH: `${programs}:${env['PATH']}`, ...extra };
};
const open = (settings: Partial<GptSovitsSettings> = {}, env = environment()): Promise<Checkout> =>
  openCheckout({ home, python: undefined, version: 'v2Pro', ...settings }, env);
const codes = (found: readonly Finding[]): string[] => found.map(({ level, code }) => `${level} ${code}`);

/** What is found while a model of the checkout is changed. */
async function withModel(name: string, change: (file: string) => Promise<void>): Promise<Finding[]> {
  const file = path.join(home, 'GPT_SoVITS/pretrained_models', name);
  const content = await readFile(file);
  try {
    await change(file);
    const found = (await look(await open())).filter(({ code }) => code !== 'no-gpu');
    return found.filter(({ level }) => level === 'error');
  } finally {
    await writeFile(file, content);
  }
}

/** All of it is told to people too, when they want to train: in their language. */
async function look(checkout: Checkout, options: { readonly shared?: string } = {}): Promise<Finding[]> {
  const found = await machineFindings(checkout, folder, { env: environment(), shared: folder, ...options });
  for (const finding of found) assert.notEqual(toldIn(finding, translate('de')), toldIn(finding, translate('en')));
  return found;
}

/** What a Python is told to be short of that reports this. */
async function found(report: object, gpu: Gpu | null = null): Promise<Finding[]> {
  const python = await program('python-that-reports', `cat <<'END'`, 'some warning', JSON.stringify(report), 'END');
  const all = await pythonFindings({ ...(await open({ python })), gpu });
  return all.filter(({ code }) => code !== 'g2pw-missing');
}

const card = (capability: number): Gpu => ({
  index: 0,
  uuid: 'GPU-a',
  name: 'card',
  totalBytes: 8e9,
  freeBytes: 8e9,
  capability,
});

const engineIn = (env: Record<string, string>): unknown => readConfig(env).engine;

/** Files of the models. */
const modelsOf = async (version: GptSovitsSettings['version']): Promise<(string | null)[]> => {
  const { pretrained, s2Template } = await open({ version });
  return [pretrained.s2G, pretrained.s2D, pretrained.s1, pretrained.sv, s2Template].map((file) =>
    file === null ? null : path.basename(file),
  );
};

/** What it computes on. */
const chosen = async (visible?: string): Promise<unknown[]> => {
  const { device, isHalf, gpuNumbers } = await open(
    {},
    environment(visible === undefined ? {} : { CUDA_VISIBLE_DEVICES: visible }),
  );
  return [device, isHalf, gpuNumbers];
};

describe('settings', () => {
  test('name the engine; GPT-SoVITS needs its folder, and has three versions', () => {
    assert.partialDeepStrictEqual(engineIn({}), { name: 'builtin' });
    assert.deepEqual(engineIn({ ENGINE: 'gpt-sovits', GPT_SOVITS_HOME: '/opt/gsv' }), {
      name: 'gpt-sovits',
      home: '/opt/gsv',
      python: undefined,
      version: 'v2Pro',
    });
    assert.throws(() => engineIn({ ENGINE: 'gpt-sovits' }), ConfigError);
    assert.throws(() => engineIn({ ENGINE: 'other' }), /must be builtin or gpt-sovits/);
    for (const version of ['v1', 'v3', 'v4']) {
      const env = { ENGINE: 'gpt-sovits', GPT_SOVITS_HOME: '/opt/gsv', GPT_SOVITS_VERSION: version };
      assert.throws(() => engineIn(env), /must be v2, v2Pro or v2ProPlus .*v3 and v4 are trained in another way/);
    }
  });

  test('languages are those that it speaks', () => {
    const tags = ['en', 'en-GB', 'zh-CN', 'zh-HK', 'yue', 'ja', 'ko-KR', 'de', ''];
    assert.deepEqual(tags.map(toGptSovitsLanguage), ['en', 'en', 'zh', 'yue', 'yue', 'ja', 'ko', null, null]);
  });
});

describe('a checkout', () => {
  test('gives its scripts what they need, and none of our secrets', async () => {
    await noCards();
    const secrets = { DISCORD_TOKEN: 'secret', REDIS_URL: 'redis://:secret@host' };
    const checkout = await open({}, environment(secrets));
    const env = checkout.env({ i_part: '0', version: 'other' });
    assert.ok(!JSON.stringify(env).includes('secret'));
    assert.partialDeepStrictEqual(env, {
      PYTHONPATH: ['', '/GPT_SoVITS/BigVGAN', '/tools', '/tools/asr', '/GPT_SoVITS', '/tools/uvr5']
        .map((inside) => home + inside)
        .join(':'),
      PYTHONUNBUFFERED: '1',
      PYTHONHASHSEED: '0',
      TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD: '1',
      is_half: 'False',
      i_part: '0',
      version: 'other',
      CUDA_VISIBLE_DEVICES: '',
    });
    assert.deepEqual([checkout.device, checkout.isHalf, checkout.gpuNumbers], ['cpu', false, '']);
  });

  test('has the models of its version', async () => {
    const s1 = 's1bert25hz-5kh-longer-epoch=12-step=369668.ckpt';
    const sv = 'pretrained_eres2netv2w24s4ep4.ckpt';
    assert.deepEqual(await modelsOf('v2'), ['s2G2333k.pth', 's2D2333k.pth', s1, null, 's2.json']);
    assert.deepEqual(await modelsOf('v2Pro'), ['s2Gv2Pro.pth', 's2Dv2Pro.pth', 's1v3.ckpt', sv, 's2v2Pro.json']);
    assert.deepEqual(await modelsOf('v2ProPlus'), [
      's2Gv2ProPlus.pth',
      's2Dv2ProPlus.pth',
      's1v3.ckpt',
      sv,
      's2v2ProPlus.json',
    ]);
  });

  test('computes on the best card that is visible, in half precision where that is good', async () => {
    await cards(
      '0, GPU-a, NVIDIA GeForce GTX 1660, 6144, 6000, 7.5',
      '1, GPU-b, NVIDIA GeForce RTX 3090, 24576, 24000, 8.6',
      '2, GPU-c, NVIDIA GeForce GT 710, 2048, 2000, 3.5',
    );
    assert.deepEqual(await chosen(), ['cuda', true, '1']);
    assert.deepEqual(await chosen('0'), ['cuda', false, '0']);
    assert.deepEqual(await chosen('GPU-a'), ['cuda', false, '0']);
    assert.deepEqual(await chosen('2'), ['cpu', false, '']);
    assert.deepEqual(await chosen(''), ['cpu', false, '']);
    await noCards();
  });

  test('is run by the configured Python, else by that of its virtual environment, else by the one on PATH', async () => {
    const inside = path.join(home, 'venv/bin/python');
    assert.equal(path.basename((await open()).python), 'python3');
    await mkdir(path.dirname(inside), { recursive: true });
    await writeFile(inside, '');
    assert.equal((await open()).python, inside);
    await rm(path.join(home, 'venv'), { recursive: true });
    const own = await program('python-of-mine', 'exit 0');
    assert.equal((await open({ python: own })).python, own);
    assert.equal((await open({ python: 'python-of-mine' })).python, own);
    await assert.rejects(open({ python: '/nowhere/python' }), { code: 'python-missing', message: /\/nowhere\/python/ });
    await assert.rejects(open({}, { PATH: folder }), { code: 'python-missing', hint: /python3 -m venv/ });
  });

  test('that is none is refused with where to get it', async () => {
    await assert.rejects(open({ home: programs }), { code: 'checkout-incomplete', hint: /git clone/ });
  });
});

describe('what stands in the way on this machine', () => {
  test('nothing, where all is there', async () => {
    await cards('0, GPU-a, NVIDIA L4, 23034, 22000, 8.9');
    const found = await look(await open());
    assert.deepEqual(
      codes(found).filter((code) => code !== 'warning pretrained-unusual'),
      [],
    );
    await noCards();
  });

  test('models: missing, cut off, a page in their place', async () => {
    for (const name of ['v2Pro/s2Gv2Pro.pth', 'v2Pro/s2Dv2Pro.pth', 's1v3.ckpt', 'chinese-hubert-base/config.json']) {
      const [missing] = await withModel(name, (file) => rm(file));
      assert.equal(missing?.code, 'pretrained-missing', name);
      assert.ok(missing.message.includes(name) && missing.hint.includes('pretrained_models.zip'));
    }
    const checkout = await open();
    const nothing = Object.fromEntries(
      Object.entries(checkout.pretrained).map(([name]) => [name, path.join(home, 'none', name)]),
    );
    const download = (
      await modelFindings({ ...checkout, pretrained: nothing as unknown as Checkout['pretrained'] })
    ).filter(({ code }) => code === 'pretrained-missing');
    assert.equal(download.length, 1, 'one download brings all');
    assert.match(download[0]?.message ?? '', /^8 models are missing/);
    const folders = codes(await modelFindings(await open())).filter((code) => code !== 'warning pretrained-unusual');
    assert.deepEqual(folders, ['warning langdetect-missing']);
    const cut = await withModel('sv/pretrained_eres2netv2w24s4ep4.ckpt', (file) => truncate(file, 60));
    assert.deepEqual(codes(cut), ['error pretrained-damaged']);
    for (const content of ['', '<!doctype html>', 'version https://git-lfs.github.com/spec/v1\n']) {
      const replaced = await withModel('s1v3.ckpt', (file) => writeFile(file, content));
      assert.deepEqual(codes(replaced), ['error pretrained-damaged'], content);
    }
  });

  test('the graphics card: none, unfit, too full, gone', async () => {
    assert.deepEqual(codes(await look(await open())), ['warning no-gpu']);
    await cards('0, GPU-c, NVIDIA GeForce GT 710, 2048, 2000, 3.5');
    assert.match((await look(await open()))[0]?.message ?? '', /no visible card is fit .* GT 710/);
    await cards('0, GPU-a, NVIDIA L4, 23034, 6000, 8.9');
    const checkout = await open();
    assert.deepEqual(codes(await look(checkout)), ['warning little-gpu-memory']);
    await cards('0, GPU-a, NVIDIA L4, 23034, 1000, 8.9');
    const [full] = await look(checkout);
    assert.equal(full?.code, 'not-enough-gpu-memory');
    assert.match(full.message, /1\.0 GB of memory are free on the NVIDIA L4; training needs 4\.3 GB/);
    await noCards();
    assert.deepEqual(codes(await look(checkout)), ['error gpu-lost']);
  });

  test('disk and shared memory', async () => {
    const checkout = await open();
    const heavy = path.join(folder, 'heavy');
    await writeFile(heavy, '');
    await truncate(heavy, 1e12);
    const pretrained = { ...checkout.pretrained, s2G: heavy, s2D: heavy, s1: heavy };
    const large = await look({ ...checkout, pretrained });
    assert.match(large.find(({ code }) => code === 'not-enough-disk')?.message ?? '', /needs 54000\.0 GB/);
    // A file system of no size.
    const small = await look(checkout, { shared: '/proc' });
    assert.match(small.find(({ code }) => code === 'shared-memory-small')?.hint ?? '', /shm_size/);
  });
});

describe('its Python', () => {
  const ready = { version: [3, 11, 7], missing: {}, cuda: true, english: [] };

  test('is well with all packages', async () => assert.deepEqual(await found(ready), []));

  test('is told to be too old, without packages, data or the card', async () => {
    assert.deepEqual(codes(await found({ ...ready, version: [3, 8, 2] })), ['error python-old']);
    const [torch] = await found({ ...ready, missing: { torchaudio: 'RuntimeError: different CUDA versions' } });
    assert.equal(torch?.code, 'torch-broken');
    assert.match(torch.message, /different CUDA versions/);
    const [lacking] = await found({ ...ready, missing: { librosa: 'No module', yaml: 'No module' } });
    assert.equal(lacking?.code, 'packages-missing');
    assert.match(lacking.hint, /pip install 'librosa==0\.10\.2' 'PyYAML'$/);
    // Speech in every language imports it.
    assert.deepEqual(codes(await found({ ...ready, missing: { jieba_fast: 'No module' } })), [
      'error packages-missing',
    ]);
    const korean = await found({ ...ready, missing: { jamo: 'No module' } });
    assert.deepEqual(codes(korean), ['warning language-ko']);
    const [data] = await found({ ...ready, english: ['cmudict'] });
    assert.equal(data?.code, 'nltk-data-missing');
    assert.match(data.hint, /nltk\.downloader cmudict$/);
    assert.deepEqual(codes(await found({ ...ready, missing: { nltk: 'No module' } })), ['error language-en']);
    const both = await found({ ...ready, missing: { librosa: 'No module', jamo: 'No module' } });
    assert.equal(new Set(both.map(({ hint }) => hint)).size, 1, 'one command brings all');
    assert.match(both[0]?.hint ?? '', /'librosa==0\.10\.2' 'jamo'$/);
  });

  test('needs a PyTorch that was built for the card, and is told which one that is', async () => {
    const built = ['sm_75', 'sm_80', 'sm_86', 'sm_90', 'sm_100', 'sm_120'];
    const [without] = await found({ ...ready, cuda: false }, card(8.6));
    assert.equal(without?.code, 'torch-without-cuda');
    assert.match(without.hint, /--force-reinstall .*torchcodec.* --index-url \S+\/cu130 .*driver 580/);
    for (const fits of [7.5, 8.0, 8.6, 8.9, 9.0, 12.0])
      assert.deepEqual(await found({ ...ready, built }, card(fits)), []);
    const [pascal] = await found({ ...ready, built }, card(6.1));
    assert.equal(pascal?.code, 'torch-for-other-cards');
    assert.match(pascal.message, /built for sm_75.*capability 6\.1/);
    assert.match(pascal.hint, /--index-url \S+\/cu126 .*driver 560/);
    assert.deepEqual(codes(await found({ ...ready, built: ['sm_50', 'sm_90'] }, card(12))), [
      'error torch-for-other-cards',
    ]);
    assert.deepEqual(await found({ ...ready, built: ['sm_50', 'compute_90'] }, card(12)), []);
  });

  test('is really asked: the one here says what it lacks', async () => {
    const { missing } = await pythonFindings(await open()).then((all) => ({
      missing: all.filter(({ code }) => code === 'packages-missing' || code === 'torch-broken'),
    }));
    assert.ok(missing.every(({ hint }) => hint.includes('-m pip install')));
    const broken = await pythonFindings({ ...(await open()), python: await program('python-broken', 'exit 3') });
    assert.deepEqual(codes(broken), ['error python-broken']);
    const slow = await pythonFindings(
      { ...(await open()), python: await program('python-slow', 'exec sleep 60') },
      100,
    );
    assert.deepEqual(codes(slow), ['warning python-slow'], 'a busy machine lacks nothing');
  });
});

test('the engine of the settings is made, or it is said why not', async () => {
  const ffmpeg = await locateFfmpeg();
  const engine = await createEngine(ffmpeg, { name: 'gpt-sovits', home, python: undefined, version: 'v2ProPlus' });
  assert.deepEqual([engine.id, engine.version], ['gpt-sovits', '1-v2ProPlus']);
  await engine.close();
  const elsewhere = createEngine(ffmpeg, { name: 'gpt-sovits', home: programs, python: undefined, version: 'v2' });
  await assert.rejects(elsewhere, { code: 'checkout-incomplete' });
});

test('all of it is looked at for an operator, errors first', async () => {
  const python = await program('python-old', `echo '{"version":[3,8,0],"missing":{},"cuda":null,"english":[]}'`);
  const settings = { home, python, version: 'v2Pro' } as const;
  const levels = (await installation(await openCheckout(settings, environment()), folder, environment())).map(
    ({ level }) => level,
  );
  assert.deepEqual(levels, levels.toSorted());
  assert.ok(levels.includes('error') && levels.includes('warning'));
});
