import type { EventName } from '../events/event-name.ts';

/**
 * What each part of the score is made of. A metric scores 10 within `good` and loses a point for every tenth of
 * `tolerance` outside. Ranges that a cohort was published for are that cohort's (`metric-catalogue.ts` names it); the
 * others, and every tolerance, are coaching convention: `good` ends well before a fault begins, `tolerance` reaches
 * about as far as golfers go. Turns come from the least certain joints, so their tolerance is wide.
 */
export type ScorePart = 'setup' | 'backswing' | 'transition' | 'impact' | 'balance' | 'tempo';

interface ScoredMetric {
  readonly id: string;
  readonly at: EventName | null;
  readonly good: readonly [low: number, high: number];
  readonly tolerance: number;
}

interface ScoredPart {
  readonly part: ScorePart;
  /** Share of the overall score; what a part decides about the strike. */
  readonly weight: number;
  readonly metrics: readonly ScoredMetric[];
}

const scored = (
  id: string,
  at: EventName | null,
  good: readonly [low: number, high: number],
  tolerance: number,
): ScoredMetric => ({ id, at, good, tolerance });

export const SCORED_PARTS: readonly ScoredPart[] = [
  {
    part: 'setup',
    weight: 1,
    metrics: [
      scored('spine-angle', 'address', [28, 42], 20),
      scored('side-bend', 'address', [2, 14], 16),
      scored('lead-knee-flex', 'address', [15, 29], 22),
      scored('trail-knee-flex', 'address', [15, 29], 22),
      scored('stance-width', 'address', [0.95, 1.6], 0.7),
    ],
  },
  {
    part: 'backswing',
    weight: 2,
    metrics: [
      scored('shoulder-turn', 'top', [80, 100], 50),
      scored('pelvis-turn', 'top', [35, 55], 35),
      scored('x-factor', 'top', [30, 50], 35),
      scored('shoulder-tilt', 'top', [-45, -28], 28),
      scored('side-bend', 'top', [-2, 12], 16),
      scored('pelvis-sway', 'top', [-7, 0], 16),
      scored('head-sway', 'top', [-8, 1], 18),
      scored('lead-arm-angle', 'top', [150, 180], 60),
      scored('trail-elbow-lift', 'top', [0, 88], 60),
      scored('shaft-past-parallel', 'top', [-60, 8], 45),
    ],
  },
  {
    part: 'transition',
    weight: 1.5,
    metrics: [
      scored('sequence-gap-pelvis-shoulder', null, [5, 90], 100),
      scored('hand-plane-shift', null, [-20, 1], 15),
      scored('wrist-hinge', 'mid-downswing', [65, 130], 60),
    ],
  },
  {
    part: 'impact',
    weight: 2.5,
    metrics: [
      scored('pelvis-turn', 'impact', [-50, -30], 40),
      scored('pelvis-sway', 'impact', [2, 11], 14),
      scored('pelvis-thrust', 'impact', [-6, 2], 12),
      scored('spine-angle', 'impact', [26, 42], 24),
      scored('side-bend', 'impact', [12, 27], 24),
      scored('shoulder-tilt', 'impact', [28, 45], 40),
      scored('head-lift', 'impact', [-6, 4], 14),
      scored('lead-arm-angle', 'impact', [160, 180], 50),
      scored('shaft-lean', 'impact', [0, 14], 20),
      scored('lead-arm-angle', 'mid-follow-through', [135, 180], 70),
    ],
  },
  {
    part: 'balance',
    weight: 1,
    metrics: [
      scored('weight-shift', 'finish', [70, 125], 40),
      scored('finish-balance', 'finish', [0, 3.5], 14),
      scored('pelvis-turn', 'finish', [-115, -70], 60),
    ],
  },
  {
    part: 'tempo',
    weight: 1,
    metrics: [
      scored('tempo-ratio', null, [2.57, 5.33], 2.5),
      scored('backswing-time', null, [0.67, 1.4], 0.8),
      scored('downswing-time', null, [0.2, 0.3], 0.2),
    ],
  },
];
