/**
 * # Running a conjecture
 *
 * Cases in order, one after the other, until there are enough of them or enough counterexamples.
 */
import { casesOf, runCase } from './conjecture.ts';
import type { Case, Conjecture } from './conjecture.ts';
import { summaryOf } from './summary.ts';
import type { Summary } from './summary.ts';

export interface RunOptions {
  readonly seed: number;
  /** In all, the earlier ones included; 200 unless given, at most what is listed. */
  readonly cases?: number;
  /** Ends after so many cases that fail; 5 unless given. */
  readonly counterexamples?: number;
  /** Cases of a run with this seed that goes on; none unless given. */
  readonly earlier?: readonly Case[];
}

/** The cases that are still to be run. @throws whatever the claim throws */
export function* remainingCases(conjectured: Conjecture, options: RunOptions): Generator<Case> {
  const { seed, cases = 200, counterexamples = 5, earlier = [] } = options;
  const last = Math.min(cases, casesOf(conjectured));
  let failures = earlier.filter(({ kind }) => kind === 'fails').length;
  for (let index = earlier.length; index < last && failures < counterexamples; index += 1) {
    const found = runCase(conjectured, seed, index);
    if (found.kind === 'fails') failures += 1;
    yield found;
  }
}

/** All of them, summed up. @throws whatever the claim throws */
export function runConjecture(conjectured: Conjecture, options: RunOptions): Summary {
  const cases = [...(options.earlier ?? []), ...remainingCases(conjectured, options)];
  return summaryOf(conjectured, options.seed, cases);
}
