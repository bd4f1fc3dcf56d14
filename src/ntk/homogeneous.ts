/**
 * # The arc-cosine form, enclosed
 *
 * σ = a·x + b·|x|, exactly: E[σ(u)σ(v)] = √(q_i q_j)(a²ρ + b²·(2/π)(√(1 − ρ²) + ρ asin ρ)) and
 * E[σ′(u)σ′(v)] = a² + b²·(2/π) asin ρ (Y. Cho, L. Saul, NIPS 2009).
 */
import * as E from '../arith/enclosure.ts';
import type { Enclosure } from '../arith/enclosure.ts';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { addExpr } from '../cells/nodes.ts';
import { unlimited } from '../checker/ensure.ts';
import { createDag } from '../checker/expression.ts';
import { createRationalFunctions } from '../checker/rational-function.ts';
import type { Expr } from '../expr/expr.ts';
import { arcsines } from './arcsine.ts';
import { exactPieces } from './exact-piece.ts';
import type { DualEnclosure } from './dual-enclosure.ts';
import type { DualRequest } from './dual-request.ts';

/** The slope of an expression that is c·x; null for any other. */
function slopeOf(expr: Expr): Rational | null {
  const dag = createDag(unlimited);
  const found = createRationalFunctions(dag, () => null)(addExpr(dag, expr));
  if (found === null || found.denominator.length !== 1 || found.numerator.length > 2) return null;
  const [c0 = Q.zero, c1 = Q.zero] = found.numerator;
  return c0.num === 0n ? Q.div(c1, found.denominator[0]!) : null;
}

/** a and b of σ = a·x + b·|x|; null if σ is not shown to be of that form. */
function linesOf(expr: Expr): readonly [Rational, Rational] | null {
  const pieces = exactPieces(expr, 64);
  if (pieces.length > 2 || pieces.some(({ gap }) => gap)) return null;
  if (pieces.length === 2 && Q.sign(pieces[0]!.upper!) !== 0) return null;
  const [left, right] = [slopeOf(pieces[0]!.expr), slopeOf(pieces.at(-1)!.expr)];
  if (left === null || right === null) return null;
  const half = Q.rational(1, 2);
  return [Q.mul(half, Q.add(right, left)), Q.mul(half, Q.sub(right, left))];
}

/** Whether σ is shown to be a·x + b·|x|. */
export const isAngular = (expr: Expr): boolean => linesOf(expr) !== null;

/** null: σ is not of this form, is 0, or its derivative at a variance 0 is wanted. */
export function angular(
  expr: Expr,
  variances: readonly Enclosure[],
  { bits, slopes }: DualRequest,
): DualEnclosure | null {
  const lines = linesOf(expr);
  if (lines === null) return null;
  const [a2, b2] = lines.map((c) => Q.mul(c, c)) as [Rational, Rational];
  const total = Q.add(a2, b2);
  const kink = b2.num !== 0n;
  if (total.num === 0n || (kink && slopes && variances.some((q) => !E.certainlyPositive(q))))
    return null;
  const p = bits + 16;
  const of = (q: Rational): Enclosure => E.fromRational(q, p);
  const absolute = of(Q.div(b2, total));
  const [linear, linearDoubt] = writeFixed(of(Q.div(a2, total)), bits);
  const [arc, arcDoubt] = writeFixed(
    E.mul(absolute, E.div(of(Q.rational(2)), E.pi(p), p)!, p),
    bits,
  );
  const size = E.apply('sqrt', [of(total)], p)!;
  const shift = BigInt(bits);
  const unit = 1n << shift;
  const clamp = (m: bigint): bigint => (m > unit ? unit : m < -unit ? -unit : m);
  const asin = arcsines(bits);
  return {
    kind: 'dual',
    norms: variances.map((q) => E.mul(size, E.apply('sqrt', [q], p)!, p)),
    slopeNorms: slopes ? variances.map(() => size) : null,
    pair(_i, _j, rho, doubt, out) {
      if (!kink) {
        [out.value, out.doubt] = [rho, doubt];
        [out.slope, out.slopeDoubt] = [unit, 0];
        return;
      }
      const centre = clamp(rho);
      const middle = asin(centre);
      // √(1 − ρ²) + ρ asin ρ ≤ π/2, and its derivative is asin ρ: π/2·doubt beside the middle.
      const curve = middle.cosine + ((centre * middle.angle) >> shift);
      const curveDoubt = middle.doubt + 2;
      out.value = (linear * centre + arc * curve) >> shift;
      out.doubt = (linearDoubt + 1.6 * arcDoubt + curveDoubt + doubt + 1) * 1.001;
      if (!slopes) return;
      const wide = BigInt(Math.ceil(doubt));
      const [low, high] = [asin(clamp(rho - wide)), asin(clamp(rho + wide))];
      const angle = (low.angle + high.angle) >> 1n;
      const reach = Number(high.angle - low.angle) / 2 + Math.max(low.doubt, high.doubt) + 1;
      out.slope = linear + ((arc * angle) >> shift);
      out.slopeDoubt = (linearDoubt + 1.6 * arcDoubt + reach + 1) * 1.001;
    },
  };
}

const writeFixed = (e: Enclosure, bits: number): readonly [bigint, number] => {
  const [m, d] = E.toFixed(e, bits);
  return [m, Number(d)];
};
