/**
 * # From arguments to an exit code
 *
 * Loads the one command that the arguments name: help, version and lists never load the pipeline.
 */
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { exitCode } from './io.ts';
import type { ExitCode, Io } from './io.ts';

/** Builds a command; its action sets the exit code through `done`. */
export interface CommandFile {
  readonly command: (io: Io, done: (code: ExitCode) => void) => Command;
  /** Arguments as commander reads them, where a command has its own conventions. */
  readonly prepare?: (args: readonly string[], command: Command) => readonly string[];
}

interface Entry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<CommandFile>;
}

const entries: readonly Entry[] = [
  {
    name: 'check',
    summary: 'decide whether an activation is a polynomial, with a certificate',
    load: () => import('./check.ts'),
  },
  {
    name: 'verify',
    summary: 'check a certificate again, independently of how it was found',
    load: () => import('./verify.ts'),
  },
  {
    name: 'prove',
    summary: 'write the verdict as a proof for Rocq, or a proposition in LaTeX or Markdown',
    load: () => import('./prove.ts'),
  },
  {
    name: 'train',
    summary: 'train a network beside what its kernel predicts',
    load: () => import('./train.ts'),
  },
  {
    name: 'list',
    summary: "list the activations known by a library's name",
    load: () => import('./list.ts'),
  },
  {
    name: 'hermite',
    summary: 'show the Hermite coefficients of an activation, and how they decay',
    load: () => import('./hermite.ts'),
  },
  {
    name: 'gram',
    summary: 'compute the Gram matrix of an infinite-width kernel on inputs',
    load: () => import('./gram.ts'),
  },
  {
    name: 'certify',
    summary: 'certify that a kernel matrix is strictly positive definite, or singular',
    load: () => import('./certify.ts'),
  },
  {
    name: 'characterize',
    summary: 'solve Σ u_i σ(θ₁·z_i + θ₂) = 0 at given points',
    load: () => import('./characterize.ts'),
  },
  {
    name: 'conjecture',
    summary: 'try a conjecture on many activations, and certify what refutes it',
    load: () => import('./conjecture.ts'),
  },
  {
    name: 'playground',
    summary: 'serve the playground, a page to see and try all of this in a browser',
    load: () => import('./playground.ts'),
  },
];

const description =
  'Decides, with a checked certificate, whether an activation is a polynomial, and what follows ' +
  'for the Neural Tangent Kernel of a wide network.';

const examples = `
Examples:
  nonpoly check gelu
  nonpoly check "x*tanh(x)" --certificate proof.json
  nonpoly check --from activations.txt > answers.jsonl
  nonpoly verify proof.json
  nonpoly list torch
  nonpoly hermite gelu --terms 12 --variance 1
  nonpoly conjecture odd.mjs --cases 1000
  nonpoly gram relu --inputs X.csv --depth 3 --out K.npy
  nonpoly certify relu --inputs X.csv --depth 3 --bias-variance 0.1
  nonpoly characterize "x^2" --points 0,1,2,3

Exit codes: 0 answered; 1 not what was expected, or a certificate is refused; 2 wrong input or
usage; 3 undecided.`;

/** Runs the command line. The result is the exit code; only programming errors throw. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = exitCode.answered;
  const named = args[0] === 'help' ? args[1] : args[0];
  const program = quiet(new Command('nonpoly'), io)
    .description(description)
    .version(version(), '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .addHelpText('after', examples);

  let prepared = args;
  for (const { name, summary, load } of entries) {
    if (name !== named) {
      program.addCommand(new Command(name).summary(summary).description(summary));
      continue;
    }
    const file = await load();
    const command = quiet(
      file.command(io, (c) => (code = c)),
      io,
    ).summary(summary);
    command.helpOption('-h, --help', 'print help');
    program.addCommand(command);
    if (file.prepare && name === args[0])
      prepared = [name, ...file.prepare(args.slice(1), command)];
  }

  try {
    await program.parseAsync([...prepared], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCode.answered : exitCode.wrongInput;
  }
  return code;
}

function quiet(command: Command, io: Io): Command {
  return command.exitOverride().configureOutput({
    writeOut: (text) => void io.stdout.write(text),
    writeErr: (text) => void io.stderr.write(text),
    outputError(text, write) {
      write(text);
      if (!text.startsWith('error: unknown option') || text.includes('Did you mean')) return;
      const name = command.name() === 'nonpoly' ? 'nonpoly' : `nonpoly ${command.name()}`;
      write(`${name} --help lists the options.\n`);
    },
    getOutHasColors: () => false,
    getErrHasColors: () => false,
  });
}

// src/cli and dist/cli lie equally deep.
function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
