import { peakSpeed } from './peak-speed.ts';
import { moment } from './published-range.ts';

export const leadArmPeakSpeed = peakSpeed('lead-arm', 'lead-arm-speed', {
  id: 'lead-arm-peak-speed',
  plausible: { low: 150, high: 2000 },
  moments: [moment(null)],
  definition:
    'The greatest rate between top and impact at which the line from the lead shoulder to the lead wrist changes its direction in space.',
  sign: 'Never negative.',
  source:
    'Cheetham et al. 2008, Science and Golf V, give 980 ± 68 (professionals) and 763 (amateurs) for the upper arm’s own axis, which is another definition.',
});
