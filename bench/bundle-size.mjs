// How large is each entry of the package in a bundle of everything it needs, and compressed? Run
// `npm run build` first. fast-check and vitest are the user's own and do not count; the program that multiplies
// precisely (gmp-wasm) does.
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const root = new URL('../', import.meta.url);
const { exports } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
console.log('entry               bytes   compressed');
for (const [entry, { default: file }] of Object.entries(exports)) {
  if (file === undefined) continue;
  const [{ output }] = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2023',
      lib: { entry: fileURLToPath(new URL(file, root)), formats: ['es'], fileName: 'bundle' },
      rolldownOptions: {
        external: [/^node:/, 'vitest', 'fast-check'],
        output: { minify: true },
      },
    },
  });
  const code = output.map((part) => part.code ?? part.source).join('');
  const compressed = gzipSync(code, { level: 9 }).length;
  console.log(`${entry.padEnd(17)} ${String(Buffer.byteLength(code)).padStart(8)}   ${compressed}`);
}
