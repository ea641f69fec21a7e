// Who watches runs hears every wake-up of what was asked for here, whatever else goes on at the moment.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import pino from 'pino';
import { createRunWatcher } from '../../src/bot/answers/run-watcher.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { answerTo, someVoice, temporaryStorage } from '../storage/support.ts';
import { gate } from './support.ts';

const never = (): Promise<never> => assert.fail('nothing has ended');

test('a run that was asked for while the watcher looked for what there is, is woken up for', async (t) => {
  const kept = await temporaryStorage(t);
  const voice = await someVoice(kept);
  await kept.bots.announce('bot', 3_600_000);
  const [looked, goesOn] = [gate(), gate()];
  const storage: Storage = {
    ...kept,
    telling: kept.telling,
    runs: {
      ...kept.runs,
      async toldBy(bot) {
        const found = await kept.runs.toldBy(bot);
        looked.open();
        await goesOn.opened;
        return found;
      },
    },
  };
  const [shown, shownAgain] = [gate(), gate()];
  const watcher = createRunWatcher({
    storage,
    bot: 'bot',
    progress: {
      update: () => {
        if (asked) shownAgain.open();
        else shown.open();
        return Promise.resolve();
      },
      end: () => Promise.resolve(true),
      close: () => Promise.resolve(),
    },
    delivery: { deliver: never, deliverKept: never, close: () => Promise.resolve() },
    aloud: never,
    drop: never,
    clock: { now: () => 0, elapsed: () => 0, after: () => () => {} },
    log: pino({ level: 'silent' }),
    nudge: () => {},
    publish: () => Promise.resolve(),
  });
  t.after(() => watcher.close());
  let asked = false;
  await watcher.start();
  await looked.opened;
  const request = { kind: 'train', mode: 'continue', epochs: null } as const;
  const run = await watcher.request(
    { voiceId: voice.id, userId: voice.ownerId, engine: 'builtin', request, answerTo },
    () => {},
  );
  await shown.opened;
  asked = true;
  goesOn.open();
  // Its look has been taken over by what was found before the run was there.
  await new Promise((resolve) => setImmediate(resolve));
  watcher.wake(run.id);
  await shownAgain.opened;
});
