/**
 * # What is to be trained
 *
 * Options → data, labels and network; or what is wrong with them.
 */
import type { Command } from 'commander';
import { DataError } from '../data/data-error.ts';
import type { DataSet } from '../data/data-set.ts';
import { InputError } from '../expr/input-error.ts';
import { layersOf } from '../ntk/architecture.ts';
import { hypotheses } from '../regularity/hypotheses.ts';
import { prepareNetwork } from './architecture-flags.ts';
import type { Network } from './architecture-flags.ts';
import { readData } from './data-flags.ts';
import type { Io } from './io.ts';
import type { TrainOptions } from './train.ts';

export interface Problem {
  readonly kind: 'problem';
  readonly inputs: DataSet;
  readonly labels: DataSet;
  readonly network: Network;
}

/** A caller's mistake, with the place in the text where there is one. */
export interface Wrong {
  readonly kind: 'wrong';
  readonly code: string;
  readonly message: string;
  readonly position: number | null;
}

export const wrong = (code: string, message: string, position: number | null = null): Wrong => ({
  kind: 'wrong',
  code,
  message,
  position,
});

export async function readProblem(
  activation: string | undefined,
  options: TrainOptions,
  io: Io,
  self: Command,
): Promise<Problem | Wrong> {
  try {
    const networkOf = await prepareNetwork(activation, options, self);
    const inputs = await readMatrix(options.inputs, options, io, self);
    const network = networkOf(inputs.d);
    layersOf(network.architecture);
    const undefinedLayer = notDefined(network);
    if (undefinedLayer !== null) return undefinedLayer;
    const { header, labelColumn } = options;
    const labels = await readMatrix(
      options.labels,
      {
        ...(header === undefined ? {} : { header }),
        ...(labelColumn === undefined ? {} : { columns: labelColumn }),
      },
      io,
      self,
    );
    return fit(inputs, labels) ?? { kind: 'problem', inputs, labels, network };
  } catch (error) {
    if (error instanceof InputError) return wrong(error.code, error.message, error.position);
    if (error instanceof DataError) return wrong(error.code, error.message);
    if (error instanceof RangeError)
      return wrong('architecture', error.message.replace(/^\w+: /, ''));
    throw error;
  }
}

/** What holds a matrix of n² doubles: the kernel, its copy in the threads, its eigenvectors. */
const memory = { bytesOfPair: 48, what: 'the kernel with its eigenvectors' };

async function readMatrix(
  file: string,
  { header, columns, normalize, standardize }: Partial<TrainOptions>,
  io: Io,
  self: Command,
): Promise<DataSet> {
  const given = { header, columns, normalize, standardize };
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  try {
    return await readData({ inputs: file, ...set }, memory, io, self);
  } catch (error) {
    if (error instanceof DataError)
      throw new DataError(error.code, `${file}: ${error.message}`, {
        ...(error.row === null ? {} : { row: error.row }),
        ...(error.column === null ? {} : { column: error.column }),
      });
    throw error;
  }
}

function fit(inputs: DataSet, labels: DataSet): Wrong | null {
  if (labels.d !== 1)
    return wrong(
      'labels-shape',
      `${labels.source}: expected one label in each row, found ${labels.d} columns (--label-column chooses one)`,
    );
  if (labels.n !== inputs.n)
    return wrong(
      'labels-shape',
      `${labels.source}: expected ${inputs.n} labels, one for each row of ${inputs.source}, found ${labels.n}`,
    );
  return null;
}

function notDefined({ architecture, description }: Network): Wrong | null {
  const known = new Set<unknown>();
  for (const [l, expr] of architecture.activations.entries()) {
    if (known.has(expr)) continue;
    known.add(expr);
    const { value, reason } = hypotheses(expr).definedOnR;
    const text = description.activations[l]?.expression;
    if (value === false)
      return wrong('not-defined', `${text} is not defined everywhere: ${reason}`);
  }
  return null;
}
