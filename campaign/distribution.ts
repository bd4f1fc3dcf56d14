/**
 * # What kinds of activations were drawn
 *
 * By what stands in them, not by what they are: a disguised polynomial with a tanh counts as
 * transcendental.
 */
import { extent, postOrder } from '../src/expr/structure.ts';
import type { Activation } from '../src/testing/activation.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const transcendental = words(
  'exp log log1p expm1 sin cos tan sec csc cot asin acos atan sinh cosh tanh sech csch coth asinh ' +
    'acosh atanh erf erfc gamma sigmoid softplus Phi gelu sinc',
);
const piecewise = words('if abs sign floor ceil round heaviside relu max min clip');

/** Tags: the truth by construction, what stands in it, depth and size of the expression. */
export function distribution({ expr, truth }: Activation): string[] {
  const names = postOrder(expr).map((e) => (e.kind === 'call' ? e.name : e.kind));
  const { size, depth } = extent(expr);
  const [pieces, functions] = [piecewise, transcendental].map((set) =>
    names.some((name) => set.has(name)),
  );
  const roots = names.some((name) => name === 'sqrt' || name === 'cbrt');
  const form = pieces
    ? `piecewise${functions ? ' and transcendental' : ''}`
    : functions
      ? 'transcendental'
      : roots
        ? 'with roots'
        : 'rational operations';
  return [
    `truth ${truth.kind}`,
    `form ${form}`,
    `depth ${depth <= 2 ? '0–2' : depth <= 5 ? '3–5' : depth <= 9 ? '6–9' : '10 or more'}`,
    `size ${size <= 5 ? '1–5' : size <= 20 ? '6–20' : size <= 60 ? '21–60' : 'over 60'}`,
  ];
}
