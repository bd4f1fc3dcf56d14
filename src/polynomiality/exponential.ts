/**
 * # Exponentials and logarithms in the tower
 *
 * exp(u) as a product of earlier exponentials and of what earlier logarithms are of; log(u) as a
 * sum of the exponents and logarithms of its factors.
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { numberNode } from '../cells/nodes.ts';
import { combination } from './combination.ts';
import { learnFactor, learnedFactors } from './learned-factor.ts';
import { factorConstant } from './factor.ts';
import * as M from './multivariate.ts';
import type { Fraction, Multi } from './multivariate.ts';
import { modestCombination, NoForm, rescale, scaledArgument } from './atom.ts';
import type { Atom, Tower } from './atom.ts';
import type { Dag } from '../checker/expression.ts';
import { isSumOfSquares, isWhole, squareFactors } from './sum-of-squares.ts';

/** Exponents of earlier exponentials. */
const mostPower = 10_000n;

export function exponential(tower: Tower, u: number): Fraction {
  const { atoms, fractions, form, known, learn, take } = tower;
  const { whole, mul, power, unity } = fractions;
  const argument = form(u);
  const earlier = known('exp', argument);
  if (earlier) return earlier;

  const all = atoms.filter((a) => a.kind === 'exp' || a.kind === 'log');
  const [basis, found] = modestCombination(all, mostPower, (some) =>
    combination(
      argument,
      some.map((a) => (a.kind === 'exp' ? a.argument : whole(M.generator(a.generator)))),
    ),
  );
  if (found === null) return newExponential(tower, u, argument);
  const terms = basis.map((a, i) => [a, found[i]!] as const).filter(([, k]) => Q.sign(k) !== 0);
  rescale(
    tower,
    'exp',
    terms.filter(([a]) => a.kind === 'exp'),
  );
  const denominator = terms.reduce((d, [, k]) => leastCommonMultiple(d, k.den), 1n);
  if (denominator > 1n) return powerOfLogarithms(tower, u, argument, terms, denominator);
  take({ kind: 'exp', argument: u, terms: terms.map(([a, k]) => [a.step, Number(k.num)]) });
  const factors = terms.map(([a, k]) =>
    power(a.kind === 'exp' ? whole(M.generator(a.generator)) : a.argument, Number(k.num)),
  );
  return learn('exp', argument, factors.reduce(mul, unity));
}

/** exp u is the d-th root of exp(d·u): a product of powers of exponentials and of what logarithms are of. */
function powerOfLogarithms(
  tower: Tower,
  u: number,
  argument: Fraction,
  terms: readonly (readonly [Atom, Rational])[],
  d: bigint,
): Fraction {
  const { dag, form, learn, take } = tower;
  if (d > 24n) throw new NoForm('a fractional power');
  exponential(tower, dag.intern('mul', dag.number(Q.rational(d)), u));
  const factors = terms.map(([a, k]) => {
    const base = a.kind === 'exp' ? dag.intern('exp', a.argumentNode) : a.argumentNode;
    return dag.intern('pow', base, numberNode(dag, k));
  });
  const value = factors.length === 1 ? factors[0]! : dag.intern('mul', ...factors);
  const result = form(value);
  take({ kind: 'exp-root', argument: u, degree: Number(d), value });
  return learn('exp', argument, result);
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [g, h] = [a, b];
  while (h !== 0n) [g, h] = [h, g % h];
  return (a / g) * b;
}

/** exp(u/m) as a generator, so that exp(u) is its m-th power. */
function newExponential(tower: Tower, u: number, argument: Fraction): Fraction {
  const { dag, fractions, form, learn, take, addGenerator, addAtom } = tower;
  const [node, scale] = scaledArgument(tower, 'exp', u);
  const scaled = form(node);
  const step = take({ kind: 'atom', name: 'exp', argument: node });
  const generator = addGenerator(dag.intern('exp', node), scaled);
  addAtom({ kind: 'exp', name: 'exp', step, generator, argument: scaled, argumentNode: node });
  const value = learn('exp', scaled, fractions.whole(M.generator(generator)));
  if (scale === 1) return value;
  take({ kind: 'exp', argument: u, terms: [[step, scale]] });
  return learn('exp', argument, fractions.power(value, scale));
}

