/** Rows as bays would send them, all alike but for what a test says. */
import type { PoseRow, ProgressRow, SwingAnalysisRow, UserRow, VideoRow } from '../../device/ports/warehouse.port.ts';
import { VECTOR_DIMENSIONS } from './tables.ts';

export const RECORDED_AT = '2026-05-17T10:00:00.000Z';

export function userRow(id: string, rest: Partial<UserRow> = {}): UserRow {
  return {
    id,
    version: 1,
    username: `Player ${id}`,
    email: null,
    createdAt: RECORDED_AT,
    updatedAt: RECORDED_AT,
    settings: { handedness: 'right', heightCm: 181 },
    ...rest,
  };
}

export function analysisRow(id: string, rest: Partial<SwingAnalysisRow> = {}): SwingAnalysisRow {
  return {
    id,
    swingId: id,
    userId: 'anna',
    facility: 'north',
    bay: 'bay-1',
    recordedAt: RECORDED_AT,
    version: 1,
    sessionId: 'visit-1',
    kind: 'shot',
    isGuest: false,
    handedness: 'right',
    club: '7-iron',
    overallScore: 7,
    clubSpeedMps: 40,
    ballSpeedMps: 55,
    carryM: 140,
    faults: ['early-extension'],
    metrics: { shoulder_turn_top: { value: 90, low: 85, high: 95 } },
    measured: { shoulder_turn_top: { unit: '°', method: 'triangulated' } },
    withheld: { pelvis_turn_top: 'needs-second-camera' },
    feedback: [{ aspect: 'early-extension', priority: 1, finding: 'major', recommendations: ['wall-drill'] }],
    versions: { swingbay: '0.1.0', algorithms: '1' },
    documentKey: `users/anna/swings/${id}/report.json`,
    analysedAt: RECORDED_AT,
    ...rest,
  };
}

const seenFromFront = (swingId: string) => ({
  ...{ id: `${swingId}/front`, swingId, userId: 'anna', facility: 'north', bay: 'bay-1' },
  ...{ recordedAt: RECORDED_AT, version: 1, camera: 'front', role: 'face-on' },
});

export function poseRow(swingId: string, rest: Partial<PoseRow> = {}): PoseRow {
  return {
    ...seenFromFront(swingId),
    videoId: null,
    frames: 240,
    landmarksKey: `users/anna/swings/${swingId}/landmarks`,
    confidence: 0.9,
    embeddingVersion: 1,
    vectorSpace: null,
    vectorFaceOn: null,
    vectorDownTheLine: null,
    ...rest,
  };
}

export function videoRow(swingId: string, rest: Partial<VideoRow> = {}): VideoRow {
  return {
    ...seenFromFront(swingId),
    filename: 'front.mp4',
    objectKey: `users/anna/swings/${swingId}/front.mp4`,
    mediaType: 'video/mp4',
    sizeBytes: 2_000_000,
    durationS: 4,
    status: 'announced',
    uploadedAt: null,
    metadata: { fps: 120, width: 720 },
    ...rest,
  };
}

export function progressRow(id: string, rest: Partial<ProgressRow> = {}): ProgressRow {
  return {
    id,
    userId: 'anna',
    facility: 'north',
    bay: 'bay-1',
    recordedAt: RECORDED_AT,
    version: 1,
    sessionId: id,
    swings: 20,
    meanScore: 6.5,
    metrics: { shoulder_turn_top: { mean: 88.5, low: 86, high: 91, swings: 20 } },
    ...rest,
  };
}

/** A point of the embedding's space with one number set. */
export function point(distance: number, axis = 0): number[] {
  const vector = Array.from({ length: VECTOR_DIMENSIONS }, () => 0);
  vector[axis] = distance;
  return vector;
}
