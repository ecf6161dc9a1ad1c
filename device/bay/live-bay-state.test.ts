import { Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../clock/clock.ts';
import type { BayOccurrence, BaySnapshot } from '../ports/bay-state.port.ts';
import { silentLog } from '../telemetry/log.ts';
import { BayEquipment } from './bay-equipment.ts';
import type { BayFact } from './bay-fact.ts';
import type { BayStage } from './bay-machine.ts';
import { cycleConfigSchema } from './cycle.config.ts';
import { LiveBayState } from './live-bay-state.ts';
import { ScriptedHardware } from './scripted-hardware.fixture.ts';

function shownBay() {
  const facts = new Subject<BayFact>();
  const hardware = new ScriptedHardware();
  const equipment = new BayEquipment({
    ...{ hardware, cycle: cycleConfigSchema.parse({}), clock: systemClock, log: silentLog },
    onEvent: () => undefined,
    onFact: (fact) => facts.next(fact),
  });
  equipment.open();
  const bay = {
    facts,
    equipment,
    stage: 'empty' as BayStage,
    session: 'visit-1',
    cameras: [],
    troubles: [],
    isOutOfOrder: false,
  };
  const swings = {
    list: () => ({ swings: [], nextBefore: null }),
    report: () => {
      throw new Error('there is none');
    },
  };
  const state = new LiveBayState({ name: 'bay-1', bay, swings, clock: systemClock });
  const told: BayOccurrence[] = [];
  const pictures: BaySnapshot[] = [];
  state.occurrences.subscribe((occurrence) => told.push(occurrence));
  state.changes.subscribe((picture) => pictures.push(picture));
  return { facts, hardware, bay, state, told, pictures };
}

describe('the bay as the outside sees it', () => {
  it('is free, in use, out of order and at last closed', () => {
    const { facts, bay, state, pictures } = shownBay();
    expect(state.state()).toMatchObject({ availability: 'free', session: null, hardwareLink: 'up' });
    bay.stage = 'occupied';
    facts.next({ type: 'stage-changed', stage: 'occupied' });
    expect(pictures.at(-1)).toMatchObject({ availability: 'in-use', session: 'visit-1' });
    bay.isOutOfOrder = true;
    facts.next({ type: 'availability-changed' });
    expect(pictures.at(-1)?.availability).toBe('out-of-order');
    facts.complete();
    expect(pictures.at(-1)?.availability).toBe('closed');
  });

  it('tells each thing once, and a fault when it begins', () => {
    const { facts, hardware, told } = shownBay();
    facts.next({ type: 'swing-stored', swing: 'a', kind: 'shot' });
    facts.next({ type: 'swing-settled', swing: 'a', revision: 0, status: 'failed' });
    hardware.change('tee', { condition: 'fault', fault: 'jam' });
    hardware.change('tee', { condition: 'fault', fault: 'jam' });
    hardware.change('tee', { condition: 'ready', fault: null });
    hardware.change('tee', { condition: 'fault', fault: 'jam' });
    hardware.say({ type: 'ball-dispensed', device: 'dispenser' });
    expect(told.map(({ type }) => type)).toEqual(['swing', 'result', 'device-fault', 'device-fault', 'ball-dispensed']);
    expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
  });

  it('counts the swings of the day when they are stored', () => {
    const { facts, state } = shownBay();
    facts.next({ type: 'swing-detected', swing: 'a', kind: 'shot', impactNs: 1 });
    expect(state.state().swingsToday).toBe(0);
    facts.next({ type: 'swing-stored', swing: 'a', kind: 'shot' });
    expect(state.state().swingsToday).toBe(1);
  });
});
