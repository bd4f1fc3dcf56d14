import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { schemas } from '../../schema/schema.ts';
import { root } from './build.ts';

describe('JSON Schemas', () => {
  // `npx vitest run test/cli/schema.test.ts --update` writes them anew.
  it.each(Object.keys(schemas))('%s is what the definitions give', async (name) => {
    await expect(JSON.stringify(schemas[name], null, 2) + '\n').toMatchFileSnapshot(
      join(root, 'schema', name),
    );
    expect(schemas[name]).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
    });
  });

  it('are all there, and no others', () => {
    expect(
      readdirSync(join(root, 'schema'))
        .filter((name) => name.endsWith('.json'))
        .sort(),
    ).toEqual(Object.keys(schemas).sort());
  });
});
