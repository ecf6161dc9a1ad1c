import { describe, expect, it } from 'vitest';
import type { EventName } from '../events/event-name.ts';
import { bayCameras } from '../geometry/bay-cameras.fixture.ts';
import { emptyPoseTrack } from '../pose/pose-track.ts';
import { isMeasured, metricSchema, type ReportMetric } from '../report/swing-report.ts';
import { measureSwing } from './measure-swing.ts';
import { METRIC_CATALOGUE } from './metric-catalogue.ts';
import { type ClipOptions, eventsAt, view } from './posed-golfer.fixture.ts';
import type { SwingMotion } from './swing-motion.ts';
import type { MotionView } from '../view/motion-view.ts';

const { faceOn, downTheLine } = bayCameras();
const EVENTS = eventsAt({ address: 200, top: 850, 'mid-downswing': 1000, impact: 1090, 'mid-follow-through': 1150 });
const SWING = { to: { shoulderTurn: 60, pelvisTurn: 20 }, fps: 60 };

const uncalibrated = (each: MotionView): MotionView => ({ ...each, calibration: null });
const front = (options: ClipOptions = SWING) => view('face-on', faceOn, options);
const behind = (options: ClipOptions = SWING) => view('down-the-line', downTheLine, options);

function measure(views: readonly MotionView[], change: Partial<SwingMotion> = {}): ReportMetric[] {
  const slowMotion = { suspected: false, factor: null };
  return measureSwing({ views, handedness: 'right', events: EVENTS, slowMotion, ...change });
}

function outcome(metrics: readonly ReportMetric[], id: string, at: EventName | null): string {
  const metric = metrics.find((each) => each.id === id && each.at === at);
  if (metric === undefined) return 'not listed';
  return isMeasured(metric) ? metric.method : metric.withheld;
}

describe('a report', () => {
  it.each([
    ['two calibrated views', [front(), behind()]],
    ['one view', [uncalibrated(front())]],
    ['a view of nobody', [{ ...front(), track: emptyPoseTrack('face-on', faceOn, Float64Array.of(0, 10)) }]],
    ['no view', []],
  ] as const)('lists every metric of the catalogue once at each of its moments from %s', (_, views) => {
    const metrics = measure(views);
    const listed = metrics.map(({ id, at }) => `${id}@${at}`);
    expect(listed).toEqual(METRIC_CATALOGUE.flatMap(({ id, moments }) => moments.map(({ at }) => `${id}@${at}`)));
    for (const metric of metrics) expect(metricSchema.safeParse(metric).success).toBe(true);
  });

  it('gives everything from two calibrated views, but club, sound and what hands do that stand still', () => {
    const events = eventsAt({
      address: 200,
      'mid-backswing': 420,
      top: 500,
      'mid-downswing': 650,
      impact: 800,
      'mid-follow-through': 840,
      finish: 860,
    });
    const turning = { from: { shoulderTurn: 90, pelvisTurn: 40 }, to: { shoulderTurn: -30, pelvisTurn: -40 }, fps: 60 };
    const metrics = measure([front(turning), behind(turning)], { events });
    const missing = metrics.filter((metric) => !isMeasured(metric)).map(({ id }) => id);
    const ofClub = ['wrist-hinge', 'shaft-past-parallel', 'shaft-plane', 'shaft-lean'];
    const ofHands = ['hand-speed', 'hand-path-length', 'hand-plane', 'lead-arm-elevation', 'lead-arm-peak-speed'];
    expect([...new Set(missing)].toSorted()).toEqual([...ofClub, ...ofHands, 'strike-quality'].toSorted());
    for (const id of ofClub)
      expect(outcome(metrics, id, id === 'shaft-plane' || id === 'shaft-lean' ? 'address' : 'top')).toBe(
        'club-not-seen',
      );
    expect(outcome(metrics, 'strike-quality', null)).toBe('no-sound');
  });
});

