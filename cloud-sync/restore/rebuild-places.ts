/** Between which object store and which warehouse a rebuild goes, in words that a cursor can keep. Pure. */
import { resolve } from 'node:path';
import { z } from 'zod';
import type { ObjectStoreConfig } from '../object-store/object-store.config.ts';
import type { WarehouseConfig } from '../warehouse/warehouse.config.ts';

export const rebuildPlacesSchema = z.strictObject({ objects: z.string(), warehouse: z.string() });

export type RebuildPlaces = Readonly<z.infer<typeof rebuildPlacesSchema>>;

/** Without users and secrets: the same places are the same for whoever goes there. */
export function placesOf(to: ObjectStoreConfig, { url, schema }: WarehouseConfig): RebuildPlaces {
  const { host, pathname } = new URL(url);
  return {
    objects: to.kind === 'folder' ? resolve(to.path) : `${to.endpoint ?? `AWS ${to.region}`} bucket ${to.bucket}`,
    warehouse: `${host}${pathname} schema ${schema}`,
  };
}
