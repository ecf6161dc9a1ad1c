import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { catalogueIn } from '../api/catalogue.ts';
import type { Language } from '../api/contract/language.ts';
import type { SwingReport } from '../api/contract/report.ts';
import { WORDS } from './after-swing.fixture.ts';
import { BayBench, DAEMONS_WORDS } from './bay-in-test.fixture.ts';
import { CHROMIUM, SHAPES } from './built-pages.fixture.ts';
import type { ScriptedBay } from './dev/scripted-bay.ts';
import { SCRIPTED_SHOT } from './dev/scripted-shot.ts';
import { textMisfits } from './dev/text-misfits.ts';
import { en } from './locales/en.ts';
import { ja } from './locales/ja.ts';
import { keepPictures, settled, violations } from './page-checks.fixture.ts';

/** Every state of the bay screen in every language, with the domain’s own words: nothing may leave its box. */
const UHD = { 'landscape-4k': { width: 3840, height: 2160 }, 'portrait-4k': { width: 2160, height: 3840 } };
/** Of each kind: what is shorter than the longest fits where they do. */
const WORDY = 8;
const OTHERS = ['de', 'ja'] as const;

let bay: ScriptedBay;
let origin: string;
let page: Page;
const bench = new BayBench('languages');

beforeEach(async () => {
  ({ bay, origin, page } = await bench.open({}, { words: DAEMONS_WORDS }));
});

async function open(language: Language): Promise<void> {
  await page.goto(`${origin}/?lang=${language}`);
  await page.getByText('Bay 7').waitFor();
  await page.getByText(WORDS[language]['state.empty.hint']).waitFor();
  await settled(page);
}

async function fits(state: string): Promise<void> {
  for (const [shape, viewport] of Object.entries(SHAPES)) {
    await page.setViewportSize(viewport);
    await expect.poll(() => textMisfits(page), { message: `${state}, ${shape}` }).toEqual([]);
  }
}

const shoot = (name: string) => keepPictures(page, name, SHAPES);
const shootUhd = (name: string) => keepPictures(page, name, UHD);

const nameOfFault = (language: Language, id: string) =>
  catalogueIn(language).faults.find((fault) => fault.id === id)?.name ?? '';

async function resultOf(
  language: Language,
  fault: string,
  drill: string,
  shot: SwingReport['shot'] = null,
): Promise<void> {
  const swing = bay.detect({ shot });
  swing.report = {
    ...swing.report,
    faults: [{ id: fault, severity: 'major', phase: 'downswing', evidence: ['spine-angle'] }],
    drills: [drill],
  };
  bay.complete(swing);
  await page.getByRole('heading', { name: nameOfFault(language, fault), exact: true }).waitFor();
}

