/** What every page is asked in its tests, in each of its shapes: room for its words, axe, the keyboard, a picture. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page, ViewportSize } from 'playwright-core';
import { expect } from 'vitest';
import { readEnvironment } from '../config/environment.ts';
import { AXE_FILE, SCREENSHOTS } from './built-pages.fixture.ts';

const { keepsTestPictures } = readEnvironment();

export type Shapes = Readonly<Record<string, ViewportSize>>;

export interface Look {
  /** Of the pictures, behind which the shape is named. */
  readonly name: string;
  readonly shapes: Shapes;
  /** Each thing that is cut off, too small or in another's place. */
  readonly misfits?: (page: Page, viewport: ViewportSize) => Promise<readonly string[]>;
  /** The picture is of the page as far as it scrolls. */
  readonly isWhole?: boolean;
  /** Otherwise it is asked once, in the last shape: most of its rules do not depend on one. */
  readonly isAxeAskedInEach?: boolean;
}

/** Nothing is loaded, moves or waits to be drawn any more, so that a picture shows what is meant to stay. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const isEnding = (each: Animation) => Number.isFinite(each.effect?.getComputedTiming().endTime);
    const moving = document.getAnimations().filter((each) => each.playState === 'running' && isEnding(each));
    await Promise.allSettled(moving.map(({ finished }) => finished));
    const inSight = [...document.images].filter(({ loading }) => loading !== 'lazy');
    await Promise.allSettled(inSight.map((image) => image.decode()));
    // What was measured in one frame is laid out in the next.
    for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

/** For people to look at, where they are going to: nothing is asserted of it. */
export async function keepPicture(page: Page, name: string, isWhole = false): Promise<void> {
  if (!keepsTestPictures) return;
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: isWhole });
}

/** A picture of the page in each shape; it is left as it was. */
export async function keepPictures(page: Page, name: string, shapes: Shapes): Promise<void> {
  if (!keepsTestPictures) return;
  await inEach(page, shapes, (shape) => keepPicture(page, `${name}-${shape}`));
}

/** In every shape: nothing is in a wrong place, axe has no objection, and a picture is kept; it is left as it was. */
export async function holdsItsShape(page: Page, look: Look): Promise<void> {
  const { name, shapes, misfits, isWhole, isAxeAskedInEach = false } = look;
  const last = Object.keys(shapes).at(-1);
  await inEach(page, shapes, async (shape, viewport) => {
    await keepPicture(page, `${name}-${shape}`, isWhole);
    const message = `${name}, ${shape}`;
    if (misfits !== undefined) await expect.poll(() => misfits(page, viewport), { message }).toEqual([]);
    if (isAxeAskedInEach || shape === last) expect(await violations(page), message).toEqual([]);
  });
}

async function inEach(
  page: Page,
  shapes: Shapes,
  look: (shape: string, viewport: ViewportSize) => Promise<void>,
): Promise<void> {
  const before = page.viewportSize();
  for (const [shape, viewport] of Object.entries(shapes)) {
    await page.setViewportSize(viewport);
    await settled(page);
    await look(shape, viewport);
  }
  if (before !== null) await page.setViewportSize(before);
}

interface Axe {
  run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

/** What axe objects to, each with the elements that it means. */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(await readFile(AXE_FILE, 'utf8'));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const found = await axe.run({ resultTypes: ['violations'] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

/** What is wider than the page, by so many pixels. */
export async function widerThanPage(page: Page): Promise<string[]> {
  const by = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return by > 0 ? [`the page is ${by} px wider than its window`] : [];
}

/** What can be used and is not reached by the tabulator alone, in one round through the page. */
export async function notReachedByKeyboard(page: Page): Promise<string[]> {
  const usable = await page.evaluate(() => {
    const kinds = 'a[href], button:not(:disabled), select, textarea, summary, input:not([type="radio"]), input:checked';
    const shown = [...document.querySelectorAll<HTMLElement>(kinds)].filter((element) => element.checkVisibility());
    for (const [index, element] of shown.entries()) element.dataset['walk'] = String(index);
    document.body.tabIndex = -1;
    document.body.focus();
    return shown.map((element) => element.outerHTML.slice(0, 90));
  });
  const reached = new Set<string | undefined>();
  for (let press = 0; press < usable.length + 3; press += 1) {
    await page.keyboard.press('Tab');
    reached.add(await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['walk']));
  }
  return usable.filter((_, index) => !reached.has(String(index)));
}

/** What the tabulator comes to, press by press: its name, or that nobody would see where it is. */
export async function tabStops(page: Page, presses: number): Promise<string[]> {
  const stops: string[] = [];
  for (let press = 0; press < presses; press += 1) {
    await page.keyboard.press('Tab');
    stops.push(
      await page.evaluate(() => {
        const { activeElement: element } = document;
        if (element === null || element === document.body) return '';
        if (!element.matches(':focus-visible')) return 'no ring';
        const named = element.matches('input') ? (element.closest('label') ?? element) : element;
        return element.getAttribute('aria-label') ?? named.textContent ?? '';
      }),
    );
  }
  return stops;
}
