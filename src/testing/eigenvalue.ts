/**
 * # Smallest eigenvalues in claims
 *
 * λ_min of a kernel matrix between two bounds that hold for the true kernel: no certificate, but
 * nothing is rounded inward. A kernel matrix is positive semidefinite, so λ_min ≥ 0 always.
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { shortestDecimal } from '../data/number-text.ts';
import { encloseSmallestEigenvalue } from '../positivity/lambda-min.ts';
import type { Surroundings } from './conjecture.ts';
import { ruling } from './ruling.ts';
import type { Ruling } from './ruling.ts';
import { readSubject } from './subject.ts';
import type { Subject } from './subject.ts';

export interface Bounds {
  readonly lower: Rational;
  /** Null: none was found. */
  readonly upper: Rational | null;
  /** What is bounded, and how. */
  readonly because: string;
}

/** λ_min of the kernel of the architecture on the inputs. */
export function smallestEigenvalue(
  σ: Subject,
  { inputs, architecture }: Pick<Surroundings, 'inputs' | 'architecture'>,
  kernel: 'nngp' | 'ntk' = 'ntk',
): Bounds {
  const { expr, text } = readSubject('smallestEigenvalue', σ);
  const { depth, weightVariance, biasVariance, layers } = architecture;
  const found = encloseSmallestEigenvalue(
    inputs.map((row) => row.map(shortestDecimal)),
    {
      activations: layers === null ? [expr] : layers.map((layer) => layer.expr),
      depth,
      weightVariance: shortestDecimal(weightVariance),
      biasVariance: shortestDecimal(biasVariance),
    },
    kernel,
  );
  const name = `λ_min of the ${kernel.toUpperCase()} of ${text} at depth ${depth}`;
  if (found.kind === 'none')
    return { lower: Q.zero, upper: null, because: `${name} is ≥ 0; ${found.reason}` };
  const lower = Q.sign(found.lower) < 0 ? Q.zero : found.lower;
  return {
    lower,
    upper: found.upper,
    because: `${name} lies in [${near(lower)}, ${near(found.upper)}] (${found.rigour})`,
  };
}

/** Six digits, for reading. */
const near = (q: Rational): string => String(Number(Q.approxNumber(q).toPrecision(6)));

/** a < b. */
export function less(a: Bounds, b: Bounds): Ruling {
  const because = [a.because, b.because];
  if (a.upper !== null && Q.compare(a.upper, b.lower) < 0) return ruling('holds', because);
  const refuted = b.upper !== null && Q.compare(a.lower, b.upper) >= 0;
  return ruling(refuted ? 'fails' : 'undecided', because);
}
