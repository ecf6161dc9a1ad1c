/**
 * `swingbay bench coach`: how soon the bay's own coach has spoken, what of scripted answers good and bad reaches a
 * player, and whether the book of costs and the budget hold. The service is a server of this machine on the real wire.
 */
import { isDeepStrictEqual } from 'node:util';
import { CoachBay, TEST_PRICES, whose } from '../../../../cloud-sync/coach/coach-bay.fixture.ts';
import { costPico, dailyLimit, tokensOf } from '../../../../cloud-sync/coach/coach-costs.ts';
import { coachedReport } from '../../../../cloud-sync/coach/coached-swing.fixture.ts';
import {
  addVisit,
  type CoachedVisit,
  playCases,
  TOGETHER_CASES,
  trueWords,
} from '../../../../cloud-sync/coach/coached-visit.fixture.ts';
import { SWING_CASES } from '../../../../cloud-sync/coach/swing-cases.fixture.ts';
import { offlineAdvice } from '../../../swing/advice/offline-advice.ts';
import { LANGUAGES } from '../../../swing/advice/language.ts';
import { textIn } from '../../../swing/advice/texts.ts';
import { visitWords } from '../../../swing/coach/visit-words.ts';
import { weekOf } from '../../../swing/coach/week-of.ts';
import { weekWords } from '../../../swing/coach/week-words.ts';
import type { SwingReport } from '../../../swing/report/swing-report.ts';
import { atMost, type Figure, told } from '../figure.ts';

/** As many as a visit's page looks at. */
const SHOTS = 60;
const SWINGS_ASKED = 54;
const VISITS_LATE = 12;
/** “At once”: half of what a finger notices, and a swing's much sooner. The slowest of a hundred are the machine's. */
const SWING_MS_MAX = 5;
const TOGETHER_MS_MAX = 50;
/** A machine that does other things besides must not look like a line that breaks. */
const PATIENT = { answerSecondsMax: 120 };
const UNLIMITED = 1e9;
const DAYS_OF_BACKLOG = 10;

export async function benchCoach({ quick }: { readonly quick: boolean }): Promise<Figure[]> {
  return [...offlineFigures(quick ? 50 : 500), ...(await answerFigures()), ...(await backlogFigures())];
}

function offlineFigures(rounds: number): Figure[] {
  const shots = Array.from({ length: SHOTS }, (_, seed) => coachedReport(seed));
  const goals = [{ id: 'shoulder-turn', at: 'top', low: 85, high: null, club: null }] as const;
  const language = (round: number) => LANGUAGES[round % LANGUAGES.length] ?? 'en';
  return [
    ...timed('a swing', SWING_MS_MAX, rounds, (round) => {
      const { metrics, faults } = shots[round % SHOTS] as SwingReport;
      return offlineAdvice(metrics, faults).map((key) => textIn(language(round), key));
    }),
    ...timed('a visit of 60 shots', TOGETHER_MS_MAX, rounds, (round) => visitWords(shots, language(round))),
    ...timed('a week of 60 shots', TOGETHER_MS_MAX, rounds, (round) =>
      weekWords({ swings: shots, goals }, language(round)),
    ),
  ];
}

function timed(what: string, msMax: number, rounds: number, work: (round: number) => unknown): Figure[] {
  const tookMs = Array.from({ length: rounds }, (_, round) => {
    const from = performance.now();
    work(round);
    return performance.now() - from;
  }).sort((a, b) => a - b);
  const at = (share: number): number => tookMs[Math.min(tookMs.length - 1, Math.floor(share * tookMs.length))] ?? 0;
  return [
    atMost(`the bay’s own words about ${what}, median`, at(0.5), 'ms', msMax),
    told(`the bay’s own words about ${what}, 99 of 100`, at(0.99), 'ms'),
  ];
}

