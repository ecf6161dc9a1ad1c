import { describe, expect, it } from 'vitest';
import { diskEvents } from './disk-events.ts';
import type { SystemCall } from './system-calls.ts';

const hex = (text: string) => [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
const call = (name: string, args: string, result = 0): SystemCall => ({ name, args, result });
const opened = (path: string, flags: string, descriptor: number) =>
  call('openat', `AT_FDCWD<${hex('/')}>, "${hex(path)}", ${flags}, 0644`, descriptor);
const events = (...calls: SystemCall[]) => [...diskEvents(calls, '/d')];

describe('what happened to the files of a directory', () => {
  it('is nothing for calls about other files, for calls that ask, and for calls that failed', () => {
    expect(
      events(
        opened('/elsewhere/a', 'O_RDWR|O_CREAT', 4),
        call('newfstatat', `AT_FDCWD, "${hex('/d/a')}", {}, 0`),
        call('rename', `"${hex('/d/a')}", "${hex('/d/b')}"`, -1),
        opened('/d/a-shm', 'O_RDWR|O_CREAT', 5),
      ),
    ).toEqual([]);
  });

  it('is a file that is made once, written where each write goes, flushed and named', () => {
    expect(
      events(
        opened('/d/in/a', 'O_RDWR|O_CREAT', 4),
        call('write', `4<${hex('/d/in/a')}>, "${hex('hello')}", 5`, 5),
        call('write', `4<${hex('/d/in/a')}>, "${hex(' you')}", 4`, 2),
        call('pwrite64', `4<${hex('/d/in/a')}>, "${hex('J')}", 1, 0`, 1),
        call('fsync', `4<${hex('/d/in/a')}>`),
        call('rename', `"${hex('/d/in/a')}", "${hex('/d/a')}"`),
        call('fsync', `5<${hex('/d')}>`),
        call('unlink', `"${hex('/d/a')}"`),
      ),
    ).toEqual([
      { type: 'made', path: 'in/a', isDirectory: false },
      { type: 'written', path: 'in/a', at: 0, bytes: Buffer.from('hello') },
      { type: 'written', path: 'in/a', at: 5, bytes: Buffer.from(' y') },
      { type: 'written', path: 'in/a', at: 0, bytes: Buffer.from('J') },
      { type: 'synced', path: 'in/a' },
      { type: 'renamed', from: 'in/a', to: 'a' },
      { type: 'synced', path: '.' },
      { type: 'removed', path: 'a' },
    ]);
  });

  it('has its place among what was acknowledged', () => {
    const said = call('write', `1<pipe:[3]>, "${hex('one\ntwo\n')}", 8`, 8);
    expect(events(said)).toEqual([
      { type: 'acknowledged', line: 'one' },
      { type: 'acknowledged', line: 'two' },
    ]);
  });

  it.each([
    call('copy_file_range', `4<${hex('/d/a')}>, NULL, 5<${hex('/d/b')}>, NULL, 10, 0`, 10),
    call('pwrite64', `4<${hex('/d/a')}>, "${hex('abc')}"..., 9000, 0`, 9000),
    opened('/d/a', 'O_WRONLY|O_CREAT|O_APPEND', 4),
  ])('is not guessed at: $name $args', (unknown) => {
    expect(() => events(unknown)).toThrow(expect.objectContaining({ code: 'bench/trace-unreadable' }));
  });
});
