/** A swing of the bay's store as the warehouse is told of it, in its newest revision. */
import { contentSha256 } from '../../device/store/content-hash.ts';
import type { Store } from '../../device/store/store.ts';
import type { StoredSwing } from '../../device/store/swing-record.ts';
import type { WarehouseBatch } from '../../device/ports/warehouse.port.ts';
import { extensionOf, objectKey, POSES_TYPE } from '../object-store/object-key.ts';
import { ownerOf } from '../outbox/swing-objects.ts';
import { rowsOfSwing, type StoredContent, uploadedVideo } from './rows-of-swing.ts';

export type WarehouseSource = Pick<
  Store,
  'swings' | 'poses' | 'media' | 'embeddings' | 'outbox' | 'players' | 'accounts' | 'warehouseDues'
>;

/** Null for a swing without a report. Throws the store's errors for what cannot be read of it. */
export function batchOfSwing(source: WarehouseSource, swing: StoredSwing, facility: string): WarehouseBatch | null {
  const { id } = swing;
  const newest = source.swings.revisions(id).at(-1);
  if (newest === undefined) return null;
  const text = source.swings.reportText(id, newest.revision);
  // The report says whose swing it was when it was measured; since then somebody may have claimed it.
  const report = { ...source.swings.report(id, newest.revision), player: swing.player };
  const tracks = report.landmarks.flatMap(({ camera, sha256 }) => source.poses.find(id, camera, sha256) ?? []);
  const { videos = [], ...rows } = rowsOfSwing({
    ...{ report, facility, tracks, analysedAt: newest.createdAt, reportSha256: contentSha256(Buffer.from(text)) },
    embedding: source.embeddings.find(id) ?? null,
    objectKey: (content) => keyOf(swing, content),
  });
  const arrived = arrivalsOf(source, swing);
  return {
    ...rows,
    videos: videos.map((row) => {
      const uploadedAt = arrived.get(row.objectKey);
      return uploadedAt === undefined ? row : uploadedVideo(row, uploadedAt);
    }),
  };
}

/** When the object store was seen to have each clip, by its key. */
function arrivalsOf(source: WarehouseSource, swing: StoredSwing): Map<string, string> {
  return new Map(
    source.media.list(swing.id).flatMap(({ kind, sha256, mediaType, syncedAt }): [string, string][] => {
      return kind === 'clip' && syncedAt !== null ? [[keyOf(swing, { kind, sha256, mediaType }), syncedAt]] : [];
    }),
  );
}

function keyOf(swing: StoredSwing, { sha256, kind, mediaType }: StoredContent): string {
  const extension = extensionOf(kind === 'landmarks' ? POSES_TYPE : mediaType);
  return objectKey({ owner: ownerOf(swing), swing: swing.id, sha256, extension });
}
