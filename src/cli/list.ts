/**
 * # nonpoly list
 *
 * The catalogue: each activation's name, its library, and the expression it means.
 */
import { Command } from 'commander';
import pc from 'picocolors';
import type { listActivations } from '../activations/catalogue.ts';
import { exitCode, wantsColour, write } from './io.ts';
import type { ExitCode, Io } from './io.ts';

type Row = ReturnType<typeof listActivations>[number];

const examples = `
Examples:
  nonpoly list
  nonpoly list torch
  nonpoly list gelu --json`;

export function command(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('list')
    .description("List the activations that are known by a library's name.")
    .argument('[filter]', 'part of a name, a library or an expression')
    .option('--json', 'print one JSON object a line')
    .addHelpText('after', examples)
    .action(async (filter: string | undefined, options: { readonly json?: true }) => {
      const { listActivations } = await import('../activations/catalogue.ts');
      const rows = listActivations().filter((row) => matches(row, filter ?? ''));
      await write(
        io.stdout,
        options.json ? rows.map((row) => JSON.stringify(row) + '\n').join('') : table(rows, io),
      );
      if (rows.length === 0) await write(io.stderr, `no activation matches ${filter}\n`);
      done(exitCode.answered);
    });
}

function matches({ name, library, expression }: Row, filter: string): boolean {
  return `${library}.${name} ${expression}`.toLowerCase().includes(filter.toLowerCase());
}

function table(rows: readonly Row[], io: Io): string {
  const colours = pc.createColors(wantsColour(io.stdout, io));
  const width = (texts: readonly string[]): number => Math.max(0, ...texts.map((t) => t.length));
  const nameWidth = width(rows.map((row) => row.name));
  const libraryWidth = width(rows.map((row) => row.library));
  return rows
    .map(
      ({ name, library, expression }) =>
        `${colours.bold(name.padEnd(nameWidth))}  ${colours.dim(library.padEnd(libraryWidth))}  ${expression}\n`,
    )
    .join('');
}
