/**
 * # Certificates, sound and mutated
 *
 * Certificates are what the decider writes for activations of known or unknown truth. A mutated one
 * differs in one place; it may still be a proof of something true, so the property to test is not
 * "refused" but "nothing false is accepted".
 */
import fc from 'fast-check';
import { decide } from '../polynomiality/decide.ts';
import type { Activation } from './activation.ts';
import { activation } from './any-activation.ts';
import { mutation, rebound } from './mutation.ts';
import type { Json } from './mutation.ts';
import { printedAs } from './printed.ts';

export interface GeneratedCertificate {
  readonly activation: Activation;
  readonly verdict: 'polynomial' | 'non-polynomial' | 'undecided';
  readonly certificate: Json;
}

export interface MutatedCertificate extends GeneratedCertificate {
  /** Where it differs, and how. */
  readonly mutation: string;
  readonly mutated: Json;
  /** Whether its digest was computed again, so that the change itself must be found out. */
  readonly rebound: boolean;
}

export interface CertificateConstraints {
  /** Where activations come from; any, with one production inside another, unless given. */
  readonly activations?: fc.Arbitrary<Activation>;
}

/** Certificates of activations; those that nothing was proved of are left out. */
export const certificate = ({
  activations = activation({ maxDepth: 2 }),
}: CertificateConstraints = {}): fc.Arbitrary<GeneratedCertificate> =>
  activations
    .map((σ) => ({ activation: σ, verdict: decide(σ.expr, { input: inputOf(σ) }) }))
    .filter(({ verdict }) => verdict.certificate !== null)
    .map(({ activation: σ, verdict }) =>
      printedAs(
        {
          activation: σ,
          verdict: verdict.kind,
          certificate: JSON.parse(JSON.stringify(verdict.certificate)) as Json,
        },
        `the certificate of ${String(σ)}`,
      ),
    );

const inputOf = ({ text }: Activation) => ({ text, parameters: {} });

/** Certificates changed in one place. */
export const mutatedCertificate = (
  constraints: CertificateConstraints = {},
): fc.Arbitrary<MutatedCertificate> =>
  fc
    .tuple(
      certificate(constraints),
      fc.array(fc.nat(9999), { minLength: 24, maxLength: 24, size: 'max' }),
      fc.boolean(),
    )
    .map(([generated, choices, forged]) => {
      let at = 0;
      const next = (): number => choices[at++ % choices.length]! / 10_000;
      const [what, changed] = mutation(generated.certificate, next);
      const mutated = forged ? rebound(changed) : changed;
      const how = `${what}${forged ? ', digest computed again' : ''}`;
      return printedAs(
        { ...generated, mutation: what, mutated, rebound: forged },
        `${String(generated)}, changed: ${how}`,
      );
    })
    .filter(({ certificate: original, mutated }) => !sameJson(original, mutated));

const sameJson = (a: Json, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b);
