import { describe, expect, it } from 'vitest';
import { AfterSwing, FRAME_MS } from './after-swing.fixture.ts';
import { CHROMIUM } from './built-pages.fixture.ts';
import { wait } from './dev/scripted-bay.ts';
import { SCRIPTED_EVENTS_MS } from './dev/scripted-golfer.ts';

/** The replay of a swing and its figure in space, in a real Chromium. */
const after = new AfterSwing('the replay');

describe.skipIf(CHROMIUM === undefined)('the replay', () => {
  it('runs as soon as its clip is written, while the swing is still being measured', async () => {
    await after.open();
    after.bay.areClipsWritten = false;
    const swing = after.bay.detect();
    await after.page.getByText('Loading the replay…').first().waitFor();
    after.bay.areClipsWritten = true;
    await expect.poll(() => after.page.locator('.replay-tile[data-ready="true"]').count()).toBe(2);
    const began = await after.shownTimes();
    await expect.poll(async () => (await after.shownTimes()).every((timeMs, i) => timeMs > (began[i] ?? 0))).toBe(true);
    await after.page.getByText('Measuring your swing…').waitFor();
    expect(swing.status).toBe('analysing');
    after.bay.complete(swing);
    await after.drawn('skeleton');
    await after.drawn('path');
  });

  it('shows the same frame in every camera at every speed, and the camera that leads runs at exactly that speed', async () => {
    await after.open();
    await after.threeSwings();
    await after.drawn('skeleton');
    for (const [name, rate] of [
      ['Eighth speed', 0.125],
      ['Quarter speed', 0.25],
      ['Half speed', 0.5],
      ['Full speed', 1],
    ] as const) {
      await after.page.getByRole('button', { name }).click();
      await after.presented(30);
      const apart = ([first = 0, second = Number.POSITIVE_INFINITY]: number[]) => Math.abs(first - second) * 1000;
      const outOfStep: object[] = [];
      const shares = async () => {
        const samples = await after.presented(40);
        outOfStep.push(...samples.filter(({ clocks, rates }) => !rates.includes(rate) || apart(clocks) >= FRAME_MS));
        const within = (ms: number) => samples.filter(({ media }) => apart(media) < ms).length / samples.length;
        return { mostAreAFrameApart: within(FRAME_MS * 1.5) > 0.8, halfAreTheSame: within(FRAME_MS / 2) > 0.5 };
      };
      // A machine that is busy shows frames late for a while; the clocks of both are in step all the same.
      await expect.poll(shares, { message: name }).toEqual({ mostAreAFrameApart: true, halfAreTheSame: true });
      expect(outOfStep, name).toEqual([]);
    }
  });

  it('goes frame by frame with the arrow keys and from event to event with the page keys, and names them', async () => {
    await after.open();
    await after.threeSwings();
    await after.drawn('skeleton');
    await after.page.getByRole('button', { name: 'Top', exact: true }).click();
    const near = (timeMs: number) =>
      expect
        .poll(async () => (await after.shownTimes()).every((shown) => Math.abs(shown - timeMs) <= FRAME_MS * 0.75), {
          message: `${timeMs} ms`,
        })
        .toBe(true);
    const slider = after.page.getByRole('slider', { name: 'Place in the swing' });
    await near(SCRIPTED_EVENTS_MS.top);
    expect(await slider.getAttribute('aria-valuetext')).toBe('Top');
    await slider.press('ArrowRight');
    await near(SCRIPTED_EVENTS_MS.top + FRAME_MS);
    await slider.press('ArrowLeft');
    await slider.press('ArrowLeft');
    await near(SCRIPTED_EVENTS_MS.top - FRAME_MS);
    await slider.press('PageUp');
    await slider.press('PageUp');
    await near(SCRIPTED_EVENTS_MS['mid-downswing']);
    await after.page.getByText('Half down').first().waitFor();
    await slider.press('PageDown');
    await near(SCRIPTED_EVENTS_MS.top);
  });

  it('goes to an event whose mark is touched, and to where a finger drags', async () => {
    await after.open();
    await after.threeSwings();
    await after.drawn('skeleton');
    const mark = await after.page.locator('.timeline__event[data-event="impact"]').boundingBox();
    await after.page.mouse.click((mark?.x ?? 0) + 6, (mark?.y ?? 0) + 14);
    await expect.poll(() => after.page.locator('.timeline__now').textContent()).toBe('Impact');
    const bar = await after.page.locator('.timeline__handle').boundingBox();
    const [left, width, y] = [bar?.x ?? 0, bar?.width ?? 0, (bar?.y ?? 0) + (bar?.height ?? 0) / 2];
    const head = await after.page.locator('.timeline__head').boundingBox();
    await after.page.mouse.move((head?.x ?? 0) + 2, y);
    await after.page.mouse.down();
    await after.page.mouse.move(left + width * 0.5, y, { steps: 5 });
    await after.page.mouse.up();
    const middle = (SCRIPTED_EVENTS_MS.address - 500 + SCRIPTED_EVENTS_MS.finish + 500) / 2;
    await expect
      .poll(async () => (await after.shownTimes()).every((timeMs) => Math.abs(timeMs - middle) < FRAME_MS * 2))
      .toBe(true);
  });

  it('plays once, without a loop, for whoever asked for less motion', async () => {
    await after.page.emulateMedia({ reducedMotion: 'reduce' });
    await after.open();
    await after.threeSwings();
    await after.page.getByRole('button', { name: 'Full speed' }).click();
    await after.page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    const stopped = await after.shownTimes();
    await wait(1500);
    expect(await after.shownTimes()).toEqual(stopped);
  });

  it('draws over the pictures what is switched on, and says when there is no earlier swing', async () => {
    await after.open();
    const first = after.bay.detect({ score: 7 });
    after.bay.complete(first);
    await after.page.getByText('No earlier swing to lay over it').waitFor();
    expect(await after.page.getByRole('button', { name: 'Compare' }).count()).toBe(0);
    after.bay.complete(after.bay.detect({ score: 6 }));
    const ghost = after.page.getByRole('button', { name: 'Best Swing 1' });
    await ghost.waitFor();
    await after.drawn('skeleton');
    await after.drawn('ghost', 0);
    await ghost.click();
    await after.drawn('ghost');
    await after.page.getByRole('button', { name: 'Skeleton' }).click();
    await after.drawn('skeleton', 0);
    await after.page.getByRole('button', { name: 'Hand path' }).click();
    await after.drawn('path', 0);
    await ghost.press('Enter');
    await after.drawn('ghost', 0);
  });
});

