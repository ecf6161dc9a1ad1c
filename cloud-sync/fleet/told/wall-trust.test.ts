import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Clock } from '../../../device/clock/clock.ts';
import { WallTrust } from './wall-trust.ts';

const NOW = Date.parse('2026-06-01T12:00:00.000Z');
const MINUTE = 60_000;

describe('a wall clock', () => {
  let atMs = 0;
  let isSynchronised = true;
  let knownMs = 0;
  let trust: WallTrust;
  const clock: Clock = { monotonicNs: () => atMs * 1e6, wall: () => new Date(NOW + atMs) };
  const pass = async (minutes: number): Promise<void> => {
    for (let n = 0; n < minutes; n++) {
      atMs += MINUTE;
      await vi.advanceTimersByTimeAsync(MINUTE);
    }
  };
  const open = async (isTrustedAnyway = false): Promise<void> => {
    trust = new WallTrust({ clock, isTrustedAnyway, knownMs: () => knownMs, ask: async () => isSynchronised });
    await trust.open();
  };
  beforeEach(() => {
    vi.useFakeTimers();
    [atMs, isSynchronised, knownMs] = [0, true, 0];
  });
  afterEach(() => {
    trust.close();
    vi.useRealTimers();
  });

  it('is believed while the kernel has it synchronised', async () => {
    await open();
    expect(trust.isTrusted).toBe(true);
    isSynchronised = false;
    await pass(1);
    expect(trust.isTrusted).toBe(false);
  });

  it('behind a time that was once known is not, until the kernel has stood by it for an hour on end', async () => {
    knownMs = NOW + 365 * 24 * 60 * MINUTE;
    await open();
    await pass(50);
    isSynchronised = false;
    await pass(1);
    isSynchronised = true;
    await pass(60);
    expect(trust.isTrusted).toBe(false);
    await pass(2);
    expect(trust.isTrusted).toBe(true);
  });

  it('that steps back is not believed for the hours that it was right before', async () => {
    await open();
    await pass(180);
    knownMs = NOW + 365 * 24 * 60 * MINUTE;
    expect(trust.isTrusted).toBe(false);
    await pass(30);
    expect(trust.isTrusted).toBe(false);
  });

  it('that the configuration alone trusts outweighs no time that was known', async () => {
    knownMs = NOW + 365 * 24 * 60 * MINUTE;
    await open(true);
    await pass(120);
    expect(trust.isTrusted).toBe(false);
    knownMs = NOW;
    expect(trust.isTrusted).toBe(true);
  });
});
