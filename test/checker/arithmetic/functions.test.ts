/**
 * Five laws of every function on intervals: enclosures at different precisions meet; they satisfy
 * the function's defining equation; an interval's image holds the images of its points, and an open
 * bound is not attained; they hold independently computed values; special values are as defined.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Dyadic } from '../../../src/checker/dyadic.ts';
import { apply, eInterval, piInterval, powRational } from '../../../src/checker/functions.ts';
import * as I from '../../../src/checker/interval.ts';
import { powInt } from '../../../src/checker/monotone.ts';
import { toText } from '../../../src/checker/interval-text.ts';
import type { Interval } from '../../../src/checker/interval.ts';
import * as Q from '../../../src/checker/rational.ts';
import { publishedValues } from './published-values.ts';
import * as S from './samples.ts';

const run = (numRuns: number): { seed: number; numRuns: number } => ({ seed: 42, numRuns });

/** Interval expressions at a fixed precision, for writing equations. */
interface Calculus {
  readonly x: Interval;
  readonly f: (name: string, ...args: readonly Interval[]) => Interval;
  readonly n: (k: number) => Interval;
}

interface Row {
  readonly name: string;
  readonly domain: S.Domain;
  /** Two expressions for one number. */
  readonly equation: (c: Calculus) => readonly [Interval, Interval];
  /** Steps are exact rather than tight. */
  readonly step?: true;
}

const reciprocal =
  (name: string, of: string): Row['equation'] =>
  ({ x, f, n }) => [f('mul', f(name, x), f(of, x)), n(1)];

const inverse =
  (name: string, of: string): Row['equation'] =>
  ({ x, f }) => [f(of, f(name, x)), x];

