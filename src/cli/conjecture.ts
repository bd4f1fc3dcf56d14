/**
 * # nonpoly conjecture
 *
 * A claim about activations, run over generated or listed ones. Every case goes to a journal as
 * soon as it is known, so that a run that ends in any way goes on where it was.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import type { Case, Conjecture } from '../testing/conjecture.ts';
import type { Summary } from '../testing/summary.ts';
import { integer } from './arguments.ts';
import { summaryTable } from './conjecture-text.ts';
import { exitCode, isSystemError, visible, write } from './io.ts';
import type { ExitCode, Io } from './io.ts';
import { JournalError, openJournal } from './journal.ts';
import { createProgress } from './progress.ts';

interface Options {
  readonly cases: number;
  readonly minutes?: number;
  readonly seed?: number;
  readonly counterexamples: number;
  readonly report: string;
  readonly restart?: true;
  readonly json?: true;
  readonly quiet?: true;
}

const examples = `
Examples:
  nonpoly conjecture odd.mjs
  nonpoly conjecture odd.json --cases 5000 --minutes 30 --seed 7
  nonpoly conjecture odd.json --report reports --json

A .mjs file is a program of yours: its default export is a conjecture, made with the functions of
nonpoly/testing. In a .json file nothing is run. The same command goes on where it was stopped or
killed; --restart begins anew. The report folder then holds NAME.json and NAME.md.

Exit codes: 0 not refuted; 1 refuted; 2 wrong input or usage; 3 nothing was decided.`;

export function command(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('conjecture')
    .description('Try a conjecture on many activations; shrink and certify what refutes it.')
    .argument('<file>', 'the conjecture: FILE.mjs or FILE.json')
    .option('--cases <n>', 'cases in all, those of earlier runs included', integer(1, 1e7), 200)
    .option('--minutes <m>', 'stop after so many minutes of this run', minutes)
    .option(
      '--seed <n>',
      'an integer from 0 to 2^31 - 1; printed if not given',
      integer(0, 2 ** 31 - 1),
    )
    .option('--counterexamples <n>', 'stop after so many cases that fail', integer(1, 1e6), 5)
    .option('--report <folder>', 'where journal and reports go', 'conjectures')
    .option('--restart', 'forget what earlier runs of it found')
    .option('--json', 'print the summary as one JSON object')
    .option('--quiet', 'print errors only (and JSON where --json asks for it)')
    .addHelpText('after', examples)
    .action(async (file: string, options: Options) => {
      done(await run(file, options, io));
    });
}

function minutes(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1e6)) throw new InvalidArgumentError('expected minutes above 0.');
  return value;
}

async function run(file: string, options: Options, io: Io): Promise<ExitCode> {
  const failed = async (message: string): Promise<ExitCode> => {
    await write(io.stderr, `error: ${visible(message)}\n`);
    return exitCode.wrongInput;
  };
  const loaded = await load(file);
  if ('error' in loaded) return failed(loaded.error);
  const { conjecture, source, testing } = loaded;
  const { name } = conjecture;
  const folder = resolve(options.report);
  try {
    mkdirSync(folder, { recursive: true });
    const journal = openJournal<Case>(join(folder, `${name}.journal.jsonl`), {
      name,
      source,
      seed: options.seed ?? null,
      restart: options.restart === true,
    });
    const { seed } = journal;
    const last = Math.min(options.cases, testing.casesOf(conjecture));
    const end = performance.now() + (options.minutes ?? Infinity) * 60_000;
    const cases = [...journal.entries];
    let failures = cases.filter((c) => c.kind === 'fails').length;
    let interrupted = false;
    const restore = io.onInterrupt?.(() => {
      interrupted = true;
      report(testing, conjecture, seed, cases, folder);
    });
    const progress = createProgress(
      io.stderr,
      !options.quiet && !options.json,
      () => `case ${cases.length} of ${last}, ${failures} fail`,
    );
    progress.start();
    try {
      while (cases.length < last && failures < options.counterexamples && performance.now() < end) {
        const index = cases.length;
        let found: Case;
        try {
          found = testing.runCase(conjecture, seed, index);
        } catch (error) {
          progress.stop();
          return await failed(
            `${file}: case ${index} of seed ${seed}: ${(error as Error).message}`,
          );
        }
        journal.append(found);
        cases.push(found);
        if (found.kind === 'fails') failures += 1;
        progress.tick();
        // Interrupts and timers have their turn.
        await new Promise((resume) => setImmediate(resume));
        if (interrupted) break;
      }
    } finally {
      progress.stop();
      restore?.();
    }
    const summary = report(testing, conjecture, seed, cases, folder);
    if (options.json) await write(io.stdout, JSON.stringify(printed(summary)) + '\n');
    else if (!options.quiet) await write(io.stdout, summaryTable(summary, testing, folder, io));
    return codeOf(summary);
  } catch (error) {
    if (error instanceof JournalError || isSystemError(error))
      return failed((error as Error).message);
    throw error;
  }
}

export type Testing = Pick<
  typeof import('../testing/index.ts'),
  | 'runCase'
  | 'casesOf'
  | 'summaryOf'
  | 'toMarkdown'
  | 'standing'
  | 'conjectureFromJson'
  | 'conjecture'
>;

type Loaded =
  | { readonly conjecture: Conjecture; readonly source: string; readonly testing: Testing }
  | { readonly error: string };

/** The conjecture of a file, with the digest of its text. */
async function load(file: string): Promise<Loaded> {
  const kind = /\.(mjs|json)$/.exec(file)?.[1];
  if (kind === undefined)
    return { error: `expected a file that ends in .mjs or .json, got ${file}` };
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (isSystemError(error)) return { error: `${file}: ${error.message}` };
    throw error;
  }
  const source = createHash('sha256').update(text).digest('hex');
  try {
    const testing = await import('../testing/index.ts');
    const conjecture =
      kind === 'json'
        ? testing.conjectureFromJson(JSON.parse(text))
        : testing.conjecture(await defaultExport(file));
    return { conjecture, source, testing };
  } catch (error) {
    if (isMissing(error, 'fast-check'))
      return {
        error:
          'nonpoly conjecture needs fast-check, which is not installed: npm install fast-check',
      };
    return { error: `${file}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

async function defaultExport(file: string): Promise<Conjecture> {
  const module = (await import(pathToFileURL(resolve(file)).href)) as { default?: Conjecture };
  if (module.default === undefined)
    throw new TypeError('expected the conjecture as the default export');
  return module.default;
}

const isMissing = (error: unknown, name: string): boolean =>
  error instanceof Error &&
  (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND' &&
  error.message.includes(`'${name}'`);

function report(
  testing: Testing,
  conjecture: Conjecture,
  seed: number,
  cases: readonly Case[],
  folder: string,
): Summary {
  const summary = testing.summaryOf(conjecture, seed, cases);
  writeFileSync(join(folder, `${summary.name}.json`), JSON.stringify(summary, null, 2) + '\n');
  writeFileSync(join(folder, `${summary.name}.md`), testing.toMarkdown(summary));
  return summary;
}

/** Without certificates, which the report has. */
const printed = ({ counterexamples, ...rest }: Summary) => ({
  ...rest,
  counterexamples: counterexamples.map(({ certificates, ...example }) => ({
    ...example,
    certificates: certificates.length,
  })),
});

function codeOf({ counts }: Summary): ExitCode {
  if (counts.fails > 0) return exitCode.notExpected;
  return counts.holds + counts.vacuous > 0 ? exitCode.answered : exitCode.undecided;
}
