/**
 * # What a user typed, as an activation
 *
 * The name of a library's activation, the bare name of a function, or an expression in x in which
 * catalogue names are functions too: x + silu(2*x).
 */
import type { Expr } from '../expr/expr.ts';
import { InputError } from '../expr/input-error.ts';
import { parse } from '../expr/parse.ts';
import { lookup, suggest } from './catalogue.ts';
import type { Found } from './catalogue.ts';

export interface Source {
  readonly name: string;
  readonly library: string;
  readonly url: string;
  /** Other libraries' rows of that name that read differently. */
  readonly alternatives: readonly string[];
}

export interface ParsedActivation {
  readonly expr: Expr;
  /** Where the name comes from; null for an expression. */
  readonly source: Source | null;
}

export interface ActivationOptions {
  readonly parameters?: Readonly<Record<string, string>>;
}

/** @throws InputError with a code and a position */
export function parseActivation(text: string, options: ActivationOptions = {}): ParsedActivation {
  const { parameters = {} } = options;
  const definitions = (name: string): Expr | null => {
    const found = lookup(name);
    // A row with parameters has no fixed meaning inside an expression.
    return found && found.row.parameters.length === 0 ? parse(found.row.expression) : null;
  };
  const name = text.trim();
  const found = /^[A-Za-z][\w.-]{1,60}$/.test(name) ? lookup(name) : null;
  // `sin` or `erf` is a function of the language first; both readings agree.
  if (found) {
    const { row } = found;
    return { expr: parse(row.expression, { parameters, definitions }), source: sourceOf(found) };
  }
  try {
    return { expr: parse(text, { parameters, definitions }), source: null };
  } catch (error) {
    throw error instanceof InputError ? withSuggestion(error, text) : error;
  }
}

function sourceOf({ row, others }: Found): Source {
  return {
    name: row.name,
    library: row.library,
    url: row.source,
    alternatives: others.map((other) => `${other.name} = ${other.expression}`),
  };
}

/** Adds near misses in the catalogue to the error of an unknown name. */
function withSuggestion(error: InputError, text: string): InputError {
  if (error.code !== 'unknown-name' && error.code !== 'unknown-function') return error;
  const name = /^[A-Za-z]\w*/.exec(text.slice(error.position ?? 0))?.[0];
  const near = name === undefined || /did you mean/i.test(error.message) ? [] : suggest(name);
  if (near.length === 0) return error;
  const { code, position, expected, hint } = error;
  return new InputError(code, `${error.message} — did you mean ${near.join(' or ')}?`, {
    position,
    expected,
    hint,
  });
}
