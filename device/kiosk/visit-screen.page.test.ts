import type { Locator, Page, ViewportSize } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../api/contract/language.ts';
import type { BayHardware } from '../api/contract/realtime.ts';
import { BayBench, DAEMONS_WORDS } from './bay-in-test.fixture.ts';
import { CHROMIUM, SHAPES } from './built-pages.fixture.ts';
import type { ScriptedBay } from './dev/scripted-bay.ts';
import { holdsItsShape, keepPicture, settled, tabStops, violations } from './page-checks.fixture.ts';
import { readQrCode } from './qr-code.fixture.ts';
import { ATTRACT_AFTER_MS, PANEL_MAX_MS, STAFF_MAX_MS } from './screen/screen-state.ts';

/** The bay screen before, round and after a visit, in a real Chromium on a scripted bay. */
const SIZES = { ...SHAPES, '4k': { width: 3840, height: 2160 }, '4k-portrait': { width: 2160, height: 3840 } };
/** 64 pixels on a screen of 1080 lines: a gloved finger's. */
const TARGET_MIN = 64;

const READER: BayHardware = {
  ...{ link: 'up', isStopPressed: false },
  devices: [
    { id: 'card-reader', kind: 'card-reader', condition: 'ready', fault: null },
    { id: 'tee', kind: 'tee', condition: 'fault', fault: 'jam', heightMm: 0 },
  ],
};

let bay: ScriptedBay;
let page: Page;
const bench = new BayBench('a visit on the bay’s screen');

beforeEach(async () => {
  const opened = await bench.open({}, { words: DAEMONS_WORDS });
  ({ bay, page } = opened);
  await page.clock.install();
  await page.goto(opened.origin);
  await page.getByText('Bay 7').waitFor();
});

const button = (name: string | RegExp): Locator => page.getByRole('button', { name });
const title = (name: string): Locator => page.getByRole('heading', { name });

/** Lets time pass until it is there, however late the page hears of what it counts from. */
async function afterMs(ms: number, comes: Locator): Promise<void> {
  const passed = async () => {
    await page.clock.runFor(ms);
    await settled(page);
    return comes.isVisible();
  };
  await expect.poll(passed, { interval: 500 }).toBe(true);
}

const attract = () => afterMs(ATTRACT_AFTER_MS + 1_000, title('Step on the mat and hit a ball.'));

async function measured(count: number): Promise<void> {
  for (let at = 0; at < count; at++) {
    bay.complete(bay.detect({ score: 5 + ((at * 7) % 40) / 10, kind: at === 2 ? 'practice' : 'shot' }));
  }
  await title('Early extension').waitFor();
}

async function openPanel(name: string, heading: string): Promise<void> {
  await button(name).click();
  await title(heading).waitFor();
}

/** What reaches out of the page, what does not fit its box, and what is too small for a glove. */
function misfits(of: Page, { width, height }: ViewportSize): Promise<string[]> {
  const smallest = (TARGET_MIN * Math.min(width, height)) / 1080;
  return of.evaluate((min) => {
    const root = document.querySelector('dialog[open]') ?? document.querySelector('main') ?? document.body;
    const shown = [...root.querySelectorAll('*')].filter((each) => each.getBoundingClientRect().width > 0);
    const named = (each: Element) => `${each.className} "${each.textContent?.slice(0, 40)}"`;
    const isFree = (each: Element) =>
      each.closest('.score-strip, .session-list, .spoken-only, .live-view__cameras, ul, svg') !== null;
    const outside = shown.filter((each) => {
      const box = each.getBoundingClientRect();
      return (
        !isFree(each) && (box.bottom > innerHeight + 1 || box.right > innerWidth + 1 || box.left < -1 || box.top < -1)
      );
    });
    const cards =
      '.session-view__card, .join-view__way, .pill, .attract-view__words, .staff-panel__card, .number-pad__key, .leaderboard';
    const cut = [...root.querySelectorAll(cards)].filter((each) => {
      if (each.matches('.visit-bar__name')) return false;
      return each.scrollHeight > each.clientHeight + 2 || each.scrollWidth > each.clientWidth + 2;
    });
    const small = [
      ...root.querySelectorAll('.panel button, .attract-view button, .visit-bar button, dialog button'),
    ].filter((each) => {
      const box = each.getBoundingClientRect();
      return box.width > 0 && Math.min(box.height, box.width) < min - 1;
    });
    return [
      ...outside.map((each) => `outside: ${named(each)}`),
      ...cut.map((each) => `cut: ${named(each)}`),
      ...small.map((each) => `small: ${named(each)} ${Math.round(each.getBoundingClientRect().height)}`),
    ];
  }, smallest);
}

