import { ADDRESS, posed, STANDING } from './drawing/poses.ts';
import type { Drill } from './drill.ts';

/** Posture and base, before anything moves. */
export const SETUP_DRILLS: readonly Drill[] = [
  {
    id: 'club-along-the-back',
    faults: ['upright-setup', 'stooped-setup', 'loss-of-posture'],
    phase: 'address',
    equipment: ['club'],
    steps: 3,
    dosage: { rehearsals: 5, balls: 5 },
    scene: {
      panels: [
        {
          view: 'down-the-line',
          figure: posed(ADDRESS, {
            hands: { kind: 'chest', lead: [0.1, -0.38, -0.15], trail: [-0.1, 0.16, -0.16] },
            club: null,
          }),
          props: [{ kind: 'rod', along: 'back' }],
          arrows: [{ from: [-0.24, 1.02], to: [-0.5, 0.98] }],
          labels: [
            { word: 'club', at: [-0.22, 1.5] },
            { word: 'press', at: [-0.42, 0.84] },
          ],
        },
      ],
    },
  },
  {
    id: 'arms-hang',
    faults: ['stooped-setup', 'upright-setup'],
    phase: 'address',
    equipment: ['club'],
    steps: 3,
    dosage: { rehearsals: 8, balls: 5 },
    scene: {
      panels: [
        {
          view: 'down-the-line',
          figure: posed(ADDRESS, { hands: { kind: 'swing', angle: 0, plane: 92, reachM: 0.54 }, club: null }),
          ghost: posed(ADDRESS, {
            forwardBend: 58,
            headPitch: 70,
            hands: { kind: 'swing', angle: 0, plane: 92, reachM: 0.5 },
            club: null,
          }),
          arrows: [{ from: [0.36, 1.22], to: [0.36, 0.72] }],
          props: [{ kind: 'ball', at: [0.8, 0] }],
        },
      ],
    },
  },
  {
    id: 'catch-stance',
    faults: ['locked-knees', 'upright-setup'],
    phase: 'address',
    equipment: ['club'],
    steps: 3,
    dosage: { rehearsals: 5, balls: 5 },
    scene: {
      panels: [
        {
          view: 'down-the-line',
          figure: posed(ADDRESS, {
            kneeFlex: 32,
            headPitch: 10,
            hands: { kind: 'chest', lead: [0.12, -0.16, 0.36], trail: [-0.12, -0.16, 0.36] },
            club: null,
          }),
          props: [{ kind: 'ball', at: [0.74, 0.98], radiusM: 0.12 }],
          arrows: [{ from: [1.16, 1.3], to: [0.86, 1.16] }],
        },
      ],
    },
  },
  {
    id: 'feet-under-shoulders',
    faults: ['narrow-base'],
    phase: 'address',
    equipment: ['stick', 'club'],
    steps: 3,
    dosage: { rehearsals: 3, balls: 10 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(ADDRESS, { stanceM: 0.46 }),
          ghost: posed(ADDRESS, { stanceM: 0.14 }),
          props: [
            { kind: 'stick', from: [0.3, 1.55], to: [0.3, -0.02] },
            { kind: 'stick', from: [-0.36, 1.5], to: [-0.36, -0.02] },
            { kind: 'ball', at: [0.04, -0.12] },
          ],
          arrows: [
            { from: [-0.5, 0.16], to: [-0.78, 0.16] },
            { from: [0.44, 0.16], to: [0.72, 0.16] },
          ],
        },
      ],
    },
  },
  {
    id: 'jump-and-land',
    faults: ['narrow-base', 'locked-knees', 'unbalanced-finish'],
    phase: 'address',
    equipment: ['club'],
    steps: 3,
    dosage: { rehearsals: 4, balls: 6 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(STANDING, {
            stanceM: 0.36,
            kneeFlex: 14,
            liftM: 0.16,
            lead: { yaw: 20, heelLift: 24, moved: [0, 0.14, 0] },
            trail: { yaw: -20, heelLift: 24, moved: [0, 0.14, 0] },
          }),
          arrows: [{ from: [-0.62, 0.5], to: [-0.62, 1.05] }],
        },
        {
          view: 'face-on',
          figure: posed(ADDRESS, {
            stanceM: 0.48,
            kneeFlex: 36,
            hands: { kind: 'chest', lead: [0.16, -0.44, 0.26], trail: [-0.16, -0.44, 0.26] },
            club: null,
          }),
          arrows: [{ from: [-0.72, 1.05], to: [-0.72, 0.5] }],
          labels: [{ word: 'hold', at: [0.62, 0.9] }],
        },
      ],
    },
  },
];
