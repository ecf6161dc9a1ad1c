/** How long the rows of a fleet are as they are sent. */
import { rowsToSend } from '../../../../cloud-sync/warehouse/check-rows.ts';
import { crateDialect } from '../../../../cloud-sync/warehouse/cratedb-sql.ts';
import { TABLES } from '../../../../cloud-sync/warehouse/tables.ts';
import type { VideoRow, WarehouseBatch } from '../../../ports/warehouse.port.ts';
import { type FleetBatch, fleetSwings } from './fleet-days.ts';

const SAMPLE = { bays: 50, swingsPerDay: 4 };
const SWINGS = SAMPLE.bays * SAMPLE.swingsPerDay;

export function meanRowBytes(golfers: readonly Float32Array[]): {
  swing_analysis: number;
  poses: number;
  videos: number;
} {
  const [batch] = fleetSwings(SAMPLE, { day: 0, from: 0, to: SWINGS }, golfers, SWINGS);
  if (batch === undefined) return { swing_analysis: 0, poses: 0, videos: 0 };
  const sample = { ...batch, videos: videosOf(batch) };
  return {
    swing_analysis: meanOf(sample, 'swing_analysis'),
    poses: meanOf(sample, 'poses'),
    videos: meanOf(sample, 'videos'),
  };
}

function meanOf(batch: WarehouseBatch, name: 'swing_analysis' | 'poses' | 'videos'): number {
  const table = TABLES[name];
  const dialect = crateDialect('fleet', { replicas: '1' });
  const rows = rowsToSend(table, batch);
  const bytes = rows.flatMap((row) =>
    table.columns.map((column) => bytesOf(dialect.encode(column, row[column.field]))),
  );
  return bytes.reduce((sum, each) => sum + each, 0) / rows.length;
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(typeof value === 'string' ? value : JSON.stringify(value));
}

/** A film for every pose. */
function videosOf({ poses }: FleetBatch): VideoRow[] {
  return poses.map(({ id, userId, swingId, facility, bay, recordedAt, version, camera, role }) => ({
    id,
    userId,
    swingId,
    facility,
    bay,
    recordedAt,
    version,
    camera,
    role,
    filename: `${'c'.repeat(64)}.mp4`,
    objectKey: `users/${userId}/swings/${swingId}/${'c'.repeat(64)}.mp4`,
    mediaType: 'video/mp4',
    sizeBytes: 2_000_000,
    durationS: 4,
    status: 'uploaded',
    uploadedAt: recordedAt,
    metadata: { width: 1_280, height: 720, fps: 120, calibrated: true },
  }));
}
