/** The doors of the broker: TCP, TLS, WebSocket and the private socket of the appliance itself. */
import { readFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, isIP, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket, type TlsOptions } from 'node:tls';
import { createWebSocketStream, WebSocketServer } from 'ws';
import { cannotListen, plaintextRefused, secretUnreadable } from '../errors.ts';
import type { BrokerConfig } from '../mqtt.config.ts';
import type { Refuse } from '../refusals.ts';
import { ConnectionCount } from '../wire/connection-count.ts';
import type { BayBroker } from './bay-broker.ts';

export interface Endpoints {
  readonly tcp: number | null;
  readonly tls: number | null;
  readonly webSocket: number | null;
}

export interface Listeners {
  /** The TCP ports that are listened on. */
  readonly endpoints: Endpoints;
  readonly connections: number;
  close(): void;
}

export interface ListenersOptions {
  readonly config: BrokerConfig;
  /** Path of the private socket, in a folder that only the appliance's user can enter. */
  readonly privateSocket: string;
  readonly broker: BayBroker;
  readonly refuse: Refuse;
}

/** A certificate that was shown and is not to be trusted; no name can be it. */
const NOT_TRUSTED = Symbol('not trusted');
const PROTOCOL = 'mqtt';
const HTTP_HEADER_BYTES_MAX = 8 * 1024;
/** A half-open connection is found out by the kernel after this long without a word. */
const PROBE_AFTER_MS = 30_000;
/** Over a packet, for the frames of WebSocket. */
const FRAME_BYTES = 1024;

/** @throws BayError `mqtt/address-taken`, `mqtt/plaintext-refused`, `mqtt/secret-unreadable`; nothing stays open then. */
export async function openListeners(options: ListenersOptions): Promise<Listeners> {
  const { config, broker, privateSocket } = options;
  const count = new ConnectionCount(config.limits);
  const opened: Server[] = [];
  const open = async (server: Server, at: { host: string; port: number } | { path: string }): Promise<number> => {
    await listen(server, at);
    opened.push(server);
    const address = server.address();
    return address === null || typeof address === 'string' ? 0 : address.port;
  };
  try {
    const secrets = config.certificate === null ? null : await readSecrets(config.certificate);
    const door = { ...options, count, secrets };
    await open(
      createTcpServer((socket) =>
        broker.accept(socket, { address: 'private', certificateName: null, isPrivate: true }),
      ),
      { path: privateSocket },
    );
    const tcp = config.tcp === null ? null : await open(tcpServer(door, config.tcp), config.tcp);
    const tls = config.tls === null ? null : await open(tlsServer(door), config.tls);
    const webSocket =
      config.webSocket === null ? null : await open(webSocketServer(door, config.webSocket), config.webSocket);
    return {
      endpoints: { tcp, tls, webSocket },
      get connections() {
        return count.all;
      },
      close: () => closeAll(opened),
    };
  } catch (error) {
    closeAll(opened);
    throw error;
  }
}

interface Door extends ListenersOptions {
  readonly count: ConnectionCount;
  readonly secrets: TlsOptions | null;
}

function tcpServer(door: Door, { host, port, allowPlaintext }: NonNullable<BrokerConfig['tcp']>): Server {
  if (!allowPlaintext && !isLoopback(host)) throw plaintextRefused(`${host}:${port}`);
  const server = createTcpServer((socket) => {
    door.broker.accept(socket, { address: addressOf(socket), certificateName: null, isPrivate: false });
  });
  return counted(server, door);
}

function tlsServer(door: Door): Server {
  const server = createTlsServer(tlsOptions(door), (socket) => {
    const certificateName = certificateNameOf(socket);
    if (certificateName === NOT_TRUSTED) return refuseCertificate(door, socket);
    door.broker.accept(socket, { address: addressOf(socket), certificateName, isPrivate: false });
  });
  // Who fails the handshake is gone already.
  server.on('tlsClientError', (_, socket) => socket.destroy());
  return counted(server, door);
}

