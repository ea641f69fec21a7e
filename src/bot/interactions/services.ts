// What the commands work with; put together once in bot.ts.
import type { RunWatcher } from '../answers/run-watcher.ts';
import type { Uploads } from '../uploads/uploads.ts';
import type { Recorder } from '../voice-channel/recording.ts';
import type { Speaker } from '../voice-channel/speaking.ts';
import type { Means } from './means.ts';

export interface Services extends Means {
  readonly intakes: Uploads;
  readonly runs: RunWatcher;
  readonly recorder: Recorder;
  readonly speaker: Speaker;
  /** Ids of those who own the application. */
  readonly owners: () => Promise<ReadonlySet<string>>;
}
