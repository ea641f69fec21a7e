// The one place where a graph meets hardware: ONNX Runtime sessions and their execution providers.
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { Graph, encodeModel, valueInfo } from './graph.ts';
import './telemetry.ts';

export type Provider = 'cuda' | 'webgpu' | 'cpu';

export interface RuntimeOptions {
  /** Tried in this order; the first that can run the graph is used. Default: cpu alone. */
  readonly providers?: readonly Provider[];
  /**
   * Threads of one operator on the CPU, default 1. The same number gives the same bits on processors with the same vector
   * instructions; another number may split sums elsewhere and give others.
   */
  readonly threads?: number;
  /** Whether weights are kept a second time, in the order that is fastest; if not, those of a file stay mapped. Default true. */
  readonly isPrepacked?: boolean;
  /** Whether memory for what is computed is kept from run to run. If not, it is less, and large tensors take up to twice the
   * time, as the system clears each one's pages. Default true. */
  readonly hasArena?: boolean;
  /** Whether it multiplies by signed 8-bit weights, which must be exact also where the processor has no exact product of them. Default false. */
  readonly hasSignedWeights?: boolean;
}

export interface OpenedSession {
  readonly provider: Provider;
  /** @throws OutOfMemory when the memory for it can't be had; Error when the feeds do not fit the graph */
  readonly run: (feeds: InferenceSession.OnnxValueMapType) => Promise<InferenceSession.OnnxValueMapType>;
  readonly release: () => Promise<void>;
}

/** There was not enough memory, on the processor's side or on the graphics card. Smaller batches need less. */
export class OutOfMemory extends Error {
  override readonly name = 'OutOfMemory';
}

/** How the runtime, its providers and JavaScript say that memory can't be had. */
const memoryMessages =
  /failed to allocate memory|bad[ _]alloc|out[ _]of[ _](\w+[ _])?memory|ALLOC_FAILED|buffer allocation failed|smaller than requested bytes/i;

/** Where several providers were tried, one that would have had the memory would have been taken. */
const isLackOfMemory = (error: unknown): boolean =>
  error instanceof AggregateError
    ? error.errors.some(isLackOfMemory)
    : error instanceof Error && memoryMessages.test(error.message);

/** @throws OutOfMemory where `work` throws for lack of memory; else what it throws */
export async function tellingOutOfMemory<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isLackOfMemory(error)) throw error;
    throw new OutOfMemory('There is not enough memory.', { cause: error });
  }
}

/**
 * Whether this processor's quickest product of unsigned and signed 8-bit integers is a wrong one: before VNNI, x64 adds two of
 * them up in 16 bits. Then the runtime can be told to make the signed ones unsigned, which takes it twice as long.
 */
async function overflowing(): Promise<boolean> {
  const [rows, width, columns] = [8, 32, 16];
  const graph = new Graph();
  const x = graph.symbol('x', [rows, width], 'uint8');
  const weights = graph.constant(
    Array.from({ length: width * columns }, () => 127),
    [width, columns],
    'int8',
  );
  const product = graph.node('MatMulInteger', [x, weights], [rows, columns], { type: 'int32' });
  const [input, output] = [x, product].map((tensor) => valueInfo(tensor, tensor.shape));
  // Without threads of its own, which would wait for work at a core's expense.
  const session = await InferenceSession.create(encodeModel(graph.toProto([input], [output])), {
    intraOpNumThreads: 1,
    logSeverityLevel: 4,
  });
  try {
    const most = new Tensor('uint8', new Uint8Array(rows * width).fill(255), [rows, width]);
    const { data } = (await session.run({ [x.name]: most }))[product.name];
    return (data as Int32Array).some((value) => value !== width * 255 * 127);
  } finally {
    await session.release();
  }
}

let overflowsHere: Promise<boolean> | undefined;

/**
 * @param model bytes of an ONNX model, or the path of its file
 * @throws AggregateError with each provider's reason when none can run the model
 */
export async function openSession(model: Uint8Array | string, options: RuntimeOptions = {}): Promise<OpenedSession> {
  const { providers = ['cpu'], threads = 1, isPrepacked = true, hasArena = true, hasSignedWeights = false } = options;
  const refusals: unknown[] = [];
  for (const provider of providers) {
    try {
      const settings: InferenceSession.SessionOptions = {
        executionProviders: [provider],
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        graphOptimizationLevel: 'all',
        enableCpuMemArena: hasArena,
        enableMemPattern: hasArena,
        // Nothing but what kills the process: errors are thrown, and need not be printed as well.
        logSeverityLevel: 4,
        extra: {
          // A transposed copy is there for its speed, see gemm: the runtime would undo it.
          optimization: { disable_specified_optimizers: 'GemmTransposeFusion' },
          // Threads that wait do not burn a core that another process needs: with two busy cores, spinning halves the speed.
          session: {
            intra_op: { allow_spinning: '0' },
            disable_prepacking: isPrepacked ? '0' : '1',
            x64quantprecision: hasSignedWeights && (await (overflowsHere ??= overflowing())) ? '1' : '0',
          },
        },
      };
      const session = await (typeof model === 'string'
        ? InferenceSession.create(model, settings)
        : InferenceSession.create(model, settings));
      return {
        provider,
        run: (feeds) => tellingOutOfMemory(() => session.run(feeds)),
        release: () => session.release(),
      };
    } catch (error) {
      refusals.push(error);
    }
  }
  throw new AggregateError(refusals, `no execution provider of ${providers.join(', ')} can run this model`);
}
