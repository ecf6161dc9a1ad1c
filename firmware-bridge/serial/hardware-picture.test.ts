import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HardwareEvent } from '../../device/ports/bay-hardware.port.ts';
import { HardwarePicture } from './hardware-picture.ts';
import type { PassedReport } from './passed-report.ts';

const BOOT = 0xbeef;
const AT = { atNs: 5e9, uncertaintyNs: 1_000 };

const announce = (sequence: number, device: number, id: string, bootId = BOOT): PassedReport => ({
  bootId,
  sequence,
  report: { type: 'announce', device, kind: 'tee', id, fields: { heightMaxUm: 80_000 } },
  at: null,
});
const ready = (sequence: number, device: number): PassedReport => ({
  bootId: BOOT,
  sequence,
  report: {
    type: 'state',
    device,
    condition: 'ready',
    fault: null,
    fields: { heightUm: 40_000, isBallPresent: 1 },
    atUs: 1,
    uncertaintyUs: 0,
  },
  at: AT,
});
const gone = (sequence: number, device: number): PassedReport => ({
  bootId: BOOT,
  sequence,
  report: { type: 'event', device, event: 'ball-gone', card: new Uint8Array(), atUs: 1, uncertaintyUs: 0 },
  at: AT,
});

function upPicture(): HardwarePicture {
  const picture = new HardwarePicture('host-1', 'none');
  picture.welcomed(BOOT);
  picture.report(announce(1, 0, 'tee'));
  picture.report(ready(2, 0));
  picture.up(1);
  return picture;
}

type Step = 'announce' | 'state' | 'event' | 'up' | 'lost' | 'welcomed' | 'other-boot';

describe('the picture of the hardware', () => {
  it('tells a state in the port’s words', () => {
    expect(upPicture().state(false)).toEqual({
      link: 'up',
      description: 'none',
      isMotionLocked: false,
      isStopPressed: false,
      devices: [
        {
          id: 'tee',
          kind: 'tee',
          condition: 'ready',
          fault: null,
          values: { heightMm: 40, heightMaxMm: 80, isBallPresent: true },
        },
      ],
    });
  });

  it('knows of no device what may have changed once the link is lost, and says so of each', () => {
    const picture = upPicture();
    const events = picture.lost(9, 4);
    const device = { id: 'tee', kind: 'tee', condition: 'unknown', fault: null, values: { heightMaxMm: 80 } };
    expect(events).toEqual([
      { type: 'link-changed', link: 'lost', atNs: 9 },
      { type: 'device-changed', state: device, bootId: 'host-1', sequence: 1, atNs: 9, uncertaintyNs: 4 },
    ]);
    expect(picture.state(false).devices).toEqual([device]);
    expect(picture.lost(10, 4)).toEqual([]);
  });

  it('keeps an event that came before its device was announced, and tells it with the announcement', () => {
    const picture = new HardwarePicture('host-1', 'none');
    picture.welcomed(BOOT);
    expect(picture.report(gone(9, 2))).toEqual([]);
    expect(picture.report(announce(10, 2, 'tee'))).toMatchObject([{ type: 'ball-gone', device: 'tee', sequence: 9 }]);
    expect(picture.report(gone(9, 2))).toEqual([]);
  });

  it('takes no charge of more early events than it keeps', () => {
    const picture = new HardwarePicture('host-1', 'none');
    picture.welcomed(BOOT);
    for (let sequence = 1; sequence <= 16; sequence++) expect(picture.report(gone(sequence, 2))).toEqual([]);
    expect(picture.report(gone(17, 2))).toBeNull();
    expect(picture.report(announce(18, 2, 'tee'))).toHaveLength(16);
    expect(picture.report(gone(17, 2))).toHaveLength(1);
  });

  it('forgets a device that the controller no longer has', () => {
    const picture = upPicture();
    picture.lost(2, 0);
    picture.welcomed(7);
    picture.report(announce(1, 0, 'light', 7));
    picture.up(3);
    expect(picture.state(false).devices.map(({ id }) => id)).toEqual(['light']);
  });

  it('gives pulses and reports names of their own', () => {
    const picture = upPicture();
    const pulse = { type: 'pulse', device: 0, pulse: 4, atUs: 1, uncertaintyUs: 0 } as const;
    const [triggered] = picture.pulse({ bootId: BOOT, sequence: 3, pulse, at: AT });
    const [event] = picture.report(gone(3, 0)) ?? [];
    expect(triggered).toMatchObject({ type: 'triggered', device: 'tee', pulse: 4, sequence: 3 });
    expect((triggered as { bootId: string }).bootId).not.toBe((event as { bootId: string }).bootId);
  });

  it('locks motions from the moment at which somebody wants it', () => {
    const picture = upPicture();
    expect(picture.state(true).isMotionLocked).toBe(true);
    picture.vitals({ isMotionLocked: true, isStopPressed: true });
    expect(picture.state(false)).toMatchObject({ isMotionLocked: true, isStopPressed: true });
  });

  it('tells nothing twice and nothing stale, whatever happens', () => {
    const steps = fc.array(
      fc.record({
        step: fc.constantFrom<Step>('announce', 'state', 'event', 'up', 'lost', 'welcomed', 'other-boot'),
        sequence: fc.integer({ min: 1, max: 40 }),
        device: fc.integer({ min: 0, max: 3 }),
      }),
      { maxLength: 80 },
    );
    fc.assert(
      fc.property(steps, (happened) => {
        const picture = new HardwarePicture('host-1', 'none');
        const events: HardwareEvent[] = [];
        for (const { step, sequence, device } of happened) {
          if (step === 'announce') events.push(...(picture.report(announce(sequence, device, `tee-${device}`)) ?? []));
          else if (step === 'state') events.push(...(picture.report(ready(sequence, device)) ?? []));
          else if (step === 'event') events.push(...(picture.report(gone(sequence, device)) ?? []));
          else if (step === 'up') events.push(...picture.up(1));
          else if (step === 'welcomed') picture.welcomed(BOOT);
          else if (step === 'other-boot') picture.welcomed(BOOT + 1);
          else {
            events.push(...picture.lost(1, 0));
            expect(picture.state(false).devices.every(({ condition }) => condition === 'unknown')).toBe(true);
            expect(picture.link).not.toBe('up');
          }
        }
        const names = events.flatMap((event) =>
          event.type === 'link-changed' ? [] : [`${event.bootId} ${event.sequence}`],
        );
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });
});
