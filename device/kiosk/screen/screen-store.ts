import type { BayApi } from '../connection/bay-api.ts';
import { type Load, loadKey, neededLoads } from './needed-loads.ts';
import { reduceScreen } from './screen-reducer.ts';
import { INITIAL_STATE, type ScreenMessage, type ScreenState } from './screen-state.ts';

/** Holds the screen's state, tells who listens, and fetches what the plan says is lacking. */
export interface ScreenStore {
  state(): ScreenState;
  dispatch(message: ScreenMessage): void;
  subscribe(listener: () => void): () => void;
}

/** A failed fetch is tried again no sooner than this. */
const RETRY_MS = 1_000;

export function createScreenStore(api: BayApi): ScreenStore {
  let state = INITIAL_STATE;
  const listeners = new Set<() => void>();
  const underway = new Set<string>();

  const store: ScreenStore = {
    state: () => state,
    dispatch(message) {
      const next = reduceScreen(state, message);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener();
      for (const load of neededLoads(state)) start(load);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  const start = (load: Load) => {
    const key = loadKey(load);
    if (underway.has(key)) return;
    underway.add(key);
    void fetchLoad(api, load).then(
      (message) => {
        underway.delete(key);
        store.dispatch(message);
      },
      () => {
        setTimeout(() => {
          underway.delete(key);
          store.dispatch(
            load.kind === 'report'
              ? { type: 'report-not-loaded', swingId: load.swingId }
              : { type: 'time-passed', nowMs: state.nowMs },
          );
        }, RETRY_MS);
      },
    );
  };
  return store;
}

async function fetchLoad(api: BayApi, load: Load): Promise<ScreenMessage> {
  if (load.kind === 'catalogue')
    return { type: 'catalogue-loaded', catalogue: await api.fetchCatalogue(load.language) };
  if (load.kind === 'report') {
    return { type: 'report-loaded', swingId: load.swingId, report: await api.fetchReport(load.swingId) };
  }
  if (load.kind === 'visit') return { type: 'visit-loaded', asked: load.asked, visit: await api.fetchVisit() };
  return { type: 'swings-loaded', sessionId: load.sessionId, swings: await api.fetchSwings(load.sessionId) };
}
