import { describe, expect, it } from 'vitest';
import type { DeviceState, HardwareKind } from '../../device/ports/bay-hardware.port.ts';
import { HARDWARE_KINDS } from '../../device/ports/bay-hardware.port.ts';
import type { BayOccurrence } from '../../device/ports/bay-state.port.ts';
import { FakeBay } from './conformance/fake-bay.ts';
import { NOTHING_HAPPENED, reportedOccurrence, storedOccurrenceSchema } from './occurrence-metrics.ts';
import { reportedBay } from './reported-metrics.ts';
import { isSparkplugId, parseTopic, sparkplugId } from './topics.ts';

const device = (id: string, kind: HardwareKind = 'light'): DeviceState => ({
  id,
  kind,
  condition: 'ready',
  fault: null,
  values: {},
});

function reported(...devices: readonly DeviceState[]) {
  const bay = new FakeBay('bay-1');
  bay.change({ devices, cameras: [] });
  return reportedBay(bay.state());
}

describe('what the bay reports', () => {
  it('gives every device an id that Sparkplug takes, apart from all others without regard to case', () => {
    const ids = reported(device('a/b'), device('a-b'), device('A-B'), device('#'), device('+')).devices.map(
      ({ id }) => id,
    );
    expect(ids).toEqual(['a-b', 'a-b-2', 'A-B-3', '-', '--2']);
    expect(ids.every(isSparkplugId)).toBe(true);
    expect(sparkplugId('')).toBe('-');
  });

  it('reports a bounded number of devices, and how many it left out', () => {
    const { devices, node } = reported(...Array.from({ length: 70 }, (_, number) => device(`light-${number}`)));
    expect(devices).toHaveLength(64);
    expect(node.find(({ name }) => name === 'Bay/Devices Not Reported')?.value).toBe(6);
  });

  it('names all that a kind may ever report, also before it measures it', () => {
    for (const kind of HARDWARE_KINDS) {
      const [empty] = reported(device('x', kind)).devices;
      const [full] = reported({
        ...device('x', kind),
        values: { heightMm: 1, level: 1, isRunning: true, dispensed: 1 },
      }).devices;
      expect(empty?.metrics.map(({ name }) => name)).toEqual(full?.metrics.map(({ name }) => name));
    }
  });

  it('tells every kind of occurrence in metrics that births declare, and reads it back from the store', () => {
    const stamp = { id: '0', at: '2026-06-01T12:00:00.250Z' };
    const occurrences: BayOccurrence[] = [
      { ...stamp, type: 'visit-began', session: 's' },
      { ...stamp, type: 'visit-ended', session: 's' },
      { ...stamp, type: 'swing', swing: 'w', kind: 'practice' },
      { ...stamp, type: 'result', swing: 'w', score: null },
      { ...stamp, type: 'shot', shot: 'h', swing: null },
      { ...stamp, type: 'ball-dispensed', device: 'dispenser' },
      { ...stamp, type: 'card-shown', device: 'reader' },
      { ...stamp, type: 'stop', isPressed: true },
      { ...stamp, type: 'device-fault', device: 'tee', fault: 'jam' },
    ];
    const declared = new Map(NOTHING_HAPPENED.map(({ name, type }) => [name, type]));
    for (const occurrence of occurrences) {
      const { timestamp, metrics } = reportedOccurrence(occurrence);
      expect(timestamp).toBe(Date.UTC(2026, 5, 1, 12, 0, 0, 250));
      for (const { name, type } of metrics) expect(declared.get(name)).toBe(type);
      expect(storedOccurrenceSchema.parse(JSON.parse(JSON.stringify(occurrence)))).toEqual(occurrence);
    }
  });
});

describe('Sparkplug’s topics', () => {
  it('are read for what they are, and nothing else is', () => {
    expect(parseTopic('spBv1.0/g/DDATA/n/d')).toEqual({ type: 'DDATA', group: 'g', node: 'n', device: 'd' });
    expect(parseTopic('spBv1.0/STATE/host')).toEqual({ type: 'STATE', host: 'host' });
    for (const odd of [
      'spBv1.0/g/DDATA/n',
      'spBv1.0/g/NDATA/n/d',
      'spBv1.0/g/NDATA/n/d/e',
      'spAv1.0/g/NDATA/n',
      'STATE/h',
      'spBv1.0/STATE/h/x',
      'spBv1.0/g/XDATA/n',
      '',
    ]) {
      expect(parseTopic(odd)).toBeNull();
    }
  });
});
