/**
 * # Dual activations in closed form
 *
 * E[σ(u)σ(v)] and E[σ′(u)σ′(v)] for (u, v) normal with variances q₁, q₂ and covariance s:
 * piecewise linear σ with one kink or jump at 0 (arc-cosine kernels), and c·f(ax) + d for f = erf,
 * exp, e^{−x²}, GELU, or a combination of sin and cos of one frequency.
 *
 * References: Y. Cho, L. Saul, NIPS 2009 (arc-cosine); C. Williams, Neural Computation 10 (1998)
 * (erf, Gaussian); A. Daniely, R. Frostig, Y. Singer, NIPS 2016; R. Tsuchida et al., AAAI 2021 (GELU).
 */
import type { Expr } from '../expr/expr.ts';
import { linearTerms, polynomialCoefficients } from './linear-combination.ts';
import type { Pieces } from './smooth-piece.ts';

/** Standard deviations, correlation, and 1 − |ρ| to full relative accuracy. */
export interface Pair {
  readonly root1: number;
  readonly root2: number;
  readonly correlation: number;
  readonly complement: number;
}

export interface ClosedForm {
  /** E[σ(u)σ(v)]. */
  value(pair: Pair): number;
  /** E[σ′(u)σ′(v)], of the almost-everywhere derivative. */
  slope(pair: Pair): number;
  /** 1 − κ, κ = E[σ(u)σ(v)]/(norm1·norm2), without cancellation near κ = 1; null: not known. */
  readonly complement: ((pair: Pair, norm1: number, norm2: number) => number) | null;
  /** False where σ jumps. */
  readonly continuous: boolean;
}

/** null: none is known. */
export function closedForm(expr: Expr, pieces: Pieces): ClosedForm | null {
  return kinkAtZero(pieces) ?? oneFunction(expr);
}

const meanAbs = Math.sqrt(2 / Math.PI);

/** acos ρ in [0, π]. */
function angle({ correlation, complement }: Pair): number {
  const acute = 2 * Math.asin(Math.sqrt(complement / 2));
  return correlation >= 0 ? acute : Math.PI - acute;
}

const sine = ({ complement }: Pair): number => Math.sqrt(complement * (2 - complement));

/** σ = c₀ + c₁x + c₂|x| + c₃ sign x. */
function kinkAtZero(pieces: Pieces): ClosedForm | null {
  const parts = pieces.within(1);
  if (parts.length > 2 || (parts.length === 2 && parts[0]!.upper !== 0)) return null;
  const lines = parts.map((piece) => polynomialCoefficients(piece.expr));
  if (lines.some((line) => line === null || line.slice(2).some((c) => c !== 0))) return null;
  const [left, right] = [lines[0]!, lines.at(-1)!];
  const half = (a: number | undefined, b: number | undefined): number => ((a ?? 0) + (b ?? 0)) / 2;
  const c0 = half(right[0], left[0]);
  const c1 = half(right[1], left[1]);
  const c2 = half(right[1], -(left[1] ?? 0));
  const c3 = half(right[0], -(left[0] ?? 0));
  return {
    continuous: c3 === 0,
    value(pair) {
      const { root1, root2, correlation } = pair;
      const t = angle(pair);
      const arc = Math.PI / 2 - t;
      // E|u||v| = (2/π)√(q₁q₂)(sin θ + ρ asin ρ), E[u sign v] = √(2/π) √q₁ ρ, E[sign sign] = (2/π) asin ρ.
      const absolute = (2 / Math.PI) * root1 * root2 * (sine(pair) + correlation * arc);
      return (
        c0 * c0 +
        c0 * c2 * meanAbs * (root1 + root2) +
        c1 * c1 * root1 * root2 * correlation +
        c1 * c3 * meanAbs * correlation * (root1 + root2) +
        c2 * c2 * absolute +
        ((c3 * c3 * 2) / Math.PI) * arc
      );
    },
    slope: (pair) => c1 * c1 + ((c2 * c2 * 2) / Math.PI) * (Math.PI / 2 - angle(pair)),
    complement(pair, norm1, norm2) {
      const { root1, root2, correlation } = pair;
      const t = angle(pair);
      const line = oneMinusOf(pair);
      // 1 − (2/π)(sin θ + cos θ·(π/2 − θ)) = 1 − cos θ + (2/π)(θ cos θ − sin θ)
      const absolute = line + (2 / Math.PI) * (t * correlation - sine(pair));
      // Homogeneous σ: κ depends on θ only.
      if (c0 === 0 && c3 === 0) return (c1 * c1 * line + c2 * c2 * absolute) / (c1 * c1 + c2 * c2);
      const difference = (root1 - root2) ** 2;
      const gap =
        c1 * c1 * (difference + 2 * root1 * root2 * line) +
        2 * c1 * c3 * meanAbs * (root1 + root2) * line +
        c2 * c2 * (difference + 2 * root1 * root2 * absolute) +
        ((c3 * c3 * 4) / Math.PI) * t;
      return fromGap(gap, norm1, norm2);
    },
  };
}

/** 1 − ρ. */
const oneMinusOf = ({ correlation, complement }: Pair): number =>
  correlation > 0 ? complement : 2 - complement;

/** 1 − κ from E[(σ(u) − σ(v))²] = (norm1 − norm2)² + 2 norm1 norm2 (1 − κ). */
const fromGap = (gap: number, norm1: number, norm2: number): number =>
  Math.max(0, (gap - (norm1 - norm2) ** 2) / (2 * norm1 * norm2));

/** E[f(u)f(v)], E[f(u)], E[f′(u)f′(v)] of f itself, and 1 − κ if known. */
interface Dual {
  value(pair: Pair): number;
  mean(root: number): number;
  slope(pair: Pair): number;
  readonly complement?: (pair: Pair) => number;
}

