/** What coaches say about swings. Who may read or change a note is decided by whoever asks; what it is, by the contract. */
import { and, asc, count, desc, eq, max, or } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../clock/clock.ts';
import { swingNotes } from './coaching-schema.ts';
import type { Database } from './database.ts';
import { isOfPerson } from './person-ids.ts';
import { players } from './schema.ts';

/** The drawings are kept as they were validated, and read by the same schema. */
export type StoredNote = typeof swingNotes.$inferSelect & { readonly authorName: string };

export type NoteContent = Pick<StoredNote, 'visibility' | 'words' | 'at' | 'drawings'>;

const NOTES_READ_MAX = 500;

export class SwingNoteRepository {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** @param swing with the player whose it is */
  add(swing: { readonly id: string; readonly player: string }, author: string, content: NoteContent): string {
    const id = uuidv7();
    const now = this.#clock.wall().toISOString();
    this.#database.transact('a note', () =>
      this.#database.orm
        .insert(swingNotes)
        .values({ id, swing: swing.id, player: swing.player, author, ...content, createdAt: now, changedAt: now })
        .run(),
    );
    return id;
  }

  find(id: string): StoredNote | undefined {
    return this.#database.read('a note', () => this.#select().where(eq(swingNotes.id, id)).get());
  }

  /** Changes what is named and leaves the rest. */
  change(id: string, change: Partial<NoteContent>): void {
    const changedAt = this.#clock.wall().toISOString();
    this.#database.transact('a note', () =>
      this.#database.orm
        .update(swingNotes)
        .set({ ...change, changedAt })
        .where(eq(swingNotes.id, id))
        .run(),
    );
  }

  /** Idempotent. */
  remove(id: string): void {
    this.#database.transact('a note', () => this.#database.orm.delete(swingNotes).where(eq(swingNotes.id, id)).run());
  }

  /**
   * The notes on a swing that a reader may see, oldest first: those for the player, and the reader's own.
   *
   * @param reader null for somebody who has written none, such as the bay's screen
   */
  seenBy(reader: string | null, swing: string): StoredNote[] {
    const isForPlayer = eq(swingNotes.visibility, 'player');
    const isSeen = reader === null ? isForPlayer : or(isForPlayer, eq(swingNotes.author, reader));
    return this.#database.read('notes', () =>
      this.#select()
        .where(and(eq(swingNotes.swing, swing), isSeen))
        .orderBy(asc(swingNotes.id))
        .limit(NOTES_READ_MAX)
        .all(),
    );
  }

  /** How many notes somebody has written on a swing. */
  countBy(author: string, swing: string): number {
    const where = and(eq(swingNotes.swing, swing), eq(swingNotes.author, author));
    const row = this.#database.read('notes', () =>
      this.#database.orm.select({ notes: count() }).from(swingNotes).where(where).get(),
    );
    return row?.notes ?? 0;
  }

  /** How many notes that a reader may see each of a player's swings has; those without are left out. */
  countsSeenBy(reader: string, player: string): Map<string, number> {
    const isSeen = or(eq(swingNotes.visibility, 'player'), eq(swingNotes.author, reader));
    const rows = this.#database.read('notes', () =>
      this.#database.orm
        .select({ swing: swingNotes.swing, notes: count() })
        .from(swingNotes)
        .where(and(isOfPerson(swingNotes.player, player), isSeen))
        .groupBy(swingNotes.swing)
        .orderBy(desc(max(swingNotes.id)))
        .limit(NOTES_READ_MAX)
        .all(),
    );
    return new Map(rows.map(({ swing, notes }) => [swing, notes]));
  }

  #select() {
    const { id, swing, player, author, visibility, words, at, drawings, createdAt, changedAt } = swingNotes;
    const note = { id, swing, player, author, visibility, words, at, drawings, createdAt, changedAt };
    return this.#database.orm
      .select({ ...note, authorName: players.name })
      .from(swingNotes)
      .innerJoin(players, eq(players.id, swingNotes.author));
  }
}
