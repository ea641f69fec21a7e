// `npm run bench -- weights-fuzz 20000`: files of GPT-SoVITS weights with something changed; what passes our check is read by
// Python's own zipfile, pickletools and both of its picklers. Prints how many passed, and what was read otherwise than we
// read it, which must be nothing.
//   --seed 1  --torch PYTHON (one that has PyTorch: torch.load reads what passes, and must do nothing else)
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { Random } from '../src/learning/random.ts';
import { compareWithPython } from '../test/trainer/engines/gpt-sovits/fuzz.ts';

const options = { seed: { type: 'string', default: '1' }, torch: { type: 'string' } } as const;
const wholeNumber = z.coerce.number().int().positive();

/** Print one line, and one for each difference. */
export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const count = wholeNumber.parse(positionals[0] ?? '20000');
  const random = Random.seeded(wholeNumber.parse(values.seed));
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-bench-'));
  try {
    const { accepted, refused, differences } = await compareWithPython(random, count, folder, values.torch);
    console.log(`${count} files: ${refused} refused, ${accepted} passed, ${differences.length} of them read otherwise`);
    for (const difference of differences) console.log(difference);
    process.exitCode = differences.length === 0 ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true });
  }
}
