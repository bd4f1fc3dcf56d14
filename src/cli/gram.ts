/**
 * # nonpoly gram
 *
 * An architecture and inputs → the Gram matrix of Σ or Θ: in double precision with an estimated
 * error, or with `--enclose` from enclosures, with a proved one.
 */
import { Command } from 'commander';
import type { DataSet } from '../data/data-set.ts';
import type { Method } from '../ntk/dual-activation.ts';
import type { KernelName, NoKernel } from '../ntk/kernel.ts';
import { addArchitectureOptions, prepareNetwork } from './architecture-flags.ts';
import type { ArchitectureOptions, Network, NetworkDescription } from './architecture-flags.ts';
import { integer, prepare } from './arguments.ts';
import { addDataOptions, dataNotes, readData } from './data-flags.ts';
import type { DataOptions } from './data-flags.ts';
import { nonexistence, reportFailure, reporting } from './failure.ts';
import type { Failure } from './failure.ts';
import { gramText } from './gram-text.ts';
import { exitCode, isSystemError, write } from './io.ts';
import type { ExitCode, Io } from './io.ts';
import { formatOf, writePieces } from './output-file.ts';
import type { MatrixFormat } from './output-file.ts';
import { createProgress } from './progress.ts';

interface Options extends ArchitectureOptions, DataOptions {
  readonly json?: true;
  readonly out?: string;
  readonly enclose?: true;
  readonly precision: number;
  readonly quiet?: true;
}

/** What is known of a matrix beside its numbers. */
export interface GramReport {
  readonly kernel: KernelName;
  readonly depth: number;
  readonly n: number;
  readonly inputs: Pick<DataSet, 'source' | 'n' | 'd' | 'exactness'>;
  readonly architecture: NetworkDescription;
  /** Largest absolute error of an entry: an estimate, or a bound where it is rigorous. */
  readonly entryError: { readonly value: number; readonly rigorous: boolean };
  /** Pairs and layers by the way they were computed; null with enclosures. */
  readonly methods: Readonly<Record<Method, number>> | null;
  /** What regularity could not show; the numbers assume it. */
  readonly assumed: readonly string[];
  readonly notes: readonly string[];
  readonly milliseconds: number;
}

const examples = `
Examples:
  nonpoly gram relu --inputs X.csv --depth 3 --weight-variance 2 --bias-variance 0.1
  nonpoly gram gelu --random sphere --n 100 --d 8 --seed 7 --kernel nngp --json
  nonpoly gram --layers relu,tanh --inputs X.npy --out K.npy
  nonpoly gram tanh --random equispaced --n 30 --interval -2,2 --bias-variance 1 --enclose --json
  nonpoly gram relu --inputs X.csv --convention neural-tangents --w-std 1.5 --b-std 0.05

Numbers of CSV and JSON and the flags' are exact: 0.1 is 1/10; those of NPY are the exact doubles.

Exit codes: 0 answered; 2 wrong input or usage, or a kernel that does not exist; 3 --enclose found
no enclosure.`;

export function command(io: Io, done: (code: ExitCode) => void): Command {
  const self = new Command('gram')
    .description('Compute the Gram matrix of the infinite-width kernel on inputs.')
    .argument('[activation]', 'a name, or an expression in x; of every hidden layer');
  return addDataOptions(addArchitectureOptions(self))
    .option('--enclose', 'enclose every entry: the error is then proved')
    .option('--precision <bits>', 'of the enclosures', integer(32, 4096), 80)
    .option('--json', 'print one JSON object')
    .option(
      '--out <file>',
      'write the matrix to a file: .npy, .csv, or .json (the object of --json)',
    )
    .option('--quiet', 'print errors only (and JSON where --json asks for it)')
    .addHelpText('after', examples)
    .action(async (activation: string | undefined, options: Options) => {
      const json = options.json === true;
      done(await reporting(() => gram(activation, options, io, self), json, io));
    });
}

export { prepare };

/** At most, by measurement: of doubles the packed kernels and the matrix; of enclosures two bounds. */
const bytesOfPair = { doubles: 32, enclosures: 2048 } as const;

