// What the commands work with; put together once in bot.ts.
import type { RunWatcher } from '../answers/run-watcher.ts';
import type { IntakeRunner } from '../uploads/uploads.ts';
import type { Means } from './means.ts';

export interface Services extends Means {
  readonly intakes: IntakeRunner;
  readonly runs: RunWatcher;
}
