import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { folderConfigSchema } from '../object-store/object-store.config.ts';
import { warehouseConfigSchema } from '../warehouse/warehouse.config.ts';
import { RebuildCursorFile } from './rebuild-cursor.ts';
import { placesOf } from './rebuild-places.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'swingbay-cursor-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const to = (path: string) => folderConfigSchema.parse({ kind: 'folder', path });
const warehouse = (url: string, schema = 'swingbay') =>
  warehouseConfigSchema.parse({ kind: 'postgres', url, schema, facility: 'north' });

it('is gone on with by whoever rebuilds between the same two places', () => {
  const file = join(directory, 'cursor.json');
  const cursor = new RebuildCursorFile(file, placesOf(to('/objects'), warehouse('postgres://one@host:5432/fleet')));
  expect(cursor.read()).toBeNull();
  cursor.write({ owner: 'ada', swings: 12 });
  const again = placesOf(to('/objects'), warehouse('postgres://another@host:5432/fleet'));
  expect(new RebuildCursorFile(file, again).read()).toEqual({ owner: 'ada', swings: 12 });
});

it('is refused by a rebuild from another object store or into another warehouse, and lies there still', () => {
  const file = join(directory, 'cursor.json');
  const url = 'postgres://one@host:5432/fleet';
  new RebuildCursorFile(file, placesOf(to('/objects'), warehouse(url))).write({ owner: 'ada', swings: 12 });
  for (const places of [
    placesOf(to('/others'), warehouse(url)),
    placesOf(to('/objects'), warehouse('postgres://one@host:5432/another')),
    placesOf(to('/objects'), warehouse('postgres://one@host:5433/fleet')),
    placesOf(to('/objects'), warehouse(url, 'another')),
  ]) {
    expect(() => new RebuildCursorFile(file, places).read()).toThrow(
      expect.objectContaining({
        code: 'restore/cursor-of-another',
        message: expect.stringContaining('host:5432/fleet schema swingbay') as string,
      }),
    );
  }
  expect(existsSync(file)).toBe(true);
});
