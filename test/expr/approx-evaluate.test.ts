import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { approxFunction } from '../../src/expr/approx-evaluate.ts';
import { approxErf, approxErfc, approxGamma } from '../../src/expr/approx-special.ts';
import { call, x } from '../../src/expr/build.ts';
import { functionTable } from '../../src/expr/functions.ts';
import { parse } from '../../src/expr/parse.ts';
import { substitute } from '../../src/expr/structure.ts';

function close(actual: number, expected: number, tolerance: number): void {
  if (Object.is(actual, expected) || actual === expected) return;
  const error = Math.abs(actual - expected) / Math.max(Math.abs(expected), Number.MIN_VALUE);
  expect(error, `${actual} against ${expected}`).toBeLessThanOrEqual(tolerance);
}

// Composite Gauss-Legendre quadrature, five nodes in each of n parts.
function integral(f: (t: number) => number, from: number, to: number, n = 60): number {
  const [a, b] = [
    Math.sqrt(5 - 2 * Math.sqrt(10 / 7)) / 3,
    Math.sqrt(5 + 2 * Math.sqrt(10 / 7)) / 3,
  ];
  const [wa, wb] = [(322 + 13 * Math.sqrt(70)) / 900, (322 - 13 * Math.sqrt(70)) / 900];
  const h = (to - from) / n / 2;
  let sum = 0;
  for (let i = 0; i < n; i += 1) {
    const m = from + (2 * i + 1) * h;
    sum +=
      (128 / 225) * f(m) + wa * (f(m - a * h) + f(m + a * h)) + wb * (f(m - b * h) + f(m + b * h));
  }
  return sum * h;
}

describe('special functions', () => {
  test('erf and erfc are the integrals that define them', () => {
    const density = (t: number) => (2 / Math.sqrt(Math.PI)) * Math.exp(-t * t);
    for (let u = -4; u <= 4; u += 0.173) close(approxErf(u), integral(density, 0, u), 4e-15);
    for (let u = 0; u <= 25; u += 0.37) {
      // erfc(u) = 2/√π e^{−u²} ∫₀^∞ e^{−s² − 2us} ds: no cancellation, and the tail past 8 is nil.
      const scaled = integral(
        (s) => Math.exp(-s * s - 2 * u * s),
        0,
        Math.min(8, 40 / (u + 1e-9)),
        200,
      );
      close(approxErfc(u), (2 / Math.sqrt(Math.PI)) * Math.exp(-u * u) * scaled, 2e-13);
      close(approxErfc(-u), 1 + approxErf(u), 2e-16);
    }
  });

  test('published digits (DLMF 7.22, Abramowitz and Stegun table 7.1)', () => {
    close(approxErf(0.5), 0.5204998778130465, 3e-16);
    close(approxErf(1), 0.8427007929497149, 3e-16);
    close(approxErf(2), 0.9953222650189527, 3e-16);
    close(approxErfc(3), 2.209049699858544e-5, 2e-15);
    close(approxErfc(10), 2.088487583762545e-45, 2e-15);
    close(approxGamma(0.5), Math.sqrt(Math.PI), 2e-15);
    close(approxGamma(1 / 3), 2.678938534707748, 2e-15);
    close(approxGamma(-1.5), (4 / 3) * Math.sqrt(Math.PI), 4e-15);
  });

  test('gamma: factorials, recurrence, duplication, poles, range', () => {
    let factorial = 1n;
    for (let n = 1n; n <= 170n; n += 1n) {
      factorial *= n;
      expect(approxGamma(Number(n) + 1)).toBe(Number(factorial));
    }
    for (let u = -20.3; u < 160; u += 0.71) close(approxGamma(u + 1), u * approxGamma(u), 2e-13);
    for (let u = 0.1; u < 80; u += 0.77) {
      const product = approxGamma(u) * approxGamma(u + 0.5);
      close(product, 2 ** (1 - 2 * u) * Math.sqrt(Math.PI) * approxGamma(2 * u), 2e-13);
    }
    for (const pole of [0, -1, -2, -100]) expect(approxGamma(pole)).toBeNaN();
    expect(approxGamma(171.6)).toBeGreaterThan(1e308);
    expect(approxGamma(172)).toBe(Infinity);
  });
});

const points = [
  -7.3, -2.5, -1.25, -1, -0.75, -0.5, -0.1, 0, 0.1, 0.25, 0.5, 0.999, 1, 1.5, 2.5, 3.7, 9.2,
];

