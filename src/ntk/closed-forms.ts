/**
 * # Dual activations in closed form
 *
 * E[σ(u)σ(v)] and E[σ′(u)σ′(v)] for (u, v) normal with variances q₁, q₂ and covariance s:
 * arc-cosine kernels (arc-cosine.ts), and c·f(ax) + d for f = erf, exp, e^{−x²}, GELU, or a
 * combination of sin and cos of one frequency.
 *
 * References: C. Williams, Neural Computation 10 (1998) (erf, Gaussian); A. Daniely, R. Frostig,
 * Y. Singer, NIPS 2016; R. Tsuchida et al., AAAI 2021 (GELU).
 */
import type { Expr } from '../expr/expr.ts';
import { arcCosineForm } from './arc-cosine.ts';
import { fromGap } from './dual-row.ts';
import type { ClosedForm, DualRow, PairRow } from './dual-row.ts';
import { linearTerms, polynomialCoefficients } from './linear-combination.ts';
import type { Pieces } from './smooth-piece.ts';

/** null: none is known. */
export function closedForm(expr: Expr, pieces: Pieces): ClosedForm | null {
  return arcCosineForm(pieces) ?? oneFunction(expr);
}

/** What is known of f itself. */
interface Dual {
  readonly evaluate: ClosedForm['evaluate'];
  /** E[f(u)]. */
  mean(root: number): number;
  /** E[f(u)²], where 1 − κ is known. */
  readonly square?: (root: number) => number;
}

/** σ = c·f(ax) + d. */
function oneFunction(expr: Expr): ClosedForm | null {
  const { constant, terms } = linearTerms(expr);
  const found = recognise(terms);
  if (found === null) return null;
  const { dual, scale: a, coefficient: c } = found;
  const [square, slopeSquare] = [c * c, c * c * a * a];
  let scaled = new Float64Array(0);
  const shift = ({ count, root, roots, norm, norms }: PairRow, out: DualRow): void => {
    for (let k = 0; k < count; k += 1) {
      const [r1, r2] = [a * root, a * roots[k]!];
      out.value[k]! += c * constant * (dual.mean(r1) + dual.mean(r2)) + constant * constant;
      if (dual.square === undefined) continue;
      // E[(σ(u) − σ(v))²] does not see the constant.
      const [f1, f2] = [Math.sqrt(dual.square(r1)), Math.sqrt(dual.square(r2))];
      const gap = (f1 - f2) ** 2 + 2 * f1 * f2 * out.complement[k]!;
      out.complement[k] = fromGap(square * gap, norm, norms[k]!);
    }
  };
  const evaluate = (row: PairRow, out: DualRow): void => {
    const { count, root, roots } = row;
    if (scaled.length < count) scaled = new Float64Array(count);
    for (let k = 0; k < count; k += 1) scaled[k] = a * roots[k]!;
    dual.evaluate({ ...row, root: a * root, roots: scaled }, out);
    for (let k = 0; k < count; k += 1) {
      out.value[k]! *= square;
      out.slope[k]! *= slopeSquare;
    }
    if (constant !== 0) shift(row, out);
  };
  return { evaluate, carries: false, atZero: true };
}

interface Recognised {
  readonly dual: Dual;
  /** σ = c·f(ax), a > 0. */
  readonly scale: number;
  readonly coefficient: number;
}

type Terms = ReturnType<typeof linearTerms>['terms'];

/** a, if u = a·x. */
function slopeOf(u: Expr): number | null {
  const p = polynomialCoefficients(u);
  return p !== null && p.length === 2 && p[0] === 0 && p[1] !== 0 ? p[1]! : null;
}

