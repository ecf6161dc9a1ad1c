/** The facility's side of the exchange: who becomes a bay of it, what is taken of a bay's word, and what it is told. */
import { createPublicKey, sign } from 'node:crypto';
import { type Clock } from '../../clock/clock.ts';
import {
  type Enrolled,
  type Enrolment,
  type FacilityAnswer,
  type FacilityPublicKey,
  PEOPLE_BYTES_MAX,
  type SealedEnrolment,
  signedText,
  type Telling,
} from '../../ports/facility-exchange.port.ts';
import { isAskedByCode, newEnrolmentCode, sealEnrolment } from '../../ports/facility-enrolment.ts';
import type { FacilityBay } from '../../store/facility-bay-repository.ts';
import type { GoneSwing } from '../../store/facility-index-repository.ts';
import type { TakenIn } from '../../store/people-journal.ts';
import type { PersonRecord } from '../../store/people-record.ts';
import type { SOLE_COLUMNS } from '../../store/people-tables.ts';
import type { Store } from '../../store/store.ts';
import { tooManyGuesses } from '../auth/errors.ts';
import type { KeyRing } from '../auth/key-ring.ts';
import { enrolmentRefused } from '../errors.ts';
import { BayTalks } from './bay-talks.ts';
import { admitted } from './people-admission.ts';

const PAGE_RECORDS = 200;
/** Codes have 80 bits; this only keeps the log and the disk quiet. */
const GUESSES_PER_ADDRESS = 20;
const GUESSES_WINDOW_MS = 15 * 60_000;

export interface FacilityDeskParts {
  readonly store: Store;
  readonly keys: KeyRing;
  readonly name: string;
  readonly clock: Clock;
}

export class FacilityDesk {
  readonly talks: BayTalks;
  readonly #parts: FacilityDeskParts;

  constructor(parts: FacilityDeskParts) {
    this.#parts = parts;
    this.talks = new BayTalks(parts.clock);
  }

  /** A one-time code for a bay. Throws `store/bay-name-taken`. */
  invite(name: string): { readonly code: string; readonly expiresAt: string } {
    const { shown, publicHalf } = newEnrolmentCode();
    const expiresAtMs = this.#parts.store.facilityBays.invite(name, publicHalf);
    return { code: shown, expiresAt: new Date(expiresAtMs).toISOString() };
  }

  /** Throws `facility/enrolment-refused`, whatever is wrong with the code, and `auth/too-many-guesses`. */
  enrol(asked: Enrolment, address: string): SealedEnrolment {
    const { store, keys, clock, name: facility } = this.#parts;
    const limit = { key: `enrol:${address}`, max: GUESSES_PER_ADDRESS, windowMs: GUESSES_WINDOW_MS };
    const reached = store.guesses.take([limit], clock.wall().getTime());
    if (reached !== null) throw tooManyGuesses(reached.waitMs);
    const enrolled = store.facilityBays.enrol(asked.bay, (codeKey) => isAskedByCode(asked, codeKey));
    if (enrolled === undefined) throw enrolmentRefused();
    store.guesses.forgive(limit.key);
    const answer: Enrolled = {
      facility: { id: store.people.appliance, name: facility },
      bay: { id: enrolled.bay.id, name: enrolled.bay.name },
      credential: enrolled.credential,
      keys: this.#publicKeys(),
      lookupSecret: keys.lookupSecret.toString('base64url'),
    };
    return sealEnrolment(asked, enrolled.codeKey, JSON.stringify(answer));
  }

  /** Undefined for a credential of no bay, or of one that was removed. */
  bayOf(credential: string): FacilityBay | undefined {
    return this.#parts.store.facilityBays.byCredential(credential);
  }

