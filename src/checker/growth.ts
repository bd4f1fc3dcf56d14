/**
 * # Growth along a half-line
 *
 * For a node u on a half-line towards +∞ or −∞, proved bounds, each for every ε > 0 and all x far
 * enough out, with r = |x|:
 *
 *   upper:  |u| ≤ r^(upper+ε)          lower:  |u| ≥ r^(lower−ε)
 *   above:  log|u| ≤ r^(above+ε)       below:  log|u| ≥ −r^(below+ε)
 *   surge:  log|u| ≥ r^(surge−ε)       (surge > 0: u outgrows every power)
 *   slow:   |u| ≥ (log r)^(slow−ε)
 *   slope:  (slope₀ − ε)·log r ≤ u ≤ (slope₁ + ε)·log r
 *
 * and the eventual sign. The ε absorbs logarithms and constants, and makes the bounds closed under
 * sums, products, powers, exp and log. An order is a rational, +∞ or −∞; `unknown` claims nothing.
 */
import * as I from './interval.ts';
import * as P from './polynomial.ts';
import * as Q from './rational.ts';
import type { Analysis, Sign } from './analysis.ts';
import { definitionOf } from './definition.ts';
import { rationalConstant } from './expression.ts';
import { compare, max, min, minus, plus, times } from './order.ts';
import type { Order } from './order.ts';
import { createRationalFunctions } from './rational-function.ts';
import { rationalOf } from './sign-by-term.ts';

type Slope = readonly [least: Order, most: Order];

export interface Growth {
  readonly upper: Order;
  readonly lower: Order;
  readonly above: Order;
  readonly below: Order;
  /** null: no such bound. */
  readonly surge: Q.Rational | null;
  /** Absent: no such bound. */
  readonly slow?: Order;
  readonly slope?: Slope;
  readonly sign: Sign | null;
}

const zero: Order = Q.zero;
const unknown: Growth = {
  upper: '+inf',
  lower: '-inf',
  above: '+inf',
  below: '+inf',
  surge: null,
  sign: null,
};
/** r^k up to constants, with a sign. */
const power = (k: Q.Rational, sign: Sign): Growth => ({
  upper: k,
  lower: k,
  above: zero,
  below: zero,
  surge: null,
  slow: Q.sign(k) === 0 ? zero : Q.sign(k) > 0 ? '+inf' : '-inf',
  ...(Q.sign(k) <= 0 ? { slope: flat } : {}),
  sign,
});
const vanishing: Growth = { ...unknown, upper: '-inf', above: zero, sign: 0 };

const slowOf = (g: Growth): Order => (positive(g.lower) ? '+inf' : (g.slow ?? '-inf'));

const flat: Slope = [zero, zero];
const free: Slope = ['-inf', '+inf'];
const slopeOf = (g: Growth): Slope => (compare(g.upper, zero) < 0 ? flat : (g.slope ?? free));
const flipped = ([a, b]: Slope): Slope => [minus(b), minus(a)];
/** The slopes of c·u. */
const steeper = (g: Growth, c: Q.Rational): Slope => {
  if (Q.sign(c) === 0) return flat;
  const k = Q.sign(c) < 0 ? Q.neg(c) : c;
  const [a, b] = slopeOf(g);
  const scaled: Slope = [times(a, k), times(b, k)];
  return Q.sign(c) < 0 ? flipped(scaled) : scaled;
};

const positive = (k: Order): boolean => compare(k, zero) > 0;
const isRational = (k: Order): k is Q.Rational => typeof k !== 'string';

