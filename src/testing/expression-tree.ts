/**
 * # Growing and shrinking expressions
 *
 * A tree of productions; its text in the language follows from it. A tree shrinks to x, to each of
 * its parts, and within its parts, so that what is left is the smallest expression: every shrunk
 * tree is made of the same productions, so what they guarantee (being defined on R) stays true.
 */
import fc from 'fast-check';
import { x } from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import { fill } from './production.ts';
import type { Production } from './production.ts';

export interface Tree {
  /** Null: a leaf. */
  readonly production: Production | null;
  /** Of a leaf: 'x' or a constant's text. */
  readonly leaf: string;
  readonly holes: readonly Tree[];
}

export interface Grammar {
  readonly productions: readonly Production[];
  readonly constants: readonly string[];
  readonly maxDepth: number;
}

const leafOf = (leaf: string): Tree => ({ production: null, leaf, holes: [] });
const variable = leafOf('x');

/** The expression of a tree. */
export function expressionOf({ production, leaf, holes }: Tree): Expr {
  if (production === null) return leaf === 'x' ? x : fill(leaf, []);
  return fill(production.text, holes.map(expressionOf));
}

/** The texts of the productions in it. */
export const productionsOf = ({ production, holes }: Tree): readonly string[] =>
  production === null ? [] : [production.text, ...holes.flatMap(productionsOf)];

class TreeArbitrary extends fc.Arbitrary<Tree> {
  readonly #grammar: Grammar;

  constructor(grammar: Grammar) {
    super();
    this.#grammar = grammar;
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<Tree> {
    return new fc.Value(this.#grow(random, bias, this.#grammar.maxDepth), undefined);
  }

  #grow(random: fc.Random, bias: number | undefined, depth: number): Tree {
    const { productions, constants, maxDepth } = this.#grammar;
    // The root is rarely a leaf; deeper down leaves take over. Biased runs stay small.
    const leaves = depth === maxDepth ? 1 : bias === undefined ? 4 : 6;
    if (depth === 0 || random.nextInt(1, 10) <= leaves) {
      const constant = constants.length > 0 && random.nextInt(1, 4) === 1;
      return constant ? leafOf(constants[random.nextInt(0, constants.length - 1)]!) : variable;
    }
    const production = productions[random.nextInt(0, productions.length - 1)]!;
    const holes = Array.from({ length: production.holes }, () =>
      this.#grow(random, bias, depth - 1),
    );
    return { production, leaf: '', holes };
  }

  override canShrinkWithoutContext(value: unknown): value is Tree {
    return typeof value === 'object' && value !== null && 'production' in value;
  }

  override shrink(tree: Tree): fc.Stream<fc.Value<Tree>> {
    return fc.stream(smaller(tree, this.#grammar)).map((t) => new fc.Value(t, undefined));
  }
}

function* smaller(tree: Tree, grammar: Grammar): IterableIterator<Tree> {
  if (tree.production === null) {
    if (tree.leaf === 'x') return;
    yield variable;
    for (const constant of grammar.constants.slice(0, grammar.constants.indexOf(tree.leaf)))
      yield leafOf(constant);
    return;
  }
  yield variable;
  yield* tree.holes;
  const at = grammar.productions.indexOf(tree.production);
  // Simpler productions with as many holes: the head of the table.
  for (const production of grammar.productions.slice(0, Math.min(at, 12)))
    if (production.holes === tree.production.holes) yield { ...tree, production };
  for (const [i, hole] of tree.holes.entries())
    for (const less of smaller(hole, grammar))
      yield { ...tree, holes: tree.holes.map((h, k) => (k === i ? less : h)) };
}

/** Trees over a grammar. */
export const expressionTree = (grammar: Grammar): fc.Arbitrary<Tree> => new TreeArbitrary(grammar);
