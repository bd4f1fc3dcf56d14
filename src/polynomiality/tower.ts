/**
 * # The tower: normal forms over chosen generators
 *
 * On one cell, every term of a guard-free expression gets a `Fraction` in x and generators; each
 * choice (which generator, which exponents, which root) is written down as a step, which the
 * checker replays. Nothing here is trusted.
 *
 * Generators: π; exp of a Q-basis of exponents, scaled so that all exponents are integers;
 * logarithms of coprime-looking factors; roots of radicands without perfect powers; cosine and sine
 * of a Q-basis of angles; other functions at their arguments up to parity.
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import type { Step } from '../checker/certificate.ts';
import { definitionOf } from '../checker/definition.ts';
import { rationalConstant } from '../checker/expression.ts';
import type { Dag } from '../checker/expression.ts';
import { combination } from './combination.ts';
import { factorConstant } from './factor.ts';
import { createFractions } from './fraction.ts';
import * as M from './multivariate.ts';
import type { Fraction, Multi, Relation } from './multivariate.ts';
import { numberNode } from './nodes.ts';

/** Thrown where no form is known; the piece is then not shown to be a polynomial. */
export class NoForm extends Error {}
/** Thrown when an earlier exponent or angle must be divided: the tower is built again. */
export class Rescale extends Error {}

export interface Atom {
  readonly kind: 'pi' | 'exp' | 'log' | 'angle' | 'root' | 'other';
  readonly name: string;
  /** Index of its step. */
  readonly step: number;
  readonly generator: number;
  readonly argument: Fraction;
  readonly argumentNode: number;
}

/** Divisors of the k-th exponent or angle, learned by earlier attempts. */
export type Scales = Map<string, bigint>;

export interface Tower {
  form(n: number): Fraction;
  /** Checks that two fractions are equal. */
  equal(a: Fraction, b: Fraction): boolean;
  readonly steps: readonly Step[];
  readonly atoms: readonly Atom[];
  /** A node for a polynomial in the generators. */
  nodeOf(a: Multi): number;
  isConstant(generator: number): boolean;
}

const parity: ReadonlyMap<string, 'odd' | 'even'> = new Map([
  ['erf', 'odd'],
  ['atan', 'odd'],
  ['asin', 'odd'],
  ['abs', 'even'],
]);
const opaque: ReadonlySet<string> = new Set(
  'erf atan asin acos gamma abs sign floor heaviside'.split(' '),
);

/**
 * @param at the value of x on a point cell; null elsewhere
 * @param approx a double near a node's value somewhere on the cell, to choose signs of roots
 */
