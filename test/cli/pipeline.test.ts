import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/answer.ts';
import * as schema from '../../schema/schema.ts';
import { entries } from '../corpus/entries.ts';
import { build, lightPackages } from './build.ts';

let main = '';
const folder = mkdtempSync(join(tmpdir(), 'nonpoly-pipeline-'));
beforeAll(() => {
  main = build([...lightPackages, 'mathjs', 'gmp-wasm']);
});

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const start = (file: string, args: readonly string[], input = ''): Ran =>
  spawnSync(process.execPath, [file, ...args], { input, encoding: 'utf8', cwd: folder });
const nonpoly = (args: readonly string[], input = ''): Ran => start(main, args, input);

const objects = (stdout: string): unknown[] =>
  stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as unknown);

describe('nonpoly check', () => {
  it('says for a person what is proved, why, and what follows', () => {
    const { status, stdout, stderr } = nonpoly(['check', 'gelu']);
    expect([status, stderr]).toEqual([0, '']);
    for (const text of ['not a polynomial', 'ceiling:', 'witness:', 'Hypotheses', 'Neural Tangent'])
      expect(stdout).toContain(text);
  });

  it('gives for a stream what the schema says, in order', () => {
    const chosen = entries.filter((_, i) => i % 20 === 0);
    const { stdout } = nonpoly(
      ['check', '--from', '-'],
      chosen.map(({ id, expr }) => JSON.stringify({ id, expr }) + '\n').join(''),
    );
    const answers = objects(stdout).map((line) => schema.answer.parse(line) as Answer);
    expect(answers.map((a) => [a.id, a.input])).toEqual(chosen.map((e) => [e.id, e.expr]));
  });

  it('needs the value of a parameter', () => {
    expect(nonpoly(['check', 'max(x, a*x)', '--timeout', '60'])).toMatchObject({ status: 2 });
    expect(nonpoly(['check', 'max(x, a*x)', '--set', 'a=0.01', '--quiet'])).toEqual(
      expect.objectContaining({ status: 0, stdout: '', stderr: '' }),
    );
  });
});

describe('nonpoly verify', () => {
  const activations = ['-x^2', 'relu', 'tanh(x)'];
  const names = ['1-x-2.json', '2-relu.json', '3-tanh-x.json'];
  beforeAll(() => {
    expect(nonpoly(['check', ...activations, '--certificate', folder]).status).toBe(0);
    const tanh = readFileSync(join(folder, names[2]!), 'utf8');
    writeFileSync(join(folder, 'changed.json'), tanh.replace('"tanh(x)"', '"sinh(x)"'));
    writeFileSync(join(folder, 'bytes.json'), Buffer.from([0x7b, 0xff]));
  });

  it('says for a person what is proved, or why not', () => {
    const { status, stdout } = nonpoly(['verify', names[0]!, 'changed.json']);
    expect(status).toBe(1);
    expect(stdout).toContain('1-x-2.json: accepted\n  for σ(x) = -x^2\n');
    expect(stdout).toContain('changed.json: refused');
  });

  it('accepts what was found, refuses what was changed, and says which file is none', () => {
    const files = [...names, '-', 'changed.json', 'bytes.json', 'none.json'];
    const input = readFileSync(join(folder, names[1]!), 'utf8');
    const { status, stdout } = nonpoly(['verify', ...files, '--json'], input);
    expect(status).toBe(2);
    const lines = objects(stdout).map((line) => schema.verification.parse(line));
    expect(lines).toMatchObject([
      ...[...activations, 'relu'].map((source) => ({ accepted: true, source })),
      { accepted: false },
      { accepted: false, code: 'not-json' },
      { error: { code: 'ENOENT' } },
    ]);
    expect(lines.map(({ file }) => file)).toEqual(files);
  });
});

it('nonpoly verify reads no endless file', () => {
  const { status, stdout } = nonpoly(['verify', '/dev/zero', '--json']);
  expect(status).toBe(2);
  expect(schema.verification.parse(objects(stdout)[0])).toMatchObject({
    error: { code: 'too-large' },
  });
});

describe('nonpoly list', () => {
  it('prints the catalogue, without the pipeline', () => {
    const light = build(lightPackages);
    const { status, stdout, stderr } = start(light, ['list', '--json']);
    expect([status, stderr]).toEqual([0, '']);
    const rows = objects(stdout).map((row) => schema.listed.parse(row));
    expect(rows.length).toBeGreaterThan(10);
    const filtered = start(light, ['list', 'GELU']);
    expect(filtered.stdout.toLowerCase()).toContain('gelu');
    expect(filtered.stdout.split('\n').length).toBeLessThan(rows.length);
  });
});
