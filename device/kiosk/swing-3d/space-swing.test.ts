import { describe, expect, it } from 'vitest';
import type { SwingEvent } from '../../api/contract/report.ts';
import { spaceSwing } from './space-swing.ts';

const events = (
  [
    ['address', 0],
    ['top', 40],
    ['impact', 60],
    ['finish', 90],
  ] as const
).map(([name, timeMs]): SwingEvent => ({ name, timeMs, frame: {}, confidence: 1, by: 'hands' }));

/** Wrists that rise a centimetre a frame, ten milliseconds apart; the lead wrist is hidden in the fifth. */
const joints = {
  ...{ method: 'corrected' as const, cameras: ['face-on', 'down-the-line'], handedness: 'right' as const },
  names: ['lead-wrist', 'trail-wrist', 'lead-ankle', 'trail-ankle'],
  timesMs: Array.from({ length: 10 }, (_, i) => i * 10),
  joints: Array.from({ length: 10 }, (_, i) => {
    const lead = i === 5 ? [null, null, null] : [0.1, i / 100, -0.4];
    return [...lead, -0.1, i / 100, -0.4, 0.2, 0, -0.7, -0.2, 0, -0.7];
  }),
  shaft: Array.from({ length: 10 }, (_, i) => (i < 3 ? ([0, -0.6, 0.8] as [number, number, number]) : null)),
};
const swing = spaceSwing(joints, events);

describe('a swing in space', () => {
  it('is looked at over the middle between the feet', () => {
    expect(swing.centre).toEqual([0, 0.95, -0.7]);
  });

  it('moves evenly between its pictures, and holds where it begins and ends', () => {
    expect(swing.hands(15)?.[1]).toBeCloseTo(0.015, 9);
    expect(swing.hands(-50)?.[1]).toBe(0);
    expect(swing.hands(500)?.[1]).toBe(0.09);
  });

  it('takes the wrist that was seen for the hands', () => {
    expect(swing.hands(50)).toEqual([-0.1, 0.05, -0.4]);
    expect(swing.joint('lead-wrist', 50)).toBeNull();
    expect(swing.joint('lead-knee', 50)).toBeNull();
  });

  it('has a shaft only where it was seen', () => {
    expect(swing.shaft(10)).toEqual([0, -0.6, 0.8]);
    expect(swing.shaft(70)).toBeNull();
  });

  it('draws the way of the hands up to the moment, back, down and through apart', () => {
    expect(swing.path(0)).toEqual([]);
    expect(swing.path(50).map(({ part }) => part)).toEqual(['back', 'down']);
    const through = swing.path(90).at(-1);
    expect([through?.part, through?.points.at(-1)?.[1]]).toEqual(['through', 0.09]);
  });
});
