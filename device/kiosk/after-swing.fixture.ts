/** A bay with three measured swings on its screen, for tests of what is shown after a swing. */
import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, expect } from 'vitest';
import { catalogueIn } from '../api/catalogue.ts';
import type { Language } from '../api/contract/language.ts';
import type { SwingReport } from '../api/contract/report.ts';
import { BayBench, type BayInTest, DAEMONS_WORDS } from './bay-in-test.fixture.ts';
import { CHROMIUM } from './built-pages.fixture.ts';
import type { ScriptedBay } from './dev/scripted-bay.ts';
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

export class AfterSwing {
  readonly #bench: BayBench;
  #slowMedia: ScriptedMedia | undefined;
  #opened: BayInTest | undefined;

  /** To be called where the tests of a file are declared; `what` they are of is said where there is no browser. */
  constructor(what: string) {
    this.#bench = new BayBench(what);
    beforeAll(async () => {
      if (CHROMIUM !== undefined) this.#slowMedia = await mediaOfTheRun(STRETCH);
    });
    beforeEach(async () => {
      if (CHROMIUM === undefined) return;
      this.#opened = await this.#bench.open({ reducedMotion: 'no-preference' }, { words: DAEMONS_WORDS });
    });
  }

  get page(): Page {
    return this.#now.page;
  }

  get bay(): ScriptedBay {
    return this.#now.bay;
  }

  get #now(): BayInTest {
    if (this.#opened === undefined) throw new Error('no bay is open');
    return this.#opened;
  }

  async open(language: Language = 'en'): Promise<void> {
    const { page } = this;
    await page.goto(`${this.#now.origin}/?lang=${language}`);
    await page.getByText('Bay 7').waitFor();
    await page.getByText(WORDS[language]['state.empty.hint']).waitFor();
    await page.evaluate(() => document.fonts.ready);
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
}

/** The scripted numbers, some of them shifted with their whole interval. */
function shifted(by: Readonly<Record<string, number>>): SwingReport['metrics'] {
  return SCRIPTED_METRICS.map((metric) => {
    const change = by[`${metric.id} ${metric.at ?? ''}`] ?? 0;
    if (!('value' in metric)) return metric;
    return { ...metric, value: metric.value + change, low: metric.low + change, high: metric.high + change };
  });
}
