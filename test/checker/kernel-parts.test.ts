/**
 * # What `lambda-min` is made of, each against something independent
 *
 * Boxes of complex numbers against the producer's continuation, quadrature against exact integrals,
 * Hermite coefficients against closed forms, eigenvalue bounds against exact minors.
 */
import { describe, expect, it } from 'vitest';
import { isPositiveDefinite } from '../positivity/positive-definite.ts';
import { parseActivation } from '../../src/activations/parse-activation.ts';
import * as AC from '../../src/arith/complex-enclosure.ts';
import * as AE from '../../src/arith/enclosure.ts';
import { addExpr } from '../../src/cells/nodes.ts';
import { analyse } from '../../src/checker/analysis.ts';
import { analyticOn } from '../../src/checker/analytic.ts';
import { withoutGuards } from '../../src/checker/branch.ts';
import type { Cell } from '../../src/checker/cell.ts';
import type { AcceptedActivation } from '../../src/checker/check.ts';
import * as C from '../../src/checker/complex.ts';
import * as D from '../../src/checker/dyadic.ts';
import { Refused, unlimited } from '../../src/checker/ensure.ts';
import { createEnvelope } from '../../src/checker/envelope.ts';
import { createDag } from '../../src/checker/expression.ts';
import type { Ball } from '../../src/checker/fixed.ts';
import { hermiteOf } from '../../src/checker/hermite.ts';
import * as I from '../../src/checker/interval.ts';
import type { Interval } from '../../src/checker/interval.ts';
import type { Quadrature } from '../../src/checker/kernel-certificate.ts';
import { defectOf, sample } from '../../src/checker/quadrature.ts';
import * as Q from '../../src/checker/rational.ts';
import type { Rational } from '../../src/checker/rational.ts';
import { exceeds } from '../../src/checker/rules/lambda-min.ts';
import { approxFunction } from '../../src/expr/approx-evaluate.ts';
import { evaluateComplex } from '../../src/expr/evaluate-complex.ts';
import { quadratureRule } from '../../src/ntk/quadrature-rule.ts';
import { seeded } from '../ntk/gram-of.ts';

const smooth = [
  ...['tanh', 'gelu', 'sin', 'x^3 - x', 'softplus', 'sigmoid', 'erf', 'swish', 'mish', 'exp(-x^2)'],
  ...['atan', 'asinh', 'sinc', 'x/(1 + x^2)', 'sqrt(1 + x^2)', 'log(1 + x^2)', 'cos(x)*exp(x/4)'],
  ...['cbrt(2 + x^2)', '(1 + x^2)^(-3/4)', 'sech(x)', 'Phi', 'x*sinh(x/3)', '2^x', 'log1p(x^2)'],
];
const guarded = ['elu', 'hardtanh', 'selu', 'relu6', 'hardswish', 'softshrink', 'softsign', 'celu'];

function activationOf(text: string): AcceptedActivation {
  const dag = createDag(unlimited);
  return { dag, root: addExpr(dag, parseActivation(text).expr), claims: [], proved: [] };
}

const rational = (x: number): Rational => Q.rational(BigInt(Math.round(x * 1024)), 1024n);
const open = (a: Rational | null, b: Rational | null): Cell => ({
  kind: 'open',
  lower: a && { kind: 'rational', value: a },
  upper: b && { kind: 'rational', value: b },
});
const number = (d: D.Dyadic | null): number =>
  d === null ? NaN : Number(D.floorScaled(d, 900)) / 2 ** 900;
const between = (X: Interval, low: Rational | null, high: Rational | null): boolean =>
  low !== null &&
  high !== null &&
  D.compareToRational(X.lower!, high) <= 0 &&
  D.compareToRational(X.upper!, low) >= 0;

