/**
 * Whether the wall clock can be believed. The kernel knows: it counts a clock that nobody has disciplined, or that was
 * set by hand, as not synchronised. `timedatectl` asks it; in a container without it, the configuration has to say.
 *
 * A clock behind a time at which it was once right is wrong whatever the kernel says, unless the kernel goes on saying
 * so for {@link OUTWEIGHS_MS}: then that time was the wrong one. A bay that has once looked into the future by mistake
 * would otherwise never know the time again.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Clock, NS_PER_MS } from '../../../device/clock/clock.ts';

const ASK_EVERY_MS = 60_000;
const OUTWEIGHS_MS = 60 * 60_000;
const ANSWER_MS_MAX = 5_000;
/** Made by systemd-timesyncd once it has set the clock in this boot. */
const SYNCHRONISED = '/run/systemd/timesync/synchronized';

export interface WallTrustOptions {
  readonly isTrustedAnyway: boolean;
  readonly clock: Clock;
  /** The latest time, UTC in milliseconds, that this bay has known for sure. */
  readonly knownMs: () => number;
  /** For tests; the machine's own otherwise. */
  readonly ask?: () => Promise<boolean>;
}

export class WallTrust {
  readonly #options: WallTrustOptions;
  #isSynchronised = false;
  /** Since when, on the monotonic clock, it is synchronised and yet behind what was known; null while it is not. */
  #behindSinceMs: number | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: WallTrustOptions) {
    this.#options = options;
  }

  /** Resolves when the first answer is there; asks again every minute until it is closed. */
  async open(): Promise<void> {
    if (this.#options.isTrustedAnyway) return;
    await this.#ask();
    this.#timer = setInterval(() => void this.#ask(), ASK_EVERY_MS);
    this.#timer.unref();
  }

  get isTrusted(): boolean {
    return (this.#options.isTrustedAnyway || this.#isSynchronised) && (!this.#isBehind() || this.#outweighsKnown());
  }

  #isBehind(): boolean {
    const { clock, knownMs } = this.#options;
    return clock.wall().getTime() < knownMs();
  }

  /** Only what the kernel says counts here: a configuration that trusts the clock knows nothing of it. */
  #outweighsKnown(): boolean {
    return this.#behindSinceMs !== null && this.#nowMs() - this.#behindSinceMs >= OUTWEIGHS_MS;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #ask(): Promise<void> {
    this.#isSynchronised = await (this.#options.ask ?? askMachine)();
    this.#behindSinceMs = this.#isSynchronised && this.#isBehind() ? (this.#behindSinceMs ?? this.#nowMs()) : null;
  }

  #nowMs(): number {
    return this.#options.clock.monotonicNs() / NS_PER_MS;
  }
}

function askMachine(): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(
      'timedatectl',
      ['show', '--property=NTPSynchronized', '--value'],
      { timeout: ANSWER_MS_MAX },
      (error, said) => resolve(error === null ? said.trim() === 'yes' : existsSync(SYNCHRONISED)),
    );
  });
}
