/**
 * # Canonical text of a node
 *
 * The syntax of the language of activations, with the fewest parentheses that read back the same.
 */
import type { Dag } from './expression.ts';
import { ensure } from './ensure.ts';
import type { Rational } from './rational.ts';

// Binding strength, weakest first.
const strength = {
  conditional: 0,
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  add: 5,
  mul: 6,
  neg: 7,
  pow: 8,
  atom: 9,
};
const symbols: ReadonlyMap<string, string> = new Map([
  ['less', '<'],
  ['less-equal', '<='],
  ['greater', '>'],
  ['greater-equal', '>='],
]);
const longest = 1_000_000;

export function printNode(dag: Dag, root: number): string {
  const memo = new Map<number, readonly [string, number]>();
  const print = (n: number): readonly [string, number] => {
    let result = memo.get(n);
    if (result === undefined) {
      result = compose(n);
      ensure(
        result[0].length <= longest,
        'too-large',
        'nodes',
        `a text of at most ${longest} characters`,
      );
      memo.set(n, result);
    }
    return result;
  };
  const at = (n: number, least: number): string => {
    const [text, own] = print(n);
    return own >= least ? text : `(${text})`;
  };

  function compose(n: number): readonly [string, number] {
    const { op, args, value } = dag.nodes[n]!;
    const [u, v, w] = args as [number, number, number];
    const s = strength;
    switch (op) {
      case 'number':
        return [
          decimal(value!),
          value!.den === 1n || decimal(value!).includes('/') === false ? s.atom : s.mul,
        ];
      case 'pi':
      case 'e':
      case 'x':
        return [op, s.atom];
      case 'neg':
        return [`-${at(u, s.neg)}`, s.neg];
      case 'add': {
        const [first, ...rest] = args;
        const tail = rest.map((arg) => {
          const { op: inner, args: negated } = dag.nodes[arg]!;
          return inner === 'neg' ? ` - ${at(negated[0]!, s.mul)}` : ` + ${at(arg, s.mul)}`;
        });
        return [at(first!, s.mul) + tail.join(''), s.add];
      }
      case 'mul': {
        const [first, ...rest] = args;
        return [[leading(first!, 'mul'), ...rest.map((arg) => at(arg, s.pow))].join('*'), s.mul];
      }
      case 'div':
        return [`${leading(u, 'div')}/${at(v, s.pow)}`, s.mul];
      case 'pow':
        return [`${at(u, s.atom)}^${at(v, s.pow)}`, s.pow];
      case 'if':
        return [`${at(u, s.or)} ? ${at(v, s.or)} : ${at(w, s.conditional)}`, s.conditional];
      case 'and':
        return [`${at(u, s.and)} and ${at(v, s.not)}`, s.and];
      case 'or':
        return [`${at(u, s.or)} or ${at(v, s.and)}`, s.or];
      case 'not':
        return [`not (${print(u)[0]})`, s.not];
      default: {
        const symbol = symbols.get(op);
        if (symbol) return [`${at(u, s.add)} ${symbol} ${at(v, s.add)}`, s.comparison];
        return [`${op}(${args.map((arg) => print(arg)[0]).join(', ')})`, s.atom];
      }
    }
  }

  /** A first factor: a product there reads back as part of the same chain only under a quotient. */
  function leading(n: number, parent: 'mul' | 'div'): string {
    const { op } = dag.nodes[n]!;
    return op === 'mul' && parent === 'mul' ? `(${print(n)[0]})` : at(n, strength.mul);
  }

  return print(root)[0];
}

/** A terminating decimal as a literal; other rationals as a quotient. */
function decimal({ num, den }: Rational): string {
  if (den === 1n) return num.toString();
  let digits = 0;
  let scale = 1n;
  while (scale % den !== 0n && digits < 20_000) {
    scale *= 10n;
    digits++;
  }
  if (scale % den !== 0n) return `${num}/${den}`;
  const text = ((num * scale) / den).toString().padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
