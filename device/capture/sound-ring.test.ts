import { describe, expect, it } from 'vitest';
import { SoundRing } from './sound-ring.ts';

const MS = 1e6;

/** Blocks of 10 ms at 1 kHz whose samples count milliseconds. */
function ringUpTo(ms: number, keepMs = 1000): SoundRing {
  const ring = new SoundRing(keepMs * MS);
  for (let at = 0; at < ms; at += 10) {
    ring.push({ capturedAtNs: at * MS, sampleRate: 1000, samples: Int16Array.from({ length: 10 }, (_, n) => at + n) });
  }
  return ring;
}

describe('ring of sound', () => {
  it('cuts to the sample', () => {
    const cut = ringUpTo(500).cut(123 * MS, 131 * MS);
    expect([...(cut?.samples ?? [])]).toEqual([123, 124, 125, 126, 127, 128, 129, 130]);
    expect(cut?.capturedAtNs).toBe(123 * MS);
  });

  it('gives what there is of a longer span', () => {
    const cut = ringUpTo(500).cut(490 * MS, 900 * MS);
    expect(cut?.samples).toHaveLength(10);
    expect(ringUpTo(500).cut(600 * MS, 900 * MS)).toBeNull();
  });

  it('forgets what is older than it may keep', () => {
    expect(ringUpTo(3000, 1000).cut(0, 1900 * MS)).toBeNull();
    expect(ringUpTo(3000, 1000).cut(2000 * MS, 3000 * MS)?.samples).toHaveLength(1000);
  });

  it('does not join sounds across a gap', () => {
    const ring = ringUpTo(100);
    ring.push({ capturedAtNs: 500 * MS, sampleRate: 1000, samples: new Int16Array(10) });
    expect(ring.cut(0, 1000 * MS)?.samples).toHaveLength(10);
  });
});
