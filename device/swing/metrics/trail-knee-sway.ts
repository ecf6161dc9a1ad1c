import { kneeSway } from './knee-sway.ts';

export const trailKneeSway = kneeSway('trail', {
  id: 'trail-knee-sway',
  definition: 'How far the trail knee has moved along the target line since address.',
  sign: 'Positive to the target: a trail knee that gives way outward in the backswing is negative.',
});
