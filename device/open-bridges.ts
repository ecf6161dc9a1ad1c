/** Opens the lines by which the outside sees the bay and asks things of it: MQTT and Sparkplug. */
import { openMqttBridge } from '../firmware-bridge/mqtt/open-mqtt-bridge.ts';
import { SparkplugEdgeNode } from '../firmware-bridge/sparkplug/edge-node.ts';
import type { BayTrouble } from './bay/bay-fact.ts';
import type { Clock } from './clock/clock.ts';
import type { Configuration } from './configuration.ts';
import type { BayError } from './errors/bay-error.ts';
import type { BayCommandsPort } from './ports/bay-commands.port.ts';
import type { BayStatePort } from './ports/bay-state.port.ts';
import type { Store } from './store/store.ts';
import type { Counters } from './telemetry/counters.ts';
import type { RoomLog } from './telemetry/log.ts';

export interface BridgeSurroundings {
  readonly state: BayStatePort;
  readonly commands: BayCommandsPort;
  readonly store: Store;
  readonly runDirectory: string;
  readonly version: string;
  readonly clock: Clock;
  readonly log: RoomLog;
  readonly counters: Counters;
}

export interface Bridges {
  /** What keeps a line closed that should be open. */
  troubles(): readonly BayTrouble[];
  /** Says goodbye on every line. Idempotent. */
  close(): Promise<void>;
}

/** Rejects with a coded error for a configuration that can never work. */
export async function openBridges(configuration: Configuration, surroundings: BridgeSurroundings): Promise<Bridges> {
  const { state, commands, store, runDirectory, version, clock, log, counters } = surroundings;
  const { mqtt, sparkplug, bay } = configuration;
  const bridge = await openMqttBridge({
    ...{ config: mqtt, bay: bay.name, state, commands, events: store.bridgeEvents },
    ...{ runDirectory, version, clock, counters, log: log.room('mqtt') },
  });
  try {
    const node = sparkplug.enabled
      ? new SparkplugEdgeNode({
          ...{ config: sparkplug, bay: state, commands, kept: store.sparkplug },
          ...{ clock, counters, log: log.room('sparkplug') },
        })
      : null;
    return {
      troubles: () => troublesOf(bridge.obstacle),
      close: async () => {
        await Promise.all([bridge.close(), node?.close()]);
      },
    };
  } catch (error) {
    await bridge.close();
    throw error;
  }
}

/** What is wrong with a line, for the person who can mend it; empty where nothing is. */
export function troublesOf(obstacle: BayError | null): BayTrouble[] {
  if (obstacle === null) return [];
  const { code, message, hint } = obstacle;
  return [{ code, message, hint: hint ?? null, camera: null }];
}
