// `npm run bench -- NAME`: the figures of the docs, measured again. Each file beside this one is a bench and exports
// `run(args)`; its first lines say what it measures.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { wrongOption } from '../src/process.ts';

const folder = import.meta.dirname;
const benchModule = z.object({ run: z.function({ input: [z.array(z.string())], output: z.promise(z.void()) }) });

/** What is wrong with the words behind the name, where that is what ended the bench. */
function misunderstanding(error: unknown): string | null {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  const isUsage = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  return isUsage ? `${wrongOption(error)}.` : null;
}

const files = await readdir(folder);
const names = files.filter((file) => file.endsWith('.ts') && file !== 'bench.ts').map((file) => file.slice(0, -3));
const [name, ...args] = process.argv.slice(2);
const usage = `Usage: npm run bench -- NAME\n\nBenches: ${names.sort().join(', ')}`;
if (name === undefined || name === '--help' || name === '-h') {
  console.log(usage);
  if (name === undefined) process.exitCode = 2;
} else if (!names.includes(name)) {
  console.error(`There is no bench “${name}”.\n\n${usage}`);
  process.exitCode = 2;
} else {
  const { run } = benchModule.parse(await import(pathToFileURL(path.join(folder, `${name}.ts`)).href));
  await run(args).catch((error: unknown) => {
    const said = misunderstanding(error);
    if (said === null) throw error;
    console.error(`${said}\n\nThe first lines of bench/${name}.ts say what it takes.`);
    process.exitCode = 2;
  });
}
