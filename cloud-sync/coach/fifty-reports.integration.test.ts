/** Fifty reports, and every way in which an answer about them can be good or bad. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offlineAdvice } from '../../device/swing/advice/offline-advice.ts';
import type { SwingReport } from '../../device/swing/report/swing-report.ts';
import type { Act } from './claude-server.fixture.ts';
import { CoachBay, isRepair, TEST_PRICES, whose } from './coach-bay.fixture.ts';
import { costPico, tokensOf } from './coach-costs.ts';
import { factsOfSwing } from './coach-facts.ts';
import { NEVER_MEASURED } from './coached-swing.fixture.ts';
import { groundingProblems } from './grounding.ts';
import { SWING_CASES as CASES, type SwingCase as Case } from './swing-cases.fixture.ts';

const SWINGS = 50;
describe('fifty reports and their coach', () => {
  let bay: CoachBay;
  const reports: { report: SwingReport; one: Case }[] = [];

  beforeAll(async () => {
    bay = await CoachBay.open({ budget: generous() });
    for (let seed = 0; seed < SWINGS; seed++) {
      const one = CASES[seed % CASES.length] as Case;
      reports.push({ one, report: bay.addSwing(bay.addPlayer(`case ${seed}`), seed) });
    }
    const tries = new Map<string, number>();
    bay.server.script = (question) => {
      const name = whose(question);
      const { report, one } = reports[Number(name.replace('case ', ''))] as (typeof reports)[number];
      const acts = one.acts(report);
      const before = tries.get(name) ?? 0;
      tries.set(name, before + 1);
      return acts[Math.min(before, acts.length - 1)] as Act;
    };
    for (const { report } of reports) bay.desk.wantSwing(report.id);
    await bay.run();
  });
  afterAll(() => bay.close());

  it('give a player what is true, and nothing else', () => {
    const outcomes = reports.map(({ report, one }) => {
      const now = bay.store.swings.report(report.id);
      if (now.advice.claude !== null) {
        const golfer = { handicap: null, heightCm: null, goals: [], targets: [], limitations: [], usualMiss: null };
        const facts = factsOfSwing({ report: now, history: [], golfer, pictures: 0 });
        expect(groundingProblems(now.advice.claude.answer, facts, 'en')).toEqual([]);
      }
      return { name: one.name, reached: now.advice.claude !== null };
    });
    expect(outcomes).toEqual(reports.map(({ one }) => ({ name: one.name, reached: one.reachesThePlayer })));
  });

  it('leave the bay’s own advice to everybody', () => {
    for (const { report } of reports) {
      const { advice } = bay.store.swings.report(report.id);
      expect(advice.offline).toEqual(offlineAdvice(report.metrics, report.faults));
      expect(advice.offline.length).toBeGreaterThan(0);
    }
  });

  it('are mended once at most', () => {
    const repairs = new Map<string, number>();
    for (const question of bay.server.questions.filter(isRepair)) {
      repairs.set(whose(question), (repairs.get(whose(question)) ?? 0) + 1);
    }
    expect(Math.max(...repairs.values())).toBe(1);
    const [problems] = bay.server.questions
      .filter(isRepair)
      .map(({ messages }) => messages.at(-1)?.content[0]?.['text']);
    expect(problems).toContain('cannot be shown to the player');
  });

  it('cost what the service counted, to the token', () => {
    expect(bay.store.coach.exchanges(1_000).filter(({ state }) => state === 'lost')).toEqual([]);
    expect(bay.store.coach.spentOn('2026-11-20')).toEqual({
      tokens: bay.server.counted.reduce((sum, { usage }) => sum + tokensOf(usage), 0),
      pico: bay.server.counted.reduce((sum, { usage, way }) => sum + costPico(usage, TEST_PRICES, way), 0),
    });
  });

  it('are in the book with what was asked, what came and what was wrong with it', () => {
    const exchanges = bay.store.coach.exchanges(1_000);
    const ungrounded = exchanges.find(({ verdict }) => verdict === 'ungrounded');
    expect(ungrounded).toMatchObject({ state: 'answered', answeredBy: 'model-a-answering', outputTokens: 611 });
    const texts = bay.store.coach.textsOf(ungrounded?.id ?? 0);
    expect(texts?.problems?.length).toBeGreaterThan(0);
    expect(texts?.answer).toContain('swingPhases');
    expect(NEVER_MEASURED).toBe('hand-plane-shift');
  });
});

function generous() {
  const limits = { tokensPerDay: 1e9, moneyPerDay: 5_000 };
  return { bay: limits, facility: limits, facilityBays: 1 };
}