describe('functions', () => {
  const closedForms: Record<string, (u: number) => number> = {
    neg: (u) => -u,
    exp: (u) => Math.E ** u,
    log: (u) => (u > 0 ? Math.log10(u) * Math.LN10 : NaN),
    log1p: (u) => (u > -1 ? Math.log(1 + u) : NaN),
    expm1: (u) => Math.exp(u) - 1,
    sqrt: (u) => (u === 0 ? 0 : Math.exp(Math.log(u) / 2)),
    cbrt: (u) => Math.sign(u) * Math.abs(u) ** (1 / 3),
    abs: (u) => (u < 0 ? -u : u),
    sign: (u) => (u > 0 ? 1 : u < 0 ? -1 : 0),
    floor: (u) => u - (((u % 1) + 1) % 1),
    ceil: (u) => u + (((-u % 1) + 1) % 1),
    round: (u) => Math.sign(u) * Math.trunc(Math.abs(u) + 0.5),
    sin: (u) => Math.cos(u - Math.PI / 2),
    cos: (u) => 1 - 2 * Math.sin(u / 2) ** 2,
    tan: (u) => Math.sin(u) / Math.cos(u),
    sec: (u) => 1 / Math.cos(u),
    csc: (u) => (u === 0 ? NaN : 1 / Math.sin(u)),
    cot: (u) => (u === 0 ? NaN : Math.cos(u) / Math.sin(u)),
    asin: (u) => Math.atan2(u, Math.sqrt(1 - u * u)),
    acos: (u) => Math.atan2(Math.sqrt(1 - u * u), u),
    atan: (u) => Math.atan2(u, 1),
    sinh: (u) => (Math.exp(u) - Math.exp(-u)) / 2,
    cosh: (u) => (Math.exp(u) + Math.exp(-u)) / 2,
    tanh: (u) => 1 - 2 / (Math.exp(2 * u) + 1),
    sech: (u) => 2 / (Math.exp(u) + Math.exp(-u)),
    csch: (u) => (u === 0 ? NaN : 2 / (Math.exp(u) - Math.exp(-u))),
    coth: (u) => (u === 0 ? NaN : (Math.exp(2 * u) + 1) / (Math.exp(2 * u) - 1)),
    asinh: (u) => Math.sign(u) * Math.log(Math.abs(u) + Math.sqrt(u * u + 1)),
    acosh: (u) => (u < 1 ? NaN : Math.log(u + Math.sqrt(u * u - 1))),
    atanh: (u) => (Math.abs(u) < 1 ? Math.log((1 + u) / (1 - u)) / 2 : NaN),
    erf: approxErf,
    erfc: (u) => 1 - approxErf(u),
    gamma: approxGamma,
    heaviside: (u) => (u < 0 ? 0 : 1),
    relu: (u) => (u < 0 ? 0 : u),
    sigmoid: (u) => (1 + Math.tanh(u / 2)) / 2,
    softplus: (u) => Math.log(1 + Math.exp(u)),
    Phi: (u) => (1 + approxErf(u / Math.SQRT2)) / 2,
    gelu: (u) => (u * (1 + approxErf(u / Math.SQRT2))) / 2,
    sinc: (u) => (u === 0 ? 1 : Math.sin(u) / u),
  };

  test('every unary function has a closed form here', () => {
    const unary = [...functionTable.values()].filter((row) => row.arity === 1);
    expect(Object.keys(closedForms).sort()).toEqual(unary.map((row) => row.name).sort());
  });

  test.each(Object.keys(closedForms))('%s agrees with its closed form, NaN included', (name) => {
    const row = functionTable.get(name as 'sin')!;
    const f = approxFunction(call(row.name, x));
    for (const u of points) {
      const [actual, expected] = [f(u), closedForms[name]!(u)];
      if (Number.isNaN(expected)) expect(actual, `${name}(${u})`).toBeNaN();
      else
        expect(Math.abs(actual - expected), `${name}(${u})`).toBeLessThan(
          1e-13 * (1 + Math.abs(expected)),
        );
    }
  });

  test.each(
    [...functionTable.values()]
      .filter((row) => row.definition !== null)
      .map((row) => [row.name, row]),
  )('%s agrees with its definition, wherever either is defined', (name, row) => {
    const [u, v, w] = [parse('x'), parse('1 - x'), parse('x^2/4')];
    const args = row.arity === 'many' ? [u, v, w] : row.arity === 3 ? [parse('3*x'), v, w] : [u];
    const f = approxFunction(call(name, ...args));
    const g = approxFunction(row.definition!(...args));
    for (const p of points) {
      // clip is min(max(u, lo), hi) whatever the order of its bounds.
      const [a, b] = [f(p), g(p)];
      if (Number.isNaN(a) || Number.isNaN(b))
        expect(Number.isNaN(a), `${name} at ${p}`).toBe(Number.isNaN(b));
      else expect(Math.abs(a - b), `${name} at ${p}`).toBeLessThan(1e-13 * (1 + Math.abs(a)));
    }
  });

  test('the parity in the table is that of the function', () => {
    for (const row of functionTable.values()) {
      if (row.parity === null) continue;
      const f = approxFunction(call(row.name, x));
      const factor = row.parity === 'odd' ? -1 : 1;
      for (const u of points) {
        if (!Number.isNaN(f(u)))
          expect(f(-u) - factor * f(u), `${row.name}(${u})`).toBeCloseTo(0, 10);
      }
    }
  });

  test('bounded functions are bounded on a wide range, the others are not', () => {
    for (const row of functionTable.values()) {
      if (row.arity !== 1) continue;
      const f = approxFunction(call(row.name, x));
      let most = 0;
      for (let k = -800; k <= 800; k += 1) {
        for (const u of [
          k / 10,
          Math.sign(k) * 1.05 ** Math.abs(k),
          1e-9 * k,
          1.5707963267948 + 1e-9 * k,
          Math.sign(k) * (1 - 1.05 ** -Math.abs(k)),
        ]) {
          const value = Math.abs(f(u));
          if (value > most) most = value;
        }
      }
      if (row.bounded) expect(most, row.name).toBeLessThan(4);
      else expect(most, row.name).toBeGreaterThan(8);
    }
  });
});

