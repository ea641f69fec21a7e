// Less memory for gradients: of what the forward pass made, only what passes from one part of it to the next is kept; the
// rest is computed again when its gradients are due (gradient checkpointing, Chen et al. 2016).
import { ELEMENT_CODES, sizeOf, withInputs } from './graph.ts';
import type { Graph, Node, Tensor } from './graph.ts';
import { add, reshape } from './operators.ts';

/** What is smaller than this share of the largest tensor stays. */
const smallShare = 1 / 256;

/**
 * Cut the forward pass into parts that make about as much, and let the gradients see a second computation of all but the
 * last part. The values stay the same, bit for bit.
 *
 * @param forward how many nodes the tape had before the gradients were appended
 * @param parts more keep less, and what passes between them more
 */
export function recompute(graph: Graph, forward: number, parts: number): void {
  const [made, backward] = [graph.tape.slice(0, forward), graph.tape.slice(forward)];
  const largest = Math.max(...made.map(({ outputs }) => sizeOf(outputs[0].shape)));
  const isLarge = ({ shape }: Tensor): boolean => sizeOf(shape) > largest * smallShare;
  const makers = new Map(made.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const seen = new Set(backward.flatMap(({ inputs }) => inputs.filter((x) => makers.has(x) && isLarge(x))));

  // The parts, by what the gradients would see of them.
  const partOf = new Map<Node, number>();
  const total = [...seen].reduce((sum, x) => sum + sizeOf(x.shape), 0);
  let before = 0;
  for (const node of made) {
    partOf.set(node, Math.min(parts - 1, Math.floor((before / total) * parts)));
    for (const output of node.outputs) if (seen.has(output)) before += sizeOf(output.shape);
  }
  const partMaking = (x: Tensor): number | undefined => partOf.get(makers.get(x)!);
  const passing = new Set(made.flatMap((node) => node.inputs.filter((x) => partMaking(x)! < partOf.get(node)!)));
  const isForgotten = (x: Tensor): boolean =>
    makers.has(x) && isLarge(x) && !passing.has(x) && partMaking(x)! < parts - 1;

  const again = new Map<Tensor, Tensor>();
  /** Compute what is forgotten of a part again, once `after` is there. */
  const computeAgain = (part: number, after: Tensor): void => {
    const needed = new Set([...seen].filter((x) => isForgotten(x) && partMaking(x) === part));
    const nodes = made.toReversed().filter((node) => {
      const isNeeded = node.outputs.some((output) => needed.has(output));
      if (isNeeded) for (const x of node.inputs) if (isForgotten(x)) needed.add(x);
      return isNeeded;
    });
    const due = zeroAfter(after);
    for (const node of nodes.reverse()) {
      const inputs = node.inputs.map((x) => again.get(x) ?? x);
      // What begins the part waits; all else waits for that.
      if (!node.inputs.some((x) => again.has(x))) {
        const [first] = node.inputs
          .filter((x) => x.type === 'float32' && !graph.valuesOf(x))
          .toSorted((a, b) => sizeOf(b.shape) - sizeOf(a.shape));
        const at = node.inputs.indexOf(first);
        if (first) inputs[at] = add(first, due);
      }
      for (const [i, output] of graph.copy(node, inputs).entries()) again.set(node.outputs[i], output);
    }
  };

  const order = [...made];
  /** The gradient that was made last. */
  let latest: Tensor | undefined;
  const isUpstream = new Set<Tensor>();
  for (const node of backward) {
    const start = graph.tape.length;
    const missing = node.inputs.find((x) => isForgotten(x) && !again.has(x));
    if (missing && latest) computeAgain(partMaking(missing)!, latest);
    order.push(...graph.tape.slice(start));
    order.push(
      withInputs(
        node,
        node.inputs.map((x) => again.get(x) ?? x),
      ),
    );
    if (!node.inputs.some((x) => isUpstream.has(x) || partMaking(x) === parts - 1)) continue;
    for (const output of node.outputs) isUpstream.add(output);
    if (node.outputs[0].type === 'float32') [latest] = node.outputs;
  }
  graph.retape(order);
}

/** 0, once a tensor is there; the runtime can't know beforehand. */
function zeroAfter(x: Tensor): Tensor {
  const { graph } = x;
  const first = graph.node('Gather', [reshape(x, [sizeOf(x.shape)]), graph.constant(0, [], 'int32')], [], {
    attributes: { axis: 0 },
  });
  const never = graph.node('Greater', [first, graph.constant(Infinity)], [], { type: 'bool' });
  return graph.node('Cast', [never], [], { attributes: { to: ELEMENT_CODES.float32 } });
}
