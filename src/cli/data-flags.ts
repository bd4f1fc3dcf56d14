/**
 * # Flags of a data set
 *
 * A file (CSV, NPY, JSON) or generated inputs → rows of exact numbers, with what a user should know
 * of them: equal rows, parallel rows, rows of zeros, found exactly and named. Shared by every
 * command on data.
 */
import { createReadStream } from 'node:fs';
import { totalmem } from 'node:os';
import { Option } from 'commander';
import type { Command } from 'commander';
import type { Coincidences } from '../data/coincidence.ts';
import type { DataSet } from '../data/data-set.ts';
import { integer, splitAtCommas } from './arguments.ts';
import { isSystemError } from './io.ts';
import type { Io } from './io.ts';

export interface DataOptions {
  readonly inputs?: string;
  readonly header?: 'yes' | 'no';
  readonly columns?: string;
  readonly random?: 'gaussian' | 'sphere' | 'equispaced';
  readonly n?: number;
  readonly d?: number;
  readonly seed?: number;
  readonly interval?: string;
  readonly normalize?: true;
  readonly standardize?: true;
}

/** What a command needs of memory, at most. */
export interface Memory {
  /** Bytes for each pair of rows (N² in all). */
  readonly bytesOfPair: number;
  /** What takes them: "the Gram matrix". */
  readonly what: string;
}

export function addDataOptions(command: Command): Command {
  return command
    .option(
      '--inputs <file>',
      'one input a row: CSV (header or not), NPY or JSON; - is the standard input',
    )
    .addOption(
      new Option('--header <answer>', 'whether the first line of CSV has names').choices([
        'yes',
        'no',
      ]),
    )
    .option('--columns <list>', 'columns of CSV that are inputs: 1-4,width')
    .addOption(
      new Option(
        '--random <distribution>',
        'generated inputs: normal entries, uniform on the sphere of radius √d, or equispaced in an interval',
      ).choices(['gaussian', 'sphere', 'equispaced']),
    )
    .option('--n <count>', 'generated rows', integer(1, Number.MAX_SAFE_INTEGER))
    .option(
      '--d <dimension>',
      'generated columns (default: 1)',
      integer(1, Number.MAX_SAFE_INTEGER),
    )
    .option('--seed <number>', 'of the generator (default: 1)', integer(0, Number.MAX_SAFE_INTEGER))
    .option('--interval <a,b>', 'of equispaced inputs, exact numbers (default: -1,1)')
    .option('--normalize', 'scale every row to norm √d')
    .option('--standardize', 'shift and scale every column to mean 0 and variance 1');
}

/** Bytes that this process may use. */
export function memoryLimit(): number {
  const constrained = process.constrainedMemory();
  const total = totalmem();
  return constrained > 0 && constrained < total ? constrained : total;
}

/**
 * Rows of exact numbers. Contradictions, and sizes that do not fit in memory, end the command
 * through `self.error` before the work starts.
 * @throws DataError with the row and column of what is no matrix of finite numbers
 */
export async function readData(
  options: DataOptions,
  memory: Memory,
  io: Io,
  self: Command,
): Promise<DataSet> {
  const { inputs, random, normalize, standardize } = options;
  if ((inputs === undefined) === (random === undefined))
    self.error(
      inputs === undefined
        ? 'error: no inputs: give --inputs FILE, or --random gaussian|sphere|equispaced'
        : 'error: give --inputs or --random, not both',
    );
  if (normalize && standardize) self.error('error: give --normalize or --standardize, not both');
  const limit = memoryLimit();
  const most = Math.max(1, Math.floor(Math.sqrt(limit / memory.bytesOfPair)));
  const set =
    inputs === undefined
      ? await generated(options, most, limit, memory, self)
      : await readFile(inputs, options, most, io, self);
  if (!normalize && !standardize) return set;
  const { normalizedRows, standardizedColumns } = await import('../data/normalize.ts');
  return normalize ? normalizedRows(set) : standardizedColumns(set);
}

