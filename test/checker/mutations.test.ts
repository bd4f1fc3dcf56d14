import { describe, expect, it } from 'vitest';
import { check } from '../../src/checker/check.ts';
import { parse } from '../../src/expr/parse.ts';
import { decide } from '../../src/polynomiality/decide.ts';
import { mutations, rebound } from './mutate.ts';
import type { Json } from './mutate.ts';
import { judge } from './truth.ts';

const expressions = [
  'relu(x)',
  'tanh(x)',
  'x^2',
  'gelu(x)',
  'x + relu(x - 1000)',
  'x^2 + 1e-30*sin(x)',
  'sinh(x)',
  'exp(x^2)',
  'x*(1 + erf(x)) - x*erf(x)',
  'log(exp(x)*exp(x^2))',
  'sqrt(x^4 + 2*x^2 + 1)',
  'sin(2*x) - 2*sin(x)*cos(x) + x^2',
  'abs(x) - sqrt(x^2 + 1)',
  'x > 0 ? x^2 : x*x',
  'max(x^2, 2*x - 1)',
  'sign(x)^2 + x',
  '1/sqrt(2*pi) + x/2',
  'softplus(x) - softplus(-x)',
  '(exp(x) - exp(-x))/(exp(x) + exp(-x))',
];

describe('mutated certificates', () => {
  it.each(expressions)('%s: none is accepted for a claim that is not true', (text) => {
    const verdict = decide(parse(text));
    expect(verdict.kind).not.toBe('undecided');
    const original = JSON.parse(JSON.stringify(verdict.certificate)) as Json;
    const truth = check(original);
    expect(truth.accepted).toBe(true);
    let tried = 0;
    const judged = new Map<string, string>();
    for (const [what, mutated] of mutations(original)) {
      if (JSON.stringify(mutated) === JSON.stringify(original)) continue;
      for (const candidate of [mutated, rebound(mutated)]) {
        tried++;
        const outcome = check(candidate);
        if (!outcome.accepted) continue;
        for (const proved of outcome.proved) {
          const key = JSON.stringify([
            outcome.expression,
            proved.claim,
            proved.degree,
            proved.coefficients,
          ]);
          if (!judged.has(key)) judged.set(key, judge(outcome.expression, proved));
          expect(judged.get(key), `${what}: ${key}`).toBe('holds');
        }
      }
    }
    expect(tried).toBeGreaterThan(20);
  });

  it('refuses every certificate whose expression was changed without its digest', () => {
    const verdict = decide(parse('tanh(x)'));
    const original = JSON.parse(JSON.stringify(verdict.certificate)) as { [key: string]: Json };
    const nodes = original.nodes as Json[];
    const own = nodes.slice(0, (original.root as number) + 1);
    for (const [what, mutated] of mutations(own)) {
      // A node more after the root belongs to no claim.
      const same = JSON.stringify((mutated as Json[]).slice(0, own.length)) === JSON.stringify(own);
      if (same) continue;
      const changed = {
        ...original,
        nodes: [...(mutated as Json[]), ...nodes.slice((original.root as number) + 1)],
      };
      expect(check(changed).accepted, what).toBe(false);
    }
  });
});