function recognise(terms: Terms): Recognised | null {
  const wave = recogniseWave(terms);
  if (wave !== null || terms.length !== 1) return wave;
  const { term, coefficient } = terms[0]!;
  if (term.kind !== 'call') return null;
  const u = term.args[0]!;
  const a = slopeOf(u);
  const scaled = (dual: Dual, odd: boolean, by = 1, scale = a): Recognised | null =>
    scale === null
      ? null
      : {
          dual,
          scale: Math.abs(scale),
          coefficient: coefficient * by * (odd && scale < 0 ? -1 : 1),
        };
  switch (term.name) {
    case 'erf':
      return scaled(errorFunction, true);
    case 'exp': {
      // e^{ax + b}, e^{−αx² + b}; a change of the sign of a is one of x, which no expectation sees.
      const p = polynomialCoefficients(u);
      if (p === null) return null;
      if (p.length === 2) return scaled(exponential, false, Math.exp(p[0]!), p[1]!);
      if (p.length !== 3 || p[1] !== 0 || !(p[2]! < 0)) return null;
      return scaled(gaussian, false, Math.exp(p[0]!), Math.sqrt(-p[2]!));
    }
    case 'gelu':
      // gelu(−ax) is gelu(ax) at −x.
      return scaled(gelu, false);
    case 'mul':
      return recogniseGelu(term.args, coefficient);
    default:
      return null;
  }
}

/** x·Φ(ax): the form ax·(1/2 + erf(ax/√2)/2)/a up to a factor. */
function recogniseGelu(args: readonly Expr[], coefficient: number): Recognised | null {
  if (args.length !== 2) return null;
  for (const [line, other] of [args, [...args].reverse()] as [Expr, Expr][]) {
    const b = slopeOf(line);
    if (b === null) continue;
    if (other.kind === 'call' && other.name === 'Phi') {
      const a = slopeOf(other.args[0]!);
      if (a !== null) return { dual: gelu, scale: Math.abs(a), coefficient: (coefficient * b) / a };
      continue;
    }
    const { constant, terms } = linearTerms(other);
    const [first] = terms;
    if (terms.length !== 1 || first!.term.kind !== 'call' || first!.term.name !== 'erf') continue;
    const inner = slopeOf(first!.term.args[0]!);
    if (inner === null || first!.coefficient !== constant) continue;
    const a = inner * Math.SQRT2;
    return { dual: gelu, scale: Math.abs(a), coefficient: (2 * constant * coefficient * b) / a };
  }
  return null;
}

/** A sin ax + B cos ax. */
function recogniseWave(terms: Terms): Recognised | null {
  if (terms.length === 0) return null;
  let scale: number | null = null;
  let [a, b] = [0, 0];
  for (const { term, coefficient } of terms) {
    if (term.kind !== 'call' || (term.name !== 'sin' && term.name !== 'cos')) return null;
    const frequency = slopeOf(term.args[0]!);
    if (frequency === null) return null;
    if (scale !== null && scale !== Math.abs(frequency)) return null;
    scale = Math.abs(frequency);
    if (term.name === 'cos') b += coefficient;
    else a += Math.sign(frequency) * coefficient;
  }
  const [sinus, cosine] = [a * a, b * b];
  const dual: Dual = {
    evaluate({ count, root: r1, roots, correlation, complement }, out) {
      for (let k = 0; k < count; k += 1) {
        const [r2, rho, m] = [roots[k]!, correlation[k]!, complement[k]!];
        const s = r1 * r2 * rho;
        // e^{−(q₁+q₂)/2} e^{±s}, without overflow.
        const level = -((r1 - r2) ** 2) / 2;
        const plus = Math.exp(level - r1 * r2 * (rho > 0 ? m : 1 - rho));
        const minus = Math.exp(level - r1 * r2 * (rho < 0 ? m : 1 + rho));
        // e^{−(q₁+q₂)/2} sinh s, which plus − minus would lose for small s.
        const odd =
          Math.abs(s) < 1 ? Math.exp(-(r1 * r1 + r2 * r2) / 2) * Math.sinh(s) : (plus - minus) / 2;
        const even = (plus + minus) / 2;
        out.value[k] = cosine * even + sinus * odd;
        out.slope[k] = sinus * even + cosine * odd;
        out.complement[k] = NaN;
      }
    },
    mean: (root) => b * Math.exp((-root * root) / 2),
  };
  return { dual, scale: scale!, coefficient: 1 };
}

