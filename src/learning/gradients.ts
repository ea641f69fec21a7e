// Reverse-mode differentiation: the chain rule, walked backwards over the tape.
import { sameShape } from './graph.ts';
import type { Tensor } from './graph.ts';
import { add } from './operators.ts';

/**
 * Append to the graph the gradients of a scalar `loss` by each of `parameters`. The gradients are made of the same
 * operators as everything else, so they can be differentiated again.
 *
 * @throws Error when the loss is no scalar or does not depend on one of the parameters
 */
export function gradients(loss: Tensor, parameters: readonly Tensor[]): Tensor[] {
  if (loss.shape.length > 0) throw new Error(`the loss must be a scalar, its shape is [${loss.shape.join()}]`);
  const tape = [...loss.graph.tape];
  const active = new Set(parameters);
  for (const { inputs, outputs, backward } of tape) {
    if (backward && inputs.some((input) => active.has(input))) active.add(outputs[0]);
  }
  const found = new Map<Tensor, Tensor>([[loss, loss.graph.constant(1)]]);
  for (const { proto, inputs, outputs, backward } of tape.reverse()) {
    const upstream = found.get(outputs[0]);
    if (!upstream || !backward || !active.has(outputs[0])) continue;
    for (const [i, gradient] of backward(upstream).entries()) {
      const input = inputs[i];
      if (!gradient || !active.has(input)) continue;
      if (!sameShape(gradient.shape, input.shape)) {
        throw new Error(`${proto.opType}: gradient [${gradient.shape.join()}] for an input [${input.shape.join()}]`);
      }
      const earlier = found.get(input);
      found.set(input, earlier ? add(earlier, gradient) : gradient);
    }
  }
  return parameters.map((parameter) => {
    const gradient = found.get(parameter);
    if (!gradient) throw new Error(`the loss does not depend on "${parameter.name}"`);
    return gradient;
  });
}
