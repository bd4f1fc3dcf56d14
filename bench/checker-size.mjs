/**
 * How large is what has to be trusted? The checker's lines and bytes; lines of code (without
 * comments and blank lines) of each rule, and of each step of a normal form, with what the rules
 * share. Prints tables: `node bench/checker-size.mjs`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../src/checker/', import.meta.url));
const files = readdirSync(folder, { recursive: true })
  .filter((name) => name.endsWith('.ts'))
  .sort();
const textOf = (name) => readFileSync(folder + name, 'utf8');

/** Lines without comments and blank ones. */
function code(text) {
  const bare = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  return bare.split('\n').filter((line) => line.trim() !== '').length;
}

const row = (names) => {
  const texts = names.map(textOf);
  return {
    files: names.length,
    lines: texts.reduce((sum, text) => sum + text.split('\n').length - 1, 0),
    code: texts.reduce((sum, text) => sum + code(text), 0),
    bytes: texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0),
  };
};

const kernels =
  /kernel|degrees|continuous|check-any|lambda-min|loewner|hermite|quadrature|envelope|analytic/;
const arithmetic =
  /^(rational|polynomial|convolution|interval|dyadic|monotone|elementary|special|functions|field|order|interval-text|sha256|complex|fixed)\.ts$/;
const isRule = (name) => name.startsWith('rules/');
const parts = {
  arithmetic: files.filter((name) => arithmetic.test(name)),
  rules: files.filter(isRule),
  'certificates of kernels': files.filter((name) => !isRule(name) && kernels.test(name)),
  'what rules share': files.filter(
    (name) => !isRule(name) && !kernels.test(name) && !arithmetic.test(name),
  ),
};
console.log('The checker');
console.table({
  ...Object.fromEntries(Object.entries(parts).map(([name, names]) => [name, row(names)])),
  all: row(files),
});

console.log('Rules');
console.table(
  Object.fromEntries(
    parts.rules.map((name) => {
      const { lines, code: own } = row([name]);
      return [name.slice('rules/'.length, -'.ts'.length), { lines, code: own }];
    }),
  ),
);

/** A step's `case` with the functions that only it calls stays in one file: its own lines. */
const step = textOf('step.ts');
const cases = [...step.matchAll(/^ {4}case '([a-z-]+)':/gm)];
console.log('Steps of normal forms, in step.ts');
console.table(
  Object.fromEntries(
    cases.map(({ 1: name, index }, i) => {
      const end = cases[i + 1]?.index ?? step.indexOf('    default:', index);
      return [name, { code: code(step.slice(index, end)) }];
    }),
  ),
);
