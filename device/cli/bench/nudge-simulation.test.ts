import { describe, expect, it } from 'vitest';
import { USUAL_POSE_ERRORS } from '../../virtual-bay/pose-model-errors.ts';
import { ONE_DEGREE_TURNS } from '../../virtual-bay/turned-camera.ts';
import { simulatedBay, swingsUntilFlagged, untouched } from './nudge-simulation.ts';

/** True joints with the errors of a pose model, fixed points with those of their search. */
const CAMERAS = ['face-on', 'down-the-line'] as const;
const SWINGS = 500;
const FLAGGED_WITHIN = 5;
const TURNS = CAMERAS.flatMap((camera) => ONE_DEGREE_TURNS.map((each) => ({ camera, ...each })));

const flagsOf = (verdicts: readonly { state: string }[][]) =>
  verdicts.filter((each) => each.some(({ state }) => state === 'nudged')).length;

describe('a bay whose fixed points are seen', () => {
  const bay = simulatedBay({ seed: 3, errors: USUAL_POSE_ERRORS, see: 'both', golfers: 12 });
  const before = untouched(bay, SWINGS);

  it('is never flagged in 500 untouched swings of many golfers', () => {
    expect(flagsOf(before.verdicts)).toBe(0);
    expect(before.verdicts.at(-1)).toMatchObject([
      { state: 'in-place', by: 'fixed-points' },
      { state: 'in-place', by: 'fixed-points' },
    ]);
  });

  it.each(TURNS)(
    'flags the $camera camera within 5 swings of a 1° turn ($axis, $sign), and no other',
    ({ camera, turn }) => {
      expect(swingsUntilFlagged(bay, before, { camera, turn }, FLAGGED_WITHIN)).toBeGreaterThanOrEqual(3);
      expect(swingsUntilFlagged(bay, before, { camera, turn }, FLAGGED_WITHIN)).toBeLessThanOrEqual(FLAGGED_WITHIN);
    },
  );
});

describe('a bay without fixed points', () => {
  const bay = simulatedBay({ seed: 5, errors: USUAL_POSE_ERRORS, see: 'landmarks', golfers: 30 });
  const before = untouched(bay, SWINGS);

  it('is never flagged in 500 untouched swings either', () => {
    expect(flagsOf(before.verdicts)).toBe(0);
  });

  it.each(TURNS.filter(({ axis }) => axis === 'pitch'))(
    'flags a pitch of 2° ($camera, $sign) within 5 swings, without knowing which camera it was',
    ({ camera, sign }) => {
      expect(swingsUntilFlagged(bay, before, { camera, turn: { pitch: 2 * sign } }, FLAGGED_WITHIN)).not.toBeNull();
    },
  );

  it.each(TURNS.filter(({ axis }) => axis === 'roll'))('cannot see a roll ($camera, $sign)', ({ camera, turn }) => {
    expect(swingsUntilFlagged(bay, before, { camera, turn }, FLAGGED_WITHIN)).toBeNull();
  });
});