/** Growth of every node towards the infinite end of the analysed cell (side 1: +∞, −1: −∞). */
export function createGrowth(on: Analysis, side: 1 | -1): (n: number) => Growth {
  const { dag } = on;
  const rationalFunction = createRationalFunctions(dag, on.branch);
  const memo = new Map<number, Growth>();

  const of = (n: number): Growth => {
    let result = memo.get(n);
    if (result === undefined) {
      result = on.range(n) === null ? unknown : sharpen(n, byStructure(n));
      memo.set(n, result);
    }
    return result;
  };

  /** What the enclosure over the half-line says by itself. */
  function sharpen(n: number, g: Growth): Growth {
    const X = on.range(n)!;
    const bounded = X.lower !== null && X.upper !== null;
    const apart = (X.lower !== null && X.lower.m > 0n) || (X.upper !== null && X.upper.m < 0n);
    return {
      upper: bounded ? min(g.upper, zero) : g.upper,
      lower: apart ? max(g.lower, zero) : g.lower,
      above: bounded || isRational(g.upper) || g.upper === '-inf' ? zero : g.above,
      below: apart || isRational(g.lower) || g.lower === '+inf' ? zero : g.below,
      surge: g.surge,
      slow: apart ? max(slowOf(g), zero) : slowOf(g),
      slope: bounded ? flat : slopeOf(g),
      sign: on.sign(n) ?? g.sign,
    };
  }

  function byRationalFunction(n: number): Growth | null {
    const f = rationalFunction(n);
    if (f === null) return null;
    const [a, b] = [P.degree(f.numerator), P.degree(f.denominator)];
    if (a < 0) return vanishing;
    const leading = Q.sign(f.numerator[a]!) * Q.sign(f.denominator[b]!);
    const flip = side === -1 && (a - b) % 2 !== 0 ? -1 : 1;
    return power(Q.rational(BigInt(a - b)), (leading * flip) as Sign);
  }

  function byStructure(n: number): Growth {
    const { op, args } = dag.nodes[n]!;
    const exact = byRationalFunction(n);
    if (exact) return exact;
    const chosen = on.branch(n);
    if (chosen !== null) return of(chosen);
    const [u, v] = args as [number, number];
    switch (op) {
      case 'neg': {
        const g = of(u);
        const sign = g.sign === null ? null : (-g.sign as Sign);
        return { ...g, slope: flipped(slopeOf(g)), sign };
      }
      case 'abs': {
        const g = of(u);
        const sign = g.sign === null ? null : ((g.sign * g.sign) as Sign);
        const slope = g.sign === 1 ? slopeOf(g) : g.sign === -1 ? flipped(slopeOf(g)) : free;
        return { ...g, slope, sign };
      }
      case 'add':
        return sum(args);
      case 'mul':
        return { ...args.map(of).reduce(product), slope: slopeOfProduct(args) };
      case 'div': {
        const divisor = rationalConstant(dag, v);
        const quotient = product(of(u), reciprocal(of(v)));
        return divisor === null || Q.sign(divisor) === 0
          ? quotient
          : { ...quotient, slope: steeper(of(u), Q.div(Q.one, divisor)) };
      }
      case 'sqrt':
        return rationalPower(of(u), Q.rational(1n, 2n));
      case 'cbrt':
        return rationalPower(of(u), Q.rational(1n, 3n));
      case 'pow': {
        const exponent = rationalConstant(dag, v);
        if (exponent !== null) return rationalPower(of(u), exponent);
        break;
      }
      case 'exp':
        return exponential(of(u), on.range(u)!);
      case 'log':
        return logarithm(of(u));
      case 'if':
        return args.slice(1).every((arg) => on.range(arg) !== null)
          ? either([args[1]!, args[2]!].map(of))
          : unknown;
      case 'max':
      case 'min':
        return either(args.map(of));
      case 'relu':
        return either([of(u), vanishing]);
      case 'floor': {
        // |⌊u⌋| ≤ |u| + 1, and ⌊u⌋/u → 1 where |u| → ∞.
        const g = of(u);
        const large = positive(g.lower);
        return large ? g : { ...unknown, upper: max(g.upper, zero), above: max(g.above, zero) };
      }
      case 'softplus': {
        // u ≤ softplus(u) ≤ |u| + 1 where u ≥ 0.
        const g = of(u);
        if (g.sign === 1) return { ...g, upper: max(g.upper, zero), above: max(g.above, zero) };
        return { ...unknown, upper: max(g.upper, zero), above: max(g.above, zero), sign: 1 };
      }
      case 'gelu': {
        // |gelu(u)| ≤ |u|, and gelu(u) ≥ u/2 where u ≥ 0.
        const g = of(u);
        if (g.sign === 1) return { ...g, slope: free };
        return { ...unknown, upper: g.upper, above: g.above };
      }
      case 'asinh': {
        // |asinh(u)| ≤ log(2|u| + 1), and asinh(u) ~ ±log(2|u|).
        const g = of(u);
        const upper = isRational(g.upper) || g.upper === '-inf' ? zero : max(g.above, zero);
        const lower = positive(g.lower) ? (g.surge ?? zero) : '-inf';
        return { ...unknown, upper, lower, sign: g.sign };
      }
      case 'gamma': {
        // e^u ≤ Γ(u) ≤ u^u for u ≥ 8.
        const g = of(u);
        if (g.sign !== 1 || !positive(g.lower) || !isRational(g.upper)) return unknown;
        const surge = isRational(g.lower) ? g.lower : null;
        return { upper: '+inf', lower: '+inf', above: g.upper, below: zero, surge, sign: 1 };
      }
    }
    const definition = definitionOf(dag, n);
    return definition === null || on.range(definition) === null ? unknown : of(definition);
  }

  /**
   * A term outgrows the rest if its lower order exceeds every other upper order: then the sum is
   * between half of it and twice it. Terms of one sign cannot cancel.
   */
  function sum(args: readonly number[]): Growth {
    // Rational parts together, so that x² − x² counts as 0, unless that is too long to write.
    const rational = args.filter((arg) => rationalFunction(arg) !== null);
    const others = args.filter((arg) => rationalFunction(arg) === null);
    const terms = others.map(of);
    const together = rational.length > 1 ? dag.intern('add', ...rational) : null;
    if (together !== null && rationalFunction(together) !== null) terms.push(of(together));
    else terms.push(...rational.map(of));
    const upper = terms.map((t) => t.upper).reduce(max);
    const slope: Slope = [
      terms.map((t) => slopeOf(t)[0]).reduce((a, b) => plus(a, b, '-inf')),
      terms.map((t) => slopeOf(t)[1]).reduce((a, b) => plus(a, b, '+inf')),
    ];
    const above = terms.map((t) => t.above).reduce(max);
    for (const t of terms) {
      const rest = terms.filter((s) => s !== t);
      const leads = rest.every((s) => outgrows(t, s));
      if (leads && t.lower !== '-inf') return { ...t, upper, above: max(above, zero), slope };
    }
    const sign = terms[0]!.sign;
    if (sign !== null && sign !== 0 && terms.every((t) => t.sign === sign || t.sign === 0)) {
      const lower = terms.map((t) => t.lower).reduce(max);
      const surges = terms.flatMap((t) => (t.surge ? [t.surge] : []));
      const surge = surges.length ? surges.reduce((a, b) => (Q.compare(a, b) > 0 ? a : b)) : null;
      const below = terms.map((t) => t.below).reduce(min);
      const slow = terms.map(slowOf).reduce(max);
      return { upper, lower, above: max(above, zero), below, surge, slow, slope, sign };
    }
    return { ...unknown, upper, above: max(above, zero), slope };
  }

  /** c·u for one factor u, c rational or bounded on the half-line. */
  function slopeOfProduct(args: readonly number[]): Slope {
    const others = args.filter((arg) => rationalConstant(dag, arg) === null);
    const rational = args.flatMap((arg) => rationalConstant(dag, arg) ?? []).reduce(Q.mul, Q.one);
    if (others.length === 1) return steeper(of(others[0]!), rational);
    for (const u of others) {
      const slope = slopeOf(of(u));
      const factors = others.filter((arg) => arg !== u).map((arg) => endsOf(on.range(arg)!));
      if (others.length - factors.length !== 1 || !factors.every((ends) => ends !== null)) continue;
      if (!slope.every(isRational)) continue;
      // Between the least and the largest product of ends.
      const [least, most] = factors.reduce<readonly [Q.Rational, Q.Rational]>(
        (ends, f) => hullOfProducts(ends, f),
        [slope[0] as Q.Rational, slope[1] as Q.Rational],
      );
      return steeper({ ...unknown, slope: [least, most] }, rational);
    }
    return free;
  }

  return of;
}

