import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listActivations } from '../../src/activations/catalogue.ts';
import { answer } from '../../src/answer/answer.ts';
import { tellRocq } from '../../src/exposition/rocq.ts';
import { subjectOf } from '../../src/exposition/subject.ts';

function told(text: string): string {
  const result = attempt(text);
  if (result.kind !== 'told') throw new Error(`${text}: ${result.reason}`);
  return result.text;
}

function attempt(text: string): ReturnType<typeof tellRocq> {
  const { certificate, hypotheses } = answer(text);
  return tellRocq(subjectOf(certificate, { continuous: hypotheses?.continuous.value === true }));
}

/** Comments cut out, as Coq nests them. */
function code(script: string): string {
  let depth = 0;
  return script.replace(/\(\*|\*\)|[^]/g, (part) => {
    if (part === '(*') depth++;
    else if (part === '*)') depth--;
    else if (depth === 0) return part;
    return '';
  });
}

/** The names that the folder proofs defines or proves. */
const library = [
  'order',
  'function_order',
  'tempered',
  'derivative',
  'verdict',
  'kernel_verdict',
  'script',
  'algebra',
  'rules/piece',
]
  .map((file) => readFileSync(new URL(`../../proofs/${file}.v`, import.meta.url), 'utf8'))
  .join('\n');
const known = new Set(
  [...library.matchAll(/^(?:Lemma|Theorem|Ltac|Definition)\s+(\w+)/gm)].map((match) => match[1]),
);

