// Voices that nobody has used for as long as the operator says: their owners are told two weeks before, then they are deleted.
import type { Job } from './job.ts';

/** @param days without use after which a voice is deleted */
export const idleVoices = (days: number): Job => ({
  name: 'idle-voices',
  everyMs: 3_600_000,
  async run(storage) {
    const warned = await storage.idle.warn(days);
    let deleted = 0;
    for (const id of await storage.idle.due(days)) {
      if ((await storage.removeVoice(id, { idleDays: days })) !== null) deleted += 1;
    }
    return warned + deleted === 0 ? null : { warned, deleted };
  },
});
