import fc from 'fast-check';
import { expect, it } from 'vitest';
import { COPY_BOUNDS, type CopyEntry, type CopyKind, evictionPlan } from './eviction-plan.ts';

const KINDS: readonly CopyKind[] = ['document', 'picture', 'clip'];
const BOUNDS = {
  document: { bytesMax: 100, entriesMax: 5 },
  picture: { bytesMax: 200, entriesMax: 4 },
  clip: { bytesMax: 300, entriesMax: 3 },
};

const entries: fc.Arbitrary<CopyEntry[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...KINDS),
      bytes: fc.integer({ min: 0, max: 150 }),
      usedAtMs: fc.integer({ min: 0, max: 1_000 }),
    }),
    { maxLength: 30 },
  )
  .map((each) => each.map((entry, index) => ({ ...entry, key: String(index) })));

it('leaves of each kind no more than its bounds', () => {
  fc.assert(
    fc.property(entries, (kept) => {
      const going = new Set(evictionPlan(kept, BOUNDS));
      for (const kind of KINDS) {
        const staying = kept.filter((entry) => entry.kind === kind && !going.has(entry.key));
        expect(staying.length).toBeLessThanOrEqual(BOUNDS[kind].entriesMax);
        expect(staying.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(BOUNDS[kind].bytesMax);
      }
    }),
  );
});

it('lets go what was looked at longest ago, and nothing while there is room', () => {
  fc.assert(
    fc.property(entries, (kept) => {
      const going = new Set(evictionPlan(kept, BOUNDS));
      for (const kind of KINDS) {
        const ofKind = kept.filter((entry) => entry.kind === kind);
        const staying = ofKind.filter(({ key }) => !going.has(key));
        const leaving = ofKind.filter(({ key }) => going.has(key));
        const oldestStaying = Math.min(...staying.map(({ usedAtMs }) => usedAtMs));
        for (const { usedAtMs } of leaving) expect(usedAtMs).toBeLessThanOrEqual(oldestStaying);
        const bytes = ofKind.reduce((sum, entry) => sum + entry.bytes, 0);
        if (ofKind.length <= BOUNDS[kind].entriesMax && bytes <= BOUNDS[kind].bytesMax) expect(leaving).toEqual([]);
      }
    }),
  );
});

it('keeps an evening of swings: two dozen clips of three megabytes', () => {
  const clips = Array.from({ length: 25 }, (_, index) => ({
    ...{ key: `clip ${index}`, kind: 'clip' as const, bytes: 3e6, usedAtMs: index },
  }));
  expect(evictionPlan(clips, COPY_BOUNDS)).toEqual(['clip 0']);
});
