import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { IMPORT_RULES } from '../architecture/import-rules.ts';

it('ARCHITECTURE names every rule of imports, and no other', () => {
  const page = readFileSync(join(import.meta.dirname, '../ARCHITECTURE.md'), 'utf8');
  const named = [...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name);
  const rules = new Set<string | undefined>(IMPORT_RULES.map(({ name }) => name));
  expect(new Set(named.filter((name) => name?.includes('-') || rules.has(name)))).toEqual(rules);
});
