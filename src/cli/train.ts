/**
 * # nonpoly train
 *
 * Gradient descent on a data set beside what the theory predicts of it: at a finite width step by
 * step, or at infinite width as the flow of the kernel.
 */
import { Command, InvalidArgumentError, Option } from 'commander';
import { addArchitectureOptions } from './architecture-flags.ts';
import type { ArchitectureOptions } from './architecture-flags.ts';
import { integer } from './arguments.ts';
import type { ExitCode, Io } from './io.ts';

export { prepare } from './arguments.ts';

/** Steps of one run: as many losses are kept in memory. */
export const mostSteps = 10_000_000;

export interface TrainOptions extends ArchitectureOptions {
  readonly inputs: string;
  readonly labels: string;
  readonly header?: 'yes' | 'no';
  readonly columns?: string;
  readonly labelColumn?: string;
  readonly normalize?: true;
  readonly standardize?: true;
  readonly infinite?: true;
  readonly width?: readonly number[];
  readonly steps: number;
  readonly learningRate?: number;
  readonly momentum: number;
  readonly seed: number;
  readonly threads?: number;
  readonly empiricalKernel?: number;
  readonly json?: true;
  readonly csv?: true;
  readonly svg?: true;
  readonly quiet?: true;
}

const examples = `
Examples:
  nonpoly train relu --inputs X.csv --labels y.csv --bias-variance 1
  nonpoly train "x^2" --inputs X.csv --labels y.csv --infinite --json
  nonpoly train gelu --inputs X.npy --labels y.npy --depth 3 --width 512 --steps 20000 --svg > loss.svg
  nonpoly train tanh --inputs iris.csv --columns 1-4 --labels iris.csv --label-column 5

The loss is ½ Σ (f(x_i) − f_0(x_i) − y_i)², f_0 the network at the start: a sum over the data, not a
mean, so that it starts at ½ Σ y_i². The network is in the NTK parameterisation. With --infinite the
time of a step is the learning rate: kernel gradient flow of the NTK at infinite width.

Ctrl-C ends a run and prints what was computed, marked as interrupted.

Exit codes: 0 trained; 1 the loss left all bounds; 2 wrong input or usage; 130 interrupted.`;

export function command(io: Io, done: (code: ExitCode) => void): Command {
  const self = new Command('train')
    .description('Train a network by gradient descent, beside what its kernel predicts.')
    .argument('[activation]', 'a name, or an expression in x')
    .requiredOption('--inputs <file>', 'one input a row: CSV, NPY or JSON; - is the standard input')
    .requiredOption('--labels <file>', 'one number a row')
    .option('--columns <list>', 'columns of CSV that are inputs: 1-4,width')
    .option('--label-column <column>', 'the column of CSV with the labels')
    .addOption(
      new Option('--header <answer>', 'whether the first line of CSV has names').choices([
        'yes',
        'no',
      ]),
    )
    .option('--normalize', 'scale every row of the inputs to norm √d')
    .option('--standardize', 'shift and scale every column of the inputs to mean 0 and variance 1');
  return addArchitectureOptions(self)
    .addOption(new Option('--infinite', 'train at infinite width').conflicts('width'))
    .option('--width <n>', 'hidden neurons, or a list: 512,256 (default: 512)', widths)
    .option('--steps <n>', 'steps of descent', integer(1, mostSteps), 5000)
    .option('--learning-rate <eta>', 'default: half the largest stable rate', positive)
    .option('--momentum <mu>', 'of the heavy ball, in [0, 1)', momentum, 0)
    .option('--seed <n>', 'of the network', integer(0, Number.MAX_SAFE_INTEGER), 1)
    .option('--threads <n>', 'by size, if not given; no number depends on it', integer(1, 256))
    .option(
      '--empirical-kernel <n>',
      "show the network's own kernel at n moments of the training",
      integer(1, 1000),
    )
    .addOption(new Option('--json', 'print one JSON object').conflicts(['csv', 'svg']))
    .addOption(new Option('--csv', 'print the losses as CSV').conflicts(['svg']))
    .option('--svg', 'print the losses as a picture')
    .option('--quiet', 'no progress')
    .addHelpText('after', examples)
    .action(async (activation: string | undefined, options: TrainOptions, command: Command) => {
      // The pipeline is loaded when there is something to train.
      const { train } = await import('./train-run.ts');
      done(await train(activation, options, io, command));
    });
}

const widths = (text: string): readonly number[] => text.split(',').map(integer(1, 2 ** 24));

function positive(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value < Infinity))
    throw new InvalidArgumentError('Write a number above 0.');
  return value;
}

function momentum(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value < 1))
    throw new InvalidArgumentError('Write a number from 0 up to, but not, 1.');
  return value;
}
