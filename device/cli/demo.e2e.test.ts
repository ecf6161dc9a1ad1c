/**
 * The demo as its user meets it: the command to its exit code, and the bay screen in a real Chromium while a virtual
 * golfer swings. Screenshots are left in the system's folder for temporary files, under swingbay-screens.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../config/project-root.ts';
import { CHROMIUM, launchChromium, SCREENSHOTS, SHAPES } from '../kiosk/built-pages.fixture.ts';
import { BayClient } from './bay-client.ts';
import { type DemoBay, openDemoBay } from './demo-bay.ts';

const CLI = join(projectRoot, 'dist', 'device', 'cli', 'main.js');
const CACHE = join(projectRoot, '.swingbay', 'virtual-bay');
const COMMAND_MS_MAX = 280_000;

function demo(...options: string[]): { code: number | null; out: string; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'demo', ...options], {
    encoding: 'utf8',
    timeout: COMMAND_MS_MAX,
  });
  return { code: status, out: stdout, said: stderr };
}

describe('swingbay demo --once', () => {
  it('plays one swing to its stored report and prints its events beside the truth', () => {
    const { code, out, said } = demo('--once');
    expect(said).toContain('Stored as swing');
    expect(code).toBe(0);
    expect(out).toMatch(/^impact .* (beam|sound)$/m);
    expect(out.trim().split('\n')).toHaveLength(9);
  });

  it('ends with 5 when the golfer only waggles', () => {
    const { code, said } = demo('--once', '--waggle');
    expect(said).toContain('nothing was stored');
    expect(code).toBe(5);
  });
});

if (CHROMIUM === undefined) console.info('The bay screen in a browser is left out: no Chromium in /usr/bin.');

describe.skipIf(CHROMIUM === undefined)('the bay screen on the virtual bay', () => {
  let directory: string;
  let bay: DemoBay;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'swingbay-screen-'));
    await mkdir(SCREENSHOTS, { recursive: true });
    bay = await openDemoBay({ cacheDirectory: CACHE, directory, port: 0, virtual: { prepare: ['swing'] } });
    browser = await launchChromium();
    page = await browser.newPage({ viewport: SHAPES.landscape });
    await page.goto(bay.daemon.url);
  }, COMMAND_MS_MAX);

  afterAll(async () => {
    await browser?.close();
    await bay?.close();
    await rm(directory, { recursive: true, force: true });
  });

  const shoot = async (name: string): Promise<void> => {
    for (const [shape, viewport] of Object.entries(SHAPES)) {
      await page.setViewportSize(viewport);
      await sleep(1_500);
      await page.screenshot({ path: join(SCREENSHOTS, `${name}-${shape}.png`) });
    }
    await page.setViewportSize(SHAPES.landscape);
  };

  it('shows both cameras live with the skeleton over the golfer', async () => {
    const skeletons = page.locator('.camera-tile canvas[data-skeleton="drawn"]');
    await expect.poll(() => skeletons.count(), { timeout: 60_000 }).toBe(2);
    await shoot('demo-live');
  });

  it('shows the measured swing with its replay, its numbers and what to work on', async () => {
    const { client } = await BayClient.connect(bay.daemon.url);
    const done = client.next('ANALYSIS_COMPLETE', COMMAND_MS_MAX);
    await bay.virtual.play('swing');
    await done;
    client.close();
    const replays = page.locator('.replay-tile canvas[data-skeleton="drawn"]');
    const showIt = page.getByRole('button', { name: 'Show it' });
    // The virtual golfer stands to the next ball at once; a busy machine measures for longer than the screen then waits.
    const replaysShown = async (): Promise<number> => {
      if (await showIt.isVisible()) await showIt.click();
      return replays.count();
    };
    await expect.poll(replaysShown, { timeout: 60_000 }).toBe(2);
    await expect.poll(() => page.getByText('Tempo').count(), { timeout: 30_000 }).toBeGreaterThan(0);
    await shoot('demo-result');
  });
});