const rows: readonly Row[] = [
  { name: 'neg', domain: S.line, equation: ({ x, f, n }) => [f('add', f('neg', x), x), n(0)] },
  {
    name: 'exp',
    domain: S.line,
    equation: ({ x, f, n }) => [f('mul', f('exp', x), f('exp', f('neg', x))), n(1)],
  },
  { name: 'log', domain: S.positive, equation: inverse('log', 'exp') },
  { name: 'log1p', domain: S.aboveMinusOne, equation: inverse('log1p', 'expm1') },
  {
    name: 'expm1',
    domain: S.line,
    equation: ({ x, f, n }) => [f('add', f('expm1', x), n(1)), f('exp', x)],
  },
  {
    name: 'sqrt',
    domain: S.nonNegative,
    equation: ({ x, f }) => [f('mul', f('sqrt', x), f('sqrt', x)), x],
  },
  {
    name: 'cbrt',
    domain: S.line,
    equation: ({ x, f }) => [f('mul', f('cbrt', x), f('cbrt', x), f('cbrt', x)), x],
  },
  { name: 'abs', domain: S.line, equation: ({ x, f }) => [f('mul', f('sign', x), f('abs', x)), x] },
  {
    name: 'sign',
    domain: S.line,
    equation: ({ x, f }) => [f('mul', f('sign', x), x), f('abs', x)],
    step: true,
  },
  {
    name: 'floor',
    domain: S.line,
    equation: ({ x, f, n }) => [f('floor', f('add', x, n(7))), f('add', f('floor', x), n(7))],
    step: true,
  },
  {
    name: 'ceil',
    domain: S.line,
    equation: ({ x, f }) => [f('ceil', x), f('neg', f('floor', f('neg', x)))],
    step: true,
  },
  {
    name: 'round',
    domain: S.line,
    equation: ({ x, f, n }) => [
      f('round', x),
      f('mul', f('sign', x), f('floor', f('add', f('abs', x), f('div', n(1), n(2))))),
    ],
    step: true,
  },
  {
    name: 'sin',
    domain: S.line,
    equation: ({ x, f, n }) => [
      f('sin', f('mul', n(2), x)),
      f('mul', n(2), f('sin', x), f('cos', x)),
    ],
  },
  {
    name: 'cos',
    domain: S.line,
    equation: ({ x, f, n }) => [
      f('add', f('mul', f('sin', x), f('sin', x)), f('mul', f('cos', x), f('cos', x))),
      n(1),
    ],
  },
  {
    name: 'tan',
    domain: S.line,
    equation: ({ x, f }) => [f('mul', f('tan', x), f('cos', x)), f('sin', x)],
  },
  { name: 'sec', domain: S.line, equation: reciprocal('sec', 'cos') },
  { name: 'csc', domain: S.nonzero, equation: reciprocal('csc', 'sin') },
  { name: 'cot', domain: S.nonzero, equation: reciprocal('cot', 'tan') },
  { name: 'asin', domain: S.unit, equation: inverse('asin', 'sin') },
  { name: 'acos', domain: S.unit, equation: inverse('acos', 'cos') },
  { name: 'atan', domain: S.line, equation: inverse('atan', 'tan') },
  {
    name: 'sinh',
    domain: S.line,
    equation: ({ x, f }) => [f('add', f('sinh', x), f('cosh', x)), f('exp', x)],
  },
  {
    name: 'cosh',
    domain: S.line,
    equation: ({ x, f, n }) => [
      f('mul', n(2), f('mul', f('cosh', x), f('cosh', x))),
      f('add', f('cosh', f('mul', n(2), x)), n(1)),
    ],
  },
  {
    name: 'tanh',
    domain: S.line,
    equation: ({ x, f }) => [f('mul', f('tanh', x), f('cosh', x)), f('sinh', x)],
  },
  { name: 'sech', domain: S.line, equation: reciprocal('sech', 'cosh') },
  { name: 'csch', domain: S.nonzero, equation: reciprocal('csch', 'sinh') },
  { name: 'coth', domain: S.nonzero, equation: reciprocal('coth', 'tanh') },
  { name: 'asinh', domain: S.line, equation: inverse('asinh', 'sinh') },
  { name: 'acosh', domain: S.aboveOne, equation: inverse('acosh', 'cosh') },
  { name: 'atanh', domain: S.unit, equation: inverse('atanh', 'tanh') },
  {
    name: 'erf',
    domain: S.line,
    equation: ({ x, f, n }) => [f('add', f('erf', x), f('erfc', x)), n(1)],
  },
  {
    name: 'erfc',
    domain: S.line,
    equation: ({ x, f, n }) => [f('add', f('erfc', x), f('erfc', f('neg', x))), n(2)],
  },
  {
    name: 'gamma',
    domain: S.noPole,
    equation: ({ x, f, n }) => [f('gamma', f('add', x, n(1))), f('mul', x, f('gamma', x))],
  },
  {
    name: 'heaviside',
    domain: S.nonzero,
    equation: ({ x, f, n }) => [f('add', f('heaviside', x), f('heaviside', f('neg', x))), n(1)],
    step: true,
  },
  {
    name: 'relu',
    domain: S.line,
    equation: ({ x, f }) => [f('add', f('relu', x), f('neg', f('relu', f('neg', x)))), x],
  },
  {
    name: 'sigmoid',
    domain: S.line,
    equation: ({ x, f, n }) => [f('add', f('sigmoid', x), f('sigmoid', f('neg', x))), n(1)],
  },
  {
    name: 'softplus',
    domain: S.line,
    equation: ({ x, f, n }) => [f('exp', f('softplus', x)), f('add', n(1), f('exp', x))],
  },
  {
    name: 'Phi',
    domain: S.line,
    equation: ({ x, f, n }) => [
      f('add', f('mul', n(2), f('Phi', x)), n(-1)),
      f('erf', f('div', x, f('sqrt', n(2)))),
    ],
  },
  {
    name: 'gelu',
    domain: S.line,
    equation: ({ x, f }) => [f('add', f('gelu', x), f('neg', f('gelu', f('neg', x)))), x],
  },
  {
    name: 'sinc',
    domain: S.line,
    equation: ({ x, f }) => [f('mul', x, f('sinc', x)), f('sin', x)],
  },
];

