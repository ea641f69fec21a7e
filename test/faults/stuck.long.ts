// A child that is stuck and can't end: the others stop in order, it is ended, and nothing goes on beside the next start.
import { test } from 'node:test';
import { startDiscord } from '../discord/standin.ts';
import { atEnd } from '../support/at-end.ts';
import { startTimbre } from '../support/timbre.ts';

test('npm start ends with all that it has started, although one of it is stuck', async (t) => {
  const discord = await startDiscord();
  atEnd(t, () => discord.close());
  const timbre = await startTimbre(t, discord);
  process.kill(timbre.pid('intake'), 'SIGSTOP');
  await timbre.stop();
});
