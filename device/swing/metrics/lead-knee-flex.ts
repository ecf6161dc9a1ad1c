import { evenly, unevenly } from './interval.ts';
import { kneeFlex } from './knee-flex.ts';

export const leadKneeFlex = kneeFlex({
  side: 'lead',
  impact: unevenly([14, 9], [27, 9], [27, 9]),
  planarAt: ['address'],
  planar: evenly(14, 14, 16),
});