async function gram(
  activation: string | undefined,
  options: Options,
  io: Io,
  self: Command,
): Promise<ExitCode> {
  const json = options.json === true;
  const out = outputOf(options.out, self);
  const networkAt = await prepareNetwork(activation, options, self);
  const memory = {
    bytesOfPair: bytesOfPair[options.enclose ? 'enclosures' : 'doubles'],
    what: 'the Gram matrix',
  };
  const set = await readData(options, memory, io, self);
  const network = networkAt(set.d);
  if (options.enclose && network.exact === null)
    self.error('error: --enclose needs exact numbers: give --c-sigma');

  const { coincidences } = await import('../data/coincidence.ts');
  const firstBias = network.description.biasVariance[0] !== '0';
  const notes = [...set.notes, ...dataNotes(coincidences(set), firstBias)];
  const began = performance.now();
  const found = options.enclose
    ? await enclosedMatrix(network, set, options)
    : await approxMatrix(network, set, options, io);
  if ('failure' in found) return reportFailure(found.failure, json, io, found.code);

  const { matrix, entryError, methods, assumed } = found;
  const { n, d, source, exactness } = set;
  const report: GramReport = {
    kernel: options.kernel,
    depth: network.description.depth,
    n,
    inputs: { source, n, d, exactness },
    architecture: network.description,
    entryError: { value: entryError, rigorous: options.enclose === true },
    methods,
    assumed,
    notes,
    milliseconds: Math.round(performance.now() - began),
  };
  if (out !== null)
    try {
      await writePieces(out.path, await encoded(out.format, report, matrix), io);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      self.error(`error: --out: ${error.message}`);
    }
  if (json) for (const piece of await jsonPieces(report, matrix)) await write(io.stdout, piece);
  else if (!options.quiet)
    await write(io.stdout, gramText(report, matrix, options.out ?? null, io));
  return exitCode.answered;
}

function outputOf(
  path: string | undefined,
  self: Command,
): { readonly path: string; readonly format: MatrixFormat } | null {
  if (path === undefined) return null;
  const found = formatOf(path);
  return typeof found === 'string'
    ? self.error(`error: --out: ${found}`)
    : { path, format: found.format };
}

type Computed =
  | (Pick<GramReport, 'methods' | 'assumed'> & {
      readonly matrix: Float64Array;
      readonly entryError: number;
    })
  | { readonly failure: Failure; readonly code: ExitCode };

async function approxMatrix(
  { architecture }: Network,
  set: DataSet,
  { kernel, quiet }: Options,
  io: Io,
): Promise<Computed> {
  const { approxGram } = await import('../ntk/gram.ts');
  let done = 0;
  const progress = createProgress(
    io.stderr,
    quiet === undefined,
    () => `${kernel.toUpperCase()} of ${set.n} inputs, ${Math.floor(100 * done)} %`,
  );
  const found = approxGram(set, architecture, {
    kernel,
    progress: (fraction) => {
      done = fraction;
      progress.tick();
    },
  });
  progress.stop();
  if (found.kind === 'stopped') throw new Error('gram: nothing asks to stop');
  return found.kind === 'gram' ? found : nonexistent(found);
}

async function enclosedMatrix(
  { exact }: Network,
  set: DataSet,
  { kernel, precision }: Options,
): Promise<Computed> {
  const [{ encloseGram, gramRows }, { roundedGram }, { exactRow }] = await Promise.all([
    import('../ntk/gram-enclosure.ts'),
    import('../ntk/rounded-gram.ts'),
    import('../data/data-set.ts'),
  ]);
  const rows = Array.from({ length: set.n }, (_, i) => exactRow(set, i));
  const found = encloseGram(exact!, rows, kernel, precision);
  switch (found.kind) {
    case 'no-kernel':
      return nonexistent(found);
    case 'not-enclosed':
      return notEnclosed(found.layer, found.reason);
    case 'stopped':
      throw new Error('gram: nothing asks to stop');
    case 'gram-enclosure': {
      const rounded = roundedGram(gramRows(found));
      return rounded === null
        ? notEnclosed(1, 'an entry is beyond the range of double precision')
        : { ...rounded, methods: null, assumed: [] };
    }
    default:
      return found satisfies never;
  }
}

const notEnclosed = (layer: number, reason: string): Computed => ({
  failure: {
    code: 'not-enclosed',
    message: `no enclosure for the activation of hidden layer ${layer}: ${reason}. Without --enclose the numbers are estimates`,
    layer,
  },
  code: exitCode.undecided,
});

const nonexistent = (found: NoKernel): Computed => ({
  failure: nonexistence(found),
  code: exitCode.wrongInput,
});

/** The report with the rows as its last field. */
async function jsonPieces(report: GramReport, matrix: Float64Array): Promise<Iterable<string>> {
  const { encodeJsonRows } = await import('../data/write.ts');
  return (function* () {
    yield `${JSON.stringify(report).slice(0, -1)},"matrix":`;
    yield* encodeJsonRows(matrix, report.n);
    yield '}\n';
  })();
}

async function encoded(
  format: MatrixFormat,
  report: GramReport,
  matrix: Float64Array,
): Promise<Iterable<string | Uint8Array>> {
  const { n } = report;
  switch (format) {
    case 'npy':
      return (await import('../data/npy.ts')).encodeNpy(matrix, n, n);
    case 'csv':
      return (await import('../data/write.ts')).encodeCsv(matrix, n);
    case 'json':
      return jsonPieces(report, matrix);
    default:
      return format satisfies never;
  }
}
