import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { hermite as schema } from '../../schema/kernel-schema.ts';
import { nonpoly } from './nonpoly.ts';

type Report = Exclude<z.infer<typeof schema>, { error: unknown }>;

async function hermite(...args: readonly string[]): Promise<Report> {
  const { code, stdout, stderr } = await nonpoly(['hermite', '--json', ...args]);
  expect([code, stderr]).toEqual([0, '']);
  const report = schema.parse(JSON.parse(stdout));
  if ('error' in report) throw new Error(report.error.message);
  return report;
}

async function failure(...args: readonly string[]): Promise<unknown> {
  const { code, stdout } = await nonpoly(['hermite', '--json', ...args]);
  const report = schema.parse(JSON.parse(stdout));
  if (!('error' in report)) throw new Error('expected an error');
  return { exit: code, ...report.error };
}

describe('hermite', () => {
  it('gives coefficients with their norm and tail', async () => {
    const report = await hermite('x^3 - x', '--terms', '5', '--variance', '1/4');
    // x³ − x at x = z/2: z³/8 − z/2 = (√6 h_3 + 3 h_1)/8 − h_1/2.
    const expected = [0, 3 / 8 - 1 / 2, 0, Math.sqrt(6) / 8, 0];
    report.coefficients.forEach((a, k) => expect(a).toBeCloseTo(expected[k]!, 14));
    expect(report.squareNorm).toBeCloseTo(1 / 64 + 6 / 64, 14);
    expect(report.tail).toBeCloseTo(0, 14);
    expect(report).toMatchObject({ variance: '1/4', terms: 5, decay: { kind: 'finite', last: 3 } });
  });

  it('has the defaults: 12 terms at variance 1; a tail that is what later terms leave', async () => {
    const [short, long] = [await hermite('gelu'), await hermite('gelu', '--terms', '200')];
    expect(short).toMatchObject({ variance: '1', terms: 12 });
    const rest = (long.coefficients as number[]).slice(12).reduce((sum, a) => sum + a * a, 0);
    expect((short.tail as number) / rest).toBeCloseTo(1, 9);
  });

  it('takes a leading minus, names of libraries and parameters', async () => {
    expect((await hermite('-x^2', '--terms', '3')).coefficients[2]).toBeCloseTo(-Math.SQRT2, 14);
    expect((await hermite('torch.nn.GELU')).source).toMatchObject({ name: 'torch.nn.GELU' });
    const leaky = await hermite('max(x, a*x)', '--set', 'a=0.5', '--terms', '2');
    expect(leaky.coefficients[1]).toBeCloseTo(0.75, 14);
  });

  it('--digits gives bounds of that many digits, around the numbers', async () => {
    const [bounds, numbers] = [
      await hermite('gelu', '--digits', '25', '--terms', '6'),
      await hermite('gelu', '--terms', '6'),
    ];
    expect(bounds.errorEstimate).toBeNull();
    bounds.coefficients.forEach((a, k) => {
      if (typeof a === 'number') throw new Error('expected bounds');
      expect(Number(a.lower)).toBeCloseTo(numbers.coefficients[k] as number, 14);
      expect(Number(a.upper) - Number(a.lower)).toBeLessThan(1e-15);
      // a_3 = a_5 = 0: no enclosure excludes it.
      expect(a.certainlyNonzero).toBe(k === 0 || k === 1 || k % 2 === 0);
      expect(a.lower.startsWith('-')).toBe(Number(a.lower) < 0);
    });
    // 1/√(4π)
    const first = bounds.coefficients[0] as { lower: string; upper: string };
    expect(first.lower.slice(0, 22)).toBe('0.28209479177387814347');
  });

  it('says why there are none', async () => {
    expect(await failure('exp(x^2)', '--variance', '0.25')).toMatchObject({
      exit: 2,
      code: 'infinite',
    });
    expect(
      (await hermite('exp(x^2)', '--variance', '0.2', '--terms', '1')).coefficients[0],
    ).toBeCloseTo(1 / Math.sqrt(0.6), 12);
    expect(await failure('sqrt(x)')).toMatchObject({ exit: 2, code: 'undefined' });
    expect(await failure('x + y')).toMatchObject({ exit: 2, code: 'several-variables' });
  });

  it.each([
    [['tanh', '--terms', '0'], 'from 1 to'],
    [['tanh', '--digits', '5', '--terms', '1001'], 'at most 1000'],
    [['tanh', '--variance', '0'], '> 0'],
    [['tanh', '--variance', '-1'], '> 0'],
    [['tanh', '--variance', '1e-999'], 'range of double'],
    [['tanh', 'relu'], 'too many arguments'],
    [[], 'missing required argument'],
  ])('%j is wrong usage: %s', async (args, message) => {
    const { code, stdout, stderr } = await nonpoly(['hermite', ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('draws for a person what decays how', async () => {
    const { stdout } = await nonpoly(['hermite', 'relu', '--terms', '6']);
    expect(stdout).toContain('decay   algebraic');
    expect(stdout).toContain('≈ 0');
    const bars = [...stdout.matchAll(/█+/g)].map(([bar]) => bar.length);
    // a_1 > a_0 > a_2 > a_4.
    expect(bars).toHaveLength(4);
    expect(Math.max(...bars)).toBe(bars[1]);
    expect(bars[0]! > bars[2]! && bars[2]! > bars[3]!).toBe(true);
  });
});
