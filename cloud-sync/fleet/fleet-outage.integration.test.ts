import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { FleetInTest } from './fleet-bay.fixture.ts';
import type { Trouble } from './told/alert-tracker.ts';
import {
  alertMessage,
  heartbeatMessage,
  metricsMessage,
  reportedMessage,
  stateMessage,
  statusMessage,
} from './told/messages.ts';

let fleet: FleetInTest;
beforeEach(async () => {
  fleet = await FleetInTest.open();
});
afterEach(() => fleet.close());

const stalled: Trouble = { code: 'camera/stalled', message: 'It stopped.', hint: 'Look.', subject: 'face-on' };
const bodies = <S extends z.ZodType>(what: string, schema: S): z.output<S>[] =>
  fleet.all(what).map(({ body }) => schema.parse(body));
const minutes = (n: number): void => {
  fleet.clock.pass(n * 60_000);
  fleet.desk.tick();
};

describe('what a bay tells its fleet', () => {
  it('is as its schemas say, names nobody, and ends with a goodbye', async () => {
    fleet.troubles = [stalled];
    fleet.bay.change({ session: 'visit-of-anna' });
    fleet.counters.count('frames', { camera: 'face-on' }, 7);
    await fleet.startBay();
    await fleet.hear('heartbeat');
    fleet.clock.pass(4_000);
    await fleet.hear('alert');
    fleet.clock.pass(61_000);
    await fleet.until('two snapshots', () => fleet.all('metrics').length > 1);
    await fleet.stopBay();
    await fleet.hear('status', ({ status }) => status === 'offline');
    expect(bodies('status', statusMessage).map(({ status, why }) => `${status} ${why}`)).toEqual([
      ...['online connected', 'offline closed'],
    ]);
    expect(bodies('heartbeat', heartbeatMessage)[0]).toMatchObject({
      availability: 'free',
      at: { isWallTrusted: true },
    });
    expect(bodies('state', stateMessage)[0]?.cameras).toEqual([{ name: 'face-on', isWorking: true }]);
    expect(bodies('alert', alertMessage)[0]).toMatchObject({
      sequence: 1,
      change: 'raised',
      alert: { subject: 'face-on' },
    });
    expect(bodies('metrics', metricsMessage)[0]?.series).toMatchObject({
      'swingbay_frames_total{camera="face-on"}': 7,
    });
    expect(bodies('reported', reportedMessage)[0]?.status).toBe('none');
    expect(JSON.stringify(fleet.heard)).not.toContain('anna');
  });

  it('is the will of a bay whose line is cut', async () => {
    await fleet.startBay();
    await fleet.hear('status', ({ status }) => status === 'online');
    fleet.line.cut();
    await fleet.hear('status', ({ status, why }) => status === 'offline' && why === 'lost');
  });
});

