/**
 * What a traced program asked of its system, from the lines of `strace -f -y -xx`: one call a line, in the order in
 * which the calls ended. A call that another thread interrupts is printed in two parts, which belong together.
 *
 * A line that is not understood throws: a call that is overlooked would make the disk kinder than it is.
 */
import { BayError } from '../../../errors/bay-error.ts';

export interface SystemCall {
  readonly name: string;
  /** As they are printed, between the brackets. */
  readonly args: string;
  /** Negative where the call failed. */
  readonly result: number;
}

/** Strings of a trace are printed whole up to this length; the greatest write of ours is a tenth of it. */
export const STRING_BYTES_MAX = 8 * 1024 * 1024;

const WHOLE = /^(?<pid>\d+) +(?<name>\w+)\((?<args>.*)\) += (?<result>-?\d+|\?)/s;
const BEGUN = /^(?<pid>\d+) +(?<name>\w+)\((?<args>.*?),? <unfinished \.\.\.>$/s;
const RESUMED = /^(?<pid>\d+) +<\.\.\. (?<name>\w+) resumed>,? ?(?<args>.*)\) += (?<result>-?\d+|\?)/s;
/** A thread that comes, goes or is signalled asks nothing of the disk. */
const OTHER = /^\d+ +(?:\+\+\+ |--- |<\.\.\. \w+ resumed>.*\) += \?|\w+\(.*(?:resuming|exited))/s;

/** Throws `bench/trace-unreadable`. */
export function* systemCalls(lines: Iterable<string>): Generator<SystemCall> {
  const begun = new Map<string, string>();
  for (const line of lines) {
    if (line === '') continue;
    const whole = WHOLE.exec(line)?.groups;
    if (whole !== undefined) {
      yield callOf(whole['name'], whole['args'], whole['result']);
      continue;
    }
    const first = BEGUN.exec(line)?.groups;
    if (first !== undefined) {
      begun.set(`${first['pid']} ${first['name']}`, first['args'] ?? '');
      continue;
    }
    const last = RESUMED.exec(line)?.groups;
    if (last !== undefined) {
      const key = `${last['pid']} ${last['name']}`;
      const args = begun.get(key);
      if (args === undefined) throw unreadable(line);
      begun.delete(key);
      yield callOf(last['name'], [args, last['args']].filter(Boolean).join(', '), last['result']);
      continue;
    }
    if (!OTHER.test(line)) throw unreadable(line);
  }
}

/** Every path that a call names, by its descriptors and its strings, unescaped. */
export function pathsIn({ args }: SystemCall): string[] {
  return [...args.matchAll(/<((?:\\x[0-9a-f]{2})+)(?:\(deleted\))?>|"((?:\\x[0-9a-f]{2})*)"/g)].map(([, of, said]) =>
    bytesOf(of ?? said ?? '').toString(),
  );
}

/** The bytes of a string as `-xx` prints it. */
export function bytesOf(escaped: string): Buffer {
  return Buffer.from(escaped.replaceAll('\\x', ''), 'hex');
}

function callOf(name = '', args = '', result = ''): SystemCall {
  return { name, args, result: result === '?' ? -1 : Number(result) };
}

export function unreadable(what: string): BayError {
  return new BayError('bench/trace-unreadable', `A line of the trace is not understood: ${what.slice(0, 200)}`, {
    hint: 'Teach device/cli/bench/power-cut what the call does to the disk; guessing would hide a loss.',
  });
}
