// Runs every test: rooms in one process each way that is fastest, then the whole-process tests. Exits 1 when any failed.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

/** Tests of a room share one process; tests that drive whole processes get one each, one after the other. */
const suites = [
  {
    name: 'rooms',
    pattern: ['test/!(e2e|faults)/**/*.test.ts'],
    flags: ['--test-isolation=none', '--test-timeout=60000'],
  },
  {
    name: 'whole processes',
    pattern: ['test/{e2e,faults}/**/*.test.ts'],
    flags: ['--test-concurrency=1', '--test-timeout=200000'],
  },
];

let failed = false;
for (const suite of suites) {
  const files = globSync(suite.pattern).sort();
  console.log(`\n${suite.name}: ${files.length} files`);
  const started = performance.now();
  const run = spawnSync(process.execPath, ['--test', ...suite.flags, ...files], { stdio: 'inherit' });
  console.log(`${suite.name}: ${((performance.now() - started) / 1000).toFixed(0)} s`);
  failed ||= run.status !== 0;
}
process.exitCode = failed ? 1 : 0;
