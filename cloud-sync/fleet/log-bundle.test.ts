import { describe, expect, it } from 'vitest';
import { redactedLine } from './log-bundle.ts';

describe('a line of the log in a bundle', () => {
  it('says nothing of people and nothing with a password in it', () => {
    const line = JSON.stringify({
      ...{ level: 'info', player: 'p-1', email: 'a@b.example', n: 3, empty: null },
      nested: { name: 'Anna', url: 'rtsp://user:word@camera/1', list: ['mail anna@range.example now'] },
      message: 'Bearer abc.def-ghi was shown by mqtts://bay:secret@fleet.example:8883.',
    });
    const said = redactedLine(line);
    for (const secret of ['p-1', 'Anna', 'anna@', 'a@b', 'user:word', 'abc.def', 'bay:secret']) {
      expect(said).not.toContain(secret);
    }
    expect(JSON.parse(said)).toMatchObject({ level: 'info', n: 3, nested: { url: 'rtsp://[withheld]@camera/1' } });
  });

  it('is cleaned also where it is no JSON', () => {
    expect(redactedLine('failed for bob@range.example at https://u:p@host/x')).toBe(
      'failed for [withheld] at https://[withheld]@host/x',
    );
  });
});