function webSocketServer(door: Door, config: NonNullable<BrokerConfig['webSocket']>): Server {
  if (!config.isSecure && !config.allowPlaintext && !isLoopback(config.host)) {
    throw plaintextRefused(`${config.host}:${config.port}`);
  }
  const { connectMs, packetBytes } = door.config.limits;
  const http = { maxHeaderSize: HTTP_HEADER_BYTES_MAX, headersTimeout: connectMs, requestTimeout: connectMs };
  const server = config.isSecure
    ? createHttpsServer({ ...tlsOptions(door), ...http })
    : createHttpServer({ ...http, connectionsCheckingInterval: connectMs });
  server.on('request', (_, response) => response.writeHead(426, { connection: 'close' }).end());
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: packetBytes + FRAME_BYTES,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
  });
  server.on('upgrade', (request, raw, head) => {
    const socket = raw as Socket;
    const { origin } = request.headers;
    const certificateName = 'getPeerCertificate' in socket ? certificateNameOf(socket as TLSSocket) : null;
    if (origin !== undefined && !config.origins.includes(origin)) {
      door.refuse('mqtt/origin', { address: addressOf(socket) });
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    if (certificateName === NOT_TRUSTED) return refuseCertificate(door, socket);
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const stream = createWebSocketStream(webSocket);
      door.broker.accept(stream, { address: addressOf(socket), certificateName, isPrivate: false });
    });
  });
  return counted(server, door);
}

/** Counts connections as the kernel hands them over: a handshake that never ends takes a place too. */
function counted(server: Server, { count, refuse }: Door): Server {
  server.on('connection', (socket: Socket) => {
    const address = addressOf(socket);
    const refusal = count.enter(address);
    // A stranger's broken line is no error of ours, and must not become one of the process.
    socket.on('error', () => socket.destroy());
    if (refusal !== null) {
      refuse(refusal, { address });
      socket.destroy();
      return;
    }
    socket.setNoDelay(true);
    socket.setKeepAlive(true, PROBE_AFTER_MS);
    socket.once('close', () => count.leave(address));
  });
  return server;
}

function tlsOptions({ secrets, config }: Door): TlsOptions {
  if (secrets === null) throw secretUnreadable('certificate', 'mqtt.broker.certificate', new Error('it is not set'));
  return { ...secrets, handshakeTimeout: config.limits.connectMs };
}

async function readSecrets(certificate: NonNullable<BrokerConfig['certificate']>): Promise<TlsOptions> {
  const read = async (what: string, file: string): Promise<Buffer> => {
    try {
      return await readFile(file);
    } catch (error) {
      throw secretUnreadable(what, file, error);
    }
  };
  const { certificateFile, keyFile, clientCaFile, tlsVersionMin } = certificate;
  return {
    cert: await read('certificate', certificateFile),
    key: await read('private key', keyFile),
    minVersion: tlsVersionMin,
    ...(clientCaFile === null
      ? {}
      : { ca: await read('authority of clients', clientCaFile), requestCert: true, rejectUnauthorized: false }),
  };
}

/** Null without a certificate: such a client has a name and a password. One that is shown must be right. */
function certificateNameOf(socket: TLSSocket): string | typeof NOT_TRUSTED | null {
  const { subject } = socket.getPeerCertificate();
  if (subject === undefined) return null;
  return socket.authorized && typeof subject.CN === 'string' ? subject.CN : NOT_TRUSTED;
}

function refuseCertificate({ refuse }: Door, socket: Socket): void {
  refuse('mqtt/login-failed', { address: addressOf(socket) });
  socket.destroy();
}

function addressOf(socket: Socket): string {
  return socket.remoteAddress ?? 'gone';
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function listen(server: Server, at: { host: string; port: number } | { path: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const where = 'path' in at ? at.path : `${at.host}:${at.port}`;
    server.once('error', (error) => reject(cannotListen(where, error)));
    server.listen('path' in at ? at : { host: at.host, port: at.port }, resolve);
  });
}

function closeAll(servers: readonly Server[]): void {
  for (const server of servers) server.close();
}
