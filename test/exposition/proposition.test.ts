import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { answer } from '../../src/answer/answer.ts';
import { tellLatex, tellMarkdown } from '../../src/exposition/proposition.ts';
import { subjectOf } from '../../src/exposition/subject.ts';

const subject = (text: string): ReturnType<typeof subjectOf> => {
  const { certificate, hypotheses, source } = answer(text);
  return subjectOf(certificate, {
    continuous: hypotheses?.continuous.value === true,
    ...(source ? { source } : {}),
  });
};

const told = (tell: typeof tellLatex, text: string): string => {
  const result = tell(subject(text));
  if (result.kind !== 'told') throw new Error(result.reason);
  return result.text;
};

const texts = [
  'gelu',
  'cosh',
  'x > 0 ? x : 0.01*x',
  'sinh(x)*cos(x)',
  'sqrt(1 + x^2)',
  'cos(x)^2*x^3',
  'sin(x)^2 + cos(x)^2',
  'softplus(x) - softplus(-x)',
  'abs(x)^2',
  'x*sin(x)',
];

describe('a proposition', () => {
  it.each(texts)('of %s is set by a typesetter, formula by formula', (text) => {
    for (const tell of [tellLatex, tellMarkdown]) {
      const body = told(tell, text).split(/^```bibtex|^% @/m)[0]!;
      const parts = body.replace(/^%.*$/gm, '').split('$');
      expect(parts.length % 2, 'dollars in pairs').toBe(1);
      for (const formula of parts.filter((_, i) => i % 2 === 1))
        expect(
          () => katex.renderToString(formula, { throwOnError: true, strict: 'ignore' }),
          formula,
        ).not.toThrow();
    }
  });

  it('has statement, proof and source', () => {
    const latex = told(tellLatex, 'gelu');
    for (const part of [
      '\\begin{proposition}',
      '\\end{proposition}',
      '\\begin{proof}',
      '\\end{proof}',
      '\\cite{positivity}',
      '@article{positivity,',
      '@misc{activation,',
      'torch.nn.GELU',
    ])
      expect(latex).toContain(part);
    expect(told(tellMarkdown, 'gelu')).toContain('**Proposition.**');
    expect(told(tellMarkdown, 'gelu')).not.toContain('\\cite');
  });

  it('shows an enclosure of the witness that excludes 0', () => {
    const [, lower, upper] = /\\in \[(-?[\d.]+), (-?[\d.]+)\]/.exec(told(tellLatex, 'tanh'))!;
    expect([Number(lower), Number(upper)]).toEqual([0.761594, 0.761595]);
    expect(Math.tanh(1)).toBeGreaterThan(Number(lower));
    expect(Math.tanh(1)).toBeLessThan(Number(upper));
  });

  it('claims kernels of continuous functions only, and features up to degree + 1', () => {
    expect(told(tellLatex, 'sign(x)')).toContain('nothing is claimed of its kernels');
    expect(told(tellLatex, 'x^3 - x')).toContain('linearly independent if $N \\le 4$');
  });
});
