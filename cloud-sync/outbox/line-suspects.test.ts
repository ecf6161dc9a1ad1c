import { describe, expect, it } from 'vitest';
import { LineSuspects } from './line-suspects.ts';
import type { SyncEntry } from './sync-planner.ts';

const send = (id: number): SyncEntry => ({ id, kind: 'send', swing: `s${id}`, owners: ['a'], urgency: 0, attempts: 0 });
const erase = (id: number): SyncEntry => ({ ...send(id), kind: 'erase', urgency: -1 });

describe('what failed alone', () => {
  it('is passed over, and rests longer each time that something else arrives', () => {
    const suspects = new LineSuspects();
    for (const seconds of [1, 2, 4]) {
      suspects.failed([send(1)]);
      expect(suspects.passedOver).toEqual([1]);
      expect(suspects.reached([send(2)]).entriesMs).toEqual(new Map([[1, seconds * 1_000]]));
      expect(suspects.passedOver).toEqual([]);
    }
    suspects.reached([send(1)]);
    suspects.failed([send(1)]);
    expect(suspects.reached([send(2)]).entriesMs).toEqual(new Map([[1, 1_000]]));
  });

  it('is not to blame when it arrives itself', () => {
    const suspects = new LineSuspects();
    suspects.failed([send(1)]);
    expect(suspects.reached([send(1)])).toEqual({ entriesMs: new Map(), erasuresMs: null });
  });

  it('speaks for all erasures until one of them is done', () => {
    const suspects = new LineSuspects();
    for (const seconds of [1, 2]) {
      suspects.failed([erase(1)]);
      expect([suspects.passedOver, suspects.passesOverErasures]).toEqual([[1], true]);
      expect(suspects.reached([send(9)]).erasuresMs).toBe(seconds * 1_000);
      expect([suspects.passesOverErasures, suspects.isToBlame(erase(3)), suspects.isToBlame(send(4))]).toEqual([
        ...[false, true, false],
      ]);
    }
    suspects.failed([erase(1)]);
    // Another one went: what failed itself is to blame, and no other.
    expect(suspects.reached([erase(2)])).toEqual({ entriesMs: new Map([[1, 4_000]]), erasuresMs: 0 });
    expect([suspects.isToBlame(erase(1)), suspects.isToBlame(erase(3))]).toEqual([true, false]);
  });

  it('is nothing that failed with others: nobody knows which it was', () => {
    const suspects = new LineSuspects();
    suspects.failed([send(1), send(2)]);
    expect(suspects.passedOver).toEqual([]);
  });
});
