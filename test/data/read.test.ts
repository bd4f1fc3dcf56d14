import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Q from '../../src/arith/rational.ts';
import { DataError } from '../../src/data/data-error.ts';
import { exactEntry, exactRow } from '../../src/data/data-set.ts';
import type { DataSet } from '../../src/data/data-set.ts';
import { binaryValue } from '../../src/arith/double.ts';
import { encodeNpy } from '../../src/data/npy.ts';
import { readDataSet } from '../../src/data/read.ts';
import type { ReadOptions } from '../../src/data/read.ts';
import { encodeCsv, encodeJsonRows } from '../../src/data/write.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string, options: ReadOptions = {}): Promise<DataSet> =>
  readDataSet(bytes(text), options);
const texts = (set: DataSet): string[][] =>
  Array.from({ length: set.n }, (_, i) => exactRow(set, i).map(Q.toText));
const refused = async (
  content: string | Uint8Array,
  options: ReadOptions = {},
): Promise<unknown> => {
  const error: unknown = await readDataSet(
    typeof content === 'string' ? bytes(content) : content,
    options,
  ).then(
    () => 'accepted',
    (e: unknown) => e,
  );
  expect(error, JSON.stringify(error)).toBeInstanceOf(DataError);
  return (error as DataError).toJSON();
};
/** The same bytes in chunks of a size. */
async function* chunks(all: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size);
}