describe.skipIf(CHROMIUM === undefined)('the swing in 3D', () => {
  const figure = () => after.page.getByRole('application', { name: /Your swing in 3D/ });
  const orbit = () =>
    figure().evaluate((canvas) => {
      const { timeMs, turn, height } = (canvas as HTMLElement).dataset;
      return { timeMs, turn, height };
    });

  it('is fetched when it is asked for, turns by keys, by dragging and to the usual views, in step with the replay', async () => {
    const fetched: string[] = [];
    after.page.on('request', (request) => fetched.push(request.url()));
    await after.open();
    await after.threeSwings();
    await after.drawn('skeleton');
    expect(fetched.filter((url) => /figure-view|compare-view|\/joints/.test(url))).toEqual([]);
    await after.page.getByRole('button', { name: '3D' }).click();
    await figure().waitFor();
    expect(fetched.some((url) => url.includes('figure-view'))).toBe(true);
    await after.page.getByRole('button', { name: 'Impact', exact: true }).click();
    await expect.poll(async () => Number((await orbit()).timeMs)).toBeCloseTo(SCRIPTED_EVENTS_MS.impact, 0);
    await after.page.getByRole('button', { name: 'Down the line', exact: true }).click();
    await expect.poll(async () => (await orbit()).turn).toBe('-90');
    await after.page.getByRole('button', { name: 'From above' }).click();
    await expect.poll(async () => (await orbit()).height).toBe('89');
    await after.page.getByRole('button', { name: 'Face-on', exact: true }).click();
    await expect.poll(orbit).toMatchObject({ turn: '0', height: '8' });
    await figure().press('ArrowRight');
    await figure().press('ArrowUp');
    expect(await orbit()).toMatchObject({ turn: '6', height: '14' });
    const box = await figure().boundingBox();
    const [x, y] = [(box?.x ?? 0) + 150, (box?.y ?? 0) + 200];
    await after.page.mouse.move(x, y);
    await after.page.mouse.down();
    await after.page.mouse.move(x + 100, y, { steps: 4 });
    await after.page.mouse.up();
    expect(Number((await orbit()).turn)).toBeLessThan(0);
  });

  it('is said to be unknown where only one camera saw the swing', async () => {
    await after.page.route('**/joints', (route) => route.fulfill({ json: { withheld: 'needs-second-camera' } }));
    await after.open();
    await after.threeSwings();
    await after.page.getByRole('button', { name: '3D' }).click();
    await after.page.getByText('No 3D of this swing').waitFor();
    await after.page.getByText('one camera alone cannot know this').waitFor();
  });

  it('says that it cannot be fetched, and the replay goes on', async () => {
    await after.page.route('**/joints', (route) => route.abort());
    await after.open();
    await after.threeSwings();
    await after.page.getByRole('button', { name: '3D' }).click();
    await after.page.getByText('3D cannot be fetched just now').waitFor();
    await after.drawn('skeleton');
  });
});
