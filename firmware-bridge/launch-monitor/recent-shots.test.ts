import { describe, expect, it } from 'vitest';
import { NS_PER_MS } from '../../device/clock/clock.ts';
import { RecentShots } from './recent-shots.ts';

const arrived = (connection: string, shotNumber: string | null, measured: string, atMs: number) => ({
  connection,
  shotNumber,
  measured,
  receivedNs: atMs * NS_PER_MS,
});

describe('a shot that comes again', () => {
  it('is the same under the same number, and on the next connection under any', () => {
    const recent = new RecentShots();
    expect(recent.admit(arrived('a', '7', 'ball', 0))).toBe('7');
    expect(recent.admit(arrived('a', '7', 'ball', 1_000))).toBeNull();
    expect(recent.admit(arrived('b', '1', 'ball', 5_000))).toBeNull();
  });

  it('is another one under another number: somebody tries the monitor with the same ball', () => {
    const recent = new RecentShots();
    recent.admit(arrived('a', '1', 'test ball', 0));
    expect(recent.admit(arrived('a', '2', 'test ball', 1_000))).toBe('2');
  });

  it('is another one after a minute', () => {
    const recent = new RecentShots();
    recent.admit(arrived('a', '1', 'ball', 0));
    expect(recent.admit(arrived('b', '1', 'ball', 61_000))).toBe('1');
  });
});

describe('a monitor that does not count', () => {
  it('has its shots numbered for it, each once', () => {
    const recent = new RecentShots();
    expect(recent.admit(arrived('a', '0', 'first', 0))).toBe('0');
    expect(recent.admit(arrived('a', '0', 'second', 1))).toBe('0#2');
    expect(recent.admit(arrived('a', null, 'third', 2))).toBe('#1');
    expect(recent.admit(arrived('a', null, 'fourth', 3))).toBe('#2');
  });
});
