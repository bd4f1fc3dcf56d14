/**
 * # Input errors
 *
 * A text that is not in the language of activations: what is wrong, where, what was expected, what
 * to try. It is thrown, because a caller handed over a text that means nothing.
 */
export type InputErrorCode =
  | 'empty-input'
  | 'syntax'
  | 'unknown-name'
  | 'unknown-function'
  | 'several-variables'
  | 'parameter-without-value'
  | 'parameter-name'
  | 'parameter-not-constant'
  | 'unused-parameter'
  | 'wrong-arity'
  | 'condition-as-number'
  | 'number-as-condition'
  | 'chained-comparison'
  | 'nested-conditional'
  | 'ambiguous-product'
  | 'implicit-call'
  | 'equality-not-supported'
  | 'forbidden-construct'
  | 'complex-number'
  | 'not-finite'
  | 'look-alike-character'
  | 'invalid-utf8'
  | 'too-long'
  | 'too-deep'
  | 'too-large'
  | 'exponent-too-large'
  | 'number-too-long'
  | 'clip-reversed';

export interface InputErrorDetails {
  /** 0-based offset in the text, in UTF-16 units. */
  readonly position?: number | null;
  readonly expected?: string | null;
  readonly hint?: string | null;
}

export class InputError extends Error {
  readonly code: InputErrorCode;
  readonly position: number | null;
  readonly expected: string | null;
  readonly hint: string | null;

  constructor(code: InputErrorCode, message: string, details: InputErrorDetails = {}) {
    super(message);
    this.name = 'InputError';
    this.code = code;
    this.position = details.position ?? null;
    this.expected = details.expected ?? null;
    this.hint = details.hint ?? null;
  }

  toJSON(): {
    code: InputErrorCode;
    message: string;
    position: number | null;
    expected: string | null;
    hint: string | null;
  } {
    const { code, message, position, expected, hint } = this;
    return { code, message, position, expected, hint };
  }
}