async function say(language: Language): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/?lang=${language}`);
  await page.getByText('Bay 7').waitFor();
}

describe.skipIf(CHROMIUM === undefined).each(LANGUAGES)('the bay screen in %s', (language) => {
  it('fits every state of a visit into every screen, for gloved fingers', async () => {
    await say(language);
    const shoot = (name: string) => holdsItsShape(page, { name: `visit-${name}-${language}`, shapes: SIZES, misfits });
    await afterMs(ATTRACT_AFTER_MS + 1_000, page.locator('.attract-view__best'));
    await shoot('attract');
    bay.enter('occupied');
    bay.equip(READER);
    bay.visit.join('Aiko');
    bay.visit.join('Maximiliane von Hohenstein-Bergen');
    bay.visit.change({ club: 'I7' });
    await page.locator('.visit-bar__players').waitFor();
    await shoot('live');
    const way = (at: number) => page.locator('.visit-bar > .pill').nth(at);
    await way(0).click();
    await page.locator('.qr-code').waitFor();
    await shoot('join');
    await page.keyboard.press('Escape');
    await way(1).click();
    await page.locator('.club-view').waitFor();
    await shoot('club');
    await page.keyboard.press('Escape');
    for (let at = 0; at < 14; at++) bay.complete(bay.detect({ score: 5 + ((at * 7) % 40) / 10 }));
    await page.locator('.work-on-card').first().waitFor();
    await page.locator('.screen-header__live').click();
    await way(2).click();
    await page.locator('.change-chart').waitFor();
    await page.locator('.work-on-card__drawing svg').first().waitFor();
    await shoot('session');
    await page.keyboard.press('Escape');
    if (language === 'en') {
      bay.visit.hasClaude = true;
      await way(2).click();
      await page.locator('.coach-of-visit__by').waitFor();
      await page.locator('.work-on-card__drawing svg').first().waitFor();
      await shoot('session-claude');
      await page.keyboard.press('Escape');
    }
    await way(3).click();
    await page.locator('.leaderboard').nth(1).waitFor();
    await shoot('leaderboard');
    await page.keyboard.press('Escape');
    bay.visit.change({ card: { refused: 'unknown', shown: 1, forSeconds: 600 } });
    await page.locator('.card-notice').waitFor();
    await shoot('card');
    await page.locator('.card-notice .pill[data-kind="main"]').press('Enter');
    await page.locator('.join-view').waitFor();
    expect(await page.locator('.card-notice').count()).toBe(0);
    await page.keyboard.press('Escape');
    bay.visit.change({ card: null, ends: { why: 'inactive', inSeconds: 44 } });
    await page.locator('.visit-end-notice').waitFor();
    await shoot('ending');
    await page.locator('.visit-bar__staff').click();
    await page.locator('.number-pad').waitFor();
    await page.locator('.number-pad').focus();
    await page.keyboard.type('999999');
    await page.keyboard.press('Enter');
    await page.locator('.number-pad__trouble:not(:empty)').waitFor();
    await shoot('staff-pin');
    await page.locator('.number-pad').focus();
    await page.keyboard.type('424242');
    await page.keyboard.press('Enter');
    await page.locator('.staff-panel__body').waitFor();
    await page.locator('.staff-panel__health li').nth(3).waitFor();
    await shoot('staff');
  });
});

describe.skipIf(CHROMIUM === undefined)('a bay with nobody in it', () => {
  it('asks whoever passes by to hit a ball, and gives way to them', async () => {
    await attract();
    expect(await page.locator('.swing-figure__limbs').getAttribute('d')).toMatch(/^M/);
    bay.enter('occupied');
    await page.getByText('Stand to the ball').first().waitFor();
  });

  it('draws the swing again and again, but not for somebody who wants no motion', async () => {
    await attract();
    const limbs = () => page.locator('.swing-figure__limbs').getAttribute('d');
    const still = await limbs();
    await page.clock.runFor(500);
    expect(await limbs()).toBe(still);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    const seen = new Set<string | null>();
    const poses = async () => {
      await page.clock.runFor(400);
      return seen.add(await limbs()).size;
    };
    await expect.poll(poses).toBeGreaterThan(3);
  });

  it('forgets what the visitor before has chosen, and keeps what the next one chooses', async () => {
    await button('Deutsch').click();
    await page.getByText('Die Kameras finden dich.').waitFor();
    await attract();
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
    await button('Deutsch').click();
    await title('Stell dich auf die Matte und schlag einen Ball.').waitFor();
    bay.beginVisit('visit-2');
    bay.enter('occupied');
    await page.getByText('Stell dich zum Ball', { exact: true }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
  });

  it('says so when staff have closed it', async () => {
    bay.visit.isInService = false;
    bay.enter('empty');
    await afterMs(ATTRACT_AFTER_MS + 1_000, title('This bay is closed just now.'));
    await keepPicture(page, 'visit-closed');
    expect(await violations(page)).toEqual([]);
  });
});

describe.skipIf(CHROMIUM === undefined)('joining', () => {
  it('shows a code that a phone can read, and a new one before it ends and after it was used', async () => {
    await openPanel('Join', 'Who is playing?');
    await page.locator('.qr-code').waitFor();
    const codeOf = (number: number) => `http://192.168.4.17:8080/phone#join=code-${number}-of-the-script-xxx`;
    expect(await readQrCode(page)).toBe(codeOf(1).slice(0, 'http://192.168.4.17:8080/phone#join='.length + 22));
    await page.clock.runFor(60_000);
    await page.mouse.click(5, 5);
    await page.clock.runFor(41_000);
    await expect.poll(() => bay.visit.codesGiven).toBe(2);
    await expect.poll(() => readQrCode(page), { timeout: 10_000 }).toContain('#join=code-2-');
    bay.visit.join('Aiko');
    await expect.poll(() => bay.visit.codesGiven).toBe(3);
    await page.getByText('In the bay:').waitFor();
  });

  it('says that phones cannot join, and why, where the bay listens to itself alone', async () => {
    bay.visit.address = null;
    await openPanel('Join', 'Who is playing?');
    await page.getByText('This bay is set up for its own screen alone.').waitFor();
    expect(await page.locator('.qr-code').count()).toBe(0);
    expect(await violations(page)).toEqual([]);
  });

  it('takes a PIN by touch, says when nobody has it, and when to wait', async () => {
    await openPanel('Join', 'Who is playing?');
    const enter = async (pin: string) => {
      for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click();
      await page.getByRole('button', { name: 'OK', exact: true }).click();
    };
    await enter('999999');
    await page.getByText('Nobody has this PIN here.').waitFor();
    await enter('111111');
    await button('Aiko, in turn').waitFor();
    await button('Join').click();
    for (let guess = 0; guess < 4; guess++) {
      await enter('999999');
      await page.locator('.number-pad__trouble:not(:empty)').waitFor();
    }
    await page.getByText('Too many attempts. Please wait 14 minutes.').waitFor();
  });

  it('shows a card reader only where there is one', async () => {
    await openPanel('Join', 'Who is playing?');
    expect(await title('With your card').count()).toBe(0);
    bay.equip(READER);
    await page.getByText('Hold it to the reader now.').waitFor();
  });

  it('gives way to a swing', async () => {
    await openPanel('Join', 'Who is playing?');
    bay.detect();
    await page.locator('.replay-tile').first().waitFor();
  });
});

