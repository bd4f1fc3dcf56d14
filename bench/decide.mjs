/**
 * Who decides whether an activation is a polynomial? nonpoly beside SymPy (`is_polynomial`, and
 * after `simplify`), Maxima (`polynomialp` after `radcan` and `trigreduce`), mathjs
 * (`rationalize`) and nerdamer (`isPoly` after `expand`), on activations of known truth.
 * A peer that takes longer than the limit is stopped and counts as undecided; what its language
 * cannot say, too. Prints JSON lines and a table:
 * `node bench/decide.mjs [corpus.jsonl] [seconds]`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { clearTimeout, setTimeout } from 'node:timers';
import { answer, parse } from 'nonpoly';
import { translate } from './peers/translate.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const corpus = process.argv[2] ?? here('../test/corpus/activations.jsonl');
const limit = 1000 * Number(process.argv[3] ?? 10);

/** A peer that reads a question a line: started again where it had to be stopped. */
function linePeer(command, args) {
  let child = null;
  let lines = null;
  let answered = false;
  const start = () => {
    child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  };
  return {
    async ask(question) {
      if (child === null) start();
      let timer;
      const timeout = new Promise((resolve) => {
        timer = setTimeout(() => resolve(null), limit);
      });
      child.stdin.write(`${JSON.stringify(question)}\n`);
      const line = await Promise.race([lines.next(), timeout]);
      clearTimeout(timer);
      if (line !== null && !line.done) {
        answered = true;
        return JSON.parse(line.value).verdict;
      }
      if (line?.done && !answered) throw new Error(`${command} ${args[0]}: no answer at all`);
      child.kill('SIGKILL');
      child = null;
      return 'undecided';
    },
    close: () => child?.kill(),
  };
}

const python = linePeer('python3', [here('peers/symbolic.py')]);
const mathjs = linePeer('node', [here('peers/javascript.mjs'), 'mathjs']);
const nerdamer = linePeer('node', [here('peers/javascript.mjs'), 'nerdamer']);

function maxima(text) {
  const program = `display2d:false$ print(if polynomialp(radcan(trigreduce(${text})),[x]) then "Y" else "N")$`;
  const { stdout } = spawnSync('maxima', ['--very-quiet', `--batch-string=${program}`], {
    timeout: limit,
    input: '',
    encoding: 'utf8',
  });
  const answer = /^([YN]) *$/m.exec(stdout ?? '')?.[1];
  return answer === 'Y' ? 'polynomial' : answer === 'N' ? 'non-polynomial' : 'undecided';
}

const systems = {
  nonpoly: { language: null, ask: (text) => answer(text).verdict },
  'SymPy is_polynomial': {
    language: 'sympy',
    ask: (text) => python.ask({ text, simplify: false }),
  },
  'SymPy simplify': { language: 'sympy', ask: (text) => python.ask({ text, simplify: true }) },
  Maxima: { language: 'maxima', ask: maxima },
  mathjs: { language: 'mathjs', ask: (text) => mathjs.ask({ text }) },
  nerdamer: { language: 'nerdamer', ask: (text) => nerdamer.ask({ text }) },
};

const entries = readFileSync(corpus, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line))
  .filter((entry) => ['polynomial', 'non-polynomial'].includes(entry.truth))
  .flatMap((entry) => {
    try {
      return [{ ...entry, parsed: parse(entry.expr) }];
    } catch {
      // Names of libraries and parameters: the command line resolves those.
      return [];
    }
  });

// Programs are loaded and started before anything is timed.
const warm = parse('gelu(x) - gelu(-x)');
for (const { language, ask } of Object.values(systems))
  await ask(language === null ? 'gelu(x) - gelu(-x)' : translate(warm, language));

const results = Object.fromEntries(Object.keys(systems).map((name) => [name, []]));
for (const { id, expr, parsed, truth, acceptable = [truth] } of entries) {
  const row = {};
  for (const [name, { language, ask }] of Object.entries(systems)) {
    const question = language === null ? expr : translate(parsed, language);
    const start = performance.now();
    const verdict = question === null ? 'undecided' : await ask(question);
    const milliseconds = performance.now() - start;
    const outcome =
      verdict === 'undecided' ? 'undecided' : acceptable.includes(verdict) ? 'right' : 'wrong';
    results[name].push({ section: id[0], outcome, milliseconds });
    row[name] = { verdict, outcome, milliseconds: Math.round(milliseconds * 10) / 10 };
  }
  console.log(JSON.stringify({ id, truth, ...row }));
}
[python, mathjs, nerdamer].forEach((peer) => peer.close());

const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.floor(q * values.length)];
const share = (list, outcome) => list.filter((r) => r.outcome === outcome).length;
console.log(`\n${entries.length} activations, at most ${limit / 1000} s each`);
console.table(
  Object.fromEntries(
    Object.entries(results).map(([name, list]) => {
      const times = list.map((r) => r.milliseconds);
      return [
        name,
        {
          right: share(list, 'right'),
          wrong: share(list, 'wrong'),
          undecided: share(list, 'undecided'),
          'median ms': quantile(times, 0.5).toFixed(1),
          'p99 ms': quantile(times, 0.99).toFixed(0),
          'longest ms': Math.max(...times).toFixed(0),
        },
      ];
    }),
  ),
);
