/**
 * # Gram matrices, enclosed
 *
 * Σ^L or Θ^L on exact inputs, every entry an integer over 2^bits with a bound of its error. Between
 * layers Σ_ij/√(Σ_ii Σ_jj) and Θ_ij/√(Θ_ii Θ_jj) are carried, numbers in [−1, 1]; with κ, κ′ of
 * dual-enclosure.ts, n² = E[σ²], m² = E[σ′²],
 *
 *     Σ′_ij = w n_i n_j κ + b,   Θ′_ij = t n_i n_j κ + c + w √(Θ_ii Θ_jj) m_i m_j θ κ′
 *
 * where t = w and c = b in the NTK parameterisation.
 */
import * as E from '../arith/enclosure.ts';
import type { Enclosure } from '../arith/enclosure.ts';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import type { FixedBall } from '../linalg/fixed-point.ts';
import type { Expr } from '../expr/expr.ts';
import { hypotheses } from '../regularity/hypotheses.ts';
import { exactLayersOf } from './architecture.ts';
import type { ExactArchitecture, ExactWeightLayer } from './architecture.ts';
import { distinctVariances } from './distinct-variances.ts';
import { encloseDual } from './dual-enclosure.ts';
import type { DualEnclosure, PairValue } from './dual-enclosure.ts';
import { MAX_SERIES, UP } from './dual-request.ts';
import type { DualRequest } from './dual-request.ts';
import type { KernelName, NoKernel } from './kernel.ts';
import { existenceOf } from './kernel.ts';

export interface GramEnclosure {
  readonly kind: 'gram-enclosure';
  readonly kernel: KernelName;
  readonly n: number;
  /** The matrix over 2^ball.bits; rows of the lower triangle. */
  readonly ball: FixedBall;
}

/** No enclosure was found: nothing is said of the kernel. */
export interface NotEnclosed {
  readonly kind: 'not-enclosed';
  /** Hidden layer, from 1. */
  readonly layer: number;
  /** 'unsupported': no method for this activation; 'too-wide': enclosures wider than of use. */
  readonly code: 'unsupported' | 'too-wide';
  readonly reason: string;
}

export interface EncloseOptions {
  /** Terms of Hermite series at most: entries get wider, not wrong. As many as it takes unless given. */
  readonly terms?: number;
  /** Called with the fraction done; false stops the computation. */
  readonly progress?: (fraction: number) => boolean | void;
}

/** Entry (i, j) as an enclosure. */
export function gramEntry({ ball }: GramEnclosure, i: number, j: number): Enclosure {
  const [r, c] = i >= j ? [i, j] : [j, i];
  return E.fromFixed(
    ball.middle[r]![c]!,
    ball.radius[r]![c]!,
    ball.bits,
    Math.max(64, ball.bits + 64),
  );
}

/** Rows of the lower triangle. */
export function gramRows(gram: GramEnclosure): readonly (readonly Enclosure[])[] {
  return gram.ball.middle.map((row, i) => row.map((_, j) => gramEntry(gram, i, j)));
}

/** Σ or Θ: diagonal as enclosures, the normalised pairs j < i row by row, and their errors. */
interface Normalised {
  readonly diagonal: Enclosure[];
  readonly pairs: bigint[];
  readonly doubts: Float64Array;
}

/**
 * @param inputs N rows of d exact numbers
 * @param precision bits; entries are as good as about 2^−precision relative to the diagonal
 * @throws RangeError on an architecture, inputs or precision that do not fit
 */
