/**
 * A swing as the object store has it: `users/<owner>/swings/<id>/` read into its document, the revisions of its report,
 * the poses that they name, and what is said of its films.
 *
 * Every document and all poses are read whole and held against the sha256 in their key. Films stay where they are: they
 * count by their names and lengths, unless they are asked to be read. What is amiss is a finding beside what is whole: a
 * damaged report costs neither the others nor the swing.
 */
import { z } from 'zod';
import type { ObjectStore } from '../../device/ports/object-store.port.ts';
import { decodePoseTrack } from '../../device/store/pose-blob.ts';
import type { RemoteMedia } from '../../device/store/media-rows.ts';
import type { PoseTrack } from '../../device/swing/pose/pose-track.ts';
import { type SwingReport, swingKindSchema } from '../../device/swing/report/swing-report.ts';
import { upgradeReport } from '../../device/swing/report/upgrade-report.ts';
import { swingPrefix } from '../object-store/object-key.ts';
import type { Finding } from './finding.ts';
import { type Patience, withPatience } from './patience.ts';
import { checkObject, readObject } from './read-object.ts';
import type { ListedObject, SwingListing } from './swing-listing.ts';

const MIB = 1024 * 1024;
const DOCUMENT_BYTES_MAX = 8 * MIB;
const POSES_BYTES_MAX = 64 * MIB;
const READ_AT_ONCE = 4;

/** As `outbox/swing-objects.ts` writes it; a later minor version may say more. */
const swingDocumentSchema = z.object({
  document: z.literal('swing'),
  version: z.string().regex(/^1\./),
  id: z.string(),
  kind: swingKindSchema,
  bay: z.string().min(1),
  session: z.string().min(1),
  recordedAt: z.iso.datetime(),
  order: z.strictObject({ bootId: z.string(), monotonicNs: z.number(), sequence: z.int().nonnegative() }),
  visitStartedAt: z.iso.datetime().optional(),
});

export interface FoundRevision {
  readonly report: SwingReport;
  /** As it lies there. */
  readonly document: string;
  readonly sha256: string;
}

export interface FoundPoses {
  readonly camera: string;
  readonly sha256: string;
  readonly frames: number;
  /** The newest revision that names them. */
  readonly revision: number;
  readonly blob: Buffer;
  readonly track: PoseTrack;
}

export interface SwingFolder {
  readonly id: string;
  readonly owner: string;
  readonly kind: SwingReport['kind'];
  readonly bay: string;
  readonly session: string;
  /** Null for a guest, whose swing lies with the visit. */
  readonly player: string | null;
  readonly recordedAt: string;
  readonly order: SwingReport['order'];
  /** When its visit began; null where nobody noted it. */
  readonly visitStartedAt: string | null;
  /** By number, the newest last; empty before the swing was measured. */
  readonly revisions: readonly FoundRevision[];
  readonly poses: readonly FoundPoses[];
  readonly media: readonly (RemoteMedia & { readonly key: string })[];
  /** Films that its reports name and that are not there, or not yet. */
  readonly mediaAbsent: number;
}

export interface ReadFolder {
  /** Null where nothing there says what the swing is. */
  readonly folder: SwingFolder | null;
  readonly findings: readonly Finding[];
  /** That were read. */
  readonly bytes: number;
  /** The name of another bay than was asked for, of which documents were read and nothing else; null otherwise. */
  readonly otherBay: string | null;
}

export interface FolderOptions {
  /** `read`: films are read whole as well, to be held against their names; nothing of them is kept. */
  readonly media?: 'listed' | 'read';
  /** Swings of other bays are not wanted. */
  readonly bay?: string;
  /** Visits whose swings are wanted whatever their bay was called. */
  readonly visits?: ReadonlySet<string>;
  /** With which each object by itself is asked for again. */
  readonly patience?: Patience;
}

/** Rejects with an `ObjectStoreError` about the store or the way to it, and with nothing else. */
export async function readSwingFolder(
  objects: ObjectStore,
  listing: SwingListing,
  { media: proof = 'listed', bay: wanted, visits, patience }: FolderOptions = {},
): Promise<ReadFolder> {
  const reading = new FolderReading(objects, listing, patience);
  const documents = await reading.documents();
  const { owner, swing: id } = listing;
  const said = documents.swing ?? documents.revisions.at(-1)?.report;
  const isWanted = said === undefined || wanted === undefined || said.bay === wanted || visits?.has(said.session);
  const otherBay = isWanted === true ? null : (said?.bay ?? null);
  if (said === undefined) {
    reading.find('restore/nothing-of-a-swing', swingPrefix(owner, id), 'Nothing there says what the swing is.');
  }
  if (said === undefined || otherBay !== null) {
    return { folder: null, findings: reading.findings, bytes: reading.bytes, otherBay };
  }
  const poses = await reading.poses(documents.revisions);
  const media = await reading.media(documents.revisions, proof);
  if (documents.swing === null) {
    const message = 'The document of the swing is missing; its newest report speaks for it.';
    reading.find('restore/swing-document-missing', swingPrefix(owner, id), message);
  }
  const { kind, bay, session, recordedAt, order } = said;
  const player = owner === session ? null : owner;
  const { revisions } = documents;
  const visitStartedAt = documents.swing?.visitStartedAt ?? null;
  const about = { id, owner, kind, bay, session, player, recordedAt, order, visitStartedAt };
  const folder = { ...about, revisions, poses, ...media };
  return { folder, findings: reading.findings, bytes: reading.bytes, otherBay };
}

