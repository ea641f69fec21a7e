// `npm run bench -- NAME`: the figures of the docs, measured again. Each file beside this one is a bench and exports
// `run(args)`; its first lines say what it measures.
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { ModelUnreadable } from '../src/ears/ctranslate2.ts';
import { exitWith, wrongOption } from '../src/process.ts';

const folder = import.meta.dirname;
const benchModule = z.object({ run: z.function({ input: [z.array(z.string())], output: z.promise(z.void()) }) });

/** What is wrong with the words behind the name, or with what they name, where that is what ended the bench. */
function misunderstanding(error: unknown, args: readonly string[]): string | null {
  if (error instanceof z.ZodError) return `“${args.join(' ')}” is not what it takes.`;
  if (error instanceof ModelUnreadable) return `${error.message}. What is fetched comes with npm run models.`;
  if (!(error instanceof Error && 'code' in error)) return null;
  if (String(error.code).startsWith('ERR_PARSE_ARGS')) return `${wrongOption(error)}.`;
  const place = 'path' in error ? error.path : null;
  return error.code === 'ENOENT' && typeof place === 'string'
    ? `There is no ${place}. What is fetched comes with npm run models.`
    : null;
}

/** The first lines of a bench: what it measures, and by which words. */
async function aboutOf(file: string): Promise<string> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  const end = lines.findIndex((line) => !line.startsWith('//'));
  return lines
    .slice(0, end)
    .map((line) => line.slice(3))
    .join('\n');
}

const files = await readdir(folder);
const names = files.filter((file) => file.endsWith('.ts') && file !== 'bench.ts').map((file) => file.slice(0, -3));
const [name, ...args] = process.argv.slice(2);
const usage = `Usage: npm run bench -- NAME\n\nBenches: ${names.sort().join(', ')}`;
const isHelp = (word: string): boolean => word === '--help' || word === '-h';
if (name === undefined || isHelp(name)) {
  console.log(usage);
  if (name === undefined) process.exitCode = 2;
} else if (!names.includes(name)) {
  console.error(`There is no bench “${name}”.\n\n${usage}`);
  process.exitCode = 2;
} else {
  const file = path.join(folder, `${name}.ts`);
  const about = await aboutOf(file);
  if (args.some(isHelp)) console.log(`Usage: npm run bench -- ${name} …\n\n${about}`);
  else await measure(file, about);
}

async function measure(file: string, about: string): Promise<void> {
  try {
    const { run } = benchModule.parse(await import(pathToFileURL(file).href));
    await run(args);
  } catch (error) {
    const said = misunderstanding(error, args);
    if (said === null) exitWith(error);
    console.error(`${said}\n\n${about}`);
    process.exitCode = 2;
  }
}
