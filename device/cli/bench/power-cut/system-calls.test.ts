import { describe, expect, it } from 'vitest';
import { pathsIn, systemCalls } from './system-calls.ts';

const hex = (text: string) => [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');

const read = (...lines: string[]) => [...systemCalls(lines)];

describe('the trace of a program', () => {
  it('gives a call with what it was asked and what it answered', () => {
    const [call] = read(`412   pwrite64(21<${hex('/d/a-wal')}>, "${hex('abc')}", 3, 4096) = 3`);
    expect(call).toMatchObject({ name: 'pwrite64', result: 3 });
    expect(pathsIn(call as NonNullable<typeof call>)).toEqual(['/d/a-wal', 'abc']);
  });

  it('joins the two parts of a call that another thread came between', () => {
    const calls = read(
      `412 fsync(24<${hex('/d/media')}> <unfinished ...>`,
      `415 write(1<pipe:[7]>, "${hex('x')}", 1) = 1`,
      '412 <... fsync resumed>)             = 0',
    );
    expect(calls.map(({ name, result }) => [name, result])).toEqual([
      ['write', 1],
      ['fsync', 0],
    ]);
    expect(pathsIn(calls[1] as NonNullable<(typeof calls)[1]>)).toEqual(['/d/media']);
  });

  it('says that a call failed', () => {
    const [call] = read(`412 openat(AT_FDCWD, "${hex('/d/a')}", O_RDONLY) = -1 ENOENT (No such file or directory)`);
    expect(call?.result).toBe(-1);
  });

  it('passes over threads that end and signals that come', () => {
    expect(read('412 +++ exited with 0 +++', '412 --- SIGCHLD {si_signo=SIGCHLD} ---')).toEqual([]);
  });

  it.each(['412 something quite new', '412 <... fsync resumed>) = 0', 'pwrite64(3, "", 0, 0) = 0'])(
    'is not guessed at where a line is not understood: %s',
    (line) => {
      expect(() => read(line)).toThrow(expect.objectContaining({ code: 'bench/trace-unreadable' }));
    },
  );
});