describe.skipIf(CHROMIUM === undefined)('the bay screen in other languages', () => {
  it.each(OTHERS)('has room for every word before and beside a swing: %s', async (language) => {
    await open(language);
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    for (const state of ['empty', 'occupied', 'address', 'swinging', 'capturing'] as const) {
      bay.enter(state);
      await page.getByText(WORDS[language][`state.${state}`], { exact: true }).first().waitFor();
      await fits(state);
    }
    await shoot(`live-first-${language}`);
    const codes = Object.keys(en).flatMap((key) => /^warning\.([a-z-]+\/[a-z-]+)$/.exec(key)?.[1] ?? []);
    for (const code of codes) {
      const camera = code.startsWith('camera/') ? 'down-the-line' : null;
      bay.warn([{ code, message: 'x', hint: null, camera }]);
      const said = WORDS[language][`warning.${code}.hint` as keyof typeof en];
      await page.getByText(said).first().waitFor();
      await fits(code);
    }
    expect(await violations(page)).toEqual([]);
  });

  it.each(OTHERS)('has room for the wordiest faults and drills: %s', { timeout: 120_000 }, async (language) => {
    await open(language);
    const { faults, drills } = catalogueIn(language);
    const wordy = <T extends object>(all: readonly T[]) =>
      all.toSorted((a, b) => JSON.stringify(b).length - JSON.stringify(a).length).slice(0, WORDY);
    const longest = wordy(drills.map(({ id, name, steps, feel, dosage }) => ({ id, name, steps, feel, dosage })));
    for (const [at, fault] of wordy(faults.map(({ id, name, sentence }) => ({ id, name, sentence }))).entries()) {
      await resultOf(language, fault.id, longest[at]?.id ?? '', at % 2 === 0 ? SCRIPTED_SHOT : null);
      await fits(`${fault.id}, ${longest[at]?.id}`);
    }
    await shoot(`result-${language}`);
    await shootUhd(`result-${language}`);
    expect(await violations(page)).toEqual([]);
  });

  it.each(OTHERS)('has room for every page of numbers and for what was not measured: %s', async (language) => {
    await open(language);
    await resultOf(language, 'early-extension', 'wall-behind-hips');
    await page.locator('.number-list__more').click();
    for (const [shape, viewport] of Object.entries(SHAPES)) {
      await page.setViewportSize(viewport);
      await settled(page);
      for (const part of await page.locator('.all-numbers__part').all()) {
        await part.click();
        await expect.poll(() => textMisfits(page), { message: `numbers, ${shape}` }).toEqual([]);
      }
    }
    const swing = bay.detect({ kind: 'practice', isSlowMotion: true });
    bay.progress(swing, 0.4);
    await page.getByText(WORDS[language]['result.measuring']).first().waitFor();
    await fits('measuring');
    bay.complete(swing);
    bay.enter('address');
    await page.getByText(WORDS[language]['slow-motion'], { exact: true }).waitFor();
    await fits('slow motion');
    await page.locator('.number-list__more').click();
    await page.getByRole('button', { name: WORDS[language]['withheld.title'] }).click();
    await page.getByText(WORDS[language]['withheld.slow-motion']).waitFor();
    await fits('withheld');
    await shoot(`withheld-${language}`);
    await page.getByRole('button', { name: WORDS[language]['result.live'] }).click();
    await page.getByRole('heading', { name: WORDS[language]['session.last'] }).waitFor();
    await fits('last swing');
    await shoot(`live-${language}`);
    await shootUhd(`live-${language}`);
    const failed = bay.detect();
    bay.complete(failed, 'failed');
    await page.getByText(WORDS[language]['result.failed']).waitFor();
    await fits('failed');
  });

  it.each(['en', 'de', 'ja'] as const)(
    'shows the ball beside the body, and all of it at a tap: %s',
    async (language) => {
      await open(language);
      await resultOf(language, 'early-extension', 'wall-behind-hips', SCRIPTED_SHOT);
      const { 'shot.more': more, 'shot.less': less, 'shot.title': title } = WORDS[language];
      const figure = (key: string) => page.locator(`.shot-card [data-key="shot.${key}"] dd`);
      const said = { en: ['163yd', '130.6mph'], de: ['149m', '210km/h'], ja: ['163yd', '58.4m/s'] }[language];
      await expect.poll(() => figure('carry').textContent()).toBe(said[0]);
      expect(await figure('ball-speed').textContent()).toBe(said[1]);
      await fits('shot');
      await shoot(`shot-${language}`);
      await page.getByRole('button', { name: more }).click();
      await page.getByRole('heading', { name: title }).waitFor();
      await page.getByText(WORDS[language]['shot.attack']).waitFor();
      await fits('all of the shot');
      await shoot(`shot-all-${language}`);
      await shootUhd(`shot-all-${language}`);
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: less }).click();
      await page.getByRole('heading', { name: nameOfFault(language, 'early-extension') }).waitFor();
      await resultOf(language, 'sway', 'pump');
      expect(await page.locator('.shot-card').count()).toBe(0);
    },
  );

  it('changes its language at a tap, words of the domain included, and remembers it', async () => {
    await open('en');
    await resultOf('en', 'early-extension', 'wall-behind-hips');
    await page.getByRole('button', { name: 'Live picture' }).click();
    await page.getByRole('button', { name: '日本語' }).click();
    await page.getByText(ja['state.empty'], { exact: true }).waitFor();
    await page.getByText('アーリーエクステンション').first().waitFor();
    expect(await page.getByRole('button', { name: '日本語' }).getAttribute('aria-pressed')).toBe('true');
    await page.goto(origin);
    await page.getByText(ja['state.empty'], { exact: true }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('ja');
  });

  it('brings the signs of Japanese along, and only those that it shows', async () => {
    const fetched: string[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.woff2')) fetched.push(response.url());
    });
    await open('ja');
    await expect
      .poll(() =>
        page.evaluate(
          (sentence) => document.fonts.check('700 24px "Noto Sans JP Variable"', sentence),
          ja['state.empty'],
        ),
      )
      .toBe(true);
    expect(fetched.filter((url) => url.includes('noto-sans-jp')).length).toBeGreaterThan(3);
    expect(fetched.length).toBeLessThan(40);
  });
});
