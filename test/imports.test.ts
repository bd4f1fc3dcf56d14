import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const src = fileURLToPath(new URL('../src/', import.meta.url));
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.d.ts'),
);

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const statement =
  /(?:^|\n)(?:import|export)\s+(type\s)?(?:[^'";]*?from\s*)?'([^']+)'|import\('([^']+)'\)/g;

/** Relative imports of one file, as paths below src. */
function importsOf(name: string): Import[] {
  const text = readFileSync(join(src, name), 'utf8');
  return [...text.matchAll(statement)].flatMap((match) => {
    const target = match[2] ?? match[3]!;
    if (!target.startsWith('.')) return [];
    const to = relative(src, resolve(src, dirname(name), target));
    return [{ from: name, to, typeOnly: match[1] !== undefined }];
  });
}

const imports = files.flatMap(importsOf);
const folderOf = (name: string): string => (name.includes('/') ? name.split('/')[0]! : '.');

/** The table of src/README.md. */
const table = new Map(
  readFileSync(join(src, 'README.md'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const match = /^\| `(\w+)` \|(.*)\|$/.exec(line);
      return match
        ? [[match[1]!, [...match[2]!.matchAll(/`(\w+)`/g)].map((m) => m[1]!)] as const]
        : [];
    }),
);

describe('imports', () => {
  it('are found', () => {
    expect(imports.length).toBeGreaterThan(200);
    expect(table.size).toBeGreaterThan(8);
  });

  it('of every folder stand in the table of src/README.md', () => {
    const folders = new Set(files.map(folderOf).filter((folder) => folder !== '.'));
    for (const folder of folders) expect([...table.keys()]).toContain(folder);
    for (const { from, to } of imports) {
      const [a, b] = [folderOf(from), folderOf(to)];
      if (a === b || a === '.') continue;
      expect(table.get(a), `${from} imports ${to}`).toContain(b);
    }
  });

  it('of the checker stay in its folder, and name no package', () => {
    for (const name of files.filter((file) => file.startsWith('checker/'))) {
      for (const match of readFileSync(join(src, name), 'utf8').matchAll(statement)) {
        const target = match[2] ?? match[3]!;
        expect(target, name).toMatch(/^\.\.?\//);
        expect(relative(src, resolve(src, dirname(name), target)), name).toMatch(/^checker\//);
      }
    }
  });

  it('of values have no cycle', () => {
    const graph = new Map<string, string[]>();
    for (const { from, to, typeOnly } of imports) {
      if (!typeOnly) graph.set(from, [...(graph.get(from) ?? []), to]);
    }
    const state = new Map<string, 'open' | 'done'>();
    const visit = (name: string, path: readonly string[]): void => {
      expect(state.get(name), `cycle: ${[...path, name].join(' → ')}`).not.toBe('open');
      if (state.get(name) === 'done') return;
      state.set(name, 'open');
      for (const next of graph.get(name) ?? []) visit(next, [...path, name]);
      state.set(name, 'done');
    };
    for (const name of files) visit(name, []);
  });
});
