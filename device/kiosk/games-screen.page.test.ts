import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { BayBench } from './bay-in-test.fixture.ts';
import { CHROMIUM, SHAPES } from './built-pages.fixture.ts';
import { type ScriptedBay, wait } from './dev/scripted-bay.ts';
import { holdsItsShape } from './page-checks.fixture.ts';

/** The games in a real Chromium: the beat on the audio clock, a swing beside it, ten swings and the board. */
let bay: ScriptedBay;
let page: Page;
let origin: string;
const bench = new BayBench('the games');

beforeEach(async () => {
  ({ bay, page, origin } = await bench.open());
  // Every sound that is handed to the audio clock, with when it was to begin and what the clock said then.
  await page.addInitScript(() => {
    const clicks: { atS: number; nowS: number; rate: number }[] = [];
    const start = AudioBufferSourceNode.prototype.start;
    AudioBufferSourceNode.prototype.start = function (when = 0) {
      const { currentTime, sampleRate } = this.context;
      clicks.push({ atS: when, nowS: currentTime, rate: sampleRate });
      start.call(this, when);
    };
    Object.assign(globalThis, { clicks });
  });
});

const clicks = () =>
  page.evaluate(() => (globalThis as unknown as { clicks: { atS: number; nowS: number; rate: number }[] }).clicks);

const misfits = () =>
  page.evaluate(() =>
    [...document.querySelectorAll('main *, header *')].flatMap((element) => {
      if (element.closest('.spoken-only, .metric-dots__strip, .beat-verdict__scale') !== null) return [];
      const box = element.getBoundingClientRect();
      const isOutside = box.width > 0 && (box.bottom > innerHeight + 1 || box.right > innerWidth + 1 || box.left < -1);
      const isCut = element.matches('section, ul, ol') && element.scrollHeight > element.clientHeight + 2;
      return isOutside || isCut ? [element.className] : [];
    }),
  );

const looksRight = (name: string) => holdsItsShape(page, { name, shapes: SHAPES, misfits, isAxeAskedInEach: true });

describe.skipIf(CHROMIUM === undefined)('the tempo trainer in Chromium', () => {
  it('hands each click to the audio clock before its time, on a whole sample, as far apart as the rhythm says', async () => {
    await page.goto(`${origin}/games.html`);
    await page.getByRole('button', { name: '24 / 8' }).click();
    await page.getByRole('button', { name: 'Start the beat' }).click();
    await expect.poll(async () => (await clicks()).length, { timeout: 15_000 }).toBeGreaterThanOrEqual(5);
    const heard = await clicks();
    const samples = heard.map(({ atS, rate }) => atS * rate);
    for (const [n, { atS, nowS }] of heard.entries()) {
      expect(atS).toBeGreaterThanOrEqual(nowS);
      expect(Math.abs((samples[n] ?? 0) - Math.round(samples[n] ?? 0))).toBeLessThan(1e-3);
    }
    const rate = heard[0]?.rate ?? 0;
    const [start = 0, top = 0, ball = 0] = samples;
    expect(Math.abs(top - start - 0.8 * rate)).toBeLessThanOrEqual(1);
    expect(Math.abs(ball - top - (8 / 30) * rate)).toBeLessThanOrEqual(1);
  });

  it('lights its marks with the beat, and is dark and silent when it is stopped', async () => {
    await page.goto(`${origin}/games.html`);
    await page.getByRole('button', { name: 'Start the beat' }).click();
    // A mark is lit for a tenth of a second, which a look from outside may miss.
    const lit = await page.locator('.tempo-trainer__mark').evaluateAll(
      (marks) =>
        new Promise<string[]>((resolve) => {
          const seen = new Set<string>();
          const observer = new MutationObserver((changes) => {
            for (const { target } of changes) {
              const { beat = '', lit: isLit } = (target as HTMLElement).dataset;
              if (isLit === 'true') seen.add(beat);
            }
            if (seen.size === marks.length) resolve([...seen]);
          });
          for (const mark of marks) observer.observe(mark, { attributes: true, attributeFilter: ['data-lit'] });
        }),
    );
    expect(lit.toSorted()).toEqual(['ball', 'start', 'top']);
    await page.getByRole('button', { name: 'Stop the beat' }).press('Enter');
    await expect.poll(() => page.locator('[data-lit="true"]').count()).toBe(0);
    const count = (await clicks()).length;
    await wait(700);
    expect(await clicks()).toHaveLength(count);
  });

  it('shows a swing beside the beat with what really differs and what was not measured', async () => {
    await page.goto(`${origin}/games.html`);
    await page.getByText('Start the beat, listen twice').waitFor();
    await looksRight('tempo-first');
    bay.complete(bay.detect());
    await page.getByText('Longer than the beat (0.70 s)').waitFor();
    await page.getByText('On the beat (0.23 s), as far as can be measured').waitFor();
    await page.getByText('that moment was not seen clearly').waitFor();
    await page.getByRole('button', { name: '27 / 9' }).click();
    await page.getByText('On the beat (0.90 s), as far as can be measured').waitFor();
    await looksRight('tempo-swing');
  });
});

describe.skipIf(CHROMIUM === undefined)('the consistency challenge in Chromium', () => {
  it('counts the swings, then shows points, what they rest on, and the board with this visit in it', async () => {
    bay.games.swings = 4;
    await page.goto(`${origin}/games.html#consistency`);
    await page.getByText('4 of 10 swings').waitFor();
    await page.getByText('Guest').first().waitFor();
    await looksRight('consistency-under-way');
    bay.games.swings = 10;
    bay.complete(bay.detect());
    await page.getByText('81 points').waitFor();
    await page.getByText('measuring alone: ±').first().waitFor();
    await page.getByText('You, now').waitFor();
    await expect.poll(() => page.locator('.metric-dots').count()).toBe(10);
    await expect.poll(() => page.locator('.metric-dots').first().locator('.metric-dots__dot').count()).toBe(10);
    await looksRight('consistency-done');
  });

  it('gives way to the bay screen once nobody has been on the mat for a while, and not while somebody is', async () => {
    await page.clock.install();
    await page.goto(`${origin}/games.html#consistency`);
    await page.getByText('0 of 10 swings').waitFor();
    bay.enter('occupied');
    await wait(500);
    await page.clock.fastForward(60_000);
    expect(page.url()).toContain('games');
    bay.enter('empty');
    await wait(500);
    await page.clock.fastForward(60_000);
    await page.waitForURL(`${origin}/`);
  });

  it('is reached from the bay screen, and leads back, by keyboard', async () => {
    await page.goto(`${origin}/`);
    await page.getByRole('link', { name: 'Games' }).press('Enter');
    await page.getByRole('link', { name: 'Consistency' }).press('Enter');
    await page.getByText('0 of 10 swings').waitFor();
    await page.getByRole('link', { name: 'Back' }).press('Enter');
    await page.getByText('Bay 7').waitFor();
  });
});
