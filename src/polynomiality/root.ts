/**
 * # Roots in the tower
 *
 * Perfect powers leave a root, primes under it stand alone, the rest is a generator.
 */
import * as Q from '../arith/rational.ts';
import { learnFactor, learnedFactors } from './learned-factor.ts';
import { factorConstant } from './factor.ts';
import * as M from './multivariate.ts';
import type { Fraction, Multi } from './multivariate.ts';
import type { Rational } from '../arith/rational.ts';
import { rationalConstant } from '../checker/expression.ts';
import { isSumOfSquares, isWhole } from './sum-of-squares.ts';
import { NoForm } from './atom.ts';
import type { Tower } from './atom.ts';

/** The real k-th root of u. */
export function root(tower: Tower, u: number, k: number): Fraction {
  const { dag, fractions, relations, form, known, learn, take, nodeOf } = tower;
  const { rational, whole, fraction, mul, neg, power } = fractions;
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
  // x leaves a root of even degree in even powers only, if its sign changes on the cell.
  const mixed = tower.approxSign(dag.intern('x')) === null;
  const outside = monomial
    .map(([g, e]) => {
      const times = Math.floor(e / k);
      return [g, g === 0 && k % 2 === 0 && mixed ? times - (times % 2) : times] as const;
    })
    .filter(([, e]) => e > 0);
  let inner = M.divideByTerm(
    radicand,
    scalar,
    outside.map(([g, e]) => [g, e * k] as const),
  );
  let result = fraction(new Map([[M.monomialText(outside), Q.one]]), argument.den);
  if (k % 2 === 1 && M.leadingTerm(inner)[1].num < 0n) {
    inner = M.neg(inner);
    result = neg(result);
  }
  // x^e under an odd root: (x^(1/k))^e, whatever the sign of x.
  const powerOfX = k % 2 === 1 ? (M.content(inner).monomial.find(([g]) => g === 0)?.[1] ?? 0) : 0;
  if (powerOfX > 0) {
    inner = M.divideByTerm(inner, Q.one, [[0, powerOfX]]);
    result = mul(result, power(rootAtom(tower, dag.intern('x'), k), powerOfX));
  }
  for (const [prime, e] of factorConstant(scalar)) {
    const rest = ((e % k) + k) % k;
    result = mul(result, power(rational(prime), (e - rest) / k));
    if (rest > 0) result = mul(result, power(rootAtom(tower, dag.number(prime), k), rest));
  }
  [inner, result] = splitByFactors(tower, inner, k, result);
  const exact = M.exactRoot(inner, k) ?? (k === 2 ? denested(tower, inner) : null);
  if (exact) result = mul(result, whole(exact));
  else if (!M.equals(inner, M.one)) {
    // A sum of squares shows its sign as it stands, multiplied out it does not.
    const whole = M.equals(argument.den, M.one) && isSumOfSquares(dag, u) && isWhole(dag, u);
    const same = whole && M.equals(inner, M.divideByTerm(argument.num, scalar, []));
    const node = same ? dag.intern('div', u, dag.number(scalar)) : nodeOf(inner);
    if (k % 2 === 0 && !tower.seesNonNegative(node))
      return M.equals(argument.den, M.one) ? rootAtom(tower, u, k) : giveUp();
    result = mul(result, rootAtom(tower, node, k));
  }
  if (k % 2 === 0) {
    const sign = tower.approxSign(quotientNode(tower, result));
    // |r| is no polynomial where r changes its sign: u itself stays under the root.
    if (sign === null) return M.equals(argument.den, M.one) ? rootAtom(tower, u, k) : giveUp();
    if (sign === -1) result = neg(result);
  }
  // The root that was taken may be the generator just made.
  if (known(name, argument) === null) {
    // (v²)² is v² squared as it stands: multiplied out, v² may not show that it is ≥ 0.
    const standing = powerUnderRoot(dag, u, k);
    const same = standing !== null && fractions.equal(form(standing), result);
    const value = same ? standing : quotientNode(tower, result);
    const seen = k % 2 === 1 || tower.seesNonNegative(value);
    if (!seen) return M.equals(argument.den, M.one) ? rootAtom(tower, u, k) : giveUp();
    take({ kind: 'root', argument: u, degree: k, value });
  }
  return learn(name, argument, result);
}

/** v^m where u is v^(k·m); null if it is no such power. */
function powerUnderRoot(dag: Tower['dag'], u: number, k: number): number | null {
  const { op, args } = dag.nodes[u]!;
  const exponent = op === 'pow' ? rationalConstant(dag, args[1]!) : null;
  if (exponent === null || exponent.num <= 0n || exponent.num % BigInt(k) !== 0n) return null;
  if (!Q.isInteger(exponent)) return null;
  const m = exponent.num / BigInt(k);
  return m === 1n ? args[0]! : dag.intern('pow', args[0]!, dag.number(Q.rational(m)));
}

