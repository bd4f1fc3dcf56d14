/**
 * # What a user has at hand
 *
 * Text, a catalogue's name, an expression, a parsed activation, a value of the arbitraries: all
 * stand for an activation.
 */
import { parseActivation } from '../activations/parse-activation.ts';
import type { Expr } from '../expr/expr.ts';
import { print } from '../expr/print.ts';

export type Subject = string | Expr | { readonly expr: Expr; readonly text?: string };

export interface ReadSubject {
  readonly expr: Expr;
  readonly text: string;
}

const kinds = new Set(['number', 'constant', 'variable', 'call', 'if']);

const isExpr = (value: object): value is Expr =>
  'kind' in value && kinds.has((value as { kind: string }).kind);

/**
 * @param where the caller's name, for messages
 * @throws TypeError if it stands for no activation; InputError if it is a text that cannot be read
 */
export function readSubject(where: string, value: unknown): ReadSubject {
  if (typeof value === 'string') return { expr: parseActivation(value).expr, text: value };
  if (typeof value === 'object' && value !== null) {
    if (isExpr(value)) return { expr: value, text: print(value) };
    if ('expr' in value && typeof value.expr === 'object' && value.expr && isExpr(value.expr)) {
      const text = 'text' in value && typeof value.text === 'string' ? value.text : null;
      return { expr: value.expr, text: text ?? print(value.expr) };
    }
  }
  throw new TypeError(
    `${where}: expected an activation — text such as "x*tanh(x)", a catalogue's name, an Expr or a generated activation —, got ${value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value}`,
  );
}
