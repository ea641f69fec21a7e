// `npm run pretrain [FOLDER]`: make the base weights of the built-in engine, by default those in weights/base. Needs no
// download and no recordings; takes some ten minutes on one core. The same machine makes the same bytes.
import { statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writingTo } from '../src/outage.ts';
import { exitWith } from '../src/process.ts';
import { examineTemporaryFolder } from '../src/scratch.ts';
import { mustBeWritable } from '../src/writable.ts';
import { baseFolder, writeBase } from '../src/trainer/engines/builtin/network/base.ts';
import { framesPerSecond } from '../src/trainer/engines/builtin/source/features.ts';
import { speakAndAnalyse } from '../src/trainer/engines/builtin/source/flite-source.ts';
import type { SourceFeatures } from '../src/trainer/engines/builtin/source/features.ts';
import { compileFlite, Flite, otherVoices, sourceVoices } from '../src/trainer/engines/builtin/source/flite.ts';
import type { FliteVoice, SourceVoice } from '../src/trainer/engines/builtin/source/flite.ts';
import { pretrain } from '../src/trainer/engines/builtin/training/pretrain.ts';
import { pretrainingSentences } from '../src/trainer/engines/builtin/training/pretrain-sentences.ts';
import { toSentences } from '../src/reading/english.ts';
import type { NamedTensors } from '../src/learning/safetensors.ts';

/** About 18 minutes of each voice. */
const count = 300;

const [target = baseFolder, ...rest] = process.argv.slice(2);
if (target.startsWith('-') || rest.length > 0) {
  const help = target === '--help' || target === '-h';
  const usage =
    'Usage: npm run pretrain -- [FOLDER]\n\nMakes the base weights of the built-in engine again; by default those in weights/base.';
  if (help) console.log(usage);
  else console.error(`This takes one FOLDER, and was given “${process.argv.slice(2).join(' ')}”.\n\n${usage}`);
  process.exit(help ? 0 : 2);
}
if (!statSync(target, { throwIfNoEntry: false })?.isDirectory()) {
  console.error(`There is no folder ${target}. Make it first, or name none: the weights then go to weights/base.`);
  process.exit(2);
}
// Not found out only when all is computed.
await mustBeWritable(target).catch(exitWith);
await examineTemporaryFolder().catch(exitWith);
const folder = await mkdtemp(path.join(tmpdir(), 'timbre-pretrain-'));
try {
  const flite = new Flite(await compileFlite(), folder);
  const spoken = new Map<FliteVoice, SourceFeatures[]>();
  for (const voice of [...sourceVoices, ...otherVoices]) {
    const said = pretrainingSentences(count).map((text) => speakAndAnalyse(flite, voice, toSentences(text)));
    spoken.set(voice, said);
    const seconds = said.reduce((sum, { frames }) => sum + frames, 0) / framesPerSecond;
    console.log(`${voice}: ${seconds.toFixed(0)} s of speech`);
  }
  const weights = new Map<SourceVoice, NamedTensors>();
  for (const voice of sourceVoices) {
    const report = (epoch: number, loss: number): void =>
      console.log(`from ${voice}, epoch ${epoch}: ${loss.toFixed(4)}`);
    weights.set(voice, await pretrain(voice, spoken, report));
  }
  await writingTo(target, () => writeBase(weights, target));
} catch (error) {
  await rm(folder, { recursive: true });
  exitWith(error);
}
await rm(folder, { recursive: true });
