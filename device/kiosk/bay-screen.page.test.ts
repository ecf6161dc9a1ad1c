import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { BayBench } from './bay-in-test.fixture.ts';
import { CHROMIUM, SHAPES } from './built-pages.fixture.ts';
import { type ScriptedBay, wait } from './dev/scripted-bay.ts';
import { SCRIPTED_EVENTS_MS } from './dev/scripted-golfer.ts';
import { PICTURE } from './dev/scripted-picture.ts';
import { keepPictures, violations } from './page-checks.fixture.ts';
import { RESULT_MIN_MS } from './screen/screen-state.ts';

/** The built page in a real Chromium, on a scripted bay that speaks HTTP, WebSocket and H.264. */
const FRAME_MS = 1000 / PICTURE.fps;

let bay: ScriptedBay;
let page: Page;
let origin: string;
const bench = new BayBench('the bay’s screen');

beforeEach(async () => {
  ({ bay, page, origin } = await bench.open());
  await page.goto(origin);
  /** The bay's name comes with its greeting: what is sent before it, nobody hears. */
  await page.getByText('Bay 7').waitFor();
  await page.getByText('The cameras will find you.').waitFor();
});

const shoot = (name: string) => keepPictures(page, name, SHAPES);

const pictureOf = (camera: string, tile: 'camera-tile' | 'replay-tile') =>
  page.locator(`.${tile}[data-camera="${camera}"] canvas`);

const drawn = (tile: 'camera-tile' | 'replay-tile') =>
  expect.poll(() => page.locator(`.${tile} canvas[data-skeleton="drawn"]`).count(), { timeout: 10_000 }).toBe(2);

/** Times that the two replays show, in milliseconds of the report. */
const replayTimes = () =>
  page
    .locator('.replay-tile canvas')
    .evaluateAll((canvases) => canvases.map((canvas) => Number((canvas as HTMLCanvasElement).dataset['timeMs'])));

/** Elements that reach out of the page or whose content does not fit them. */
const misfits = () =>
  page.evaluate(() => {
    const cards = '.state-panel,.last-swing-card,.first-swing-guide,.verdict,.work-on-card,.number-list,.screen-header';
    const cut = [...document.querySelectorAll(cards)].filter(
      (card) => card.scrollHeight > card.clientHeight + 2 || card.scrollWidth > card.clientWidth + 2,
    );
    const outside = [...document.querySelectorAll('main *')].filter((element) => {
      const box = element.getBoundingClientRect();
      const isStrip = element.closest('.session-list, .replay-tile, .spoken-only, .key-frame-strip__picture') !== null;
      return !isStrip && box.width > 0 && (box.bottom > innerHeight + 1 || box.right > innerWidth + 1 || box.left < -1);
    });
    return [...cut, ...outside].map((element) => element.className);
  });

/** Pairs of words in a row of numbers that touch each other, in any page of the list. */
const collisions = () =>
  page.evaluate(() => {
    const words = '.number-row__name, .number-row__value, .number-row__at, .number-row__direction, .number-row__range';
    const boxOf = (element: Element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return range.getBoundingClientRect();
    };
    return [...document.querySelectorAll('.number-row')].flatMap((row) => {
      const all = [...row.querySelectorAll(words)].filter((each) => each.textContent !== '');
      return all.flatMap((one, index) =>
        all.slice(index + 1).flatMap((other) => {
          const [a, b] = [boxOf(one), boxOf(other)];
          const isApart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top + 2 || b.bottom <= a.top + 2;
          return isApart ? [] : [`${one.textContent} / ${other.textContent}`];
        }),
      );
    });
  });

async function measuredSwing(facts: Parameters<ScriptedBay['detect']>[0] = {}) {
  const swing = bay.detect(facts);
  bay.complete(swing);
  await page.getByRole('heading', { name: 'Early extension' }).waitFor();
  return swing;
}

