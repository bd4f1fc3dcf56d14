/**
 * # The analytic continuation of an expression
 *
 * On a real open interval where every guard takes one branch, an expression is analytic; the value
 * of its continuation is enclosed on rectangles. Every function is the principal one, on a fixed
 * domain that holds the real line's part where it is analytic, so that rectangles which cover a
 * simply connected set around the interval see one and the same continuation. null: not certainly
 * analytic there.
 *
 * Functions whose derivative is simpler: f(x + iy) = f(x) + i∫₀^y f′(x + it) dt.
 */
import * as C from '../arith/complex-enclosure.ts';
import type { Complex } from '../arith/complex-enclosure.ts';
import * as E from '../arith/enclosure.ts';
import type { Enclosure } from '../arith/enclosure.ts';
import { rational } from '../arith/rational.ts';
import { minus } from './build.ts';
import { rationalConstant } from './constant.ts';
import { decideCondition, evaluate } from './evaluate.ts';
import type { Expr, UnaryName } from './expr.ts';

type Call = Extract<Expr, { kind: 'call' }>;

interface Walk {
  readonly z: Complex;
  /** The real interval whose branches are continued. */
  readonly on: Enclosure;
  readonly precision: number;
  readonly memo: Map<Expr, Complex | null>;
}

/** @param on an open interval: guards are decided on it */
export function evaluateComplex(
  expr: Expr,
  z: Complex,
  on: Enclosure,
  precision: number,
): Complex | null {
  return valueOf(expr, { z, on, precision, memo: new Map() });
}

function valueOf(expr: Expr, walk: Walk): Complex | null {
  const known = walk.memo.get(expr);
  if (known !== undefined) return known;
  const value = compute(expr, walk);
  walk.memo.set(expr, value);
  return value;
}

function compute(expr: Expr, walk: Walk): Complex | null {
  const { precision: p } = walk;
  switch (expr.kind) {
    case 'variable':
      return walk.z;
    case 'number':
      return C.real(E.fromRational(expr.value, p));
    case 'constant':
      return C.real(expr.name === 'pi' ? E.pi(p) : E.euler(p));
    case 'if': {
      const branch = decideCondition(expr.condition, walk.on, p);
      return branch === null ? null : valueOf(branch ? expr.then : expr.otherwise, walk);
    }
    case 'call':
      return ofCall(expr, walk);
    default:
      return expr satisfies never;
  }
}

function ofCall(expr: Call, walk: Walk): Complex | null {
  const { precision: p } = walk;
  const [u, v, w] = expr.args as [Expr, Expr, Expr];
  const folded = (combine: (a: Complex, b: Complex, p: number) => Complex): Complex | null => {
    let sum: Complex | null = null;
    for (const arg of expr.args) {
      const value = valueOf(arg, walk);
      if (value === null) return null;
      sum = sum === null ? value : combine(sum, value, p);
    }
    return sum;
  };
  switch (expr.name) {
    case 'add':
      return folded(C.add);
    case 'mul':
      return folded(C.mul);
    case 'div': {
      const [a, b] = [valueOf(u, walk), valueOf(v, walk)];
      return a && b && C.div(a, b, p);
    }
    case 'pow':
      return ofPower(u, v, walk);
    case 'max':
    case 'min':
      return chosen(expr, walk);
    case 'clip': {
      if (certainlyAtLeast(v, u, walk)) return valueOf(v, walk);
      if (certainlyAtLeast(u, w, walk)) return valueOf(w, walk);
      const inside = certainlyAtLeast(u, v, walk) && certainlyAtLeast(w, u, walk);
      return inside ? valueOf(u, walk) : null;
    }
    default:
      return ofGuard(expr.name, u, walk) ?? ofUnary(expr.name, u, walk);
  }
}

const certainlyAtLeast = (a: Expr, b: Expr, { on, precision }: Walk): boolean => {
  const gap = evaluate(minus(a, b), on, precision);
  return gap !== null && E.certainlyNonNegative(gap);
};

