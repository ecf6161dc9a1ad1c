import { describe, expect, it } from 'vitest';
import { directLine, playDay, simulateDay } from './shot-simulation.ts';
import { openTcpShotLine } from './tcp-shot-line.ts';

describe('a day of 1,000 measured swings', () => {
  it('has each shot joined to its own swing, through the real server with every framing, reconnect and repeat', async () => {
    const tcp = await openTcpShotLine();
    try {
      const day = simulateDay({ seed: 1, measured: 1_000, delayMs: 1_200, jitterMs: 40, missed: 0.04, ghosts: 0 });
      const { joined, crossed, keptApart } = await playDay(day, tcp.line);
      expect({ joined, crossed, keptApart }).toEqual({ joined: 1_000, crossed: 0, keptApart: 0 });
      expect(tcp.counters.value('launch_monitor_shots_repeated')).toBe(25);
      expect(tcp.counters.value('launch_monitor_shots')).toBe(1_000);
    } finally {
      await tcp.close();
    }
  });

  it('is hard enough: joined to the last swing before it, many a shot would have another’s', () => {
    const day = simulateDay({ seed: 11, measured: 1_000, delayMs: 3_400, jitterMs: 150, missed: 0.05, ghosts: 0.05 });
    const impacts = day.flatMap(({ what }) => (what.type === 'swing' ? [what.swing] : []));
    const crossed = day.filter(({ atNs, what }) => {
      if (what.type !== 'shot' || what.swing === null) return false;
      return impacts.findLast(({ impactNs }) => impactNs < atNs)?.id !== what.swing;
    });
    expect(crossed.length).toBeGreaterThan(30);
  });

  it.each([11, 12, 13, 14])('with ghosts and a hesitating monitor crosses none (seed %i)', async (seed) => {
    const day = simulateDay({ seed, measured: 1_000, delayMs: 3_400, jitterMs: 150, missed: 0.05, ghosts: 0.05 });
    const tally = await playDay(day, directLine);
    expect(tally.crossed).toBe(0);
    expect(tally.joined).toBeGreaterThanOrEqual(980);
    expect(tally.joined + tally.keptApart).toBe(1_000);
  });
});
