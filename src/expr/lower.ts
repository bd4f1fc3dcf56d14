/**
 * # From the syntax tree to the expression
 *
 * A closed list of node kinds, operators and names; anything else is an InputError at its token.
 */
import { compare as compareRationals } from '../arith/rational.ts';
import { call, choose, x } from './build.ts';
import { rationalConstant } from './constant.ts';
import { decimalToRational } from './decimal.ts';
import type { Comparison, Condition, Expr, FunctionName } from './expr.ts';
import { InputError } from './input-error.ts';
import type { InputErrorCode } from './input-error.ts';
import { atoms, functionOfName, unknownName } from './names.ts';
import { substitute } from './structure.ts';
import { operatorIndex, tokenIndex, withoutParentheses } from './syntax-tree.ts';
import type { FunctionNode, OperatorNode, SyntaxNode } from './syntax-tree.ts';
import type { Limits, Token } from './tokens.ts';

export interface Context {
  readonly tokens: readonly Token[];
  readonly limits: Limits;
  readonly parameters: ReadonlyMap<string, Expr>;
  readonly definitions: (name: string) => Expr | null;
  readonly usedParameters: Set<string>;
}

export function tooDeep(limits: Limits): InputError {
  return new InputError('too-deep', `the expression is nested more than ${limits.depth} deep`, {
    hint: 'sums and products may be as long as you like; quotients in a row may not',
  });
}

const arithmetic: ReadonlyMap<string, FunctionName> = new Map([
  ['add', 'add'],
  ['subtract', 'add'],
  ['multiply', 'mul'],
  ['divide', 'div'],
]);

const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ['smaller', 'less'],
  ['smallerEq', 'less-equal'],
  ['larger', 'greater'],
  ['largerEq', 'greater-equal'],
]);

export function toExpr(wrapped: SyntaxNode, context: Context): Expr {
  const node = withoutParentheses(wrapped);
  switch (node.type) {
    case 'ConstantNode':
      return literal(tokenOf(node, context));
    case 'SymbolNode':
      return named(tokenOf(node, context), context);
    case 'FunctionNode':
      return applied(node, context);
    case 'ConditionalNode': {
      const condition = toCondition(node.condition, context);
      return choose(condition, toExpr(node.trueExpr, context), toExpr(node.falseExpr, context));
    }
    case 'OperatorNode':
      return operation(node, context);
    default:
      throw misplaced('syntax', node, context, 'this construct is not in the language');
  }
}

function tokenOf(leaf: SyntaxNode, context: Context): Token {
  return context.tokens[tokenIndex(leaf)!]!;
}

function literal(token: Token): Expr {
  return { kind: 'number', value: decimalToRational(token.value!) };
}

function named({ text, position }: Token, context: Context): Expr {
  const parameter = context.parameters.get(text);
  if (parameter !== undefined) {
    context.usedParameters.add(text);
    return parameter;
  }
  const atom = atoms.get(text);
  if (atom !== undefined) return atom;
  const row = functionOfName(text);
  if (row !== null) {
    if (row.arity === 1) return call(row.name, x);
    throw wrongArity(text, row.arity, 0, position);
  }
  const definition = context.definitions(text);
  if (definition !== null) return definition;
  const mentionsX = context.tokens.some((token) => token.text === 'x');
  throw unknownName(text, position, false, mentionsX);
}

function applied(node: FunctionNode, context: Context): Expr {
  const { text, position } = tokenOf(node.fn, context);
  if (context.parameters.has(text) || atoms.has(text)) {
    throw new InputError('implicit-call', `'${text}(' at position ${position} reads as a call`, {
      position,
      expected: 'a function',
      hint: `write ${text}*(…)`,
    });
  }
  const row = functionOfName(text);
  const definition = row === null ? context.definitions(text) : null;
  if (row === null && definition === null) throw unknownName(text, position, true, true);
  const arity = row?.arity ?? 1;
  const count = node.args.length;
  if (arity === 'many' ? count < 2 : count !== arity)
    throw wrongArity(text, arity, count, position);
  const args = node.args.map((arg) => toExpr(arg, context));
  if (definition !== null) return substitute(definition, args[0]!);
  if (row!.name === 'clip') checkClip(args, position);
  return call(row!.name, ...args);
}