  /** Takes what a bay tells and answers what it has not heard. Idempotent. */
  async exchange(bay: FacilityBay, telling: Telling): Promise<FacilityAnswer> {
    const { store, clock, name } = this.#parts;
    const received = await this.#takePeople(bay, telling.people as PersonRecord[]);
    const gone = this.#takeSwings(bay, telling.swings);
    const taken = new Set(store.facilityIndex.takenIn(gone.map(({ id }) => id)));
    for (const swing of gone) if (taken.has(swing.id)) await this.#letGo(swing);
    store.facilityBays.noteSeen(bay.id, telling.isCaughtUp);
    this.talks.heard(bay.name);
    const { records, next } = store.people.changesSince(telling.peopleAfter, PAGE_RECORDS, PEOPLE_BYTES_MAX);
    return {
      nowMs: clock.wall().getTime(),
      name,
      keys: this.#publicKeys(),
      received: {
        ...{ taken: received.taken, kept: received.kept, refused: [...received.refused] },
        conflicts: received.conflicts.map(({ key, column, holder }) => ({ key, column, holder })),
      },
      people: {
        records: records.map(({ row, columns, ...record }) => ({
          ...{ ...record, row: row === null ? null : { ...row }, columns: { ...columns } },
        })),
        next,
      },
      deletions: { ...this.#deletions(bay, telling.deletionsAfter) },
    };
  }

  /** In one, so that what is news is looked for though it is told only once. Answers which are gone. */
  #takeSwings({ name }: FacilityBay, told: Telling['swings']): readonly GoneSwing[] {
    const { store } = this.#parts;
    return store.transact('swings of a bay', () => {
      const { gone, changed } = store.facilityIndex.tell(name, told);
      for (const { id, player } of changed) {
        // A guest's swing is nobody's to look for here.
        if (player !== null) store.arrivals.hear(id, player);
      }
      return gone;
    });
  }

  /**
   * Of a swing that was deleted a tombstone stays; one whose player took their consent back may come again. Only its bay
   * knows which it is: word of the consent may be rounds behind word of the swing.
   */
  async #letGo({ id, because }: GoneSwing): Promise<void> {
    const { store } = this.#parts;
    if (because === 'deleted') return store.swings.remove(id);
    await store.swings.putAway(id);
    store.arrivals.forget(id);
  }

  /** What stands in the header of an answer: by the key before the newest too, which the bay may know alone. */
  signatureOf(bay: FacilityBay, nonce: string, body: string): string {
    const text = Buffer.from(signedText(bay.id, nonce, body));
    const signatures = this.#parts.keys.all.map(
      ({ id, privateKey }) => `${id}.${sign('sha256', text, privateKey).toString('base64url')}`,
    );
    return signatures.join(' ');
  }

  async #takePeople(bay: FacilityBay, told: readonly PersonRecord[]): Promise<TakenIn> {
    const { people, accounts } = this.#parts.store;
    const moment = {
      nowMs: this.#parts.clock.wall().getTime(),
      newestMs: people.newestMs(),
      caughtUpAtMs: bay.caughtUpAtMs,
      accountOf: (player: string) => people.find('accounts', player)?.row ?? undefined,
      playerOf: (player: string) => people.find('players', player),
      holderOf: (column: (typeof SOLE_COLUMNS)[number], value: string) => {
        const holder = column === 'email' ? accounts.findByEmail(value) : accounts.findByPin(value);
        return holder === undefined ? undefined : { role: holder.role };
      },
      latest: () => people.latest(),
    };
    const records: PersonRecord[] = [];
    const refused: TakenIn['refused'][number][] = [];
    let left = 0;
    for (const record of told) {
      const verdict = admitted(record, moment);
      if ('refused' in verdict) refused.push({ table: record.table, key: record.key, reason: verdict.refused });
      else if (verdict.record === null) left++;
      else records.push(verdict.record);
    }
    const taken = await people.takeIn(records);
    return { ...taken, kept: taken.kept + left, refused: [...refused, ...taken.refused] };
  }

  #deletions(bay: FacilityBay, after: number): FacilityAnswer['deletions'] {
    const { swings, next } = this.#parts.store.facilityIndex.deletionsOf(bay.name, after, PAGE_RECORDS);
    return { swings: [...swings], next };
  }

  #publicKeys(): FacilityPublicKey[] {
    return this.#parts.keys.all.map(({ id, privateKey }) => ({
      id,
      pem: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString(),
    }));
  }
}
