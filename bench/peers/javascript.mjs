/**
 * Is it a polynomial in x? Answers of mathjs and nerdamer: `node javascript.mjs mathjs|nerdamer`,
 * one line of JSON {"text"} in, one out.
 */
import { createInterface } from 'node:readline';
import { all, create } from 'mathjs';
import nerdamer from 'nerdamer';

const math = create(all, { number: 'Fraction' });

const verdictOf = {
  /** `rationalize` throws for what is no rational function, and says nothing about it then. */
  mathjs(text) {
    const { expression, denominator } = math.rationalize(text, {}, true);
    if (denominator === null || denominator === undefined) return 'polynomial';
    return expression ? 'non-polynomial' : 'undecided';
  },
  nerdamer: (text) =>
    nerdamer(`expand(${text})`).symbol.isPoly(true) ? 'polynomial' : 'non-polynomial',
}[process.argv[2]];

for await (const line of createInterface({ input: process.stdin })) {
  let verdict = 'undecided';
  try {
    verdict = verdictOf(JSON.parse(line).text);
  } catch {
    // Whatever stops it, it has no answer.
  }
  console.log(JSON.stringify({ verdict }));
}
