import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as E from '../../src/arith/enclosure.ts';
import type { Enclosure, EnclosureFunction } from '../../src/arith/enclosure.ts';
import * as Q from '../../src/arith/rational.ts';
import { rational as q } from '../../src/arith/rational.ts';
import type { Rational } from '../../src/arith/rational.ts';
import type { Domain } from './enclosure-laws.ts';
import {
  accuracyLaw,
  expectOverlap,
  inclusionLaw,
  intervalIn,
  intervalOf,
  isAccurate,
  overlapLaw,
  pointIn,
} from './enclosure-laws.ts';
import { functionDigits } from './function-digits.ts';

const line: Domain = { low: q(-60), high: q(60), toMinusInfinity: true, toPlusInfinity: true };
const half: Domain = { low: q(0), high: q(200), toPlusInfinity: true };
const unit: Domain = { low: q(-1), high: q(1) };
const R = (text: string): Rational => Q.fromText(text)!;

interface Row {
  readonly name: EnclosureFunction;
  readonly domain: Domain;
  /** False where the function is not smooth enough for a relative width at its zeros. */
  readonly accurate?: boolean;
  /** Argument and exact value. */
  readonly special: readonly (readonly [string, string])[];
  /** Points where the function is not defined. */
  readonly undefinedAt?: readonly string[];
}

const rows: readonly Row[] = [
  {
    name: 'neg',
    domain: line,
    special: [
      ['3/2', '-3/2'],
      ['0', '0'],
    ],
  },
  { name: 'exp', domain: line, special: [['0', '1']] },
  { name: 'log', domain: { ...half, open: true }, special: [['1', '0']], undefinedAt: ['0', '-1'] },
  {
    name: 'log1p',
    domain: { ...line, low: q(-1), open: true, toMinusInfinity: false },
    special: [['0', '0']],
    undefinedAt: ['-1', '-2'],
  },
  { name: 'expm1', domain: line, special: [['0', '0']] },
  {
    name: 'sqrt',
    domain: half,
    special: [
      ['0', '0'],
      ['9/4', '3/2'],
    ],
    undefinedAt: ['-1'],
  },
  {
    name: 'cbrt',
    domain: line,
    special: [
      ['0', '0'],
      ['-27/8', '-3/2'],
      ['8', '2'],
    ],
  },
  {
    name: 'abs',
    domain: line,
    special: [
      ['-3', '3'],
      ['0', '0'],
      ['5/4', '5/4'],
    ],
  },
  {
    name: 'sign',
    domain: line,
    special: [
      ['-3', '-1'],
      ['0', '0'],
      ['1/4', '1'],
    ],
  },
  {
    name: 'floor',
    domain: line,
    special: [
      ['-1/2', '-1'],
      ['0', '0'],
      ['3', '3'],
      ['7/2', '3'],
      ['-3', '-3'],
    ],
  },
  {
    name: 'ceil',
    domain: line,
    special: [
      ['-1/2', '0'],
      ['0', '0'],
      ['3', '3'],
      ['7/2', '4'],
      ['-3', '-3'],
    ],
  },
  {
    name: 'round',
    domain: line,
    special: [
      ['-1/2', '-1'],
      ['1/2', '1'],
      ['5/2', '3'],
      ['-5/2', '-3'],
      ['9/4', '2'],
      ['-9/4', '-2'],
      ['0', '0'],
    ],
  },
  { name: 'sin', domain: line, special: [['0', '0']] },
  { name: 'cos', domain: line, special: [['0', '1']] },
  { name: 'tan', domain: line, special: [['0', '0']] },
  { name: 'sec', domain: line, special: [['0', '1']] },
  { name: 'csc', domain: line, special: [], undefinedAt: ['0'] },
  { name: 'cot', domain: line, special: [], undefinedAt: ['0'] },
  { name: 'asin', domain: unit, special: [['0', '0']], undefinedAt: ['2', '-1000001/1000000'] },
  { name: 'acos', domain: unit, special: [['1', '0']], undefinedAt: ['2', '-1000001/1000000'] },
  { name: 'atan', domain: line, special: [['0', '0']] },
  { name: 'sinh', domain: line, special: [['0', '0']] },
  { name: 'cosh', domain: line, special: [['0', '1']] },
  { name: 'tanh', domain: line, special: [['0', '0']] },
  { name: 'sech', domain: line, special: [['0', '1']] },
  { name: 'csch', domain: line, special: [], undefinedAt: ['0'] },
  { name: 'coth', domain: line, special: [], undefinedAt: ['0'] },
  { name: 'asinh', domain: line, special: [['0', '0']] },
  {
    name: 'acosh',
    domain: { ...half, low: q(1) },
    special: [['1', '0']],
    undefinedAt: ['0', '-2'],
  },
  {
    name: 'atanh',
    domain: { ...unit, open: true },
    special: [['0', '0']],
    undefinedAt: ['1', '-1', '2'],
  },
  { name: 'erf', domain: line, special: [['0', '0']] },
  { name: 'erfc', domain: line, special: [['0', '1']] },
  {
    name: 'gamma',
    domain: { low: q(-20), high: q(60), toPlusInfinity: true },
    special: [
      ['1', '1'],
      ['5', '24'],
      ['11', '3628800'],
    ],
    undefinedAt: ['0', '-1', '-17'],
  },
  {
    name: 'heaviside',
    domain: line,
    special: [
      ['0', '1'],
      ['-1/9', '0'],
      ['2', '1'],
    ],
  },
  {
    name: 'relu',
    domain: line,
    special: [
      ['0', '0'],
      ['-1/4', '0'],
      ['2', '2'],
    ],
  },
  { name: 'sigmoid', domain: line, special: [['0', '1/2']] },
  { name: 'softplus', domain: line, special: [] },
  { name: 'Phi', domain: line, special: [['0', '1/2']] },
  { name: 'gelu', domain: line, special: [['0', '0']] },
  { name: 'sinc', domain: line, special: [['0', '1']] },
];

