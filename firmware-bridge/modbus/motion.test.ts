import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modbusConfigSchema } from './modbus.config.ts';
import { openModbusHardware } from './modbus-bay-hardware.ts';
import { type Motion, type MotionSense, stepMotion } from './motion.ts';
import { systemClock } from '../../device/clock/clock.ts';
import { silentLog } from '../../device/telemetry/log.ts';

const config = modbusConfigSchema.parse({
  port: '/dev/null',
  devices: [
    {
      id: 'dispenser',
      kind: 'dispenser',
      pulse: { unit: 1, address: 3 },
      counted: { contact: { unit: 1, address: 4 } },
    },
    { id: 'tee', kind: 'tee', ball: { pulse: { unit: 1, address: 5 } }, present: { unit: 1, address: 6 } },
  ],
});
const [dispenser, tee] = config.devices;

function begin(type: 'dispense' | 'tee-ball', ballsLeft: number): Motion {
  const phase = { phase: 'begin', untilMs: 0 } as const;
  if (type === 'dispense' && dispenser?.kind === 'dispenser') {
    return { type, device: dispenser, ballsLeft, countedBefore: null, ...phase };
  }
  if (tee?.kind === 'tee') return { type: 'tee-ball', device: tee, ...phase };
  throw new Error(type);
}

const sensed = fc.record({
  passMs: fc.nat({ max: 500 }),
  counted: fc.boolean(),
  isBallPresent: fc.boolean(),
  fault: fc.option(fc.constantFrom('jam' as const, 'empty' as const), { freq: 40 }),
});

describe('a motion behind a relay', () => {
  it('leaves its relay open when it has ended, and never has it closed for longer than its pulse', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('dispense' as const, 'tee-ball' as const),
        fc.integer({ min: 1, max: 5 }),
        fc.array(sensed, { minLength: 200, maxLength: 400 }),
        (type, balls, steps) => {
          let motion: Motion | null = begin(type, balls);
          let nowMs = 0;
          let counted = 0;
          let closedAtMs: number | null = null;
          let pulses = 0;
          for (const step of steps) {
            if (motion === null) break;
            nowMs += step.passMs;
            if (step.counted) counted++;
            // The executor looks at least every 500 ms; a pulse may last so much longer, and no more.
            if (closedAtMs !== null) expect(nowMs - closedAtMs).toBeLessThanOrEqual(200 + 500);
            const sense: MotionSense = {
              nowMs,
              counted,
              isRelayClosed: closedAtMs !== null,
              isBallPresent: step.isBallPresent,
              heightMm: null,
              fault: step.fault,
            };
            const next = stepMotion(motion, sense);
            for (const write of next.writes) {
              if (write.to !== 'coil') continue;
              if (write.value) pulses++;
              closedAtMs = write.value ? nowMs : null;
            }
            expect(next.outcome === null).toBe(next.motion !== null);
            motion = next.motion;
          }
          if (motion === null) expect(closedAtMs).toBeNull();
          expect(pulses).toBeLessThanOrEqual(type === 'dispense' ? balls : 1);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('ends, whatever is sensed', () => {
    for (const type of ['dispense', 'tee-ball'] as const) {
      let motion: Motion | null = begin(type, 3);
      let outcome: unknown = null;
      for (let nowMs = 0; nowMs < 60_000 && motion !== null; nowMs += 50) {
        const next = stepMotion(motion, {
          nowMs,
          counted: 0,
          isRelayClosed: false,
          isBallPresent: false,
          heightMm: null,
          fault: null,
        });
        motion = next.motion;
        outcome = next.outcome;
      }
      expect(outcome).toEqual({ status: 'failed', fault: 'timeout' });
    }
  });
});

describe('a register map that cannot be held to the promises', () => {
  it('is refused: too slow a line, or two devices at one output', () => {
    const surroundings = { clock: systemClock, log: silentLog };
    const slow = { ...config, baudRate: 1_200 };
    expect(() => openModbusHardware({ config: slow, ...surroundings })).toThrow(
      expect.objectContaining({ code: 'modbus/too-slow' }),
    );
    const twice = {
      ...config,
      devices: config.devices.flatMap((device) => [device, { ...device, id: `${device.id}-2` }]),
    };
    expect(() => openModbusHardware({ config: twice, ...surroundings })).toThrow(
      expect.objectContaining({ code: 'modbus/map-ambiguous' }),
    );
  });
});
