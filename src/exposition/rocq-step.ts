/**
 * # Steps of a normal form, as rewritings of Rocq
 *
 * Each step that says something gives an equation, proved where it stands (proofs/algebra.v) and
 * used wherever its left side occurs.
 */
import type { Step, Terms } from '../checker/certificate.ts';
import { plain } from './plain.ts';
import { refuse } from './refusal.ts';
import type { Tactics } from './rocq-order-step.ts';
import { rocqTerm } from './rocq-term.ts';
import type { Subject } from './subject.ts';

/** `x` is the term of the variable on this cell. */
export function stepEquations(subject: Subject, steps: readonly Step[], x: string): Tactics {
  const term = (node: number): string => rocqTerm(plain(subject.exprOf(node)), x);
  // Later steps first: their left sides contain those of earlier ones.
  return [...steps].reverse().flatMap((step) => equation(step, steps, term));
}

function equation(step: Step, steps: readonly Step[], term: (node: number) => string): Tactics {
  const use = (left: string, right: string, proof: string): Tactics => [
    `try replace (${left}) with (${right}) by (${proof}).`,
  ];
  const atom = (index: number): { readonly name: string; readonly u: string } => {
    const known = steps[index];
    if (known?.kind === 'atom') return { name: known.name, u: term(known.argument) };
    if (known?.kind === 'angle-atom') return { name: 'angle', u: term(known.argument) };
    return refuse('a step that refers to something other than an atom');
  };
  switch (step.kind) {
    case 'pi':
    case 'atom':
    case 'angle-atom':
      return [];
    case 'root-atom':
      return step.degree === 2 ? [] : refuse(`a root of degree ${step.degree}`);
    case 'root': {
      if (step.degree !== 2) return refuse(`a root of degree ${step.degree}`);
      const v = term(step.value);
      return use(
        `sqrt ${term(step.argument)}`,
        v,
        'symmetry; apply sqrt_is; settle_cell; [inequality | algebra]',
      );
    }
    case 'exp':
      return use(`exp ${term(step.argument)}`, product(step.terms, atom), 'exponential');
    case 'log':
      return use(
        `ln ${term(step.argument)}`,
        sum(step.terms, atom),
        'symmetry; apply ln_is; logarithm',
      );
    case 'odd':
      return use(
        `${step.name} ${term(step.argument)}`,
        `- ${step.name} ${atom(step.atom).u}`,
        `rewrite <- ${step.name === 'atan' ? 'atan_opp' : 'erf_odd'}; f_equal; fraction`,
      );
    case 'even':
      return use(
        `Rabs ${term(step.argument)}`,
        `Rabs ${atom(step.atom).u}`,
        'rewrite <- Rabs_Ropp; f_equal; fraction',
      );
    case 'angle':
      return angle(term(step.argument), step.terms, step.twelfths, atom, use);
    case 'zero':
      return step.name === 'erf'
        ? use(`erf ${term(step.argument)}`, '0', 'rewrite <- erf_0; f_equal; fraction')
        : refuse(`the step zero of ${step.name}`);
    default:
      return refuse(`the step ${step.kind} is not exported`);
  }
}

type AtomOf = (index: number) => { readonly name: string; readonly u: string };

/** Π exp(b)^k Π p^k */
function product(terms: Terms, atom: AtomOf): string {
  const factors = terms.map(([index, k]) => {
    const { name, u } = atom(index);
    const base = name === 'exp' ? `exp ${u}` : refuse('a logarithm in an exponent');
    return powerText(base, k);
  });
  return factors.join(' * ') || '1';
}

function powerText(base: string, k: number): string {
  if (!Number.isInteger(k)) return refuse('a fractional power of an exponential');
  return k < 0 ? `/ (${base}) ^ ${-k}` : `(${base}) ^ ${k}`;
}

/** Σ k·b + Σ k·ln p */
function sum(terms: Terms, atom: AtomOf): string {
  const parts = terms.map(([index, k]) => {
    const { name, u } = atom(index);
    if (!Number.isInteger(k)) return refuse('a fractional multiple of a logarithm');
    return `${k < 0 ? `(- (${-k}))` : k} * ${name === 'exp' ? u : `ln ${u}`}`;
  });
  return parts.join(' + ') || '0';
}

/** cos and sin of k·t + q·π/12 for multiples of π/2, by the addition theorems. */
function angle(
  u: string,
  terms: Terms,
  twelfths: number,
  atom: AtomOf,
  use: (left: string, right: string, proof: string) => Tactics,
): Tactics {
  if (twelfths % 6 !== 0) return refuse('an angle that is no multiple of a quarter turn');
  const parts = terms.flatMap(([index, k]) => {
    const { u: t } = atom(index);
    if (!Number.isInteger(k) || Math.abs(k) > 6) return refuse('a large multiple of an angle');
    return Array.from({ length: Math.abs(k) }, () => (k < 0 ? `(- ${t})` : t));
  });
  const quarters = twelfths / 6;
  for (let i = 0; i < Math.abs(quarters); i++)
    parts.push(quarters < 0 ? '(- (PI / 2))' : '(PI / 2)');
  const whole = parts.length === 0 ? '0' : parts.join(' + ');
  return ['cos', 'sin']
    .flatMap((f) => use(`${f} ${u}`, `${f} (${whole})`, 'f_equal; fraction'))
    .concat([
      'repeat progress rewrite ?cos_plus, ?sin_plus, ?cos_neg, ?sin_antisym, ?cos_PI2, ?sin_PI2, ?cos_0, ?sin_0.',
    ]);
}
