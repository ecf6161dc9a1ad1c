import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BuiltPages, CHROMIUM, openBuiltPages } from './built-pages.fixture.ts';
import type { ScriptedMedia } from './dev/scripted-media.ts';
import { holdsItsShape, widerThanPage } from './page-checks.fixture.ts';
import { openSeason, type PhoneSeason, SLOWER } from './phone/phone-season.fixture.ts';
import { mediaOfTheRun } from './scripted-media.fixture.ts';

/** Progress, goals, two swings and drills on a phone, in a real Chromium on the real API with an autumn of swings. */
if (CHROMIUM === undefined)
  process.stderr.write('tests of the phone’s progress are left out: no Chromium in /usr/bin\n');

const SHAPES = { phone: { width: 390, height: 844 }, tablet: { width: 820, height: 1180 } };
const THUMB = 43.5;

let pages: BuiltPages;
let media: ScriptedMedia;
let season: PhoneSeason;
let page: Page;
let errors: string[];

beforeAll(async () => {
  if (CHROMIUM === undefined) return;
  pages = await openBuiltPages();
  media = await mediaOfTheRun();
  season = await openSeason(pages.folder, media);
});
afterAll(async () => {
  await season?.close();
  await pages?.close();
});

beforeEach(async () => {
  if (CHROMIUM === undefined) return;
  errors = [];
  page = await pages.browser.newPage({ viewport: SHAPES.phone, deviceScaleFactor: 2, reducedMotion: 'reduce' });
  page.on('pageerror', (error) => errors.push(error.message));
});
afterEach(async () => {
  if (CHROMIUM === undefined) return;
  await page.close();
  expect(errors).toEqual([]);
});

/** What a thumb would miss; a link within a sentence or a table is as tall as its words. */
const smallTargets = () =>
  page.evaluate(
    (px) =>
      [
        ...document.querySelectorAll(
          'main a[href], main button, main select, main summary, main input:not([type=radio])',
        ),
      ]
        .filter((element) => element.closest('table, .compare__names, .goal-card__title, .drills__history') === null)
        .flatMap((element) => {
          const { width, height } = element.getBoundingClientRect();
          if (width === 0 || (width >= px && height >= px)) return [];
          return [`${element.className} ${Math.round(width)} × ${Math.round(height)}: ${element.textContent}`];
        }),
    THUMB,
  );

/** In both shapes: nothing lies beside the screen, axe has no objection, thumbs hit, and a picture is kept. */
function looksRight(name: string): Promise<void> {
  const misfits = async () => [...(await widerThanPage(page)), ...(await smallTargets())];
  return holdsItsShape(page, {
    name: `progress-${name}`,
    shapes: SHAPES,
    misfits,
    isWhole: true,
    isAxeAskedInEach: true,
  });
}

/** On a busy machine a page is slow. */
function eventually<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: 20_000 });
}

/** Tab by tab to whatever has this name, then Enter. */
async function pressByKeyboard(name: string): Promise<void> {
  for (let step = 0; step < 80; step++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() =>
      document.activeElement === document.body ? '' : (document.activeElement?.textContent ?? ''),
    );
    if (!focused.includes(name)) continue;
    await page.keyboard.press('Enter');
    return;
  }
  throw new Error(`“${name}” cannot be reached by keyboard`);
}

