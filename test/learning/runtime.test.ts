// Sessions: providers are tried in order, and the one that runs the graph is reported.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inferenceProgram } from '../../src/learning/programs.ts';
import { openSession } from '../../src/learning/runtime.ts';
import { model } from './regression.ts';

describe('runtime', () => {
  test('falls back to the next provider when one can not run the graph', async () => {
    const session = await openSession(inferenceProgram(model, 2).bytes, {
      providers: ['no-such-device' as 'cuda', 'cpu'],
    });
    assert.equal(session.provider, 'cpu');
    await session.release();
  });

  test("tells each provider's reason when none can", async () => {
    await assert.rejects(
      openSession(Uint8Array.of(1, 2, 3), { providers: ['no-such-device' as 'cuda', 'cpu'] }),
      (error) => {
        assert.ok(error instanceof AggregateError);
        assert.match(error.message, /no execution provider of no-such-device, cpu/);
        assert.match(String(error.errors[0]), /no-such-device/);
        assert.match(String(error.errors[1]), /protobuf/);
        return true;
      },
    );
  });
});
