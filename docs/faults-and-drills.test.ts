import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawings, faultsPage } from './faults-and-drills.ts';

describe('the page of faults and drills', () => {
  it('is what docs/faults-and-drills.ts makes of the rules', () => {
    expect(readFileSync(join(import.meta.dirname, 'faults-and-drills.md'), 'utf8')).toBe(faultsPage());
  });

  it('shows each drill as the program draws it, and no drawing of a drill that is gone', () => {
    const folder = join(import.meta.dirname, 'drills');
    const made = drawings();
    expect(readdirSync(folder).toSorted()).toEqual([...made.keys()].toSorted());
    const stale = [...made].filter(([name, svg]) => readFileSync(join(folder, name), 'utf8') !== svg);
    expect(stale.map(([name]) => name)).toEqual([]);
  });
});