describe('a script of Rocq', () => {
  it('is told for every activation of the catalogue that is a function', () => {
    const rows = listActivations().filter((row) => row.parameters.length === 0);
    const expressions = [...new Set(rows.map((row) => row.expression))];
    expect(expressions.length).toBeGreaterThan(70);
    for (const expression of expressions) expect(attempt(expression).kind, expression).toBe('told');
  });

  it.each(['tanh', 'relu', 'gelu', 'floor', 'cosh', 'mish', 'x^2', 'softplus(x) - softplus(-x)'])(
    'of %s has balanced braces, applies what the proofs have, and ends every proof',
    (text) => {
      const script = code(told(text));
      const count = (pattern: RegExp): number => [...script.matchAll(pattern)].length;
      expect(count(/\{/g)).toBe(count(/\}/g));
      expect(count(/\(/g)).toBe(count(/\)/g));
      expect(count(/^Theorem /gm)).toBeGreaterThan(1);
      expect(count(/^Theorem /gm)).toBe(count(/\bQed\./g));
      expect(script).not.toMatch(/Admitted|Axiom|Parameter|admit/);
      for (const [, name] of script.matchAll(
        /apply \(?((?:order|lower|tempered)_\w+|\w*kernels\b)/g,
      ))
        expect(known, name).toContain(name);
    },
  );

  it('carries the numbers of the certificate', () => {
    const { certificate } = answer('abs(x)');
    const [claim] = (certificate as { claims: { witness: { at: string; step: string } }[] }).claims;
    expect(claim!.witness).toMatchObject({ at: '-4/7', step: '1' });
    expect(told('abs(x)')).toContain('difference 2 (- (4 / 7)) 1 sigma');
    expect(told('abs(x)')).toContain(
      '1 * sigma (- (4 / 7)) + (-2) * sigma (3 / 7) + 1 * sigma (10 / 7)',
    );
  });

  it('claims continuity only where it is shown', () => {
    expect(told('tanh')).toContain('continuity sigma');
    expect(told('sign(x)')).not.toContain('continuity sigma');
    expect(told('sign(x)')).toContain('locally_bounded sigma');
  });

  it.each(['tanh', 'relu', 'gelu', 'x*sin(x)', 'sqrt(x^2 + 1)'])(
    'claims the kernels of %s, which is continuous and no larger than a power',
    (text) => {
      expect(told(text)).toContain('tempered sigma');
      expect(told(text)).toContain('positive_definite_kernels sigma');
    },
  );

  it.each(['exp(x)', 'cosh(x)', 'sign(x)', 'x > 1 ? x : 0'])(
    'claims no kernels of %s, which grows faster or jumps',
    (text) => {
      expect(told(text)).toContain('~ polynomial sigma');
      expect(told(text)).not.toContain('kernels');
    },
  );

  it.each([
    ['relu', '0 * x + 1 * relu x'],
    ['abs(x)', '(-1) * x + 2 * relu x'],
    ['max(x/4, x)', '(1 / 4) * x + (3 / 4) * relu x'],
    ['x < 0 ? -x/2 : 3*x', '(- (1 / 2)) * x + (7 / 2) * relu x'],
  ])('claims the tangent kernels of %s, a line bent at 0', (text, slopes) => {
    expect(told(text)).toContain(`sigma x = ${slopes}`);
    expect(told(text)).toContain('positive_definite_tangent_kernels sigma');
  });

  it.each([
    ['tanh', '1 + (- ((tanh x) ^ 2))'],
    ['sin(x)*x', '((cos x) * x) + (sin x)'],
    ['softplus', 'sigmoid x'],
  ])('claims the tangent kernels of %s, which is smooth', (text, derivative) => {
    expect(told(text)).toContain(`sigma_prime (x : R) : R := ${derivative}.`);
    expect(told(text)).toContain('positive_definite_tangent_kernels sigma');
  });

  it.each(['relu6', 'relu(x) + 1', 'relu(x)^2', 'max(x, 0) + max(x, 1)'])(
    'claims no tangent kernels of %s, which is another function',
    (text) => expect(told(text)).not.toContain('tangent'),
  );

  it('says up to how many inputs the kernels of a polynomial are positive definite', () => {
    expect(told('x^3 + x')).toContain('kernels_up_to_degree sigma 3');
    expect(told('sin(x)^2 + cos(x)^2')).not.toContain('kernels');
  });

  it.each([
    ['log(exp(x)*exp(-x)) + x^2', 'ln ((exp x) * (exp (- x))) = 0'],
    ['x*sqrt(cos(x)^2 + sin(x)^2 + 3)', 'sqrt ((((cos x) ^ 2) + ((sin x) ^ 2)) + 3) = 2'],
    ['sqrt(x^2 + 1)*sqrt(1 + x^2)', 'sqrt (1 + (x ^ 2)) = sqrt ((x ^ 2) + 1)'],
    ['exp(2*x/2)*exp(-x)', 'exp (- x) = / (exp ((2 * x) / 2)) ^ 1'],
    ['cosh(2*asinh(x))', 'exp (2 * (arcsinh x)) = (x + (sqrt ((x * x) + 1))) ^ 2'],
    ['cos(x + pi/3) + cos(x - pi/3) - cos(x)', '(sqrt 3 / 2)'],
  ])('of %s says the values of its terms as they stand', (text, equation) => {
    expect(told(text)).toContain(equation);
  });

  it('says the values of inner terms before those of the terms that contain them', () => {
    const script = told('log(exp(x)*exp(-x)) + x^2');
    expect(script.indexOf(': exp (- x) =')).toBeGreaterThan(-1);
    expect(script.indexOf(': exp (- x) =')).toBeLessThan(script.indexOf(': ln ('));
  });

  it.each(['x*heaviside(x)', 'abs(x) <= 1 ? x^2*(2 - abs(x)) : abs(x)'])(
    'claims of %s, which is continuous but not by its parts, that it is locally bounded',
    (text) => {
      expect(told(text)).not.toContain('continuity sigma');
      expect(told(text)).toContain('bounded_parts');
    },
  );

  it.each(['sinc(x)', 'x > 0 ? exp(-1/x) : 0'])(
    'of %s is refused: a quotient by 0 stands where it is not taken',
    (text) => {
      const result = attempt(text);
      expect(result.kind).toBe('not-told');
      expect('reason' in result && result.reason).toContain('locally bounded');
    },
  );

  it('says the polynomial, and its degree only where the leading coefficient is shown', () => {
    expect(told('sin(x)^2 + cos(x)^2 + x')).toContain('sigma x = eval [1; 1] x');
    expect(told('sin(x)^2 + cos(x)^2 + x')).toContain('degree_is 1 sigma');
    expect(told('(sqrt(2)*sqrt(3) - sqrt(6))*x')).not.toContain('degree_is');
  });

  it.each([
    ['gamma(x^2 + 1)', 'gamma'],
    ['x^(1/3)*0 + cbrt(x)', 'exponent'],
  ])('of %s is refused, with the reason', (text, reason) => {
    const { certificate } = answer(text);
    if (certificate === undefined) return;
    const result = attempt(text);
    expect(result.kind).toBe('not-told');
    expect('reason' in result && result.reason).toContain(reason);
  });

  it('keeps what was typed inside its comment', () => {
    const script = told('x^2 + 0*(x)*(x)');
    expect(code(script)).not.toContain('Written by');
    expect(script.split('(*').length).toBe(script.split('*)').length);
  });
});