type Ends = readonly [Q.Rational, Q.Rational];

/** Null: unbounded, or of ends too large or small to be of use. */
function endsOf({ lower, upper }: I.Interval): Ends | null {
  const [a, b] = [rationalOf(lower), rationalOf(upper)];
  return a && b && [a, b];
}

function hullOfProducts(p: Ends, q: Ends): Ends {
  const products = p.flatMap((a) => q.map((b) => Q.mul(a, b))).sort(Q.compare);
  return [products[0]!, products.at(-1)!];
}

function outgrows(t: Growth, s: Growth): boolean {
  if (s.sign === 0 || compare(t.lower, s.upper) > 0) return true;
  return t.surge !== null && compare(t.surge, s.above) > 0;
}

function product(a: Growth, b: Growth): Growth {
  const sign =
    a.sign === 0 || b.sign === 0
      ? 0
      : a.sign !== null && b.sign !== null
        ? ((a.sign * b.sign) as Sign)
        : null;
  // A surge survives a factor that shrinks at most like a smaller exponential.
  const surges = [
    [a.surge, b.below],
    [b.surge, a.below],
  ] as const;
  const kept = surges.flatMap(([s, below]) => (s !== null && compare(s, below) > 0 ? [s] : []));
  const surge = kept.length ? kept.reduce((p, q) => (Q.compare(p, q) > 0 ? p : q)) : null;
  return {
    upper: plus(a.upper, b.upper, '+inf'),
    lower: surge !== null ? '+inf' : plus(a.lower, b.lower, '-inf'),
    above: max(a.above, b.above),
    below: max(a.below, b.below),
    surge,
    slow: plus(slowOf(a), slowOf(b), '-inf'),
    sign,
  };
}

