import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../api/contract/language.ts';
import { WORDS } from './after-swing.fixture.ts';
import { BayBench } from './bay-in-test.fixture.ts';
import { CHROMIUM, SHAPES } from './built-pages.fixture.ts';
import type { ScriptedBay } from './dev/scripted-bay.ts';
import { textMisfits } from './dev/text-misfits.ts';
import { keepPictures, settled, violations } from './page-checks.fixture.ts';
import { ATTRACT_AFTER_MS } from './screen/screen-state.ts';

/** What the bay's screen says once no camera gives a picture: what is true, to somebody three metres away. */
const TITLE_PX_MIN = 55;
const HINT_PX_MIN = 32;

let bay: ScriptedBay;
let origin: string;
let page: Page;
const bench = new BayBench('a bay that sees nothing');

beforeEach(async () => {
  ({ bay, origin, page } = await bench.open());
});

async function open(language: Language): Promise<void> {
  await page.goto(`${origin}/?lang=${language}`);
  await page.getByText('Bay 7').waitFor();
  await page.getByText(WORDS[language]['state.empty.hint']).waitFor();
}

const goBlind = (): void =>
  bay.warn(
    [
      { code: 'camera/stalled', message: 'x', hint: null, camera: 'face-on' },
      { code: 'camera/died', message: 'x', hint: null, camera: 'down-the-line' },
    ],
    ...['face-on', 'down-the-line'],
  );

async function fits(state: string): Promise<void> {
  for (const [shape, viewport] of Object.entries(SHAPES)) {
    await page.setViewportSize(viewport);
    await settled(page);
    await expect.poll(() => textMisfits(page), { message: `${state}, ${shape}` }).toEqual([]);
    expect(await violations(page)).toEqual([]);
  }
}

const sizeOf = (part: string) =>
  page.locator(part).evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));

describe.skipIf(CHROMIUM === undefined)('a bay of which no camera gives a picture', () => {
  it.each(LANGUAGES)('asks nobody onto the mat and wants the staff: %s', async (language) => {
    await open(language);
    goBlind();
    await page.getByText(WORDS[language]['state.blind'], { exact: true }).waitFor();
    await page.getByText(WORDS[language]['warning.none-left'], { exact: true }).waitFor();
    await expect.poll(() => page.getByText(WORDS[language]['camera.waiting']).count()).toBe(2);
    const shown = await page.locator('body').innerText();
    for (const untrue of ['state.empty', 'state.empty.hint', 'warning.camera/stalled.hint', 'cameras.yes'] as const)
      expect(shown).not.toContain(WORDS[language][untrue]);
    await keepPictures(page, `blind-bay-${language}`, SHAPES);
    await fits('live');
    await page.setViewportSize(SHAPES.landscape);
    expect(await sizeOf('.state-panel__title')).toBeGreaterThan(TITLE_PX_MIN);
    expect(await sizeOf('.state-panel__hint')).toBeGreaterThan(HINT_PX_MIN);
    bay.warn([]);
    await page.getByText(WORDS[language]['state.empty.hint']).waitFor();
  });

  it.each(LANGUAGES)('invites nobody who passes by: %s', async (language) => {
    await page.clock.install();
    await open(language);
    goBlind();
    await page.clock.fastForward(ATTRACT_AFTER_MS + 2_000);
    await page.getByRole('heading', { name: WORDS[language]['attract.blind.title'] }).waitFor();
    expect(await page.locator('body').innerText()).not.toContain(WORDS[language]['attract.title']);
    await keepPictures(page, `blind-bay-attract-${language}`, SHAPES);
    await fits('attract');
  });
});
