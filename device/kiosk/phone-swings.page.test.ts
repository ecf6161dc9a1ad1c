import { beforeEach, describe, expect, it } from 'vitest';
import type { SwingReport } from '../api/contract/report.ts';
import { CHROMIUM } from './built-pages.fixture.ts';
import { SCRIPTED_SHOT } from './dev/scripted-shot.ts';
import { PhoneBench, type PhoneInTest } from './phone-pages.fixture.ts';
import { measureSwing } from './stored-swing.fixture.ts';

/** A player's swings on a phone before a real API: found, seen again, live from the bay, deleted. */
const bench = new PhoneBench('swings on a phone');
let phone: PhoneInTest;
let anna: string;

beforeEach(async () => {
  if (CHROMIUM === undefined) return;
  phone = await bench.open();
  anna = await phone.walkIn();
});

const COACHED = {
  answer: {
    swingPhases: [],
    technicalAnalysis: { positives: ['Your head stays over the ball.'], issues: [] },
    recommendations: [
      {
        ...{ priority: 1, change: 'Let the hips wait for the arms.', why: 'Your arms lose their room.' },
        ...{ how: 'Keep your seat on the wall while you turn.', drillId: 'wall-behind-hips' },
        expectedImprovement: 'Fewer heel strikes.',
      },
    ],
    overallFeedback: 'A steady swing with an early hip.',
    coachingCues: ['Feel your seat stay back.'],
  },
  ...{ language: 'en', model: 'model-a', from: 'asked', answeredAt: '2026-11-20T10:00:00.000Z' },
} satisfies SwingReport['advice']['claude'];

const rows = () => phone.page.locator('.swing-row[data-swing]');