describe.skipIf(CHROMIUM === undefined)('without a finger', () => {
  it('every way of the empty bay and of a panel is reached, and left, by keyboard', async () => {
    await attract();
    expect(await tabStops(page, 6)).toEqual(['English', 'Deutsch', '日本語', 'Join', 'Leaderboard', 'Staff']);
    await button('Join').focus();
    await page.keyboard.press('Enter');
    await title('Who is playing?').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Back');
    await page.keyboard.press('Tab');
    await page.keyboard.type('111111');
    await page.keyboard.press('Enter');
    await button('Aiko, in turn').waitFor();
    await button('Leaderboard').focus();
    await page.keyboard.press('Enter');
    await title('Leaderboard').waitFor();
    await page.keyboard.press('Escape');
    await button('Leaderboard').waitFor();
  });
});

describe.skipIf(CHROMIUM === undefined)('taking turns', () => {
  it('goes by a tap on a name, and out by two', async () => {
    bay.visit.join('Aiko');
    bay.visit.join('Ben');
    await button('Give the turn to Ben').click();
    await button('Ben, in turn').waitFor();
    await button('Next player').click();
    await button('Aiko, in turn').waitFor();
    await button('Aiko leaves').click();
    await page.getByText('Leave?').waitFor();
    expect(bay.visit.body.players).toHaveLength(2);
    await button('Aiko leaves').click();
    await button('Ben, in turn').waitFor();
    await button('Guest').click();
    await expect.poll(() => bay.visit.body.inTurn).toBeNull();
  });

  it('takes the club that is tapped', async () => {
    await openPanel('Club?', 'Which club is in your hand?');
    await button('7 iron').click();
    await button('7 iron').waitFor();
    expect(bay.visit.body.club).toBe('I7');
  });
});

