import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AXE_FILE, type BuiltPages, CHROMIUM, openBuiltPages, SCREENSHOTS, SHAPES } from './built-pages.fixture.ts';
import { ScriptedBay, wait } from './dev/scripted-bay.ts';
import type { ScriptedMedia } from './dev/scripted-media.ts';
import { mediaOfTheRun } from './scripted-media.fixture.ts';

/** The games in a real Chromium: the beat on the audio clock, a swing beside it, ten swings and the board. */
if (CHROMIUM === undefined) process.stderr.write('games tests are left out: no Chromium in /usr/bin\n');

let pages: BuiltPages;
let media: ScriptedMedia;
let bay: ScriptedBay;
let page: Page;
let origin: string;

beforeAll(async () => {
  if (CHROMIUM === undefined) return;
  pages = await openBuiltPages();
  media = await mediaOfTheRun();
});

afterAll(async () => {
  await pages?.close();
});

beforeEach(async () => {
  bay = new ScriptedBay({ media, pages: pages.folder, session: 'visit-1' });
  origin = `http://localhost:${await bay.listen()}`;
  page = await pages.browser.newPage({ viewport: SHAPES.landscape, reducedMotion: 'reduce' });
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

afterEach(async () => {
  await page.close();
  await bay.close();
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

async function violations(): Promise<string[]> {
  await page.evaluate(await readFile(AXE_FILE, 'utf8'));
  return page.evaluate(async () => {
    const axe = (
      globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
    ).axe;
    return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

/** In both shapes: nothing is cut, axe has no objection, and a picture is kept. */
async function holdsItsShape(name: string): Promise<void> {
  for (const [shape, viewport] of Object.entries(SHAPES)) {
    await page.setViewportSize(viewport);
    await wait(200);
    await page.screenshot({ path: join(SCREENSHOTS, `${name}-${shape}.png`) });
    expect(await misfits()).toEqual([]);
    expect(await violations()).toEqual([]);
  }
  await page.setViewportSize(SHAPES.landscape);
}

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
    for (const beat of ['start', 'top', 'ball']) {
      await page.locator(`.tempo-trainer__mark[data-beat="${beat}"][data-lit="true"]`).waitFor({ timeout: 15_000 });
    }
    await page.getByRole('button', { name: 'Stop the beat' }).press('Enter');
    await expect.poll(() => page.locator('[data-lit="true"]').count()).toBe(0);
    const count = (await clicks()).length;
    await wait(700);
    expect(await clicks()).toHaveLength(count);
  });

  it('shows a swing beside the beat with what really differs and what was not measured', async () => {
    await page.goto(`${origin}/games.html`);
    await page.getByText('Start the beat, listen twice').waitFor();
    await holdsItsShape('tempo-first');
    bay.complete(bay.detect());
    await page.getByText('Longer than the beat (0.70 s)').waitFor();
    await page.getByText('On the beat (0.23 s), as far as can be measured').waitFor();
    await page.getByText('that moment was not seen clearly').waitFor();
    await page.getByRole('button', { name: '27 / 9' }).click();
    await page.getByText('On the beat (0.90 s), as far as can be measured').waitFor();
    await holdsItsShape('tempo-swing');
  });
});

describe.skipIf(CHROMIUM === undefined)('the consistency challenge in Chromium', () => {
  it('counts the swings, then shows points, what they rest on, and the board with this visit in it', async () => {
    bay.games.swings = 4;
    await page.goto(`${origin}/games.html#consistency`);
    await page.getByText('4 of 10 swings').waitFor();
    await page.getByText('Guest').first().waitFor();
    await holdsItsShape('consistency-under-way');
    bay.games.swings = 10;
    bay.complete(bay.detect());
    await page.getByText('81 points').waitFor();
    await page.getByText('measuring alone: ±').first().waitFor();
    await page.getByText('You, now').waitFor();
    await expect.poll(() => page.locator('.metric-dots').count()).toBe(10);
    await expect.poll(() => page.locator('.metric-dots').first().locator('.metric-dots__dot').count()).toBe(10);
    await holdsItsShape('consistency-done');
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
