import { describe, expect, it } from 'vitest';
import type { EventName } from '../events/event-name.ts';
import { bayCameras, distantCamera } from '../geometry/bay-cameras.fixture.ts';
import { type Handedness, isMeasured, type ReportMetric } from '../report/swing-report.ts';
import { measureSwing } from './measure-swing.ts';
import { type ClipOptions, eventsAt, STILL_FROM_MS, STILL_TO_MS, view } from './posed-golfer.fixture.ts';
import type { SwingMotion } from './swing-motion.ts';
import type { PoseModel } from '../pose/pose-model.ts';

const NO_SLOW_MOTION = { suspected: false, factor: null };

const EVENTS = eventsAt({
  address: STILL_FROM_MS,
  top: STILL_TO_MS,
  impact: STILL_TO_MS + 60,
  'mid-follow-through': STILL_TO_MS + 80,
});

/** The same still pose stands for top, impact and what follows: the figure is set, the moment does not matter here. */
function measured(
  options: ClipOptions,
  views: 'both' | 'face-on' | 'down-the-line' = 'both',
  model: PoseModel = 'heavy',
) {
  const handedness: Handedness = options.handedness ?? 'right';
  const side = handedness === 'right' ? 1 : -1;
  const { faceOn, downTheLine } = bayCameras(side);
  const motion: SwingMotion = {
    views:
      views === 'both'
        ? [
            view('face-on', faceOn, { ...options, fps: 60 }),
            view('down-the-line', downTheLine, { ...options, fps: 50 }),
          ]
        : [{ ...view(views, distantCamera(views, side), options), calibration: null }],
    handedness,
    events: EVENTS,
    slowMotion: NO_SLOW_MOTION,
    model,
  };
  return measureSwing(motion);
}

function find(metrics: readonly ReportMetric[], id: string, at: EventName | null): ReportMetric {
  const found = metrics.filter((metric) => metric.id === id && metric.at === at);
  expect(found).toHaveLength(1);
  return found[0] as ReportMetric;
}

function value(metrics: readonly ReportMetric[], id: string, at: EventName | null): number {
  const metric = find(metrics, id, at);
  expect(metric).toHaveProperty('value');
  return isMeasured(metric) ? metric.value : Number.NaN;
}

/** Within the 12 % by which legs differ. */
function expectNear(centimetres: number, expected: number): void {
  expect(Math.abs(centimetres / expected - 1)).toBeLessThan(0.12);
}

describe.each(['right', 'left'] as const)('a %s-hander between two calibrated cameras', (handedness) => {
  it.each([
    ['shoulder-turn', { shoulderTurn: 88, shoulderTilt: -36 }, 88],
    ['shoulder-turn', { shoulderTurn: -30 }, -30],
    ['pelvis-turn', { pelvisTurn: 45 }, 45],
    ['pelvis-turn', { pelvisTurn: -38 }, -38],
    ['x-factor', { shoulderTurn: 92, pelvisTurn: 44 }, 48],
    ['x-factor', { shoulderTurn: 20, pelvisTurn: 30 }, -10],
    ['spine-angle', { forwardBend: 41, sideBend: 12 }, 41],
    ['spine-angle', { forwardBend: -4 }, -4],
    ['side-bend', { sideBend: 14, forwardBend: 33 }, 14],
    ['side-bend', { sideBend: -7 }, -7],
    ['shoulder-tilt', { shoulderTilt: -34, shoulderTurn: 80 }, -34],
    ['shoulder-tilt', { shoulderTilt: 28 }, 28],
    ['lead-knee-flex', { leadKneeFlex: 31 }, 31],
    ['trail-knee-flex', { trailKneeFlex: 12 }, 12],
    ['lead-arm-angle', { leadArmAngle: 131 }, 131],
    ['pelvis-sway', { pelvisSwayM: 0.06 }, 6],
    ['pelvis-thrust', { pelvisThrustM: -0.05 }, -5],
    ['head-sway', { headSwayM: -0.08 }, -8],
    ['head-lift', { headLiftM: 0.03 }, 3],
    ['head-thrust', { headThrustM: 0.05 }, 5],
    ['pelvis-lift', { pelvisLiftM: -0.04 }, -4],
    ['lead-knee-sway', { pelvisSwayM: -0.07 }, -7],
    ['trail-knee-sway', { pelvisSwayM: 0.03 }, 3],
    ['lead-arm-elevation', { leadArmElevation: 24, leadArmAngle: 180 }, 24],
    ['lead-arm-elevation', { leadArmElevation: -15, leadArmAngle: 180 }, -15],
    ['trail-elbow-angle', { trailElbowAngle: 92, trailElbowLift: 70 }, 92],
    ['trail-elbow-lift', { trailElbowLift: 84 }, 84],
  ] as const)('has %s %o measured as %d', (id, to, expected) => {
    expect(value(measured({ to, handedness }), id, 'top')).toBeCloseTo(expected, 1);
  });

  it('is bent and flexed at address as posed', () => {
    const metrics = measured({ from: { forwardBend: 38, leadKneeFlex: 19, trailKneeFlex: 24 }, handedness });
    expect(value(metrics, 'spine-angle', 'address')).toBeCloseTo(38, 1);
    expect(value(metrics, 'lead-knee-flex', 'address')).toBeCloseTo(19, 1);
    expect(value(metrics, 'trail-knee-flex', 'address')).toBeCloseTo(24, 1);
  });

  it('stands up out of the posture, which is positive, or bends deeper', () => {
    const rising = measured({ from: { forwardBend: 38 }, to: { forwardBend: 30 }, handedness });
    expect(value(rising, 'posture-loss', 'impact')).toBeCloseTo(8, 1);
    const diving = measured({ from: { forwardBend: 30 }, to: { forwardBend: 33 }, handedness });
    expect(value(diving, 'posture-loss', 'impact')).toBeCloseTo(-3, 1);
  });

  it('stands as wide as the ankles are apart, in shoulder widths of 38 cm', () => {
    const metrics = measured({ from: { stanceM: 0.57, shoulderTilt: 0 }, handedness });
    expect(value(metrics, 'stance-width', 'address')).toBeCloseTo(1.5, 2);
  });

  it('carries its weight from between the feet over the lead foot', () => {
    const from = { stanceM: 0.4, sideBend: 0, trailElbowLift: 0, leadArmAngle: 180, trailElbowAngle: 180 };
    const metrics = measured({ from, to: { pelvisSwayM: 0.2, headSwayM: 0.2 }, handedness });
    expect(Math.abs(value(metrics, 'weight-shift', 'address') - 50)).toBeLessThan(1);
    expect(Math.abs(value(metrics, 'weight-shift', 'top') - 100)).toBeLessThan(1);
  });

  it('is measured in the plane of one distant picture too', () => {
    const faceOn = measured({ to: { sideBend: 18, leadArmAngle: 140 }, handedness }, 'face-on');
    expect(value(faceOn, 'side-bend', 'impact')).toBeCloseTo(18, 1);
    expect(value(faceOn, 'lead-arm-angle', 'mid-follow-through')).toBeCloseTo(140, 1);
    const behind = measured({ from: { forwardBend: 36, trailKneeFlex: 25 }, handedness }, 'down-the-line');
    expect(value(behind, 'spine-angle', 'address')).toBeCloseTo(36, 1);
    expect(value(behind, 'trail-knee-flex', 'address')).toBeCloseTo(25, 1);
  });

  it('moves in the plane of one distant picture by centimetres of an adult with legs of ordinary length', () => {
    const faceOn = measured({ to: { headSwayM: -0.1, pelvisSwayM: 0.05, headLiftM: 0.04 }, handedness }, 'face-on');
    expectNear(value(faceOn, 'head-sway', 'top'), -10);
    expectNear(value(faceOn, 'pelvis-sway', 'impact'), 5);
    expectNear(value(faceOn, 'head-lift', 'impact'), 4);
    const behind = measured({ to: { pelvisThrustM: 0.06 }, handedness }, 'down-the-line');
    expectNear(value(behind, 'pelvis-thrust', 'impact'), 6);
  });
});