/** Swings, visits and weeks with answers of every kind. */
async function answerFigures(): Promise<Figure[]> {
  const bay = await CoachBay.open({ budget: budgetOf(5_000), ...PATIENT });
  try {
    const visits = TOGETHER_CASES.map((one, index) => [addVisit(bay, index), one] as const);
    playCases(bay, visits);
    const together = bay.server.script;
    const swings = Array.from({ length: SWINGS_ASKED }, (_, at) => {
      const one = SWING_CASES[at % SWING_CASES.length] as (typeof SWING_CASES)[number];
      return { name: `case ${at}`, one, report: bay.addSwing(bay.addPlayer(`case ${at}`), 900_000 + at) };
    });
    const tries = new Map<string, number>();
    bay.server.script = (question, way) => {
      const swing = swings.find(({ name }) => name === whose(question));
      if (swing === undefined) return together(question, way);
      const acts = swing.one.acts(swing.report);
      const before = tries.get(swing.name) ?? 0;
      tries.set(swing.name, before + 1);
      return acts[Math.min(before, acts.length - 1)] ?? { kind: 'error', status: 400 };
    };
    for (const { report } of swings) bay.desk.wantSwing(report.id);
    for (const [{ session }] of visits) bay.desk.wantVisit(session);
    await bay.run();
    const shown = [
      ...swings.map(({ report, one }) => ({
        isShown: bay.store.swings.report(report.id).advice.claude !== null,
        isTrue: one.reachesThePlayer,
      })),
      ...visits.flatMap(([visit, one]) =>
        (['visit', 'week'] as const).map((task) => ({
          isShown: isShown(bay, task, visit),
          isTrue: one.reachesThePlayer,
        })),
      ),
    ];
    const spent = bay.store.coach.spentOn('2026-11-20');
    const counted = {
      tokens: bay.server.counted.reduce((sum, { usage }) => sum + tokensOf(usage), 0),
      pico: bay.server.counted.reduce((sum, { usage, way }) => sum + costPico(usage, TEST_PRICES, way), 0),
    };
    return [
      told('answers played, good and bad', shown.length, 'jobs'),
      exactly(
        'made-up answers that reached a player',
        shown.filter((one) => one.isShown && !one.isTrue).length,
        0,
        'jobs',
      ),
      exactly('true answers that did not', shown.filter((one) => !one.isShown && one.isTrue).length, 0, 'jobs'),
      told('tokens that the service counted', counted.tokens, 'tokens'),
      exactly('tokens that the book is off by', Math.abs(spent.tokens - counted.tokens), 0, 'tokens'),
      exactly('cost that the book is off by, in 10⁻¹² of the currency', Math.abs(spent.pico - counted.pico), 0, 'pico'),
    ];
  } finally {
    await bay.close();
  }
}

function isShown(bay: CoachBay, task: 'visit' | 'week', visit: CoachedVisit): boolean {
  const subject = task === 'visit' ? visit.session : weekOf(bay.clock.wall());
  const { answer } = bay.store.coachBook.standing(task, subject, visit.player);
  return answer !== null && isDeepStrictEqual(answer.document, trueWords(task, visit));
}

/** Twelve hours without a line: what has waited goes as batches, by the day's budget. */
async function backlogFigures(): Promise<Figure[]> {
  const bay = await CoachBay.open({ budget: budgetOf(1), batchQuestionsMax: 10, ...PATIENT }, 1);
  try {
    const [truth] = TOGETHER_CASES;
    const visits = Array.from({ length: VISITS_LATE }, (_, index) => addVisit(bay, index));
    if (truth !== undefined) {
      playCases(
        bay,
        visits.map((visit) => [visit, truth] as const),
      );
    }
    const monday = weekOf(bay.clock.wall());
    await bay.server.goOffline();
    for (const { session } of visits) bay.desk.wantVisit(session);
    await bay.run();
    bay.pass(12 * 60);
    await bay.server.comeBack();
    for (let hour = 0; hour < 24 * DAYS_OF_BACKLOG && isUnderWay(bay); hour++) {
      await bay.run();
      bay.server.endBatches();
      bay.pass(60);
    }
    await bay.run();
    const answered = visits.flatMap(({ session, player }) =>
      [
        bay.store.coachBook.standing('visit', session, player),
        bay.store.coachBook.standing('week', monday, player),
      ].filter(({ answer }) => answer !== null),
    ).length;
    const limit = dailyLimit(bay.config).pico;
    const days = Array.from(
      { length: DAYS_OF_BACKLOG },
      (_, day) => bay.store.coach.spentOn(`2026-11-${20 + day}`).pico,
    );
    const { counted, batches } = bay.server;
    return [
      told('backlog of twelve hours', 2 * VISITS_LATE, 'questions'),
      exactly('of them not answered in the end', 2 * VISITS_LATE - answered, 0, 'questions'),
      told('batches', batches.length, 'batches'),
      exactly(
        'of the backlog sent at the full price',
        counted.filter(({ way }) => way !== 'batch').length,
        0,
        'questions',
      ),
      atMost('the dearest day, as a share of its budget', Math.max(...days) / limit, 'ratio', 1),
    ];
  } finally {
    await bay.close();
  }
}

function isUnderWay(bay: CoachBay): boolean {
  return bay.store.coach.waiting(1).length + bay.store.coach.openBatches().length > 0;
}

function budgetOf(moneyPerDay: number) {
  const limits = { tokensPerDay: UNLIMITED, moneyPerDay };
  return { bay: limits, facility: limits, facilityBays: 1 };
}

function exactly(name: string, value: number, limit: number, unit: string): Figure {
  return { name, value, unit, floor: null, ratio: null, limit, ok: value === limit };
}
