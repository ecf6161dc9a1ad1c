/**
 * Watches the data disk and keeps facts storable: below the floor, media make way; where that is not enough, swings
 * are kept without clips and the bay says so; when there is space again, everything is as before.
 *
 * INVARIANTS
 * - While the reserve is not held, its size counts as part of the floor: clips never use what belongs to facts.
 * - Room is made by one at a time; the state changes only at the end of a check.
 */
import { statfs } from 'node:fs/promises';
import type { Counters } from '../telemetry/counters.ts';
import type { Log } from '../telemetry/log.ts';
import type { ClipRetention } from './clip-retention.ts';
import type { ReserveFile } from './reserve-file.ts';

/**
 * `ok`: at least the floor is free. `low`: it is not, but older media can still make way, so clips are kept.
 * `full`: nothing is left that could make way; swings are kept without clips.
 */
export type DiskState = 'ok' | 'low' | 'full';

export interface DiskStatus {
  readonly state: DiskState;
  readonly freeBytes: number;
  /** What must be free for clips to be kept. */
  readonly floorBytes: number;
  readonly isReserveHeld: boolean;
}

export interface DiskWarning {
  readonly code: 'store/disk-low' | 'store/disk-full';
  readonly message: string;
  readonly hint: string;
  readonly camera: null;
}

export interface DiskGuardOptions {
  readonly directory: string;
  readonly floorBytes: number;
  /** Space that clips may take altogether; null for no such limit. */
  readonly clipsBytesMax: number | null;
  readonly pollMs: number;
  /** Free bytes of the disk of a directory; `statfs` where absent. */
  readonly freeBytes?: (directory: string) => Promise<number>;
}

/** What one emergency takes from clips, so that the next swings do not each meet one. */
const EMERGENCY_BYTES = 16 * 1024 * 1024;
/** What is freed beyond the floor, as its share, so that a disk at its floor is not swept anew for every swing. */
const MARGIN_OF_FLOOR = 1 / 16;
/** Less than this may not hold the pages of one swing; then the reserve goes too. */
const ENOUGH_BYTES = 1024 * 1024;

export class DiskGuard {
  readonly #options: DiskGuardOptions;
  readonly #retention: ClipRetention;
  readonly #reserve: ReserveFile;
  readonly #log: Log;
  readonly #counters: Counters;
  readonly #clipBytes: () => number;
  readonly #listeners = new Set<(status: DiskStatus) => void>();
  #status: DiskStatus;
  #timer: NodeJS.Timeout | undefined;
  #checking: Promise<DiskStatus> | undefined;
  /** Ends when nobody is making room. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    options: DiskGuardOptions,
    parts: {
      retention: ClipRetention;
      reserve: ReserveFile;
      clipBytes: () => number;
      log: Log;
      counters: Counters;
    },
  ) {
    this.#options = options;
    this.#retention = parts.retention;
    this.#reserve = parts.reserve;
    this.#clipBytes = parts.clipBytes;
    this.#log = parts.log;
    this.#counters = parts.counters;
    this.#status = { state: 'ok', freeBytes: 0, floorBytes: options.floorBytes, isReserveHeld: parts.reserve.isHeld };
  }

  /** Checks now and then every `pollMs`, until `stop`. */
  async start(): Promise<void> {
    await this.check();
    this.#timer = setInterval(() => {
      this.check().catch((error: unknown) => this.#log.error({ error }, 'The data disk could not be checked.'));
    }, this.#options.pollMs);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#checking?.catch(() => undefined);
  }

  status(): DiskStatus {
    return this.#status;
  }

  warnings(): DiskWarning[] {
    if (this.#status.state === 'ok') return [];
    const hint = 'Free space on the data disk; the bay goes on by itself as soon as there is some.';
    return this.#status.state === 'full'
      ? [
          {
            code: 'store/disk-full',
            message: 'The data disk is full: swings are kept without clips.',
            hint,
            camera: null,
          },
        ]
      : [
          {
            code: 'store/disk-low',
            message: 'The data disk is short of space: older clips make way.',
            hint,
            camera: null,
          },
        ];
  }

  /** Calls back after every change of the state; the answer ends that. */
  onChange(listener: (status: DiskStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Whether a file of this size may be stored; older media may have made way for it when this resolves. */
  admits(bytes: number): Promise<boolean> {
    return this.#oneByOne(async () => {
      const lacking = this.#floor() + bytes - (await this.#freeBytes());
      if (lacking <= 0) return true;
      await this.#retention.reclaim(lacking + this.#options.floorBytes * MARGIN_OF_FLOOR);
      return (await this.#freeBytes()) - bytes >= this.#floor();
    });
  }

  /** How many bytes are lacking for something that is not worth a clip: nothing makes way for it here. */
  async lackingFor(bytes: number): Promise<number> {
    return Math.max(0, this.#floor() + bytes - (await this.#freeBytes()));
  }

  /** A transaction found no room: clips make way, then the reserve does. Whether anything was freed. */
  makeRoomNow(): boolean {
    const freed = this.#retention.reclaimNow(EMERGENCY_BYTES);
    if (freed >= ENOUGH_BYTES) return true;
    if (!this.#reserve.release()) return freed > 0;
    this.#counters.count('store_reserve_released');
    this.#log.error({ bytes: this.#reserve.bytes }, 'The data disk is full: the reserve was released for facts.');
    return true;
  }

  /** Looks once, makes room where it is short, takes the reserve again where there is room for it. */
  check(): Promise<DiskStatus> {
    this.#checking ??= this.#oneByOne(() => this.#check()).finally(() => {
      this.#checking = undefined;
    });
    return this.#checking;
  }

  /** Two that found the disk short at once would each make the whole room. */
  #oneByOne<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #check(): Promise<DiskStatus> {
    const { clipsBytesMax } = this.#options;
    if (clipsBytesMax !== null) await this.#reclaim(this.#clipBytes() - clipsBytesMax);
    const lacking = this.#floor() - (await this.#freeBytes());
    if (lacking > 0) await this.#reclaim(lacking + this.#options.floorBytes * MARGIN_OF_FLOOR);
    if (!this.#reserve.isHeld && (await this.#freeBytes()) >= this.#floor()) await this.#reserve.take();

    const freeBytes = await this.#freeBytes();
    const floorBytes = this.#floor();
    const state = freeBytes >= floorBytes ? 'ok' : this.#retention.hasMore() ? 'low' : 'full';
    const hasChanged = state !== this.#status.state;
    this.#status = { state, freeBytes, floorBytes, isReserveHeld: this.#reserve.isHeld };
    this.#counters.gauge('store_disk_free_bytes', freeBytes);
    if (hasChanged) {
      this.#log.warn({ ...this.#status }, `The data disk is ${state}.`);
      for (const listener of this.#listeners) listener(this.#status);
    }
    return this.#status;
  }

  /** A full database cannot note what goes; facts come before clips, so that is tried again with the next check. */
  async #reclaim(bytes: number): Promise<void> {
    if (bytes <= 0) return;
    try {
      await this.#retention.reclaim(bytes);
    } catch (error) {
      this.#log.error({ error }, 'Older media could not make way.');
    }
  }

  #floor(): number {
    return this.#options.floorBytes + (this.#reserve.isHeld ? 0 : this.#reserve.bytes);
  }

  #freeBytes(): Promise<number> {
    return (this.#options.freeBytes ?? freeBytesOf)(this.#options.directory);
  }
}

/** What an unprivileged process may still write; the file system's own reserve for root does not count. */
async function freeBytesOf(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}
