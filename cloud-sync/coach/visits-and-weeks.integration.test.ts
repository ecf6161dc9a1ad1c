/** Visits and weeks, and every way in which an answer about them can be good or bad. */
import { afterEach, describe, expect, it } from 'vitest';
import { weekOf } from '../../device/swing/coach/week-of.ts';
import { CoachBay, isRepair, TEST_PRICES, whose } from './coach-bay.fixture.ts';
import { costPico, dailyLimit, tokensOf } from './coach-costs.ts';
import { addVisit, type CoachedVisit, playCases, taskOf, TOGETHER_CASES, trueWords } from './coached-visit.fixture.ts';

let bay: CoachBay;
afterEach(() => bay.close());

function budget(moneyPerDay: number) {
  const limits = { tokensPerDay: 1e9, moneyPerDay };
  return { bay: limits, facility: limits, facilityBays: 1 };
}

const standing = (task: 'visit' | 'week', { session, player }: CoachedVisit) =>
  bay.store.coachBook.standing(task, task === 'visit' ? session : weekOf(bay.clock.wall()), player);

describe('visits and weeks and their coach', () => {
  it('give a player what is true, mended once at most, and nothing else; the book is exact to the token', async () => {
    bay = await CoachBay.open({ budget: budget(5_000) });
    const visits = TOGETHER_CASES.map((one, index) => [addVisit(bay, index), one] as const);
    playCases(bay, visits);
    for (const [{ session }] of visits) bay.desk.wantVisit(session);
    await bay.run();
    const outcomes = visits.map(([visit, { name }]) => ({
      name,
      visit: standing('visit', visit).answer?.document ?? null,
      week: standing('week', visit).answer?.document ?? null,
    }));
    expect(outcomes).toEqual(
      visits.map(([visit, { name, reachesThePlayer }]) => ({
        name,
        visit: reachesThePlayer ? trueWords('visit', visit) : null,
        week: reachesThePlayer ? trueWords('week', visit) : null,
      })),
    );
    const repairs = new Map<string, number>();
    for (const question of bay.server.questions.filter(isRepair)) {
      const key = `${taskOf(question)} ${whose(question)}`;
      repairs.set(key, (repairs.get(key) ?? 0) + 1);
    }
    // A busy service is asked again with the same repair, which is the same try.
    expect(Math.max(...repairs.values())).toBe(1);
    expect(bay.store.coach.spentOn('2026-11-20')).toEqual({
      tokens: bay.server.counted.reduce((sum, { usage }) => sum + tokensOf(usage), 0),
      pico: bay.server.counted.reduce((sum, { usage, way }) => sum + costPico(usage, TEST_PRICES, way), 0),
    });
  });

  it('go as batches after twelve hours without a line, within every day’s budget, and all of them arrive', async () => {
    bay = await CoachBay.open({ budget: budget(1), batchQuestionsMax: 10 }, 1);
    const [truth] = TOGETHER_CASES;
    if (truth === undefined) throw new Error('No case.');
    const visits = Array.from({ length: 12 }, (_, index) => addVisit(bay, index));
    playCases(
      bay,
      visits.map((visit) => [visit, truth] as const),
    );
    await bay.server.goOffline();
    for (const { session } of visits) bay.desk.wantVisit(session);
    await bay.run();
    bay.pass(12 * 60);
    await bay.server.comeBack();
    const monday = weekOf(new Date('2026-11-20T09:00:00.000Z'));
    for (
      let hour = 0;
      hour < 6 * 24 && bay.store.coach.waiting(1).length + bay.store.coach.openBatches().length > 0;
      hour++
    ) {
      await bay.run();
      bay.server.endBatches();
      bay.pass(60);
    }
    await bay.run();
    for (const { session, player } of visits) {
      expect(bay.store.coachBook.standing('visit', session, player).job).toMatchObject({ state: 'answered' });
      expect(bay.store.coachBook.standing('week', monday, player).job).toMatchObject({ state: 'answered' });
    }
    expect(bay.server.batches.length).toBeGreaterThan(1);
    expect(bay.server.batches.every(({ requests }) => requests.length <= 10)).toBe(true);
    expect(bay.server.counted.every(({ way }) => way === 'batch')).toBe(true);
    const { pico } = dailyLimit(bay.config);
    for (let day = 20; day < 28; day++) {
      expect(bay.store.coach.spentOn(`2026-11-${day}`).pico).toBeLessThanOrEqual(pico);
    }
    expect(bay.store.coach.spentOn('2026-11-20').pico).toBeGreaterThan(0);
  });

  it('are asked about again once a player who had taken their word back gives it', async () => {
    bay = await CoachBay.open({ budget: budget(5) });
    const visit = addVisit(bay, 1);
    const [truth] = TOGETHER_CASES;
    if (truth !== undefined) playCases(bay, [[visit, truth]]);
    bay.desk.wantVisit(visit.session);
    bay.store.players.change(visit.player, { sharesSince: null });
    await bay.run();
    expect(standing('week', visit).job).toMatchObject({ state: 'given-up', reason: 'not-allowed' });
    bay.desk.want('week', weekOf(bay.clock.wall()), visit.player);
    expect(standing('week', visit).job).toMatchObject({ state: 'given-up' });
    bay.store.players.change(visit.player, { sharesSince: '2026-01-01T00:00:00.000Z' });
    bay.desk.want('week', weekOf(bay.clock.wall()), visit.player);
    await bay.run();
    expect(standing('week', visit).answer?.document).toEqual(trueWords('week', visit));
    expect(standing('visit', visit).answer).toBeNull();
  });

  it('say how much a day may cost, and that it bears no more', async () => {
    bay = await CoachBay.open({ budget: budget(0) });
    bay.desk.wantVisit(addVisit(bay, 1).session);
    await bay.run();
    expect(bay.server.questions).toEqual([]);
    expect(bay.desk.state()).toMatchObject({ isOn: true, isOverBudget: true, limits: { bay: { pico: 0 } } });
  });
});
