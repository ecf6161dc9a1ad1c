/** Carries out one step of the plan: no choice is made here but whether the other side really has it. */
import type { ObjectStore, Pace } from '../../device/ports/object-store.port.ts';
import type { OutboxEntry } from '../../device/store/outbox-repository.ts';
import { ownerPrefix, swingPrefix } from '../object-store/object-key.ts';
import { notHeld } from './errors.ts';
import { findSwing, type ObjectToSend, objectsOf, type SwingSource } from './swing-objects.ts';

/** Of files whose digests agreed, this share is read back whole all the same. */
const READ_BACK_SHARE = 0.01;

/** `sent` and `erased` are done; `gone` has nothing left to do, because the bay gave it up or deleted it. */
export type StepOutcome = { readonly result: 'sent' | 'erased' | 'gone'; readonly bytes: number };

export interface StepTools {
  readonly objects: ObjectStore;
  readonly source: SwingSource;
  readonly pace: Pace;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** Rejects with an `ObjectStoreError`; the step may be tried again at any time. */
export async function carryOut(entry: OutboxEntry, tools: StepTools): Promise<StepOutcome> {
  if (entry.urgency < 0) return erase(entry, tools);
  const swing = findSwing(tools.source, entry.swing);
  const objects = swing === null ? null : objectsOf(tools.source, swing, entry);
  if (objects === null) return { result: 'gone', bytes: 0 };
  let bytes = 0;
  for (const object of objects) bytes += await send(object, entry.lastErrorCode !== null, tools);
  return { result: 'sent', bytes };
}

/**
 * A document is read back whole. A file counts by size and digest of what the other side holds, one in a hundred by
 * every byte. Answers how many bytes were sent.
 */
async function send(object: ObjectToSend, mayBeThere: boolean, { objects, pace, random }: StepTools): Promise<number> {
  const { key, content, isDocument } = object;
  const proof = isDocument || random() < READ_BACK_SHARE ? 'read' : 'digests';
  // An earlier attempt may have got through, and only its answer was lost.
  if (mayBeThere && (await objects.holds(key, content, proof))) return 0;
  await objects.put(key, content, pace);
  if (!(await objects.holds(key, content, proof))) throw notHeld(key);
  return content.bytes;
}

async function erase(entry: OutboxEntry, { objects }: StepTools): Promise<StepOutcome> {
  for (const owner of ownersOf(entry)) {
    await objects.removeAll(entry.swing === '' ? ownerPrefix(owner) : swingPrefix(owner, entry.swing));
  }
  return { result: 'erased', bytes: 0 };
}

/** Rows of a time before anything was sent name nobody. */
export function ownersOf({ payload }: Pick<OutboxEntry, 'payload'>): string[] {
  const { owners } = payload;
  return Array.isArray(owners) ? owners.map(String) : [];
}
