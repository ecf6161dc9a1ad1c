/**
 * A disk whose power is cut between two system calls. Pure: what is left depends on the events before the cut and on
 * the dice alone.
 *
 * The rules are those of an ext4 with ordered metadata. What was synced is there. Of what was not, any part may be
 * there: every write survives or not by itself, whatever its order, and may be torn between sectors; changes of names
 * survive as far as the journal came, so an earlier one is never missing where a later one is there. A sync of any file
 * carries the journal so far with it.
 */
import type { DiskEvent } from './disk-events.ts';

const SECTOR_BYTES = 512;
const TORN_SHARE = 0.3;

/** A number from 0 up to, and without, 1. */
export type Dice = () => number;

type FileChange = Extract<DiskEvent, { type: 'written' | 'cut-to' }>;
type NameChange = Extract<DiskEvent, { type: 'made' | 'renamed' | 'removed' }>;

/** What lies under one name, however often the name changes. */
interface Inode {
  readonly isDirectory: boolean;
  durable: Buffer;
  readonly pending: FileChange[];
}

/** What is found when the power is back. */
export interface FoundDisk {
  readonly directories: readonly string[];
  readonly files: ReadonlyMap<string, Buffer>;
}

export class CutDisk {
  /** As the running program sees it. */
  readonly #names = new Map<string, Inode>();
  readonly #durableNames = new Map<string, Inode>();
  readonly #pendingNames: { readonly change: NameChange; readonly inode: Inode }[] = [];

  /** Takes what happened, in order. An event about a file that was never made throws. */
  happen(event: DiskEvent): void {
    switch (event.type) {
      case 'acknowledged':
        return;
      case 'made':
        this.#rename(event, { isDirectory: event.isDirectory, durable: Buffer.alloc(0), pending: [] });
        return;
      case 'renamed':
        this.#rename(event, this.#inode(event.from));
        return;
      case 'removed':
        this.#rename(event, this.#inode(event.path));
        return;
      case 'synced':
        this.#sync(event.path);
        return;
      case 'written':
      case 'cut-to':
        this.#inode(event.path).pending.push(event);
        return;
    }
  }

  /** What is left where the power goes now. The disk itself stays as it is. */
  cut(dice: Dice): FoundDisk {
    const names = new Map(this.#durableNames);
    const journalled = Math.floor(dice() * (this.#pendingNames.length + 1));
    for (const { change, inode } of this.#pendingNames.slice(0, journalled)) applyName(names, change, inode);
    const directories: string[] = [];
    const files = new Map<string, Buffer>();
    for (const [path, inode] of names) {
      if (inode.isDirectory) directories.push(path);
      else files.set(path, survivors(inode, dice));
    }
    return { directories, files };
  }

  #inode(path: string): Inode {
    const inode = this.#names.get(path);
    if (inode === undefined) throw new RangeError(`${path} was never made.`);
    return inode;
  }

  #rename(change: NameChange, inode: Inode): void {
    applyName(this.#names, change, inode);
    this.#pendingNames.push({ change, inode });
  }

  #sync(path: string): void {
    for (const { change, inode } of this.#pendingNames.splice(0)) applyName(this.#durableNames, change, inode);
    const inode = this.#inode(path);
    for (const change of inode.pending.splice(0)) inode.durable = applied(inode.durable, change);
  }
}

function applyName(names: Map<string, Inode>, change: NameChange, inode: Inode): void {
  if (change.type === 'renamed') {
    names.delete(change.from);
    names.set(change.to, inode);
  } else if (change.type === 'made') names.set(change.path, inode);
  else names.delete(change.path);
}

function survivors({ durable, pending }: Inode, dice: Dice): Buffer {
  let content: Buffer = Buffer.from(durable);
  for (const change of pending) {
    if (dice() < 0.5) continue;
    content = applied(content, dice() < TORN_SHARE ? torn(change, dice) : change);
  }
  return content;
}

/** The first sectors of a write, and not the last. */
function torn(change: FileChange, dice: Dice): FileChange {
  if (change.type === 'cut-to') return change;
  const sectors = Math.floor(change.bytes.length / SECTOR_BYTES);
  return sectors < 2
    ? change
    : { ...change, bytes: change.bytes.subarray(0, SECTOR_BYTES * (1 + Math.floor(dice() * (sectors - 1)))) };
}

/** The content afterwards; `content` may be changed. Holes are zeros. */
function applied(content: Buffer, change: FileChange): Buffer {
  if (change.type === 'cut-to') {
    return change.length <= content.length
      ? content.subarray(0, change.length)
      : Buffer.concat([content, Buffer.alloc(change.length - content.length)]);
  }
  const end = change.at + change.bytes.length;
  const grown = end <= content.length ? content : grownTo(content, end);
  change.bytes.copy(grown, change.at);
  return grown;
}

function grownTo(content: Buffer, length: number): Buffer {
  const grown = Buffer.alloc(length);
  content.copy(grown);
  return grown;
}
