/**
 * # Steps of a normal form, as equations of Rocq
 *
 * Each term to which a step applies gives an equation about that term as it stands, proved by the
 * step and the equations of the terms inside it (proofs/algebra.v); [known] then uses them all.
 */
import type { Cell } from '../checker/cell.ts';
import type { Step, Terms } from '../checker/certificate.ts';
import { rationalConstant } from '../expr/constant.ts';
import { occurrences } from './occurrence.ts';
import { plain } from './plain.ts';
import { refuse } from './refusal.ts';
import { angleSum } from './rocq-angle.ts';
import type { Tactics } from './rocq-order-step.ts';
import { rocqNumber, rocqTerm } from './rocq-term.ts';
import type { Subject } from './subject.ts';

/** A term f(u), what it equals, and the tactic that proves it. */
interface Equation {
  readonly left: string;
  readonly right: string;
  readonly proof: string;
}

/**
 * The values of the terms of σ and of the coefficients on a cell.
 * @param x the term of the variable there
 */
export function stepEquations(
  subject: Subject,
  cell: Cell,
  coefficients: readonly number[],
  steps: readonly Step[],
  x: string,
): Tactics {
  for (const { kind } of steps)
    if (kind === 'equal' || kind === 'cases' || kind === 'vanishing')
      return refuse(`the step ${kind} is not exported`);
  const term = (node: number): string => rocqTerm(plain(subject.exprOf(node)), x);
  const roots = [subject.certificate.root, ...coefficients];
  const { found, argumentOfAtom } = occurrences(subject.dag, cell, roots, steps);
  const atom: AtomOf = (index) => {
    const argument = argumentOfAtom(index);
    const known = steps[index];
    if (argument === null || !known || !isAtom(known))
      return refuse('a step that refers to something other than an atom');
    return { name: known.kind === 'atom' ? known.name : known.kind, u: term(argument) };
  };
  const lines = found.flatMap(({ name, argument, step }) => {
    const u = term(argument);
    if (typeof step !== 'number') {
      const n = rationalConstant(subject.exprOf(step.value))!;
      return [`floor ${u} = ${rocqNumber(n)})\n    by (apply floor_is; split; bounds`];
    }
    // An atom in the words of the step is a variable of the algebra.
    if (isAtom(steps[step]!) && atom(step).u === u) return [];
    const { left, right, proof } = equation(name, u, step, steps, atom, term);
    return [`${left} = ${right})\n    by (${proof}`];
  });
  return [...new Set(lines)].map((line, i) => `assert (E${i} : ${line}); definitions.`);
}

const isAtom = ({ kind }: Step): boolean =>
  kind === 'atom' || kind === 'root-atom' || kind === 'angle-atom';

const functions: Readonly<Record<string, string>> = {
  exp: 'exp',
  log: 'ln',
  'root 2': 'sqrt',
  sin: 'sin',
  cos: 'cos',
  erf: 'erf',
  atan: 'atan',
  abs: 'Rabs',
  floor: 'floor',
};

function equation(
  name: string,
  u: string,
  index: number,
  steps: readonly Step[],
  atom: AtomOf,
  term: (node: number) => string,
): Equation {
  const step = steps[index]!;
  const f = functions[name] ?? refuse(`a step on ${name} is not exported`);
  const left = `${f} ${u}`;
  const is = (right: string, proof: string): Equation => ({ left, right, proof });
  switch (step.kind) {
    case 'atom':
    case 'root-atom':
    case 'angle-atom':
      return is(`${f} ${atom(index).u}`, 'f_equal; equal_terms');
    case 'root': {
      const v = term(step.value);
      return is(v, 'apply sqrt_is; [bounds | equal_terms]');
    }
    case 'exp': {
      const [exponent, value] = exponential(step.terms, atom);
      return is(
        value,
        `transitivity (exp (${exponent})); [f_equal; equal_terms | exponential_parts]`,
      );
    }
    case 'log': {
      const [exponent, value] = exponential(step.terms, atom);
      return is(
        exponent,
        `apply ln_is; transitivity (${value}); [equal_terms | symmetry; exponential_parts]`,
      );
    }
    case 'odd':
      return is(`- ${f} ${atom(step.atom).u}`, `apply ${name}_opposite; equal_terms`);
    case 'even':
      return is(`${f} ${atom(step.atom).u}`, 'apply Rabs_opposite; equal_terms');
    case 'angle': {
      const { whole, cosine, sine } = angleSum(step.terms, step.twelfths, (i) => atom(i).u);
      return is(
        name === 'cos' ? cosine : sine,
        `transitivity (${f} (${whole})); [f_equal; equal_terms | angles]`,
      );
    }
    case 'zero':
      return is('0', `apply ${name}_zero; equal_terms`);
    default:
      return refuse(`the step ${step.kind} is not exported`);
  }
}

type AtomOf = (index: number) => { readonly name: string; readonly u: string };

/** Σ kᵢbᵢ + Σ mⱼ ln pⱼ, and Π exp(bᵢ)^kᵢ · Π pⱼ^mⱼ of as many parts. */
function exponential(terms: Terms, atom: AtomOf): readonly [string, string] {
  if (terms.length === 0) return ['0', '1'];
  const parts = terms.map(([index, k]) => {
    const { name, u } = atom(index);
    const [b, base] = name === 'exp' ? [u, `(exp ${u})`] : [`(ln ${u})`, u];
    return k < 0
      ? ([`(- (${-k})) * ${b}`, `/ ${base} ^ ${-k}`] as const)
      : ([`${k} * ${b}`, `${base} ^ ${k}`] as const);
  });
  return [parts.map(([sum]) => sum).join(' + '), parts.map(([, power]) => power).join(' * ')];
}
