/**
 * # nonpoly characterize
 *
 * All solutions u of Σ u_i σ(θ₁·z_i + θ₂) = 0 (for all θ) at given points: a basis where σ is a
 * polynomial, else the proof that u = 0 is the only one (theorem A).
 */
import { Command, Option } from 'commander';
import type { Rational } from '../arith/rational.ts';
import type { DataSet } from '../data/data-set.ts';
import type { Characterization } from '../positivity/characterize.ts';
import type { CertificateJson } from '../polynomiality/write.ts';
import type { ActivationDescription } from './architecture-flags.ts';
import { integer, parameter, prepare, splitAtCommas } from './arguments.ts';
import { saveCertificate, targetOf } from './certificate-file.ts';
import { characterizeText } from './characterize-text.ts';
import { addDataOptions, readData } from './data-flags.ts';
import type { DataOptions } from './data-flags.ts';
import { reporting } from './failure.ts';
import { exitCode, write } from './io.ts';
import type { ExitCode, Io } from './io.ts';

interface Options extends DataOptions {
  readonly points?: string;
  readonly bias: boolean;
  readonly searchSeed: number;
  readonly set: Readonly<Record<string, string>>;
  readonly certificate?: string;
  readonly expect?: 'solutions' | 'only-zero';
  readonly json?: true;
}

export interface CharacterizeReport extends ActivationDescription {
  /** Whether θ₂ is there: without it the equation is Σ u_i σ(θ·z_i) = 0. */
  readonly bias: boolean;
  /** N rows of exact numbers. */
  readonly points: readonly (readonly string[])[];
  readonly verdict: Characterization['kind'];
  /** Letter of the theorem; null where nothing is proved. */
  readonly theorem: string | null;
  /** Degree of the polynomial; null for other verdicts. */
  readonly degree: number | null;
  /** Of the space of solutions; null where it is not known. */
  readonly dimension: number | null;
  /** A basis of it, coprime integers. */
  readonly basis: readonly (readonly string[])[] | null;
  readonly by: 'theorem' | 'exact' | 'features' | null;
  readonly assumes: readonly string[];
  readonly reasons: readonly string[];
  readonly milliseconds: number;
  readonly certificate: CertificateJson | null;
}

const examples = `
Examples:
  nonpoly characterize "x^2" --points 0,1,2,3
  nonpoly characterize relu --points -1,0,1/2,2 --certificate proof.json
  nonpoly characterize "x^3 - x" --inputs X.csv --no-bias --json

For a polynomial of degree r the solutions are the finite-difference stencils on r + 2 points each.

Exit codes: 0 answered; 1 not the verdict of --expect; 2 wrong input or usage; 3 undecided.`;

export function command(io: Io, done: (code: ExitCode) => void): Command {
  const self = new Command('characterize')
    .description('All u with Σ u_i σ(θ₁·z_i + θ₂) = 0 for all θ, at given points z_i.')
    .argument('<activation>', 'a name, or an expression in x; a leading minus is no option')
    .option('--points <numbers>', 'points of the line, exact numbers separated by commas')
    .option('--no-bias', 'θ₂ = 0: the equation Σ u_i σ(θ·z_i) = 0')
    .option('--set <name=value>', 'value of a named parameter (repeatable)', parameter, {})
    .option(
      '--search-seed <number>',
      'of the search for features: the same gives the same certificate',
      integer(0, Number.MAX_SAFE_INTEGER),
      0,
    )
    .option('--certificate <file>', 'save the certificate')
    .addOption(
      new Option('--expect <verdict>', 'exit with 1 if the verdict is another').choices([
        'solutions',
        'only-zero',
      ]),
    )
    .option('--json', 'print one JSON object');
  return addDataOptions(self)
    .addHelpText('after', examples)
    .action(async (activation: string, options: Options) => {
      const json = options.json === true;
      done(await reporting(() => characterized(activation, options, io, self), json, io));
    });
}

export { prepare };

async function characterized(
  activation: string,
  options: Options,
  io: Io,
  self: Command,
): Promise<ExitCode> {
  const target = targetOf(options.certificate, self);
  const [{ parseActivation }, { print }, { characterize }, { toText }] = await Promise.all([
    import('../activations/parse-activation.ts'),
    import('../expr/print.ts'),
    import('../positivity/characterize.ts'),
    import('../arith/rational.ts'),
  ]);
  const { set, bias, searchSeed } = options;
  const { expr, source } = parseActivation(activation, { parameters: set });
  const points = await pointsOf(options, io, self);
  const began = performance.now();
  const found = characterize(expr, points, {
    input: { text: activation, parameters: set },
    seed: searchSeed,
    bias,
  });
  const proved = found.kind === 'undecided' ? null : found;
  const solutions = found.kind === 'solutions' ? found : null;
  const report: CharacterizeReport = {
    input: activation,
    expression: print(expr),
    source: source && {
      name: source.name,
      library: source.library,
      alternatives: source.alternatives,
    },
    bias,
    points: points.map((row) => row.map(toText)),
    verdict: found.kind,
    theorem: proved?.theorem ?? null,
    degree: solutions?.degree ?? null,
    dimension: solutions ? solutions.basis.length : proved ? 0 : null,
    basis: solutions ? solutions.basis.map((u) => u.map(String)) : proved ? [] : null,
    by: found.kind === 'only-zero' ? found.by : null,
    assumes: found.kind === 'only-zero' ? found.assumes : [],
    reasons: found.kind === 'undecided' ? found.reasons : [found.reason],
    milliseconds: Math.round(performance.now() - began),
    certificate: proved?.certificate ?? null,
  };
  const saved = await saveCertificate(target, report.certificate, io);
  if (saved === undefined) return exitCode.wrongInput;
  await write(
    io.stdout,
    options.json ? JSON.stringify(report) + '\n' : characterizeText(report, saved, io),
  );
  if (found.kind === 'undecided') return exitCode.undecided;
  return options.expect === undefined || options.expect === found.kind
    ? exitCode.answered
    : exitCode.notExpected;
}

async function pointsOf(
  options: Options,
  io: Io,
  self: Command,
): Promise<readonly (readonly Rational[])[]> {
  const { points, inputs, random } = options;
  if (points === undefined) {
    if (inputs === undefined && random === undefined)
      self.error('error: no points: give --points 0,1,2,3, or --inputs FILE');
    const { exactRow } = await import('../data/data-set.ts');
    const memory = { bytesOfPair: 256, what: 'the exact matrix' };
    const set: DataSet = await readData(options, memory, io, self);
    return Array.from({ length: set.n }, (_, i) => exactRow(set, i));
  }
  if (inputs !== undefined || random !== undefined)
    self.error('error: give --points, or --inputs, or --random: one of the three');
  const { exactNumber } = await import('../data/number-text.ts');
  return splitAtCommas(points).map((text) => {
    const value = exactNumber(text);
    return value === null
      ? self.error(`error: --points: expected a number, got '${text}'`)
      : [value];
  });
}
