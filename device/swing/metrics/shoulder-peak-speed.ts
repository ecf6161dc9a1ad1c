import { peakSpeed } from './peak-speed.ts';
import { moment } from './published-range.ts';

/** The published figures are of the rib cage about its own axis; the shoulder line seen from above is not the same. */
export const shoulderPeakSpeed = peakSpeed('shoulders', 'shoulder-speed', {
  id: 'shoulder-peak-speed',
  plausible: { low: 60, high: 1600 },
  moments: [moment(null)],
  definition: 'The greatest rate between top and impact at which the shoulder turn decreases.',
  sign: 'Positive toward the target.',
  source:
    'Cheetham et al. 2008, Science and Golf V, give 727 ± 61 (professionals) and 583 (amateurs) for the rib cage about its own axis, which is another definition.',
});
