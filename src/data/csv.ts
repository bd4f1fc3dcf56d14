/**
 * # CSV
 *
 * Records of RFC 4180 separated by comma, semicolon or tab, with or without a header; \n, \r\n and
 * \r mixed, blank lines and lines that begin with # skipped. Read as a stream: what is kept are the
 * numbers. Every number is the exact decimal (or fraction) that stands there.
 */
import { DataError } from './data-error.ts';
import { createCollector } from './data-set.ts';
import type { DataSet, Limits } from './data-set.ts';
import { readNumber } from './number-text.ts';

export interface CsvOptions {
  /** Whether the first record has the names of the columns; seen from it unless given. */
  readonly header?: boolean;
  /** Columns to read: names, numbers from 1 and ranges, "1-4,width"; all unless given. */
  readonly columns?: string;
}

/** Characters of one record. */
const longestRecord = 2 ** 27;

interface Record {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** @throws DataError */
export async function readCsv(
  text: AsyncIterable<string>,
  source: string,
  { header, columns }: CsvOptions,
  limits: Limits,
): Promise<DataSet> {
  const collector = createCollector(limits);
  let names: readonly string[] | null = null;
  let chosen: readonly number[] | null = null;
  let width = -1;
  for await (const { record, info } of records(text)) {
    const first = width < 0;
    if (first) {
      width = record.length;
      const cells = record.map((cell) => cell.trim());
      // A number is a column's name only where a header is said to be there.
      const nameable = cells.map((cell) => (header || !isNumber(cell) ? cell : null));
      chosen =
        columns === undefined
          ? null
          : columnsOf(columns, header === false ? null : nameable, width);
      if (header ?? looksLikeNames(chosen ? chosen.map((k) => cells[k]!) : cells, info.lines))
        names = cells;
      if (names !== null) continue;
    }
    const line = (): string => `line ${info.lines}`;
    if (record.length !== width)
      throw new DataError(
        'ragged-rows',
        `${line()}: expected ${width} columns as in the first line, found ${record.length}`,
        { row: collector.rows() + 1 },
      );
    const add = (k: number): void => {
      const cell = record[k]!.trim();
      const where = (): string =>
        `line ${info.lines}, column ${k + 1}${names?.[k] ? ` (${names[k].slice(0, 40)})` : ''}`;
      if (cell === '')
        throw new DataError('empty-cell', `${where()}: expected a number, found nothing`, {
          row: collector.rows() + 1,
          column: k + 1,
        });
      collector.number(cell, where);
    };
    if (chosen) for (const k of chosen) add(k);
    else for (let k = 0; k < width; k += 1) add(k);
    collector.endRow(line);
  }
  const kept = names && chosen ? chosen.map((k) => names![k]!) : names;
  const set = collector.finish(
    { exactness: 'decimal', names: kept, source, notes: [] },
    names === null ? 'there are no numbers' : 'there are no rows below the header',
  );
  return { ...set, notes: suspicions(set) };
}

async function* records(text: AsyncIterable<string>): AsyncGenerator<Record> {
  // Loaded where there is CSV to read.
  const [{ parse }, { Readable }] = await Promise.all([import('csv-parse'), import('node:stream')]);
  const { beginning, all } = await peek(text);
  const parser = parse({
    delimiter: delimiterOf(beginning),
    record_delimiter: ['\r\n', '\n', '\r'],
    comment: '#',
    comment_no_infix: true,
    relax_column_count: true,
    skip_records_with_empty_values: false,
    skip_empty_lines: true,
    info: true,
    max_record_size: longestRecord,
  });
  const input = Readable.from(all);
  input.on('error', (error) => parser.destroy(error));
  input.pipe(parser);
  try {
    for await (const record of parser as AsyncIterable<Record>) yield record;
  } catch (error) {
    throw asDataError(error);
  } finally {
    input.destroy();
  }
}

const syntax: Readonly<{ [code: string]: string }> = {
  CSV_INVALID_CLOSING_QUOTE: 'a quotation mark inside a quoted cell must be doubled',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'text follows a closing quotation mark',
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is not closed',
  INVALID_OPENING_QUOTE: 'a quotation mark stands inside a cell without quotes',
};

function asDataError(error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error && 'lines' in error)) return error;
  const { code, lines } = error as Error & { readonly code: string; readonly lines: number };
  if (code === 'CSV_MAX_RECORD_SIZE')
    return new DataError('too-large', `line ${lines}: longer than ${longestRecord} characters`);
  return new DataError('csv-syntax', `line ${lines}: ${syntax[code] ?? 'not CSV'}`);
}