function oneFunction(expr: Expr): ClosedForm | null {
  const { constant, terms } = linearTerms(expr);
  const found = recognise(terms);
  if (found === null) return null;
  const { dual, scale: a, coefficient: c } = found;
  const at = ({ root1, root2, correlation, complement }: Pair): Pair => ({
    root1: root1 * a,
    root2: root2 * a,
    correlation,
    complement,
  });
  const { complement: ofDual } = dual;
  return {
    continuous: true,
    value: (pair) =>
      c * c * dual.value(at(pair)) +
      (constant === 0
        ? 0
        : c * constant * (dual.mean(a * pair.root1) + dual.mean(a * pair.root2)) +
          constant * constant),
    slope: (pair) => c * c * a * a * dual.slope(at(pair)),
    complement:
      ofDual === undefined
        ? null
        : (pair, norm1, norm2) => {
            const oneMinus = ofDual(at(pair));
            if (constant === 0) return oneMinus;
            // E[(σ(u) − σ(v))²] does not see the constant.
            const [f1, f2] = [pair.root1, pair.root2].map((root) =>
              Math.sqrt(
                dual.value({ root1: a * root, root2: a * root, correlation: 1, complement: 0 }),
              ),
            ) as [number, number];
            const gap = (f1 - f2) ** 2 + 2 * f1 * f2 * oneMinus;
            return fromGap(c * c * gap, norm1, norm2);
          },
  };
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
  // e^{−(q₁+q₂)/2} e^{±s}, without overflow.
  const plus = ({ root1, root2, correlation: r, complement: m }: Pair): number =>
    Math.exp(-((root1 - root2) ** 2) / 2 - root1 * root2 * (r > 0 ? m : 1 - r));
  const minus = ({ root1, root2, correlation: r, complement: m }: Pair): number =>
    Math.exp(-((root1 - root2) ** 2) / 2 - root1 * root2 * (r < 0 ? m : 1 + r));
  // e^{−(q₁+q₂)/2} sinh s, which plus − minus would lose for small s.
  const odd = (pair: Pair): number => {
    const s = covariance(pair);
    const damping = Math.exp(-(pair.root1 ** 2 + pair.root2 ** 2) / 2);
    return Math.abs(s) < 1 ? damping * Math.sinh(s) : (plus(pair) - minus(pair)) / 2;
  };
  const combine = (cosine: number, sinus: number, pair: Pair): number =>
    (cosine * cosine * (plus(pair) + minus(pair))) / 2 + sinus * sinus * odd(pair);
  const dual: Dual = {
    value: (pair) => combine(b, a, pair),
    mean: (root) => b * Math.exp((-root * root) / 2),
    slope: (pair) => combine(a, b, pair),
  };
  return { dual, scale: scale!, coefficient: 1 };
}

/** (1 + kq₁)(1 + kq₂) − k²s², as 1 + k(q₁ + q₂) + k²q₁q₂(1 − ρ²). */
function determinant(k: number, { root1, root2, complement: m }: Pair): number {
  const [q1, q2] = [root1 * root1, root2 * root2];
  return 1 + k * (q1 + q2) + k * k * q1 * q2 * m * (2 - m);
}

const covariance = ({ root1, root2, correlation }: Pair): number => root1 * root2 * correlation;

const errorFunction: Dual = {
  // (2/π) asin(2s/√((1+2q₁)(1+2q₂))); the angle from its tangent.
  value: (pair) =>
    (2 / Math.PI) * Math.atan2(2 * covariance(pair), Math.sqrt(determinant(2, pair))),
  mean: () => 0,
  slope: (pair) => 4 / Math.PI / Math.sqrt(determinant(2, pair)),
};

const exponential: Dual = {
  value: (pair) => Math.exp((pair.root1 ** 2 + pair.root2 ** 2) / 2 + covariance(pair)),
  mean: (root) => Math.exp((root * root) / 2),
  slope: (pair) => exponential.value(pair),
  complement: (pair) =>
    -Math.expm1(-((pair.root1 - pair.root2) ** 2) / 2 - pair.root1 * pair.root2 * oneMinusOf(pair)),
};

const gaussian: Dual = {
  value: (pair) => 1 / Math.sqrt(determinant(2, pair)),
  mean: (root) => 1 / Math.sqrt(1 + 2 * root * root),
  slope: (pair) => (4 * covariance(pair)) / determinant(2, pair) ** 1.5,
};

const gelu: Dual = {
  value(pair) {
    const [q1, q2, s] = [pair.root1 ** 2, pair.root2 ** 2, covariance(pair)];
    const d = determinant(1, pair);
    const root = 2 * Math.PI * Math.sqrt(d);
    const m = 0.25 + Math.atan2(s, Math.sqrt(d)) / (2 * Math.PI);
    // q₂(1+q₁) − s² = q₂ + q₁q₂(1−ρ²)
    const rest = q2 + q1 * q2 * pair.complement * (2 - pair.complement);
    return (q1 * rest) / ((1 + q1) * root) + s * (m + s / ((1 + q2) * root));
  },
  // E[uΦ(u)] = q E[φ(u)] = q/√(2π(1 + q)).
  mean: (root) => (root * root) / Math.sqrt(2 * Math.PI * (1 + root * root)),
  slope(pair) {
    const [q1, q2, s] = [pair.root1 ** 2, pair.root2 ** 2, covariance(pair)];
    const d = determinant(1, pair);
    const m = 0.25 + Math.atan2(s, Math.sqrt(d)) / (2 * Math.PI);
    const root = 2 * Math.PI * Math.sqrt(d);
    return m + (s / root) * (1 / (1 + q1) + 1 / (1 + q2)) + s / (root * d);
  },
};
