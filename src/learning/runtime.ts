// The one place where a graph meets hardware: ONNX Runtime sessions and their execution providers.
import { InferenceSession } from 'onnxruntime-node';

export type Provider = 'cuda' | 'webgpu' | 'cpu';

export interface RuntimeOptions {
  /** Tried in this order; the first that can run the graph is used. Default: cpu alone. */
  readonly providers?: readonly Provider[];
  /**
   * Threads of one operator on the CPU, default 1. The same number gives the same bits on processors with the same vector
   * instructions; another number may split sums elsewhere and give others.
   */
  readonly threads?: number;
}

export interface OpenedSession {
  readonly session: InferenceSession;
  readonly provider: Provider;
}

/** @throws AggregateError with each provider's reason when none can run the model */
export async function openSession(model: Uint8Array, options: RuntimeOptions = {}): Promise<OpenedSession> {
  const { providers = ['cpu'], threads = 1 } = options;
  const refusals: unknown[] = [];
  for (const provider of providers) {
    try {
      const session = await InferenceSession.create(model, {
        executionProviders: [provider],
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        graphOptimizationLevel: 'all',
        // Squares of small gradients are often denormal, and those are slow. Threads that wait do not burn a core that
        // another process needs: with two busy cores, spinning halves the speed.
        extra: { session: { set_denormal_as_zero: '1', intra_op: { allow_spinning: '0' } } },
      });
      return { session, provider };
    } catch (error) {
      refusals.push(error);
    }
  }
  throw new AggregateError(refusals, `no execution provider of ${providers.join(', ')} can run this model`);
}
