import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { METRIC_CATALOGUE } from '../device/swing/metrics/metric-catalogue.ts';
import { metricPage } from './metric-page.ts';
import { FOLDER, metricFiles } from './metrics.ts';

const FILES = metricFiles();

describe('the pages of the metrics', () => {
  it.each([...FILES.keys()])('%s is what npm run docs:metrics makes', (name) => {
    expect(readFileSync(join(FOLDER, name), 'utf8')).toBe(FILES.get(name));
  });

  it('are there for no metric that is gone', () => {
    const there = readdirSync(FOLDER, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
    expect(there).toHaveLength(FILES.size);
  });

  it.each(METRIC_CATALOGUE)(
    'say of $id what it is, show it, and tell its unit, sign, frame, source and methods',
    (entry) => {
      const page = FILES.get(`${entry.id}.md`) ?? '';
      for (const said of [entry.definition, entry.sign, entry.frameOfReference, entry.source]) {
        expect(said).toMatch(/^\S.*\.$/);
        expect(page).toContain(said);
      }
      expect(page).toContain(`](pictures/${entry.id}.svg)`);
      expect(page).toMatch(/\| Unit \| \w/);
      expect(page).toMatch(/## Method by number of cameras\n\n.*\n\n.*\n.*\n\| (one|any) \| /);
      expect(page).toMatch(/## Accuracy\n\n(Not measured yet\.|Rendered golfers)/);
    },
  );

  it('draw a mark into every figure', () => {
    const unmarked = METRIC_CATALOGUE.filter(({ picture }) => picture.kind === 'figure' && picture.marks.length === 0);
    expect(unmarked).toEqual([]);
  });

  it('show the rows that the bench wrote for a metric, and no other’s', () => {
    const row = { at: 'top', method: 'corrected', cameras: 2, model: 'heavy', count: 200 } as const;
    const numbers = { bias: -1.2, median: 4.1, p95: 12.5, withheldShare: 0.03, heldShare: 0.91 };
    const [entry] = METRIC_CATALOGUE.filter(({ id }) => id === 'shoulder-turn');
    if (entry === undefined) throw new TypeError('There is no shoulder turn.');
    const page = metricPage(entry, [
      { metric: 'shoulder-turn', ...row, ...numbers },
      { metric: 'pelvis-turn', ...row, ...numbers, median: 77.7 },
    ]);
    expect(page).toContain('| top | `corrected` | 2 | heavy | 200 | −1.2 | 4.1 | 12.5 | 3 % | 91 % |');
    expect(page).not.toContain('77.7');
  });
});
