import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { readRecord } from '../../src/cli/json-record.ts';

/** What the engine's own parser makes of the text. */
function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function agrees(text: string): void {
  const record = readRecord(text);
  const value = parsed(text);
  expect(record.kind === 'record', text).toBe(value !== null);
  if (record.kind === 'invalid') {
    expect(record.position).toBeLessThanOrEqual(text.length);
    return;
  }
  const fields = [...record.fields].map(([key, raw]) => [key, JSON.parse(raw) as unknown] as const);
  expect(new Map(fields)).toEqual(new Map(Object.entries(value!)));
}

describe('a JSON record', () => {
  const record = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 4 }));

  it('has the fields that JSON.parse gives', () => {
    fc.assert(
      fc.property(record, fc.constantFrom(undefined, 1, '\t'), (value, space) =>
        agrees(JSON.stringify(value, null, space)),
      ),
      { seed: 42, numRuns: 500 },
    );
  });

  it('is refused exactly when JSON.parse refuses, under random damage', () => {
    const damage = fc.constantFrom(
      '',
      '"',
      '\\',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '0',
      '-',
      '.',
      'e',
      'u',
    );
    fc.assert(
      fc.property(record, fc.nat(), fc.nat(3), damage, (value, place, cut, text) => {
        const json = JSON.stringify(value);
        const at = place % (json.length + 1);
        agrees(json.slice(0, at) + text + json.slice(at + cut));
      }),
      { seed: 42, numRuns: 3000 },
    );
  });

  it('keeps the text of values as it stands', () => {
    const record = readRecord('{"id": 12345678901234567890, "id" : 1.0e400 ,"\\u0065xpr":"x"} ');
    expect(record).toMatchObject({ kind: 'record' });
    if (record.kind === 'record')
      expect([...record.fields]).toEqual([
        ['id', '1.0e400'],
        ['expr', '"x"'],
      ]);
  });

  it.each([
    ['{a: 1}', 1, 'a field name in quotes'],
    ['{"a" 1}', 5, "':'"],
    ['{"a": }', 6, 'a value'],
    ['{"a": 01}', 7, "',' or '}'"],
    ['{"a": "b', 8, "'\"'"],
    ['{"a": 1,}', 8, 'a field name in quotes'],
    ['{"a": [1, 2}', 11, "',' or ']'"],
    ['{"a": 1} x', 9, 'the end of the line'],
    ['{"a": "\\x"}', 7, 'an escape of JSON'],
  ])('%s is refused at %i', (text, position, expected) => {
    expect(readRecord(text)).toEqual({ kind: 'invalid', position, expected });
  });

  it('may be nested deeper than any stack', () => {
    const depth = 400_000;
    const text = `{"id":${'['.repeat(depth)}${']'.repeat(depth)},"expr":"x"}`;
    expect(readRecord(text)).toMatchObject({ kind: 'record' });
  });
});