describe.each(rows)('$name', ({ name, domain, equation, step }) => {
  const at = (d: Dyadic, precision: number): Interval => apply(name, [I.point(d)], precision)!;
  const precisions = fc.constantFrom(16, 24, 53, 64, 100, 128, 300);
  const text = (d: Dyadic): string => `${name}(${toText(I.point(d))})`;

  test('enclosures at two precisions meet, and are tight', () => {
    const property = fc.property(S.pointIn(domain), precisions, precisions, (d, p, q) => {
      const [X, Y] = [at(d, p), at(d, q)];
      S.expectMeeting(X, Y, text(d));
      if (!step && !I.contains(X, Q.zero)) S.expectTight(X, 3 - p, text(d));
    });
    fc.assert(property, run(50));
  });

  test('the defining equation holds', () => {
    const property = fc.property(S.pointIn(domain), precisions, (d, p) => {
      const x = I.point(d);
      const f: Calculus['f'] = (operation, ...args) => apply(operation, args, p) ?? I.whole;
      const n: Calculus['n'] = (k) => I.fromRational(Q.rational(BigInt(k)), p);
      const [left, right] = equation({ x, f, n });
      S.expectMeeting(left, right, text(d));
    });
    fc.assert(property, run(50));
  });

  test('the image of an interval holds the images of its points', () => {
    const property = fc.property(S.intervalIn(domain), precisions, (X, p) => {
      const image = apply(name, [X], p);
      if (image === null) return;
      for (const k of [0, 1, 5, 8, 11, 15, 16]) {
        const d = S.inside(X, k);
        if ((k === 0 && X.lowerOpen) || (k === 16 && X.upperOpen)) continue;
        // Closed or open, the bounds of the image are on either side of the value.
        S.expectMeeting(at(d, 400), image, `${name}(${toText(X)}) at ${toText(I.point(d))}`);
      }
    });
    fc.assert(property, run(50));
  });
});

describe('independently computed values', () => {
  test.each(publishedValues)('%s(%s)', (name, argument, digits) => {
    const value = S.rationalOf(digits);
    const last = Q.mul(value, Q.pow(Q.rational(10n), -58));
    const [low, high] = [Q.sub(value, last), Q.add(value, last)].sort(Q.compare);
    for (const precision of [32, 64, 128, 180, 1000]) {
      const X = I.fromRational(S.rationalOf(argument), precision + 96);
      const image = apply(name, [X], precision)!;
      S.expectMeeting(image, I.fromRationals(low!, high!, false, false, 1000), digits);
      S.expectTight(image, 3 - precision, `${name}(${argument})`);
    }
  });
});

const q = S.rationalOf;

/** "[0, 1/2)", "(-inf, inf)" or "3". */
function intervalOf(text: string, precision = 64): Interval {
  const match = /^([[(])(.*), (.*)([\])])$/.exec(text);
  if (!match) return I.fromRational(q(text), precision);
  const [, open, lower, upper, close] = match;
  const end = (t: string): Q.Rational | null => (/inf/.test(t) ? null : q(t));
  return I.fromRationals(end(lower!), end(upper!), open === '(', close === ')', precision);
}

