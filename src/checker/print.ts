/**
 * # Canonical text of a node
 *
 * The syntax of the language of activations, with the fewest parentheses that read back the same;
 * a leading minus after an operator stands in parentheses.
 */
import type { Dag } from './expression.ts';
import { ensure } from './ensure.ts';
import { neg, toText } from './rational.ts';
import type { Rational } from './rational.ts';

/** How tightly a text binds, weakest first. */
const conditional = 0;
const sum = 1;
const product = 2;
const negative = 3;
const power = 4;
const atom = 5;
type Printed = readonly [text: string, binding: number];

const symbols: ReadonlyMap<string, string> = new Map([
  ['less', '<'],
  ['less-equal', '<='],
  ['greater', '>'],
  ['greater-equal', '>='],
]);
const longest = 1_000_000;

export function printNode(dag: Dag, root: number): string {
  const memo = new Map<number, Printed>();
  const printed = (n: number): Printed => {
    let result = memo.get(n);
    if (result === undefined) {
      result = compose(n);
      const fits = result[0].length <= longest;
      ensure(fits, 'too-large', 'nodes', `a text of at most ${longest} characters`);
      memo.set(n, result);
    }
    return result;
  };
  const text = (n: number): string => printed(n)[0];
  const slot = (n: number, least: number): string =>
    printed(n)[1] >= least ? text(n) : `(${text(n)})`;
  /** A slot after an operator. */
  const right = (n: number, least: number): string =>
    text(n).startsWith('-') ? `(${text(n)})` : slot(n, least);
  const grouped = (n: number, ...ops: readonly string[]): string =>
    ops.includes(dag.nodes[n]!.op) ? `(${text(n)})` : text(n);

  function compose(n: number): Printed {
    const { op, args, value } = dag.nodes[n]!;
    const [u, v, w] = args as [number, number, number];
    switch (op) {
      case 'number':
        return decimal(value!);
      case 'pi':
      case 'e':
      case 'x':
        return [op, atom];
      case 'neg':
        return [`-${slot(u, power)}`, negative];
      case 'add': {
        const rest = args.slice(1).map((arg) => {
          const { op: inner, args: negated } = dag.nodes[arg]!;
          return inner === 'neg'
            ? ` - ${right(negated[0]!, product)}`
            : ` + ${right(arg, product)}`;
        });
        return [slot(u, product) + rest.join(''), sum];
      }
      case 'mul': {
        const rest = args.slice(1).map((arg) => `*${right(arg, negative)}`);
        return [slot(u, product) + rest.join(''), product];
      }
      case 'div':
        return [`${slot(u, product)}/${right(v, power)}`, product];
      case 'pow':
        return [`${slot(u, atom)}^${right(v, power)}`, power];
      case 'if':
        return [`${text(u)} ? ${slot(v, sum)} : ${text(w)}`, conditional];
      case 'or':
        return [`${text(u)} or ${grouped(v, 'or')}`, conditional];
      case 'and':
        return [`${grouped(u, 'or')} and ${grouped(v, 'and', 'or')}`, conditional];
      case 'not':
        return [`not (${text(u)})`, conditional];
      default: {
        const symbol = symbols.get(op);
        if (symbol) return [`${slot(u, sum)} ${symbol} ${slot(v, sum)}`, conditional];
        return [`${op}(${args.map(text).join(', ')})`, atom];
      }
    }
  }

  return text(root);
}

/** A coefficient: rational ones as a fraction in lowest terms, "-7/2", others as any node. */
export function printCoefficient(dag: Dag, root: number): string {
  const { op, args, value } = dag.nodes[root]!;
  if (op === 'number') return toText(value!);
  const negated = op === 'neg' ? dag.nodes[args[0]!]! : null;
  return negated?.op === 'number' ? toText(neg(negated.value!)) : printNode(dag, root);
}

/** A terminating decimal as its shortest literal, other rationals as a quotient. */
function decimal({ num, den }: Rational): Printed {
  const [twos, fives] = [exponentOf(2n, den), exponentOf(5n, den)];
  if (2n ** BigInt(twos) * 5n ** BigInt(fives) !== den) return [`${num}/${den}`, product];
  const places = Math.max(twos, fives);
  const scaled = num * 2n ** BigInt(places - twos) * 5n ** BigInt(places - fives);
  const all = scaled.toString();
  const digits = all === '0' ? '0' : all.replace(/0+$/, '');
  const exponent = all === '0' ? 0 : all.length - digits.length - places;
  // The decimal point stands after this many digits.
  const point = digits.length + exponent;
  const plain =
    exponent >= 0
      ? digits + '0'.repeat(exponent)
      : point > 0
        ? `${digits.slice(0, point)}.${digits.slice(point)}`
        : `0.${'0'.repeat(-point)}${digits}`;
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  const scientific = `${digits[0]!}${fraction}e${point - 1}`;
  const usual = point > -6 && point <= 15;
  return [!usual && scientific.length < plain.length ? scientific : plain, atom];
}

function exponentOf(p: bigint, n: bigint): number {
  let k = 0;
  for (let rest = n; rest % p === 0n; rest /= p) k++;
  return k;
}