/** (1 + kq₁)(1 + kq₂) − k²s², as 1 + k(q₁ + q₂) + k²q₁q₂(1 − ρ²); m = 1 − |ρ|. */
const determinant = (k: number, q1: number, q2: number, m: number): number =>
  1 + k * (q1 + q2) + k * k * q1 * q2 * m * (2 - m);

const errorFunction: Dual = {
  evaluate({ count, root: r1, roots, correlation, complement }, out) {
    for (let k = 0; k < count; k += 1) {
      const r2 = roots[k]!;
      const root = Math.sqrt(determinant(2, r1 * r1, r2 * r2, complement[k]!));
      // (2/π) asin(2s/√((1+2q₁)(1+2q₂))); the angle from its tangent.
      out.value[k] = (2 / Math.PI) * Math.atan2(2 * r1 * r2 * correlation[k]!, root);
      out.slope[k] = 4 / Math.PI / root;
      out.complement[k] = NaN;
    }
  },
  mean: () => 0,
};

const exponential: Dual = {
  evaluate({ count, root: r1, roots, correlation, complement }, out) {
    for (let k = 0; k < count; k += 1) {
      const [r2, rho, m] = [roots[k]!, correlation[k]!, complement[k]!];
      const oneMinus = rho > 0 ? m : 2 - m;
      out.value[k] = Math.exp((r1 * r1 + r2 * r2) / 2 + r1 * r2 * rho);
      out.slope[k] = out.value[k]!;
      out.complement[k] = -Math.expm1(-((r1 - r2) ** 2) / 2 - r1 * r2 * oneMinus);
    }
  },
  mean: (root) => Math.exp((root * root) / 2),
  square: (root) => Math.exp(2 * root * root),
};

const gaussian: Dual = {
  evaluate({ count, root: r1, roots, correlation, complement }, out) {
    for (let k = 0; k < count; k += 1) {
      const r2 = roots[k]!;
      const d = determinant(2, r1 * r1, r2 * r2, complement[k]!);
      const root = Math.sqrt(d);
      out.value[k] = 1 / root;
      out.slope[k] = (4 * r1 * r2 * correlation[k]!) / (d * root);
      out.complement[k] = NaN;
    }
  },
  mean: (root) => 1 / Math.sqrt(1 + 2 * root * root),
};

const gelu: Dual = {
  evaluate({ count, root: r1, roots, correlation, complement }, out) {
    const q1 = r1 * r1;
    const inverse1 = 1 / (1 + q1);
    for (let k = 0; k < count; k += 1) {
      const [r2, m] = [roots[k]!, complement[k]!];
      const [q2, s] = [r2 * r2, r1 * r2 * correlation[k]!];
      // q₂(1+q₁) − s² = q₂ + q₁q₂(1−ρ²).
      const rest = q2 + q1 * q2 * m * (2 - m);
      const d = 1 + q1 + rest;
      const root = Math.sqrt(d);
      const mass = 0.25 + Math.atan2(s, root) / (2 * Math.PI);
      const density = 1 / (2 * Math.PI * root);
      const inverse2 = 1 / (1 + q2);
      out.value[k] = q1 * rest * inverse1 * density + s * (mass + s * inverse2 * density);
      out.slope[k] = mass + s * density * (inverse1 + inverse2 + 1 / d);
      out.complement[k] = NaN;
    }
  },
  // E[uΦ(u)] = q E[φ(u)] = q/√(2π(1 + q)).
  mean: (root) => (root * root) / Math.sqrt(2 * Math.PI * (1 + root * root)),
};
