/** Enclosures against independently computed numbers (to 1e-12), and wider ones against sharper. */
import { describe, expect, it } from 'vitest';
import { parseActivation } from '../../src/activations/parse-activation.ts';
import { lowerRational, upperRational } from '../../src/arith/enclosure.ts';
import { approxNumber, compare, fromText } from '../../src/arith/rational.ts';
import { published } from './reference/published-kernels.ts';
import { encloseGram, gramEntry } from '../../src/ntk/gram-enclosure.ts';
import type { GramEnclosure } from '../../src/ntk/gram-enclosure.ts';
import { encloseSmallestEigenvalue } from '../../src/positivity/lambda-min.ts';
import type { KernelName } from '../../src/ntk/kernel.ts';

const inputs = [
  ['1', '0'],
  ['3/5', '4/5'],
  ['-4/5', '3/5'],
  ['1/2', '-1/2'],
].map((row) => row.map((text) => fromText(text)!));

const network = (activation: string, hidden: number) => ({
  activations: [parseActivation(activation).expr],
  depth: hidden + 1,
  weightVariance: fromText('9/4')!,
  biasVariance: fromText('1/100')!,
});

function gramOf(activation: string, hidden: number, kernel: KernelName, bits = 64): GramEnclosure {
  const gram = encloseGram(network(activation, hidden), inputs, kernel, bits);
  if (gram.kind !== 'gram-enclosure') throw new Error(JSON.stringify(gram));
  return gram;
}

/** Lower and upper bound of an entry, as nearest doubles. */
const entry = (gram: GramEnclosure, i: number, j: number): readonly [number, number] => {
  const e = gramEntry(gram, i, j);
  return [approxNumber(lowerRational(e)!), approxNumber(upperRational(e)!)];
};

describe('enclosed Gram matrices', () => {
  it.each(published)(
    '%s, %i hidden: the published entries',
    (activation, hidden, s01, t00, t01, t13) => {
      const [sigma, theta] = [
        gramOf(activation, hidden, 'nngp'),
        gramOf(activation, hidden, 'ntk'),
      ];
      for (const [gram, i, j, value] of [
        [sigma, 0, 1, s01],
        [theta, 0, 0, t00],
        [theta, 0, 1, t01],
        [theta, 1, 3, t13],
      ] as const) {
        const [lower, upper] = entry(gram, i, j);
        expect(lower).toBeLessThan(value + 2e-12);
        expect(upper).toBeGreaterThan(value - 2e-12);
        expect(upper - lower).toBeLessThan(1e-15);
      }
    },
  );

  it.each(published)(
    '%s, %i hidden: the published smallest eigenvalues',
    (activation, hidden, ...rest) => {
      for (const [kernel, value] of [
        ['nngp', rest[4]],
        ['ntk', rest[5]],
      ] as const) {
        const options = { tolerance: 1e-2 };
        const found = encloseSmallestEigenvalue(
          inputs,
          network(activation, hidden),
          kernel,
          options,
        );
        if (found.kind !== 'bounds') throw new Error(found.reason);
        const [lower, upper] = [approxNumber(found.lower), approxNumber(found.upper)];
        expect(lower).toBeLessThan(value * (1 + 1e-6));
        expect(upper).toBeGreaterThan(value * (1 - 1e-6));
        expect(upper - lower).toBeLessThan(1.1e-2 * upper);
      }
    },
  );

  it.each(['tanh', 'gelu', 'elu', 'hardtanh', 'softplus'])(
    '%s: enclosures of several precisions and lengths of series meet',
    (activation) => {
      const sharp = gramOf(activation, 1, 'ntk', 100);
      const short = encloseGram(network(activation, 1), inputs, 'ntk', 64, { terms: 24 });
      if (short.kind !== 'gram-enclosure') throw new Error(JSON.stringify(short));
      for (const wide of [gramOf(activation, 1, 'ntk', 40), short])
        for (let i = 0; i < 4; i += 1)
          for (let j = 0; j <= i; j += 1) {
            const [a, b] = [gramEntry(sharp, i, j), gramEntry(wide, i, j)];
            expect(compare(lowerRational(b)!, upperRational(a)!)).toBeLessThanOrEqual(0);
            expect(compare(lowerRational(a)!, upperRational(b)!)).toBeLessThanOrEqual(0);
          }
    },
  );
});
