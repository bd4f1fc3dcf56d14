import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { training as schema } from '../../schema/schema.ts';
import { build, lightPackages } from './build.ts';

let main = '';
const folder = mkdtempSync(join(tmpdir(), 'nonpoly-train-'));
const [inputs, labels] = [join(folder, 'X.csv'), join(folder, 'y.csv')];
const data = ['--inputs', inputs, '--labels', labels];
beforeAll(() => {
  main = build([...lightPackages, 'mathjs', 'gmp-wasm', 'csv-parse']);
  writeFileSync(inputs, '-2\n-1\n0\n1\n2\n');
  writeFileSync(labels, '1\n-1\n1/2\n-1\n1\n');
});
afterAll(() => {
  for (const path of [dirname(dirname(dirname(main))), folder])
    rmSync(path, { recursive: true, force: true });
});

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
const nonpoly = (...args: readonly string[]): Ran =>
  spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' });

type Result = Exclude<z.infer<typeof schema>, { error: unknown }>;
function resultOf(...args: readonly string[]): Result {
  const { stdout, stderr } = nonpoly('train', ...args, ...data, '--bias-variance', '1', '--json');
  const result = schema.parse(JSON.parse(stdout));
  if ('error' in result) throw new Error(stderr);
  return result;
}

describe('train', () => {
  it('brings a non-polynomial to zero, at a rate derived from the kernel', () => {
    const result = resultOf('tanh', '--width', '256', '--steps', '3000', '--empirical-kernel', '3');
    expect(result.settings.learningRateFrom).toBe('half the largest stable rate');
    expect(result).toMatchObject({ status: 'completed', steps: 3000, plateau: 0 });
    expect(result.plateauProof).toMatchObject({ theorem: 'E', loss: '0', rank: 5 });
    expect(result.losses[0]).toEqual([0, (4 + 1 / 4) / 2]);
    expect(result.losses).toHaveLength(3001);
    expect(result.finalLoss).toBe(result.losses.at(-1)![1]);
    expect(result.finalLoss).toBeLessThan(1e-3);
    const { learningRate } = result.settings;
    expect(result.predictedRate).toBeCloseTo(2 * learningRate * result.smallestEigenvalue!, 12);
    expect(result.empiricalKernel!.map(({ step }) => step)).toEqual([0, 1500, 3000]);
    for (const moment of result.empiricalKernel!) {
      expect(moment.smallestEigenvalue).toBeGreaterThan(0);
      expect(moment.distance).toBeLessThan(0.5);
    }
  });

  it('stops a polynomial at its plateau, at infinite and at finite width', () => {
    // The residual of the best parabola: labels 1, −1, 1/2, −1, 1 at −2 … 2.
    const finite = resultOf('-x^2', '--width', '20', '--steps', '4000', '--momentum', '0.5');
    const infinite = resultOf('-x^2', '--infinite', '--steps', '20000');
    for (const result of [finite, infinite]) {
      expect(result.finalLoss! / result.plateau!).toBeCloseTo(1, 6);
      expect(result.predictedRate).toBe(0);
      expect(result.rateToPlateau).toBeGreaterThan(0);
      expect(result.plateauProof).toMatchObject({ theorem: 'D', rank: 3 });
    }
    expect(infinite.losses.length).toBeLessThanOrEqual(10_002);
    const [time] = infinite.losses.at(-1)!;
    expect(time).toBeCloseTo(20_000 * infinite.settings.learningRate, 9);
    expect(infinite.settings).toMatchObject({ width: null, seed: null });
  });

  it('prints words, CSV and a picture', () => {
    const short = ['gelu', ...data, '--width', '16', '--steps', '20', '--bias-variance', '1'];
    expect(nonpoly('train', ...short).stdout).toMatch(/learning rate .*half the largest stable/);
    const csv = nonpoly('train', ...short, '--csv')
      .stdout.trimEnd()
      .split('\n');
    expect(csv).toHaveLength(22);
    expect(csv[0]).toBe('step,loss,predicted');
    for (const row of csv.slice(1))
      expect(row.split(',').map(Number).every(Number.isFinite)).toBe(true);
    const svg = nonpoly('train', ...short, '--svg').stdout;
    expect(svg).toMatch(/^<svg [\s\S]*<polyline [\s\S]*<\/svg>\n$/);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(nonpoly('train', ...short, '--svg', '--json').status).toBe(2);
  });

  it('says where the loss leaves all bounds, with exit code 1', () => {
    const { status, stdout } = nonpoly('train', 'x^3', ...data, '--learning-rate', '9', '--json');
    expect(status).toBe(1);
    expect(schema.parse(JSON.parse(stdout))).toMatchObject({ status: 'diverged' });
  });

  it.each([
    [['log'], /log\(x\) is not defined/],
    [['x + y'], /'y' at position 4/],
    [['cbrt'], /give --learning-rate.*∞/],
    [['gamma(x^2 + 1)', '--learning-rate', '1'], /no expression/],
    [['0'], /kernel is 0/],
    [['relu', '--infinite', '--momentum', '0.5'], /momentum/],
    [['relu', '--width', '3,4'], /1 widths/],
    [['relu', '--momentum', '1'], /up to, but not, 1/],
    [['relu', '--layers', 'relu,tanh'], /one of the three/],
    [['relu', '--kernel', 'nngp'], /ntk/],
    [['relu', '--label-column', '2'], /no column/],
  ])('refuses %j', (args, message) => {
    const { status, stdout, stderr } = nonpoly('train', ...args, ...data, '--steps', '9');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('refuses labels that do not fit, as JSON where JSON is asked for', () => {
    const other = join(folder, 'other.csv');
    writeFileSync(other, '1,2\n3,4\n');
    for (const [args, message] of [
      [[], /2 columns/],
      [['--label-column', '2'], /expected 5 labels/],
    ] as const) {
      const { status, stdout } = nonpoly(
        ...['train', 'relu', '--inputs', inputs, '--labels', other, '--json', ...args],
      );
      expect(status).toBe(2);
      const result = schema.parse(JSON.parse(stdout));
      expect('error' in result && result.error.message).toMatch(message);
    }
    writeFileSync(other, '1\nx\n2\n3\n4\n');
    const { stderr } = nonpoly('train', 'relu', '--inputs', inputs, '--labels', other);
    expect(stderr).toMatch(/other\.csv: line 2.*expected a number/);
  });

  it('keeps at Ctrl-C what was computed', async () => {
    const child = spawn(process.execPath, [
      ...[main, 'train', 'tanh', ...data, '--bias-variance', '1', '--json'],
      ...['--width', '512', '--depth', '3', '--steps', '1000000', '--threads', '2'],
    ]);
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    // Long enough to have begun, on a slow machine too: then there are losses.
    await new Promise((resolve) => setTimeout(resolve, 6000));
    child.kill('SIGINT');
    const [status] = (await once(child, 'close')) as [number];
    expect(status).toBe(130);
    const result = schema.parse(JSON.parse(stdout)) as Result;
    expect(result.status).toBe('interrupted');
    expect(result.steps).toBeGreaterThan(0);
    expect(result.steps).toBeLessThan(1_000_000);
    expect(result.losses.at(-1)![0]).toBe(result.steps);
    expect(result.finalLoss).toBe(result.losses.at(-1)![1]);
  });
});
