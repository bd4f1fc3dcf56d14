/**
 * # The tower: normal forms over chosen generators
 *
 * On one cell, every term of a guard-free expression gets a `Fraction` in x and generators; each
 * choice (which generator, which exponents, which root) is written down as a step, which the
 * checker replays. Nothing here is trusted.
 *
 * Generators: π; exp of a Q-basis of exponents, scaled so that all exponents are integers;
 * logarithms of factors; roots of radicands without perfect powers; cosine and sine of a Q-basis of
 * angles; other functions at their arguments up to parity.
 */
import * as Q from '../arith/rational.ts';
import { analyse } from '../checker/analysis.ts';
import type { Enclosed } from '../checker/assumption.ts';
import { withoutGuards } from '../checker/branch.ts';
import type { Cell } from '../checker/cell.ts';
import type { Step } from '../checker/certificate.ts';
import { definitionOf } from '../checker/definition.ts';
import { rationalConstant } from '../checker/expression.ts';
import type { Dag } from '../checker/expression.ts';
import { substituted } from '../checker/substitution.ts';
import { angle } from './angle.ts';
import { NoForm } from './atom.ts';
import type { Atom, Learned, Place, Tower } from './atom.ts';
import { isDefinedStep } from './defined-step.ts';
import { exponential, logarithm } from './exponential.ts';
import { createFractions } from './fraction.ts';
import type { Fractions, Work } from './fraction.ts';
import * as M from './multivariate.ts';
import type { Fraction, Multi, Relation } from './multivariate.ts';
import { createVaries, numberNode } from '../cells/nodes.ts';
import { relatedValue, specialValue, substitutedValue } from './inverse.ts';
import { root } from './root.ts';

const parity: ReadonlyMap<string, 'odd' | 'even'> = new Map([
  ['erf', 'odd'],
  ['atan', 'odd'],
  ['asin', 'odd'],
  ['abs', 'even'],
]);
const opaque: ReadonlySet<string> = new Set(
  'erf atan asin acos gamma abs sign floor heaviside'.split(' '),
);
/** Not defined, or not one expression, everywhere. */
const guards: ReadonlySet<string> = new Set(
  'abs sign heaviside floor ceil round relu max min clip sinc'.split(' '),
);
const partial: ReadonlySet<string> = new Set([
  ...'asin acos atanh acosh log log1p sqrt pow div tan sec csc cot csch coth gamma'.split(' '),
  ...guards,
]);
/** Enclosures need signs, not digits. */
const precision = 96;
/** Functions whose value at a constant that is written with x is that at the constant itself. */
const constantAware: ReadonlySet<string> = new Set(
  'exp log sqrt cbrt sin cos erf atan asin acos gamma'.split(' '),
);
/** Longer products of Γ(z + n)/Γ(z) are not written out. */
const maxShift = 60;
/** Larger exponents make forms too large to be of use. */
const maxExponent = 100_000n;

