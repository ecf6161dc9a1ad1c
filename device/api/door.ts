/**
 * What stands before the routes: how many connections an address may hold, how long a few words may take to arrive, and
 * an answer in our own words where a request cannot even be read.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Server as SecureServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { problemOf } from './problem.filter.ts';
import { bodyTooSlow, requestUnreadable } from './errors.ts';

const CONNECTIONS_MAX = 256;
/** Of these nobody but the machine itself takes any: the bay's own screen is let in whoever crowds the door. */
const CONNECTIONS_KEPT_FOR_MACHINE = 32;
/** A phone or a page holds six and a socket; several phones may share one address. */
export const LINES_OF_ADDRESS_MAX = 128;
const HEADERS_MS_MAX = 10_000;
/** 100 MB at 1 MB/s, with some patience. */
const REQUEST_MS_MAX = 120_000;
/** Whoever is not sending a file says a few words. */
export const WORDS_MS_MAX = 10_000;

/** For the plain door and for the one over TLS: each counts for itself. */
export function guardDoor(server: Server | SecureServer): void {
  server.headersTimeout = HEADERS_MS_MAX;
  server.requestTimeout = REQUEST_MS_MAX;
  server.maxConnections = CONNECTIONS_MAX;
  const held = new Map<string, number>();
  let fromElsewhere = 0;
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    const isElsewhere = !/^(::1$|(::ffff:)?127\.)/.test(address);
    const ofAddress = (held.get(address) ?? 0) + 1;
    const isTooMany = isElsewhere && fromElsewhere >= CONNECTIONS_MAX - CONNECTIONS_KEPT_FOR_MACHINE;
    if (ofAddress > LINES_OF_ADDRESS_MAX || isTooMany) {
      socket.destroy();
      return;
    }
    held.set(address, ofAddress);
    if (isElsewhere) fromElsewhere++;
    socket.once('close', () => {
      if (isElsewhere) fromElsewhere--;
      const left = (held.get(address) ?? 1) - 1;
      if (left === 0) held.delete(address);
      else held.set(address, left);
    });
  });
  server.on('clientError', answerUnreadable);
}

/** For a parser in the way of every request; files have their own, longer time. */
export function hurryWords(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  const isFile = /^multipart\/form-data\b/i.test(request.headers['content-type'] ?? '');
  const hasBody = request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length']) > 0;
  if (hasBody && !isFile) {
    const timer = setTimeout(() => {
      if (request.complete || response.headersSent) return;
      const { status, problem } = problemOf(bodyTooSlow());
      const body = JSON.stringify(problem);
      response.writeHead(status, {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': Buffer.byteLength(body),
        Connection: 'close',
      });
      response.end(body, () => request.destroy());
    }, WORDS_MS_MAX);
    timer.unref();
    request.once('end', () => clearTimeout(timer));
    request.once('close', () => clearTimeout(timer));
  }
  next();
}

/** What Node's parser gave up on; the line is closed, since nobody knows where the next request would begin. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const { status, problem } = problemOf(requestUnreadable(error.code));
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${status} Refused`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'X-Content-Type-Options: nosniff',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
