/**
 * # Rational functions whose exact signs would take too long
 *
 * Compositions with numbers of very different sizes: their numerators have degrees near 100 and
 * coefficients of a thousand bits, whose Sturm sequences take hours. What is said of them rests on
 * enclosures.
 */
import { describe, expect, it } from 'vitest';
import { realRoots } from '../../src/cells/real-roots.ts';
import { rational } from '../../src/arith/rational.ts';
import { decide } from '../../src/polynomiality/decide.ts';
import { parse } from '../../src/expr/parse.ts';
import { substitute } from '../../src/expr/structure.ts';
import { hypotheses } from '../../src/regularity/hypotheses.ts';

const texts = [
  '1e-30*x + 123.456789 - 1/(1 + (1.5*x^2 + 1.75*x + 4)^2)',
  '1e-12*x - 9.87654321*x/(0.123456789 + (x^2 - 1.25*x + 7.125)^2)',
  'x/(1 + (3.14159265358979*x^2 + 1e-20)^2)',
];

describe('σ∘σ', () => {
  it.each(texts)('%s', { timeout: 30_000 }, (text) => {
    const σ = parse(text);
    const found = hypotheses(substitute(σ, σ));
    expect(found.definedOnR.value).toBe(true);
    expect(found.continuous.value).toBe(true);
    expect(found.gaussianIntegrable.value).toBe(true);
    expect(decide(substitute(σ, σ)).kind).toBe('non-polynomial');
  });
});

it('roots of such polynomials are not sought, and not denied', () => {
  const long = Array.from({ length: 101 }, (_, k) => rational(2n ** 1000n + BigInt(k * k + 1)));
  expect(realRoots(long)).toBeNull();
  expect(realRoots(long.slice(0, 3))).toEqual([]);
});
