/**
 * # Tokens
 *
 * Text → numbers, names and operators with their positions. Every character outside the closed
 * alphabet of the language, and every literal too long to be handled exactly, is refused here with
 * the reason; nothing else of the text reaches the grammar.
 */
import { strangeCharacter } from './characters.ts';
import { decimalFromText } from './decimal.ts';
import type { Decimal } from './decimal.ts';
import { InputError } from './input-error.ts';

export interface Token {
  readonly kind: 'number' | 'name' | 'operator';
  readonly text: string;
  /** Offset in UTF-16 units. */
  readonly position: number;
  /** White space, or the start of the text, stands before it. */
  readonly spaced: boolean;
  /** A line break stands before it. */
  readonly newLine: boolean;
  /** Of `number` tokens only. */
  readonly value: Decimal | null;
}

export interface Limits {
  /** Characters of the text. */
  readonly length: number;
  /** Nested parentheses, conditionals, powers and signs. */
  readonly nesting: number;
  /** Digits of one literal. */
  readonly digits: number;
  /** Absolute value of a decimal exponent. */
  readonly exponent: number;
  /** Nodes of the expression as a tree. */
  readonly size: number;
  /** Depth of the expression as a tree. */
  readonly depth: number;
}

export const defaultLimits: Limits = {
  length: 20_000,
  nesting: 200,
  digits: 10_000,
  exponent: 10_000,
  size: 50_000,
  depth: 500,
};

const operators = ['<=', '>=', '+', '-', '*', '/', '^', '<', '>', '(', ')', ',', '?', ':'];
const wordOperators = new Set(['and', 'or', 'not']);
const foreignWords: ReadonlyMap<string, string> = new Map([
  ['mod', 'u mod n is u - n*floor(u/n)'],
  ['xor', 'p xor q is (p or q) and not (p and q)'],
  ['to', 'units are not in the language'],
  ['in', 'units are not in the language'],
]);
const numberStart = /[0-9]|\.[0-9]/y;
const numberText = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const nameText = /[A-Za-z_$][A-Za-z0-9_$]*/y;
const radixText = /0[xXbBoO][0-9a-fA-F]/y;
const spaceText = /[ \t\r\n\u00A0\uFEFF]+/y;

interface Refusal {
  readonly text: string;
  readonly what: string;
  readonly hint: string | null;
  readonly code?: 'equality-not-supported' | 'syntax';
}

// Longer texts before their prefixes.
const refusals: readonly Refusal[] = [
  { text: '===', what: '===', hint: 'use < or >', code: 'equality-not-supported' },
  { text: '!==', what: '!==', hint: 'use < or >', code: 'equality-not-supported' },
  {
    text: '==',
    what: 'the comparison ==',
    hint: 'x == a is x >= a and x <= a',
    code: 'equality-not-supported',
  },
  {
    text: '!=',
    what: 'the comparison !=',
    hint: 'x != a is x < a or x > a',
    code: 'equality-not-supported',
  },
  { text: '=<', what: "the operator '=<'", hint: 'write <=', code: 'syntax' },
  { text: '=>', what: "the operator '=>'", hint: 'write >=', code: 'syntax' },
  { text: '=', what: 'an assignment or definition', hint: 'give the right-hand side alone' },
  { text: ';', what: 'a block of several expressions', hint: 'give one expression' },
  { text: '&&', what: "the operator '&&'", hint: 'write and', code: 'syntax' },
  { text: '||', what: "the operator '||'", hint: 'write or', code: 'syntax' },
  { text: '&', what: 'the bitwise operator &', hint: 'write and between comparisons' },
  {
    text: '|',
    what: 'the bitwise operator |',
    hint: 'write abs(x) for |x|, or between comparisons',
  },
  { text: '~', what: 'the bitwise operator ~', hint: 'write not before a comparison' },
  { text: '%', what: 'the operator % (percent or remainder)', hint: 'u mod n is u - n*floor(u/n)' },
  { text: '!', what: 'the factorial', hint: 'n! is gamma(n + 1); the negation is not' },
  { text: '"', what: 'a string', hint: null },
  { text: '`', what: 'a string', hint: null },
  { text: '[', what: 'a matrix or an index', hint: null },
  { text: ']', what: 'a matrix or an index', hint: null },
  { text: '{', what: 'an object', hint: 'group with parentheses' },
  { text: '}', what: 'an object', hint: 'group with parentheses' },
  { text: '.^', what: 'the element-wise operator .^', hint: 'write ^' },
  { text: '.*', what: 'the element-wise operator .*', hint: 'write *' },
  { text: './', what: 'the element-wise operator ./', hint: 'write /' },
  { text: '.', what: 'access to a property', hint: null },
  { text: '#', what: 'a comment', hint: 'give the expression alone' },
  { text: '\\', what: 'a LaTeX command or an escape', hint: 'write exp(x), sqrt(x), pi, …' },
  { text: '@', what: "the character '@'", hint: null, code: 'syntax' },
];

