import { ADDRESS, DELIVERY, IMPACT, posed, RELEASE } from './drawing/poses.ts';
import type { Drill } from './drill.ts';

/** Hands, shaft and strike. */
export const IMPACT_DRILLS: readonly Drill[] = [
  {
    id: 'towel-behind-ball',
    faults: ['scooping', 'hanging-back', 'casting'],
    phase: 'impact',
    equipment: ['towel', 'club', 'ball'],
    steps: 3,
    dosage: { rehearsals: 6, balls: 8 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(IMPACT, {}),
          props: [
            { kind: 'towel', at: [-0.3, -0.12], widthM: 0.22 },
            { kind: 'ball', at: [0.04, -0.12] },
          ],
          arrows: [{ from: [-0.7, 0.36], to: [0.0, 0.0], bulge: -0.03 }],
          labels: [{ word: 'towel', at: [-0.62, 0.04] }],
        },
      ],
    },
  },
  {
    id: 'press-the-bag',
    faults: ['scooping', 'casting', 'stalled-hips'],
    phase: 'impact',
    equipment: ['bag', 'club'],
    steps: 3,
    dosage: { rehearsals: 8, balls: 5 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(IMPACT, {}),
          ghost: posed(IMPACT, {
            swayM: -0.04,
            hands: { kind: 'swing', angle: 6, plane: 82, reachM: 0.5 },
            club: null,
          }),
          props: [{ kind: 'towel', at: [0.16, -0.14], widthM: 0.26, heightM: 0.32 }],
          arrows: [{ from: [-0.34, 0.66], to: [0.1, 0.66] }],
          labels: [
            { word: 'press', at: [-0.6, 0.62] },
            { word: 'bag', at: [0.52, 0.0] },
          ],
        },
      ],
    },
  },
  {
    id: 'swish',
    faults: ['casting', 'slow-tempo'],
    phase: 'impact',
    equipment: ['club'],
    steps: 3,
    dosage: { rehearsals: 10, balls: 5 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(RELEASE, {
            hands: { kind: 'swing', angle: -48, plane: 72, reachM: 0.54 },
            club: { angle: -62, plane: 58, lengthM: 0.85 },
          }),
          arrows: [{ from: [-0.66, 0.6], to: [0.74, 0.24], bulge: -0.16 }],
          labels: [{ word: 'swish', at: [0.66, 0.02] }],
        },
      ],
    },
  },
  {
    id: 'split-hands',
    faults: ['casting', 'scooping', 'chicken-wing'],
    phase: 'downswing',
    equipment: ['club'],
    steps: 3,
    dosage: { rehearsals: 10, balls: 5 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(DELIVERY, {
            shoulderTurn: 10,
            hands: { kind: 'chest', lead: [-0.08, -0.42, 0.3], trail: [-0.28, -0.32, 0.3] },
            club: { angle: 104, plane: 56, lengthM: 0.85, throughHands: true },
          }),
          arrows: [{ from: [-0.5, 1.2], to: [-0.28, 0.92] }],
          labels: [{ word: 'hold', at: [-0.56, 1.3] }],
        },
      ],
    },
  },
  {
    id: 'hip-to-hip',
    faults: ['overswing', 'scooping', 'chicken-wing', 'unbalanced-finish'],
    phase: 'impact',
    equipment: ['club', 'ball'],
    steps: 3,
    dosage: { rehearsals: 8, balls: 10 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(ADDRESS, {
            swayM: -0.02,
            pelvisTurn: 20,
            shoulderTurn: 44,
            hands: { kind: 'swing', angle: 56, plane: 66, reachM: 0.52 },
            club: { angle: 92, plane: 60, lengthM: 0.92 },
          }),
          props: [{ kind: 'ball', at: [0.04, -0.12] }],
        },
        {
          view: 'face-on',
          figure: posed(RELEASE, {}),
          arrows: [{ from: [-0.6, 0.5], to: [0.5, 0.62], bulge: -0.22 }],
        },
      ],
    },
  },
  {
    id: 'hands-past-the-ball',
    faults: ['scooping', 'hanging-back'],
    phase: 'impact',
    equipment: ['club', 'ball'],
    steps: 3,
    dosage: { rehearsals: 8, balls: 5 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(IMPACT, {
            hands: { kind: 'swing', angle: -20, plane: 82, reachM: 0.54 },
            club: { angle: 16, plane: 55, lengthM: 0.92 },
          }),
          props: [
            { kind: 'ball', at: [0.04, -0.12] },
            { kind: 'stick', from: [0.04, -0.04], to: [0.04, 0.72] },
          ],
          arrows: [{ from: [0.34, 0.8], to: [0.66, 0.8] }],
          labels: [{ word: 'hold', at: [0.62, 0.94] }],
        },
      ],
    },
  },
];
