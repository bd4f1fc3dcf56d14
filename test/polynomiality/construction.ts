/**
 * # Activations whose truth is known by construction
 *
 * Polynomials: p(x) plus multiples of expressions that vanish identically, with x itself written
 * as something that equals x. Non-polynomials: a polynomial plus c·g for a g that is none for a
 * stated reason, with vanishing terms added. Nothing here asks the decider; every identity holds for
 * all real x whatever is substituted, within the stated range.
 */
import * as Q from '../../src/arith/rational.ts';

/** Numbers in [0, 1) that repeat with the seed (mulberry32). */
export function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Next = () => number;
type Template = (u: string, v: string) => string;

const pick = <T>(next: Next, items: readonly T[]): T => items[Math.floor(next() * items.length)]!;

/** Defined on R and smooth; some bounded, some not. */
export const smooth: readonly Template[] = [
  () => 'x',
  () => '(x + 1)',
  () => '(2*x - 1/3)',
  () => '(x^2 + 1)',
  () => '(x^3 - x)',
  () => '(x/7)',
  () => 'sin(x)',
  () => 'cos(2*x)',
  () => 'exp(-x^2)',
  () => 'tanh(x)',
  () => 'erf(x)',
  () => 'atan(x)',
  () => 'sigmoid(x)',
  () => 'softplus(x)',
  () => '(x*exp(-x^2))',
  () => 'asinh(x)',
];
/** With kinks, continuous. */
export const kinked: readonly Template[] = [
  () => 'abs(x)',
  () => 'relu(x - 1)',
  () => 'max(x, x^2)',
  () => 'clip(x, -1, 2)',
  () => 'min(x, 3)',
];

