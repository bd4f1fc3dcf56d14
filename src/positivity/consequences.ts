/**
 * # What the theorems give for the kernels
 *
 * Σ is the NNGP kernel, Θ the NTK, depth L counts layers of weights, N the inputs; "admissible"
 * are distinct inputs with biases in the first layer, pairwise non-parallel nonzero ones without.
 * Each statement names its theorem (A–H of the theory) and claims no more than the hypotheses that
 * were shown; what is not claimed is said with its reason.
 */
import type { Hypotheses } from '../regularity/hypotheses.ts';

export interface Consequence {
  readonly statement: string;
  /** Letters of the theorems it rests on, as in "B, C, E". */
  readonly theorem: string;
}

/** The part of a verdict that matters here. */
export type Classified =
  | {
      readonly kind: 'polynomial';
      readonly degree: number;
      readonly exact: boolean;
    }
  | {
      readonly kind: 'non-polynomial';
      readonly almostEverywhere: { readonly degree: number; readonly exact: boolean } | null;
    }
  | { readonly kind: 'undecided'; readonly notPolynomialOfDegree: number | null };

const admissible =
  'distinct inputs with first-layer biases, or pairwise non-parallel nonzero inputs without (d ≥ 2)';

export function consequences(verdict: Classified, h: Hypotheses): readonly Consequence[] {
  switch (verdict.kind) {
    case 'polynomial':
      return ofPolynomial(verdict.degree, verdict.exact, '');
    case 'non-polynomial':
      if (verdict.almostEverywhere) {
        const { degree, exact } = verdict.almostEverywhere;
        return ofPolynomial(
          degree,
          exact,
          'off a null set it is a polynomial, and kernels of positive variance see no more: ',
        );
      }
      return ofNonPolynomial(h);
    case 'undecided':
      return ofUndecided(verdict.notPolynomialOfDegree, h);
    default:
      return verdict satisfies never;
  }
}

