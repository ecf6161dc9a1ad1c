import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planRemoval } from './clip-retention.ts';
import type { RemovalCandidate } from './media-rows.ts';

function clip(ordinal: number, changes: Partial<RemovalCandidate> = {}): RemovalCandidate {
  return {
    id: ordinal,
    ordinal,
    swing: `swing-${ordinal}`,
    kind: 'clip',
    camera: 'face-on',
    sha256: String(ordinal).padStart(64, '0'),
    md5: null,
    bytes: 100,
    mediaType: 'video/mp4',
    state: 'present',
    syncedAt: null,
    mark: 0,
    isAwaited: false,
    ...changes,
  };
}

const ordinals = (plan: readonly RemovalCandidate[]): number[] => plan.map((file) => file.ordinal);

describe('which media make way', () => {
  it('takes the oldest clips, and no more than are needed', () => {
    expect(ordinals(planRemoval([clip(3), clip(1), clip(2)], 150))).toEqual([1, 2]);
  });

  it('spares marked swings while there are unmarked ones', () => {
    expect(ordinals(planRemoval([clip(1, { mark: 2 }), clip(2, { mark: 1 }), clip(3)], 200))).toEqual([3, 2]);
  });

  it('takes clips before sounds before key frames', () => {
    const files = [clip(1, { kind: 'key-frame' }), clip(2, { kind: 'sound' }), clip(3)];
    expect(ordinals(planRemoval(files, 1_000))).toEqual([3, 2, 1]);
  });

  it('takes what an analysis waits for last of all', () => {
    const files = [clip(1, { isAwaited: true }), clip(2, { kind: 'key-frame', mark: 9 })];
    expect(ordinals(planRemoval(files, 1_000))).toEqual([2, 1]);
  });

  it('frees enough or everything, and never one file too many', () => {
    const files = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 30 });
    fc.assert(
      fc.property(
        files,
        fc.array(fc.nat(1_000), { minLength: 30, maxLength: 30 }),
        fc.nat(20_000),
        (ids, sizes, need) => {
          const candidates = ids.map((id, i) => clip(id, { bytes: sizes[i] ?? 0 }));
          const plan = planRemoval(candidates, need);
          const freed = plan.reduce((sum, file) => sum + file.bytes, 0);
          expect(freed >= need || plan.length === candidates.length).toBe(true);
          expect(plan.length === 0 || freed - (plan.at(-1)?.bytes ?? 0) < need).toBe(true);
        },
      ),
    );
  });
});
