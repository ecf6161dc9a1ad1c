/**
 * What came in over a bridge, such as MQTT, and may be acknowledged once it is here: commands with what became of them,
 * and what devices on the network saw.
 *
 * Rows are not facts about golf: the newest {@link BRIDGE_EVENTS_KEPT} are kept, so that a client that never stops
 * cannot fill the disk.
 */
import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm';
import type { Clock } from '../clock/clock.ts';
import type { Database } from './database.ts';
import { bridgeEvents } from './schema.ts';

export type BridgeEventKind = 'command' | 'device-event';

export interface BridgeEvent {
  readonly kind: BridgeEventKind;
  /** The user or device that sent it. */
  readonly client: string;
  /** The sender's own name for the message: with kind and client it is the same message for as long as it is kept. */
  readonly key: string;
  readonly payload: string;
}

export interface KeptBridgeEvent extends BridgeEvent {
  readonly id: number;
  /** What the sender was told; null while a command is under way, and always for a device's event. */
  readonly answer: Record<string, unknown> | null;
}

export interface AcceptedBridgeEvent {
  /** False where the same message was kept before. */
  readonly isNew: boolean;
  readonly kept: KeptBridgeEvent;
}

/** What the sender of a command was told, for when it asks again. */
export interface BridgeAnswer {
  /** Of the kept command. */
  readonly id: number;
  readonly answer: Record<string, unknown>;
}

export const BRIDGE_EVENTS_KEPT = 100_000;
/** Old rows go in lots, so that not every message pays for it. */
const PRUNED_EVERY = 1_000;
const PAGE_MAX = 500;

export class BridgeEventRepository {
  readonly #database: Database;
  readonly #clock: Clock;
  /** Prepared once: building it for each row would cost a flood ten times as much of the thread as SQLite itself. */
  readonly #insert: ReturnType<typeof prepareInsert>;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
    this.#insert = prepareInsert(database);
  }

  /**
   * Keeps messages and answers in one transaction: all of it is on the disk when this returns, and none of it where it
   * throws. The same message again is the row of the first time; a later answer replaces an earlier one.
   */
  commit(events: readonly BridgeEvent[], answers: readonly BridgeAnswer[] = []): AcceptedBridgeEvent[] {
    return this.#database.transact('messages from a bridge', () => {
      for (const { id, answer } of answers) {
        this.#database.orm.update(bridgeEvents).set({ answer }).where(eq(bridgeEvents.id, id)).run();
      }
      return events.map((event) => this.#accept(event));
    });
  }

  #accept(event: BridgeEvent): AcceptedBridgeEvent {
    const [inserted] = this.#insert.all({ ...event, receivedAt: this.#clock.wall().toISOString() });
    if (inserted !== undefined) {
      this.#prune(inserted.id);
      return { isNew: true, kept: inserted };
    }
    const { kind, client, key } = event;
    const known = this.#database.orm
      .select()
      .from(bridgeEvents)
      .where(and(eq(bridgeEvents.kind, kind), eq(bridgeEvents.client, client), eq(bridgeEvents.key, key)))
      .all();
    return { isNew: false, kept: known[0] as KeptBridgeEvent };
  }

  /** The oldest commands whose outcome nobody wrote down, as a crash leaves them; at most `limit` (500). */
  unanswered(limit = PAGE_MAX): KeptBridgeEvent[] {
    return this.#database.read('unanswered commands', () =>
      this.#database.orm
        .select()
        .from(bridgeEvents)
        .where(and(eq(bridgeEvents.kind, 'command'), isNull(bridgeEvents.answer)))
        .orderBy(asc(bridgeEvents.id))
        .limit(Math.min(limit, PAGE_MAX))
        .all(),
    );
  }

  /** How many messages of a kind are kept. */
  count(kind: BridgeEventKind): number {
    const row = this.#database.read('messages from bridges', () =>
      this.#database.orm
        .select({ events: sql<number>`count(*)` })
        .from(bridgeEvents)
        .where(eq(bridgeEvents.kind, kind))
        .get(),
    );
    return row?.events ?? 0;
  }

  #prune(newestId: number): void {
    if (newestId % PRUNED_EVERY !== 0) return;
    this.#database.orm
      .delete(bridgeEvents)
      .where(lte(bridgeEvents.id, newestId - BRIDGE_EVENTS_KEPT))
      .run();
  }
}

function prepareInsert({ orm }: Database) {
  const { placeholder } = sql;
  return orm
    .insert(bridgeEvents)
    .values({
      ...{ kind: placeholder('kind'), client: placeholder('client'), key: placeholder('key') },
      ...{ payload: placeholder('payload'), receivedAt: placeholder('receivedAt') },
    })
    .onConflictDoNothing()
    .returning()
    .prepare();
}
