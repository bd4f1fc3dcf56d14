/**
 * # Requests
 *
 * What one line, or one argument, asks: an activation to answer, or what is wrong with the line.
 */
import type { Answer } from '../answer/answer.ts';
import { readRecord } from './json-record.ts';
import type { Line } from './lines.ts';

export type Request = {
  /** What the answer repeats as its input. */
  readonly input: string;
  /** JSON text of the `id`, passed through as it stands; null if there is none. */
  readonly id: string | null;
} & ({ readonly kind: 'activation' } | { readonly kind: 'invalid'; readonly error: LineError });

type LineError = NonNullable<Answer['error']>;

/** Bytes of one line. */
export const longestLine = 2 ** 20;

/** A line is a JSON object if it begins with `{`, else an activation. */
export function requestOf(line: Line): Request {
  switch (line.kind) {
    case 'too-long':
      return invalid(`${line.beginning}…`, {
        code: 'too-long',
        message: `the line is longer than ${longestLine} bytes`,
        position: null,
      });
    case 'invalid-utf8':
      return invalid(line.text, {
        code: 'invalid-utf8',
        message: `the line is not valid UTF-8 from position ${line.position} on`,
        position: line.position,
      });
    case 'text':
      return line.text.trimStart().startsWith('{')
        ? requestOfRecord(line.text)
        : { kind: 'activation', input: line.text, id: null };
    default:
      return line satisfies never;
  }
}

function requestOfRecord(text: string): Request {
  const record = readRecord(text);
  if (record.kind === 'invalid') {
    const { position, expected } = record;
    const message = `the line is not JSON: expected ${expected} at position ${position}`;
    return invalid(text, { code: 'bad-json', message, position });
  }
  const id = record.fields.get('id') ?? null;
  const expr = record.fields.get('expr');
  if (!expr?.startsWith('"')) {
    const found = expr === undefined ? 'no such field' : 'another value';
    const message = `expected a string in the field "expr", found ${found}`;
    return invalid(text, { code: 'missing-expr', message, position: null }, id);
  }
  return { kind: 'activation', input: JSON.parse(expr) as string, id };
}

function invalid(input: string, error: LineError, id: string | null = null): Request {
  return { kind: 'invalid', input, id, error };
}

/** JSON text of an answer with the id of its request. */
export function withId(json: string, id: string | null): string {
  return id === null ? json : `{"id":${id},${json.slice(1)}`;
}
