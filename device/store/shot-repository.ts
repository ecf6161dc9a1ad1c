/**
 * What launch monitors and files say of shots, with or without a swing here. Facts: on the disk when a call returns,
 * announced in the same transaction, and never changed but by being joined to their swing, once.
 */
import { and, asc, desc, eq, isNotNull, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { Clock } from '../clock/clock.ts';
import { ballFlightSchema, clubDeliverySchema, type ReportShot, type ShotSource } from '../swing/report/shot-data.ts';
import type { Database } from './database.ts';
import { shotUnknown, swingDeleted, swingUnknown } from './errors.ts';
import type { OutboxRepository } from './outbox-repository.ts';
import { isOfPerson } from './person-ids.ts';
import { integrationShots, swings } from './schema.ts';

const shotDataSchema = z.strictObject({
  ball: ballFlightSchema.nullable(),
  club: clubDeliverySchema.nullable(),
  /** How far the ball went where a program knows that alone, in metres. */
  distanceM: z.number().nullable(),
  /** In that program's own word. */
  clubName: z.string().nullable(),
});
export type ShotData = z.infer<typeof shotDataSchema>;

export interface ShotToRecord {
  /** UUIDv7. */
  readonly id: string;
  readonly source: ShotSource;
  readonly device: string;
  /** What the number counts within; empty where it is unique by itself. */
  readonly connection: string;
  readonly shotNumber: string;
  readonly data: ShotData;
  readonly raw: string;
  /** When it arrived, by the monotonic clock of a boot; null for what is read in from a file. */
  readonly received: { readonly bootId: string; readonly monotonicNs: number } | null;
  /** UTC, for what is read in from a file; now when absent. */
  readonly recordedAt?: string;
  readonly player?: string | null;
}

/** What names a shot once, whoever sends it again. */
export type ShotName = Pick<ShotToRecord, 'source' | 'device' | 'connection' | 'shotNumber'>;

export interface ShotFilter {
  readonly player?: string | undefined;
  readonly swing?: string | undefined;
}

export interface StoredShot extends Omit<ShotToRecord, 'recordedAt' | 'player'> {
  /** Place in the order of storing; the cursor of lists. */
  readonly ordinal: number;
  readonly swing: string | null;
  readonly player: string | null;
  readonly delayMs: number | null;
  readonly recordedAt: string;
}

const PAGE_SHOTS_MAX = 100;
const DELAYS_MAX = 31;

export interface ShotRepositoryParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly outbox: OutboxRepository;
}

export class ShotRepository {
  readonly #parts: ShotRepositoryParts;

  constructor(parts: ShotRepositoryParts) {
    this.#parts = parts;
  }

  /**
   * Stores a shot and announces it. Idempotent by source, device, connection and number: a known one is answered as it
   * is, with `isNew` false. Joins a running transaction.
   */
  record(shot: ShotToRecord): { readonly shot: StoredShot; readonly isNew: boolean } {
    const { database, clock, outbox } = this.#parts;
    return database.transact('a shot', () => {
      const known = this.#known(shot);
      if (known !== undefined) return { shot: shotFromRow(known), isNew: false };
      const { id, source, device, connection, shotNumber, data, raw, received } = shot;
      const row = {
        ...{ id, source, device, connection, shotNumber, raw },
        shotData: shotDataSchema.parse(data),
        player: shot.player ?? null,
        receivedNs: received?.monotonicNs ?? null,
        bootId: received?.bootId ?? null,
        recordedAt: shot.recordedAt ?? clock.wall().toISOString(),
      };
      database.orm.insert(integrationShots).values(row).run();
      outbox.append({ kind: 'shot-stored', swing: '', key: `shot-stored:${id}`, payload: { shot: id, source } });
      return { shot: this.find(id), isNew: true };
    });
  }

  /**
   * Joins a shot to its swing, whose player becomes the shot's. The first join stays: false where the shot has another
   * swing already. Idempotent. Throws `store/shot-unknown`, `store/swing-unknown` or `store/swing-deleted`.
   */
  join(id: string, swing: string, delayMs: number): boolean {
    const { database, outbox } = this.#parts;
    return database.transact('a shot of a swing', () => {
      const shot = this.find(id);
      if (shot.swing !== null) return shot.swing === swing;
      const row = database.orm.select().from(swings).where(eq(swings.id, swing)).get();
      if (row === undefined) throw swingUnknown(swing);
      if (row.deletedAt !== null) throw swingDeleted(swing);
      const { player } = row;
      database.orm.update(integrationShots).set({ swing, player, delayMs }).where(eq(integrationShots.id, id)).run();
      outbox.append({ kind: 'shot-joined', swing, key: `shot-joined:${id}`, payload: { shot: id } });
      return true;
    });
  }

