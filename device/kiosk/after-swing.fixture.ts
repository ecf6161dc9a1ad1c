/** A bay with three measured swings on its screen, for tests of what is shown after a swing. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { catalogueIn, drawingOf } from '../api/catalogue.ts';
import type { Language } from '../api/contract/language.ts';
import type { SwingReport } from '../api/contract/report.ts';
import { AXE_FILE, type BuiltPages, CHROMIUM, openBuiltPages, SHAPES } from './built-pages.fixture.ts';
import { ScriptedBay } from './dev/scripted-bay.ts';
import type { ScriptedMedia } from './dev/scripted-media.ts';
import { PICTURE } from './dev/scripted-picture.ts';
import { SCRIPTED_METRICS } from './dev/scripted-report.ts';
import { de } from './locales/de.ts';
import { en } from './locales/en.ts';
import { ja } from './locales/ja.ts';
import { mediaOfTheRun } from './scripted-media.fixture.ts';

export const FRAME_MS = 1000 / PICTURE.fps;
export const WORDS = { en, de, ja };
/** An earlier swing takes its time, so that only an alignment by events brings both to the same place. */
export const STRETCH = 1.25;

const words = {
  catalogue: catalogueIn,
  drawing: (drill: string, language: Language) => drawingOf(drill, 'right', language),
};

/** Said once where there is no browser; its tests are then left out. */
export function sayWithoutChromium(what: string): void {
  if (CHROMIUM === undefined) process.stderr.write(`tests of ${what} are left out: no Chromium in /usr/bin\n`);
}

export class AfterSwing {
  #built: BuiltPages | undefined;
  #media: ScriptedMedia | undefined;
  #slowMedia: ScriptedMedia | undefined;
  #bay: ScriptedBay | undefined;
  #page: Page | undefined;
  #port = 0;

  /** To be called where the tests of a file are declared. */
  constructor() {
    beforeAll(async () => {
      if (CHROMIUM === undefined) return;
      this.#built = await openBuiltPages();
      this.#media = await mediaOfTheRun();
      this.#slowMedia = await mediaOfTheRun(STRETCH);
    });
    afterAll(async () => {
      await this.#built?.close();
    });
    beforeEach(async () => {
      if (this.#built === undefined || this.#media === undefined) return;
      this.#bay = new ScriptedBay({ media: this.#media, pages: this.#built.folder, session: 'visit-1', words });
      this.#port = await this.#bay.listen();
      this.#page = await this.#built.browser.newPage({ viewport: SHAPES.landscape });
    });
    afterEach(async () => {
      await this.#page?.close();
      await this.#bay?.close();
    });
  }

  get page(): Page {
    if (this.#page === undefined) throw new Error('no page is open');
    return this.#page;
  }

  get bay(): ScriptedBay {
    if (this.#bay === undefined) throw new Error('no bay is open');
    return this.#bay;
  }

  async open(language: Language = 'en'): Promise<void> {
    const { page } = this;
    await page.goto(`http://localhost:${this.#port}/?lang=${language}`);
    await page.getByText('Bay 7').waitFor();
    await page.getByText(WORDS[language]['state.empty.hint']).waitFor();
    await page.evaluate(async () => {
      await document.fonts.ready;
    });
  }

  /** Two earlier swings, the first of them slow and the best, and the one that is on the screen. */
  async threeSwings(language: Language = 'en'): Promise<void> {
    const slow = this.#slowMedia === undefined ? {} : { media: this.#slowMedia };
    const best = shifted({ 'spine-angle impact': 8, 'shoulder-turn top': 9 });
    this.bay.complete(this.bay.detect({ score: 7.6, metrics: best, ...slow }));
    this.bay.complete(this.bay.detect({ score: 6.1, metrics: shifted({ 'head-sway top': -6, 'x-factor top': -1 }) }));
    this.bay.complete(this.bay.detect({ score: 6.8 }));
    const fault = catalogueIn(language).faults.find(({ id }) => id === 'early-extension')?.name ?? '';
    await this.page.getByRole('heading', { name: fault, exact: true }).waitFor();
  }

  async drawn(what: 'skeleton' | 'path' | 'ghost', count = 2): Promise<void> {
    await expect
      .poll(() => this.page.locator(`.replay-tile canvas[data-${what}="drawn"]`).count(), {
        timeout: 10_000,
        message: what,
      })
      .toBe(count);
  }

  /** What the tiles show, in milliseconds of each swing's own report. */
  shownTimes(): Promise<number[]> {
    return this.page
      .locator('.replay-tile canvas')
      .evaluateAll((canvases) => canvases.map((canvas) => Number((canvas as HTMLCanvasElement).dataset['timeMs'])));
  }

  /**
   * What all videos present, sampled while they play: media times of their frames, their own clocks (both in seconds),
   * and the rates they run at.
   */
  presented(samples: number): Promise<{ media: number[]; clocks: number[]; rates: number[] }[]> {
    return this.page.evaluate(async (wanted) => {
      const videos = [...document.querySelectorAll<HTMLVideoElement>('.replay-tile video')];
      const media = videos.map(() => Number.NaN);
      for (const [i, video] of videos.entries()) {
        const keep = (_: number, { mediaTime }: VideoFrameCallbackMetadata) => {
          media[i] = mediaTime;
          video.requestVideoFrameCallback(keep);
        };
        video.requestVideoFrameCallback(keep);
      }
      const taken: { media: number[]; clocks: number[]; rates: number[] }[] = [];
      while (taken.length < wanted) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const isMoving = videos.every((video) => !video.paused && !video.seeking);
        if (isMoving && !media.some(Number.isNaN)) {
          const clocks = videos.map((video) => video.currentTime);
          taken.push({ media: [...media], clocks, rates: videos.map((video) => video.playbackRate) });
        }
      }
      return taken;
    }, samples);
  }

  async violations(): Promise<string[]> {
    await this.page.evaluate(await readFile(AXE_FILE, 'utf8'));
    return this.page.evaluate(async () => {
      const axe = (
        globalThis as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        }
      ).axe;
      const found = await axe.run();
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
    });
  }
}

/** The scripted numbers, some of them shifted with their whole interval. */
function shifted(by: Readonly<Record<string, number>>): SwingReport['metrics'] {
  return SCRIPTED_METRICS.map((metric) => {
    const change = by[`${metric.id} ${metric.at ?? ''}`] ?? 0;
    if (!('value' in metric)) return metric;
    return { ...metric, value: metric.value + change, low: metric.low + change, high: metric.high + change };
  });
}
