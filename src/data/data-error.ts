/**
 * # Errors of data
 *
 * A file or a table that is no matrix of finite numbers: what is wrong and where. It is thrown,
 * like `InputError`, because a caller handed over data that mean nothing.
 */
export type DataErrorCode =
  | 'empty'
  | 'ragged-rows'
  | 'not-a-number'
  | 'empty-cell'
  | 'not-finite'
  | 'out-of-range'
  | 'number-too-long'
  | 'too-large'
  | 'invalid-text'
  | 'unsupported'
  | 'csv-syntax'
  | 'json-syntax'
  | 'npy-header'
  | 'truncated'
  | 'ambiguous-header'
  | 'unknown-column'
  | 'zero-row'
  | 'constant-column';

export class DataError extends Error {
  readonly code: DataErrorCode;
  /** Rows of numbers and columns are counted from 1; null where no one place is to blame. */
  readonly row: number | null;
  readonly column: number | null;

  constructor(
    code: DataErrorCode,
    message: string,
    place: { readonly row?: number; readonly column?: number } = {},
  ) {
    super(message);
    this.name = 'DataError';
    this.code = code;
    this.row = place.row ?? null;
    this.column = place.column ?? null;
  }

  toJSON(): { code: DataErrorCode; message: string; row: number | null; column: number | null } {
    const { code, message, row, column } = this;
    return { code, message, row, column };
  }
}
