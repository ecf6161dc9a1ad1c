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

export interface Invitation {
  /** To be shown once: only its digest is kept. */
  readonly secret: string;
  readonly expiresAtMs: number;
}

const INVITATION_MS = 15 * 60_000;
const SECRET_BYTES = 10;
const CREDENTIAL_BYTES = 32;
/** Crockford's: no letter that is taken for another, and 80 bits in sixteen signs. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BAYS_MAX = 500;

export class FacilityBayRepository {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** A new code for a bay; one that was given before is void. Throws `store/bay-name-taken` for an enrolled bay. */
  invite(name: string): Invitation {
    const secret = signsOf(randomBytes(SECRET_BYTES));
    const now = this.#clock.wall();
    const expiresAtMs = now.getTime() + INVITATION_MS;
    const code = { codeDigest: digestOf(secret), codeExpiresAtMs: expiresAtMs, invitedAt: now.toISOString() };
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
    return { secret, expiresAtMs };
  }

  /** Uses a code up; undefined for one that was used, is too old, never was, or is another bay's. */
  enrol(name: string, secret: string): { readonly bay: FacilityBay; readonly credential: string } | undefined {
    const credential = randomBytes(CREDENTIAL_BYTES).toString('base64url');
    const now = this.#clock.wall();
    return this.#database.transact('an enrolment', () => {
      const row = this.#database.orm
        .select()
        .from(facilityBays)
        .where(and(eq(facilityBays.codeDigest, digestOf(secret)), eq(facilityBays.state, 'invited')))
        .get();
      const endsAtMs = row?.codeExpiresAtMs ?? 0;
      // A clock that was put back makes no code good for longer than it was meant to be.
      const isGood = now.getTime() < endsAtMs && now.getTime() >= endsAtMs - INVITATION_MS;
      if (row === undefined || row.name !== name || !isGood) return undefined;
      const bay = this.#database.orm
        .update(facilityBays)
        .set({
          ...{ state: 'enrolled', codeDigest: null, codeExpiresAtMs: null, enrolledAt: now.toISOString() },
          credentialDigest: digestOf(credential),
        })
        .where(eq(facilityBays.id, row.id))
        .returning()
        .get();
      return { bay: bayOf(bay), credential };
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
      const nothing = { codeDigest: null, codeExpiresAtMs: null, credentialDigest: null };
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

/** Both are random and long: a plain digest is enough. */
function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Five bits a sign. */
function signsOf(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let signs = '';
  for (let at = (bytes.length * 8) / 5 - 1; at >= 0; at--) signs += SIGNS[Number((bits >> BigInt(at * 5)) & 31n)];
  return signs;
}
