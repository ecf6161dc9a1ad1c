/**
 * Puts a sealed copy of the appliance away when something in it has changed, and gives a sign of life.
 *
 * Looks every `everyMinutes`, once more when it stops, and never more often; one look at a time. Where the object store
 * is not reached the next look tries again: nothing is queued. A newer copy of another life than ours says that another
 * machine has taken our identity over; then nothing is put away any more and it is said, so that the two never take turns.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type BayError, isBayError } from '../../device/errors/bay-error.ts';
import type { Clock } from '../../device/clock/clock.ts';
import type { ObjectStore } from '../../device/ports/object-store.port.ts';
import type { Counters } from '../../device/telemetry/counters.ts';
import type { Log } from '../../device/telemetry/log.ts';
import { type ApplianceCopy, copyDigest, copyText } from './appliance-copy.ts';
import { CopyShelf, type ShelvedCopy } from './copy-shelf.ts';
import { copyFailed, superseded } from './errors.ts';
import { type BoxKey, sealBox } from './sealed-box.ts';

const MS_PER_MINUTE = 60_000;
/** The first look comes soon after the start, at another moment on every bay of a facility that was switched on. */
const FIRST_LOOK_MS_MAX = MS_PER_MINUTE;
const LAST_LOOK_MS_MAX = 5_000;

/** What was put away last by this data directory; a life that is not ours any more counts for nothing. */
const standingSchema = z.strictObject({
  life: z.string(),
  /** Of the newest copy; 0 before the first. */
  copy: z.int().nonnegative(),
  sign: z.int().nonnegative(),
  digest: z.string(),
  /** Who is in the newest copy, so that it is noticed when somebody is in none any more. */
  players: z.array(z.string()).default([]),
  /** The first copy without the last who was removed or does not agree any more. */
  cleanFrom: z.int().nonnegative().default(0),
});
type Standing = z.infer<typeof standingSchema>;

/** Of the identity that the machine has now: whoever takes on another one removes it. */
export function standingFileIn(dataDirectory: string): string {
  return join(dataDirectory, 'keys', 'copies.json');
}

export interface CopyKeeperParts {
  readonly objects: ObjectStore;
  readonly identity: BoxKey;
  readonly bay: string;
  /** Names the data directory; another one, even a copy of it, is another life. */
  readonly life: string;
  /** Where the standing is kept over restarts. */
  readonly standingFile: string;
  readonly everyMinutes: number;
  readonly keep: number;
  readonly gather: () => Promise<Omit<ApplianceCopy, 'document' | 'version'>>;
  readonly clock: Clock;
  readonly log: Log;
  readonly counters: Counters;
  /** From 0 to 1. */
  readonly random: () => number;
}

export class CopyKeeper {
  readonly #parts: CopyKeeperParts;
  readonly #shelf: CopyShelf;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> | null = null;
  #trouble: BayError | null = null;
  #failedLooks = 0;
  #isStopped = false;

  constructor(parts: CopyKeeperParts) {
    this.#parts = parts;
    this.#shelf = new CopyShelf(parts.objects, parts.identity.id);
  }

  /** Why there is no copy, or no newer one; null while all is well. */
  get trouble(): BayError | null {
    return this.#trouble;
  }

  /** In a row. */
  get failedLooks(): number {
    return this.#failedLooks;
  }

  start(): void {
    this.#plan(this.#parts.random() * Math.min(FIRST_LOOK_MS_MAX, this.#everyMs));
  }

