import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Counters } from './counters.ts';
import { prometheusText } from './prometheus-text.ts';

describe('what a scraper reads', () => {
  it('names each series once with its kind, and every value with its labels', () => {
    const counters = new Counters();
    counters.count('mqtt_refused', { code: 'mqtt/too-large' }, 2);
    counters.gauge('store_disk_free_bytes', 5.5e10);
    counters.count('mqtt_refused', { code: 'mqtt/rights' });
    expect(prometheusText(counters.snapshot())).toBe(
      [
        '# TYPE swingbay_mqtt_refused_total counter',
        'swingbay_mqtt_refused_total{code="mqtt/too-large"} 2',
        'swingbay_mqtt_refused_total{code="mqtt/rights"} 1',
        '# TYPE swingbay_store_disk_free_bytes gauge',
        'swingbay_store_disk_free_bytes 55000000000',
        '',
      ].join('\n'),
    );
    expect(prometheusText([])).toBe('');
  });

  it('is one line a value, whatever stands in a label', () => {
    fc.assert(
      fc.property(fc.string(), fc.double(), (label, value) => {
        const series = [{ name: 'queue', kind: 'gauge' as const, labels: { what: label }, value }];
        const [, line, end] = prometheusText(series).split('\n');
        expect(line).toMatch(/^swingbay_queue\{what="(?:[^"\\\n]|\\[\\"n])*"\} \S+$/);
        expect(end).toBe('');
      }),
    );
  });
});
