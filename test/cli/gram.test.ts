import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { gram as schema } from '../../schema/kernel-schema.ts';
import { readDataSet } from '../../src/data/read.ts';
import { build, lightPackages } from './build.ts';
import { nonpoly } from './nonpoly.ts';

type Report = Exclude<z.infer<typeof schema>, { error: unknown }>;

/** Runs and reads the one line of JSON, which must be what the schema says. */
async function gram(args: readonly string[], stdin: string | Uint8Array = ''): Promise<Report> {
  const { code, stdout, stderr } = await nonpoly(['gram', '--json', ...args], stdin);
  expect([code, stderr]).toEqual([0, '']);
  const report = schema.parse(JSON.parse(stdout));
  if ('error' in report) throw new Error(report.error.message);
  return report;
}

async function failure(args: readonly string[], stdin = ''): Promise<unknown> {
  const { code, stdout } = await nonpoly(['gram', '--json', ...args], stdin);
  const report = schema.parse(JSON.parse(stdout));
  if (!('error' in report)) throw new Error('expected an error');
  return { exit: code, ...report.error };
}

const rows = [
  [1, 0],
  [0.6, 0.8],
  [-0.8, 0.6],
  [0.5, -0.5],
];
const csv = rows.map((row) => row.join(',') + '\n').join('');

/** Σ and Θ of ReLU networks by the arc-cosine formulas (Cho, Saul 2009). */
function arcCosine(
  weights: readonly number[],
  biases: readonly number[],
  first: (x: readonly number[], y: readonly number[]) => number,
): { sigma: number[][]; theta: number[][] } {
  const dot = (x: readonly number[], y: readonly number[]): number =>
    x.reduce((sum, value, k) => sum + value * y[k]!, 0);
  const sigma = rows.map((x) => rows.map((y) => (weights[0]! * dot(x, y)) / 2 + biases[0]!));
  let theta = rows.map((x) => rows.map((y) => first(x, y)));
  let before = sigma;
  weights.slice(1).forEach((w, l) => {
    const pair = (i: number, j: number): readonly [number, number] => {
      const size = Math.sqrt(before[i]![i]! * before[j]![j]!);
      const t = Math.acos(Math.max(-1, Math.min(1, before[i]![j]! / size)));
      const value = (size * (Math.sin(t) + (Math.PI - t) * Math.cos(t))) / (2 * Math.PI);
      return [value, (Math.PI - t) / (2 * Math.PI)];
    };
    const next = rows.map((_, i) => rows.map((__, j) => w * pair(i, j)[0] + biases[l + 1]!));
    theta = rows.map((_, i) =>
      rows.map((__, j) => next[i]![j]! + w * theta[i]![j]! * pair(i, j)[1]),
    );
    before = next;
  });
  return { sigma: before, theta };
}

function expectClose(
  found: readonly (readonly number[])[],
  expected: readonly (readonly number[])[],
): void {
  found.forEach((row, i) =>
    row.forEach((value, j) => expect(value).toBeCloseTo(expected[i]![j]!, 12)),
  );
}

