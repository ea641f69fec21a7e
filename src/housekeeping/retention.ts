// Tokens that have died, and rows of what ended long ago.
import type { Job } from './job.ts';

export const retention: Job = {
  name: 'retention',
  everyMs: 900_000,
  async run({ retention: kept }) {
    const tokens = await kept.clearTokens();
    const rows = await kept.deleteEnded();
    return tokens + rows === 0 ? null : { tokens, rows };
  },
};
