import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { decide } from '../../src/polynomiality/decide.ts';
import { parse } from '../../src/expr/parse.ts';
import { fromRational, sub, pi } from '../../src/arith/enclosure.ts';
import { rational } from '../../src/arith/rational.ts';
import { largestSettled } from '../../src/testing/positivity.ts';
import {
  libraryActivation,
  nonPolynomialActivation,
  polynomialActivation,
} from '../../src/testing/index.ts';
import '../../src/testing/vitest.ts';
import { runs, samples } from './seed.ts';

const failure = (assertion: () => void): string => {
  try {
    assertion();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('expected an assertion to fail');
};

/** 0 by Legendre's duplication formula, which the decider does not know. */
const undecided = 'gamma(x^2 + 1)*gamma(x^2 + 3/2) - 2^(-1 - 2*x^2)*sqrt(pi)*gamma(2*x^2 + 2)';

describe('toBePolynomial', () => {
  it('takes what a user has at hand', () => {
    expect('x^2 - x').toBePolynomial();
    expect(parse('x^2 - x')).toBePolynomial({ degree: 2 });
    expect('torch.nn.Identity').toBePolynomial({ coefficients: [0, 1] });
    expect(samples(polynomialActivation({ disguise: 0 }), 1)[0]).toBePolynomial();
    expect({ expr: parse('x') }).toBePolynomial();
  });

  it('compares exactly', () => {
    expect('x/10 + x^2').toBePolynomial({ degree: 2, coefficients: [0, 0.1, '1'] });
    expect('x/sqrt(2)').toBePolynomial({ coefficients: ['0', 'sqrt(2)/2'] });
    expect('x/3').not.toBePolynomial({ coefficients: [0, 0.3333333333333333] });
    expect('x^2').not.toBePolynomial({ degree: 3 });
    expect('x^2 + 1').not.toBePolynomial({ coefficients: [1, 0, 1, 1] });
  });

  it('refuses what is no degree, no coefficient or no option', () => {
    for (const expected of [{ degree: NaN }, { degree: -1 }, { degre: 3 }, { coefficients: 'x' }])
      for (const matcher of [expect('x^2'), expect('x^2').not])
        expect(failure(() => matcher.toBePolynomial(expected as never))).toMatch(/: expected/);
    expect(failure(() => expect('x').not.toBePolynomial({ coefficients: ['x'] }))).toMatch(
      /expected a number, got x/,
    );
  });

  it('says why not', () => {
    const message = failure(() => expect('tanh').toBePolynomial());
    expect(message).toMatch(/^expected tanh to be a polynomial\n/);
    expect(message).toMatch(/non-polynomial by growth/);
    expect(message).toMatch(/accepted by the checker: 1 claim, 2 nodes, sha256 [0-9a-f]{12}…$/);
    expect(failure(() => expect('x^2').toBePolynomial({ degree: 3 }))).toMatch(/degree is 2/);
    expect(failure(() => expect('x^2').not.toBePolynomial())).toMatch(/expected x\^2 not to be/);
  });

  it('fails both ways on what is undecided or no activation', () => {
    for (const text of ['1/x', 'log(x)']) {
      expect(failure(() => expect(text).toBePolynomial())).toMatch(/not defined/);
      expect(failure(() => expect(text).not.toBePolynomial())).toMatch(/not defined/);
      expect(failure(() => expect(text).toBeNonPolynomial())).toMatch(/not defined/);
    }
    expect(failure(() => expect(undecided).toBePolynomial())).toMatch(/not decided/);
    expect(failure(() => expect(undecided).not.toBePolynomial())).toMatch(/not decided/);
  });

  it('refuses what stands for no activation', () => {
    expect(failure(() => expect(3).toBePolynomial())).toMatch(/expected an activation.*got number/);
    expect(failure(() => expect('x +').toBePolynomial())).toMatch(/the text ends/);
    expect(failure(() => expect('tahn(x)').toBeNonPolynomial())).toMatch(/not known/);
  });

  it('is asymmetric too', () => {
    expect({ σ: 'x^2', τ: 'relu' }).toEqual({
      σ: expect.toBePolynomial({ degree: 2 }),
      τ: expect.toBeNonPolynomial(),
    });
    expect(['relu']).not.toEqual([expect.toBePolynomial()]);
    // What stands for no activation matches neither way, and is no error.
    expect([3, 'x^2', null]).toEqual(expect.arrayContaining([expect.toBePolynomial()]));
    expect([3]).not.toEqual([expect.not.toBePolynomial()]);
    expect([{}]).not.toEqual([expect.toEnclose(0)]);
  });
});

describe('100 runs with the arbitraries fit into 5 s', () => {
  // Of processor time: the machine may be busy with something else.
  const inFiveSeconds = (run: () => void): void => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(5);
  };

  it('polynomials with their coefficients', () => {
    inFiveSeconds(() =>
      fc.assert(
        fc.property(polynomialActivation({ disguise: 0 }), (σ) => {
          expect(σ).toBePolynomial({ coefficients: σ.truth.coefficients });
        }),
        runs(100),
      ),
    );
  });

  it('non-polynomials', () => {
    inFiveSeconds(() =>
      fc.assert(
        fc.property(nonPolynomialActivation({ smooth: true, disguise: 0 }), (σ) => {
          expect(σ).toBeNonPolynomial();
        }),
        runs(100),
      ),
    );
  });
});

