import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HARDWARE_KINDS, type HardwareCommand } from '../../device/ports/bay-hardware.port.ts';
import { MESSAGE_TYPES } from '../protocol/message.ts';
import { decodeMessage, encodePayload } from '../protocol/message-codec.ts';
import { type AnnouncedDevice, wireCommand } from './wire-command.ts';

const TEE: AnnouncedDevice = {
  index: 3,
  id: 'tee',
  kind: 'tee',
  limits: { heightMaxUm: 80_000, motionTimeoutMs: 4_000 },
};
const DISPENSER: AnnouncedDevice = {
  index: 4,
  id: 'dispenser',
  kind: 'dispenser',
  limits: { ballsMax: 10, creditMax: 500, motionTimeoutMs: 3_000 },
};
const free = (device: AnnouncedDevice | undefined) => ({
  isLinkUp: true,
  isStopPressed: false,
  isMotionLocked: false,
  device,
});

const number = fc.oneof(fc.double(), fc.integer({ min: -10, max: 100_000 }), fc.constantFrom(1e300, -0, 0.00004));
const command: fc.Arbitrary<HardwareCommand> = fc.oneof(
  fc.record({ type: fc.constant('tee-height' as const), device: fc.constant('x'), heightMm: number }),
  fc.record({ type: fc.constantFrom('tee-ball' as const, 'clear-fault' as const), device: fc.constant('x') }),
  fc.record({
    type: fc.constantFrom('dispense' as const, 'add-credit' as const),
    device: fc.constant('x'),
    balls: number,
  }),
  fc.record({ type: fc.constant('light-level' as const), device: fc.constant('x'), level: number }),
  fc.record({
    type: fc.constant('strobe' as const),
    device: fc.constant('x'),
    isOn: fc.boolean(),
    delayUs: number,
    exposureUs: number,
  }),
  fc.record({
    type: fc.constant('camera-trigger' as const),
    device: fc.constant('x'),
    isOn: fc.boolean(),
    rateHz: number,
    phaseUs: number,
  }),
  fc.record({ type: fc.constant('motion-lock' as const), isOn: fc.boolean() }),
);

describe('commands on their way to the wire', () => {
  it('are messages that the wire can carry, or refused with a reason, whatever was asked for', () => {
    fc.assert(
      fc.property(command, fc.constantFrom(...HARDWARE_KINDS), (asked, kind) => {
        const wire = wireCommand(asked, free({ index: 2, id: 'x', kind, limits: {} }));
        if (typeof wire === 'string') return;
        const { message } = wire;
        const heard = decodeMessage({ type: MESSAGE_TYPES[message.type], payload: encodePayload(message) });
        // As text, in which zero has no sign.
        expect(JSON.stringify(heard)).toBe(JSON.stringify({ ...message }));
      }),
      { numRuns: 500 },
    );
  });

  it('carry the port’s units in the wire’s', () => {
    expect(wireCommand({ type: 'tee-height', device: 'tee', heightMm: 38.5 }, free(TEE))).toEqual({
      message: { type: 'tee-height', device: 3, heightUm: 38_500 },
      motionTimeoutMs: 4_000,
    });
  });

  it('wait for the time-out of each ball', () => {
    const wire = wireCommand({ type: 'dispense', device: 'dispenser', balls: 3 }, free(DISPENSER));
    expect(wire).toMatchObject({ motionTimeoutMs: 9_000 });
  });

  it('are refused in the order of the safety table', () => {
    const height = { type: 'tee-height', device: 'tee', heightMm: 500 } as const;
    const all = { isLinkUp: false, isStopPressed: true, isMotionLocked: true, device: undefined };
    expect(wireCommand(height, all)).toBe('link-lost');
    expect(wireCommand(height, { ...all, isLinkUp: true })).toBe('device-absent');
    expect(wireCommand(height, { ...all, isLinkUp: true, device: DISPENSER })).toBe('not-supported');
    expect(wireCommand(height, { ...all, isLinkUp: true, device: TEE })).toBe('emergency-stop');
    expect(wireCommand(height, { ...free(TEE), isMotionLocked: true })).toBe('player-swinging');
    expect(wireCommand(height, free(TEE))).toBe('out-of-range');
  });

  it('lock motions even while the stop is pressed, and need no device for it', () => {
    const lock = { type: 'motion-lock', isOn: true } as const;
    const known = { ...free(undefined), isStopPressed: true, isMotionLocked: true };
    expect(wireCommand(lock, known)).toMatchObject({ message: { type: 'motion-lock', isOn: true } });
    expect(wireCommand(lock, { ...known, isLinkUp: false })).toBe('link-lost');
  });

  it('are switched off without being asked for a range', () => {
    const off = { type: 'strobe', device: 'strobe', isOn: false, delayUs: -1, exposureUs: Number.NaN } as const;
    const strobe: AnnouncedDevice = { index: 1, id: 'strobe', kind: 'strobe', limits: { exposureMaxUs: 50 } };
    expect(wireCommand(off, free(strobe))).toMatchObject({ message: { isOn: false, delayUs: 0, exposureUs: 0 } });
    expect(wireCommand({ ...off, isOn: true, delayUs: 0, exposureUs: 51 }, free(strobe))).toBe('out-of-range');
  });
});