describe.skipIf(CHROMIUM === undefined)('a player’s swings on their phone', () => {
  it('say what a coach said who read the report, in the coach’s words', async () => {
    const { page } = phone;
    await phone.swing({
      ...{ session: 'visit-1', player: anna, score: 6.8, club: 'I7' },
      changes: { advice: { offline: [], claude: COACHED } },
    });
    await page.reload();
    await rows().first().click();
    await page.getByText('A steady swing with an early hip.').waitFor();
    await expect.poll(() => page.locator('.coach-words__list li').count()).toBe(2);
    await page.locator('.coach-words').scrollIntoViewIfNeeded();
    await phone.holdsItsShape('swing-coach-words');
    expect(phone.errors).toEqual([]);
  });

  it('stand by day, grow as one scrolls, and are found by kind and club', async () => {
    const { page, api } = phone;
    for (let made = 0; made < 17; made += 1) {
      await phone.swing({
        session: 'visit-1',
        player: anna,
        score: 5 + made / 10,
        club: made % 3 ? 'I7' : 'DR',
      });
    }
    await phone.swing({ session: 'visit-1', player: anna, kind: 'practice' });
    // Somebody else's is nobody's business.
    await phone.swing({ session: 'visit-1' });
    await page.reload();
    await expect.poll(() => rows().count()).toBe(15);
    await expect.poll(() => page.locator('.swing-row__picture[data-shown="true"]').count()).toBeGreaterThan(4);
    await phone.holdsItsShape('swings-many');
    await page.getByRole('button', { name: 'Older swings' }).scrollIntoViewIfNeeded();
    await expect.poll(() => rows().count()).toBe(18);
    await page.getByRole('radio', { name: 'Practice' }).check();
    await expect.poll(() => rows().count()).toBe(1);
    await page.getByRole('radio', { name: 'All' }).check();
    await page.getByLabel('Which club').selectOption('Driver');
    await expect.poll(() => rows().count()).toBe(6);
    await phone.walksByKeyboard();
    expect(api.store.swings.list({ player: anna }, 100).swings).toHaveLength(18);
    expect(phone.errors).toEqual([]);
  });

  it('appear by themselves while their player is in the bay', async () => {
    const { page, api } = phone;
    await page.getByText('Live from the bay').waitFor();
    await page.getByText('No swings yet').waitFor();
    await phone.holdsItsShape('swings-none');
    const id = await phone.swing({ session: 'visit-1', player: anna, score: 7.1 });
    const data = { swingId: id, revision: 1, status: 'completed' as const };
    api.bay.messages.next({ event: 'ANALYSIS_COMPLETE', data });
    await expect.poll(() => rows().count()).toBe(1);
    await phone.holdsItsShape('swings-live');
  });

  it('are replayed slowly with skeleton and phases, from a clip that was fetched whole with the player’s token', async () => {
    const { page } = phone;
    const asked: { url: string; range: string | undefined; bearer: boolean }[] = [];
    page.on('request', (request) => {
      if (!request.url().includes('/video')) return;
      const { range, authorization } = request.headers();
      asked.push({ url: request.url(), range, bearer: authorization?.startsWith('Bearer ') ?? false });
    });
    const id = await phone.swing({
      ...{ session: 'visit-1', player: anna, score: 6.8, club: 'I7' },
      changes: { shot: SCRIPTED_SHOT },
    });
    await page.reload();
    await rows().first().click();
    const picture = page.locator('.replay-tile__picture');
    await expect.poll(() => picture.getAttribute('data-skeleton'), { timeout: 15_000 }).toBe('drawn');
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Top', exact: true }).click();
    await expect.poll(async () => Number(await picture.getAttribute('data-time-ms'))).toBeGreaterThan(1_700);
    await page.getByRole('button', { name: 'Skeleton' }).click();
    await expect.poll(() => picture.getAttribute('data-skeleton')).toBe('none');
    await page.getByRole('button', { name: 'Skeleton' }).click();
    await expect.poll(() => page.locator('.number-fold').count()).toBeGreaterThan(5);
    await expect.poll(() => page.locator('.work-on__drawing > svg').count()).toBe(1);
    await expect.poll(() => page.locator('.moment-strip__picture[data-shown="true"]').count()).toBeGreaterThan(3);
    await phone.holdsItsShape('swing');
    await page.locator('.number-fold__head').first().click();
    await page.getByText('more numbers').click();
    await phone.holdsItsShape('swing-numbers');
    await phone.walksByKeyboard();
    await page.getByRole('radio', { name: 'Down the line' }).check();
    await expect.poll(() => picture.getAttribute('data-skeleton'), { timeout: 15_000 }).toBe('drawn');
    expect(asked.map(({ url }) => new URL(url).pathname)).toEqual(asked.map(() => `/api/v1/swings/${id}/video`));
    expect(asked.map(({ range, bearer }) => [range, bearer])).toEqual(asked.map(() => [undefined, true]));
    expect(new Set(asked.map(({ url }) => url)).size).toBe(asked.length);
    expect(phone.errors).toEqual([]);
  });

  it('say the same in German and Japanese, and fit', async () => {
    const { page } = phone;
    const id = await phone.swing({ session: 'visit-1', player: anna, club: 'PW' });
    for (const language of ['de', 'ja']) {
      await page.goto(`${phone.origin}/phone?lang=${language}#swings`);
      await expect.poll(() => rows().count()).toBe(1);
      await phone.holdsItsShape(`swings-${language}`);
      await page.goto(`${phone.origin}/phone?lang=${language}#swing/${id}`);
      await expect.poll(() => page.locator('.number-fold').count()).toBeGreaterThan(5);
      await phone.holdsItsShape(`swing-${language}`);
    }
  });

  it('that are still being measured say so, and then show their numbers', async () => {
    const { page, api } = phone;
    const { id } = api.store.swings.recordSwing({
      ...{ kind: 'shot', bay: 'bay-1', session: 'visit-1', player: anna, bootId: 'boot-1', monotonicNs: 1e9 },
    });
    await page.goto(`${phone.origin}/phone#swing/${id}`);
    await page.getByText('Live from the bay').waitFor();
    await page.getByText('Measuring').first().waitFor();
    await measureSwing(api.store, bench.media, id, { session: 'visit-1' });
    api.bay.messages.next({ event: 'ANALYSIS_COMPLETE', data: { swingId: id, revision: 1, status: 'completed' } });
    await expect.poll(() => page.locator('.number-fold').count()).toBeGreaterThan(5);
  });

  it('are deleted after one question, from the bay and from the phone', async () => {
    const { page, api } = phone;
    const id = await phone.swing({ session: 'visit-1', player: anna });
    await page.goto(`${phone.origin}/phone#swing/${id}`);
    await page.getByRole('button', { name: 'Delete this swing' }).click();
    await phone.holdsItsShape('swing-delete');
    await page.getByRole('button', { name: 'Delete it' }).click();
    await page.getByText('No swings yet').waitFor();
    expect(() => api.store.swings.find(id)).toThrow(expect.objectContaining({ code: 'store/swing-deleted' }));
    await expect.poll(async () => (await phone.copies()).filter((path) => path.includes(id))).toEqual([]);
  });
});
