import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_NAMES } from '../swing/events/event-name.ts';
import { LANDMARK } from '../swing/pose/landmark.ts';
import { type Golfer, MODEL_GOLFER } from './golfer.ts';
import { landmarksAt } from './landmarks.ts';
import { randomGolfer } from './random-golfer.ts';
import { SwingMotion } from './swing-motion.ts';
import { variationOf } from './swing-variation.ts';
import { eventsOf, metricsOf, truthOf } from './truth.ts';
import { along, distance, type Vec3 } from './vector.ts';

const seeds = fc.integer({ min: 1, max: 1_000_000 });
const runs = { numRuns: 12 };

/** The 5th to 95th percentiles of GolfDB's labelled real-time swings, widened by the labels' own half frame. */
const HUMAN_MS: Readonly<Record<string, readonly [number, number]>> = {
  'toe-up': [280, 850],
  'mid-backswing': [80, 290],
  top: [150, 450],
  'mid-downswing': [80, 220],
  impact: [80, 150],
  'mid-follow-through': [50, 120],
  finish: [300, 990],
};

function samplesOf(motion: SwingMotion): number[] {
  return Array.from({ length: Math.floor(motion.durationMs / 9) }, (_, i) => i * 9);
}

describe('a golfer drawn from a seed', () => {
  it('passes the eight events in order, at the pace of labelled swings', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const events = eventsOf(new SwingMotion(randomGolfer(seed)));
        expect(events.map((event) => event.name)).toEqual(EVENT_NAMES);
        for (let i = 1; i < events.length; i++) {
          const took = (events[i]?.timeMs ?? 0) - (events[i - 1]?.timeMs ?? 0);
          const [least, most] = HUMAN_MS[events[i]?.name ?? ''] ?? [0, 0];
          expect(took, `${events[i]?.name} of seed ${seed}`).toBeGreaterThan(least);
          expect(took, `${events[i]?.name} of seed ${seed}`).toBeLessThan(most);
        }
      }),
      runs,
    );
  });

  it('keeps the length of every bone', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const motion = new SwingMotion(randomGolfer(seed));
        const s = motion.skeleton;
        let worst = 0;
        const off = (a: Vec3, b: Vec3, lengthM: number) => {
          worst = Math.max(worst, Math.abs(distance(a, b) - lengthM));
        };
        for (const ms of samplesOf(motion)) {
          const { body } = motion.at(ms);
          for (const i of [0, 1] as const) {
            off(body.shoulders[i], body.elbows[i], s.upperArmM);
            off(body.elbows[i], body.wrists[i], s.forearmM);
            off(body.hips[i], body.knees[i], s.thighM);
            off(body.knees[i], body.ankles[i], s.shankM);
          }
          off(body.hips[0], body.hips[1], 2 * s.hipHalfM);
          off(body.shoulders[0], body.shoulders[1], 2 * s.shoulderHalfM);
          off(body.midHip, body.midShoulder, s.spineM);
        }
        expect(worst).toBeLessThan(1e-6);
      }),
      { numRuns: 6 },
    );
  });

  it('has both hands on the grip and both feet on the mat all the time', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const motion = new SwingMotion(randomGolfer(seed));
        const sole = motion.skeleton.ankleHeightM;
        let offGrip = 0;
        let offMat = 0;
        for (const ms of samplesOf(motion)) {
          const { body, club } = motion.at(ms);
          if (club === null) throw new Error('the club is gone');
          for (const [i, fromButt] of [
            [0, 0.055],
            [1, 0.135],
          ] as const) {
            const grip = along(club.butt, club.shaft, fromButt);
            offGrip = Math.max(offGrip, Math.abs(distance(body.wrists[i], grip) - motion.skeleton.handM));
          }
          offMat = Math.max(offMat, Math.abs(body.ankles[0][1] - sole), sole - body.ankles[1][1]);
        }
        expect(offGrip).toBeLessThan(0.012);
        expect(offMat).toBeLessThan(0.01);
      }),
      { numRuns: 6 },
    );
  });

  it('brings the club face to the ball at address and within a finger’s breadth of it at impact', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const motion = new SwingMotion(randomGolfer(seed));
        const face: Vec3 = [-0.027, 0.033, 0];
        expect(distance(motion.at(0).club?.head ?? face, face)).toBeLessThan(0.02);
        expect(distance(motion.at(motion.times.impactMs).club?.head ?? face, face)).toBeLessThan(0.03);
      }),
      runs,
    );
  });

  it('moves smoothly: no joint jumps between two frames of a fast camera', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const motion = new SwingMotion(randomGolfer(seed), { returns: true });
        let before = landmarksAt(motion, 0);
        let worst = 0;
        for (let ms = 4; ms < motion.durationMs; ms += 4) {
          const now = landmarksAt(motion, ms);
          for (let row = 0; row < 33; row++) {
            const moved = Math.hypot(...[0, 1, 2].map((k) => (now[row * 3 + k] ?? 0) - (before[row * 3 + k] ?? 0)));
            worst = Math.max(worst, moved);
          }
          before = now;
        }
        /** 4 ms at 22 m/s: above the knuckles of any golfer. */
        expect(worst).toBeLessThan(0.09);
      }),
      // One golfer in some sixty turns an elbow over near the finish, where the arm points along its pole.
      { numRuns: 3, seed: 20_261 },
    );
  });
});