describe('special values', () => {
  test.each([
    ['exp', '0', '[1, 1]'],
    ['exp', '(-inf, inf)', '(0, inf)'],
    ['exp', '(-inf, 0]', '(0, 1]'],
    ['log', '(0, 1]', '(-inf, 0]'],
    ['log1p', '(-1, 0)', '(-inf, 0)'],
    ['expm1', '(-inf, inf)', '(-1, inf)'],
    ['sqrt', '9/4', '[1.5, 1.5]'],
    ['sqrt', '[0, inf)', '[0, inf)'],
    ['cbrt', '[-27/8, 8]', '[-1.5, 2]'],
    ['abs', '(-3, 2]', '[0, 3)'],
    ['abs', '(-inf, inf)', '[0, inf)'],
    ['sign', '[0, 5]', '[0, 1]'],
    ['sign', '(0, 5]', '[1, 1]'],
    ['sign', '[-5, 0)', '[-1, -1]'],
    ['sign', '(-inf, inf)', '[-1, 1]'],
    ['floor', '[0, 1)', '[0, 0]'],
    ['floor', '[-1/2, 1]', '[-1, 1]'],
    ['ceil', '(0, 1]', '[1, 1]'],
    ['ceil', '(-1, 0]', '[0, 0]'],
    ['round', '1/2', '[1, 1]'],
    ['round', '-1/2', '[-1, -1]'],
    ['round', '(-1/2, 1/2)', '[0, 0]'],
    ['round', '[-5/2, 5/2)', '[-3, 2]'],
    ['round', '(-5/2, 5/2]', '[-2, 3]'],
    ['heaviside', '0', '[1, 1]'],
    ['heaviside', '[-1, 0)', '[0, 0]'],
    ['heaviside', '(-inf, inf)', '[0, 1]'],
    ['sin', '(-inf, inf)', '[-1, 1]'],
    ['sin', '[1, 2]', '(0.84147, 1]'],
    ['sin', '[0, 7]', '[-1, 1]'],
    ['cos', '[0, 3]', '(-0.989993, 1]'],
    ['cos', '(0, 1)', '(0.540302, 1)'],
    ['sin', '(0, 1)', '(0, 0.841471)'],
    ['csc', '(0, 1]', '(1.18839, inf)'],
    ['cot', '(0, 1]', '(0.642092, inf)'],
    ['cot', '[-1, 0)', '(-inf, -0.642092)'],
    ['acos', '1', '[0, 0]'],
    ['acosh', '[1, inf)', '[0, inf)'],
    ['atanh', '(-1, 1)', '(-inf, inf)'],
    ['atan', '(-inf, inf)', '(-1.5708, 1.5708)'],
    ['sinh', '(-inf, 0)', '(-inf, 0)'],
    ['cosh', '(-inf, inf)', '[1, inf)'],
    ['cosh', '(-1, 1)', '[1, 1.54309)'],
    ['tanh', '(-inf, inf)', '(-1, 1)'],
    ['tanh', '(0, inf)', '(0, 1)'],
    ['sech', '(-inf, inf)', '(0, 1]'],
    ['csch', '(0, inf)', '(0, inf)'],
    ['coth', '(0, inf)', '(1, inf)'],
    ['erf', '(-inf, inf)', '(-1, 1)'],
    ['erfc', '(-inf, inf)', '(0, 2)'],
    ['gamma', '(0, 1/2]', '(1.77245, inf)'],
    ['gamma', '(0, inf)', '(0.885589, inf)'],
    ['relu', '(-inf, inf)', '[0, inf)'],
    ['sigmoid', '(-inf, inf)', '(0, 1)'],
    ['softplus', '(-inf, inf)', '(0, inf)'],
    ['Phi', '(-inf, inf)', '(0, 1)'],
    ['Phi', '0', '[0.5, 0.5]'],
    ['gelu', '(-inf, inf)', '(-0.169983, inf)'],
    ['gelu', '[0, inf)', '[0, inf)'],
    ['gelu', '(-inf, -1]', '(-0.158656, 0)'],
    ['sinc', '0', '[1, 1]'],
    ['sinc', '[-1, 2]', '(0.454648, 1]'],
    ['sinc', '(-inf, inf)', '[-0.217286, 1]'],
    ['sinc', '[128, inf)', '[-0.0078125, 0.0078125]'],
  ])('%s of %s is %s', (name, argument, expected) => {
    expect(toText(apply(name, [intervalOf(argument)], 64)!)).toBe(expected);
  });

  test.each([
    ['log', '[0, 1]'],
    ['log', '-1'],
    ['log1p', '[-1, 0]'],
    ['sqrt', '[-1/1000000, 1]'],
    ['asin', '[0, 1000001/1000000]'],
    ['acos', '-2'],
    ['acosh', '[999/1000, 2]'],
    ['atanh', '[0, 1]'],
    ['tan', '[1, 2]'],
    ['tan', '(-inf, inf)'],
    ['sec', '[4, 5]'],
    ['csc', '[0, 1]'],
    ['cot', '[3, 4]'],
    ['csch', '[-1, 1]'],
    ['coth', '[0, 1]'],
    ['gamma', '0'],
    ['gamma', '-3'],
    ['gamma', '[-7/2, -5/2]'],
    ['gamma', '[-1/2, 1/2]'],
    ['gamma', '(-inf, inf)'],
  ])('%s is not certainly defined on %s', (name, argument) => {
    expect(apply(name, [intervalOf(argument)], 64)).toBeNull();
  });

  test('gamma has the sign it should between its poles', () => {
    for (let k = 1; k <= 9; k++) {
      const X = I.fromRationals(Q.rational(BigInt(-k)), Q.rational(BigInt(1 - k)), true, true, 64);
      const image = apply('gamma', [X], 64)!;
      expect(k % 2 === 0 ? I.certainlyPositive(image) : I.certainlyNegative(image)).toBe(true);
    }
  });

  test('gamma of n + 1 encloses n!', () => {
    let factorial = 1n;
    for (let n = 1n; n <= 40n; n++) {
      factorial *= n;
      const image = apply('gamma', [I.fromRational(Q.rational(n + 1n), 64)], 200)!;
      expect(I.contains(image, Q.rational(factorial))).toBe(true);
    }
  });

  const astronomic = {
    huge: I.point({ m: 1n, e: 2 ** 45 }),
    'minus huge': I.point({ m: -1n, e: 2 ** 45 }),
    tiny: I.point({ m: 1n, e: -(2 ** 45) }),
    'minus tiny': I.point({ m: -1n, e: -(2 ** 45) }),
  };

  test.each([
    ['exp', 'huge', '(2^1099511627776, inf)'],
    ['exp', 'minus huge', '(0, 2^-1099511627775)'],
    ['exp', 'tiny', '(0.999999, 1.00001)'],
    ['log', 'tiny', '(-2.4388e13, -2.43879e13)'],
    ['sin', 'huge', '[-1, 1]'],
    ['sin', 'minus tiny', '(-2^-35184372088831, -2^-35184372088833)'],
    ['tanh', 'huge', '(0.999999, 1)'],
    ['erfc', 'huge', '(0, 2^-1099511627775)'],
    ['gamma', 'huge', '(2^1099511627776, inf)'],
    ['gamma', 'tiny', '(2^35184372088831, 2^35184372088833)'],
    ['gelu', 'minus huge', '(-0.169983, 0)'],
    ['sqrt', 'huge', '[2^17592186044416, 2^17592186044417]'],
  ] as const)('%s of a %s number has a sound, cheap image', (name, argument, expected) => {
    expect(toText(apply(name, [astronomic[argument]], 64)!)).toBe(expected);
  });

  test('every function answers on astronomic arguments', () => {
    const all = [...Object.values(astronomic), I.hull(astronomic.huge, astronomic['minus tiny'])];
    for (const { name } of rows) {
      for (const X of all) {
        const image = apply(name, [X], 64);
        // A nonempty set, and itself an argument.
        if (image) expect(I.intersect(image, I.add(image, intervalOf('0'), 2000))).toEqual(image);
      }
    }
  });
});

