/**
 * # What was typed
 *
 * An activation with the values of its parameters, and what is wrong with it, as data.
 */
import { InputError, parseActivation } from 'nonpoly';
import type { Expr } from 'nonpoly';

export interface Source {
  readonly text: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface SourceError {
  readonly kind: 'error';
  readonly message: string;
  /** 0-based offset in the text; null where no one place is to blame. */
  readonly position: number | null;
  readonly hint: string | null;
  readonly missingParameter: boolean;
}

export type Parsed =
  { readonly kind: 'parsed'; readonly expr: Expr; readonly library: string | null } | SourceError;

export function parseSource({ text, parameters }: Source): Parsed {
  try {
    const { expr, source } = parseActivation(text, { parameters });
    return { kind: 'parsed', expr, library: source?.name ?? null };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { message, position, expected, hint, code } = error;
    const hints = [expected === null ? null : `expected: ${expected}`, hint];
    return {
      kind: 'error',
      message,
      position,
      hint: hints.filter((part) => part !== null).join('; ') || null,
      missingParameter: code === 'parameter-without-value',
    };
  }
}