  /** A last look, so that a bay that is switched off in order leaves nothing behind. Idempotent; never rejects. */
  async stop(): Promise<void> {
    if (this.#isStopped) return;
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const last = (this.#looking ?? Promise.resolve()).then(() => this.look());
    // A store that is away must not keep a bay from being switched off.
    await Promise.race([last, sleep(LAST_LOOK_MS_MAX, undefined, { ref: false })]);
  }

  /** Puts a copy away where something has changed. Never rejects: what stands in the way is the `trouble`. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  get #everyMs(): number {
    return this.#parts.everyMinutes * MS_PER_MINUTE;
  }

  #plan(inMs: number): void {
    this.#timer = setTimeout(() => {
      void this.look().then(() => {
        if (!this.#isStopped) this.#plan(this.#everyMs);
      });
    }, inMs);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    const { log, counters } = this.#parts;
    const before = this.#trouble;
    try {
      await this.#putWhatChanged();
      this.#trouble = null;
      this.#failedLooks = 0;
      if (before !== null) log.info({}, 'Copies of the appliance are put away again.');
    } catch (error) {
      // A full disk or a fault of ours must not take down the bay, which plays on without copies.
      const trouble = isBayError(error) ? error : copyFailed(error);
      this.#trouble = trouble;
      this.#failedLooks++;
      const { code, hint } = trouble;
      counters.count('appliance_copy_failed', { code });
      if (before?.code !== code) log.warn({ code, hint, error }, trouble.message);
    }
  }

  async #putWhatChanged(): Promise<void> {
    const { life, clock, log } = this.#parts;
    const standing = this.#readStanding();
    const copies = await this.#shelf.copies();
    const newest = copies.at(-1);
    const isOurs = newest === undefined || newest.life === life;
    // Who has put something away before and is not the newest any more was overtaken; who has not, takes over.
    if (!isOurs && standing.copy > 0) throw superseded();
    if (!isOurs) log.warn({ copy: newest.number }, 'This appliance takes over the identity of another one.');

    const at = clock.wall().toISOString();
    const sign = { life, number: standing.sign + 1, at, everyMs: this.#everyMs };
    await this.#shelf.giveSign(sign);
    this.#keepStanding({ ...standing, sign: sign.number });
    await this.#putCopy(copies, { ...standing, sign: sign.number }, at);
    // Last: a key without the right to remove is a trouble to be seen to, and keeps no copy from being put away.
    await this.#shelf.dropSignsBefore(sign);
  }

  /** Puts away what the appliance is now, where that is another than in its newest copy. */
  async #putCopy(copies: readonly ShelvedCopy[], standing: Standing, at: string): Promise<void> {
    const { identity, bay, life, keep, log, counters } = this.#parts;
    const newest = copies.at(-1);
    const gathered = await this.#parts.gather();
    const text = await copyText(gathered);
    const digest = copyDigest(text);
    const isThere = copies.some((copy) => copy.life === life && copy.number === standing.copy);
    if (digest === standing.digest && isThere) return;
    const number = (newest?.number ?? 0) + 1;
    const sealed = await sealBox(text, { bay, madeAt: at }, identity);
    await this.#shelf.put(number, life, sealed);
    const players = playersIn(gathered);
    const isSomebodyGone = standing.players.some((id) => !players.has(id));
    const cleanFrom = isSomebodyGone ? number : standing.cleanFrom;
    this.#keepStanding({ life, copy: number, sign: standing.sign, digest, players: [...players], cleanFrom });
    counters.count('appliance_copies');
    log.info({ copy: number, bytes: sealed.length }, 'A sealed copy of the appliance was put away.');
    await this.#shelf.thin(await this.#shelf.copies(), { life, keep, cleanFrom });
  }

  #readStanding(): Standing {
    const none = { life: this.#parts.life, copy: 0, sign: 0, digest: '', players: [], cleanFrom: 0 };
    try {
      const read = standingSchema.safeParse(JSON.parse(readFileSync(this.#parts.standingFile, 'utf8')));
      return read.success && read.data.life === this.#parts.life ? read.data : none;
    } catch {
      return none;
    }
  }

  #keepStanding(standing: Standing): void {
    const { standingFile } = this.#parts;
    writeFileSync(`${standingFile}.part`, JSON.stringify(standing), { flush: true });
    renameSync(`${standingFile}.part`, standingFile);
  }
}

function playersIn({ people }: Pick<ApplianceCopy, 'people'>): Set<string> {
  return new Set(people.filter(({ table, row }) => table === 'players' && row !== null).map(({ key }) => key));
}
