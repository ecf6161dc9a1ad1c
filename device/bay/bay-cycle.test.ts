import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NS_PER_MS } from '../clock/clock.ts';
import type {
  CommandOutcome,
  DeviceState,
  HardwareCommand,
  HardwareState,
  RefusalReason,
} from '../ports/bay-hardware.port.ts';
import {
  advanceCycle,
  type BayCycle,
  type CycleEvent,
  givenUp,
  NEW_CYCLE,
  type Order,
  TRIES_MAX,
} from './bay-cycle.ts';
import type { BayStage } from './bay-machine.ts';
import { cycleConfigSchema } from './cycle.config.ts';

const CONFIG = cycleConfigSchema.parse({ strobe: { exposureUs: 150 } });
const CREDIT = 50;
const WITH_CREDIT = { ...CONFIG, creditPerVisit: CREDIT };

function device(id: string, kind: DeviceState['kind'], values: DeviceState['values'] = {}): DeviceState {
  return { id, kind, condition: 'ready', fault: null, values };
}

function hardware(isBallPresent: boolean | null, more: Partial<HardwareState> = {}): HardwareState {
  return {
    link: 'up',
    description: 'a controller',
    isMotionLocked: false,
    isStopPressed: false,
    devices: [
      device('tee', 'tee', isBallPresent === null ? {} : { isBallPresent }),
      device('light-1', 'light', { level: 0 }),
      device('strobe', 'strobe', { isRunning: false }),
    ],
    ...more,
  };
}

/** The same with a dispenser that counts what may still be given. */
function credited(isBallPresent: boolean | null, credit: number, more: Partial<HardwareState> = {}): HardwareState {
  const state = hardware(isBallPresent, more);
  return { ...state, devices: [...state.devices, device('dispenser', 'dispenser', { credit })] };
}

/** A bay whose hardware does at once what it is told, unless a test refuses. */
class PlayedCycle {
  readonly #config: typeof CONFIG;
  cycle: BayCycle = NEW_CYCLE;
  nowMs = 0;
  readonly ordered: { atMs: number; command: HardwareCommand }[] = [];
  answer: (order: Order) => CommandOutcome = () => ({ status: 'done' });

  constructor(config = CONFIG) {
    this.#config = config;
  }

