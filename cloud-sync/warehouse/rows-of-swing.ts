/**
 * What the warehouse keeps of a swing, made of its report and of what was stored beside it. Pure: the same swing gives
 * the same rows, on the bay that measured it and years later from the object store. Whether the player has agreed that
 * these may leave the bay is asked before.
 */
import type {
  DynamicObject,
  PoseRow,
  SwingAnalysisRow,
  UserRow,
  VectorSpace,
  VideoRow,
  WarehouseBatch,
} from '../../device/ports/warehouse.port.ts';
import { drillsFor } from '../../device/swing/drills/choose-drills.ts';
import type { SwingEmbedding } from '../../device/swing/embedding/embed-swing.ts';
import type { PoseTrack } from '../../device/swing/pose/pose-track.ts';
import { isMeasured, type MeasuredMetric, type SwingReport } from '../../device/swing/report/swing-report.ts';

/** What lies in the object store, by its content. */
export interface StoredContent {
  readonly sha256: string;
  readonly kind: 'report' | 'clip' | 'landmarks';
  readonly mediaType: string;
}

export interface SwingForWarehouse {
  readonly report: SwingReport;
  readonly facility: string;
  /** When this revision of the report was made, UTC. */
  readonly analysedAt: string;
  /** The poses that are at hand; without a camera's, only how sure its model was stays unknown. */
  readonly tracks: readonly PoseTrack[];
  readonly embedding: SwingEmbedding | null;
  readonly reportSha256: string;
  readonly objectKey: (content: StoredContent) => string;
}

export function rowsOfSwing(swing: SwingForWarehouse): WarehouseBatch {
  return {
    swing_analysis: [analysisRow(swing)],
    poses: poseRows(swing),
    videos: videoRows(swing),
  };
}

/** Whose rows these are: the player, or the visit in which a guest swung. */
export function warehouseUser({ player, session }: Pick<SwingReport, 'player' | 'session'>): string {
  return player ?? session;
}

/** `shoulder_turn_top`: what names a metric and its moment in a dynamic object. */
export function metricKey({ id, at }: { readonly id: string; readonly at: string | null }): string {
  return (at === null ? id : `${id}-${at}`).replaceAll('-', '_');
}

function placeOf({ report, facility }: SwingForWarehouse) {
  return {
    swingId: report.id,
    userId: warehouseUser(report),
    facility,
    bay: report.bay,
    recordedAt: report.recordedAt,
    version: report.revision,
  };
}

function analysisRow(swing: SwingForWarehouse): SwingAnalysisRow {
  const { report } = swing;
  const { swingbay, algorithms, model, provider, frameStride } = report.versions;
  return {
    ...placeOf(swing),
    id: report.id,
    sessionId: report.session,
    kind: report.kind,
    isGuest: report.player === null,
    handedness: report.handedness,
    club: report.club,
    overallScore: report.score?.overall ?? null,
    clubSpeedMps: report.shot?.club?.speedMps ?? null,
    ballSpeedMps: report.shot?.ball?.speedMps ?? null,
    carryM: report.shot?.ball?.carryM ?? null,
    faults: report.faults.map(({ id }) => id),
    metrics: readings(report, ({ value, low, high }) => ({ value, low, high })),
    measured: readings(report, ({ unit, method }) => ({ unit, method })),
    withheld: Object.fromEntries(
      report.metrics.flatMap((metric) => (isMeasured(metric) ? [] : [[metricKey(metric), metric.withheld]])),
    ),
    feedback: feedbackOf(report),
    versions: { swingbay, algorithms, model, provider, frameStride },
    documentKey: swing.objectKey({ sha256: swing.reportSha256, kind: 'report', mediaType: 'application/json' }),
    analysedAt: swing.analysedAt,
  };
}

function readings(report: SwingReport, say: (metric: MeasuredMetric) => DynamicObject): DynamicObject {
  return Object.fromEntries(report.metrics.filter(isMeasured).map((metric) => [metricKey(metric), say(metric)]));
}

