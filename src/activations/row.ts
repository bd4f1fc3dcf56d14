/**
 * # One activation of a library
 */
export type Library = 'torch.nn' | 'jax.nn' | 'keras.activations' | 'transformers' | 'onnx';

export interface Row {
  /** As the library writes it, with its prefix: torch.nn.LeakyReLU. */
  readonly name: string;
  readonly library: Library;
  /** Text in the language of activations, at the documented defaults. */
  readonly expression: string;
  /** Other short names; the last part of `name` always counts. */
  readonly aliases: readonly string[];
  /** The defaults that the expression stands for; empty where there is nothing to set. */
  readonly defaults: string;
  /** Parameters without a default: values must be given. */
  readonly parameters: readonly string[];
  /** The library's documentation. */
  readonly source: string;
}

/** A library's rows from [short name, expression, defaults?, aliases?, parameters?]. */
export type Entry = readonly [
  short: string,
  expression: string,
  defaults?: string,
  aliases?: readonly string[],
  parameters?: readonly string[],
];

export function rowsOf(
  library: Library,
  source: (short: string) => string,
  entries: readonly Entry[],
): readonly Row[] {
  return entries.map(([short, expression, defaults = '', aliases = [], parameters = []]) => ({
    name: `${library}.${short}`,
    library,
    expression,
    aliases,
    defaults,
    parameters,
    source: source(short),
  }));
}
