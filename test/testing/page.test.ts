/** The code on the page of recipes is the code of the consumer project, which runs. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as testing from '../../src/testing/index.ts';
import * as matchers from '../../src/testing/matchers.ts';

const examples = fileURLToPath(new URL('../../examples/', import.meta.url));
const page = readFileSync(`${examples}testing.md`, 'utf8');
const consumer = readFileSync(`${examples}consumer/activations.test.ts`, 'utf8');
const fences = [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => match[1]!);

describe('examples/testing.md', () => {
  it.each(fences)('%#', (code) => {
    expect(consumer).toContain(code);
  });

  it('names every matcher, every arbitrary and every example', () => {
    expect(fences.length).toBe(6);
    for (const name of Object.keys(matchers)) expect(page).toContain(`\`${name}(`);
    const arbitraries = Object.entries(testing).flatMap(([name, value]) =>
      typeof value === 'function' && /(Activation|Family|Inputs|ertificate)$/.test(name)
        ? [name]
        : [],
    );
    expect(arbitraries.length).toBeGreaterThan(8);
    for (const name of arbitraries.filter(
      (n) => !['withActivation', 'grownActivation'].includes(n),
    ))
      expect(page).toContain(`\`${name}\``);
    for (const file of readdirSync(`${examples}conjectures`))
      expect(page).toContain(`(conjectures/${file})`);
  });
});
