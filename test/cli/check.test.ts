import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/answer.ts';
import { run } from '../../src/cli/run.ts';
import { answer as answerSchema } from '../../schema/schema.ts';
import { fixtureWorker } from './build.ts';

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Terminal {
  readonly isTTY?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

async function nonpoly(
  args: readonly string[],
  stdin: string | Buffer = '',
  { isTTY = false, env = {} }: Terminal = {},
): Promise<Ran> {
  const texts = { stdout: '', stderr: '' };
  const into = (name: 'stdout' | 'stderr'): Writable =>
    Object.assign(
      new Writable({
        write(chunk, _encoding, done) {
          texts[name] += String(chunk);
          done();
        },
      }),
      { isTTY },
    );
  const code = await run(args, {
    stdin: Readable.from([stdin]),
    stdout: into('stdout'),
    stderr: into('stderr'),
    env,
    worker: fixtureWorker,
  });
  return { code, ...texts };
}

const answers = (stdout: string): Answer[] =>
  stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => answerSchema.parse(JSON.parse(line)) as Answer);
const folder = (): string => mkdtempSync(join(tmpdir(), 'nonpoly-check-'));

describe('check', () => {
  it('reads expressions with a leading minus, before and after options, and after --', async () => {
    const given = ['check', '-x^2', '--json', '-1', '--timeout', '5', '--', '--x', '-h'];
    const { code, stdout } = await nonpoly(given);
    expect(code).toBe(0);
    expect(answers(stdout).map((a) => a.input)).toEqual(['-x^2', '-1', '--x', '-h']);
  });

  it('gives the worst exit code of a batch, in the order 2, 3, 1, 0', async () => {
    const codeOf = async (...args: string[]): Promise<number> =>
      (await nonpoly(['check', '--json', ...args])).code;
    expect(await codeOf('x')).toBe(0);
    expect(await codeOf('x', '--expect', 'non-polynomial')).toBe(1);
    expect(await codeOf('x', 'undecided', '--expect', 'non-polynomial')).toBe(3);
    expect(await codeOf('undecided', 'error', 'x')).toBe(2);
    expect(await codeOf('non-polynomial', '--expect', 'non-polynomial')).toBe(0);
  });

  it.each([
    [['check']],
    [['check', 'x', '--from', '-']],
    [['check', 'x', '--jsn']],
    [['check', 'x', '--timeout', '-1']],
    [['check', 'x', '--timeout', 'Infinity']],
    [['check', 'x', '--expect', 'yes']],
    [['check', 'x', '--set', 'a']],
    [['check', 'x', '--set', '__proto__=1']],
    [['check', 'x', '--set', 'a=1', '--set', 'a=2']],
    [['check', 'x', '--certificate', '/nowhere/at/all.json']],
    [['check', '--from', '/nowhere/at/all.txt']],
    [['chekc', 'x']],
    [['verify']],
    [['verify', '/nowhere/at/all.json']],
    [[]],
  ])('%j is wrong usage: exit code 2, nothing on stdout', async (args) => {
    const { code, stdout, stderr } = await nonpoly(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).not.toBe('');
  });

  it('suggests what was meant', async () => {
    expect((await nonpoly(['chekc', 'x'])).stderr).toContain('Did you mean check?');
    expect((await nonpoly(['check', 'x', '--jsn'])).stderr).toContain('Did you mean --json?');
  });

  it.each([['check'], ['verify'], ['list']])('%s --help has examples', async (name) => {
    for (const args of [
      [name, '--help'],
      ['help', name],
    ]) {
      const { code, stdout } = await nonpoly(args);
      expect(code).toBe(0);
      expect(stdout).toContain(`Examples:\n  nonpoly ${name}`);
    }
  });

  it('answers every line in order, with its id as it stands', async () => {
    const input = [
      'sleep 300',
      '{"id": 12345678901234567890, "expr": "x"}',
      '',
      '{"expr": "undecided", "id": {"a": [1, null]}}',
      '# x^2',
      '{a: x}',
      '{"id": "no", "expr": 3}',
      'y'.repeat(2 ** 20 + 1),
      'last',
    ];
    const { code, stdout } = await nonpoly(['check', '--from', '-'], input.join('\n'));
    expect(code).toBe(2);
    expect(stdout).toContain('{"id":12345678901234567890,"input":"x",');
    const got = answers(stdout);
    expect(got.map((a) => [a.verdict, a.error?.code, a.error?.position])).toEqual([
      ['polynomial', undefined, undefined],
      ['polynomial', undefined, undefined],
      ['undecided', undefined, undefined],
      ['polynomial', undefined, undefined],
      ['error', 'bad-json', 1],
      ['error', 'missing-expr', null],
      ['error', 'too-long', null],
      ['polynomial', undefined, undefined],
    ]);
    expect(got[2]!.id).toEqual({ a: [1, null] });
    expect(got[5]!.id).toBe('no');
  });

  it('answers a line before the next one comes', async () => {
    let more: (line: string) => void = () => {};
    async function* typed(): AsyncGenerator<Buffer> {
      yield Buffer.from('first\n');
      yield Buffer.from(await new Promise<string>((resolve) => (more = resolve)));
    }
    const written: string[] = [];
    const stdout = new Writable({
      write(chunk, _encoding, done) {
        written.push(String(chunk));
        if (written.length === 1) more('second\n');
        done();
      },
    });
    const io = { stdin: Readable.from(typed()), stdout, stderr: stdout, env: {} };
    await run(['check', '--from', '-'], { ...io, worker: fixtureWorker });
    expect(written.map((line) => (JSON.parse(line) as Answer).input)).toEqual(['first', 'second']);
  });

  it('stops a task at its time and goes on', async () => {
    const { code, stdout } = await nonpoly(['check', 'spin', 'x', '--json', '--timeout', '0.5']);
    expect(code).toBe(3);
    expect(answers(stdout)).toMatchObject([
      { verdict: 'undecided', undecided: { reasons: [expect.stringContaining('0.5 s')] } },
      { verdict: 'polynomial' },
    ]);
  });

  it('prints for a person: the verdict on stdout, an error with its place on stderr', async () => {
    const fine = await nonpoly(['check', 'x']);
    expect(fine.stdout).toContain('polynomial of degree 1');
    expect(fine.stdout).toContain('nonpoly check x --certificate FILE');
    expect(fine.stderr).toBe('');
    const wrong = await nonpoly(['check', 'error\u001b[2J']);
    expect(wrong.stdout).toBe('');
    expect(wrong.stderr).toContain('error: as asked\n  error\\u{1b}[2J\n    ^\n');
    expect((await nonpoly(['check', 'x', '--quiet'])).stdout).toBe('');
    expect((await nonpoly(['check', 'x', '--quiet', '--json'])).stdout).not.toBe('');
  });

  it('uses colours on a terminal only, and not with NO_COLOR', async () => {
    const escape = '\u001b[';
    const on = async (terminal: Terminal): Promise<boolean> =>
      (await nonpoly(['check', 'x'], '', terminal)).stdout.includes(escape);
    expect(await on({ isTTY: true })).toBe(true);
    expect(await on({ isTTY: true, env: { NO_COLOR: '1' } })).toBe(false);
    expect(await on({ isTTY: true, env: { TERM: 'dumb' } })).toBe(false);
    expect(await on({ env: { FORCE_COLOR: '1' } })).toBe(false);
  });

  it('shows progress on a terminal only, and removes it', async () => {
    const args = ['check', '--from', '-', '--timeout', '1.8'];
    const [shown, piped, quiet] = await Promise.all([
      nonpoly(args, 'x\nspin\n', { isTTY: true }),
      nonpoly(args, 'spin\n'),
      nonpoly([...args, '--quiet'], 'spin\n', { isTTY: true }),
    ]);
    expect(shown.stderr).toMatch(/1 answered, 1 s/);
    expect(shown.stderr.endsWith('\r\u001b[2K')).toBe(true);
    expect(answers(shown.stdout)).toHaveLength(2);
    expect([piped.stderr, quiet.stderr, quiet.stdout]).toEqual(['', '', '']);
  });

  it('passes parameters on', async () => {
    const { stdout } = await nonpoly(['check', 'a*x', '--set', 'a=-0.5', '--set=b=2=2', '--json']);
    expect(answers(stdout)[0]!.certificate).toMatchObject({
      input: { parameters: { a: '-0.5', b: '2=2' } },
    });
  });
});

describe('certificates on disk', () => {
  it('are one file for one activation', async () => {
    const path = join(folder(), 'proof.json');
    writeFileSync(path, 'old');
    const { code, stdout } = await nonpoly(['check', 'x', '--certificate', path]);
    expect(code).toBe(0);
    expect(stdout).toContain(path);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ input: { text: 'x' } });
  });

  it('are a folder of files for several, none for what has none, and no other file', async () => {
    const path = join(folder(), 'proofs');
    const given = ['check', 'x^2', 'undecided', '../../non-polynomial', '--certificate', path];
    expect((await nonpoly(given)).code).toBe(3);
    expect(readdirSync(path).sort()).toEqual(['1-x-2.json', '3-non-polynomial.json']);
  });

  it('for several activations do not replace a file', async () => {
    const path = join(folder(), 'file');
    writeFileSync(path, 'mine');
    expect((await nonpoly(['check', 'x', 'x', '--certificate', path])).code).toBe(2);
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  it('do not replace a device', async () => {
    expect((await nonpoly(['check', 'x', '--certificate', '/dev/null'])).code).toBe(0);
    expect(readFileSync('/dev/null', 'utf8')).toBe('');
  });
});
