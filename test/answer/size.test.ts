/**
 * # Too large, or not plain arithmetic at all
 */
import { expect, it } from 'vitest';
import { tooLarge } from '../../src/answer/size.ts';
import { parse } from '../../src/expr/parse.ts';

it.each(['x^2000', '(1 + x^2)^(pi*e)', '(x^2 + 1)^e', '(x + 1)^1000*(x - 1)^1000', 'exp(x^3000)'])(
  '%s may be answered',
  (text) => {
    expect(tooLarge(parse(text))).toBe(null);
  },
);

it.each(['x^2001', '(x + 1)^(9^9^9)', '(((x^1000)^1000)^1000)^1000', '9^9^9^9*x'])(
  '%s is too large',
  (text) => {
    expect(tooLarge(parse(text))).toMatch(/degree|constant/);
  },
);