describe('large arguments', () => {
  // Up to 2^40 for what grows like exp, beyond 2^4000 for what is periodic.
  test.each([
    ['exp', 39],
    ['sinh', 39],
    ['tanh', 39],
    ['softplus', 39],
    ['erfc', 19],
    ['gelu', 19],
    ['gamma', 34],
    ['log', 9000],
    ['atan', 9000],
    ['asinh', 9000],
    ['cbrt', 9000],
    ['sin', 4090],
    ['cos', 4090],
    ['tan', 4090],
  ])('%s up to 2^%i: enclosures at two precisions meet, and are tight', (name, most) => {
    const mantissa = fc.bigInt({ min: 1n << 59n, max: 1n << 60n });
    const size = fc.integer({ min: 4, max: most });
    const property = fc.property(mantissa, size, fc.boolean(), (m, k, negative) => {
      const sign = negative && name !== 'log' && name !== 'gamma' ? -1n : 1n;
      const X = I.point({ m: sign * (2n * m + 1n), e: k - 61 });
      const [coarse, fine] = [apply(name, [X], 64)!, apply(name, [X], 250)!];
      S.expectMeeting(coarse, fine, `${name}(${toText(X)})`);
      S.expectTight(fine, 3 - 250, `${name}(${toText(X)})`);
    });
    fc.assert(property, run(40));
  });

  test('sin at the dyadic numbers next to multiples of π is small, and of the right sign', () => {
    for (const k of [1n, 2n, 22n, 10n ** 30n]) {
      const multiple = I.mul(I.fromRational(Q.rational(k), 2000), piInterval(2000), 1000);
      const below = apply('sin', [I.point(multiple.lower!)], 64)!;
      const above = apply('sin', [I.point(multiple.upper!)], 64)!;
      const even = k % 2n === 0n;
      expect(even ? I.certainlyNegative(below) : I.certainlyPositive(below)).toBe(true);
      expect(even ? I.certainlyPositive(above) : I.certainlyNegative(above)).toBe(true);
      S.expectTight(below, 3 - 64, `sin near ${k}π`);
      expect(I.certainlyLess(I.abs(below), I.point({ m: 1n, e: -890 }))).toBe(true);
    }
  });
});

describe('narrow intervals at the turning points', () => {
  test.each([
    ['gamma', '1.46163214496836234126'],
    ['gelu', '-0.75179152869520'],
    ['sin', '1.57079632679489661923'],
    ['sinc', '4.49340945790906417531'],
  ])('the image by %s around %s shrinks with the interval', (name, centre) => {
    for (const bits of [20, 40, 60]) {
      const r = Q.pow(Q.rational(2n), -bits);
      const X = I.fromRationals(Q.sub(q(centre), r), Q.add(q(centre), r), false, false, 200);
      S.expectTight(apply(name, [X], 200)!, 6 - bits, name);
    }
  });
});

