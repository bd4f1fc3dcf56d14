/**
 * # High Hermite coefficients of activations with kinks
 *
 * Parts are integrated until only the jumps J_m of σ^{(m)} at its breakpoints are left:
 * a_k = Σ_t Σ_{m ≤ M} J_m q^{m/2} √((k−m−1)!/k!) h_{k−m−1}(t/√q) φ(t/√q) + rest, where the rest is of the
 * size of the next derivative times k^{−(M+1)/2}: exactly 0 for piecewise polynomials. b_k is the
 * same of σ′. Coefficients by quadrature tell whether the rest is negligible.
 */
import type { Expr } from '../expr/expr.ts';
import { approxFunction } from '../expr/approx-evaluate.ts';
import { derivative } from '../expr/derivative.ts';
import { postOrder } from '../expr/structure.ts';
import { rootDensity } from './panel.ts';
import type { Pieces, SmoothPiece } from './smooth-piece.ts';

interface Kink {
  readonly at: number;
  /** Of σ, σ′, σ″, …: as many for every kink. */
  readonly jumps: readonly number[];
}

/** Derivatives at most, and the size from which on no further one is taken. */
const ORDERS = 16;
const SIZE = 400;
const KINKS = 16;
/** √φ is below 1e−19 beyond. */
const FAR = 13;

const memo = new WeakMap<readonly SmoothPiece[], readonly Kink[] | null>();

/** null: there are none, too many, or ones where a derivative is not finite. */
function kinksOf(pieces: readonly SmoothPiece[]): readonly Kink[] | null {
  let found = memo.get(pieces);
  if (found === undefined) {
    found = pieces.length > 1 && pieces.length <= KINKS + 1 ? computeKinks(pieces) : null;
    memo.set(pieces, found);
  }
  return found;
}

function computeKinks(pieces: readonly SmoothPiece[]): readonly Kink[] | null {
  const towers = pieces.map(({ expr }) => derivativesOf(expr));
  const orders = Math.min(...towers.map((tower) => tower.length));
  const kinks = pieces.slice(1).map(({ lower: at }, p) => ({
    at,
    jumps: Array.from({ length: orders }, (_, m) => towers[p + 1]![m]!(at) - towers[p]![m]!(at)),
  }));
  return orders > 2 && kinks.every(({ jumps }) => jumps.every(Number.isFinite)) ? kinks : null;
}

function derivativesOf(expr: Expr): ((x: number) => number)[] {
  const all: ((x: number) => number)[] = [];
  let next: Expr | null = expr;
  while (next !== null && all.length < ORDERS && postOrder(next).length < SIZE) {
    all.push(approxFunction(next));
    next = derivative(next);
  }
  return all;
}

/** Whether high coefficients at a variance may come from kinks. */
export const hasKinks = (pieces: Pieces, variance: number): boolean =>
  kinksOf(pieces.within(50 * Math.sqrt(variance))) !== null;

export interface KinkCoefficients {
  /** a_k and b_k, k < terms; of use where the rest is negligible. */
  readonly values: Float64Array;
  readonly slopes: Float64Array;
}

/** Up to the rest; null where σ has no kinks, or none that are known to many derivatives. */
export function kinkCoefficients(
  pieces: Pieces,
  variance: number,
  terms: number,
): KinkCoefficients | null {
  const root = Math.sqrt(variance);
  const kinks = kinksOf(pieces.within(50 * root));
  if (kinks === null) return null;
  const [values, slopes] = [new Float64Array(terms), new Float64Array(terms)];
  for (const { at, jumps } of kinks) {
    const t = at / root;
    if (Math.abs(t) > FAR || jumps.every((jump) => jump === 0)) continue;
    const orders = jumps.length;
    // J_m q^{m/2} of σ(√q z), and of σ′(√q z).
    const own = jumps.map((jump, m) => jump * root ** m);
    const ofSlope = jumps.slice(1).map((jump, m) => jump * root ** m);
    const psi = rootDensity(t);
    // h_n φ at t, the last ones.
    const h = new Float64Array(terms);
    let [low, high] = [psi, 0];
    for (let k = 0; k < terms; k += 1) {
      h[k] = low * psi;
      const next = (t * low - Math.sqrt(k) * high) / Math.sqrt(k + 1);
      [low, high] = [next, low];
    }
    for (let k = 1; k < terms; k += 1) {
      // √((k−m−1)!/k!)
      let factor = 1 / Math.sqrt(k);
      let [value, slope] = [0, 0];
      for (let m = 0; m < orders && m < k; m += 1) {
        const base = factor * h[k - m - 1]!;
        value += own[m]! * base;
        if (m < orders - 1) slope += ofSlope[m]! * base;
        factor /= Math.sqrt(k - m - 1);
      }
      values[k]! += value;
      slopes[k]! += slope;
    }
  }
  return { values, slopes };
}
