import { describe, expect, it } from 'vitest';
import { AfterSwing, FRAME_MS, STRETCH, WORDS } from './after-swing.fixture.ts';
import { CHROMIUM, SHAPES } from './built-pages.fixture.ts';
import { SCRIPTED_EVENTS_MS } from './dev/scripted-golfer.ts';
import { textMisfits } from './dev/text-misfits.ts';
import type { en } from './locales/en.ts';
import { holdsItsShape, keepPictures, tabStops } from './page-checks.fixture.ts';

/** What the bay screen says after a swing: numbers, comparison, and room for every word, in a real Chromium. */
const LANGUAGES = ['en', 'de', 'ja'] as const;
const after = new AfterSwing('the result');

const UHD = { 'landscape-4k': { width: 3840, height: 2160 }, 'portrait-4k': { width: 2160, height: 3840 } };

/** An eighteenth of the screen’s height. */
const READ_FROM_MAT_PX = 60;

const judged = (name: string) =>
  holdsItsShape(after.page, { name: `after-${name}`, shapes: SHAPES, misfits: textMisfits });

describe.skipIf(CHROMIUM === undefined)('every state after a swing has room for its words', () => {
  it.each(LANGUAGES)('in %s', { timeout: 120_000 }, async (language) => {
    await after.open(language);
    const say = WORDS[language];
    const button = (key: keyof typeof en) => after.page.getByRole('button', { name: say[key], exact: true });
    await after.threeSwings(language);
    await after.page.locator('.view-tools__tool', { hasText: say['views.ghost'] }).click();
    await after.drawn('ghost');
    await after.page.getByRole('button', { name: say['event.mid-downswing'] }).click();
    await judged(`result-${language}`);
    await button('views.space').click();
    await after.page.locator('.figure-view__canvas').waitFor();
    await judged(`space-${language}`);
    await button('views.space').click();
    await after.page.locator('.number-tile__open').first().click();
    await judged(`number-${language}`);
    await button('result.back').click();
    await button('numbers.all').click();
    for (const part of await after.page.locator('.all-numbers__part').all()) {
      await part.click();
      await expect.poll(() => textMisfits(after.page)).toEqual([]);
    }
    await judged(`numbers-${language}`);
    await button('result.back').click();
    await button('beside.open').click();
    await after.page.locator('.difference-row').first().waitFor();
    await after.page.getByRole('slider').press('PageUp');
    await judged(`compare-${language}`);
    await keepPictures(after.page, `after-compare-${language}`, UHD);
  });
});

describe.skipIf(CHROMIUM === undefined)('a swing in which nothing stands out', () => {
  it.each(LANGUAGES)('has its five numbers below one another, to be read from the mat, in %s', async (language) => {
    await after.open(language);
    await after.threeSwings(language);
    const [swing] = after.bay.swings;
    if (swing !== undefined) after.bay.measureAgain(swing, { faults: [], drills: [] });
    await after.page.getByRole('heading', { name: WORDS[language]['fault.none'], exact: true }).waitFor();
    for (const viewport of Object.values(SHAPES)) {
      await after.page.setViewportSize(viewport);
      const values = after.page.locator('.number-tile__value');
      const look = () =>
        values.evaluateAll((all) => ({
          columns: new Set(all.map((each) => Math.round(each.getBoundingClientRect().right))).size,
          smallestType: Math.min(...all.map((each) => Number.parseFloat(getComputedStyle(each).fontSize))),
        }));
      await expect
        .poll(look)
        .toEqual({ columns: 1, smallestType: expect.toSatisfy((size) => size >= READ_FROM_MAT_PX) });
    }
    await judged(`nothing-${language}`);
  });
});

describe.skipIf(CHROMIUM === undefined)('a hand that was wrongly recognised', () => {
  it.each(LANGUAGES)('is corrected by a tap, and the swing measured anew, in %s', async (language) => {
    await after.open(language);
    await after.threeSwings(language);
    const say = WORDS[language];
    const tap = after.page.getByRole('button', { name: `${say['hand.right']}: ${say['hand.change.left']}` });
    const asked = after.page.waitForRequest((request) => request.url().endsWith('/handedness'));
    await tap.press('Enter');
    expect((await asked).postDataJSON()).toEqual({ handedness: 'left' });
    await after.page.getByText(say['hand.measuring.left']).waitFor();
    await judged(`hand-${language}`);
    const [swing] = after.bay.swings;
    if (swing !== undefined) after.bay.measureAgain(swing, { handedness: 'left' });
    await after.page.getByRole('button', { name: `${say['hand.left']}: ${say['hand.change.right']}` }).waitFor();
  });
});

