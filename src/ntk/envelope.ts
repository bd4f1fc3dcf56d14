/**
 * # Envelopes: how large an activation can be far out
 *
 * |σ(x)| ≤ A·|x|^p·e^{b|x| + c x²} for every x on a half-line ±x ≥ X, X ≥ 1, with rational A, p, b,
 * c ≥ 0: by structure, and by enclosure over the half-line where σ is bounded there. It bounds what
 * a quadrature over [−X, X] leaves of a Gaussian integral.
 */
import * as E from '../arith/enclosure.ts';
import type { Enclosure } from '../arith/enclosure.ts';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { rationalConstant } from '../expr/constant.ts';
import { evaluate } from '../expr/evaluate.ts';
import type { Expr } from '../expr/expr.ts';

export interface Envelope {
  readonly factor: Rational;
  readonly power: Rational;
  readonly rate: Rational;
  readonly squareRate: Rational;
}

const PRECISION = 64;
const larger = (a: Rational, b: Rational): Rational => (Q.compare(a, b) >= 0 ? a : b);
const constant = (factor: Rational): Envelope => ({
  factor,
  power: Q.zero,
  rate: Q.zero,
  squareRate: Q.zero,
});

// |x| ≥ 1: larger exponents bound smaller ones.
const sum = (a: Envelope, b: Envelope): Envelope => ({
  factor: Q.add(a.factor, b.factor),
  power: larger(a.power, b.power),
  rate: larger(a.rate, b.rate),
  squareRate: larger(a.squareRate, b.squareRate),
});

const product = (a: Envelope, b: Envelope): Envelope => ({
  factor: Q.mul(a.factor, b.factor),
  power: Q.add(a.power, b.power),
  rate: Q.add(a.rate, b.rate),
  squareRate: Q.add(a.squareRate, b.squareRate),
});

/** The r-th power, r > 0; A^r ≤ max(1, A)^⌈r⌉. */
function raised(a: Envelope, r: Rational): Envelope | null {
  const whole = Q.isInteger(r) ? r.num : Q.floor(r) + 1n;
  if (whole > 64n) return null;
  const base = Q.isInteger(r) ? a.factor : larger(Q.one, a.factor);
  return {
    factor: Q.pow(base, Number(whole)),
    power: Q.mul(a.power, r),
    rate: Q.mul(a.rate, r),
    squareRate: Q.mul(a.squareRate, r),
  };
}

const magnitude = (e: Enclosure | null): Rational | null => e && E.upperRational(E.abs(e));