interface Documents {
  readonly swing: z.infer<typeof swingDocumentSchema> | null;
  readonly revisions: FoundRevision[];
}

class FolderReading {
  readonly findings: Finding[];
  bytes = 0;
  readonly #objects: ObjectStore;
  readonly #listing: SwingListing;
  readonly #patience: Patience | undefined;

  constructor(objects: ObjectStore, listing: SwingListing, patience: Patience | undefined) {
    this.#patience = patience;
    this.#objects = objects;
    this.#listing = listing;
    this.findings = [...listing.findings];
  }

  find(code: Finding['code'], key: string, message: string): void {
    this.findings.push({ code, key, message });
  }

  async documents(): Promise<Documents> {
    let swing: Documents['swing'] = null;
    const revisions = new Map<number, FoundRevision>();
    for await (const { object, bytes } of this.#readEach(this.#withExtension('json'), DOCUMENT_BYTES_MAX)) {
      const text = bytes.toString('utf8');
      const document = parsed(text);
      if (typeof document === 'object' && document !== null && 'schemaVersion' in document) {
        const found = this.#reportOf(object, document, text);
        if (found !== null) this.#keepRevision(revisions, found, object.key);
        continue;
      }
      const read = swingDocumentSchema.safeParse(document);
      if (!read.success || read.data.id !== this.#listing.swing) {
        this.find('restore/document-unreadable', object.key, 'It is neither a report nor the document of this swing.');
      } else if (swing !== null && !isSameSwing(swing, read.data)) {
        this.find('restore/document-twice', object.key, 'The swing has another document that says otherwise.');
      } else if (swing === null || read.data.version > swing.version) {
        // It may have been sent by a bay of an earlier version and of this one.
        swing = read.data;
      }
    }
    return { swing, revisions: [...revisions.values()].toSorted((a, b) => a.report.revision - b.report.revision) };
  }

