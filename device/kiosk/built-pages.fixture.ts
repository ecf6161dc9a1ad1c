/** The pages as they are delivered, and a real Chromium to open them in, for every test of a page. */
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { build } from 'vite';
import { onceARun } from './run-folder.fixture.ts';

/** Undefined on a machine without one: whoever needs it says what is left out. */
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
export const SHAPES = { landscape: { width: 1920, height: 1080 }, portrait: { width: 1080, height: 1920 } };
/** What the tests shoot is kept here, to be looked at. */
export const SCREENSHOTS = join(tmpdir(), 'swingbay-screens');
/** The accessibility checker, to be evaluated in a page. */
export const AXE_FILE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

export interface BuiltPages {
  /** The folder that a bay serves. Every test file reads the same one; `copyOfPages` is there to be added to. */
  readonly folder: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

export async function openBuiltPages(): Promise<BuiltPages> {
  await mkdir(SCREENSHOTS, { recursive: true });
  const folder = await onceARun('pages', buildPages);
  const browser = await launchChromium();
  return { folder, browser, close: () => browser.close() };
}

export async function buildPages(folder: string): Promise<void> {
  const configFile = fileURLToPath(new URL('./vite.config.ts', import.meta.url));
  await build({ configFile, logLevel: 'error', build: { outDir: folder } });
}

/** For a test that serves a page of its own beside the delivered ones. */
export async function copyOfPages(pages: BuiltPages): Promise<BuiltPages> {
  const folder = await mkdtemp(join(tmpdir(), 'swingbay-pages-'));
  await cp(pages.folder, folder, { recursive: true });
  return {
    ...pages,
    folder,
    async close() {
      await pages.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Without sandbox and graphics card, as a test machine needs it, and silent towards the network. */
export function launchChromium(...more: readonly string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM ?? '',
    args: [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      '--autoplay-policy=no-user-gesture-required',
      ...more,
    ],
  });
}
