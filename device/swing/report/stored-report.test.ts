import { describe, expect, it } from 'vitest';
import { swingReportJsonSchema } from './json-schema.ts';
import { reportWithShot } from './report-with-shot.ts';
import type { ReportShot } from './shot-data.ts';
import { REPORT_SCHEMA_VERSION, type SwingReport, swingReportSchema } from './swing-report.ts';
import { upgradeReport } from './upgrade-report.ts';

const SHA = 'a'.repeat(64);
const REPORT: SwingReport = {
  schemaVersion: REPORT_SCHEMA_VERSION,
  id: '0199c2f0-5b1a-7c3e-9a51-0123456789ab',
  revision: 1,
  kind: 'shot',
  bay: 'bay-1',
  session: 'guest',
  player: null,
  recordedAt: '2026-05-01T10:00:00.000Z',
  order: { bootId: 'boot', monotonicNs: 1, sequence: 0 },
  handedness: 'right',
  club: null,
  slowMotion: { suspected: false, factor: null },
  cameras: [
    {
      name: 'front',
      role: 'face-on',
      width: 720,
      height: 1280,
      fps: 60,
      frames: 100,
      stamped: 'arrival',
      calibrated: true,
      nudged: false,
      timeUncertaintyMs: 10,
    },
  ],
  missing: [],
  events: [{ name: 'impact', timeMs: 1200, frame: { front: 72 }, confidence: 0.9, by: 'hands' }],
  phases: [{ name: 'impact', fromMs: 1190, toMs: 1210 }],
  metrics: [{ id: 'x-factor', at: 'top', withheld: 'needs-second-camera' }],
  faults: [],
  score: null,
  drills: [],
  advice: { offline: [], claude: null },
  shot: null,
  sound: null,
  keyFrames: [],
  clips: [],
  landmarks: [],
  versions: { swingbay: '0.1.0', algorithms: '1', model: 'lite', modelSha256: SHA, provider: 'CPU', frameStride: 1 },
  stagesMs: {},
};

const SHOT: ReportShot = {
  id: '0199c2f0-5b1a-7c3e-9a51-0123456789ff',
  source: 'gspro',
  device: 'monitor-1',
  ball: {
    speedMps: 67,
    directionDeg: -1.4,
    launchDeg: 12.8,
    spinRpm: 2870,
    backSpinRpm: 2862.7,
    sideSpinRpm: -205.2,
    spinAxisDeg: -4.1,
    carryM: null,
  },
  club: null,
  delayMs: 1210,
};

describe('a shot that joins a swing whose report is stored', () => {
  it('makes the next revision of it, and changes nothing else', () => {
    const { revision: _, ...rest } = REPORT;
    expect(reportWithShot(REPORT, SHOT)).toEqual({ ...rest, shot: SHOT });
  });

  it('makes none where the report has a shot: that of the monitor which was first stays', () => {
    expect(reportWithShot({ ...REPORT, shot: SHOT }, SHOT)).toBeNull();
    expect(reportWithShot({ ...REPORT, shot: SHOT }, { ...SHOT, source: 'trackman' })).toBeNull();
  });
});

describe('a stored report', () => {
  it('is read as it was written', () => {
    const stored: unknown = JSON.parse(JSON.stringify(REPORT));
    expect(upgradeReport(stored)).toEqual({ report: REPORT });
  });

  it('of an older minor version is brought up step by step', () => {
    const { sound: _, ...older } = REPORT;
    const steps = [
      { from: '0.8', to: '0.9', upgrade: (document: object) => ({ ...document, drills: [] }) },
      { from: '0.9', to: REPORT_SCHEMA_VERSION, upgrade: (document: object) => ({ ...document, sound: null }) },
    ];
    expect(upgradeReport({ ...older, schemaVersion: '0.9' }, steps)).toEqual({ report: REPORT });
    const { drills: __, ...oldest } = older;
    expect(upgradeReport({ ...oldest, schemaVersion: '0.8' }, steps)).toEqual({ report: REPORT });
  });

  it('of the first version has cameras of which nobody knows that they moved, or how well their clocks agree', () => {
    const [{ nudged: _, timeUncertaintyMs: __, ...camera }] = REPORT.cameras as [SwingReport['cameras'][number]];
    const read = upgradeReport({ ...REPORT, schemaVersion: '1.0', cameras: [camera] });
    expect(read).toEqual({ report: { ...REPORT, cameras: [{ ...camera, nudged: false, timeUncertaintyMs: null }] } });
  });

  it('of the version before launch monitors has no shot', () => {
    expect(upgradeReport({ ...REPORT, schemaVersion: '1.1' })).toEqual({ report: REPORT });
  });

  it('whose swing was measured by a launch monitor is read as it was written', () => {
    expect(upgradeReport({ ...REPORT, shot: SHOT })).toEqual({ report: { ...REPORT, shot: SHOT } });
    const withoutUnit = { ...SHOT, ball: { ...SHOT.ball, speedMph: 150 } };
    expect(upgradeReport({ ...REPORT, shot: withoutUnit })).toMatchObject({ problem: 'does-not-fit-its-version' });
  });

  it('of the first version whose cameras are none is refused', () => {
    const read = upgradeReport({ ...REPORT, schemaVersion: '1.0', cameras: ['front'] });
    expect(read).toMatchObject({ problem: 'does-not-fit-its-version' });
  });

  it('of a version that this software does not know is refused, not guessed', () => {
    expect(upgradeReport({ ...REPORT, schemaVersion: '2.0' })).toMatchObject({ problem: 'version-unknown' });
  });

  it('that does not fit its version says where', () => {
    const broken = upgradeReport({ ...REPORT, revision: 0 });
    expect(broken).toMatchObject({ problem: 'does-not-fit-its-version' });
    expect('detail' in broken && broken.detail).toContain('revision');
  });

  it.each([[null], [3], ['text'], [[]], [{}]])('is not %o', (document) => {
    expect(upgradeReport(document)).toMatchObject({ problem: 'not-a-report' });
  });
});

describe('the JSON Schema', () => {
  const schema = swingReportJsonSchema();

  it('asks for what the zod schema asks for and refuses the rest', () => {
    expect(schema['type']).toBe('object');
    expect(schema['additionalProperties']).toBe(false);
    expect(Object.keys(schema['properties'] as object)).toEqual(Object.keys(swingReportSchema.shape));
    // A report written before faults were said to be unjudged, and before it said when, does not say so.
    const needed = Object.keys(swingReportSchema.shape).filter((name) => name !== 'unjudged' && name !== 'storedAt');
    expect(schema['required']).toEqual(needed);
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });
});
