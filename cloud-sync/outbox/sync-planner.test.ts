import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterFailure,
  ATTEMPTS_MAX,
  BUSY_MS_MAX,
  HEALTHY,
  planSync,
  restMs,
  STEP_ENTRIES_MAX,
  type SyncEntry,
  type SyncState,
  verdictOf,
} from './sync-planner.ts';

const trouble = { code: 'object-store/unreachable', message: 'Nobody answers.', hint: null } as const;

const entryArbitrary = fc
  .record({
    kind: fc.constantFrom('send' as const, 'send' as const, 'erase' as const),
    swing: fc.constantFrom('s1', 's2', 's3', ''),
    owners: fc.uniqueArray(fc.constantFrom('ada', 'bea', 'visit'), { minLength: 1, maxLength: 2 }),
    urgency: fc.integer({ min: 0, max: 3 }),
    attempts: fc.integer({ min: 0, max: 12 }),
  })
  .map(
    (entry): Omit<SyncEntry, 'id'> =>
      entry.kind === 'erase'
        ? { ...entry, urgency: -1 }
        : { ...entry, swing: entry.swing === '' ? 's1' : entry.swing, owners: entry.owners.slice(0, 1) },
  );

const scene = fc
  .record({
    entries: fc.array(entryArbitrary, { maxLength: 30 }),
    runningCount: fc.integer({ min: 0, max: 3 }),
    resting: fc.array(fc.tuple(fc.nat(30), fc.integer({ min: 0, max: 2_000 })), { maxLength: 8 }),
    failures: fc.constantFrom(0, 0, 1, 5),
    restsUntilMs: fc.integer({ min: 0, max: 2_000 }),
    busySinceMs: fc.option(fc.integer({ min: -BUSY_MS_MAX * 2, max: 1_000 })),
    atOnce: fc.integer({ min: 1, max: 6 }),
    urgencyMax: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ entries, runningCount, resting, failures, restsUntilMs, busySinceMs, atOnce, urgencyMax }) => {
    const all = entries.map((entry, id) => ({ ...entry, id }));
    const running: SyncEntry[][] = [];
    // What runs was planned once, so it is free of conflicts.
    for (const entry of all) {
      if (running.length < Math.min(runningCount, atOnce) && running.every(([one]) => one && !meets(one, entry)))
        running.push([entry]);
    }
    const state: SyncState = {
      running,
      waiting: all
        .filter((entry) => !running.flat().includes(entry))
        .toSorted((a, b) => a.urgency - b.urgency || a.id - b.id),
      erasures: all.filter(({ kind }) => kind === 'erase'),
      restingUntilMs: new Map(resting),
      remote: { ...HEALTHY, failures, restsUntilMs: failures === 0 ? 0 : restsUntilMs },
    };
    return { state, limits: { atOnce, urgencyMax }, moment: { nowMs: 1_000, busySinceMs } };
  });

function meets(one: SyncEntry, other: SyncEntry): boolean {
  if (one.swing !== '' && other.swing !== '') return one.swing === other.swing;
  return one.owners.some((owner) => other.owners.includes(owner));
}

