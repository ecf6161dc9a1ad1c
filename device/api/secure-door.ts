/**
 * The API over TLS, beside the plain one: the same routes, pages and sockets on a port of their own.
 *
 * Browsers keep a page on a phone, so that it opens without the bay, only where it came over a secure connection. The
 * plain door stays for the bay's own screen, which is known by its loopback address and has no certificate to check.
 * Certificates are renewed by whoever issues them, so the files are read again while the bay is open.
 */
import { readFileSync } from 'node:fs';
import { createServer, type Server as SecureServer } from 'node:https';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSecureContext } from 'node:tls';
import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { explain } from '../errors/bay-error.ts';
import { LOG, type Log } from '../telemetry/log.ts';
import type { ApiConfig } from './api.config.ts';
import { addressTaken, certificateUnusable } from './errors.ts';

const LOOK_AGAIN_MS = 3_600_000;
/** As the plain door waits for calls under way. */
const CLOSING_MS = 1_000;

type Files = NonNullable<ApiConfig['tls']>;

interface Identity {
  readonly cert: string;
  readonly key: string;
}

@Injectable()
export class SecureDoor implements BeforeApplicationShutdown {
  readonly #http: HttpAdapterHost;
  readonly #log: Log;
  #server: SecureServer | undefined;
  #lookAgain = (): void => undefined;
  #watch: NodeJS.Timeout | undefined;

  constructor(@Inject(HttpAdapterHost) http: HttpAdapterHost, @Inject(LOG) log: Log) {
    this.#http = http;
    this.#log = log;
  }

  /** The port that is listened on; null while there is no certificate. */
  get port(): number | null {
    return (this.#server?.address() as AddressInfo | null | undefined)?.port ?? null;
  }

  /**
   * @param guard sets a server's limits for slow and many callers
   *
   * Rejects with `api/certificate-unusable` and `api/address-taken`.
   */
  async open(files: Files, host: string, guard: (server: SecureServer) => void): Promise<void> {
    const adapter = this.#http.httpAdapter;
    let identity = readIdentity(files);
    const server = createServer({ ...identity, minVersion: 'TLSv1.2' }, adapter.getInstance());
    guard(server);
    // Sockets are opened by whoever opens them at the plain door.
    const plain = adapter.getHttpServer() as Server;
    server.on('upgrade', (request, socket, head) => plain.emit('upgrade', request, socket, head));
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => reject(addressTaken(host, files.port, error)));
      server.listen(files.port, host, resolve);
    });
    this.#server = server;
    this.#lookAgain = () => {
      identity = this.#renewed(files, identity);
    };
    this.#watch = setInterval(this.#lookAgain, LOOK_AGAIN_MS).unref();
  }

  /** Takes a renewed certificate into use at once. */
  lookAgain(): void {
    this.#lookAgain();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#watch);
    const server = this.#server;
    if (server === undefined) return;
    const giveUp = setTimeout(() => server.closeAllConnections(), CLOSING_MS);
    await new Promise((resolve) => server.close(resolve));
    clearTimeout(giveUp);
  }

  #renewed(files: Files, before: Identity): Identity {
    try {
      const now = readIdentity(files);
      if (now.cert === before.cert && now.key === before.key) return before;
      this.#server?.setSecureContext(now);
      this.#log.info({ file: files.certFile }, 'A renewed certificate is in use.');
      return now;
    } catch (error) {
      this.#log.warn({ error: explain(error) }, 'The renewed certificate cannot be used; the one before stays.');
      return before;
    }
  }
}

/** Throws `api/certificate-unusable` for files that cannot be read, or that do not belong together. */
function readIdentity({ certFile, keyFile }: Files): Identity {
  try {
    const identity = { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
    createSecureContext(identity);
    return identity;
  } catch (error) {
    throw certificateUnusable(certFile, keyFile, error);
  }
}
