import { describe, expect, it } from 'vitest';
import { drillsFor } from '../../device/swing/drills/choose-drills.ts';
import { EVENT_NAMES } from '../../device/swing/events/event-name.ts';
import { METRIC_CATALOGUE } from '../../device/swing/metrics/metric-catalogue.ts';
import { emptyPoseTrack } from '../../device/swing/pose/pose-track.ts';
import type { SwingReport } from '../../device/swing/report/swing-report.ts';
import { type Row, rowsToSend } from './check-rows.ts';
import { problemOfDynamic } from './dynamic-json.ts';
import { rowOfVisit } from './row-of-visit.ts';
import {
  metricKey,
  rowOfPlayer,
  rowsOfSwing,
  type SwingForWarehouse,
  uploadedVideo,
  warehouseUser,
} from './rows-of-swing.ts';
import { SHA, swingReport } from './swing-report.fixture.ts';
import { TABLES, VECTOR_DIMENSIONS } from './tables.ts';

const values = Float32Array.from({ length: VECTOR_DIMENSIONS }, (_, i) => i / 8);

function swing(report: SwingReport, rest: Partial<SwingForWarehouse> = {}): SwingForWarehouse {
  return {
    report,
    facility: 'north',
    analysedAt: '2026-05-17T10:00:05.000Z',
    tracks: [],
    embedding: { space: 'space', version: 3, values },
    reportSha256: SHA('d'),
    objectKey: ({ sha256, kind }) => `users/${warehouseUser(report)}/swings/${report.id}/${sha256.slice(0, 4)}.${kind}`,
    ...rest,
  };
}

describe('the rows of a swing', () => {
  const batch = rowsOfSwing(swing(swingReport()));

  it('are such as a warehouse takes', () => {
    for (const name of ['swing_analysis', 'poses', 'videos'] as const) {
      expect(rowsToSend(TABLES[name], batch)).toHaveLength(batch[name]?.length ?? -1);
    }
    expect([batch.swing_analysis?.length, batch.poses?.length, batch.videos?.length]).toEqual([1, 2, 1]);
  });

  it('have every number with its interval, and every withheld one with its reason', () => {
    expect(batch.swing_analysis?.[0]).toMatchObject({
      version: 2,
      userId: 'anna',
      isGuest: false,
      facility: 'north',
      overallScore: 6.5,
      clubSpeedMps: null,
      carryM: 141,
      metrics: {
        shoulder_turn_top: { value: 90, low: 85, high: 95 },
        tempo_ratio: { value: 2.9 },
      },
      measured: { shoulder_turn_top: { unit: '°', method: 'triangulated' } },
      withheld: { pelvis_turn_top: 'landmarks-hidden' },
      documentKey: `users/anna/swings/${swingReport().id}/dddd.report`,
    });
    expect(Object.keys(batch.swing_analysis?.[0]?.metrics ?? {})).toHaveLength(2);
  });

  it('name only drills that the report itself advises', () => {
    const [best] = drillsFor('early-extension').map(({ id }) => id);
    const advised = rowsOfSwing(swing(swingReport({ drills: [String(best), 'of-another-fault'] })));
    expect(batch.swing_analysis?.[0]?.feedback).toMatchObject([{ aspect: 'early-extension', recommendations: [] }]);
    expect(advised.swing_analysis?.[0]?.feedback).toMatchObject([{ priority: 1, recommendations: [best] }]);
  });

  it('of a guest belong to the visit', () => {
    const guest = rowsOfSwing(swing(swingReport({ player: null })));
    expect(guest.swing_analysis?.[0]).toMatchObject({ userId: 'visit-1', isGuest: true });
    expect(guest.poses?.map(({ userId }) => userId)).toEqual(['visit-1', 'visit-1']);
  });

  it('of a swing without score, shot, clips and poses are few, and taken', () => {
    const bare = rowsOfSwing(swing(swingReport({ score: null, shot: null, clips: [], landmarks: [] })));
    expect(bare.swing_analysis?.[0]).toMatchObject({ overallScore: null, ballSpeedMps: null });
    expect([bare.poses, bare.videos]).toEqual([[], []]);
    expect(rowsToSend(TABLES.swing_analysis, bare)).toHaveLength(1);
  });
});

describe('the similarity vector', () => {
  const bearers = (space: 'space' | 'face-on' | 'down-the-line', report = swingReport()): (string | undefined)[] =>
    (rowsOfSwing(swing(report, { embedding: { space, version: 3, values } })).poses ?? []).flatMap((row) => [
      ...(row.vectorSpace === null ? [] : [`${row.camera} space`]),
      ...(row.vectorFaceOn === null ? [] : [`${row.camera} face-on`]),
      ...(row.vectorDownTheLine === null ? [] : [`${row.camera} down-the-line`]),
    ]);

  it('stands on one row of its swing, of the view that made it', () => {
    expect(bearers('space')).toEqual(['front space']);
    expect(bearers('face-on')).toEqual(['front face-on']);
    expect(bearers('down-the-line')).toEqual(['behind down-the-line']);
  });

  it('stands on another row where that view has none, and nowhere without poses', () => {
    const behindAlone = swingReport({ landmarks: [{ camera: 'behind', sha256: SHA('b'), frames: 1 }] });
    expect(bearers('space', behindAlone)).toEqual(['behind space']);
    expect(bearers('space', swingReport({ landmarks: [] }))).toEqual([]);
  });

  it('is nothing where the swing has no place among others', () => {
    const rows = rowsOfSwing(swing(swingReport(), { embedding: null })).poses ?? [];
    expect(rows.map(({ embeddingVersion, vectorSpace }) => [embeddingVersion, vectorSpace])).toEqual([
      [null, null],
      [null, null],
    ]);
  });
});

