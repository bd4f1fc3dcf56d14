/**
 * # Parsing
 *
 * Text → Expr: tokens, a grammar check, the syntax tree, the expression. The limits bound time and
 * memory before any step that could exceed them. Names are looked up in maps, never as properties
 * of objects.
 */
import type { Expr } from './expr.ts';
import { checkGrammar } from './grammar.ts';
import { InputError } from './input-error.ts';
import { tooDeep, toExpr } from './lower.ts';
import { atoms, functionOfName, isReserved } from './names.ts';
import { extent, substitute } from './structure.ts';
import { syntaxTree } from './syntax-tree.ts';
import { defaultLimits, scan } from './tokens.ts';
import type { Limits } from './tokens.ts';

export { substitute } from './structure.ts';

export interface ParseOptions {
  /** Values of parameters: constant expressions in the same language. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Further functions of one argument, as expressions in x; null for a name it does not know. */
  readonly definitions?: (name: string) => Expr | null;
  readonly limits?: Partial<Limits>;
}

/** The expression a text means. @throws InputError */
export function parse(text: string, options: ParseOptions = {}): Expr {
  if (typeof text !== 'string') {
    throw new TypeError(`parse: expected a string, got ${typeof text}`);
  }
  const limits = { ...defaultLimits, ...options.limits };
  const definitions = memoised(options.definitions ?? (() => null));
  const parameters = readParameters(options.parameters ?? {}, definitions, limits);
  return parseWith(text, limits, parameters, definitions);
}

function memoised(definitions: (name: string) => Expr | null): (name: string) => Expr | null {
  const memo = new Map<string, Expr | null>();
  return (name) => {
    const known = memo.get(name);
    if (known !== undefined) return known;
    const value = definitions(name);
    memo.set(name, value);
    return value;
  };
}

function parseWith(
  text: string,
  limits: Limits,
  parameters: ReadonlyMap<string, Expr>,
  definitions: (name: string) => Expr | null,
): Expr {
  const tokens = scan(text, limits);
  const isFunction = (name: string): boolean =>
    !parameters.has(name) &&
    !atoms.has(name) &&
    (functionOfName(name) !== null || definitions(name) !== null);
  checkGrammar(tokens, isFunction, limits);
  const usedParameters = new Set<string>();
  const context = { tokens, limits, parameters, definitions, usedParameters };
  const expr = guarded(limits, () => toExpr(syntaxTree(tokens), context));
  const unused = [...parameters.keys()].find((name) => !usedParameters.has(name));
  if (unused !== undefined) {
    throw new InputError('unused-parameter', `the parameter '${unused}' does not occur`, {
      hint: 'leave it out, or check the spelling',
    });
  }
  const { size, depth } = extent(expr);
  if (depth > limits.depth) throw tooDeep(limits);
  if (size > limits.size) {
    throw new InputError(
      'too-large',
      `the expression has more than ${limits.size} terms and operations`,
    );
  }
  return expr;
}

function guarded<T>(limits: Limits, run: () => T): T {
  try {
    return run();
  } catch (error) {
    // The stack is a property of the caller too: the limits alone cannot exclude its overflow.
    if (error instanceof RangeError) throw tooDeep(limits);
    throw error;
  }
}

function readParameters(
  texts: Readonly<Record<string, string>>,
  definitions: (name: string) => Expr | null,
  limits: Limits,
): ReadonlyMap<string, Expr> {
  const values = new Map<string, Expr>();
  for (const [name, text] of Object.entries(texts)) {
    if (!/^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name)) {
      throw new InputError('parameter-name', `'${name}' cannot be the name of a parameter`, {
        expected: 'letters, digits and _, beginning with a letter',
      });
    }
    if (isReserved(name) || definitions(name) !== null) {
      throw new InputError('parameter-name', `'${name}' already has a meaning in the language`, {
        hint: 'give the parameter another name',
      });
    }
    values.set(name, parameterValue(name, text, limits));
  }
  return values;
}

function parameterValue(name: string, text: string, limits: Limits): Expr {
  let value: Expr;
  try {
    value = parseWith(text, limits, new Map(), () => null);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { code, message, expected, hint } = error;
    throw new InputError(code, `in the value of the parameter '${name}': ${message}`, {
      expected,
      hint,
    });
  }
  if (substitute(value, value) !== value || value.kind === 'variable') {
    throw new InputError(
      'parameter-not-constant',
      `the value of the parameter '${name}' contains x`,
      { expected: 'a constant, such as 0.01 or sqrt(2)' },
    );
  }
  return value;
}
