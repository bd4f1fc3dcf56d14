/**
 * # A proposer that can be stopped
 *
 * On the package as it is installed: a question that hangs is stopped, the decision goes on, and
 * the program can be interrupted meanwhile.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { build } from '../cli/build.ts';

const dist = join(dirname(build(['nerdamer', 'mathjs', 'gmp-wasm'])), '..');
const source = (name: string): string => JSON.stringify(pathToFileURL(join(dist, name)).href);

/** nerdamer works on this for minutes. */
const hanging = "'x^1000003 - 1'";
const proposer = `import { createProposer } from ${source('proposals/proposer.js')};\n`;

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly text: string;
  readonly milliseconds: number;
}

let programs = 0;

/** @param interruptAfter the program's first output, with SIGINT */
function run(program: string, interruptAfter = false): Promise<Ended> {
  const began = performance.now();
  const file = join(dist, `program-${(programs += 1)}.js`);
  writeFileSync(file, program);
  const child = spawn(process.execPath, [file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    if (interruptAfter) setTimeout(() => child.kill('SIGINT'), 300);
  });
  return new Promise((resolve) => {
    child.on('close', (code, signal) =>
      resolve({ code, signal, text, milliseconds: performance.now() - began }),
    );
  });
}

it('a question that hangs is stopped when its time is over, and later ones are not asked', async () => {
  const { code, text, milliseconds } = await run(`${proposer}
    const { propose } = createProposer(6000);
    const began = performance.now();
    // The thread is up before the question that hangs.
    const before = propose('x^2 - 4');
    const first = propose(${hanging});
    const middle = performance.now();
    const second = propose('x^2 - 1');
    console.log(JSON.stringify([before, first, second, middle - began, performance.now() - middle]));`);
  expect(code).toBe(0);
  const [before, first, second, waited, later] = JSON.parse(text) as [
    string,
    unknown,
    unknown,
    number,
    number,
  ];
  expect([before, first, second]).toEqual(['(-2+x)*(2+x)', null, null]);
  expect(waited).toBeGreaterThan(2000);
  expect(later).toBeLessThan(100);
  // The thread that still works keeps no program alive.
  expect(milliseconds).toBeLessThan(30_000);
}, 60_000);

it('answers come while the time lasts', async () => {
  const { code, text } = await run(`${proposer}
    const { propose, close } = createProposer(20_000);
    console.log(propose('x^2 - 1'));
    close();`);
  expect([code, text]).toEqual([0, '(-1+x)*(1+x)\n']);
}, 60_000);

it('the decision goes on without what hangs', async () => {
  const { code, text } = await run(`${proposer}
    import { parse } from ${source('expr/parse.js')};
    import { decide } from ${source('polynomiality/decide.js')};
    const { propose } = createProposer(4000);
    let asked = 0;
    const verdict = decide(
      parse('log(exp(x)*x^2 + exp(x) + x^2 + 1) + log(exp(x)*x^2 + 2*exp(x) + 2*x^2 + 4)' +
        '- log(exp(x)*x^2 + exp(x) + 2*x^2 + 2) - log(exp(x)*x^2 + 2*exp(x) + x^2 + 2) + x'),
      { propose: () => { asked += 1; return propose(${hanging}); } },
    );
    console.log(asked > 0, verdict.kind);`);
  expect([code, text]).toEqual([0, 'true undecided\n']);
}, 60_000);

it('Ctrl-C ends the program while a question hangs', async () => {
  const { signal, milliseconds } = await run(
    `${proposer}
    const { propose } = createProposer(50_000);
    propose('x^2 - 1');
    process.stdout.write('asked');
    propose(${hanging});`,
    true,
  );
  expect(signal).toBe('SIGINT');
  expect(milliseconds).toBeLessThan(30_000);
}, 60_000);
