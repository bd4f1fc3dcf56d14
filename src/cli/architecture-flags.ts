/**
 * # Flags of an architecture
 *
 * Activations, depth, variances, parameterisation → one network, in doubles and in exact numbers.
 * Variances are exact rationals: 0.1 is 1/10. Shared by every command on kernels.
 */
import { Option } from 'commander';
import type { Command } from 'commander';
import type { ActivationOptions, Source } from '../activations/parse-activation.ts';
import type { Rational } from '../arith/rational.ts';
import type { Expr } from '../expr/expr.ts';
import type { Architecture, Convention, ExactArchitecture } from '../ntk/architecture.ts';
import type { KernelName } from '../ntk/kernel.ts';
import { integer, parameter, splitAtCommas } from './arguments.ts';
import { addConventionOptions, translate } from './convention-flags.ts';
import type { ConventionOptions, LayerNumbers } from './convention-flags.ts';

export interface ArchitectureOptions extends ConventionOptions {
  readonly layer?: readonly string[];
  readonly layers?: string;
  readonly depth?: number;
  readonly weightVariance?: string;
  readonly biasVariance?: string;
  readonly parameterisation?: 'ntk' | 'standard';
  readonly widths?: string;
  readonly kernel: KernelName;
  readonly set: NonNullable<ActivationOptions['parameters']>;
}

export interface Network {
  readonly architecture: Architecture;
  /** Null where a number is known in double precision only. */
  readonly exact: ExactArchitecture | null;
  /** What was typed for each hidden layer, for certificates. */
  readonly typed: readonly TypedActivation[];
  readonly description: NetworkDescription;
}