/** Which kernels exist, and for which variances, with what stands against the others. */
function kernels(h: Hypotheses): {
  readonly names: 'Σ and Θ' | 'Σ' | null;
  readonly scope: string;
  readonly silent: Consequence[];
} {
  const sigma = h.gaussianIntegrable;
  const theta = h.derivativeGaussianIntegrable;
  const silent: Consequence[] = [];
  const below = (f: typeof sigma): string | null =>
    typeof f.value === 'object' && f.value !== null ? f.value.varianceBelow : null;
  const shown = (f: typeof sigma): boolean => f.value === true || below(f) !== null;
  if (!shown(sigma)) {
    const infinite = sigma.value === false;
    silent.push({
      statement: `No kernel is claimed: E[σ(√q Z)²] is ${infinite ? 'infinite' : 'not shown to be finite'} (${sigma.reason}).`,
      theorem: 'Setting',
    });
    return { names: null, scope: '', silent };
  }
  const both = shown(theta) && h.locallyAbsolutelyContinuous.value === true;
  if (!both)
    silent.push({
      statement: `Nothing is claimed of Θ: ${!shown(theta) ? `E[σ'(√q Z)²] is ${theta.value === false ? 'infinite' : 'not shown to be finite'} (${theta.reason})` : h.locallyAbsolutelyContinuous.reason}.`,
      theorem: 'Setting',
    });
  const bounds = [below(sigma), both ? below(theta) : null].filter((b) => b !== null);
  const scope =
    bounds.length > 0 ? ` as long as every layer's variance stays below ${smallest(bounds)}` : '';
  return { names: both ? 'Σ and Θ' : 'Σ', scope, silent };
}

/** The smaller of positive fractions in text. */
function smallest(bounds: readonly string[]): string {
  const value = (text: string): number => {
    const [p, q] = text.split('/').map(Number);
    return p! / (q ?? 1);
  };
  return [...bounds].sort((a, b) => value(a) - value(b))[0]!;
}

function ofNonPolynomial(h: Hypotheses): readonly Consequence[] {
  const { names, scope, silent } = kernels(h);
  if (names === null) return silent;
  if (h.continuous.value !== true) {
    const locally = h.gaussianIntegrable.value !== null && h.gaussianIntegrable.value !== false;
    const why: Consequence = {
      statement: `The theorems for continuous activations are not claimed: ${h.continuous.reason}.`,
      theorem: 'F',
    };
    // The measurable form of A needs "not a polynomial almost everywhere", which a pointwise
    // witness does not give.
    const measurable: Consequence[] = locally
      ? [
          {
            statement: `If σ does not equal a polynomial almost everywhere, Σ with one hidden layer is strictly positive definite on every admissible set of inputs${scope}; that hypothesis is not certified here.`,
            theorem: 'A (measurable form), F',
          },
        ]
      : [];
    return [
      why,
      ...measurable,
      ...silent.filter((s) => !s.statement.startsWith('Nothing is claimed of Θ')),
    ];
  }
  const are = names === 'Σ' ? 'Σ is' : 'Σ and Θ are';
  return [
    {
      statement: `${are} strictly positive definite on every admissible set of N inputs, for every N and every depth L ≥ 2 (N ≤ 1 + r^(L−1) with r = ∞)${scope}. Admissible: ${admissible}.`,
      theorem: 'B, C, E',
    },
    ...silent,
  ];
}

function ofPolynomial(degree: number, exact: boolean, prefix: string): readonly Consequence[] {
  if (!exact)
    return [
      {
        statement: `${prefix}the degree is at most ${degree}: at depth L no set of more than 1 + ${power(degree)} collinear inputs has a strictly positive definite Σ or Θ.`,
        theorem: 'D, E',
      },
    ];
  if (degree === 0)
    return [
      {
        statement: `${prefix}constant: Σ and Θ are constant from the next layer on, strictly positive definite for N = 1 at most.`,
        theorem: 'E',
      },
    ];
  return [
    {
      statement: `${prefix}Σ and Θ are strictly positive definite on all admissible sets of N inputs exactly if ${threshold(degree)}. Admissible: ${admissible}.`,
      theorem: 'E',
    },
    {
      statement: `With first-layer biases in dimension d both kernels have rank at most C(d + D, d) with D = ${power(degree)}: larger data sets are all singular, with null vectors {u : Σ u_i p(x_i) = 0 for every polynomial p of degree ≤ D}.`,
      theorem: 'D',
    },
  ];
}

/** N ≤ 1 + Π r_l for L − 1 layers of one degree. */
const threshold = (degree: number): string =>
  degree === 1
    ? 'N ≤ 2 (degree 1, at every depth)'
    : `N ≤ 1 + ${degree}^(L−1) (degree ${degree}, depth L ≥ 2; at L = 2: N ≤ ${degree + 1})`;

const power = (degree: number): string => (degree <= 1 ? String(degree) : `${degree}^(L−1)`);

function ofUndecided(excluded: number | null, h: Hypotheses): readonly Consequence[] {
  const { names, scope, silent } = kernels(h);
  if (names === null) return silent;
  if (excluded === null || excluded < 0)
    return [{ statement: 'No size of data set is settled.', theorem: 'E' }, ...silent];
  if (h.continuous.value !== true)
    return [
      { statement: `No size of data set is settled: ${h.continuous.reason}.`, theorem: 'F' },
      ...silent,
    ];
  const are = names === 'Σ' ? 'Σ is' : 'Σ and Θ are';
  return [
    {
      statement: `Not a polynomial of degree ≤ ${excluded}: ${are} strictly positive definite on every admissible set of N ≤ ${excluded + 2} inputs at L = 2, and of N ≤ 1 + ${excluded + 1}^(L−1) at depth L${scope}. Admissible: ${admissible}.`,
      theorem: 'B, E',
    },
    ...silent,
  ];
}
