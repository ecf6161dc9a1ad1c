/** A report as an analysis of two cameras makes it, all alike but for what a test says. */
import { REPORT_SCHEMA_VERSION, type SwingReport, swingReportSchema } from '../../device/swing/report/swing-report.ts';

export const SHA = (digit: string): string => digit.repeat(64);

const CAMERA = {
  width: 720,
  height: 1280,
  fps: 120,
  frames: 480,
  stamped: 'driver',
  calibrated: true,
  nudged: false,
  timeUncertaintyMs: 1,
} as const;

export function swingReport(rest: Partial<SwingReport> = {}): SwingReport {
  return swingReportSchema.parse({
    schemaVersion: REPORT_SCHEMA_VERSION,
    id: '0199c2f0-5b1a-7c3e-9a51-0123456789ab',
    revision: 2,
    kind: 'shot',
    bay: 'bay-1',
    session: 'visit-1',
    player: 'anna',
    recordedAt: '2026-05-17T10:00:00.000Z',
    order: { bootId: 'boot', monotonicNs: 1, sequence: 0 },
    handedness: 'right',
    club: '7-iron',
    slowMotion: { suspected: false, factor: null },
    cameras: [
      { ...CAMERA, name: 'front', role: 'face-on' },
      { ...CAMERA, name: 'behind', role: 'down-the-line' },
    ],
    missing: [],
    events: [],
    phases: [],
    metrics: [
      {
        id: 'shoulder-turn',
        at: 'top',
        value: 90,
        unit: '°',
        low: 85,
        high: 95,
        method: 'triangulated',
        cameras: ['front', 'behind'],
      },
      {
        id: 'tempo-ratio',
        at: null,
        value: 2.9,
        unit: 'ratio',
        low: 2.7,
        high: 3.1,
        method: 'planar',
        cameras: ['front'],
      },
      { id: 'pelvis-turn', at: 'top', withheld: 'landmarks-hidden' },
    ],
    faults: [
      { id: 'early-extension', severity: 'major', phase: 'downswing', evidence: ['pelvis-thrust'], likelihood: 0.9 },
    ],
    score: { overall: 6.5, parts: {} },
    drills: [],
    advice: { offline: [], claude: null },
    shot: {
      id: '0199c2f0-5b1a-7c3e-9a51-0123456789ff',
      source: 'gspro',
      device: 'monitor-1',
      ball: {
        speedMps: 55,
        directionDeg: 0,
        launchDeg: 17,
        spinRpm: null,
        backSpinRpm: null,
        sideSpinRpm: null,
        spinAxisDeg: null,
        carryM: 141,
      },
      club: null,
      delayMs: 900,
    },
    sound: null,
    keyFrames: [],
    clips: [{ sha256: SHA('c'), mediaType: 'video/mp4', bytes: 2_000_000, camera: 'front', fromMs: -500, toMs: 3_500 }],
    landmarks: [
      { camera: 'behind', sha256: SHA('b'), frames: 470 },
      { camera: 'front', sha256: SHA('f'), frames: 480 },
    ],
    versions: {
      swingbay: '0.1.0',
      algorithms: '9',
      model: 'full',
      modelSha256: SHA('e'),
      provider: 'CPU',
      frameStride: 1,
    },
    stagesMs: {},
    ...rest,
  });
}