describe('72 hours without a line', () => {
  it('cost no alert: all come in their order, once by their ids, with the clocks of their time', async () => {
    await fleet.close();
    fleet = await FleetInTest.open({ config: { metricsSeconds: 300 } });
    fleet.line.cut();
    await fleet.startBay(false);
    for (let hour = 0; hour < 72; hour++) {
      for (let n = 0; n < 60; n += 5) {
        // A camera that stops for twenty minutes of every hour.
        fleet.troubles = n < 20 ? [stalled] : [];
        fleet.bay.change({ cameras: [{ name: 'face-on', isWorking: n >= 20 }] });
        minutes(5);
      }
      // Whoever listens must be able to say that they are there.
      await sleep(1);
    }
    const counts = fleet.store.fleet.counts();
    expect(counts).toMatchObject({ alert: 144 });
    expect(counts.metrics).toBe(72 * 12);
    expect(counts.state).toBeGreaterThanOrEqual(144);
    expect(fleet.store.fleet.lost()).toMatchObject({ alert: 0, state: 0, answer: 0 });
    // Not all of it comes at once: the line is cut twice in the middle.
    fleet.line.cutAfter(20_000);
    fleet.line.mend();
    await fleet.until('the first cut', () => fleet.line.cuts === 1);
    fleet.line.cutAfter(150_000);
    await fleet.until('the second cut', () => fleet.line.cuts === 2);
    await fleet.until('all is told', () => (fleet.desk.tick(), fleet.desk.state().waiting === 0));
    await sleep(100);
    const alerts = bodies('alert', alertMessage);
    const once = [...new Map(alerts.map((alert) => [alert.id, alert])).values()];
    expect(once.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 144 }, (_, n) => n + 1));
    expect(once.map(({ change }) => change).join(' ')).toBe(Array(72).fill('raised cleared').join(' '));
    const times = once.map(({ at }) => at.monotonicMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(70 * 3_600_000);
    // Alerts and states came before the snapshots, each in their order.
    const firstMetrics = fleet.heard.findIndex(({ what }) => what === 'metrics');
    const lastAlert = fleet.heard.findLastIndex(({ what }) => what === 'alert');
    expect(lastAlert).toBeLessThan(firstMetrics);
    expect(new Set(fleet.all('metrics').map(({ body }) => body.id)).size).toBe(counts.metrics);
  });

  it('beyond what may be kept the oldest alerts make way, and how many is told', async () => {
    await fleet.close();
    fleet = await FleetInTest.open({ config: { kept: { alertsMax: 100, statesMax: 10, metricsMax: 10 } } });
    fleet.line.cut();
    await fleet.startBay(false);
    for (let n = 0; n < 130; n++) {
      fleet.troubles = n % 2 === 0 ? [{ ...stalled, subject: `camera-${n}` }] : [];
      minutes(1);
      minutes(1);
    }
    expect(fleet.store.fleet.counts()).toMatchObject({ alert: 100 });
    const { alert } = fleet.store.fleet.lost();
    expect(alert).toBeGreaterThan(20);
    fleet.line.mend();
    await fleet.until(
      'it is told',
      () => (fleet.desk.tick(), fleet.desk.state().waiting === 0 && fleet.all('heartbeat').length > 0),
    );
    const sequences = bodies('alert', alertMessage).map(({ sequence }) => sequence);
    expect([sequences[0], sequences.length]).toEqual([alert + 1, 100]);
    expect(bodies('heartbeat', heartbeatMessage)[0]?.lost.alert).toBe(alert);
  });

  it('with a wall clock that jumps, every message says which clock to believe', async () => {
    await fleet.startBay();
    await fleet.until('it is sure', () => fleet.desk.state().isClockTrusted);
    fleet.desk.tick();
    expect(fleet.store.fleet.fact('surely-past')).toBeNull();
    fleet.clock.pass(11 * 60_000);
    await fleet.until('it has known the time', () => fleet.store.fleet.fact('surely-past') !== null);
    fleet.clock.setWall(0);
    fleet.troubles = [stalled];
    await fleet.until('it is seen', () => (fleet.clock.pass(1_000), fleet.all('alert').length > 0));
    const { at } = alertMessage.parse(await fleet.hear('alert'));
    expect(at.wall.startsWith('1970')).toBe(true);
    // The clock was right in 2026 once: it cannot be now, whatever the machine says of it.
    expect(at.isWallTrusted).toBe(false);
  });

  it('is a trouble of the bay after a minute, and none when the line is back', async () => {
    await fleet.startBay();
    fleet.line.cut();
    await fleet.until('it is lost', () => !fleet.desk.state().isConnected);
    expect(fleet.desk.troubles()).toEqual([]);
    fleet.clock.pass(61_000);
    await fleet.until('it is said', () => fleet.desk.troubles().some(({ code }) => code === 'fleet/line-lost'));
    fleet.line.mend();
    await fleet.until('it is back', () => fleet.desk.state().isConnected);
    expect(fleet.desk.troubles()).toEqual([]);
  });
});