describe.skipIf(CHROMIUM === undefined)('what a visit came to', () => {
  it('is shown at its end, with the way to take it home, and then the bay is ready for the next one', async () => {
    bay.enter('occupied');
    await measured(9);
    await page.locator('.screen-header__live').click();
    await openPanel('My visit', 'Your visit so far');
    await page.getByText('better: 74° → 86°').waitFor();
    await page.getByText('Your best: swing 6').waitFor();
    await button(/^Swing 6, /).click();
    await page.locator('.replay-tile').first().waitFor();
    await page.locator('.screen-header__live').click();
    await button('My visit').click();
    await button('End the visit').click();
    await page.getByRole('heading', { name: 'Your visit', exact: true }).waitFor();
    expect(await page.locator('.qr-code').count()).toBe(1);
    bay.enter('empty');
    await page.clock.fastForward(PANEL_MAX_MS.session + 1_000);
    await attract();
  });

  it('says nothing of change before there are shots enough', async () => {
    await measured(4);
    await page.locator('.screen-header__live').click();
    await button('My visit').click();
    await page.getByText('From eight shots with one club on').waitFor();
  });

  it('is warned of beforehand, and put off by a tap', async () => {
    bay.enter('occupied');
    bay.visit.change({ ends: { why: 'inactive', inSeconds: 75 } });
    await page.clock.runFor(30_000);
    await page.getByText(/Your visit ends in 4\d seconds/).waitFor();
    await button('I am still here').click();
    await expect.poll(() => bay.visit.stays).toBeGreaterThan(0);
    await expect.poll(() => page.locator('.visit-end-notice').count()).toBe(0);
  });
});

describe.skipIf(CHROMIUM === undefined)('staff', () => {
  it('end a visit, close the bay and free a device, by keyboard alone, and are locked out after a minute', async () => {
    bay.equip(READER);
    await button('Staff').focus();
    await page.keyboard.press('Enter');
    await page.locator('.number-pad').focus();
    await page.keyboard.type('424242');
    await page.keyboard.press('Enter');
    await title('For staff').waitFor();
    const press = async (name: string) => {
      await page.locator('.staff-panel').getByRole('button', { name }).focus();
      await page.keyboard.press('Enter');
    };
    await press('Try again');
    await expect.poll(() => bay.visit.faultsCleared).toEqual(['tee']);
    await press('Take out of service');
    await page.getByText('The bay is out of service.').waitFor();
    expect(bay.visit.isInService).toBe(false);
    await press('End the visit');
    await expect.poll(() => bay.visit.body.over).toBe('ended');
    await press('Voice on');
    await expect.poll(() => bay.voice.isOn).toBe(false);
    await page.clock.fastForward(STAFF_MAX_MS + 1_000);
    await expect.poll(() => page.locator('.staff-panel').count()).toBe(0);
    await button('Staff').click();
    await title('Staff PIN').waitFor();
  });
});
