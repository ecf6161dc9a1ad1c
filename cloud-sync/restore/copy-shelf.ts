/**
 * Where the sealed copies of one appliance lie in the object store, and the signs of life that tell whether it is still
 * there:
 *
 *     appliances/<appliance>/copies/<number>/<life>/<sha256>.sealed
 *     appliances/<appliance>/signs/<life>/<number>/<sha256>.json
 *
 * A life is one data directory of the appliance: the new machine begins another. Copies are ordered by their number, not
 * by any clock. Of copies and signs the newest stay, whatever life they are of; nothing is removed before its successor was
 * read back whole.
 */
import { z } from 'zod';
import { isBayError } from '../../device/errors/bay-error.ts';
import type { ObjectContent, ObjectStore } from '../../device/ports/object-store.port.ts';
import { contentSha256 } from '../../device/store/content-hash.ts';
import { type ApplianceCopy, readCopy } from './appliance-copy.ts';
import { copyNotHeld, wrongIdentity } from './errors.ts';
import type { Finding } from './finding.ts';
import { type NamedObject, readObject } from './read-object.ts';
import { type BoxKey, type BoxLabel, openBox } from './sealed-box.ts';

const COPY = /^appliances\/[^/]+\/copies\/(\d{10})\/([\w-]+)\/([0-9a-f]{64})\.sealed$/;
const SIGN = /^appliances\/[^/]+\/signs\/([\w-]+)\/(\d{10})\/([0-9a-f]{64})\.json$/;
const DIGITS = 10;
const COPY_BYTES_MAX = 256 * 1024 * 1024;
const SIGN_BYTES_MAX = 4_096;
/** One may be damaged. */
const COPIES_MIN = 2;

const signSchema = z.strictObject({
  document: z.literal('appliance-sign'),
  /** By the appliance's own clock, UTC. */
  at: z.iso.datetime(),
  /** Another sign is due after this. */
  everyMs: z.int().positive(),
});

export interface ShelvedCopy extends NamedObject {
  readonly number: number;
  readonly life: string;
}

export interface SignOfLife {
  readonly life: string;
  readonly number: number;
  readonly at: string;
  readonly everyMs: number;
}

export interface ThinningRule {
  /** Whose copies count: until it has `keep` of its own, each life keeps as many. */
  readonly life: string;
  readonly keep: number;
  /** Copies before this number have somebody in them who is in none any more: they go as soon as two others are there. */
  readonly cleanFrom: number;
}

export interface OpenedCopy {
  readonly label: BoxLabel;
  readonly copy: ApplianceCopy;
  readonly shelved: ShelvedCopy;
}

/** Every call rejects with an `ObjectStoreError` where the store is not reached. */
export class CopyShelf {
  readonly #objects: ObjectStore;
  readonly #prefix: string;

  constructor(objects: ObjectStore, appliance: string) {
    this.#objects = objects;
    this.#prefix = `appliances/${appliance}/`;
  }

  /** Oldest first. */
  async copies(): Promise<ShelvedCopy[]> {
    const found: ShelvedCopy[] = [];
    for await (const { key, bytes } of this.#objects.list(`${this.#prefix}copies/`)) {
      const [, number, life, sha256] = COPY.exec(key) ?? [];
      if (number === undefined || life === undefined || sha256 === undefined) continue;
      found.push({ key, bytes, sha256, life, number: Number(number) });
    }
    return found.toSorted((a, b) => a.number - b.number || (a.key < b.key ? -1 : 1));
  }

