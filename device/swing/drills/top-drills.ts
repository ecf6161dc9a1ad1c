import { ADDRESS, DELIVERY, posed, RELEASE, TOP } from './drawing/poses.ts';
import type { Drill } from './drill.ts';

/** Arms and club at the top, and the time they take to get there. */
export const TOP_DRILLS: readonly Drill[] = [
  {
    id: 'stop-at-the-top',
    faults: ['overswing', 'over-turn', 'bent-lead-arm', 'rushed-tempo'],
    phase: 'backswing',
    equipment: ['club'],
    steps: 3,
    dosage: { rehearsals: 10, balls: 5 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(TOP, {
            hands: { kind: 'swing', angle: 126, plane: 60, reachM: 0.52 },
            club: { angle: 236, plane: 62, lengthM: 0.92 },
          }),
          props: [{ kind: 'ball', at: [0.04, -0.12] }],
          arrows: [{ from: [0.36, 1.9], to: [0.72, 1.6], bulge: 0.06, wrong: true }],
          labels: [
            { word: 'stop', at: [0.66, 1.46] },
            { word: 'long', at: [-0.62, 1.3] },
          ],
        },
      ],
    },
  },
  {
    id: 'push-the-lead-hand',
    faults: ['bent-lead-arm', 'overswing'],
    phase: 'backswing',
    equipment: [],
    steps: 3,
    dosage: { rehearsals: 10, balls: 5 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(TOP, {
            pelvisTurn: 30,
            shoulderTurn: 66,
            hands: { kind: 'swing', angle: 88, plane: 66, reachM: 0.55 },
            club: null,
          }),
          ghost: posed(TOP, { hands: { kind: 'swing', angle: 120, plane: 60, reachM: 0.3 }, club: null }),
          arrows: [{ from: [-0.64, 1.36], to: [-0.94, 1.36] }],
          labels: [{ word: 'long', at: [-0.72, 1.14] }],
        },
      ],
    },
  },
  {
    id: 'waiters-tray',
    faults: ['flying-elbow', 'overswing'],
    phase: 'backswing',
    equipment: ['tray'],
    steps: 3,
    dosage: { rehearsals: 10, balls: 5 },
    scene: {
      panels: [
        {
          view: 'down-the-line',
          figure: posed(TOP, {
            hands: { kind: 'chest', lead: [0.05, -0.28, 0.22], trail: [-0.3, 0.2, 0.16] },
            club: null,
          }),
          props: [{ kind: 'tray', at: [-0.16, 1.63] }],
          arrows: [{ from: [-0.42, 1.42], to: [-0.42, 1.06] }],
          labels: [{ word: 'tray', at: [-0.2, 1.78] }],
        },
      ],
    },
  },
  {
    id: 'towel-under-trail-arm',
    faults: ['flying-elbow', 'over-the-top'],
    phase: 'backswing',
    equipment: ['towel', 'club'],
    steps: 3,
    dosage: { rehearsals: 8, balls: 5 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(ADDRESS, {
            pelvisTurn: 26,
            shoulderTurn: 58,
            hands: { kind: 'swing', angle: 72, plane: 64, reachM: 0.5 },
            club: { angle: 150, plane: 62, lengthM: 0.92 },
          }),
          props: [{ kind: 'towel', at: [-0.14, 0.98], widthM: 0.13, heightM: 0.2 }],
          arrows: [{ from: [-0.6, 0.86], to: [-0.26, 1.02] }],
          labels: [{ word: 'towel', at: [-0.66, 0.72] }],
        },
      ],
    },
  },
  {
    id: 'pause-and-press',
    faults: ['upper-body-first', 'rushed-tempo', 'over-the-top'],
    phase: 'transition',
    equipment: ['club'],
    steps: 3,
    dosage: { rehearsals: 8, balls: 6 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(TOP, {}),
          props: [{ kind: 'ball', at: [0.04, -0.12] }],
          labels: [{ word: 'stop', at: [0.5, 1.4] }],
        },
        {
          view: 'face-on',
          figure: posed(TOP, { swayM: 0.04, pelvisTurn: 26, shoulderTurn: 82, sideBend: 6 }),
          props: [{ kind: 'ball', at: [0.04, -0.12] }],
          arrows: [
            { from: [0.52, 0.72], to: [0.36, 0.14] },
            { from: [-0.16, 0.98], to: [0.18, 0.98] },
          ],
          labels: [{ word: 'press', at: [0.6, 0.84] }],
        },
      ],
    },
  },
  {
    id: 'count-three-to-one',
    faults: ['rushed-tempo', 'slow-tempo'],
    phase: 'backswing',
    equipment: ['club'],
    steps: 3,
    dosage: { rehearsals: 10, balls: 5 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(TOP, {}),
          props: [{ kind: 'ball', at: [0.04, -0.12] }],
          arrows: [{ from: [-0.3, 0.34], to: [-0.78, 1.66], bulge: 0.2 }],
          labels: [
            { word: 'one', at: [-0.62, 0.32] },
            { word: 'two', at: [-0.52, 1.0] },
            { word: 'three', at: [-0.78, 1.84] },
            { word: 'hit', at: [0.04, 0.06] },
          ],
        },
      ],
    },
  },
  {
    id: 'start-past-the-ball',
    faults: ['slow-tempo', 'rushed-tempo'],
    phase: 'takeaway',
    equipment: ['club', 'ball'],
    steps: 3,
    dosage: { rehearsals: 10, balls: 8 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(ADDRESS, {
            swayM: 0.03,
            pelvisTurn: -8,
            shoulderTurn: -14,
            hands: { kind: 'swing', angle: -34, plane: 78, reachM: 0.53 },
            club: { angle: -44, plane: 54, lengthM: 0.92 },
          }),
          props: [{ kind: 'ball', at: [0.04, -0.12] }],
          arrows: [{ from: [0.7, 0.18], to: [-0.72, 0.4], bulge: -0.26 }],
        },
      ],
    },
  },
  {
    id: 'two-clubs',
    faults: ['rushed-tempo', 'slow-tempo', 'short-turn'],
    phase: 'backswing',
    equipment: ['club'],
    steps: 3,
    dosage: { rehearsals: 8, balls: 5 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(RELEASE, {}),
          props: [{ kind: 'stick', from: [0.58, 1.0], to: [0.98, 1.16] }],
          arrows: [{ from: [-0.66, 0.7], to: [0.66, 0.66], bulge: -0.24 }],
          labels: [{ word: 'club', at: [0.78, 1.26] }],
        },
      ],
    },
  },
  {
    id: 'pump',
    faults: ['casting', 'over-the-top'],
    phase: 'downswing',
    equipment: ['club'],
    steps: 3,
    dosage: { rehearsals: 6, balls: 5 },
    scene: {
      panels: [
        {
          view: 'face-on',
          figure: posed(TOP, {}),
          arrows: [{ from: [-0.56, 1.5], to: [-0.56, 1.02], bulge: -0.05 }],
        },
        {
          view: 'face-on',
          figure: posed(DELIVERY, {}),
          props: [{ kind: 'ball', at: [0.04, -0.12] }],
          arrows: [
            { from: [-0.6, 0.8], to: [-0.66, 1.36], bulge: 0.07 },
            { from: [-0.72, 1.36], to: [-0.66, 0.82], bulge: 0.07 },
          ],
          labels: [{ word: 'three-times', at: [-0.66, 0.6] }],
        },
      ],
    },
  },
];