describe('one view', () => {
  it('gives no turn, whatever it could compute', () => {
    for (const one of [front(), behind(), uncalibrated(front())]) {
      const metrics = measure([one]);
      for (const id of ['wrist-hinge', 'trail-elbow-angle', 'hand-plane', 'pelvis-peak-speed']) {
        const at = METRIC_CATALOGUE.find((entry) => entry.id === id)?.moments[0]?.at ?? null;
        expect(outcome(metrics, id, at)).toBe('needs-second-camera');
      }
      for (const id of ['shoulder-turn', 'pelvis-turn', 'x-factor']) {
        expect(outcome(metrics, id, 'top')).toBe('needs-second-camera');
        expect(outcome(metrics, id, 'impact')).toBe('needs-second-camera');
      }
      expect(outcome(metrics, 'hand-speed', 'impact')).toBe('needs-second-camera');
    }
  });

  it('face-on gives what lies in its plane and asks for the other view for the rest', () => {
    const metrics = measure([uncalibrated(front())]);
    expect(outcome(metrics, 'side-bend', 'impact')).toBe('planar');
    expect(outcome(metrics, 'head-sway', 'top')).toBe('planar');
    expect(outcome(metrics, 'lead-arm-angle', 'impact')).toBe('planar');
    expect(outcome(metrics, 'lead-arm-angle', 'top')).toBe('needs-second-camera');
    expect(outcome(metrics, 'spine-angle', 'address')).toBe('needs-down-the-line-view');
    expect(outcome(metrics, 'trail-knee-flex', 'address')).toBe('needs-down-the-line-view');
  });

  it('down the line gives what lies in its plane and asks for the other view for the rest', () => {
    const metrics = measure([uncalibrated(behind())]);
    expect(outcome(metrics, 'spine-angle', 'top')).toBe('planar');
    expect(outcome(metrics, 'trail-knee-flex', 'top')).toBe('planar');
    expect(outcome(metrics, 'lead-knee-flex', 'impact')).toBe('needs-second-camera');
    expect(outcome(metrics, 'head-sway', 'impact')).toBe('needs-face-on-view');
    expect(outcome(metrics, 'side-bend', 'address')).toBe('needs-face-on-view');
  });

  it('from elsewhere gives times alone', () => {
    const metrics = measure([{ ...uncalibrated(front()), role: 'other' }]);
    expect(new Set(metrics.filter(isMeasured).map(({ id }) => id))).toEqual(
      new Set(['tempo-ratio', 'backswing-time', 'downswing-time']),
    );
  });
});

describe('two views', () => {
  it('that are not calibrated give each its own metrics, naming the camera, and no turns', () => {
    const metrics = measure([uncalibrated(front()), uncalibrated(behind())]);
    expect(outcome(metrics, 'shoulder-turn', 'top')).toBe('needs-calibration');
    expect(outcome(metrics, 'hand-speed', null)).toBe('needs-calibration');
    const camerasOf = (id: string) => metrics.filter(isMeasured).find((metric) => metric.id === id)?.cameras;
    expect(camerasOf('side-bend')).toEqual(['face-on']);
    expect(camerasOf('spine-angle')).toEqual(['down-the-line']);
  });

  it('of which one is calibrated give no turns either', () => {
    expect(outcome(measure([front(), uncalibrated(behind())]), 'pelvis-turn', 'top')).toBe('needs-calibration');
  });

  it('fall back to the picture that sees a joint which the other hides', () => {
    const metrics = measure([front(), behind({ ...SWING, hidden: ['left-shoulder'] })]);
    expect(outcome(metrics, 'side-bend', 'impact')).toBe('planar');
    expect(outcome(metrics, 'shoulder-turn', 'impact')).toBe('landmarks-hidden');
    expect(outcome(metrics, 'pelvis-turn', 'impact')).toBe('triangulated');
  });

  it('that contradict each other by more than landmarks can give no joint', () => {
    const shifted = view('down-the-line', downTheLine, { ...SWING, from: { pelvisThrustM: 0 } });
    shifted.track.image.forEach((value, i) => {
      if (i % 4 === 1) shifted.track.image[i] = value - 200;
    });
    expect(outcome(measure([front(), shifted]), 'pelvis-turn', 'top')).toBe('landmarks-hidden');
  });
});

