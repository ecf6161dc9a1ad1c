/** Carries out one step of the plan: no choice is made here but whether the other side really has it. */
import { type ObjectStore, ObjectStoreError, type Pace } from '../../device/ports/object-store.port.ts';
import type { OutboxEntry } from '../../device/store/outbox-repository.ts';
import type { StoredSwing } from '../../device/store/swing-record.ts';
import { bringBack } from '../object-store/bring-back.ts';
import { extensionOf, objectKey, ownerPrefix, swingPrefix } from '../object-store/object-key.ts';
import { noRoomForFile, notHeld } from './errors.ts';
import { documentsOf, fileOf, findSwing, type ObjectToSend, ownerOf, type SwingSource } from './swing-objects.ts';
import { ATTEMPTS_MAX } from './sync-planner.ts';

/** Of files whose digests agreed, this share is read back whole all the same. */
const READ_BACK_SHARE = 0.01;

/**
 * What became of an entry. `sent` and `erased` are done; `gone` has nothing left to do, because the bay gave it up or
 * deleted it; `failed` was refused for its own sake.
 */
export type EntryOutcome =
  | { readonly result: 'sent' | 'erased' | 'gone'; readonly bytes: number }
  | { readonly result: 'failed'; readonly error: unknown };

export interface StepTools {
  readonly objects: ObjectStore;
  readonly source: SwingSource;
  readonly pace: Pace;
  /** From 0 to 1. */
  readonly random: () => number;
}

const GONE: EntryOutcome = { result: 'gone', bytes: 0 };

/**
 * The entries are one erasure, or of one swing and either documents or files. Answers what became of each, in their
 * order; rejects where the store or the way to it failed: then any of them may be half done, and all may be tried again
 * at any time.
 */
export async function carryOut(entries: readonly OutboxEntry[], tools: StepTools): Promise<readonly EntryOutcome[]> {
  const [first] = entries;
  if (first === undefined) return [];
  if (first.urgency < 0) return [await erase(first, tools)];
  const swing = findSwing(tools.source, first.swing);
  if (swing === null) return entries.map(() => GONE);
  if (first.kind === 'media-stored') return sendFiles(swing, entries, tools);
  return sendDocuments(swing, entries, tools);
}

/**
 * A document counts when it was read back whole. They go one after the other, as whoever finds them needs them, and are
 * read back beside each other: some stores keep a small answer back for 40 ms.
 */
async function sendDocuments(
  swing: StoredSwing,
  entries: readonly OutboxEntry[],
  tools: StepTools,
): Promise<readonly EntryOutcome[]> {
  const put: { readonly documents: readonly ObjectToSend[]; readonly outcome: EntryOutcome }[] = [];
  for (const entry of entries) {
    let documents: readonly ObjectToSend[] = [];
    const outcome = await ofItself(async () => {
      documents = await putDocuments(swing, entry, tools);
      return { result: 'sent', bytes: documents.reduce((sum, { content }) => sum + content.bytes, 0) };
    });
    put.push({ documents, outcome });
  }
  const readsBack = async ({ key, content }: ObjectToSend): Promise<void> => {
    if (!(await tools.objects.holds(key, content, 'read'))) throw notHeld(key);
  };
  return Promise.all(
    put.map(({ documents, outcome }) =>
      ofItself(async () => {
        await Promise.all(documents.map(readsBack));
        return outcome;
      }),
    ),
  );
}

/** Answers those that are to be read back. An earlier attempt may have got through, its answer not. */
async function putDocuments(
  swing: StoredSwing,
  entry: OutboxEntry,
  { objects, source, pace }: StepTools,
): Promise<readonly ObjectToSend[]> {
  const put: ObjectToSend[] = [];
  for (const document of documentsOf(source, swing, entry)) {
    const { key, content } = document;
    if (entry.lastErrorCode !== null && (await objects.holds(key, content, 'read'))) continue;
    await objects.put(key, content, pace);
    put.push(document);
  }
  return put;
}

/**
 * Files count by size and digest of what the other side holds: by its answer to the sending where that shows them, else
 * asked for at once when all have gone; and one in a hundred by every byte.
 */
