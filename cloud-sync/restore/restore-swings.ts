/**
 * Brings the swings of a bay back from the object store: newest first, several at once, and only what is not here yet,
 * so that it can be killed at any moment and begun again.
 */
import { isBayError } from '../../device/errors/bay-error.ts';
import type { ObjectStore } from '../../device/ports/object-store.port.ts';
import type { StoredMedia } from '../../device/store/media-rows.ts';
import type { Store } from '../../device/store/store.ts';
import type { TakenIn } from '../../device/store/swing-intake.ts';
import { bringBack } from '../object-store/bring-back.ts';
import { extensionOf, objectKey, swingPrefix } from '../object-store/object-key.ts';
import { findSwing } from '../outbox/swing-objects.ts';
import { besideEachOther } from './beside-each-other.ts';
import type { Embed } from './embedding-threads.ts';
import type { Findings } from './findings.ts';
import { type Patience, withPatience } from './patience.ts';
import { embedHere, type PointOfSwing, pointOfSwing } from './point-of-swing.ts';
import { readSwingFolder, type SwingFolder } from './swing-folder.ts';
import { listSwing, listSwings, type SwingListing } from './swing-listing.ts';
import { swingToTakeIn } from './swing-to-take-in.ts';

/** Their names are in memory to be put in order; more are brought back in several rounds, each newest first. */
const NAMES_AT_ONCE = 500_000;
const SWINGS_BESIDE_EACH_OTHER = 8;
const OTHER_BAYS_MAX = 100;
/** What is wrong with one swing and costs no other. */
const OF_ONE_SWING: ReadonlySet<string> = new Set([
  'store/player-unknown',
  'store/swing-differs',
  'store/revision-differs',
  'store/report-unreadable',
]);

export interface RestoreCounts {
  /** Folders of swings that were looked at. */
  looked: number;
  /** Of all that is known by now. */
  known: number;
  taken: number;
  added: number;
  /** Were here already, whole. */
  here: number;
  deleted: number;
  ofAnotherBay: number;
  /** How many of those each bay has, by its name; of so many bays at most. */
  readonly otherBays: Record<string, number>;
  refused: number;
  revisions: number;
  poses: number;
  media: number;
  /** Films that reports name and that never reached the object store. */
  mediaAbsent: number;
  mediaFetched: number;
  bytes: number;
}

export interface RestoreSwingsParts {
  readonly objects: ObjectStore;
  readonly store: Store;
  readonly bay: string;
  /** Visits whose swings are this bay's, whatever it was called then. */
  readonly earlierVisits: ReadonlySet<string>;
  /** Whether films are fetched too; otherwise they stay in the object store and are shown from there. */
  readonly withMedia: boolean;
  readonly patience: Patience;
  readonly findings: Findings;
  readonly counts: RestoreCounts;
  readonly onProgress: () => void;
  /** For many swings in threads of its own; in this one where absent. */
  readonly embed?: Embed;
  readonly signal: AbortSignal;
}

export function noCounts(): RestoreCounts {
  return {
    ...{ looked: 0, known: 0, taken: 0, added: 0, here: 0, deleted: 0, ofAnotherBay: 0, refused: 0 },
    ...{ revisions: 0, poses: 0, media: 0, mediaAbsent: 0, mediaFetched: 0, bytes: 0 },
    otherBays: {},
  };
}

interface SwingName {
  readonly owner: string;
  readonly swing: string;
}

export class SwingRestore {
  readonly #parts: RestoreSwingsParts;
  #isDiskFull = false;

  constructor(parts: RestoreSwingsParts) {
    this.#parts = parts;
  }

