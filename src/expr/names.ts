/**
 * # Names
 *
 * What a name of the language means, and what to say about a name it does not have.
 */
import { e, pi, x } from './build.ts';
import type { Expr, FunctionName } from './expr.ts';
import { functionTable } from './functions.ts';
import type { FunctionRow } from './functions.ts';
import { InputError } from './input-error.ts';
import type { InputErrorCode } from './input-error.ts';

const aliases: ReadonlyMap<string, FunctionName> = new Map([['ln', 'log']]);

/** x and the constants. */
export const atoms: ReadonlyMap<string, Expr> = new Map([
  ['x', x],
  ['pi', pi],
  ['e', e],
]);

/** The function written by this name; null for operators and unknown names. */
export function functionOfName(name: string): FunctionRow | null {
  const row = functionTable.get(aliases.get(name) ?? (name as FunctionName));
  return row === undefined || row.operator ? null : row;
}

const refused: ReadonlyMap<string, readonly [InputErrorCode, string]> = new Map([
  ['i', ['complex-number', 'the imaginary unit is not in the language: everything is real']],
  ['j', ['complex-number', 'the imaginary unit is not in the language: everything is real']],
  ['Infinity', ['not-finite', 'infinity is not a real number']],
  ['infinity', ['not-finite', 'infinity is not a real number']],
  ['Inf', ['not-finite', 'infinity is not a real number']],
  ['inf', ['not-finite', 'infinity is not a real number']],
  ['oo', ['not-finite', 'infinity is not a real number']],
  ['NaN', ['not-finite', 'NaN is not a real number']],
  ['nan', ['not-finite', 'NaN is not a real number']],
  ['true', ['forbidden-construct', 'a truth value is not in the language; write a comparison']],
  ['false', ['forbidden-construct', 'a truth value is not in the language; write a comparison']],
  ['null', ['forbidden-construct', 'null is not a number']],
  ['undefined', ['forbidden-construct', 'undefined is not a number']],
]);

/** True iff the name has a meaning, or a refusal of its own, that no parameter may take over. */
export function isReserved(name: string): boolean {
  return (
    atoms.has(name) ||
    functionOfName(name) !== null ||
    (refused.has(name) && name !== 'j') ||
    ['and', 'or', 'not', 'mod', 'xor', 'to', 'in'].includes(name)
  );
}

// Names from other libraries, and how to write them here.
const elsewhere: ReadonlyMap<string, string> = new Map([
  ...renamed('arcsin asin arccos acos arctan atan arcsinh asinh arccosh acosh arctanh atanh'),
  ...renamed('arsinh asinh arcosh acosh artanh atanh tg tan ctg cot ctan cot sgn sign signum sign'),
  ...renamed('fabs abs logistic sigmoid expit sigmoid normcdf Phi ncdf Phi cdf Phi step heaviside'),
  ...renamed('clamp clip ceiling ceil maximum max minimum min phi Phi Exp exp Gamma gamma'),
  ['pow', 'u^v'],
  ['power', 'u^v'],
  ['square', 'u^2'],
  ['cube', 'u^3'],
  ['add', 'u + v'],
  ['subtract', 'u - v'],
  ['mul', 'u*v'],
  ['multiply', 'u*v'],
  ['div', 'u/v'],
  ['divide', 'u/v'],
  ['neg', '-u'],
  ['log2', 'log(u)/log(2)'],
  ['log10', 'log(u)/log(10)'],
  ['exp2', '2^u'],
  ['nthRoot', 'u^(1/n), or cbrt(u)'],
  ['root', 'u^(1/n), or cbrt(u)'],
  ['factorial', 'gamma(u + 1)'],
  ['lgamma', 'log(gamma(u))'],
  ['mod', 'u - n*floor(u/n)'],
  ['where', 'condition ? a : b'],
  ['if', 'condition ? a : b'],
]);

function renamed(words: string): [string, string][] {
  const list = words.split(' ');
  return list.flatMap((word, i) => (i % 2 === 0 ? [[word, list[i + 1]!] as [string, string]] : []));
}

const otherVariables = new Set('y z t u v w s r X Y'.split(' '));
const greek = new Set(
  'alpha beta delta epsilon zeta eta theta kappa lambda lambd mu nu xi rho sigma tau omega slope scale'.split(
    ' ',
  ),
);

/** The error for a name without a meaning. */
export function unknownName(
  name: string,
  position: number,
  isCall: boolean,
  mentionsX: boolean,
): InputError {
  const special = refused.get(name);
  if (special !== undefined && !isCall) {
    const [code, reason] = special;
    return new InputError(code, `'${name}' at position ${position}: ${reason}`, { position });
  }
  const shown = name.length > 40 ? `${name.slice(0, 40)}…` : name;
  const replacement = elsewhere.get(name) ?? closestName(name, isCall);
  const hint = replacement === null ? null : `did you mean ${replacement}?`;
  if (isCall) {
    return new InputError(
      'unknown-function',
      `the function '${shown}' at position ${position} is not known`,
      { position, expected: 'a function of the language', hint },
    );
  }
  if (otherVariables.has(name)) {
    const code = mentionsX ? 'several-variables' : 'unknown-name';
    return new InputError(code, `'${name}' at position ${position}: the one variable is called x`, {
      position,
      expected: 'x',
      hint: `write x, or give ${name} a value (--set ${name}=…)`,
    });
  }
  const isParameter = name.length <= 2 || greek.has(name);
  return new InputError(
    isParameter ? 'parameter-without-value' : 'unknown-name',
    isParameter
      ? `the parameter '${shown}' at position ${position} has no value`
      : `the name '${shown}' at position ${position} is not known`,
    {
      position,
      expected: 'x, pi, e or a function',
      hint: hint ?? `give it a value if it is a parameter (--set ${shown}=…)`,
    },
  );
}

function closestName(name: string, isCall: boolean): string | null {
  if (name.length < 3 || name.length > 20) return null;
  const most = name.length <= 4 ? 1 : 2;
  let best: { name: string; distance: number } | null = null;
  const functions = [...functionTable.values()].filter((row) => !row.operator);
  const names = [...functions.map((row) => row.name as string), ...(isCall ? [] : ['pi'])];
  for (const candidate of names) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance <= most && (best === null || distance < best.distance)) {
      best = { name: candidate, distance };
    }
  }
  return best?.name ?? null;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn a into b. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        next[j] = Math.min(next[j]!, before[j - 2]! + 1);
      }
    }
    [before, row] = [row, next];
  }
  return row[b.length]!;
}
