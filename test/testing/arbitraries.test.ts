import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import * as Q from '../../src/arith/rational.ts';
import {
  abs,
  certainlyLess,
  certainlyNonzero,
  fromRational,
  sub,
} from '../../src/arith/enclosure.ts';
import { parseActivation } from '../../src/activations/parse-activation.ts';
import { hypotheses } from '../../src/regularity/hypotheses.ts';
import { evaluateAt } from '../../src/expr/evaluate.ts';
import { functionTable } from '../../src/expr/functions.ts';
import { parse } from '../../src/expr/parse.ts';
import { print } from '../../src/expr/print.ts';
import {
  activation,
  activationFamily,
  grownActivation,
  libraryActivation,
  nonPolynomialActivation,
  polynomialActivation,
} from '../../src/testing/index.ts';
import type { Activation } from '../../src/testing/index.ts';
import { difference } from '../../src/polynomiality/witness.ts';
import { constants, partial, total } from '../../src/testing/production.ts';
import { runs, samples, smallest } from './seed.ts';

const sources: readonly (readonly [string, fc.Arbitrary<Activation>])[] = [
  ['activation', activation()],
  ['activation, partial', activation({ partial: true, maxDepth: 4 })],
  ['polynomialActivation', polynomialActivation()],
  ['nonPolynomialActivation', nonPolynomialActivation()],
  ['libraryActivation', libraryActivation()],
  ['activationFamily', activationFamily().map((family) => family.at('3/7'))],
];

describe.each(sources)('%s', (_name, source) => {
  it('repeats with its seed', () => {
    const texts = () => samples(source, 30).map((σ) => σ.text);
    expect(texts()).toEqual(texts());
  });

  it('prints what a user would type', () => {
    fc.assert(
      fc.property(source, (σ) => {
        expect(fc.stringify(σ)).toBe(JSON.stringify(σ.text));
        expect(print(parseActivation(σ.text).expr)).toBe(print(σ.expr));
      }),
      runs(200),
    );
  });

  it('varies', () => {
    const texts = new Set(samples(source, 200).map((σ) => σ.text));
    expect(texts.size).toBeGreaterThan(_name === 'activationFamily' ? 8 : 60);
  });
});

it('every function and every kind of condition of the language can be drawn', () => {
  const texts = [...total, ...partial].map(({ text }) => text).join('\n');
  const symbols = { add: '+', mul: '*', div: '/', neg: '-', pow: '^' } as Record<string, string>;
  for (const name of functionTable.keys()) expect(texts).toContain(symbols[name] ?? `${name}(`);
  for (const word of [' < ', ' <= ', ' > ', ' >= ', ' and ', ' or ', 'not (', ' ? ', 'e', 'pi'])
    expect(texts + constants.join()).toContain(word);
});

const points = [-5, -1, 0, 1, 2, 8].map((n) => Q.rational(3 * n + 1, 7));

describe('truth by construction', () => {
  it('of polynomials: the enclosures of σ and of its polynomial meet everywhere', () => {
    fc.assert(
      fc.property(polynomialActivation(), ({ expr, truth }) => {
        const { coefficients } = truth;
        expect(coefficients.length === 1 || coefficients.at(-1) !== '0').toBe(true);
        const p = parse(coefficients.map((c, k) => `(${c})*x^${k}`).join(' + '));
        for (const at of points) {
          const [value, expected] = [evaluateAt(expr, at, 256), evaluateAt(p, at, 256)!];
          if (value) expect(certainlyNonzero(sub(value, expected, 256))).toBe(false);
        }
      }),
      runs(300),
    );
  });

  it('of non-polynomials: a difference of order 9 is certainly not 0 somewhere', () => {
    let shown = 0;
    const cases = samples(nonPolynomialActivation({ disguise: 0 }), 150);
    for (const { expr } of cases) {
      const steps = [Q.rational(2, 7), Q.rational(5), Q.rational(1, 50), Q.rational(100)];
      const found = steps.some((step) =>
        points.some((at) => {
          const value = difference((x, p) => evaluateAt(expr, x, p), 9, at, step, 400);
          return value !== null && certainlyNonzero(value);
        }),
      );
      if (found) shown += 1;
    }
    // Of the rest the enclosures are too wide; none may be all zero, which the next test decides.
    expect(shown).toBeGreaterThan(0.95 * cases.length);
  });

  it('of families: at the exceptions the polynomial, elsewhere none of degree 8', () => {
    for (const family of samples(activationFamily(), 40)) {
      for (const { a, coefficients } of family.polynomialAt) {
        expect(family.at(a).truth).toEqual({ kind: 'polynomial', coefficients });
        const p = parse(coefficients.map((c, k) => `(${c})*x^${k}`).join(' + '));
        for (const at of points) {
          const [value, expected] = [
            evaluateAt(family.at(a).expr, at, 256)!,
            evaluateAt(p, at, 256)!,
          ];
          expect(certainlyNonzero(sub(value, expected, 256))).toBe(false);
        }
      }
      const { expr, truth } = family.at('3/7');
      expect(truth.kind).toBe('non-polynomial');
      const orders = points.map((at) =>
        difference((x, p) => evaluateAt(expr, x, p), 9, at, Q.rational(2, 7), 400),
      );
      expect(orders.some((value) => value !== null && certainlyNonzero(value))).toBe(true);
    }
    expect(() => activationFamily().filter((f) => f.at('pi') !== null)).not.toThrow();
    expect(() => samples(activationFamily(), 1)[0]!.at('pi')).toThrow(RangeError);
  });
});

