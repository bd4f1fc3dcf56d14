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
  const { rational, fraction, add, neg, mul, unity } = fractions;
  const argument = form(u);
  const [c, s] = [known('cos', argument), known('sin', argument)];
  if (c && s) return [c, s];

  // An angle made of arcs is known by their cosines and sines.
  takeArcs(tower, u);
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
    const { cosine, sine } = a.circle!;
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
  const circle = {
    cosine: fractions.whole(M.generator(generator)),
    sine: fractions.whole(M.generator(sine)),
  };
  addAtom({
    kind: 'angle',
    name: 'angle',
    step,
    generator,
    argument: scaled,
    argumentNode: node,
    circle,
  });
  learn('cos', scaled, circle.cosine);
  learn('sin', scaled, circle.sine);
  return scale === 1 ? [circle.cosine, circle.sine] : angle(tower, u);
}

/** Makes every atan, asin and acos generator in the form of u an angle with cosine and sine. */
function takeArcs(tower: Tower, u: number): void {
  const { dag, atoms, fractions, form, known, learn, take, addAtom } = tower;
  const { num, den } = form(u);
  const inside = new Set([...M.generatorsOf(num), ...M.generatorsOf(den)]);
  for (const arc of atoms.filter((a) => arcs.has(a.name) && inside.has(a.generator))) {
    const argument = fractions.whole(M.generator(arc.generator));
    if (known('cos', argument)) continue;
    const square = dag.intern('mul', arc.argumentNode, arc.argumentNode);
    const signed = arc.name === 'atan' ? square : dag.intern('neg', square);
    const root = form(dag.intern('sqrt', dag.intern('add', dag.number(Q.one), signed)));
    const step = take({ kind: 'arc', name: arc.name, argument: arc.argumentNode });
    const { mul, inverse } = fractions;
    const x = arc.argument;
    const circle =
      arc.name === 'atan'
        ? { cosine: inverse(root), sine: mul(x, inverse(root)) }
        : arc.name === 'asin'
          ? { cosine: root, sine: x }
          : { cosine: x, sine: root };
    addAtom({ ...arc, kind: 'angle', name: 'angle', step, argument, circle });
    learn('cos', argument, circle.cosine);
    learn('sin', argument, circle.sine);
  }
}

const arcs: ReadonlySet<string> = new Set(['atan', 'asin', 'acos']);