describe('a number is withheld', () => {
  it('where the finish is not held long enough in the clip to be judged', () => {
    const still = (finish: number) => {
      const events = eventsAt({ address: 200, top: 500, impact: 800, finish });
      return outcome(measure([front(), behind()], { events }), 'finish-balance', 'finish');
    };
    expect(still(880)).toBe('triangulated');
    expect(still(950)).toBe('clip-incomplete');
  });

  it('where its event was not seen', () => {
    const events = EVENTS.filter((event) => event.name !== 'impact');
    const metrics = measure([front(), behind()], { events });
    expect(outcome(metrics, 'shoulder-turn', 'impact')).toBe('event-not-seen');
    expect(outcome(metrics, 'downswing-time', null)).toBe('event-not-seen');
    expect(outcome(metrics, 'shoulder-turn', 'top')).toBe('triangulated');
  });

  it('where it counts from an address that was not seen', () => {
    const events = EVENTS.filter((event) => event.name !== 'address');
    const metrics = measure([front(), behind()], { events });
    expect(outcome(metrics, 'head-sway', 'top')).toBe('event-not-seen');
    expect(outcome(metrics, 'side-bend', 'top')).toBe('triangulated');
  });

  it('where its joints are hidden in the only picture', () => {
    const metrics = measure([uncalibrated(front({ ...SWING, hidden: ['left-ear'] }))]);
    expect(outcome(metrics, 'head-sway', 'top')).toBe('landmarks-hidden');
  });

  it('where the clip ends before the event', () => {
    const events = eventsAt({ address: 200, top: 850, impact: 1500 });
    expect(outcome(measure([front(), behind()], { events }), 'shoulder-turn', 'impact')).toBe('clip-incomplete');
  });

  it('for distances in a picture whose camera moved with the swing, while angles are given', () => {
    const panned = uncalibrated(front());
    const x = (frame: number, row: number) => panned.track.image[(frame * 33 + row) * 4] as number;
    for (const [frame, time] of panned.track.timesMs.entries()) {
      for (let row = 0; row < 33; row++) panned.track.image.set([x(frame, row) + time / 20], (frame * 33 + row) * 4);
    }
    const metrics = measure([panned]);
    expect(outcome(metrics, 'head-sway', 'top')).toBe('outside-plausible-range');
    expect(outcome(metrics, 'pelvis-sway', 'impact')).toBe('outside-plausible-range');
    expect(outcome(metrics, 'side-bend', 'impact')).toBe('planar');
  });

  it('where the measurement makes no sense', () => {
    const wild = { to: { forwardBend: -60 } };
    expect(outcome(measure([front(wild), behind(wild)]), 'spine-angle', 'impact')).toBe('outside-plausible-range');
  });

  it('for times and speeds in slow motion of unknown rate, while angles are given', () => {
    const metrics = measure([front(), behind()], { slowMotion: { suspected: true, factor: null } });
    const timed = METRIC_CATALOGUE.filter(({ unit }) => ['s', 'ms', 'm/s', '°/s'].includes(unit)).map(({ id }) => id);
    expect(timed.length).toBeGreaterThanOrEqual(9);
    for (const id of [...timed, 'tempo-ratio', 'sequence-order'])
      expect(outcome(metrics, id, null)).toBe('slow-motion');
    expect(outcome(metrics, 'hand-speed', 'impact')).toBe('slow-motion');
    expect(outcome(metrics, 'shoulder-turn', 'top')).toBe('triangulated');
  });
});