describe.each(rows)('$name', ({ name, domain, special, undefinedAt }) => {
  const image = (e: Enclosure, precision: number): Enclosure | null =>
    E.apply(name, [e], precision);
  test('overlaps across precisions', () => overlapLaw(image, domain, 150));
  test('contains the image of every point', () => inclusionLaw(image, domain, 250));
  test('is relatively accurate at points', () => accuracyLaw(image, domain, 80));
  test('takes its special values', () => {
    for (const [x, y] of special) {
      const e = image(E.fromRational(R(x), 64), 64)!;
      expect([x, Q.toText(E.lowerRational(e)!), Q.toText(E.upperRational(e)!)]).toEqual([x, y, y]);
      expect(E.contains(e, R(y))).toBe(true);
    }
  });
  test('is not defined outside its domain', () => {
    for (const x of undefinedAt ?? []) {
      expect(image(E.fromRational(R(x), 64), 64)).toBeNull();
      const around = E.fromRationals(Q.sub(R(x), q(1, 8)), Q.add(R(x), q(1, 8)), 64);
      expect(image(around, 64)).toBeNull();
    }
  });
});

/** A decimal numeral, with an exponent perhaps, as a rational. */
function decimal(text: string): Rational {
  const [, sign, whole, fraction, exponent] = /^(-?)(\d+)\.(\d+)(?:e([+-]\d+))?$/.exec(text)!;
  const places = fraction!.length - Number(exponent ?? 0);
  const n = BigInt(sign + whole! + fraction!);
  return places >= 0 ? q(n, 10n ** BigInt(places)) : q(n * 10n ** BigInt(-places));
}

test.each(functionDigits)('%s(%s) agrees with published digits', (name, x, digits) => {
  const value = decimal(digits);
  const slack = Q.mul(value.num < 0n ? Q.neg(value) : value, q(1, 10n ** 38n));
  const known = E.fromRationals(Q.sub(value, slack), Q.add(value, slack), 400);
  for (const precision of [24, 64, 128, 256]) {
    expectOverlap(E.apply(name, [E.fromRational(R(x), 256)], precision)!, known);
  }
  const sharp = E.apply(name, [E.fromRational(R(x), 256)], 256)!;
  // Below 2^−32768 the bounds as rationals are 0 and 2^−32768.
  if (E.lowerRational(sharp)!.num !== 0n) expect(isAccurate(sharp, 150)).toBe(true);
});

