/** What every launch monitor keeps of its port's contract, whatever it speaks. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../device/clock/clock.ts';
import type { LaunchMonitor, LaunchMonitorState, Shot } from '../../device/ports/launch-monitor.port.ts';
import { Arrivals } from './transcript.fixture.ts';

export interface MonitorUnderTest {
  readonly monitor: LaunchMonitor;
  /** Has the other side connect, and resolves when the bay knows. */
  connect(): Promise<void>;
  /** Has the other side measure a ball of 60 m/s, 10° up and 2° to the left, under this number. */
  strike(number: string): Promise<void>;
  /** Ends the other side. */
  dispose(): Promise<void>;
}

export function describeLaunchMonitor(name: string, open: () => Promise<MonitorUnderTest>): void {
  describe(`${name} as a launch monitor`, () => {
    let under: MonitorUnderTest;
    let shots: Arrivals<Shot>;

    beforeEach(async () => {
      under = await open();
      shots = new Arrivals();
      under.monitor.shots.subscribe((shot) => shots.push(shot));
    });
    afterEach(async () => {
      await under.monitor.close();
      await under.dispose();
    });

    it('says its newest state first, and the same when it is asked', async () => {
      const heard: LaunchMonitorState[] = [];
      under.monitor.states.subscribe((state) => heard.push(state));
      expect(heard).toEqual([under.monitor.state()]);
      expect(heard[0]?.link).toBe('waiting');
      await under.connect();
      expect(under.monitor.state().link).toBe('connected');
      expect(heard.at(-1)).toEqual(under.monitor.state());
    });

    it('gives a shot in metres a second and degrees, stamped by this machine’s monotonic clock', async () => {
      await under.connect();
      const beforeNs = systemClock.monotonicNs();
      await under.strike('shot-1');
      const shot = await shots.next();
      expect(shot.ball?.speedMps).toBeCloseTo(60, 2);
      expect(shot.ball).toMatchObject({ launchDeg: 10, directionDeg: -2, spinRpm: null, carryM: null });
      expect(shot.receivedNs).toBeGreaterThanOrEqual(beforeNs);
      expect(shot.receivedNs).toBeLessThanOrEqual(systemClock.monotonicNs());
      expect(shot.raw).toContain('shot-1');
    });

    it('gives a shot that the wire repeats once, and the next one under another name', async () => {
      await under.connect();
      for (const number of ['shot-1', 'shot-1', 'shot-2']) await under.strike(number);
      const [first, second] = [await shots.next(), await shots.next()];
      expect([first.shotNumber, second.shotNumber]).toEqual(['shot-1', 'shot-2']);
      expect(first.id).not.toBe(second.id);
      expect(shots.waiting).toEqual([]);
    });

    it('takes a player at any time, with or without a club', async () => {
      under.monitor.setPlayer({ handedness: 'left', club: null });
      await under.connect();
      under.monitor.setPlayer({ handedness: 'right', club: 'I7' });
      await under.strike('shot-1');
      expect((await shots.next()).shotNumber).toBe('shot-1');
    });

    it('closes more than once, and ends both streams', async () => {
      await under.connect();
      const ended = Promise.all([
        new Promise<void>((complete) => under.monitor.shots.subscribe({ complete })),
        new Promise<void>((complete) => under.monitor.states.subscribe({ complete })),
      ]);
      await Promise.all([under.monitor.close(), under.monitor.close()]);
      await under.monitor.close();
      await ended;
      expect(under.monitor.state().link).toBe('off');
    });
  });
}
