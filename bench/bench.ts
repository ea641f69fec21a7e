// `npm run bench -- NAME`: the figures of the docs, measured again. Each file beside this one is a bench and exports
// `run(args)`; its first lines say what it measures.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

const folder = import.meta.dirname;
const benchModule = z.object({ run: z.function({ input: [z.array(z.string())], output: z.promise(z.void()) }) });

const files = await readdir(folder);
const names = files.filter((file) => file.endsWith('.ts') && file !== 'bench.ts').map((file) => file.slice(0, -3));
const [name, ...args] = process.argv.slice(2);
const usage = `Usage: npm run bench -- NAME\n\nBenches: ${names.sort().join(', ')}`;
if (name === undefined || name === '--help' || name === '-h') {
  console.log(usage);
} else if (!names.includes(name)) {
  console.error(`There is no bench “${name}”.\n\n${usage}`);
  process.exitCode = 2;
} else {
  const { run } = benchModule.parse(await import(pathToFileURL(path.join(folder, `${name}.ts`)).href));
  await run(args);
}