/** The argument that is the largest (smallest) on the whole interval. */
function chosen(expr: Call, walk: Walk): Complex | null {
  const best = expr.args.find((a) =>
    expr.args.every(
      (b) =>
        a === b ||
        (expr.name === 'max' ? certainlyAtLeast(a, b, walk) : certainlyAtLeast(b, a, walk)),
    ),
  );
  return best === undefined ? null : valueOf(best, walk);
}

/** Functions made of branches; null where the branch is not certain, or for any other function. */
function ofGuard(name: UnaryName, u: Expr, walk: Walk): Complex | null {
  const { on, precision: p } = walk;
  const constant = (n: bigint | number): Complex => C.real(E.fromRational(rational(n), p));
  const signs = ['abs', 'relu', 'sign', 'heaviside', 'cbrt'];
  const steps = ['floor', 'ceil', 'round'];
  if (!signs.includes(name) && !steps.includes(name)) return null;
  const range = evaluate(u, on, p);
  if (range === null) return null;
  if (steps.includes(name)) {
    const image = E.apply(name, [range], p);
    const value = image && E.exactRational(image);
    return value && C.real(E.fromRational(value, p));
  }
  const [up, down] = [E.certainlyPositive(range), E.certainlyNegative(range)];
  const own = (): Complex | null => valueOf(u, walk);
  const opposite = (): Complex | null => {
    const value = own();
    return value && C.neg(value);
  };
  const third = (value: Complex | null): Complex | null =>
    value && C.power(value, rational(1, 3), p);
  switch (name) {
    case 'abs':
      return E.certainlyNonNegative(range)
        ? own()
        : E.certainlyNonPositive(range)
          ? opposite()
          : null;
    case 'relu':
      if (E.certainlyNonNegative(range)) return own();
      return E.certainlyNonPositive(range) ? constant(0) : null;
    case 'sign':
      return up ? constant(1) : down ? constant(-1) : null;
    case 'heaviside':
      return E.certainlyNonNegative(range) ? constant(1) : down ? constant(0) : null;
    default: {
      if (up) return third(own());
      const root = down ? third(opposite()) : null;
      return root && C.neg(root);
    }
  }
}

function ofPower(u: Expr, v: Expr, walk: Walk): Complex | null {
  const { precision: p } = walk;
  const base = valueOf(u, walk);
  if (base === null) return null;
  const r = rationalConstant(v);
  if (r !== null) return r.den === 1n ? C.integerPower(base, r.num, p) : C.power(base, r, p);
  const [exponent, l] = [valueOf(v, walk), C.log(base, p)];
  return exponent && l && C.exp(C.mul(exponent, l, p), p);
}

