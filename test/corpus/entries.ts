/**
 * # Activations with known truth
 *
 * One JSON object a line in activations.jsonl: `expr`, `truth`, exact `coefficients` of polynomials,
 * `acceptable` verdicts where there is more than one. Labels were derived by hand.
 */
import { readFileSync } from 'node:fs';

export interface Entry {
  readonly id: string;
  readonly expr: string;
  readonly truth: 'polynomial' | 'non-polynomial' | 'error';
  readonly degree?: number;
  readonly coefficients?: readonly string[];
  readonly acceptable?: readonly string[];
  readonly section: string;
  readonly continuous: boolean | null;
  readonly differentiable_ae: boolean | null;
  readonly gaussian_l2: boolean | string | null;
  readonly growth: number | string | null;
  readonly ae_polynomial: boolean | null;
  readonly ae_coefficients?: readonly string[];
}

export const entries: readonly Entry[] = readFileSync(
  new URL('./activations.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Entry);

export const acceptable = (entry: Entry): readonly string[] => entry.acceptable ?? [entry.truth];
