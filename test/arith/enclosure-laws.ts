/**
 * The laws that every enclosed function obeys, as checks over generated arguments, and the
 * generators: exact, tight, wide and special intervals.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Enclosure } from '../../src/arith/enclosure.ts';
import {
  certainlyLess,
  fromRational,
  fromRationals,
  lowerRational,
  upperRational,
} from '../../src/arith/enclosure.ts';
import type { Rational } from '../../src/arith/rational.ts';
import { add, compare, div, mul, rational, sub } from '../../src/arith/rational.ts';

export type Image = (e: Enclosure, precision: number) => Enclosure | null;

/** An interval with one of its points; null ends are infinite. */
export interface Sample {
  readonly lower: Rational | null;
  readonly upper: Rational | null;
  readonly inside: Rational;
}

export interface Domain {
  /** Arguments are generated in [low, high], ends excluded if open. */
  readonly low: Rational;
  readonly high: Rational;
  readonly open?: boolean;
  /** Whether intervals may reach to −∞, +∞. */
  readonly toMinusInfinity?: boolean;
  readonly toPlusInfinity?: boolean;
}

/** Rationals of the domain: special ones, dyadic ones, near the ends, and any. */
export function pointIn(domain: Domain): fc.Arbitrary<Rational> {
  const span = sub(domain.high, domain.low);
  const along = (part: Rational): Rational => add(domain.low, mul(span, part));
  const inside = (q: Rational): boolean =>
    domain.open
      ? compare(domain.low, q) < 0 && compare(q, domain.high) < 0
      : compare(domain.low, q) <= 0 && compare(q, domain.high) <= 0;
  return fc
    .oneof(
      fc
        .tuple(fc.integer({ min: -40, max: 40 }), fc.constantFrom(1, 2, 3, 4, 7))
        .map(([n, d]) => rational(n, d)),
      fc
        .tuple(fc.constantFrom(-1, 1), fc.integer({ min: 1, max: 120 }))
        .map(([s, k]) => rational(s, 1n << BigInt(k))),
      fc.integer({ min: 0, max: 1 << 20 }).map((n) => along(rational(n, 1 << 20))),
      fc.integer({ min: 1, max: 100 }).map((k) => along(rational(1, 1n << BigInt(k)))),
      fc
        .integer({ min: 1, max: 100 })
        .map((k) => along(sub(rational(1), rational(1, 1n << BigInt(k))))),
    )
    .filter(inside);
}

/** Intervals in the domain: a point, a tight one, a wide one, one with an infinite end. */
export function intervalIn(domain: Domain): fc.Arbitrary<Sample> {
  const point = pointIn(domain);
  const within = (q: Rational): Rational =>
    compare(q, domain.low) < 0 ? domain.low : compare(q, domain.high) > 0 ? domain.high : q;
  const exact = point.map((q): Sample => ({ lower: q, upper: q, inside: q }));
  const tight = fc
    .tuple(point, fc.integer({ min: 20, max: 140 }), fc.constantFrom(0, 1, 2))
    .map(([q, k, side]): Sample => {
      const r = rational(1, 1n << BigInt(k));
      const moved = [add(q, r), sub(q, r)].filter(
        (p) => !domain.open || compare(within(p), p) === 0,
      );
      const other = within(moved[side % Math.max(1, moved.length)] ?? q);
      return compare(q, other) <= 0
        ? { lower: q, upper: other, inside: q }
        : { lower: other, upper: q, inside: q };
    });
  const wide = fc.tuple(point, point, fc.integer({ min: 0, max: 64 })).map(([a, b, t]): Sample => {
    const [l, u] = compare(a, b) <= 0 ? [a, b] : [b, a];
    return { lower: l, upper: u, inside: add(l, mul(sub(u, l), rational(t, 64))) };
  });
  const special = fc.tuple(wide, fc.boolean(), fc.boolean()).map(([w, down, up]): Sample => ({
    lower: down && domain.toMinusInfinity ? null : w.lower,
    upper: up && domain.toPlusInfinity ? null : w.upper,
    inside: w.inside,
  }));
  return fc.oneof(exact, tight, wide, special);
}

export function intervalOf(sample: Sample, precision: number): Enclosure {
  return fromRationals(sample.lower, sample.upper, precision);
}

/** Two enclosures of one number have a number in common. */
export function expectOverlap(a: Enclosure, b: Enclosure): void {
  expect(certainlyLess(a, b)).toBe(false);
  expect(certainlyLess(b, a)).toBe(false);
}

/** a ⊂ b, for enclosures of moderate size. */
export function isSubset(a: Enclosure, b: Enclosure): boolean {
  const [al, au, bl, bu] = [lowerRational(a), upperRational(a), lowerRational(b), upperRational(b)];
  return (
    (bl === null || (al !== null && compare(bl, al) <= 0)) &&
    (bu === null || (au !== null && compare(au, bu) <= 0))
  );
}

/** (upper − lower)/|lower| ≤ 2^(−bits), or both 0. */
export function isAccurate(e: Enclosure, bits: number): boolean {
  const [l, u] = [lowerRational(e), upperRational(e)];
  if (l === null || u === null) return true;
  if (compare(l, u) === 0) return true;
  if (l.num === 0n) return false;
  const width = div(sub(u, l), l.num < 0n ? rational(-l.num, l.den) : l);
  return compare(width, rational(1, 1n << BigInt(bits))) <= 0;
}

/** The same argument at two precisions: the images meet. */
export function overlapLaw(image: Image, domain: Domain, runs: number): void {
  const property = fc.property(
    intervalIn(domain),
    fc.constantFrom([24, 200], [64, 128], [100, 333]),
    (sample, [p, q]) => {
      const [a, b] = [image(intervalOf(sample, p!), p!), image(intervalOf(sample, q!), q!)];
      if (a !== null && b !== null) expectOverlap(a, b);
    },
  );
  fc.assert(property, { seed: 42, numRuns: runs });
}

/** x ∈ X ⇒ f(x) ∈ f(X), x enclosed far more tightly than X can be. */
export function inclusionLaw(image: Image, domain: Domain, runs: number): void {
  let seen = 0;
  const property = fc.property(intervalIn(domain), fc.constantFrom(30, 64, 150), (sample, p) => {
    const all = image(intervalOf(sample, p), p);
    const one = image(fromRational(sample.inside, 400), 400);
    if (all === null) return;
    // Defined on X, so at x.
    expect(one).not.toBeNull();
    expectOverlap(all, one!);
    seen += 1;
  });
  fc.assert(property, { seed: 42, numRuns: runs });
  expect(seen).toBeGreaterThan(runs / 10);
}

/** A precise image at a point is tight, relatively, and lies in the coarse one widened by an ulp. */
export function accuracyLaw(image: Image, domain: Domain, runs: number): void {
  const property = fc.property(pointIn(domain), (q) => {
    const e = image(fromRational(q, 1024), 320);
    if (e !== null) expect(isAccurate(e, 250)).toBe(true);
  });
  fc.assert(property, { seed: 42, numRuns: runs });
}
