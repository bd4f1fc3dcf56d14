/**
 * # A network for a person
 *
 * Every value that a kernel depends on, and the recursion that the values enter.
 */
import type { Colours } from './answer-text.ts';
import type { NetworkDescription } from './architecture-flags.ts';
import { visible } from './io.ts';

/** The architecture in full, one line for each thing that it fixes. */
export function networkLines(network: NetworkDescription, colours: Colours): readonly string[] {
  const { activations, weightVariance, biasVariance, widths, parameterisation, convention } =
    network;
  const [first] = activations;
  const same = first !== undefined && activations.every(({ input }) => input === first.input);
  const shown = (same ? [first] : activations).map(({ input, expression, source }, l) => {
    const label = (same ? 'σ' : `σ_${l + 1}`).padEnd(12);
    const where = source ? ` ${colours.dim(`(${visible(source.name)})`)}` : '';
    const text = input.trim() === expression ? '' : ` = ${visible(expression)}`;
    return `  ${label}  ${visible(input.trim())}${text}${where}`;
  });
  const numbers = (values: readonly string[]): string =>
    new Set(values).size === 1 ? values[0]! : values.join(', ');
  return [
    ...shown,
    `  σ_w²          ${numbers(weightVariance)}`,
    `  σ_b²          ${numbers(biasVariance)}`,
    ...(parameterisation === 'standard'
      ? [`  widths        ${widths!.join(', ')} (standard)`]
      : []),
    colours.dim(`  formula       ${network.formula}`),
    ...(convention
      ? [
          colours.dim(`  convention    ${convention.source}: ${convention.formula}`),
          colours.dim(`                here: ${convention.translation}`),
        ]
      : []),
  ];
}
