// Tidying up after a test in the order in which one tidies up: what was opened last is closed first.
import type { TestContext } from 'node:test';

const pending = new WeakMap<TestContext, (() => unknown)[]>();

/** Call `end` when the test is over. Unlike `t.after`, the last one given comes first. */
export function atEnd(t: TestContext, end: () => unknown): void {
  const ends = pending.get(t);
  if (ends !== undefined) {
    ends.push(end);
    return;
  }
  const first = [end];
  pending.set(t, first);
  t.after(async () => {
    for (const one of first.reverse()) await one();
  });
}
