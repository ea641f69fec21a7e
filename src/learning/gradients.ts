// Reverse-mode differentiation: the chain rule, walked backwards over the tape.
import { sameShape } from './graph.ts';
import type { Tensor } from './graph.ts';
import { add } from './operators.ts';
import { recompute } from './recompute.ts';

/**
 * Append to the graph the gradients of a scalar `loss` by each of `parameters`. First derivatives only: some operators
 * (convolution, the masks of rectifiers) give gradients that can't be differentiated once more.
 *
 * @param parts of the forward pass, of which only what passes between them is kept for the gradients: see recompute.ts
 * @throws Error when the loss is no scalar or does not depend on one of the parameters
 */
export function gradients(loss: Tensor, parameters: readonly Tensor[], parts = 1): Tensor[] {
  if (loss.shape.length > 0) throw new Error(`the loss must be a scalar, its shape is [${loss.shape.join()}]`);
  const tape = [...loss.graph.tape];
  const active = new Set(parameters);
  for (const { sources, outputs, backward } of tape) {
    if (backward && sources.some((source) => active.has(source))) active.add(outputs[0]);
  }
  const found = new Map<Tensor, Tensor>([[loss, loss.graph.constant(1)]]);
  for (const { proto, sources, outputs, backward } of tape.reverse()) {
    const upstream = found.get(outputs[0]);
    if (!upstream || !backward || !active.has(outputs[0])) continue;
    for (const [i, gradient] of backward(upstream).entries()) {
      const source = sources[i];
      if (!gradient || !active.has(source)) continue;
      if (!sameShape(gradient.shape, source.shape)) {
        throw new Error(`${proto.opType}: gradient [${gradient.shape.join()}] for a source [${source.shape.join()}]`);
      }
      const earlier = found.get(source);
      found.set(source, earlier ? add(earlier, gradient) : gradient);
    }
  }
  if (parts > 1) recompute(loss.graph, tape.length, parts);
  return parameters.map((parameter) => {
    const gradient = found.get(parameter);
    if (!gradient) throw new Error(`the loss does not depend on "${parameter.name}"`);
    return gradient;
  });
}
