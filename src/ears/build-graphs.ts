// The child process of graphs.ts: `node build-graphs.ts MODEL-FOLDER TARGET-FOLDER`.
import { beForked } from '../forked.ts';
import { buildGraphs } from './graphs.ts';

await beForked(buildGraphs);