/** Equal to 0 for all real u, v. */
export const vanishing: Readonly<Record<string, Template>> = {
  pythagoras: (u) => `(sin(${u})^2 + cos(${u})^2 - 1)`,
  'hyperbolic pythagoras': (u) => `(cosh(${u})^2 - sinh(${u})^2 - 1)`,
  'tanh and sech': (u) => `(tanh(${u})^2 + sech(${u})^2 - 1)`,
  'sigmoid reflected': (u) => `(sigmoid(${u}) + sigmoid(-${u}) - 1)`,
  'erf is odd': (u) => `(erf(${u}) + erf(-${u}))`,
  'Phi reflected': (u) => `(Phi(${u}) + Phi(-${u}) - 1)`,
  'exp inverted': (u) => `(exp(${u})*exp(-${u}) - 1)`,
  'exp of a sum': (u, v) => `(exp(${u} + ${v}) - exp(${u})*exp(${v}))`,
  'cosh in exp': (u) => `((exp(${u}) + exp(-${u}))/2 - cosh(${u}))`,
  'tanh in sigmoid': (u) => `(2*sigmoid(2*${u}) - 1 - tanh(${u}))`,
  'tanh in exp': (u) => `(tanh(${u}/2) - (exp(${u}) - 1)/(exp(${u}) + 1))`,
  'tanh doubled': (u) => `(tanh(2*${u}) - 2*tanh(${u})/(1 + tanh(${u})^2))`,
  'tanh of a sum': (u, v) =>
    `(tanh(${u} + ${v})*(1 + tanh(${u})*tanh(${v})) - tanh(${u}) - tanh(${v}))`,
  'erfc and erf': (u) => `(erfc(${u}) - 1 + erf(${u}))`,
  'erf and Phi': (u) => `(erf(${u}) - 2*Phi(sqrt(2)*${u}) + 1)`,
  'sine doubled': (u) => `(sin(2*${u}) - 2*sin(${u})*cos(${u}))`,
  'cosine doubled': (u) => `(cos(2*${u}) - 1 + 2*sin(${u})^2)`,
  'sine tripled': (u) => `(sin(3*${u}) - 3*sin(${u}) + 4*sin(${u})^3)`,
  'sine of a sum': (u, v) => `(sin(${u} + ${v}) - sin(${u})*cos(${v}) - cos(${u})*sin(${v}))`,
  'product to sum': (u, v) => `(2*cos(${u})*cos(${v}) - cos(${u} - ${v}) - cos(${u} + ${v}))`,
  'sine shifted': (u) => `(sin(${u} + pi/2) - cos(${u}))`,
  'sinh doubled': (u) => `(sinh(2*${u}) - 2*sinh(${u})*cosh(${u}))`,
  'cosh tripled': (u) => `(cosh(3*${u}) - 4*cosh(${u})^3 + 3*cosh(${u}))`,
  'softplus in log1p': (u) => `(log1p(exp(${u})) - softplus(${u}))`,
  'softplus reflected': (u) => `(softplus(${u}) - softplus(-${u}) - ${u})`,
  'log of sigmoid': (u) => `(log(sigmoid(${u})) + softplus(-${u}))`,
  'gelu reflected': (u) => `(gelu(${u}) - gelu(-${u}) - ${u})`,
  'gelu in erf': (u) => `(gelu(${u}) - ${u}/2*(1 + erf(${u}/sqrt(2))))`,
  'silu reflected': (u) => `(${u}*sigmoid(${u}) + ${u}*sigmoid(-${u}) - ${u})`,
  'mish in exp': (u) =>
    `(${u}*tanh(softplus(${u})) - ${u}*((1 + exp(${u}))^2 - 1)/((1 + exp(${u}))^2 + 1))`,
  'asinh in log': (u) => `(asinh(${u}) - log(${u} + sqrt(${u}^2 + 1)))`,
  'sinh of asinh': (u) => `(sinh(asinh(${u})) - ${u})`,
  'cosh of asinh': (u) => `(cosh(asinh(${u})) - sqrt(1 + ${u}^2))`,
  'tan of atan': (u) => `(tan(atan(${u})) - ${u})`,
  'sine of atan': (u) => `(sin(atan(${u})) - ${u}/sqrt(1 + ${u}^2))`,
  'atan is odd': (u) => `(atan(${u}) + atan(-${u}))`,
  'atanh of tanh': (u) => `(atanh(tanh(${u})) - ${u})`,
  'asin and acos': (u) => `(asin(tanh(${u})) + acos(tanh(${u})) - pi/2)`,
  Gudermannian: (u) => `(atan(sinh(${u})) - asin(tanh(${u})))`,
  'Gudermannian in exp': (u) => `(2*atan(exp(${u})) - pi/2 - atan(sinh(${u})))`,
  'log of exp': (u) => `(log(exp(${u})) - ${u})`,
  'log of a product': (u, v) =>
    `(log((1 + ${u}^2)*(2 + ${v}^2)) - log(1 + ${u}^2) - log(2 + ${v}^2))`,
  'log of a power': (u) => `(log((1 + ${u}^2)^3) - 3*log(1 + ${u}^2))`,
  'root of a square': (u) => `(sqrt((1 + ${u}^2)^2) - 1 - ${u}^2)`,
  'root of exp': (u) => `(sqrt(exp(2*${u})) - exp(${u}))`,
  'abs by a root': (u) => `(sqrt(${u}^2) - abs(${u}))`,
  'cbrt of a cube': (u) => `(cbrt(${u}^3) - ${u})`,
  'max and min': (u, v) => `(max(${u}, ${v}) + min(${u}, ${v}) - ${u} - ${v})`,
  'abs by max': (u) => `(abs(${u}) - max(${u}, -${u}))`,
  'relu by abs': (u) => `(relu(${u}) - (${u} + abs(${u}))/2)`,
  'relu reflected': (u) => `(relu(${u}) - relu(-${u}) - ${u})`,
  'relu by a branch': (u) => `((${u} > 0 ? ${u} : 0) - relu(${u}))`,
  'clip by max and min': (u) => `(clip(${u}, -1, 1) - max(-1, min(${u}, 1)))`,
  'sign and abs': (u) => `(${u}*sign(${u}) - abs(${u}))`,
  'floor of a sigmoid': (u) => `floor(sigmoid(${u}))`,
  'floor of a bump': (u) => `floor(exp(-${u}^2)/2)`,
  'a guard that never holds': (u) => `(${u}^2 + 1 < 0 ? exp(${u}) : 0)`,
  'gamma shifted': (u) =>
    `(gamma(2 + sigmoid(${u})) - (1 + sigmoid(${u}))*gamma(1 + sigmoid(${u})))`,
  'binomial square': (u, v) => `((${u} + ${v})^2 - ${u}^2 - 2*${u}*${v} - ${v}^2)`,
  'geometric sum': (u) => `((1 + ${u}^2)*(1 - ${u}^2 + ${u}^4) - 1 - ${u}^6)`,
  'a quotient that cancels': (u) => `((${u}^4 - 1)/(${u}^2 + 1) - ${u}^2 + 1)`,
};

