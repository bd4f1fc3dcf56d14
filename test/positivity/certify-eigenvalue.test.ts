/** certify by lambda-min: what it hands out, and what it says of it. */
import { describe, expect, it } from 'vitest';
import { equispaced } from './eigenvalue-setting.ts';
import { parseActivation } from '../../src/activations/parse-activation.ts';
import * as Q from '../../src/arith/rational.ts';
import { checkKernel } from '../../src/checker/check-kernel.ts';
import { certify } from '../../src/positivity/certify.ts';
import { seeded } from '../ntk/gram-of.ts';

describe('certify by lambda-min', () => {
  const network = (text: string): Parameters<typeof certify>[1] => ({
    activations: [parseActivation(text).expr],
    depth: 2,
    weightVariance: Q.one,
    biasVariance: Q.one,
  });

  it('hands out what the checker accepted, and says which number is whose', () => {
    const found = certify(equispaced(3), network('gelu'), { kernel: 'nngp', by: 'lambda-min' });
    if (found.kind !== 'certification') throw new Error(found.reason);
    expect(found).toMatchObject({
      verdict: 'strictly-positive-definite',
      by: 'lambda-min',
      theorem: 'H',
      assumes: [],
      rigour: 'certificate accepted by the checker',
    });
    const { certified: c, lower, upper } = found.lambdaMin!;
    expect(Number(c)).toBeLessThanOrEqual(Number(lower));
    expect(Number(c)).toBeGreaterThan(0.9 * Number(upper));
    const outcome = checkKernel(JSON.parse(JSON.stringify(found.certificate)));
    expect(outcome).toMatchObject({ accepted: true, proved: { rule: 'lambda-min', theorem: 'H' } });
    expect(found.lambdaMinNote).toContain('not independently checked');
  });

  it('assumes that Θ exists, and says so', () => {
    const found = certify(equispaced(3), network('sin'), { kernel: 'ntk', by: 'lambda-min' });
    if (found.kind !== 'certification') throw new Error(found.reason);
    expect(found.assumes.join()).toContain('the kernel exists');
  });

  it('has none for more rows, and says why', () => {
    const random = seeded(2);
    const rows = Array.from({ length: 65 }, () =>
      Array.from({ length: 8 }, () => Q.rational(Math.round(1500 * random()), 1000)),
    );
    const found = certify(rows, network('relu'), { kernel: 'nngp', by: 'lambda-min' });
    if (found.kind !== 'certification') throw new Error(found.reason);
    expect(found).toMatchObject({
      verdict: 'strictly-positive-definite',
      certificate: null,
      rigour: 'verified floating point, not independently checked',
      lambdaMin: { certified: null },
    });
    expect(found.lambdaMinNote).toContain('limited to 64 rows');
  });
});
