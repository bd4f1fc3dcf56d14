/**
 * # Certificates of λ_min, changed
 *
 * Whatever is changed in the claim or the data: refused, or still true.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { certified, claiming, codeOf, equispaced, plane, truthOf } from './eigenvalue-setting.ts';
import type { Certificate, Setting } from './eigenvalue-setting.ts';
import { parseActivation } from '../../src/activations/parse-activation.ts';
import * as Q from '../../src/arith/rational.ts';
import type { Rational } from '../../src/arith/rational.ts';
import { checkKernel } from '../../src/checker/check-kernel.ts';
import { decode } from '../../src/checker/decode.ts';
import { unlimited } from '../../src/checker/ensure.ts';
import { kernelBindingOf } from '../../src/checker/kernel-binding.ts';
import type { KernelName } from '../../src/checker/kernel-certificate.ts';
import { encloseSmallestEigenvalue } from '../../src/positivity/lambda-min.ts';
import { mutations } from '../../src/testing/mutation.ts';
import type { Json } from '../../src/testing/mutation.ts';

const forged = {
  tanh: { texts: ['tanh'], inputs: equispaced(3), depth: 2, bias: Q.one, kernel: 'ntk' },
  sin: { texts: ['sin'], inputs: equispaced(3), depth: 2, bias: Q.one, kernel: 'ntk' },
  deep: {
    texts: ['relu', 'softplus'],
    inputs: plane,
    depth: 3,
    bias: Q.zero,
    kernel: 'nngp',
  },
} satisfies Record<string, Setting>;

interface Original {
  readonly certificate: Certificate;
  /** ≥ λ_min. */
  readonly upper: Rational;
}
let originals: Record<keyof typeof forged, Original>;
beforeAll(() => {
  const original = (setting: Setting): Original => {
    const { lower, upper } = truthOf(setting);
    return { certificate: certified(setting, lower).certificate, upper };
  };
  originals = {
    tanh: original(forged.tanh),
    sin: original(forged.sin),
    deep: original(forged.deep),
  };
});

const list = (texts: unknown): Rational[] => (texts as string[]).map((t) => Q.fromText(t)!);

/** With the digest that belongs to its data. */
function rebound(certificate: Certificate): Certificate {
  const sha256 = kernelBindingOf({
    activations: (certificate.activations as unknown[]).map((a) => decode(a, unlimited, 0)),
    layers: certificate.layers as number[],
    kernel: certificate.kernel as KernelName,
    weightVariance: list(certificate.weightVariance),
    biasVariance: list(certificate.biasVariance),
    inputs: certificate.inputs.map(list),
  });
  return { ...certificate, sha256 };
}

/** An upper bound of λ_min of what a certificate is about; null: not known. */
function upperOf(certificate: Certificate): Rational | null {
  const { activations, layers } = certificate as {
    activations: { input: { text: string } }[];
    layers: number[];
  } & Certificate;
  const found = encloseSmallestEigenvalue(
    certificate.inputs.map(list),
    {
      activations: layers.map((k) => parseActivation(activations[k]!.input.text).expr),
      depth: layers.length + 1,
      weightVariance: list(certificate.weightVariance),
      biasVariance: list(certificate.biasVariance),
    },
    certificate.kernel as KernelName,
  );
  return found.kind === 'bounds' ? found.upper : null;
}

/** Every change outside the long lists; of those, which change an entry in about ten ways, one in 13. */
const changedClaims = ({ claim }: Certificate): [string, Json][] =>
  [...mutations(claim as Json)].filter(
    ([what], k) => !/^(panels|quadrature\.(nodes|weights))\b/.test(what) || k % 13 === 0,
  );

describe('changed certificates of λ_min', () => {
  it.each(['tanh', 'deep'] as const)('%s, the claim: refused, or still true', (name) => {
    const { certificate, upper } = originals[name];
    let [accepted, refused] = [0, 0];
    for (const [what, claim] of changedClaims(certificate)) {
      const outcome = checkKernel({ ...certificate, claim });
      if (!outcome.accepted) {
        refused += 1;
        continue;
      }
      accepted += 1;
      const c = Q.fromText(outcome.proved.lambdaMin!)!;
      expect(Q.compare(c, upper), what).toBeLessThanOrEqual(0);
    }
    expect(refused).toBeGreaterThan(50);
    expect(accepted).toBeGreaterThan(3);
  });

  it.each(['sin', 'deep'] as const)(
    '%s, the data: refused by the digest, and with its own digest true',
    (name) => {
      const { certificate } = originals[name];
      let accepted = 0;
      for (const field of ['inputs', 'kernel', 'weightVariance', 'biasVariance', 'layers'] as const)
        for (const [k, [what, value]] of [...mutations(certificate[field] as Json)].entries()) {
          if (k % 2 === 1) continue;
          const changed = { ...certificate, [field]: value } as Certificate;
          if (JSON.stringify(value) === JSON.stringify(certificate[field])) continue;
          expect(checkKernel(changed).accepted, what).toBe(false);
          let again: Certificate;
          try {
            again = rebound(changed);
          } catch {
            continue;
          }
          const outcome = checkKernel(again);
          if (!outcome.accepted) continue;
          const upper = upperOf(again);
          if (upper === null) continue;
          accepted += 1;
          const c = Q.fromText(outcome.proved.lambdaMin!)!;
          expect(Q.compare(c, upper), what).toBeLessThanOrEqual(0);
        }
      expect(accepted).toBeGreaterThan(2);
    },
  );

  it('tanh on equal rows, opposite rows and a zero row without biases is refused', () => {
    const codeFor = (inputs: string[], biasVariance: string): string => {
      const data = { inputs: inputs.map((x) => [x]), biasVariance: [biasVariance, biasVariance] };
      const tiny = { bound: `1/1${'0'.repeat(60)}` };
      return codeOf(claiming(rebound({ ...originals.tanh.certificate, ...data }), tiny));
    };
    expect(codeFor(['1', '2', '1'], '1')).toBe('not-shown');
    // tanh is odd: x and −x give a singular matrix.
    expect(codeFor(['1', '3/2', '-1'], '0')).toBe('not-shown');
    expect(codeFor(['1', '3/2', '0'], '0')).toBe('not-shown');
    expect(codeFor(['1', '3/2', '-1/2'], '0')).toBe('accepted');
  });
});