describe('toBeStrictlyPositiveDefinite', () => {
  it('by the theorem, on all admissible data sets', () => {
    expect('gelu').toBeStrictlyPositiveDefinite();
    expect('relu').toBeStrictlyPositiveDefinite({ depth: 5 });
    expect('x^3 - x').toBeStrictlyPositiveDefinite({ n: 4 });
    expect('x^2').toBeStrictlyPositiveDefinite({ n: 5, depth: 3 });
    expect('x^3 - x').not.toBeStrictlyPositiveDefinite({ n: 5 });
    expect('x^2').not.toBeStrictlyPositiveDefinite();
  });

  it('shows the smallest data set that is singular', () => {
    const message = failure(() => expect('x^2').toBeStrictlyPositiveDefinite());
    expect(message).toMatch(/the 4 inputs 0, 1, 2, 3, null vector 1, -3, 3, -1/);
    expect(failure(() => expect('x^3').toBeStrictlyPositiveDefinite({ depth: 4 }))).toMatch(
      /29 equally spaced inputs/,
    );
  });

  it('counts inputs exactly: no depth makes an undecided activation positive on all data', () => {
    expect(largestSettled(3, 1000)).toBe(1n + 3n ** 999n);
    const unknown = parse(`${undecided.replaceAll('x^2', 'sigmoid(x)')} + x^3`);
    for (const depth of [2, 1000])
      expect(
        failure(() => expect(unknown).toBeStrictlyPositiveDefinite({ depth, kernel: 'nngp' })),
      ).toMatch(/not decided/);
    expect(unknown).toBeStrictlyPositiveDefinite({ depth: 2, n: 4, kernel: 'nngp' });
  });

  it('without biases, on a line off the origin', () => {
    const message = failure(() => expect('x').toBeStrictlyPositiveDefinite({ biasVariance: 0 }));
    expect(message).toMatch(/without biases, on the 3 inputs \(1, 0\), \(1, 1\), \(1, 2\)/);
    const inputs = [0, 1, 2].map((k) => [1, k]);
    expect('x').toBeSingular({ inputs, biasVariance: 0 });
  });

  it('fails both ways where the theorem is silent', () => {
    for (const [text, why] of [
      ['heaviside', /not shown continuous/],
      ['exp(x^2)', /not shown to exist/],
      ['cbrt(x)', /not shown/],
    ] as const) {
      expect(failure(() => expect(text).toBeStrictlyPositiveDefinite())).toMatch(why);
      expect(failure(() => expect(text).not.toBeStrictlyPositiveDefinite())).toMatch(why);
    }
    expect('cbrt(x)').toBeStrictlyPositiveDefinite({ kernel: 'nngp' });
  });

  it('on a data set', () => {
    expect('tanh').toBeStrictlyPositiveDefinite({
      inputs: [
        [1, 0],
        [0, 1],
        [1, 1],
      ],
    });
    expect('tanh').toBeSingular({
      inputs: [
        [1, 0],
        [1, 0],
      ],
    });
    expect(failure(() => expect('tanh').toBeSingular({ inputs: [[1], [NaN]] }))).toMatch(/finite/);
    const inputs = [[5], [0], [1], [2], [3]];
    expect(
      failure(() => expect('x^2').toBeStrictlyPositiveDefinite({ inputs, biasVariance: 1 })),
    ).toMatch(/singular already on (\[\d\](, )?){4}, null vector/);
  });

  it('refuses depths and sizes that are none', () => {
    expect(failure(() => expect('relu').toBeStrictlyPositiveDefinite({ depth: 1 }))).toMatch(
      /depth/,
    );
    expect(failure(() => expect('relu').toBeStrictlyPositiveDefinite({ n: 0 }))).toMatch(/n ≥ 1/);
    for (const expected of [
      { weightVariance: 0 },
      { biasVariance: -1 },
      { kernel: 'gp' },
      { inputs: [[1]], n: 1 },
      { dept: 3 },
    ])
      for (const matcher of [expect('x^2'), expect('x^2').not]) {
        expect(failure(() => matcher.toBeStrictlyPositiveDefinite(expected as never))).toMatch(
          /expected/,
        );
        expect(failure(() => matcher.toBeSingular(expected as never))).toMatch(/expected/);
      }
  });
});