/** Roots of known factors stand outside: √(pq) = √p·√q where p > 0. */
function splitByFactors(
  tower: Tower,
  radicand: Multi,
  k: number,
  outside: Fraction,
): [Multi, Fraction] {
  const { atoms, fractions } = tower;
  const known = atoms.filter((a) => a.kind === 'root' && a.name === `root ${k}`);
  const own = known.map((a) => ({ node: a.argumentNode, factor: a.argument.num }));
  let [rest, result] = [radicand, outside];
  for (const { node, factor } of [...learnedFactors(tower), ...own]) {
    if (M.generatorsOf(factor).size === 0) continue;
    let times = 0;
    for (let q = M.divideExactly(rest, factor); q; q = M.divideExactly(rest, factor)) {
      // All of it: it is the root that is asked for.
      if (q.size === 1 && q.has('') && times === 0) return [radicand, outside];
      [rest, times] = [q, times + 1];
    }
    if (times > 0) result = fractions.mul(result, fractions.power(rootAtom(tower, node, k), times));
  }
  [rest, result] = splitBySines(tower, rest, k, result);
  learnFactor(
    tower,
    rest,
    own.map((a) => a.factor),
  );
  return [rest, result];
}

/** Powers of sin u stand outside; under the root sin²u is written 1 − cos²u. */
function splitBySines(
  { atoms, relations, fractions }: Tower,
  radicand: Multi,
  k: number,
  outside: Fraction,
): [Multi, Fraction] {
  let [rest, result] = [radicand, outside];
  for (const { circle } of atoms) {
    const sine = circle?.sine.num;
    const g = sine?.size === 1 ? M.parseMonomial([...sine.keys()][0]!)[0]?.[0] : undefined;
    const square = g === undefined ? undefined : relations.get(g);
    if (g === undefined || square?.degree !== 2 || square.value.size < 2) continue;
    let times = M.content(rest).monomial.find(([h]) => h === g)?.[1] ?? 0;
    let without = M.divideByTerm(rest, Q.one, times > 0 ? [[g, times]] : []);
    for (let q = M.divideExactly(without, square.value); q; q = M.divideExactly(q, square.value))
      [without, times] = [q, times + 2];
    if (times < k) continue;
    rest = M.reduce(M.mul(without, M.generator(g, times % k)), relations);
    result = fractions.mul(result, fractions.whole(M.generator(g, Math.floor(times / k))));
  }
  return [rest, result];
}

/**
 * p + q·s with (p + q·s)² = A + B·s for an earlier square root s of R: then S = p² − q²R is a root
 * of A² − B²·R, and 2p² = A ± S.
 */
function denested({ atoms, relations }: Tower, radicand: Multi): Multi | null {
  for (const { kind, generator: s } of atoms) {
    const relation = relations.get(s);
    if (kind !== 'root' || relation?.degree !== 2) continue;
    const [A, B] = [new Map<string, Rational>(), new Map<string, Rational>()];
    for (const [key, c] of radicand) {
      const monomial = M.parseMonomial(key);
      const power = monomial.find(([g]) => g === s)?.[1] ?? 0;
      const rest = M.monomialText(monomial.filter(([g]) => g !== s));
      (power === 0 ? A : B).set(rest, c);
    }
    if (B.size === 0) continue;
    const norm = M.add(M.mul(A, A), M.neg(M.mul(M.mul(B, B), relation.value)));
    const S = M.exactRoot(M.reduce(norm, relations), 2);
    if (S === null) continue;
    for (const signed of [S, M.neg(S)]) {
      const half = M.divideByTerm(M.add(A, signed), Q.rational(2), []);
      const p = half.size === 0 ? null : M.exactRoot(half, 2);
      const q = p && M.divideExactly(B, M.add(p, p));
      if (p && q) return M.add(p, M.mul(q, M.generator(s)));
    }
  }
  return null;
}

function giveUp(): never {
  throw new NoForm('a root that changes its sign');
}

function quotientNode({ dag, nodeOf }: Tower, { num, den }: Fraction): number {
  return M.equals(den, M.one) ? nodeOf(num) : dag.intern('div', nodeOf(num), nodeOf(den));
}

function rootAtom(tower: Tower, node: number, k: number): Fraction {
  const { dag, fractions, relations, form, known, learn, take, addGenerator, addAtom } = tower;
  const argument = form(node);
  const name = `root ${k}`;
  const earlier = known(name, argument);
  if (earlier) return earlier;
  const step = take({ kind: 'root-atom', argument: node, degree: k });
  const exponent = dag.intern('div', dag.number(Q.one), dag.number(Q.rational(k)));
  const names: ReadonlyMap<number, string> = new Map([
    [2, 'sqrt'],
    [3, 'cbrt'],
  ]);
  const op = names.get(k);
  const value = op ? dag.intern(op, node) : dag.intern('pow', node, exponent);
  const generator = addGenerator(value, argument);
  relations.set(generator, { degree: k, value: argument.num });
  addAtom({ kind: 'root', name, step, generator, argument, argumentNode: node });
  return learn(name, argument, fractions.whole(M.generator(generator)));
}
