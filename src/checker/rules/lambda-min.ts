/**
 * # Rule `lambda-min`
 *
 *     0 ⪯ K̲ ⪯ K = Σ^L or Θ^L,  K̲ ∈ M ± R entry by entry,  M − c′·1 = GGᵀ + E
 *     c + ‖R‖_∞ + ‖E‖_∞ ≤ c′,  c > 0
 *     ───────────────────────────────────────────────────────────────────────
 *     uᵀKu ≥ c·|u|² for all u
 *
 * K̲ is a truncated Hermite expansion at every layer, or a closed form (loewner.ts). GGᵀ ⪰ 0 for
 * whatever G, here an approximate Cholesky factor in integers; E is computed exactly, and the
 * 2-norm of a symmetric matrix is at most its largest absolute row sum.
 */
import * as I from '../interval.ts';
import * as Q from '../rational.ts';
import { analyse } from '../analysis.ts';
import type { AcceptedActivation } from '../check.ts';
import { integerRoot } from '../elementary.ts';
import { ensure } from '../ensure.ts';
import type { Budget } from '../ensure.ts';
import * as F from '../fixed.ts';
import type { Ball } from '../fixed.ts';
import { hermiteOf } from '../hermite.ts';
import type { Hermite } from '../hermite.ts';
import type { Interval } from '../interval.ts';
import type { KernelCertificate, LambdaMin } from '../kernel-certificate.ts';
import { byArc, bySeries } from '../loewner.ts';
import type { Bounds, Homogeneous, Matrix } from '../loewner.ts';
import * as P from '../polynomial.ts';
import { defectOf, sample } from '../quadrature.ts';
import type { Samples } from '../quadrature.ts';
import { createRationalFunctions } from '../rational-function.ts';
import type { Rational } from '../rational.ts';

/** @throws Refused */
export function verifyLambdaMin(
  certificate: KernelCertificate,
  activations: readonly AcceptedActivation[],
  claim: LambdaMin,
  budget: Budget,
): void {
  const matrix = encloseLowerBound(certificate, activations, claim, budget);
  exceeds(matrix, claim.bound, claim.precision, budget);
}

/** Enclosures of the entries of K̲, in units of 2^−precision: a lower triangle. @throws Refused */
export function encloseLowerBound(
  certificate: Pick<
    KernelCertificate,
    'inputs' | 'layers' | 'kernel' | 'weightVariance' | 'biasVariance'
  >,
  activations: readonly AcceptedActivation[],
  { precision: w, terms, quadrature, panels }: Omit<LambdaMin, 'bound'>,
  budget: Budget,
): Matrix {
  const { layers, kernel, inputs } = certificate;
  const [weightVariance, biasVariance] = [certificate.weightVariance, certificate.biasVariance].map(
    (list) => list.map((q) => ballOf(q, w)),
  ) as [Ball[], Ball[]];
  const defect = quadrature && defectOf(quadrature, budget);
  const kinds = activations.map((activation, k): Samples | Homogeneous => {
    const path = `claim.panels.${k}`;
    const ends = panels[k]!;
    if (ends === null) return homogeneous(activation, path);
    ensure(quadrature !== null, 'missing-field', 'claim.quadrature', 'a quadrature rule');
    return sample(activation, ends, quadrature, w, path);
  });
  let bounds = firstLayer(certificate, w, budget);
  for (const [l, k] of layers.entries()) {
    const path = `layers.${l}`;
    const positive = bounds.variances.every(({ middle, radius }) => middle > radius);
    ensure(positive, 'not-shown', path, 'variances > 0 in front of the layer');
    const layer = {
      weightVariance: weightVariance[l + 1]!,
      biasVariance: biasVariance[l + 1]!,
    };
    const kind = kinds[k]!;
    const words = 1 + w / 64;
    const pairs = (inputs.length * (inputs.length + 1)) / 2;
    if ('rising' in kind) {
      budget.spend(pairs * 100 * words * words);
      bounds = byArc(bounds, kind, layer, kernel === 'ntk', w);
      continue;
    }
    budget.spend(pairs * terms * 3 * (10 + words * words));
    const known = new Map<string, Hermite>();
    const of = bounds.variances.map((q) => {
      const key = `${q.middle} ${q.radius}`;
      const found = known.get(key) ?? hermiteOf(kind, q, terms, defect!, w, budget, path);
      known.set(key, found);
      return found;
    });
    bounds = bySeries(bounds, of, layer, kernel === 'ntk', w);
  }
  return kernel === 'ntk' ? bounds.theta : bounds.sigma;
}

const ballOf = (q: Rational, w: number): Ball => F.ofInterval(I.fromRational(q, w + 64), w);

