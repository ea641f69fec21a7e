// The graphs that are made of one declared model: training (a loop of optimizer steps), evaluation (a loop over batches
// of rows) and inference. The data set is an input; a batch is a row of indices into it.
import { Tensor as OrtTensor } from 'onnxruntime-node';
import { Graph, encodeModel, valueInfo } from './graph.ts';
import type { ElementType, Shape, Tensor } from './graph.ts';
import { gradients } from './gradients.ts';
import { batchSymbols, trace } from './model.ts';
import type { Model, Tensors } from './model.ts';
import { div, mul, sum } from './operators.ts';
import { adamW, clipFactor } from './optimizer.ts';
import type { OptimizerOptions, Slots, StepFigures } from './optimizer.ts';

/** An encoded graph, and the names by which its inputs are fed and its outputs are read. */
export interface Program {
  readonly bytes: Uint8Array;
  readonly outputs: readonly string[];
  /** Large constants, fed at every run. */
  readonly arrays: Readonly<Record<string, OrtTensor>>;
}

/** The runtime's tensors share the arrays' memory. */
const arrayFeeds = (arrays: ReturnType<Graph['arraysFor']>): Record<string, OrtTensor> =>
  Object.fromEntries(arrays.map(({ tensor: { name, shape }, data }) => [name, new OrtTensor('float32', data, shape)]));

interface Carried {
  /** Inside the loop: the value at the start of a step, and after it. */
  readonly before: Tensor;
  readonly after: Tensor;
}

interface Input {
  readonly name: string;
  readonly type: ElementType;
  readonly dimensions: readonly (number | string)[];
}

const info = ({ name, type, dimensions }: Input) => valueInfo({ name, type }, dimensions);
const asInput = ({ name, type, shape }: Tensor): Input => ({ name, type, dimensions: shape });

/** Inputs that every loop over batches has: the data set, and the rows and weights of each batch. */
function batchInputs(model: Model, batch: number): Input[] {
  const data = Object.entries({ ...model.inputs, ...model.targets }).map(([name, { shape, type = 'float32' }]) => ({
    name: `data:${name}`,
    type,
    dimensions: ['rows', ...shape],
  }));
  return [
    ...data,
    { name: 'indices', type: 'int32', dimensions: ['steps', batch] },
    { name: 'weights', type: 'float32', dimensions: ['steps', batch] },
    { name: 'steps', type: 'int64', dimensions: [] },
  ];
}

const iteration = (body: Graph): Tensor => body.symbol('iteration', [], 'int64');

/** Element of an input [steps, …] that belongs to this iteration. */
const atIteration = (body: Graph, name: string, shape: Shape, type: ElementType = 'float32'): Tensor =>
  body.node('Gather', [body.symbol(name, shape, type), iteration(body)], shape, { attributes: { axis: 0 }, type });

/** The rows of the data set that are this iteration's batch. */
function batchOf(body: Graph, model: Model, batch: number): Tensors {
  const indices = atIteration(body, 'indices', [batch], 'int32');
  const features = Object.entries({ ...model.inputs, ...model.targets });
  return Object.fromEntries(
    features.map(([name, { shape, type = 'float32' }]) => [
      name,
      body.node('Gather', [body.symbol(`data:${name}`, shape, type), indices], [batch, ...shape], {
        attributes: { axis: 0 },
        type,
      }),
    ]),
  );
}

/** Wrap a loop's body: carried values `start:<name>` go in, then come out after the last step; scans are stacked. */
function loopProgram(
  body: Graph,
  inputs: readonly Input[],
  carried: readonly Carried[],
  scans: readonly Tensor[],
): Program {
  const proceed = body.symbol('proceed', [], 'bool');
  const results = [body.node('Identity', [proceed], [], { type: 'bool' }), ...carried.map((c) => c.after), ...scans];
  const ends = results.map((tensor) => info(asInput(tensor)));
  const bodyProto = body.toProto(
    [iteration(body), proceed, ...carried.map((c) => c.before)].map((tensor) => info(asInput(tensor))),
    ends,
  );
  const arrays = body.arraysFor(ends);
  const graph = new Graph('loop:');
  const starts = carried.map(({ before }) => graph.symbol(`start:${before.name}`, before.shape));
  const outputs = graph.nodes(
    'Loop',
    [graph.symbol('steps', [], 'int64'), graph.constant(1, [], 'bool'), ...starts],
    [...carried.map((c) => c.after), ...scans],
    { attributes: { body: bodyProto } },
  );
  const outputInfo = outputs.map(({ name, type, shape }, i) =>
    info({ name, type, dimensions: i < carried.length ? shape : ['steps', ...shape] }),
  );
  const given = [...inputs, ...[...starts, ...arrays.map(({ tensor }) => tensor)].map(asInput)];
  const bytes = encodeModel(graph.toProto(given.map(info), outputInfo));
  return { bytes, outputs: outputs.map((output) => output.name), arrays: arrayFeeds(arrays) };
}

