import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../api/contract/language.ts';
import { loginOf, personIn } from '../api/fixtures/people-in-test.ts';
import type { CoachJob } from '../store/coach-repository.ts';
import { type BuiltPages, CHROMIUM, openBuiltPages } from './built-pages.fixture.ts';
import { holdsItsShape, notReachedByKeyboard, widerThanPage } from './page-checks.fixture.ts';
import { openSeason, type PhoneSeason } from './phone/phone-season.fixture.ts';
import { mediaOfTheRun } from './scripted-media.fixture.ts';

/** Every question to Claude and what became of it, in a real Chromium on the real API. */
if (CHROMIUM === undefined) process.stderr.write('tests of the coach’s book are left out: no Chromium in /usr/bin\n');

const DESK = { desk: { width: 1280, height: 800 }, tablet: { width: 1024, height: 1366 } };
const TITLES: Readonly<Record<Language, string>> = {
  en: 'What Claude was asked',
  de: 'Was Claude gefragt wurde',
  ja: 'Claudeへの質問',
};
const NOW_MS = Date.parse('2026-11-24T18:00:00.000Z');

let pages: BuiltPages;
let season: PhoneSeason;
let page: Page;
let errors: string[];

beforeAll(async () => {
  if (CHROMIUM === undefined) return;
  pages = await openBuiltPages();
  season = await openSeason(pages.folder, await mediaOfTheRun());
  fillBook();
});
afterAll(async () => {
  await season?.close();
  await pages?.close();
});
beforeEach(async () => {
  if (CHROMIUM === undefined) return;
  errors = [];
  page = await pages.browser.newPage({ viewport: DESK.desk, deviceScaleFactor: 2, reducedMotion: 'reduce' });
  page.on('pageerror', (error) => errors.push(error.message));
});
afterEach(async () => {
  if (CHROMIUM === undefined) return;
  await page.close();
  expect(errors).toEqual([]);
});

/** As the desk writes it: thirty that went well, then everything that may become of one. */
function fillBook(): void {
  const { coach } = season.api.store;
  const wanted = (subject: string): CoachJob => {
    coach.want({ task: 'swing', subject, player: season.player });
    const job = coach.waiting(100).find((each) => each.subject === subject);
    if (job === undefined) throw new Error('Nobody asked.');
    return job;
  };
  const ask = (job: CoachJob, outcome: Parameters<typeof coach.close>[1] | null): void => {
    const [exchange] = coach.open([
      {
        ...{ job, way: 'direct', bay: 'bay-1', facility: 'North Range', day: '2026-11-24', model: 'claude-opus-5-5' },
        ...{ reserved: { tokens: 9_000, pico: 9e9 }, question: { turns: [], pictures: [] } },
      },
    ]);
    const tokens = { input: 1_200, cacheRead: 11_000, cacheWrite5m: 0, cacheWrite1h: 0, output: 640 };
    if (outcome !== null)
      coach.close(exchange?.id ?? 0, { tokens, costPico: 12_500_000_000, latencyMs: 4_210, ...outcome });
  };
  const found = (...problems: string[]) => problems.map((problem) => ({ path: 'x', problem, found: 'a secret word' }));
  for (let at = 0; at < 30; at++) {
    const job = wanted(`swing-${at}`);
    ask(job, { state: 'answered', verdict: 'grounded' });
    coach.settle(job.id, 'answered');
  }
  const repaired = wanted('repaired');
  ask(repaired, { state: 'answered', verdict: 'ungrounded', problems: found('number-not-in-the-report') });
  ask(repaired, { state: 'answered', verdict: 'grounded' });
  coach.settle(repaired.id, 'answered');
  const refused = wanted('refused');
  ask(refused, { state: 'answered', verdict: 'ungrounded', problems: found('drill-unknown', 'unknown-claimed') });
  ask(refused, { state: 'answered', verdict: 'ungrounded', problems: found('unknown-claimed') });
  coach.settle(refused.id, 'given-up', 'ungrounded');
  const declined = wanted('declined');
  ask(declined, { state: 'refused', detail: 'Not about this.' });
  coach.settle(declined.id, 'given-up', 'refused');
  ask(wanted('cut'), { state: 'broken-off', detail: 'the stream ended too early' });
  ask(wanted('under way'), null);
}