export function createTower(
  dag: Dag,
  at: Rational | null,
  scales: Scales,
  approx: (n: number) => number,
): Tower {
  const steps: Step[] = [];
  const atoms: Atom[] = [];
  const relations = new Map<number, Relation>();
  const nodeOfGenerator = new Map<number, number>([[0, dag.intern('x')]]);
  const constants = new Set<number>(at === null ? [] : [0]);
  const memo = new Map<number, Fraction>();
  const values: { readonly name: string; readonly argument: Fraction; readonly value: Fraction }[] =
    [];
  let generators = 1;

  const { whole, rational, unity, fraction, add, neg, mul, inverse, power, equal } =
    createFractions(relations);

  const isConstantForm = (a: Fraction): boolean =>
    [...M.generatorsOf(a.num), ...M.generatorsOf(a.den)].every((g) => constants.has(g));

  /** A new generator for the value of `node`. */
  function generator(node: number, argument: Fraction): number {
    const g = generators++;
    nodeOfGenerator.set(g, node);
    if (isConstantForm(argument)) constants.add(g);
    return g;
  }

  const take = (step: Step): number => steps.push(step) - 1;
  const known = (name: string, argument: Fraction): Fraction | null =>
    values.find((v) => v.name === name && equal(v.argument, argument))?.value ?? null;
  const learn = (name: string, argument: Fraction, value: Fraction): Fraction => {
    values.push({ name, argument, value });
    return value;
  };

  function pi(): Fraction {
    const atom = atoms.find((a) => a.kind === 'pi');
    if (atom) return whole(M.generator(atom.generator));
    const node = dag.intern('pi');
    const g = generator(node, unity);
    atoms.push({
      kind: 'pi',
      name: 'pi',
      step: take({ kind: 'pi' }),
      generator: g,
      argument: unity,
      argumentNode: node,
    });
    return whole(M.generator(g));
  }

  function form(n: number): Fraction {
    let result = memo.get(n);
    if (result === undefined) {
      result = compute(n);
      memo.set(n, result);
    }
    return result;
  }

  function compute(n: number): Fraction {
    const { op, args, value } = dag.nodes[n]!;
    const [u, v] = args as [number, number];
    switch (op) {
      case 'number':
        return rational(value!);
      case 'x':
        return at === null ? whole(M.generator(0)) : rational(at);
      case 'pi':
        return pi();
      case 'neg':
        return neg(form(u));
      case 'add':
        return args.map(form).reduce(add);
      case 'mul':
        return args.map(form).reduce(mul);
      case 'div':
        return mul(form(u), inverse(form(v)));
      case 'sqrt':
        return root(u, 2);
      case 'cbrt':
        return root(u, 3);
      case 'pow': {
        const exponent = rationalConstant(dag, v);
        if (exponent === null) break;
        if (exponent.den > 100n || exponent.num > 100_000n || exponent.num < -100_000n)
          throw new NoForm('a large exponent');
        const base = exponent.den === 1n ? form(u) : root(u, Number(exponent.den));
        return power(base, Number(exponent.num));
      }
      case 'exp':
        return exponential(u);
      case 'log':
        return logarithm(u);
      case 'sin':
        return angle(u)[1];
      case 'cos':
        return angle(u)[0];
    }
    const definition = definitionOf(dag, n);
    if (definition !== null) return form(definition);
    if (!opaque.has(op)) throw new NoForm(op);
    return other(op, u);
  }

  /** exp(u): a product of earlier exponentials and powers of what earlier logarithms are of. */
  function exponential(u: number): Fraction {
    const argument = form(u);
    const earlier = known('exp', argument);
    if (earlier) return earlier;
    const basis = atoms.filter((a) => a.kind === 'exp' || a.kind === 'log');
    const vectors = basis.map((a) =>
      a.kind === 'exp' ? a.argument : whole(M.generator(a.generator)),
    );
    const found = combination(argument, vectors);
    if (found) {
      const terms = found.flatMap((k, i) => (Q.sign(k) === 0 ? [] : [[basis[i]!, k] as const]));
      if (terms.every(([, k]) => Q.isInteger(k))) {
        take({ kind: 'exp', argument: u, terms: terms.map(([a, k]) => [a.step, Number(k.num)]) });
        return learn(
          'exp',
          argument,
          terms.reduce(
            (product, [a, k]) =>
              mul(
                product,
                power(
                  a.kind === 'exp' ? whole(M.generator(a.generator)) : a.argument,
                  Number(k.num),
                ),
              ),
            unity,
          ),
        );
      }
      rescale(
        'exp',
        terms.filter(([a]) => a.kind === 'exp'),
      );
      throw new NoForm("a fractional power of a logarithm's argument");
    }
    return scaledAtom('exp', u, argument, (value) => {
      take({ kind: 'exp', argument: u, terms: [[atoms.at(-1)!.step, Number(value)]] });
      return power(whole(M.generator(atoms.at(-1)!.generator)), Number(value));
    });
  }

  /** Divides each atom's argument so that its exponent becomes an integer, and starts again. */
  function rescale(kind: string, terms: readonly (readonly [Atom, Rational])[]): void {
    let changed = false;
    for (const [atom, k] of terms) {
      if (Q.isInteger(k)) continue;
      const ordinal = atoms.filter((a) => a.kind === kind).indexOf(atom);
      const key = `${kind} ${ordinal}`;
      scales.set(key, (scales.get(key) ?? 1n) * k.den);
      changed = true;
    }
    if (changed) throw new Rescale();
  }

  /** A new exp atom at u/m, m learned by earlier attempts; the value at u is its m-th power. */
  function scaledAtom(
    kind: 'exp',
    u: number,
    argument: Fraction,
    asPower: (scale: bigint) => Fraction,
  ): Fraction {
    const ordinal = atoms.filter((a) => a.kind === kind).length;
    const scale = scales.get(`${kind} ${ordinal}`) ?? 1n;
    const node = scale === 1n ? u : dag.intern('div', u, dag.number(Q.rational(scale)));
    const scaled = scale === 1n ? argument : form(node);
    const step = take({ kind: 'atom', name: kind, argument: node });
    const g = generator(dag.intern(kind, node), scaled);
    atoms.push({ kind, name: kind, step, generator: g, argument: scaled, argumentNode: node });
    const value = learn(kind, scaled, whole(M.generator(g)));
    return scale === 1n ? value : learn(kind, argument, asPower(scale));
  }

  /** log(u): the exponents and logarithms of the factors of u. */
  function logarithm(u: number): Fraction {
    const argument = form(u);
    const earlier = known('log', argument);
    if (earlier) return earlier;
    if (argument.num.size === 0) throw new NoForm('log of 0');
    const terms = new Map<Atom, number>();
    const count = (atom: Atom, k: number): void => void terms.set(atom, (terms.get(atom) ?? 0) + k);
    for (const [part, direction] of [
      [argument.num, 1],
      [argument.den, -1],
    ] as const) {
      const { scalar, monomial } = M.content(part);
      let rest = M.divideByTerm(part, scalar, []);
      for (const [prime, k] of factorConstant(scalar))
        count(logAtom(dag.number(prime)), direction * k);
      for (const [g, k] of monomial) {
        const atom = atoms.find((a) => a.generator === g);
        if (atom?.kind !== 'exp') continue;
        count(atom, direction * k);
        rest = M.divideByTerm(rest, Q.one, [[g, k]]);
      }
      for (const atom of atoms.filter((a) => a.kind === 'log' && M.equals(a.argument.den, M.one))) {
        if (atom.argument.num.size === 1 && atom.argument.num.has('')) continue;
        for (
          let q = M.divideExactly(rest, atom.argument.num);
          q;
          q = M.divideExactly(rest, atom.argument.num)
        ) {
          count(atom, direction);
          rest = q;
        }
      }
      if (M.equals(rest, M.one)) continue;
      for (const k of [6, 5, 4, 3, 2, 1]) {
        const base = k === 1 ? rest : M.exactRoot(rest, k);
        if (!base) continue;
        count(logAtom(positive(base)), direction * k);
        break;
      }
    }
    const list = [...terms].filter(([, k]) => k !== 0);
    if (list.length === 1 && list[0]![1] === 1 && list[0]![0].argumentNode === u)
      return known('log', argument)!;
    take({ kind: 'log', argument: u, terms: list.map(([a, k]) => [a.step, k]) });
    const value = list.reduce(
      (sum, [a, k]) =>
        add(
          sum,
          mul(
            rational(Q.rational(k)),
            a.kind === 'exp' ? a.argument : whole(M.generator(a.generator)),
          ),
        ),
      rational(Q.zero),
    );
    return learn('log', argument, value);
  }

  /** The node of a polynomial in the generators, or of its negative if that looks positive. */
  function positive(a: Multi): number {
    const node = nodeOf(a);
    return approx(node) < 0 ? nodeOf(M.neg(a)) : node;
  }

  function logAtom(node: number): Atom {
    const argument = form(node);
    const present = atoms.find((a) => a.kind === 'log' && equal(a.argument, argument));
    if (present) return present;
    const step = take({ kind: 'atom', name: 'log', argument: node });
    const g = generator(dag.intern('log', node), argument);
    const atom: Atom = {
      kind: 'log',
      name: 'log',
      step,
      generator: g,
      argument,
      argumentNode: node,
    };
    atoms.push(atom);
    learn('log', argument, whole(M.generator(g)));
    return atom;
  }

  /** The real k-th root of u: perfect powers come out, the rest is a generator. */
  function root(u: number, k: number): Fraction {
    const argument = form(u);
    const name = `root ${k}`;
    const earlier = known(name, argument);
    if (earlier) return earlier;
    if (argument.num.size === 0) {
      take({ kind: 'root', argument: u, degree: k, value: dag.number(Q.zero) });
      return learn(name, argument, rational(Q.zero));
    }
    // u = num/den = num·den^(k−1)/den^k.
    const radicand = M.reduce(M.mul(argument.num, M.pow(argument.den, k - 1)), relations);
    const { scalar, monomial } = M.content(radicand);
    // x itself leaves a root of even degree in even powers only: its sign may change on the cell.
    // x leaves a root of even degree in even powers only, since its sign may change on the cell.
    const outside = monomial
      .map(([g, e]) => {
        const whole = Math.floor(e / k);
        return [g, g === 0 && k % 2 === 0 ? whole - (whole % 2) : whole] as const;
      })
      .filter(([, e]) => e > 0);
    let inner = M.divideByTerm(
      radicand,
      scalar,
      outside.map(([g, e]) => [g, e * k] as const),
    );
    let result = fraction(new Map([[M.monomialText(outside), Q.one]]), argument.den);
    if (M.equals(inner, M.constant(Q.rational(-1))) && k % 2 === 1) {
      inner = M.one;
      result = neg(result);
    }
    for (const [prime, e] of factorConstant(scalar)) {
      result = mul(result, power(rational(prime), Math.floor(e / k)));
      if (e % k !== 0)
        result = mul(result, power(rootAtom(dag.number(prime), k), ((e % k) + k) % k));
    }
    const exact = M.exactRoot(inner, k);
    result = mul(
      result,
      exact ? whole(exact) : M.equals(inner, M.one) ? unity : rootAtom(nodeOf(inner), k),
    );
    // A root of even degree is ≥ 0; which sign that is, a sample says and the checker decides.
    let node = dag.intern('div', nodeOf(result.num), nodeOf(result.den));
    if (M.equals(result.den, M.one)) node = nodeOf(result.num);
    if (k % 2 === 0 && approx(node) < 0) {
      result = neg(result);
      node = M.equals(result.den, M.one) ? nodeOf(result.num) : dag.intern('neg', node);
    }
    if (known(name, argument) === null) take({ kind: 'root', argument: u, degree: k, value: node });
    return learn(name, argument, result);
  }

  function rootAtom(node: number, k: number): Fraction {
    const argument = form(node);
    const name = `root ${k}`;
    const earlier = known(name, argument);
    if (earlier) return earlier;
    const step = take({ kind: 'root-atom', argument: node, degree: k });
    const value =
      k === 2
        ? dag.intern('sqrt', node)
        : k === 3
          ? dag.intern('cbrt', node)
          : dag.intern(
              'pow',
              node,
              dag.intern('div', dag.number(Q.one), dag.number(Q.rational(k))),
            );
    const g = generator(value, argument);
    relations.set(g, { degree: k, value: argument.num });
    atoms.push({ kind: 'root', name, step, generator: g, argument, argumentNode: node });
    return learn(name, argument, whole(M.generator(g)));
  }

  /** [cos u, sin u] by angle addition. */
  function angle(u: number): readonly [Fraction, Fraction] {
    const argument = form(u);
    const [c, s] = [known('cos', argument), known('sin', argument)];
    if (c && s) return [c, s];
    const basis = atoms.filter((a) => a.kind === 'angle');
    const piAtom = atoms.find((a) => a.kind === 'pi');
    const quarter = piAtom
      ? [fraction(M.generator(piAtom.generator), M.constant(Q.rational(2)))]
      : [];
    const found = combination(argument, [...basis.map((a) => a.argument), ...quarter]);
    if (found) {
      const terms = basis.flatMap((a, i) =>
        Q.sign(found[i]!) === 0 ? [] : [[a, found[i]!] as const],
      );
      const quarters = piAtom ? found.at(-1)! : Q.zero;
      if (terms.every(([, k]) => Q.isInteger(k)) && Q.isInteger(quarters)) {
        const turns = Number(quarters.num);
        take({
          kind: 'angle',
          argument: u,
          terms: terms.map(([a, k]) => [a.step, Number(k.num)]),
          quarters: turns,
        });
        let [x, y] = [unity, rational(Q.zero)];
        for (const [a, k] of terms) {
          const cosine = whole(M.generator(a.generator));
          const sine = whole(M.generator(a.generator + 1));
          for (let i = 0; i < Math.abs(Number(k.num)); i++) {
            const signed = k.num < 0n ? neg(sine) : sine;
            [x, y] = [
              add(mul(x, cosine), neg(mul(y, signed))),
              add(mul(y, cosine), mul(x, signed)),
            ];
          }
        }
        for (let i = 0; i < ((turns % 4) + 4) % 4; i++) [x, y] = [neg(y), x];
        return [learn('cos', argument, x), learn('sin', argument, y)];
      }
      rescale('angle', terms);
    }
    return newAngle(u, argument);
  }

  function newAngle(u: number, argument: Fraction): readonly [Fraction, Fraction] {
    const ordinal = atoms.filter((a) => a.kind === 'angle').length;
    const scale = scales.get(`angle ${ordinal}`) ?? 1n;
    const node = scale === 1n ? u : dag.intern('div', u, dag.number(Q.rational(scale)));
    const scaled = scale === 1n ? argument : form(node);
    const step = take({ kind: 'angle-atom', argument: node });
    const g = generator(dag.intern('cos', node), scaled);
    const sine = generator(dag.intern('sin', node), scaled);
    const square = M.generator(g, 2);
    relations.set(sine, { degree: 2, value: M.add(M.one, M.neg(square)) });
    atoms.push({
      kind: 'angle',
      name: 'angle',
      step,
      generator: g,
      argument: scaled,
      argumentNode: node,
    });
    learn('cos', scaled, whole(M.generator(g)));
    learn('sin', scaled, whole(M.generator(sine)));
    return scale === 1n ? [whole(M.generator(g)), whole(M.generator(sine))] : angle(u);
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
    const mirror = kind && atoms.find((a) => a.name === name && equal(a.argument, neg(argument)));
    if (mirror) {
      take({ kind, name, argument: u, atom: mirror.step });
      const value = whole(M.generator(mirror.generator));
      return learn(name, argument, kind === 'odd' ? neg(value) : value);
    }
    const step = take({ kind: 'atom', name, argument: u });
    const g = generator(dag.intern(name, u), argument);
    atoms.push({ kind: 'other', name, step, generator: g, argument, argumentNode: u });
    return learn(name, argument, whole(M.generator(g)));
  }

  function nodeOf(a: Multi): number {
    const terms = [...a].map(([key, c]) => {
      const factors = M.parseMonomial(key).map(([g, k]) => {
        const node = nodeOfGenerator.get(g)!;
        return k === 1 ? node : dag.intern('pow', node, dag.number(Q.rational(k)));
      });
      const magnitude = Q.sign(c) < 0 ? Q.neg(c) : c;
      const all =
        Q.equals(magnitude, Q.one) && factors.length > 0
          ? factors
          : [dag.number(magnitude), ...factors];
      const product = all.length === 1 ? all[0]! : dag.intern('mul', ...all);
      return Q.sign(c) < 0 ? dag.intern('neg', product) : product;
    });
    if (terms.length === 0) return numberNode(dag, Q.zero);
    return terms.length === 1 ? terms[0]! : dag.intern('add', ...terms);
  }

  return { form, equal, steps, atoms, nodeOf, isConstant: (g) => constants.has(g) };
}
