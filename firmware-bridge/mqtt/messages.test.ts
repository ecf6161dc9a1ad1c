import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { BayOccurrence, BaySnapshot } from '../../device/ports/bay-state.port.ts';
import { FakeBay } from './fake-bay.ts';
import { bayCommandOf, commandMessage, deviceEventMessage, eventMessage, stateMessage } from './messages.ts';
import { bayTopics, readFactTopic } from './topics.ts';

/** The port's words, as mutable as a schema's type is. */
type Plain<T> = T extends readonly (infer Item)[]
  ? Plain<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Plain<T[Key]> }
    : T;

describe('the messages', () => {
  it('say what the ports say: where one changes alone, this does not compile', () => {
    const state = (snapshot: Plain<BaySnapshot>): z.input<typeof stateMessage> => snapshot;
    const event = (occurrence: Plain<BayOccurrence>): z.input<typeof eventMessage> => occurrence;
    const said = structuredClone(new FakeBay('bay-7').state()) as Plain<BaySnapshot>;
    expect(stateMessage.parse(state(said))).toEqual(said);
    const stopped = { type: 'stop', id: 'x', at: '2026-11-26T03:00:00Z', isPressed: true } as const;
    expect(eventMessage.parse(event(stopped))).toEqual(stopped);
  });

  it('pass over what a later bay may add, and refuse what a command has too much', () => {
    const later = { type: 'stop', id: 'x', at: 'now', isPressed: true, more: 1 };
    expect(eventMessage.safeParse(later).success).toBe(true);
    const command = { command: { type: 'tee-ball', device: 'tee', more: 1 } };
    expect(commandMessage.safeParse(command).success).toBe(false);
    expect(deviceEventMessage.safeParse({ id: 'a', type: 'ball-gone', more: 1 }).success).toBe(false);
  });

  it('turn into the commands of the port', () => {
    const dispense = { type: 'dispense', device: 'd', balls: 3 } as const;
    expect(bayCommandOf({ command: dispense })).toEqual({ type: 'hardware', command: dispense });
    expect(bayCommandOf({ command: { type: 'out-of-order', isOn: true } })).toEqual({
      type: 'out-of-order',
      isOn: true,
    });
  });

  it('do not let anybody lock or unlock motions from outside', () => {
    expect(commandMessage.safeParse({ command: { type: 'motion-lock', isOn: false } }).success).toBe(false);
    expect(commandMessage.safeParse({ command: { type: 'go-safe' } }).success).toBe(false);
  });
});

describe('the topics', () => {
  it('take any name of a bay as one level', () => {
    const { state, commandOf } = bayTopics('Bay 7/+#');
    expect(state).toBe('swingbay/Bay-7---/state');
    expect(readFactTopic('Bay 7/+#', commandOf('a'))).toEqual({ kind: 'command', id: 'a' });
  });

  it.each([
    ['swingbay/bay-7/command', { kind: 'command', id: null }],
    ['swingbay/bay-7/command/x', { kind: 'command', id: 'x' }],
    ['swingbay/bay-7/device/tee-1/event', { kind: 'device-event', device: 'tee-1' }],
    ['swingbay/bay-7/device/tee-1/status', null],
    ['swingbay/bay-7/command/x/y', null],
    ['swingbay/bay-8/command/x', null],
    ['other/bay-7/command/x', null],
  ])('%s carries a fact or does not', (topic, fact) => {
    expect(readFactTopic('bay-7', topic)).toEqual(fact);
  });
});
