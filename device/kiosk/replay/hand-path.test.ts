import { describe, expect, it } from 'vitest';
import { EVENT_NAMES, LANDMARK, type SwingEvent } from '../../api/contract/report.ts';
import { handPath } from './hand-path.ts';

const TIMES = { address: 100, top: 500, impact: 700, finish: 1200 } as Record<string, number>;
const events = EVENT_NAMES.flatMap((name): SwingEvent[] => {
  const timeMs = TIMES[name];
  return timeMs === undefined ? [] : [{ name, timeMs, frame: {}, confidence: 1, by: 'hands' }];
});

/** Hands that move a hundredth of the picture a frame; `hidden` frames show neither wrist, or only one. */
function poses(hidden: readonly number[] = [], isTrailHidden = false) {
  const landmarks = Array.from({ length: 200 }, (_, frame) => {
    const pose = Array.from({ length: 99 }, () => 0.9);
    for (const [name, dx] of [['left-wrist', -0.01] as const, ['right-wrist', 0.01] as const]) {
      pose[LANDMARK[name] * 3] = frame / 100 + dx;
      pose[LANDMARK[name] * 3 + 1] = 0.5;
      const isHidden = hidden.includes(frame) && (!isTrailHidden || name === 'right-wrist');
      pose[LANDMARK[name] * 3 + 2] = isHidden ? 0.1 : 0.9;
    }
    return pose;
  });
  return { camera: 'face-on', timesMs: landmarks.map((_, frame) => frame * 10), landmarks };
}

describe('the hand path', () => {
  it('is the middle of both wrists from address to the finish', () => {
    const path = handPath(poses(), events);
    expect([path?.timesMs[0], path?.timesMs.at(-1)]).toEqual([100, 1200]);
    expect(path?.points[0]).toBeCloseTo(0.1, 2);
    expect(path?.points[80]).toBeCloseTo(0.5, 5);
    expect(path).toMatchObject({ topMs: 500, impactMs: 700 });
  });

  it('takes the wrist that is seen, bridges three pictures and leaves a longer gap open', () => {
    expect(handPath(poses([50], true), events)?.points[80]).toBeCloseTo(0.495, 3);
    expect(handPath(poses([50, 51, 52]), events)?.points[82]).toBeCloseTo(0.51, 3);
    expect(handPath(poses([50, 51, 52, 53]), events)?.points[84]).toBeNaN();
  });

  it('is none before the moments are known', () => {
    expect(handPath(poses(), [])).toBeNull();
  });
});