/** @param side 1 for x ≥ from, −1 for x ≤ −from; from ≥ 1; null: no envelope found */
export function envelope(expr: Expr, side: 1 | -1, from: Rational): Envelope | null {
  const far =
    side === 1
      ? E.fromRationals(from, null, PRECISION)
      : E.fromRationals(null, Q.neg(from), PRECISION);
  const memo = new Map<Expr, Envelope | null>();
  const range = (e: Expr): Enclosure | null => evaluate(e, far, PRECISION);
  const of = (e: Expr): Envelope | null => {
    let found = memo.get(e);
    if (found === undefined) {
      const bounded = magnitude(range(e));
      found = bounded !== null ? constant(bounded) : byStructure(e);
      memo.set(e, found);
    }
    return found;
  };
  const all = (
    args: readonly Expr[],
    combine: (a: Envelope, b: Envelope) => Envelope,
    each = of,
  ): Envelope | null => {
    const found = args.map(each);
    return found.some((one) => one === null)
      ? null
      : (found as Envelope[]).reduce((a, b) => combine(a, b));
  };
  /** e^{|u|} */
  const exponential = (u: Expr): Envelope | null => {
    const upper = range(u);
    const most = upper && E.upperRational(upper);
    if (upper !== null && most !== null && most !== undefined) {
      const value = magnitude(E.apply('exp', [E.fromRational(most, PRECISION)], PRECISION));
      return value && constant(value);
    }
    if (u.kind === 'call' && u.name === 'add') return all(u.args, product, exponential);
    const a = of(u);
    if (a === null || a.rate.num !== 0n || a.squareRate.num !== 0n) return null;
    if (Q.compare(a.power, Q.one) <= 0) return { ...constant(Q.one), rate: a.factor };
    if (Q.compare(a.power, Q.rational(2)) <= 0) return { ...constant(Q.one), squareRate: a.factor };
    return null;
  };
  const wider = (u: Expr): Envelope | null => {
    const a = of(u);
    return a && sum(a, constant(Q.one));
  };
  /** 0 ≤ log u ≤ log A + p|x| + b|x| + c x², u ≥ 1 */
  const logarithm = (u: Expr): Envelope | null => {
    const [a, values] = [of(u), range(u)];
    const least = values && E.lowerRational(values);
    if (a === null || !least || Q.compare(least, Q.one) < 0) return null;
    const first = magnitude(
      E.apply('log', [E.fromRational(larger(a.factor, Q.one), PRECISION)], PRECISION),
    );
    if (first === null) return null;
    const factor = [a.power, a.rate, a.squareRate].reduce((s, t) => Q.add(s, t), first);
    const power = Q.rational(a.squareRate.num === 0n ? 1 : 2);
    return { ...constant(factor), power };
  };

  const byStructure = (e: Expr): Envelope | null => {
    if (e.kind === 'variable') return { ...constant(Q.one), power: Q.one };
    if (e.kind === 'if') return all([e.then, e.otherwise], sum);
    if (e.kind !== 'call') return null;
    const [u, v] = e.args as [Expr, Expr];
    switch (e.name) {
      case 'add':
      case 'max':
      case 'min':
      case 'clip':
        return all(e.args, sum);
      case 'mul':
        return all(e.args, product);
      case 'div': {
        const [a, below] = [of(u), range(v)];
        const least = below && E.lowerRational(E.abs(below));
        if (a === null || !least || least.num === 0n) return null;
        return product(a, constant(Q.div(Q.one, least)));
      }
      case 'pow': {
        const r = rationalConstant(v);
        const a = r !== null && r.num > 0n ? of(u) : null;
        return a && raised(a, r!);
      }
      case 'sqrt': {
        const a = of(u);
        return a && raised(a, Q.rational(1, 2));
      }
      case 'cbrt': {
        const a = of(u);
        return a && raised(a, Q.rational(1, 3));
      }
      case 'exp':
        return exponential(u);
      case 'expm1':
      case 'sinh':
      case 'cosh': {
        const [up, down] = [
          exponential(u),
          e.name === 'expm1' ? constant(Q.one) : exponential(negated(u)),
        ];
        return up && down && sum(up, down);
      }
      case 'neg':
      case 'abs':
      case 'relu':
      case 'gelu':
      case 'asinh':
      case 'acosh':
      case 'atan':
        return of(u);
      case 'softplus':
      case 'floor':
      case 'ceil':
      case 'round':
        return wider(u);
      case 'log':
        return logarithm(u);
      case 'log1p':
        return logarithm({
          kind: 'call',
          name: 'add',
          args: [{ kind: 'number', value: Q.one }, u],
        });
      default:
        return null;
    }
  };
  return of(expr);
}

const negated = (u: Expr): Expr =>
  u.kind === 'call' && u.name === 'neg' ? u.args[0]! : { kind: 'call', name: 'neg', args: [u] };

/**
 * ≥ ∫_{z ≥ T} σ(±√q z)² φ(z) dz, T = from/√q; null where the bound does not reach. The integrand
 * A²(√q z)^{2p} e^{2b√q z + 2cq z²} φ(z) falls from T on at least like e^{−δ(z − T)},
 * δ = T(1 − 4cq) − 2p/T − 2b√q > 0.
 */
export function tailSquare(
  { factor, power, rate, squareRate }: Envelope,
  from: Rational,
  variance: Enclosure,
): Rational | null {
  const p = PRECISION;
  const of = (q: Rational): Enclosure => E.fromRational(q, p);
  const root = E.apply('sqrt', [variance], p);
  const T = root && E.div(of(from), root, p);
  if (root === null || !T) return null;
  const curvature = E.sub(of(Q.one), E.mul(of(Q.mul(Q.rational(4), squareRate)), variance, p), p);
  if (!E.certainlyPositive(curvature)) return null;
  const twice = (q: Rational): Enclosure => of(Q.mul(Q.rational(2), q));
  const fall = E.sub(
    E.sub(E.mul(T, curvature, p), E.div(twice(power), T, p)!, p),
    E.mul(twice(rate), root, p),
    p,
  );
  if (!E.certainlyPositive(fall)) return null;
  const x = of(from);
  const logs = E.apply('log', [x], p)!;
  const exponent = [
    E.mul(twice(power), logs, p),
    E.mul(twice(rate), x, p),
    E.neg(E.mul(E.mul(curvature, E.mul(T, T, p), p), of(Q.rational(1, 2)), p)),
  ].reduce((a, b) => E.add(a, b, p));
  const turn = E.apply('sqrt', [E.mul(twice(Q.one), E.pi(p), p)], p)!;
  const square = of(Q.mul(factor, factor));
  const top = E.mul(square, E.apply('exp', [exponent], p)!, p);
  return magnitude(E.div(top, E.mul(fall, turn, p), p));
}