  async poses(revisions: readonly FoundRevision[]): Promise<FoundPoses[]> {
    const named = new Map<string, { camera: string; sha256: string; frames: number; revision: number }>();
    for (const { report } of revisions) {
      for (const poses of report.landmarks) {
        named.set(`${poses.camera}/${poses.sha256}`, { ...poses, revision: report.revision });
      }
    }
    const listed = new Map(this.#withExtension('poses').map((object) => [object.place.sha256, object]));
    const there: ListedObject[] = [];
    for (const { sha256, revision } of named.values()) {
      const object = listed.get(sha256);
      if (object === undefined) {
        const message = `Revision ${revision} names the poses ${sha256}, which are not there.`;
        this.find('restore/poses-missing', swingPrefix(this.#listing.owner, this.#listing.swing), message);
      } else if (!there.includes(object)) {
        there.push(object);
      }
    }
    const found: FoundPoses[] = [];
    for await (const { object, bytes: blob } of this.#readEach(there, POSES_BYTES_MAX)) {
      const track = this.#trackOf(object, blob);
      const namedSo = [...named.values()].filter(({ sha256 }) => sha256 === object.sha256);
      if (track !== null) found.push(...namedSo.map((poses) => ({ ...poses, blob, track })));
    }
    return found;
  }

  async media(
    revisions: readonly FoundRevision[],
    proof: 'listed' | 'read',
  ): Promise<Pick<SwingFolder, 'media' | 'mediaAbsent'>> {
    const named = mediaNamedBy(revisions.map(({ report }) => report));
    const media: (RemoteMedia & { key: string })[] = [];
    const there = new Set<string>();
    for (const object of this.#listing.objects) {
      const { key, place, bytes } = object;
      if (place.extension === 'json' || place.extension === 'poses') continue;
      const rows = named.filter(({ sha256 }) => sha256 === place.sha256);
      if (rows.some((row) => row.bytes !== bytes)) {
        this.find('restore/content-differs', key, 'It has another length than the report says.');
        continue;
      }
      if (proof === 'read') {
        const finding = await this.#patiently(() => checkObject(this.#objects, object));
        this.bytes += bytes;
        if (finding !== null) {
          this.findings.push(finding);
          continue;
        }
      }
      there.add(place.sha256);
      const unnamed = { ...UNNAMED[place.extension], camera: null, sha256: place.sha256, bytes };
      media.push(
        ...(rows.length > 0
          ? rows
          : [{ kind: 'clip' as const, mediaType: 'application/octet-stream', ...unnamed }]
        ).map((row) => ({ ...row, key })),
      );
    }
    const absent = new Set(named.map(({ sha256 }) => sha256).filter((sha256) => !there.has(sha256)));
    media.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
    return { media, mediaAbsent: absent.size };
  }

  #withExtension(extension: string): ListedObject[] {
    return this.#listing.objects.filter(({ place }) => place.extension === extension);
  }

  #patiently<T>(work: () => Promise<T>): Promise<T> {
    return this.#patience === undefined ? work() : withPatience(this.#patience, work);
  }

  /** Those that are whole, in their order; a few are read at once. */
  async *#readEach(
    objects: readonly ListedObject[],
    bytesMax: number,
  ): AsyncGenerator<{ readonly object: ListedObject; readonly bytes: Buffer }> {
    for (let at = 0; at < objects.length; at += READ_AT_ONCE) {
      const some = objects.slice(at, at + READ_AT_ONCE);
      const read = await Promise.all(some.map((object) => this.#read(object, bytesMax)));
      for (const [i, object] of some.entries()) {
        const bytes = read[i];
        if (bytes != null) yield { object, bytes };
      }
    }
  }

  async #read(object: ListedObject, bytesMax: number): Promise<Buffer | null> {
    const read = await this.#patiently(() => readObject(this.#objects, object, bytesMax));
    if ('finding' in read) {
      this.findings.push(read.finding);
      return null;
    }
    this.bytes += read.content.length;
    return read.content;
  }

  #reportOf({ key, place }: ListedObject, document: object, text: string): FoundRevision | null {
    const read = upgradeReport(document);
    if ('problem' in read) {
      this.find('restore/document-unreadable', key, `It cannot be read as a report: ${read.detail}`);
      return null;
    }
    if (read.report.id !== this.#listing.swing) {
      this.find('restore/document-unreadable', key, `It is the report of another swing, ${read.report.id}.`);
      return null;
    }
    return { report: read.report, document: text, sha256: place.sha256 };
  }

  /** The same revision may lie there twice, once in an older version of its form; two different ones are a fault. */
  #keepRevision(revisions: Map<number, FoundRevision>, found: FoundRevision, key: string): void {
    const { revision } = found.report;
    const known = revisions.get(revision);
    if (known === undefined) {
      revisions.set(revision, found);
    } else if (JSON.stringify(known.report) !== JSON.stringify(found.report)) {
      const message = `There are two documents of revision ${revision}; the one of the lower name was taken.`;
      this.find('restore/revision-twice', key, message);
    }
  }

  #trackOf({ key }: ListedObject, blob: Buffer): PoseTrack | null {
    try {
      return decodePoseTrack(blob);
    } catch (error) {
      this.find('restore/poses-unreadable', key, error instanceof Error ? error.message : String(error));
      return null;
    }
  }
}

function isSameSwing(one: z.infer<typeof swingDocumentSchema>, other: z.infer<typeof swingDocumentSchema>): boolean {
  const said = ({ id, kind, bay, session, recordedAt, order }: typeof one) =>
    JSON.stringify([id, kind, bay, session, recordedAt, order.bootId, order.monotonicNs, order.sequence]);
  return said(one) === said(other);
}

/** What no report names, as its key says: of a film that was never measured only its kind is known. */
const UNNAMED: Readonly<Record<string, Pick<RemoteMedia, 'kind' | 'mediaType'>>> = {
  mp4: { kind: 'clip', mediaType: 'video/mp4' },
  jpg: { kind: 'key-frame', mediaType: 'image/jpeg' },
  wav: { kind: 'sound', mediaType: 'audio/wav' },
};

/** In the order in which a bay stores them. */
const KINDS: readonly RemoteMedia['kind'][] = ['clip', 'sound', 'key-frame'];

/** Each file once for each camera that it is of, whatever revisions and events name it. */
function mediaNamedBy(reports: readonly SwingReport[]): RemoteMedia[] {
  const named = new Map<string, RemoteMedia>();
  for (const { clips, keyFrames } of reports) {
    const kinds = [
      ...clips.map((clip) => ({ kind: 'clip' as const, file: clip })),
      ...keyFrames.map((frame) => ({ kind: 'key-frame' as const, file: frame })),
    ];
    for (const { kind, file } of kinds) {
      const { camera, sha256, bytes, mediaType } = file;
      named.set(`${kind}/${camera}/${sha256}`, { kind, camera, sha256, bytes, mediaType });
    }
  }
  return [...named.values()];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