describe.skipIf(CHROMIUM === undefined)('the bay screen in Chromium', () => {
  it('tells a first visitor what to do, then shows them live with their skeleton', async () => {
    await page.getByText('Step onto the mat with a club').waitFor();
    bay.enter('address');
    await page.getByText('Swing when you like.').waitFor();
    await drawn('camera-tile');
    const colours = await pictureOf('face-on', 'camera-tile').evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
      let lime = 0;
      let sky = 0;
      for (let at = 0; at < data.length; at += 4) {
        if (data[at] === 0xc8 && data[at + 1] === 0xf5) lime += 1;
        if (data[at] === 0x6f && data[at + 1] === 0xd3) sky += 1;
      }
      return { lime, sky };
    });
    expect(colours.lime).toBeGreaterThan(1000);
    expect(colours.sky).toBeGreaterThan(1000);
    expect(await misfits()).toEqual([]);
    await shoot('live-first');
  });

  it('replays a swing while it is measured, and then shows what it means', async () => {
    bay.enter('address');
    const swing = await bay.swing();
    bay.progress(swing, 0.4);
    await page.getByText('Measuring your swing…').waitFor();
    await expect.poll(() => page.locator('.replay-tile[data-ready="true"]').count()).toBe(2);
    await shoot('measuring');
    bay.complete(swing);
    bay.enter('occupied');
    await page.getByRole('heading', { name: 'Early extension' }).waitFor();
    await page.getByText('Seat against the wall').waitFor();
    await page.getByText('84°').waitFor();
    await drawn('replay-tile');
    const pictures = page.locator('.key-frame-strip img');
    await expect
      .poll(() =>
        pictures.evaluateAll((all) => all.filter((each) => (each as HTMLImageElement).naturalWidth > 0).length),
      )
      .toBe(8);
    expect(await misfits()).toEqual([]);
    await page.setViewportSize(SHAPES.portrait);
    await expect.poll(misfits).toEqual([]);
    await shoot('result');
  });

  it('keeps name and value of every number apart, on every page and in both shapes', async () => {
    await measuredSwing();
    await page.getByRole('button', { name: 'All numbers' }).click();
    for (const viewport of Object.values(SHAPES)) {
      await page.setViewportSize(viewport);
      for (const part of await page.locator('.all-numbers__part').all()) {
        await part.click();
        await expect.poll(collisions).toEqual([]);
        await expect.poll(misfits).toEqual([]);
      }
    }
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    bay.warn([{ code: 'camera/stalled', message: 'x', hint: null, camera: 'down-the-line' }], 'down-the-line');
    await page.getByText('The down-the-line camera has stopped').waitFor();
    for (const viewport of Object.values(SHAPES)) {
      await page.setViewportSize(viewport);
      await expect.poll(misfits).toEqual([]);
    }
    await shoot('result-warning');
  });

  it('says calmly that the cameras are in place, and plainly when one is not', async () => {
    await page.getByText('Cameras in place').waitFor();
    await shoot('cameras-in-place');
    bay.warn([{ code: 'camera/moved', message: 'x', hint: null, camera: 'face-on' }]);
    await page.getByText('A camera has moved').waitFor();
    await page.getByText('The face-on camera has been moved').waitFor();
    for (const viewport of Object.values(SHAPES)) {
      await page.setViewportSize(viewport);
      await expect.poll(misfits).toEqual([]);
    }
    await shoot('camera-moved');
    await measuredSwing();
    await expect.poll(() => page.getByRole('status', { name: 'A camera has moved' }).count()).toBe(1);
    await shoot('camera-moved-result');
  });

  it('stands still at a key moment in every camera, and goes on by one frame', async () => {
    await measuredSwing();
    await drawn('replay-tile');
    await page.getByRole('button', { name: 'Impact', exact: true }).click();
    const near = (timeMs: number) => async () =>
      (await replayTimes()).every((shown) => Math.abs(shown - timeMs) <= FRAME_MS * 0.75);
    await expect.poll(near(SCRIPTED_EVENTS_MS.impact)).toBe(true);
    await page.getByRole('button', { name: 'One frame on' }).click();
    await expect.poll(near(SCRIPTED_EVENTS_MS.impact + FRAME_MS)).toBe(true);
  });

  it('plays all cameras in step at each speed', async () => {
    await measuredSwing();
    await drawn('replay-tile');
    for (const speed of ['Half speed', 'Full speed', 'Quarter speed']) {
      await page.getByRole('button', { name: speed }).click();
      await wait(500);
      for (let sample = 0; sample < 5; sample += 1) {
        const [first = 0, second = 0] = await replayTimes();
        expect(Math.abs(first - second)).toBeLessThanOrEqual(FRAME_MS * 3);
        await wait(60);
      }
    }
  });

  it('comes back to the live picture for the next ball and keeps the last swing beside it', async () => {
    await measuredSwing({ score: 7.4 });
    bay.enter('occupied');
    await wait(RESULT_MIN_MS + 300);
    bay.enter('address');
    await page.getByText('Swing when you like.').waitFor();
    await page.getByRole('heading', { name: 'Last swing' }).waitFor();
    expect(await misfits()).toEqual([]);
    await drawn('camera-tile');
    await shoot('live');
    await page.getByRole('button', { name: 'Swing 1, score 7.4 of 10' }).click();
    await page.getByRole('heading', { name: 'Early extension' }).waitFor();
  });

  it('says a practice swing, slow motion and what was not measured', async () => {
    await measuredSwing({ kind: 'practice', isSlowMotion: true });
    await page.getByText('Practice swing', { exact: true }).waitFor();
    await page.getByText('Slow-motion video').waitFor();
    bay.enter('address');
    await page.getByText('Ready', { exact: true }).waitFor();
    expect((await page.locator('.screen-header').boundingBox())?.height).toBeLessThan(90);
    bay.enter('occupied');
    await page.getByRole('button', { name: 'All numbers' }).click();
    await page.getByRole('button', { name: 'Not measured' }).click();
    await page.getByText('the clip is in slow motion').waitFor();
    await shoot('withheld');
  });

  it('says in the golfer’s words that a camera has stopped, and goes on with the other', async () => {
    bay.enter('address');
    await drawn('camera-tile');
    bay.warn([{ code: 'camera/stalled', message: 'x', hint: null, camera: 'down-the-line' }], 'down-the-line');
    await page.getByText('The down-the-line camera has stopped').waitFor();
    await page.getByText('Waiting for the picture…').waitFor();
    await expect(pictureOf('face-on', 'camera-tile').getAttribute('data-skeleton')).resolves.toBe('drawn');
    expect(await misfits()).toEqual([]);
    await shoot('warning');
  });

  it('comes back by itself, with a ticket of its own, after the bay was restarted', async () => {
    bay.enter('address');
    const swing = await measuredSwing();
    await bay.close();
    await page.getByText('The bay does not answer').waitFor();
    await shoot('lost');
    ({ bay } = await bench.bay({ port: Number(new URL(origin).port) }));
    bay.swings.push(swing);
    await page.getByText('The bay does not answer').waitFor({ state: 'detached', timeout: 20_000 });
    expect(bay.ticketsGiven).toBe(1);
    await page.getByRole('button', { name: 'Live picture' }).click();
    bay.enter('address');
    await drawn('camera-tile');
  });

  it('has nothing that axe objects to, live and with a result, in both shapes', async () => {
    bay.enter('address');
    await drawn('camera-tile');
    expect(await violations(page)).toEqual([]);
    await measuredSwing();
    await drawn('replay-tile');
    for (const viewport of Object.values(SHAPES)) {
      await page.setViewportSize(viewport);
      expect(await violations(page)).toEqual([]);
    }
  });
});
