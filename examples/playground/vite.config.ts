/**
 * # How the playground is built
 *
 * A static folder with relative addresses only, that works from a server and from the disk: the
 * page is one classic script, and so is each worker. MPFR (LGPL) stays a file of its own that can
 * be replaced.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { contentSecurityPolicy, policyFromDisk } from './content-security-policy.ts';
import { mpfrFile, mpfrScript, separateMpfr, workerScripts } from './worker-script.ts';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  root: path('.'),
  base: './',
  define: { MPFR_FILE: JSON.stringify(mpfrFile) },
  resolve: {
    alias: [
      { find: /^nonpoly\/checker$/, replacement: path('../../src/checker/check-any.ts') },
      { find: /^nonpoly$/, replacement: path('../../src/index.ts') },
    ],
  },
  plugins: [
    {
      // A page served by anything else has a policy too; in development Vite needs its own.
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
        this.emitFile({ type: 'asset', fileName: mpfrFile, source: mpfrScript() });
      },
      transformIndexHtml: () => [
        {
          tag: 'meta',
          injectTo: 'head-prepend',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: policyFromDisk },
        },
      ],
    },
    {
      // From the disk browsers load neither modules nor what asks for CORS.
      name: 'classic-page',
      apply: 'build',
      transformIndexHtml: {
        order: 'post',
        handler: (html) => {
          const classic = html.replaceAll(' crossorigin', '').replace('type="module"', 'defer');
          if (!/<script defer src="[^"]+">/.test(classic) || /module|crossorigin/.test(classic))
            throw new Error(`expected one script and no module in ${classic}`);
          return classic;
        },
      },
    },
  ],
  build: {
    outDir: path('../../dist/playground'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: false,
    cssCodeSplit: false,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { output: { format: 'iife', codeSplitting: false } },
  },
  worker: {
    format: 'es',
    plugins: () => [separateMpfr(), workerScripts()],
    rolldownOptions: { output: { codeSplitting: false } },
  },
  preview: { headers: { 'Content-Security-Policy': contentSecurityPolicy } },
});
