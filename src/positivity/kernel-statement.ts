/**
 * # What a certificate of a kernel proves, as a sentence
 */
import { decimalBelow } from '../arith/decimal-bound.ts';
import { fromText } from '../arith/rational.ts';
import type { KernelAccepted } from '../checker/check-kernel.ts';

export function kernelStatement({ proved }: KernelAccepted): string {
  const { claim, theorem, kernel, depth, inputs, dimension, nullVector, lambdaMin, assumes } =
    proved;
  const name = kernel === 'ntk' ? 'Θ' : 'Σ';
  const on = `${name} of depth ${depth} on the ${inputs} inputs in dimension ${dimension}`;
  const terms = (nullVector ?? []).flatMap((u, i) =>
    u === '0' ? [] : [u === '1' ? `e${i + 1}` : `(${u})·e${i + 1}`],
  );
  const shown = terms.length > 12 ? [...terms.slice(0, 12), '…'] : terms;
  const vector = nullVector ? `: its null space contains ${shown.join(' + ')}` : '';
  const provided =
    assumes.length > 0 ? `, provided that ${assumes.map((a) => a.statement).join('; ')}` : '';
  const what = claim === 'singular' ? 'singular' : 'strictly positive definite';
  const scope = kernel === 'ntk' ? ' in the NTK parameterisation' : '';
  const bound =
    lambdaMin === null
      ? ''
      : `, with smallest eigenvalue ≥ ${decimalBelow(fromText(lambdaMin)!)}${scope}`;
  return `${on} is ${what}${bound} (theorem ${theorem})${vector}${provided}`;
}
