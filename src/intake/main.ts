// The intake worker's process.
import { runProcess, takesNoArguments } from '../process.ts';

takesNoArguments('node src/intake/main.ts', 'An intake worker alone, which takes in uploads; npm start runs one.');
await runProcess('intake', async (parts) => await (await import('./start.ts')).start(parts));
