/**
 * # How the playground is built
 *
 * A static folder with relative addresses only. The page itself is small; the engine that the
 * workers load comes in parts, and MPFR (LGPL) stays a file of its own that can be replaced.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { contentSecurityPolicy } from './content-security-policy.ts';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

const headers = { 'Content-Security-Policy': contentSecurityPolicy };

export default defineConfig({
  root: path('.'),
  base: './',
  resolve: {
    alias: [
      { find: /^nonpoly\/checker$/, replacement: path('../../src/checker/check-any.ts') },
      { find: /^nonpoly$/, replacement: path('../../src/index.ts') },
    ],
  },
  plugins: [
    {
      // A page served by anything else has the same policy; in development Vite needs its own.
      name: 'content-security-policy',
      apply: 'build',
      generateBundle() {
        this.emitFile({
          type: 'asset',
          fileName: 'content-security-policy.txt',
          source: `${contentSecurityPolicy}\n`,
        });
        const source = readFileSync(path('../../NOTICE'), 'utf8');
        this.emitFile({ type: 'asset', fileName: 'NOTICE.txt', source });
      },
      transformIndexHtml: () => [
        {
          tag: 'meta',
          injectTo: 'head-prepend',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
        },
      ],
    },
  ],
  build: {
    outDir: path('../../dist/playground'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 800,
  },
  worker: {
    format: 'es',
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'mpfr', test: /gmp-wasm/ },
            { name: 'mathjs', test: /mathjs/ },
          ],
        },
      },
    },
  },
  preview: { headers },
});