describe('CSV', () => {
  it.each([
    [
      'a header',
      'height,width\n1,0.1\n2,3\n',
      [
        ['1', '1/10'],
        ['2', '3'],
      ],
    ],
    [
      'no header',
      '1,0.1\n2,3',
      [
        ['1', '1/10'],
        ['2', '3'],
      ],
    ],
    [
      'quoted numbers, fractions, blanks',
      '"1", 1/3 \n"-2e-1",+.5\n',
      [
        ['1', '1/3'],
        ['-1/5', '1/2'],
      ],
    ],
    [
      'semicolons',
      '1;2\n3;4',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['tabs', 'a\tb\n1\t2\n', [['1', '2']]],
    ['a byte order mark', '\ufeffa,b\n1,2\n', [['1', '2']]],
    [
      'ends of lines mixed',
      '1,2\r\n3,4\r5,6\n\n\r\n7,8',
      [
        ['1', '2'],
        ['3', '4'],
        ['5', '6'],
        ['7', '8'],
      ],
    ],
    [
      'comments and blank lines',
      '\n# numbers\n\n1,2\n# more\n3,4\n',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['a name in quotes with a comma', '"a, b",c\n1,2\n', [['1', '2']]],
    ['one column', '1\n2\n3', [['1'], ['2'], ['3']]],
  ])('with %s', async (_name, text, expected) => {
    expect(texts(await read(text))).toEqual(expected);
    // However the bytes come.
    for (const size of [1, 3])
      expect(texts(await readDataSet(chunks(bytes(text), size)))).toEqual(expected);
  });

  it('in UTF-16 with its mark', async () => {
    const text = '\ufeff1,2\n3,4\n';
    const little = new Uint8Array(Buffer.from(text, 'utf16le'));
    const big = new Uint8Array(Buffer.from(text, 'utf16le').swap16());
    for (const all of [little, big]) {
      expect(texts(await readDataSet(all))).toEqual([
        ['1', '2'],
        ['3', '4'],
      ]);
      expect(texts(await readDataSet(chunks(all, 1)))).toEqual([
        ['1', '2'],
        ['3', '4'],
      ]);
    }
  });

  it('chooses columns by name, number and range, and leaves text alone elsewhere', async () => {
    const iris = 'length,width,species\n5.1,3.5,setosa\n4.9,3,setosa\n';
    const chosen = await read(iris, { columns: 'width,1' });
    expect(texts(chosen)).toEqual([
      ['7/2', '51/10'],
      ['3', '49/10'],
    ]);
    expect(chosen.names).toEqual(['width', 'length']);
    expect(texts(await read('5.1,3.5,setosa\n4.9,3,setosa\n', { columns: '1-2' }))).toHaveLength(2);
    expect(await refused(iris, { columns: 'girth' })).toMatchObject({ code: 'unknown-column' });
    expect(await refused(iris, { columns: '1-4' })).toMatchObject({ code: 'unknown-column' });
  });

  it('says what may be meant otherwise', async () => {
    expect((await read('0,1,2\n5,7,9\n')).notes[0]).toContain('--header yes');
    expect((await read('0,1.5\n1,2\n2,9\n')).notes[0]).toContain('--columns');
    expect((await read('0,1,2\n5,7,9\n', { header: true })).names).toEqual(['0', '1', '2']);
  });

  it.each([
    ['', { code: 'empty' }],
    ['a,b\n', { code: 'empty' }],
    ['1,2\n3\n', { code: 'ragged-rows', row: 2 }],
    ['1,2\n3,4,5\n', { code: 'ragged-rows', row: 2 }],
    ['a,b\n1,2\n3,four\n', { code: 'not-a-number', row: 2, column: 2 }],
    ['1,2\n3,\n', { code: 'empty-cell', row: 2, column: 2 }],
    ['1,2\n3,NaN\n', { code: 'not-finite', row: 2, column: 2 }],
    ['1,-inf\n', { code: 'not-finite', row: 1, column: 2 }],
    ['1e400,1\n', { code: 'out-of-range', row: 1, column: 1 }],
    ['1,1e99999\n', { code: 'number-too-long', row: 1, column: 2 }],
    [`1,${'1'.repeat(20_000)}\n`, { code: 'number-too-long', row: 1, column: 2 }],
    ['1/0,1\n', { code: 'not-a-number', row: 1, column: 1 }],
    ['1,x\n2,3\n', { code: 'ambiguous-header' }],
    ['1,5;2,5\n', { code: 'not-a-number', row: 1, column: 1 }],
    ['1 2\n3 4\n', { code: 'not-a-number', row: 1, column: 1 }],
    ['1,"2\n3,4', { code: 'csv-syntax' }],
    ['1,"2"3\n', { code: 'csv-syntax' }],
    ['0x10,1\n', { code: 'ambiguous-header' }],
  ])('refuses %j', async (text, error) => {
    expect(await refused(text)).toMatchObject(error);
  });

  it('names the line as an editor counts it', async () => {
    expect(await refused('# x\na,b\n\n1,2\n3,four\n')).toMatchObject({
      message: 'line 5, column 2 (b): expected a number, found "four"',
    });
  });

  it('is not read beyond the limits', async () => {
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      for (;;) yield bytes('1,2,3\n'.repeat(1000));
    };
    for (const limits of [{ entries: 50_000 }, { rows: 20_000 }])
      await expect(readDataSet(endless(), { limits })).rejects.toMatchObject({ code: 'too-large' });
  });

  it('with a row of a million columns', async () => {
    const text = Array.from({ length: 10 ** 6 }, (_, k) => k + 1).join(',');
    const set = await read(text);
    expect([set.n, set.d, set.data[999_999]]).toEqual([1, 10 ** 6, 10 ** 6]);
  }, 60_000);
});

describe('text that is no text', () => {
  it.each([
    ['UTF-16 without its mark', Buffer.from('1,2\n', 'utf16le'), 'invalid-text'],
    ['Latin 1', Buffer.from([0x67, 0x72, 0xf6, 0x0a, 0x31]), 'invalid-text'],
    ['a ZIP archive', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), 'unsupported'],
    ['a gzip archive', Buffer.from([0x1f, 0x8b, 8, 0]), 'unsupported'],
  ])('%s', async (_name, content, code) => {
    expect(await refused(new Uint8Array(content))).toMatchObject({ code });
  });
});

describe('JSON', () => {
  it.each([
    [
      '[[1, 0.1], [2, "1/3"]]',
      [
        ['1', '1/10'],
        ['2', '1/3'],
      ],
    ],
    ['[1, 2.5e0, -3E-1]', [['1'], ['5/2'], ['-3/10']]],
    ['{"a": [1, {"b": []}], "inputs": [[9007199254740993]], "z": null}', [['9007199254740993']]],
    [' \n{"inputs":[[0.1234567890123456789]]}\n', [['1234567890123456789/10000000000000000000']]],
  ])('%s', async (text, expected) => {
    expect(texts(await read(text))).toEqual(expected);
    for (const size of [1, 7])
      expect(texts(await readDataSet(chunks(bytes(text), size)))).toEqual(expected);
  });

  it.each([
    ['[]', { code: 'empty' }],
    ['[[]]', { code: 'empty' }],
    ['[[1,2],[3]]', { code: 'ragged-rows', row: 2 }],
    ['[[1,NaN]]', { code: 'not-finite', row: 1, column: 2 }],
    ['[[1,-Infinity]]', { code: 'not-finite', row: 1, column: 2 }],
    ['[[1,"x"]]', { code: 'not-a-number', row: 1, column: 2 }],
    ['[[1],[null]]', { code: 'json-syntax', row: 2 }],
    ['[[1,[2]]]', { code: 'json-syntax' }],
    ['[1,[2]]', { code: 'json-syntax' }],
    ['[[1],2]', { code: 'json-syntax' }],
    ['[[1,2]', { code: 'truncated' }],
    ['[[1,2]]]', { code: 'json-syntax' }],
    ['[[1 2]]', { code: 'json-syntax' }],
    ['[[01]]', { code: 'json-syntax' }],
    ['[[1,]]', { code: 'json-syntax' }],
    ['{"inputs": {}}', { code: 'json-syntax' }],
    ['{"rows": [[1]]}', { code: 'json-syntax' }],
    ['{"inputs": [[1]], "inputs": [[2]]}', { code: 'json-syntax' }],
    [`{"a": ${'['.repeat(100_000)}`, { code: 'json-syntax' }],
    [`["${'1'.repeat(3_000_000)}`, { code: 'json-syntax' }],
  ])('refuses %.40s', async (text, error) => {
    expect(await refused(text)).toMatchObject(error);
  });
});