/** The first line or so, and everything. */
async function peek(
  text: AsyncIterable<string>,
): Promise<{ beginning: string; all: AsyncGenerator<string> }> {
  const chunks = text[Symbol.asyncIterator]();
  let beginning = '';
  let done = false;
  while (!done && beginning.length < 2 ** 16 && firstLine(beginning) === null) {
    const next = await chunks.next();
    done = next.done === true;
    if (!done) beginning += next.value as string;
  }
  const all = async function* (): AsyncGenerator<string> {
    if (beginning !== '') yield beginning;
    while (!done) {
      const next = await chunks.next();
      done = next.done === true;
      if (!done) yield next.value as string;
    }
  };
  return { beginning: firstLine(beginning) ?? beginning, all: all() };
}

/** The first whole line that is neither blank nor a comment. */
function firstLine(text: string): string | null {
  return /^(?:[ \t]*(?:#[^\r\n]*)?[\r\n]+)*([^\r\n#][^\r\n]*)[\r\n]/.exec(text)?.[1] ?? null;
}

function delimiterOf(line: string): string {
  const bare = line.replace(/"[^"]*"/g, '');
  return bare.includes('\t') ? '\t' : bare.includes(';') ? ';' : ',';
}

/** A header has names, which hold a letter, and no number; a mixture is not guessed at. */
function looksLikeNames(cells: readonly string[], line: number): boolean {
  const text = cells.find((cell) => /\p{L}/u.test(cell) && !isNumber(cell));
  const number = cells.find(isNumber);
  if (text === undefined) return false;
  if (number === undefined) return true;
  const [name, value] = [text, number].map((cell) => JSON.stringify(cell.slice(0, 40)));
  throw new DataError(
    'ambiguous-header',
    `line ${line}: ${name} is no number and ${value} is one: is it a header or a row? Say so (--header yes, --header no), or choose columns (--columns)`,
  );
}

const isNumber = (cell: string): boolean => readNumber(cell).kind !== 'not-a-number';

/** Places of the columns that a text such as "1-4,width" names, from 0. */
function columnsOf(
  text: string,
  names: readonly (string | null)[] | null,
  width: number,
): number[] {
  const known = (names ?? []).filter((name) => name !== null && name !== '').slice(0, 20);
  const unknown = (part: string): DataError =>
    new DataError(
      'unknown-column',
      `there is no column ${JSON.stringify(part)}: the columns are 1 to ${width}${known.length > 0 ? `, or ${known.map((n) => JSON.stringify(n)).join(', ')}` : ''}`,
    );
  const places = text.split(',').flatMap((written) => {
    const part = written.trim();
    const named = names?.indexOf(part) ?? -1;
    if (named >= 0) return [named];
    const match = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part);
    const [from, to] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
    if (!match || from < 1 || to < from || to > width) throw unknown(part);
    return Array.from({ length: to - from + 1 }, (_, k) => from - 1 + k);
  });
  return places;
}

/** What often goes wrong without an error. */
function suspicions({ n, d, data, names }: DataSet): string[] {
  const counts = (value: (i: number) => number): boolean => {
    for (let i = 0; i < n; i += 1) if (value(i) !== i) return false;
    return true;
  };
  const notes: string[] = [];
  if (names === null && d > 1 && data.subarray(0, d).every((x, k) => x === k))
    notes.push(
      `the first row is 0, 1, …, ${d - 1}: if these are names of columns, say --header yes`,
    );
  if (n > 2 && d > 1 && (counts((i) => data[i * d]!) || counts((i) => data[i * d]! - 1)))
    notes.push(
      'the first column counts the rows: if it is an index, choose the others (--columns)',
    );
  return notes;
}
