import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { build } from '../cli/build.ts';

/** Threads load compiled files: the program runs in a folder where the sources are built. */
const program = (folder: string): string => `
import { createTraining } from '${folder}/training/training.js';
import { startTraining } from '${folder}/training/threads.js';
import { parse } from '${folder}/expr/parse.js';
const n = 7;
const inputs = { n, d: 2, data: Float64Array.from({ length: 2 * n }, (_, k) => Math.sin(k + 1)) };
const labels = Float64Array.from({ length: n }, (_, k) => (-1) ** k);
const same = (a, b) => a.length === b.length && a.every((v, k) => Object.is(v, b[k]));
const found = [];
for (const [text, width, momentum] of [['tanh(x)', [300], 0.5], ['relu(x)', [70, 130], 0], ['x/2 + sin(x)', [64, 33, 40], 0.9]]) {
  const network = { activations: [parse(text)], depth: width.length + 1, weightVariance: 1.5, biasVariance: 0.1 };
  const options = { width, steps: 40, learningRate: 0.005, momentum, seed: 5 };
  const one = createTraining(inputs, labels, network, options);
  one.advance(40);
  for (const threads of [1, 2, 5]) {
    const many = await startTraining(inputs, labels, network, { ...options, threads });
    await many.advance(13);
    await many.advance(27);
    found.push(
      many.losses().length === 41 && same(many.losses(), one.losses()),
      same(await many.outputs(), one.outputs()),
      same(await many.empiricalKernel(), one.empiricalKernel()),
    );
    await many.close();
    found.push(await many.advance(1).then(() => false, () => true));
  }
}
console.log(JSON.stringify(found));
`;

describe('startTraining', () => {
  it('gives the losses, outputs and kernels of one thread to the last bit', () => {
    const folder = dirname(dirname(build(['mathjs', 'gmp-wasm'])));
    const file = join(folder, 'program.mjs');
    writeFileSync(file, program(pathToFileURL(folder).href));
    const stdout = execFileSync(process.execPath, [file], { encoding: 'utf8' });
    expect(JSON.parse(stdout)).toEqual(Array.from({ length: 36 }, () => true));
  });
});
