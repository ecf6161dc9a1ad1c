import { describe, expect, it } from 'vitest';
import type { SwingReport } from '../api/contract/report.ts';
import { LANGUAGES, type Language } from '../api/contract/language.ts';
import { AfterSwing } from './after-swing.fixture.ts';
import { CHROMIUM, SHAPES } from './built-pages.fixture.ts';
import type { ScriptedSwing } from './dev/scripted-swing.ts';
import { textMisfits } from './dev/text-misfits.ts';
import { holdsItsShape, settled } from './page-checks.fixture.ts';

/** The one cue of the coach beside a swing, in a real Chromium on a scripted bay. */
const after = new AfterSwing('the coach’s cue');

const CUES: Readonly<Record<Language, string>> = {
  en: 'Let the club fall before your chest turns to the target.',
  de: 'Lass den Schläger fallen, bevor sich deine Brust zum Ziel dreht.',
  ja: '胸が目標を向く前に、クラブを落とす感じで振りましょう。',
};

function advice(language: Language): SwingReport['advice'] {
  const answer = {
    swingPhases: [],
    technicalAnalysis: { positives: [], issues: [] },
    recommendations: [],
    overallFeedback: CUES[language],
    coachingCues: [CUES[language]],
  };
  const claude = { answer, language, model: 'model-a', from: 'asked', answeredAt: '2026-11-20T10:00:00.000Z' } as const;
  return { offline: newest().report.advice.offline, claude };
}

const cue = () => after.page.locator('.cue-line');
const places = () =>
  after.page.evaluate(() =>
    [...document.querySelectorAll('.work-on-card, .work-on-card__drill, .number-list, .cue-line')].map((each) => {
      const { x, y, width, height } = each.getBoundingClientRect();
      return [x, y, width, height].map(Math.round);
    }),
  );
const newest = () => after.bay.swings[0] as ScriptedSwing;

describe.skipIf(CHROMIUM === undefined)('the coach’s cue on the bay’s screen', () => {
  it.each(LANGUAGES)('takes the place of the bay’s own in %s, and moves nothing', async (language) => {
    await after.open(language);
    after.bay.enter('occupied');
    await after.threeSwings(language);
    await expect.poll(() => cue().getAttribute('data-from')).toBe('bay');
    await settled(after.page);
    const before = await places();
    after.bay.measureAgain(newest(), { advice: advice(language) });
    await expect.poll(() => cue().innerText()).toContain(CUES[language]);
    await settled(after.page);
    expect(await places()).toEqual(before);
    await holdsItsShape(after.page, {
      name: `coach-cue-${language}`,
      shapes: SHAPES,
      misfits: textMisfits,
      isAxeAskedInEach: true,
    });
    const letters = await cue()
      .locator('.cue-line__words')
      .evaluate((each) => Number.parseFloat(getComputedStyle(each).fontSize));
    // Two centimetres on a screen of 1.2 m: read at three metres.
    expect(letters / (after.page.viewportSize()?.width ?? 1)).toBeGreaterThan(1 / 60);
  });

  it('waits while somebody stands to the ball', async () => {
    await after.open();
    after.bay.enter('occupied');
    await after.threeSwings();
    await expect.poll(() => cue().getAttribute('data-from')).toBe('bay');
    after.bay.enter('address');
    await expect.poll(() => after.page.getByText('Ready – swing when you like').count()).toBeGreaterThan(0);
    const before = await cue().innerText();
    after.bay.measureAgain(newest(), { advice: advice('en') });
    await after.page.waitForTimeout(1_500);
    expect(await cue().innerText()).toBe(before);
    after.bay.enter('occupied');
    await expect.poll(() => cue().innerText()).toContain(CUES.en);
  });

  it('comes beside the live picture as well, to who has turned to the next ball before', async () => {
    await after.open();
    after.bay.enter('occupied');
    await after.threeSwings();
    await after.page.getByRole('button', { name: 'Live picture' }).click();
    const beside = after.page.locator('.last-swing-card .cue-line');
    await expect.poll(() => beside.getAttribute('data-from')).toBe('bay');
    after.bay.enter('address');
    await after.page.locator('.state-panel', { hasText: 'Ready' }).waitFor();
    after.bay.measureAgain(newest(), { advice: advice('en') });
    await after.page.waitForTimeout(1_500);
    expect(await beside.getAttribute('data-from')).toBe('bay');
    after.bay.enter('occupied');
    await expect.poll(() => beside.innerText()).toContain(CUES.en);
    await holdsItsShape(after.page, { name: 'coach-cue-live', shapes: SHAPES, misfits: textMisfits });
  });
});
