import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import pc from 'picocolors';
import type { Answer } from '../../src/answer/answer.ts';
import { answerText, errorText } from '../../src/cli/answer-text.ts';
import { answer as answerSchema } from '../../schema/schema.ts';

const plain = pc.createColors(false);
const yes = { value: true, reason: 'a composition of continuous functions' };

const exponential = {
  input: 'myexp',
  expression: 'exp(x^2/4)',
  verdict: 'non-polynomial',
  notPolynomialOfDegree: null,
  ceiling: { rule: 'superpolynomial', degree: null, text: 'it grows faster than every power' },
  witness: { text: 'its value at x = 0 is certainly not 0' },
  almostEverywhere: { degree: 1, coefficients: ['0', '1/2'] },
  source: { name: 'torch.nn.MyExp', library: 'torch.nn', alternatives: ['jax.nn.myexp'] },
  certificate: {
    format: 'nonpoly-certificate',
    version: 1,
    input: { text: 'myexp', parameters: {} },
    nodes: [['x']],
    root: 0,
    sha256: '0'.repeat(64),
    claims: [
      {
        claim: 'not-polynomial-of-degree',
        degree: -1,
        witness: { rule: 'finite-difference', at: '1', step: '1', precision: 64 },
      },
    ],
  },
  hypotheses: {
    definedOnR: yes,
    continuous: yes,
    locallyAbsolutelyContinuous: { value: null, reason: 'not shown' },
    differentiableAlmostEverywhere: { value: false, reason: 'not at rational points' },
    gaussianIntegrable: { value: { varianceBelow: '1' }, reason: 'grows like exp(x^2/4)' },
    derivativeGaussianIntegrable: { value: { varianceBelow: '1' }, reason: 'so does σ′' },
  },
  consequences: [{ statement: 'the kernel is strictly positive definite', theorem: 'C' }],
  milliseconds: 3,
} as const satisfies Answer;

describe('the text of an answer', () => {
  it('says all that the answer says', () => {
    expect(answerSchema.parse(exponential)).toEqual(exponential);
    const text = answerText(exponential, plain, null);
    for (const part of [
      'myexp = exp(x^2/4) (torch.nn.MyExp; also jax.nn.myexp)',
      'not a polynomial',
      'ceiling: it grows faster than every power (rule superpolynomial)',
      'witness: its value at x = 0 is certainly not 0',
      'the polynomial of degree 1 with coefficients 0, 1/2',
      'σ square-integrable (Gaussian)',
      'for variance < 1',
      '• the kernel is strictly positive definite [theorem C]',
      'nonpoly check myexp --certificate FILE',
    ])
      expect(text).toContain(part);
    for (const { reason } of Object.values(exponential.hypotheses)) expect(text).toContain(reason);
    const saved = answerText(exponential, plain, 'a.json');
    expect(saved).toContain('Certificate written to a.json');
    expect(saved).not.toContain('FILE');
  });

  it('does not call an upper bound the degree', () => {
    const bound: Answer = {
      input: 'x',
      expression: 'x',
      verdict: 'polynomial',
      degree: 1,
      degreeIsExact: false,
      coefficients: ['0', '1'],
      milliseconds: 0,
    };
    expect(answerText(bound, plain, null)).toContain('degree ≤ 1');
    expect(answerText({ ...bound, degreeIsExact: true }, plain, null)).toContain('degree 1');
  });

  it('names what is proved of the undecided', () => {
    const text = answerText(
      {
        input: 'x',
        expression: 'x',
        verdict: 'undecided',
        notPolynomialOfDegree: 24,
        undecided: { reasons: ['no rule applies'] },
        milliseconds: 0,
      },
      plain,
      null,
    );
    expect(text).toContain(
      'undecided\n    no rule applies\n    proved: not a polynomial of degree ≤ 24',
    );
  });

  it('marks the place of an error, and lets nothing through that moves the cursor', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.nat(), (input, place) => {
        const position = place % (input.length + 1);
        const error = { code: 'syntax', message: input, position };
        const text = errorText(
          { input, expression: null, verdict: 'error', error, milliseconds: 0 },
          plain,
        );
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}](?<!\n)/u);
        const [, shown, caret] = text.split('\n');
        expect(caret).toMatch(/^ *\^$/);
        expect(caret!.length).toBeLessThanOrEqual([...shown!].length + 1);
      }),
      { seed: 42, numRuns: 500 },
    );
  });
});