const npy = (header: string, body: Uint8Array, version = 1, claim?: number): Uint8Array => {
  const text = bytes(header);
  const head = new Uint8Array(version === 1 ? 10 : 12);
  head.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  const view = new DataView(head.buffer);
  if (version === 1) view.setUint16(8, claim ?? text.length, true);
  else view.setUint32(8, claim ?? text.length, true);
  return new Uint8Array(Buffer.concat([head, text, body]));
};
const dictionary = (descr: string, order: string, shape: string): string =>
  `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }\n`;
const packed = (
  count: number,
  size: number,
  put: (view: DataView, k: number) => void,
): Uint8Array => {
  const view = new DataView(new ArrayBuffer(count * size));
  for (let k = 0; k < count; k += 1) put(view, k);
  return new Uint8Array(view.buffer);
};

describe('NPY', () => {
  const values = [1, -2, 3, 4, 5, 6];
  it.each([
    ['<f8', 8, (v: DataView, k: number) => v.setFloat64(8 * k, values[k]!, true)],
    ['>f8', 8, (v: DataView, k: number) => v.setFloat64(8 * k, values[k]!)],
    ['<f4', 4, (v: DataView, k: number) => v.setFloat32(4 * k, values[k]!, true)],
    ['>f4', 4, (v: DataView, k: number) => v.setFloat32(4 * k, values[k]!)],
    ['|i1', 1, (v: DataView, k: number) => v.setInt8(k, values[k]!)],
    ['<i2', 2, (v: DataView, k: number) => v.setInt16(2 * k, values[k]!, true)],
    ['>i4', 4, (v: DataView, k: number) => v.setInt32(4 * k, values[k]!)],
    ['<i8', 8, (v: DataView, k: number) => v.setBigInt64(8 * k, BigInt(values[k]!), true)],
  ])('of type %s in both orders and versions', async (descr, size, put) => {
    const body = packed(6, size, put);
    for (const version of [1, 2, 3]) {
      const rows = await readDataSet(npy(dictionary(descr, 'False', '(2, 3)'), body, version));
      expect(texts(rows)).toEqual([
        ['1', '-2', '3'],
        ['4', '5', '6'],
      ]);
      const columns = await readDataSet(npy(dictionary(descr, 'True', '(2, 3)'), body, version));
      expect(texts(columns)).toEqual([
        ['1', '3', '5'],
        ['-2', '4', '6'],
      ]);
      expect((await readDataSet(npy(dictionary(descr, 'False', '(6,)'), body, version))).d).toBe(1);
    }
  });

  it('gives integers beyond 2^53 and doubles exactly', async () => {
    const large = [2n ** 64n - 1n, 2n ** 53n + 1n];
    const body = packed(2, 8, (v, k) => v.setBigUint64(8 * k, large[k]!, true));
    const set = await readDataSet(npy(dictionary('<u8', 'True', '(1, 2)'), body));
    expect(texts(set)).toEqual([large.map(String)]);
    const tenth = packed(1, 8, (v) => v.setFloat64(0, 0.1, true));
    const one = await readDataSet(npy(dictionary('<f8', 'False', '(1,)'), tenth));
    expect(texts(one)).toEqual([['3602879701896397/36028797018963968']]);
  });

  const f8 = packed(6, 8, (v, k) => v.setFloat64(8 * k, values[k]!, true));
  it.each([
    ['a gibibyte promised', npy(dictionary('<f8', 'False', '(1000, 100000)'), f8), 'truncated'],
    ['more than fits', npy(dictionary('<f8', 'False', '(9999999999, 99999999)'), f8), 'too-large'],
    [
      'a header of 4 GB',
      npy(dictionary('<f8', 'False', '(2, 3)'), f8, 2, 2 ** 32 - 1),
      'npy-header',
    ],
    ['a header that ends too early', npy('', new Uint8Array(), 1, 100), 'truncated'],
    ['fewer numbers', npy(dictionary('<f8', 'False', '(7,)'), f8), 'truncated'],
    ['more numbers', npy(dictionary('<f8', 'False', '(5,)'), f8), 'npy-header'],
    ['no numbers', npy(dictionary('<f8', 'False', '(0, 3)'), new Uint8Array()), 'empty'],
    ['three dimensions', npy(dictionary('<f8', 'False', '(1, 2, 3)'), f8), 'unsupported'],
    ['no dimension', npy(dictionary('<f8', 'False', '()'), f8), 'unsupported'],
    ['objects', npy(dictionary('|O', 'False', '(6,)'), f8), 'unsupported'],
    ['complex numbers', npy(dictionary('<c16', 'False', '(3,)'), f8), 'unsupported'],
    [
      'records',
      npy(`{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (6,), }`, f8),
      'unsupported',
    ],
    [
      'a key twice',
      npy(`{'descr': '<f8', 'descr': '<f4', 'fortran_order': False, 'shape': (6,)}`, f8),
      'npy-header',
    ],
    ['code', npy(`__import__('os').system('true')`, f8), 'npy-header'],
    ['another version', npy(dictionary('<f8', 'False', '(6,)'), f8, 9), 'npy-header'],
    ['its magic alone', Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59), 'truncated'],
  ])('refuses %s', async (_name, file, code) => {
    const before = process.memoryUsage().arrayBuffers;
    expect(await refused(file)).toMatchObject({ code });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 26);
  });

  it('names the place of a number that is none, in either order', async () => {
    const body = packed(6, 8, (v, k) => v.setFloat64(8 * k, k === 4 ? NaN : 1, true));
    expect(await refused(npy(dictionary('<f8', 'False', '(2, 3)'), body))).toMatchObject({
      code: 'not-finite',
      row: 2,
      column: 2,
    });
    expect(await refused(npy(dictionary('<f8', 'True', '(2, 3)'), body))).toMatchObject({
      row: 1,
      column: 3,
    });
  });
});

