import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CalibrationStatus, calibrationStatusSchema } from '../api/contract/calibration.ts';
import { type BuiltPages, CHROMIUM, openBuiltPages, SHAPES } from './built-pages.fixture.ts';
import { textMisfits } from './dev/text-misfits.ts';
import { de } from './locales/de.ts';
import { ja } from './locales/ja.ts';
import { holdsItsShape } from './page-checks.fixture.ts';

/** The installer's page in a real Chromium, on a bay whose answers are written here. */
if (CHROMIUM === undefined)
  process.stderr.write('tests of the installer’s page are left out: no Chromium in /usr/bin\n');

const BAY = 'http://bay.localhost';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

type Stage = CalibrationStatus['stage'];
type Camera = CalibrationStatus['cameras'][number];

const camera = (name: string, more: Partial<Camera> = {}): Camera => ({
  ...{ name, width: 1280, height: 720, picture: 1, edgePx: 1.6, isSharp: true, coverage: 0.24, views: 9, tilted: 4 },
  ...{ reprojectionPx: 0.31, isReady: false },
  corners: Array.from({ length: 24 }, (_, i): [number, number] => [
    0.4 + 0.03 * (i % 6),
    0.3 + 0.05 * Math.floor(i / 6),
  ]),
  cells: Array.from({ length: 40 }, (_, i) => (i % 7 === 0 ? 1 : i % 5 === 0 ? 0.5 : 0)),
  ...more,
});

const NOWHERE = { camera: null, other: null, row: null, column: null } as const;

function statusAt(stage: Stage, more: Partial<CalibrationStatus> = {}): CalibrationStatus {
  const steps = {
    idle: 'show-board',
    carry: 'fill',
    mat: 'lay-on-mat',
    solving: 'wait',
    solved: 'check-result',
  } as const;
  const step = stage === 'clap' || stage === 'saved' || stage === 'failed' ? stage : steps[stage];
  const hasResult = stage === 'solved' || stage === 'clap' || stage === 'saved';
  return calibrationStatusSchema.parse({
    ...{ stage, columns: 8, rows: 5, progress: 0.42, matLooks: 0, matLooksNeeded: 3, mayGoToMat: false },
    ...{ mayClap: stage === 'solved', sound: null, untaken: [], failure: null },
    guidance:
      stage === 'carry' ? { ...NOWHERE, step, camera: 'face-on', row: 'lower', column: 'left' } : { ...NOWHERE, step },
    cameras: [camera('face-on'), camera('down-the-line', { isReady: true, coverage: 0.41, views: 22 })],
    pairs: [{ a: 'face-on', b: 'down-the-line', moments: 4, isEnough: false }],
    clap: stage === 'clap' ? { heard: 3, asked: 6, misses: 1 } : null,
    result: hasResult
      ? {
          cameras: [
            {
              name: 'face-on',
              lacks: [],
              reprojectionPx: 0.28,
              views: 24,
              focalPx: 1160,
              distanceM: 3.89,
              heightM: 1.2,
            },
            {
              name: 'down-the-line',
              lacks: [],
              reprojectionPx: 0.31,
              views: 24,
              focalPx: 1160,
              distanceM: 3.7,
              heightM: 1.3,
            },
          ],
          pairs: [{ a: 'face-on', b: 'down-the-line', distanceM: 5.2, halvesPercent: 0.2 }],
        }
      : null,
    ...more,
  });
}

const outside = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('main *')]
      .filter((element) => {
        const box = element.getBoundingClientRect();
        return box.width > 0 && (box.bottom > innerHeight + 1 || box.right > innerWidth + 1 || box.left < -1);
      })
      .map((element) => element.outerHTML.slice(0, 80)),
  );

