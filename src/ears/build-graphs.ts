// The child process of graphs.ts: `node build-graphs.ts MODEL-FOLDER TARGET-FOLDER`.
import { buildGraphs } from './graphs.ts';

const [, , folder = '', kept = ''] = process.argv;
try {
  await buildGraphs(folder, kept);
  process.disconnect?.();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