describe('what is written is read back', () => {
  const matrices = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
    .chain(([n, d]) =>
      fc.record({
        n: fc.constant(n),
        d: fc.constant(d),
        data: fc.array(
          fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
          { minLength: n * d, maxLength: n * d },
        ),
      }),
    );

  it('by every format, to the bit', async () => {
    await fc.assert(
      fc.asyncProperty(matrices, async ({ n, d, data }) => {
        const values = Float64Array.from(data);
        const files = [
          Buffer.from([...encodeCsv(values, d)].join('')),
          Buffer.from([...encodeJsonRows(values, d)].join('')),
          Buffer.concat([...encodeNpy(values, n, d)]),
        ];
        for (const [k, file] of files.entries()) {
          const set = await readDataSet(new Uint8Array(file));
          expect([set.n, set.d, [...set.data], set.literals.size]).toEqual([n, d, data, 0]);
          expect(set.exactness).toBe(k === 2 ? 'binary' : 'decimal');
        }
      }),
      { seed: 42, numRuns: 100 },
    );
  });

  it('and exact entries are the decimals that stand there', async () => {
    const decimal = fc
      .tuple(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.integer({ min: 0, max: 30 }))
      .map(([mantissa, places]) => ({ mantissa, places }));
    await fc.assert(
      fc.asyncProperty(fc.array(decimal, { minLength: 1, maxLength: 8 }), async (row) => {
        const set = await read(
          row.map(({ mantissa, places }) => `${mantissa}e-${places}`).join(','),
        );
        row.forEach(({ mantissa, places }, k) => {
          const exact = Q.rational(mantissa, 10n ** BigInt(places));
          expect(Q.equals(exactEntry(set, 0, k), exact)).toBe(true);
          // The nearest double: within half an ulp.
          const error = Q.sub(binaryValue(set.data[k]!), exact);
          const size = (x: Q.Rational): Q.Rational => (x.num < 0n ? Q.neg(x) : x);
          const bound = Q.mul(size(exact), Q.rational(1n, 2n ** 53n));
          expect(Q.compare(size(error), bound)).toBeLessThanOrEqual(0);
        });
      }),
      { seed: 42, numRuns: 200 },
    );
  });
});
