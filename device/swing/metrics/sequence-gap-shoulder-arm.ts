import { sequenceGap } from './kinematic-sequence.ts';

export const sequenceGapShoulderArm = sequenceGap('shoulders', 'lead-arm', {
  id: 'sequence-gap-shoulder-arm',
  definition:
    'From the moment at which the shoulders turn fastest in the downswing to that at which the lead arm does.',
  picture: {
    kind: 'chart',
    curves: ['shoulder-speed', 'lead-arm-speed'],
    from: 'top',
    to: 'impact',
    peaks: { from: 'top', to: 'impact' },
  },
});
