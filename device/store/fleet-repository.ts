/**
 * What a bay owes its fleet over restarts: messages that the broker has not acknowledged, commands with what became of
 * them, and a few single facts.
 *
 * What makes way for what is the fleet line's to decide; here is only counted what did.
 */
import { and, asc, count, desc, eq, inArray, isNull, lt, notInArray, sql } from 'drizzle-orm';
import type { Clock } from '../clock/clock.ts';
import type { Database } from './database.ts';
import { FLEET_MESSAGE_KINDS, fleetCommands, fleetFacts, fleetMessages } from './fleet-schema.ts';

export type FleetMessageKind = (typeof FLEET_MESSAGE_KINDS)[number];

export interface FleetMessage {
  /** Stable for ever: who hears it twice may drop the second. */
  readonly id: string;
  readonly kind: FleetMessageKind;
  readonly topic: string;
  readonly isRetained: boolean;
  readonly payload: string;
}

export interface KeptFleetMessage extends FleetMessage {
  /** Rises with every message; nothing else orders them. */
  readonly ordinal: number;
}

export type FleetCommandRow = typeof fleetCommands.$inferSelect;
export type NewFleetCommand = Omit<
  typeof fleetCommands.$inferInsert,
  'ordinal' | 'receivedAt' | 'answeredAt' | 'answer' | 'repeats'
>;

export type LostCounts = Readonly<Record<FleetMessageKind, number>>;

const PAGE_MAX = 500;
/** Commands with a wrong signature may come from anybody: few of them are kept. */
const UNVERIFIED_KEPT = 1_000;
const LOST = 'lost';
const NONE_LOST: LostCounts = { alert: 0, answer: 0, reported: 0, state: 0, metrics: 0 };

