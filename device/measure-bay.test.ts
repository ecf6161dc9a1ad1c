import { expect, it } from 'vitest';
import { type Clock, NS_PER_S } from './clock/clock.ts';
import { measureBay, type Measured } from './measure-bay.ts';
import { Counters } from './telemetry/counters.ts';
import { prometheusText } from './telemetry/prometheus-text.ts';

const clock: Clock = { monotonicNs: () => 100 * NS_PER_S, wall: () => new Date('2026-06-01T10:01:00.000Z') };

const nothing = { pending: 0, withheld: 0, sent: 0, parked: 0, oldestPendingAt: null, trouble: null };

function measured(counters: Counters): Measured {
  const camera = (name: string, newestFrameNs: number | null, code: string | null) => ({
    ...{ config: { name }, newestFrameNs, trouble: code === null ? null : { code } },
    counts: { framesDelivered: 10, framesDropped: 2, restarts: 1 },
  });
  const sync: Measured['sync'] = {
    state: () => ({
      ...{ ...nothing, to: 's3', activity: 'resting', pending: 3, parked: 1, bytesSent: 0, parkedReasons: [] },
      oldestPendingAt: '2026-06-01T10:00:00.000Z',
      trouble: { code: 'object-store/unreachable', message: 'It is down.', hint: null },
      warehouse: { ...nothing, to: 'postgres', activity: 'idle', parkedReasons: [] },
    }),
    retryParked: () => 0,
  };
  const cameras = [camera('front', 99.5 * NS_PER_S, null), camera('behind', null, 'camera/stalled')];
  return {
    ...{ counters, sync, clock, version: '1.2.3' },
    bay: { cameras } as unknown as Measured['bay'],
    store: {
      queue: { openJobs: () => 4 },
      disk: { status: () => ({ freeBytes: 5e9 }) },
    } as unknown as Measured['store'],
  };
}

it('says what waits for each receiver and since when, how old pictures are, and names nobody', () => {
  const counters = new Counters();
  const { measure, close } = measureBay(measured(counters));
  measure();
  measure();
  close();
  const text = prometheusText(counters.snapshot());
  expect(text).toContain('swingbay_sync_pending{to="object-store"} 3\n');
  expect(text).toContain('swingbay_sync_oldest_age_seconds{to="object-store"} 60\n');
  expect(text).toContain('swingbay_sync_in_trouble{to="object-store"} 1\n');
  expect(text).toContain('swingbay_sync_in_trouble{to="warehouse"} 0\n');
  expect(text).toContain('swingbay_camera_age_seconds{camera="front"} 0.5\n');
  expect(text).toContain('swingbay_camera_age_seconds{camera="behind"} +Inf\n');
  expect(text).toContain('swingbay_camera_up{camera="behind"} 0\n');
  expect(text).toContain('swingbay_analyses_open 4\n');
  expect(counters.value('process_resident_memory_bytes')).toBeGreaterThan(1e6);
  const labels = new Set(counters.snapshot().flatMap((series) => Object.keys(series.labels)));
  expect([...labels].filter((name) => !['to', 'camera', 'quantile', 'version'].includes(name))).toEqual([]);
});
