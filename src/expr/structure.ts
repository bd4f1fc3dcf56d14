/**
 * # Structure of expressions
 *
 * Walks that visit each shared subtree once and do not recurse on the depth of the expression:
 * order, equality, size, substitution for x. A condition is walked by recursion.
 */
import { toText } from '../arith/rational.ts';
import type { Condition, Expr } from './expr.ts';

/** The expressions that stand directly in a condition, left to right. */
export function conditionOperands(condition: Condition): Expr[] {
  switch (condition.kind) {
    case 'less':
    case 'less-equal':
    case 'greater':
    case 'greater-equal':
      return [condition.left, condition.right];
    case 'and':
    case 'or':
      return [...conditionOperands(condition.left), ...conditionOperands(condition.right)];
    case 'not':
      return conditionOperands(condition.condition);
    default:
      return condition satisfies never;
  }
}

/** The direct subexpressions, those of the condition first. */
export function children(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'number':
    case 'constant':
    case 'variable':
      return [];
    case 'call':
      return expr.args;
    case 'if':
      return [...conditionOperands(expr.condition), expr.then, expr.otherwise];
    default:
      return expr satisfies never;
  }
}

/** Every distinct node (by identity), each after its children; the last one is `expr`. */
export function postOrder(expr: Expr): Expr[] {
  const order: Expr[] = [];
  const seen = new Set<Expr>();
  const open: { readonly node: Expr; readonly left: Iterator<Expr> }[] = [];
  const enter = (node: Expr): void => {
    seen.add(node);
    open.push({ node, left: children(node)[Symbol.iterator]() });
  };
  enter(expr);
  while (open.length > 0) {
    const { node, left } = open.at(-1)!;
    const next = left.next();
    if (next.done === true) {
      order.push(node);
      open.pop();
    } else if (!seen.has(next.value)) enter(next.value);
  }
  return order;
}

/** The condition with each operand replaced; the same object if none changes. */
export function mapCondition(condition: Condition, map: (operand: Expr) => Expr): Condition {
  switch (condition.kind) {
    case 'less':
    case 'less-equal':
    case 'greater':
    case 'greater-equal': {
      const [left, right] = [map(condition.left), map(condition.right)];
      if (left === condition.left && right === condition.right) return condition;
      return { kind: condition.kind, left, right };
    }
    case 'and':
    case 'or': {
      const [left, right] = [mapCondition(condition.left, map), mapCondition(condition.right, map)];
      if (left === condition.left && right === condition.right) return condition;
      return { kind: condition.kind, left, right };
    }
    case 'not': {
      const inner = mapCondition(condition.condition, map);
      return inner === condition.condition ? condition : { kind: 'not', condition: inner };
    }
    default:
      return condition satisfies never;
  }
}

/** `expr` with every x replaced by u. Shared subtrees stay shared. */
export function substitute(expr: Expr, u: Expr): Expr {
  const memo = new Map<Expr, Expr>();
  const image = (node: Expr): Expr => memo.get(node)!;
  for (const node of postOrder(expr)) memo.set(node, replaceChildren(node, image, u));
  return image(expr);
}

/** `expr` with another expression in place of a node of it, wherever that stands. */
export function replace(expr: Expr, node: Expr, by: Expr): Expr {
  const memo = new Map<Expr, Expr>([[node, by]]);
  const image = (part: Expr): Expr => memo.get(part)!;
  for (const part of postOrder(expr))
    if (part !== node)
      memo.set(part, part.kind === 'variable' ? part : replaceChildren(part, image, part));
  return image(expr);
}

