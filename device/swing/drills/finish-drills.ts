import { ADDRESS, FINISH, posed, RELEASE } from './drawing/poses.ts';
import type { Drill } from './drill.ts';

/** Long arms after the ball, and a finish that stands. */
export const FINISH_DRILLS: readonly Drill[] = [
  {
    id: 'headcover-under-arm',
    faults: ['chicken-wing', 'bent-lead-arm'],
    phase: 'follow-through',
    equipment: ['headcover', 'club', 'ball'],
    steps: 3,
    dosage: { rehearsals: 6, balls: 10 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(RELEASE, {
            pelvisTurn: -44,
            shoulderTurn: -34,
            hands: { kind: 'swing', angle: -44, plane: 74, reachM: 0.53 },
            club: { angle: -62, plane: 60, lengthM: 0.92 },
          }),
          props: [{ kind: 'headcover', at: [0.14, 1.14] }],
          arrows: [{ from: [0.6, 1.58], to: [0.26, 1.28] }],
          labels: [{ word: 'headcover', at: [0.62, 1.76] }],
        },
      ],
    },
  },
  {
    id: 'lead-arm-only',
    faults: ['chicken-wing', 'casting', 'bent-lead-arm'],
    phase: 'follow-through',
    equipment: ['club'],
    steps: 3,
    dosage: { rehearsals: 10, balls: 5 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(ADDRESS, {
            swayM: 0.08,
            pelvisTurn: -40,
            shoulderTurn: -36,
            sideBend: 12,
            hands: { kind: 'chest', lead: [0.22, -0.3, 0.42], trail: [-0.06, -0.2, 0.17] },
            club: { angle: -58, plane: 58, lengthM: 0.8 },
          }),
          arrows: [{ from: [-0.5, 0.42], to: [0.5, 0.36], bulge: -0.18 }],
          labels: [{ word: 'long', at: [0.66, 1.2] }],
        },
      ],
    },
  },
  {
    id: 'reach-to-the-target',
    faults: ['chicken-wing', 'stalled-hips'],
    phase: 'follow-through',
    equipment: ['club', 'ball'],
    steps: 3,
    dosage: { rehearsals: 6, balls: 8 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(RELEASE, {}),
          ghost: posed(RELEASE, { hands: { kind: 'swing', angle: -118, plane: 64, reachM: 0.34 }, club: null }),
          arrows: [{ from: [0.3, 1.48], to: [0.8, 1.3] }],
          labels: [
            { word: 'long', at: [0.44, 0.9] },
            { word: 'target', at: [0.74, 1.5] },
          ],
        },
      ],
    },
  },
  {
    id: 'hold-the-finish',
    faults: ['unbalanced-finish', 'hanging-back'],
    phase: 'finish',
    equipment: ['club', 'ball'],
    steps: 3,
    dosage: { rehearsals: 5, balls: 10 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(FINISH, {}),
          ghost: posed(FINISH, {
            swayM: -0.04,
            sideBend: 18,
            pelvisTurn: -60,
            shoulderTurn: -90,
            trail: { yaw: 10, heelLift: 4, moved: [0, 0, 0] },
            club: null,
          }),
          arrows: [{ from: [0.5, 0.94], to: [0.34, 0.2] }],
          labels: [
            { word: 'hold', at: [0.62, 1.06] },
            { word: 'three-seconds', at: [0.6, 1.2] },
          ],
        },
      ],
    },
  },
  {
    id: 'feet-together',
    faults: ['unbalanced-finish', 'sway', 'rushed-tempo'],
    phase: 'finish',
    equipment: ['club', 'ball'],
    steps: 3,
    dosage: { rehearsals: 5, balls: 10 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(ADDRESS, { stanceM: 0.13, sideBend: 4 }),
          props: [{ kind: 'ball', at: [0.04, -0.12] }],
          arrows: [
            { from: [-0.46, 0.1], to: [-0.2, 0.1] },
            { from: [0.46, 0.1], to: [0.2, 0.1] },
          ],
        },
      ],
    },
  },
  {
    id: 'walk-through',
    faults: ['hanging-back', 'unbalanced-finish', 'reverse-pivot'],
    phase: 'finish',
    equipment: ['club', 'ball'],
    steps: 3,
    dosage: { rehearsals: 5, balls: 8 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(FINISH, {
            swayM: 0.36,
            trail: { yaw: 80, heelLift: 6, moved: [0.82, 0.02, 0.04] },
          }),
          arrows: [{ from: [-0.34, 0.16], to: [0.62, 0.22], bulge: 0.16 }],
        },
      ],
    },
  },
];
