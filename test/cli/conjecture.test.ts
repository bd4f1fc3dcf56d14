import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { appendFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyCertificate } from '../../src/answer/verify.ts';
import type { Summary } from '../../src/testing/summary.ts';
import { build, root } from './build.ts';

const packages = ['commander', 'picocolors', 'mathjs', 'gmp-wasm'];
let main = '';
let examples = '';
const reports = mkdtempSync(join(tmpdir(), 'nonpoly-conjecture-'));
beforeAll(() => {
  main = build([...packages, 'fast-check']);
  const folder = dirname(dirname(dirname(main)));
  examples = join(folder, 'examples', 'conjectures');
  cpSync(join(root, 'examples', 'conjectures'), examples, { recursive: true });
});
afterAll(() => {
  rmSync(dirname(dirname(dirname(main))), { recursive: true, force: true });
  rmSync(reports, { recursive: true, force: true });
});

const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, [main, 'conjecture', ...args], { encoding: 'utf8', cwd: reports });

const summaryAt = (folder: string, name: string): Summary =>
  JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Summary;

/** Of each example: what its counterexamples look like; null: it is not refuted. */
const outcomes: Readonly<Record<string, RegExp | null>> = {
  'composition.mjs': /relu|min|clip|exp\(-1/,
  'depth.json': /^sin\(x\)\/2$/,
  'step.json': /floor|round/,
  'parts.json': null,
  'odd.mjs': /^(-x|x|-?\(?[\d./]+\*x\)?|[\w.]+)$/,
  'derivative.mjs': null,
};

describe('the examples', () => {
  it('are those that stand here', () => {
    expect(readdirSync(join(root, 'examples', 'conjectures')).sort()).toEqual(
      Object.keys(outcomes).sort(),
    );
  });

  it.each(Object.entries(outcomes))('%s', (file, shape) => {
    const name = file.replace(/\..*/, '');
    const folder = join(reports, name);
    const args = ['--cases', '40', '--seed', '6', '--counterexamples', '2', '--report', folder];
    const ran = run(join(examples, file), ...args);
    expect(ran.stderr).toBe('');
    expect(ran.status).toBe(shape === null ? 0 : 1);
    const summary = summaryAt(folder, name);
    if (shape === null) expect(summary.counts.holds).toBeGreaterThan(0);
    else expect(summary.counterexamples.length).toBeGreaterThan(0);
    for (const { activation } of summary.counterexamples) expect(activation).toMatch(shape!);
    for (const { certificates, because } of summary.counterexamples) {
      // Eigenvalues have bounds and no certificates.
      if (file === 'depth.json') expect(because.join()).toMatch(/lies in \[.*lies in \[/);
      else expect(certificates.length).toBeGreaterThan(0);
      for (const certificate of certificates)
        expect(verifyCertificate(certificate).accepted).toBe(true);
    }
    expect(readFileSync(join(folder, `${name}.md`), 'utf8')).toContain(summary.statement);
  });
});

describe('a run that was killed', () => {
  const file = () => join(examples, 'parts.json');
  const args = (folder: string) => ['--cases', '24', '--seed', '11', '--report', folder, '--json'];

  it('goes on where it was, with nothing lost and nothing twice', async () => {
    const [whole, killed] = [join(reports, 'whole'), join(reports, 'killed')];
    run(file(), ...args(whole));
    const journal = join(killed, 'parts.journal.jsonl');
    const child = spawn(process.execPath, [main, 'conjecture', file(), ...args(killed)]);
    const ended = new Promise((resolve) => child.on('exit', resolve));
    while (!existsSync(journal) || readFileSync(journal, 'utf8').split('\n').length < 8)
      await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGKILL');
    await ended;
    const before = readFileSync(journal, 'utf8');
    expect(before.split('\n').length).toBeLessThan(25);
    appendFileSync(journal, '{"index":'); // as a kill may cut it
    run(file(), ...args(killed));
    expect(
      readFileSync(journal, 'utf8').startsWith(before.slice(0, before.lastIndexOf('\n') + 1)),
    ).toBe(true);
    for (const name of ['parts.json', 'parts.md', 'parts.journal.jsonl'])
      expect(readFileSync(join(killed, name), 'utf8')).toBe(
        readFileSync(join(whole, name), 'utf8'),
      );
  });

  it('one case of the report is met again', () => {
    const folder = join(reports, 'again');
    const example = join(examples, 'step.json');
    const args = ['--cases', '30', '--seed', '6', '--counterexamples', '1', '--report', folder];
    expect(run(example, ...args).status).toBe(1);
    const [smallest] = summaryAt(folder, 'step').counterexamples;
    const k = String(smallest!.cases[0]);
    expect(readFileSync(join(folder, 'step.md'), 'utf8')).toContain('--seed 6 --case K');
    const once = run(example, '--seed', '6', '--case', k, '--json');
    expect(once.status).toBe(1);
    const found = JSON.parse(once.stdout) as { readonly counterexample: object };
    expect(found.counterexample).toEqual(
      expect.objectContaining({
        activation: smallest!.activation,
        certificates: smallest!.certificates,
      }),
    );
    expect(run(example, '--seed', '6', '--case', k).stdout).toContain(smallest!.activation);
    expect(run(example, '--case', '0').stderr).toMatch(/--case needs the --seed/);
    expect(readdirSync(reports)).not.toContain('conjectures');
  });

  it('is not mixed with another seed or another conjecture', () => {
    const folder = join(reports, 'mixed');
    expect(run(file(), '--cases', '2', '--seed', '1', '--report', folder).status).toBe(0);
    const other = run(file(), '--cases', '2', '--seed', '2', '--report', folder);
    expect([other.status, other.stderr]).toEqual([2, expect.stringMatching(/is of seed 1, not 2/)]);
    const changed = join(examples, 'changed.json');
    writeFileSync(changed, readFileSync(file(), 'utf8') + '\n');
    const mixed = run(changed, '--cases', '2', '--report', folder);
    expect([mixed.status, mixed.stderr]).toEqual([2, expect.stringMatching(/has changed/)]);
    expect(run(changed, '--cases', '2', '--restart', '--report', folder).status).toBe(0);
  });
});

describe('what cannot be run', () => {
  const written = (name: string, text: string): string => {
    writeFileSync(join(examples, name), text);
    return join(examples, name);
  };
  const spec = (more: object): string =>
    JSON.stringify({ name: 'a', statement: 'b', activations: ['x'], claim: { odd: 's' }, ...more });

  it.each([
    ['no.json', '{', /JSON/],
    ['no.json', spec({ name: '../../x' }), /expected a name/],
    ['no.json', spec({ claim: { odd: 't(x)' } }), /claim\.odd: .*t/],
    ['no.json', spec({ claim: { constructor: 's' } }), /claim\.constructor: expected one of/],
    ['no.json', spec({ claim: { implies: [{ odd: 's' }] } }), /claim\.implies: expected 2 claims/],
    ['no.json', spec({ activations: [] }), /activations/],
    ['no.json', spec({ activations: ['x +'] }), /case 0/],
    ['no.json', spec({ activations: { generate: '__proto__' } }), /generate/],
    ['no.json', spec({ activations: { generate: 'polynomial', maxDegree: -1 } }), /maxDegree/],
    ['no.json', spec({ surprise: 1 }), /surprise/],
    ['no.json', spec({ architectures: [{ depth: 1.5 }] }), /architectures\.0\.depth: expected an/],
    [
      'no.json',
      spec({ architectures: [{ weightVariance: 0 }] }),
      /weightVariance: expected .* > 0/,
    ],
    ['no.json', spec({ claim: { less: [{ 'lambda-min': 's' }] } }), /claim\.less: expected two/],
    [
      'no.json',
      spec({ claim: { less: [{ 'lambda-min': 's', depth: 0 }, { 'lambda-min': 's' }] } }),
      /claim\.less\.0\.depth: expected an integer/,
    ],
    ['no.json', spec({ inputs: [[1, 2]] }), /inputs\.0: expected rows/],
    ['no.mjs', 'export const a = 1;', /default export/],
    ['no.mjs', 'throw new Error("mine");', /mine/],
    [
      'no.mjs',
      'export default { name: "a", statement: "b", activations: ["x"], claim: () => { throw new Error("in the claim") } };',
      /case 0 of seed \d+: in the claim/,
    ],
    ['no.txt', '', /\.mjs or \.json/],
  ])('%s %s', (name, text, message) => {
    const { status, stderr } = run(
      written(name, text),
      '--report',
      mkdtempSync(join(reports, 'r')),
    );
    expect([status, stderr]).toEqual([2, expect.stringMatching(message)]);
  });

  it('says that fast-check is missing', () => {
    // As in a project without it, whatever lies in the folders above.
    const hook = written(
      'hook.mjs',
      `export const resolve = (name, context, next) => {
      if (name !== 'fast-check') return next(name, context);
      throw Object.assign(new Error("Cannot find package 'fast-check'"), { code: 'ERR_MODULE_NOT_FOUND' });
    };`,
    );
    const register = written(
      'register.mjs',
      `import { register } from 'node:module'; register(${JSON.stringify(pathToFileURL(hook))});`,
    );
    const without = ['--import', register, main];
    const file = join(examples, 'step.json');
    const ran = spawnSync(process.execPath, [...without, 'conjecture', file], { encoding: 'utf8' });
    expect([ran.status, ran.stderr]).toEqual([
      2,
      expect.stringMatching(/needs fast-check.*npm install fast-check/),
    ]);
    const help = execFileSync(process.execPath, [...without, 'conjecture', '--help'], {
      encoding: 'utf8',
    });
    expect(help).toContain('--restart');
  });
});
