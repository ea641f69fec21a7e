// A process that trains the built-in engine's model on random data: node memory.ts MINUTES. Sends its peak of memory, bytes.
import { Trainer } from '../../src/learning/trainer.ts';
import { optimizerFor, voiceModel } from '../../src/trainer/engines/builtin/network/model.ts';
import { framesPerMinute, randomEpoch } from './epoch.ts';

const rows = Number(process.argv[2]) * framesPerMinute;
const epoch = randomEpoch(rows, 256);
const trainer = await Trainer.create(voiceModel(1), { batchSize: 256, seed: 1, optimizer: optimizerFor(rows) });
for (let run = 0; run < 3; run++) await trainer.runEpoch(epoch);
await trainer.dispose();
process.send!(process.resourceUsage().maxRSS * 1024);
process.disconnect();
