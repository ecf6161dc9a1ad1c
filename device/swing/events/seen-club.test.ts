import { describe, expect, it } from 'vitest';
import { installedCameras } from '../../virtual-bay/installed-cameras.ts';
import { mirrorOf } from '../../virtual-bay/motion.ts';
import { seededRandom } from '../../virtual-bay/random.ts';
import { randomGolfer } from '../../virtual-bay/random-golfer.ts';
import { SwingMotion } from '../../virtual-bay/swing-motion.ts';
import { eventsOf } from '../../virtual-bay/truth.ts';
import { type ShaftSight, seenShaft } from '../club/seen-shaft.fixture.ts';
import { seenPerfectly } from '../correction/seen-golfer.fixture.ts';
import type { Handedness } from '../report/swing-report.ts';
import type { EventName } from './event-name.ts';
import { findSwings } from './find-swing.ts';

/** Two calibrated cameras, a pose model that makes no error, and a club whose line is seen as told. */
const FPS = 120;

interface Errors {
  readonly ms: Partial<Record<EventName, number>>;
  readonly by: Partial<Record<EventName, string>>;
}

function errorsOf(
  seed: number,
  handedness: Handedness,
  sight: (topMs: number) => Partial<ShaftSight> = () => ({}),
): Errors {
  const motion = new SwingMotion(randomGolfer(seed, { handedness }), { leadInMs: 500, holdMs: 600 });
  const size = { width: 1280, height: 720, fps: FPS };
  const cameras = installedCameras(seededRandom(seed), size, mirrorOf(motion.golfer)).slice(0, 2);
  const frames = Math.floor((motion.durationMs * FPS) / 1000);
  const timesMs = Float64Array.from({ length: frames }, (_, frame) => (frame * 1000) / FPS);
  const truth = eventsOf(motion);
  const topMs = truth.find(({ name }) => name === 'top')?.timeMs ?? Number.NaN;
  const [swing] = findSwings(
    cameras.map((installed) => ({
      track: seenPerfectly(motion, installed, timesMs),
      role: installed.camera.role,
      calibration: installed.camera.calibration,
    })),
    {
      read: seenShaft({ motion, cameras, fps: FPS, ...sight(topMs) }),
      sounds: [],
      impactHintMs: null,
      handedness: null,
      sharedClock: true,
    },
  );
  const ms: Partial<Record<EventName, number>> = {};
  const by: Partial<Record<EventName, string>> = {};
  for (const { name, timeMs } of truth) {
    const found = swing?.events.find((event) => event.name === name);
    ms[name] = Math.abs((found?.timeMs ?? Number.NaN) - timeMs);
    if (found !== undefined) by[name] = found.by;
  }
  return { ms, by };
}

describe.each([
  [11, 'right'],
  [12, 'left'],
  [13, 'right'],
  [14, 'left'],
] as const)('a club that two cameras see clearly (golfer %i, %s)', (seed, handedness) => {
  it('tells when it is level and when it turns back', () => {
    const { ms, by } = errorsOf(seed, handedness);
    expect(ms['toe-up']).toBeLessThan(5);
    expect(ms.top).toBeLessThan(5);
    expect(ms['mid-follow-through']).toBeLessThan(3);
    expect([by['toe-up'], by.top, by['mid-follow-through']]).toEqual(['club', 'club', 'club']);
  });

  it('turns back at the same moment when it is hidden at the very top', () => {
    const { ms } = errorsOf(seed, handedness, (topMs) => ({ isSeen: (time) => Math.abs(time - topMs) > 25 }));
    expect(ms.top).toBeLessThan(7);
  });

  it('is told from a clearer sleeve beside it', () => {
    const { ms } = errorsOf(seed, handedness, (topMs) => ({
      sleeve: { degrees: 9, strength: 1, from: topMs - 30, to: topMs + 30 },
    }));
    expect(ms.top).toBeLessThan(7);
  });

  it('leaves the top to the hands where it is not seen', () => {
    const { ms, by } = errorsOf(seed, handedness, (topMs) => ({ isSeen: (time) => time < topMs - 150 }));
    expect(by.top).toBe('hands');
    expect(ms.top).toBeLessThan(80);
  });
});
