/**
 * # Grammar check
 *
 * A pass over the tokens, left to right, that finds what is out of place and where, limits the
 * nesting, and refuses the texts that the parser behind it reads differently from most people:
 * 1/2x, 2^3x, sin x, sin^2(x), a < b < c, a conditional inside a true branch without parentheses.
 */
import { InputError } from './input-error.ts';
import type { InputErrorCode } from './input-error.ts';
import type { Limits, Token } from './tokens.ts';

/** What is open at one level of parentheses. */
interface Level {
  readonly kind: 'text' | 'group' | 'call';
  readonly opening: Token | null;
  /** The `?` whose `:` has not come yet. */
  question: Token | null;
  /** Conditionals opened in this level since its last comma. */
  conditionals: number;
  /** Powers and signs since the last other operator. */
  run: number;
  /** The operator `/` of the factor that is being read. */
  division: Token | null;
  /** A comparison since the last `and`, `or`, `not`, `?`, `:` or comma. */
  comparison: Token | null;
  /** A function's bare name in the factor that is being read. */
  bareFunction: Token | null;
}

const operandExpected = 'a number, x, a function or an opening parenthesis';
const operatorExpected = 'an operator';
const comparisons = new Set(['<', '<=', '>', '>=']);

function level(kind: Level['kind'], opening: Token | null): Level {
  return {
    kind,
    opening,
    question: null,
    conditionals: 0,
    run: 0,
    division: null,
    comparison: null,
    bareFunction: null,
  };
}

function fail(
  code: InputErrorCode,
  token: Token,
  message: string,
  expected: string | null,
  hint: string | null = null,
): never {
  throw new InputError(code, `${message} at position ${token.position}`, {
    position: token.position,
    expected,
    hint,
  });
}

/** @throws InputError unless the tokens form one expression. */
export function checkGrammar(
  tokens: readonly Token[],
  isFunction: (name: string) => boolean,
  limits: Limits,
): void {
  const levels: Level[] = [level('text', null)];
  let nesting = 0;
  let afterOperand = false;
  for (const [i, token] of tokens.entries()) {
    const [current, previous, next] = [
      levels.at(-1)!,
      tokens[i - 1] ?? null,
      tokens[i + 1] ?? null,
    ];
    nesting -= current.run + current.conditionals;
    const { text } = token;
    const opensCall = text === '(' && previous?.kind === 'name';
    if (afterOperand && !opensCall) checkLineBreak(token, levels.length === 1);

    if (token.kind !== 'operator' || text === '(') {
      if (afterOperand && !opensCall) {
        checkImplicitProduct(token, tokens, i, current, isFunction(text) && next?.text !== '(');
        current.run = 0;
      }
      if (token.kind === 'name' && next?.text !== '(' && isFunction(text)) {
        current.bareFunction = token;
      }
      nesting += current.run + current.conditionals;
      if (text === '(') {
        levels.push(level(opensCall ? 'call' : 'group', token));
        nesting += 1;
      }
      afterOperand = text !== '(';
    } else if (!afterOperand && (text === '-' || text === '+' || text === 'not')) {
      current.run += 1;
      nesting += current.run + current.conditionals;
    } else {
      const emptyCall = text === ')' && current.kind === 'call' && previous === current.opening;
      if (!afterOperand && !emptyCall) operandMissing(token, previous);
      if (text === ')') {
        closeLevel(current, token);
        levels.pop();
        nesting -= 1;
        // (sin)(x) is no call either.
        if (previous === current.bareFunction) levels.at(-1)!.bareFunction = previous;
        afterOperand = true;
      } else {
        applyOperator(current, token, previous, next);
        nesting += current.run + current.conditionals;
        afterOperand = false;
      }
    }
    if (nesting > limits.nesting) {
      fail('too-deep', token, `more than ${limits.nesting} levels of nesting`, null);
    }
  }
  const last = tokens.at(-1)!;
  if (!afterOperand) {
    const end = last.position + last.text.length;
    throw new InputError('syntax', `the text ends after '${last.text}'`, {
      position: end,
      expected: operandExpected,
    });
  }
  for (const open of levels.toReversed()) closeLevel(open, null);
}

