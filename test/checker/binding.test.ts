/**
 * # SHA-256 and what it binds
 *
 * Published digests (FIPS 180-4 examples, NIST CAVP), and agreement with another implementation;
 * then: every field that the binding names changes the digest, and nothing else does.
 */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindingOf } from '../../src/checker/binding.ts';
import { check } from '../../src/checker/check.ts';
import { sha256 } from '../../src/checker/sha256.ts';
import { parse } from '../../src/expr/parse.ts';
import { decide } from '../../src/polynomiality/decide.ts';

const reference = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

describe('published digests', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    [
      'abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu',
      'cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1',
    ],
    ['\u0000', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  ])('%j', (text, digest) => {
    expect(sha256(text)).toBe(digest);
  });

  it('a million times the letter a', () => {
    expect(sha256('a'.repeat(1_000_000))).toBe(
      'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0',
    );
  });
});

describe('another implementation', () => {
  it('agrees on 200 random strings', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(sha256(text)).toBe(reference(text));
      }),
      { seed: 42, numRuns: 200 },
    );
  });

  it('agrees at every length around the ends of blocks, in one to four bytes a character', () => {
    for (const character of ['a', 'ß', '≤', '𝜎'])
      for (let n = 0; n <= 132; n++) {
        const text = character.repeat(n);
        expect(sha256(text)).toBe(reference(text));
      }
  });
});

type Json = Record<string, unknown>;
const original = JSON.parse(
  JSON.stringify(
    decide(parse('x > 0 ? x : 0.01*x'), {
      input: { text: 'x > 0 ? x : a*x', parameters: { b: '2', a: '0.01' } },
    }).certificate,
  ),
) as Json & {
  readonly input: { readonly text: string; readonly parameters: Json };
  readonly nodes: readonly unknown[];
  readonly root: number;
};
const codeOf = (change: Json): string => {
  const outcome = check({ ...original, ...change });
  return outcome.accepted ? 'accepted' : outcome.refusal.code;
};

describe('the binding', () => {
  it('is the digest that FORMAT.md describes', () => {
    const { input, nodes, root, sha256: digest } = original;
    const sorted = Object.entries(input.parameters).sort(([a], [b]) => (a < b ? -1 : 1));
    const bound = JSON.stringify([input.text, sorted, nodes.slice(0, root + 1)]);
    expect(sorted.map(([name]) => name)).toEqual(['a', 'b']);
    expect(digest).toBe(reference(bound));
    expect(codeOf({})).toBe('accepted');
  });

  it.each<[string, Json]>([
    ['another text', { input: { ...original.input, text: 'x > 0 ? x : a*x ' } }],
    ['another value', { input: { ...original.input, parameters: { a: '0.02', b: '2' } } }],
    ['another name', { input: { ...original.input, parameters: { c: '0.01', b: '2' } } }],
    ['a parameter less', { input: { ...original.input, parameters: { a: '0.01' } } }],
    [
      'a parameter more',
      { input: { ...original.input, parameters: { a: '0.01', b: '2', c: '' } } },
    ],
    ['another root', { root: original.root - 1 }],
    [
      'another number',
      {
        nodes: original.nodes.map((node) =>
          JSON.stringify(node) === '["number","1/100"]' ? ['number', '1/50'] : node,
        ),
      },
    ],
    ['a node twice', { nodes: [['x'], ...original.nodes.slice(1, 2), ...original.nodes.slice(1)] }],
    ['capital letters', { sha256: String(original.sha256).toUpperCase() }],
    ['a shorter digest', { sha256: String(original.sha256).slice(0, 63) }],
  ])('%s is refused', (_what, change) => {
    expect(JSON.stringify({ ...original, ...change })).not.toBe(JSON.stringify(original));
    expect(codeOf(change)).not.toBe('accepted');
  });

  it.each<[string, Json]>([
    ['text', { input: { ...original.input, text: 'x' } }],
    ['value', { input: { ...original.input, parameters: { a: '1', b: '2' } } }],
    ['digest', { sha256: '0'.repeat(64) }],
  ])('a changed %s is refused for its digest', (_what, change) => {
    expect(codeOf(change)).toBe('wrong-hash');
  });

  it('does not depend on the order of parameters', () => {
    expect(codeOf({ input: { ...original.input, parameters: { a: '0.01', b: '2' } } })).toBe(
      'accepted',
    );
    expect(codeOf({ input: { ...original.input, parameters: { b: '2', a: '0.01' } } })).toBe(
      'accepted',
    );
  });

  it('does not let fields run into each other', () => {
    const nodes = [{ op: 'x', args: [] }];
    const digests = [
      { text: 'a', parameters: { b: 'c' } },
      { text: 'a', parameters: { bc: '' } },
      { text: 'a","b', parameters: { c: '' } },
      { text: '', parameters: { a: 'b', c: '' } },
      { text: 'a,b', parameters: {} },
      { text: 'a', parameters: { b: '","c' } },
    ].map((input) => bindingOf({ input, nodes, root: 0 }));
    expect(new Set(digests).size).toBe(digests.length);
  });
});
