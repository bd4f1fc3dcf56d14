/**
 * # JSON
 *
 * `[[1, 0.5], [2, "1/3"]]`, `[1, 2, 3]` (one column) or `{"inputs": …}` with anything beside it. The
 * digits of a number are kept as they stand: 0.1 is 1/10, and 9007199254740993 is itself. A string
 * that holds a number counts as one, so that fractions can be written. Read as a stream.
 */
import { DataError } from './data-error.ts';
import { createCollector } from './data-set.ts';
import type { Collector, DataSet, Limits } from './data-set.ts';

type Token =
  | { readonly kind: 'mark'; readonly text: '[' | ']' | '{' | '}' | ',' | ':' }
  | { readonly kind: 'number' | 'string' | 'word'; readonly text: string };

const token =
  /[ \t\r\n]*(?:([[\]{},:])|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])|"((?:[^"\\]|\\.)*)"|([A-Za-z_+-][\w.+-]*))/y;
/** Characters of one number, word or string. */
const longestToken = 2 ** 20;

/** @throws DataError */
export async function readJson(
  text: AsyncIterable<string>,
  source: string,
  limits: Limits,
): Promise<DataSet> {
  const collector = createCollector(limits);
  const reader = createReader(collector);
  for await (const next of tokens(text)) reader.take(next);
  reader.end();
  return collector.finish(
    { exactness: 'decimal', names: null, source, notes: [] },
    'there are no rows',
  );
}

async function* tokens(text: AsyncIterable<string>): AsyncGenerator<Token> {
  let buffer = '';
  let before = 0;
  const scan = function* (last: boolean): Generator<Token> {
    let at = 0;
    for (;;) {
      token.lastIndex = at;
      const match = token.exec(buffer);
      // What touches the end may go on in the next chunk.
      if (!match || (!last && !match[1] && token.lastIndex === buffer.length)) break;
      at = token.lastIndex;
      if (match[1] !== undefined)
        yield { kind: 'mark', text: match[1] as Extract<Token, { kind: 'mark' }>['text'] };
      else if (match[2] !== undefined) yield { kind: 'number', text: match[2] };
      else if (match[3] !== undefined) yield { kind: 'string', text: match[3] };
      else yield { kind: 'word', text: match[4]! };
    }
    before += at;
    buffer = buffer.slice(at);
  };
  for await (const chunk of text) {
    buffer += chunk;
    yield* scan(false);
    if (buffer.trim().length > longestToken)
      throw syntax(`a number or a string longer than ${longestToken} characters at ${before}`);
  }
  yield* scan(true);
  const rest = buffer.trimStart();
  if (rest !== '')
    throw syntax(
      `${JSON.stringify(rest.slice(0, 20))} at position ${before + buffer.length - rest.length}`,
    );
}

const syntax = (found: string): DataError =>
  new DataError('json-syntax', `the file is not JSON: found ${found}`);
const shape = (found: string, place: { row?: number; column?: number } = {}): DataError =>
  new DataError(
    'json-syntax',
    `expected rows of numbers, [[…], […]] or {"inputs": [[…], […]]}, found ${found}`,
    place,
  );

/** Where the reader stands: a pushdown automaton over tokens, without recursion. */
function createReader(collector: Collector): {
  readonly take: (token: Token) => void;
  readonly end: () => void;
} {
  /** Brackets that are open; `rows` and `row` hold numbers, the others are passed over. */
  const open: ('object' | 'rows' | 'row' | 'other-object' | 'other-list')[] = [];
  let expect: 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'after' | 'end' = 'value';
  let key: string | null = null;
  let column: boolean | null = null;
  let found = false;

  const place = (): { row: number } => ({ row: collector.rows() + 1 });
  const cell = (): string => `row ${collector.rows() + 1}`;
  const afterValue = (): void => {
    expect = open.length === 0 ? 'end' : 'after';
  };
  const ofRows = (): boolean => open.length === 0 || (open.length === 1 && key === 'inputs');

  const scalar = ({ kind, text }: Token): void => {
    const top = open.at(-1);
    if (top === 'other-object' || top === 'other-list' || (top === 'object' && key !== 'inputs')) {
      if (kind === 'word' && !/^(?:true|false|null)$/.test(text)) throw syntax(text.slice(0, 20));
    } else if (top === 'rows' || top === 'row') {
      if (top === 'rows') {
        if (column === false) throw shape(`${text.slice(0, 20)} where a row should stand`, place());
        column = true;
      }
      if (kind === 'word' && !/^[+-]?(?:nan|infinity|inf)$/i.test(text))
        throw shape(text.slice(0, 20), place());
      collector.number(text.trim(), (column) => `${cell()}, column ${column}`);
      if (top === 'rows') collector.endRow(cell);
    } else throw shape(`the single value ${text.slice(0, 20)}`);
    afterValue();
  };

  const close = (text: ']' | '}'): void => {
    const top = open.pop();
    const isList = top === 'rows' || top === 'row' || top === 'other-list';
    if (top === undefined || isList !== (text === ']')) throw syntax(`an unexpected ${text}`);
    if (top === 'row') collector.endRow(cell);
    afterValue();
  };

  const begin = (text: '[' | '{'): void => {
    const top = open.at(-1);
    if (top === 'row') throw shape('a list within a row', place());
    if (top === 'rows') {
      if (text === '{' || column === true)
        throw shape(text === '{' ? 'an object among the rows' : 'a list among numbers', place());
      column = false;
      open.push('row');
    } else if (text === '[' && top !== 'other-list' && top !== 'other-object' && ofRows()) {
      if (found) throw shape('"inputs" twice');
      found = true;
      open.push('rows');
    } else if (text === '{' && top === undefined) {
      open.push('object');
    } else {
      if (top === 'object' && key === 'inputs') throw shape('an object as "inputs"');
      if (open.length > 1000) throw syntax('lists nested more than 1000 deep');
      open.push(text === '[' ? 'other-list' : 'other-object');
    }
    expect = text === '[' ? 'value-or-end' : 'key-or-end';
  };

  const take = (next: Token): void => {
    const { kind, text } = next;
    if (
      (expect === 'after' || expect.endsWith('-or-end')) &&
      (text === ']' || text === '}') &&
      kind === 'mark'
    )
      return close(text);
    switch (expect) {
      case 'value':
      case 'value-or-end':
        if (kind !== 'mark') return scalar(next);
        if (text !== '[' && text !== '{') throw syntax(`${text} where a value should stand`);
        return begin(text);
      case 'key':
      case 'key-or-end':
        if (kind !== 'string') throw syntax(`${text.slice(0, 20)} where a name should stand`);
        if (open.length === 1) key = text;
        expect = 'colon';
        return;
      case 'colon':
        if (text !== ':') throw syntax(`${text.slice(0, 20)} where a colon should stand`);
        expect = 'value';
        return;
      case 'after': {
        if (kind !== 'mark' || text !== ',')
          throw syntax(`${text.slice(0, 20)} where a comma should stand`);
        const top = open.at(-1);
        expect = top === 'object' || top === 'other-object' ? 'key' : 'value';
        return;
      }
      case 'end':
        throw syntax(`${text.slice(0, 20)} after the end`);
      default:
        return expect satisfies never;
    }
  };

  return {
    take,
    end: () => {
      if (expect !== 'end') throw new DataError('truncated', 'the JSON text ends too early');
      if (!found) throw shape('no "inputs"');
    },
  };
}