/** The tokens of a text. @throws InputError */
export function scan(text: string, limits: Limits): Token[] {
  if (text.length > limits.length) {
    throw new InputError(
      'too-long',
      `the text has ${text.length} characters; at most ${limits.length} are accepted`,
      { position: limits.length },
    );
  }
  const tokens: Token[] = [];
  let position = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = position;
    return pattern.exec(text)?.[0] ?? null;
  };
  let [spaced, newLine] = [true, false];
  while (position < text.length) {
    const space = take(spaceText);
    if (space !== null) {
      [spaced, newLine] = [true, newLine || /[\r\n]/.test(space)];
      position += space.length;
      continue;
    }
    const token = tokenAt(text, position, take, tokens.at(-1) ?? null, limits);
    tokens.push({ ...token, position, spaced, newLine });
    position += token.text.length;
    [spaced, newLine] = [false, false];
  }
  if (tokens.length === 0) {
    throw new InputError('empty-input', 'the text is empty', {
      position: 0,
      expected: 'an expression in x',
      hint: 'for example max(x, 0) or x^2 + 1',
    });
  }
  return tokens;
}

type Piece = Pick<Token, 'kind' | 'text' | 'value'>;

function tokenAt(
  text: string,
  position: number,
  take: (pattern: RegExp) => string | null,
  previous: Token | null,
  limits: Limits,
): Piece {
  if (take(numberStart) !== null) {
    if (take(radixText) !== null) {
      throw new InputError(
        'forbidden-construct',
        `a hexadecimal, binary or octal number at position ${position} is not in the language`,
        { position, hint: 'write the number in decimal' },
      );
    }
    const literal = take(numberText)!;
    return { kind: 'number', text: literal, value: numberValue(text, literal, position, limits) };
  }
  const name = take(nameText);
  if (name !== null) {
    const hint = foreignWords.get(name);
    if (hint !== undefined) throw notInLanguage(`the operator ${name}`, position, hint);
    const kind = wordOperators.has(name) ? 'operator' : 'name';
    return { kind, text: name, value: null };
  }
  if (!text.startsWith('<<', position) && !text.startsWith('>>', position)) {
    const operator = operators.find((candidate) => text.startsWith(candidate, position));
    if (operator !== undefined) return { kind: 'operator', text: operator, value: null };
  }
  throw refusal(text, position, previous);
}

function numberValue(text: string, literal: string, position: number, limits: Limits): Decimal {
  const after = text.slice(position + literal.length, position + literal.length + 2);
  if (/^[eE][+-]/.test(after)) {
    const at = position + literal.length + 2;
    throw new InputError('syntax', `the exponent at position ${at} has no digits`, {
      position: at,
      expected: 'a digit',
      hint: 'write 2*e - x for the number e, 2e-3 for 0.002',
    });
  }
  const [mantissa, exponent] = literal.split(/[eE]/) as [string, string?];
  if (mantissa.length > limits.digits) {
    throw new InputError(
      'number-too-long',
      `the number at position ${position} has ${mantissa.length} characters; at most ${limits.digits} digits are accepted`,
      { position },
    );
  }
  // An exponent of more than 15 digits is beyond every limit, and beyond exact doubles.
  const digits = (exponent ?? '').replace(/^[+-]?0*/, '');
  const value = digits.length > 15 ? null : decimalFromText(literal)!;
  // Both the leading and the trailing digit must be within reach, so that every notation of the
  // number is accepted or none.
  const last = value === null ? Infinity : value.exponent;
  const first = value === null ? Infinity : value.exponent + value.digits.length - 1;
  if (Math.abs(first) > limits.exponent || last < -2 * limits.exponent || last > limits.exponent) {
    throw new InputError(
      'exponent-too-large',
      `the number at position ${position} is beyond 10^±${limits.exponent}`,
      { position, hint: 'numbers are exact, and such a number cannot be written out' },
    );
  }
  return value!;
}

function refusal(text: string, position: number, previous: Token | null): InputError {
  const character = String.fromCodePoint(text.codePointAt(position)!);
  if (!/^[ -~]$/.test(character)) return strangeCharacter(character, position);
  if (character === "'") {
    const afterOperand =
      previous !== null && (previous.kind !== 'operator' || previous.text === ')');
    const what = afterOperand ? "the transpose or derivative mark '" : 'a string';
    return notInLanguage(what, position, null);
  }
  if (text.startsWith('<<', position) || text.startsWith('>>', position)) {
    return notInLanguage('a bit shift', position, 'compare with < or >');
  }
  const row = refusals.find((candidate) => text.startsWith(candidate.text, position));
  const what = row?.what ?? `the character '${character}'`;
  if (row?.code === undefined) return notInLanguage(what, position, row?.hint ?? null);
  return new InputError(row.code, `${what} at position ${position} is not in the language`, {
    position,
    hint: row.hint,
  });
}

function notInLanguage(what: string, position: number, hint: string | null): InputError {
  return new InputError(
    'forbidden-construct',
    `${what} at position ${position} is not in the language`,
    { position, hint },
  );
}
