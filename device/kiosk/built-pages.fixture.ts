/** The pages as they are delivered, and a real Chromium to open them in, for every test of a page. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { build } from 'vite';

/** Undefined on a machine without one: whoever needs it says what is left out. */
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
export const SHAPES = { landscape: { width: 1920, height: 1080 }, portrait: { width: 1080, height: 1920 } };
/** What the tests shoot is kept here, to be looked at. */
export const SCREENSHOTS = join(tmpdir(), 'swingbay-screens');
/** The accessibility checker, to be evaluated in a page. */
export const AXE_FILE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

export interface BuiltPages {
  /** The folder that a bay serves. */
  readonly folder: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

export async function openBuiltPages(): Promise<BuiltPages> {
  const folder = await mkdtemp(join(tmpdir(), 'swingbay-pages-'));
  await mkdir(SCREENSHOTS, { recursive: true });
  const configFile = fileURLToPath(new URL('./vite.config.ts', import.meta.url));
  await build({ configFile, logLevel: 'error', build: { outDir: folder } });
  const browser = await launchChromium();
  return {
    folder,
    browser,
    async close() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Without sandbox and graphics card, as a test machine needs it, and silent towards the network. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM ?? '',
    args: [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
}
