/**
 * # Sines and cosines in the tower
 */
import * as Q from '../arith/rational.ts';
import { combination } from './combination.ts';
import * as M from './multivariate.ts';
import type { Fraction } from './multivariate.ts';
import { modestCombination, rescale, scaledArgument } from './atom.ts';
import type { Tower } from './atom.ts';

/** Multiples of earlier angles, which are expanded one addition at a time. */
const mostTimes = 200n;
const mostTwelfths = 1_000_000;

/** [cos u, sin u] by addition of earlier angles and quarter turns. */
export function angle(tower: Tower, u: number): readonly [Fraction, Fraction] {
  const { atoms, fractions, form, known, learn, take } = tower;
  const { fraction, add, neg, mul } = fractions;
  const argument = form(u);
  const [c, s] = [known('cos', argument), known('sin', argument)];
  if (c && s) return [c, s];

  // An angle made of arcs is known by their cosines and sines.
  takeArcs(tower, u);
  takeHalfTurns(tower, u);
  const pi = atoms.find((a) => a.kind === 'pi');
  const twelfth = pi ? [fraction(M.generator(pi.generator), M.constant(Q.rational(12)))] : [];
  const [basis, found] = modestCombination(
    atoms.filter((a) => a.kind === 'angle'),
    mostTimes,
    (some) => combination(argument, [...some.map((a) => a.argument), ...twelfth]),
  );
  const twelfths = pi && found ? found.at(-1)! : Q.zero;
  if (found === null) return newAngle(tower, u, argument);
  if (!Q.isInteger(twelfths) || Math.abs(Number(twelfths.num)) > mostTwelfths)
    return newAngle(tower, u, argument);
  const terms = basis.map((a, i) => [a, found[i]!] as const).filter(([, k]) => Q.sign(k) !== 0);
  rescale(tower, 'angle', terms);
  // Their square roots must be known before the step that uses them.
  const turned = turn(tower, Number(twelfths.num));
  take({
    kind: 'angle',
    argument: u,
    terms: terms.map(([a, k]) => [a.step, Number(k.num)]),
    twelfths: Number(twelfths.num),
  });
  let [x, y] = turned;
  for (const [a, k] of terms) {
    const { cosine, sine } = a.circle!;
    const signed = k.num < 0n ? neg(sine) : sine;
    for (let i = 0; i < Math.abs(Number(k.num)); i++)
      [x, y] = [add(mul(x, cosine), neg(mul(y, signed))), add(mul(y, cosine), mul(x, signed))];
  }
  return [learn('cos', argument, x), learn('sin', argument, y)];
}

/** cos kπ/12 and sin kπ/12. */
export function turn({ dag, fractions, form }: Tower, k: number): readonly [Fraction, Fraction] {
  const { rational, add, neg, mul } = fractions;
  const squareRoot = (n: number): Fraction => form(dag.intern('sqrt', dag.number(Q.rational(n))));
  const times = (f: Fraction, d: number): Fraction => mul(rational(Q.rational(1, d)), f);
  const cosine = (j: number): Fraction => {
    const [one, five] = [j === 1, j === 5];
    if (one || five) {
      const [two, three] = [squareRoot(2), squareRoot(3)];
      return times(add(mul(two, three), one ? two : neg(two)), 4);
    }
    if (j === 2 || j === 3) return times(squareRoot(j === 2 ? 3 : 2), 2);
    return rational(Q.rational(j === 0 ? 2 : j === 4 ? 1 : 0, 2));
  };
  const within = ((k % 24) + 24) % 24;
  let [c, s] = [cosine(within % 6), cosine(6 - (within % 6))];
  for (let quarter = 0; quarter < Math.floor(within / 6); quarter++) [c, s] = [neg(s), c];
  return [c, s];
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

/** Makes π⌊v⌋ an angle for every ⌊v⌋ in the form of u: its cosine is ±1. */
function takeHalfTurns(tower: Tower, u: number): void {
  const { dag, atoms, fractions, form, known, learn, relations, take, addGenerator, addAtom } =
    tower;
  const { num } = form(u);
  const inside = M.generatorsOf(num);
  const pi = atoms.find((a) => a.kind === 'pi' && inside.has(a.generator));
  if (!pi) return;
  for (const floor of atoms.filter((a) => a.name === 'floor' && inside.has(a.generator))) {
    const argument = fractions.whole(
      M.mul(M.generator(pi.generator), M.generator(floor.generator)),
    );
    if (known('cos', argument)) continue;
    const step = take({ kind: 'half-turns', atom: floor.step });
    const node = dag.intern('mul', pi.argumentNode, dag.intern('floor', floor.argumentNode));
    const generator = addGenerator(dag.intern('cos', node), argument);
    relations.set(generator, { degree: 2, value: M.one });
    const circle = {
      cosine: fractions.whole(M.generator(generator)),
      sine: fractions.rational(Q.zero),
    };
    addAtom({ ...floor, kind: 'angle', name: 'angle', step, generator, argument, circle });
    learn('cos', argument, circle.cosine);
    learn('sin', argument, circle.sine);
  }
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