export function logarithm(tower: Tower, u: number): Fraction {
  const { dag, atoms, fractions, form, known, learn, take } = tower;
  const { whole, rational, add, neg, mul, unity } = fractions;
  const argument = form(u);
  const earlier = known('log', argument);
  if (earlier) return earlier;
  if (argument.num.size === 0) throw new NoForm('log of 0');
  const inverse = atoms.find(
    (b) => b.kind === 'log' && fractions.equal(mul(b.argument, argument), unity),
  );
  if (inverse) {
    take({ kind: 'log', argument: u, terms: [[inverse.step, -1]] });
    return learn('log', argument, neg(whole(M.generator(inverse.generator))));
  }
  for (const factor of squareFactors(dag, u))
    if (factor !== u && (isWhole(dag, factor) || isOverConstant(tower, form(factor))))
      form(dag.intern('log', factor));
  // So does the sign of 1 + v², which would be multiplied out; of polynomials in x it is known.
  const standing = M.equals(argument.den, M.one) && isSumOfSquares(dag, u) && isWhole(dag, u);
  if (standing && !M.isUnivariate(argument.num))
    return learn('log', argument, whole(M.generator(logAtom(tower, u).generator)));
  // v + √(…), whose sign shows as it stands, unless a factor is known.
  const several = argument.num.size > 1 && isRootSum(dag, u);
  if (several && !atoms.some((b) => b.kind === 'log' && divides(b.argument, argument)))
    return whole(M.generator(logAtom(tower, u).generator));

  const exponents = new Map<Atom, number>();
  const count = (atom: Atom, k: number): void => {
    exponents.set(atom, (exponents.get(atom) ?? 0) + k);
  };
  const { num, den } = argument;
  // Where nothing can be split off, u or 1/u shows its sign better than a polynomial in generators.
  const above = M.equals(den, M.one)
    ? u
    : isOverConstant(tower, argument)
      ? dag.intern('mul', u, tower.nodeOf(den))
      : undefined;
  const below = M.equals(num, M.one) ? dag.intern('div', dag.number(Q.one), u) : undefined;
  countFactors(tower, num, (atom, k) => count(atom, k), above);
  countFactors(tower, den, (atom, k) => count(atom, -k), below);
  const terms = [...exponents].filter(([, k]) => k !== 0);
  // It may be the logarithm of a factor just made, as of √3 in 3/√3.
  const made = known('log', argument);
  if (made) return made;
  take({ kind: 'log', argument: u, terms: terms.map(([a, k]) => [a.step, k]) });
  const value = terms.reduce((sum, [a, k]) => {
    const single = a.kind === 'exp' ? a.argument : whole(M.generator(a.generator));
    return add(sum, mul(rational(Q.rational(k)), single));
  }, rational(Q.zero));
  return learn('log', argument, value);
}

/** With a denominator other than 1 that is a positive constant, as π in (x/π)² + 1. */
const isOverConstant = (tower: Tower, { den }: Fraction): boolean =>
  M.generatorsOf(den).size > 0 &&
  [...M.generatorsOf(den)].every((g) => tower.isConstant(g)) &&
  tower.approxSign(tower.nodeOf(den)) === 1;

const isRootSum = (dag: Dag, u: number): boolean => {
  const { op, args } = dag.nodes[u]!;
  return op === 'add' && args.some((arg) => dag.nodes[arg]!.op === 'sqrt');
};

const hasRoot = ({ relations }: Tower, a: Multi): boolean =>
  [...M.generatorsOf(a)].some((g) => relations.get(g)?.degree === 2);

const divides = ({ num, den }: Fraction, a: Fraction): boolean =>
  M.equals(den, M.one) && M.generatorsOf(num).size > 0 && M.divideExactly(a.num, num) !== null;

/**
 * Factors of a polynomial in the generators, each as an atom of exp or log.
 * @param own a node of the whole
 */
