// An unmodified checkout of GPT-SoVITS and the Python that runs it: where everything lies, and the environment that its
// scripts expect. The only place that knows names of files in the checkout that are there before a training.
import path from 'node:path';
import { exists } from '../../../files.ts';
import type { GptSovitsSettings } from '../../../config.ts';
import { UserError } from '../../../errors.ts';
import { isHalfPrecise, isUsable, listGpus } from './gpu.ts';
import type { Gpu } from './gpu.ts';

export type GptSovitsVersion = GptSovitsSettings['version'];

/** Absolute paths of the models that a voice begins from. */
export interface Pretrained {
  readonly s2G: string;
  readonly s2D: string;
  readonly s1: string;
  /** Folders. */
  readonly bert: string;
  readonly hubert: string;
  /** Speaker embedding; null where the version has none. */
  readonly sv: string | null;
}

export interface Checkout {
  /** Absolute. The working folder of every script: they look for everything relative to it. */
  readonly home: string;
  readonly python: string;
  readonly version: GptSovitsVersion;
  readonly device: 'cuda' | 'cpu';
  readonly isHalf: boolean;
  /** The card it computes on; null on the processor. */
  readonly gpu: Gpu | null;
  /** For `train.gpu_numbers` of S2, which puts it into CUDA_VISIBLE_DEVICES itself. */
  readonly gpuNumbers: string;
  /** The environment of a script: ours without its secrets, what every script needs, and `extra`, which wins. */
  env(extra?: Readonly<Record<string, string>>): NodeJS.ProcessEnv;
  readonly pretrained: Pretrained;
  readonly s2Template: string;
  readonly s1Template: string;
}

/** Files by which a folder is known to be a checkout; relative. */
const checkoutFiles = [
  'api_v2.py',
  'GPT_SoVITS/s1_train.py',
  'GPT_SoVITS/s2_train.py',
  'GPT_SoVITS/prepare_datasets/1-get-text.py',
  'GPT_SoVITS/prepare_datasets/2-get-hubert-wav32k.py',
  'GPT_SoVITS/prepare_datasets/2-get-sv.py',
  'GPT_SoVITS/prepare_datasets/3-get-semantic.py',
] as const;

const modelsFolder = 'GPT_SoVITS/pretrained_models';
const pro = { sv: 'sv/pretrained_eres2netv2w24s4ep4.ckpt', s1: 's1v3.ckpt' };
/** Below {@link modelsFolder}, as GPT-SoVITS's config.py names them. */
const models: Readonly<Record<GptSovitsVersion, { s2G: string; s2D: string; s1: string; sv: string | null }>> = {
  v2: {
    s2G: 'gsv-v2final-pretrained/s2G2333k.pth',
    s2D: 'gsv-v2final-pretrained/s2D2333k.pth',
    s1: 'gsv-v2final-pretrained/s1bert25hz-5kh-longer-epoch=12-step=369668.ckpt',
    sv: null,
  },
  v2Pro: { s2G: 'v2Pro/s2Gv2Pro.pth', s2D: 'v2Pro/s2Dv2Pro.pth', ...pro },
  v2ProPlus: { s2G: 'v2Pro/s2Gv2ProPlus.pth', s2D: 'v2Pro/s2Dv2ProPlus.pth', ...pro },
};
const s2Templates = { v2: 's2.json', v2Pro: 's2v2Pro.json', v2ProPlus: 's2v2ProPlus.json' } as const;

