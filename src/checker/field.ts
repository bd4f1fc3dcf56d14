/**
 * # Fields of a JSON value, strictly
 *
 * Exactly the named fields, exactly the right types, sizes within limits; else a refusal that says
 * where.
 */
import * as Q from './rational.ts';
import { limits } from './certificate.ts';
import { ensure } from './ensure.ts';
import type { Rational } from './rational.ts';

export type Fields = Readonly<Record<string, unknown>>;
export const describe = (v: unknown): string =>
  v === null
    ? 'null'
    : Array.isArray(v)
      ? 'an array'
      : typeof v === 'string'
        ? JSON.stringify(v.slice(0, 80))
        : String(v);

/** An object with exactly these fields. */
export function object(value: unknown, path: string, names: readonly string[]): Fields {
  const plain = typeof value === 'object' && value !== null && !Array.isArray(value);
  ensure(plain, 'wrong-type', path, 'an object', describe(value));
  const present = Object.keys(value as object);
  for (const name of present)
    ensure(names.includes(name), 'unknown-field', path, names.join(', '), name);
  for (const name of names)
    ensure(present.includes(name), 'missing-field', path, name, present.join(', '));
  return value as Fields;
}

export function array(value: unknown, path: string, most: number): readonly unknown[] {
  ensure(Array.isArray(value), 'wrong-type', path, 'an array', describe(value));
  ensure(value.length <= most, 'too-large', path, `at most ${most} entries`, String(value.length));
  return value;
}

export function tuple(value: unknown, path: string, length: number): readonly unknown[] {
  const items = array(value, path, 1000);
  ensure(items.length === length, 'wrong-length', path, `${length} entries`, String(items.length));
  return items;
}

export function string(value: unknown, path: string): string {
  ensure(typeof value === 'string', 'wrong-type', path, 'a string', describe(value));
  return value;
}

export function integer(value: unknown, path: string, least: number, most: number): number {
  ensure(Number.isSafeInteger(value), 'wrong-type', path, 'an integer', describe(value));
  const k = value as number;
  ensure(k >= least && k <= most, 'out-of-range', path, `${least} … ${most}`, String(k));
  return k;
}

export function rational(value: unknown, path: string): Rational {
  const text = string(value, path);
  ensure(text.length <= limits.digits, 'too-large', path, `at most ${limits.digits} digits`);
  const q = Q.fromText(text);
  ensure(q !== null, 'not-canonical', path, 'a rational in lowest terms, like "-7/2"', text);
  return q;
}
