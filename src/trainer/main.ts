// The trainer process.
import { runProcess, takesNoArguments } from '../process.ts';

takesNoArguments('node src/trainer/main.ts', 'A trainer alone; npm start runs one together with the bot.');
await runProcess('trainer', async (parts) => await (await import('./start.ts')).start(parts));
