// A process that trains and tells of each checkpoint on a line of its own; its test kills it.
// Arguments: JSON of the request (newClipIds as an array) and the cache folder.
import { locateFfmpeg } from '../../../../src/audio/ffmpeg.ts';
import { createBuiltinEngine } from '../../../../src/trainer/engines/builtin/engine.ts';
import type { TrainRequest } from '../../../../src/trainer/engines/engine.ts';
import { engineContext } from './fixtures.ts';

const [json = '', cacheDir = ''] = process.argv.slice(2);
const request = JSON.parse(json) as TrainRequest & { newClipIds: string[] };
const engine = createBuiltinEngine({ ffmpeg: await locateFfmpeg(), checkpointSeconds: 0 });
const onEvent = async (event: { type: string }): Promise<void> => {
  if (event.type === 'checkpoint') process.stdout.write(`${JSON.stringify(event)}\n`);
};
await engine.train({ ...request, newClipIds: new Set(request.newClipIds) }, engineContext(cacheDir, { onEvent }));
await engine.close();
