import { describe, expect, it } from 'vitest';
import { bindingOf } from '../../src/checker/binding.ts';
import { limits } from '../../src/checker/certificate.ts';
import { check } from '../../src/checker/check.ts';

type Node = readonly (string | number)[];

const trivial = {
  claim: 'not-polynomial-of-degree',
  degree: -1,
  witness: { rule: 'finite-difference', at: '1', step: '1', precision: 64 },
};

/** A certificate about the last node, bound to it. */
function certificate(nodes: readonly Node[], claims: readonly unknown[] = [trivial]): object {
  const root = nodes.length - 1;
  const input = { text: 'x', parameters: {} };
  // The digest does not depend on what the decoder thinks of the nodes.
  const table = nodes.map((node) =>
    node[0] === 'number'
      ? {
          op: 'number',
          value: {
            num: BigInt(String(node[1]).split('/')[0]!),
            den: BigInt(String(node[1]).split('/')[1] ?? 1),
          },
        }
      : { op: String(node[0]), args: node.slice(1) as number[] },
  );
  const sha256 = bindingOf({ input, nodes: table as never, root });
  return { format: 'nonpoly-certificate', version: 1, input, nodes, root, sha256, claims };
}

const codeOf = (json: object): string => {
  const outcome = check(json);
  return outcome.accepted ? 'accepted' : outcome.refusal.code;
};
const x: Node = ['x'];
const chain = (n: number): Node[] => [
  x,
  ...Array.from({ length: n - 1 }, (_, k): Node => ['abs', k]),
];
const witness = (change: object): object => ({
  ...trivial,
  witness: { ...trivial.witness, ...change },
});
const repeat = <T>(n: number, value: T): T[] => Array.from({ length: n }, () => value);
const identity = (fields: object): object => ({
  claim: 'polynomial',
  rule: 'identity',
  coefficients: [0, 1],
  leading: 64,
  breakpoints: [],
  cells: [[]],
  ...fields,
});
const zeroOne: Node[] = [['number', '0'], ['number', '1'], x];
const growth = (fields: object): object => ({
  claim: 'non-polynomial',
  ceiling: {
    rule: 'growth',
    side: '+',
    from: '1',
    degree: 0,
    restatement: null,
    piece: null,
    ...fields,
  },
  witness: trivial.witness,
});

describe('every limit, from both sides', () => {
  it('nodes', () => {
    const many = (n: number): Node[] => [...repeat(n - 1, x), ['abs', 0]];
    expect(codeOf(certificate(many(limits.nodes)))).toBe('accepted');
    expect(codeOf(certificate(many(limits.nodes + 1)))).toBe('too-large');
  });

  it('depth', () => {
    expect(codeOf(certificate(chain(limits.depth)))).toBe('accepted');
    expect(codeOf(certificate(chain(limits.depth + 1)))).toBe('too-deep');
  });

  it('claims', () => {
    expect(codeOf(certificate([x], repeat(limits.claims, trivial)))).toBe('accepted');
    expect(codeOf(certificate([x], repeat(limits.claims + 1, trivial)))).toBe('too-large');
    expect(codeOf(certificate([x], []))).toBe('wrong-length');
  });

  it('lists of steps inside one another', () => {
    // By cases of x, of cases of x, …, each without need.
    const split = (n: number): readonly unknown[] =>
      n === 0 ? [] : [['cases', 2, split(n - 1), split(0), split(0)]];
    const nested = (n: number): object => certificate(zeroOne, [identity({ cells: [split(n)] })]);
    expect(codeOf(nested(limits.nesting))).toBe('accepted');
    expect(codeOf(nested(limits.nesting + 1))).toBe('too-deep');
  });

  it('precision', () => {
    for (const precision of [16, limits.precision])
      expect(codeOf(certificate([x], [witness({ precision })]))).toBe('accepted');
    for (const precision of [15, limits.precision + 1])
      expect(codeOf(certificate([x], [witness({ precision })]))).toBe('out-of-range');
  });

  it('order of a difference', () => {
    const nodes: Node[] = [x, ['exp', 0]];
    const claim = (degree: number): object => ({
      ...witness({ step: '1/64', precision: 4000 }),
      degree,
    });
    expect(codeOf(certificate(nodes, [{ ...claim(limits.order), degree: 30 }]))).toBe('accepted');
    expect(codeOf(certificate(nodes, [claim(limits.order + 1)]))).toBe('out-of-range');
  });

  it('degree of a ceiling', () => {
    const nodes: Node[] = [x, ['tanh', 0]];
    expect(codeOf(certificate(nodes, [growth({ degree: 0 })]))).toBe('accepted');
    expect(codeOf(certificate(nodes, [growth({ degree: limits.order + 1 })]))).toBe('out-of-range');
    expect(codeOf(certificate(nodes, [growth({ degree: -2 })]))).toBe('out-of-range');
  });

  it('digits of a rational', () => {
    const at = (n: number): object => witness({ at: '9'.repeat(n), precision: 64 });
    expect(codeOf(certificate([x], [at(limits.digits)]))).toBe('accepted');
    expect(codeOf(certificate([x], [at(limits.digits + 1)]))).toBe('too-large');
  });

  it('steps and terms', () => {
    const steps = (n: number): object => identity({ cells: [repeat(n, ['pi'])] });
    expect(codeOf(certificate(zeroOne, [steps(limits.steps)]))).toBe('accepted');
    expect(codeOf(certificate(zeroOne, [steps(limits.steps + 1)]))).toBe('too-large');
    // 0 = Σ k·log 1 with every exponent 0 holds, so the number of terms is all that counts.
    const terms = (n: number): object =>
      identity({
        cells: [
          [
            ['atom', 'exp', 0],
            ['exp', 0, repeat(n, [0, 1])],
          ],
        ],
      });
    expect(codeOf(certificate(zeroOne, [terms(limits.terms)]))).toBe('accepted');
    expect(codeOf(certificate(zeroOne, [terms(limits.terms + 1)]))).toBe('too-large');
  });

  it('breakpoints', () => {
    const cut = (n: number): object =>
      identity({
        breakpoints: Array.from({ length: n }, (_, k) => String(k)),
        cells: repeat(2 * n + 1, []),
      });
    expect(codeOf(certificate(zeroOne, [cut(300)]))).toBe('accepted');
    expect(codeOf(certificate(zeroOne, [cut(limits.breakpoints + 1)]))).toBe('too-large');
  });

  it('degree of a polynomial', () => {
    const nodes = (n: number): Node[] => [
      ['number', '0'],
      ['number', '1'],
      x,
      ['number', String(n)],
      ['pow', 2, 3],
    ];
    const claim = (n: number): object => identity({ coefficients: [...repeat(n, 0), 1] });
    expect(codeOf(certificate(nodes(limits.degree), [claim(limits.degree)]))).toBe('accepted');
    expect(codeOf(certificate(nodes(limits.degree + 1), [claim(limits.degree + 1)]))).toBe(
      'too-large',
    );
  });

  it('work', () => {
    // (1 + x)^n·(1 + x)^n costs about n² products for each of many nodes.
    const power = (n: number, times: number): Node[] => [
      ['number', '0'],
      ['number', '1'],
      x,
      ['add', 1, 2],
      ['number', String(n)],
      ['pow', 3, 4],
      ['mul', ...repeat(times, 5)],
    ];
    expect(codeOf(certificate(power(4, 3), [identity({})]))).toBe('not-identical');
    expect(codeOf(certificate(power(2000, 2000), [identity({})]))).toBe('too-much-work');
  });
});