export class FleetRepository {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Keeps a message until it is forgotten; on the disk when this returns. Answers its ordinal. Idempotent by id. */
  keep(message: FleetMessage): number {
    return this.#database.transact('a message for the fleet', () => {
      const { orm } = this.#database;
      orm.insert(fleetMessages).values(message).onConflictDoNothing().run();
      const row = orm
        .select({ ordinal: fleetMessages.ordinal })
        .from(fleetMessages)
        .where(eq(fleetMessages.id, message.id))
        .get();
      return row?.ordinal ?? 0;
    });
  }

  /** The oldest of these kinds, without those that are on their way; at most `limit` (500). */
  waiting(kinds: readonly FleetMessageKind[], limit: number, without: readonly number[] = []): KeptFleetMessage[] {
    return this.#database.read('messages for the fleet', () =>
      this.#database.orm
        .select()
        .from(fleetMessages)
        .where(and(inArray(fleetMessages.kind, [...kinds]), notInArray(fleetMessages.ordinal, [...without])))
        .orderBy(asc(fleetMessages.ordinal))
        .limit(Math.min(limit, PAGE_MAX))
        .all(),
    );
  }

  /** Ordinals of a kind, oldest first. As many as its written bound and a few more. */
  ordinals(kind: FleetMessageKind): number[] {
    return this.#database.read('messages for the fleet', () =>
      this.#database.orm
        .select({ ordinal: fleetMessages.ordinal })
        .from(fleetMessages)
        .where(eq(fleetMessages.kind, kind))
        .orderBy(asc(fleetMessages.ordinal))
        .all()
        .map(({ ordinal }) => ordinal),
    );
  }

  counts(): Readonly<Record<FleetMessageKind, number>> {
    return this.#database.read('messages for the fleet', () => {
      const rows = this.#database.orm
        .select({ kind: fleetMessages.kind, messages: count() })
        .from(fleetMessages)
        .groupBy(fleetMessages.kind)
        .all();
      return { ...NONE_LOST, ...Object.fromEntries(rows.map(({ kind, messages }) => [kind, messages])) };
    });
  }

  /** The other side has them, or a newer one says it all. Idempotent. */
  forget(ordinals: readonly number[]): void {
    this.#database.transact('messages for the fleet', () => this.#delete(ordinals));
  }

  /** They make way for others, and are counted. */
  makeWay(kind: FleetMessageKind, ordinals: readonly number[]): void {
    if (ordinals.length === 0) return;
    this.#database.transact('messages for the fleet', () => {
      const lost = this.lost();
      this.keepFact(LOST, { ...lost, [kind]: lost[kind] + this.#delete(ordinals) });
    });
  }

  /** How many of each kind have ever made way untold. */
  lost(): LostCounts {
    return { ...NONE_LOST, ...(this.fact(LOST) as Partial<LostCounts> | null) };
  }

  fact(name: string): unknown {
    return this.#database.read('a fact of the fleet', () => {
      const row = this.#database.orm.select().from(fleetFacts).where(eq(fleetFacts.name, name)).get();
      return row?.value ?? null;
    });
  }

  /** Null removes it. */
  keepFact(name: string, value: unknown): void {
    this.#database.transact('a fact of the fleet', () => {
      const { orm } = this.#database;
      if (value === null) return orm.delete(fleetFacts).where(eq(fleetFacts.name, name)).run();
      return orm
        .insert(fleetFacts)
        .values({ name, value })
        .onConflictDoUpdate({ target: fleetFacts.name, set: { value } })
        .run();
    });
  }

  /** Writes a command down before anything is said or done about it. */
  record(command: NewFleetCommand): FleetCommandRow {
    return this.#database.transact('a command of the fleet', () => {
      const receivedAt = this.#clock.wall().toISOString();
      const [row] = this.#database.orm
        .insert(fleetCommands)
        .values({ ...command, receivedAt })
        .returning()
        .all();
      if (command.key == null) this.#pruneUnverified();
      return row as FleetCommandRow;
    });
  }

  /** The command with this id whose signature was right. */
  find(id: string): FleetCommandRow | undefined {
    return this.#database.read('a command of the fleet', () =>
      this.#database.orm.select().from(fleetCommands).where(eq(fleetCommands.key, id)).get(),
    );
  }

  noteRepeat(id: string): void {
    this.#database.transact('a command of the fleet', () =>
      this.#database.orm
        .update(fleetCommands)
        .set({ repeats: sql`${fleetCommands.repeats} + 1` })
        .where(eq(fleetCommands.key, id))
        .run(),
    );
  }

  begin(ordinal: number): void {
    this.#database.transact('a command of the fleet', () =>
      this.#database.orm
        .update(fleetCommands)
        .set({ state: 'running' })
        .where(eq(fleetCommands.ordinal, ordinal))
        .run(),
    );
  }

  /** False where it was answered before: nobody is told twice. */
  answer(ordinal: number, answer: Record<string, unknown>): boolean {
    return this.#database.transact('a command of the fleet', () => {
      const answeredAt = this.#clock.wall().toISOString();
      const { changes } = this.#database.orm
        .update(fleetCommands)
        .set({ state: 'answered', answer, answeredAt })
        .where(and(eq(fleetCommands.ordinal, ordinal), inArray(fleetCommands.state, ['waiting', 'running'])))
        .run();
      return changes > 0;
    });
  }

  /** Accepted commands without an answer, oldest first, as a restart leaves them; at most `limit` (500). */
  unanswered(limit = PAGE_MAX): FleetCommandRow[] {
    return this.#database.read('commands of the fleet', () =>
      this.#database.orm
        .select()
        .from(fleetCommands)
        .where(inArray(fleetCommands.state, ['waiting', 'running']))
        .orderBy(asc(fleetCommands.ordinal))
        .limit(Math.min(limit, PAGE_MAX))
        .all(),
    );
  }

  /** Newest first; `before` is the ordinal of the last one seen. */
  audit(limit: number, before: number | null = null): FleetCommandRow[] {
    return this.#database.read('commands of the fleet', () =>
      this.#database.orm
        .select()
        .from(fleetCommands)
        .where(before === null ? undefined : lt(fleetCommands.ordinal, before))
        .orderBy(desc(fleetCommands.ordinal))
        .limit(Math.min(limit, PAGE_MAX))
        .all(),
    );
  }

  /** How many commands with a right signature are kept. */
  verifiedCount(): number {
    return (
      this.#database.read('commands of the fleet', () =>
        this.#database.orm
          .select({ commands: count(fleetCommands.key) })
          .from(fleetCommands)
          .get(),
      )?.commands ?? 0
    );
  }

  /**
   * Forgets the oldest answered commands beyond `keptMax` that nobody would take any more because they expired before
   * `expiredBefore` (UTC): what could still be replayed is never forgotten. Answers how many went.
   */
  pruneVerified(keptMax: number, expiredBefore: string): number {
    return this.#database.transact('commands of the fleet', () => {
      const surplus = this.verifiedCount() - keptMax;
      if (surplus <= 0) return 0;
      const oldest = this.#database.orm
        .select({ ordinal: fleetCommands.ordinal })
        .from(fleetCommands)
        .where(and(inArray(fleetCommands.state, ['refused', 'answered']), lt(fleetCommands.expiresAt, expiredBefore)))
        .orderBy(asc(fleetCommands.ordinal))
        .limit(Math.min(surplus, PAGE_MAX))
        .all()
        .map(({ ordinal }) => ordinal);
      if (oldest.length === 0) return 0;
      return this.#database.orm.delete(fleetCommands).where(inArray(fleetCommands.ordinal, oldest)).run().changes;
    });
  }

  #pruneUnverified(): void {
    const { orm } = this.#database;
    const kept = orm.select({ kept: count() }).from(fleetCommands).where(isNull(fleetCommands.key)).get()?.kept ?? 0;
    if (kept <= UNVERIFIED_KEPT) return;
    const oldest = orm
      .select({ ordinal: fleetCommands.ordinal })
      .from(fleetCommands)
      .where(isNull(fleetCommands.key))
      .orderBy(asc(fleetCommands.ordinal))
      .limit(kept - UNVERIFIED_KEPT)
      .all()
      .map(({ ordinal }) => ordinal);
    orm.delete(fleetCommands).where(inArray(fleetCommands.ordinal, oldest)).run();
  }

  /** In lots: a statement takes only so many values. */
  #delete(ordinals: readonly number[]): number {
    let deleted = 0;
    for (let at = 0; at < ordinals.length; at += PAGE_MAX) {
      const lot = ordinals.slice(at, at + PAGE_MAX);
      deleted += this.#database.orm.delete(fleetMessages).where(inArray(fleetMessages.ordinal, lot)).run().changes;
    }
    return deleted;
  }
}
