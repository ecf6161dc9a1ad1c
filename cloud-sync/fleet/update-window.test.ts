import { describe, expect, it } from 'vitest';
import { isWindowOpen, type UpdateWindow, updateWindowSchema } from './update-window.ts';

const night: UpdateWindow = { from: '23:30', to: '04:00', days: ['saturday'], timeZone: 'Europe/Berlin' };

describe('the update window', () => {
  it('is always open where there is none', () => {
    expect(isWindowOpen(null, new Date(0))).toBe(true);
  });

  it('reaches into the day after the one on which it began', () => {
    // 2026-06-06 is a Saturday; Berlin is two hours ahead of UTC in summer.
    const open = (utc: string): boolean => isWindowOpen(night, new Date(utc));
    expect(open('2026-06-06T21:29:00Z')).toBe(false);
    expect(open('2026-06-06T21:30:00Z')).toBe(true);
    expect(open('2026-06-07T01:59:00Z')).toBe(true);
    expect(open('2026-06-07T02:00:00Z')).toBe(false);
    // The night from Sunday to Monday is another one.
    expect(open('2026-06-07T22:00:00Z')).toBe(false);
  });

  it('goes by the clocks of the place, which change in summer', () => {
    const early: UpdateWindow = { from: '03:00', to: '05:00', days: ['monday'], timeZone: 'Europe/Berlin' };
    expect(isWindowOpen(early, new Date('2026-07-06T01:00:00Z'))).toBe(true);
    expect(isWindowOpen(early, new Date('2026-01-05T01:30:00Z'))).toBe(false);
    expect(isWindowOpen(early, new Date('2026-01-05T02:00:00Z'))).toBe(true);
  });

  it('is a whole day where it begins when it ends', () => {
    const day: UpdateWindow = { from: '06:00', to: '06:00', days: ['monday'], timeZone: 'UTC' };
    expect(isWindowOpen(day, new Date('2026-06-01T06:00:00Z'))).toBe(true);
    expect(isWindowOpen(day, new Date('2026-06-02T05:59:00Z'))).toBe(true);
    expect(isWindowOpen(day, new Date('2026-06-02T06:00:00Z'))).toBe(false);
  });

  it('names times, days and zones that there are', () => {
    const said = (change: object): boolean => updateWindowSchema.safeParse({ ...night, ...change }).success;
    expect([said({}), said({ from: '24:00' }), said({ days: [] }), said({ timeZone: 'Mars/Base' })]).toEqual([
      ...[true, false, false, false],
    ]);
    expect(said({ days: ['monday', 'monday'] })).toBe(false);
  });
});