  /**
   * The newest copy that opens, with what is wrong with those that do not; null where there is none at all. Throws
   * `restore/wrong-identity` where there are copies and none is this identity's to open.
   */
  async newest(key: BoxKey): Promise<{ readonly opened: OpenedCopy; readonly findings: readonly Finding[] } | null> {
    const findings: Finding[] = [];
    const copies = (await this.copies()).reverse();
    for (const shelved of copies) {
      const read = await readObject(this.#objects, shelved, COPY_BYTES_MAX);
      if ('finding' in read) {
        findings.push(read.finding);
        continue;
      }
      try {
        const { label, text } = await openBox(read.content, key);
        return { opened: { label, copy: readCopy(text), shelved }, findings };
      } catch (error) {
        if (!isBayError(error)) throw error;
        findings.push({ code: error.code, key: shelved.key, message: error.message });
      }
    }
    if (copies.length === 0) return null;
    throw wrongIdentity();
  }

  /** The copy is held whole when this resolves. */
  async put(number: number, life: string, sealed: Buffer): Promise<void> {
    const sha256 = contentSha256(sealed);
    await this.#putChecked(`${this.#prefix}copies/${digits(number)}/${life}/${sha256}.sealed`, {
      ...{ from: { bytes: sealed }, sha256, bytes: sealed.length, mediaType: 'application/octet-stream' },
    });
  }

  /** Removes what has to make way (`outdatedCopies`). */
  async thin(copies: readonly ShelvedCopy[], rule: ThinningRule): Promise<void> {
    for (const { number, life } of outdatedCopies(copies, rule)) {
      await this.#objects.removeAll(`${this.#prefix}copies/${digits(number)}/${life}/`);
    }
  }

  /** The newest sign of each life. What is none is passed over. */
  async signs(): Promise<SignOfLife[]> {
    const newest = new Map<string, SignOfLife>();
    for await (const { key, bytes } of this.#objects.list(`${this.#prefix}signs/`)) {
      const [, life, number, sha256] = SIGN.exec(key) ?? [];
      if (life === undefined || number === undefined || sha256 === undefined) continue;
      const read = await readObject(this.#objects, { key, bytes, sha256 }, SIGN_BYTES_MAX);
      const sign = 'finding' in read ? null : signSchema.safeParse(parsed(read.content)).data;
      if (sign == null || (newest.get(life)?.number ?? -1) > Number(number)) continue;
      newest.set(life, { life, number: Number(number), at: sign.at, everyMs: sign.everyMs });
    }
    return [...newest.values()];
  }

  /** The newest of a life counts; those before it are for `dropSignsBefore`. */
  async giveSign({ life, number, at, everyMs }: SignOfLife): Promise<void> {
    const bytes = Buffer.from(JSON.stringify({ document: 'appliance-sign', at, everyMs }));
    const sha256 = contentSha256(bytes);
    const content = { from: { bytes }, sha256, bytes: bytes.length, mediaType: 'application/json' };
    await this.#putChecked(`${this.#prefix}signs/${life}/${digits(number)}/${sha256}.json`, content);
  }

  /** All of them: one that could not be removed in its turn goes with a later one. */
  async dropSignsBefore({ life, number }: Pick<SignOfLife, 'life' | 'number'>): Promise<void> {
    const outdated = new Set<string>();
    for await (const { key } of this.#objects.list(`${this.#prefix}signs/${life}/`)) {
      const [, , found] = SIGN.exec(key) ?? [];
      if (found !== undefined && Number(found) < number) outdated.add(found);
    }
    for (const found of outdated) await this.#objects.removeAll(`${this.#prefix}signs/${life}/${found}/`);
  }

  async #putChecked(key: string, content: ObjectContent): Promise<void> {
    await this.#objects.put(key, content);
    if (!(await this.#objects.holds(key, content, 'read'))) throw copyNotHeld(key);
  }
}

/** Pure. */
function outdatedCopies(
  copies: readonly ShelvedCopy[],
  { life, keep, cleanFrom }: ThinningRule,
): readonly ShelvedCopy[] {
  const newestFirst = copies.toSorted((a, b) => b.number - a.number);
  const ours = newestFirst.filter((copy) => copy.life === life);
  const clean = newestFirst.filter(({ number }) => number >= cleanFrom);
  const unclean = newestFirst.filter(({ number }) => number < cleanFrom);
  const stay =
    ours.length < keep
      ? [...new Set(newestFirst.map((copy) => copy.life))].flatMap((of) =>
          newestFirst.filter((copy) => copy.life === of).slice(0, keep),
        )
      : newestFirst.slice(0, keep);
  const mustGo = new Set(unclean.slice(Math.max(0, COPIES_MIN - clean.length)));
  return newestFirst.filter((copy) => mustGo.has(copy) || !stay.includes(copy));
}

function digits(number: number): string {
  return String(number).padStart(DIGITS, '0');
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