/**
 * Optimizer steps, one for each row of `indices`. Carried values, in this order for each trained parameter: its
 * {@link Slots}; then the scans: loss of each step, and the gradients' norm when it is clipped.
 *
 * @param rateOf multiplier of a parameter's learning rate; 0 freezes it
 * @param parts see {@link gradients}
 */
export function trainingProgram(
  model: Model,
  batch: number,
  optimizer: OptimizerOptions,
  rateOf: (parameter: string) => number,
  parts = 1,
): Program & { readonly trained: readonly string[]; readonly slots: readonly (keyof Slots<Tensor>)[] } {
  const body = new Graph('body:');
  const data = batchOf(body, model, batch);
  const { weights, outputs } = trace(model, body, data);
  const loss = weightedMean(model.loss(outputs, data), atIteration(body, 'weights', [batch]));
  const trained = [...weights.keys()].filter((name) => rateOf(name) !== 0);
  if (trained.length === 0) throw new Error('every parameter is frozen: there is nothing to train');
  let slopes = gradients(
    loss,
    trained.map((name) => weights.get(name)!),
    parts,
  );
  const scans = [loss];
  if (optimizer.clipNorm !== null) {
    const { factor, norm } = clipFactor(slopes, optimizer.clipNorm);
    slopes = slopes.map((slope) => mul(slope, factor));
    scans.push(norm);
  }
  const figures: StepFigures<Tensor> = {
    size: atIteration(body, 'step:size', []),
    epsilon: atIteration(body, 'step:epsilon', []),
    decay: atIteration(body, 'step:decay', []),
    ...(optimizer.averageDecay !== null && { average: atIteration(body, 'step:average', []) }),
  };
  const slots = [
    'weight',
    'first',
    'second',
    ...(optimizer.averageDecay === null ? [] : ['average' as const]),
  ] as const;
  const carried = trained.flatMap((name, i) => {
    const weight = weights.get(name)!;
    const before = Object.fromEntries(
      slots.map((slot) => [slot, slot === 'weight' ? weight : body.symbol(`${slot}:${name}`, weight.shape)]),
    ) as unknown as Slots<Tensor>;
    const after = adamW(optimizer, before, slopes[i], figures, rateOf(name));
    return slots.map((slot) => ({ before: before[slot]!, after: after[slot]! }));
  });
  const frozen = [...weights].filter(([name]) => !trained.includes(name)).map(([, weight]) => asInput(weight));
  const perStep = Object.keys(figures).map((figure): Input => ({
    name: `step:${figure}`,
    type: 'float32',
    dimensions: ['steps'],
  }));
  const inputs = [...batchInputs(model, batch), ...perStep, ...frozen];
  return { ...loopProgram(body, inputs, carried, scans), trained, slots };
}

/** The loss of every row of `indices`, [steps, batch]. */
export function evaluationProgram(model: Model, batch: number): Program {
  const body = new Graph('body:');
  const data = batchOf(body, model, batch);
  const { weights, outputs } = trace(model, body, data);
  const inputs = batchInputs(model, batch).filter(({ name }) => name !== 'weights');
  return loopProgram(body, [...inputs, ...[...weights.values()].map(asInput)], [], [model.loss(outputs, data)]);
}

/** One batch's prediction. Outputs are in the order of `names`. */
export function inferenceProgram(model: Model, batch: number): Program & { readonly names: readonly string[] } {
  const graph = new Graph('predict:');
  const inputs = batchSymbols(graph, model.inputs, batch);
  const { weights, outputs } = trace(model, graph, inputs);
  // A model may hand an input straight through; an output needs a name of its own.
  const results = Object.values(outputs).map((output) =>
    graph.node('Identity', [output], output.shape, { type: output.type }),
  );
  const ends = results.map((tensor) => info(asInput(tensor)));
  const arrays = graph.arraysFor(ends);
  const given = [...Object.values(inputs), ...weights.values(), ...arrays.map(({ tensor }) => tensor)];
  const bytes = encodeModel(
    graph.toProto(
      given.map((tensor) => info(asInput(tensor))),
      ends,
    ),
  );
  return {
    bytes,
    outputs: results.map((result) => result.name),
    names: Object.keys(outputs),
    arrays: arrayFeeds(arrays),
  };
}

/** Σ weight · loss / Σ weight. */
function weightedMean(rows: Tensor, weights: Tensor): Tensor {
  if (rows.shape.length !== 1 || rows.shape[0] !== weights.shape[0]) {
    throw new Error(`the loss must be one figure a row, [${weights.shape.join()}], not [${rows.shape.join()}]`);
  }
  return div(sum(mul(rows, weights)), sum(weights));
}
