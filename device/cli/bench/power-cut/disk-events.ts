/** From system calls to what happened to the files under one directory, and to what was acknowledged meanwhile. */
import { relative, sep } from 'node:path';
import { bytesOf, pathsIn, type SystemCall, unreadable } from './system-calls.ts';

/** Paths are relative to the directory, which itself is `.`. */
export type DiskEvent =
  | { readonly type: 'made'; readonly path: string; readonly isDirectory: boolean }
  | { readonly type: 'written'; readonly path: string; readonly at: number; readonly bytes: Buffer }
  | { readonly type: 'cut-to'; readonly path: string; readonly length: number }
  /** Everything that was asked of the file before is on the disk, and so is every change of names before. */
  | { readonly type: 'synced'; readonly path: string }
  | { readonly type: 'renamed'; readonly from: string; readonly to: string }
  | { readonly type: 'removed'; readonly path: string }
  /** A line on standard output: somebody may rely on it from here on. */
  | { readonly type: 'acknowledged'; readonly line: string };

/** Calls that ask and change nothing. */
const ASKING = new Set(
  'access close execve fchown fcntl fstat getdents64 lseek lstat newfstatat pread64 read readlink stat statfs statx'.split(
    ' ',
  ),
);
/** Mapped and locked by SQLite, and rebuilt from the WAL after a cut: no part of what is durable. */
const SHARED_MEMORY = /-shm$/;

export function* diskEvents(calls: Iterable<SystemCall>, directory: string): Generator<DiskEvent> {
  const tracked = new TrackedFiles();
  for (const call of calls) {
    if (call.name === 'write' && call.args.startsWith('1<')) {
      const lines = bytesOf(lastString(call)).toString().split('\n').filter(Boolean);
      for (const line of lines) yield { type: 'acknowledged', line };
      continue;
    }
    const [path, second] = pathsIn(call)
      .map((named) => relative(directory, named) || '.')
      .filter((named) => named !== '..' && !named.startsWith(`..${sep}`));
    if (call.result < 0 || path === undefined || ASKING.has(call.name)) continue;
    if (SHARED_MEMORY.test(path)) continue;
    const event = tracked.eventOf(call, path, second);
    if (event !== null) yield event;
  }
}

/** Which files there are, and where the next plain `write` of each descriptor goes. */
class TrackedFiles {
  readonly #known = new Set<string>();
  readonly #places = new Map<string, number>();

  eventOf(call: SystemCall, path: string, second: string | undefined): DiskEvent | null {
    switch (call.name) {
      case 'openat':
        return this.#opened(call, path);
      case 'mkdir':
        return { type: 'made', path, isDirectory: true };
      case 'write':
        return { type: 'written', path, at: this.#placeOf(call), bytes: written(call) };
      case 'pwrite64':
        return { type: 'written', path, at: lastNumber(call), bytes: written(call) };
      case 'ftruncate':
        return { type: 'cut-to', path, length: lastNumber(call) };
      case 'fsync':
      case 'fdatasync':
        return { type: 'synced', path };
      case 'rename':
        return this.#renamed(call, path, second);
      case 'unlink':
      case 'rmdir':
        this.#known.delete(path);
        return { type: 'removed', path };
      default:
        throw unreadable(`${call.name}(${call.args}`);
    }
  }

  #opened({ args, result }: SystemCall, path: string): DiskEvent | null {
    this.#places.set(`${result}<`, 0);
    if (!args.includes('O_CREAT')) return null;
    if (args.includes('O_APPEND')) throw unreadable(args);
    const isKnown = this.#known.has(path);
    this.#known.add(path);
    if (!isKnown) return { type: 'made', path, isDirectory: false };
    return args.includes('O_TRUNC') ? { type: 'cut-to', path, length: 0 } : null;
  }

  #placeOf({ args, result }: SystemCall): number {
    const descriptor = /^\d+</.exec(args)?.[0] ?? '';
    const at = this.#places.get(descriptor) ?? 0;
    this.#places.set(descriptor, at + result);
    return at;
  }

  #renamed({ args }: SystemCall, from: string, to: string | undefined): DiskEvent {
    if (to === undefined) throw unreadable(args);
    this.#known.delete(from);
    this.#known.add(to);
    return { type: 'renamed', from, to };
  }
}

function lastNumber({ args }: SystemCall): number {
  return Number(args.slice(args.lastIndexOf(',') + 1));
}

/** A call may write less than it was asked to. */
function written(call: SystemCall): Buffer {
  return bytesOf(lastString(call)).subarray(0, call.result);
}

function lastString(call: SystemCall): string {
  const strings = [...call.args.matchAll(/"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?/g)];
  const last = strings.at(-1);
  // Strings that were shortened by the trace would be written as holes.
  if (last === undefined || last[2] !== undefined) throw unreadable(call.args);
  return last[1] ?? '';
}
