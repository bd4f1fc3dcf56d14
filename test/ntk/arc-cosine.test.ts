import fc from 'fast-check';
import { expect, it } from 'vitest';
import { acuteAngle } from '../../src/ntk/arc-cosine.ts';

it('acos(1 − m) to two units in the last place, however small m is', () => {
  expect(acuteAngle(0)).toBe(0);
  expect(Math.abs(acuteAngle(1) - Math.PI / 2)).toBeLessThanOrEqual(2 * Number.EPSILON);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(300), (m, digits) => {
      const small = m * 10 ** -digits;
      const exact = 2 * Math.asin(Math.sqrt(small / 2));
      expect(Math.abs(acuteAngle(small) - exact)).toBeLessThanOrEqual(3 * Number.EPSILON * exact);
    }),
    { numRuns: 2000 },
  );
});
