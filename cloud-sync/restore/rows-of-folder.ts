/**
 * What the warehouse keeps of a swing, made of its documents alone: the same rows that the bay sends, but for when a
 * film was seen to be whole, which no document says. Pure.
 */
import type { ProgressRow, VideoRow, WarehouseBatch } from '../../device/ports/warehouse.port.ts';
import type { SwingEmbedding } from '../../device/swing/embedding/embed-swing.ts';
import type { SwingReport } from '../../device/swing/report/swing-report.ts';
import { extensionOf, objectKey, POSES_TYPE } from '../object-store/object-key.ts';
import { rowOfVisit } from '../warehouse/row-of-visit.ts';
import { rowsOfSwing, type StoredContent, uploadedVideo } from '../warehouse/rows-of-swing.ts';
import type { SwingFolder } from './swing-folder.ts';

/**
 * Below every version that a bay counts: what a bay says of a visit stands, also where it says it before the rebuild.
 */
const VISIT_VERSION = 0;

export interface AboutFolder {
  readonly facility: string;
  /** When its films were seen to be there, UTC. */
  readonly seenAt: string;
  readonly embedding: SwingEmbedding | null;
}

/** Null for a swing without a report. */
export function rowsOfFolder(folder: SwingFolder, { facility, seenAt, embedding }: AboutFolder): WarehouseBatch | null {
  const newest = folder.revisions.at(-1);
  if (newest === undefined) return null;
  const { owner, id: swing, poses, media } = folder;
  const keyOf = ({ sha256, kind, mediaType }: StoredContent): string =>
    objectKey({ owner, swing, sha256, extension: extensionOf(kind === 'landmarks' ? POSES_TYPE : mediaType) });
  const report = ownReport(folder, newest.report);
  const rows = rowsOfSwing({
    ...{ report, facility, reportSha256: newest.sha256, objectKey: keyOf },
    analysedAt: report.storedAt ?? report.recordedAt,
    tracks: report.landmarks.flatMap(
      ({ camera, sha256 }) => poses.find((each) => each.camera === camera && each.sha256 === sha256)?.track ?? [],
    ),
    embedding,
  });
  const there = new Set(media.map(({ key }) => key));
  const videos = (rows.videos ?? []).map(
    (row): VideoRow => (there.has(row.objectKey) ? uploadedVideo(row, seenAt) : row),
  );
  return { ...rows, videos };
}

/** Whose a swing is says where it lies: a guest's may have been claimed since it was measured. */
export function ownReport({ player }: SwingFolder, report: SwingReport): SwingReport {
  return { ...report, player };
}

export interface VisitFolders {
  readonly session: string;
  readonly facility: string;
  readonly bay: string;
  readonly startedAt: string | null;
  /** One golfer's, in their order, each in its newest revision. */
  readonly reports: readonly SwingReport[];
}

export function rowOfVisitFolders({ session, facility, bay, startedAt, reports }: VisitFolders): ProgressRow | null {
  return rowOfVisit({
    ...{ session, facility, bay, reports, version: VISIT_VERSION },
    startedAt: startedAt ?? reports[0]?.recordedAt ?? '',
  });
}
