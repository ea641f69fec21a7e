// Judges of what is spoken that nothing is fitted to, in Python (judges.py): a second speaker encoder, and how natural it
// sounds. Their environment is made when it is first asked for; the product needs none of it.
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { z } from 'zod';
import { encodeWav } from '../../src/trainer/engines/gpt-sovits/wav.ts';

const verdict = z.object({
  /** Who is heard, of unit length. */
  embedding: z.array(z.number()),
  /** Mean opinion scores that listeners would give, 1 to 5. */
  p808: z.number(),
  signal: z.number(),
  background: z.number(),
  overall: z.number(),
});
export type Verdict = z.infer<typeof verdict>;

/** Hz, of what is judged. */
const judgedRate = 16_000;
const script = path.join(import.meta.dirname, 'judges.py');
const requirements = path.join(import.meta.dirname, 'judges.txt');

const id = (data: Buffer): string => createHash('sha256').update(data).digest('hex').slice(0, 12);

/** A Python with all that judges.py and recognize.py need. */
export class Judges {
  readonly python: string;
  readonly #keep: string;

  private constructor(python: string, keep: string) {
    this.python = python;
    this.#keep = keep;
  }

  /**
   * Make the environment where it is not there yet, in `~/.cache/timbre` (some 700 MB).
   * @param cacheDir keeps verdicts
   * @returns null, and says why, where it can't be made
   */
  static async open(cacheDir: string): Promise<Judges | null> {
    const list = await readFile(requirements);
    const folder = path.join(homedir(), '.cache', 'timbre', `judges-${id(list)}`);
    const python = path.join(folder, 'bin', 'python');
    const made = path.join(folder, 'made');
    const run = promisify(execFile);
    try {
      if (!existsSync(made)) {
        console.log('Making the judges’ Python environment (once, a few minutes) …\n');
        await rm(folder, { recursive: true, force: true });
        await run('python3', ['-m', 'venv', folder]);
        await run(python, ['-m', 'pip', 'install', '--quiet', '-r', requirements], { maxBuffer: 2 ** 26 });
        await writeFile(made, '');
      }
    } catch (error) {
      const reason = String((error as { stderr?: unknown }).stderr ?? error).trim();
      console.log(
        `WITHOUT JUDGES: no second encoder, no DNSMOS, no pocketsphinx. They need python3 (3.11) and PyPI.\n${reason}\n`,
      );
      return null;
    }
    const keep = path.join(cacheDir, `verdicts-${id(Buffer.concat([list, await readFile(script)]))}`);
    await mkdir(keep, { recursive: true });
    return new Judges(python, keep);
  }

  /** @param utterances mono, at 16 kHz */
  async judge(utterances: readonly Float32Array[]): Promise<Verdict[]> {
    const kept = utterances.map((samples) => path.join(this.#keep, `${sampleHash(samples)}.json`));
    const folder = await mkdtemp(path.join(tmpdir(), 'timbre-judges-'));
    try {
      const missing = [...new Set(kept)].filter((file) => !existsSync(file));
      const files: string[] = [];
      for (const [i, name] of missing.entries()) {
        const file = path.join(folder, `${i}.wav`);
        await writeFile(file, encodeWav({ samples: utterances[kept.indexOf(name)], sampleRate: judgedRate }));
        files.push(file);
      }
      if (files.length > 0) {
        const found = await askPython(this.python, script, { files }, z.array(verdict).length(files.length));
        for (const [i, name] of missing.entries()) await writeFile(name, JSON.stringify(found[i]));
      }
      return await Promise.all(kept.map(async (name) => verdict.parse(JSON.parse(await readFile(name, 'utf8')))));
    } finally {
      await rm(folder, { recursive: true });
    }
  }
}

/** Names what is heard. */
export const sampleHash = (samples: Float32Array): string =>
  createHash('sha256')
    .update(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength))
    .digest('hex');

/** Run a script that reads JSON and prints JSON. @throws when it ends otherwise, or prints something else */
export async function askPython<T>(python: string, file: string, question: unknown, answer: z.ZodType<T>): Promise<T> {
  const asked = spawn(python, [file], { stdio: ['pipe', 'pipe', 'inherit'] });
  asked.stdin.end(JSON.stringify(question));
  const [printed, [code]] = await Promise.all([text(asked.stdout), once(asked, 'exit')]);
  if (code !== 0) throw new Error(`${python} ${file} ended with code ${code}`);
  return answer.parse(JSON.parse(printed));
}
