import { evenly, unevenly } from './interval.ts';
import { kneeFlex } from './knee-flex.ts';

/** The trail leg is the nearer one to the down-the-line camera, which sees it bend at the top too. */
export const trailKneeFlex = kneeFlex({
  side: 'trail',
  impact: unevenly([9, 9], [9, 9], [9, 22]),
  planarAt: ['address', 'top'],
  planar: evenly(10, 11, 17),
});
