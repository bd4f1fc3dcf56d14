/**
 * # Where training ends
 *
 * Gradient flow from r(0) = −y ends at the loss ½‖P y‖², P the projection on the null space of the
 * kernel: by theorem D for polynomial layers, exactly over Q; by theorem E nothing but the
 * differences of labels at equal inputs where the kernel is strictly positive definite. For
 * polynomial layers ½‖P y‖² also bounds the loss from below at every finite width (theory H).
 */
import { add, div, mul, rational, sub, toText, zero } from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { leftNullSpace } from '../linalg/rational-matrix.ts';
import { monomialFeatures, outputDegrees } from '../ntk/polynomial-kernel.ts';
import type { LayerClass } from './layer-class.ts';

export type Plateau =
  | {
      readonly kind: 'exact';
      /** ½‖P y‖². */
      readonly loss: Rational;
      /** Of the kernel on these inputs. */
      readonly rank: number;
      readonly theorem: 'D' | 'E';
      readonly reason: string;
    }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Rows up to which the null space is computed over Q. */
export const MAX_EXACT_ROWS = 400;

/**
 * @param inputs n rows of d numbers
 * @param layers of each hidden layer
 * @param biases whether σ_b > 0, for each layer of weights
 * @throws RangeError on shapes that do not fit
 */
export function plateau(
  inputs: readonly (readonly Rational[])[],
  labels: readonly Rational[],
  layers: readonly LayerClass[],
  biases: readonly boolean[],
): Plateau {
  const d = inputs[0]?.length ?? 0;
  if (inputs.length !== labels.length || d === 0 || inputs.some((row) => row.length !== d))
    throw new RangeError('plateau: expected as many labels as rows of inputs, all of one length');
  if (biases.length !== layers.length + 1)
    throw new RangeError(`plateau: expected ${layers.length + 1} biases, got ${biases.length}`);
  const exponents = layers.flatMap((layer) => (layer.exponents === null ? [] : [layer.exponents]));
  if (exponents.length === layers.length) return byDegrees(inputs, labels, exponents, biases);
  return bySharpTheorem(inputs, labels, layers, biases[0]!);
}

/** Theorem D: ker = {u : Σ u_i p(x_i) = 0, p homogeneous of a degree in S_L}. */
function byDegrees(
  inputs: readonly (readonly Rational[])[],
  labels: readonly Rational[],
  exponents: readonly (readonly number[])[],
  biases: readonly boolean[],
): Plateau {
  const n = inputs.length;
  if (n > MAX_EXACT_ROWS)
    return { kind: 'unknown', reason: `exact null spaces are limited to ${MAX_EXACT_ROWS} rows` };
  const degrees = outputDegrees(exponents, biases, 200);
  if (degrees === null) return { kind: 'unknown', reason: 'the degree is beyond exact arithmetic' };
  const features = monomialFeatures(inputs, degrees);
  const { rank, columns, vectors } = leftNullSpace(features);
  // The smaller of the two spaces is projected on.
  const square = labels.reduce((sum, y) => add(sum, mul(y, y)), zero);
  const inside = (basis: readonly (readonly Rational[])[]): Rational => projected(basis, labels);
  const missed =
    n - rank <= rank
      ? inside(vectors.map((vector) => vector.map((u) => rational(u))))
      : sub(square, inside(columns.map((c) => features.map((row) => row[c]!))));
  const text = degrees.length > 8 ? `0 … ${degrees.at(-1)}` : degrees.join(', ');
  return {
    kind: 'exact',
    loss: div(missed, rational(2)),
    rank,
    theorem: 'D',
    reason: `the output is a polynomial in x with homogeneous parts of degree ${text || 'none'}, whatever the parameters: rank ${rank} of ${n}`,
  };
}

const inner = (x: readonly Rational[], y: readonly Rational[]): Rational =>
  x.reduce((sum, value, k) => add(sum, mul(value, y[k]!)), zero);

/** ‖projection of y on the span‖² = bᵀG⁻¹b, G the Gram matrix of the basis, b its products with y. */
function projected(basis: readonly (readonly Rational[])[], labels: readonly Rational[]): Rational {
  if (basis.length === 0) return zero;
  const gram = basis.map((v) => basis.map((w) => inner(v, w)));
  const products = basis.map((v) => inner(v, labels));
  // u with uᵀ(G over bᵀ) = 0: G is nonsingular, so there is one, and G⁻¹b = −u/u_last.
  const [solution] = leftNullSpace([...gram, products]).vectors;
  const last = rational(solution!.at(-1)!);
  const sum = products.reduce((s, b, k) => add(s, mul(b, rational(solution![k]!))), zero);
  return div(sum, sub(zero, last));
}

/** Theorem E: strictly positive definite on all admissible sets of N ≤ 1 + Π r_l points. */
function bySharpTheorem(
  inputs: readonly (readonly Rational[])[],
  labels: readonly Rational[],
  layers: readonly LayerClass[],
  biased: boolean,
): Plateau {
  const unknown = (reason: string): Plateau => ({ kind: 'unknown', reason });
  if (!layers.every((layer) => layer.continuous))
    return unknown('σ is not shown to be continuous: theorem E is silent');
  if (layers.some((layer) => layer.degreeAtLeast < 1))
    return unknown('a layer is not shown to be other than constant');
  const product = layers.reduce((r, { degreeAtLeast }) => r * degreeAtLeast, 1);
  const groups = new Map<string, Rational[]>();
  const lines = new Map<string, string>();
  for (const [i, row] of inputs.entries()) {
    const key = row.map(toText).join(' ');
    groups.set(key, [...(groups.get(key) ?? []), labels[i]!]);
    if (biased) continue;
    const lead = row.find((value) => value.num !== 0n);
    if (lead === undefined) return unknown('an input is 0 and there are no first-layer biases');
    const line = row.map((value) => toText(div(value, lead))).join(' ');
    if (lines.has(line) && lines.get(line) !== key)
      return unknown('two inputs are parallel and there are no first-layer biases');
    lines.set(line, key);
  }
  const distinct = groups.size;
  if (distinct > 1 && !(distinct <= 1 + product))
    return unknown(
      `theorem E settles up to ${1 + product} distinct inputs here, these are ${distinct}`,
    );
  // Between equal inputs the kernel has the differences in its null space, and nothing else.
  const spread = [...groups.values()].reduce((sum, group) => {
    const mean = div(group.reduce(add, zero), rational(group.length));
    return group.reduce((s, y) => add(s, mul(sub(y, mean), sub(y, mean))), sum);
  }, zero);
  return {
    kind: 'exact',
    loss: div(spread, rational(2)),
    rank: distinct,
    theorem: 'E',
    reason:
      distinct === inputs.length
        ? 'the kernel is strictly positive definite on these inputs'
        : `the kernel is strictly positive definite on the ${distinct} distinct inputs`,
  };
}
