/**
 * Whether the wall clock can be believed. The kernel knows: it counts a clock that nobody has disciplined, or that was
 * set by hand, as not synchronised. `timedatectl` asks it; in a container without it, the configuration has to say.
 *
 * A clock behind a time at which it was once right is wrong whatever the kernel says.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Clock } from '../../../device/clock/clock.ts';

const ASK_EVERY_MS = 60_000;
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
    const { isTrustedAnyway, clock, knownMs } = this.#options;
    return (isTrustedAnyway || this.#isSynchronised) && clock.wall().getTime() >= knownMs();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #ask(): Promise<void> {
    this.#isSynchronised = await (this.#options.ask ?? askMachine)();
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
