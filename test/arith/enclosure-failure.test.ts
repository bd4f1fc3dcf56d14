import { expect, test, vi } from 'vitest';

// A WebAssembly instance that runs out of memory in exp.
vi.mock('gmp-wasm', async (original) => {
  const real = await original<typeof import('gmp-wasm')>();
  return {
    ...real,
    init: async () => {
      const { binding } = await real.init();
      const exhausted = (): never => {
        throw new Error('Fatal error in gmp-wasm');
      };
      return { binding: Object.create(binding, { mpfr_exp: { value: exhausted } }) };
    },
  };
});

test('a failure of the WebAssembly instance is an error that names it, for good', async () => {
  const { apply, fromRational } = await import('../../src/arith/enclosure.ts');
  const x = fromRational({ num: 1n, den: 3n }, 64);
  expect(apply('sin', [x], 64)).not.toBeNull();
  expect(() => apply('exp', [x], 64)).toThrow(/WebAssembly instance failed in exp at 64 bits/);
  expect(() => apply('sin', [x], 64)).toThrow(/WebAssembly instance failed in exp/);
});
