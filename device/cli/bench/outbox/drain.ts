/** Lets a bay's daemon run until nothing waits any more, and kills it on the way: mostly while it sends, at times while it opens. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { SyncStateTold } from '../../../api/contract/sync.ts';
import { BayError } from '../../../errors/bay-error.ts';
import { type BayToSend, SendingBay } from './sending-bay.ts';

export interface Drain {
  readonly bay: BayToSend;
  readonly kills: number;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly patienceMs: number;
}

export interface Drained {
  readonly kills: number;
  readonly parked: number;
  readonly memoryBytesMax: number;
  /** Codes of what stood in the way when somebody looked. */
  readonly troubles: ReadonlySet<string>;
  readonly ms: number;
}

/** From when it answers, so that it sends. */
const LIVES_MS_MAX = 3_000;
const KILLED_WHILE_OPENING_SHARE = 0.1;
/** Others may need the machine too. */
const OPENS_MS_MAX = 5 * 60_000;
const LOOK_EVERY_MS = 200;

/** Rejects with `bench/not-drained`. */
export async function drain({ bay, kills, random, patienceMs }: Drain): Promise<Drained> {
  const beganMs = performance.now();
  const endsAtMs = beganMs + patienceMs;
  const troubles = new Set<string>();
  let memoryBytesMax = 0;
  for (let killed = 0; ; killed++) {
    const daemon = new SendingBay(bay);
    let last: SyncStateTold | null = null;
    try {
      const isLast = killed >= kills;
      if (!isLast && random() < KILLED_WHILE_OPENING_SHARE) await sleep(random() * LIVES_MS_MAX);
      else last = await watch(daemon, isLast ? endsAtMs : performance.now() + random() * LIVES_MS_MAX, troubles);
      memoryBytesMax = Math.max(memoryBytesMax, daemon.memoryBytesMax());
    } finally {
      await daemon.kill();
    }
    if (last !== null && isDrained(last)) {
      return {
        kills: killed,
        parked: last.parked + (last.warehouse?.parked ?? 0),
        memoryBytesMax,
        troubles,
        ms: performance.now() - beganMs,
      };
    }
    if (performance.now() >= endsAtMs) {
      const why = last?.trouble?.message ?? last?.warehouse?.trouble?.message ?? 'it is slow';
      const waits = last === null ? 'All' : last.pending + (last.warehouse?.pending ?? 0);
      throw new BayError('bench/not-drained', `${waits} things still wait: ${why}.`);
    }
  }
}

/** Until that time, or until nothing waits; a life begins when the bay is open. Answers how it stood last. */
async function watch(daemon: SendingBay, untilMs: number, troubles: Set<string>): Promise<SyncStateTold | null> {
  const openedMs = await opened(daemon);
  const livesUntilMs = untilMs + openedMs;
  let last: SyncStateTold | null = null;
  do {
    await sleep(LOOK_EVERY_MS);
    last = (await daemon.standing()) ?? last;
    for (const trouble of [last?.trouble, last?.warehouse?.trouble]) if (trouble != null) troubles.add(trouble.code);
  } while ((last === null || !isDrained(last)) && performance.now() < livesUntilMs);
  return last;
}

function isDrained({ pending, warehouse }: SyncStateTold): boolean {
  return pending + (warehouse?.pending ?? 0) === 0;
}

/** Milliseconds until it answers. */
async function opened(daemon: SendingBay): Promise<number> {
  const beganMs = performance.now();
  while ((await daemon.standing()) === null) {
    if (!daemon.isRunning || performance.now() - beganMs > OPENS_MS_MAX) {
      throw new BayError('bench/bay-not-open', `The bay of the bench did not open. ${daemon.lastWords}`.trim());
    }
    await sleep(LOOK_EVERY_MS);
  }
  return performance.now() - beganMs;
}
