/**
 * # Verdicts
 *
 * What was decided of one expression, with the certificate that the checker has accepted. A
 * verdict without an accepted certificate is undecided.
 */
import type { Refusal } from '../checker/ensure.ts';
import type { CertificateJson } from './write.ts';

export interface AlmostEverywhere {
  /** Degree, or its upper bound if not `exact`. */
  readonly degree: number;
  readonly exact: boolean;
  /** Ascending, as text in the language of activations; rational ones as fractions, "-7/2". */
  readonly coefficients: readonly string[];
}

export type Verdict =
  | {
      readonly kind: 'polynomial';
      readonly degree: number;
      readonly exact: boolean;
      readonly coefficients: readonly string[];
      readonly certificate: CertificateJson;
    }
  | {
      readonly kind: 'non-polynomial';
      readonly ceiling: {
        readonly rule: string;
        readonly degree: number | null;
        readonly text: string;
      };
      readonly witness: { readonly text: string } | null;
      /** Equal to this polynomial off a null set, proved in the same certificate. */
      readonly almostEverywhere: AlmostEverywhere | null;
      readonly certificate: CertificateJson;
    }
  | {
      readonly kind: 'undecided';
      /** The largest D such that σ is proved to be no polynomial of degree ≤ D; null if none. */
      readonly notPolynomialOfDegree: number | null;
      readonly almostEverywhere: AlmostEverywhere | null;
      readonly reasons: readonly string[];
      readonly certificate: CertificateJson | null;
      /** Refusals of proposed certificates: each is a defect to report. */
      readonly refusals: readonly Refusal[];
    };
