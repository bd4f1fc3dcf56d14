/**
 * # Normalisation
 *
 * Rows of norm √d (x·x/d = 1: every input has the same variance σ_w² + σ_b² in the first layer), or
 * columns of mean 0 and variance 1. Square roots leave the rationals: what is computed is rounded
 * to doubles, and the result is the data set of exactly these doubles.
 */
import { DataError } from './data-error.ts';
import type { DataSet } from './data-set.ts';

const rounded = (set: DataSet, data: Float64Array, what: string): DataSet => ({
  ...set,
  data,
  exactness: 'binary',
  literals: new Map(),
  source: `${set.source}, ${what}`,
  notes: [...set.notes, `${what}: rounded to doubles, which are the inputs from there on`],
});

/** Every row scaled to Euclidean norm √d. @throws DataError on a row of zeros */
export function normalizedRows(set: DataSet): DataSet {
  const { n, d, data } = set;
  const out = new Float64Array(n * d);
  for (let i = 0; i < n; i += 1) {
    const row = data.subarray(i * d, i * d + d);
    const largest = row.reduce((m, x) => Math.max(m, Math.abs(x)), 0);
    if (largest === 0)
      throw new DataError('zero-row', `row ${i + 1} is zero and has no direction`, { row: i + 1 });
    // Scaled first, so that no square over- or underflows.
    const norm = Math.sqrt(row.reduce((s, x) => s + (x / largest) ** 2, 0) / d);
    for (let k = 0; k < d; k += 1) out[i * d + k] = row[k]! / largest / norm;
  }
  return rounded(set, out, 'rows scaled to norm √d');
}

/** Every column shifted and scaled to mean 0 and variance 1 (over N). @throws DataError on a constant column */
export function standardizedColumns(set: DataSet): DataSet {
  const { n, d, data } = set;
  const out = new Float64Array(n * d);
  for (let k = 0; k < d; k += 1) {
    let largest = 0;
    for (let i = 0; i < n; i += 1) largest = Math.max(largest, Math.abs(data[i * d + k]!));
    const scaled = (i: number): number => (largest === 0 ? 0 : data[i * d + k]! / largest);
    let mean = 0;
    for (let i = 0; i < n; i += 1) mean += (scaled(i) - mean) / (i + 1);
    let square = 0;
    for (let i = 0; i < n; i += 1) square += (scaled(i) - mean) ** 2;
    const deviation = Math.sqrt(square / n);
    let constant = true;
    for (let i = 1; i < n && constant; i += 1) constant = data[i * d + k] === data[k];
    if (constant || deviation === 0) {
      const name = set.names?.[k] ? ` (${set.names[k]})` : '';
      throw new DataError('constant-column', `column ${k + 1}${name} is constant`, {
        column: k + 1,
      });
    }
    for (let i = 0; i < n; i += 1) out[i * d + k] = (scaled(i) - mean) / deviation;
  }
  return rounded(set, out, 'columns scaled to mean 0 and variance 1');
}