type Law = readonly [string, Domain, (x: Enclosure, y: Enclosure, f: Apply) => Sides];
type Sides = readonly [Enclosure | null, Enclosure | null];
type Apply = (name: EnclosureFunction, ...args: (Enclosure | null)[]) => Enclosure | null;

const positive: Domain = { low: q(1, 1000), high: q(40) };
const small: Domain = { low: q(-6), high: q(6) };
const n = (k: number): Enclosure => E.fromRational(q(k), 64);

/** Functional equations: both sides enclose the same number. */
const equations: readonly Law[] = [
  [
    'e^(x+y) = e^x e^y',
    line,
    (x, y, f) => [f('exp', f('add', x, y)), f('mul', f('exp', x), f('exp', y))],
  ],
  [
    'log(xy) = log x + log y',
    positive,
    (x, y, f) => [f('log', f('mul', x, y)), f('add', f('log', x), f('log', y))],
  ],
  ['log e^x = x', line, (x, _, f) => [f('log', f('exp', x)), x]],
  ['expm1 x = e^x − 1', line, (x, _, f) => [f('add', f('expm1', x), n(1)), f('exp', x)]],
  ['log1p(expm1 x) = x', small, (x, _, f) => [f('log1p', f('expm1', x)), x]],
  ['sqrt(x)² = x', positive, (x, _, f) => [f('mul', f('sqrt', x), f('sqrt', x)), x]],
  ['cbrt(x)³ = x', line, (x, _, f) => [f('mul', f('cbrt', x), f('cbrt', x), f('cbrt', x)), x]],
  [
    'sin² + cos² = 1',
    line,
    (x, _, f) => [
      f('add', f('mul', f('sin', x), f('sin', x)), f('mul', f('cos', x), f('cos', x))),
      n(1),
    ],
  ],
  [
    'sin(x+y)',
    small,
    (x, y, f) => [
      f('sin', f('add', x, y)),
      f('add', f('mul', f('sin', x), f('cos', y)), f('mul', f('cos', x), f('sin', y))),
    ],
  ],
  ['tan cot = 1', small, (x, _, f) => [f('mul', f('tan', x), f('cot', x)), n(1)]],
  ['tan = sin sec', small, (x, _, f) => [f('tan', x), f('mul', f('sin', x), f('sec', x))]],
  ['cot = cos csc', small, (x, _, f) => [f('cot', x), f('mul', f('cos', x), f('csc', x))]],
  ['sin asin x = x', unit, (x, _, f) => [f('sin', f('asin', x)), x]],
  ['cos acos x = x', unit, (x, _, f) => [f('cos', f('acos', x)), x]],
  ['tan atan x = x', small, (x, _, f) => [f('tan', f('atan', x)), x]],
  [
    'cosh² − sinh² = 1',
    small,
    (x, _, f) => [
      f('mul', f('cosh', x), f('cosh', x)),
      f('add', n(1), f('mul', f('sinh', x), f('sinh', x))),
    ],
  ],
  ['tanh cosh = sinh', small, (x, _, f) => [f('mul', f('tanh', x), f('cosh', x)), f('sinh', x)]],
  ['sech cosh = 1', line, (x, _, f) => [f('mul', f('sech', x), f('cosh', x)), n(1)]],
  ['csch sinh = 1', line, (x, _, f) => [f('mul', f('csch', x), f('sinh', x)), n(1)]],
  ['coth tanh = 1', line, (x, _, f) => [f('mul', f('coth', x), f('tanh', x)), n(1)]],
  ['sinh asinh x = x', line, (x, _, f) => [f('sinh', f('asinh', x)), x]],
  [
    'acosh cosh x = |x|',
    small,
    (x, _, f) => [f('acosh', f('max', f('cosh', x), n(1))), f('abs', x)],
  ],
  ['atanh tanh x = x', small, (x, _, f) => [f('atanh', f('tanh', x)), x]],
  ['erf is odd', line, (x, _, f) => [f('erf', f('neg', x)), f('neg', f('erf', x))]],
  ['erf + erfc = 1', line, (x, _, f) => [f('add', f('erf', x), f('erfc', x)), n(1)]],
  [
    '2 Φ(x√2) = 1 + erf x',
    small,
    (x, _, f) => [
      f('mul', n(2), f('Phi', f('mul', x, f('sqrt', n(2))))),
      f('add', n(1), f('erf', x)),
    ],
  ],
  ['Φ(x) + Φ(−x) = 1', line, (x, _, f) => [f('add', f('Phi', x), f('Phi', f('neg', x))), n(1)]],
  [
    'gelu x − gelu(−x) = x',
    line,
    (x, _, f) => [f('add', f('gelu', x), f('neg', f('gelu', f('neg', x)))), x],
  ],
  ['gelu = x Φ', line, (x, _, f) => [f('gelu', x), f('mul', x, f('Phi', x))]],
  [
    'σ(x) + σ(−x) = 1',
    line,
    (x, _, f) => [f('add', f('sigmoid', x), f('sigmoid', f('neg', x))), n(1)],
  ],
  [
    'σ(2x) = (1 + tanh x)/2',
    small,
    (x, _, f) => [f('mul', n(2), f('sigmoid', f('mul', n(2), x))), f('add', n(1), f('tanh', x))],
  ],
  [
    'softplus x − softplus(−x) = x',
    line,
    (x, _, f) => [f('add', f('softplus', x), f('neg', f('softplus', f('neg', x)))), x],
  ],
  [
    'e^softplus = 1 + e^x',
    small,
    (x, _, f) => [f('exp', f('softplus', x)), f('add', n(1), f('exp', x))],
  ],
  [
    'Γ(x+1) = x Γ(x)',
    { low: q(-9), high: q(30) },
    (x, _, f) => [f('gamma', f('add', x, n(1))), f('mul', x, f('gamma', x))],
  ],
  ['x sinc x = sin x', line, (x, _, f) => [f('mul', x, f('sinc', x)), f('sin', x)]],
  [
    'x^y = e^(y log x)',
    positive,
    (x, y, f) => [f('pow', x, y), f('exp', f('mul', y, f('log', x)))],
  ],
  ['x/y · y = x', line, (x, y, f) => [f('mul', f('div', x, y), y), x]],
  ['x = sign |x|', line, (x, _, f) => [f('mul', f('sign', x), f('abs', x)), x]],
  [
    'relu x − relu(−x) = x',
    line,
    (x, _, f) => [f('add', f('relu', x), f('neg', f('relu', f('neg', x)))), x],
  ],
  ['max + min', line, (x, y, f) => [f('add', f('max', x, y), f('min', x, y)), f('add', x, y)]],
  ['ceil x = −floor(−x)', line, (x, _, f) => [f('ceil', x), f('neg', f('floor', f('neg', x)))]],
  [
    'clip',
    line,
    (x, y, f) => [f('clip', x, n(-1), f('abs', y)), f('min', f('max', x, n(-1)), f('abs', y))],
  ],
];

test.each(equations)('%s', (_, domain, law) => {
  let seen = 0;
  const property = fc.property(
    intervalIn({ ...domain, toMinusInfinity: false, toPlusInfinity: false }),
    pointIn(domain),
    fc.constantFrom(40, 64, 128, 200),
    (sample, other, precision) => {
      const f: Apply = (name, ...args) =>
        args.includes(null) ? null : E.apply(name, args as Enclosure[], precision);
      const [left, right] = law(intervalOf(sample, precision), E.fromRational(other, precision), f);
      if (left === null || right === null) return;
      expectOverlap(left, right);
      seen += 1;
    },
  );
  fc.assert(property, { seed: 42, numRuns: 120 });
  expect(seen).toBeGreaterThan(30);
});