async function sendFiles(
  swing: StoredSwing,
  entries: readonly OutboxEntry[],
  { objects, source, pace, random }: StepTools,
): Promise<readonly EntryOutcome[]> {
  const prefix = swingPrefix(ownerOf(swing), swing.id);
  const outcomes = new Map<OutboxEntry, EntryOutcome>();
  const files = new Map<OutboxEntry, ObjectToSend>();
  const theirs = source.media.list(swing.id);
  for (const entry of entries) {
    const outcome = await ofItself(() => {
      const file = fileOf(source, swing, entry, theirs);
      if (file !== null) files.set(entry, file);
      return Promise.resolve(GONE);
    });
    if (!files.has(entry)) outcomes.set(entry, outcome);
  }
  const held = (asked: readonly ObjectToSend[]): Promise<ReadonlySet<string>> =>
    asked.length === 0
      ? Promise.resolve(new Set())
      : objects.heldBelow(prefix, new Map(asked.map(({ key, content }) => [key, content])));
  const there = await held([...files].flatMap(([entry, file]) => (entry.lastErrorCode === null ? [] : [file])));
  const proved = new Set(there);
  const unproved: ObjectToSend[] = [];
  for (const [entry, file] of files) {
    if (there.has(file.key)) continue;
    const outcome = await ofItself(async () => {
      if ((await objects.put(file.key, file.content, pace)) === 'shown') proved.add(file.key);
      else unproved.push(file);
      return { result: 'sent', bytes: file.content.bytes };
    });
    outcomes.set(entry, outcome);
  }
  for (const key of await held(unproved)) proved.add(key);
  for (const [entry, { key, content }] of files) {
    const outcome = outcomes.get(entry) ?? { result: 'sent', bytes: 0 };
    if (outcome.result === 'failed') continue;
    const isWhole = proved.has(key) && (random() >= READ_BACK_SHARE || (await objects.holds(key, content, 'read')));
    outcomes.set(entry, isWhole ? outcome : { result: 'failed', error: notHeld(key) });
  }
  return entries.map((entry) => outcomes.get(entry) ?? GONE);
}

/** What is about one object says nothing about the next one; anything else is for the whole step. */
async function ofItself(work: () => Promise<EntryOutcome>): Promise<EntryOutcome> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ObjectStoreError && !error.isOfTheObject) throw error;
    return { result: 'failed', error };
  }
}

async function erase(entry: OutboxEntry, tools: StepTools): Promise<EntryOutcome> {
  return ofItself(async () => {
    if (entry.kind === 'swing-moved') await saveFiles(entry, tools);
    for (const owner of ownersOf(entry)) {
      for (const prefix of prefixesOf(owner, entry)) await tools.objects.removeAll(prefix);
    }
    return { result: 'erased', bytes: 0 };
  });
}

/** Everything of an owner, unless the entry says of which swings it is. */
function prefixesOf(owner: string, { swing, payload: { swings } }: OutboxEntry): string[] {
  if (swing !== '') return [swingPrefix(owner, swing)];
  return Array.isArray(swings) ? swings.map((each) => swingPrefix(owner, String(each))) : [ownerPrefix(owner)];
}

/**
 * Nobody asked that a swing be erased that has only changed hands: what the bay has given up comes back first. Other
 * bytes than a file's may be the line's fault, and what lies there may be the only copy: it is erased as worthless only
 * when it was read so `ATTEMPTS_MAX` times.
 */
async function saveFiles(entry: OutboxEntry, { objects, source }: StepTools): Promise<void> {
  for (const owner of ownersOf(entry)) {
    for (const file of source.media.list(entry.swing)) {
      if (file.state === 'present') continue;
      const { sha256, mediaType } = file;
      const key = objectKey({ owner, swing: entry.swing, sha256, extension: extensionOf(mediaType) });
      const outcome = await bringBack(key, file, { objects, files: source.media });
      if (outcome === 'disk-full') throw noRoomForFile(key);
      if (outcome === 'differs' && entry.attempts + 1 < ATTEMPTS_MAX) throw notHeld(key);
    }
  }
}

/** Rows of a time before anything was sent name nobody. */
export function ownersOf({ payload }: Pick<OutboxEntry, 'payload'>): string[] {
  const { owners } = payload;
  return Array.isArray(owners) ? owners.map(String) : [];
}
