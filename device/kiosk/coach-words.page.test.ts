import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../api/contract/language.ts';
import { loginOf, personIn } from '../api/fixtures/people-in-test.ts';
import { weekOf } from '../swing/coach/week-of.ts';
import type { VisitSummary, WeeklyPlan } from '../swing/report/coach-answer.ts';
import { type BuiltPages, CHROMIUM, openBuiltPages } from './built-pages.fixture.ts';
import { holdsItsShape, notReachedByKeyboard, widerThanPage } from './page-checks.fixture.ts';
import { openSeason, type PhoneSeason } from './phone/phone-season.fixture.ts';
import { mediaOfTheRun } from './scripted-media.fixture.ts';

/** What coaches say about visits and weeks, on a phone and on the coach's page, in a real Chromium on the real API. */
if (CHROMIUM === undefined) process.stderr.write('tests of coaches’ words are left out: no Chromium in /usr/bin\n');

const PHONE = { phone: { width: 390, height: 844 }, tablet: { width: 820, height: 1180 } };
const DESK = { desk: { width: 1280, height: 800 }, tablet: { width: 1024, height: 1366 } };
const TITLES: Readonly<Record<Language, { visit: string; week: string; costs: string }>> = {
  en: { visit: 'Your visit', week: 'Your week', costs: 'What Claude costs' },
  de: { visit: 'Dein Besuch', week: 'Deine Woche', costs: 'Was Claude kostet' },
  ja: { visit: '今回の来場', week: '今週のプラン', costs: 'Claudeの費用' },
};

const SUMMARY: VisitSummary = {
  overview: 'A patient visit: your backswing has found its time, and the club follows it.',
  positives: ['You kept your balance to the end.'],
  focus: [{ what: 'Let your shoulders turn a little longer.', why: 'The club then comes from the inside by itself.' }],
  drills: [{ drillId: 'stop-at-the-top', why: 'It gives the turn its time.' }],
  coachingCues: ['Wait for your back to face the target.'],
};
const PLAN: WeeklyPlan = {
  aim: 'A calm week with one thought: finish the turn.',
  days: [
    {
      day: 1,
      focus: 'Without a ball.',
      drills: [{ drillId: 'stop-at-the-top', why: 'Feel the end of it.' }],
      event: 'top',
    },
    { day: 4, focus: 'With balls.', drills: [{ drillId: 'stop-at-the-top', why: 'The same.' }], event: null },
  ],
  howToTell: 'Your back faces the target before the club comes down.',
};

let pages: BuiltPages;
let season: PhoneSeason;
let page: Page;
let errors: string[];

beforeAll(async () => {
  if (CHROMIUM === undefined) return;
  pages = await openBuiltPages();
  season = await openSeason(pages.folder, await mediaOfTheRun());
});
afterAll(async () => {
  await season?.close();
  await pages?.close();
});
beforeEach(async () => {
  if (CHROMIUM === undefined) return;
  errors = [];
  page = await pages.browser.newPage({ viewport: PHONE.phone, deviceScaleFactor: 2, reducedMotion: 'reduce' });
  page.on('pageerror', (error) => errors.push(error.message));
});
afterEach(async () => {
  if (CHROMIUM === undefined) return;
  await page.close();
  expect(errors).toEqual([]);
});

const newestVisit = () =>
  season.api.store.swings.list({ player: season.player, kind: 'shot' }, 1).swings[0]?.session ?? '';

function shows(name: string): Promise<void> {
  return holdsItsShape(page, {
    ...{ name: `coach-${name}`, shapes: PHONE, misfits: widerThanPage, isWhole: true, isAxeAskedInEach: true },
  });
}

/** As the desk keeps what was found to be true. */
function answered(task: 'visit' | 'week', subject: string, document: object): void {
  const { coach } = season.api.store;
  coach.want({ task, subject, player: season.player });
  const job = coach.waiting(10).find((each) => each.task === task);
  if (job === undefined) throw new Error('Nobody asked.');
  const day = '2026-11-24';
  const [exchange] = coach.open([
    {
      ...{ job, way: 'direct', bay: 'bay-1', facility: 'North Range', day, model: 'model-a' },
      ...{ reserved: { tokens: 9_000, pico: 9e9 }, question: { turns: [], pictures: [] } },
    },
  ]);
  coach.close(exchange?.id ?? 0, {
    ...{ state: 'answered', verdict: 'grounded', answeredBy: 'model-a', latencyMs: 900, costPico: 12_500_000_000 },
    tokens: { input: 1_200, cacheRead: 11_000, cacheWrite5m: 0, cacheWrite1h: 0, output: 640 },
    answer: JSON.stringify(document),
  });
  coach.keepAnswer(job.id, { language: 'en', model: 'model-a', document: { ...document } });
}