export interface TypedActivation {
  readonly text: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** An architecture in full, as the output repeats it. */
export interface NetworkDescription {
  /** Of every hidden layer, in order. */
  readonly activations: readonly ActivationDescription[];
  readonly depth: number;
  /** Of every layer of weights: exact rationals, or decimals of doubles where `exact` is false. */
  readonly weightVariance: readonly string[];
  readonly biasVariance: readonly string[];
  readonly parameterisation: 'ntk' | 'standard';
  readonly widths: readonly string[] | null;
  readonly exact: boolean;
  readonly convention: Pick<Convention, 'source' | 'formula' | 'translation'> | null;
  /** The recursion that these numbers enter. */
  readonly formula: string;
}

export interface ActivationDescription {
  readonly input: string;
  readonly expression: string;
  readonly source: Pick<Source, 'name' | 'library' | 'alternatives'> | null;
}

/** Depth of the deepest network. */
export const deepest = 1000;

export function addArchitectureOptions(command: Command): Command {
  return addConventionOptions(
    command
      .option(
        '--layer <expr>',
        'activation of the next hidden layer, in place of the argument (repeatable; depth = count + 1)',
        (text: string, before: readonly string[] | undefined) => [...(before ?? []), text],
      )
      .option('--layers <list>', 'activations of all hidden layers, separated by commas')
      .option('--depth <L>', 'layers of weights (default: 2)', integer(1, deepest))
      .option(
        '--weight-variance <numbers>',
        'σ_w² > 0: one, or one for each layer of weights, separated by commas (default: 1)',
      )
      .option('--bias-variance <numbers>', 'σ_b² ≥ 0, likewise (default: 0)')
      .addOption(
        new Option(
          '--parameterisation <name>',
          'standard: weights and biases themselves are trained',
        ).choices(['ntk', 'standard']),
      )
      .option(
        '--widths <numbers>',
        'with standard: relative numbers of inputs of each layer of weights; d is that of the data (default: d,1,…,1)',
      )
      .addOption(
        new Option('--kernel <name>', 'the tangent kernel Θ, or the kernel Σ of the outputs')
          .choices(['ntk', 'nngp'])
          .default('ntk'),
      )
      .option('--set <name=value>', 'value of a named parameter (repeatable)', parameter, {}),
  );
}

/**
 * Reads everything but the number of inputs of the first layer, on which some conventions depend.
 * Contradictions end the command through `self.error`.
 * @throws InputError on an activation that means nothing
 */
export async function prepareNetwork(
  activation: string | undefined,
  options: ArchitectureOptions,
  self: Command,
): Promise<(dimension: number) => Network> {
  const texts = activationTexts(activation, options, self);
  const depth = depthOf(texts, options, self);
  const layers = await parseLayers(texts, depth, options);
  const numbers = await translate(
    options,
    layers.map(({ expr }) => expr),
    depth,
    self,
  );
  const [{ formulas }, { approxNumber, toText }] = await Promise.all([
    import('../ntk/architecture.ts'),
    import('../arith/rational.ts'),
  ]);
  return (dimension) => {
    const { weightVariance, biasVariance, widths, convention } = numbers(dimension);
    const rationals = [weightVariance, biasVariance, widths ?? []].map(exactNumbers);
    const double = (x: Rational | number): number => (typeof x === 'number' ? x : approxNumber(x));
    const text = (x: Rational | number): string => (typeof x === 'number' ? String(x) : toText(x));
    const activations = layers.map(({ expr }) => expr);
    const [exactWeights, exactBiases, exactWidths] = rationals;
    const exact: ExactArchitecture | null =
      exactWeights && exactBiases && exactWidths
        ? {
            activations,
            depth,
            weightVariance: exactWeights,
            biasVariance: exactBiases,
            ...(widths ? { parameterisation: { kind: 'standard', widths: exactWidths } } : {}),
          }
        : null;
    return {
      architecture: {
        activations,
        depth,
        weightVariance: weightVariance.map(double),
        biasVariance: biasVariance.map(double),
        ...(widths ? { parameterisation: { kind: 'standard', widths: widths.map(double) } } : {}),
      },
      exact,
      typed: layers.map(({ typed }) => typed),
      description: {
        activations: layers.map(({ description }) => description),
        depth,
        weightVariance: weightVariance.map(text),
        biasVariance: biasVariance.map(text),
        parameterisation: widths ? 'standard' : 'ntk',
        widths: widths?.map(text) ?? null,
        exact: exact !== null,
        convention,
        formula: formulas[widths ? 'standard' : 'ntk'],
      },
    };
  };
}

function exactNumbers(values: LayerNumbers['weightVariance']): readonly Rational[] | null {
  const exact = values.filter((x) => typeof x !== 'number');
  return exact.length === values.length ? exact : null;
}

/** One text for all hidden layers, or one for each. */
function activationTexts(
  activation: string | undefined,
  { layer, layers }: ArchitectureOptions,
  self: Command,
): readonly string[] {
  const given = [activation, layer, layers].filter((value) => value !== undefined).length;
  if (given === 0)
    self.error('error: no activation: give one, or --layer for each hidden layer, or --layers');
  if (given > 1)
    self.error('error: give the activation, or --layer, or --layers: one of the three');
  if (activation !== undefined) return [activation];
  const texts = layer ?? splitAtCommas(layers!);
  const empty = texts.findIndex((text) => text.trim() === '');
  if (empty >= 0) self.error(`error: the activation of hidden layer ${empty + 1} is empty`);
  return texts;
}

function depthOf(
  texts: readonly string[],
  { layer, layers, depth }: ArchitectureOptions,
  self: Command,
): number {
  if (layer === undefined && layers === undefined) return depth ?? 2;
  const counted = texts.length + 1;
  if (counted > deepest) self.error(`error: at most ${deepest} layers of weights`);
  if (depth !== undefined && depth !== counted)
    self.error(
      `error: --depth ${depth} contradicts the activations of ${texts.length} hidden layers: depth ${counted}`,
    );
  return counted;
}

interface ParsedLayer {
  readonly expr: Expr;
  readonly typed: TypedActivation;
  readonly description: ActivationDescription;
}

/** Of every hidden layer; equal texts share one expression. */
async function parseLayers(
  texts: readonly string[],
  depth: number,
  { set }: ArchitectureOptions,
): Promise<readonly ParsedLayer[]> {
  const [{ parseActivation }, { print }] = await Promise.all([
    import('../activations/parse-activation.ts'),
    import('../expr/print.ts'),
  ]);
  const known = new Map<string, ParsedLayer>();
  for (const input of texts) {
    if (known.has(input)) continue;
    const parameters = texts.length === 1 ? set : usedParameters(input, set);
    const { expr, source } = parseActivation(input, { parameters });
    const { name, library, alternatives } = source ?? {};
    known.set(input, {
      expr,
      typed: { text: input, parameters },
      description: {
        input,
        expression: print(expr),
        source: source && { name: name!, library: library!, alternatives: alternatives! },
      },
    });
  }
  return Array.from({ length: depth - 1 }, (_, l) => known.get(texts[l] ?? texts[0]!)!);
}

/** A parameter need not stand in every layer: those of which this text has no word are left out. */
function usedParameters(text: string, set: ArchitectureOptions['set']): ArchitectureOptions['set'] {
  return Object.fromEntries(
    Object.entries(set).filter(([name]) => new RegExp(`\\b${name}\\b`).test(text)),
  );
}
