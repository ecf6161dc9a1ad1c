import { describe, expect, it } from 'vitest';
import type { EventName } from '../events/event-name.ts';
import { bayCameras } from '../geometry/bay-cameras.fixture.ts';
import { project } from '../geometry/camera-model.ts';
import { vector } from '../geometry/vector.ts';
import { LANDMARK } from '../pose/landmark.ts';
import { isMeasured, type MeasuredMetric, type SwingEvent } from '../report/swing-report.ts';
import { measureSwing } from './measure-swing.ts';
import { type ClipOptions, eventsAt, view } from './posed-golfer.fixture.ts';
import type { MotionView } from '../view/motion-view.ts';

const { faceOn, downTheLine } = bayCameras();
const REAL_TIME = { suspected: false, factor: null };

function measured(
  views: readonly MotionView[],
  events: readonly SwingEvent[],
  id: string,
  at: EventName | null = null,
  slowMotion: { suspected: boolean; factor: number | null } = REAL_TIME,
): MeasuredMetric {
  const metrics = measureSwing({ views, handedness: 'right', events, slowMotion, model: 'heavy' });
  const found = metrics.filter(isMeasured).find((metric) => metric.id === id && metric.at === at);
  if (found === undefined) throw new TypeError(`${id} was withheld.`);
  return found;
}

describe('tempo', () => {
  const views = [{ ...view('face-on', faceOn), calibration: null }];
  const events = eventsAt({ address: 100, top: 850, impact: 1100 });

  it('counts from the last still instant to the top, and from there to impact', () => {
    expect(measured(views, events, 'backswing-time').value).toBeCloseTo(0.75, 9);
    expect(measured(views, events, 'downswing-time').value).toBeCloseTo(0.25, 9);
    expect(measured(views, events, 'tempo-ratio').value).toBeCloseTo(3, 9);
  });

  it('knows a downswing better from an impact that was heard, and still better from one that a beam stamped', () => {
    const width = (by: string, confidence = 0.99) => {
      const sensed = events.map((event) => (event.name === 'impact' ? { ...event, by, confidence } : event));
      const { low, high } = measured(views, sensed, 'downswing-time');
      return high - low;
    };
    expect(width('sound')).toBeLessThan(width('hands'));
    expect(width('beam')).toBeLessThan(width('sound'));
    expect(width('beam', 0.7)).toBe(width('hands', 0.7));
  });

  it('knows nothing better from rarer pictures than those on which its errors were measured', () => {
    const widthAt = (fps: number): number => {
      const { low, high } = measured(
        [{ ...view('face-on', faceOn, { fps }), calibration: null }],
        events,
        'downswing-time',
      );
      return high - low;
    };
    expect(widthAt(60)).toBeCloseTo(widthAt(120), 9);
    expect(widthAt(25)).toBeGreaterThan(1.8 * widthAt(60));
  });

  it('is less certain of events that their finder doubts', () => {
    const doubted = eventsAt({ address: 100, top: 850, impact: 1100 }, 'hands', 0.3);
    expect(measured(views, doubted, 'tempo-ratio').high).toBeGreaterThan(measured(views, events, 'tempo-ratio').high);
  });

  it('is withheld where the clip begins after address', () => {
    const late = events.map((event) => (event.name === 'address' ? { ...event, by: 'clip-edge' } : event));
    const metrics = measureSwing({ views, handedness: 'right', events: late, slowMotion: REAL_TIME });
    const reasons = metrics
      .filter(({ at }) => at === null)
      .map((metric) => (isMeasured(metric) ? metric.id : metric.withheld));
    expect(reasons.slice(0, 3)).toEqual(['clip-incomplete', 'clip-incomplete', 'downswing-time']);
  });

  it('is given in real time where the rate of a slow motion is known', () => {
    const slow = [{ ...view('face-on', faceOn, { slowness: 4 }), calibration: null }];
    const slowEvents = eventsAt({ address: 400, top: 3400, impact: 4400 });
    const rate = { suspected: true, factor: 4 };
    expect(measured(slow, slowEvents, 'backswing-time', null, rate).value).toBeCloseTo(0.75, 9);
    expect(measured(slow, slowEvents, 'tempo-ratio', null, rate).value).toBeCloseTo(3, 9);
  });
});