export function createTower(
  dag: Dag,
  place: Place,
  learned: Learned,
  work: Work,
  tools: Pick<Tower, 'approxSign' | 'stepsAt' | 'relatedElsewhere' | 'proposals'>,
): Tower {
  const { at } = place;
  const steps: Step[] = [];
  const atoms: Atom[] = [];
  const relations = new Map<number, Relation>();
  const fractions = createFractions(relations, work);
  const nodeOfGenerator = new Map<number, number>([[0, dag.intern('x')]]);
  const constants = new Set<number>();
  const memo = new Map<number, Fraction>();
  const values: { name: string; argument: Fraction; value: Fraction }[] = [];
  const byText = new Map<string, Fraction>();
  const cell: Cell =
    at === null
      ? { kind: 'open', lower: null, upper: null }
      : { kind: 'point', at: { kind: 'rational', value: at } };
  const enclosed: Enclosed[] = [];
  const settled = new Set<number>();
  let on = analyse(dag, cell, precision);
  let depth = 0;
  const keyOf = (name: string, { num, den }: Fraction): string =>
    `${name} ${M.text(num)}/${M.text(den)}`;

  const isConstantForm = (a: Fraction): boolean =>
    [...M.generatorsOf(a.num), ...M.generatorsOf(a.den)].every((g) => constants.has(g));

  const tower: Tower = {
    dag,
    fractions,
    steps,
    atoms,
    relations,
    learned,
    forming: new Set(),
    place,
    ...tools,
    form: (n) => {
      let result = memo.get(n);
      while (result === undefined) {
        const before = enclosed.length;
        depth += 1;
        try {
          result = compute(n);
        } finally {
          depth -= 1;
        }
        if (depth > 0 || enclosed.length === before) memo.set(n, result);
        else {
          // What was enclosed decides guards that had a form of their own before.
          memo.clear();
          result = undefined;
        }
      }
      return result;
    },
    nodeOf: (a) => polynomialNode(dag, a, nodeOfGenerator),
    isConstant: (g) => constants.has(g),
    take: (step) => {
      if (isKnownHere(step) && !isDefinedStep(on, step, steps)) throw new NoForm(step.kind);
      return steps.push(step) - 1;
    },
    seesNonNegative: (n) =>
      place.isNonNegative?.(n) ?? (varies(n) && at === null ? true : on.certainlyNonNegative(n)),
    known: (name, argument) => {
      const present = byText.get(keyOf(name, argument));
      if (present) return present;
      // Over one denominator equal fractions have equal texts; the others are compared.
      const other = values.find(
        (v) =>
          v.name === name &&
          !M.equals(v.argument.den, argument.den) &&
          fractions.equal(v.argument, argument),
      );
      return other?.value ?? null;
    },
    learn: (name, argument, value) => {
      values.push({ name, argument, value });
      byText.set(keyOf(name, argument), value);
      return value;
    },
    addGenerator: (node, argument) => {
      const g = nodeOfGenerator.size;
      nodeOfGenerator.set(g, node);
      if (isConstantForm(argument)) constants.add(g);
      return g;
    },
    addAtom: (atom) => {
      atoms.push(atom);
      return atom;
    },
  };
  const { form, take, known, learn, addGenerator, addAtom } = tower;
  const { rational, whole, add, sum, neg, mul, inverse, power, unity, equal } = fractions;

  function compute(n: number): Fraction {
    const { op, args, value } = dag.nodes[n]!;
    const [u, v] = args as [number, number];
    if (partial.has(op)) encloseArguments(n);
    // No step may hold what the checker does not see to be defined; of x the cell is not known here.
    if (!varies(n) && on.range(n) === null) throw new NoForm('a constant that is not defined');
    if (at === null && constantAware.has(op)) atConstant(op, u);
    switch (op) {
      case 'number':
        return rational(value!);
      case 'x':
        return at === null ? whole(M.generator(0)) : rational(at);
      case 'pi':
        return pi(n);
      case 'neg':
        return neg(form(u));
      case 'add':
        return sum(args.map(form));
      case 'mul':
        return byHalves(args.map(form), mul);
      case 'div':
        return mul(form(u), inverse(form(v)));
      case 'sqrt':
        return root(tower, u, 2);
      case 'cbrt':
        return root(tower, u, 3);
      case 'pow': {
        const exponent = rationalConstant(dag, v);
        if (exponent === null) break;
        const { num, den } = exponent;
        if (den > 100n || num > maxExponent || num < -maxExponent) throw new NoForm('exponent');
        return power(den === 1n ? form(u) : root(tower, u, Number(den)), Number(num));
      }
      case 'exp':
        return exponential(tower, u);
      case 'log':
        return logarithm(tower, u);
      case 'cos':
        return angle(tower, u)[0];
      case 'sin':
        return angle(tower, u)[1];
    }
    const definition = definitionOf(dag, n);
    if (definition !== null) {
      const result = form(definition);
      // The sign of asinh u shows, that of log(u + √(u² + 1)) may not.
      const logarithm = atoms.find(
        (a) => a.kind === 'log' && equal(result, whole(M.generator(a.generator))),
      );
      if (logarithm && !(constants.has(logarithm.generator) && varies(n)))
        nodeOfGenerator.set(logarithm.generator, n);
      return result;
    }
    const chosen = enclosed.length === 0 ? null : on.branch(n);
    if (chosen !== null) return form(chosen);
    if (!opaque.has(op)) throw new NoForm(op);
    return other(op, u);
  }

  const varies = createVaries(dag);

  /** Whether what the tower sees of a step's terms is what the checker will: of constants, and at a point. */
  const isKnownHere = (step: Step): boolean =>
    !('steps' in step) &&
    (at !== null ||
      (!('argument' in step && varies(step.argument)) && !('value' in step && varies(step.value))));

  /**
   * Where n is not shown to be defined, or which branch it takes, its arguments that are constants
   * written with x are enclosed as these.
   * @throws NoForm if n is a function of constants that is not defined
   */
  function encloseArguments(n: number): void {
    const { op, args } = dag.nodes[n]!;
    const constants = args.map((u) => (varies(u) ? constantOf(form(u)) : u));
    if (args.every((u, i) => constants[i] === null || constants[i] === u)) return;
    for (const [i, u] of args.entries()) {
      const shown = guards.has(op) ? on.branch(n) : on.range(n);
      if (shown !== null) return;
      if (constants[i] === u || settled.has(u) || on.range(u) === null) continue;
      settled.add(u);
      for (const value of constantsOf(u)) {
        const values = on.range(value);
        if (values === null || value === u) continue;
        take({ kind: 'equal', argument: u, value });
        enclosed.push({ node: withoutGuards(on, u), values });
        on = analyse(dag, cell, precision, [], enclosed);
        if (on.range(n) !== null) break;
      }
    }
    const whole = constants.every((c, i) => c !== null && on.range(args[i]!) !== null);
    if (whole && on.range(n) === null)
      throw new NoForm('a function of a constant outside its domain');
  }

  /** f(u) with u a constant that is written with x: f at the constant itself is known first. */
  function atConstant(op: string, u: number): void {
    if (!varies(u)) return;
    for (const constant of constantsOf(u)) {
      const value = dag.intern(op, constant);
      if (varies(constant) || on.range(value) === null) continue;
      form(value);
      return;
    }
  }

  /**
   * Nodes that a constant u equals: of its form, and u itself at 0. Enclosed are the parts of
   * either: tanh 700 < 1 is seen, of a quotient of exponentials it is not.
   */
  function* constantsOf(u: number): Generator<number> {
    const value = constantOf(form(u));
    if (value === null) return;
    yield value;
    const there = substituted(dag, u, dag.number(Q.zero));
    if (on.range(there) !== null && equal(form(there), form(u))) yield there;
  }

  /** A node of a form in constant generators. */
  function constantOf({ num, den }: Fraction): number | null {
    if (!isConstantForm({ num, den })) return null;
    const [above, below] = [tower.nodeOf(num), tower.nodeOf(den)];
    return M.equals(den, M.one) ? above : dag.intern('div', above, below);
  }

  function pi(node: number): Fraction {
    const present = atoms.find((a) => a.kind === 'pi');
    if (present) return whole(M.generator(present.generator));
    const step = take({ kind: 'pi' });
    const generator = addGenerator(node, unity);
    addAtom({ kind: 'pi', name: 'pi', step, generator, argument: unity, argumentNode: node });
    return whole(M.generator(generator));
  }

  /** Any other function: at an earlier argument, at its negative, at 0, or as a generator. */
  function other(name: string, u: number): Fraction {
    const argument = form(u);
    const earlier = known(name, argument);
    if (earlier) return earlier;
    const kind = parity.get(name);
    if (kind === 'odd' && argument.num.size === 0) {
      take({ kind: 'zero', name, argument: u });
      return learn(name, argument, rational(Q.zero));
    }
    const opposite = neg(argument);
    const mirror =
      kind &&
      known(name, opposite) &&
      atoms.find((a) => a.name === name && equal(a.argument, opposite));
    if (mirror) {
      take({ kind, name, argument: u, atom: mirror.step });
      const value = whole(M.generator(mirror.generator));
      return learn(name, argument, kind === 'odd' ? neg(value) : value);
    }
    if (name === 'gamma' || name === 'floor') {
      const shifted = shiftedAtom(name, u, argument);
      if (shifted) return shifted;
    }
    const elsewhere =
      specialValue(tower, name, u) ??
      (name === 'acos' ? complement(u) : null) ??
      substitutedValue(tower, name, u) ??
      relatedValue(tower, name, u);
    if (elsewhere) return elsewhere;
    const step = take({ kind: 'atom', name, argument: u });
    const generator = addGenerator(dag.intern(name, u), argument);
    addAtom({ kind: 'other', name, step, generator, argument, argumentNode: u });
    return learn(name, argument, whole(M.generator(generator)));
  }

  /** acos u = π/2 − asin u. */
  function complement(u: number): Fraction {
    const arc = form(dag.intern('asin', u));
    const quarter = form(dag.intern('div', dag.intern('pi'), dag.number(Q.rational(2))));
    take({ kind: 'complement', argument: u });
    return learn('acos', form(u), add(quarter, neg(arc)));
  }

  /** Γ(u), ⌊u⌋ from an earlier Γ(v), ⌊v⌋ with u − v an integer, or from Γ(1). */
  function shiftedAtom(name: 'gamma' | 'floor', u: number, argument: Fraction): Fraction | null {
    const bases = [
      ...(name === 'gamma' ? [{ step: -1, argument: unity, value: unity }] : []),
      ...atoms
        .filter((a) => a.name === name)
        .map((a) => ({ ...a, value: whole(M.generator(a.generator)) })),
    ];
    for (const base of bases) {
      const { num, den } = add(argument, neg(base.argument));
      const by = num.size === 0 ? Q.zero : num.get('');
      if (num.size > 1 || by === undefined || !M.equals(den, M.one) || !Q.isInteger(by)) continue;
      const n = Number(by.num);
      if (Math.abs(n) > maxShift) continue;
      take({ kind: 'shift', argument: u, atom: base.step, by: n });
      if (name === 'floor') return learn(name, argument, add(base.value, rational(by)));
      const low = n < 0 ? argument : base.argument;
      let product = unity;
      for (let i = 0; i < Math.abs(n); i++)
        product = mul(product, add(low, rational(Q.rational(i))));
      return learn('gamma', argument, mul(base.value, n < 0 ? inverse(product) : product));
    }
    return null;
  }

  return tower;
}

/** Many factors in an order that keeps both sides of a size; few from left to right. */
function byHalves(parts: readonly Fraction[], mul: Fractions['mul']): Fraction {
  if (parts.length <= 12) return parts.reduce(mul);
  const middle = parts.length >> 1;
  return mul(byHalves(parts.slice(0, middle), mul), byHalves(parts.slice(middle), mul));
}

function polynomialNode(dag: Dag, a: Multi, nodeOf: ReadonlyMap<number, number>): number {
  const terms = [...a].map(([key, c]) => {
    const factors = M.parseMonomial(key).map(([g, k]) => {
      const node = nodeOf.get(g)!;
      return k === 1 ? node : dag.intern('pow', node, dag.number(Q.rational(k)));
    });
    const magnitude = Q.sign(c) < 0 ? Q.neg(c) : c;
    if (factors.length === 0 || !Q.equals(magnitude, Q.one)) factors.unshift(dag.number(magnitude));
    const product = factors.length === 1 ? factors[0]! : dag.intern('mul', ...factors);
    return Q.sign(c) < 0 ? dag.intern('neg', product) : product;
  });
  if (terms.length === 0) return numberNode(dag, Q.zero);
  return terms.length === 1 ? terms[0]! : dag.intern('add', ...terms);
}
