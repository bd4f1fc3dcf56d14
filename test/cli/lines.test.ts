import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { readLines } from '../../src/cli/lines.ts';
import type { Line } from '../../src/cli/lines.ts';

async function linesOf(
  bytes: Uint8Array,
  sizes: readonly number[],
  limit: number,
): Promise<Line[]> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    let from = 0;
    for (let i = 0; from < bytes.length; i++) {
      const to = Math.min(bytes.length, from + (sizes[i % sizes.length] ?? bytes.length));
      yield bytes.subarray(from, to);
      from = to;
    }
  }
  const lines: Line[] = [];
  for await (const line of readLines(chunks(), limit)) lines.push(line);
  return lines;
}

const chunkSizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 });

describe('lines of a stream', () => {
  it('are the nonblank lines of the text, however it is cut into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('', ' \t', 'x^2'))),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        chunkSizes,
        async (texts, newline, closed, sizes) => {
          const kept = texts.map((text) => text.replace(/[\r\n\uFEFF]/g, ''));
          const bytes = Buffer.from(kept.join(newline) + (closed ? newline : ''));
          const lines = await linesOf(bytes, sizes, 10_000);
          expect(lines).toEqual(
            kept.filter((text) => text.trim() !== '').map((text) => ({ kind: 'text', text })),
          );
        },
      ),
      { seed: 42, numRuns: 300 },
    );
  });

  it('that are not UTF-8 are reported where they stop being it, and the others are read', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom([0xff], [0xc3, 0x28], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xc0, 0xaf]),
        chunkSizes,
        async (before, bad, sizes) => {
          const text = before.replace(/[\r\n\uFEFF]/g, '');
          const bytes = Buffer.concat([
            Buffer.from('a\n' + text),
            Buffer.from(bad),
            Buffer.from('z\nb\n'),
          ]);
          const lines = await linesOf(bytes, sizes, 10_000);
          expect(lines).toHaveLength(3);
          expect(lines[1]).toMatchObject({ kind: 'invalid-utf8', position: text.length });
        },
      ),
      { seed: 42, numRuns: 200 },
    );
  });

  it('may contain U+FFFD itself', async () => {
    expect(await linesOf(Buffer.from('\uFFFD + x'), [3], 100)).toEqual([
      { kind: 'text', text: '\uFFFD + x' },
    ]);
    const bytes = Buffer.concat([Buffer.from('\uFFFDa\uFFFD'), Buffer.from([0xff])]);
    expect(await linesOf(bytes, [2], 100)).toMatchObject([{ kind: 'invalid-utf8', position: 3 }]);
  });

  it('of the limit are read, of one byte more they are not; the next line is', async () => {
    for (const size of [1, 3, 100]) {
      const lines = await linesOf(
        Buffer.from(`${'x'.repeat(10)}\n${'y'.repeat(11)}\nz`),
        [size],
        10,
      );
      expect(lines.map((line) => line.kind)).toEqual(['text', 'too-long', 'text']);
    }
  });

  it('without end do not collect in memory, and are reported at once', async () => {
    const chunk = Buffer.alloc(2 ** 16, 'x');
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield chunk;
    }
    const { value } = await readLines(endless(), 2 ** 20).next();
    expect(value).toMatchObject({ kind: 'too-long' });
  });

  it('begin after a byte order mark', async () => {
    expect(await linesOf(Buffer.from('\uFEFFx\n\uFEFFy'), [1], 100)).toEqual([
      { kind: 'text', text: 'x' },
      { kind: 'text', text: '\uFEFFy' },
    ]);
  });
});
