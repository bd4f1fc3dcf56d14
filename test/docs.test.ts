import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from './cli/build.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

interface Fence {
  readonly language: string;
  readonly text: string;
}

const fences = (file: string): Fence[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(
    (match) => ({
      language: match[1]!,
      text: match[2]!,
    }),
  );

/** Words of a command line, "…" and '…' kept together. */
const words = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((m) => m[1] ?? m[2] ?? m[3]!);

let main = '';
beforeAll(() => {
  main = build(['commander', 'picocolors', 'mathjs', 'gmp-wasm']);
});
afterAll(() => {
  rmSync(dirname(dirname(dirname(main))), { recursive: true, force: true });
});

describe('README.md', () => {
  const snippets = fences('README.md');

  it('has transcripts, programs and the two commands', () => {
    expect(snippets.map((s) => s.language)).toEqual(
      expect.arrayContaining(['console', 'ts', 'sh']),
    );
    const commands = snippets.filter((s) => s.language === 'sh').map((s) => s.text.trim());
    expect(commands).toEqual(['npm ci && npx nonpoly check gelu', 'npm ci && npm test']);
  });

  it.each(
    snippets.filter((s) => s.language === 'console').map((s) => [s.text.split('\n')[0]!, s.text]),
  )('%s', (_line, text) => {
    const [first, ...expected] = text.trimEnd().split('\n');
    const [npx, name, ...args] = words(first!.replace(/^\$ /, ''));
    expect([npx, name]).toEqual(['npx', 'nonpoly']);
    const output = execFileSync(process.execPath, [main, ...args], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });
    expect(output.trimEnd().split('\n')).toEqual(expected.length > 0 ? expected : ['']);
  });

  it.each(snippets.filter((s) => s.language === 'ts').map((s) => [s.text]))(
    'the program %#',
    (text) => {
      const folder = mkdtempSync(join(tmpdir(), 'nonpoly-docs-'));
      const entry = pathToFileURL(join(dirname(dirname(main)), 'index.js')).href;
      const { outputText } = ts.transpileModule(text.replace("'nonpoly'", `'${entry}'`), {
        compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
      });
      const file = join(folder, 'program.mjs');
      writeFileSync(file, outputText);
      const output = execFileSync(process.execPath, [file], { encoding: 'utf8' });
      // The comment after each console.log is what it prints.
      const expected = [...text.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map((m) => m[1]!);
      expect(expected.length).toBeGreaterThan(0);
      expect(output.trimEnd().split('\n')).toEqual(expected);
      rmSync(folder, { recursive: true, force: true });
    },
  );
});

describe('links between documents', () => {
  it.each(['README.md', 'CONTRIBUTING.md'])('%s points at files that exist', (file) => {
    const text = readFileSync(join(root, file), 'utf8');
    for (const match of text.matchAll(/\]\((?!https?:)([^)#]+)\)/g))
      expect(() => readFileSync(join(root, match[1]!)), match[1]).not.toThrow(/ENOENT/);
  });
});