describe('expressions', () => {
  test.each([
    ['0^0', 0, 1],
    ['x^0', 0, 1],
    ['x^-1', 0, NaN],
    ['0/x', 0, NaN],
    ['x^3', -2, -8],
    ['x^(1/3)', -8, NaN],
    ['x^(1/3)', 0, 0],
    ['x^(4/2)', -3, 9],
    ['x^-0.5', 0, NaN],
    ['x^-0.5', 4, 0.5],
    ['x^pi', 0, NaN],
    ['x^9007199254740993', -1, -1],
    ['x^9007199254740992', -1, 1],
    ['0^x', 0, NaN],
    ['x > 0 ? log(x) : 0', -1, 0],
    ['x > 0 ? log(x) : 0', Math.E, 1],
    ['log(x) > 0 ? 1 : 0', -1, NaN],
    ['x > 0 and log(x) > 0 ? 1 : 2', -1, 2],
    ['log(x) > 0 and x > 0 ? 1 : 2', -1, NaN],
    ['x < 0 or log(x) > 0 ? 1 : 2', -1, 1],
    ['not (log(x) > 0) ? 1 : 2', -1, NaN],
    ['0*log(x)', -1, NaN],
    ['max(x, log(x))', -1, NaN],
    ['clip(x, -1, 1) + min(x, 2) + max(x, 2)', 5, 8],
    ['x - 1 - 2*x + x/4', 4, -4],
    ['1e-400*x', 1e200, 0],
    ['0.1 + 0.2', 0, 0.1 + 0.2],
    ['round(x)', 0.49999999999999994, 0],
    ['round(x)', -2.5, -3],
  ])('%s at %d is %d', (text, at, value) => {
    expect(approxFunction(parse(text))(at)).toEqual(value);
  });

  test.each([
    ['softplus(x)', 800, 800],
    ['softplus(x)', -800, 0],
    ['log(1 + exp(x))', 800, 800],
    ['log(exp(x) + 1)', -40, Math.exp(-40)],
    ['exp(x) - 1', 1e-20, 1e-20],
    ['expm1(x)', 1e-20, 1e-20],
    ['log1p(x)', 1e-20, 1e-20],
    ['sigmoid(x)', -700, Math.exp(-700)],
    ['sigmoid(x)', 800, 1],
    ['erfc(x)', 20, 5.395865611607901e-176],
    ['Phi(x)', -20, 2.7536241186062337e-89],
    ['gelu(x)', -1000, 0],
    ['sech(x)', 1000, 0],
    ['tanh(x)', 1e-30, 1e-30],
  ])('%s keeps its digits at %d', (text, at, value) => {
    close(approxFunction(parse(text))(at), value, 1e-13);
  });

  test('composition of functions is composition of expressions', () => {
    const outer = ['x^2 - x', 'tanh', 'x > 0.3 ? x : sin(x)', 'exp(-x^2)'].map((text) =>
      parse(text),
    );
    const inner = ['gelu', 'x/3', 'cos(x) - x'].map((text) => parse(text));
    fc.assert(
      fc.property(
        fc.constantFrom(...outer),
        fc.constantFrom(...inner),
        fc.double({ min: -5, max: 5, noNaN: true }),
        (f, g, at) => {
          const direct = approxFunction(f)(approxFunction(g)(at));
          expect(approxFunction(substitute(f, g))(at)).toBeCloseTo(direct, 12);
        },
      ),
      { seed: 42, numRuns: 300 },
    );
  });

  test('a shared subtree is computed once', () => {
    let deep = x;
    for (let i = 0; i < 200; i += 1) deep = substitute(parse('x*sigmoid(x)'), deep);
    expect(approxFunction(deep)(0)).toBe(0);
    let tall = x;
    for (let i = 0; i < 50_000; i += 1) tall = call('sin', tall);
    expect(approxFunction(tall)(1)).toBeGreaterThan(0);
  });
});