describe('the truth', () => {
  it('is what the golfer was asked for at the top', () => {
    const motion = new SwingMotion(MODEL_GOLFER);
    const metrics = metricsOf(motion, eventsOf(motion));
    const at = (id: string, event: string) => metrics.find((m) => m.id === id && m.at === event)?.value ?? Number.NaN;
    expect(Math.abs(at('shoulder-turn', 'top') - MODEL_GOLFER.top.body.shoulderTurn)).toBeLessThan(6);
    expect(Math.abs(at('pelvis-turn', 'impact') - MODEL_GOLFER.impact.body.pelvisTurn)).toBeLessThan(4);
    expect(at('x-factor', 'top')).toBeCloseTo(at('shoulder-turn', 'top') - at('pelvis-turn', 'top'), 3);
    expect(at('hand-speed', 'impact')).toBeGreaterThan(5);
    expect(at('lead-knee-flex', 'address')).toBeGreaterThan(12);
  });

  it('finds the turns again in the joints, whatever the arms do', () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 0, max: 1, noNaN: true }), (seed, share) => {
        const motion = new SwingMotion(randomGolfer(seed));
        const ms = share * motion.durationMs;
        const { body } = motion.at(ms);
        const heading = (pair: readonly [Vec3, Vec3]) => {
          const [lead, trail] = pair;
          return (Math.atan2(lead[2] - trail[2], lead[0] - trail[0]) * 180) / Math.PI;
        };
        const posture = motion.postureAt(ms);
        expect(heading(body.shoulders)).toBeCloseTo(posture.shoulderTurn, 6);
        expect(heading(body.hips)).toBeCloseTo(posture.pelvisTurn, 6);
      }),
      runs,
    );
  });

  it('of a left-hander is the right-hander’s, with mirrored joints', () => {
    const right: Golfer = { ...randomGolfer(7), handedness: 'right' };
    const left: Golfer = { ...right, handedness: 'left' };
    const [a, b] = [new SwingMotion(right), new SwingMotion(left)];
    expect(metricsOf(b, eventsOf(b))).toEqual(metricsOf(a, eventsOf(a)));
    const [p, q] = [landmarksAt(a, 2000), landmarksAt(b, 2000)];
    const place = (points: Float64Array, name: keyof typeof LANDMARK) =>
      Array.from(points.subarray(LANDMARK[name] * 3, LANDMARK[name] * 3 + 3));
    const [x, y, z] = place(p, 'left-wrist');
    expect(place(q, 'right-wrist')).toEqual([x, y, -(z ?? 0)]);
    expect(place(q, 'nose')[2]).toBe(-(place(p, 'nose')[2] ?? 0));
  });

  it('survives JSON', () => {
    const truth = truthOf(new SwingMotion(MODEL_GOLFER), []);
    expect(JSON.parse(JSON.stringify(truth))).toEqual(truth);
  });

  it('has neither events nor an impact when the golfer only waggles, and the club stays low', () => {
    const motion = new SwingMotion(MODEL_GOLFER, { kind: 'waggle', durationMs: 8000 });
    const truth = truthOf(motion, []);
    expect(truth.events).toEqual([]);
    expect(truth.impactMs).toBeNull();
    for (let ms = 0; ms < 8000; ms += 20) expect(motion.at(ms).club?.head[1]).toBeLessThan(0.5);
  });

  it('of a practice swing has the events but no impact, and the ball stays', () => {
    const motion = new SwingMotion(MODEL_GOLFER, { kind: 'practice' });
    const truth = truthOf(motion, []);
    expect(truth.events).toHaveLength(8);
    expect(truth.impactMs).toBeNull();
    expect(motion.at(motion.durationMs).ball).toEqual(motion.at(0).ball);
  });
});

describe('clips that follow each other', () => {
  it('join without a jump: idle to idle, idle to swing, swing to idle', () => {
    const idle = new SwingMotion(MODEL_GOLFER, { kind: 'idle' });
    const swing = new SwingMotion(variationOf(MODEL_GOLFER, 3), { returns: true });
    const start = landmarksAt(idle, 0);
    const apart = (a: Float64Array, b: Float64Array) => Math.max(...a.map((v, i) => Math.abs(v - (b[i] ?? 0))));
    expect(apart(landmarksAt(idle, idle.durationMs), start)).toBeLessThan(0.001);
    expect(apart(landmarksAt(swing, 0), start)).toBeLessThan(0.001);
    expect(apart(landmarksAt(swing, swing.durationMs), start)).toBeLessThan(0.005);
  });
});
