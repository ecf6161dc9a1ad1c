import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { BayDevice, BayHardware, BayWarning } from '../api/contract/realtime.ts';
import { BayBench } from './bay-in-test.fixture.ts';
import { CHROMIUM, SHAPES } from './built-pages.fixture.ts';
import type { ScriptedBay } from './dev/scripted-bay.ts';
import { holdsItsShape } from './page-checks.fixture.ts';

/** Tee and balls on the built page, in a real Chromium. */

const TEE: BayDevice = { id: 'tee', kind: 'tee', condition: 'ready', fault: null, heightMm: 38, heightMaxMm: 80 };
const BEAM: BayDevice = { id: 'beam', kind: 'ball-beam', condition: 'ready', fault: null, isBallPresent: true };
const BALLS: BayDevice = { id: 'balls', kind: 'dispenser', condition: 'ready', fault: null, stock: 240, credit: 37 };
const FINE: BayHardware = { link: 'up', isStopPressed: false, devices: [TEE, BEAM, BALLS] };

const wrong = (code: string): BayWarning => ({ code, message: 'x', hint: null, camera: null });

let bay: ScriptedBay;
let page: Page;
const bench = new BayBench('the equipment panel');

beforeEach(async () => {
  const opened = await bench.open();
  ({ bay, page } = opened);
  await page.goto(opened.origin);
  await page.getByText('Bay 7').waitFor();
});

const panel = () => page.locator('.equipment-panel');

/** What is cut off or outside of the page. */
const misfits = () =>
  page.evaluate(() => {
    const cards = '.state-panel, .last-swing-card, .first-swing-guide, .equipment-panel, .equipment-panel p';
    return [...document.querySelectorAll(cards)]
      .filter((card) => {
        const box = card.getBoundingClientRect();
        const isOutside = box.width > 0 && (box.bottom > innerHeight + 1 || box.right > innerWidth + 1);
        const isCut = card.scrollHeight > card.clientHeight + 2 || card.scrollWidth > card.clientWidth + 2;
        return isOutside || isCut;
      })
      .map((card) => card.className);
  });

const looksRight = (name: string) => holdsItsShape(page, { name, shapes: SHAPES, misfits, isAxeAskedInEach: true });

describe.skipIf(CHROMIUM === undefined)('tee and balls on the bay screen', () => {
  it('show whether a ball lies there, how high, and how many are left', async () => {
    bay.enter('address');
    bay.equip(FINE);
    await panel().getByText('Ball on the tee').waitFor();
    await panel().getByText('38 mm high').waitFor();
    await panel().getByText('37 balls on your credit').waitFor();
    await panel().getByText('240 balls in the machine').waitFor();
    await looksRight('equipment');
    bay.equip({ ...FINE, devices: [TEE, { ...BEAM, isBallPresent: false }, { ...BALLS, credit: 0 }] });
    await panel().getByText('No ball on the tee').waitFor();
    await panel().getByText('No balls on your credit').waitFor();
  });

  it('are not there in a bay that has neither', async () => {
    bay.enter('occupied');
    await page.getByText('Take your stance').waitFor();
    expect(await panel().count()).toBe(0);
  });

  it('say in the golfer’s words what is stuck and what to do, once', async () => {
    const stuck: BayDevice = { ...TEE, condition: 'fault', fault: 'jam' };
    bay.enter('occupied');
    bay.equip({ ...FINE, devices: [stuck, BEAM, { ...BALLS, condition: 'fault', fault: 'empty', stock: 0 }] }, [
      wrong('hardware/tee-jam'),
      wrong('hardware/dispenser-empty'),
    ]);
    await panel().getByText('The tee is stuck').waitFor();
    await panel().getByText('Do not reach in.').waitFor();
    await panel().getByText('The ball machine is empty').waitFor();
    expect(await page.getByText('The tee is stuck').count()).toBe(1);
    await looksRight('equipment-stuck');
  });

  it('give way to the emergency stop, and nobody is asked to swing', async () => {
    bay.enter('address');
    bay.equip({ ...FINE, isStopPressed: true }, [wrong('hardware/emergency-stop')]);
    await panel().getByText('Emergency stop').waitFor();
    await panel().getByText('ask the staff to release it').waitFor();
    expect(await panel().getByText('Ball on the tee').count()).toBe(0);
    await page.getByText('Please wait').waitFor();
    expect(await page.getByText('Swing when you like.').count()).toBe(0);
    await looksRight('equipment-stop');
  });

  it('stand beside the last swing, and their troubles over an open one', async () => {
    const swing = bay.detect();
    bay.complete(swing);
    await page.getByRole('heading', { name: 'Early extension' }).waitFor();
    bay.equip({ ...FINE, link: 'lost' }, [wrong('hardware/link-lost')]);
    await page.getByText('Tee and balls do not answer').waitFor();
    await page.getByRole('button', { name: 'Live picture' }).click();
    await panel().getByText('tee your ball by hand').waitFor();
    await page.getByRole('heading', { name: 'Last swing' }).waitFor();
    expect(await panel().getByText('mm high').count()).toBe(0);
    await looksRight('equipment-last-swing');
  });
});
