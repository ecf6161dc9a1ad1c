import { expect, it } from 'vitest';
import { swingsAWeek } from './swings-a-week.ts';

const NOW = new Date(2026, 10, 25, 12);
const visit = (month: number, day: number, shots: number) => ({
  startedAt: new Date(2026, month - 1, day, 18).toISOString(),
  shots,
});

it('counts the shots of each week from Monday to Sunday, weeks without any among them', () => {
  const visits = [visit(11, 8, 5), visit(11, 9, 20), visit(11, 15, 30), visit(11, 23, 7), visit(1, 5, 99)];
  const weeks = swingsAWeek(visits, 4, NOW);
  expect(weeks.map(({ shots }) => shots)).toEqual([5, 50, 0, 7]);
  expect(weeks.map(({ monday }) => [monday.getDate(), monday.getDay()])).toEqual([
    [2, 1],
    [9, 1],
    [16, 1],
    [23, 1],
  ]);
});
