/**
 * # Rulings on the kernel of a data set
 */
import { coincidences } from '../data/coincidence.ts';
import { dataSetOf } from '../data/rows.ts';
import type { Surroundings } from './conjecture.ts';
import type { Rows } from './inputs.ts';
import { positiveByTheorem } from './positivity.ts';
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

/** Whether the kernel matrix on these inputs is strictly positive definite. */
export function positiveOn(subject: ReadSubject, constraints: KernelConstraints): Ruling {
  const { inputs, depth = 2, biasVariance = 0, kernel = 'ntk' } = constraints;
  const set = dataSetOf(inputs);
  const found = coincidences(set);
  const [repeated] = found.equal;
  if (repeated) return ruling('fails', `rows ${repeated.join(' and ')} are equal`);
  if (biasVariance === 0 && (found.parallel.length > 0 || found.zero.length > 0))
    return ruling('undecided', 'the inputs are parallel or zero, and there are no biases');
  const shown = positiveByTheorem(subject, { n: set.n, depth, kernel });
  return shown.kind === 'fails' ? ruling('undecided', shown.because) : shown;
}

/** The same in a claim. */
export const positive = (
  σ: Subject,
  { inputs, architecture: { depth, weightVariance, biasVariance } }: Surroundings,
): Ruling =>
  positiveOn(readSubject('positive', σ), { inputs, depth, weightVariance, biasVariance });
