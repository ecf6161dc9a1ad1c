/**
 * What is measured only when somebody asks: the process itself, what waits to leave the bay, how old each camera's newest
 * picture is. Written into the counters, so that a scraper reads all of it in one place. No label names a person, a
 * visit or a swing.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { LiveBay } from './bay/live-bay.ts';
import { type Clock, NS_PER_S } from './clock/clock.ts';
import type { SyncStatePort } from './ports/sync-state.port.ts';
import type { Store } from './store/store.ts';
import type { Counters } from './telemetry/counters.ts';

export interface Measured {
  readonly counters: Counters;
  readonly sync: SyncStatePort;
  readonly bay: Pick<LiveBay, 'cameras'>;
  readonly store: Pick<Store, 'queue' | 'disk'>;
  readonly clock: Clock;
  readonly version: string;
}

const RESOLUTION_MS = 20;
const MS_PER_S = 1_000;

/** A watch on the event loop, and what sets every gauge anew. */
export function measureBay(measured: Measured): { readonly measure: () => void; readonly close: () => void } {
  const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  loop.enable();
  const { counters, store, version } = measured;
  counters.gauge('build_info', 1, { version });
  const measure = (): void => {
    const { rss, heapUsed, external } = process.memoryUsage();
    counters.gauge('process_resident_memory_bytes', rss);
    counters.gauge('process_heap_used_bytes', heapUsed);
    counters.gauge('process_external_memory_bytes', external);
    counters.gauge('process_uptime_seconds', process.uptime());
    const { user, system } = process.cpuUsage();
    counters.gauge('process_cpu_seconds', (user + system) / 1e6);
    if (loop.count > 0) {
      // A timer that is on time is measured as its own period.
      const late = (ns: number): number => Math.max(0, ns / NS_PER_S - RESOLUTION_MS / MS_PER_S);
      counters.gauge('event_loop_lag_seconds', late(loop.percentile(50)), { quantile: '0.5' });
      counters.gauge('event_loop_lag_seconds', late(loop.percentile(99)), { quantile: '0.99' });
      counters.gauge('event_loop_lag_seconds', late(loop.max), { quantile: '1' });
      loop.reset();
    }
    counters.gauge('analyses_open', store.queue.openJobs());
    counters.gauge('store_disk_free_bytes', Math.max(0, store.disk.status().freeBytes));
    measureSync(measured);
    measureCameras(measured);
  };
  return { measure, close: () => loop.disable() };
}

function measureSync({ counters, sync, clock }: Measured): void {
  const state = sync.state();
  const receivers = [
    ...(state.to === null ? [] : [['object-store', state] as const]),
    ...(state.warehouse === null ? [] : [['warehouse', state.warehouse] as const]),
  ];
  for (const [to, { pending, withheld, parked, oldestPendingAt, trouble }] of receivers) {
    counters.gauge('sync_pending', pending, { to });
    counters.gauge('sync_withheld', withheld, { to });
    counters.gauge('sync_given_up', parked, { to });
    // A clock that was set back makes what waits come from the future; it is no younger than now.
    const ageMs = oldestPendingAt === null ? 0 : clock.wall().getTime() - Date.parse(oldestPendingAt);
    counters.gauge('sync_oldest_age_seconds', Math.max(0, ageMs) / MS_PER_S, { to });
    counters.gauge('sync_in_trouble', trouble === null ? 0 : 1, { to });
  }
}

function measureCameras({ counters, bay, clock }: Measured): void {
  for (const { config, newestFrameNs, trouble, counts } of bay.cameras) {
    const camera = config.name;
    const ageS = newestFrameNs === null ? Number.POSITIVE_INFINITY : (clock.monotonicNs() - newestFrameNs) / NS_PER_S;
    counters.gauge('camera_age_seconds', ageS, { camera });
    counters.gauge('camera_up', trouble === null ? 1 : 0, { camera });
    counters.gauge('camera_restarts', counts.restarts, { camera });
    counters.gauge('camera_frames_dropped', counts.framesDropped, { camera });
  }
}