export function encloseGram(
  architecture: ExactArchitecture,
  inputs: readonly (readonly Rational[])[],
  kernel: KernelName,
  precision: number,
  { progress, terms = MAX_SERIES }: EncloseOptions = {},
): GramEnclosure | NotEnclosed | NoKernel | { readonly kind: 'stopped' } {
  const d = inputs[0]?.length ?? 0;
  if (inputs.length === 0 || d === 0 || inputs.some((row) => row.length !== d))
    throw new RangeError('encloseGram: expected rows of one length ≥ 1');
  if (!(Number.isInteger(precision) && precision >= 16 && precision <= 512))
    throw new RangeError(`encloseGram: expected 16 to 512 bits of precision, got ${precision}`);
  const { weights, activations } = exactLayersOf(architecture);
  const bits = precision + 40;
  const sigma = firstLayer(inputs, weights[0]!, bits);
  let theta: Normalised | null =
    kernel === 'ntk' ? firstTangent(inputs, weights[0]!, sigma, bits) : null;
  for (const [l, expr] of activations.entries()) {
    const failure = existenceOf(
      expr,
      sigma.diagonal.map((q) => E.approxNumber(q)),
      kernel,
      l + 1,
    );
    if (failure !== null) return failure;
    if (kernel === 'ntk' && hypotheses(expr).locallyAbsolutelyContinuous.value !== true)
      return {
        kind: 'not-enclosed',
        layer: l + 1,
        code: 'unsupported',
        reason: 'σ is not shown to be locally absolutely continuous',
      };
    const dual = dualOf(expr, sigma, {
      bits,
      wanted: precision + 8,
      slopes: theta !== null,
      terms,
    });
    if (dual.kind === 'no-dual')
      return { kind: 'not-enclosed', layer: l + 1, code: 'unsupported', reason: dual.reason };
    const report = (row: number): boolean =>
      progress?.((l + row / inputs.length) / activations.length) !== false;
    const next = advance(dual.dual, dual.index, sigma, theta, weights[l + 1]!, bits, report);
    if (next === 'stopped') return { kind: 'stopped' };
    theta = next;
  }
  const ball = ballOf(kernel === 'ntk' ? theta! : sigma, precision);
  if (ball === null)
    return {
      kind: 'not-enclosed',
      layer: activations.length,
      code: 'too-wide',
      reason: 'errors exceed the range of their bounds',
    };
  return { kind: 'gram-enclosure', kernel, n: inputs.length, ball };
}

/** x_i·x_j, each row over its own denominator: one fraction is reduced a pair. */
function products(inputs: readonly (readonly Rational[])[]): (i: number, j: number) => Rational {
  const rows = inputs.map((row) => {
    const denominator = row.reduce((common, { den }) => Q.lcm(common, den), 1n);
    return { denominator, numerators: row.map(({ num, den }) => num * (denominator / den)) };
  });
  return (i, j) => {
    const [x, y] = [rows[i]!, rows[j]!];
    const sum = x.numerators.reduce((all, value, k) => all + value * y.numerators[k]!, 0n);
    return Q.rational(sum, x.denominator * y.denominator);
  };
}

/** [m, error] of an enclosure over 2^bits. */
const write = (e: Enclosure, bits: number): readonly [bigint, number] => {
  const [m, r] = E.toFixed(e, bits);
  return [m, Number(r)];
};

/** Exact products over the square roots of exact squares. */
function normalised(
  values: (i: number, j: number) => Rational,
  n: number,
  bits: number,
): Normalised {
  const p = bits + 32;
  const diagonal = Array.from({ length: n }, (_, i) => E.fromRational(values(i, i), p));
  const inverse = diagonal.map((q) =>
    E.certainlyPositive(q) ? E.apply('pow', [q, E.fromRational(Q.rational(-1, 2), 64)], p)! : null,
  );
  const pairs: bigint[] = [];
  const doubts = new Float64Array((n * (n - 1)) / 2);
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j < i; j += 1) {
      const [a, b] = [inverse[i], inverse[j]];
      const [m, r] =
        a && b
          ? write(E.mul(E.mul(E.fromRational(values(i, j), p), a, p), b, p), bits)
          : ([0n, 0] as const);
      doubts[pairs.length] = r;
      pairs.push(m);
    }
  return { diagonal, pairs, doubts };
}