describe('toBeSingular', () => {
  it('on some admissible data set', () => {
    expect('x^2').toBeSingular();
    expect('x^2').not.toBeSingular({ n: 3 });
    expect('relu').not.toBeSingular();
    expect(failure(() => expect('relu').toBeSingular())).toMatch(
      /expected relu to have a singular NTK of depth 2 on some admissible set of inputs/,
    );
  });
});

describe('toEnclose', () => {
  it('intervals of numbers, texts and enclosures', () => {
    expect({ lower: '0.1', upper: '0.2' }).toEnclose(0.1);
    expect({ lower: 0, upper: 0.1 }).toEnclose('1/10');
    expect({ lower: '3.14', upper: '3.15' }).toEnclose('pi');
    expect({ lower: '3.1416', upper: '3.15' }).not.toEnclose('pi');
    expect({ lower: '1/3', upper: '1/2' }).not.toEnclose(0.3333333333333333);
    expect(fromRational(rational(1, 3), 64)).toEnclose(rational(1, 3));
    expect(pi(64)).toEnclose('pi');
    expect(sub(pi(64), pi(64), 64)).toEnclose(0);
    expect(pi(64)).not.toEnclose('355/113');
  });

  it('refuses what is no interval', () => {
    expect(failure(() => expect([1, 2]).toEnclose(1))).toMatch(/expected an interval/);
    expect(failure(() => expect({ lower: 2, upper: 1 }).toEnclose(1))).toMatch(/lower ≤ upper/);
    expect(failure(() => expect({ lower: 0, upper: 1 }).toEnclose('x'))).toMatch(/a number, got x/);
  });

  it('says on which side', () => {
    const interval = { lower: '3.1416', upper: '3.15' };
    expect(failure(() => expect(interval).toEnclose('pi'))).toMatch(/pi lies below 3927\/1250/);
    expect(failure(() => expect(interval).toEnclose(4))).toMatch(/4 lies above 63\/20/);
    expect(failure(() => expect(interval).not.toEnclose('3.145'))).toMatch(/between the ends/);
  });
});

describe('toBeAcceptedByChecker', () => {
  it('certificates, their text, and what carries them', () => {
    const verdict = decide(parse('gelu(x)'));
    expect(verdict).toBeAcceptedByChecker();
    expect(verdict.certificate).toBeAcceptedByChecker();
    expect(JSON.stringify(verdict.certificate)).toBeAcceptedByChecker();
    expect(failure(() => expect(verdict).not.toBeAcceptedByChecker())).toMatch(/not a polynomial/);
  });

  it('says why it is refused', () => {
    const certificate = { ...decide(parse('gelu(x)')).certificate, sha256: '0' };
    expect(certificate).not.toBeAcceptedByChecker();
    expect(failure(() => expect(certificate).toBeAcceptedByChecker())).toMatch(/sha256/);
    expect(failure(() => expect(3).toBeAcceptedByChecker())).toMatch(/refused/);
    expect(failure(() => expect('{').toBeAcceptedByChecker())).toMatch(/not-json/);
  });
});

it('every library activation is decided', () => {
  for (const σ of samples(libraryActivation(), 60)) {
    const message = [() => expect(σ).toBePolynomial(), () => expect(σ).toBeNonPolynomial()];
    expect(
      message.some((assertion) => passes(assertion)),
      σ.text,
    ).toBe(true);
  }
});

const passes = (assertion: () => void): boolean => {
  try {
    assertion();
    return true;
  } catch {
    return false;
  }
};