async function readFile(
  inputs: string,
  { n, d, seed, interval, header, columns }: DataOptions,
  most: number,
  io: Io,
  self: Command,
): Promise<DataSet> {
  refuse({ '--n': n, '--d': d, '--seed': seed, '--interval': interval }, '--random', self);
  const { readDataSet } = await import('../data/read.ts');
  try {
    return await readDataSet(inputs === '-' ? bytesOf(io.stdin) : createReadStream(inputs), {
      source: inputs === '-' ? 'the standard input' : inputs,
      limits: { rows: most },
      ...(header === undefined ? {} : { header: header === 'yes' }),
      ...(columns === undefined ? {} : { columns }),
    });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return self.error(`error: cannot read ${inputs}: ${error.message}`);
  }
}

async function* bytesOf(stream: AsyncIterable<Buffer | string>): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

async function generated(
  { random, n, d = 1, seed = 1, interval, header, columns }: DataOptions,
  most: number,
  limit: number,
  { bytesOfPair, what }: Memory,
  self: Command,
): Promise<DataSet> {
  refuse({ '--header': header, '--columns': columns }, '--inputs', self);
  if (n === undefined) self.error('error: --random needs the number of rows: --n 100');
  const { mostEntries } = await import('../data/data-set.ts');
  if (n > most)
    self.error(
      `error: ${n.toLocaleString('en')} rows do not fit in memory: ${what} would take ${bytesText(bytesOfPair * n * n)} of ${bytesText(limit)}`,
    );
  if (n * d > mostEntries)
    self.error(
      `error: ${n} × ${d} numbers do not fit in memory: at most ${mostEntries.toLocaleString('en')}`,
    );
  const { equispacedInputs, randomInputs } = await import('../data/random.ts');
  if (random !== 'equispaced') {
    refuse({ '--interval': interval }, '--random equispaced', self);
    return randomInputs(random!, n, d, seed);
  }
  if (d !== 1) self.error('error: equispaced inputs have dimension 1');
  const [{ exactNumber }, { compare }] = await Promise.all([
    import('../data/number-text.ts'),
    import('../arith/rational.ts'),
  ]);
  const parts = splitAtCommas(interval ?? '-1,1').map(exactNumber);
  const [from, to] = parts;
  if (parts.length !== 2 || !from || !to || compare(from, to) >= 0)
    self.error(`error: --interval: expected two numbers a < b as in -2,2, got '${interval}'`);
  if (n < 2) self.error('error: equispaced inputs are two or more');
  return equispacedInputs(n, from, to);
}

function refuse(given: Readonly<Record<string, unknown>>, owner: string, self: Command): void {
  for (const [flag, value] of Object.entries(given))
    if (value !== undefined) self.error(`error: ${flag} belongs to ${owner}`);
}

const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];
function bytesText(bytes: number): string {
  const unit = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${(bytes / 2 ** (10 * unit)).toFixed(unit === 0 ? 0 : 1)} ${units[unit]}`;
}

/**
 * What the theorems exclude, as sentences that name rows (from 1): equal rows, and where the first
 * layer has no biases also parallel rows and rows of zeros.
 */
export function dataNotes(
  { equal, parallel, zero }: Coincidences,
  firstLayerBiases: boolean,
): readonly string[] {
  const notes = equal.map(
    (rows) => `rows ${list(rows)} are equal: every kernel is singular on these inputs`,
  );
  if (firstLayerBiases) return notes;
  const same = new Set(equal.map(list));
  for (const rows of parallel)
    if (!same.has(list(rows)))
      notes.push(
        `rows ${list(rows)} are parallel: without biases in the first layer no theorem covers them`,
      );
  if (zero.length > 0)
    notes.push(
      `row${zero.length > 1 ? 's' : ''} ${list(zero)} ${zero.length > 1 ? 'are' : 'is'} zero: without biases in the first layer no theorem covers ${zero.length > 1 ? 'them' : 'it'}`,
    );
  return notes;
}

function list(rows: readonly number[]): string {
  const shown = rows.slice(0, 6).map((i) => String(i + 1));
  if (rows.length > 6) return `${shown.join(', ')} and ${rows.length - 6} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : shown[0]!;
}