describe('boxes of complex numbers', () => {
  it.each([...smooth, ...guarded])('hold the continuation of %s', (text) => {
    const random = seeded(17);
    const { expr } = parseActivation(text);
    const { dag, root } = activationOf(text);
    let found = 0;
    for (let trial = 0; trial < 60; trial += 1) {
      const at = Math.round(random() * 64) / 8;
      const [a, b] = [rational(at), rational(at + 0.5)];
      const on = analyse(dag, open(a, b), 64);
      const [left, right, high] = [rational(at - 0.1), rational(at + 0.6), rational(0.3)];
      const box = {
        re: I.fromRationals(left, right, false, false, 64),
        im: I.fromRationals(Q.neg(high), high, false, false, 64),
      };
      const image = analyticOn(dag, withoutGuards(on, root), box);
      if (image === null) continue;
      found += 1;
      for (let k = 0; k < 4; k += 1) {
        const z: AC.Complex = {
          re: AE.fromRational(rational(at + 0.25 + 0.35 * random()), 128),
          im: AE.fromRational(rational(0.3 * random()), 128),
        };
        const value = evaluateComplex(expr, z, AE.fromRationals(a, b, 128), 128);
        if (value === null) continue;
        const [re, im] = [value.re, value.im].map((e) => [
          AE.lowerRational(e),
          AE.upperRational(e),
        ]);
        const where = `${text} on (${at}, ${at + 0.5})`;
        expect(between(image.re, re![0]!, re![1]!), where).toBe(true);
        expect(between(image.im, im![0]!, im![1]!), where).toBe(true);
      }
    }
    expect(found).toBeGreaterThan(20);
  });

  it.each(['1/x', 'log(abs(x))', 'sqrt(abs(x))', 'x*sin(1/x)', 'tan(x)', 'abs(x)', 'sign(x)'])(
    '%s is not analytic around its bad points',
    (text) => {
      const { dag, root } = activationOf(text);
      for (const centre of [0, 1.5703125]) {
        if ((centre === 0) === (text === 'tan(x)')) continue;
        const [a, b] = [rational(centre - 0.125), rational(centre + 0.125)];
        const on = analyse(dag, open(a, b), 64);
        const box = { re: I.fromRationals(a, b, false, false, 64), im: C.one.im };
        expect(analyticOn(dag, withoutGuards(on, root), box)).toBeNull();
      }
    },
  );
});

describe('bounds along half-lines', () => {
  it.each([...smooth, ...guarded, 'relu', 'floor(x)', 'x*abs(x)', 'exp(x/3 - 1)', 'x^(7/3)*0 + x'])(
    'of %s',
    (text) => {
      const { dag, root } = activationOf(text);
      const f = approxFunction(parseActivation(text).expr);
      for (const side of [1, -1]) {
        const cell = side === 1 ? open(rational(2), null) : open(null, rational(-2));
        const bound = createEnvelope(analyse(dag, cell, 64))(root);
        if (text.includes('7/3') && side === -1) continue;
        expect(bound, text).not.toBeNull();
        const { factor, power, rate } = bound!;
        const [A, B] = [number(factor.upper), number(rate.upper)];
        const m = Number(power.num) / Number(power.den);
        for (let r = 2.001; r < 60; r *= 1.1)
          expect(Math.abs(f(side * r))).toBeLessThanOrEqual(
            A * r ** m * Math.exp(B * r) * (1 + 1e-12),
          );
      }
    },
  );

  it.each(['exp(x^2/100)', 'gamma(1 + x^2)', 'exp(exp(x))', 'x^x'])('refuse %s', (text) => {
    const { dag, root } = activationOf(text);
    const bound = createEnvelope(analyse(dag, open(rational(2), null), 64))(root);
    expect(bound).toBeNull();
  });
});

function rule(count: number, bits = 160): Quadrature {
  const { nodes, weights } = quadratureRule(count, bits);
  const q = (m: bigint): Rational => Q.rational(m, 1n << BigInt(bits));
  return { nodes: nodes.map(q), weights: weights.map(q), ellipse: Q.rational(3n) };
}

describe('a quadrature rule', () => {
  const approx = (q: Rational): number => Number(q.num) / Number(q.den);
  /** 1/(c − x), |x| ≤ 5/3 on the ellipse: ∫ = log((c + 1)/(c − 1)), bound 1/(c − 5/3). */
  const errorOf = ({ nodes, weights }: Quadrature, c: number): number =>
    Math.abs(
      Math.log((c + 1) / (c - 1)) -
        nodes.reduce((sum, x, j) => sum + approx(weights[j]!) / (c - approx(x)), 0),
    ) *
    (c - 5 / 3);

  it('has an error below its defect, near the truth for Gauss–Legendre', () => {
    for (const count of [2, 4, 8]) {
      const kappa = number(defectOf(rule(count), unlimited).upper);
      for (const c of [1.7, 1.8, 2, 3, 10])
        expect(errorOf(rule(count), c)).toBeLessThanOrEqual(kappa + 1e-15);
      expect(kappa).toBeLessThan(20 * 3 ** (-2 * count + 1));
    }
    expect(number(defectOf(rule(24), unlimited).upper)).toBeLessThan(1e-20);
  });

  it('is judged by what it does, whatever its numbers', () => {
    const good = rule(6);
    const random = seeded(3);
    for (let trial = 0; trial < 30; trial += 1) {
      const by = rational(random());
      const k = trial % 6;
      const weights = good.weights.map((w, j) => (j === k ? Q.add(w, by) : w));
      const nodes = trial % 2 ? good.nodes : good.nodes.map(() => by);
      const bad = { ...good, weights, nodes };
      const kappa = number(defectOf(bad, unlimited).upper);
      for (const c of [1.7, 2, 5])
        expect(errorOf(bad, c)).toBeLessThanOrEqual(kappa * (1 + 1e-9) + 1e-15);
    }
  });
});