describe('hand speed', () => {
  /** Both wrists on a circle of 0.6 m about a point before the chest, at a steady 12 rad a second: 7.2 m/s. */
  const circling = (role: 'face-on' | 'down-the-line', fps: number): MotionView => {
    const calibration = role === 'face-on' ? faceOn : downTheLine;
    const filmed = view(role, calibration, { fps });
    for (const [frame, time] of filmed.track.timesMs.entries()) {
      const angle = (12 * time) / 1000;
      const place = vector(0.6 * Math.sin(angle), 1.1 - 0.5 * Math.cos(angle), -0.4 + 0.33166 * Math.cos(angle));
      const pixel = project(calibration, place) ?? { x: Number.NaN, y: Number.NaN };
      for (const wrist of ['left-wrist', 'right-wrist'] as const) {
        filmed.track.image.set([pixel.x, pixel.y], (frame * 33 + LANDMARK[wrist]) * 4);
      }
    }
    return filmed;
  };
  const events = eventsAt({ address: 100, top: 500, impact: 800 });

  it.each([
    [60, 60],
    [120, 60],
    [240, 120],
  ])('is that of hands on a known circle, from cameras of %d and %d frames a second', (a, b) => {
    const views = [circling('face-on', a), circling('down-the-line', b)];
    for (const at of ['impact', null] as const) {
      expect(Math.abs(measured(views, events, 'hand-speed', at).value / 7.2 - 1)).toBeLessThan(0.03);
    }
  });

  it('goes with a way and a plane that are the circle’s own', () => {
    const views = [circling('face-on', 120), circling('down-the-line', 120)];
    expect(Math.abs(measured(views, events, 'hand-path-length').value / 216 - 1)).toBeLessThan(0.01);
    expect(measured(views, events, 'hand-plane').value).toBeCloseTo(56.44, 0);
  });
});

describe('a body that turns for 0.4 s, fastest after 0.2 s', () => {
  const turning = (to: ClipOptions): readonly MotionView[] => {
    const options = { from: { shoulderTurn: 60, pelvisTurn: 40 }, ...to, fps: 120 };
    return [view('face-on', faceOn, options), view('down-the-line', downTheLine, options)];
  };
  const events = eventsAt({ address: 100, top: 400, 'mid-downswing': 600, impact: 800, finish: 850 });
  const together = turning({ to: { shoulderTurn: -60, pelvisTurn: -40 } });

  it('has the peak speeds of its parts, toward the target', () => {
    // Smoothly from one angle to another the greatest rate is 1.5 times the mean one.
    expect(Math.abs(measured(together, events, 'pelvis-peak-speed').value / 300 - 1)).toBeLessThan(0.01);
    expect(Math.abs(measured(together, events, 'shoulder-peak-speed').value / 450 - 1)).toBeLessThan(0.01);
  });

  it('has parts that are fastest at once, which the interval of their order knows', () => {
    expect(Math.abs(measured(together, events, 'sequence-gap-pelvis-shoulder').value)).toBeLessThan(1);
    const order = measured(
      turning({ to: { shoulderTurn: -60, pelvisTurn: -40, leadArmElevation: 90 } }),
      events,
      'sequence-order',
    );
    expect([order.low, order.high]).toEqual([0, 100]);
  });

  it('stretches by what the pelvis runs ahead until mid-downswing', () => {
    const ahead = turning({ to: { shoulderTurn: 30, pelvisTurn: -40 } });
    expect(measured(ahead, events, 'x-factor-stretch').value).toBeCloseTo(25, 0);
    expect(measured(together, events, 'x-factor-stretch').value).toBeCloseTo(0, 0);
  });

  it('stands still at the finish, or wanders by half of what it still moves', () => {
    expect(measured(together, events, 'finish-balance', 'finish').value).toBeLessThan(0.2);
    const moving = turning({ to: { pelvisSwayM: 0.2 } });
    const early = eventsAt({ address: 100, top: 200, impact: 300, finish: 400 });
    expect(measured(moving, early, 'finish-balance', 'finish').value).toBeGreaterThan(9);
  });
});
