/**
 * # Scripts of workers that also start from a file
 *
 * A page opened from the disk may start no worker from a file, nor read one; it may load scripts.
 * Each script of a worker therefore runs where there is no document, and where there is one hands
 * its own text to the element that loaded it, for a worker made of that text.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

/**
 * The parentheses around the function ask the engine to compile it at once, not to skim it first.
 * @param code a module without imports and exports: it may wait at its top level
 */
function workerScript(code: string): string {
  return `(run => {
  if (typeof document === 'undefined') run().catch(reportError);
  else document.currentScript.dispatchEvent(new CustomEvent('text', { detail: String(run) }));
})((async function () {
'use strict';
${code}
}));
`;
}

const require = createRequire(import.meta.url);
const { version } = require('gmp-wasm/package.json') as { version: string };
/** Below the folder of the page. */
export const mpfrFile = `assets/mpfr-${version}.js`;

/** Turns the bundle of a worker, one chunk, into such a script. */
export function workerScripts(): Plugin {
  return {
    name: 'worker-scripts',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue;
        const others = [...file.imports, ...file.dynamicImports, ...file.exports];
        if (others.some((name) => name !== file.fileName))
          this.error(
            `${file.fileName}: expected one chunk, got imports or exports: ${others.join()}`,
          );
        file.code = workerScript(file.code);
      }
    },
  };
}

/** MPFR (LGPL) as a script of its own beside the workers, loaded when it is first asked for. */
export function separateMpfr(): Plugin {
  const name = '\0gmp-wasm';
  const file = JSON.stringify(`./${mpfrFile.split('/').at(-1)!}`);
  return {
    name: 'separate-mpfr',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => (id === 'gmp-wasm' ? name : null),
    load: (id) =>
      id === name
        ? `export async function init() {
             if (!self.gmp) importScripts(new URL(${file}, self.location.href).href);
             return self.gmp.init();
           }`
        : null,
  };
}

export const mpfrScript = (): string =>
  workerScript(readFileSync(require.resolve('gmp-wasm/dist/index.umd.min.js'), 'utf8'));
