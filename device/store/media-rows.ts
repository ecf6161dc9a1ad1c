/** What the database knows of media files: whose they are, and whether they are still there. */
import { and, asc, eq, gt, inArray, isNotNull, isNull, ne, notInArray, or, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import type { Announcement, OutboxRepository } from './outbox-repository.ts';
import { mayLeaveInSql } from './outbox-rules.ts';
import { media, swings } from './schema.ts';

export type MediaKind = 'clip' | 'key-frame' | 'sound';
export type MediaState = 'present' | 'dropped' | 'lost' | 'remote';

export interface StoredMedia {
  readonly id: number;
  readonly swing: string;
  readonly kind: MediaKind;
  readonly camera: string | null;
  readonly sha256: string;
  /** Null where it was not computed when the file came. */
  readonly md5: string | null;
  readonly bytes: number;
  readonly mediaType: string;
  /**
   * `dropped` made way for facts; `lost` was missing or cut short when the bay started; `remote` came with a swing that
   * was taken in, and lies in the object store alone.
   */
  readonly state: MediaState;
  /** When the object store was seen to hold it whole, UTC; null while it may be here alone. */
  readonly syncedAt: string | null;
}

/** Whether the content is not here, but was seen to lie whole in the object store. */
export function isElsewhere({ state, syncedAt }: Pick<StoredMedia, 'state' | 'syncedAt'>): boolean {
  return state !== 'present' && syncedAt !== null;
}

/** There is an object store that files are sent to. */
export interface RemoteRule {
  /** Whether swings of guests go there too. */
  readonly guestsMayLeave: boolean;
  /** Whether only results and key frames go there, clips and sounds never; absent for no. */
  readonly isMetered?: boolean;
}

/** A file that lies under its name and waits for the row that makes it somebody's. */
export interface StagedMedia extends RemoteMedia {
  readonly md5: string | null;
}

/** A file that lies in the object store, of a swing that is taken in from there. */
export interface RemoteMedia {
  readonly kind: MediaKind;
  readonly camera: string | null;
  readonly mediaType: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** A file that may make way, with what decides about it. */
export interface RemovalCandidate extends StoredMedia {
  readonly ordinal: number;
  readonly mark: number;
  /** Whether its swing still waits for its analysis, which needs the file. */
  readonly isAwaited: boolean;
}

const PAGE_ROWS = 500;

export class MediaRows {
  readonly #database: Database;
  readonly #outbox: OutboxRepository;
  readonly #remote: RemoteRule | null;
  readonly #ofSwing: ReturnType<typeof preparedIn>;

  constructor({
    database,
    outbox,
    remote,
  }: { database: Database; outbox: OutboxRepository; remote: RemoteRule | null }) {
    this.#database = database;
    this.#outbox = outbox;
    this.#remote = remote;
    this.#ofSwing = preparedIn(database);
  }

  /** Makes staged files those of a swing, and announces them; joins a running transaction. Idempotent. */
  attach(swing: string, staged: readonly StagedMedia[]): void {
    if (staged.length === 0) return;
    this.#database.transact('media files', () => {
      const known = new Set(this.list(swing).map(identityOf));
      for (const file of staged) {
        const { kind, camera, sha256, md5, bytes, mediaType } = file;
        if (known.has(identityOf(file))) {
          this.#restore(swing, file);
          continue;
        }
        known.add(identityOf(file));
        this.#database.orm
          .insert(media)
          .values({ swing, kind, camera, sha256, md5, bytes, mediaType, state: 'present' })
          .run();
        this.#outbox.append(mediaStored(swing, file));
      }
    });
  }

  /**
   * Makes files of the object store those of a swing; answers how many are new here. Nothing is announced: they are
   * there. A file that is here stays as it is, and one that was lost here is there again. Joins a running transaction.
   */
  attachRemote(swing: string, files: readonly RemoteMedia[], syncedAt: string): number {
    return this.#database.transact('media files', () => {
      const known = new Map(this.list(swing).map((row) => [identityOf(row), row]));
      const fresh = files.filter((file) => !known.has(identityOf(file)));
      for (const { kind, camera, sha256, bytes, mediaType } of fresh) {
        const row = { swing, kind, camera, sha256, bytes, mediaType, state: 'remote', syncedAt } as const;
        this.#database.orm.insert(media).values(row).onConflictDoNothing().run();
      }
      for (const file of files) {
        const row = known.get(identityOf(file));
        if (row === undefined || row.state !== 'lost') continue;
        this.#database.orm.update(media).set({ state: 'remote', syncedAt }).where(eq(media.id, row.id)).run();
      }
      return fresh.length;
    });
  }

  list(swing: string): StoredMedia[] {
    return this.#database.read('media files', () => this.#ofSwing.all({ swing }));
  }

  /** What a player has uploaded: how many wait for their analysis, and what lies on the disk. */
  uploadsOf(player: string): { readonly waiting: number; readonly bytes: number } {
    const isUpload = and(eq(swings.player, player), eq(swings.kind, 'upload'), isNull(swings.deletedAt));
    const isClip = and(eq(media.swing, swings.id), eq(media.kind, 'clip'), eq(media.state, 'present'));
    return (
      this.#database.read('uploads', () =>
        this.#database.orm
          .select({
            waiting: sql<number>`count(distinct case when ${swings.status} in ('queued', 'analysing') then ${swings.id} end)`,
            bytes: sql<number>`coalesce(sum(${media.bytes}), 0)`,
          })
          .from(swings)
          .leftJoin(media, isClip)
          .where(isUpload)
          .get(),
      ) ?? { waiting: 0, bytes: 0 }
    );
  }

  /** Every row in a state, oldest first. Read page by page: a bay of years has some hundred thousand. */
  *inState(state: MediaState): Generator<StoredMedia> {
    for (let afterId = 0; ; ) {
      // By an expression: the index of states would have each page sort all of them.
      const isNext = and(sql`+${media.state} = ${state}`, gt(media.id, afterId));
      const page = this.#database.read('media files', () =>
        this.#database.orm.select().from(media).where(isNext).orderBy(asc(media.id)).limit(PAGE_ROWS).all(),
      );
      yield* page;
      const last = page.at(-1);
      if (last === undefined) return;
      afterId = last.id;
    }
  }

  /**
   * Whether any swing still has this content.
   * @param without ids of rows that do not count
   */
  isReferenced(sha256: string, without: readonly number[] = []): boolean {
    const row = this.#database.read('media files', () =>
      this.#database.orm
        .select({ id: media.id })
        .from(media)
        .where(and(eq(media.sha256, sha256), eq(media.state, 'present'), notInArray(media.id, [...without])))
        .get(),
    );
    return row !== undefined;
  }

  /** Whether any swing has this content in the object store alone. */
  isElsewhere(sha256: string): boolean {
    const row = this.#database.read('media files', () =>
      this.#database.orm
        .select({ id: media.id })
        .from(media)
        .where(and(eq(media.sha256, sha256), ne(media.state, 'present'), isNotNull(media.syncedAt)))
        .get(),
    );
    return row !== undefined;
  }

  bytesPresent(kind: MediaKind): number {
    const row = this.#database.read('media files', () =>
      this.#database.orm
        .select({ bytes: sql<number>`coalesce(sum(${media.bytes}), 0)` })
        .from(media)
        .where(and(eq(media.kind, kind), eq(media.state, 'present')))
        .get(),
    );
    return row?.bytes ?? 0;
  }

  /**
   * The first files to make way, in the order of `planRemoval`, at most `limit`; without those that are named. Where
   * there is a remote, only those that it holds, and those that may never go there: they would fill the disk for ever.
   */
  candidates(limit: number, without: readonly number[] = []): RemovalCandidate[] {
    const isAwaited = sql<number>`${swings.status} in ('queued', 'analysing')`;
    const rank = sql<number>`case ${media.kind} when 'clip' then 0 when 'sound' then 1 else 2 end`;
    const rows = this.#database.read('media files', () =>
      this.#database.orm
        .select({ file: media, ordinal: swings.ordinal, mark: swings.mark, isAwaited })
        .from(media)
        .innerJoin(swings, eq(media.swing, swings.id))
        .where(and(eq(media.state, 'present'), this.#mayMakeWay(), notInArray(media.id, [...without])))
        .orderBy(isAwaited, rank, asc(swings.mark), asc(swings.ordinal), asc(media.id))
        .limit(limit)
        .all(),
    );
    return rows.map(({ file, ...row }) => ({ ...file, ...row, isAwaited: row.isAwaited === 1 }));
  }

  /** Says of files that they are there no more (or again); a dropped clip is also noted at its swing. */
  setState(files: readonly StoredMedia[], state: MediaState): void {
    this.#database.transact('media files', () => {
      for (const file of files) {
        this.#database.orm.update(media).set({ state }).where(eq(media.id, file.id)).run();
        if (state === 'present') continue;
        const row = this.#database.orm
          .select({ missing: swings.missing })
          .from(swings)
          .where(eq(swings.id, file.swing))
          .get();
        const reason = state === 'dropped' ? 'disk-full' : 'file-lost';
        const noted = { what: file.kind, camera: file.camera, reason };
        const others = (row?.missing ?? []).filter((m) => m.what !== file.kind || m.camera !== file.camera);
        this.#database.orm
          .update(swings)
          .set({ missing: [...others, noted] })
          .where(eq(swings.id, file.swing))
          .run();
      }
    });
  }

  removeAll(swing: string): StoredMedia[] {
    return this.#database.transact('media files', () => {
      const files = this.list(swing);
      this.#database.orm.delete(media).where(eq(media.swing, swing)).run();
      return files;
    });
  }

  /** What lies elsewhere too, and what never will: to wait for it would fill the disk for good. */
  #mayMakeWay() {
    if (this.#remote === null) return undefined;
    const { guestsMayLeave, isMetered = false } = this.#remote;
    return or(
      ...[isNotNull(media.syncedAt), sql`not ${mayLeaveInSql(guestsMayLeave)}`],
      ...(isMetered ? [inArray(media.kind, ['clip', 'sound'])] : []),
    );
  }

  /**
   * The same content came again after it had been dropped or lost. Where it may be here alone it is announced once more:
   * its announcement may have been given up while there was nothing to send.
   */
  #restore(swing: string, file: StagedMedia): void {
    const match = this.list(swing).find((row) => identityOf(row) === identityOf(file));
    if (match === undefined || match.state === 'present') return;
    const md5 = file.md5 ?? match.md5;
    this.#database.orm.update(media).set({ state: 'present', md5 }).where(eq(media.id, match.id)).run();
    if (match.syncedAt === null) this.#outbox.append(mediaStored(swing, match));
  }
}

/** What says that a swing has a file; the same of the same file, wherever it is said. */
export function mediaStored(swing: string, file: RemoteMedia): Announcement {
  const { kind, camera, sha256, bytes, mediaType } = file;
  const key = `media-stored:${swing}:${identityOf(file)}`;
  return { kind: 'media-stored', swing, key, payload: { kind, camera, sha256, bytes, mediaType } };
}

function identityOf(file: { kind: MediaKind; camera: string | null; sha256: string }): string {
  return `${file.kind}:${file.camera ?? ''}:${file.sha256}`;
}

/** Every picture and every range of a video asks it. */
function preparedIn({ orm }: Database) {
  return orm
    .select()
    .from(media)
    .where(eq(media.swing, sql`${sql.placeholder('swing')}`))
    .orderBy(asc(media.id))
    .prepare();
}
