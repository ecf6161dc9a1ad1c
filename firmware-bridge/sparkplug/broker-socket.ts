/**
 * The connection under MQTT, opened before a CONNECT is made: `bdSeq` counts CONNECT packets, and one that never
 * reached a broker must not be counted.
 */
import { readFileSync } from 'node:fs';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { brokerUnreachable, secretUnreadable } from './errors.ts';
import type { SparkplugConfig } from './sparkplug.config.ts';

export interface BrokerCredentials {
  readonly username: string | null;
  readonly password: string | null;
  readonly tls: Pick<ConnectionOptions, 'ca' | 'cert' | 'key'>;
}

/** Throws `sparkplug/secret-unreadable`. */
export function readCredentials(config: SparkplugConfig): BrokerCredentials {
  const { username, passwordFile, caFile, certificateFile, keyFile } = config;
  return {
    username,
    password: passwordFile === null ? null : (read(passwordFile).toString('utf8').split('\n', 1)[0] ?? '').trimEnd(),
    tls: {
      ...(caFile === null ? {} : { ca: read(caFile) }),
      ...(certificateFile === null ? {} : { cert: read(certificateFile) }),
      ...(keyFile === null ? {} : { key: read(keyFile) }),
    },
  };
}

/** Rejects with `sparkplug/broker-unreachable` where nobody answers within `timeoutMs`, or with another's certificate. */
export function openSocket(broker: string, { tls }: BrokerCredentials, timeoutMs: number): Promise<Socket> {
  const { protocol, hostname, port } = new URL(broker);
  const host = hostname.replace(/^\[|\]$/g, '');
  const isSecure = protocol === 'mqtts:';
  return new Promise((resolve, reject) => {
    const socket = isSecure
      ? connectTls({ ...tls, host, port: Number(port || 8883), ...(isIP(host) === 0 ? { servername: host } : {}) })
      : connectPlain({ host, port: Number(port || 1883) });
    const fail = (detail: string, cause?: unknown): void => {
      clearTimeout(timer);
      // A late error of a socket that was given up is nobody's any more.
      socket.on('error', () => undefined);
      socket.destroy();
      reject(brokerUnreachable(broker, detail, cause));
    };
    const timer = setTimeout(() => fail(`no answer within ${timeoutMs} ms`), timeoutMs);
    const onError = (error: Error): void => fail(error.message, error);
    socket.once('error', onError);
    socket.once(isSecure ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer);
      socket.off('error', onError);
      socket.setNoDelay(true);
      resolve(socket);
    });
  });
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw secretUnreadable(file, error);
  }
}
