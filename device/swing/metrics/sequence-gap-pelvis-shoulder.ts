import { sequenceGap } from './kinematic-sequence.ts';

export const sequenceGapPelvisShoulder = sequenceGap('pelvis', 'shoulders', {
  id: 'sequence-gap-pelvis-shoulder',
  definition: 'From the moment at which the pelvis turns fastest in the downswing to that at which the shoulders do.',
  picture: {
    kind: 'chart',
    curves: ['pelvis-speed', 'shoulder-speed'],
    from: 'top',
    to: 'impact',
    peaks: { from: 'top', to: 'impact' },
  },
});
