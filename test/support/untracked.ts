// For whole runs: the test runner follows every promise to the test that it came from, by which a fifth of the processor's
// time goes. Here it follows what suites and tests begin themselves. An error that nobody waits for still fails the run, but may
// not stand under its test; whoever runs a room's tests by themselves has that too.
import { type HookCallbacks, createHook } from 'node:async_hooks';

interface Internals {
  /** Those that are at work now. */
  getHookArrays(): [(Record<symbol, unknown> & { disable(): void })[]];
  readonly symbols: { readonly init_symbol: symbol; readonly destroy_symbol: symbol };
}

// Known to Node with `--expose-internals` alone. A Node that has none of the kind follows them all.
const internals = process.getBuiltinModule('internal/async_hooks') as unknown as Internals | undefined;
const [atWork] = internals?.getHookArrays?.() ?? [[]];
for (const hook of atWork.slice()) {
  hook.disable();
  createHook({
    init: hook[internals!.symbols.init_symbol],
    destroy: hook[internals!.symbols.destroy_symbol],
    trackPromises: false,
  } as HookCallbacks).enable();
}
