/**
 * # nonpoly prove
 *
 * An activation → its verdict as a proof to take elsewhere: a script of Rocq, or a proposition for
 * a paper or a lecture. Made from the certificate that the checker has accepted.
 */
import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { Command } from 'commander';
import type { Answer } from '../answer/answer.ts';
import type { Subject } from '../exposition/subject.ts';
import { parameter, prepare as prepareExpressions } from './arguments.ts';
import { reportFailure } from './failure.ts';
import type { Failure } from './failure.ts';
import { startThread } from './host.ts';
import { exitCode, isSystemError, visible, write } from './io.ts';
import type { ExitCode, Io } from './io.ts';
import { createPool } from './pool.ts';
import type { Result, Task } from './worker.ts';
import { answerWithout, workerMemory } from './write-answer.ts';

interface Options {
  readonly rocq?: string;
  readonly latex?: string | true;
  readonly markdown?: string | true;
  readonly set: Readonly<Record<string, string>>;
  readonly timeout: string;
}

const examples = `
Examples:
  nonpoly prove gelu --rocq gelu.v
  nonpoly prove "x*tanh(x)" --latex
  nonpoly prove torch.nn.Hardtanh --markdown hardtanh.md --rocq hardtanh.v

A script of Rocq compiles in the folder proofs of the sources: coqc -Q . Nonpoly gelu.v

Exit codes: 0 written; 2 wrong input or usage; 3 undecided, or more than the export can carry.`;

export function command(io: Io, done: (code: ExitCode) => void): Command {
  const self = new Command('prove')
    .description('Write the verdict of an activation as a proof: Rocq, LaTeX or Markdown.')
    .argument('<activation>', 'a name, or an expression in x; a leading minus is no option')
    .option('--rocq <file>', 'a script for Rocq (Coq 8.16); - is the standard output')
    .option('--latex [file]', 'a proposition with its proof and BibTeX, to the standard output')
    .option('--markdown [file]', 'the same as Markdown')
    .option('--set <name=value>', 'value of a named parameter (repeatable)', parameter, {})
    .option('--timeout <seconds>', 'most seconds for the verdict; 0: no limit', '10')
    .addHelpText('after', examples);
  return self.action(async (activation: string, options: Options) => {
    done(await prove(activation, options, io, self));
  });
}

/** A file's name may follow --latex and --markdown: what ends in .tex, .md or .txt. */
export function prepare(args: readonly string[], self: Command): readonly string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const before = joined.at(-1);
    const names = (before === '--latex' || before === '--markdown') && /\.(tex|md|txt)$/.test(arg);
    if (names) joined[joined.length - 1] = `${before}=${arg}`;
    else joined.push(arg);
  }
  return prepareExpressions(joined, self);
}

async function prove(
  activation: string,
  options: Options,
  io: Io,
  self: Command,
): Promise<ExitCode> {
  if (!options.rocq && !options.latex && !options.markdown)
    self.error('error: say what to write: --rocq FILE, --latex or --markdown');
  if (!/^\d+(\.\d+)?$/.test(options.timeout))
    self.error('error: --timeout: write a number of seconds, 0 for no limit');
  const answer = await answerOf(activation, options, io);
  if (answer.error) return reportFailure(answer.error, false, io);
  if (answer.verdict === 'undecided')
    return undecided(`undecided: ${(answer.undecided?.reasons ?? []).join('; ')}`, io);
  const { subjectOf } = await import('../exposition/subject.ts');
  const subject = subjectOf(answer.certificate, {
    continuous: answer.hypotheses?.continuous.value === true,
    ...(answer.source ? { source: answer.source } : {}),
  });
  return writeAll(subject, options, io);
}

async function answerOf(text: string, options: Options, io: Io): Promise<Answer> {
  const timeout = Number(options.timeout);
  const pool = createPool<Task, Result>({
    worker: io.worker ?? new URL(`./worker${extname(import.meta.url)}`, import.meta.url),
    start: startThread,
    size: 1,
    timeout: timeout === 0 ? null : timeout * 1000,
    memory: workerMemory,
  });
  try {
    const reply = await pool.run({ text, parameters: options.set });
    return reply.kind === 'answered'
      ? (JSON.parse(reply.result.json) as Answer)
      : answerWithout(reply, text, { timeout });
  } finally {
    await pool.close();
  }
}

/** Every format that was asked for, or nothing. */
async function writeAll(subject: Subject, options: Options, io: Io): Promise<ExitCode> {
  const { tellRocq } = await import('../exposition/rocq.ts');
  const { tellLatex, tellMarkdown } = await import('../exposition/proposition.ts');
  const formats = [
    [options.rocq, 'Rocq', tellRocq],
    [options.latex, 'LaTeX', tellLatex],
    [options.markdown, 'Markdown', tellMarkdown],
  ] as const;
  const texts: [string | true, string][] = [];
  for (const [target, name, tell] of formats) {
    if (!target) continue;
    const told = tell(subject);
    if (told.kind === 'not-told')
      return undecided(`the export to ${name} cannot carry this proof: ${told.reason}`, io);
    texts.push([target, told.text]);
  }
  for (const [target, text] of texts) {
    if (target === true || target === '-') await write(io.stdout, text);
    else {
      try {
        writeFileSync(target, text);
      } catch (error) {
        if (!isSystemError(error)) throw error;
        const failure: Failure = {
          code: 'cannot-write',
          message: `cannot write ${visible(target)}: ${error.message}`,
        };
        return reportFailure(failure, false, io);
      }
    }
  }
  return exitCode.answered;
}

const undecided = (message: string, io: Io): Promise<ExitCode> =>
  reportFailure({ code: 'not-proved', message }, false, io, exitCode.undecided);
