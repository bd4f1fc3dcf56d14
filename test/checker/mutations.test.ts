import { unlimited } from '../../src/checker/ensure.ts';
import { describe, expect, it } from 'vitest';
import { bindingOf } from '../../src/checker/binding.ts';
import { decode } from '../../src/checker/decode.ts';
import { check } from '../../src/checker/check.ts';
import { parse } from '../../src/expr/parse.ts';
import { decide } from '../../src/polynomiality/decide.ts';
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

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Every certificate that differs from this one in one place. */
function* mutations(json: Json, path: readonly string[] = []): Generator<[string, Json]> {
  const at = path.join('.') || '(whole)';
  if (typeof json === 'number') {
    for (const k of [json + 1, json - 1, -json, 0, json + 0.5, 1e9])
      if (k !== json) yield [`${at} → ${k}`, k];
    yield [`${at} → text`, String(json)];
  } else if (typeof json === 'string') {
    const rational = /^-?\d+(\/\d+)?$/.test(json);
    const others = rational
      ? [
          json.startsWith('-') ? json.slice(1) : `-${json}`,
          `${json}1`,
          '0',
          '1',
          `0${json}`,
          `${json}/1`,
          '1/0',
        ]
      : [
          `${json}x`,
          '',
          'growth',
          'piece',
          'exp',
          'add',
          'sin',
          'polynomial',
          'non-polynomial',
          '+',
          '-',
        ];
    for (const text of others) if (text !== json) yield [`${at} → "${text}"`, text];
  } else if (Array.isArray(json)) {
    for (let i = 0; i < json.length; i++) {
      yield [`${at} without ${i}`, json.filter((_, k) => k !== i)];
      yield [`${at} with ${i} twice`, [...json.slice(0, i + 1), ...json.slice(i)]];
      if (i > 0) {
        const swapped = [...json];
        [swapped[i - 1], swapped[i]] = [swapped[i]!, swapped[i - 1]!];
        yield [`${at} with ${i - 1}, ${i} swapped`, swapped];
      }
      for (const [what, value] of mutations(json[i]!, [...path, String(i)]))
        yield [what, json.map((v, k) => (k === i ? value : v))];
    }
  } else if (json !== null && typeof json === 'object') {
    yield [`${at} with an unknown field`, { ...json, extra: 1 }];
    for (const key of Object.keys(json)) {
      const { [key]: _removed, ...rest } = json;
      yield [`${at} without ${key}`, rest];
      yield [`${at}.${key} → null`, { ...json, [key]: null }];
      for (const [what, value] of mutations(json[key]!, [...path, key]))
        yield [what, { ...json, [key]: value }];
    }
  }
}

/** The certificate with its digest computed again, as a forger would. */
function rebound(json: Json): Json {
  try {
    const fields = json as { [key: string]: Json };
    return { ...fields, sha256: bindingOf(decode(json, unlimited)) };
  } catch {
    return json;
  }
}

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