describe('what is not in the format is refused', () => {
  const valid = certificate([x, ['tanh', 0]], [growth({})]) as Record<string, unknown>;
  it.each<[string, object, string]>([
    ['another format', { ...valid, format: 'other' }, 'unknown-format'],
    ['a later version', { ...valid, version: 2 }, 'unknown-version'],
    ['an unknown field', { ...valid, note: 'x' }, 'unknown-field'],
    ['a missing field', { ...valid, sha256: undefined, root: 1 }, 'wrong-type'],
    ['a wrong digest', { ...valid, sha256: '0'.repeat(64) }, 'wrong-hash'],
    ['another text', { ...valid, input: { text: 'y', parameters: {} } }, 'wrong-hash'],
    ['an unknown function', certificate([x, ['sine', 0]]), 'unknown-function'],
    ['a prototype name', certificate([x, ['constructor', 0]]), 'unknown-function'],
    ['a wrong arity', certificate([x, ['tanh', 0, 0]]), 'wrong-arity'],
    ['a reference forward', certificate([x, ['tanh', 1]]), 'out-of-range'],
    ['a condition as a number', certificate([x, ['less', 0, 0], ['tanh', 1]]), 'wrong-kind'],
    ['a number as a condition', certificate([x, ['if', 0, 0, 0]]), 'wrong-kind'],
    ['a negative number', certificate([['number', '-1']]), 'not-canonical'],
    ['a fraction not in lowest terms', certificate([['number', '2/4']]), 'not-canonical'],
    ['an unknown claim', certificate([x], [{ claim: 'analytic' }]), 'unknown-claim'],
    ['an unknown ceiling', certificate([x], [growth({ rule: 'guess' })]), 'unknown-rule'],
    [
      'an unknown step',
      certificate(zeroOne, [identity({ cells: [[['guess', 0]]] })]),
      'unknown-step',
    ],
    ['a step of 0', certificate([x], [witness({ step: '0' })]), 'wrong-step'],
    [
      'coefficients with x',
      certificate(zeroOne, [identity({ coefficients: [2, 1] })]),
      'wrong-kind',
    ],
    [
      'a point that isolates nothing',
      certificate(zeroOne, [
        identity({
          breakpoints: [{ polynomial: ['-2', '0', '1'], lower: '2', upper: '3' }],
          cells: [[], [], []],
        }),
      ]),
      'wrong-point',
    ],
    [
      'a point with a double root',
      certificate(zeroOne, [
        identity({
          breakpoints: [{ polynomial: ['1', '-2', '1'], lower: '0', upper: '2' }],
          cells: [[], [], []],
        }),
      ]),
      'wrong-point',
    ],
    [
      'breakpoints out of order',
      certificate(zeroOne, [identity({ breakpoints: ['1', '0'], cells: [[], [], [], [], []] })]),
      'out-of-range',
    ],
    [
      'a cell too few',
      certificate(zeroOne, [identity({ breakpoints: ['1'], cells: [[], []] })]),
      'wrong-length',
    ],
  ])('%s', (_what, json, code) => {
    expect(codeOf(JSON.parse(JSON.stringify(json)) as object)).toBe(
      code === 'wrong-type' && !('sha256' in JSON.parse(JSON.stringify(json)))
        ? 'missing-field'
        : code,
    );
  });

  it.each([null, 0, '', [], {}, [[]], { format: 1 }, 'x'.repeat(1e5)].map((v) => [v]))(
    '%j',
    (json) => {
      expect(check(json).accepted).toBe(false);
    },
  );
});