const panels = (from: number, to: number, step: number, more: readonly number[] = []): Rational[] =>
  [
    ...new Set([
      ...Array.from({ length: (to - from) / step + 1 }, (_, i) => from + i * step),
      ...more,
    ]),
  ]
    .sort((a, b) => a - b)
    .map(rational);

interface Number {
  readonly value: number;
  readonly radius: number;
}
interface Setting {
  readonly terms?: number;
  readonly ends?: Rational[];
  readonly count?: number;
  readonly w?: number;
}

function hermite(
  text: string,
  q: readonly [Rational, Rational],
  { terms = 20, ends = panels(-24, 24, 0.5), count = 32, w = 400 }: Setting = {},
): { readonly coefficients: readonly Number[]; readonly square: Number } {
  const samples = sample(activationOf(text), ends, rule(count), w, 'panels');
  const [low, high] = q.map((v) => (v.num << BigInt(w)) / v.den) as [bigint, bigint];
  const variance = { middle: (low + high) >> 1n, radius: ((high - low) >> 1n) + 2n };
  const defect = defectOf(rule(count), unlimited);
  const found = hermiteOf(samples, variance, terms, defect, w, unlimited, 'layers.0');
  const numberOf = ({ middle, radius }: Ball): Number => ({
    value: Number(middle) / 2 ** w,
    radius: Number(radius) / 2 ** w,
  });
  return { coefficients: found.coefficients.map(numberOf), square: numberOf(found.square) };
}

const radiusOf = ({ radius }: Number): number => radius;
const holds = ({ value, radius }: Number, truth: number, slack = 1e-15): boolean =>
  Math.abs(value - truth) <= radius + slack * (1 + Math.abs(truth));
const factorial = (k: number): number => (k <= 1 ? 1 : k * factorial(k - 1));

/** a_k(q) and E[σ²] in closed form. */
const known: readonly [string, (k: number, q: number) => number, (q: number) => number][] = [
  [
    'sin',
    (k, q) =>
      k % 2 === 0
        ? 0
        : ((k % 4 === 1 ? 1 : -1) * q ** (k / 2) * Math.exp(-q / 2)) / Math.sqrt(factorial(k)),
    (q) => (1 - Math.exp(-2 * q)) / 2,
  ],
  [
    'exp(x)',
    (k, q) => (q ** (k / 2) * Math.exp(q / 2)) / Math.sqrt(factorial(k)),
    (q) => Math.exp(2 * q),
  ],
  [
    'x^3',
    (k, q) => (k === 1 ? 3 * q ** 1.5 : k === 3 ? Math.sqrt(6) * q ** 1.5 : 0),
    (q) => 15 * q ** 3,
  ],
  [
    'erf',
    (k, q) => {
      // E[erf(u)erf(v)] = 2/π·asin(2s/(1 + 2q)): its series in ρ.
      if (k % 2 === 0) return 0;
      const m = (k - 1) / 2;
      const r = (2 * q) / (1 + 2 * q);
      const c = factorial(2 * m) / (4 ** m * factorial(m) ** 2 * (2 * m + 1));
      return (m % 2 === 0 ? 1 : -1) * Math.sqrt((2 / Math.PI) * c * r ** k);
    },
    (q) => (2 / Math.PI) * Math.asin((2 * q) / (1 + 2 * q)),
  ],
  [
    'relu',
    (k, q) => {
      const s = Math.sqrt(q / (2 * Math.PI));
      if (k === 0) return s;
      if (k === 1) return Math.sqrt(q) / 2;
      if (k % 2 === 1) return 0;
      const m = k / 2;
      // a_k = √(q/2π)·He_{k−2}(0)/√k!
      const he = (m % 2 === 1 ? 1 : -1) * (factorial(k - 2) / (2 ** (m - 1) * factorial(m - 1)));
      return (s * he) / Math.sqrt(factorial(k));
    },
    (q) => q / 2,
  ],
];