describe.skipIf(CHROMIUM === undefined)('the installer’s page in Chromium', () => {
  let built: BuiltPages;
  let page: Page;
  let status: CalibrationStatus;
  let calls: string[];

  beforeAll(async () => {
    built = await openBuiltPages();
  });

  afterAll(async () => {
    await built?.close();
  });

  beforeEach(async () => {
    status = statusAt('idle');
    calls = [];
    const picture = await sharp({ create: { width: 800, height: 450, channels: 3, background: '#6b7270' } })
      .jpeg()
      .toBuffer();
    page = await built.browser.newPage({ viewport: SHAPES.landscape, reducedMotion: 'reduce' });
    await page.route(`${BAY}/**`, async (route) => {
      const { pathname, search } = new URL(route.request().url());
      if (pathname.includes('/pictures/')) return route.fulfill({ contentType: 'image/jpeg', body: picture });
      if (pathname.startsWith('/api/v1/calibration')) {
        if (route.request().method() === 'POST') calls.push(pathname.slice('/api/v1/calibration'.length) + search);
        return route.fulfill({ json: status });
      }
      const file = join(built.folder, pathname === '/calibrate' ? 'calibrate.html' : pathname);
      if (!existsSync(file)) return route.fulfill({ status: 404 });
      return route.fulfill({ contentType: TYPES[extname(file)] ?? 'image/svg+xml', body: await readFile(file) });
    });
    await page.goto(`${BAY}/calibrate`);
    await page.getByRole('button', { name: 'Begin' }).waitFor();
  });

  afterEach(() => page.close());

  const show = async (next: CalibrationStatus, sentence: string) => {
    status = next;
    await page.getByText(sentence).first().waitFor();
  };

  const judged = (name: string) =>
    holdsItsShape(page, { name: `calibrate-${name}`, shapes: SHAPES, misfits: outside, isAxeAskedInEach: true });

  it('leads from the first word to the saved preset, readable in both shapes and by everybody', {
    timeout: 240_000,
  }, async () => {
    await judged('welcome');
    await page.getByRole('button', { name: 'Begin' }).click();
    await show(statusAt('carry'), 'Face-on: move it to the lower left');
    await judged('carry');
    await show(statusAt('mat'), 'Lay the board on the mat');
    await judged('mat');
    await show(statusAt('solved'), 'Done. Check the lights');
    await judged('result');
    await page.getByRole('button', { name: 'Save' }).click();
    await show(statusAt('saved'), 'In force from the next swing on');
    await judged('saved');
    await expect.poll(() => calls).toEqual(['', '/save']);
  });

  it('offers the mat only when enough was seen, and shows where the board should go', async () => {
    await show(statusAt('carry'), 'Face-on: move it to the lower left');
    expect(await page.getByRole('button').count()).toBe(0);
    const target = await page.locator('[data-camera="face-on"] .calibrating-tile__target').boundingBox();
    const tile = await page.locator('[data-camera="face-on"] .calibrating-tile__picture').boundingBox();
    expect(target!.x + target!.width / 2).toBeLessThan(tile!.x + tile!.width / 2);
    expect(target!.y).toBeGreaterThan(tile!.y + tile!.height / 2);
    expect(await page.locator('[data-camera="down-the-line"] .calibrating-tile__target').count()).toBe(0);
    status = statusAt('carry', { mayGoToMat: true });
    await page.getByRole('button', { name: 'Go on to the mat' }).click();
    await expect.poll(() => calls).toEqual(['/mat']);
  });

  it('keeps the shape of its pictures', async () => {
    await show(statusAt('carry'), 'Face-on: move it to the lower left');
    for (const viewport of Object.values(SHAPES)) {
      await page.setViewportSize(viewport);
      const fits = await page
        .locator('.calibrating-tile__picture > *')
        .evaluateAll((all) =>
          all.map((each) => each.tagName === 'svg' || getComputedStyle(each).objectFit === 'contain'),
        );
      expect(fits).toEqual([true, true, true, true]);
    }
  });

  it('asks where the microphone is before it listens for claps, and says what it heard', {
    timeout: 240_000,
  }, async () => {
    await show(statusAt('solved'), 'Done. Check the lights');
    await page.getByRole('button', { name: 'Measure the microphone too' }).click();
    await judged('microphone');
    await page.getByRole('button', { name: 'Start listening' }).click();
    expect(calls).toEqual([]);
    await page.getByLabel('From the ball to the microphone').fill('1.6');
    await page.getByLabel('Height of the microphone').fill('0.9');
    await page.getByRole('button', { name: 'Start listening' }).click();
    await show(statusAt('clap'), '3 of 6');
    await expect.poll(() => calls).toEqual(['/clap?distanceM=1.6&heightM=0.9']);
    await judged('clap');
    await show(
      statusAt('solved', { sound: { delayMs: 14.2, deviationMs: 0.9, claps: 5 } }),
      'Microphone: 14.2 ± 1.8 ms late, from 5 claps.',
    );
  });

  it.each([
    ['de', de],
    ['ja', ja],
  ] as const)('has room for its words in another language: %s', { timeout: 240_000 }, async (language, words) => {
    await page.goto(`${BAY}/calibrate?lang=${language}`);
    await page.getByRole('button', { name: words['calibrate.begin'] }).waitFor();
    expect(await page.title()).toBe(`Swingbay: ${words['calibrate.title']}`);
    const fits = async (name: string) => {
      for (const viewport of Object.values(SHAPES)) {
        await page.setViewportSize(viewport);
        await expect.poll(() => textMisfits(page), { message: name }).toEqual([]);
      }
      await judged(`${name}-${language}`);
    };
    await fits('welcome');
    const carried = statusAt('carry', { mayGoToMat: true });
    for (const step of ['show-to-camera', 'come-nearer', 'both'] as const) {
      const guidance = { ...NOWHERE, step, camera: 'down-the-line', other: 'face-on' };
      await show({ ...carried, guidance }, words[`calibrate.step.${step}.why`].split('{')[0] ?? '');
      for (const viewport of Object.values(SHAPES)) {
        await page.setViewportSize(viewport);
        await expect.poll(() => textMisfits(page), { message: step }).toEqual([]);
      }
    }
    await show(carried, words['calibrate.step.fill.why']);
    await fits('carry');
    await show(statusAt('solved'), words['calibrate.step.check-result']);
    await fits('result');
    await page.getByRole('button', { name: words['calibrate.clap'] }).click();
    await fits('microphone');
  });

  it('says which cameras a saved preset does not reach', async () => {
    await show(statusAt('saved', { untaken: ['down-the-line'] }), 'Down the line: the bay’s configuration file');
  });
});
