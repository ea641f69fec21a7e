// What threads are given in test/threads.test.ts.
import { writeFileSync } from 'node:fs';

export interface Task {
  readonly what: 'double' | 'loop' | 'wait' | 'fail' | 'later' | 'write';
  readonly value?: number;
  /** 0: becomes 1 when the task has begun, 2 when it has ended, and 3 in the next turn of the thread's event loop (`later`). */
  readonly progress?: Int32Array;
}

export default function work({ what, value = 0, progress = new Int32Array(1) }: Task): number {
  Atomics.store(progress, 0, 1);
  Atomics.notify(progress, 0);
  if (what === 'write') writeFileSync('/dev/full', 'x');
  if (what === 'fail') throw new RangeError('no such thing');
  // Nobody wakes it: as within a native call.
  if (what === 'wait') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  if (what === 'later') {
    setImmediate(() => {
      Atomics.store(progress, 0, 3);
      Atomics.notify(progress, 0);
    });
  }
  const isEndless = (): boolean => what === 'loop';
  while (isEndless());
  Atomics.store(progress, 0, 2);
  return 2 * value;
}
