import { describe, expect, it } from 'vitest';
import { encodePayload } from '../protocol/message-codec.ts';
import type { LinkEffect } from './link-effect.ts';
import { LinkMachine } from './link-machine.ts';

const HOST = 9;

function greeting(): LinkMachine {
  const machine = new LinkMachine(() => HOST);
  machine.advance({ type: 'opened' }, 0);
  return machine;
}

function feed(machine: LinkMachine, type: number, payload: Uint8Array): readonly LinkEffect[] {
  const packet = { version: 1, type, isRepeat: false, bootId: 5, sequence: 1, sentUs: 1, payload };
  return machine.advance({ type: 'packet', packet, arrivedNs: 1, hasRoom: true }, 1);
}

function welcome(session: number, safeAfterMs: number): Uint8Array {
  const versions = { lowestVersion: 1, highestVersion: 1 };
  return encodePayload({ type: 'welcome', session, ...versions, devices: 0, safeAfterMs, description: '' });
}

describe('a packet that is dropped', () => {
  it.each([399, 501, 2_000])('is a welcome that promises to be safe after %i ms', (safeAfterMs) => {
    const machine = greeting();
    expect(feed(machine, 0x02, welcome(HOST, safeAfterMs))).toEqual([]);
    expect(machine.counts.unfit).toBe(1);
    expect(machine.lastDropped).toContain(`it is safe after ${safeAfterMs} ms`);
  });

  it.each([400, 450, 500])('is none that promises %i ms', (safeAfterMs) => {
    const effects = feed(greeting(), 0x02, welcome(HOST, safeAfterMs));
    expect(effects.map(({ type }) => type)).toContain('up');
  });

  it('is named with the reason, until a session begins', () => {
    const machine = greeting();
    const dropped = (type: number, payload: Uint8Array): string | null => {
      feed(machine, type, payload);
      return machine.lastDropped;
    };
    expect(dropped(0x21, Uint8Array.of(1, 0))).toBe(
      'state 21 with 2 bytes of payload: it is too short (before byte 2)',
    );
    expect(dropped(0x21, new Uint8Array(13))).toBe('state 21 with 13 bytes of payload: it came before a welcome');
    expect(dropped(0x66, new Uint8Array(1))).toBe('type 66 with 1 bytes of payload: the type is unknown');
    expect(dropped(0x02, welcome(8, 400))).toContain('its session is 00000008, not 00000009');
    expect(dropped(0x02, welcome(HOST, 400))).toBeNull();
  });

  it('is remembered as the welcome that it was, whatever came after it, until one is taken', () => {
    const machine = greeting();
    feed(machine, 0x02, welcome(HOST, 900));
    feed(machine, 0x21, new Uint8Array(13));
    expect(machine.lastDropped).toContain('it came before a welcome');
    expect(machine.droppedWelcome).toContain('it is safe after 900 ms');
    feed(machine, 0x02, welcome(HOST, 400));
    expect(machine.droppedWelcome).toBeNull();
  });
});
