import { EVENT_NAMES, PHASE_NAMES, type ReportMetric, type SwingReport } from '../../api/contract/report.ts';
import { SCRIPTED_CAMERAS, SCRIPTED_EVENTS_MS, SWING_CLIP_MS } from './scripted-golfer.ts';
import { PICTURE } from './scripted-picture.ts';

/** A report as the bay would write it of the scripted swing; the numbers are made up and look like a club golfer's. */
type Moment = ReportMetric['at'];

const measured = (
  id: string,
  at: Moment,
  unit: string,
  value: number,
  within: number,
  method: 'corrected' | 'triangulated' | 'monocular' = 'corrected',
): ReportMetric => ({
  id,
  at,
  value,
  unit,
  low: Number((value - within).toFixed(2)),
  high: Number((value + within).toFixed(2)),
  method,
  cameras: SCRIPTED_CAMERAS.map((camera) => camera.name),
});

export const SCRIPTED_METRICS: readonly ReportMetric[] = [
  measured('tempo-ratio', null, 'ratio', 3.4, 0.2, 'triangulated'),
  measured('backswing-time', null, 's', 0.9, 0.03, 'triangulated'),
  measured('downswing-time', null, 's', 0.27, 0.01, 'triangulated'),
  measured('shoulder-turn', 'top', '°', 84, 5),
  measured('pelvis-turn', 'top', '°', 47, 4),
  measured('pelvis-turn', 'impact', '°', -28, 4),
  measured('x-factor', 'top', '°', 37, 6),
  measured('spine-angle', 'address', '°', 34, 2),
  measured('spine-angle', 'impact', '°', 24, 2),
  measured('side-bend', 'impact', '°', 18, 2),
  measured('shoulder-tilt', 'impact', '°', 19, 6, 'triangulated'),
  measured('lead-knee-flex', 'address', '°', 21, 4, 'triangulated'),
  measured('pelvis-sway', 'impact', 'cm', 5, 2, 'triangulated'),
  measured('head-sway', 'top', 'cm', -4, 2, 'triangulated'),
  measured('hand-speed', null, 'm/s', 8.7, 0.6, 'triangulated'),
  { id: 'lead-arm-angle', at: 'impact', withheld: 'landmarks-hidden' },
  { id: 'shoulder-tilt', at: 'top', withheld: 'outside-plausible-range' },
];

export interface ReportFacts {
  readonly id: string;
  readonly sequence: number;
  readonly session: string;
  readonly bay: string;
  readonly kind: SwingReport['kind'];
  readonly score: number;
  readonly isSlowMotion: boolean;
  readonly shot?: SwingReport['shot'];
  readonly keyFrames: SwingReport['keyFrames'];
  readonly clips: SwingReport['clips'];
  /** Of a swing that was another one: its numbers, and how much slower it was. */
  readonly metrics?: readonly ReportMetric[];
  readonly stretch?: number;
}

const frameOf = (timeMs: number) => Math.round((timeMs / 1000) * PICTURE.fps);
const NO_HASH = '0'.repeat(64);

export function scriptedReport(facts: ReportFacts): SwingReport {
  const stretch = facts.stretch ?? 1;
  const metrics = facts.metrics ?? SCRIPTED_METRICS;
  const at = Object.fromEntries(
    EVENT_NAMES.map((name) => [name, SCRIPTED_EVENTS_MS[name] * stretch]),
  ) as typeof SCRIPTED_EVENTS_MS;
  const turn = [at.top - 60, at.top + 50];
  const bounds = [300, at.address, at['toe-up'], ...turn, at.impact - 10, at.impact + 10, at.finish, at.finish + 600];
  return {
    schemaVersion: '1.2',
    id: facts.id,
    revision: 1,
    kind: facts.kind,
    bay: facts.bay,
    session: facts.session,
    player: null,
    recordedAt: '2026-11-20T14:32:08Z',
    order: { bootId: 'scripted', monotonicNs: facts.sequence * 30e9, sequence: facts.sequence },
    handedness: 'right',
    club: null,
    slowMotion: { suspected: facts.isSlowMotion, factor: facts.isSlowMotion ? 4 : null },
    cameras: SCRIPTED_CAMERAS.map((camera) => ({
      ...camera,
      width: PICTURE.width,
      height: PICTURE.height,
      fps: PICTURE.fps,
      frames: frameOf(SWING_CLIP_MS * stretch),
      stamped: 'driver' as const,
      calibrated: true,
      nudged: false,
      timeUncertaintyMs: 1,
    })),
    missing: [],
    events: EVENT_NAMES.map((name) => ({
      name,
      timeMs: at[name],
      frame: Object.fromEntries(SCRIPTED_CAMERAS.map((camera) => [camera.name, frameOf(at[name])])),
      confidence: 0.95,
      by: 'hands',
    })),
    phases: PHASE_NAMES.map((name, index) => ({ name, fromMs: bounds[index] ?? 0, toMs: bounds[index + 1] ?? 0 })),
    metrics: facts.isSlowMotion
      ? metrics.map(({ id, at: moment, ...rest }) =>
          'unit' in rest && /^(s|m\/s|ratio)$/.test(rest.unit)
            ? { id, at: moment, withheld: 'slow-motion' as const }
            : { id, at: moment, ...rest },
        )
      : [...metrics],
    faults: [{ id: 'early-extension', severity: 'major', phase: 'downswing', evidence: ['spine-angle'] }],
    score: { overall: facts.score, parts: { tempo: 8.2, turn: 7.1, posture: 5.9 } },
    drills: ['wall-behind-hips'],
    advice: { offline: facts.isSlowMotion ? [] : ['metric.tempo-ratio.praise'], claude: null },
    shot: facts.shot ?? null,
    sound: { impactMs: at.impact, strength: 0.8, uncertaintyMs: 1 },
    keyFrames: facts.keyFrames,
    clips: facts.clips,
    landmarks: SCRIPTED_CAMERAS.map((camera) => ({
      camera: camera.name,
      sha256: NO_HASH,
      frames: frameOf(SWING_CLIP_MS * stretch),
    })),
    versions: {
      swingbay: '0.1.0',
      algorithms: '1',
      model: 'heavy',
      modelSha256: NO_HASH,
      provider: 'cpu',
      frameStride: 1,
    },
    stagesMs: { pose: 900 },
  };
}