function countFactors(
  tower: Tower,
  a: Multi,
  count: (atom: Atom, k: number) => void,
  own?: number,
): void {
  const { dag, atoms } = tower;
  const { scalar, monomial } = M.content(a);
  let rest = M.divideByTerm(a, scalar, []);
  for (const [prime, k] of factorConstant(scalar)) count(logAtom(tower, dag.number(prime)), k);
  for (const [g, k] of monomial) {
    const atom = atoms.find((b) => b.generator === g);
    if (atom?.kind !== 'exp') continue;
    count(atom, k);
    rest = M.divideByTerm(rest, Q.one, [[g, k]]);
  }
  const whole = (): readonly Atom[] =>
    atoms.filter((b) => b.kind === 'log' && M.equals(b.argument.den, M.one));
  for (const { node, factor } of learnedFactors(tower)) {
    if (M.divideExactly(rest, factor) === null) continue;
    logAtom(tower, positiveNode(tower, factor, node));
  }
  for (const atom of whole()) {
    const factor = atom.argument.num;
    if (factor.size === 1 && factor.has('')) continue;
    for (let q = M.divideExactly(rest, factor); q; q = M.divideExactly(rest, factor)) {
      count(atom, 1);
      rest = q;
    }
  }
  // (x + √(x² + 1))² = 2x² + 1 + 2x√(x² + 1): a factor modulo the relation of a root.
  const { fractions, form } = tower;
  const rooted = atoms.filter((b) => b.kind === 'log' && hasRoot(tower, b.argument.num));
  for (const atom of rooted) {
    const reciprocal = fractions.inverse(atom.argument);
    for (;;) {
      const { num, den } = fractions.mul(fractions.whole(rest), reciprocal);
      if (!M.equals(den, M.one) || num.size >= rest.size) break;
      count(atom, 1);
      rest = num;
    }
  }
  // 1 + 1/w = (1 + w)/w with 1/w = √(x² + 1) − x.
  if (M.generatorsOf(rest).size > 0) {
    for (const atom of rooted) {
      const product = fractions.mul(fractions.whole(rest), atom.argument);
      const other = atoms.find((b) => b.kind === 'log' && fractions.equal(b.argument, product));
      if (!other) continue;
      count(other, 1);
      count(atom, -1);
      return;
    }
  }
  const left = M.content(rest).scalar;
  if (M.generatorsOf(rest).size === 0) {
    for (const [prime, k] of factorConstant(left)) count(logAtom(tower, dag.number(prime)), k);
    return;
  }
  learnFactor(
    tower,
    rest,
    whole().map((b) => b.argument.num),
  );
  const degree = [6, 5, 4, 3, 2].find((k) => M.exactRoot(rest, k)) ?? 1;
  const base = degree === 1 ? rest : M.exactRoot(rest, degree)!;
  const node = own !== undefined && M.equals(base, a) ? own : positiveNode(tower, base);
  // (√(u² + 1) − u)·(√(u² + 1) + u) = 1: the inverse of a factor that has a logarithm already.
  const inverse = atoms.find(
    (b) =>
      b.kind === 'log' && fractions.equal(fractions.mul(b.argument, form(node)), fractions.unity),
  );
  if (inverse) count(inverse, -degree);
  else count(logAtom(tower, node), degree);
}

/** The node of a polynomial in the generators, or of its negative if that looks positive. */
function positiveNode({ approxSign, nodeOf }: Tower, a: Multi, node = nodeOf(a)): number {
  return approxSign(node) === -1 ? nodeOf(M.neg(a)) : node;
}

function logAtom(tower: Tower, node: number): Atom {
  const { dag, atoms, fractions, form, learn, take, addGenerator, addAtom } = tower;
  const argument = form(node);
  const present = atoms.find((a) => a.kind === 'log' && fractions.equal(a.argument, argument));
  if (present) return present;
  const step = take({ kind: 'atom', name: 'log', argument: node });
  const generator = addGenerator(dag.intern('log', node), argument);
  learn('log', argument, fractions.whole(M.generator(generator)));
  return addAtom({ kind: 'log', name: 'log', step, generator, argument, argumentNode: node });
}