describe('the plan of what to send', () => {
  it('never begins more than is allowed, nor anything twice, and one more only so that a result waits for no file', () => {
    fc.assert(
      fc.property(scene, ({ state, limits, moment }) => {
        const { steps } = planSync(state, limits, moment);
        const allowed = state.remote.failures > 0 ? 1 : limits.atOnce;
        const all = [...state.running, ...steps];
        if (steps.length > 0 && all.length > allowed) {
          expect(state.remote.failures).toBe(0);
          expect(all).toHaveLength(allowed + 1);
          expect(all.at(-1)?.[0]?.urgency).toBeLessThanOrEqual(0);
          for (const [first] of all.slice(0, -1)) expect(first?.urgency).toBeGreaterThan(0);
        }
        const ids = all.flat().map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('makes steps of one swing, one owner and one urgency, and erasures alone', () => {
    fc.assert(
      fc.property(scene, ({ state, limits, moment }) => {
        for (const step of planSync(state, limits, moment).steps) {
          const alike = new Set(
            step.map(({ kind, swing, owners, urgency }) => `${kind} ${swing} ${owners} ${urgency}`),
          );
          expect(alike.size).toBe(1);
          expect(step.length).toBeLessThanOrEqual(step[0]?.kind === 'erase' ? 1 : STEP_ENTRIES_MAX);
          for (const { id } of step) expect(state.restingUntilMs.get(id) ?? 0).toBeLessThanOrEqual(moment.nowMs);
        }
      }),
    );
  });

  it('sends nothing beside what is more urgent, unless that came later', () => {
    fc.assert(
      fc.property(scene, ({ state, limits, moment }) => {
        const { steps } = planSync(state, limits, moment);
        const sent = steps.flat().filter(({ kind }) => kind === 'send');
        expect(new Set(sent.map(({ urgency }) => urgency)).size).toBeLessThanOrEqual(1);
        const running = state.running.flat().filter(({ kind }) => kind === 'send');
        for (const { urgency } of sent) {
          expect(running.every((one) => one.urgency >= urgency)).toBe(true);
        }
      }),
    );
  });

  it('tries a line that failed with one thing alone', () => {
    fc.assert(
      fc.property(scene, ({ state, limits, moment }) => {
        fc.pre(state.remote.failures > 0);
        expect(planSync(state, limits, moment).steps.flat().length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('sends the files of one swing beside each other, and those of a backlog swing by swing', () => {
    const frames = (swing: string, from: number): SyncEntry[] =>
      Array.from({ length: 12 }, (_, n) => ({
        ...{ id: from + n, kind: 'send', swing, owners: ['a'], urgency: 1, attempts: 0 },
      }));
    const planned = (waiting: SyncEntry[]): string[][] =>
      planSync(
        { waiting, running: [], erasures: [], restingUntilMs: new Map(), remote: HEALTHY },
        { atOnce: 4, urgencyMax: 3 },
        { nowMs: 0, busySinceMs: null },
      ).steps.map((step) => step.map(({ swing }) => swing));
    expect(planned(frames('s', 0)).map((step) => step.length)).toEqual([3, 3, 3, 3]);
    const backlog = ['s1', 's2', 's3', 's4', 's5'].flatMap((swing, n) => frames(swing, n * 12));
    expect(planned(backlog)).toEqual(['s1', 's2', 's3', 's4'].map((swing) => Array(12).fill(swing)));
  });

  it('begins nothing while the other side rests or somebody swings', () => {
    fc.assert(
      fc.property(scene, ({ state, limits, moment }) => {
        const isBusy = moment.busySinceMs !== null && moment.nowMs - moment.busySinceMs < BUSY_MS_MAX;
        fc.pre(state.remote.restsUntilMs > moment.nowMs || isBusy);
        const plan = planSync(state, limits, moment);
        expect(plan.steps).toEqual([]);
        expect(plan.againAtMs).toBeGreaterThan(moment.nowMs);
      }),
    );
  });

  it('sends nothing that an owed erasure is about, and erases nothing that is being sent', () => {
    fc.assert(
      fc.property(scene, ({ state, limits, moment }) => {
        const { steps } = planSync(state, limits, moment);
        for (const step of steps.flat()) {
          if (step.kind === 'send') expect(state.erasures.some((erasure) => meets(erasure, step))).toBe(false);
          else expect(state.running.flat().some((one) => meets(step, one))).toBe(false);
        }
      }),
    );
  });

  it('sends a swing that changed hands only after it was erased where it lay', () => {
    const sent: SyncEntry = { id: 1, kind: 'send', swing: 's', owners: ['ada'], urgency: 3, attempts: 0 };
    const other: SyncEntry = { ...sent, id: 2, swing: 'other' };
    const moved: SyncEntry = { id: 3, kind: 'erase', swing: 's', owners: ['visit'], urgency: -1, attempts: 0 };
    const { steps } = planSync(
      {
        waiting: [moved, sent, other],
        running: [],
        erasures: [moved],
        restingUntilMs: new Map(),
        remote: HEALTHY,
      },
      { atOnce: 4, urgencyMax: 3 },
      { nowMs: 0, busySinceMs: null },
    );
    expect(steps).toEqual([[moved], [other]]);
  });

  it('passes over nothing more urgent but what rests, is in the way, or is too dear for the line', () => {
    fc.assert(
      fc.property(scene, ({ state, limits, moment }) => {
        const { steps } = planSync(state, limits, moment);
        const last = steps.at(-1)?.[0];
        if (last === undefined) return;
        const begun = steps.flat();
        const before = state.waiting.slice(0, state.waiting.indexOf(last));
        for (const passed of before.filter((entry) => !begun.includes(entry))) {
          const rests = (state.restingUntilMs.get(passed.id) ?? 0) > moment.nowMs;
          const isDear = passed.kind === 'send' && passed.urgency > limits.urgencyMax;
          const others = [...state.running.flat(), ...begun, ...state.erasures].filter(({ id }) => id !== passed.id);
          const waitsForMoreUrgent = others.some(({ kind, urgency }) => kind === 'send' && urgency < passed.urgency);
          expect(rests || isDear || waitsForMoreUrgent || others.some((one) => meets(passed, one))).toBe(true);
        }
      }),
    );
  });

  it('goes on with whatever can go on: a poison entry holds up nobody', () => {
    fc.assert(
      fc.property(scene, ({ state, limits, moment }) => {
        fc.pre(state.remote.failures === 0 && moment.busySinceMs === null && state.running.length === 0);
        const can = state.waiting.some(
          (entry) =>
            (state.restingUntilMs.get(entry.id) ?? 0) <= moment.nowMs &&
            (entry.kind === 'erase' ||
              (entry.urgency <= limits.urgencyMax && !state.erasures.some((erasure) => meets(erasure, entry)))),
        );
        expect(planSync(state, limits, moment).steps.length > 0).toBe(can);
      }),
    );
  });

  it('does not wait for ever for somebody who only stands there', () => {
    const entry: SyncEntry = { id: 1, kind: 'send', swing: 's', owners: ['a'], urgency: 0, attempts: 0 };
    const state = {
      waiting: [entry],
      running: [],
      erasures: [],
      restingUntilMs: new Map<number, number>(),
      remote: HEALTHY,
    };
    const limits = { atOnce: 1, urgencyMax: 3 };
    expect(planSync(state, limits, { nowMs: BUSY_MS_MAX, busySinceMs: 1 }).steps).toEqual([]);
    expect(planSync(state, limits, { nowMs: BUSY_MS_MAX, busySinceMs: 0 }).steps).toEqual([[entry]]);
  });
});

describe('the rest after a failure', () => {
  it('grows to five minutes and is spread from nothing to its longest', () => {
    expect([1, 2, 3, 4, 9, 10, 1_000].map((failures) => restMs(failures, 1) / 1_000)).toEqual([
      1, 2, 4, 8, 256, 300, 300,
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
        expect(restMs(failures, random)).toBeGreaterThanOrEqual(0);
        expect(restMs(failures, random)).toBeLessThanOrEqual(restMs(failures, 1));
      }),
    );
  });

  it('counts one outage once, however many steps met it', () => {
    const first = afterFailure(HEALTHY, { beganMs: 0, nowMs: 1_000, random: 1, trouble });
    const second = afterFailure(first, { beganMs: 500, nowMs: 1_001, random: 1, trouble });
    expect(second).toEqual(first);
    expect(afterFailure(first, { beganMs: 2_000, nowMs: 3_000, random: 1, trouble }).failures).toBe(2);
  });
});

describe('an entry that is refused for its own sake', () => {
  const send: SyncEntry = { id: 1, kind: 'send', swing: 's', owners: ['a'], urgency: 0, attempts: 0 };

  it('is parked when trying again cannot help, or did not help often enough', () => {
    expect(verdictOf(send, false)).toBe('park');
    expect(verdictOf(send, true)).toBe('try-again');
    expect(verdictOf({ ...send, attempts: ATTEMPTS_MAX - 1 }, true)).toBe('park');
  });

  it('is never parked where it is an erasure', () => {
    expect(verdictOf({ ...send, kind: 'erase', attempts: 1_000 }, false)).toBe('try-again');
  });
});