function firstLayer(
  inputs: readonly (readonly Rational[])[],
  { weightVariance, biasVariance }: ExactWeightLayer,
  bits: number,
): Normalised {
  const scale = Q.div(weightVariance, Q.rational(inputs[0]!.length));
  const product = products(inputs);
  const value = (i: number, j: number): Rational =>
    Q.add(Q.mul(scale, product(i, j)), biasVariance);
  return normalised(value, inputs.length, bits);
}

function firstTangent(
  inputs: readonly (readonly Rational[])[],
  { weightVariance, biasVariance, tangentWeight, tangentBias }: ExactWeightLayer,
  sigma: Normalised,
  bits: number,
): Normalised {
  if (Q.equals(weightVariance, tangentWeight) && Q.equals(biasVariance, tangentBias))
    return { diagonal: [...sigma.diagonal], pairs: [...sigma.pairs], doubts: sigma.doubts.slice() };
  const scale = Q.div(tangentWeight, Q.rational(inputs[0]!.length));
  const product = products(inputs);
  const value = (i: number, j: number): Rational => Q.add(Q.mul(scale, product(i, j)), tangentBias);
  return normalised(value, inputs.length, bits);
}

/** One dual for all inputs; equal variances share a point. */
function dualOf(
  expr: Expr,
  sigma: Normalised,
  request: Omit<DualRequest, 'correlation'>,
):
  | { readonly kind: 'found'; readonly dual: DualEnclosure; readonly index: readonly number[] }
  | { readonly kind: 'no-dual'; readonly reason: string } {
  const { values, index } = distinctVariances(sigma.diagonal);
  const unit = 2 ** -request.bits;
  let correlation = 0;
  sigma.pairs.forEach((rho, p) => {
    correlation = Math.max(correlation, Math.abs(Number(rho)) * unit + sigma.doubts[p]! * unit);
  });
  const dual = encloseDual(expr, values, { ...request, correlation: Math.min(1, correlation) });
  return dual.kind === 'no-dual' ? dual : { kind: 'found', dual, index };
}

/** A factor of rows: integers over 2^bits, with errors. */
type Factors = readonly (readonly [bigint, number])[];

/** Σ in place; the next Θ is returned, null unless there is one. */
function advance(
  dual: DualEnclosure,
  index: readonly number[],
  sigma: Normalised,
  theta: Normalised | null,
  { weightVariance: w, biasVariance: b, tangentWeight: t, tangentBias: c }: ExactWeightLayer,
  bits: number,
  report: (row: number) => boolean,
): Normalised | null | 'stopped' {
  const n = index.length;
  const p = bits + 32;
  const of = (q: Rational): Enclosure => E.fromRational(q, p);
  const sqrt = (e: Enclosure): Enclosure => E.apply('sqrt', [e], p)!;
  const square = (e: Enclosure): Enclosure => E.powRational(e, Q.rational(2), p)!;
  const norm = (i: number): Enclosure => dual.norms[index[i]!]!;
  const slope = (i: number): Enclosure => dual.slopeNorms![index[i]!]!;
  const diagonal = index.map((_, i) => E.add(E.mul(of(w), square(norm(i)), p), of(b), p));
  const tangents =
    theta &&
    index.map((_, i) =>
      E.add(
        E.add(E.mul(of(t), square(norm(i)), p), of(c), p),
        E.mul(E.mul(of(w), theta.diagonal[i]!, p), square(slope(i)), p),
        p,
      ),
    );
  /** Numerator over the root of a diagonal; 0 where that is 0. */
  const over = (top: Enclosure, below: Enclosure): readonly [bigint, number] =>
    E.certainlyPositive(below) ? write(E.div(top, sqrt(below), p)!, bits) : [0n, 0];
  const rows = (f: (i: number) => Enclosure, below: readonly Enclosure[]): Factors =>
    index.map((_, i) => over(f(i), below[i]!));
  const value = rows((i) => E.mul(sqrt(of(w)), norm(i), p), diagonal);
  const bias = rows(() => sqrt(of(b)), diagonal);
  const ofTheta = tangents && {
    value: rows((i) => E.mul(sqrt(of(t)), norm(i), p), tangents),
    bias: rows(() => sqrt(of(c)), tangents),
    slope: rows(
      (i) => E.mul(E.mul(sqrt(of(w)), sqrt(theta.diagonal[i]!), p), slope(i), p),
      tangents,
    ),
  };
  const out: PairValue = { value: 0n, doubt: 0, slope: 0n, slopeDoubt: 0 };
  const one = 1n << BigInt(bits);
  const next = theta && { diagonal: tangents!, pairs: theta.pairs, doubts: theta.doubts };
  let k = 0;
  for (let i = 0; i < n; i += 1) {
    if (!report(i)) return 'stopped';
    for (let j = 0; j < i; j += 1, k += 1) {
      dual.pair(index[i]!, index[j]!, sigma.pairs[k]!, sigma.doubts[k]!, out);
      if (ofTheta !== null) {
        const tail = times(
          [theta!.pairs[k]!, theta!.doubts[k]!],
          [out.slope, out.slopeDoubt],
          bits,
        );
        const sum = plus(
          weighted(ofTheta.value, i, j, [out.value, out.doubt], bits),
          weighted(ofTheta.bias, i, j, [one, 0], bits),
          weighted(ofTheta.slope, i, j, tail, bits),
        );
        [theta!.pairs[k], theta!.doubts[k]] = sum;
      }
      const sum = plus(
        weighted(value, i, j, [out.value, out.doubt], bits),
        weighted(bias, i, j, [one, 0], bits),
      );
      [sigma.pairs[k], sigma.doubts[k]] = sum;
    }
  }
  sigma.diagonal.splice(0, n, ...diagonal);
  return next;
}

