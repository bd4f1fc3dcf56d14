/**
 * # Rule `collinear`
 *
 *     x_i = c_1 x_j (c_1 = 1 if σ_b² > 0),  σ_l(c_l t) = c_{l+1} σ_l(t) for all t,
 *     σ_b² = 0 or c_{l+1} = 1 in layer l + 1 of weights
 *     ──────────────────────────────────────────────────────────────────────────────
 *     Σ^L u = Θ^L u = 0  for u = e_i − c_L e_j ≠ 0
 *
 * Before layer l the Gaussians satisfy g_i = c_l g_j. Each identity passes this on to the next; its
 * derivative, c_l σ_l′(c_l t) = c_{l+1} σ_l′(t), does so for the features of Θ. Equal inputs are the case
 * c_l = 1, an input 0 of an activation with σ(0) = 0 is c_l = 0, odd and even ones c = ±1.
 */
import * as Q from '../rational.ts';
import { accept } from '../check.ts';
import type { AcceptedActivation } from '../check.ts';
import { ensure } from '../ensure.ts';
import type { Budget } from '../ensure.ts';
import type { Dag } from '../expression.ts';
import type { Collinear, KernelCertificate } from '../kernel-certificate.ts';
import type { Rational } from '../rational.ts';

/** A node of this value: a negative one is neg of a number. */
const numberNode = (dag: Dag, q: Rational): number =>
  Q.sign(q) < 0 ? dag.intern('neg', dag.number(Q.neg(q))) : dag.number(q);

/** The node of σ(c·x) − d·σ(x) in the table `to`. */
export function relationNode(
  { dag, root }: Pick<AcceptedActivation, 'dag' | 'root'>,
  c: Rational,
  d: Rational,
  to: Dag,
): number {
  const copy = (x: number): number => {
    const memo = new Map<number, number>();
    // Arguments stand before what uses them.
    for (let n = 0; n <= root; n++) {
      const { op, args, value } = dag.nodes[n]!;
      memo.set(
        n,
        op === 'x'
          ? x
          : value !== null
            ? to.number(value)
            : to.intern(op, ...args.map((arg) => memo.get(arg)!)),
      );
    }
    return memo.get(root)!;
  };
  const x = to.intern('x');
  const scaled = copy(to.intern('mul', numberNode(to, c), x));
  return to.intern('add', scaled, to.intern('neg', to.intern('mul', numberNode(to, d), copy(x))));
}

/** The null vector. @throws Refused */
export function verifyCollinear(
  { layers, biasVariance, inputs }: KernelCertificate,
  activations: readonly AcceptedActivation[],
  { rows: [i, j], factors, identities }: Collinear,
  budget: Budget,
): readonly Rational[] {
  const isOne = (q: Rational): boolean => Q.equals(q, Q.one);
  const last = factors.at(-1)!;
  ensure(i !== j || !isOne(last), 'not-shown', 'claim.rows', 'a vector other than 0');
  ensure(
    inputs[i]!.every((x, k) => Q.equals(x, Q.mul(factors[0]!, inputs[j]![k]!))),
    'not-shown',
    'claim.factors.0',
    'the factor of one input to the other',
  );
  for (const [l, c] of factors.entries())
    ensure(
      isOne(c) || Q.sign(biasVariance[l]!) === 0,
      'not-shown',
      `claim.factors.${l}`,
      '1 where σ_b² > 0',
      Q.toText(c),
    );
  for (const [l, identity] of identities.entries()) {
    const path = `claim.identities.${l}`;
    const [c, d] = [factors[l]!, factors[l + 1]!];
    if (identity === null) {
      ensure(isOne(c) && isOne(d), 'missing-claim', path, 'an identity where factors are not 1');
      continue;
    }
    const { dag, root, claims } = accept(identity, budget);
    const expected = relationNode(activations[layers[l]!]!, c, d, dag);
    ensure(root === expected, 'wrong-kind', `${path}.root`, 'the expression σ(c·x) − d·σ(x)');
    const vanishes = claims.some(
      (claim) =>
        claim.claim === 'polynomial' &&
        claim.coefficients.length === 1 &&
        dag.nodes[claim.coefficients[0]!]!.value?.num === 0n,
    );
    ensure(vanishes, 'missing-claim', `${path}.claims`, 'the claim that it is the polynomial 0');
  }
  return inputs.map((_, k) => {
    const unit = k === i ? Q.one : Q.zero;
    return k === j ? Q.sub(unit, last) : unit;
  });
}
