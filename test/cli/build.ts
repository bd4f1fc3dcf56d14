/**
 * The command line as it is installed, in a folder of its own: every source transpiled on its own,
 * so that a test runs what users run without waiting for a type check.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const fixtureWorker = new URL('./fixtures/worker.mjs', import.meta.url);

/** All that help, version and lists may load. */
export const lightPackages = ['commander', 'picocolors'];

/**
 * Builds into a new folder, with these packages only; `worker` replaces the pipeline.
 * @returns the path of main.js
 */
export function build(packages: readonly string[], worker?: URL): string {
  const folder = mkdtempSync(join(tmpdir(), 'nonpoly-cli-'));
  mkdirSync(join(folder, 'node_modules'));
  for (const name of packages)
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  const source = join(root, 'src');
  for (const name of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || name.endsWith('.d.ts') || (worker && !name.startsWith('cli')))
      continue;
    const target = join(folder, 'dist', name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    const { outputText } = ts.transpileModule(readFileSync(join(source, name), 'utf8'), {
      fileName: join(source, name),
      compilerOptions: {
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.ESNext,
        verbatimModuleSyntax: true,
        rewriteRelativeImportExtensions: true,
      },
    });
    writeFileSync(target, outputText);
  }
  if (worker) cpSync(fileURLToPath(worker), join(folder, 'dist/cli/worker.js'));
  return join(folder, 'dist/cli/main.js');
}