function replaceChildren(node: Expr, image: (child: Expr) => Expr, u: Expr): Expr {
  switch (node.kind) {
    case 'number':
    case 'constant':
      return node;
    case 'variable':
      return u;
    case 'call': {
      const args = node.args.map(image);
      if (args.every((arg, i) => arg === node.args[i])) return node;
      // x + 1 at x = a + b is a + b + 1: the first argument of a sum (product) is not one itself.
      const [first, ...rest] = args;
      const chain = node.name === 'add' || node.name === 'mul';
      if (chain && first!.kind === 'call' && first!.name === node.name) {
        return { kind: 'call', name: node.name, args: [...first!.args, ...rest] };
      }
      return { kind: 'call', name: node.name, args };
    }
    case 'if': {
      const condition = mapCondition(node.condition, image);
      const [then, otherwise] = [image(node.then), image(node.otherwise)];
      if (condition === node.condition && then === node.then && otherwise === node.otherwise) {
        return node;
      }
      return { kind: 'if', condition, then, otherwise };
    }
    default:
      return node satisfies never;
  }
}

/** True iff the two are the same expression, letter for letter; linear in the number of nodes. */
export function equal(a: Expr, b: Expr): boolean {
  const classOfKey = new Map<string, number>();
  const classOf = new Map<Expr, number>();
  for (const root of [a, b]) {
    for (const node of postOrder(root)) {
      const key = shapeKey(node, (child) => classOf.get(child)!);
      if (!classOfKey.has(key)) classOfKey.set(key, classOfKey.size);
      classOf.set(node, classOfKey.get(key)!);
    }
  }
  return classOf.get(a) === classOf.get(b);
}

function shapeKey(node: Expr, classOf: (child: Expr) => number): string {
  switch (node.kind) {
    case 'number':
      return toText(node.value);
    case 'constant':
      return node.name;
    case 'variable':
      return 'x';
    case 'call':
      return `${node.name}(${node.args.map(classOf).join()})`;
    case 'if':
      return `if(${conditionKey(node.condition, classOf)},${classOf(node.then)},${classOf(node.otherwise)})`;
    default:
      return node satisfies never;
  }
}

function conditionKey(condition: Condition, classOf: (child: Expr) => number): string {
  switch (condition.kind) {
    case 'less':
    case 'less-equal':
    case 'greater':
    case 'greater-equal':
      return `${condition.kind}(${classOf(condition.left)},${classOf(condition.right)})`;
    case 'and':
    case 'or':
      return `${condition.kind}(${conditionKey(condition.left, classOf)},${conditionKey(condition.right, classOf)})`;
    case 'not':
      return `not(${conditionKey(condition.condition, classOf)})`;
    default:
      return condition satisfies never;
  }
}

function conditionSize(condition: Condition): { readonly size: number; readonly depth: number } {
  switch (condition.kind) {
    case 'less':
    case 'less-equal':
    case 'greater':
    case 'greater-equal':
      return { size: 1, depth: 1 };
    case 'and':
    case 'or': {
      const [left, right] = [conditionSize(condition.left), conditionSize(condition.right)];
      return { size: 1 + left.size + right.size, depth: 1 + Math.max(left.depth, right.depth) };
    }
    case 'not': {
      const inner = conditionSize(condition.condition);
      return { size: 1 + inner.size, depth: 1 + inner.depth };
    }
    default:
      return condition satisfies never;
  }
}

/** Size and depth as a tree: a shared subtree counts as often as it stands there. */
export function extent(expr: Expr): { readonly size: number; readonly depth: number } {
  const sizes = new Map<Expr, number>();
  const depths = new Map<Expr, number>();
  for (const node of postOrder(expr)) {
    const own = node.kind === 'if' ? conditionSize(node.condition) : { size: 0, depth: 0 };
    let [size, depth] = [1 + own.size, 0];
    for (const child of children(node)) {
      size += sizes.get(child)!;
      depth = Math.max(depth, depths.get(child)!);
    }
    sizes.set(node, size);
    depths.set(node, 1 + own.depth + depth);
  }
  return { size: sizes.get(expr)!, depth: depths.get(expr)! };
}

/** Number of nodes as a tree; Infinity if it exceeds every double. */
export function size(expr: Expr): number {
  return extent(expr).size;
}
