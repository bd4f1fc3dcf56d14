/**
 * # Polynomials too large to write down
 *
 * x^1000000000 is a polynomial, but its coefficients are not worth a list. The degree that an
 * expression of plain arithmetic can have, by structure, says so before any work starts.
 */
import type { Expr } from '../expr/expr.ts';
import { rationalConstant } from '../expr/constant.ts';
import { postOrder } from '../expr/structure.ts';

/** The largest degree of a polynomial that a certificate carries. */
export const maxDegree = 2000;

interface Size {
  readonly degree: number;
  readonly constant: boolean;
}

/** Degree of numerator and denominator taken together; null for anything but plain arithmetic. */
function sizes(expr: Expr): ReadonlyMap<Expr, Size | null> {
  const of = new Map<Expr, Size | null>();
  const compute = (e: Expr): Size | null => {
    if (e.kind === 'number' || e.kind === 'constant') return { degree: 0, constant: true };
    if (e.kind === 'variable') return { degree: 1, constant: false };
    if (e.kind !== 'call') return null;
    const parts = e.args.map((arg) => of.get(arg) ?? null);
    if (parts.some((part) => part === null)) return null;
    const args = parts as readonly Size[];
    const constant = args.every((part) => part.constant);
    const total = args.reduce((sum, part) => sum + part.degree, 0);
    switch (e.name) {
      case 'neg':
      case 'mul':
      case 'div':
        return { degree: total, constant };
      case 'add':
        return { degree: Math.max(...args.map((part) => part.degree)), constant };
      case 'pow': {
        if (!args[1]!.constant) return null;
        if (args[0]!.degree === 0) return { degree: 0, constant };
        const exponent = rationalConstant(e.args[1]!);
        // x^(pi*e) is no polynomial's text.
        if (exponent === null && postOrder(e.args[1]!).some((u) => u.kind === 'constant'))
          return null;
        // An exponent too large to be written out counts as infinite.
        const k =
          exponent === null ? Infinity : Math.abs(Number(exponent.num) / Number(exponent.den));
        return { degree: args[0]!.degree * k, constant };
      }
      default:
        return null;
    }
  };
  for (const e of postOrder(expr)) of.set(e, compute(e));
  return of;
}

/** A sentence on why the expression is too large to be answered; null if it is not. */
export function tooLarge(expr: Expr): string | null {
  const of = sizes(expr);
  const { degree } = of.get(expr) ?? { degree: 0 };
  if (degree > maxDegree) {
    const shown =
      degree < 1e15
        ? String(degree)
        : degree === Infinity
          ? 'astronomical'
          : degree.toExponential(1);
    return `its degree by structure is ${shown}, and polynomials are carried up to degree ${maxDegree}`;
  }
  // Powers of constants that no exact arithmetic holds: 9^9^9^9.
  for (const [e, size] of of) {
    if (!size?.constant || e.kind !== 'call' || e.name !== 'pow') continue;
    const [base, exponent] = [rationalConstant(e.args[0]!), rationalConstant(e.args[1]!)];
    const whole = exponent === null || exponent.den === 1n;
    if (base !== null && whole && rationalConstant(e) === null && base.num !== 0n)
      return 'it contains a constant of more than 2^18 bits';
  }
  return null;
}
