/** The bays that belong to this facility: invited by a code, enrolled with a credential of their own, removed again. */
import { createHash, randomBytes } from 'node:crypto';
import { and, asc, eq, ne } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../clock/clock.ts';
import type { Database } from './database.ts';
import { bayNameTaken, bayNotEnrolled } from './errors.ts';
import { facilityBays } from './facility-schema.ts';

export interface FacilityBay {
  readonly id: string;
  readonly name: string;
  readonly state: 'invited' | 'enrolled' | 'removed';
  /** UTC. */
  readonly invitedAt: string;
  readonly enrolledAt: string | null;
  readonly seenAt: string | null;
  readonly caughtUpAtMs: number | null;
}

interface Enrolled {
  readonly bay: FacilityBay;
  readonly credential: string;
  /** Of the code that was used up. */
  readonly codeKey: string;
}

const INVITATION_MS = 15 * 60_000;
const CREDENTIAL_BYTES = 32;
const BAYS_MAX = 500;

export class FacilityBayRepository {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /**
   * A new code for a bay, of which the public half is kept; one that was given before is void. Answers until when it is
   * good, in milliseconds. Throws `store/bay-name-taken` for an enrolled bay.
   */
  invite(name: string, codeKey: string): number {
    const now = this.#clock.wall();
    const expiresAtMs = now.getTime() + INVITATION_MS;
    const code = { codeKey, codeExpiresAtMs: expiresAtMs, invitedAt: now.toISOString() };
    this.#database.transact('an invitation', () => {
      const known = this.#named(name);
      if (known?.state === 'enrolled') throw bayNameTaken(name);
      if (known === undefined) {
        this.#database.orm
          .insert(facilityBays)
          .values({ id: uuidv7(), name, state: 'invited', ...code })
          .run();
      } else this.#database.orm.update(facilityBays).set(code).where(eq(facilityBays.id, known.id)).run();
    });
    return expiresAtMs;
  }

  /**
   * Uses the code of a bay up, if `isTyped` says of its public half that the bay has it; undefined where it has not, and
   * for a code that was used, is too old, never was, or is another bay's.
   */
  enrol(name: string, isTyped: (codeKey: string) => boolean): Enrolled | undefined {
    const credential = randomBytes(CREDENTIAL_BYTES).toString('base64url');
    const now = this.#clock.wall();
    return this.#database.transact('an enrolment', () => {
      const row = this.#named(name);
      const endsAtMs = row?.codeExpiresAtMs ?? 0;
      // A clock that was put back makes no code good for longer than it was meant to be.
      const isGood = now.getTime() < endsAtMs && now.getTime() >= endsAtMs - INVITATION_MS;
      const codeKey = row?.codeKey ?? null;
      if (row?.state !== 'invited' || codeKey === null || !isGood || !isTyped(codeKey)) return undefined;
      const bay = this.#database.orm
        .update(facilityBays)
        .set({
          ...{ state: 'enrolled', codeKey: null, codeExpiresAtMs: null, enrolledAt: now.toISOString() },
          credentialDigest: digestOf(credential),
        })
        .where(eq(facilityBays.id, row.id))
        .returning()
        .get();
      return { bay: bayOf(bay), credential, codeKey };
    });
  }

  /** Whose a credential is, asked anew at every call: a bay that was removed is nobody at once. */
  byCredential(credential: string): FacilityBay | undefined {
    const row = this.#database.read('a bay', () =>
      this.#database.orm
        .select()
        .from(facilityBays)
        .where(and(eq(facilityBays.credentialDigest, digestOf(credential)), eq(facilityBays.state, 'enrolled')))
        .get(),
    );
    return row === undefined ? undefined : bayOf(row);
  }

  /** @param isCaughtUp whether it has told everything that it knows */
  noteSeen(id: string, isCaughtUp: boolean): void {
    const now = this.#clock.wall();
    const caughtUp = isCaughtUp ? { caughtUpAtMs: now.getTime() } : {};
    this.#database.transact('a bay', () =>
      this.#database.orm
        .update(facilityBays)
        .set({ seenAt: now.toISOString(), ...caughtUp })
        .where(eq(facilityBays.id, id))
        .run(),
    );
  }

  /** Throws `store/bay-not-enrolled`. What it told stays. */
  remove(name: string): void {
    this.#database.transact('a bay', () => {
      const known = this.#named(name);
      if (known === undefined) throw bayNotEnrolled(name);
      const nothing = { codeKey: null, codeExpiresAtMs: null, credentialDigest: null };
      this.#database.orm
        .update(facilityBays)
        .set({ state: 'removed', ...nothing })
        .where(eq(facilityBays.id, known.id))
        .run();
    });
  }

  /** By name; those that were removed are not told. */
  list(): FacilityBay[] {
    return this.#database.read('bays', () =>
      this.#database.orm
        .select()
        .from(facilityBays)
        .where(ne(facilityBays.state, 'removed'))
        .orderBy(asc(facilityBays.name))
        .limit(BAYS_MAX)
        .all()
        .map(bayOf),
    );
  }

  #named(name: string) {
    return this.#database.orm
      .select()
      .from(facilityBays)
      .where(and(eq(facilityBays.name, name), ne(facilityBays.state, 'removed')))
      .get();
  }
}

function bayOf(row: typeof facilityBays.$inferSelect): FacilityBay {
  const { id, name, state, invitedAt, enrolledAt, seenAt, caughtUpAtMs } = row;
  return { id, name, state, invitedAt, enrolledAt, seenAt, caughtUpAtMs };
}

/** It is random and long: a plain digest is enough. */
function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