function wrongArity(
  name: string,
  arity: number | 'many',
  count: number,
  position: number,
): InputError {
  const takes =
    arity === 'many' ? 'two or more arguments' : `${arity} argument${arity === 1 ? '' : 's'}`;
  const hint =
    (name === 'log' || name === 'ln') && count === 2
      ? 'log(u)/log(b) is the logarithm to base b'
      : null;
  return new InputError(
    'wrong-arity',
    `${name} at position ${position} takes ${takes}, not ${count}`,
    {
      position,
      expected: takes,
      hint,
    },
  );
}

function checkClip(args: readonly Expr[], position: number): void {
  const [lo, hi] = [rationalConstant(args[1]!), rationalConstant(args[2]!)];
  if (lo !== null && hi !== null && compareRationals(lo, hi) > 0) {
    throw new InputError(
      'clip-reversed',
      `clip at position ${position} has its lower bound above its upper bound`,
      { position, expected: 'clip(u, lo, hi) with lo <= hi' },
    );
  }
}

function operation(node: OperatorNode, context: Context): Expr {
  const { fn, args } = node;
  switch (fn) {
    case 'unaryMinus':
      return call('neg', toExpr(args[0]!, context));
    case 'unaryPlus':
      return toExpr(args[0]!, context);
    case 'pow':
      return call('pow', toExpr(args[0]!, context), toExpr(args[1]!, context));
    default: {
      if (arithmetic.has(fn)) return chain(node, context);
      const what = comparisons.has(fn) ? 'a comparison' : `'${fn}'`;
      throw misplaced(
        'condition-as-number',
        node,
        context,
        `${what} stands where a number is expected`,
        'a number',
        fn === 'not' ? 'not binds tightly: write not (x > 0)' : 'write (condition ? 1 : 0)',
      );
    }
  }
}

/** Sums, differences, products, quotients: the left operands without recursion. */
function chain(top: OperatorNode, context: Context): Expr {
  const spine: { readonly fn: string; readonly right: SyntaxNode }[] = [];
  let node: SyntaxNode = top;
  while (node.type === 'OperatorNode' && arithmetic.has(node.fn)) {
    const [left, right] = node.args as [SyntaxNode, SyntaxNode];
    spine.push({ fn: node.fn, right });
    node = withoutParentheses(left);
  }
  let value = toExpr(node, context);
  // Equal operators in a row are collected, then made one node.
  let [name, args]: [FunctionName | null, Expr[]] = [null, []];
  const finish = (): Expr => (name === null ? value : call(name, value, ...args));
  for (const { fn, right } of spine.reverse()) {
    const operator = arithmetic.get(fn)!;
    if (name !== operator || operator === 'div') {
      value = finish();
      [name, args] = [operator, []];
    }
    const operand = toExpr(right, context);
    args.push(fn === 'subtract' ? call('neg', operand) : operand);
  }
  return finish();
}

function toCondition(wrapped: SyntaxNode, context: Context): Condition {
  let node = withoutParentheses(wrapped);
  const spine: { readonly kind: 'and' | 'or'; readonly right: SyntaxNode }[] = [];
  while (node.type === 'OperatorNode' && (node.fn === 'and' || node.fn === 'or')) {
    const [left, right] = node.args as [SyntaxNode, SyntaxNode];
    spine.push({ kind: node.fn, right });
    node = withoutParentheses(left);
  }
  if (spine.length > context.limits.depth) throw tooDeep(context.limits);
  let condition = simpleCondition(node, context);
  for (const { kind, right } of spine.reverse()) {
    condition = { kind, left: condition, right: toCondition(right, context) };
  }
  return condition;
}

function simpleCondition(node: SyntaxNode, context: Context): Condition {
  if (node.type === 'OperatorNode') {
    const { args } = node;
    const kind = comparisons.get(node.fn);
    if (kind !== undefined) {
      return { kind, left: toExpr(args[0]!, context), right: toExpr(args[1]!, context) };
    }
    if (node.fn === 'not') {
      return { kind: 'not', condition: toCondition(args[0]!, context) };
    }
  }
  throw misplaced(
    'number-as-condition',
    node,
    context,
    'a number stands where a condition is expected',
    'a comparison such as x > 0',
    'not binds tightly: write not (x > 0)',
  );
}

/** An error at the operator of a node, or at its first token. */
function misplaced(
  code: InputErrorCode,
  node: SyntaxNode,
  context: Context,
  what: string,
  expected: string | null = null,
  hint: string | null = null,
): InputError {
  const position = context.tokens[operatorIndex(node, context.tokens)]!.position;
  return new InputError(code, `${what} at position ${position}`, { position, expected, hint });
}
