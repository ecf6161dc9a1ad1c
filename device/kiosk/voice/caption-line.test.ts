import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Caption, CaptionLine, readingMs } from './caption-line.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function lineWatched() {
  const line = new CaptionLine();
  const shown: (string | null)[] = [];
  line.onChange((caption: Caption | null) => shown.push(caption?.text ?? null));
  return { line, shown };
}

describe('the caption of a cue', () => {
  it('stands for as long as reading takes, and goes', () => {
    const { line, shown } = lineWatched();
    line.show({ text: 'Smooth. Keep the same tempo.', language: 'en' });
    vi.advanceTimersByTime(readingMs('Smooth. Keep the same tempo.') - 1);
    expect(shown).toEqual(['Smooth. Keep the same tempo.']);
    vi.advanceTimersByTime(1);
    expect(shown.at(-1)).toBeNull();
  });

  it('gives way to the next, which has its own time', () => {
    const { line, shown } = lineWatched();
    line.show({ text: 'one', language: 'en' });
    vi.advanceTimersByTime(2_000);
    line.show({ text: 'two', language: 'en' });
    vi.advanceTimersByTime(2_000);
    expect(shown).toEqual(['one', 'two']);
  });

  it('goes at once when the bay is hushed, and once', () => {
    const { line, shown } = lineWatched();
    line.show({ text: 'one', language: 'en' });
    line.hush();
    vi.advanceTimersByTime(20_000);
    expect(shown).toEqual(['one', null]);
  });

  it('takes longer to read the longer it is, in any script, within bounds', () => {
    expect(readingMs('ゆっくりと、おなじテンポで、もういちどふりましょう。')).toBeGreaterThan(3_000);
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const both = readingMs(`${one} ${other}`);
        expect(both).toBeGreaterThanOrEqual(Math.max(readingMs(one), readingMs(other)));
        expect(both).toBeLessThanOrEqual(12_000);
      }),
    );
  });
});
