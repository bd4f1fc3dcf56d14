/**
 * # Data sets from rows in memory
 */
import { DataError } from './data-error.ts';
import { createCollector } from './data-set.ts';
import type { DataSet } from './data-set.ts';

/**
 * Rows of numbers as a data set; 0.1 stands for 1/10.
 * @throws DataError on rows of different lengths, no rows, or numbers that are not finite
 */
export function dataSetOf(rows: readonly (readonly number[])[], source = 'rows'): DataSet {
  const collector = createCollector({});
  for (const [i, row] of rows.entries()) {
    for (const [k, entry] of row.entries()) {
      if (!Number.isFinite(entry))
        throw new DataError('not-finite', `row ${i + 1}: expected finite numbers, got ${entry}`, {
          row: i + 1,
          column: k + 1,
        });
      collector.double(entry, null);
    }
    collector.endRow(() => `row ${i + 1}`);
  }
  const rest = { exactness: 'decimal', names: null, source, notes: [] } as const;
  return collector.finish(rest, 'there are no rows');
}
