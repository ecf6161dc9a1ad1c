/** Opens whatever the configuration says measures the ball's flight, and the simulator that takes the shots. */
import type { Clock } from '../../device/clock/clock.ts';
import { readEnvironment } from '../../device/config/environment.ts';
import type { LaunchMonitor, ShotRelay } from '../../device/ports/launch-monitor.port.ts';
import type { Counters } from '../../device/telemetry/counters.ts';
import type { Log } from '../../device/telemetry/log.ts';
import { keyNotGiven } from './errors.ts';
import { gsproDialect } from './gspro-dialect.ts';
import type { LaunchMonitorConfig, RelayConfig, TrackmanConfig } from './launch-monitor.config.ts';
import { OpenConnectServer } from './open-connect-server.ts';
import { openGolfSimDialect } from './open-golf-sim-dialect.ts';
import { SimulatorRelay } from './simulator-relay.ts';
import { TrackmanRangeMonitor } from './trackman-range-monitor.ts';
import { TrackmanSite } from './trackman-site.ts';

export interface LaunchMonitorSurroundings {
  readonly clock: Clock;
  readonly log: Log;
  readonly counters: Counters;
}

export interface LaunchMonitors {
  /** None where the bay has none. */
  readonly monitors: readonly LaunchMonitor[];
  readonly relay: ShotRelay | null;
  /** Whether a shot may be passed on; one without a swing here is most often a ghost. */
  mayRelay(isJoined: boolean): boolean;
  /** Ends all of them; the simulator hears that the bay is not ready. Idempotent. */
  close(): Promise<void>;
}

/**
 * Resolves when each has tried to connect or to listen once; what does not succeed goes on trying and says so in its
 * state. Rejects with a coded error for a configuration that can never work.
 */
export async function openLaunchMonitors(
  config: LaunchMonitorConfig,
  surroundings: LaunchMonitorSurroundings,
): Promise<LaunchMonitors> {
  const trackman = config.trackman === null ? null : trackmanMonitor(config.trackman, surroundings);
  const server = config.openConnect === null ? null : new OpenConnectServer(config.openConnect, surroundings);
  const relay = config.relay === null ? null : simulatorRelay(config.relay, surroundings);
  await server?.open();
  trackman?.open();
  relay?.open();
  const monitors = [server, trackman].filter((monitor) => monitor !== null);
  return {
    monitors,
    relay,
    mayRelay: (isJoined) => isJoined || config.relay?.unjoined === 'pass-on',
    async close() {
      await Promise.all([...monitors, ...(relay === null ? [] : [relay])].map((one) => one.close()));
    },
  };
}

function trackmanMonitor(config: TrackmanConfig, surroundings: LaunchMonitorSurroundings): TrackmanRangeMonitor {
  const apiKeyFile = config.apiKeyFile ?? readEnvironment().trackmanKeyFile;
  if (apiKeyFile === undefined) throw keyNotGiven();
  const site = new TrackmanSite(config.url, apiKeyFile, surroundings.clock);
  return new TrackmanRangeMonitor({ site, bayId: config.bayId, ...surroundings });
}

function simulatorRelay(config: RelayConfig, surroundings: LaunchMonitorSurroundings): SimulatorRelay {
  const dialect = config.simulator === 'gspro' ? gsproDialect : openGolfSimDialect;
  const { host, deviceId } = config;
  return new SimulatorRelay({ dialect, host, port: config.port ?? dialect.defaultPort, deviceId, ...surroundings });
}