describe('gram', () => {
  it('agrees with the arc-cosine kernels, and repeats every value used', async () => {
    const inner = (x: readonly number[], y: readonly number[]): number =>
      x.reduce((sum, value, k) => sum + value * y[k]!, 0);
    const expected = arcCosine([2, 1.5, 0.5], [0.1, 0, 0.3], (x, y) => (2 * inner(x, y)) / 2 + 0.1);
    const flags = ['--weight-variance', '2,3/2,0.5', '--bias-variance', '0.1,0,3e-1'];
    for (const [kernel, matrix] of [
      ['ntk', expected.theta],
      ['nngp', expected.sigma],
    ] as const) {
      const given = ['relu', '--inputs', '-', '--depth', '3', '--kernel', kernel, ...flags];
      const report = await gram(given, csv);
      expectClose(report.matrix, matrix);
      expect(report).toMatchObject({
        kernel,
        depth: 3,
        n: 4,
        inputs: { n: 4, d: 2, exactness: 'decimal' },
        architecture: {
          depth: 3,
          weightVariance: ['2', '3/2', '1/2'],
          biasVariance: ['1/10', '0', '3/10'],
          parameterisation: 'ntk',
          widths: null,
          exact: true,
          convention: null,
        },
        entryError: { rigorous: false },
      });
      expect(report.architecture.activations).toHaveLength(2);
      expect(report.entryError.value).toBeLessThan(1e-12);
    }
  });

  it('has the defaults: Θ, depth 2, σ_w² = 1, σ_b² = 0', async () => {
    const explicit = ['--kernel', 'ntk', '--depth', '2', '--weight-variance', '1'];
    const [a, b] = await Promise.all([
      gram(['tanh', '--inputs', '-'], csv),
      gram(['tanh', '--inputs', '-', ...explicit, '--bias-variance', '0'], csv),
    ]);
    expect({ ...a, milliseconds: 0 }).toEqual({ ...b, milliseconds: 0 });
  });

  it('--enclose proves the error, and the estimates lie within it', async () => {
    const args = ['--inputs', '-', '--depth', '3', '--bias-variance', '0.1'];
    for (const activation of ['tanh', 'relu', 'x^3 - x']) {
      const proved = await gram([activation, ...args, '--enclose'], csv);
      const estimated = await gram([activation, ...args], csv);
      expect(proved.entryError.rigorous).toBe(true);
      expect(proved.entryError.value).toBeLessThan(1e-13);
      const gap = proved.entryError.value + estimated.entryError.value;
      proved.matrix.forEach((row, i) =>
        row.forEach((value, j) =>
          expect(Math.abs(value - estimated.matrix[i]![j]!)).toBeLessThanOrEqual(gap),
        ),
      );
    }
  });

  it('translates from neural-tangents, Jacot and Arora', async () => {
    const inner = (x: readonly number[], y: readonly number[]): number =>
      x.reduce((sum, value, k) => sum + value * y[k]!, 0);
    const half = ['relu', '--inputs', '-', '--depth', '3', '--convention'];
    const found = {
      nt: await gram([...half, 'neural-tangents', '--w-std', '1.5', '--b-std', '0.1'], csv),
      jacot: await gram([...half, 'jacot', '--beta', '0.1'], csv),
      arora: await gram([...half, 'arora'], csv),
      standard: await gram(
        [...half, 'neural-tangents', '--parameterisation', 'standard', '--b-std', '0.1'],
        csv,
      ),
    };
    const nt = arcCosine(
      [2.25, 2.25, 2.25],
      [0.01, 0.01, 0.01],
      (x, y) => 1.125 * inner(x, y) + 0.01,
    );
    expectClose(found.nt.matrix, nt.theta);
    const jacot = arcCosine([1, 1, 1], [0.01, 0.01, 0.01], (x, y) => inner(x, y) / 2 + 0.01);
    expectClose(found.jacot.matrix, jacot.theta);
    // Σ⁰ = x·y, c_σ = 2.
    const arora = arcCosine([2, 2, 2], [0, 0, 0], inner);
    expectClose(found.arora.matrix, arora.theta);
    expect(found.arora.architecture).toMatchObject({
      exact: false,
      weightVariance: ['2', '2', '2'],
    });
    expect(found.standard.architecture.widths).toEqual(['2', '1', '1']);
    // Θ¹ = x·y + 1; each layer adds E[σσ] + 1, where Σ has σ_w² E + σ_b² = E + 0.01.
    const sigmas = arcCosine([1, 1], [0.01, 0.01], inner).sigma;
    const last = arcCosine([1, 1, 1], [0.01, 0.01, 0.01], inner).sigma;
    rows.forEach((x, i) => {
      const expected = inner(x, x) + 1;
      const second = sigmas[i]![i]! - 0.01 + 1 + expected / 2;
      const third = last[i]![i]! - 0.01 + 1 + second / 2;
      expect(found.standard.matrix[i]![i]).toBeCloseTo(third, 12);
    });
    for (const { architecture } of Object.values(found))
      expect(architecture.convention!.formula).not.toBe('');
    const text = await nonpoly(['gram', ...half, 'jacot', '--beta', '0.1'], csv);
    expect(text.stdout).toContain('Jacot, Gabriel, Hongler 2018');
    expect(text.stdout).toContain('σ_w² = 1, σ_b² = β²');
  });

  it('takes one activation for each layer, split where no bracket is open', async () => {
    const a = await gram(['--layers', 'max(x, 0),tanh', '--inputs', '-'], csv);
    const b = await gram(['--layer', 'max(x, 0)', '--layer', 'tanh', '--inputs', '-'], csv);
    expect(a.matrix).toEqual(b.matrix);
    expect(a.depth).toBe(3);
    expect(a.architecture.activations.map(({ input }) => input)).toEqual(['max(x, 0)', 'tanh']);
    const leading = await gram(['-x^2', '--inputs', '-', '--bias-variance', '1'], csv);
    expect(leading.architecture.activations[0]!.expression).toBe('-x^2');
    const set = ['--set', 'a=0.1', '--inputs', '-'];
    const with1 = await gram(['--layers', 'max(x, a*x),tanh', ...set], csv);
    expect(with1.architecture.activations[0]!.expression).toBe('max(x, 0.1*x)');
  });

  it.each([
    [['--inputs', '-'], 'no activation'],
    [['relu'], 'no inputs'],
    [['relu', '--layers', 'tanh', '--inputs', '-'], 'one of the three'],
    [['--layers', 'tanh,relu', '--depth', '2', '--inputs', '-'], 'contradicts'],
    [['--layers', 'tanh,,relu', '--inputs', '-'], 'hidden layer 2 is empty'],
    [['relu', '--inputs', '-', '--random', 'sphere', '--n', '3'], 'not both'],
    [['relu', '--random', 'sphere'], 'number of rows'],
    [['relu', '--random', 'equispaced', '--n', '3', '--d', '2'], 'dimension 1'],
    [['relu', '--random', 'equispaced', '--n', '3', '--interval', '1,-1'], 'two numbers a < b'],
    [['relu', '--inputs', '-', '--seed', '3'], 'belongs to --random'],
    [['relu', '--inputs', '-', '--weight-variance', '0'], '> 0'],
    [['relu', '--inputs', '-', '--weight-variance', '1,2,3'], 'expected 1 or 2 numbers'],
    [['relu', '--inputs', '-', '--bias-variance', '-1'], '≥ 0'],
    [['relu', '--inputs', '-', '--bias-variance', 'constructor'], '≥ 0'],
    [['relu', '--inputs', '-', '--widths', '1,2'], 'needs --parameterisation'],
    [['relu', '--inputs', '-', '--beta', '1'], 'belongs to a --convention'],
    [['relu', '--inputs', '-', '--convention', 'jacot', '--weight-variance', '2'], 'not belong'],
    [['relu', '--inputs', '-', '--depth', '0'], 'integer from 1'],
    [['relu', '--inputs', '-', '--out', 'K.txt'], '.npy, .csv or .json'],
    [['relu', '--inputs', '-', '--out', '/nowhere/at/all/K.npy'], 'does not exist'],
    [['relu', '--inputs', '/nowhere/at/all.csv'], 'cannot read'],
    [['relu', '--inputs', '-', '--normalize', '--standardize'], 'not both'],
    [['relu', '--random', 'sphere', '--n', '10000000', '--d', '2'], 'do not fit in memory'],
    [['relu', '--inputs', '-', '--convention', 'arora', '--enclose'], 'needs exact numbers'],
  ])('%j is wrong usage: %s', async (args, message) => {
    const { code, stdout, stderr } = await nonpoly(['gram', ...args], csv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('says what is wrong with activations, data and kernels, as an object', async () => {
    expect(await failure(['relu(x) + y', '--inputs', '-'], csv)).toMatchObject({
      exit: 2,
      code: 'several-variables',
      position: 10,
    });
    expect(await failure(['relu', '--inputs', '-'], '1,2\n3,nan\n')).toMatchObject({
      exit: 2,
      code: 'not-finite',
      row: 2,
      column: 2,
    });
    expect(await failure(['relu', '--inputs', '-'], '1,2\n3\n')).toMatchObject({
      code: 'ragged-rows',
      row: 2,
    });
    expect(await failure(['cbrt', '--inputs', '-'], csv)).toMatchObject({
      exit: 2,
      code: 'infinite',
      layer: 1,
      variance: expect.closeTo(0.5, 12) as number,
    });
    expect((await gram(['cbrt', '--inputs', '-', '--kernel', 'nngp'], csv)).n).toBe(4);
  });

  it('names rows that are equal, and without biases rows that are parallel or zero', async () => {
    const inputs = '1,2\n3,4\n0.1,0.2\n3,4.0\n0,0\n';
    const without = await gram(['relu', '--inputs', '-'], inputs);
    expect(without.notes).toEqual([
      expect.stringContaining('rows 2 and 4 are equal'),
      expect.stringContaining('rows 1 and 3 are parallel'),
      expect.stringContaining('row 5 is zero'),
    ]);
    const biased = await gram(['relu', '--inputs', '-', '--bias-variance', '0.1'], inputs);
    expect(biased.notes).toEqual([expect.stringContaining('rows 2 and 4 are equal')]);
  });

  it('generates inputs by seed, the same every time', async () => {
    const args = ['relu', '--random', 'sphere', '--n', '5', '--d', '3', '--seed'];
    const [a, b, c] = await Promise.all(['7', '7', '8'].map((seed) => gram([...args, seed])));
    expect(a!.matrix).toEqual(b!.matrix);
    expect(a!.matrix).not.toEqual(c!.matrix);
    // On the sphere of radius √d: Σ¹ = 1, Θ² = 1/2 + 1/2.
    a!.matrix.forEach((row, i) => expect(row[i]).toBeCloseTo(1, 12));
  });

  it('writes NPY, CSV and JSON that hold the same numbers', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nonpoly-gram-'));
    const report = await gram(['gelu', '--inputs', '-'], csv);
    for (const format of ['npy', 'csv', 'json']) {
      const path = join(folder, `K.${format}`);
      const { code } = await nonpoly(['gram', 'gelu', '--inputs', '-', '--out', path], csv);
      expect(code).toBe(0);
      if (format === 'json') {
        const written = schema.parse(JSON.parse(readFileSync(path, 'utf8'))) as Report;
        expect(written.matrix).toEqual(report.matrix);
      } else {
        const { n, d, data } = await readDataSet(readFileSync(path), { header: false });
        expect([n, d]).toEqual([4, 4]);
        expect([...data]).toEqual(report.matrix.flat());
      }
    }
    expect(readdirSync(folder).sort()).toEqual(['K.csv', 'K.json', 'K.npy']);
  });

  it('shows a person the matrix and what it rests on', async () => {
    const { stdout, stderr } = await nonpoly(['gram', 'relu', '--inputs', '-'], csv);
    expect(stderr).toBe('');
    for (const text of ['NTK Θ^2', 'torch.nn.ReLU', 'σ_w²', 'an estimate'])
      expect(stdout).toContain(text);
    expect((await nonpoly(['gram', 'relu', '--inputs', '-', '--quiet'], csv)).stdout).toBe('');
  });
});

describe('gram as a program', () => {
  let main = '';
  beforeAll(() => {
    main = build([...lightPackages, 'mathjs', 'gmp-wasm', 'csv-parse']);
  });

  it('at Ctrl-C leaves no file, whether it computes or writes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nonpoly-interrupt-'));
    writeFileSync(join(folder, 'before.txt'), '');
    const size = ['--random', 'sphere', '--n', '1500', '--d', '4'];
    const outcomes: (number | string | null)[] = [];
    for (const stage of ['computing', 'writing']) {
      const out = join(folder, `K-${stage}.csv`);
      const child = spawn(process.execPath, [main, 'gram', 'relu', ...size, '--out', out]);
      const gone = once(child, 'exit') as Promise<[number | null, string | null]>;
      if (stage === 'computing') await new Promise((resolve) => setTimeout(resolve, 300));
      else
        await expect
          .poll(() => readdirSync(folder).length, { timeout: 60_000, interval: 2 })
          .toBeGreaterThan(1);
      child.kill('SIGINT');
      const [code, signal] = await gone;
      outcomes.push(code ?? signal);
      expect(readdirSync(folder)).toEqual(['before.txt']);
    }
    expect(outcomes).toEqual(['SIGINT', 130]);
  });
});
