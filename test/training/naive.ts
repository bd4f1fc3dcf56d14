/** The network of src/training written out with plain arrays, and derivatives by differences. */
import { parameterDeviates } from '../../src/training/network.ts';

export interface Naive {
  readonly sigma: (z: number) => number;
  readonly sizes: readonly number[];
  readonly weightVariance: number;
  readonly biasVariance: number;
}

/** Parameters in the order in which the seed draws them. */
export function parametersOf({ sizes, biasVariance }: Naive, seed: number): number[] {
  const normal = parameterDeviates(seed);
  return sizes.slice(1).flatMap((rows, l) => {
    const count = rows * sizes[l]! + (biasVariance > 0 ? rows : 0);
    return Array.from({ length: count }, normal);
  });
}

export function output(
  network: Naive,
  parameters: readonly number[],
  x: readonly number[],
): number {
  const { sigma, sizes, weightVariance, biasVariance } = network;
  let values = [...x];
  let at = 0;
  for (let l = 1; l < sizes.length; l += 1) {
    const [rows, columns] = [sizes[l]!, sizes[l - 1]!];
    const weights = at;
    const biases = weights + rows * columns;
    at = biases + (biasVariance > 0 ? rows : 0);
    const next = Array.from({ length: rows }, (_, j) => {
      const sum = values.reduce((s, v, k) => s + parameters[weights + j * columns + k]! * v, 0);
      const bias = biasVariance > 0 ? Math.sqrt(biasVariance) * parameters[biases + j]! : 0;
      return Math.sqrt(weightVariance / columns) * sum + bias;
    });
    values = l + 1 < sizes.length ? next.map(sigma) : next;
  }
  return values[0]!;
}

/** ∂f(x)/∂parameters by central differences. */
export function gradient(
  network: Naive,
  parameters: readonly number[],
  x: readonly number[],
): number[] {
  const h = 1e-5;
  return parameters.map((p, k) => {
    const shifted = (value: number): number[] => parameters.with(k, value);
    return (output(network, shifted(p + h), x) - output(network, shifted(p - h), x)) / (2 * h);
  });
}
