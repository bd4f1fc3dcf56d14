/**
 * # nonpoly conjecture
 *
 * A claim about activations, run over generated or listed ones. Every case goes to a journal as
 * soon as it is known, so that a run that ends in any way goes on where it was.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import type { Case, Conjecture } from '../testing/conjecture.ts';
import type { Summary } from '../testing/summary.ts';
import { integer } from './arguments.ts';
import { load } from './conjecture-file.ts';
import type { Loaded, Testing } from './conjecture-file.ts';
import { caseText, summaryTable } from './conjecture-text.ts';
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
  readonly case?: number;
  readonly json?: true;
  readonly quiet?: true;
}

const examples = `
Examples:
  nonpoly conjecture odd.mjs
  nonpoly conjecture odd.json --cases 5000 --minutes 30 --seed 7
  nonpoly conjecture odd.json --report reports --json
  nonpoly conjecture odd.mjs --seed 7 --case 12

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
    .option('--case <k>', 'run case k alone again, from 0, and write nothing', integer(0, 1e7))
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
  if (options.case !== undefined) return again(loaded, options.case, options, file, io);
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
      const rest = testing.remainingCases(conjecture, {
        seed,
        cases: options.cases,
        counterexamples: options.counterexamples,
        earlier: journal.entries,
      });
      while (performance.now() < end && !interrupted) {
        let next: IteratorResult<Case>;
        try {
          next = rest.next();
        } catch (error) {
          progress.stop();
          return await failed(failedCase(file, seed, cases.length, error));
        }
        if (next.done) break;
        journal.append(next.value);
        cases.push(next.value);
        if (next.value.kind === 'fails') failures += 1;
        progress.tick();
        // Interrupts and timers have their turn.
        await new Promise((resume) => setImmediate(resume));
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

const failedCase = (file: string, seed: number, index: number, error: unknown): string =>
  `${file}: case ${index} of seed ${seed}: ${(error as Error).message}`;

/** One case of a report, met again. */
async function again(
  { conjecture, testing }: Extract<Loaded, { readonly conjecture: Conjecture }>,
  index: number,
  { seed, json }: Options,
  file: string,
  io: Io,
): Promise<ExitCode> {
  const refuse = async (message: string): Promise<ExitCode> => {
    await write(io.stderr, `error: ${visible(message)}\n`);
    return exitCode.wrongInput;
  };
  if (seed === undefined) return refuse('--case needs the --seed of the report');
  let found: Case;
  try {
    found = testing.runCase(conjecture, seed, index);
  } catch (error) {
    return refuse(failedCase(file, seed, index, error));
  }
  await write(io.stdout, json ? JSON.stringify(found) + '\n' : caseText(found));
  return codeOfCase[found.kind];
}

const codeOfCase = {
  holds: exitCode.answered,
  vacuous: exitCode.answered,
  fails: exitCode.notExpected,
  undecided: exitCode.undecided,
} as const;

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
