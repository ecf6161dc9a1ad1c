import { describe, expect, it } from 'vitest';
import { Counters } from './counters.ts';
import { createLog } from './log.ts';
import { NestLog } from './nest-log.ts';

function logInto(lines: string[]): ReturnType<typeof createLog> {
  return createLog({ level: 'info', destination: { write: (line) => lines.push(line) } });
}

describe('the log', () => {
  it('writes one line of JSON an entry, with its room, and never a secret', () => {
    const lines: string[] = [];
    const log = logInto(lines).room('api');
    log.warn({ camera: 'face-on', token: 'canary-1', call: { authorization: 'canary-2' } }, 'A camera stalled.');
    expect(lines).toHaveLength(1);
    const entry = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
    expect(entry).toMatchObject({ level: 'warn', room: 'api', camera: 'face-on', message: 'A camera stalled.' });
    expect(lines.join()).not.toContain('canary');
  });

  it('keeps the cause and the stack of an error', () => {
    const lines: string[] = [];
    logInto(lines).error({ error: new Error('outer', { cause: new Error('inner') }) }, 'It failed.');
    expect(lines[0]).toContain('outer: inner');
    expect(lines[0]).toContain('telemetry.test.ts');
  });

  it('hears the warnings and errors of the framework, not its chatter', () => {
    const lines: string[] = [];
    const nest = new NestLog(logInto(lines));
    nest.log();
    nest.warn('odd', 'Router');
    nest.error(new Error('bad'), 'stack', 'ExceptionHandler');
    expect(lines.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual(['warn', 'error']);
  });
});

describe('the counters', () => {
  it('count by name and labels, whatever the order of the labels', () => {
    const counters = new Counters();
    counters.count('frames_dropped', { camera: 'a', why: 'slow' });
    counters.count('frames_dropped', { why: 'slow', camera: 'a' }, 2);
    counters.count('frames_dropped', { camera: 'b', why: 'slow' });
    counters.gauge('queue', 5);
    counters.gauge('queue', 3);
    expect(counters.value('frames_dropped', { camera: 'a', why: 'slow' })).toBe(3);
    expect(counters.snapshot()).toHaveLength(3);
    expect(counters.value('queue')).toBe(3);
  });

  it('do not grow without end when a label is made of ids', () => {
    const counters = new Counters();
    for (let id = 0; id < 5_000; id++) counters.count('swings', { id: String(id) });
    expect(counters.snapshot().length).toBeLessThanOrEqual(1_001);
    expect(counters.value('telemetry_series_refused')).toBe(4_000);
  });
});