describe.skipIf(CHROMIUM === undefined)('progress on the phone', () => {
  it('says in words what has really changed, and what form of the day and measuring make', async () => {
    await season.open(page, '#progress');
    await page.getByRole('heading', { name: /numbers have really changed/ }).waitFor();
    const turn = page.locator('.progress__finding', { hasText: 'Shoulder turn' });
    await eventually(() => turn.innerText()).toMatch(/has really got better: from 6\d° to 8\d° since \d+ Oct|Oct \d+/);
    expect(await turn.innerText()).toMatch(/Form of the day and measuring alone make ±\d+°/);
    const rows = page.locator('.progress__row');
    expect(await rows.first().innerText()).toMatch(/really/);
    expect(await page.locator('.progress__row[data-metric="pelvis-turn/top"]').innerText()).not.toMatch(/really/);
    await eventually(() => page.locator('.weeks-chart rect').count()).toBe(10);
    await looksRight('overview-en');
  });

  it('shows one number with every shot, its real change as a step, and visit by visit, all by keyboard', async () => {
    await season.open(page, '#progress');
    await page.locator('.progress__row').first().waitFor();
    await pressByKeyboard('Shoulder turn');
    await page.getByRole('heading', { name: 'Shoulder turn' }).waitFor();
    await eventually(() => page.locator('.trend-chart__shot').count()).toBe(96);
    expect(await page.locator('.trend-chart__level').count()).toBe(8);
    expect(await page.locator('.trend-chart__level[data-before="true"]').count()).toBe(4);
    expect(await page.locator('.trend-chart__day').count()).toBe(1);
    await pressByKeyboard('Visit by visit');
    await eventually(() => page.locator('.progress__table tbody tr').count()).toBe(8);
    await looksRight('metric-en');
    await pressByKeyboard('All numbers');
    await page.getByRole('heading', { name: 'Progress' }).waitFor();
  });

  it.each(['de', 'ja'])('speaks %s', async (language) => {
    await season.open(page, '#progress', language);
    await page.locator('.progress__finding').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
    await looksRight(`overview-${language}`);
    await page.locator('.progress__row').first().click();
    await page.locator('.trend-chart__shot').first().waitFor();
    await looksRight(`metric-${language}`);
  });
});

describe.skipIf(CHROMIUM === undefined)('goals on the phone', () => {
  it('are reached only where measuring leaves no doubt', async () => {
    await season.open(page, '#progress/goals');
    const reached = page.locator('.goal-card[data-status="reached"]');
    await eventually(() => reached.innerText()).toMatch(
      /Shoulder turn[\s\S]*at least 75°[\s\S]*Reached: 8\d°, and surely/,
    );
    const open = page.locator('.goal-card:not([data-status="reached"])');
    await eventually(() => open.innerText()).toMatch(/32° to 40°/);
    await looksRight('goals-en');
  });

  it('are set by keyboard, warned of where measuring could never tell, and given up again', async () => {
    await season.open(page, '#progress/x-factor/top');
    await page.locator('.trend-chart__level').first().waitFor();
    await pressByKeyboard('Set a goal for it');
    const least = page.getByLabel('At least');
    await eventually(() => least.inputValue()).toBe('30');
    await page.getByLabel('At most').fill('31');
    await page.getByText('it could never say for sure').waitFor();
    await looksRight('goal-new-en');
    await least.fill('60');
    await page.getByRole('button', { name: 'Set this goal' }).press('Enter');
    await page.getByText('has to be more than').waitFor();
    await page.getByLabel('At most').fill('');
    await least.fill('35');
    await page.getByRole('button', { name: 'Set this goal' }).press('Enter');
    const card = page.locator('.goal-card', { hasText: 'X-factor' });
    await card.getByText('at least 35°').waitFor();
    // What was swung before it was set does not count.
    await card.getByText('Hit three shots in a visit').waitFor();
    await card.getByRole('button', { name: 'Give this goal up' }).press('Enter');
    await card.getByRole('button', { name: 'Give it up' }).press('Enter');
    await eventually(() => card.count()).toBe(0);
  });

  it.each(['de', 'ja'])('speak %s', async (language) => {
    await season.open(page, '#progress/goals', language);
    await page.locator('.goal-card').first().waitFor();
    await looksRight(`goals-${language}`);
    await page.goto(page.url().replace(/#.*/, '#progress/goal/pelvis-turn/impact'));
    await page.locator('.goal-form').waitFor();
    await looksRight(`goal-new-${language}`);
  });
});

describe.skipIf(CHROMIUM === undefined)('two swings on the phone', () => {
  it('are chosen as the pairs that people look at, or one by one', async () => {
    await season.open(page, '#compare');
    await page.getByRole('link', { name: 'First visit and last' }).waitFor();
    await looksRight('compare-choice-en');
    await page.locator('.compare__choice').nth(2).press('Enter');
    await page.getByText('Now choose the second one').waitFor();
    await page.locator('.compare__choice').nth(0).press('Enter');
    await page.getByRole('heading', { name: 'Two swings' }).waitFor();
    await page
      .getByText(/really differ|Nothing really differs/)
      .first()
      .waitFor();
  });

  it('play in step: both pass each moment together though one takes longer', async () => {
    const { first, last } = season.filmed;
    await season.open(page, `#compare/${first}/${last}`);
    await page.getByText(/numbers? really differs?/).waitFor();
    await page.locator('.compare__finding', { hasText: 'Shoulder turn' }).waitFor();
    for (const side of ['first', 'second']) {
      await page.locator(`.replay-pair__side[data-side="${side}"][data-ready="true"]`).waitFor();
    }
    const times = () =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLVideoElement>('.replay-pair__side video')].map((video) => video.currentTime),
      );
    const inStep = ([one = 0, other = 0]: number[]) => Math.abs(other - one * SLOWER);
    await page.getByRole('button', { name: 'at the top' }).press('Enter');
    await eventually(async () => (await times())[0]).toBeCloseTo(1.8, 1);
    expect(inStep(await times())).toBeLessThan(0.05);
    await page.getByRole('button', { name: 'Play' }).press('Enter');
    await eventually(async () => (await times())[0]).toBeGreaterThan(1.95);
    expect(inStep(await times())).toBeLessThan(0.15);
    await page.getByRole('button', { name: 'Pause' }).press('Enter');
    await page.getByRole('button', { name: 'at impact' }).press('Enter');
    await page.locator('.skeleton-pair').waitFor();
    await page.locator('summary', { hasText: 'All numbers' }).press('Enter');
    await looksRight('compare-en');
  });

  it.each(['de', 'ja'])('speak %s', async (language) => {
    const { first, last } = season.filmed;
    await season.open(page, `#compare/${first}/${last}`, language);
    await page.locator('.skeleton-pair').waitFor();
    await page.locator('.replay-pair__side[data-ready="true"]').first().waitFor();
    await page.locator('.progress__more summary').click();
    await looksRight(`compare-${language}`);
  });
});

