/**
 * # nonpoly hermite
 *
 * An activation and a variance q → its Hermite coefficients a_k(q) = E[σ(√q Z) h_k(Z)], how fast
 * they decay, and what of E[σ²] the later ones are.
 */
import { Command } from 'commander';
import type { Enclosure } from '../arith/enclosure.ts';
import type { Rational } from '../arith/rational.ts';
import type { Expr } from '../expr/expr.ts';
import type { Decay } from '../ntk/decay.ts';
import type { ActivationDescription } from './architecture-flags.ts';
import { integer, parameter, prepare } from './arguments.ts';
import { reportFailure, reporting } from './failure.ts';
import type { Failure } from './failure.ts';
import { hermiteText } from './hermite-text.ts';
import { exitCode, write } from './io.ts';
import type { ExitCode, Io } from './io.ts';

interface Options {
  readonly terms: number;
  readonly variance: string;
  readonly digits?: number;
  readonly set: Readonly<Record<string, string>>;
  readonly json?: true;
}

/** Decimal strings, rounded outward. */
export interface ShownEnclosure {
  readonly lower: string;
  readonly upper: string;
}

export interface HermiteReport extends ActivationDescription {
  /** Exact. */
  readonly variance: string;
  readonly terms: number;
  /** a_0 … a_{terms−1}, orthonormal, probabilists'. */
  readonly coefficients:
    readonly number[] | readonly (ShownEnclosure & { readonly certainlyNonzero: boolean })[];
  /** E[σ²]. */
  readonly squareNorm: number | ShownEnclosure;
  /** E[σ²] − Σ a_k² over the coefficients shown. */
  readonly tail: number | ShownEnclosure;
  /** Of each coefficient that is a number; null for enclosures. */
  readonly errorEstimate: number | null;
  /** Read off numbers, no bound. */
  readonly decay: Decay;
  /** What regularity could not show; the numbers assume it. */
  readonly assumed: readonly string[];
  readonly milliseconds: number;
}

const examples = `
Examples:
  nonpoly hermite gelu --terms 12 --variance 1
  nonpoly hermite tanh --digits 30
  nonpoly hermite "max(x, a*x)" --set a=0.01 --terms 20 --json

a_k = E[σ(√q Z) h_k(Z)], Z ~ N(0, 1), with the orthonormal probabilists' polynomials h_k; the
variance q is an exact number: 0.1 is 1/10. With --digits every number lies between the bounds that
are printed: proved, by quadrature with a bounded remainder.

Exit codes: 0 answered; 2 wrong input or usage, or coefficients that do not exist; 3 --digits found
no enclosure.`;

/** Most coefficients that are printed. */
export const mostTerms = 4096;
/** Bounds are for so many terms and digits. */
const [mostEnclosed, mostDigits] = [1000, 200];

export function command(io: Io, done: (code: ExitCode) => void): Command {
  const self = new Command('hermite')
    .description('Hermite coefficients of an activation, and how they decay.')
    .argument('<activation>', 'a name, or an expression in x; a leading minus is no option')
    .option('--terms <count>', 'coefficients a_0 … a_{count−1}', integer(1, mostTerms), 12)
    .option('--variance <q>', 'variance of the argument, > 0', '1')
    .option('--digits <count>', 'bounds of about so many digits, proved', integer(1, mostDigits))
    .option('--set <name=value>', 'value of a named parameter (repeatable)', parameter, {})
    .option('--json', 'print one JSON object')
    .addHelpText('after', examples);
  return self.action(async (activation: string, options: Options) => {
    const json = options.json === true;
    done(await reporting(() => hermite(activation, options, io, self), json, io));
  });
}

export { prepare };

