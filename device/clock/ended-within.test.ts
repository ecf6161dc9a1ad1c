import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endedWithin } from './ended-within.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('waiting for an end', () => {
  it('is over when the end comes, and leaves no clock running', async () => {
    await endedWithin(5_000, Promise.resolve());
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is over when the time is, whatever has not ended by then', async () => {
    const ended = endedWithin(5_000, new Promise(() => undefined));
    await vi.advanceTimersByTimeAsync(5_000);
    await ended;
  });

  it('passes on what it ends with', async () => {
    await expect(endedWithin(5_000, Promise.reject(new Error('it broke')))).rejects.toThrow('it broke');
    expect(vi.getTimerCount()).toBe(0);
  });
});
