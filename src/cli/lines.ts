/**
 * # Lines of a byte stream
 *
 * Splits at \n or \r\n, drops blank lines and a byte order mark, and keeps at most `limit` bytes
 * of a line: what is longer, or is not UTF-8, is reported in its place.
 */
export type Line =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'invalid-utf8';
      readonly text: string;
      /** Offset in `text`, where U+FFFD stands for the first bytes that mean nothing. */
      readonly position: number;
    }
  | { readonly kind: 'too-long'; readonly beginning: string };

/** Characters of an over-long line that are kept. */
const shown = 80;

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

export async function* readLines(
  chunks: AsyncIterable<Uint8Array | string>,
  limit: number,
): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let length = 0;
  let skipping = false;
  let first = true;

  const take = (): Buffer => {
    const bytes = Buffer.concat(parts, length);
    parts = [];
    length = 0;
    const marked = first && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    first = false;
    return marked ? bytes.subarray(3) : bytes;
  };

  for await (const chunk of chunks) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    let from = 0;
    while (from < bytes.length) {
      const newline = bytes.indexOf(0x0a, from);
      const to = newline < 0 ? bytes.length : newline;
      if (!skipping) {
        parts.push(bytes.subarray(from, to));
        length += to - from;
        if (length > limit) {
          yield { kind: 'too-long', beginning: lenient.decode(take()).slice(0, shown) };
          skipping = true;
        } else if (newline >= 0) {
          const line = decode(take());
          if (line) yield line;
        }
      }
      if (newline >= 0) skipping = false;
      from = to + 1;
    }
  }
  const line = skipping ? null : decode(take());
  if (line) yield line;
}

function decode(bytes: Buffer): Line | null {
  const end = bytes.at(-1) === 0x0d ? bytes.length - 1 : bytes.length;
  const content = bytes.subarray(0, end);
  try {
    const text = strict.decode(content);
    return text.trim() === '' ? null : { kind: 'text', text };
  } catch {
    const text = lenient.decode(content);
    return { kind: 'invalid-utf8', text, position: firstReplacement(text, content) };
  }
}

/** Offset of the first U+FFFD that does not stand for itself. */
function firstReplacement(text: string, bytes: Buffer): number {
  let position = text.indexOf('\uFFFD');
  // Up to the first invalid byte, the encoding of the text is the bytes.
  let offset = Buffer.byteLength(text.slice(0, position));
  while (bytes.subarray(offset, offset + 3).equals(Buffer.from('\uFFFD'))) {
    const next = text.indexOf('\uFFFD', position + 1);
    offset += Buffer.byteLength(text.slice(position, next));
    position = next;
  }
  return position;
}
