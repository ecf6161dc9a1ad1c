import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeviceState } from '../../device/ports/bay-hardware.port.ts';
import { FakeBay } from './conformance/fake-bay.ts';
import { EdgeSession, type SessionEffect } from './edge-session.ts';
import { reportedOccurrence } from './occurrence-metrics.ts';
import { decodePayload, type Payload } from './payload.ts';
import { reportedBay } from './reported-metrics.ts';
import { nextBirthDeathSequence, nextSequence } from './sequence.ts';
import { parseTopic } from './topics.ts';

const NODE = { group: 'north', node: 'bay-1' };

interface Said {
  readonly type: string;
  readonly device: string | null;
  readonly payload: Payload;
}

function saidBy(effects: readonly SessionEffect[]): Said[] {
  return effects.flatMap((effect) => {
    if (effect.type !== 'publish') return [];
    const topic = parseTopic(effect.topic);
    if (topic === null || topic.type === 'STATE') throw new Error(effect.topic);
    return [{ type: topic.type, device: topic.device, payload: decodePayload(effect.payload) }];
  });
}

function bornSession(primaryHost: string | null = null): { session: EdgeSession; bay: FakeBay; births: Said[] } {
  const session = new EdgeSession({ ...NODE, primaryHost });
  const bay = new FakeBay('bay-1');
  session.changed(reportedBay(bay.state()), 0, 1);
  session.connected(4, true);
  return { session, bay, births: saidBy(session.subscribed(2)) };
}

const state = (online: boolean, timestamp: number): Uint8Array => Buffer.from(JSON.stringify({ online, timestamp }));

describe('an edge session', () => {
  it('says nothing before its births, and then those of the node and all devices that are there', () => {
    const { births } = bornSession();
    expect(births.map(({ type, device }) => device ?? type)).toEqual([
      'NBIRTH',
      'tee',
      'dispenser',
      'light',
      'strobe',
      'beam',
      'stop',
      'camera-face-on',
    ]);
    expect(births.map(({ payload }) => payload.seq)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('waits for its host, not for another, nor on old news', () => {
    const { session, births } = bornSession('fleet');
    expect(births).toEqual([]);
    expect(session.hostSaid(state(false, 100), 3)).toEqual([]);
    expect(session.hostSaid(state(true, 99), 3)).toEqual([]);
    expect(session.hostSaid(Buffer.from('ONLINE'), 3)).toEqual([]);
    expect(saidBy(session.hostSaid(state(true, 101), 3))[0]?.type).toBe('NBIRTH');
    expect(session.hostSaid(state(false, 100), 4)).toEqual([]);
    expect(session.hostSaid(state(false, 101), 4).map(({ type }) => type)).toEqual(['publish', 'disconnect']);
  });

  it('is dropped without a word where it was never born, so that the will speaks', () => {
    const { session } = bornSession('fleet');
    expect(session.leave(5)).toEqual([{ type: 'drop' }]);
    expect(session.leave(5)).toEqual([]);
  });

  it('says the same thing once', () => {
    const { session, bay } = bornSession();
    bay.change({ swingsToday: 3 });
    expect(saidBy(session.changed(reportedBay(bay.state()), 0, 3))).toHaveLength(1);
    expect(session.changed(reportedBay(bay.state()), 0, 4)).toEqual([]);
  });

  it('declares a device dead that is not heard of, and says nothing of it until it is born again', () => {
    const { session, bay } = bornSession();
    bay.changeDevice('tee', { condition: 'unknown' });
    expect(saidBy(session.changed(reportedBay(bay.state()), 0, 3))).toMatchObject([{ type: 'DDEATH', device: 'tee' }]);
    bay.changeDevice('tee', { fault: 'jam' });
    expect(session.changed(reportedBay(bay.state()), 0, 4)).toEqual([]);
    bay.changeDevice('tee', { condition: 'fault' });
    const [again] = saidBy(session.changed(reportedBay(bay.state()), 0, 5));
    expect(again).toMatchObject({ type: 'DBIRTH', device: 'tee' });
    expect(again?.payload.metrics.find(({ name }) => name === 'Fault')?.value).toBe('jam');
  });

  it('marks what happened before, and only that, as historical and at its own time', () => {
    const { session } = bornSession();
    const occurrence = reportedOccurrence({ id: 'a', at: '2026-01-02T03:04:05.006Z', type: 'stop', isPressed: true });
    const [late] = saidBy(session.tell({ ...occurrence, isHistorical: true }, 9));
    const [live] = saidBy(session.tell({ ...occurrence, isHistorical: false }, 9));
    const at = Date.UTC(2026, 0, 2, 3, 4, 5, 6);
    expect(
      late?.payload.metrics.every(({ isHistorical, timestamp }) => isHistorical === true && timestamp === at),
    ).toBe(true);
    expect(live?.payload.metrics.some(({ isHistorical }) => isHistorical === true)).toBe(false);
  });

  it('numbers without a gap and declares before it tells, whatever happens in whatever order', () => {
    const conditions: DeviceState['condition'][] = ['ready', 'busy', 'fault', 'safe', 'unknown'];
    const step = fc.oneof(
      fc.record({
        do: fc.constant('device' as const),
        condition: fc.constantFrom(...conditions),
        level: fc.nat({ max: 3 }),
      }),
      fc.record({ do: fc.constant('swings' as const), swings: fc.nat({ max: 3 }) }),
      fc.constant({ do: 'rebirth' as const }),
      fc.constant({ do: 'outcome' as const }),
      fc.constant({ do: 'occur' as const }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { session, bay, births } = bornSession();
        let last = births.at(-1)?.payload.seq ?? -1;
        const alive = new Set(births.flatMap(({ device }) => device ?? []));
        for (const each of steps) {
          let effects: SessionEffect[];
          if (each.do === 'rebirth') effects = session.rebirth(5);
          else if (each.do === 'outcome')
            effects = session.commandEnded('light', { id: `${last}`, outcome: 'done', reason: null }, 5);
          else if (each.do === 'occur') {
            const happened = reportedOccurrence({
              id: `${last}`,
              at: '2026-01-01T00:00:00Z',
              type: 'swing',
              swing: 's',
              kind: 'shot',
            });
            effects = session.tell({ ...happened, isHistorical: false }, 5);
          } else {
            if (each.do === 'device')
              bay.changeDevice('light', { condition: each.condition, values: { level: each.level / 3 } });
            else bay.change({ swingsToday: each.swings });
            effects = session.changed(reportedBay(bay.state()), 0, 5);
          }
          for (const { type, device, payload } of saidBy(effects)) {
            if (type === 'NBIRTH') alive.clear();
            expect(payload.seq).toBe(type === 'NBIRTH' ? 0 : nextSequence(last));
            last = payload.seq ?? -1;
            if (type === 'DBIRTH') alive.add(device ?? '');
            else if (device !== null) expect(alive.has(device)).toBe(true);
            if (type === 'DDEATH') alive.delete(device ?? '');
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('the counters', () => {
  it('go from 255 to 0, and a first life begins at 0', () => {
    expect(nextSequence(254)).toBe(255);
    expect(nextSequence(255)).toBe(0);
    expect(nextBirthDeathSequence(null)).toBe(0);
    expect(nextBirthDeathSequence(255)).toBe(0);
  });
});