describe.skipIf(CHROMIUM === undefined)('the numbers', () => {
  it('are five, begin with the fault’s own, and explain themselves at a tap', async () => {
    await after.open();
    await after.threeSwings();
    const tiles = after.page.locator('.number-tile');
    expect(await tiles.count()).toBe(5);
    await tiles.first().getByText('Spine angle').waitFor();
    await tiles.first().getByText('best swing so far 32').waitFor({ state: 'attached' });
    await tiles.first().getByRole('button').press('Enter');
    await after.page.getByText('How far your upper body leans toward the ball.').waitFor();
    await after.page.getByText('This number shows what you work on first.').waitFor();
    await after.page.getByText('really different').waitFor();
    expect(await after.page.locator('.number-detail__history circle').count()).toBe(3);
    await after.page.getByRole('button', { name: 'Back', exact: true }).click();
    expect(await tiles.count()).toBe(5);
  });

  it('are all there one tap away, moment by moment, each to be opened', async () => {
    await after.open();
    await after.threeSwings();
    await after.page.getByRole('button', { name: 'All numbers' }).click();
    await after.page.getByRole('group', { name: 'Moment of the swing' }).getByRole('button', { name: 'Top' }).click();
    await after.page.locator('.number-row', { hasText: 'X-factor' }).click();
    await after.page.getByRole('heading', { name: 'X-factor at the top' }).waitFor();
    await after.page.getByRole('button', { name: 'Back', exact: true }).click();
    await after.page.getByRole('heading', { name: 'All numbers' }).waitFor();
  });
});

describe.skipIf(CHROMIUM === undefined)('two swings compared', () => {
  it('are at the same place of the swing, however slow the earlier one was', async () => {
    await after.open();
    await after.threeSwings();
    await after.page.getByRole('button', { name: 'Compare' }).click();
    await after.page.getByRole('heading', { name: 'Swing 1 and Swing 3' }).waitFor();
    await after.drawn('skeleton');
    const slider = after.page.getByRole('slider');
    await slider.press('Home');
    for (const event of ['address', 'toe-up', 'mid-backswing', 'top', 'mid-downswing', 'impact'] as const) {
      await slider.press('PageUp');
      await expect
        .poll(
          async () => {
            const [earlier = 0, now = 0] = await after.shownTimes();
            const off = [earlier - SCRIPTED_EVENTS_MS[event] * STRETCH, now - SCRIPTED_EVENTS_MS[event]];
            return off.every((each) => Math.abs(each) <= FRAME_MS);
          },
          { message: event },
        )
        .toBe(true);
    }
    await after.page.getByRole('button', { name: 'Play', exact: true }).click();
    await after.page.getByRole('button', { name: 'Half speed' }).click();
    await after.presented(40);
    const offMs = ([earlier = 0, now = 0]: number[]) => {
      const isInSwing = now * 1000 > SCRIPTED_EVENTS_MS.address && now * 1000 < SCRIPTED_EVENTS_MS.finish;
      return isInSwing ? Math.abs(earlier / STRETCH - now) * 1000 : 0;
    };
    const samples = await after.presented(40);
    for (const { clocks } of samples) expect(offMs(clocks)).toBeLessThan(FRAME_MS * 2);
    // A machine that is busy shows a frame late now and then; the clocks of both are in step all the same.
    const near = samples.filter(({ media }) => offMs(media) < FRAME_MS * 2);
    expect(near.length / samples.length).toBeGreaterThan(0.8);
  });

  it('say which numbers really differ, for any swing of the visit and from every camera', async () => {
    await after.open();
    await after.threeSwings();
    await after.page.getByRole('button', { name: 'Compare' }).click();
    await after.page.getByText('2 real differences').waitFor();
    await after.page.locator('.difference-row[data-verdict="worse"]', { hasText: 'Spine angle' }).waitFor();
    await after.page.getByRole('button', { name: /Swing 2/ }).press('Enter');
    await after.page.getByRole('heading', { name: 'Swing 2 and Swing 3' }).waitFor();
    await after.page.getByText('1 real difference', { exact: true }).waitFor();
    await after.page.getByRole('button', { name: 'Down the line' }).click();
    await expect.poll(() => after.page.locator('.replay-tile[data-camera="down-the-line"]').count()).toBe(2);
    await after.drawn('skeleton');
    await after.page.getByRole('button', { name: 'Back', exact: true }).click();
    await after.page.getByRole('heading', { name: 'Early extension' }).waitFor();
  });

  it('say that they cannot be compared just now, and lead back', async () => {
    await after.page.route('**/compare/**', (route) => route.abort());
    await after.open();
    await after.threeSwings();
    await after.page.getByRole('button', { name: 'Compare' }).click();
    await after.page.getByText('The comparison cannot be fetched just now').waitFor();
    await after.page.getByRole('button', { name: 'Back', exact: true }).click();
    await after.page.getByRole('heading', { name: 'Early extension' }).waitFor();
  });

  it('give way to the next swing', async () => {
    await after.open();
    await after.threeSwings();
    await after.page.getByRole('button', { name: 'Compare' }).click();
    await after.page.locator('.difference-row').first().waitFor();
    after.bay.detect();
    await after.page.getByText('Measuring your swing…').waitFor();
  });
});

it.skipIf(CHROMIUM === undefined)('every control of a result is reached and worked by keyboard alone', async () => {
  await after.open();
  await after.threeSwings();
  await after.page.locator('.number-tile').first().waitFor();
  const reached = await tabStops(after.page, 60);
  expect(reached).not.toContain('no ring');
  for (const wanted of ['Skeleton', 'Hand path', '3D', 'Compare', 'Place in the swing', 'Pause', 'All numbers']) {
    expect(
      reached.some((name) => name.includes(wanted)),
      wanted,
    ).toBe(true);
  }
});
