/**
 * # Variances, in the notation of a source
 *
 * neural-tangents writes standard deviations, Jacot a factor β, Arora a constant c_σ: their numbers
 * become σ_w² and σ_b² of each layer of weights. The translations are those of ntk/architecture.ts.
 */
import { Option } from 'commander';
import type { Command } from 'commander';
import type { Rational } from '../arith/rational.ts';
import type { Expr } from '../expr/expr.ts';
import type { Convention, ConventionName } from '../ntk/architecture.ts';
import { splitAtCommas } from './arguments.ts';

export interface ConventionOptions {
  readonly convention?: ConventionName;
  readonly wStd?: string;
  readonly bStd?: string;
  readonly beta?: string;
  readonly cSigma?: string;
}

type Given = ConventionOptions & {
  readonly weightVariance?: string;
  readonly biasVariance?: string;
  readonly parameterisation?: 'ntk' | 'standard';
  readonly widths?: string;
};

/** One number for each layer of weights; a double where no exact number is known. */
export interface LayerNumbers {
  readonly weightVariance: readonly (Rational | number)[];
  readonly biasVariance: readonly Rational[];
  /** Null in the NTK parameterisation. */
  readonly widths: readonly Rational[] | null;
  readonly convention: Pick<Convention, 'source' | 'formula' | 'translation'> | null;
}

/** The flags of each convention, as commander names them. */
const flagsOf = {
  own: ['weightVariance', 'biasVariance', 'parameterisation', 'widths'],
  'neural-tangents': ['wStd', 'bStd', 'parameterisation', 'widths'],
  jacot: ['beta'],
  arora: ['cSigma'],
} as const;
const flagNames = {
  weightVariance: '--weight-variance',
  biasVariance: '--bias-variance',
  parameterisation: '--parameterisation',
  widths: '--widths',
  wStd: '--w-std',
  bStd: '--b-std',
  beta: '--beta',
  cSigma: '--c-sigma',
} as const;

export function addConventionOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--convention <source>',
        "numbers in another source's notation; prints its formula and the translation",
      ).choices(['neural-tangents', 'jacot', 'arora']),
    )
    .option('--w-std <numbers>', 'W_std of neural-tangents (default: 1)')
    .option('--b-std <numbers>', 'b_std of neural-tangents (default: 0)')
    .option('--beta <number>', 'β of Jacot (default: 0)')
    .option(
      '--c-sigma <numbers>',
      'c_σ of Arora, of every hidden layer (default: 1/E[σ(Z)²], in double precision)',
    );
}

