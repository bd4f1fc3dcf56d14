/**
 * # Writing matrices
 *
 * CSV and JSON rows with the shortest decimals that give every double back; NPY is in npy.ts. In
 * pieces, so that a large matrix is never one string.
 */

/** Rows as CSV, without a header. @param data in C order */
export function* encodeCsv(data: Float64Array, columns: number): Generator<string> {
  for (let from = 0; from < data.length; from += columns)
    yield data.subarray(from, from + columns).join(',') + '\n';
}

/** Rows as one JSON array of arrays. @param data in C order, finite */
export function* encodeJsonRows(data: Float64Array, columns: number): Generator<string> {
  for (let from = 0; from < data.length; from += columns)
    yield `${from === 0 ? '[' : ','}[${data.subarray(from, from + columns).join(',')}]`;
  yield data.length === 0 ? '[]' : ']';
}
