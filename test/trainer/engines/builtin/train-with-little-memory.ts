// A process that trains with no more than 400 MB beyond what it takes to begin, and prints the outcome.
// Arguments: JSON of the request (newClipIds as an array) and the cache folder, which has all features already.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { locateFfmpeg } from '../../../../src/audio/ffmpeg.ts';
import { compileFlite, Flite } from '../../../../src/trainer/engines/builtin/source/flite.ts';
import { train } from '../../../../src/trainer/engines/builtin/training/train.ts';
import type { TrainRequest } from '../../../../src/trainer/engines/engine.ts';

const [json = '', cacheDir = ''] = process.argv.slice(2);
const request = JSON.parse(json) as TrainRequest & { newClipIds: string[] };
const tools = {
  ffmpeg: await locateFfmpeg(),
  flite: new Flite(await compileFlite(), cacheDir),
  cacheDir,
  provider: 'cpu' as const,
  signal: new AbortController().signal,
};
const kilobytes = Number(/^VmSize:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
execFileSync('prlimit', ['--pid', `${process.pid}`, `--as=${1024 * kilobytes + 400e6}`]);
const outcome = await train(
  { ...request, newClipIds: new Set(request.newClipIds) },
  { ...tools, emit: () => Promise.resolve(), checkpointSeconds: 3600 },
);
console.log(JSON.stringify(outcome));
