import { describe, expect, it } from 'vitest';
import { serialHardwareConfigSchema } from './serial.config.ts';

describe('the configuration of a controller on a serial line', () => {
  it('needs no more than where it is plugged in', () => {
    expect(serialHardwareConfigSchema.parse({ kind: 'serial', port: '/dev/serial/by-id/usb-bay' })).toEqual({
      kind: 'serial',
      port: '/dev/serial/by-id/usb-bay',
      baudRate: 115_200,
      isUart: false,
    });
  });

  it('refuses a name by which no port can be found', () => {
    const outcome = serialHardwareConfigSchema.safeParse({ kind: 'serial', port: 'ttyUSB0' });
    expect(outcome.error?.issues[0]).toMatchObject({ path: ['port'] });
  });
});
