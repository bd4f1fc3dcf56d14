/**
 * # Rulings on the kernel of a data set
 *
 * What `certify` proves of Σ^L or Θ^L on given inputs; only what the checker accepted counts.
 */
import type { Rational } from '../arith/rational.ts';
import { exactRow } from '../data/data-set.ts';
import { shortestDecimal } from '../data/number-text.ts';
import { dataSetOf } from '../data/rows.ts';
import type { Expr } from '../expr/expr.ts';
import { certify } from '../positivity/certify.ts';
import type { Certification } from '../positivity/certify.ts';
import type { Surroundings } from './conjecture.ts';
import type { Rows } from './inputs.ts';
import { ruling } from './ruling.ts';
import type { Ruling } from './ruling.ts';
import { readSubject } from './subject.ts';
import type { ReadSubject, Subject } from './subject.ts';

export interface KernelConstraints {
  /** N rows of d numbers; 0.1 is 1/10. */
  readonly inputs: Rows;
  /** Layers of weights; 2 unless given. */
  readonly depth?: number;
  /** σ_w² of every layer; 1 unless given. */
  readonly weightVariance?: number;
  /** σ_b² of every layer; 0 unless given: no biases. */
  readonly biasVariance?: number;
  /** 'ntk' unless given. */
  readonly kernel?: 'nngp' | 'ntk';
}

/**
 * Whether the kernel matrix on these inputs is strictly positive definite.
 * @param layers activations of the hidden layers where they are not all the subject
 * @throws DataError, RangeError on inputs, depth or variances that do not fit
 */
export function positiveOn(
  { expr, text }: ReadSubject,
  constraints: KernelConstraints,
  layers: readonly { readonly expr: Expr; readonly text: string }[] | null = null,
): Ruling {
  const { inputs, depth = 2, weightVariance = 1, biasVariance = 0, kernel = 'ntk' } = constraints;
  const set = dataSetOf(inputs);
  const rows = Array.from({ length: set.n }, (_, i) => exactRow(set, i));
  const used = layers ?? [{ expr, text }];
  const architecture = {
    activations: used.map((layer) => layer.expr),
    depth,
    weightVariance: variance(weightVariance),
    biasVariance: variance(biasVariance),
  };
  const typed = used.map((layer) => ({ text: layer.text, parameters: {} }));
  const found = certify(rows, architecture, { kernel, typed, lambdaMin: false });
  if (found.kind === 'no-kernel')
    return ruling(
      'undecided',
      `the ${kernel.toUpperCase()} does not exist: layer ${found.layer}, variance ${found.variance}: ${found.reason}`,
    );
  return rulingOf(found, inputs);
}

function variance(value: number): Rational {
  if (!(Number.isFinite(value) && value >= 0))
    throw new RangeError(`positiveOn: expected a finite variance ≥ 0, got ${value}`);
  return shortestDecimal(value);
}

function rulingOf(found: Certification, inputs: Rows): Ruling {
  const { verdict, by, theorem, rigour, assumes, nullVector, reasons, certificate } = found;
  if (verdict === 'undecided' || rigour !== 'certificate accepted by the checker')
    return ruling('undecided', reasons.length > 0 ? reasons : [rigour]);
  const because = [
    `${found.kernel.toUpperCase()} of depth ${found.depth} on ${found.n} inputs: ${verdict}, by ${by}${theorem === null ? '' : ` (theorem ${theorem})`}`,
    ...(nullVector === null ? [] : [smallestSet(inputs, nullVector)]),
    ...assumes.map((assumed) => `assumes: ${assumed}`),
  ];
  return ruling(verdict === 'singular' ? 'fails' : 'holds', because, [certificate]);
}

/** Rows that are written out. */
const written = 12;

/** The rows that a null vector is about: the kernel on them alone is singular. */
function smallestSet(inputs: Rows, nullVector: readonly string[]): string {
  const used = nullVector.flatMap((u, i) => (u === '0' ? [] : [i]));
  if (used.length > written) return `null vector ${nullVector.join(', ')}`;
  const rows = used.map((i) => `[${inputs[i]!.join(', ')}]`).join(', ');
  const some = used.length < inputs.length ? 'already on' : 'on';
  return `singular ${some} ${rows}, null vector ${used.map((i) => nullVector[i]).join(', ')}`;
}

/** The same in a claim. */
export const positive = (
  σ: Subject,
  {
    inputs,
    architecture: { depth, weightVariance, biasVariance, layers },
  }: Pick<Surroundings, 'inputs' | 'architecture'>,
): Ruling =>
  positiveOn(readSubject('positive', σ), { inputs, depth, weightVariance, biasVariance }, layers);