type Term = readonly [bigint, number];

/** |ab − ãb̃| ≤ |ã|δb + |b̃|δa + δaδb, and one rounding. */
function times([a, da]: Term, [b, db]: Term, bits: number): Term {
  const unit = 2 ** -bits;
  const [x, y] = [Math.abs(Number(a)) * unit, Math.abs(Number(b)) * unit];
  return [(a * b) >> BigInt(bits), (x * db + y * da + da * db * unit + 1) * UP];
}

const weighted = (factors: Factors, i: number, j: number, value: Term, bits: number): Term =>
  times(times(factors[i]!, factors[j]!, bits), value, bits);

const plus = (...terms: readonly Term[]): Term =>
  terms.reduce(([a, da], [b, db]) => [a + b, (da + db) * UP] as const);

/** The matrix over a power of two that keeps the smallest diagonal entry's digits. */
function ballOf({ diagonal, pairs, doubts }: Normalised, precision: number): FixedBall | null {
  const positive = diagonal.map(E.approxNumber).filter((x) => x > 0);
  const least = positive.reduce((a, b) => Math.min(a, b), Infinity);
  const bits = Math.max(0, precision + 32 - (least < Infinity ? Math.floor(Math.log2(least)) : 0));
  const own = precision + 40;
  const p = bits + own;
  const roots = diagonal.map((q) => E.toFixed(E.apply('sqrt', [q], p)!, bits));
  const middle: bigint[][] = [];
  const radius: bigint[][] = [];
  let k = 0;
  for (const [i, q] of diagonal.entries()) {
    const [m, r] = [[] as bigint[], [] as bigint[]];
    for (let j = 0; j < i; j += 1, k += 1) {
      if (!Number.isFinite(doubts[k]!)) return null;
      const [[a, da], [b, db]] = [roots[i]!, roots[j]!];
      const doubt = BigInt(Math.ceil(doubts[k]!));
      const shift = BigInt(bits + own);
      m.push((a * b * pairs[k]!) >> shift);
      const size = (pairs[k]! < 0n ? -pairs[k]! : pairs[k]!) + doubt;
      r.push(
        (((a + da) * (b + db) * doubt + ((a + da) * db + (b + db) * da) * size) >> shift) + 2n,
      );
    }
    const [a, da] = E.toFixed(q, bits);
    m.push(a);
    r.push(da);
    middle.push(m);
    radius.push(r);
  }
  return { n: diagonal.length, bits, middle, radius };
}
