/**
 * # One JSON object, field by field
 *
 * Gives the raw text of each field of a JSON object, so that a value can be passed through
 * unchanged (a large integer keeps its digits), and where a text stops being JSON (RFC 8259).
 * Nesting is not recursion: no text overflows the stack.
 */
export type JsonRecord =
  | { readonly kind: 'record'; readonly fields: ReadonlyMap<string, string> }
  | { readonly kind: 'invalid'; readonly position: number; readonly expected: string };

type State = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'after-value';

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

export function readRecord(text: string): JsonRecord {
  const fields = new Map<string, string>();
  const open: ('{' | '[')[] = [];
  let key = '';
  let valueStart = 0;
  let i = blanksEnd(text, 0);
  if (text[i] !== '{') return invalid(i, 'an object');
  open.push('{');
  i++;
  let state: State = 'key-or-end';

  while (open.length > 0) {
    i = blanksEnd(text, i);
    const c = text[i];
    const closing = open.at(-1) === '{' ? '}' : ']';
    if ((state === 'after-value' || state.endsWith('-or-end')) && c === closing) {
      open.pop();
      i++;
      if (open.length === 1) fields.set(key, text.slice(valueStart, i));
      state = 'after-value';
    } else if (state === 'after-value') {
      if (c !== ',') return invalid(i, `',' or '${closing}'`);
      i++;
      state = closing === '}' ? 'key' : 'value';
    } else if (state === 'key' || state === 'key-or-end') {
      const end = stringEnd(text, i);
      if (end.error) return invalid(end.at, c === '"' ? end.error : 'a field name in quotes');
      if (open.length === 1) key = JSON.parse(text.slice(i, end.at)) as string;
      i = blanksEnd(text, end.at);
      if (text[i] !== ':') return invalid(i, "':'");
      i++;
      state = 'value';
    } else {
      if (open.length === 1) valueStart = i;
      if (c === '{' || c === '[') {
        open.push(c);
        i++;
        state = c === '{' ? 'key-or-end' : 'value-or-end';
        continue;
      }
      const end = scalarEnd(text, i);
      if (end.error) return invalid(end.at, end.error);
      i = end.at;
      if (open.length === 1) fields.set(key, text.slice(valueStart, i));
      state = 'after-value';
    }
  }
  i = blanksEnd(text, i);
  return i < text.length ? invalid(i, 'the end of the line') : { kind: 'record', fields };
}

const invalid = (position: number, expected: string): JsonRecord => ({
  kind: 'invalid',
  position,
  expected,
});

function blanksEnd(text: string, from: number): number {
  let i = from;
  while (text[i] === ' ' || text[i] === '\t' || text[i] === '\r' || text[i] === '\n') i++;
  return i;
}

interface End {
  readonly at: number;
  readonly error?: string;
}

function scalarEnd(text: string, from: number): End {
  if (text[from] === '"') return stringEnd(text, from);
  for (const word of ['true', 'false', 'null'])
    if (text.startsWith(word, from)) return { at: from + word.length };
  number.lastIndex = from;
  return number.test(text) ? { at: number.lastIndex } : { at: from, error: 'a value' };
}

function stringEnd(text: string, from: number): End {
  if (text[from] !== '"') return { at: from, error: 'a string' };
  for (let i = from + 1; i < text.length; i++) {
    const c = text[i]!;
    if (c === '"') return { at: i + 1 };
    if (c < ' ') return { at: i, error: 'no control character in a string' };
    if (c !== '\\') continue;
    const escape = text[i + 1] ?? '';
    if (escape === 'u' && /^[0-9a-fA-F]{4}$/.test(text.slice(i + 2, i + 6))) i += 5;
    else if (escape !== '' && '"\\/bfnrt'.includes(escape)) i++;
    else return { at: i, error: 'an escape of JSON' };
  }
  return { at: text.length, error: "'\"'" };
}
