/**
 * # Sines and cosines in the tower
 */
import * as Q from '../arith/rational.ts';
import { combination } from './combination.ts';
import * as M from './multivariate.ts';
import type { Fraction } from './multivariate.ts';
import { rescale, scaledArgument } from './atom.ts';
import type { Tower } from './atom.ts';

/** [cos u, sin u] by addition of earlier angles and quarter turns. */
export function angle(tower: Tower, u: number): readonly [Fraction, Fraction] {
  const { atoms, fractions, form, known, learn, take } = tower;
  const { whole, rational, fraction, add, neg, mul, unity } = fractions;
  const argument = form(u);
  const [c, s] = [known('cos', argument), known('sin', argument)];
  if (c && s) return [c, s];

  const basis = atoms.filter((a) => a.kind === 'angle');
  const pi = atoms.find((a) => a.kind === 'pi');
  const quarter = pi ? [fraction(M.generator(pi.generator), M.constant(Q.rational(2)))] : [];
  const found = combination(argument, [...basis.map((a) => a.argument), ...quarter]);
  const quarters = pi && found ? found.at(-1)! : Q.zero;
  if (found === null || !Q.isInteger(quarters)) return newAngle(tower, u, argument);
  const terms = basis.map((a, i) => [a, found[i]!] as const).filter(([, k]) => Q.sign(k) !== 0);
  rescale(tower, 'angle', terms);
  take({
    kind: 'angle',
    argument: u,
    terms: terms.map(([a, k]) => [a.step, Number(k.num)]),
    quarters: Number(quarters.num),
  });
  let [x, y] = [unity, rational(Q.zero)];
  for (const [a, k] of terms) {
    const cosine = whole(M.generator(a.generator));
    const sine = whole(M.generator(a.generator + 1));
    const signed = k.num < 0n ? neg(sine) : sine;
    for (let i = 0; i < Math.abs(Number(k.num)); i++)
      [x, y] = [add(mul(x, cosine), neg(mul(y, signed))), add(mul(y, cosine), mul(x, signed))];
  }
  const turns = ((Number(quarters.num) % 4) + 4) % 4;
  for (let i = 0; i < turns; i++) [x, y] = [neg(y), x];
  return [learn('cos', argument, x), learn('sin', argument, y)];
}

/** cos(u/m) and sin(u/m) as generators. */
function newAngle(tower: Tower, u: number, argument: Fraction): readonly [Fraction, Fraction] {
  const { dag, fractions, relations, form, learn, take, addGenerator, addAtom } = tower;
  const [node, scale] = scaledArgument(tower, 'angle', u);
  const scaled = scale === 1 ? argument : form(node);
  const step = take({ kind: 'angle-atom', argument: node });
  const generator = addGenerator(dag.intern('cos', node), scaled);
  const sine = addGenerator(dag.intern('sin', node), scaled);
  const square = M.generator(generator, 2);
  relations.set(sine, { degree: 2, value: M.add(M.one, M.neg(square)) });
  addAtom({ kind: 'angle', name: 'angle', step, generator, argument: scaled, argumentNode: node });
  const values = [generator, sine].map((g) => fractions.whole(M.generator(g)));
  learn('cos', scaled, values[0]!);
  learn('sin', scaled, values[1]!);
  return scale === 1 ? [values[0]!, values[1]!] : angle(tower, u);
}
