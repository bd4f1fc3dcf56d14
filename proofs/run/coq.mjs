/**
 * # Coq, from Node
 *
 * Finds Coq with the two libraries, compiles files in the order of their dependencies on several
 * cores, and asks for the axioms behind theorems.
 */
import { performance } from 'node:perf_hooks';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const folder = fileURLToPath(new URL('..', import.meta.url));

/** Processes at once. */
export const cores = availableParallelism();

/** The lines of _CoqProject: flags, and files in reading order. */
export function project() {
  const lines = readFileSync(join(folder, '_CoqProject'), 'utf8').split('\n').filter(Boolean);
  return {
    flags: lines.filter((line) => line.startsWith('-')).flatMap((line) => line.split(' ')),
    files: lines.filter((line) => !line.startsWith('-')),
  };
}

const howToInstall = `Coq 8.16 with the libraries Coquelicot and Interval is needed to check the proofs.
  Debian, Ubuntu:  apt-get install coq libcoq-coquelicot libcoq-interval
  opam:            opam install coq.8.16.1 coq-coquelicot.3.2.0 coq-interval.4.6.1`;

/** The version of Coq, or what to install; the libraries are tried as well. */
export async function findCoq() {
  const version = spawnSync('coqc', ['--print-version'], { encoding: 'utf8' });
  if (version.error || version.status !== 0)
    return { missing: `coqc was not found.\n${howToInstall}` };
  const probe = await compileText(
    'From Coquelicot Require Coquelicot.\nFrom Interval Require Tactic.\n',
    60_000,
  );
  if (!probe.accepted) return { missing: `${probe.output.trim()}\n${howToInstall}` };
  return { version: version.stdout.trim().split(' ')[0] };
}

/**
 * Compiles one text as a file of its own: {accepted, output, seconds}; `output` is what coqc prints.
 */
export async function compileText(text, timeout = 600_000) {
  const place = mkdtempSync(join(tmpdir(), 'proof-'));
  try {
    const file = join(place, 'script.v');
    writeFileSync(file, text);
    const { status, ...rest } = await coqc(project().flags, file, timeout);
    return { accepted: status === 0, ...rest };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/**
 * Compiles texts as modules of their own: one {accepted, seconds, output} each, and the axioms
 * behind the last theorem of each that is accepted.
 */
export async function compileScripts(texts, timeout = 300_000) {
  const place = mkdtempSync(join(tmpdir(), 'proof-'));
  const flags = [...project().flags, '-Q', place, 'Scripts'];
  const slot = slots(cores);
  try {
    const results = await Promise.all(
      texts.map((text, i) => {
        const file = join(place, `script_${i}.v`);
        writeFileSync(file, text);
        return slot(async () => {
          const { status, ...rest } = await coqc(flags, file, timeout);
          return { accepted: status === 0, ...rest };
        });
      }),
    );
    const last = results.flatMap(({ accepted }, i) => {
      const names = [...texts[i].matchAll(/^Theorem (\w+)/gm)];
      return accepted ? [`Scripts.script_${i}.${names.at(-1)[1]}`] : [];
    });
    const file = join(place, 'all.v');
    writeFileSync(file, assumptionsOfAll(last));
    const { status, output } = await coqc(flags, file, timeout);
    if (status !== 0) throw new Error(output);
    return { results, axioms: answersOf(output)[0] };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** A text that prints the axioms of all theorems together. */
export function assumptionsOfAll(theorems) {
  const modules = [...new Set(theorems.map((name) => name.slice(0, name.lastIndexOf('.'))))];
  return [
    ...modules.map((module) => `Require ${module}.`),
    `Definition all := (${theorems.map((name) => `@${name}`).join(',\n ')}).`,
    'Print Assumptions all.\n',
  ].join('\n');
}

/** What `Print Assumptions` printed, one sorted list for each time. */
export function answersOf(output) {
  return output
    .split(/^(?=Axioms:|Closed under the global context)/m)
    .filter((part) => /^(Axioms:|Closed)/.test(part))
    .map((part) =>
      [...part.matchAll(/^([A-Za-z_][\w.']*)(?=\s*(?::|$))/gm)]
        .map((match) => match[1])
        .filter((name) => name !== 'Axioms')
        .sort(),
    );
}

const coqc = (flags, file, timeout) =>
  new Promise((resolve) => {
    const start = performance.now();
    const child = spawn('coqc', ['-q', ...flags, file], { cwd: folder, timeout });
    const seconds = () => (performance.now() - start) / 1000;
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('error', (error) => resolve({ status: 1, output: error.message, seconds: 0 }));
    child.on('close', (status, signal) =>
      resolve({
        status,
        output: signal ? `${output}ended by ${signal}` : output,
        seconds: seconds(),
      }),
    );
  });

/** file → the files that it requires. */
function dependencies(flags, files) {
  const { stdout, status, stderr } = spawnSync('coqdep', [...flags, ...files], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`coqdep failed: ${stderr}`);
  const needs = new Map(files.map((file) => [file, []]));
  for (const line of stdout.split('\n')) {
    const [targets, sources] = line.split(': ');
    const file = targets.match(/(\S+)\.vo /)?.[1];
    if (file === undefined) continue;
    needs.set(
      `${file}.v`,
      sources.match(/\S+\.vo\b/g)?.map((name) => name.replace(/\.vo$/, '.v')) ?? [],
    );
  }
  return needs;
}

const modified = (file) =>
  statSync(join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;

/**
 * Compiles every file of the project that is newer than its .vo, or depends on one that is.
 * `onFile` hears of each; the first that fails ends it.
 */
export async function compileProject(onFile) {
  const { flags, files } = project();
  const needs = dependencies(flags, files);
  const finished = new Map();
  const fresh = (file) =>
    [file, ...needs.get(file).map((n) => `${n}o`)].every(
      (n) => modified(n) <= modified(`${file}o`),
    );
  let failure = null;
  const compile = async (file) => {
    await Promise.all(needs.get(file).map((need) => schedule(need)));
    if (failure || fresh(file)) return;
    const result = await slot(() => (failure ? null : coqc(flags, file)));
    if (result === null) return;
    onFile(file, result);
    if (result.status !== 0) failure ??= file;
  };
  const schedule = (file) => {
    if (!finished.has(file)) finished.set(file, compile(file));
    return finished.get(file);
  };
  const slot = slots(cores);
  await Promise.all(files.map(schedule));
  return failure === null;
}

/** Runs at most `free` works at once. */
export function slots(free) {
  const waiting = [];
  return async (work) => {
    if (free === 0) await new Promise((resolve) => waiting.push(resolve));
    else free--;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
