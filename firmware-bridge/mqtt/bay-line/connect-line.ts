/** How the bay reaches a broker: its own by the private socket, the facility's by its address. */
import { readFileSync } from 'node:fs';
import { connect as connectSocket } from 'node:net';
import { connect, type IClientOptions, MqttClient } from 'mqtt';
import { secretUnreadable } from '../errors.ts';
import type { FacilityBrokerConfig } from '../mqtt.config.ts';

export function connectPrivately(socketPath: string): (options: IClientOptions) => MqttClient {
  return (options) => new MqttClient(() => connectSocket(socketPath), options);
}

/** @throws BayError `mqtt/secret-unreadable` */
export function connectToFacility(config: FacilityBrokerConfig): (options: IClientOptions) => MqttClient {
  const { url, username, passwordFile, caFile, certificateFile, keyFile } = config;
  const secrets: IClientOptions = {
    ...(username === null ? {} : { username }),
    ...(passwordFile === null ? {} : { password: firstLine(read('password', passwordFile)) }),
    ...(caFile === null ? {} : { ca: read('certificate authority', caFile) }),
    ...(certificateFile === null ? {} : { cert: read('certificate', certificateFile) }),
    ...(keyFile === null ? {} : { key: read('private key', keyFile) }),
  };
  return (options) => connect(url, { ...options, ...secrets, rejectUnauthorized: true });
}

function read(what: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw secretUnreadable(what, file, error);
  }
}

function firstLine(content: Buffer): string {
  return content.toString('utf8').split('\n', 1)[0]?.trim() ?? '';
}
