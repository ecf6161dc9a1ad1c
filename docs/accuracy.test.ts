import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { accuracyPage } from './accuracy.ts';

it('the page about accuracy is what docs/accuracy.ts makes of the published table', () => {
  expect(readFileSync(join(import.meta.dirname, 'accuracy.md'), 'utf8')).toBe(`${accuracyPage()}\n`);
});