describe.skipIf(CHROMIUM === undefined)('a coach’s words on the phone', () => {
  it.each(LANGUAGES)(
    'are the bay’s own at once, in %s, with the reason why Claude’s are not there',
    async (language) => {
      await season.open(page, `#visit/${newestVisit()}`, language);
      await page.getByRole('heading', { name: TITLES[language].visit }).waitFor();
      await page.locator('.coach-cards__overview').waitFor();
      await page.getByRole('switch').waitFor();
      await expect.poll(() => page.locator('.drills__link').count()).toBeGreaterThanOrEqual(2);
      await shows(`visit-${language}`);
      await season.open(page, '#week', language);
      await page.getByRole('heading', { name: TITLES[language].week }).waitFor();
      await expect.poll(() => page.locator('.week-day').count()).toBe(3);
      await shows(`week-${language}`);
    },
  );

  it('are found from the swings and from the drills, and every drill of the plan shows its picture', async () => {
    await season.open(page, '#swings');
    await page.locator('.visit-link').first().click();
    await page.getByRole('heading', { name: 'Your visit' }).waitFor();
    await page.getByRole('link', { name: 'Your week' }).click();
    await page.locator('.week-day .drills__link').first().click();
    await page.locator('.drill-picture svg').first().waitFor();
    await page.goBack();
    await page.locator('.week-day').first().waitFor();
    expect(await notReachedByKeyboard(page)).toEqual([]);
    await page.getByRole('link', { name: 'Drills' }).last().click();
    await page.locator('.week-link').waitFor();
    await shows('drills-en');
  });

  it('count what was done of the plan', async () => {
    await season.open(page, '#week');
    await page.getByText(/^0 of \d+ done$/).waitFor();
    await page
      .getByRole('button', { name: /^Mark as done/ })
      .first()
      .focus();
    await page.keyboard.press('Enter');
    await page.getByText(/^1 of \d+ done$/).waitFor();
    expect(await page.locator('.week-day__drill[data-done="true"]').count()).toBe(1);
    await shows('week-done-en');
  });

  it('wait for Claude once the player agrees right there, and say what it waits for', async () => {
    await season.open(page, '#week');
    await page.getByRole('switch').click();
    await page.getByText('Claude is reading your numbers').waitFor();
    season.api.coach.current = { ...season.api.coach.current, isOverBudget: true };
    await season.open(page, '#week');
    await page.getByText('Today’s budget for Claude is spent').waitFor();
    await shows('week-budget-en');
    season.api.coach.current = { ...season.api.coach.current, isOverBudget: false };
  });

  it('are Claude’s on top when they are there, and say so', async () => {
    answered('visit', newestVisit(), SUMMARY);
    answered('week', weekOf(new Date('2026-11-24T18:00:00.000Z')), PLAN);
    await season.open(page, `#visit/${newestVisit()}`);
    await page.getByText(SUMMARY.overview).waitFor();
    await page.getByText('Written by Claude').waitFor();
    await page.getByText('What the bay’s own coach says').click();
    await shows('visit-claude-en');
    await season.open(page, '#week');
    await page.getByText(PLAN.aim).waitFor();
    expect(await page.locator('.week-day').count()).toBe(2);
    await shows('week-claude-en');
  });
});

describe.skipIf(CHROMIUM === undefined)('the coach’s page', () => {
  it.each(LANGUAGES)(
    'tells in %s what Claude cost for the coach’s own players, beside the limits',
    async (language) => {
      const coach = await personIn(season.api, 'coach', `Coach of ${language}`);
      season.api.store.accounts.assignCoach(coach.player, season.player);
      const { accessToken, refreshToken, player } = await loginOf(season.api, coach.player);
      const nowMs = new Date('2026-11-24T18:00:00.000Z').getTime();
      await page.setViewportSize(DESK.desk);
      await page.clock.setFixedTime(nowMs);
      await page.addInitScript(
        (kept) => localStorage.setItem('swingbay.login', kept),
        JSON.stringify({
          ...{ player, accessToken, refreshToken },
          ...{ accessEndsAtMs: nowMs + 8e5, refreshEndsAtMs: nowMs + 8e6 },
        }),
      );
      await page.goto(`${season.api.origin}/coach?lang=${language}#costs`);
      await page.getByRole('heading', { name: TITLES[language].costs }).waitFor();
      await expect.poll(() => page.locator('.coach-costs__table tbody tr').count()).toBe(2);
      expect(await page.locator('.coach-costs__table').innerText()).toContain('North Range');
      await holdsItsShape(page, {
        name: `coach-costs-${language}`,
        shapes: DESK,
        misfits: widerThanPage,
        isAxeAskedInEach: true,
      });
      expect(await notReachedByKeyboard(page)).toEqual([]);
    },
  );
});
