/**
 * The producer's enclosures (MPFR) and the checker's (bigint) enclose the same functions: on every
 * argument, narrow or wide, the two images of the same interval have a number in common.
 */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as E from '../../src/arith/enclosure.ts';
import type { Enclosure } from '../../src/arith/enclosure.ts';
import * as Q from '../../src/arith/rational.ts';
import { rational as q } from '../../src/arith/rational.ts';
import * as checker from '../../src/checker/functions.ts';
import * as I from '../../src/checker/interval.ts';
import type { Interval } from '../../src/checker/interval.ts';
import type { FunctionName } from '../../src/expr/expr.ts';
import type { Domain, Sample } from './enclosure-laws.ts';
import { expectOverlap, intervalIn } from './enclosure-laws.ts';

const line: Domain = { low: q(-60), high: q(60), toMinusInfinity: true, toPlusInfinity: true };
const half: Domain = { low: q(0), high: q(200), toPlusInfinity: true };
const unit: Domain = { low: q(-1), high: q(1) };
const beyondOne: Domain = { ...half, low: q(1) };

/** Every function of the language with a domain for each argument. */
const functions: Readonly<Record<FunctionName, readonly Domain[]>> = {
  neg: [line],
  exp: [line],
  log: [half],
  log1p: [{ ...half, low: q(-1) }],
  expm1: [line],
  sqrt: [half],
  cbrt: [line],
  abs: [line],
  sign: [line],
  floor: [line],
  ceil: [line],
  round: [line],
  sin: [line],
  cos: [line],
  tan: [line],
  sec: [line],
  csc: [line],
  cot: [line],
  asin: [unit],
  acos: [unit],
  atan: [line],
  sinh: [line],
  cosh: [line],
  tanh: [line],
  sech: [line],
  csch: [line],
  coth: [line],
  asinh: [line],
  acosh: [beyondOne],
  atanh: [unit],
  erf: [line],
  erfc: [line],
  gamma: [{ low: q(-12), high: q(60), toPlusInfinity: true }],
  heaviside: [line],
  relu: [line],
  sigmoid: [line],
  softplus: [line],
  Phi: [line],
  gelu: [line],
  sinc: [line],
  add: [line, line],
  mul: [line, line],
  div: [line, line],
  pow: [half, line],
  max: [line, line],
  min: [line, line],
  clip: [line, line, line],
};

function toInterval(s: Sample, precision: number): Interval {
  return I.fromRationals(s.lower, s.upper, s.lower === null, s.upper === null, precision);
}

/** The checker's interval as the producer's; ends of moderate exponent are exact. */
function toEnclosure(X: Interval): Enclosure {
  const end = (d: I.Dyadic | null, up: boolean): Q.Rational | null => {
    if (d === null) return null;
    if (d.e >= 0) return d.e > 100_000 ? beyond(d, up) : q(d.m << BigInt(d.e));
    return d.e < -100_000 ? beyond(d, up) : q(d.m, 1n << BigInt(-d.e));
  };
  // Too long for a rational: outward to 0, ±2^±1000 or infinity.
  const beyond = (d: I.Dyadic, up: boolean): Q.Rational | null => {
    const large = I.magnitude(d) > 1000;
    if (!large && I.magnitude(d) > -1000) throw new RangeError('expected fewer bits');
    if (d.m > 0n === up) return large ? null : q(1, 1n << 1000n);
    const sign = d.m > 0n ? 1n : -1n;
    return large ? q(sign << 1000n) : q(0);
  };
  const [lower, upper] = [end(X.lower, false), end(X.upper, true)];
  const single = lower !== null && upper !== null && Q.equals(lower, upper);
  return E.fromRationals(lower, upper, 2048, {
    lower: X.lowerOpen && !single,
    upper: X.upperOpen && !single,
  });
}

describe.each(Object.entries(functions))('%s', (name, domains) => {
  test('images by both implementations meet', () => {
    let seen = 0;
    const samples = fc.tuple(...domains.map((domain) => intervalIn(domain)));
    const property = fc.property(samples, fc.constantFrom(32, 64, 128, 200), (args, precision) => {
      const mine = E.apply(
        name as FunctionName,
        args.map((s) => E.fromRationals(s.lower, s.upper, precision)),
        precision,
      );
      const theirs = checker.apply(
        name,
        args.map((s) => toInterval(s, precision)),
        precision,
      );
      if (mine === null || theirs === null) return;
      expectOverlap(mine, toEnclosure(theirs));
      seen += 1;
    });
    fc.assert(property, { seed: 42, numRuns: 200 });
    expect(seen).toBeGreaterThan(20);
  });
});

test('rational powers by both implementations meet', () => {
  let seen = 0;
  const property = fc.property(
    intervalIn(line),
    fc.tuple(fc.integer({ min: -9, max: 9 }), fc.constantFrom(1, 1, 2, 3, 5)),
    fc.constantFrom(32, 64, 128),
    (s, [n, d], precision) => {
      const mine = E.powRational(E.fromRationals(s.lower, s.upper, precision), q(n, d), precision);
      const theirs = checker.powRational(toInterval(s, precision), q(n, d), precision);
      if (mine === null || theirs === null) return;
      expectOverlap(mine, toEnclosure(theirs));
      seen += 1;
    },
  );
  fc.assert(property, { seed: 42, numRuns: 600 });
  expect(seen).toBeGreaterThan(100);
});

test('constants by both implementations meet', () => {
  for (const precision of [32, 64, 200, 500]) {
    expectOverlap(E.pi(precision), toEnclosure(checker.piInterval(precision)));
    expectOverlap(E.euler(precision), toEnclosure(checker.eInterval(precision)));
  }
});

test('they are two: the checker imports nothing of the producer', () => {
  const source = readFileSync(new URL('../../src/checker/functions.ts', import.meta.url), 'utf8');
  expect(source).not.toMatch(/from '\.\.\//);
});
