import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import * as schema from '../../schema/kernel-schema.ts';
import { nonpoly } from './nonpoly.ts';

type Certified = Exclude<z.infer<typeof schema.certification>, { error: unknown }>;
type Characterized = Exclude<z.infer<typeof schema.characterization>, { error: unknown }>;

async function certify(
  args: readonly string[],
  stdin = '',
): Promise<Certified & { readonly code: number }> {
  const { code, stdout, stderr } = await nonpoly(['certify', '--json', ...args], stdin);
  expect(stderr).toBe('');
  const report = schema.certification.parse(JSON.parse(stdout));
  if ('error' in report) throw new Error(report.error.message);
  return { code, ...report };
}

async function characterize(
  ...args: readonly string[]
): Promise<Characterized & { readonly code: number }> {
  const { code, stdout, stderr } = await nonpoly(['characterize', '--json', ...args]);
  expect(stderr).toBe('');
  const report = schema.characterization.parse(JSON.parse(stdout));
  if ('error' in report) throw new Error(report.error.message);
  return { code, ...report };
}

/** Through the program, with a file; and the same file with one input changed. */
async function verified(certificate: object | null): Promise<void> {
  const path = join(mkdtempSync(join(tmpdir(), 'nonpoly-certify-')), 'c.json');
  writeFileSync(path, JSON.stringify(certificate));
  expect((await nonpoly(['verify', path])).code).toBe(0);
  const changed = structuredClone(certificate) as { inputs: string[][] };
  changed.inputs[0]![0] = '12345';
  writeFileSync(path, JSON.stringify(changed));
  expect((await nonpoly(['verify', path])).code).toBe(1);
}

const points = '0\n1\n2\n3\n4\n';

