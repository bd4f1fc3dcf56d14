/**
 * # The catalogue of activations
 *
 * Names of libraries, with or without prefix, in any case, with or without underscores. Without a
 * prefix torch comes before jax, keras, transformers and ONNX. Plain data: nothing heavy is loaded.
 */
import { jax } from './jax.ts';
import { keras } from './keras.ts';
import { onnx } from './onnx.ts';
import type { Row } from './row.ts';
import { torch } from './torch.ts';
import { transformers } from './transformers.ts';

const rows: readonly Row[] = [...torch, ...jax, ...keras, ...transformers, ...onnx];

/** Every row, in the order in which names without prefix are looked up. */
export const listActivations = (): readonly Row[] => rows;

const normalised = (name: string): string => name.toLowerCase().replace(/[_-]/g, '');
const shortOf = (row: Row): string => row.name.slice(row.library.length + 1);

const byName = new Map<string, Row[]>();
for (const row of rows) {
  const names = new Set([row.name, shortOf(row), ...row.aliases].map(normalised));
  for (const name of names) byName.set(name, [...(byName.get(name) ?? []), row]);
}

export interface Found {
  readonly row: Row;
  /** Rows of the same name whose expressions read differently. */
  readonly others: readonly Row[];
}

/** The row of a name; null if no library has it. */
export function lookup(name: string): Found | null {
  const found = byName.get(normalised(name));
  if (!found) return null;
  const [row, ...others] = found as [Row, ...Row[]];
  return { row, others: others.filter((other) => other.expression !== row.expression) };
}

/** Names that differ in a few letters, nearest first; at most three. */
export function suggest(name: string): readonly string[] {
  const wanted = normalised(name);
  const limit = Math.max(1, Math.floor(wanted.length / 4));
  const near = rows
    .map((row) => ({ row, distance: distance(wanted, normalised(shortOf(row))) }))
    .filter((candidate) => candidate.distance <= limit)
    .sort((a, b) => a.distance - b.distance);
  // GELU and gelu are one suggestion.
  const unique = new Map(
    near.map(({ row }) => [normalised(shortOf(row)), shortOf(row)]).reverse() as [string, string][],
  );
  return [...unique.values()].reverse().slice(0, 3);
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
