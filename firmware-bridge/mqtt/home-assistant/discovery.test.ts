import { describe, expect, it } from 'vitest';
import { HARDWARE_KINDS } from '../../../device/ports/bay-hardware.port.ts';
import type { BaySnapshot } from '../../../device/ports/bay-state.port.ts';
import { FakeBay } from '../fake-bay.ts';
import { commandMessage } from '../messages.ts';
import { discoveryMessage } from './discovery.ts';
import { discoveryMessageSchema } from './discovery-schema.ts';

const snapshot: BaySnapshot = new FakeBay('Bay 7/left').state();
const everyKind: BaySnapshot = {
  ...snapshot,
  devices: HARDWARE_KINDS.map((kind) => ({ id: `${kind}-1`, kind, condition: 'ready', fault: null, values: {} })),
};
const { topic, payload } = discoveryMessage(everyKind, 'homeassistant', '1.2.3');

/** What Home Assistant's template engine would do with the one kind of expression that our commands hold. */
function filled(command: string, value: string): string {
  return command
    .replace(/\{\{ \(now\(\)[^}]*\}\}/, '1764126000000000')
    .replace(/\{\{ \(value == 'ON'\) \| tojson \}\}/, String(value === 'ON'))
    .replace(/\{\{ value \| float \/ 100 \}\}/, String(Number(value) / 100))
    .replace('{{ value }}', value);
}

describe("Home Assistant's document of a bay", () => {
  it('has only keys that Home Assistant knows, and all that it needs', () => {
    expect(() => discoveryMessageSchema.parse(payload)).not.toThrow();
    expect(Object.keys(payload.cmps).length).toBeGreaterThan(HARDWARE_KINDS.length);
  });

  it('is on the topic for devices, under a name that discovery takes', () => {
    expect(topic).toBe('homeassistant/device/swingbay_Bay-7-left/config');
  });

  it('gives every component a platform and a name that is its alone', () => {
    const names = Object.values(payload.cmps).map(({ uniq_id: unique }) => unique);
    expect(new Set(names).size).toBe(names.length);
    expect(names.every((name) => name.startsWith('swingbay_Bay-7-left_'))).toBe(true);
  });

  it('asks for nothing that the bay would not understand', () => {
    const asking = Object.values(payload.cmps).filter((component) => 'cmd_tpl' in component);
    expect(asking.length).toBeGreaterThan(5);
    for (const { p, cmd_tpl: command } of asking) {
      const text = filled(String(command), p === 'switch' ? 'ON' : '40');
      expect(commandMessage.safeParse(JSON.parse(text)).error?.message, text).toBeUndefined();
    }
  });

  it('does not change with the state, only with what hardware there is', () => {
    const moved = { ...everyKind, swingsToday: 9, isStopPressed: true };
    expect(discoveryMessage(moved, 'homeassistant', '1.2.3')).toEqual({ topic, payload });
    const fewer = { ...everyKind, devices: everyKind.devices.slice(1) };
    expect(discoveryMessage(fewer, 'homeassistant', '1.2.3').payload).not.toEqual(payload);
  });
});
