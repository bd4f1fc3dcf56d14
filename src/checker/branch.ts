/**
 * # Guards and the branch they take
 *
 * On a cell where its guard has one sign, abs, sign, heaviside, relu, max, min, clip, floor, ceil,
 * round, sinc or a conditional equals a node without that guard.
 */
import type { Analysis } from './analysis.ts';
import type { Dag } from './expression.ts';
import type { Dyadic } from './interval.ts';
import * as Q from './rational.ts';

/** The node that n equals on the whole cell; null if n is not a guard, or not decided. */
export function branchOf(on: Analysis, n: number): number | null {
  const { dag } = on;
  const { op, args } = dag.nodes[n]!;
  const [u, v, w] = args as [number, number, number];
  const integer = (k: number): number =>
    k < 0 ? dag.intern('neg', integer(-k)) : dag.number(Q.rational(BigInt(k)));
  switch (op) {
    case 'if': {
      const value = on.truth(u);
      return value === null ? null : value ? v : w;
    }
    case 'abs':
      if (on.certainlyNonNegative(u)) return u;
      return on.certainlyNonNegative(dag.intern('neg', u)) ? dag.intern('neg', u) : null;
    case 'relu':
      return extremum(on, [u, integer(0)], 1);
    case 'sign': {
      const s = on.sign(u);
      return s === null ? null : integer(s);
    }
    case 'heaviside': {
      if (on.certainlyNonNegative(u)) return integer(1);
      return on.sign(u) === -1 ? integer(0) : null;
    }
    case 'max':
      return extremum(on, args, 1);
    case 'min':
      return extremum(on, args, -1);
    case 'clip':
      return dag.intern('min', dag.intern('max', u, v), w);
    case 'sinc': {
      const s = on.sign(u);
      if (s === null) return null;
      return s === 0 ? integer(1) : dag.intern('div', dag.intern('sin', u), u);
    }
    case 'floor':
      return floorOf(on, u);
    case 'ceil':
      return dag.intern('neg', dag.intern('floor', dag.intern('neg', u)));
    case 'round': {
      // Halves away from 0: sign(u)·⌊|u| + 1/2⌋.
      const shifted = dag.intern('add', dag.intern('abs', u), dag.number(Q.rational(1n, 2n)));
      return dag.intern('mul', dag.intern('sign', u), dag.intern('floor', shifted));
    }
    default:
      return null;
  }
}

/**
 * n with every guard replaced by the branch it takes on the cell; undecided guards stay.
 * @param memo of earlier calls on the same cell
 */
export function withoutGuards(
  on: Pick<Analysis, 'dag' | 'branch'>,
  root: number,
  memo = new Map<number, number>(),
): number {
  const replace = (n: number): number => {
    let result = memo.get(n);
    if (result === undefined) {
      const chosen = on.branch(n);
      const { op, args, value } = on.dag.nodes[n]!;
      result =
        chosen !== null
          ? replace(chosen)
          : value !== null || op === 'if'
            ? n
            : on.dag.intern(op, ...args.map(replace));
      memo.set(n, result);
    }
    return result;
  };
  return replace(root);
}

/** The argument that is ≥ (direction 1) or ≤ (direction −1) every other on the whole cell. */
function extremum(on: Analysis, given: readonly number[], direction: 1 | -1): number | null {
  const { dag } = on;
  // max(max(0, e), e): equal nodes show once their own guards are gone.
  const decided = (n: number): number => {
    const chosen = on.branch(n);
    return chosen === null ? n : decided(chosen);
  };
  const beats = (a: number, b: number): boolean => {
    const [large, small] = direction === 1 ? [a, b] : [b, a];
    return a === b || on.certainlyNonNegative(difference(dag, large, small));
  };
  if (given.some((arg) => on.range(arg) === null)) return null;
  const args = given.map(decided);
  // One pass keeps the best so far; it is the extremum only if every comparison was decided.
  let best = args[0]!;
  for (const arg of args.slice(1)) {
    if (beats(best, arg)) continue;
    if (!beats(arg, best)) return null;
    best = arg;
  }
  return best;
}

function difference(dag: Dag, a: number, b: number): number {
  return dag.intern('add', a, dag.intern('neg', b));
}

/** ⌊u⌋ = k where k ≤ u < k + 1 on the whole cell. */
function floorOf(on: Analysis, u: number): number | null {
  const { dag } = on;
  const candidates = new Set<bigint>();
  for (const U of [on.range(u), on.atSample(u)]) {
    if (U === null) continue;
    for (const end of [U.lower, U.upper]) {
      if (end === null || end.e > maxExponent) continue;
      const k = floorOfBound(end);
      candidates.add(k).add(end === U.lower ? k + 1n : k - 1n);
    }
  }
  if (on.range(u) === null) return null;
  for (const k of candidates) {
    const [from, to] = [k, k + 1n].map((m) => signed(dag, m)) as [number, number];
    if (on.certainlyNonNegative(difference(dag, u, from)) && on.sign(difference(dag, to, u)) === 1)
      return from;
  }
  return null;
}

function signed(dag: Dag, k: bigint): number {
  const magnitude = dag.number(Q.rational(k < 0n ? -k : k));
  return k < 0n ? dag.intern('neg', magnitude) : magnitude;
}

/** Larger floors are left undecided rather than written out. */
const maxExponent = 4096;
const floorOfBound = ({ m, e }: Dyadic): bigint => (e >= 0 ? m << BigInt(e) : m >> BigInt(-e));
