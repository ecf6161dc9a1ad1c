/** What has to lie in the object store for an entry of the outbox, read from the bay's own store. */
import type { ObjectContent } from '../../device/ports/object-store.port.ts';
import { contentSha256 } from '../../device/store/content-hash.ts';
import { SwingDeletedError, SwingUnknownError } from '../../device/store/errors.ts';
import type { StoredMedia } from '../../device/store/media-rows.ts';
import type { OutboxEntry } from '../../device/store/outbox-repository.ts';
import type { Store } from '../../device/store/store.ts';
import type { StoredSwing } from '../../device/store/swing-record.ts';
import { extensionOf, objectKey, POSES_TYPE } from '../object-store/object-key.ts';
import { documentUnreadable, fileGone } from './errors.ts';

export interface ObjectToSend {
  readonly key: string;
  readonly content: ObjectContent;
}

/** The parts of a bay's store that are read for it. */
export type SwingSource = Pick<Store, 'swings' | 'poses' | 'media' | 'players'>;

/** Version of the document that says that a swing happened. */
const SWING_DOCUMENT_VERSION = '1.1.0';

/** Whose folder a swing lies in: its player's, or that of the visit for a guest. */
export function ownerOf({ player, session }: Pick<StoredSwing, 'player' | 'session'>): string {
  return player ?? session;
}

/** Null for a swing that is gone: what was to be said of it is not any more. */
export function findSwing(source: Pick<SwingSource, 'swings'>, id: string): StoredSwing | null {
  try {
    return source.swings.find(id);
  } catch (error) {
    if (error instanceof SwingUnknownError || error instanceof SwingDeletedError) return null;
    throw error;
  }
}

/** In the order in which they are to be there. Throws an `ObjectStoreError` about the entry. */
export function documentsOf(source: SwingSource, swing: StoredSwing, entry: OutboxEntry): ObjectToSend[] {
  switch (entry.kind) {
    case 'swing-stored':
      return [document(swing, Buffer.from(JSON.stringify(swingDocument(source, swing))))];
    case 'revision-stored':
      return revisionObjects(source, swing, Number(entry.payload['revision']));
    default:
      return [];
  }
}

/**
 * The file that an entry is about; null for what the bay gave up itself before it could be sent. Throws an
 * `ObjectStoreError` about the entry.
 * @param theirs the media of the swing, for whoever asks about several of them
 */
export function fileOf(
  { media }: Pick<SwingSource, 'media'>,
  swing: StoredSwing,
  { payload }: OutboxEntry,
  theirs: readonly StoredMedia[] = media.list(swing.id),
): ObjectToSend | null {
  const sha256 = String(payload['sha256']);
  const rows = theirs.filter((row) => row.sha256 === sha256);
  const present = rows.find(({ state }) => state === 'present');
  if (present !== undefined) return object(swing, { file: media.pathOf({ sha256 }) }, present);
  if (rows.some(({ state }) => state === 'lost')) throw fileGone(sha256);
  return null;
}

/** Only what never changes, so that it is the same document whenever it is made. Whose it is, its key says. */
function swingDocument(
  { players }: SwingSource,
  { id, kind, bay, session, recordedAt, order }: StoredSwing,
): Record<string, unknown> {
  const visit = players.findSession(session);
  return {
    ...{ document: 'swing', version: SWING_DOCUMENT_VERSION, id, kind, bay, session, recordedAt, order },
    // What is summed up by visits lies by when they began.
    ...(visit === undefined ? {} : { visitStartedAt: visit.startedAt }),
  };
}

function revisionObjects(source: SwingSource, swing: StoredSwing, revision: number): ObjectToSend[] {
  const what = `Revision ${revision} of the swing ${swing.id}`;
  try {
    const text = source.swings.reportText(swing.id, revision);
    const { landmarks } = source.swings.report(swing.id, revision);
    const poses = landmarks.map(({ camera, sha256 }) => {
      const blob = source.poses.blob(swing.id, camera, sha256);
      if (blob === undefined) throw documentUnreadable(what, new Error(`the poses ${sha256} are not there`));
      return object(swing, { bytes: blob }, { sha256, bytes: blob.length, mediaType: POSES_TYPE });
    });
    // The report last: whoever finds it finds what it names.
    return [...poses, document(swing, Buffer.from(text))];
  } catch (error) {
    throw documentUnreadable(what, error);
  }
}

function document(swing: StoredSwing, bytes: Buffer): ObjectToSend {
  const named = { sha256: contentSha256(bytes), bytes: bytes.length, mediaType: 'application/json' };
  return object(swing, { bytes }, named);
}

function object(
  swing: StoredSwing,
  from: ObjectContent['from'],
  { sha256, md5 = null, bytes, mediaType }: Omit<ObjectContent, 'from'>,
): ObjectToSend {
  const place = { owner: ownerOf(swing), swing: swing.id, sha256, extension: extensionOf(mediaType) };
  return { key: objectKey(place), content: { from, sha256, md5, bytes, mediaType } };
}