/** 1/v, where v ≠ 0 on the half-line. */
function reciprocal(v: Growth): Growth {
  return {
    upper: minus(v.lower),
    lower: minus(v.upper),
    above: v.below,
    below: v.above,
    surge: null,
    sign: v.sign,
  };
}

function rationalPower(g: Growth, exponent: Q.Rational): Growth {
  const s = Q.sign(exponent);
  if (s === 0) return power(Q.zero, 1);
  const base = s > 0 ? g : reciprocal(g);
  const k = s > 0 ? exponent : Q.neg(exponent);
  const even = Q.isInteger(exponent) && exponent.num % 2n === 0n;
  const sign = even && g.sign === -1 ? 1 : g.sign;
  const slow = times(slowOf(base), k);
  // (log r)^k = o(log r) for k < 1.
  const logarithmic = slopeOf(base).every(isRational) && compare(k, Q.one) < 0;
  const slope = logarithmic ? flat : free;
  return {
    ...base,
    upper: times(base.upper, k),
    lower: times(base.lower, k),
    slow,
    slope,
    sign,
  };
}

/** exp(u) by the size and the sign of u. */
function exponential(u: Growth, U: I.Interval): Growth {
  const surge = positive(u.lower) && isRational(u.lower) ? u.lower : null;
  const bounds = { sign: 1 as const, surge: null };
  if (u.sign === 1 && positive(u.lower))
    return { ...bounds, upper: '+inf', lower: '+inf', above: u.upper, below: zero, surge };
  if (u.sign === -1 && positive(u.lower))
    return { ...bounds, upper: '-inf', lower: '-inf', above: zero, below: u.upper };
  // u ≥ (log r)^k with k > 1 exceeds m·log r for every m.
  if (u.sign === 1 && compare(slowOf(u), Q.one) > 0)
    return { ...bounds, upper: '+inf', lower: '+inf', above: u.upper, below: zero };
  // u ≤ C: bounded; u ≥ −C: bounded away from 0. An upper order < 0 means u → 0.
  const [least, most] = slopeOf(u);
  const small = compare(u.upper, zero) < 0;
  const bounded = small || U.upper !== null || u.sign === -1 || u.sign === 0;
  const apart = small || U.lower !== null || u.sign === 1 || u.sign === 0;
  return {
    ...bounds,
    // e^(k·log r) = r^k.
    upper: min(most, bounded ? zero : '+inf'),
    lower: max(least, apart ? zero : '-inf'),
    above: bounded ? zero : u.upper,
    below: apart ? zero : u.upper,
  };
}

/** log(u), u > 0: order 0 where u is between powers, else as large as the exponents of u. */
function logarithm(u: Growth): Growth {
  const upper = max(max(u.above, u.below), zero);
  const lower = u.surge ?? (positive(u.lower) ? zero : null);
  const slope: Slope = [u.lower, u.upper];
  return lower === null
    ? { ...unknown, upper, slope }
    : { ...unknown, upper, lower, slow: Q.one, slope, sign: 1 };
}

/** One of several, point by point. */
function either(parts: readonly Growth[]): Growth {
  const signs = new Set(parts.map((p) => p.sign));
  return {
    upper: parts.map((p) => p.upper).reduce(max),
    lower: parts.map((p) => p.lower).reduce(min),
    above: parts.map((p) => p.above).reduce(max),
    below: parts.map((p) => p.below).reduce(max),
    surge: null,
    sign: signs.size === 1 ? parts[0]!.sign : null,
  };
}
