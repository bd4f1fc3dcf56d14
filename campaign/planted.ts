/**
 * # Defects on purpose
 *
 * Each replaces one place of one source by something wrong. The campaign is worth what it finds of
 * them: `test/campaign/planted.test.ts` runs it on the changed program.
 */
export interface Planted {
  readonly name: string;
  /** Below src/. */
  readonly file: string;
  /** Occurs once. */
  readonly find: string;
  readonly replace: string;
  /** The properties that are given the chance to find it. */
  readonly only: readonly string[];
}

export const planted: readonly Planted[] = [
  {
    name: 'a wrong derivative: cosh′ = −sinh',
    file: 'expr/derivative.ts',
    find: "case 'cosh':\n      return f('sinh');",
    replace: "case 'cosh':\n      return negate(f('sinh'));",
    only: ['mean value'],
  },
  {
    name: 'a wrong growth: a sum grows like its slowest term',
    file: 'checker/growth.ts',
    find: 'const upper = terms.map((t) => t.upper).reduce(max);',
    replace: 'const upper = terms.map((t) => t.upper).reduce(min);',
    only: ['growth', 'verdict'],
  },
  {
    name: 'a checker that does not ask whether the witness is nonzero',
    file: 'checker/rules/finite-difference.ts',
    find: 'I.certainlyNonzero(sum),',
    replace: 'I.certainlyNonzero(sum) || true,',
    only: ['mutated certificate'],
  },
  {
    name: 'inward rounding: upper ends of sums are rounded down',
    file: 'arith/arithmetic-enclosure.ts',
    find: 'rounded(roundedSum(a.upper, b.upper, precision, UP), a.upperOpen || b.upperOpen),',
    replace: 'rounded(roundedSum(a.upper, b.upper, precision, DOWN), a.upperOpen || b.upperOpen),',
    only: ['enclosures'],
  },
  {
    name: 'a kernel off by a factor: E[σσ] counted twice',
    file: 'ntk/kernel.ts',
    find: 'const s = w * value + b;',
    replace: 'const s = 2 * w * value + b;',
    only: ['Wick', 'permutation, rotation and scale'],
  },
  {
    name: 'a wrong precedence: −x^2 read as (−x)^2',
    file: 'expr/lower.ts',
    find: "return call('neg', toExpr(args[0]!, context));",
    replace:
      "{ const u = toExpr(args[0]!, context); return u.kind === 'call' && u.name === 'pow' ? call('pow', call('neg', u.args[0]!), u.args[1]!) : call('neg', u); }",
    only: ['parse and print'],
  },
];
