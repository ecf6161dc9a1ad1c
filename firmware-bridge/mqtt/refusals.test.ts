import { describe, expect, it } from 'vitest';
import { Counters } from '../../device/telemetry/counters.ts';
import { noteRefusal, RefusalJournal, type RefusalReport } from './refusals.ts';

describe('the journal of refusals', () => {
  it('writes one line for a flood and counts every refusal', () => {
    let nowMs = 0;
    const reports: RefusalReport[] = [];
    const journal = new RefusalJournal(
      (report) => reports.push(report),
      () => nowMs,
    );
    for (let at = 0; at < 1_000; at++) journal.refuse('mqtt/malformed', { address: `10.0.0.${at}` });
    journal.refuse('mqtt/version');
    expect(reports.map(({ code, count }) => [code, count])).toEqual([
      ['mqtt/malformed', 1],
      ['mqtt/version', 1],
    ]);
    nowMs = 10_000;
    journal.flush();
    journal.flush();
    expect(reports.at(-1)).toEqual({ code: 'mqtt/malformed', count: 999, detail: { address: '10.0.0.999' } });
    expect(reports).toHaveLength(3);
  });

  it('lets no stranger write control characters or novels into the log', () => {
    const lines: object[] = [];
    const log = { info: () => undefined, error: () => undefined, warn: (data: object) => lines.push(data) };
    const counters = new Counters();
    const journal = new RefusalJournal((report) => noteRefusal(report, log, counters));
    journal.refuse('mqtt/publish-denied', { topic: `a\n{"level":"error"}\u001b[2J${'x'.repeat(500)}` });
    const text = JSON.stringify(lines);
    expect(text).not.toMatch(/\\n|\\u001b/);
    expect(text.length).toBeLessThan(300);
    expect(counters.value('mqtt_refused', { code: 'mqtt/publish-denied' })).toBe(1);
  });
});
