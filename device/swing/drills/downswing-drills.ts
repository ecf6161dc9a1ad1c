import { ADDRESS, DELIVERY, HALF_BACK, IMPACT, posed, RELEASE, STANDING, TOP } from './drawing/poses.ts';
import type { Drill } from './drill.ts';

/** From the ground up, and down on the right path. */
export const DOWNSWING_DRILLS: readonly Drill[] = [
  {
    id: 'step-into-it',
    faults: ['hanging-back', 'upper-body-first', 'stalled-hips', 'reverse-pivot'],
    phase: 'transition',
    equipment: ['club', 'ball'],
    steps: 3,
    dosage: { rehearsals: 5, balls: 10 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(HALF_BACK, { stanceM: 0.14, swayM: -0.04 }),
          props: [{ kind: 'ball', at: [0.12, -0.12] }],
        },
        {
          view: 'face-on',
          figure: posed(TOP, { swayM: 0.02, pelvisTurn: 34, lead: { yaw: 20, heelLift: 0, moved: [0.02, 0.07, 0] } }),
          props: [{ kind: 'ball', at: [0.12, -0.12] }],
          arrows: [{ from: [0.1, 0.42], to: [0.52, 0.14], bulge: 0.1 }],
          labels: [{ word: 'target', at: [0.74, 0.66] }],
        },
      ],
    },
  },
  {
    id: 'headcover-outside-ball',
    faults: ['over-the-top'],
    phase: 'downswing',
    equipment: ['headcover', 'club', 'ball'],
    steps: 3,
    dosage: { rehearsals: 8, balls: 8 },
    scene: {
      panels: [
        {
          view: 'down-the-line',
          figure: posed(DELIVERY, {}),
          props: [
            { kind: 'ball', at: [0.8, 0] },
            { kind: 'headcover', at: [0.98, 0] },
          ],
          arrows: [
            { from: [0.5, 0.62], to: [0.78, 0.14], bulge: 0.04 },
            { from: [1.12, 0.82], to: [1.0, 0.22], wrong: true },
          ],
          labels: [{ word: 'headcover', at: [0.9, 1.24] }],
        },
      ],
    },
  },
  {
    id: 'trail-foot-back',
    faults: ['over-the-top', 'upper-body-first'],
    phase: 'downswing',
    equipment: ['club', 'ball'],
    steps: 3,
    dosage: { rehearsals: 5, balls: 10 },
    scene: {
      panels: [
        {
          view: 'down-the-line',
          figure: posed(ADDRESS, {
            stanceM: 0.34,
            pelvisTurn: 12,
            shoulderTurn: 8,
            trail: { yaw: 0, heelLift: 40, moved: [0, 0, -0.34] },
          }),
          props: [{ kind: 'ball', at: [0.8, 0] }],
          arrows: [{ from: [0.12, 0.24], to: [-0.3, 0.24] }],
        },
      ],
    },
  },
  {
    id: 'throw-the-ball',
    faults: ['over-the-top', 'hanging-back', 'upper-body-first'],
    phase: 'downswing',
    equipment: ['ball'],
    steps: 3,
    dosage: { rehearsals: 10, balls: 5 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(IMPACT, {
            swayM: 0.1,
            pelvisTurn: -36,
            shoulderTurn: -10,
            sideBend: 18,
            headTurn: -30,
            headPitch: 20,
            hands: { kind: 'chest', lead: [0.26, -0.3, 0.1], trail: [-0.02, -0.5, 0.24] },
            club: null,
          }),
          props: [{ kind: 'ball', at: [0.4, 0.84] }],
          arrows: [
            { from: [-0.56, 0.94], to: [-0.12, 0.74], bulge: -0.1 },
            { from: [0.5, 0.9], to: [0.96, 1.0] },
          ],
          labels: [{ word: 'target', at: [0.74, 1.16] }],
        },
      ],
    },
  },
  {
    id: 'wall-behind-hips',
    faults: ['early-extension', 'loss-of-posture', 'head-rise'],
    phase: 'downswing',
    equipment: ['wall', 'club'],
    steps: 3,
    dosage: { rehearsals: 10, balls: 5 },
    scene: {
      panels: [
        {
          view: 'down-the-line',
          figure: posed(IMPACT, { thrustM: -0.02, shoulderTurn: -10 }),
          ghost: posed(IMPACT, { thrustM: 0.22, liftM: 0.12, forwardBend: 14, shoulderTurn: -10, club: null }),
          props: [
            { kind: 'wall', x: -0.3, side: 'left' },
            { kind: 'ball', at: [0.8, 0] },
          ],
          arrows: [{ from: [0.12, 0.92], to: [-0.2, 0.94] }],
          labels: [{ word: 'wall', at: [-0.52, 1.42] }],
        },
      ],
    },
  },
  {
    id: 'chair-behind-hips',
    faults: ['early-extension', 'stalled-hips', 'head-rise'],
    phase: 'downswing',
    equipment: ['chair', 'club'],
    steps: 3,
    dosage: { rehearsals: 8, balls: 5 },
    scene: {
      panels: [
        {
          view: 'down-the-line',
          figure: posed(DELIVERY, { kneeFlex: 32 }),
          props: [
            { kind: 'stick', from: [-0.27, 0.94], to: [-0.27, 0], behind: true },
            { kind: 'chair', at: [-0.27, 0], facing: 'left' },
            { kind: 'ball', at: [0.8, 0] },
          ],
          arrows: [{ from: [0.16, 0.98], to: [-0.14, 0.9] }],
          labels: [{ word: 'chair', at: [-0.52, 1.12] }],
        },
      ],
    },
  },
  {
    id: 'stick-outside-lead-hip',
    faults: ['slide', 'stalled-hips'],
    phase: 'downswing',
    equipment: ['stick', 'club'],
    steps: 3,
    dosage: { rehearsals: 10, balls: 5 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(IMPACT, {}),
          ghost: posed(IMPACT, { swayM: 0.26, sideBend: 20, pelvisTurn: -10, club: null }),
          props: [
            { kind: 'stick', from: [0.4, -0.04], to: [0.34, 1.2] },
            { kind: 'ball', at: [0.04, -0.12] },
          ],
          arrows: [{ from: [0.52, 0.9], to: [0.86, 0.9], wrong: true }],
          labels: [{ word: 'stick', at: [0.62, 0.4] }],
        },
      ],
    },
  },
  {
    id: 'buckle-to-target',
    faults: ['stalled-hips', 'slide', 'chicken-wing'],
    phase: 'downswing',
    equipment: ['club'],
    steps: 3,
    dosage: { rehearsals: 10, balls: 5 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(ADDRESS, {
            forwardBend: 22,
            hands: { kind: 'chest', lead: [0.2, -0.46, 0.12], trail: [-0.2, -0.46, 0.12] },
            club: null,
          }),
          props: [{ kind: 'rod', along: 'hips' }],
          arrows: [{ from: [-0.5, 0.84], to: [0.06, 0.72], bulge: -0.1 }],
        },
        {
          view: 'face-on',
          figure: posed(IMPACT, {
            swayM: 0.1,
            pelvisTurn: -66,
            shoulderTurn: -44,
            forwardBend: 20,
            sideBend: 8,
            hands: { kind: 'chest', lead: [0.16, -0.46, 0.14], trail: [-0.16, -0.46, 0.14] },
            club: null,
          }),
          props: [{ kind: 'rod', along: 'hips' }],
          arrows: [{ from: [0.4, 0.98], to: [0.86, 0.98] }],
          labels: [{ word: 'target', at: [0.7, 1.14] }],
        },
      ],
    },
  },
  {
    id: 'lead-foot-only',
    faults: ['hanging-back', 'unbalanced-finish', 'reverse-pivot'],
    phase: 'impact',
    equipment: ['club', 'ball'],
    steps: 3,
    dosage: { rehearsals: 6, balls: 8 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(ADDRESS, {
            stanceM: 0.3,
            swayM: 0.1,
            sideBend: 4,
            trail: { yaw: -8, heelLift: 58, moved: [0.04, 0, -0.1] },
          }),
          props: [{ kind: 'ball', at: [0.06, -0.12] }],
          arrows: [{ from: [0.46, 0.78], to: [0.3, 0.16] }],
          labels: [{ word: 'press', at: [0.58, 0.9] }],
        },
      ],
    },
  },
  {
    id: 'stand-and-turn',
    faults: ['loss-of-posture', 'early-extension', 'chicken-wing'],
    phase: 'downswing',
    equipment: ['club'],
    steps: 3,
    dosage: { rehearsals: 10, balls: 5 },
    scene: {
      panels: [
        {
          view: 'down-the-line',
          figure: posed(RELEASE, { sideBend: 22, hands: { kind: 'swing', angle: -40, plane: 74, reachM: 0.54 } }),
          ghost: posed(STANDING, {
            swayM: 0.08,
            pelvisTurn: -50,
            shoulderTurn: -40,
            hands: { kind: 'swing', angle: -50, plane: 70, reachM: 0.5 },
          }),
          props: [{ kind: 'ball', at: [0.8, 0] }],
          arrows: [{ from: [0.5, 1.9], to: [0.46, 1.66] }],
          labels: [{ word: 'hold', at: [0.66, 1.96] }],
        },
      ],
    },
  },
];