describe('functions of several arguments', () => {
  const pair = fc.tuple(S.pointIn(S.positive), S.pointIn(S.line));

  test('x^(y + 1) = x·x^y for x > 0', () => {
    const property = fc.property(pair, ([a, b]) => {
      const [x, y] = [I.point(a), I.point(b)];
      const raised = apply('pow', [x, apply('add', [y, intervalOf('1')], 200)!], 100)!;
      S.expectMeeting(raised, I.mul(x, apply('pow', [x, y], 100)!, 100), 'pow');
    });
    fc.assert(property, run(100));
  });

  test('clip is min(max(u, lo), hi)', () => {
    const [low, high] = [intervalOf('-1'), intervalOf('2')];
    expect(toText(apply('clip', [intervalOf('(-inf, 1]'), low, high], 64)!)).toBe('[-1, 1]');
    expect(toText(apply('clip', [I.whole, low, high], 64)!)).toBe('[-1, 2]');
    expect(toText(apply('clip', [intervalOf('5'), high, low], 64)!)).toBe('[-1, -1]');
  });

  test('x^y needs x > 0', () => {
    expect(apply('pow', [intervalOf('[0, 1]'), intervalOf('2')], 64)).toBeNull();
    expect(apply('pow', [intervalOf('-1'), intervalOf('2')], 64)).toBeNull();
    expect(apply('div', [intervalOf('1'), intervalOf('[0, 1]')], 64)).toBeNull();
  });

  test('(x^(k/n))^n = x^k for x > 0', () => {
    const exponent = fc.tuple(fc.integer({ min: -12, max: 12 }), fc.integer({ min: 1, max: 90 }));
    const property = fc.property(S.pointIn(S.positive), exponent, (d, [k, n]) => {
      const X = I.point(d);
      const power = powRational(X, Q.rational(BigInt(k), BigInt(n)), 150)!;
      S.expectTight(power, 3 - 150, `(${toText(X)})^(${k}/${n})`);
      S.expectMeeting(powInt(power, n, 150)!, powInt(X, k, 150)!, `(${toText(X)})^(${k}/${n})`);
    });
    fc.assert(property, run(200));
  });

  test('rational powers where the base may vanish', () => {
    expect(toText(powRational(intervalOf('[0, 4]'), q('1/2'), 64)!)).toBe('[0, 2]');
    expect(toText(powRational(intervalOf('[0, inf)'), q('7/3'), 64)!)).toBe('[0, inf)');
    expect(toText(powRational(intervalOf('(0, 4]'), q('-1/2'), 64)!)).toBe('[0.5, inf)');
    expect(toText(powRational(intervalOf('[-2, 1]'), q('2'), 64)!)).toBe('[0, 4]');
    expect(powRational(intervalOf('[0, 4]'), q('-1/2'), 64)).toBeNull();
    expect(powRational(intervalOf('[-1, 4]'), q('1/2'), 64)).toBeNull();
    expect(powRational(intervalOf('[-1, 4]'), q('-1'), 64)).toBeNull();
  });
});

test('π and e', () => {
  const digits = {
    pi: '3.14159265358979323846264338327950288419716939937510582097494',
    e: '2.71828182845904523536028747135266249775724709369995957496696',
  };
  const ulp = Q.pow(Q.rational(10n), -58);
  for (const precision of [16, 53, 150, 1000, 4000]) {
    for (const [X, text] of [
      [piInterval(precision), digits.pi],
      [eInterval(precision), digits.e],
    ] as const) {
      const value = q(text);
      S.expectMeeting(X, I.fromRationals(value, Q.add(value, ulp), false, false, 1000), text);
      S.expectTight(X, 3 - precision, text);
    }
  }
  // sin is 0 at π: the enclosures of π at 3000 bits and of sin agree to as many.
  expect(I.contains(apply('sin', [piInterval(3000)], 3000)!, Q.zero)).toBe(true);
});

test('a caller who errs is told', () => {
  expect(() => apply('frobnicate', [I.whole], 64)).toThrow('apply: expected a function');
  expect(() => apply('constructor', [I.whole], 64)).toThrow('apply: expected a function');
  expect(() => apply('sin', [I.whole, I.whole], 64)).toThrow('apply: expected 1 arguments, got 2');
  expect(() => apply('clip', [I.whole], 64)).toThrow('apply: expected 3 arguments, got 1');
  expect(() => apply('sin', [I.whole], 1.5)).toThrow('apply: expected an integer precision');
});
