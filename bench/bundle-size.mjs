// How large is each entry of the package in a bundle of everything it needs, and compressed? Run
// `npm run build` first. fast-check and vitest are the user's own and do not count; the program that multiplies
// precisely (gmp-wasm) does.
import { Buffer } from 'node:buffer';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const dist = new URL('../dist/', import.meta.url);
const entries = {
  '.': 'index.js',
  './checker': 'checker/check.js',
  './testing': 'testing/index.js',
  './testing/vitest': 'testing/vitest.js',
};
console.log('entry               bytes   compressed');
for (const [entry, file] of Object.entries(entries)) {
  const [{ output }] = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2023',
      lib: { entry: fileURLToPath(new URL(file, dist)), formats: ['es'], fileName: 'bundle' },
      rolldownOptions: { external: [/^node:/, 'vitest', 'fast-check'] },
    },
  });
  const code = output.map((part) => part.code ?? part.source).join('');
  const compressed = gzipSync(code, { level: 9 }).length;
  console.log(`${entry.padEnd(17)} ${String(Buffer.byteLength(code)).padStart(8)}   ${compressed}`);
}
