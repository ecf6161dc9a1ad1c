/** What the desk makes of answers that break off, of refusals, and of what only looks like one. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SwingReport } from '../../device/swing/report/swing-report.ts';
import type { Act, Refusal, WireQuestion } from './claude-server.fixture.ts';
import { CoachBay, whose } from './coach-bay.fixture.ts';
import { coachedReport, trueAnswer } from './coached-swing.fixture.ts';

const limits = (moneyPerDay: number) => ({ tokensPerDay: 1e9, moneyPerDay });
const budget = (moneyPerDay: number) => ({ bay: limits(moneyPerDay), facility: limits(5_000), facilityBays: 1 });

let bay: CoachBay;
afterEach(() => bay.close());

function addSwings(count: number): Map<string, SwingReport> {
  const reports = new Map<string, SwingReport>();
  for (let seed = 0; seed < count; seed++) {
    const report = bay.addSwing(bay.addPlayer(`player ${seed}`), seed);
    reports.set(`player ${seed}`, report);
    bay.desk.wantSwing(report.id);
  }
  return reports;
}

const truly =
  (reports: ReadonlyMap<string, SwingReport>) =>
  (question: WireQuestion): Act => ({
    kind: 'say',
    text: JSON.stringify(trueAnswer(reports.get(whose(question)) ?? coachedReport(0))),
  });
const fromOf = (reports: ReadonlyMap<string, SwingReport>) =>
  [...reports.values()].map(({ id }) => bay.store.swings.report(id).advice.claude?.from ?? null);

describe('an answer that breaks off', () => {
  it('is rested after, and counts the most that it can have written', async () => {
    bay = await CoachBay.open({ budget: budget(50) }, 1);
    addSwings(3);
    bay.server.script = () => ({ kind: 'stop-in-mid-answer', text: '{"swingPhases":', next: 'close' });
    await bay.run();
    expect(bay.server.questions).toHaveLength(2);
    expect(bay.desk.trouble).toMatchObject({ code: 'coach/unclear' });
    const outputs = bay.store.coach.exchanges(10).map(({ outputTokens }) => outputTokens);
    expect(outputs).toEqual([bay.config.outputTokensMax, bay.config.outputTokensMax]);
  });
});

describe('a bay that goes down whenever it asks', () => {
  it('pays for the same question four times at most', async () => {
    bay = await CoachBay.open({ budget: budget(50) }, 1);
    addSwings(1);
    bay.server.script = () => ({ kind: 'silence' });
    for (let start = 0; start < 7; start++) {
      const asked = bay.server.questions.length;
      bay.clock.pass(1_000);
      bay.desk.tick();
      if (bay.store.coach.job(1)?.state !== 'given-up') {
        await vi.waitUntil(() => bay.server.questions.length > asked, { timeout: 5_000 });
      }
      bay.restartDesk();
    }
    expect(bay.server.questions).toHaveLength(4);
    expect(bay.store.coach.job(1)).toMatchObject({ state: 'given-up', reason: 'unclear' });
    expect(bay.store.coach.exchanges(10).map(({ state }) => state)).toEqual(['lost', 'lost', 'lost', 'lost']);
  });
});

describe('a batch that is still worked on', () => {
  it('does not end the rest after answers that break off', async () => {
    bay = await CoachBay.open({ budget: budget(50) }, 1);
    const old = bay.addSwing(bay.addPlayer('old'), 9);
    bay.desk.wantSwing(old.id);
    bay.pass(60);
    await bay.run();
    expect(bay.server.batches).toHaveLength(1);
    addSwings(6);
    bay.server.script = () => ({ kind: 'stop-in-mid-answer', text: '{"swingPhases":', next: 'close' });
    for (let second = 0; second < 5 * 60; second++) {
      bay.clock.pass(1_000);
      bay.desk.tick();
      await bay.desk.settled();
    }
    // Each rest is twice the one before: 5 seconds, 10, 20, 40, 80, 160.
    const direct = bay.server.questions.length - 1;
    expect(direct).toBeLessThanOrEqual(8);
  });
});

describe('a question that is refused', () => {
  const REFUSALS: readonly (readonly [string, Refusal, string])[] = [
    ['a portal that answers 404', { kind: 'portal', status: 404 }, 'coach/unreachable'],
    ['a gateway that answers 400', { kind: 'portal', status: 400 }, 'coach/unreachable'],
    ['a model that the account has not', { kind: 'error', status: 404 }, 'coach/model-refused'],
    ['an account that is refused everything', { kind: 'error', status: 400 }, 'coach/question-refused'],
  ];

  it.each(REFUSALS)('is kept where it is not its own fault: %s', async (_, act, code) => {
    bay = await CoachBay.open({ budget: budget(50) }, 1);
    const reports = addSwings(3);
    bay.server.script = () => act;
    bay.server.batchAnswer = act;
    for (let look = 0; look < 12; look++) {
      bay.pass(10);
      await bay.run();
    }
    expect(bay.desk.trouble).toMatchObject({ code, hint: expect.any(String) });
    expect(bay.store.coach.waiting(10).map(({ attempts }) => attempts)).toEqual([0, 0, 0]);
    bay.server.script = truly(reports);
    bay.server.batchAnswer = 'arrives';
    for (let look = 0; look < 6; look++) {
      bay.pass(15);
      await bay.run();
      bay.server.endBatches();
    }
    expect(fromOf(reports)).not.toContain(null);
    expect(bay.desk.trouble).toBeNull();
  });

  it.each([0, 60])('is given up where the service takes the others (after %i minutes)', async (minutes) => {
    bay = await CoachBay.open({ budget: budget(50) });
    const reports = addSwings(3);
    bay.server.script = (question) =>
      whose(question) === 'player 1' ? { kind: 'error', status: 400 } : truly(reports)(question);
    bay.pass(minutes);
    for (let look = 0; look < 4; look++) {
      await bay.run();
      bay.server.endBatches();
      bay.pass(31);
    }
    expect(fromOf(reports).map((from) => from !== null)).toEqual([true, false, true]);
    expect(bay.store.coach.job(2)).toMatchObject({ state: 'given-up', reason: 'question-refused' });
    expect(bay.desk.trouble).toBeNull();
  });
});

describe('a batch that is refused', () => {
  it.each([
    ['the service', { kind: 'error', status: 400 }],
    ['an address that has none', { kind: 'portal', status: 404 }],
    ['a gateway that finds it too large', { kind: 'portal', status: 413 }],
  ] as const)('loses nothing: its questions are asked singly (%s)', async (_, act) => {
    bay = await CoachBay.open({ budget: budget(50) }, 1);
    const reports = addSwings(4);
    bay.server.script = truly(reports);
    bay.server.batchAnswer = act;
    bay.pass(60);
    for (let look = 0; look < 3; look++) {
      await bay.run();
      bay.pass(1);
    }
    expect(fromOf(reports)).toEqual(['asked', 'asked', 'asked', 'asked']);
    expect(bay.server.batches).toHaveLength(1);
    expect(bay.desk.trouble).toBeNull();
  });

  it('goes as a batch after all, where it was the line', async () => {
    bay = await CoachBay.open({ budget: budget(50) }, 1);
    const reports = addSwings(4);
    bay.server.script = () => ({ kind: 'portal', status: 404 });
    bay.server.batchAnswer = { kind: 'portal', status: 404 };
    bay.pass(60);
    await bay.run();
    bay.pass(1);
    await bay.run();
    bay.server.script = truly(reports);
    bay.server.batchAnswer = 'arrives';
    for (let look = 0; look < 4; look++) {
      bay.pass(11);
      await bay.run();
      bay.server.endBatches();
    }
    expect(fromOf(reports)).toEqual(['batch', 'batch', 'batch', 'batch']);
  });

  it('is not forgotten for what a portal says of it', async () => {
    bay = await CoachBay.open({ budget: budget(50) });
    const reports = addSwings(3);
    bay.server.script = truly(reports);
    bay.pass(60);
    await bay.run();
    bay.server.lookAnswer = { kind: 'portal', status: 404 };
    bay.pass(2);
    await bay.run();
    bay.server.lookAnswer = 'arrives';
    bay.server.endBatches();
    bay.pass(11);
    await bay.run();
    expect(fromOf(reports)).toEqual(['batch', 'batch', 'batch']);
    expect(bay.server.batches).toHaveLength(1);
  });
});

describe('a report that can be read no more', () => {
  it('keeps no other question back, neither as the one asked about nor as an earlier one', async () => {
    bay = await CoachBay.open({ budget: budget(50) });
    const player = bay.addPlayer('player 0');
    const earlier = bay.addSwing(player, 0);
    const swing = bay.addSwing(player, 1);
    const reports = new Map([['player 0', swing]]);
    bay.server.script = truly(reports);
    for (const { id } of [swing, earlier]) bay.desk.wantSwing(id);
    bay.damageReport(earlier.id);
    await bay.run();
    expect(fromOf(reports)).toEqual(['asked']);
    expect(bay.store.coach.job(2)).toMatchObject({ state: 'given-up', reason: 'gone' });
  });

  it('keeps no answer back of the batch that it was in', async () => {
    bay = await CoachBay.open({ budget: budget(50) });
    const reports = addSwings(3);
    bay.server.script = truly(reports);
    bay.pass(60);
    await bay.run();
    bay.damageReport(reports.get('player 2')?.id ?? '');
    reports.delete('player 2');
    bay.server.endBatches();
    bay.pass(2);
    await bay.run();
    expect(fromOf(reports)).toEqual(['batch', 'batch']);
    expect(bay.store.coach.openBatches()).toEqual([]);
  });
});

describe('what nobody thought of', () => {
  it('in the judging of one answer loses that one, and is paid for once', async () => {
    bay = await CoachBay.open({ budget: budget(50) });
    const reports = addSwings(3);
    bay.server.script = truly(reports);
    bay.pass(60);
    await bay.run();
    const store = bay.store.swings.storeRevision.bind(bay.store.swings);
    vi.spyOn(bay.store.swings, 'storeRevision').mockImplementation((revision) => {
      if (revision.report.id === reports.get('player 2')?.id) throw new RangeError('Nobody thought of it.');
      return store(revision);
    });
    bay.server.endBatches();
    for (let look = 0; look < 3; look++) {
      bay.pass(31);
      await bay.run();
    }
    expect(fromOf(reports)).toEqual(['batch', 'batch', null]);
    expect(bay.store.coach.job(3)).toMatchObject({ state: 'given-up', reason: 'not-judged' });
    expect(bay.store.coach.exchanges(10).map(({ state, outputTokens }) => [state, outputTokens])).toEqual(
      Array.from(reports, () => ['answered', 611]),
    );
  });

  it('in the making of one question lets the others pass it', async () => {
    bay = await CoachBay.open({ budget: budget(50), parallel: 1 });
    const reports = addSwings(3);
    bay.server.script = truly(reports);
    const list = bay.store.media.list.bind(bay.store.media);
    vi.spyOn(bay.store.media, 'list').mockImplementation((swing) => {
      if (swing === reports.get('player 2')?.id) throw new RangeError('Nobody thought of it.');
      return list(swing);
    });
    await bay.run();
    expect(fromOf(reports)).toEqual(['asked', 'asked', null]);
    expect(bay.store.coach.waiting(10).map(({ id }) => id)).toEqual([3]);
  });
});
