/**
 * # Derivatives, differences and their certificate
 *
 * Against known derivatives, exact differences and the definition: what is called zero is zero at
 * every point tried, what is called nonzero is so at the stencil that is named.
 */
import { describe, expect, it } from 'vitest';
import { answer } from '../../src/answer/answer.ts';
import { maxOrder as maxOption } from '../../src/cli/check.ts';
import { characterise, maxOrder } from '../../src/answer/characterisation.ts';
import { verifyCertificate } from '../../src/answer/verify.ts';
import * as Q from '../../src/arith/rational.ts';
import { certainlyNonzero } from '../../src/arith/enclosure.ts';
import { decide } from '../../src/polynomiality/decide.ts';
import { difference } from '../../src/polynomiality/witness.ts';
import { evaluateAt } from '../../src/expr/evaluate.ts';
import { hypotheses } from '../../src/regularity/hypotheses.ts';
import { parse } from '../../src/expr/parse.ts';

const of = (text: string, n: number) => answer(text, { derivatives: n }).characterisation!;

describe('polynomials', () => {
  it.each([
    ['0', 0],
    ['7', 1],
    ['x', 2],
    ['x*(1 + erf(x)) - x*erf(x)', 2],
    ['(x - 1)^3 + pi*x', 4],
    ['max(x, -x)^2', 3],
  ])('%s: everything vanishes from order %i on, and nothing before', (text, from) => {
    const { vanishesFrom, differences, pieces, certificate } = of(text, 6);
    expect(vanishesFrom).toBe(from);
    for (const { order, value } of differences)
      expect(value).toBe(order < from ? 'nonzero' : 'zero');
    for (const piece of pieces)
      for (const { order, value } of piece.derivatives)
        expect(value).toBe(order < from ? 'nonzero' : 'zero');
    if (certificate) expect(verifyCertificate(certificate).accepted).toBe(true);
  });

  it('have their derivatives written out', () => {
    const [piece] = of('x^4 - x/2', 5).pieces;
    expect(piece!.derivatives.map((d) => d.text)).toEqual([
      'x^4 - 0.5*x',
      '4*x^3 - 0.5',
      '12*x^2',
      '24*x',
      '24',
      '0',
    ]);
  });
});

describe('pieces', () => {
  it('relu: 0, and x', () => {
    const { pieces } = of('relu', 3);
    expect(pieces.map(({ lower, upper, coefficients }) => [lower, upper, coefficients])).toEqual([
      [null, '0', ['0']],
      ['0', null, ['0', '1']],
    ]);
    expect(pieces.map((p) => p.derivatives.map((d) => d.value))).toEqual([
      ['zero', 'zero', 'zero', 'zero'],
      ['nonzero', 'nonzero', 'zero', 'zero'],
    ]);
  });

  it('irrational ends are named by their polynomial', () => {
    const { pieces } = of('max(x^2 - 2, 0)', 2);
    expect(pieces[1]).toMatchObject({
      lower: 'the root near -1.41421 of x^2 - 2',
      upper: 'the root near 1.41421 of x^2 - 2',
      coefficients: ['0'],
    });
  });

  it('a short piece between kinks is seen at its own scale', () => {
    const { pieces } = of('relu(x) - relu(x - 1e-9)', 2);
    expect(pieces[1]!.derivatives.map((d) => d.value)).toEqual(['nonzero', 'nonzero', 'zero']);
  });

  it.each(['floor(x)', 'abs(sin(x))', 'sign(x)*floor(3*x)'])(
    '%s: differences say nothing of derivatives where smoothness is not shown',
    (text) => {
      for (const piece of of(text, 3).pieces)
        if (piece.coefficients === null) expect(piece.derivatives).toEqual([]);
    },
  );

  it('many are counted, the first are shown', () => {
    const kinks = Array.from({ length: 20 }, (_, k) => `relu(x - ${k})`).join(' + ');
    const { pieces, morePieces } = of(kinks, 1);
    expect([pieces.length, morePieces]).toEqual([6, 15]);
  });
});

describe('every difference that is shown', () => {
  it.each(['tanh', 'gelu', 'relu', 'x^3 + 1e-12*sin(x)', 'exp(-x^2)', 'sqrt(1 + x^2)', 'softplus'])(
    '%s: is nonzero by the other arithmetic too, in a certificate that is accepted',
    (text) => {
      const shown = answer(text, { derivatives: 8 });
      const expr = parse(shown.expression!);
      const { differences, pieces, certificate } = shown.characterisation!;
      expect(verifyCertificate(certificate).accepted).toBe(true);
      const rows = [...differences, ...pieces.flatMap((p) => p.derivatives)];
      expect(rows.filter((row) => row.value === 'nonzero').length).toBeGreaterThan(8);
      for (const { order, value, difference: found } of rows) {
        if (value !== 'nonzero') continue;
        expect(found!.order).toBe(order);
        const [at, step] = [Q.fromText(found!.at)!, Q.fromText(found!.step)!];
        const again = difference((x, p) => evaluateAt(expr, x, p), order, at, step, 1024);
        expect(certainlyNonzero(again!)).toBe(true);
      }
    },
  );
});

