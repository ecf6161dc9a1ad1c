import { describe, expect, it } from 'vitest';
import { neededLoads } from './needed-loads.ts';
import { INITIAL_STATE, LOAD_ATTEMPTS_MAX, type ScreenState, type ScreenSwing } from './screen-state.ts';

const swing = (id: string, change: Partial<ScreenSwing> = {}): ScreenSwing => ({
  id,
  kind: 'shot',
  status: 'completed',
  revision: 1,
  score: 7,
  progress: null,
  report: null,
  loadFailures: 0,
  ...change,
});

const base: ScreenState = {
  ...INITIAL_STATE,
  connection: 'connected',
  bay: { name: 'Bay 7', sessionId: 's', cameras: [] },
  areSwingsLoaded: true,
  catalogue: { metrics: [], faults: [], drills: [], texts: {}, language: 'en' },
};

describe('what the screen fetches', () => {
  it('asks for nothing while the bay does not answer', () => {
    expect(neededLoads({ ...base, connection: 'lost', areSwingsLoaded: false })).toEqual([]);
  });

  it('asks for the words and the swings of the visit after it has connected', () => {
    const kinds = neededLoads({ ...base, areSwingsLoaded: false, catalogue: null }).map((load) => load.kind);
    expect(kinds).toEqual(['catalogue', 'swings']);
  });

  it('asks for the report of the swing on show and of the newest, and for no other', () => {
    const swings = [swing('new'), swing('middle'), swing('open')];
    const view = {
      kind: 'result',
      swingId: 'open',
      sinceMs: 0,
      reportSinceMs: null,
      isNextBallAddressed: false,
    } as const;
    expect(neededLoads({ ...base, swings, view })).toEqual([
      { kind: 'report', swingId: 'new', revision: 1 },
      { kind: 'report', swingId: 'open', revision: 1 },
    ]);
  });

  it('gives up on a report that cannot be fetched', () => {
    expect(neededLoads({ ...base, swings: [swing('a', { loadFailures: LOAD_ATTEMPTS_MAX })] })).toEqual([]);
  });
});