  tell(...events: CycleEvent[]): this {
    for (const event of events) {
      const { cycle, orders } = advanceCycle(this.cycle, event, this.#config, this.nowMs * NS_PER_MS);
      this.cycle = cycle;
      for (const order of orders) {
        this.ordered.push({ atMs: this.nowMs, command: order.command });
        const outcome = this.answer(order);
        if (order.command.type === 'motion-lock' && outcome.status === 'done' && cycle.hardware !== null) {
          this.tell({ type: 'hardware', state: { ...cycle.hardware, isMotionLocked: order.command.isOn } });
        }
        this.tell({ type: 'outcome', order: order.id, outcome });
      }
    }
    return this;
  }

  stage(stage: BayStage): this {
    return this.tell({ type: 'stage', stage });
  }

  wait(ms: number): this {
    const untilMs = this.nowMs + ms;
    for (; this.nowMs < untilMs; this.nowMs += 50) this.tell({ type: 'tick' });
    return this;
  }

  of(type: HardwareCommand['type']): HardwareCommand[] {
    return this.ordered.map(({ command }) => command).filter((command) => command.type === type);
  }

  /** The ball is struck: what the beam or the tee says afterwards. */
  strike(): this {
    const state = this.cycle.hardware as HardwareState;
    const gone = { ...state, devices: hardware(false).devices };
    return this.stage('swinging')
      .tell({ type: 'hardware', state: gone }, { type: 'swing', kind: 'shot' })
      .stage('capturing');
  }
}

describe('the cycle of a bay', () => {
  it('locks motions from address on, lights up, flashes, and unlocks when the swing is kept', () => {
    const bay = new PlayedCycle()
      .tell({ type: 'hardware', state: hardware(true) })
      .stage('occupied')
      .wait(500);
    expect(bay.of('light-level').at(-1)).toMatchObject({ level: 0.8 });
    bay.stage('address').wait(500);
    expect(bay.of('motion-lock').at(-1)).toEqual({ type: 'motion-lock', isOn: true });
    expect(bay.of('strobe').at(-1)).toMatchObject({ isOn: true, exposureUs: 150 });
    bay.strike().wait(500).stage('occupied').wait(500);
    expect(bay.of('motion-lock').at(-1)).toEqual({ type: 'motion-lock', isOn: false });
    expect(bay.of('strobe').at(-1)).toMatchObject({ isOn: false });
  });

  it('brings the next ball once, after the result, when the golfer has stepped back', () => {
    const bay = new PlayedCycle()
      .tell({ type: 'hardware', state: hardware(true) })
      .stage('address')
      .wait(500)
      .strike();
    bay.wait(1_500).stage('occupied').wait(3_000);
    expect(bay.of('tee-ball')).toHaveLength(0);
    bay.tell({ type: 'result' }).wait(200);
    expect(bay.of('tee-ball')).toHaveLength(1);
    bay.wait(60_000);
    expect(bay.of('tee-ball')).toHaveLength(1);
  });

  it('does not keep a golfer waiting for a result that does not come', () => {
    const bay = new PlayedCycle()
      .tell({ type: 'hardware', state: hardware(true) })
      .stage('address')
      .wait(500)
      .strike();
    bay.wait(1_800).stage('occupied').wait(CONFIG.nextBallWithinMs);
    expect(bay.of('tee-ball')).toHaveLength(1);
  });

  it('gives a ball to a golfer who stands at the empty tee, and none on top of one that lies there', () => {
    const bay = new PlayedCycle()
      .tell({ type: 'hardware', state: hardware(false) })
      .stage('occupied')
      .wait(200);
    bay.stage('address').wait(CONFIG.patienceMs + 200);
    expect(bay.of('tee-ball')).toHaveLength(1);
    bay
      .tell({ type: 'hardware', state: hardware(true) })
      .stage('occupied')
      .wait(30_000);
    expect(bay.of('tee-ball')).toHaveLength(1);
  });

  it('knows that a shot empties a tee without a sensor, and that a practice swing does not', () => {
    const bay = new PlayedCycle()
      .tell({ type: 'hardware', state: hardware(null) })
      .stage('address')
      .wait(500);
    bay.tell({ type: 'swing', kind: 'practice' }, { type: 'result' }).stage('occupied').wait(10_000);
    expect(bay.of('tee-ball')).toHaveLength(0);
    bay.tell({ type: 'swing', kind: 'shot' }, { type: 'result' }).wait(5_000);
    expect(bay.of('tee-ball')).toHaveLength(1);
  });

  it('gives up what is refused after a few tries, says so, and begins again once the device has changed', () => {
    const bay = new PlayedCycle();
    bay.answer = ({ channel }) => (channel === 'ball' ? { status: 'refused', reason: 'empty' } : { status: 'done' });
    bay
      .tell({ type: 'hardware', state: hardware(false) })
      .stage('occupied')
      .wait(120_000);
    expect(bay.of('tee-ball')).toHaveLength(TRIES_MAX);
    expect(givenUp(bay.cycle)).toEqual([{ channel: 'ball', reason: 'empty' }]);
    bay.answer = () => ({ status: 'done' });
    const refilled = hardware(false);
    const state = {
      ...refilled,
      devices: refilled.devices.with(0, device('tee', 'tee', { isBallPresent: false, stock: 0 })),
    };
    bay.tell({ type: 'hardware', state }).wait(1_000);
    expect(bay.of('tee-ball')).toHaveLength(TRIES_MAX + 1);
  });

  it('does not repeat a ball that jammed on its way: it may lie there', () => {
    const bay = new PlayedCycle();
    bay.answer = ({ channel }) => (channel === 'ball' ? { status: 'failed', fault: 'jam' } : { status: 'done' });
    bay
      .tell({ type: 'hardware', state: hardware(false) })
      .stage('occupied')
      .wait(120_000);
    expect(bay.of('tee-ball')).toHaveLength(1);
    expect(givenUp(bay.cycle)).toEqual([{ channel: 'ball', reason: 'jam' }]);
  });

  it('lets the tee bring a ball all the way up to a golfer who waits for it, unless he swings', () => {
    const waiting = (cycle: BayCycle, ...told: CycleEvent[]) => {
      let now = cycle;
      const orders: Order[] = [];
      for (const event of told) {
        const step = advanceCycle(now, event, CONFIG, 60_000 * NS_PER_MS);
        now = step.cycle;
        orders.push(...step.orders);
      }
      return { cycle: now, locks: orders.filter(({ channel }) => channel === 'lock').map(({ want }) => want) };
    };
    const bay = new PlayedCycle()
      .tell({ type: 'hardware', state: hardware(false) })
      .stage('address')
      .wait(3_000);
    const asked = waiting(bay.cycle, { type: 'tick' });
    expect(asked.cycle.underWay.map(({ channel }) => channel)).toEqual(['ball']);
    const seen = waiting(asked.cycle, { type: 'hardware', state: hardware(true) });
    expect(seen.locks).toEqual([]);
    expect(waiting(seen.cycle, { type: 'stage', stage: 'swinging' }).locks).toEqual(['true']);
    const order = seen.cycle.underWay[0]?.id ?? 0;
    expect(waiting(seen.cycle, { type: 'outcome', order, outcome: { status: 'done' } }).locks).toEqual(['true']);
  });

  it('brings a visit’s credit up to what was agreed, once, counting what the one before left', () => {
    const bay = new PlayedCycle(WITH_CREDIT).tell({ type: 'hardware', state: credited(true, 12) });
    expect(bay.of('add-credit')).toHaveLength(0);
    bay.tell({ type: 'visit-began' }).stage('occupied').wait(1_000);
    expect(bay.of('add-credit')).toEqual([{ type: 'add-credit', device: 'dispenser', balls: 38 }]);
    bay.tell({ type: 'hardware', state: credited(true, 3) }).wait(60_000);
    expect(bay.of('add-credit')).toHaveLength(1);
    bay.stage('empty').wait(1_000).tell({ type: 'visit-began' }).stage('occupied').wait(1_000);
    expect(bay.of('add-credit').at(-1)).toMatchObject({ balls: 47 });
  });

  it('grants nothing to a visit that begins with enough, even when it has played that away', () => {
    const bay = new PlayedCycle(WITH_CREDIT).tell({ type: 'hardware', state: credited(true, 80) });
    bay.tell({ type: 'visit-began' }).stage('occupied').wait(1_000);
    bay.tell({ type: 'hardware', state: credited(true, 0) }).wait(60_000);
    expect(bay.of('add-credit')).toHaveLength(0);
  });

  it('leaves credit alone where it comes from elsewhere', () => {
    const bay = new PlayedCycle().tell({ type: 'hardware', state: credited(true, 0) });
    bay.tell({ type: 'visit-began' }).stage('occupied').wait(60_000);
    expect(bay.of('add-credit')).toHaveLength(0);
  });

  it('grants credit before it asks for the first ball', () => {
    const bay = new PlayedCycle(WITH_CREDIT).tell({ type: 'hardware', state: credited(false, 0) });
    bay.tell({ type: 'visit-began' }).stage('occupied').wait(10_000);
    const types = bay.ordered.map(({ command }) => command.type);
    expect(types.indexOf('add-credit')).toBeLessThan(types.indexOf('tee-ball'));
    expect(bay.of('tee-ball')).toHaveLength(1);
  });

  it('brings the ball that jammed once somebody has mended the tee, if none lies there', () => {
    const faulty = hardware(false);
    const jammed = {
      ...faulty,
      devices: faulty.devices.map((one) => (one.id === 'tee' ? { ...one, condition: 'fault' as const } : one)),
    };
    for (const [ball, count] of [
      [false, 2],
      [true, 1],
    ] as const) {
      const bay = new PlayedCycle();
      bay.answer = ({ channel }) => (channel === 'ball' ? { status: 'failed', fault: 'jam' } : { status: 'done' });
      bay
        .tell({ type: 'hardware', state: hardware(false) })
        .stage('occupied')
        .wait(10_000);
      bay.tell({ type: 'hardware', state: jammed }).wait(10_000);
      bay.tell({ type: 'hardware', state: hardware(ball) }).wait(10_000);
      expect(bay.of('tee-ball')).toHaveLength(count);
    }
  });

  it('says everything again after the line was lost, for the controller has switched itself off', () => {
    const bay = new PlayedCycle()
      .tell({ type: 'hardware', state: hardware(true) })
      .stage('address')
      .wait(500);
    const count = bay.of('light-level').length;
    bay.tell({ type: 'hardware', state: hardware(true, { link: 'lost' }) }).wait(500);
    expect(bay.of('light-level')).toHaveLength(count);
    bay.tell({ type: 'hardware', state: hardware(true) }).wait(500);
    expect(bay.of('light-level')).toHaveLength(count + 1);
  });
});

describe('the cycle of a bay, whatever happens', () => {
  const stages = fc.constantFrom<BayStage>('empty', 'occupied', 'address', 'swinging', 'capturing');
  const states = fc
    .record({
      ball: fc.constantFrom(true, false, null),
      credit: fc.option(fc.integer({ min: 0, max: 2 * CREDIT })),
      isStopPressed: fc.boolean(),
      isMotionLocked: fc.boolean(),
      link: fc.constantFrom('up' as const, 'up' as const, 'lost' as const),
    })
    .map(({ ball, credit, ...more }) => (credit === null ? hardware(ball, more) : credited(ball, credit, more)));
  const events: fc.Arbitrary<CycleEvent | { type: 'wait'; ms: number } | { type: 'end'; outcome: CommandOutcome }> =
    fc.oneof(
      stages.map((stage) => ({ type: 'stage' as const, stage })),
      states.map((state) => ({ type: 'hardware' as const, state })),
      fc.constantFrom({ type: 'visit-began' as const }, { type: 'result' as const }),
      fc.constantFrom('shot' as const, 'practice' as const).map((kind) => ({ type: 'swing' as const, kind })),
      fc.integer({ min: 50, max: 9_000 }).map((ms) => ({ type: 'wait' as const, ms })),
      fc
        .constantFrom<CommandOutcome>(
          { status: 'done' },
          { status: 'failed', fault: 'timeout' },
          ...(['device-busy', 'link-lost', 'no-credit'] as RefusalReason[]).map(
            (reason) => ({ status: 'refused', reason }) as const,
          ),
        )
        .map((outcome) => ({ type: 'end' as const, outcome })),
    );
  const MOTIONS = ['tee-ball', 'tee-height', 'dispense'];

  it('moves nothing while somebody swings or the stop is pressed, and asks for each ball and each credit once', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 120 }), (script) => {
        let cycle = NEW_CYCLE;
        let nowMs = 0;
        const begun = new Map<string, number>();
        const advance = (event: CycleEvent): void => {
          const step = advanceCycle(cycle, event, WITH_CREDIT, nowMs * NS_PER_MS);
          cycle = step.cycle;
          for (const { command } of step.orders) {
            const { stage, hardware: seen } = cycle;
            expect(seen).toMatchObject({ link: 'up', isStopPressed: false });
            if (command.type === 'add-credit') {
              const left = seen?.devices.find(({ id }) => id === command.device)?.values.credit ?? Number.NaN;
              expect(left + command.balls).toBe(CREDIT);
              expect(stage).not.toBe('empty');
            }
            if (MOTIONS.includes(command.type)) {
              expect(['occupied', 'address']).toContain(stage);
              expect(seen?.isMotionLocked).toBe(false);
            }
          }
          const channels = cycle.underWay.map(({ channel }) => channel);
          expect(new Set(channels).size).toBe(channels.length);
        };
        for (const event of script) {
          if (event.type === 'wait') {
            for (const untilMs = nowMs + event.ms; nowMs < untilMs; nowMs += 500) advance({ type: 'tick' });
          } else if (event.type === 'end') {
            for (const order of cycle.underWay) {
              if (['ball', 'credit'].includes(order.channel) && event.outcome.status !== 'refused') {
                const one = `${order.channel} ${order.want}`;
                begun.set(one, (begun.get(one) ?? 0) + 1);
              }
              advance({ type: 'outcome', order: order.id, outcome: event.outcome });
            }
          } else advance(event);
        }
        for (const times of begun.values()) expect(times).toBe(1);
      }),
      { numRuns: 400 },
    );
  });
});
