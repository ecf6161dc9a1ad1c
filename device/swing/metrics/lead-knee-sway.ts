import { kneeSway } from './knee-sway.ts';

export const leadKneeSway = kneeSway('lead', {
  id: 'lead-knee-sway',
  definition: 'How far the lead knee has moved along the target line since address.',
  sign: 'Positive to the target: a lead knee that collapses inward in the backswing is negative.',
});