describe.skipIf(CHROMIUM === undefined)('drills on the phone', () => {
  it('are recommended with why, told with whether they show, and found by their faults', async () => {
    await season.open(page, '#drills');
    await page.getByRole('heading', { name: 'For you, now' }).waitFor();
    await page.getByText('Does it show?').waitFor();
    await page.getByText(/has really got better, by \d+° more/).waitFor();
    await page.getByText('Whether it was the drill, no number can say').waitFor();
    await pressByKeyboard('Short turn');
    await looksRight('drills-en');
  });

  it('are done with a note that is found again, by keyboard', async () => {
    await season.open(page, '#drills');
    await page.locator('.drills__history a').last().press('Enter');
    await page.locator('.drill-picture > svg').waitFor();
    expect(await page.locator('.drill-steps li').count()).toBeGreaterThan(1);
    await page.getByLabel('Notes').fill('Felt the back stretch');
    await page.getByRole('button', { name: 'I have done it' }).press('Enter');
    await page.getByText('Noted. Well done.').waitFor();
    await page.getByText('Done 2 times').waitFor();
    await page.getByText('Felt the back stretch').waitFor();
    await looksRight('drill-en');
  });

  it.each(['de', 'ja'])('speak %s', async (language) => {
    await season.open(page, '#drills', language);
    await page.locator('.drills__history a').first().waitFor();
    await looksRight(`drills-${language}`);
    await page.locator('.drills__history a').last().click();
    await page.locator('.drill-picture > svg').waitFor();
    await looksRight(`drill-${language}`);
  });
});

describe.skipIf(CHROMIUM === undefined)('a player at the beginning', () => {
  it('is told how far it is until anything can be said', async () => {
    const young = await openSeason(pages.folder, media, { to: 2, handedness: 'left' });
    try {
      await young.open(page, '#progress');
      await page.getByText('No number has really changed yet').waitFor();
      await page.getByText('Too early to tell: 2 more visits').first().waitFor();
      await looksRight('young-en');
      await page.goto(page.url().replace(/#.*/, '#progress/goals'));
      await page.getByText('No goals yet').waitFor();
      await looksRight('young-goals-en');
      await page.goto(page.url().replace(/#.*/, '#drills'));
      await page.locator('.phone-card .drills__link').first().press('Enter');
      await page.locator('.drill-picture > svg').waitFor();
    } finally {
      await page.close();
      await young.close();
    }
  });
});
