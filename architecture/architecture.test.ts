import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Breach, findBreaches } from './find-breaches.ts';
import { IMPORT_RULES } from './import-rules.ts';

describe('the tree keeps its rules', () => {
  let breaches: readonly Breach[];

  beforeAll(async () => {
    breaches = await findBreaches(join(import.meta.dirname, '..'));
  }, 60_000);

  it.each(IMPORT_RULES.map(({ name, comment }) => ({ name, comment })))('$name', ({ name, comment }) => {
    const found = breaches.filter((breach) => breach.rule === name).map(({ from, to }) => `${from} imports ${to}`);
    expect(found, `${name}: ${comment}`).toEqual([]);
  });
});