describe('Hermite coefficients', () => {
  it.each(known)('of %s hold the closed form', (text, coefficient, square) => {
    for (const q of [0.25, 0.75, 1, 2.5]) {
      const found = hermite(text, [rational(q), rational(q)]);
      for (const [k, a] of found.coefficients.entries()) {
        expect(holds(a, coefficient(k, q)), `a_${k}(${q}) of ${text}`).toBe(true);
        expect(radiusOf(a)).toBeLessThan(1e-15);
      }
      expect(holds(found.square, square(q)), `E of ${text} at ${q}`).toBe(true);
      expect(radiusOf(found.square)).toBeLessThan(1e-15 * (1 + square(q)));
    }
  });

  it.each(known)('of %s hold it for every variance of an interval', (text, coefficient, square) => {
    const found = hermite(text, [rational(1), rational(1.0625)]);
    for (const q of [1, 1.01, 1.03, 1.0625]) {
      for (const [k, a] of found.coefficients.entries())
        expect(holds(a, coefficient(k, q)), `a_${k}(${q}) of ${text}`).toBe(true);
      expect(holds(found.square, square(q))).toBe(true);
    }
  });

  it('keep their truth on few, coarse or missing panels, with wider radii', () => {
    for (const [text, coefficient, square] of known)
      for (const ends of [panels(-3, 3, 1), panels(-8, 8, 4), panels(-6, 6, 1.5, [0.3, 0.31])]) {
        const found = hermite(text, [rational(1), rational(1)], { terms: 8, ends });
        for (const [k, a] of found.coefficients.entries())
          expect(holds(a, coefficient(k, 1)), `a_${k} of ${text}`).toBe(true);
        expect(holds(found.square, square(1))).toBe(true);
        expect(radiusOf(found.square)).toBeGreaterThan(1e-16);
      }
  });

  it('keep it with few nodes, few digits and many terms', () => {
    for (const [text, coefficient, square] of known)
      for (const setting of [
        { count: 2 },
        { count: 4 },
        { w: 40 },
        { w: 72 },
        { w: 128, terms: 60 },
      ]) {
        const found = hermite(text, [rational(1.5), rational(1.5)], setting);
        for (const [k, a] of found.coefficients.entries())
          expect(holds(a, coefficient(k, 1.5)), `a_${k} of ${text}`).toBe(true);
        expect(holds(found.square, square(1.5))).toBe(true);
      }
  });

  it('refuse panels that do not reach', () => {
    const short = { terms: 4, ends: panels(-2, 2, 1) };
    expect(() => hermite('x^3', [rational(9), rational(9)], short)).toThrow(Refused);
    expect(() => hermite('exp(x)', [rational(4), rational(4)], short)).toThrow(Refused);
  });

  it.each(['1/x', 'log(x)', 'exp(x^2)', 'tan(x)', 'sqrt(x)'])('refuse %s', (text) => {
    expect(() => hermite(text, [rational(1), rational(1)])).toThrow(Refused);
  });
});

describe('eigenvalue bounds', () => {
  const bits = 200;
  const matrix = (rows: readonly (readonly bigint[])[], radius = 0n): Ball[][] =>
    rows.map((row, i) => row.slice(0, i + 1).map((m) => ({ middle: m << BigInt(bits), radius })));
  const accepts = (rows: readonly (readonly bigint[])[], c: Rational, radius = 0n): boolean => {
    try {
      exceeds(matrix(rows, radius), c, bits, unlimited);
      return true;
    } catch (error) {
      if (error instanceof Refused) return false;
      throw error;
    }
  };
  const tiny = Q.rational(1n, 1n << 150n);

  it('are sharp', () => {
    const two = [
      [2n, 1n],
      [1n, 2n],
    ];
    expect(accepts(two, Q.sub(Q.one, tiny))).toBe(true);
    expect(accepts(two, Q.add(Q.one, tiny))).toBe(false);
    expect(accepts(two, Q.sub(Q.one, tiny), 1n << 60n)).toBe(false);
    expect(accepts(two, Q.rational(99n, 100n), 1n << 60n)).toBe(true);
    expect(accepts([[1n]], Q.sub(Q.one, tiny))).toBe(true);
    expect(accepts([[0n]], tiny)).toBe(false);
    expect(accepts([[-1n]], tiny)).toBe(false);
  });

  it('refuse whatever exact minors refute', () => {
    const random = seeded(29);
    let [yes, no] = [0, 0];
    for (let trial = 0; trial < 200; trial += 1) {
      const n = 2 + (trial % 4);
      const root = Array.from({ length: n }, () =>
        Array.from({ length: n }, () => BigInt(Math.round(6 * random()))),
      );
      const rows = root.map((a) => root.map((b) => a.reduce((s, x, k) => s + x * b[k]!, 0n)));
      const c = Q.rational(BigInt(1 + Math.round(40 * Math.abs(random()))), 8n);
      const shifted = rows.map((row, i) =>
        row.map((m, j) => (i === j ? Q.sub(Q.rational(m), c) : Q.rational(m))),
      );
      const accepted = accepts(rows, c);
      if (accepted) {
        yes += 1;
        expect(isPositiveDefinite(shifted)).toBe(true);
      } else no += 1;
      if (!accepted && isPositiveDefinite(shifted)) {
        const less = Q.sub(c, tiny);
        expect(accepts(rows, less)).toBe(true);
      }
    }
    expect(Math.min(yes, no)).toBeGreaterThan(20);
  });
});
