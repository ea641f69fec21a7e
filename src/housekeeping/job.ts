// What a job of the housekeeping is.
import type { Storage } from '../storage/storage.ts';

export interface Job {
  readonly name: string;
  readonly everyMs: number;
  /** @returns figures of what was done, for the log; null: nothing */
  run(storage: Storage): Promise<Readonly<Record<string, number>> | null>;
}