function ofUnary(name: UnaryName, arg: Expr, walk: Walk): Complex | null {
  const { precision: p } = walk;
  const z = valueOf(arg, walk);
  if (z === null) return null;
  const one = C.real(E.fromRational(rational(1), p));
  const half = C.real(E.fromRational(rational(1, 2), p));
  /** By the real function and the derivative on the segment. */
  const segment = (slope: (s: Complex) => Complex | null): Complex | null => {
    const atReal = E.apply(name, [z.re], p);
    if (atReal === null || C.isReal(z)) return atReal && C.real(atReal);
    const d = slope(C.towardsReal(z));
    return d && C.alongSegment(atReal, z.im, d, p);
  };
  const inverseRoot = (s: Complex): Complex | null => C.power(s, rational(-1, 2), p);
  switch (name) {
    case 'neg':
      return C.neg(z);
    case 'exp':
      return C.exp(z, p);
    case 'expm1':
      return C.add(C.exp(z, p), C.neg(one), p);
    case 'log':
      return C.log(z, p);
    case 'log1p':
      return C.log(C.add(one, z, p), p);
    case 'sqrt':
      return C.power(z, rational(1, 2), p);
    case 'sin':
      return C.sin(z, p);
    case 'cos':
      return C.cos(z, p);
    case 'tan':
      return C.tan(z, p);
    case 'sec':
      return C.reciprocal(C.cos(z, p), p);
    case 'csc':
      return C.reciprocal(C.sin(z, p), p);
    case 'cot':
      return C.div(C.cos(z, p), C.sin(z, p), p);
    case 'sinh':
      return C.sinh(z, p);
    case 'cosh':
      return C.cosh(z, p);
    case 'tanh':
      return C.tanh(z, p);
    case 'sech':
      return C.reciprocal(C.cosh(z, p), p);
    case 'csch':
      return C.reciprocal(C.sinh(z, p), p);
    case 'coth':
      return C.div(C.cosh(z, p), C.sinh(z, p), p);
    case 'sigmoid':
      return sigmoid(z);
    case 'softplus':
      return segment(sigmoid);
    case 'asin':
      return segment((s) => inverseRoot(C.add(one, C.neg(C.square(s, p)), p)));
    case 'acos':
      return segment((s) => {
        const d = inverseRoot(C.add(one, C.neg(C.square(s, p)), p));
        return d && C.neg(d);
      });
    case 'atan':
      return segment((s) => C.reciprocal(C.add(one, C.square(s, p), p), p));
    case 'asinh':
      return segment((s) => inverseRoot(C.add(one, C.square(s, p), p)));
    case 'acosh':
      return segment((s) => {
        const [a, b] = [inverseRoot(C.add(s, C.neg(one), p)), inverseRoot(C.add(s, one, p))];
        return a && b && C.mul(a, b, p);
      });
    case 'atanh':
      return segment((s) => C.reciprocal(C.add(one, C.neg(C.square(s, p)), p), p));
    case 'erf':
      return segment((s) => bell(s, rational(1), 'erf'));
    case 'erfc':
      return segment((s) => C.neg(bell(s, rational(1), 'erf')));
    case 'Phi':
      return segment((s) => bell(s, rational(1, 2), 'Phi'));
    case 'gelu': {
      const phi = E.apply('Phi', [z.re], p)!;
      const slope = bell(C.towardsReal(z), rational(1, 2), 'Phi');
      const value = C.isReal(z) ? C.real(phi) : C.alongSegment(phi, z.im, slope, p);
      return C.mul(z, value, p);
    }
    case 'sinc':
      // sinc z = ∫₀¹ cos(tz) dt
      return C.cos(C.towardsZero(z), p);
    case 'gamma':
      return gamma(z);
    default:
      // abs, sign and the like whose branch is not certain.
      return null;
  }

  /** (1 + tanh(z/2))/2 */
  function sigmoid(s: Complex): Complex | null {
    const t = C.tanh(C.mul(s, half, p), p);
    return t && C.mul(half, C.add(one, t, p), p);
  }

  /** e^{−c s²} times 2/√π (erf) or 1/√(2π) (Phi). */
  function bell(s: Complex, c: ReturnType<typeof rational>, of: 'erf' | 'Phi'): Complex {
    const e = C.exp(C.neg(C.mul(C.real(E.fromRational(c, p)), C.square(s, p), p)), p);
    const turn = of === 'erf' ? E.pi(p) : E.mul(E.pi(p), E.fromRational(rational(2), p), p);
    const root = E.apply('sqrt', [turn], p)!;
    const top = E.fromRational(rational(of === 'erf' ? 2 : 1), p);
    return C.mul(C.real(E.div(top, root, p)!), e, p);
  }

  /** |Γ(x + iy)| ≤ Γ(x) for x > 0. */
  function gamma(s: Complex): Complex | null {
    const size = E.certainlyPositive(s.re) ? E.apply('gamma', [s.re], p) : null;
    if (size === null) return null;
    const both = E.hull(E.neg(size), size);
    return { re: both, im: both };
  }
}