/** The main fault first; only drills that the report itself advises are named. */
function feedbackOf({ faults, drills }: SwingReport): DynamicObject[] {
  return faults.map((fault, i) => ({
    aspect: fault.id,
    finding: fault.severity,
    phase: fault.phase,
    ...(fault.likelihood === undefined ? {} : { likelihood: fault.likelihood }),
    evidence: fault.evidence,
    recommendations: drillsFor(fault.id)
      .map(({ id }) => id)
      .filter((id) => drills.includes(id)),
    priority: i + 1,
  }));
}

function poseRows(swing: SwingForWarehouse): PoseRow[] {
  const { report, embedding } = swing;
  const bearer = vectorBearer(report, embedding);
  return report.landmarks.map(({ camera, sha256, frames }) => {
    const own = camera === bearer ? embedding : null;
    const vectorIn = (space: VectorSpace): number[] | null => (own?.space === space ? [...own.values] : null);
    return {
      ...placeOf(swing),
      id: `${report.id}/${camera}`,
      camera,
      role: roleOf(report, camera),
      videoId: report.clips.some((clip) => clip.camera === camera) ? `${report.id}/${camera}` : null,
      frames,
      landmarksKey: swing.objectKey({ sha256, kind: 'landmarks', mediaType: 'application/octet-stream' }),
      confidence: confidenceOf(swing.tracks.find((track) => track.camera === camera)),
      embeddingVersion: own?.version ?? null,
      vectorSpace: vectorIn('space'),
      vectorFaceOn: vectorIn('face-on'),
      vectorDownTheLine: vectorIn('down-the-line'),
    };
  });
}

/** The point is the swing's, so one of its rows bears it: of the view that made it, else face-on, else the first. */
function vectorBearer(report: SwingReport, embedding: SwingEmbedding | null): string | null {
  if (embedding === null) return null;
  const wanted = embedding.space === 'space' ? 'face-on' : embedding.space;
  const cameras = report.landmarks.map(({ camera }) => camera).toSorted();
  return cameras.find((camera) => roleOf(report, camera) === wanted) ?? cameras[0] ?? null;
}

function roleOf(report: SwingReport, camera: string): string {
  return report.cameras.find(({ name }) => name === camera)?.role ?? 'other';
}

function confidenceOf(track: PoseTrack | undefined): number | null {
  if (track === undefined || track.presence.length === 0) return null;
  return track.presence.reduce((sum, presence) => sum + presence, 0) / track.presence.length;
}

function videoRows(swing: SwingForWarehouse): VideoRow[] {
  const { report } = swing;
  return report.clips.map(({ camera, sha256, mediaType, bytes, fromMs, toMs }) => {
    const filmed = report.cameras.find(({ name }) => name === camera);
    const objectKey = swing.objectKey({ sha256, kind: 'clip', mediaType });
    return {
      ...placeOf(swing),
      id: `${report.id}/${camera}`,
      camera,
      role: roleOf(report, camera),
      filename: objectKey.slice(objectKey.lastIndexOf('/') + 1),
      objectKey,
      mediaType,
      sizeBytes: bytes,
      durationS: (toMs - fromMs) / 1000,
      status: 'announced',
      uploadedAt: null,
      metadata:
        filmed === undefined
          ? {}
          : { width: filmed.width, height: filmed.height, fps: filmed.fps, calibrated: filmed.calibrated },
    };
  });
}

/** The film of a swing once the object store has it whole. */
export function uploadedVideo(row: VideoRow, uploadedAt: string): VideoRow {
  return { ...row, status: 'uploaded', uploadedAt };
}

/** What is known of a player; the port of the store that keeps it has more, which stays there. */
export interface PlayerForWarehouse {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly handedness: 'left' | 'right' | null;
  readonly heightCm: number | null;
  readonly handicap: number | null;
  readonly usualMiss: string | null;
  readonly goals: readonly string[];
  readonly limitations: readonly string[];
}

/** @param version rises with every change of the player, as the one who keeps players counts it */
export function rowOfPlayer(player: PlayerForWarehouse, version: number): UserRow {
  const { handedness, heightCm, handicap, usualMiss, goals, limitations } = player;
  return {
    id: player.id,
    username: player.name,
    email: player.email,
    createdAt: player.createdAt,
    updatedAt: player.updatedAt,
    settings: { handedness, heightCm, handicap, usualMiss, goals, limitations },
    version,
  };
}
