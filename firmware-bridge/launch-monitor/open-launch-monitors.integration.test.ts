import { describe, expect, it } from 'vitest';
import { systemClock } from '../../device/clock/clock.ts';
import { Counters } from '../../device/telemetry/counters.ts';
import { silentLog } from '../../device/telemetry/log.ts';
import { launchMonitorConfigSchema } from './launch-monitor.config.ts';
import { openLaunchMonitors } from './open-launch-monitors.ts';

const surroundings = () => ({ clock: systemClock, log: silentLog, counters: new Counters() });
const openConnect = { interface: 'lo', port: 0, allow: ['127.0.0.1'] };

describe('launch monitors', () => {
  it('are none, and nothing listens, until they are configured', async () => {
    const none = await openLaunchMonitors(launchMonitorConfigSchema.parse({}), surroundings());
    expect(none).toMatchObject({ monitors: [], relay: null });
    await none.close();
  });

  it('are opened as configured and close for good', async () => {
    const relay = { simulator: 'gspro', host: '127.0.0.1', port: 9 };
    const opened = await openLaunchMonitors(launchMonitorConfigSchema.parse({ openConnect, relay }), surroundings());
    expect(opened.monitors.map((monitor) => monitor.state().link)).toEqual(['waiting']);
    expect(opened.relay?.state().description).toBe('GSPro at 127.0.0.1:9');
    expect([opened.mayRelay(true), opened.mayRelay(false)]).toEqual([true, false]);
    await opened.close();
    await opened.close();
    expect(opened.monitors.map((monitor) => monitor.state().link)).toEqual(['off']);
  });

  it('pass ghosts on only where that is asked for', async () => {
    const relay = { simulator: 'open-golf-sim', host: '127.0.0.1', unjoined: 'pass-on' };
    const opened = await openLaunchMonitors(launchMonitorConfigSchema.parse({ relay }), surroundings());
    expect(opened.mayRelay(false)).toBe(true);
    await opened.close();
  });

  it('are refused where TrackMan’s key is nowhere', async () => {
    const trackman = { url: 'https://site.invalid', bayId: 'bay' };
    await expect(openLaunchMonitors(launchMonitorConfigSchema.parse({ trackman }), surroundings())).rejects.toEqual(
      expect.objectContaining({ code: 'launch-monitor/key-not-given', hint: expect.stringContaining('apiKeyFile') }),
    );
  });

  it.each([['everybody'], ['192.168.7.0/40'], ['']])('are not opened to “%s”', (entry) => {
    const parsed = launchMonitorConfigSchema.safeParse({ openConnect: { ...openConnect, allow: [entry] } });
    expect(parsed.success).toBe(false);
  });
});
