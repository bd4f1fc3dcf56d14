/**
 * # Operators and functions, set
 */
import type { Expr, FunctionName } from 'nonpoly';
import { atom, binding, enclosed, leaf, operator, row, slot } from './formula.ts';
import type { Child, Formula, Typeset } from './formula.ts';

type Call = Extract<Expr, { kind: 'call' }>;

/** Names that a paper writes otherwise than the language does. */
const names: Partial<Record<FunctionName, string>> = {
  Phi: 'Φ',
  gamma: 'Γ',
  relu: 'ReLU',
  gelu: 'GELU',
  heaviside: 'H',
  sign: 'sgn',
  asin: 'arcsin',
  acos: 'arccos',
  atan: 'arctan',
  asinh: 'arsinh',
  acosh: 'arcosh',
  atanh: 'artanh',
};

const as = (formula: Formula, tightness: number, signed = false): Typeset => ({
  formula,
  binding: tightness,
  signed,
});

/** To the right of another operand: a sign of its own needs parentheses. */
const rightSlot = (inner: Typeset, least: number): Formula =>
  inner.signed ? enclosed('(', inner.formula, ')') : slot(inner, least);

export function typesetCall(node: Call, child: Child): Typeset {
  const args = node.args.map(child);
  const [u, v] = args as [Typeset, Typeset];
  switch (node.name) {
    case 'add':
      return as(sum(node, u, child), binding.sum, u.signed);
    case 'mul':
      return as(product(args), binding.product, u.signed);
    case 'div':
      return as({ tag: 'mfrac', content: [u.formula, v.formula] }, binding.sign);
    case 'neg':
      return as(row(operator('−'), slot(u, binding.power)), binding.sign, true);
    case 'pow':
      return as({ tag: 'msup', content: [slot(u, binding.atom), v.formula] }, binding.power);
    case 'exp':
      return as({ tag: 'msup', content: [leaf('mi', 'e'), u.formula] }, binding.power);
    case 'sqrt':
      return atom({ tag: 'msqrt', content: [u.formula] });
    case 'cbrt':
      return atom({ tag: 'mroot', content: [u.formula, leaf('mn', '3')] });
    case 'abs':
      return atom(enclosed('|', u.formula, '|'));
    case 'floor':
      return atom(enclosed('⌊', u.formula, '⌋'));
    case 'ceil':
      return atom(enclosed('⌈', u.formula, '⌉'));
    default: {
      const list = args.flatMap((arg, i) =>
        i === 0 ? [arg.formula] : [operator(','), arg.formula],
      );
      const name = leaf('mi', names[node.name] ?? node.name);
      return atom(row(name, operator('\u2061'), enclosed('(', row(...list), ')')));
    }
  }
}

function sum(node: Call, first: Typeset, child: Child): Formula {
  const rest = node.args.slice(1).flatMap((arg) => {
    const negative = arg.kind === 'call' && arg.name === 'neg';
    const inner = negative ? child(arg.args[0]!) : child(arg);
    return [operator(negative ? '−' : '+'), rightSlot(inner, binding.product)];
  });
  return row(slot(first, binding.product), ...rest);
}

function product(args: readonly Typeset[]): Formula {
  return row(
    ...args.flatMap((arg, i) => {
      if (i === 0) return [slot(arg, binding.product)];
      const formula = rightSlot(arg, binding.sign);
      // Between factors a thin space; a dot where digits would run together.
      return [operator(startsWithDigit(formula) ? '⋅' : '\u2062'), formula];
    }),
  );
}

function startsWithDigit({ tag, content }: Formula): boolean {
  if (typeof content === 'string') return tag === 'mn';
  return content.length > 0 && tag !== 'mfrac' && startsWithDigit(content[0]!);
}