describe('intervals', () => {
  it('hold the value, and the higher truth at the top, where the model reads turns too small', () => {
    const turn = find(measured({ to: { shoulderTurn: 70 } }), 'shoulder-turn', 'top');
    if (!isMeasured(turn)) throw new TypeError('The turn was withheld.');
    expect(turn.method).toBe('triangulated');
    expect(turn.cameras).toEqual(['face-on', 'down-the-line']);
    expect(turn.value - turn.low).toBeCloseTo(5, 0);
    expect(turn.high - turn.value).toBeCloseTo(48, 0);
  });

  it('widen from heavy over full to lite, and are the widest where the model is not said', () => {
    const width = (model: PoseModel) => {
      const metric = find(measured({ to: { pelvisTurn: 40 } }, 'both', model), 'pelvis-turn', 'top');
      return isMeasured(metric) ? metric.high - metric.low : Number.NaN;
    };
    expect(width('full')).toBeGreaterThan(width('heavy'));
    expect(width('lite')).toBeGreaterThan(width('full'));
  });

  it('are wider in a single picture than in space', () => {
    const width = (views: 'both' | 'face-on') => {
      const metric = find(measured({}, views), 'side-bend', 'impact');
      return isMeasured(metric) ? metric.high - metric.low : Number.NaN;
    };
    expect(width('face-on')).toBeGreaterThan(1.2 * width('both'));
  });

  it('widen where the body turns fast, for an event may lie a frame beside', () => {
    const { faceOn, downTheLine } = bayCameras();
    const clip = { to: { pelvisTurn: -50 } };
    const at = (impactMs: number) => {
      const metrics = measureSwing({
        views: [view('face-on', faceOn, clip), view('down-the-line', downTheLine, clip)],
        handedness: 'right',
        events: eventsAt({ address: 100, top: 300, impact: impactMs }),
        slowMotion: NO_SLOW_MOTION,
        model: 'heavy',
      });
      const metric = find(metrics, 'pelvis-turn', 'impact');
      return isMeasured(metric) ? metric.high - metric.low : Number.NaN;
    };
    expect(at(1000)).toBeCloseTo(31, 0);
    expect(at(600)).toBeGreaterThan(at(1000) + 0.5);
  });

  it('never reach beyond what a body can do', () => {
    const metric = find(measured({ to: { leadArmAngle: 176 } }), 'lead-arm-angle', 'impact');
    expect(isMeasured(metric) && metric.high).toBe(180);
  });
});
