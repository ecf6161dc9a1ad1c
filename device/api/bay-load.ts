/** How busy the daemon is: what a person asks who wonders why the bay is slow. */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { STORE, type Store } from '../store/store.ts';
import type { BayLoadBody } from './contract/bay.ts';

const RESOLUTION_MS = 10;
const NS_PER_MS = 1e6;
const MIB = 2 ** 20;
/** Whoever asks more often is told the same again: a shorter time has too few measurements. */
const SINCE_MS_MIN = 1_000;

@Injectable()
export class BayLoad implements OnApplicationShutdown {
  readonly #store: Store;
  readonly #loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  #since = { atMs: performance.now(), processor: process.cpuUsage() };
  #newest: Pick<BayLoadBody, 'loopDelayMs' | 'processorShare'> = {
    loopDelayMs: { p50: 0, p99: 0, max: 0 },
    processorShare: 0,
  };

  constructor(@Inject(STORE) store: Store) {
    this.#store = store;
    this.#loop.enable();
  }

  onApplicationShutdown(): void {
    this.#loop.disable();
  }

  look(): BayLoadBody {
    const disk = this.#store.disk.status();
    return {
      ...this.#measure(),
      memoryMiB: Math.round(process.memoryUsage.rss() / MIB),
      analysesOpen: this.#store.queue.openJobs(),
      diskFreeMiB: Math.max(0, Math.floor(disk.freeBytes / MIB)),
      disk: disk.state,
    };
  }

  #measure(): Pick<BayLoadBody, 'loopDelayMs' | 'processorShare'> {
    const nowMs = performance.now();
    const takenMs = nowMs - this.#since.atMs;
    if (takenMs < SINCE_MS_MIN || this.#loop.count === 0) return this.#newest;
    // A timer that is on time is measured as its own period.
    const late = (ns: number): number => Math.max(0, Math.round((ns / NS_PER_MS - RESOLUTION_MS) * 100) / 100);
    const { user, system } = process.cpuUsage(this.#since.processor);
    this.#newest = {
      loopDelayMs: {
        p50: late(this.#loop.percentile(50)),
        p99: late(this.#loop.percentile(99)),
        max: late(this.#loop.max),
      },
      processorShare: Math.round(((user + system) / 1_000 / takenMs) * 1_000) / 1_000,
    };
    this.#loop.reset();
    this.#since = { atMs: nowMs, processor: process.cpuUsage() };
    return this.#newest;
  }
}
