/**
 * # Variances that occur more than once
 *
 * Equal enclosures, as those of inputs of one norm, share what is computed at them.
 */
import * as E from '../arith/enclosure.ts';
import type { Enclosure } from '../arith/enclosure.ts';
import * as Q from '../arith/rational.ts';

export interface DistinctVariances {
  readonly values: readonly Enclosure[];
  /** Of each variance its place in values. */
  readonly index: readonly number[];
}

export function distinctVariances(variances: readonly Enclosure[]): DistinctVariances {
  const known = new Map<string, number>();
  const values: Enclosure[] = [];
  const index = variances.map((q) => {
    const [low, high] = [E.lowerRational(q), E.upperRational(q)];
    const key = `${low && Q.toText(low)} ${high && Q.toText(high)}`;
    let at = known.get(key);
    if (at === undefined) {
      at = values.push(q) - 1;
      known.set(key, at);
    }
    return at;
  });
  return { values, index };
}
