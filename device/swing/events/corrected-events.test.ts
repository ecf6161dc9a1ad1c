import { describe, expect, it } from 'vitest';
import { type Vector, vector } from '../geometry/vector.ts';
import type { PoseSource } from '../metrics/pose-source.ts';
import type { GolferJoint } from '../pose/golfer-joint.ts';
import type { SwingEvent } from '../report/swing-report.ts';
import { correctedReadings, withCorrectedReadings } from './corrected-events.ts';
import { EVENT_NAMES, type EventName } from './event-name.ts';

const FOUND_MS: Readonly<Record<EventName, number>> = {
  address: 500,
  'toe-up': 900,
  'mid-backswing': 1050,
  top: 1300,
  'mid-downswing': 1420,
  impact: 1550,
  'mid-follow-through': 1640,
  finish: 2300,
};
const EVENTS: readonly SwingEvent[] = EVENT_NAMES.map((name) => ({
  name,
  timeMs: FOUND_MS[name],
  frame: {},
  confidence: 0.9,
  by: 'hands',
}));

/** Hands that pass the shoulder's height at 1060 and 1425 ms and come to rest towards `restMs`. */
function golfer(restMs: number, trembleM = 0): PoseSource {
  const place = (joint: GolferJoint, timeMs: number): Vector | null => {
    if (joint === 'lead-shoulder') return vector(0, 1.4, 0);
    if (!joint.endsWith('wrist')) return null;
    if (timeMs < 1250) return vector(0, 1.4 + 0.0018 * (timeMs - 1060), 0);
    if (timeMs < 1550) return vector(0, 1.4 - 0.006 * (timeMs - 1425), 0);
    const left = Math.max(0, restMs - timeMs) / 1000;
    return vector(-2 * left * left, 1.5 + trembleM * Math.sin(timeMs / 7), 0);
  };
  return {
    kind: 'space',
    method: 'corrected',
    cameras: [],
    views: 2,
    timesMs: Float64Array.from({ length: 360 }, (_, i) => i * 8),
    joint: place,
    deviation: () => null,
    widening: () => 1,
  };
}

const timeOf = (name: EventName, source: PoseSource): number =>
  correctedReadings(EVENTS, source).find((reading) => reading.name === name)?.timeMs ?? Number.NaN;

describe('corrected joints', () => {
  it('say when the lead arm is level, going back and coming down', () => {
    // What the correction leaves between wrist and shoulder, about a centimetre, is taken off again.
    expect(Math.abs(timeOf('mid-backswing', golfer(2300)) - 1065)).toBeLessThan(2);
    expect(Math.abs(timeOf('mid-downswing', golfer(2300)) - 1423)).toBeLessThan(2);
  });

  it('say when the hands come to stay within three centimetres, as far as hands that slow down alike can tell', () => {
    const usual = 2300 - 1000 * Math.sqrt(0.03 / 2);
    expect(Math.abs(timeOf('finish', golfer(2300)) - usual)).toBeLessThan(40);
    expect(timeOf('finish', golfer(2350)) - timeOf('finish', golfer(2300))).toBeCloseTo(50, -1);
  });

  it('say so through a tremble of a centimetre', () => {
    expect(Math.abs(timeOf('finish', golfer(2300, 0.01)) - timeOf('finish', golfer(2300)))).toBeLessThan(30);
  });

  it('leave the finish as it was found where the hands never rest', () => {
    const restless = {
      ...golfer(2300),
      joint: (_: GolferJoint, timeMs: number) => vector(Math.sin(timeMs / 90), 1, 0),
    };
    expect(correctedReadings(EVENTS, restless).some(({ name }) => name === 'finish')).toBe(false);
  });

  it('never put a swing out of order', () => {
    const frameAt = () => ({});
    const moved = withCorrectedReadings(EVENTS, [{ name: 'mid-backswing', timeMs: 1400 }], frameAt);
    expect(moved).toEqual(EVENTS);
  });
});
