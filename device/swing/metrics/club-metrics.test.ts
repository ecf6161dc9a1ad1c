import { describe, expect, it } from 'vitest';
import type { ClubTrack } from '../club/club-track.ts';
import type { EventName } from '../events/event-name.ts';
import { bayCameras } from '../geometry/bay-cameras.fixture.ts';
import { normalize, type Vector, vector } from '../geometry/vector.ts';
import { type Handedness, isMeasured, type ReportMetric } from '../report/swing-report.ts';
import { measureSwing } from './measure-swing.ts';
import { eventsAt, view } from './posed-golfer.fixture.ts';

const EVENTS = eventsAt({ address: 200, top: 850, 'mid-downswing': 950, impact: 1090 });
const rad = (degrees: number): number => (degrees * Math.PI) / 180;

/** A shaft that stays as it is, for a right-hander; a left-hander's is seen mirrored. */
function still({ x, y, z }: Vector, handedness: Handedness, errorDegrees = 2): ClubTrack {
  const timesMs = Float64Array.from({ length: 121 }, (_, i) => i * 10);
  const side = handedness === 'right' ? 1 : -1;
  return {
    cameras: ['face-on', 'down-the-line'],
    timesMs,
    direction: Float64Array.from({ length: 363 }, (_, i) => [x, y, z * side][i % 3] as number),
    errorDegrees: new Float64Array(121).fill(errorDegrees),
  };
}

function measured(id: string, at: EventName, club: ClubTrack | null, handedness: Handedness = 'right'): ReportMetric {
  const { faceOn, downTheLine } = bayCameras(handedness === 'right' ? 1 : -1);
  const options = { handedness, from: { leadArmAngle: 180 } };
  const metrics = measureSwing({
    views: [view('face-on', faceOn, options), view('down-the-line', downTheLine, options)],
    handedness,
    events: EVENTS,
    slowMotion: { suspected: false, factor: null },
    club,
    model: 'heavy',
  });
  const found = metrics.find((metric) => metric.id === id && metric.at === at);
  if (found === undefined) throw new TypeError(`${id} is not measured at ${at}.`);
  return found;
}

/** Lead arm hanging straight down, so that hinge is measured from the vertical. */
describe.each(['right', 'left'] as const)('the shaft of a %s-hander', (handedness) => {
  it.each([
    ['shaft-lean', 'impact', vector(-Math.sin(rad(9)), -Math.cos(rad(9)), 0), 9],
    ['shaft-lean', 'address', vector(Math.sin(rad(3)), -Math.cos(rad(3)), 0.4), -3],
    ['shaft-plane', 'address', vector(0, -Math.sin(rad(58)), Math.cos(rad(58))), 58],
    ['shaft-plane', 'mid-downswing', vector(0.3, Math.sin(rad(62)), -Math.cos(rad(62))), 62],
    ['shaft-plane', 'mid-downswing', vector(0, Math.sin(rad(80)), Math.cos(rad(80))), 100],
    ['shaft-past-parallel', 'top', vector(Math.cos(rad(12)), -Math.sin(rad(12)), 0), 12],
    ['shaft-past-parallel', 'top', vector(Math.cos(rad(20)), Math.sin(rad(20)), 0), -20],
    ['wrist-hinge', 'top', vector(1, 0, 0), 90],
    ['wrist-hinge', 'mid-downswing', vector(Math.sin(rad(60)), -Math.cos(rad(60)), 0), 60],
    ['wrist-hinge', 'impact', vector(0, -1, 0), 0],
  ] as const)('has %s at %s of %o measured as %d', (id, at, direction, expected) => {
    const metric = measured(id, at, still(normalize(direction), handedness), handedness);
    expect(isMeasured(metric) && Math.abs(metric.value - expected)).toBeLessThan(0.3);
    expect(isMeasured(metric) && metric.low <= metric.value && metric.high > metric.value).toBe(true);
  });
});

describe('a number of the club', () => {
  it('is as uncertain as the shaft was seen, and more so where it is seen end-on', () => {
    const width = (direction: Vector, errorDegrees: number) => {
      const metric = measured('shaft-plane', 'address', still(normalize(direction), 'right', errorDegrees));
      return isMeasured(metric) ? metric.high - metric.low : Number.NaN;
    };
    const square = vector(0, -1, 1);
    expect(width(square, 2)).toBeCloseTo(4, 3);
    expect(width(square, 5)).toBeCloseTo(10, 3);
    expect(width(vector(2, -1, 1), 2)).toBeCloseTo(4 * Math.sqrt(3), 2);
  });

  it('is withheld where no shaft was seen, at that moment or at all, or where it points at the camera', () => {
    const reason = (club: ClubTrack | null) => {
      const metric = measured('shaft-plane', 'address', club);
      return isMeasured(metric) ? 'measured' : metric.withheld;
    };
    expect(reason(null)).toBe('club-not-seen');
    const blind = still(normalize(vector(0, -1, 1)), 'right');
    blind.direction.fill(Number.NaN);
    expect(reason(blind)).toBe('club-not-seen');
    expect(reason(still(normalize(vector(1, -0.1, 0.1)), 'right'))).toBe('club-not-seen');
  });
});
