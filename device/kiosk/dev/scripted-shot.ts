import type { SwingReport } from '../../api/contract/report.ts';

/** What a launch monitor might say of an iron that starts a little left and fades not quite back. */
export const SCRIPTED_SHOT: NonNullable<SwingReport['shot']> = {
  id: '0199c0de-0000-7000-8000-0000000000a1',
  source: 'gspro',
  device: 'Launch Monitor 3',
  ball: {
    ...{ speedMps: 58.4, directionDeg: -1.8, launchDeg: 14.2, carryM: 148.6 },
    ...{ spinRpm: 5480, backSpinRpm: 5444, sideSpinRpm: 628, spinAxisDeg: 6.6 },
  },
  club: { speedMps: 41.1, attackDeg: -3.2, faceToTargetDeg: -0.9, pathDeg: -3.4, lieDeg: null, loftDeg: 27.4 },
  delayMs: 900,
};
