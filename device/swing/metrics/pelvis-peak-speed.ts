import { peakSpeed } from './peak-speed.ts';
import { CHEETHAM, publishedMoment } from './published-range.ts';

export const pelvisPeakSpeed = peakSpeed('pelvis', 'pelvis-speed', {
  id: 'pelvis-peak-speed',
  plausible: { low: 60, high: 1200 },
  moments: [publishedMoment(null, 424, 530, CHEETHAM)],
  definition: 'The greatest rate between top and impact at which the pelvis turn decreases.',
  sign: 'Positive toward the target.',
  source: 'Cheetham et al. 2008, Science and Golf V, from worn sensors: 477 ± 53 (professionals), 395 (amateurs).',
});
