import { describe, expect, it } from 'vitest';
import { weekProgress } from './week-progress.ts';

const drill = (drillId: string) => ({ drillId, why: 'Because.' });
const DAYS = [
  { day: 3, focus: 'Balls.', drills: [drill('one'), drill('two')], event: null },
  { day: 1, focus: 'Slowly.', drills: [drill('one')], event: null },
];

describe('how far a week’s plan is', () => {
  it('counts a drill as often as it was done, the earliest day first', () => {
    const once = weekProgress(DAYS, [{ drill: 'one', times: 1 }]);
    expect(once.days.map(({ day, drills }) => [day, ...drills.map(({ isDone }) => isDone)])).toEqual([
      [1, true],
      [3, false, false],
    ]);
    expect([once.done, once.all]).toEqual([1, 3]);
    expect(weekProgress(DAYS, [{ drill: 'one', times: 9 }]).done).toBe(2);
  });

  it('counts nothing that is not in it', () => {
    expect(weekProgress(DAYS, [{ drill: 'other', times: 3 }])).toMatchObject({ done: 0, all: 3 });
  });
});
