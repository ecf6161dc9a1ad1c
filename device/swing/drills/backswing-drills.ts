import { ADDRESS, FOLDED, HALF_BACK, HOLDING_SHOULDERS, posed, TOP } from './drawing/poses.ts';
import type { Drill } from './drill.ts';

/** How legs, trunk and head wind up. */
export const BACKSWING_DRILLS: readonly Drill[] = [
  {
    id: 'inside-trail-foot',
    faults: ['sway', 'knee-straightening', 'head-drift-back'],
    phase: 'backswing',
    equipment: ['ball', 'club'],
    steps: 3,
    dosage: { rehearsals: 8, balls: 5 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(TOP, { trail: { yaw: -4, heelLift: 0, moved: [0, 0.03, 0] } }),
          ghost: posed(TOP, { swayM: -0.22, sideBend: 12, club: null }),
          props: [{ kind: 'ball', at: [-0.31, -0.08], radiusM: 0.045 }],
          arrows: [{ from: [-0.62, 0.2], to: [-0.4, 0.02] }],
          labels: [{ word: 'ball', at: [-0.68, 0.26] }],
        },
      ],
    },
  },
  {
    id: 'stick-outside-trail-hip',
    faults: ['sway', 'head-drift-back'],
    phase: 'backswing',
    equipment: ['stick', 'club'],
    steps: 3,
    dosage: { rehearsals: 10, balls: 5 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(TOP, {}),
          props: [{ kind: 'stick', from: [-0.42, -0.04], to: [-0.36, 1.18] }],
          arrows: [
            { from: [-0.12, 1.0], to: [-0.34, 1.0], wrong: true },
            { from: [0.24, 0.8], to: [-0.12, 0.78], bulge: 0.1 },
          ],
          labels: [{ word: 'stick', at: [-0.66, 0.6] }],
        },
      ],
    },
  },
  {
    id: 'trail-knee-to-bag',
    faults: ['knee-straightening', 'over-turn'],
    phase: 'backswing',
    equipment: ['bag', 'club'],
    steps: 3,
    dosage: { rehearsals: 8, balls: 5 },
    scene: {
      panels: [
        {
          view: 'down-the-line',
          figure: posed(TOP, {}),
          props: [{ kind: 'bag', at: [0.36, 0] }],
          arrows: [{ from: [-0.3, 0.5], to: [-0.02, 0.5] }],
          labels: [{ word: 'bag', at: [0.66, 0.3] }],
        },
      ],
    },
  },
  {
    id: 'ball-between-knees',
    faults: ['knee-collapse', 'slide'],
    phase: 'backswing',
    equipment: ['big-ball', 'club'],
    steps: 3,
    dosage: { rehearsals: 8, balls: 5 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(HALF_BACK, { stanceM: 0.4 }),
          props: [{ kind: 'ball', at: [0.0, 0.34], radiusM: 0.115 }],
          arrows: [
            { from: [0.46, 0.48], to: [0.22, 0.46] },
            { from: [-0.46, 0.48], to: [-0.22, 0.46] },
          ],
          labels: [{ word: 'press', at: [0.62, 0.58] }],
        },
      ],
    },
  },
  {
    id: 'lift-lead-foot',
    faults: ['reverse-pivot', 'reverse-spine', 'head-drift-forward'],
    phase: 'backswing',
    equipment: ['club'],
    steps: 3,
    dosage: { rehearsals: 8, balls: 5 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(TOP, {
            swayM: -0.09,
            sideBend: 6,
            lead: { yaw: 10, heelLift: 16, moved: [-0.04, 0.14, 0.02] },
          }),
          ghost: posed(TOP, { swayM: 0.1, sideBend: -12, club: null }),
          arrows: [{ from: [0.46, 0.02], to: [0.46, 0.36] }],
          labels: [{ word: 'hold', at: [-0.62, 0.5] }],
        },
      ],
    },
  },
  {
    id: 'hand-down-the-trail-leg',
    faults: ['reverse-spine', 'head-drift-forward', 'hanging-back'],
    phase: 'address',
    equipment: ['club'],
    steps: 3,
    dosage: { rehearsals: 6, balls: 5 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(ADDRESS, {
            sideBend: 15,
            hands: { kind: 'chest', lead: [0.1, -0.42, 0.26], trail: [-0.2, -0.53, 0.2] },
            club: null,
          }),
          ghost: posed(ADDRESS, { sideBend: -16, swayM: 0.1, club: null }),
          arrows: [
            { from: [-0.58, 0.98], to: [-0.46, 0.56] },
            { from: [0.3, 1.72], to: [-0.04, 1.76], bulge: 0.04 },
          ],
        },
      ],
    },
  },
  {
    id: 'club-across-shoulders',
    faults: ['flat-shoulders', 'short-turn', 'reverse-spine'],
    phase: 'backswing',
    equipment: ['club', 'ball'],
    steps: 3,
    dosage: { rehearsals: 10, balls: 5 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(ADDRESS, HOLDING_SHOULDERS),
          props: [
            { kind: 'rod', along: 'shoulders' },
            { kind: 'ball', at: [0.04, -0.12] },
          ],
          arrows: [{ from: [0.62, 1.32], to: [0.36, 0.92], bulge: 0.1 }],
        },
        {
          view: 'down-the-line',
          figure: posed(TOP, HOLDING_SHOULDERS),
          props: [
            { kind: 'rod', along: 'shoulders' },
            { kind: 'ball', at: [0.8, 0] },
          ],
          arrows: [{ from: [0.62, 1.0], to: [0.78, 0.16] }],
          labels: [{ word: 'turn', at: [0.92, 1.3] }],
        },
      ],
    },
  },
  {
    id: 'forehead-on-wall',
    faults: ['head-rise', 'head-dip', 'loss-of-posture', 'flat-shoulders'],
    phase: 'backswing',
    equipment: ['wall', 'cushion'],
    steps: 3,
    dosage: { rehearsals: 10, balls: 5 },
    scene: {
      panels: [
        {
          view: 'down-the-line',
          figure: posed(ADDRESS, { ...FOLDED, pelvisTurn: 34, shoulderTurn: 70, forwardBend: 38 }),
          props: [
            { kind: 'wall', x: 0.54, side: 'right' },
            { kind: 'cushion', at: [0.47, 1.42] },
          ],
          arrows: [{ from: [0.34, 1.16], to: [-0.3, 1.24], bulge: -0.1 }],
          labels: [
            { word: 'wall', at: [0.9, 0.62] },
            { word: 'still', at: [0.34, 1.84] },
          ],
        },
      ],
    },
  },
  {
    id: 'hands-to-wall',
    faults: ['short-turn', 'bent-lead-arm'],
    phase: 'backswing',
    equipment: ['wall'],
    steps: 3,
    dosage: { rehearsals: 10, balls: 5 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(TOP, {
            forwardBend: 16,
            sideBend: 0,
            headTurn: 40,
            headPitch: 16,
            hands: { kind: 'chest', lead: [0.1, -0.02, 0.5], trail: [-0.14, 0.0, 0.5] },
            club: null,
          }),
          props: [{ kind: 'wall', x: -0.62, side: 'left' }],
          arrows: [{ from: [0.34, 1.12], to: [-0.3, 1.12], bulge: -0.1 }],
          labels: [
            { word: 'wall', at: [-0.84, 0.4] },
            { word: 'turn', at: [0.46, 0.94] },
          ],
        },
      ],
    },
  },
  {
    id: 'chair-turn',
    faults: ['over-turn', 'short-turn'],
    phase: 'backswing',
    equipment: ['chair', 'club'],
    steps: 3,
    dosage: { rehearsals: 10, balls: 5 },
    scene: {
      panels: [
        {
          view: 'down-the-line',
          figure: posed(ADDRESS, {
            ...HOLDING_SHOULDERS,
            stanceM: 0.34,
            kneeFlex: 90,
            liftM: -0.1,
            thrustM: -0.28,
            forwardBend: 8,
            sideBend: 0,
            shoulderTurn: 58,
            headTurn: 6,
            headPitch: 6,
          }),
          props: [
            { kind: 'chair', at: [-0.44, 0], facing: 'right' },
            { kind: 'rod', along: 'shoulders' },
          ],
          arrows: [{ from: [0.2, 1.16], to: [-0.5, 1.3], bulge: -0.16 }],
          labels: [
            { word: 'chair', at: [-0.26, 0.12] },
            { word: 'turn', at: [0.4, 1.4] },
          ],
        },
      ],
    },
  },
  {
    id: 'head-against-wall',
    faults: ['head-drift-back', 'head-drift-forward', 'head-dip', 'head-rise'],
    phase: 'backswing',
    equipment: ['partner', 'club'],
    steps: 3,
    dosage: { rehearsals: 10, balls: 5 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(HALF_BACK, {}),
          ghost: posed(HALF_BACK, { swayM: -0.1, sideBend: 18, club: null }),
          props: [
            { kind: 'stick', from: [0.7, 1.66], to: [0.1, 1.6] },
            { kind: 'ball', at: [0.04, -0.12] },
          ],
          labels: [
            { word: 'still', at: [0.06, 1.88] },
            { word: 'club', at: [0.72, 1.5] },
          ],
        },
      ],
    },
  },
];
