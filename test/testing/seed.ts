/** Runs of properties with a seed that is printed and can be given: NONPOLY_SEED, NONPOLY_RUNS. */
import fc from 'fast-check';

const seed = Number(process.env.NONPOLY_SEED ?? 20_404_129);
const factor = Number(process.env.NONPOLY_RUNS ?? 1);

/** Parameters of one property; a failure prints its seed and path. */
export const runs = (numRuns: number): { readonly seed: number; readonly numRuns: number } => ({
  seed,
  numRuns: Math.max(1, Math.round(numRuns * factor)),
});

/** n values, the same for a seed. */
export const samples = <T>(arbitrary: fc.Arbitrary<T>, n: number): T[] =>
  fc.sample(arbitrary, runs(n));

/** What a property that fails shrinks to. */
export function smallest<T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => boolean): T {
  const details = fc.check(fc.property(arbitrary, holds), { ...runs(1000) });
  if (details.counterexample === null) throw new Error('smallest: expected a counterexample');
  return details.counterexample[0];
}