it('says how sure the pose model was where its poses are at hand, and nothing where they are not', () => {
  const track = emptyPoseTrack('front', { width: 720, height: 1280 }, Float64Array.from([0, 8, 16, 24]));
  track.presence.set([1, 1, 0.5, 0.5]);
  const rows = rowsOfSwing(swing(swingReport(), { tracks: [track] })).poses ?? [];
  expect(rows.map(({ camera, confidence }) => [camera, confidence])).toEqual([
    ['behind', null],
    ['front', 0.75],
  ]);
});

it('keeps of a film where it lies, how long it is, and later that it has arrived', () => {
  const [film] = rowsOfSwing(swing(swingReport())).videos ?? [];
  expect(film).toMatchObject({
    durationS: 4,
    sizeBytes: 2_000_000,
    role: 'face-on',
    status: 'announced',
    filename: 'cccc.clip',
  });
  const there = film && uploadedVideo(film, '2026-05-17T11:00:00Z');
  expect(there).toMatchObject({ id: film?.id, version: film?.version, status: 'uploaded' });
});

describe('every metric of the catalogue at each of its moments', () => {
  const all = METRIC_CATALOGUE.flatMap(({ id, moments }) => moments.map(({ at }) => ({ id, at })));

  it('has a key of its own, even at moments that it is not measured at', () => {
    const keys = METRIC_CATALOGUE.flatMap(({ id }) => [null, ...EVENT_NAMES].map((at) => metricKey({ id, at })));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('fits into the columns that CrateDB gives a table', () => {
    const metrics = Object.fromEntries(all.map((metric) => [metricKey(metric), { value: 1, low: 1, high: 1 }]));
    expect(problemOfDynamic(metrics)).toBeNull();
    const columns = TABLES.swing_analysis.columns.length + 4 * Object.keys(metrics).length;
    expect(columns).toBeLessThan(1_000 / 2);
  });
});

describe('a visit', () => {
  const visit = (reports: SwingReport[]): Parameters<typeof rowOfVisit>[0] => ({
    session: 'visit-1',
    facility: 'north',
    bay: 'bay-1',
    startedAt: '2026-05-17T09:58:00.000Z',
    version: 4,
    reports,
  });
  const turned = (value: number, i: number): SwingReport =>
    swingReport({
      id: `0199c2f0-5b1a-7c3e-9a51-01234567890${i}`,
      metrics: [
        {
          id: 'shoulder-turn',
          at: 'top',
          value,
          unit: '°',
          low: value - 5,
          high: value + 5,
          method: 'triangulated',
          cameras: ['front'],
        },
      ],
    });

  it('has its numbers with what three swings and more say of them', () => {
    const row = rowOfVisit(visit([86, 88, 90, 92].map(turned)));
    expect(row).toMatchObject({ id: 'visit-1/anna', swings: 4, meanScore: 6.5, version: 4 });
    const turn = row?.metrics['shoulder_turn_top'] as { mean: number; low: number; high: number };
    expect(turn.mean).toBeCloseTo(89);
    expect(turn.low).toBeLessThan(89);
    expect(rowsToSend(TABLES.progress, { progress: row === null ? [] : [row] })).toHaveLength(1);
  });

  it('says nothing of numbers that two swings have, and nothing at all without swings', () => {
    expect(rowOfVisit(visit([80, 90].map(turned)))?.metrics).toEqual({});
    expect(rowOfVisit(visit([]))).toBeNull();
  });

  it('of practice swings alone has no score', () => {
    const practice = [1, 2, 3].map((i) => ({ ...turned(80, i), kind: 'practice' as const }));
    expect(rowOfVisit(visit(practice))).toMatchObject({ swings: 3, meanScore: null, metrics: {} });
  });
});

it('keeps of a player what a coach needs, with what is unknown left unknown', () => {
  const row = rowOfPlayer(
    {
      id: 'anna',
      name: 'Anna',
      email: null,
      createdAt: '2026-01-01T00:00:00Z',
      updatedAt: '2026-02-01T00:00:00Z',
      handedness: 'left',
      heightCm: null,
      handicap: 12.4,
      usualMiss: 'slice',
      goals: ['break 90'],
      limitations: [],
    },
    7,
  );
  expect(row).toMatchObject({ version: 7, settings: { handedness: 'left', heightCm: null, handicap: 12.4 } });
  expect(rowsToSend(TABLES.users, { users: [row] })).toEqual([row as unknown as Row]);
});
