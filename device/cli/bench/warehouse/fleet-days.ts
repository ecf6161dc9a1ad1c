/**
 * The days of a fleet as its bays would send them: who swings where and when, numbers as many and as long as a report
 * of two cameras has, and points of real virtual golfers in the space of the embedding.
 */
import { virtualMotions } from '../../../../models/train/swing-embedding/virtual-motion.ts';
import type { PoseRow, SwingAnalysisRow } from '../../../ports/warehouse.port.ts';
import { EMBEDDING_VERSION, projectionOf } from '../../../swing/embedding/embed-swing.ts';
import { projectMotion } from '../../../swing/embedding/embedding-projection.ts';
import { METRIC_CATALOGUE } from '../../../swing/metrics/metric-catalogue.ts';
import { type Random, seededRandom } from '../../../virtual-bay/random.ts';

export interface Fleet {
  readonly bays: number;
  readonly swingsPerDay: number;
}

export const FIRST_DAY = Date.parse('2026-05-04T00:00:00Z');
export const DAY_MS = 86_400_000;
const BAYS_PER_FACILITY = 20;
const OPENS_MS = 8 * 3_600_000;
const CLOSES_MS = 23 * 3_600_000;
const PLAYERS_PER_BAY = 5;
/** An hour and a half each, of a guest or of two golfers who take turns. */
const VISITS_PER_DAY = 10;
const GOLFERS_PER_VISIT = 2;
const GUESTS_OF_TEN = 3;
const FIRST_GOLFER_SEED = 6_001;
/** As two swings of one golfer lie apart, a third of it in each direction that counts. */
const SCATTER = 0.3;

/** Points of virtual golfers, round which the fleet's swings lie. */
export function golferPoints(golfers: number, swingsEach: number): readonly Float32Array[] {
  const points: Float32Array[] = [];
  for (let golfer = 0; golfer < golfers; golfer++) {
    for (let swing = 0; swing < swingsEach; swing++) {
      const motion = virtualMotions(FIRST_GOLFER_SEED + golfer, swing).space;
      if (motion !== null) points.push(projectMotion(motion, projectionOf('space')));
    }
  }
  return points;
}

/** A swing near one of the points, as a query and as a row. */
export function swingNear(points: readonly Float32Array[], random: Random): number[] {
  const point = points[Math.floor(random.next() * points.length)] as Float32Array;
  return Array.from(point, (value) => Math.fround(value + random.normal(0, SCATTER)));
}

/** Two poses a swing, one of which has its point. */
export interface FleetBatch {
  readonly swing_analysis: readonly SwingAnalysisRow[];
  readonly poses: readonly PoseRow[];
}

/** Swings of a day by their number, in the order in which they happen all over the fleet. */
export interface PartOfDay {
  readonly day: number;
  readonly from: number;
  /** Not included. */
  readonly to: number;
}

export function* fleetSwings(
  fleet: Fleet,
  { day, from: first, to }: PartOfDay,
  points: readonly Float32Array[],
  swingsPerBatch: number,
): Generator<FleetBatch, undefined> {
  const random = seededRandom(day * 1_000_003 + first + 1);
  for (let from = first; from < to; from += swingsPerBatch) {
    const swings = Array.from({ length: Math.min(swingsPerBatch, to - from) }, (_, i) =>
      fleetSwing(fleet, day, from + i, points, random),
    );
    yield {
      swing_analysis: swings.map(({ analysis }) => analysis),
      poses: swings.flatMap(({ poses }) => poses),
    };
  }
  return undefined;
}

function fleetSwing(
  fleet: Fleet,
  day: number,
  number: number,
  points: readonly Float32Array[],
  random: Random,
): { readonly analysis: SwingAnalysisRow; readonly poses: readonly PoseRow[] } {
  const bayNumber = number % fleet.bays;
  const place = Math.floor(number / fleet.bays) / fleet.swingsPerDay;
  const at = FIRST_DAY + day * DAY_MS + OPENS_MS + place * (CLOSES_MS - OPENS_MS) + random.between(0, 60_000);
  const visit = Math.floor(place * VISITS_PER_DAY);
  const session = `visit-${day}-${bayNumber}-${visit}`;
  const isGuest = (bayNumber + visit * 7 + day) % 10 < GUESTS_OF_TEN;
  const golfer = (visit * GOLFERS_PER_VISIT + Math.floor(random.next() * GOLFERS_PER_VISIT)) % PLAYERS_PER_BAY;
  const common = {
    swingId: `swing-${day}-${number}`,
    userId: isGuest ? session : `player-${bayNumber}-${golfer}`,
    facility: `facility-${Math.floor(bayNumber / BAYS_PER_FACILITY)}`,
    bay: `bay-${bayNumber % BAYS_PER_FACILITY}`,
    recordedAt: new Date(at).toISOString(),
    version: 1,
  };
  const vector = swingNear(points, random);
  const poses = (['face-on', 'down-the-line'] as const).map((role) => ({
    ...common,
    id: `${common.swingId}/${role}`,
    camera: role,
    role,
    videoId: `${common.swingId}/${role}`,
    frames: 480,
    landmarksKey: `users/${common.userId}/swings/${common.swingId}/${'f'.repeat(64)}.landmarks`,
    confidence: random.between(0.8, 1),
    embeddingVersion: role === 'face-on' ? EMBEDDING_VERSION : null,
    vectorSpace: role === 'face-on' ? vector : null,
    vectorFaceOn: null,
    vectorDownTheLine: null,
  }));
  return { analysis: { ...common, ...analysisOf(common, session, isGuest, random) }, poses };
}

const NUMBERS = METRIC_CATALOGUE.flatMap(({ id, unit, moments }) =>
  moments.map(({ at }) => ({ key: (at === null ? id : `${id}-${at}`).replaceAll('-', '_'), unit })),
);

function analysisOf(
  { swingId, userId, recordedAt }: { swingId: string; userId: string; recordedAt: string },
  session: string,
  isGuest: boolean,
  random: Random,
): Omit<SwingAnalysisRow, 'swingId' | 'userId' | 'facility' | 'bay' | 'recordedAt' | 'version'> {
  const metrics = NUMBERS.map(({ key }) => {
    const value = Number(random.between(-50, 120).toFixed(2));
    return [key, { value, low: value - 4, high: value + 4 }] as const;
  });
  return {
    id: swingId,
    sessionId: session,
    kind: random.next() < 0.9 ? 'shot' : 'practice',
    isGuest,
    handedness: random.next() < 0.9 ? 'right' : 'left',
    club: random.pick(['driver', '7-iron', 'pitching-wedge']),
    overallScore: random.next() < 0.05 ? null : random.between(2, 9),
    clubSpeedMps: random.next() < 0.5 ? null : random.between(30, 52),
    ballSpeedMps: random.next() < 0.5 ? null : random.between(40, 75),
    carryM: random.next() < 0.5 ? null : random.between(60, 250),
    faults: ['early-extension', 'reverse-spine-angle'],
    metrics: Object.fromEntries(metrics),
    measured: Object.fromEntries(NUMBERS.map(({ key, unit }) => [key, { unit, method: 'triangulated' }])),
    withheld: {},
    feedback: [{ aspect: 'early-extension', finding: 'major', phase: 'downswing', priority: 1 }],
    versions: { swingbay: '0.1.0', algorithms: '1', model: 'full', provider: 'TensorRT' },
    documentKey: `users/${userId}/swings/${swingId}/${'d'.repeat(64)}.json`,
    analysedAt: recordedAt,
  };
}