/** Translates; the result takes the number of inputs of the first layer. */
export async function translate(
  given: Given,
  activations: readonly Expr[],
  depth: number,
  self: Command,
): Promise<(dimension: number) => LayerNumbers> {
  const { convention } = given;
  const allowed: readonly string[] = flagsOf[convention ?? 'own'];
  for (const [key, flag] of Object.entries(flagNames)) {
    const value = given[key as keyof typeof flagNames];
    if (value !== undefined && !allowed.includes(key))
      self.error(
        convention === undefined
          ? `error: ${flag} belongs to a --convention`
          : `error: ${flag} does not belong to --convention ${convention}`,
      );
  }
  const [{ exactNumber }, { conventions }, { approxNumber, mul, one, rational, zero }] =
    await Promise.all([
      import('../data/number-text.ts'),
      import('../ntk/architecture.ts'),
      import('../arith/rational.ts'),
    ]);

  /** One number for each of `count` layers, ≥ 0 (> 0 where asked for), finite in doubles. */
  const numbers = (
    key: keyof typeof flagNames,
    text: string,
    count: number,
    positive: boolean,
    words: Readonly<Record<string, Rational>> = {},
  ): Rational[] => {
    const values = splitAtCommas(text).map((part) => {
      const value = Object.hasOwn(words, part) ? words[part]! : exactNumber(part);
      const least = positive ? '> 0' : '≥ 0';
      if (value === null || value.num < 0n || (positive && value.num === 0n))
        self.error(`error: ${flagNames[key]}: expected a number ${least}, got '${part}'`);
      const double = approxNumber(value);
      if (!(double < 1e300 && (value.num === 0n || double > 1e-300)))
        self.error(`error: ${flagNames[key]}: '${part}' is beyond the range of double precision`);
      return value;
    });
    if (values.length !== 1 && values.length !== count)
      self.error(`error: ${flagNames[key]}: expected 1 or ${count} numbers, got ${values.length}`);
    return Array.from({ length: count }, (_, l) => values[l] ?? values[0]!);
  };
  const standard = given.parameterisation === 'standard';
  if (given.widths !== undefined && !standard)
    self.error('error: --widths needs --parameterisation standard');
  const widthsAt = (dimension: number): Rational[] | null => {
    if (!standard) return null;
    const d = rational(dimension);
    if (given.widths !== undefined) return numbers('widths', given.widths, depth, true, { d });
    return [d, ...Array.from({ length: depth - 1 }, () => one)];
  };
  // What is wrong is said before data are read.
  widthsAt(1);

  const found = conventions.find(
    ({ name, parameterisation }) =>
      name === convention && parameterisation === (given.parameterisation ?? 'ntk'),
  );
  const named = found
    ? { source: found.source, formula: found.formula, translation: found.translation }
    : null;
  switch (convention) {
    case undefined: {
      const weightVariance = numbers('weightVariance', given.weightVariance ?? '1', depth, true);
      const biasVariance = numbers('biasVariance', given.biasVariance ?? '0', depth, false);
      return (dimension) => ({
        weightVariance,
        biasVariance,
        widths: widthsAt(dimension),
        convention: null,
      });
    }
    case 'neural-tangents': {
      const square = (x: Rational): Rational => mul(x, x);
      const weightVariance = numbers('wStd', given.wStd ?? '1', depth, true).map(square);
      const biasVariance = numbers('bStd', given.bStd ?? '0', depth, false).map(square);
      return (dimension) => ({
        weightVariance,
        biasVariance,
        widths: widthsAt(dimension),
        convention: named,
      });
    }
    case 'jacot': {
      const [beta] = numbers('beta', given.beta ?? '0', 1, false);
      const biasVariance = Array.from({ length: depth }, () => mul(beta!, beta!));
      const weightVariance = biasVariance.map(() => one);
      return () => ({ weightVariance, biasVariance, widths: null, convention: named });
    }
    case 'arora': {
      const later =
        given.cSigma === undefined
          ? await approxNormalisers(activations, self)
          : numbers('cSigma', given.cSigma, depth - 1, true);
      const biasVariance = Array.from({ length: depth }, () => zero);
      return (dimension) => ({
        weightVariance: [rational(dimension), ...later],
        biasVariance,
        widths: null,
        convention: named,
      });
    }
    default:
      return convention satisfies never;
  }
}

/** c_σ = 1/E[σ(Z)²] of each hidden layer. */
async function approxNormalisers(activations: readonly Expr[], self: Command): Promise<number[]> {
  const [{ approxDual, dualOf }, { closenessAt }] = await Promise.all([
    import('../ntk/dual-activation.ts'),
    import('../ntk/series-length.ts'),
  ]);
  const options = { derivative: false, closeness: closenessAt(0) };
  const known = new Map<Expr, number>();
  for (const [l, expr] of activations.entries()) {
    if (known.has(expr)) continue;
    const result = approxDual(dualOf(expr), Float64Array.of(1), options);
    const norm = result.kind === 'table' ? result.squareNorm[0]! : NaN;
    if (!(norm > 0 && norm < Infinity))
      self.error(`error: --convention arora: hidden layer ${l + 1} has no c_σ = 1/E[σ(Z)²]`);
    known.set(expr, 1 / norm);
  }
  return activations.map((expr) => known.get(expr)!);
}
