/**
 * # Arc-cosine kernels
 *
 * The dual activations of σ = c₀ + c₁x + c₂|x| + c₃ sign x, from the angle θ = acos ρ:
 * E|u||v| = (2/π)√(q₁q₂)(sin θ + ρ asin ρ), E[u sign v] = √(2/π) √q₁ ρ, E[sign u sign v] = (2/π) asin ρ.
 *
 * Reference: Y. Cho, L. Saul, NIPS 2009.
 */
import { fromGap } from './dual-row.ts';
import type { ClosedForm, DualRow, PairRow } from './dual-row.ts';
import { polynomialCoefficients } from './linear-combination.ts';
import type { Pieces } from './smooth-piece.ts';

const meanAbs = Math.sqrt(2 / Math.PI);
const twoOverPi = 2 / Math.PI;

/** null: σ is not of this form. */
export function arcCosineForm(pieces: Pieces): ClosedForm | null {
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
  const [line, bend] = [c1 * c1, c2 * c2 * twoOverPi];
  const homogeneous = c0 === 0 && c3 === 0;
  // Homogeneous σ: κ depends on θ only.
  const share = homogeneous ? 1 / (line + c2 * c2) : 1;
  const evaluate = (row: PairRow, out: DualRow): void => {
    const { count, root, roots, correlation, complement } = row;
    for (let k = 0; k < count; k += 1) {
      const rho = correlation[k]!;
      const m = complement[k]!;
      const size = Math.abs(rho);
      const sine = Math.sqrt(m * (2 - m));
      const acute = acuteAngle(m);
      const arc = Math.PI / 2 - acute;
      // 1 − (2/π)(sin θ + cos θ·(π/2 − θ)) = 1 − cos θ + (2/π)(θ cos θ − sin θ), even in ρ.
      const absolute = m + twoOverPi * (acute * size - sine);
      // sign ρ, and 1 − ρ, without a branch.
      const sign = rho / (size + 1e-300);
      const oneMinus = m + (size - rho);
      out.value[k] = root * roots[k]! * (line * rho + bend * (sine + size * arc));
      out.slope[k] = line + bend * sign * arc;
      out.complement[k] = (line * oneMinus + c2 * c2 * absolute) * share;
    }
    if (!homogeneous) addConstants(row, out);
  };
  return { evaluate, carries: homogeneous, atZero: c3 === 0 };

  function addConstants(
    { count, root, roots, norm, norms, correlation, complement }: PairRow,
    out: DualRow,
  ): void {
    for (let k = 0; k < count; k += 1) {
      const rho = correlation[k]!;
      const oneMinus = rho >= 0 ? complement[k]! : 2 - complement[k]!;
      const acute = acuteAngle(complement[k]!);
      const angle = rho >= 0 ? acute : Math.PI - acute;
      const sum = meanAbs * (root + roots[k]!);
      out.value[k]! +=
        c0 * c0 + c0 * c2 * sum + c1 * c3 * rho * sum + c3 * c3 * twoOverPi * (Math.PI / 2 - angle);
      const gap =
        (line + c2 * c2) * (root - roots[k]!) ** 2 +
        2 * root * roots[k]! * out.complement[k]! +
        2 * c1 * c3 * sum * oneMinus +
        c3 * c3 * 2 * twoOverPi * angle;
      out.complement[k] = fromGap(gap, norm, norms[k]!);
    }
  }
}

/** acos(1 − m) = 2 asin √(m/2) for 0 ≤ m ≤ 1, to a few units in the last place. */
export function acuteAngle(m: number): number {
  // asin(√t)/√t on [0, 1/2] to 4e−17, interpolated at Chebyshev nodes: two chains, in t².
  const t = m * 0.5;
  const s = t * t;
  const even =
    ((((((((0.8892904367638688 * s + 5.7579408313146985) * s + 4.6420689099888435) * s +
      1.0082016650534187) *
      s +
      0.07871611357002127) *
      s +
      0.013191002571753903) *
      s +
      0.017364281439103527) *
      s +
      0.030381963396751827) *
      s +
      0.07500000000401816) *
      s +
    1;
  const odd =
    (((((((-3.278933156739812 * s - 6.229299875397985) * s - 2.4908808126226116) * s -
      0.2968705430689824) *
      s -
      0.002601537848299688) *
      s +
      0.01380344589589198) *
      s +
      0.022371584779320355) *
      s +
      0.044642856762615) *
      s +
    0.16666666666664987;
  return 2 * Math.sqrt(t) * (even + t * odd);
}