function applyOperator(current: Level, token: Token, previous: Token | null, next: Token | null) {
  const { text } = token;
  if (text === 'not') {
    const hint = 'join conditions with and, or: x > 0 and not (x > 1)';
    fail('syntax', token, "unexpected 'not'", operatorExpected, hint);
  }
  if (text === '^') {
    current.run += 1;
    return;
  }
  current.run = 0;
  current.bareFunction = null;
  current.division = text === '/' ? token : null;
  if (comparisons.has(text)) {
    if (current.comparison !== null) {
      fail(
        'chained-comparison',
        token,
        `a second comparison '${text}'`,
        'and, or, or the end of the condition',
        'write a < b and b < c',
      );
    }
    current.comparison = token;
    return;
  }
  if (text === 'and' || text === 'or') current.comparison = null;
  if (text === '?') {
    if (current.question !== null) {
      fail(
        'nested-conditional',
        token,
        'a conditional inside the first branch of another',
        "':'",
        'put the inner conditional in parentheses',
      );
    }
    current.question = token;
    current.conditionals += 1;
    current.comparison = null;
  }
  if (text === ':') {
    if (current.question === null) {
      fail(
        'forbidden-construct',
        token,
        "a ':' without '?' (a range, or a branch too many)",
        operatorExpected,
        'a conditional is written condition ? a : b',
      );
    }
    current.question = null;
    current.comparison = null;
  }
  if (text === ',') {
    if (current.kind !== 'call') {
      const decimal = previous?.kind === 'number' && next?.kind === 'number';
      const hint = decimal ? `write ${previous.text}.${next.text} with a point` : null;
      fail('syntax', token, "a ',' outside the arguments of a function", operatorExpected, hint);
    }
    if (current.question !== null) branchMissing(current.question);
    current.conditionals = 0;
    current.comparison = null;
  }
}

function branchMissing(question: Token): never {
  fail(
    'syntax',
    question,
    "no ':' for the '?'",
    "':' and the value otherwise",
    'a conditional is written condition ? a : b',
  );
}

/** The level ends at `token`, or at the end of the text if that is null. */
function closeLevel(current: Level, token: Token | null): void {
  if (token !== null && current.kind === 'text') {
    fail('syntax', token, "a ')' without an opening parenthesis", 'an operator or the end');
  }
  if (current.question !== null) branchMissing(current.question);
  if (token === null && current.opening !== null) {
    fail('syntax', current.opening, "no ')' for the parenthesis opened", "')'");
  }
}

function operandMissing(token: Token, previous: Token | null): never {
  const { text } = token;
  if (text === ')' && previous?.text === '(') {
    fail('syntax', token, 'nothing between the parentheses', operandExpected);
  }
  const hint =
    text === '*' && previous?.text === '*'
      ? 'a power is written x^2'
      : text === '>' && previous?.text === '<'
        ? 'x != a is x < a or x > a'
        : null;
  fail('syntax', token, `unexpected '${text}'`, operandExpected, hint);
}

function checkLineBreak(token: Token, outside: boolean): void {
  const startsOperand = token.kind !== 'operator' || token.text === '(' || token.text === 'not';
  const startsLine = startsOperand || (outside && (token.text === '+' || token.text === '-'));
  if (token.newLine && startsLine) {
    fail(
      'forbidden-construct',
      token,
      'a second expression on a new line',
      'the end of the text',
      'give one expression; a line may break after an operator',
    );
  }
}

/** `token` begins a factor right after another factor. */
function checkImplicitProduct(
  token: Token,
  tokens: readonly Token[],
  i: number,
  current: Level,
  bareFunction: boolean,
): void {
  const previous = tokens[i - 1]!;
  if (token.kind === 'number') {
    fail('syntax', token, `unexpected number '${token.text}'`, operatorExpected, 'write * between');
  }
  const applied = current.bareFunction ?? (bareFunction ? token : null);
  if (applied !== null) {
    fail(
      'implicit-call',
      applied,
      `'${applied.text}' without parentheses around its argument`,
      "'('",
      `write ${applied.text}(x); a power of it is ${applied.text}(x)^2`,
    );
  }
  const division = current.division;
  if (division !== null) {
    fail(
      'ambiguous-product',
      division,
      'a product without * after the division',
      null,
      'write (1/2)*x or 1/(2*x)',
    );
  }
  const signed = ['-', '+'].includes(tokens[i - 2]?.text ?? '');
  const power = tokens[signed ? i - 3 : i - 2]?.text === '^';
  if (previous.kind === 'number' && power && token.kind === 'name' && !token.spaced) {
    fail(
      'ambiguous-product',
      token,
      'a product without * after the exponent',
      null,
      'write 2^3*x or 2^(3*x)',
    );
  }
}
