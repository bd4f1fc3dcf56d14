/**
 * # Steps of a normal form, in words
 */
import type { Step, Terms } from '../checker/certificate.ts';
import { call, number } from '../expr/build.ts';
import { toLatex } from '../expr/latex.ts';
import type { FunctionName } from '../expr/expr.ts';
import * as Q from '../arith/rational.ts';
import type { Subject } from './subject.ts';

/** ", since … and …" for the steps that say something; the rest is algebra. */
export function identityPhrases(subject: Subject, steps: readonly Step[]): string {
  const phrases = steps.flatMap((step) => phraseOf(subject, step, steps));
  return phrases.length === 0 ? '' : `, since ${phrases.join(', ')}, and by algebra`;
}

function phraseOf(subject: Subject, step: Step, steps: readonly Step[]): readonly string[] {
  const of = (node: number): string => toLatex(subject.exprOf(node));
  const named = (name: string, node: number): string =>
    toLatex(call(name as FunctionName, subject.exprOf(node)));
  const half = (q: number): string => toLatex(number(Q.rational(BigInt(q), 12n)));
  switch (step.kind) {
    case 'pi':
    case 'atom':
    case 'half-turns':
      return [];
    case 'root-atom':
      return [
        `$\\sqrt[${step.degree}]{${of(step.argument)}}^{${step.degree}} = ${of(step.argument)}$`,
      ];
    case 'angle-atom':
      return [
        `$\\sin^2\\left(${of(step.argument)}\\right) + \\cos^2\\left(${of(step.argument)}\\right) = 1$`,
      ];
    case 'arc':
      return [`the sine and cosine of $${named(step.name, step.argument)}$ are algebraic`];
    case 'exp':
      return [`$e^{${of(step.argument)}} = ${factors(subject, step.terms, steps)}$`];
    case 'log':
      return [
        `$\\log\\left(${of(step.argument)}\\right)$ is the logarithm of $${factors(subject, step.terms, steps)}$`,
      ];
    case 'root':
      return [`$\\sqrt[${step.degree}]{${of(step.argument)}} = ${of(step.value)}$`];
    case 'angle':
      return [`of the addition theorems for $${of(step.argument)}$`];
    case 'odd':
      return [`$\\operatorname{${step.name}}$ is odd`];
    case 'even':
      return [`$\\operatorname{${step.name}}$ is even`];
    case 'turn':
      return [`$${named(step.name, step.argument)} = ${half(step.twelfths)}\\pi$`];
    case 'shift':
      return [`$${of(step.argument)}$ differs from the other argument by the integer $${step.by}$`];
    case 'exp-root':
      return [`$e^{${of(step.argument)}} = ${of(step.value)}$`];
    case 'substitute':
      return [
        `the equality of $${of(step.argument)}$ and $${of(step.value)}$ holds with $${of(step.inner)}$ in place of $x$`,
      ];
    case 'complement':
      return [
        `$${named('acos', step.argument)} = \\tfrac{\\pi}{2} - ${named('asin', step.argument)}$`,
      ];
    case 'vanishing':
      return [`$${of(step.argument)} = 0$`];
    case 'equal':
      return [`$${of(step.argument)} = ${of(step.value)}$`];
    case 'cases':
      return [`it holds where $${of(step.argument)}$ is positive, zero and negative`];
    case 'zero':
      return [`$${named(step.name, step.argument)} = 0$`];
    case 'derivative':
      return [
        `$${of(step.argument)}$ and $${of(step.value)}$ have equal derivatives and agree at $${Q.toText(step.at)}$`,
      ];
  }
}

/** exp(b)^k and p^k for atoms exp b, log p. */
function factors(subject: Subject, terms: Terms, steps: readonly Step[]): string {
  const parts = terms.map(([index, k]) => {
    const step = steps[index];
    if (step?.kind !== 'atom') return '\\cdots';
    const argument = toLatex(subject.exprOf(step.argument));
    const base =
      step.name === 'exp' ? `\\left(e^{${argument}}\\right)` : `\\left(${argument}\\right)`;
    return k === 1 ? base : `${base}^{${k}}`;
  });
  return parts.length === 0 ? '1' : parts.join(' ');
}