/** Equal to x for all real x. */
const identity: readonly string[] = [
  'sinh(asinh(x))',
  'tan(atan(x))',
  'log(exp(x))',
  'cbrt(x^3)',
  'atanh(tanh(x))',
  '(gelu(x) - gelu(-x))',
  '(softplus(x) - softplus(-x))',
  '(relu(x) - relu(-x))',
  '(x*(1 + erf(x)) - x*erf(x))',
  '(exp(x)*x/exp(x))',
  '(x*cosh(x)^2 - x*sinh(x)^2)',
  '(max(x, 0) + min(x, 0))',
  '(x > 2 ? x : x)',
  '(sign(x)*abs(x))',
  'asinh(sinh(x))',
];

interface Polynomial {
  readonly text: string;
  readonly coefficients: readonly Q.Rational[];
}

function polynomial(next: Next, variable: (next: Next) => string): Polynomial {
  const degree = Math.floor(next() * 5);
  const coefficients = Array.from({ length: degree + 1 }, () =>
    Q.rational(BigInt(Math.floor(next() * 19) - 9), BigInt(1 + Math.floor(next() * 4))),
  );
  const leading = coefficients[degree]!;
  if (leading.num === 0n) coefficients[degree] = Q.rational(1n);
  const terms = coefficients.map((c, k) => {
    const power = k === 0 ? '' : k === 1 ? `*${variable(next)}` : `*${variable(next)}^${k}`;
    return `(${Q.toText(c)})${power}`;
  });
  return { text: terms.join(' + '), coefficients };
}

const names = Object.keys(vanishing);

/** An inner expression; now and then one inside another. */
function inner(next: Next, kinks: boolean): string {
  const base = pick(next, kinks && next() < 0.2 ? kinked : smooth)('x', 'x');
  if (next() < 0.8) return base;
  return `(${pick(next, ['2', '1/3', '-1', '-3/2'])}*${base})`;
}

/** Terms that vanish, named. */
function vanishingTerms(
  next: Next,
  most: number,
): { readonly text: string; readonly used: string[] } {
  const used: string[] = [];
  let text = '';
  for (let k = Math.floor(next() * (most + 1)); k > 0; k -= 1) {
    const name = pick(next, names);
    const factor = pick(next, ['', '', '3*', 'x*', 'exp(x)*', '(x^2 - 2)*', 'sin(x)*']);
    used.push(name);
    text += ` + ${factor}${vanishing[name]!(inner(next, true), inner(next, false))}`;
  }
  return { text, used };
}

export interface Case {
  readonly text: string;
  /** Ascending; null for a non-polynomial. */
  readonly coefficients: readonly Q.Rational[] | null;
  /** How it was made. */
  readonly made: string;
}

