/**
 * What a computer algebra system proposes counts only if it multiplies out: a disguise in which
 * nerdamer's factors are used, and wrong ones that are refused.
 */
import { describe, expect, it } from 'vitest';
import { check } from '../../src/checker/check.ts';
import { parse } from '../../src/expr/parse.ts';
import { decide } from '../../src/polynomiality/decide.ts';
import type { ProposeFactors } from '../../src/polynomiality/proposal.ts';
import { factor } from '../../src/proposals/factor.ts';

/** log(AB) + log(CD) − log(AD) − log(BC) + x, multiplied out: no factor stands alone. */
const disguise = parse(
  'log(exp(x)*x^2 + exp(x) + x^2 + 1) + log(exp(x)*x^2 + 2*exp(x) + 2*x^2 + 4)' +
    ' - log(exp(x)*x^2 + exp(x) + 2*x^2 + 2) - log(exp(x)*x^2 + 2*exp(x) + x^2 + 2) + x',
);

/** Decides with a proposer, and keeps what was asked and answered. */
function decideWith(propose: ProposeFactors) {
  const asked: (readonly [question: string, answer: string | null])[] = [];
  const verdict = decide(disguise, {
    propose: (polynomial) => {
      const answer = propose(polynomial);
      asked.push([polynomial, answer]);
      return answer;
    },
  });
  return { verdict, asked };
}

describe('a disguise that needs factors', () => {
  it('stays undecided without a proposal', () => {
    expect(decide(disguise).kind).toBe('undecided');
    expect(decideWith(() => null).verdict.kind).toBe('undecided');
  });

  it("is decided with nerdamer's", () => {
    const { verdict, asked } = decideWith(factor);
    expect(asked[0]).toEqual([
      '(1)*x^2*y1^1 + (1)*y1^1 + (1)*x^2 + (1)',
      expect.stringMatching(/^\(.*\)\*\(.*\)$/),
    ]);
    expect(verdict).toMatchObject({ kind: 'polynomial', coefficients: ['0', '1'] });
    expect(verdict.kind === 'polynomial' && check(verdict.certificate).accepted).toBe(true);
  });
});

describe('wrong proposals', () => {
  it.each([
    ['a wrong constant', '(1+x^2)*(3+y1)'],
    ['a wrong multiplicity', '(1+x^2)^2*(1+y1)'],
    ['a factor too few', '(1+x^2)*(1+x^2)'],
    ['a product in another variable', '(1+x^2)*(1+y1)*(y2-y2+1)'],
    ['a rounded constant', '(1+x^2)*(1.0000000000000001+y1)'],
  ])('%s is refused, and the reasons say so', (_what, product) => {
    const { verdict, asked } = decideWith((p) =>
      p.startsWith('(1)*x^2*y1^1 + (1)') ? product : null,
    );
    expect(asked.length).toBeGreaterThan(0);
    if (verdict.kind !== 'undecided') throw new Error('decided by a wrong proposal');
    if (product.includes('y2')) return;
    expect(verdict.reasons.at(-1)).toContain('a proposed factorisation was refused');
    expect(verdict.reasons.at(-1)).toContain(product);
  });

  it.each(['', '((', 'alert(1)', 'x'.repeat(20_000), 'y1^1e9', '1/0', '(1+x^2)*(1+y1)/0'])(
    'nonsense proves nothing: %#',
    (answer) => {
      expect(decideWith(() => answer).verdict.kind).toBe('undecided');
    },
  );

  it('nerdamer itself is wrong at times: its answer to x*(1 + erf(x)) is not asked for', () => {
    // The verdict rests on certificates: with every answer of nerdamer at hand it is the same.
    const expr = parse('x*(1 + erf(x))');
    expect(decide(expr, { propose: factor }).kind).toBe('non-polynomial');
    expect(decide(expr).kind).toBe('non-polynomial');
  });
});
