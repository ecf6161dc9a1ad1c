import { forgetChoices } from '../locales/language.ts';
import type { VisitApi } from '../visit/visit-api.ts';
import type { ScreenStore } from './screen-store.ts';

/** The bay is told no more often that somebody is at the screen. */
const STAY_EVERY_MS = 30_000;

/**
 * What touches and the end of a visit do beyond the picture: whoever touches the screen is there, and when nobody is,
 * what the last visitor chose is forgotten. Effects only; what follows from what is the reducer's.
 */
export function watchVisit(store: ScreenStore, api: Pick<VisitApi, 'stay'>, now: () => number): void {
  let stayedAtMs = Number.NEGATIVE_INFINITY;
  const touch = () => {
    store.dispatch({ type: 'screen-touched' });
    if (store.state().visit.body?.goesOn !== true || now() - stayedAtMs < STAY_EVERY_MS) return;
    stayedAtMs = now();
    // A bay that does not answer says so on the screen already.
    void api.stay().catch(() => undefined);
  };
  addEventListener('pointerdown', touch, { passive: true });
  addEventListener('keydown', touch);
  let wasAttract = false;
  store.subscribe(() => {
    const isAttract = store.state().view.kind === 'attract';
    if (isAttract && !wasAttract) void forgetChoices();
    wasAttract = isAttract;
  });
}
