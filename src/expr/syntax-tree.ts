/**
 * # The syntax tree
 *
 * Tokens → the tree that mathjs makes of them. Nothing is evaluated, and nothing of the text
 * reaches mathjs but operators: each number and name stands there as the index of its token
 * (7, n12), so that positions and every digit come back from the tokens.
 */
// The single-file build of mathjs loads in a tenth of the time of its modules; only parse is used.
import mathjs from 'mathjs/lib/browser/math.js';
import { InputError } from './input-error.ts';
import type { Token } from './tokens.ts';

/** The node kinds of mathjs that the language uses; others have type 'other' in effect. */
export type SyntaxNode =
  | { readonly type: 'ConstantNode'; readonly value: number }
  | { readonly type: 'SymbolNode'; readonly name: string }
  | { readonly type: 'ParenthesisNode'; readonly content: SyntaxNode }
  | OperatorNode
  | FunctionNode
  | {
      readonly type: 'ConditionalNode';
      readonly condition: SyntaxNode;
      readonly trueExpr: SyntaxNode;
      readonly falseExpr: SyntaxNode;
    }
  | { readonly type: 'RelationalNode' };

export interface OperatorNode {
  readonly type: 'OperatorNode';
  readonly fn: string;
  readonly args: readonly SyntaxNode[];
}

export interface FunctionNode {
  readonly type: 'FunctionNode';
  readonly fn: SyntaxNode;
  readonly args: readonly SyntaxNode[];
}

/** The tree that mathjs makes of the tokens. */
export function syntaxTree(tokens: readonly Token[]): SyntaxNode {
  const starts: number[] = [];
  let text = '';
  for (const [i, token] of tokens.entries()) {
    starts.push(text.length);
    const symbol = { number: `${i}`, name: `n${i}`, operator: token.text }[token.kind];
    text += `${symbol} `;
  }
  try {
    return mathjs.parse(text) as SyntaxNode;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // The grammar check leaves nothing to find here; if it did, this is still an answer.
    const char = (error as SyntaxError & { char?: number }).char ?? 1;
    const index = Math.max(
      0,
      starts.findLastIndex((start) => start <= char - 1),
    );
    const { position, text: found } = tokens[index]!;
    throw new InputError('syntax', `unexpected '${found}' at position ${position}`, { position });
  }
}

export function withoutParentheses(node: SyntaxNode): SyntaxNode {
  let inner = node;
  while (inner.type === 'ParenthesisNode') inner = inner.content;
  return inner;
}

/** The index of the token that a name or number of the tree stands for; null for other nodes. */
export function tokenIndex(node: SyntaxNode): number | null {
  if (node.type === 'ConstantNode') return Number(node.value);
  return node.type === 'SymbolNode' ? Number(node.name.slice(1)) : null;
}

/** The index of the token of an operator, or else of the node's first name or number. */
export function operatorIndex(wrapped: SyntaxNode, tokens: readonly Token[]): number {
  const node = withoutParentheses(wrapped);
  if (node.type !== 'OperatorNode') return leafIndex(node, 'first');
  const isParenthesis = (index: number): boolean => ['(', ')'].includes(tokens[index]!.text);
  // Between an operator and the nearest name, number or sign of an operand stand parentheses only.
  if (node.args.length === 1) {
    const operand = withoutParentheses(node.args[0]!);
    const isUnary = operand.type === 'OperatorNode' && operand.args.length === 1;
    let index = (isUnary ? operatorIndex(operand, tokens) : leafIndex(operand, 'first')) - 1;
    while (index > 0 && isParenthesis(index)) index -= 1;
    return index;
  }
  let index = leafIndex(node.args[0]!, 'last') + 1;
  while (index < tokens.length - 1 && isParenthesis(index)) index += 1;
  return index;
}

function leafIndex(start: SyntaxNode, end: 'first' | 'last'): number {
  let node = start;
  for (;;) {
    const index = tokenIndex(node);
    if (index !== null) return index;
    switch (node.type) {
      case 'ParenthesisNode':
        node = node.content;
        break;
      case 'OperatorNode':
        node = node.args.at(end === 'first' ? 0 : -1)!;
        break;
      case 'FunctionNode':
        node = (end === 'first' ? undefined : node.args.at(-1)) ?? node.fn;
        break;
      case 'ConditionalNode':
        node = end === 'first' ? node.condition : node.falseExpr;
        break;
      default:
        return 0;
    }
  }
}
