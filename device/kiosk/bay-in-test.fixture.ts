/** The built pages before a scripted bay of their own, in a Chromium that the tests of a file share. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { catalogueIn, drawingOf } from '../api/catalogue.ts';
import type { Language } from '../api/contract/language.ts';
import { type BuiltPages, CHROMIUM, openBuiltPages, SHAPES } from './built-pages.fixture.ts';
import { ScriptedBay, type ScriptedBayOptions } from './dev/scripted-bay.ts';
import type { ScriptedMedia } from './dev/scripted-media.ts';
import { mediaOfTheRun } from './scripted-media.fixture.ts';

/** The daemon's own: the longest drill of the longest language has to fit. */
export const DAEMONS_WORDS = {
  catalogue: catalogueIn,
  drawing: (drill: string, language: Language) => drawingOf(drill, 'right', language),
};

export interface BayInTest {
  readonly bay: ScriptedBay;
  readonly page: Page;
  readonly origin: string;
}

export class BayBench {
  #pages: BuiltPages | undefined;
  #media: ScriptedMedia | undefined;
  readonly #open: { close(): Promise<unknown> }[] = [];

  /**
   * To be called where the tests of a file are declared.
   * @param what is left out, said once, where there is no browser
   */
  constructor(what: string) {
    if (CHROMIUM === undefined) process.stderr.write(`tests of ${what} are left out: no Chromium in /usr/bin\n`);
    beforeAll(async () => {
      if (CHROMIUM === undefined) return;
      this.#pages = await openBuiltPages();
      this.#media = await mediaOfTheRun();
    });
    afterEach(async () => {
      for (const each of this.#open.splice(0).toReversed()) await each.close();
    });
    afterAll(() => this.#pages?.close());
  }

  /** A bay that nobody has opened yet, closed after the test. */
  async bay(options: Partial<ScriptedBayOptions> = {}): Promise<{ bay: ScriptedBay; origin: string }> {
    const pages = this.#pages?.folder;
    const media = this.#media;
    if (pages === undefined || media === undefined) throw new Error('a browser is needed, and there is none');
    const bay = new ScriptedBay({ media, pages, session: 'visit-1', ...options });
    this.#open.push(bay);
    return { bay, origin: `http://localhost:${await bay.listen()}` };
  }

  /** With a page that shows nothing yet. */
  async open(look: BrowserContextOptions = {}, options: Partial<ScriptedBayOptions> = {}): Promise<BayInTest> {
    const opened = await this.bay(options);
    const page = await this.#pages!.browser.newPage({ viewport: SHAPES.landscape, reducedMotion: 'reduce', ...look });
    this.#open.push(page);
    return { ...opened, page };
  }
}