/** A polynomial in disguise. */
export function disguised(next: Next): Case {
  const plain = next() < 0.5;
  const { text, coefficients } = polynomial(next, (n) =>
    plain || n() < 0.5 ? 'x' : pick(n, identity),
  );
  const zero = vanishingTerms(next, 3);
  if (zero.used.length > 0 || !plain)
    return { text: text + zero.text, coefficients, made: zero.used.join(', ') || 'identity' };
  const name = pick(next, names);
  return {
    text: `${text} + ${vanishing[name]!(inner(next, true), inner(next, false))}`,
    coefficients,
    made: name,
  };
}

/** No polynomial, even after a polynomial is added and it is multiplied by a number c ≠ 0. */
const nonPolynomial: readonly (readonly [why: string, make: (next: Next) => string])[] = [
  [
    'bounded, not constant',
    (n) =>
      `${pick(n, ['sin', 'tanh', 'atan', 'sigmoid', 'erf'])}(${pick(n, ['x', '3*x', 'x/5', 'x^3', 'x - 4'])})`,
  ],
  ['tends to 0 at both ends', (n) => `exp(-${pick(n, ['x^2', '3*x^2', 'x^4', 'abs(x)'])})`],
  ['tends to 0 at both ends', (n) => `1/(1 + ${pick(n, ['x^2', 'x^4', 'exp(x^2)', 'cosh(x)'])})`],
  ['exponential at one end, 0 at the other', (n) => `exp(${pick(n, ['x', '-x', '2*x', 'x/9'])})`],
  ['outgrows every power', (n) => `${pick(n, ['sinh(x)', 'cosh(x)', 'x*sinh(x)', 'exp(x^2)'])}`],
  [
    'a kink',
    (n) => `${pick(n, ['relu', 'abs'])}(x ${pick(n, ['- 1000', '+ 3', '- 1/7', '+ 12345'])})`,
  ],
  [
    'a kink in a higher derivative',
    (n) => `relu(x - ${pick(n, ['2', '50', '1/9'])})^${pick(n, ['2', '3', '5'])}`,
  ],
  [
    'a jump',
    (n) => `${pick(n, ['floor(x)', 'sign(x)', 'heaviside(x - 2)', 'round(x)', '(x > 7 ? 1 : 0)'])}`,
  ],
  [
    'like x at one end, 0 at the other',
    (n) => `${pick(n, ['softplus', 'gelu', 'relu'])}(${pick(n, ['x', '2*x', 'x + 1'])})`,
  ],
  [
    'like x at one end, 0 at the other',
    (n) => `x*${pick(n, ['sigmoid', 'Phi'])}(${pick(n, ['x', '3*x'])})`,
  ],
  ['grows like |x|, has no corner', (n) => `sqrt(${pick(n, ['1', '1/4', '9'])} + x^2)`],
  [
    'grows like a fractional power',
    (n) => `${pick(n, ['cbrt(x)', 'sqrt(abs(x))', '(1 + x^2)^(1/3)', 'cbrt(1 + x^2)'])}`,
  ],
  ['grows like a logarithm', (n) => `${pick(n, ['log(1 + x^2)', 'asinh(x)', 'log(2 + abs(x))'])}`],
  [
    'x^k times something bounded',
    (n) => `x^${pick(n, ['1', '2', '3'])}*${pick(n, ['sin(x)', 'tanh(x)', 'cos(x/3)', 'erf(x)'])}`,
  ],
];

/** A polynomial plus a multiple of something that is none, plus terms that vanish. */
export function nonPolynomialCase(next: Next): Case {
  const { text } = polynomial(next, () => 'x');
  const [why, make] = pick(next, nonPolynomial);
  const scale = pick(next, ['1', '2', '-1/3', '1e-9', '1e-30', '1000', 'pi', 'sqrt(2)']);
  const zero = vanishingTerms(next, 2);
  return {
    text: `${text} + ${scale}*${make(next)}${zero.text}`,
    coefficients: null,
    made: [why, ...zero.used].join(', '),
  };
}
