import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { build } from './build.ts';

const program = build(['commander', 'picocolors', 'mathjs', 'gmp-wasm', 'nerdamer', 'csv-parse']);
const folder = mkdtempSync(join(tmpdir(), 'nonpoly-prove-'));

function prove(...args: readonly string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'prove', ...args], {
    encoding: 'utf8',
    cwd: folder,
  });
  return { code: status, out: stdout, err: stderr };
}

const file = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe('prove', () => {
  it('writes a script, a proposition, or both', () => {
    expect(prove('tanh', '--rocq', 'tanh.v', '--latex', 'tanh.tex')).toEqual({
      code: 0,
      out: '',
      err: '',
    });
    expect(file('tanh.v')).toContain('Theorem sigma_nonpolynomial : ~ polynomial sigma.');
    expect(file('tanh.tex')).toContain('\\begin{proof}');
    expect(prove('-x^2', '--markdown').out).toContain('**Proposition.**');
    expect(prove('max(x, a*x)', '--set', 'a=0.01', '--rocq', '-').out).toContain('Rmax x');
  });

  it('says why it does not', () => {
    expect(prove('tanh')).toMatchObject({ code: 2, out: '' });
    expect(prove('tanh').err).toContain('say what to write');
    expect(prove('tanh', '--rocq', 'missing/tanh.v')).toMatchObject({ code: 2 });
    expect(prove('log(x)', '--latex')).toMatchObject({ code: 2, out: '' });
    expect(prove('tanh', '--latex', '--timeout', 'soon').code).toBe(2);
    const beyond = prove('gamma(x^2 + 1)', '--rocq', 'gamma.v');
    expect(beyond).toMatchObject({ code: 3, out: '' });
    expect(beyond.err).toContain('cannot carry this proof');
    expect(() => file('gamma.v')).toThrow();
  });
});