async function hermite(
  activation: string,
  options: Options,
  io: Io,
  self: Command,
): Promise<ExitCode> {
  const json = options.json === true;
  const variance = await varianceOf(options.variance, self);
  const { digits, terms } = options;
  if (digits !== undefined && terms > mostEnclosed)
    self.error(`error: --digits: at most ${mostEnclosed} terms`);
  const [{ parseActivation }, { print }, { hypotheses }, { hermiteExistence }, { toText }] =
    await Promise.all([
      import('../activations/parse-activation.ts'),
      import('../expr/print.ts'),
      import('../regularity/hypotheses.ts'),
      import('../ntk/hermite-existence.ts'),
      import('../arith/rational.ts'),
    ]);
  const began = performance.now();
  const { expr, source } = parseActivation(activation, { parameters: options.set });
  const existence = hermiteExistence(hypotheses(expr), variance);
  if (existence.kind === 'none') {
    const { code, reason } = existence;
    return reportFailure({ code, message: `there are no coefficients: ${reason}` }, json, io);
  }
  const found =
    digits === undefined
      ? await approxCoefficients(expr, variance, terms)
      : await enclosedCoefficients(expr, variance, terms, digits);
  if ('failure' in found) return reportFailure(found.failure, json, io, found.code);
  const report: HermiteReport = {
    input: activation,
    expression: print(expr),
    source: source && {
      name: source.name,
      library: source.library,
      alternatives: source.alternatives,
    },
    variance: toText(variance),
    terms,
    ...found,
    assumed: existence.assumed,
    milliseconds: Math.round(performance.now() - began),
  };
  await write(io.stdout, json ? JSON.stringify(report) + '\n' : hermiteText(report, io));
  return exitCode.answered;
}

async function varianceOf(text: string, self: Command): Promise<Rational> {
  const [{ exactNumber }, { approxNumber }] = await Promise.all([
    import('../data/number-text.ts'),
    import('../arith/rational.ts'),
  ]);
  const variance = exactNumber(text.trim());
  if (variance === null || variance.num <= 0n)
    self.error(`error: --variance: expected a number > 0, got '${text}'`);
  const double = approxNumber(variance);
  if (!(double > 1e-300 && double < 1e300))
    self.error(`error: --variance: '${text}' is beyond the range of double precision`);
  return variance;
}

type Computed =
  | Pick<HermiteReport, 'coefficients' | 'squareNorm' | 'tail' | 'errorEstimate' | 'decay'>
  | { readonly failure: Failure; readonly code: ExitCode };

/** Coefficients from which the decay is read, at least. */
const forDecay = 512;

async function approxCoefficients(
  expr: Expr,
  variance: Rational,
  terms: number,
): Promise<Computed> {
  const [{ approxHermite }, { approxDecay }, { approxNumber }] = await Promise.all([
    import('../ntk/hermite.ts'),
    import('../ntk/decay.ts'),
    import('../arith/rational.ts'),
  ]);
  const found = approxHermite(expr, approxNumber(variance), Math.max(terms, forDecay), {
    derivative: false,
  });
  if (found.kind === 'failure')
    return {
      failure: {
        code: 'not-computed',
        message: `the coefficients are not computed: ${reasons[found.reason]}`,
      },
      code: exitCode.wrongInput,
    };
  const { coefficients, squareNorm, errorEstimate } = found;
  let tail = found.tail;
  for (let k = coefficients.length - 1; k >= terms; k -= 1) tail += coefficients[k]! ** 2;
  return {
    coefficients: [...coefficients.subarray(0, terms)],
    squareNorm,
    tail,
    errorEstimate,
    decay: approxDecay(coefficients, errorEstimate),
  };
}

async function enclosedCoefficients(
  expr: Expr,
  variance: Rational,
  terms: number,
  digits: number,
): Promise<Computed> {
  const [{ encloseHermite }, { certainlyNonzero, toDecimals }] = await Promise.all([
    import('../ntk/hermite-enclosure.ts'),
    import('../arith/enclosure.ts'),
  ]);
  const found = encloseHermite(expr, variance, terms, digits);
  if (found.kind === 'not-enclosed')
    return {
      failure: {
        code: 'not-enclosed',
        message: `no enclosure of the coefficients: ${found.reason}. Without --digits the numbers are estimates`,
      },
      code: exitCode.undecided,
    };
  // Two digits more than asked for, so that rounding outward is not what is seen.
  const shown = (e: Enclosure): ShownEnclosure => toDecimals(e, digits + 2);
  const approx = await approxCoefficients(expr, variance, terms);
  return {
    coefficients: found.coefficients.map((e) => ({
      ...shown(e),
      certainlyNonzero: certainlyNonzero(e),
    })),
    squareNorm: shown(found.squareNorm),
    tail: shown(found.tail),
    errorEstimate: null,
    decay: 'failure' in approx ? { kind: 'unclear', law: null } : approx.decay,
  };
}

const reasons = {
  undefined: 'σ is not a number in double precision, near 0 on the scale of √q',
  overflow: 'E[σ²] exceeds the range of double precision',
  'not-resolved': 'the mass of E[σ²] lies beyond 50 standard deviations',
  'no-derivative': 'σ′ is not known',
} as const;