async function openAs(role: 'staff' | 'coach', address: string, language: Language = 'en'): Promise<void> {
  const person = await personIn(season.api, role, `${role} of ${language} ${Math.random()}`);
  const { accessToken, refreshToken, player } = await loginOf(season.api, person.player);
  await page.clock.setFixedTime(NOW_MS);
  await page.addInitScript(
    (kept) => localStorage.setItem('swingbay.login', kept),
    JSON.stringify({
      ...{ player, accessToken, refreshToken },
      ...{ accessEndsAtMs: NOW_MS + 8e5, refreshEndsAtMs: NOW_MS + 8e6 },
    }),
  );
  await page.goto(`${season.api.origin}/coach?lang=${language}${address}`);
}

const rows = () => page.locator('.coach-exchanges tbody tr');

describe.skipIf(CHROMIUM === undefined)('the book of Claude’s answers', () => {
  it.each(LANGUAGES)('says in %s what became of every question, and is reached by keyboard', async (language) => {
    await openAs('staff', '#exchanges', language);
    await page.getByRole('heading', { name: TITLES[language] }).waitFor();
    await expect.poll(() => rows().count()).toBe(30);
    await holdsItsShape(page, {
      ...{ name: `coach-exchanges-${language}`, shapes: DESK, misfits: widerThanPage, isAxeAskedInEach: true },
    });
    expect(await notReachedByKeyboard(page)).toEqual([]);
  });

  it('tells staff why an answer did not come, and no word of a player’s', async () => {
    await openAs('staff', '#exchanges');
    await expect.poll(() => rows().count()).toBe(30);
    const outcomes = await page.locator('.coach-exchanges__outcome').allInnerTexts();
    expect(outcomes.slice(0, 7).map((words) => words.replaceAll(/\s*\n\s*/g, ' | '))).toEqual([
      'On its way',
      'Broken off on the way | It is asked again. | the stream ended too early',
      'Claude declined | The bay’s own coach stands. | Not about this.',
      'Refused by the checker: a claim about what was not measured | The bay’s own coach stands.',
      'Refused by the checker: a drill that does not exist and a claim about what was not measured | The bay’s own coach stands.',
      'Repaired and shown',
      'Refused by the checker: a number that is not in the report | Another try was shown.',
    ]);
    expect(await page.content()).not.toContain('secret');
    const colours = await page
      .locator('.coach-exchanges__outcome > span:first-child')
      .evaluateAll((spans) => spans.map((span) => getComputedStyle(span).color));
    // Failures stand out; what is under way and what was mended does not.
    const isPlain = colours.slice(0, 7).map((colour) => colour === colours.at(-1));
    expect(isPlain).toEqual([true, false, false, false, false, true, false]);
  });

  it('goes on with older ones, each once', async () => {
    await openAs('staff', '#exchanges');
    await expect.poll(() => rows().count()).toBe(30);
    await page.getByRole('button', { name: 'Show older ones' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => rows().count()).toBe(37);
    expect(await page.getByRole('button', { name: 'Show older ones' }).count()).toBe(0);
  });

  it('is found by staff from the costs, where no lesson is theirs to open', async () => {
    await openAs('staff', '');
    await page.getByRole('heading', { name: 'What Claude costs' }).waitFor();
    await expect.poll(() => page.locator('.coach-costs__table tbody a').count()).toBe(0);
    await page.getByRole('link', { name: 'Every question' }).click();
    await page.getByRole('heading', { name: TITLES.en }).waitFor();
    await page.getByRole('link', { name: 'Back to the costs' }).click();
    await page.getByRole('heading', { name: 'What Claude costs' }).waitFor();
  });

  it('shows a coach whom nobody chose that nothing of theirs was asked', async () => {
    await openAs('coach', '#exchanges');
    await page.getByText('Nothing was asked yet.').waitFor();
    await holdsItsShape(page, {
      ...{ name: 'coach-exchanges-none', shapes: DESK, misfits: widerThanPage, isAxeAskedInEach: true },
    });
  });
});
