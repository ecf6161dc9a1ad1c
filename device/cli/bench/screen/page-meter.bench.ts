/** What is measured inside of a page, as text: it runs in the browser. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { BayError } from '../../../errors/bay-error.ts';

export interface Measured {
  readonly seconds: number;
  /** Turns of the display in which the page could draw. */
  readonly frames: number;
  /** Pictures that were drawn on canvases that say what they show. */
  readonly drawn: number;
  /** How far from its picture each skeleton's nearest measured pose lay; null where a picture was drawn without one. */
  readonly poseOffNs: readonly (number | null)[];
}

/** Before the page: notes when the page first says the bay's name, which it knows from the bay itself. */
export const noteUsable = (bay: string): string => `
  new MutationObserver((_, observer) => {
    if (!document.body?.innerText.includes(${JSON.stringify(bay)})) return;
    observer.disconnect();
    globalThis.usableAtMs = performance.now();
  }).observe(document, { childList: true, subtree: true, characterData: true });
`;

const USABLE_MS_MAX = 60_000;

/** Asked from outside, since the pages let nobody run text inside of them. */
export async function usableAtMs(page: Page): Promise<number> {
  for (let waitedMs = 0; waitedMs < USABLE_MS_MAX; waitedMs += 50) {
    const atMs = await page.evaluate<number | null>('globalThis.usableAtMs ?? null');
    if (atMs !== null) return atMs;
    await sleep(50);
  }
  throw new BayError('bench/not-usable', `The page said nothing for ${USABLE_MS_MAX / 1_000} s.`);
}

export function measure(page: Page, ms: number): Promise<Measured> {
  return page.evaluate(`new Promise((resolve) => {
    const found = { seconds: 0, frames: 0, drawn: 0, poseOffNs: [] };
    const observer = new MutationObserver((changes) => {
      for (const { target } of changes) {
        found.drawn++;
        const off = target.dataset.poseOffNs;
        found.poseOffNs.push(off === undefined || off === '' ? null : Number(off));
      }
    });
    for (const canvas of document.querySelectorAll('canvas')) {
      observer.observe(canvas, { attributes: true, attributeFilter: ['data-captured-at-ns', 'data-time-ms'] });
    }
    const beganMs = performance.now();
    const turn = () => {
      found.frames++;
      found.seconds = (performance.now() - beganMs) / 1000;
      if (found.seconds * 1000 < ${ms}) return requestAnimationFrame(turn);
      observer.disconnect();
      resolve(found);
    };
    requestAnimationFrame(turn);
  })`);
}