/** What its scripts import from, as the web interface puts it into a .pth file. */
const importFolders = ['', 'GPT_SoVITS/BigVGAN', 'tools', 'tools/asr', 'GPT_SoVITS', 'tools/uvr5'];
/** Of our environment: nothing that a third party's program needs to see. */
const secrets = ['DISCORD_TOKEN', 'REDIS_URL', 'DATABASE_URL', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'];

/** The Python that runs a checkout: the configured one and no other, else that of a virtual environment inside it. */
async function findPython(home: string, configured: string | undefined, searchPath: string): Promise<string> {
  const inside = ['venv', '.venv'].map((folder) => path.join(home, folder, 'bin', 'python'));
  const onPath = searchPath.split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const candidates =
    configured === undefined
      ? [...inside, ...onPath.map((folder) => path.join(folder, 'python3'))]
      : path.basename(configured) === configured
        ? onPath.map((folder) => path.join(folder, configured))
        : [path.resolve(configured)];
  for (const candidate of candidates) if (await exists(candidate)) return candidate;
  throw new UserError(
    'python-missing',
    configured === undefined ? 'No Python was found for GPT-SoVITS.' : `There is no Python at ${configured}.`,
    `Make one with: python3 -m venv ${path.join(home, 'venv')}, or set GPT_SOVITS_PYTHON.`,
  );
}

/** The card to compute on: what the operator left visible of them, the most capable one first; null: the processor. */
async function chooseGpu(env: NodeJS.ProcessEnv = process.env): Promise<Gpu | null> {
  const visible = env['CUDA_VISIBLE_DEVICES']?.split(',').map((index) => index.trim());
  const gpus = (await listGpus(env['PATH']))
    .filter(({ index, uuid }) => visible === undefined || visible.includes(String(index)) || visible.includes(uuid))
    .filter(isUsable)
    .sort((a, b) => b.capability - a.capability || b.totalBytes - a.totalBytes);
  return gpus[0] ?? null;
}

/**
 * Look at a checkout. Says nothing of whether its models and packages are there: that is the preflight's matter.
 * @param env ours, usually `process.env`
 * @throws UserError when the folder is no checkout, or there is no Python for it
 */
export async function openCheckout(
  settings: GptSovitsSettings,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Checkout> {
  const { version } = settings;
  const home = path.resolve(settings.home);
  for (const file of checkoutFiles) {
    if (await exists(path.join(home, file))) continue;
    throw new UserError(
      'checkout-incomplete',
      `${home} is not a complete checkout of GPT-SoVITS: ${file} is missing.`,
      `Get it with: git clone https://github.com/RVC-Boss/GPT-SoVITS ${home}, or set GPT_SOVITS_HOME.`,
    );
  }
  const python = await findPython(home, settings.python, env['PATH'] ?? '');
  const gpu = await chooseGpu(env);
  const isHalf = gpu !== null && isHalfPrecise(gpu);
  const gpuNumbers = gpu === null ? '' : String(gpu.index);
  const model = (file: string): string => path.join(home, modelsFolder, file);
  const { s2G, s2D, s1, sv } = models[version];
  return {
    home,
    python,
    version,
    device: gpu === null ? 'cpu' : 'cuda',
    isHalf,
    gpu,
    gpuNumbers,
    env: (extra) => ({
      ...Object.fromEntries(Object.entries(env).filter(([name]) => !secrets.includes(name))),
      PYTHONPATH: importFolders.map((folder) => path.join(home, folder)).join(path.delimiter),
      PYTHONUNBUFFERED: '1',
      PYTHONNOUSERSITE: '1',
      PYTHONUTF8: '1',
      // An import would leave compiled files in the checkout.
      PYTHONDONTWRITEBYTECODE: '1',
      // The order of the clips comes out of a set of strings.
      PYTHONHASHSEED: '0',
      // Checkpoints of S1 hold a path beside their weights, which newer versions of PyTorch refuse to read back.
      TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD: '1',
      CUDA_DEVICE_ORDER: 'PCI_BUS_ID',
      CUDA_VISIBLE_DEVICES: gpuNumbers,
      _CUDA_VISIBLE_DEVICES: gpuNumbers,
      version,
      is_half: isHalf ? 'True' : 'False',
      hz: '25hz',
      ...extra,
    }),
    pretrained: {
      s2G: model(s2G),
      s2D: model(s2D),
      s1: model(s1),
      bert: model('chinese-roberta-wwm-ext-large'),
      hubert: model('chinese-hubert-base'),
      sv: sv === null ? null : model(sv),
    },
    s2Template: path.join(home, 'GPT_SoVITS/configs', s2Templates[version]),
    s1Template: path.join(home, 'GPT_SoVITS/configs/s1longer-v2.yaml'),
  };
}
