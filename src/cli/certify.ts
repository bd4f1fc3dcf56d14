/**
 * # nonpoly certify
 *
 * Is the kernel matrix of this network on these inputs strictly positive definite? Proved, refuted
 * with a null vector, or undecided with the reasons.
 */
import { Command, Option } from 'commander';
import type { DataSet } from '../data/data-set.ts';
import type { Certification, Route } from '../positivity/certify.ts';
import { addArchitectureOptions, prepareNetwork } from './architecture-flags.ts';
import type { ArchitectureOptions, NetworkDescription } from './architecture-flags.ts';
import { integer, prepare } from './arguments.ts';
import { saveCertificate, targetOf } from './certificate-file.ts';
import { certifyText } from './certify-text.ts';
import { addDataOptions, dataNotes, readData } from './data-flags.ts';
import type { DataOptions } from './data-flags.ts';
import { nonexistence, reportFailure, reporting } from './failure.ts';
import { exitCode, write } from './io.ts';
import type { ExitCode, Io } from './io.ts';

interface Options extends ArchitectureOptions, DataOptions {
  readonly by?: Route;
  readonly searchSeed: number;
  readonly certificate?: string;
  readonly expect?: 'strictly-positive-definite' | 'singular';
  readonly json?: true;
  readonly quiet?: true;
}

export type CertifyReport = Omit<Certification, 'kind' | 'd'> & {
  readonly inputs: Pick<DataSet, 'source' | 'n' | 'd' | 'exactness'>;
  readonly architecture: NetworkDescription;
  readonly notes: readonly string[];
  readonly milliseconds: number;
};

const examples = `
Examples:
  nonpoly certify relu --inputs X.csv --depth 3 --bias-variance 0.1
  nonpoly certify tanh --random equispaced --n 12 --interval -2,2 --bias-variance 1 --by features
  nonpoly certify "x^2" --inputs X.csv --certificate proof.json && nonpoly verify proof.json
  nonpoly certify --layers "x^3 + x,relu" --inputs X.npy --kernel nngp --json

Routes, in the order in which they are tried: theorem (the hypotheses checked on the data), exact
(polynomial networks over the rationals: rank and null vector), features (independent features,
where no theorem applies), lambda-min (bounds of the smallest eigenvalue; up to 64 inputs a
certificate of one below). --by takes one of them.

Exit codes: 0 answered; 1 not the verdict of --expect; 2 wrong input or usage, or a kernel that does
not exist; 3 undecided.`;

export function command(io: Io, done: (code: ExitCode) => void): Command {
  const self = new Command('certify')
    .description('Certify that the kernel matrix on inputs is strictly positive definite, or not.')
    .argument('[activation]', 'a name, or an expression in x; of every hidden layer');
  return addDataOptions(addArchitectureOptions(self))
    .addOption(
      new Option('--by <route>', 'the only route to try').choices([
        'theorem',
        'exact',
        'features',
        'lambda-min',
      ]),
    )
    .option(
      '--search-seed <number>',
      'of the search for features: the same gives the same certificate',
      integer(0, Number.MAX_SAFE_INTEGER),
      0,
    )
    .option('--certificate <file>', 'save the certificate')
    .addOption(
      new Option('--expect <verdict>', 'exit with 1 if the verdict is another').choices([
        'strictly-positive-definite',
        'singular',
      ]),
    )
    .option('--json', 'print one JSON object')
    .option('--quiet', 'print errors only (and JSON where --json asks for it)')
    .addHelpText('after', examples)
    .action(async (activation: string | undefined, options: Options) => {
      const json = options.json === true;
      done(await reporting(() => certified(activation, options, io, self), json, io));
    });
}

export { prepare };

/** Of a row and a pair: what the exact routes hold of the matrix. */
const bytesOfPair = 256;

async function certified(
  activation: string | undefined,
  options: Options,
  io: Io,
  self: Command,
): Promise<ExitCode> {
  const json = options.json === true;
  const target = targetOf(options.certificate, self);
  const networkAt = await prepareNetwork(activation, options, self);
  const memory = { bytesOfPair, what: 'the kernel matrix' };
  const set = await readData(options, memory, io, self);
  const { exact, typed, description } = networkAt(set.d);
  if (exact === null) self.error('error: certify needs exact numbers: give --c-sigma');

  const [{ certify }, { exactRow }, { coincidences }] = await Promise.all([
    import('../positivity/certify.ts'),
    import('../data/data-set.ts'),
    import('../data/coincidence.ts'),
  ]);
  const notes = [
    ...set.notes,
    ...dataNotes(coincidences(set), description.biasVariance[0] !== '0'),
  ];
  const began = performance.now();
  const rows = Array.from({ length: set.n }, (_, i) => exactRow(set, i));
  const { kernel, by, searchSeed } = options;
  const found = certify(rows, exact, {
    kernel,
    seed: searchSeed,
    typed,
    ...(by === undefined ? {} : { by }),
  });
  if (found.kind === 'no-kernel') return reportFailure(nonexistence(found), json, io);

  const { kind: _kind, d, certificate, ...rest } = found;
  const { n, source, exactness } = set;
  const report: CertifyReport = {
    ...rest,
    inputs: { source, n, d, exactness },
    architecture: description,
    notes,
    milliseconds: Math.round(performance.now() - began),
    certificate,
  };
  const saved = await saveCertificate(target, certificate, io);
  if (saved === undefined) return exitCode.wrongInput;
  if (json) await write(io.stdout, JSON.stringify(report) + '\n');
  else if (!options.quiet) await write(io.stdout, certifyText(report, saved, io));
  if (report.verdict === 'undecided') return exitCode.undecided;
  if (options.expect === undefined || options.expect === report.verdict) return exitCode.answered;
  if (!json) await write(io.stderr, `error: expected ${options.expect}, found ${report.verdict}\n`);
  return exitCode.notExpected;
}
