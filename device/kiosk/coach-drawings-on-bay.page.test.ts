import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { BayBench } from './bay-in-test.fixture.ts';
import { CHROMIUM } from './built-pages.fixture.ts';
import type { ScriptedBay } from './dev/scripted-bay.ts';
import { SCRIPTED_EVENTS_MS } from './dev/scripted-golfer.ts';
import { keepPicture } from './page-checks.fixture.ts';

/** What a coach drew, on the bay's own screen: over the replay of that picture, and of no other. */
let bay: ScriptedBay;
let page: Page;
const bench = new BayBench('drawings on the bay');

beforeEach(async () => {
  const opened = await bench.open({ reducedMotion: 'no-preference' });
  ({ bay, page } = opened);
  await page.goto(opened.origin);
});

describe.skipIf(CHROMIUM === undefined)('a coach’s drawing on the bay’s screen', () => {
  it('lies over the replay while that picture is shown, and comes while the replay is open', async () => {
    await page.getByText('Bay 7').waitFor();
    const swing = bay.detect();
    bay.complete(swing);
    const marks = page.locator('.replay-tile[data-camera="face-on"] .drawn-marks');
    await marks.waitFor({ state: 'attached', timeout: 20_000 });
    expect(await marks.getAttribute('data-shapes')).toBe('0');
    const at = { camera: 'face-on', timeMs: SCRIPTED_EVENTS_MS.top, event: 'top' as const };
    const now = new Date().toISOString();
    bay.notes.push({
      ...{ id: randomUUID(), swing: randomUUID(), author: { id: randomUUID(), name: 'Alex' }, isMine: false },
      ...{ words: 'Wider.', at, visibility: 'player', createdAt: now, changedAt: now },
      drawings: [
        {
          kind: 'angle',
          colour: 'amber',
          points: [
            [0.4, 0.3],
            [0.5, 0.6],
            [0.6, 0.3],
          ],
        },
      ],
    });
    await expect.poll(() => marks.getAttribute('data-shapes'), { timeout: 40_000, interval: 40 }).toBe('1');
    await keepPicture(page, 'coach-drawing-on-bay');
    await expect.poll(() => marks.getAttribute('data-shapes'), { timeout: 20_000, interval: 40 }).toBe('0');
    expect(
      await page.locator('.replay-tile[data-camera="down-the-line"] .drawn-marks').getAttribute('data-shapes'),
    ).toBe('0');
  });
});
