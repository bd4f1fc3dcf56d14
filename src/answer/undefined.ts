/**
 * # Divisors that are identically 0
 *
 * An expression divided by something that is 0 at every x is defined nowhere. That a divisor is 0
 * is a polynomial verdict like any other, with a certificate behind it.
 */
import { print } from '../expr/print.ts';
import type { Expr } from '../expr/expr.ts';
import { decide } from '../polynomiality/decide.ts';

const call = (name: 'sin' | 'cos', u: Expr): Expr => ({ kind: 'call', name, args: [u] });

/** What a subterm divides by. */
function divisorOf(expr: Expr): Expr | null {
  if (expr.kind !== 'call') return null;
  const [u, v] = expr.args as [Expr, Expr];
  switch (expr.name) {
    case 'div':
      return v;
    case 'tan':
    case 'sec':
      return call('cos', u);
    case 'cot':
    case 'csc':
      return call('sin', u);
    default:
      return null;
  }
}

/** A sentence naming a divisor that is proved to be 0 everywhere; null if none is found. */
export function undefinedEverywhere(expr: Expr): string | null {
  const seen = new Set<Expr>();
  const stack = [expr];
  while (stack.length > 0) {
    const e = stack.pop()!;
    if (seen.has(e) || e.kind !== 'call') continue;
    seen.add(e);
    const divisor = divisorOf(e);
    if (divisor !== null) {
      const verdict = decide(divisor);
      if (
        verdict.kind === 'polynomial' &&
        verdict.coefficients.length === 1 &&
        verdict.coefficients[0] === '0'
      )
        return `it divides by ${print(divisor)}, which is 0 at every x`;
    }
    // Both branches of a conditional may be lazy: they are not entered.
    stack.push(...e.args);
  }
  return null;
}