/** Σ¹ = Θ¹. */
function firstLayer(
  {
    inputs,
    weightVariance,
    biasVariance,
  }: Pick<KernelCertificate, 'inputs' | 'weightVariance' | 'biasVariance'>,
  w: number,
  budget: Budget,
): Bounds {
  const d = inputs[0]!.length;
  const scale = Q.div(weightVariance[0]!, Q.rational(BigInt(d)));
  const words = 1 + w / 64;
  const sigma = inputs.map((x, i) =>
    inputs.slice(0, i + 1).map((y) => {
      budget.spend(d * (4 + words * words));
      const product = x.reduce((sum, v, k) => Q.add(sum, Q.mul(v, y[k]!)), Q.zero);
      return ballOf(Q.add(Q.mul(scale, product), biasVariance[0]!), w);
    }),
  );
  return { sigma, theta: sigma, variances: sigma.map((row, i) => row[i]!), whole: true };
}

/** σ is a rational multiple of x on x > 0, and of x on x < 0. */
function homogeneous({ dag, root }: AcceptedActivation, path: string): Homogeneous {
  const zero = { kind: 'rational', value: Q.zero } as const;
  const slope = (lower: typeof zero | null, upper: typeof zero | null): Interval => {
    const on = analyse(dag, { kind: 'open', lower, upper }, 64);
    const f = createRationalFunctions(dag, on.branch)(root);
    const linear =
      f !== null &&
      on.range(root) !== null &&
      P.degree(f.denominator) === 0 &&
      P.degree(f.numerator) <= 1 &&
      (f.numerator.length === 0 || Q.sign(f.numerator[0]!) === 0);
    ensure(linear, 'not-shown', path, 'a multiple of x on either side of 0');
    const [a, b] = [f.numerator[1] ?? Q.zero, f.denominator[0]!];
    return I.fromRational(Q.div(a, b), 1024);
  };
  const at = analyse(dag, { kind: 'point', at: zero }, 64).range(root);
  ensure(at !== null, 'not-defined', path, 'a function defined on R', '0');
  return { rising: slope(zero, null), falling: slope(null, zero) };
}

const abs = (a: bigint): bigint => (a < 0n ? -a : a);

/** λ_min of every symmetric matrix in the enclosure is ≥ c. @throws Refused */
export function exceeds(matrix: Matrix, c: Rational, w: number, budget: Budget): void {
  const path = 'claim.bound';
  const n = matrix.length;
  const words = 1 + w / 64;
  budget.spend(n * n * n * (2 + words * words) + n * 100 * words * words);
  const W = BigInt(w);
  const entry = (i: number, j: number): Ball => (i >= j ? matrix[i]![j]! : matrix[j]![i]!);
  const rowSum = (size: (i: number, j: number) => bigint): bigint =>
    matrix.reduce((most, _, i) => {
      const sum = matrix.reduce((total, _, j) => total + size(i, j), 0n);
      return sum > most ? sum : most;
    }, 0n);
  const spread = rowSum((i, j) => entry(i, j).radius);
  // Of rounding: each residual entry is at most a pivot's root.
  const largest = matrix.reduce((most, _, i) => {
    const size = abs(entry(i, i).middle) >> W;
    return size > most ? size : most;
  }, 0n);
  const slack = BigInt(n) * (largest + 4n);
  const bound = -Q.floor({ num: -c.num << W, den: c.den });
  const shift = bound + spread + slack;
  // G·2^−w with (M − shift)·2^w ≈ GGᵀ.
  const G: bigint[][] = [];
  const E: bigint[][] = [];
  for (let i = 0; i < n; i++) {
    const row: bigint[] = [];
    const rests: bigint[] = [];
    for (let j = 0; j <= i; j++) {
      const above = G[j] ?? row;
      let rest = (entry(i, j).middle - (i === j ? shift : 0n)) << W;
      for (let k = 0; k < j; k++) rest -= row[k]! * above[k]!;
      if (i === j) {
        ensure(rest > 0n, 'not-shown', path, 'a smaller bound: a pivot is not positive');
        const g = integerRoot(rest, 2);
        ensure(g > 0n, 'not-shown', path, 'more precision');
        row.push(g);
        rests.push(rest - g * g);
      } else {
        const g = rest / above[j]!;
        row.push(g);
        rests.push(rest - g * above[j]!);
      }
    }
    G.push(row);
    E.push(rests);
  }
  const residual = rowSum((i, j) => abs(i >= j ? E[i]![j]! : E[j]![i]!));
  ensure(residual <= slack << W, 'not-shown', path, 'more precision');
}