describe('certify', () => {
  it('lambda-min: a number that the checker finds by itself, beside the closer ones', async () => {
    const args = ['tanh', '--inputs', '-', '--bias-variance', '1', '--by', 'lambda-min'];
    const report = await certify([...args, '--kernel', 'nngp'], '0\n1\n-1\n');
    expect(report).toMatchObject({
      verdict: 'strictly-positive-definite',
      by: 'lambda-min',
      theorem: 'H',
      rigour: 'certificate accepted by the checker',
      assumes: [],
    });
    const { lower, upper, certified } = report.lambdaMin!;
    expect(Number(certified)).toBeLessThanOrEqual(Number(lower));
    expect(Number(certified)).toBeGreaterThan(0.98 * Number(upper));
    await verified(report.certificate);
    const path = join(mkdtempSync(join(tmpdir(), 'nonpoly-certify-')), 'c.json');
    const text = await nonpoly([...['certify', ...args], '--certificate', path], '0\n1\n-1\n');
    expect(text.stdout).toMatch(/λ_min ≥ 0\.\d+ \(certificate accepted by the checker\)/);
    expect(text.stdout).toContain('provided that the kernel exists');
    const again = await nonpoly(['verify', path]);
    expect(again.stdout).toMatch(
      /strictly positive definite, with smallest eigenvalue ≥ 0\.\d+ in the NTK parameterisation \(theorem H\), provided that/,
    );
  });

  it('theorem: hypotheses one by one, and a certificate that verify accepts', async () => {
    const args = ['relu', '--inputs', '-', '--depth', '3', '--bias-variance', '0.1'];
    const report = await certify(args, points);
    expect(report).toMatchObject({
      code: 0,
      verdict: 'strictly-positive-definite',
      by: 'theorem',
      rigour: 'certificate accepted by the checker',
      depth: 3,
      n: 5,
    });
    expect(report.hypotheses.every(({ holds }) => holds === true)).toBe(true);
    await verified(report.certificate);
  });

  it('exact: a null vector that annihilates every quadratic, the rank and the threshold', async () => {
    const report = await certify(['x^2', '--inputs', '-', '--bias-variance', '1'], points);
    expect(report).toMatchObject({ verdict: 'singular', by: 'exact', rank: 3, threshold: 4 });
    expect(report.lambdaMin).toEqual({ lower: '0', upper: '0', certified: '0' });
    const u = report.nullVector!.map(Number);
    expect(u.some((value) => value !== 0)).toBe(true);
    for (const k of [0, 1, 2]) expect(u.reduce((sum, value, i) => sum + value * i ** k, 0)).toBe(0);
    await verified(report.certificate);
  });

  it('features, where no theorem is asked', async () => {
    const args = ['tanh', '--inputs', '-', '--bias-variance', '1', '--by', 'features'];
    const report = await certify(args, points);
    expect(report).toMatchObject({ verdict: 'strictly-positive-definite', by: 'features' });
    await verified(report.certificate);
    const again = await certify(args, points);
    expect(again.certificate).toEqual(report.certificate);
  });

  it('names equal rows; is undecided with reasons and exit code 3', async () => {
    const equal = await certify(['relu', '--inputs', '-', '--bias-variance', '1'], '1,2\n1,2.0\n');
    expect(equal).toMatchObject({ verdict: 'singular', nullVector: ['1', '-1'] });
    expect(equal.notes[0]).toContain('rows 1 and 2 are equal');
    const parallel = await certify(['relu', '--inputs', '-', '--by', 'theorem'], '1,2\n2,4\n');
    expect(parallel).toMatchObject({ code: 3, verdict: 'undecided', certificate: null });
    expect(parallel.reasons.join()).toContain('rows 1 and 2 are parallel');
  });

  it('exits with 1 at another verdict than expected, with 2 where there is no kernel', async () => {
    const args = ['relu', '--inputs', '-', '--bias-variance', '1', '--expect'];
    expect((await certify([...args, 'strictly-positive-definite'], points)).code).toBe(0);
    expect((await certify([...args, 'singular'], points)).code).toBe(1);
    const missing = await nonpoly(['certify', 'cbrt', '--inputs', '-'], '1\n');
    expect([missing.code, missing.stdout]).toEqual([2, '']);
    expect(missing.stderr).toContain('hidden layer 1, variance 1');
  });

  it('writes the certificate, whole, and says so', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nonpoly-certify-'));
    const path = join(folder, 'proof.json');
    const args = ['gelu', '--inputs', '-', '--bias-variance', '1', '--certificate', path];
    const { code, stdout } = await nonpoly(['certify', ...args], points);
    expect(code).toBe(0);
    for (const text of ['strictly positive definite', 'theorem A, C, E', 'proof.json', 'λ_min'])
      expect(stdout).toContain(text);
    expect(readdirSync(folder)).toEqual(['proof.json']);
    expect(() => JSON.parse(readFileSync(path, 'utf8')) as unknown).not.toThrow();
    expect((await nonpoly(['verify', path])).stdout).toContain('strictly positive definite');
  });

  it('keeps what was typed for every layer, with its parameters', async () => {
    const args = ['--layers', 'max(x, a*x),tanh', '--set', 'a=0.1', '--inputs', '-'];
    const report = await certify([...args, '--bias-variance', '1'], points);
    expect(report).toMatchObject({ verdict: 'strictly-positive-definite', depth: 3 });
    await verified(report.certificate);
  });

  it.each([
    [['relu', '--inputs', '-', '--by', 'magic'], 'Allowed choices'],
    [['relu', '--inputs', '-', '--certificate', '/nowhere/at/all.json'], 'does not exist'],
    [['relu', '--inputs', '-', '--certificate', tmpdir()], 'is a folder'],
    [['relu', '--inputs', '-', '--convention', 'arora'], 'needs exact numbers'],
  ])('%j is wrong usage: %s', async (args, message) => {
    const { code, stdout, stderr } = await nonpoly(['certify', ...args], points);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});

describe('characterize', () => {
  it('a polynomial: a basis of all u with Σ u_i z_i^k = 0, k ≤ degree', async () => {
    const z = [-2, -1, 0, 1, 3, 4];
    const report = await characterize('x^3 - x', '--points', z.join(','));
    expect(report).toMatchObject({ code: 0, verdict: 'solutions', degree: 3, dimension: 2 });
    for (const u of report.basis!)
      for (const k of [0, 1, 2, 3])
        expect(u.reduce((sum, value, i) => sum + Number(value) * z[i]! ** k, 0)).toBe(0);
    await verified(report.certificate);
  });

  it('u = 0 alone: below the degree, and for every function that is no polynomial', async () => {
    const few = await characterize('x^3 - x', '--points', '0,1,2,1/2');
    expect(few).toMatchObject({ verdict: 'only-zero', dimension: 0, basis: [] });
    const relu = await characterize('relu', '--points', '-1,0,1/2,2,7');
    expect(relu).toMatchObject({ verdict: 'only-zero', theorem: 'A' });
    await verified(relu.certificate);
  });

  it('without θ₂ only even monomials of x² count', async () => {
    const report = await characterize('x^2', '--no-bias', '--points', '1,2');
    // u_1 + 4u_2 = 0
    expect(report).toMatchObject({ verdict: 'solutions', dimension: 1, bias: false });
    const [u, v] = report.basis![0]!.map(Number);
    expect(u! + 4 * v!).toBe(0);
  });

  it.each([
    [['x'], 'no points'],
    [['x', '--points', '1,a'], "got 'a'"],
    [['x', '--points', '1', '--random', 'sphere', '--n', '3'], 'one of the three'],
  ])('%j is wrong usage: %s', async (args, message) => {
    const { code, stdout, stderr } = await nonpoly(['characterize', ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('draws for a person the stencil', async () => {
    const { stdout } = await nonpoly(['characterize', 'x^2', '--points', '0,1,2,3']);
    expect(stdout).toMatch(/-1\s+3\s+-3\s+1/);
  });
});

it('says where the options are listed, or which one was meant', async () => {
  expect(await nonpoly(['certify', 'relu', '--dimension', '3'])).toEqual({
    code: 2,
    stdout: '',
    stderr: "error: unknown option '--dimension'\nnonpoly certify --help lists the options.\n",
  });
  const meant = await nonpoly(['certify', 'relu', '--bias-varianc', '3']);
  expect(meant.stderr).toContain('Did you mean --bias-variance?');
  expect(meant.stderr).not.toContain('lists the options');
});
