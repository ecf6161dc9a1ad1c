/** Opens everything that a bay has of MQTT: its broker, its lines, the desk that takes commands. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Observable } from 'rxjs';
import type { Clock } from '../../device/clock/clock.ts';
import type { BayError } from '../../device/errors/bay-error.ts';
import type { BayCommandsPort } from '../../device/ports/bay-commands.port.ts';
import type { BayStatePort } from '../../device/ports/bay-state.port.ts';
import type { BridgeEventRepository } from '../../device/store/bridge-event-repository.ts';
import type { Counters } from '../../device/telemetry/counters.ts';
import type { Log } from '../../device/telemetry/log.ts';
import { BayLine } from './bay-line/bay-line.ts';
import { CommandDesk, type DeviceReport } from './bay-line/command-desk.ts';
import { connectPrivately, connectToFacility } from './bay-line/connect-line.ts';
import { BrokerProcess } from './broker/broker-process.ts';
import type { Endpoints } from './broker/listeners.ts';
import { usersNeeded } from './errors.ts';
import type { AckMessage } from './messages.ts';
import { isBrokerOn, type MqttConfig } from './mqtt.config.ts';

export interface MqttBridgeOptions {
  readonly config: MqttConfig;
  /** The bay's name in the configuration. */
  readonly bay: string;
  readonly state: BayStatePort;
  readonly commands: BayCommandsPort;
  /** Where what comes in is kept before it is acknowledged. */
  readonly events: BridgeEventRepository;
  /** The appliance's private folder; the broker's private socket lies in it. */
  readonly runDirectory: string;
  /** Of the appliance, for Home Assistant. */
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly counters: Counters;
}

export interface MqttBridge {
  /** The TCP ports of the bay's own broker; null where it has none. */
  readonly endpoints: Endpoints | null;
  /** Of the broker's process; undefined where there is none. */
  readonly brokerPid: number | undefined;
  /** What controllers on MQTT saw, each once, after it was stored. */
  readonly deviceReports: Observable<DeviceReport>;
  /** Why the bay's own broker does not listen though it should; null where it does, and where there is none. */
  readonly obstacle: BayError | null;
  /** Whether every line of the bay is connected. */
  readonly isConnected: boolean;
  /** Takes the bay out of Home Assistant; for a bay that is given up. */
  retractDiscovery(): void;
  /** Says goodbye to the brokers, and ends the bay's own. Idempotent. */
  close(): Promise<void>;
}

const PRIVATE_MODE = 0o700;

/**
 * Opens nothing that the configuration does not ask for. Rejects with a coded error for a configuration that can never
 * work; nothing stays open then. A port that is taken just now and a facility's broker that does not answer are no errors:
 * the line comes up when they are there, and a bay without MQTT still finds swings.
 */
export async function openMqttBridge(options: MqttBridgeOptions): Promise<MqttBridge> {
  const { config, bay, state, commands, events, clock, log, counters } = options;
  const lines: BayLine[] = [];
  const publishAck = (ack: AckMessage): void => {
    for (const line of lines) line.publishAck(ack);
  };
  const desk = new CommandDesk({ bay, commands, events, publishAck, clock, log, counters });
  const takeFact = desk.take.bind(desk);
  const broker = isBrokerOn(config.broker) ? brokerProcess(options, takeFact) : null;
  const { homeAssistant, facilityBroker } = config;
  const line = { bay, state, homeAssistant, version: options.version, log, counters };

  // Before anything runs, since it may fail.
  const connect = facilityBroker === null ? null : connectToFacility(facilityBroker);
  await broker?.open();
  if (broker !== null) {
    lines.push(new BayLine({ ...line, name: 'own', connect: connectPrivately(broker.privateSocket), takeFact: null }));
  }
  if (connect !== null) {
    const takesCommands = facilityBroker?.takesCommands === true;
    lines.push(new BayLine({ ...line, name: 'facility', connect, takeFact: takesCommands ? takeFact : null }));
  }
  desk.answerInterrupted();

  return {
    get endpoints() {
      return broker?.endpoints ?? null;
    },
    get brokerPid() {
      return broker?.pid;
    },
    get obstacle() {
      return broker?.obstacle ?? null;
    },
    deviceReports: desk.deviceReports,
    get isConnected() {
      return lines.every(({ isConnected }) => isConnected);
    },
    retractDiscovery() {
      for (const one of lines) one.retractDiscovery();
    },
    async close() {
      await Promise.all(lines.map((one) => one.close()));
      await broker?.close();
      desk.close();
    },
  };
}

function brokerProcess(
  { config, bay, runDirectory, log, counters }: MqttBridgeOptions,
  storeFact: CommandDesk['take'],
): BrokerProcess {
  if (config.broker.usersFile === null) throw usersNeeded();
  const directory = join(runDirectory, 'mqtt');
  mkdirSync(directory, { recursive: true, mode: PRIVATE_MODE });
  const places = { bay, discoveryPrefix: config.homeAssistant.discoveryPrefix };
  return new BrokerProcess({ config: config.broker, places, runDirectory: directory, storeFact, log, counters });
}