  /** Everything of these owners. */
  async ofOwners(owners: readonly string[]): Promise<void> {
    const { objects } = this.#parts;
    let names: SwingName[] = [];
    for (const owner of owners) {
      if (this.#parts.signal.aborted) return;
      const found = await this.#patiently(async () => {
        const swings: SwingName[] = [];
        for await (const { swing } of listSwings(objects, { owner })) swings.push({ owner, swing });
        return swings;
      });
      for (const name of found) names.push(name);
      if (names.length >= NAMES_AT_ONCE) {
        await this.#bringBack(names);
        names = [];
      }
    }
    await this.#bringBack(names);
  }

  /**
   * The whole object store, of whoever the swings are: what came after the newest sealed copy is named by nobody. With
   * `since`, swings that were made before are not looked at; their ids say when that was, by the clock of their bay.
   */
  async ofAnybody(since: Date | null, without: ReadonlySet<string>): Promise<void> {
    const { objects, findings } = this.#parts;
    let names: SwingName[] = [];
    let after: SwingName | undefined;
    const onForeign = findings.add.bind(findings);
    const listRound = async (): Promise<boolean> => {
      const from = after === undefined ? { onForeign } : { onForeign, after };
      for await (const { owner, swing } of listSwings(objects, from)) {
        after = { owner, swing };
        if (this.#parts.signal.aborted) return true;
        if (without.has(owner) || (since !== null && madeBefore(swing, since))) continue;
        names.push({ owner, swing });
        if (names.length >= NAMES_AT_ONCE) return false;
      }
      return true;
    };
    for (let isAll = false; !isAll; ) {
      isAll = await this.#patiently(listRound);
      await this.#bringBack(names);
      names = [];
    }
  }

  async #bringBack(names: SwingName[]): Promise<void> {
    const { counts } = this.#parts;
    counts.known += names.length;
    // Ids begin with the time, so their order is that of the swings.
    names.sort((a, b) => (a.swing < b.swing ? 1 : a.swing > b.swing ? -1 : 0));
    await besideEachOther(names, SWINGS_BESIDE_EACH_OTHER, async (name) => {
      if (this.#parts.signal.aborted) return;
      await this.#one(name);
      counts.looked++;
      this.#parts.onProgress();
    });
  }

  async #one({ owner, swing }: SwingName): Promise<void> {
    const { objects, store, bay, earlierVisits, findings, counts, withMedia } = this.#parts;
    const listing = await this.#patiently(() => listSwing(objects, owner, swing));
    if (isHere(store, listing)) {
      counts.here++;
    } else {
      const {
        folder,
        findings: found,
        bytes,
        otherBay,
      } = await readSwingFolder(objects, listing, {
        bay,
        visits: earlierVisits,
        patience: this.#parts.patience,
      });
      findings.add(...found);
      counts.bytes += bytes;
      if (otherBay !== null) this.#passOver(otherBay);
      if (folder === null) return;
      counts.mediaAbsent += folder.mediaAbsent;
      const point = await this.#pointOf(folder, swingPrefix(owner, swing));
      try {
        this.#count(store.intake.takeIn(swingToTakeIn(folder, point), true));
      } catch (error) {
        if (!isBayError(error) || !OF_ONE_SWING.has(error.code)) throw error;
        counts.refused++;
        findings.add({ code: error.code, key: swingPrefix(owner, swing), message: error.message });
        return;
      }
    }
    if (withMedia) await this.#fetchMedia(owner, swing);
  }

  async #pointOf({ revisions, poses }: SwingFolder, key: string): Promise<PointOfSwing> {
    const { embed = embedHere, findings } = this.#parts;
    const newest = revisions.at(-1);
    const point = newest === undefined ? {} : await pointOfSwing(newest.report, poses, embed);
    if (point.problem !== undefined) findings.add({ code: point.problem.code, key, message: point.problem.message });
    return point;
  }

  #passOver(bay: string): void {
    const { counts } = this.#parts;
    const { otherBays } = counts;
    counts.ofAnotherBay++;
    if (Object.hasOwn(otherBays, bay) || Object.keys(otherBays).length < OTHER_BAYS_MAX) {
      otherBays[bay] = (otherBays[bay] ?? 0) + 1;
    }
  }

  #count({ result, revisions, poses, media }: TakenIn): void {
    const { counts } = this.#parts;
    counts[result === 'known' ? 'here' : result]++;
    counts.revisions += revisions;
    counts.poses += poses;
    counts.media += media;
  }

  async #fetchMedia(owner: string, swing: string): Promise<void> {
    const { store, counts } = this.#parts;
    if (findSwing(store, swing) === null) return;
    for (const media of store.media.list(swing)) {
      if (media.state !== 'remote' || this.#isDiskFull || this.#parts.signal.aborted) continue;
      if (await this.#patiently(() => this.#fetchOne(owner, media))) counts.mediaFetched++;
    }
  }

  async #fetchOne(owner: string, media: StoredMedia): Promise<boolean> {
    const { objects, store, findings, counts } = this.#parts;
    const { swing, sha256, mediaType } = media;
    const key = objectKey({ owner, swing, sha256, extension: extensionOf(mediaType) });
    const result = await bringBack(key, media, { objects, files: store.media });
    switch (result) {
      case 'brought':
        counts.bytes += media.bytes;
        return true;
      case 'gone':
        findings.add({ code: 'restore/object-gone', key, message: 'The film is not there any more.' });
        return false;
      case 'differs': {
        const message = 'Its bytes are not those that its name promises.';
        findings.add({ code: 'restore/content-differs', key, message });
        return false;
      }
      case 'disk-full':
        return this.#noteDiskFull(key);
    }
  }

  #noteDiskFull(key: string): false {
    this.#isDiskFull = true;
    const message = 'There is no room for more films here; the others stay in the object store.';
    this.#parts.findings.add({ code: 'store/disk-full', key, message });
    return false;
  }

  #patiently<T>(work: () => Promise<T>): Promise<T> {
    return withPatience(this.#parts.patience, work);
  }
}

/** Every object of the folder was taken in before: nothing of it needs to be read again. */
function isHere(store: Store, { owner, swing, objects }: SwingListing): boolean {
  const known = findSwing(store, swing);
  if (known === null || (known.player ?? known.session) !== owner) return false;
  const media = new Set(store.media.list(swing).map(({ sha256 }) => sha256));
  const poses = new Set(store.poses.list(swing).map(({ sha256 }) => sha256));
  const documents = objects.filter(({ place }) => place.extension === 'json').length;
  const others = objects.filter(({ place }) => place.extension !== 'json');
  const isEachHere = others.every(({ place, sha256 }) => (place.extension === 'poses' ? poses : media).has(sha256));
  return isEachHere && documents === 1 + store.swings.revisions(swing).length;
}

/** The first 48 bits of a UUIDv7 are milliseconds. */
function madeBefore(swing: string, since: Date): boolean {
  const ms = Number.parseInt(swing.replaceAll('-', '').slice(0, 12), 16);
  return Number.isFinite(ms) && ms < since.getTime();
}