  /** Throws `store/shot-unknown`. */
  find(id: string): StoredShot {
    const row = this.#parts.database.read('a shot', () =>
      this.#parts.database.orm.select().from(integrationShots).where(eq(integrationShots.id, id)).get(),
    );
    if (row === undefined) throw shotUnknown(id);
    return shotFromRow(row);
  }

  /** What was measured of a swing, in the order in which it was stored; several where several monitors watch. */
  ofSwing(swing: string): StoredShot[] {
    return this.#parts.database
      .read('shots', () =>
        this.#parts.database.orm
          .select()
          .from(integrationShots)
          .where(eq(integrationShots.swing, swing))
          .orderBy(asc(integrationShots.ordinal))
          .all(),
      )
      .map(shotFromRow);
  }

  /** The shot that a swing's report carries: the first that was joined to it, or null. */
  reportShot(swing: string): ReportShot | null {
    const shot = this.ofSwing(swing)[0];
    if (shot === undefined || shot.delayMs === null) return null;
    const { id, source, device, delayMs, data } = shot;
    return { id, source, device, ball: data.ball, club: data.club, delayMs };
  }

  /** The shot that a sender names so, if it is here. */
  findByNumber(named: ShotName): StoredShot | undefined {
    const row = this.#parts.database.read('a shot', () => this.#known(named));
    return row === undefined ? undefined : shotFromRow(row);
  }

  /** At most `limit` (100) shots that were stored before the cursor, newest first. */
  list(limit: number, before?: number, filter: ShotFilter = {}): StoredShot[] {
    const { player, swing } = filter;
    return this.#parts.database
      .read('shots', () =>
        this.#parts.database.orm
          .select()
          .from(integrationShots)
          .where(
            and(
              player === undefined ? undefined : isOfPerson(integrationShots.player, player),
              swing === undefined ? undefined : eq(integrationShots.swing, swing),
              before === undefined ? undefined : lt(integrationShots.ordinal, before),
            ),
          )
          .orderBy(desc(integrationShots.ordinal))
          .limit(Math.max(1, Math.min(limit, PAGE_SHOTS_MAX)))
          .all(),
      )
      .map(shotFromRow);
  }

  /**
   * How long after impact a monitor's last joined shots came, newest first, at most 31. What was read in from a file
   * came whenever somebody had time, and says nothing.
   */
  recentDelaysMs(source: ShotSource, device: string): number[] {
    const rows = this.#parts.database.read('shots', () =>
      this.#parts.database.orm
        .select({ delayMs: integrationShots.delayMs })
        .from(integrationShots)
        .where(
          and(
            eq(integrationShots.source, source),
            eq(integrationShots.device, device),
            isNotNull(integrationShots.delayMs),
            isNotNull(integrationShots.receivedNs),
          ),
        )
        .orderBy(desc(integrationShots.ordinal))
        .limit(DELAYS_MAX)
        .all(),
    );
    return rows.flatMap(({ delayMs }) => (delayMs === null ? [] : [delayMs]));
  }

  /** Deletes what was measured of a swing. To be called inside the transaction that deletes the swing. */
  removeOfSwing(swing: string): void {
    this.#parts.database.transact('a deletion', () =>
      this.#parts.database.orm.delete(integrationShots).where(eq(integrationShots.swing, swing)).run(),
    );
  }

  /** What a player's swings do not bring along: shots that were read in from files, or found no swing. */
  removeOfPlayer(player: string): void {
    this.#parts.database.transact('a deletion', () =>
      this.#parts.database.orm.delete(integrationShots).where(eq(integrationShots.player, player)).run(),
    );
  }

  #known({ source, device, connection, shotNumber }: ShotName): typeof integrationShots.$inferSelect | undefined {
    return this.#parts.database.orm
      .select()
      .from(integrationShots)
      .where(
        and(
          eq(integrationShots.source, source),
          eq(integrationShots.device, device),
          eq(integrationShots.connection, connection),
          eq(integrationShots.shotNumber, shotNumber),
        ),
      )
      .get();
  }
}

function shotFromRow(row: typeof integrationShots.$inferSelect): StoredShot {
  const { ordinal, id, source, device, connection, shotNumber, swing, player, raw, delayMs, recordedAt } = row;
  const received =
    row.receivedNs === null || row.bootId === null ? null : { bootId: row.bootId, monotonicNs: row.receivedNs };
  const data = shotDataSchema.parse(row.shotData);
  return {
    ordinal,
    id,
    source,
    device,
    connection,
    shotNumber,
    swing,
    player,
    data,
    raw,
    received,
    delayMs,
    recordedAt,
  };
}
