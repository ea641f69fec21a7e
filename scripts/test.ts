// Runs every test, some jobs at a time, the long ones first: a folder's tests share one process, a test that drives whole
// processes is a job of its own. Prints each job's output when it is done and exits 1 when anything failed.
// With the word `long`: instead what takes too long for every change, the files `*.long.ts`, each a job of its own.
// Ended early, it ends its jobs and takes away what they shared.
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, globSync, mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { availableParallelism, freemem, tmpdir } from 'node:os';
import path from 'node:path';

interface Job {
  readonly name: string;
  readonly files: readonly string[];
  readonly flags: readonly string[];
}

interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** Tests, and whole suites of them, each with its reason. */
  readonly skipped: readonly string[];
}

/**
 * The jobs that take longest, the longest first: what begins late ends late. Those of whole systems share what the first of
 * them makes, so that they do not begin together.
 */
const longest = [
  'trainer/engines/builtin',
  'faults/trainer.test.ts',
  'bot',
  'audio',
  'e2e/main-job.test.ts',
  'ops',
  'trainer/engines/gpt-sovits',
  'storage',
  'faults/bot.test.ts',
  'faults/trainer-continuation.test.ts',
  'trainer',
  'walk',
];
/** Two more than there are processors, at most four: whoever waits for another process or a timer leaves one free. */
const lanes = Math.min(4, availableParallelism() + 2);

/** The runner does not follow every promise to its test, for which a fifth of the processor's time would go. */
const untracked = ['--expose-internals', '--require', path.resolve('test/support/untracked.ts')];

/** Only against hanging: machines may be slow, and busy. */
const lastResort = '--test-timeout=600000';

const named = (file: string): string => file.slice('test/'.length);

function longJobs(): Job[] {
  return globSync('test/**/*.long.ts')
    .sort()
    .map((file) => ({ name: named(file), files: [file], flags: [lastResort] }));
}

function jobs(): Job[] {
  const folders = Map.groupBy(
    globSync(['test/*.test.ts', 'test/!(e2e|faults|gpt-sovits)/**/*.test.ts']).sort(),
    (file) => path.relative('test', path.dirname(file)) || 'test',
  );
  const flags = [...untracked, '--test-isolation=none', lastResort];
  const inFolders = [...folders].map(([name, files]) => ({ name, files, flags }));
  const whole = globSync('test/{e2e,faults}/**/*.test.ts')
    .sort()
    .map((file) => ({ name: named(file), files: [file], flags: [lastResort] }));
  const rank = ({ name }: Job): number => (longest.includes(name) ? longest.indexOf(name) : longest.length);
  return [...inFolders, ...whole].sort((a, b) => rank(a) - rank(b));
}

/** So much memory must be free where temporary files are to lie in it, bytes; tests need a quarter of that. */
const plenty = 4e9;

/** Where temporary files lie: in memory where there is plenty, because databases wait for a disk with every row. */
function temporaryFolder(): string {
  const inMemory = '/dev/shm';
  if (process.env['TMPDIR'] !== undefined || !existsSync(inMemory)) return tmpdir();
  const { bavail, bsize } = statfsSync(inMemory);
  return Math.min(bavail * bsize, freemem()) > plenty ? inMemory : tmpdir();
}

const words = process.argv.slice(2);
if (words.length > 1 || (words.length === 1 && words[0] !== 'long')) {
  console.error(
    `This knows the word “long”, and was given “${words.join(' ')}”. One room: node --test test/ROOM/*.test.ts`,
  );
  process.exit(2);
}

/** What test files share (see test/support/shared.ts), and compiled code: hundreds of processes load the same modules. */
const shared = mkdtempSync(path.join(temporaryFolder(), 'timbre-tests-'));
mkdirSync(path.join(shared, 'tmp'));
// Postgres does not run as root: whoever it runs as must get to its folder.
chmodSync(shared, 0o711);
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGTERM');
  rmSync(shared, { recursive: true, force: true, maxRetries: 5 });
});
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => process.exit(code));
const environment = {
  ...process.env,
  TMPDIR: path.join(shared, 'tmp'),
  TIMBRE_TEST_SHARED: path.join(shared, 'fixtures'),
  NODE_COMPILE_CACHE: path.join(shared, 'compiled'),
};

async function run(job: Job): Promise<Outcome> {
  const started = performance.now();
  const child = spawn(process.execPath, ['--test', '--test-reporter=spec', ...job.flags, ...job.files], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment,
  });
  running.add(child);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  running.delete(child);
  const output = Buffer.concat(chunks).toString('utf8');
  const count = (what: string): number => Number(new RegExp(`^ℹ ${what} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  const failed = count('fail') + count('cancelled');
  const outcome = {
    passed: count('pass'),
    failed: code === 0 ? failed : Math.max(1, failed),
    // The runner's own count knows nothing of suites.
    skipped: Array.from(
      output.matchAll(/^\s*﹣ (.*) \([\d.]+ms\)(?: # (.*))?$/gm),
      ([, name, why]) => `${name}: ${why}`,
    ),
  };
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`\n── ${job.name}: ${outcome.passed} passed, ${outcome.failed} failed, ${seconds} s`);
  console.log(output.trimEnd());
  return outcome;
}

const started = performance.now();
const waiting = words[0] === 'long' ? longJobs() : jobs();
const outcomes: Outcome[] = [];
console.log(`${waiting.length} jobs, ${lanes} at a time; each is printed when it is done.`);
const lane = async (): Promise<void> => {
  for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) outcomes.push(await run(job));
};
await Promise.all(Array.from({ length: lanes }, lane));

const sum = (what: 'passed' | 'failed'): number => outcomes.reduce((total, outcome) => total + outcome[what], 0);
console.log(`\nAll tests in ${((performance.now() - started) / 1000).toFixed(0)} s`);
const skipped = outcomes.flatMap((outcome) => outcome.skipped);
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${skipped.length} skipped`);
for (const line of skipped) console.log(`  skipped: ${line}`);
process.exitCode = sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