describe('Hermite coefficients', () => {
  const value = (text: string, n: number) => of(text, n).hermite.rows.map((row) => row.value);

  it.each([
    ['0', 0],
    ['7', 1],
    ['x^3 - pi*x + sqrt(2)', 4],
    ['sign(x)^2 + x', 2],
    ['relu(x)^2 + relu(-x)^2', 3],
  ])('%s: exactly 0 from order %i on, and not before', (text, from) => {
    const { vanishesFrom, rows } = of(text, 6).hermite;
    expect(vanishesFrom).toBe(from);
    for (const { order, value } of rows) if (order >= from) expect(value).toBe('zero');
    if (from > 0) expect(rows[from - 1]!.value).toBe('nonzero');
  });

  it('of x^n are those of the moments: x^4 = 3 + 6√2 h_2 + √24 h_4', () => {
    const { rows } = of('x^4', 6).hermite;
    const exact = [3, 0, 6 * Math.SQRT2, 0, Math.sqrt(24), 0, 0];
    for (const [k, { lower, upper }] of rows.entries()) {
      if (exact[k] === 0) expect(rows[k]).toMatchObject({ value: 'zero', lower: null });
      else expect(Number(lower) <= exact[k]! && exact[k]! <= Number(upper)).toBe(true);
    }
  });

  it('of e^x are √e/√k!', () => {
    let factorial = 1;
    for (const { order, lower, upper, value } of of('exp(x)', 8).hermite.rows) {
      factorial *= Math.max(order, 1);
      const exact = Math.exp(0.5) / Math.sqrt(factorial);
      expect(value).toBe('nonzero');
      expect(Number(lower)).toBeLessThanOrEqual(exact * (1 + 1e-15));
      expect(Number(upper)).toBeGreaterThanOrEqual(exact * (1 - 1e-15));
    }
  });

  it.each([
    ['relu', 'nonzero nonzero nonzero zero nonzero zero nonzero', null, '0.5*x'],
    ['gelu', 'nonzero nonzero nonzero zero nonzero zero nonzero', null, '0.5*x'],
    ['tanh', 'zero nonzero zero nonzero zero nonzero zero', '0', null],
    ['sqrt(1 + x^2)', 'nonzero zero nonzero zero nonzero zero nonzero', null, '0'],
    ['x^2 + x^3 + tanh(x)', 'nonzero nonzero nonzero nonzero zero nonzero zero', 'x^2', null],
  ])('%s: %s', (text, expected, evenPart, oddPart) => {
    expect(value(text, 6).join(' ')).toBe(expected);
    expect(of(text, 6).hermite).toMatchObject({ evenPart, oddPart, vanishesFrom: null });
  });

  it('far below the double’s precision', () => {
    expect(value('x^2 + 1e-30*sin(x)', 3)).toEqual(['nonzero', 'nonzero', 'nonzero', 'nonzero']);
  });

  it('where E[σ²] is finite for small variances only, they are taken at one of those', () => {
    const { variance, reason } = of('exp(x^2/2)', 3).hermite;
    expect(variance === null ? reason : variance).toMatch(/^(1\/4|no bound .*)$/);
  });

  it.each(['exp(x^4)', 'exp(abs(x)^3)'])('%s has none: not square-integrable', (text) => {
    expect(of(text, 3).hermite).toMatchObject({ rows: [], variance: null });
    expect(of(text, 3).hermite.reason).toMatch(/E\[σ²\] = ∞|not shown/);
  });
});

it('undecided verdicts show what differences show', () => {
  const { vanishesFrom, differences } = of(
    'sin(x)^2 + sin(sqrt(2)*x)*cosh(x) + x^3*sin(exp(x))',
    3,
  );
  expect(vanishesFrom === null || vanishesFrom >= 0).toBe(true);
  expect(differences.map((d) => d.value)).toEqual(Array(4).fill('nonzero'));
});

it('the command line has the same limit', () => {
  expect(maxOption).toBe(maxOrder);
});

it('orders outside 0 … 24 are a caller’s mistake', () => {
  const expr = parse('x');
  for (const n of [-1, 25, 1.5, NaN])
    expect(() =>
      characterise(expr, decide(expr), hypotheses(expr), n, { text: 'x', parameters: {} }),
    ).toThrow(RangeError);
});
