import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { build, fixtureWorker, lightPackages } from './build.ts';

let main = '';
beforeAll(() => {
  main = build(lightPackages, fixtureWorker);
});

const nonpoly = (
  args: readonly string[],
  input = '',
): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [main, ...args], { input, encoding: 'utf8' });

/** Lines that are whole: each is a JSON object. */
const wholeLines = (text: string): boolean =>
  (text === '' || text.endsWith('\n')) &&
  text
    .split('\n')
    .slice(0, -1)
    .every((line) => typeof JSON.parse(line) === 'object');

describe('the program', () => {
  it('answers and sets the exit code', () => {
    expect(nonpoly(['check', '-x^2', '--json'])).toMatchObject({ status: 0, stderr: '' });
    expect(nonpoly(['check', 'error'])).toMatchObject({ status: 2, stdout: '' });
    expect(nonpoly(['check', '--from', '-'], 'x\nundecided\n')).toMatchObject({ status: 3 });
    expect(nonpoly(['--version'])).toMatchObject({ status: 0, stdout: '0.1.0\n' });
  });

  it('needs no pipeline for help', () => {
    // The build has none: only the command line's own files and the light packages are in it.
    for (const args of [
      ['--help'],
      ['check', '--help'],
      ['verify', '--help'],
      ['list', '--help'],
      ['train', '--help'],
    ])
      expect(nonpoly(args)).toMatchObject({ status: 0, stderr: '' });
  });

  it('stops quietly when its reader goes', () => {
    const command = `yes 'x + 1' | "$0" "$1" check --from - | head -n 3`;
    const { stdout, stderr } = spawnSync('sh', ['-c', command, process.execPath, main], {
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect(stdout.split('\n')).toHaveLength(4);
    expect(wholeLines(stdout)).toBe(true);
    expect(stderr).toBe('');
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'at %s stops its workers and leaves complete lines and files',
    async (signal, code) => {
      const folder = mkdtempSync(join(tmpdir(), 'nonpoly-interrupt-'));
      const child = spawn(process.execPath, [
        main,
        ...['check', '--from', '-', '--timeout', '0', '--certificate', folder],
      ]);
      onTestFailed(() => void child.kill());
      let stdout = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
      child.stdin.write('pid\npid\nspin\nspin\nspin\nz\n');
      await expect.poll(() => stdout.split('\n').length, { timeout: 20_000 }).toBe(3);
      const pids = stdout.matchAll(/"expression":"(\d+)"/g);
      const workers = [...pids].map(([, pid]) => Number(pid));
      expect(workers.filter(runs)).toHaveLength(2);
      child.kill(signal);
      const [status] = (await once(child, 'exit')) as [number];
      expect(status).toBe(code);
      expect(wholeLines(stdout)).toBe(true);
      expect(readdirSync(folder).sort()).toEqual(['1-pid.json', '2-pid.json']);
      await expect.poll(() => workers.filter(runs), { timeout: 10_000 }).toEqual([]);
    },
  );

  it('writes text without colours where nobody looks on', () => {
    const { stdout } = nonpoly(['check', 'x']);
    // eslint-disable-next-line no-control-regex
    expect(stdout).not.toMatch(/\u001b/);
  });
});

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
