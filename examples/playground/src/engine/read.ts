/**
 * # Reading while typing
 *
 * Parsing and typesetting only: no MPFR, no proof; a few milliseconds.
 */
import { print } from 'nonpoly';
import { typeset } from '../formula/typeset.ts';
import type { Formula } from '../formula/formula.ts';
import { parseSource } from './source.ts';
import type { Source, SourceError } from './source.ts';

export type ReadAsk = Source;

export type Reading =
  | {
      readonly kind: 'formula';
      /** Canonical text. */
      readonly text: string;
      readonly library: string | null;
      /** Null: too long to be set. */
      readonly formula: Formula | null;
    }
  | SourceError;

export function read(ask: ReadAsk): Reading {
  const parsed = parseSource(ask);
  if (parsed.kind === 'error') return parsed;
  const { expr, library } = parsed;
  return { kind: 'formula', text: print(expr), library, formula: typeset(expr) };
}