describe('constraints', () => {
  it('smooth and continuous ones are shown to be so', () => {
    fc.assert(
      fc.property(nonPolynomialActivation({ smooth: true, disguise: 0 }), ({ expr }) => {
        expect(hypotheses(expr).continuous.value).not.toBe(false);
      }),
      runs(100),
    );
  });

  it('growth bounds the values far out', () => {
    const far = [Q.rational(10n ** 9n), Q.rational(-(10n ** 9n)), Q.rational(10n ** 40n)];
    const bound = fromRational(Q.rational(1_000_000), 64);
    fc.assert(
      fc.property(nonPolynomialActivation({ growth: 'bounded', disguise: 0 }), ({ expr }) => {
        for (const at of far) {
          const value = evaluateAt(expr, at, 1000);
          expect(value !== null && certainlyLess(abs(value), bound)).toBe(true);
        }
      }),
      runs(200),
    );
  });

  it('degrees stay within', () => {
    for (const { truth } of samples(polynomialActivation({ minDegree: 2, maxDegree: 3 }), 200)) {
      expect(truth.coefficients.length).toBeGreaterThanOrEqual(3);
      expect(truth.coefficients.length).toBeLessThanOrEqual(4);
    }
  });

  it.each([
    () => polynomialActivation({ maxDegree: -1 }),
    () => polynomialActivation({ maxDegree: 1.5 }),
    () => polynomialActivation({ minDegree: 3, maxDegree: 2 }),
    () => polynomialActivation({ disguise: 99 }),
    () => nonPolynomialActivation({ growth: 'fast' as 'any' }),
    () => libraryActivation({ library: 'numpy' as 'onnx' }),
    () => activation({ maxDepth: 100 }),
  ])('out of range they are refused: %s', (make) => {
    expect(make).toThrow(RangeError);
  });
});

describe('shrinking', () => {
  it('a polynomial shrinks to the smallest one, without disguise', () => {
    expect(smallest(polynomialActivation(), () => false).text).toBe('0');
    const quadratic = ({ truth }: { truth: { coefficients: readonly string[] } }) =>
      truth.coefficients.length < 3;
    expect(smallest(polynomialActivation(), quadratic).text).toBe('x^2');
  });

  it('a non-polynomial shrinks to the simplest one', () => {
    expect(smallest(nonPolynomialActivation(), () => false).text).toBe('relu(x)');
  });

  it('an expression shrinks to the part that matters, whatever it was made of', () => {
    const least = (pattern: RegExp, source = activation({ maxDepth: 4 })): string =>
      smallest(source, (σ) => !pattern.test(σ.text)).text;
    expect(least(/tanh/)).toBe('tanh(x)');
    expect(least(/-x\^2/)).toBe('-x^2');
    expect(least(/exp\(-/)).toMatch(/^exp\(-(x|1)\)$/);
    expect(least(/\?/)).toMatch(/^x \S+ \S+ \? \S+ : \S+$/);
    expect(least(/floor\(.*exp/, grownActivation({ maxDepth: 4 }))).toBe('floor(exp(x))');
    expect(least(/gamma/).length).toBeLessThan(24); // gamma(x) is not defined on R
  });

  it('parts are defined on R, smooth where that was asked for, and of unknown truth', () => {
    const isOdd = (text: string): boolean => text.length % 2 === 1;
    for (const regularity of ['smooth', 'kink', 'jump'] as const) {
      const shrunk = smallest(activation({ regularity }), (σ) => {
        const { continuous, definedOnR } = hypotheses(σ.expr);
        expect(definedOnR.value).not.toBe(false);
        if (regularity !== 'jump') expect(continuous.value).not.toBe(false);
        return σ.truth.kind !== 'unknown' || isOdd(σ.text);
      });
      expect(shrunk.truth.kind).toBe('unknown');
    }
  });

  it('a library activation shrinks to ReLU', () => {
    expect(smallest(libraryActivation(), () => false).text).toMatch(/relu$/i);
  });
});
