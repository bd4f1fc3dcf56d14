/**
 * # npm run proofs
 *
 * Compiles every file of the project, refuses commands that claim without proof, and compares the
 * axioms of the theorems that assumptions.txt names, and of all together, with those that it records.
 * `--record` writes that file anew.
 */
import { performance } from 'node:perf_hooks';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allowed, axiomsOf } from './axioms.mjs';
import { compileProject, findCoq, folder, project } from './coq.mjs';
import { checkGenerated } from './generated.mjs';
import { claimWithoutProof, theoremsOf } from './sources.mjs';

const record = process.argv.includes('--record');
const start = performance.now();
const seconds = () => `${((performance.now() - start) / 1000).toFixed(1)} s`;

function fail(message) {
  console.error(`error: ${message}`);
  process.exit(1);
}

const coq = await findCoq();
if (coq.missing) fail(coq.missing);
console.log(`Coq ${coq.version}`);

const { files } = project();
let lines = 0;
for (const file of files) {
  const text = readFileSync(join(folder, file), 'utf8');
  lines += text.trimEnd().split('\n').length;
  const claim = claimWithoutProof(text);
  if (claim) fail(`${file}:${claim.line}: ${claim.word} claims without a proof`);
}

const compiled = await compileProject((file, { status, output, seconds }) => {
  console.log(`${status === 0 ? '✓' : '✗'} ${file} (${seconds.toFixed(1)} s)`);
  if (status !== 0) console.error(output);
});
if (!compiled) fail('the proofs do not compile');
console.log(`${files.length} files, ${lines} lines: compiled, ${seconds()}`);

const path = join(folder, 'assumptions.txt');
const recorded = readFileSync(path, 'utf8');
const main = recorded.match(/^Nonpoly[^:]*/gm);
const every = files.flatMap(theoremsOf);
for (const name of main)
  if (!every.includes(name)) fail(`${name} of assumptions.txt is not proved`);
const axioms = await axiomsOf(main, every);
for (const [name, list] of axioms)
  for (const axiom of list)
    if (!allowed.has(axiom)) fail(`${name} rests on ${axiom}, which is not allowed`);

const found = [...main, 'every theorem']
  .map((name) => `${name}: ${axioms.get(name).join(' ') || 'none'}\n`)
  .join('');
if (record) writeFileSync(path, found);
else if (recorded !== found) {
  const before = new Set(recorded.split('\n'));
  const after = new Set(found.split('\n'));
  for (const line of before) if (!after.has(line)) console.error(`- ${line}`);
  for (const line of after) if (!before.has(line)) console.error(`+ ${line}`);
  fail('the axioms are not those of assumptions.txt; if they should be, record them (--record)');
}
console.log(
  `${every.length} theorems rest on ${axioms.get('every theorem').join(', ')}; those of ${main.length} are as recorded, ${seconds()}`,
);

const failures = await checkGenerated();
for (const failure of failures) console.error(`✗ ${failure}`);
if (failures.length > 0) fail(`${failures.length} scripts of single activations`);
console.log(`the proofs hold, ${seconds()}`);
