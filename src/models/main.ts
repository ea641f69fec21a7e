// `npm run models -- [NAME…] [--from DIR]`: fetches the models that this version uses, or those that are named.
import { parseArgs } from 'node:util';
import { asTypedHere } from '../commands-here.ts';
import { loadEnvFile, readConfig } from '../config.ts';
import { UserError } from '../errors.ts';
import { catalog } from './catalog.ts';
import { fetchModel } from './fetch.ts';
import { examineModel } from './folder.ts';
import { writingTo } from '../outage.ts';
import { exitWith, wrongOption } from '../process.ts';
import { mustBeWritable, nearestFolder } from '../writable.ts';

const usage = `Usage: npm run models -- [NAME…] [--from DIR]

Fetches the models that this version uses, or those that are named:
${catalog.map(({ name, brings, files }) => `  ${name.padEnd(16)} ${String(Math.ceil(files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6)).padStart(4)} MB  ${brings}`).join('\n')}
With --from nothing is downloaded: DIR holds the files, or the packages that they come in.`;

/** One line that is written over, on a terminal; nothing where nobody looks. */
function showProgress(file: string, done: number, total: number): void {
  if (!process.stderr.isTTY) return;
  const percent = Math.floor((100 * done) / total);
  process.stderr.write(
    `\r  ${file}  ${'█'.repeat(percent / 5)}${'░'.repeat(20 - Math.floor(percent / 5))} ${percent} %  `,
  );
  if (done === total) process.stderr.write('\n');
}

try {
  loadEnvFile();
  const { values, positionals } = parse();
  if (values.help) {
    console.log(asTypedHere(usage));
  } else {
    const { modelsDir } = readConfig(process.env);
    const unknown = positionals.find((name) => !catalog.some((model) => model.name === name));
    if (unknown !== undefined) {
      throw new UserError(
        'unknown-model',
        `There is no model called ${unknown}.`,
        `There are: ${catalog.map(({ name }) => name).join(', ')}.`,
      );
    }
    const wanted = catalog.filter(({ name, isUsed }) =>
      positionals.length === 0 ? isUsed : positionals.includes(name),
    );
    const stopping = new AbortController();
    process.once('SIGINT', () =>
      stopping.abort(new UserError('stopped', 'Stopped.', 'Run it again to go on where it stopped.')),
    );
    for (const model of wanted) {
      if ((await examineModel(modelsDir, model)) === 'there') {
        console.log(`${model.name}: here already.`);
        continue;
      }
      await mustBeWritable(nearestFolder(modelsDir), 'MODELS_DIR');
      console.log(`${model.name}: ${model.brings}. Licence: ${model.licence}.`);
      const fetched = await writingTo(modelsDir, () =>
        fetchModel(model, {
          folder: modelsDir,
          signal: stopping.signal,
          onProgress: showProgress,
          ...(values.from === undefined ? {} : { from: values.from }),
        }),
      );
      console.log(`${model.name}: fetched ${fetched.join(', ')} into ${modelsDir}.`);
    }
  }
} catch (error) {
  exitWith(error);
}

function parse() {
  try {
    return parseArgs({
      options: { from: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UserError('usage', `${wrongOption(error)}.`, `\n${usage}`);
  }
}
